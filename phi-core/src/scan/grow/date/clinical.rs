//! Shapes of clinical text: diagnosis codes, and the measures that would else be taken for numbers of a person.

use std::ops::Range;

use super::words::{Words, is_alnum_at, is_digit_at, listed, run, run_back, score_before, word, word_before};

/// Words in front of a letter with digits that is no diagnosis.
static NOT_CODES: Words = Words::new(&[
    "vitamin",
    "vit",
    "room",
    "rm",
    "bed",
    "bay",
    "level",
    "spine",
    "coenzyme",
    "version",
    "ver",
    "v",
    "model",
    "part",
    "ref",
    "cell",
    "grid",
    "gate",
    "seat",
    "figure",
    "fig",
    "table",
    "section",
    "lot",
    "bin",
    "sku",
    "catalog",
    "cat",
    "item",
    "size",
    "type",
    "line",
    "vertebra",
    "chromosome",
    "unit",
    "suite",
    "apt",
    "locker",
]);

/// An ICD-10 code with its dot, in capitals; head: letter, digit, digit or A or B.
pub(super) fn icd10_dotted(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    let dotted = text.get(head.end) == Some(&b'.') && is_alnum_at(text, head.end + 1);
    if !text[head.start].is_ascii_uppercase() || !dotted {
        return None;
    }
    let span = icd10_any(text, head)?;
    let code = &text[span.clone()];
    // T37.2 is a temperature; in ICD-10-CM these categories have five characters at least.
    let temperature =
        code.len() == 5 && matches!(&code[..3], b"T35" | b"T36" | b"T37" | b"T38" | b"T39" | b"T40" | b"T41");
    (!temperature).then_some(span)
}

/// The same in any writing: with or without the dot, in any case.
pub(super) fn icd10_any(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    let tail = |from: usize| run(text, from, 5, u8::is_ascii_alphanumeric);
    let dotted = text.get(head.end) == Some(&b'.') && is_alnum_at(text, head.end + 1);
    let (end, most) = if dotted { (tail(head.end + 1), 5) } else { (tail(head.end), 4) };
    let multiplied = text[head.start] == b'x' && !dotted;
    if end - head.end > most || multiplied || NOT_CODES.has(word_before(text, head.start)) {
        return None;
    }
    let free_before = match head.start.checked_sub(1).map(|at| text[at]) {
        Some(b'.' | b'_') => false,
        Some(b'-') => {
            head.start < 2 || !text[head.start - 2].is_ascii_alphanumeric() || code_ends(text, head.start - 1)
        }
        _ => true,
    };
    let free_behind = match text.get(end) {
        Some(b'.' | b'_') => !is_alnum_at(text, end + 1),
        Some(b'-') if is_alnum_at(text, end + 1) => looks_like_code(&text[end + 1..]),
        _ => true,
    };
    (free_before && free_behind).then_some(head.start..end)
}

fn looks_like_code(text: &[u8]) -> bool {
    matches!(text, [a, b, c, ..] if a.is_ascii_alphabetic() && b.is_ascii_digit() && c.is_ascii_alphanumeric())
}

/// True when a code ends at `end`, as in the range `E08.0-E13.9`.
fn code_ends(text: &[u8], end: usize) -> bool {
    let start = run_back(text, end, 8, |b| b.is_ascii_alphanumeric() || *b == b'.');
    looks_like_code(&text[start..end])
}

/// A SNOMED CT identifier: 6 to 18 digits; head: the first six.
pub(super) fn snomed_id(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    let end = run(text, head.start, 19, u8::is_ascii_digit);
    let glued = matches!(text.get(end), Some(b'-' | b'.' | b'/')) && is_digit_at(text, end + 1);
    (end - head.start <= 18 && text[head.start] != b'0' && !glued && !is_alnum_at(text, end)).then_some(head.start..end)
}

/// Units of laboratory values, doses and vital signs.
static MEASURES: Words = Words::new(&[
    "mg", "mcg", "ug", "kg", "kgs", "lb", "lbs", "ml", "cc", "dl", "mm", "cm", "mmhg", "meq", "mmol", "units", "iu",
    "ng", "pg", "bpm", "tab", "tabs", "tablet", "tablets", "capsules", "puffs", "percent", "kcal", "msec", "mosm",
    "umol",
]);

/// A number with a unit of measure behind it, `500000 units`, `5/325 mg`: the number alone.
pub(super) fn unit_behind(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    let mut end = run(text, head.start, 7, u8::is_ascii_digit);
    for separator in [b'.', b'/'] {
        if text.get(end) == Some(&separator) && is_digit_at(text, end + 1) {
            end = run(text, end + 1, 4, u8::is_ascii_digit);
        }
    }
    let at = end + usize::from(text.get(end) == Some(&b' '));
    let glued = head.start >= 2
        && matches!(text[head.start - 1], b'-' | b'.' | b'/' | b':' | b',')
        && text[head.start - 2].is_ascii_digit();
    let unit = word(text, at);
    (!glued && !is_digit_at(text, end) && MEASURES.has(unit)).then_some(head.start..end)
}

/// A blood pressure, pain score, strength or acuity: `120/80`, `3/10`, `20/40`, by the words around it.
pub(super) fn ratio(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    let further = matches!(text.get(head.end), Some(b'/' | b'.' | b'-')) && is_digit_at(text, head.end + 1);
    let next = word(text, run(text, head.end, 1, |&b| b == b' '));
    let named = listed(&["mmhg", "pain", "strength", "scale", "od", "os", "ou", "systolic"], next)
        || listed(&["od", "os", "ou"], word_before(text, head.start))
        || score_before(text, head.start);
    (!further && named).then_some(head)
}

/// Words beside a single level of the spine.
static SPINE_WORDS: Words = Words::new(&[
    "level",
    "levels",
    "vertebra",
    "vertebral",
    "fracture",
    "compression",
    "disc",
    "disk",
    "radiculopathy",
    "nerve",
    "root",
    "dermatome",
    "spine",
    "cord",
    "paraplegia",
    "laminectomy",
    "fusion",
    "burst",
    "body",
    "stenosis",
    "herniation",
    "facet",
    "lumbar",
    "thoracic",
    "cervical",
]);

fn is_level(letter: u8, number: &[u8]) -> bool {
    let number = number.iter().fold(0, |sum, b| sum * 10 + u32::from(b - b'0'));
    let most = match letter {
        b'C' => 8,
        b'T' => 12,
        b'L' => 6,
        _ => 5,
    };
    (1..=most).contains(&number)
}

/// `L4-5`, `C5-C6`, and `T12` beside a word of the spine; head: letter and digits.
pub(super) fn spine_level(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    let letter = text[head.start];
    if !is_level(letter, &text[head.start + 1..head.end]) || is_alnum_at(text, head.end) {
        return None;
    }
    if matches!(text.get(head.end), Some(b'-' | b'/')) {
        let second = text.get(head.end + 1).copied().filter(|b| matches!(b, b'C' | b'T' | b'L' | b'S'));
        let from = head.end + 1 + usize::from(second.is_some());
        let end = run(text, from, 3, u8::is_ascii_digit);
        let pair = end > from && end - from <= 2 && is_level(second.unwrap_or(letter), &text[from..end]);
        return (pair && !is_alnum_at(text, end)).then_some(head.start..end);
    }
    let next = word(text, run(text, head.end, 1, |&b| b == b' '));
    (SPINE_WORDS.has(next) || SPINE_WORDS.has(word_before(text, head.start))).then_some(head)
}

/// `B12`, and other vitamins named as such.
pub(super) fn vitamin(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    let named = listed(&["vitamin", "vitamins", "vit"], word_before(text, head.start));
    let next = word(text, run(text, head.end, 1, |&b| b == b' '));
    let deficient = listed(&["deficiency", "level", "levels", "injection", "injections", "supplement", "shots"], next);
    let twelve = text[head.clone()].eq_ignore_ascii_case(b"b12");
    let glued = text.get(head.end) == Some(&b'.') && is_digit_at(text, head.end + 1);
    ((named || deficient || twelve) && !glued).then_some(head)
}
