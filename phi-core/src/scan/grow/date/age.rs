//! Ages of 90 and over. The pattern has proven the number; the words beside it make it an age.

use std::ops::Range;

use super::words::{Words, is_alnum_at, is_digit_at, listed, run, run_back, unit_follows, word};

/// What follows an age: lower case, blanks and dashes as one space.
const UNITS: &[&str] = &[
    "year old",
    "years old",
    "year olds",
    "yr old",
    "yrs old",
    "years of age",
    "year of age",
    "yrs of age",
    "years young",
    "y.o",
    "y/o",
    "yo",
    "y o",
    "ans",
    "anos",
    "anni",
    "jahre",
    "jahren",
    "jahrig",
    "jahrige",
    "jahriger",
    "jahrigen",
    "jahriges",
    "jaar",
    "jarige",
    "letni",
    "letnia",
    "lat",
    "arig",
    "arige",
    "vuotias",
];

/// Units that a sex may be glued to: 92yoF.
const SEXED: &[&str] = &["y.o", "y.o.", "y/o", "yo", "y"];

/// Words that say "age" in front of a number.
static AGE_WORDS: Words =
    Words::new(&["age", "aged", "ages", "edad", "alter", "leeftijd", "eta", "idade", "wiek", "alder", "ika"]);

/// Words between them and the number.
static FILLERS: Words = Words::new(&["is", "was", "of", "at", "years", "yrs", "yr", "in"]);

/// The number when a unit of age follows: `92-year-old`, `101 y.o.`, `93 ans`, `90 to 95 years old`.
pub(super) fn with_unit(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    let free = is_free(text, head.start) && !is_digit_at(text, head.end);
    let unit = has_unit(text, head.end) || range_end(text, head.end).is_some_and(|end| has_unit(text, end));
    let told = || !is_alnum_at(text, head.end) && (is_apposition(text, &head) || is_told(text, &head));
    // 95M, in the first line of a note.
    let sexed = matches!(text.get(head.end), Some(b'F' | b'M')) && !is_alnum_at(text, head.end + 1);
    (free && (unit || sexed || told())).then_some(head)
}

/// `her husband Lev, 93, who`: behind a capitalised word and between commas, or at the end of the sentence.
fn is_apposition(text: &[u8], head: &Range<usize>) -> bool {
    let ends = matches!(text.get(head.end), Some(b',')) || sentence_ends(text, head.end);
    let Some(comma) = head.start.checked_sub(2).filter(|at| text[*at..].starts_with(b", ")) else { return false };
    let start = run_back(text, comma, 16, u8::is_ascii_alphabetic);
    let word = &text[start..comma];
    ends && word.len() > 2 && word[0].is_ascii_uppercase() && word[1..].iter().all(u8::is_ascii_lowercase)
}

fn sentence_ends(text: &[u8], at: usize) -> bool {
    matches!(text.get(at), Some(b'.' | b';')) && !is_digit_at(text, at + 1)
}

/// `who is 96 and`, `she turned 91.`: a person is said to be so many, and no measure follows.
fn is_told(text: &[u8], head: &Range<usize>) -> bool {
    const SUBJECTS: &[&str] =
        &["who", "she", "he", "pt", "patient", "mother", "father", "mom", "dad", "grandmother", "grandma"];
    let space = run_back(text, head.start, 1, |&b| b == b' ');
    let verb_at = run_back(text, space, 8, u8::is_ascii_alphabetic);
    let verb = &text[verb_at..space];
    let next = run(text, head.end, 1, |&b| b == b' ');
    let follows = matches!(text.get(head.end), Some(b',' | b'\n' | b'?' | b'!'))
        || sentence_ends(text, head.end)
        || listed(&["and", "who", "but", "now", "with", "years", "next", "this"], word(text, next));
    let short = verb.eq_ignore_ascii_case(b"s") && text[..verb_at].ends_with(b"'");
    let subject_end = if short { verb_at - 1 } else { run_back(text, verb_at, 1, |&b| b == b' ') };
    let subject = &text[run_back(text, subject_end, 12, u8::is_ascii_alphabetic)..subject_end];
    let turned = listed(&["turned", "turns", "turning"], verb);
    let is = short || listed(&["is", "was"], verb);
    space < head.start && follows && (turned || is && listed(SUBJECTS, subject))
}

/// The number without a unit, for a detector that asks for a cue: "aged 90", `"age": 97`, or a cell of its own.
pub(super) fn bare(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    let quantity = unit_follows(text, head.end) && !years_follow(text, head.end);
    let ratio = matches!(text.get(head.end), Some(b'/' | b'.' | b':' | b'-' | b',')) && is_digit_at(text, head.end + 1);
    let free = is_free(text, head.start) && !is_alnum_at(text, head.end);
    (free && !quantity && !ratio && age_or_cell_before(text, head.start)).then_some(head)
}

/// No decimal, ratio or larger number in front; the second number of a range may be one.
fn is_free(text: &[u8], start: usize) -> bool {
    let Some(at) = start.checked_sub(1) else {
        return true;
    };
    let digit = at.checked_sub(1).is_some_and(|at| text[at].is_ascii_digit());
    match text[at] {
        b'.' | b'/' | b':' | b',' => !digit,
        b'-' if digit => {
            let first = run_back(text, at, 4, u8::is_ascii_digit);
            let joined =
                first > 0 && (matches!(text[first - 1], b'-' | b'.' | b'/') || text[first - 1].is_ascii_alphanumeric());
            at - first <= 3 && !joined
        }
        b'$' | b'#' => false,
        _ => true,
    }
}

/// End of the second number in `90-95`, `90 to 95`.
fn range_end(text: &[u8], end: usize) -> Option<usize> {
    let gap = run(text, end, 1, |&b| b == b' ');
    let joint = word(text, gap);
    let after = match text.get(gap) {
        Some(b'-') => gap + 1,
        _ if listed(&["to", "or", "a", "bis"], joint) => gap + joint.len(),
        _ => return None,
    };
    let from = run(text, after, 1, |&b| b == b' ');
    let digits = run(text, from, 3, u8::is_ascii_digit);
    (digits > from + 1).then_some(digits)
}

/// True when a unit of age follows at `end`, with at most a blank or a dash between.
fn has_unit(text: &[u8], end: usize) -> bool {
    // Every unit begins with one of a few letters; most numbers have none behind them.
    let gap = run(text, end, 24, |b| *b == b'-' || b.is_ascii_whitespace());
    if !text.get(gap).is_some_and(|b| matches!(b | 0x20, b'a' | b'j' | b'l' | b'v' | b'y')) {
        return false;
    }
    let mut words = [0u8; 24];
    let mut length = 0;
    for &byte in text.get(end..).unwrap_or_default().iter().take(64) {
        let byte = if byte == b'-' || byte.is_ascii_whitespace() { b' ' } else { byte.to_ascii_lowercase() };
        if byte == b' ' && (length == 0 || words[length - 1] == b' ') {
            continue;
        }
        if length == words.len() {
            break;
        }
        words[length] = byte;
        length += 1;
    }
    let words = &words[..length];
    let part = |at: usize| words.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let glued = is_alnum_at(text, end);
    UNITS.iter().any(|unit| words.starts_with(unit.as_bytes()) && !part(unit.len()))
        || SEXED.iter().filter(|unit| unit.len() > 1 || glued).any(|unit| {
            words.strip_prefix(unit.as_bytes()).is_some_and(|rest| match rest {
                [b'm' | b'f', rest @ ..] => !rest.first().is_some_and(u8::is_ascii_alphanumeric),
                [b' ', b'm' | b'f', rest @ ..] => !rest.first().is_some_and(u8::is_ascii_alphanumeric),
                rest => *unit == "y" && !rest.first().is_some_and(u8::is_ascii_alphanumeric),
            })
        })
}

fn years_follow(text: &[u8], end: usize) -> bool {
    let at = run(text, end, 2, |b| matches!(b, b' ' | b'-'));
    listed(&["year", "years", "yr", "yrs"], word(text, at))
}

/// True when the word in front says "age", or the number begins a cell or a line.
fn age_or_cell_before(text: &[u8], start: usize) -> bool {
    let mut end = start;
    // "age (years): 92", "age at death was 92" has at most three words between.
    for _ in 0..3 {
        let gap =
            run_back(text, end, 4, |b| matches!(b, b' ' | b':' | b'=' | b'(' | b')' | b'"' | b'\'' | b'_' | b'>'));
        let begin = run_back(text, gap, 16, u8::is_ascii_alphabetic);
        let before = &text[begin..gap];
        if before.is_empty() {
            return match gap.checked_sub(1).map(|at| text[at]) {
                None | Some(b'|' | b',' | b';' | b'\t' | b'\n' | b'>' | b'/' | b'*' | b'^') => end == start,
                _ => false,
            };
        }
        if AGE_WORDS.has(before)
            || before.ends_with(b"Age")
            || (before.starts_with(b"age") && before[3].is_ascii_uppercase())
        {
            return true;
        }
        if !FILLERS.has(before) {
            return false;
        }
        end = begin;
    }
    false
}
