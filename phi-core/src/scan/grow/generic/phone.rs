//! Telephone numbers: their extension, and how far they reach.

use std::ops::Range;

use super::{at, before, is_time_stamp, rest, run, run_back, word_at};

/// A number glued by `- . /` to a further digit in front of it, or by `- .` behind, is a piece of something
/// longer. A comma is not asked: it parts the cells of a table.
fn is_piece(text: &[u8], span: &Range<usize>) -> bool {
    let glue = before(text, span.start);
    let left = glue == b'+' || (matches!(glue, b'-' | b'.' | b'/') && before(text, span.start - 1).is_ascii_digit());
    let right = matches!(at(text, span.end), b'-' | b'.') && at(text, span.end + 1).is_ascii_digit();
    left || right
}

/// Where an extension behind `end` ends: ` ext. 12`, ` x1234`, `#12`, ` extension 12`. Else `end`.
fn extension(text: &[u8], end: usize) -> usize {
    const MARKS: [&[u8]; 5] = [b"extension", b"extn", b"ext", b"x", b"#"];
    let mut place = end + run(text, end, |b| matches!(b, b' ' | b',')).min(3);
    let Some(mark) = MARKS.iter().find_map(|mark| word_at(text, place, mark)) else {
        return end;
    };
    place += mark;
    place += run(text, place, |b| matches!(b, b' ' | b'.' | b':' | b'#')).min(3);
    let digits = run(text, place, u8::is_ascii_digit);
    let ends = !at(text, place + digits).is_ascii_alphanumeric();
    if matches!(digits, 1..=6) && ends { place + digits } else { end }
}

/// Where a number begins that has the country code 1 in front: `+1 `, `1-`, `+1`.
fn with_country_code(text: &[u8], start: usize) -> usize {
    let separator = usize::from(matches!(before(text, start), b'-' | b'.' | b' '));
    let code = start - separator;
    if before(text, code) != b'1' {
        return start;
    }
    match (before(text, code - 1), separator) {
        (b'+', _) => code - 2,
        (glue, 1) if !glue.is_ascii_alphanumeric() && !b"-./:,".contains(&glue) => code - 1,
        _ => start,
    }
}

/// The number with a country code 1 in front of it and an extension behind.
pub(super) fn with_extension(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let start = with_country_code(text, span.start);
    let end = extension(text, span.end);
    let glued = end == span.end && at(text, end).is_ascii_alphanumeric();
    let stamp = is_time_stamp(&text[span.clone()]);
    (!is_piece(text, &(start..span.end)) && !glued && !stamp).then_some(start..end)
}

/// Published help lines: crisis, poison control, substance abuse, domestic violence, assault, Medicare,
/// the insurance marketplace, Social Security, CDC, runaways, maternal health, NAMI, child abuse.
const HOTLINES: [&[u8; 10]; 13] = [
    b"8002738255",
    b"8002221222",
    b"8006624357",
    b"8007997233",
    b"8006564673",
    b"8006334227",
    b"8003182596",
    b"8007721213",
    b"8002324636",
    b"8007862929",
    b"8338526262",
    b"8009506264",
    b"8004224453",
];

/// The whole number, if it is a national help line.
pub(super) fn hotline(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    // All of them begin with 8, maybe behind the country code.
    let first = span.start + usize::from(matches!(at(text, span.start), b'(' | b'1'));
    if at(text, first) != b'8' {
        return None;
    }
    let span = with_extension(text, span)?;
    let is_it = |number: &[u8; 10]| {
        let said = text[span.clone()].iter().rev().filter(|b| b.is_ascii_digit());
        said.take(10).eq(number.iter().rev())
    };
    HOTLINES.iter().any(|number| is_it(number)).then_some(span)
}

/// Digits of the longest number in a country's plan, country code included, where that is known; it tells
/// a number from what follows it on the line.
const PLANS: &[(&[u8], usize)] = &[
    (b"1", 11),
    (b"7", 11),
    (b"20", 12),
    (b"27", 11),
    (b"30", 12),
    (b"31", 11),
    (b"32", 11),
    (b"33", 11),
    (b"34", 11),
    (b"351", 12),
    (b"353", 12),
    (b"358", 13),
    (b"36", 11),
    (b"39", 13),
    (b"40", 11),
    (b"41", 11),
    (b"420", 12),
    (b"421", 12),
    (b"43", 13),
    (b"44", 12),
    (b"45", 10),
    (b"46", 12),
    (b"47", 10),
    (b"48", 11),
    (b"49", 13),
    (b"52", 12),
    (b"54", 13),
    (b"55", 13),
    (b"56", 11),
    (b"57", 12),
    (b"60", 12),
    (b"61", 11),
    (b"63", 12),
    (b"64", 12),
    (b"65", 10),
    (b"66", 11),
    (b"81", 12),
    (b"82", 12),
    (b"84", 12),
    (b"852", 11),
    (b"86", 13),
    (b"886", 12),
    (b"90", 12),
    (b"91", 12),
    (b"92", 12),
    (b"966", 12),
    (b"971", 12),
    (b"972", 12),
];

/// A number of E.164: digits in groups, one separator between them, `(0)` allowed. A group that would
/// make it longer than its country's plan belongs to something else.
pub(super) fn international(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 15;
    let prefix = match text.get(span.clone())? {
        [b'+', ..] => 1,
        [b'0', b'1', b'1', ..] => 3,
        _ => 2,
    };
    let mut place = span.start + prefix;
    place += run(text, place, |b| matches!(b, b' ' | b'-'));
    let plan = PLANS.iter().find(|(code, _)| rest(text, place).starts_with(code));
    let limit = plan.map_or(LONGEST, |(_, digits)| *digits);
    let (end, digits) = groups(text, place, limit, LONGEST);
    let span = span.start..end;
    if !(7..=LONGEST).contains(&digits) || at(text, end).is_ascii_digit() {
        return None;
    }
    with_extension(text, span)
}

/// Reads digit groups from `place`: where the last that fits ends, and how many digits there are.
/// The first group is read whole up to `longest`; a later one stops the number when it passes `limit`.
fn groups(text: &[u8], mut place: usize, limit: usize, longest: usize) -> (usize, usize) {
    let (mut end, mut digits) = (place, 0);
    loop {
        let more = run(text, place, u8::is_ascii_digit);
        let bound = if digits == 0 { longest } else { limit };
        if more == 0 || digits + more > bound {
            return (end, digits);
        }
        digits += more;
        place += more;
        end = place;
        if rest(text, place).starts_with(b")") {
            place += 1;
        }
        if text[place..].starts_with(b" / ") || text[place..].starts_with(b" - ") {
            place += 3;
        } else if matches!(at(text, place), b' ' | b'-' | b'.' | b'/') {
            place += 1;
        }
        if at(text, place) == b'(' {
            place += if rest(text, place).starts_with(b"(0)") { 3 } else { 1 };
            if at(text, place) == b' ' {
                place += 1;
            }
        }
        if place == end {
            return (end, digits);
        }
    }
}

/// A number in a national spelling, `(03) 5555 6473`, `06 12 34 56 78`, `030/23125-123`: 7 to 12 digits in
/// at least two groups, and neither a date nor a Social Security number.
pub(super) fn national(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 12;
    let first = span.start + usize::from(at(text, span.start) == b'(');
    let (end, digits) = groups(text, first, LONGEST, LONGEST);
    let span = span.start..end;
    let mut parts = [0usize; 3];
    let mut count = 0;
    for part in text[span.clone()].split(|b| !b.is_ascii_digit()).filter(|part| !part.is_empty()) {
        if let Some(slot) = parts.get_mut(count) {
            *slot = part.len();
        }
        count += 1;
    }
    let other =
        count == 3 && (matches!(parts, [1..=2, 1..=2, 4] | [4, 1..=2, 1..=2] | [3, 2, 4]) || (parts == [2, 2, 2]));
    if !(7..=LONGEST).contains(&digits) || count < 2 || other {
        return None;
    }
    with_extension(text, span)
}

/// An extension or pager number alone, `x4411` or `4411`: the digits, unless they measure something.
pub(super) fn extension_alone(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const UNITS: [&[u8]; 8] = [b"deg", b"mm", b"cm", b"mg", b"ml", b"%", b"/", b"min"];
    let start = span.start + usize::from(!at(text, span.start).is_ascii_digit());
    let behind = span.end + run(text, span.end, |b| *b == b' ').min(1);
    let measures = UNITS.iter().any(|unit| word_at(text, behind, unit).is_some())
        || rest(text, behind).starts_with("\u{B0}".as_bytes());
    (!measures && !is_piece(text, &(start..span.end))).then_some(start..span.end)
}

/// `x4411` where the word before tells to call it: `reach me at x4411`.
pub(super) fn extension_called(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const WORDS: [&[u8]; 8] = [b"at", b"call", b"dial", b"page", b"reach", b"ext", b"phone", b"extension"];
    let end = span.start - run_back(text, span.start, |b| matches!(b, b' ' | b':' | b'.'));
    let word = &text[end - run_back(text, end, u8::is_ascii_alphabetic)..end];
    let called = WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    if called { extension_alone(text, span) } else { None }
}

/// `x6-4410`, `x 4-4410`, `pgr 88-204`: the digits, where the mark of an extension stands before them.
pub(super) fn extension_dashed(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const MARKS: [&[u8]; 9] = [b"x", b"ext", b"extn", b"extension", b"pgr", b"pager", b"poste", b"durchwahl", b"dw"];
    let start = span.start + usize::from(!at(text, span.start).is_ascii_digit());
    let end = start - run_back(text, start, |b| matches!(b, b' ' | b'.' | b':' | b'#')).min(3);
    let mark = &text[end - run_back(text, end, u8::is_ascii_alphabetic)..end];
    let marked = MARKS.iter().any(|known| known.eq_ignore_ascii_case(mark));
    let glued = at(text, span.end) == b'-' && at(text, span.end + 1).is_ascii_digit();
    (marked && !glued && !is_piece(text, &(start..span.end))).then_some(start..span.end)
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn extensions() {
        for (text, number) in [
            ("202-555-0143 ext. 12 or", "202-555-0143 ext. 12"),
            ("202-555-0143 x1234.", "202-555-0143 x1234"),
            ("202-555-0143x12", "202-555-0143x12"),
            ("202-555-0143 #12", "202-555-0143 #12"),
            ("202-555-0143, extension 12", "202-555-0143, extension 12"),
            ("202-555-0143 external", "202-555-0143"),
            ("1960,202-555-0143,M", "202-555-0143"),
            ("202-555-0143.", "202-555-0143"),
        ] {
            assert_eq!(grown("phone-extension", text, "202-555-0143"), Some(number), "{text}");
        }
        assert_eq!(grown("phone-extension", "PH|20210101|", "20210101"), None);
        for text in ["2-202-555-0143", "+202-555-0143", "202-555-0143-9"] {
            assert_eq!(grown("phone-extension", text, "202-555-0143"), None, "{text}");
        }
    }

    #[test]
    fn country_code_in_front() {
        for (text, head, number) in [
            ("+1 415 555 0132", "415 555 0132", "+1 415 555 0132"),
            ("1-800-555-0199", "800-555-0199", "1-800-555-0199"),
            ("+1(415)555-0132", "(415)555-0132", "+1(415)555-0132"),
            ("1 (415) 555-0132", "(415) 555-0132", "1 (415) 555-0132"),
            ("at 21 (415) 555-0132", "(415) 555-0132", "(415) 555-0132"),
        ] {
            assert_eq!(grown("phone-extension", text, head), Some(number), "{text}");
        }
    }

    #[test]
    fn dashed_extensions() {
        for (text, head, number) in [
            ("registration x6-4410 now", "x6-4410", "6-4410"),
            ("(Omar, x 4-4410)", "4-4410", "4-4410"),
            ("PharmD, pgr 88-204", "88-204", "88-204"),
        ] {
            assert_eq!(grown("extension-dashed", text, head), Some(number), "{text}");
        }
        assert_eq!(grown("extension-dashed", "aged 2-1000 days", "2-1000"), None);
    }

    #[test]
    fn hotlines() {
        assert_eq!(grown("hotline", "1-800-273-8255.", "800-273-8255"), Some("1-800-273-8255"));
        assert_eq!(grown("hotline", "1-800-555-0199", "800-555-0199"), None);
    }

    #[test]
    fn international() {
        for (text, head, number) in [
            ("Tel +44 20 7946 0958 or", "+44 20", "+44 20 7946 0958"),
            ("+44 20 7946 0958 12345", "+44 20", "+44 20 7946 0958"),
            ("+44 (0)20 7946 0958", "+44 (", "+44 (0)20 7946 0958"),
            ("+33 1 99 00 12 34.", "+33 1", "+33 1 99 00 12 34"),
            ("+14155550132", "+1415", "+14155550132"),
            ("0049 30 23125 123", "0049 30", "0049 30 23125 123"),
            ("+55 (11) 98456-5666,", "+55 (11", "+55 (11) 98456-5666"),
            ("011 44 20 7946 0958", "011 44", "011 44 20 7946 0958"),
        ] {
            assert_eq!(grown("phone-international", text, head), Some(number), "{text}");
        }
        for (text, head) in [("+1234567890123456", "+1234"), ("+1 500 mg", "+1 50"), ("+2", "+2")] {
            assert_eq!(grown("phone-international", text, head), None, "{text}");
        }
    }

    #[test]
    fn national() {
        for (text, head, number) in [
            ("Tel. 06 12 34 56 78", "06 12", "06 12 34 56 78"),
            ("(03) 5555 6473", "(03) 5555", "(03) 5555 6473"),
            ("030/23125-123", "030/2312", "030/23125-123"),
            ("(88) 684-334", "(88) 684", "(88) 684-334"),
            ("0688 777 97 84", "0688 777", "0688 777 97 84"),
        ] {
            assert_eq!(grown("phone-national", text, head), Some(number), "{text}");
        }
        for (text, head) in
            [("12/03/2024", "12/03"), ("2024-03-12", "2024-03"), ("123-45-6789", "123-45"), ("12-34", "12-34")]
        {
            assert_eq!(grown("phone-national", text, head), None, "{text}");
        }
    }

    #[test]
    fn extension_alone() {
        assert_eq!(grown("extension-called", "reach me at x4411 now", "x4411"), Some("4411"));
        assert_eq!(grown("extension-called", "bed x4411", "x4411"), None);
        assert_eq!(grown("extension", "ext 4411", "4411"), Some("4411"));
        assert_eq!(grown("extension", "extension 120 degrees", "120"), None);
        assert_eq!(grown("extension", "extension 120\u{B0}", "120"), None);
    }
}
