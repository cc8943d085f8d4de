//! Dates in digits: ISO 8601, HL7 and X12 stamps, American and European writing.

use std::ops::Range;

use super::words::{
    Words, date_cue_before, digits, is_alnum_at, is_digit_at, listed, run, run_back, score_before, unit_follows, word,
    word_back, word_before,
};
use super::{Found, Proof};
use crate::score::validate::date::{is_day, number, ocr_digit};

/// Words in front of dotted numbers that are versions or chapters.
static VERSION_WORDS: Words =
    Words::new(&["version", "ver", "v", "release", "rel", "section", "sec", "build", "chapter", "firmware", "oid"]);

/// The date that starts at `start`, unless what stands around it makes it part of something longer.
pub(super) fn parse(text: &[u8], start: usize) -> Option<Found> {
    let before = start.checked_sub(1).map(|at| text[at]);
    let behind = |back: usize| start.checked_sub(back).map(|at| text[at]);
    // Most numbers in a row are refused by what stands in front, before anything is read.
    match before {
        Some(b'.' | b'/') if behind(2).is_some_and(|b| b.is_ascii_digit()) => return None,
        Some(b'$') => return None,
        _ => {}
    }
    let (span, proof) = read(text, start)?;
    match before {
        // A second date may hang on the first one by a dash: 3/1/2021-3/5/2021.
        Some(b'-') if behind(2).is_some_and(|b| b.is_ascii_digit()) => complete_date_ends(text, start - 1)?,
        // ABC-12-05-2021 is an order's number; scan-2021-05-12 is a day.
        Some(b'-') if behind(2).is_some_and(|b| b.is_ascii_alphabetic()) => {
            let year_first = digits(text, start, 4) == start + 4;
            (year_first && proof == Proof::Full).then_some(())?;
        }
        // A colon parts X12's D8:20050907; between bare digits it is a clock.
        Some(b':') if behind(2).is_some_and(|b| b.is_ascii_digit()) => {
            behind(3).is_some_and(|b| b.is_ascii_alphabetic()).then_some(())?;
        }
        _ => {}
    }
    if is_dotted(&text[span.clone()]) {
        let abbreviated = run_back(text, start, 2, |b| matches!(b, b' ' | b'.'));
        if VERSION_WORDS.has(word_back(text, abbreviated)) || VERSION_WORDS.has(word_before(text, start)) {
            return None;
        }
    }
    Some((span, proof))
}

/// Dots part its numbers, and it has no clock.
fn is_dotted(date: &[u8]) -> bool {
    let (dot, colon) = date.iter().fold((false, false), |(dot, colon), b| (dot | (*b == b'.'), colon | (*b == b':')));
    dot && !colon
}

/// `Some` when a whole date ends at `end`.
fn complete_date_ends(text: &[u8], end: usize) -> Option<()> {
    let start = run_back(text, end, 10, |b| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-'));
    let outside = start.checked_sub(1).is_some_and(|at| text[at].is_ascii_alphanumeric());
    let (span, _) = read(text, start).filter(|_| !outside)?;
    (span.end == end).then_some(())
}

/// Reads by the length of the first run of digits.
fn read(text: &[u8], start: usize) -> Option<Found> {
    let end = digits(text, start, 15);
    let (span, proof) = match end - start {
        8 => compact(text, start)?,
        12 | 14 => stamp(text, start, end)?,
        4 => year_first(text, start)?,
        1 | 2 => groups(text, start, false).or_else(|| scanned(text, start).then(|| groups(text, start, true))?)?,
        0 => groups(text, start, true)?,
        _ => return None,
    };
    Some((span, proof))
}

/// True when a date that shows letters for digits may start here: only slashes part such a one.
fn scanned(text: &[u8], start: usize) -> bool {
    let near = &text[start..text.len().min(start + 20)];
    near.iter().take(4).any(|&b| b == b'/') && near.iter().any(|&b| ocr_digit(b))
}

fn is_century(year: u32) -> bool {
    (1900..=2099).contains(&year)
}

/// Years that the shape of a date admits; the validator is stricter.
fn is_shape_year(year: u32) -> bool {
    (1800..=2199).contains(&year)
}

/// True when nothing glued follows the date: no letter or digit, no further group, no percent.
fn ends(text: &[u8], end: usize, separator: u8) -> bool {
    if is_alnum_at(text, end) {
        return false;
    }
    match text.get(end) {
        Some(b'%') => false,
        Some(b'.' | b'/') => !is_digit_at(text, end + 1),
        Some(b'-') if is_digit_at(text, end + 1) => separator != b'-' || starts_like_date(text, end + 1),
        _ => true,
    }
}

/// `1-4 digits, separator, digit`, or eight digits: what a range's second date begins with.
fn starts_like_date(text: &[u8], at: usize) -> bool {
    let end = digits(text, at, 9);
    end - at == 8 || (end - at <= 4 && matches!(text.get(end), Some(b'/' | b'.' | b'-')) && is_digit_at(text, end + 1))
}

/// `YYYYMMDD`, with `+ZZZZ` or `T` and a time; or eight digits whose year stands at the end.
fn compact(text: &[u8], start: usize) -> Option<Found> {
    let end = start + 8;
    if !is_century(number(&text[start..start + 4])) {
        let plain = is_century(number(&text[start + 4..end])) && ends(text, end, b'-');
        return plain.then_some((start..end, Proof::Loose));
    }
    let clock = time(text, end);
    let zoned = zone(text, clock.unwrap_or(end));
    // Without a time only four digits are a zone; 20240115-0001 numbers the samples of a day.
    let zoned = if clock.is_none() && zoned != end + 5 { end } else { zoned };
    ends(text, zoned, b'-').then_some((start..zoned, Proof::Full))
}

/// HL7 v2 DTM: `YYYYMMDDHHMM[SS[.S…]][+/-ZZZZ]`.
fn stamp(text: &[u8], start: usize, end: usize) -> Option<Found> {
    let part = |from: usize| number(&text[start + from..start + from + 2]);
    let year = number(&text[start..start + 4]);
    let clock = part(8) < 24 && part(10) < 60 && (end - start < 14 || part(12) < 60);
    if !is_century(year) || !is_day(year, part(4), part(6)) || !clock {
        return None;
    }
    let end = zone(text, if end - start == 14 { fraction(text, end) } else { end });
    ends(text, end, b'-').then_some((start..end, Proof::Full))
}

/// `YYYY-MM-DD` with a time of ISO 8601, or `YYYY-MM`.
fn year_first(text: &[u8], start: usize) -> Option<Found> {
    let separator = *text.get(start + 4)?;
    let month = start + 5;
    let month_end = digits(text, month, 3);
    if !is_shape_year(number(&text[start..start + 4])) || !matches!(month_end - month, 1 | 2) {
        return None;
    }
    let day_end = digits(text, month_end + 1, 3);
    if text.get(month_end) == Some(&separator) && matches!(day_end.saturating_sub(month_end + 1), 1 | 2) {
        let end = time(text, day_end).map_or(day_end, |end| zone(text, end));
        return ends(text, end, separator).then_some((start..end, Proof::Full));
    }
    let month_only = matches!(separator, b'-' | b'/') && (1..=12).contains(&number(&text[month..month_end]));
    (month_only && ends(text, month_end, b'/') && !unit_follows(text, month_end))
        .then_some((start..month_end, Proof::Loose))
}

/// `T14:30[:00[.000]]` or `T143000`: where it ends.
fn time(text: &[u8], at: usize) -> Option<usize> {
    (text.get(at) == Some(&b'T')).then_some(())?;
    let end = digits(text, at + 1, 6);
    match end - at - 1 {
        4 | 6 => Some(fraction(text, end)),
        2 if is_clock_part(text, end) => {
            let minutes = end + 3;
            Some(if is_clock_part(text, minutes) { fraction(text, minutes + 3) } else { minutes })
        }
        _ => None,
    }
}

/// `:dd` and no further digit.
pub(super) fn is_clock_part(text: &[u8], at: usize) -> bool {
    text.get(at) == Some(&b':') && digits(text, at + 1, 3) == at + 3
}

fn fraction(text: &[u8], at: usize) -> usize {
    let digits = digits(text, at + 1, 9);
    if text.get(at) == Some(&b'.') && digits > at + 1 { digits } else { at }
}

/// `Z`, `+0100`, `-05:00` behind a time.
fn zone(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        Some(b'Z') => at + 1,
        Some(b'+' | b'-') => {
            let hours = digits(text, at + 1, 5);
            let value = number(&text[(at + 1).min(hours)..hours]);
            match hours - (at + 1).min(hours) {
                4 if value <= 1400 && value.is_multiple_of(5) && value % 100 < 60 => hours,
                2 if value <= 14 && is_clock_part(text, hours) => hours + 3,
                2 if value <= 14 && !is_digit_at(text, hours + 1) => hours,
                _ => at,
            }
        }
        _ => at,
    }
}

/// One number of a spaced or scanned date.
fn group(text: &[u8], at: usize, ocr: bool) -> Range<usize> {
    at..if ocr { run(text, at, 5, |b| b.is_ascii_digit() || ocr_digit(*b)) } else { digits(text, at, 5) }
}

/// `4/9/1957`, `09.04.1957`, `4-9-57`, `06/2021`, and `10/12` behind a cue. `ocr` also reads letters as digits, which
/// only the slashes and a four-digit year can prove.
fn groups(text: &[u8], start: usize, ocr: bool) -> Option<Found> {
    let first = group(text, start, ocr);
    let (separator, at, spaced) = separator(text, first.end)?;
    let second = group(text, at, ocr);
    if !matches!(first.len(), 1 | 2) || second.is_empty() {
        return None;
    }
    let (a, b) = (number(&text[first.clone()]), number(&text[second.clone()]));
    if second.len() == 4 && !ocr && !spaced {
        return month_year(text, start..second.end, separator, a, b);
    }
    if second.len() > 2 {
        return None;
    }
    let Some((_, at, also_spaced)) =
        self::separator(text, second.end).filter(|&(third, at, _)| third == separator && is_digit_or(text, at, ocr))
    else {
        return if ocr || spaced { None } else { day_month(text, start..second.end, separator, a, b) };
    };
    let year = group(text, at, ocr);
    let span = start..year.end;
    let value = number(&text[year.clone()]);
    let possible = is_day(2000, a, b) || is_day(2000, b, a);
    match year.len() {
        4 if !is_shape_year(value) || !ends(text, year.end, separator) => None,
        4 if ocr => {
            let real = text[span.clone()].iter().filter(|b| b.is_ascii_digit()).count();
            (separator == b'/' && possible && real >= 4).then_some((span, Proof::Full))
        }
        4 => Some((span, Proof::Full)),
        2 if ocr || spaced || also_spaced => None,
        2 if !ends(text, year.end, separator) || unit_follows(text, year.end) => None,
        2 if text.get(year.end) == Some(&b':') && is_digit_at(text, year.end + 1) => None,
        2 => {
            let proven = match separator {
                b'/' => true,
                b'-' => possible,
                // 1.10.12 is a version as often as a day.
                _ => possible && first.len() == 2 && second.len() == 2,
            };
            Some((span, if proven { Proof::Full } else { Proof::Loose }))
        }
        _ => None,
    }
}

fn is_digit_or(text: &[u8], at: usize, ocr: bool) -> bool {
    text.get(at).is_some_and(|&b| b.is_ascii_digit() || (ocr && ocr_digit(b)))
}

/// `/`, `-` or `.` at `at`, with at most one space on either side: the byte, what follows, and whether it is spaced.
fn separator(text: &[u8], at: usize) -> Option<(u8, usize, bool)> {
    let place = at + usize::from(text.get(at) == Some(&b' '));
    let sign = *text.get(place).filter(|b| matches!(b, b'/' | b'-' | b'.'))?;
    let next = place + 1 + usize::from(text.get(place + 1) == Some(&b' '));
    Some((sign, next, next - at > 1))
}

/// `06/2021`.
fn month_year(text: &[u8], span: Range<usize>, separator: u8, month: u32, year: u32) -> Option<Found> {
    // Titres go on from 1/2048; no care is dated that far ahead.
    let fits = (1..=12).contains(&month) && (1900..=2040).contains(&year) && ends(text, span.end, separator);
    if !fits || unit_follows(text, span.end) {
        return None;
    }
    Some((span, if separator == b'/' { Proof::Full } else { Proof::Loose }))
}

/// `10/12`, or German `15.3.`: with the word that makes it a date directly in front, or where it can hardly be a ratio.
fn day_month(text: &[u8], span: Range<usize>, separator: u8, a: u32, b: u32) -> Option<Found> {
    let possible = is_day(2000, a, b) || is_day(2000, b, a);
    let glued = match text.get(span.end) {
        Some(b'.') => is_digit_at(text, span.end + 1),
        Some(b':') => is_alnum_at(text, span.end + 1),
        Some(b'/' | b'%') => true,
        Some(b'-') => separator == b'-' || !starts_like_date(text, span.end + 1),
        _ => is_alnum_at(text, span.end),
    };
    let german = separator == b'.' && text.get(span.end) == Some(&b'.');
    if !possible || glued || !(separator == b'/' || german) || unit_follows(text, span.end) {
        return None;
    }
    if german {
        let preposition: &[&[u8]] = &[b"am", b"vom", b"seit", b"bis", b"ab", b"zum", b"den"];
        return preposition
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word_before(text, span.start)))
            .then_some((span, Proof::Full));
    }
    let cue = first_of_range(text, span.start);
    let fraction = a < b && b <= 8 && text[span.clone()].len() == 3;
    let quantity = fraction && (is_word_at(text, span.end) || quantity_before(text, cue));
    let cued = date_cue_before(text, cue) && !quantity;
    (cued || is_plainly_a_day(text, &span, a, b)).then_some((span, Proof::Full))
}

/// `3/28`, `21/7` or `03/04`, where no score or acuity is spoken of: one part can only be the day, or a zero is written in
/// front as nobody writes a fraction. So is what begins a line and ends in a colon.
fn is_plainly_a_day(text: &[u8], span: &Range<usize>, a: u32, b: u32) -> bool {
    let first = span.start == 0 || text[span.start - 1] == b'\n';
    let entry = first && text.get(span.end) == Some(&b':');
    let padded = text[span.start] == b'0' || text[span.clone()].windows(2).any(|pair| pair == b"/0");
    let one_is_day = a > 12 && b <= 12 || b > 12 && a <= 12;
    // Twenty-four hours, seven days.
    let always = (a, b) == (24, 7);
    (entry || padded || one_is_day) && !always && !score_before(text, span.start)
}

/// True when a further word follows directly: "1/2 tablet", not "3/4." or "3/4 at".
fn is_word_at(text: &[u8], end: usize) -> bool {
    let at = run(text, end, 2, |&b| b == b' ');
    let next = word(text, at);
    let joins = ["and", "at", "with", "for", "by", "to", "she", "he", "but", "when"];
    !next.is_empty() && !listed(&joins, next)
}

/// True when the word in front goes with an amount as well as with a day: "started 1/2".
fn quantity_before(text: &[u8], start: usize) -> bool {
    let words = [
        "before", "after", "through", "from", "between", "started", "stopped", "resumed", "received", "done", "last",
        "due", "le", "el", "am",
    ];
    listed(&words, word_before(text, start))
}

/// Start of the first half of `3/4-3/6`, in front of which the cue stands; else `start`.
fn first_of_range(text: &[u8], start: usize) -> usize {
    let Some(end) = start.checked_sub(1).filter(|&at| text[at] == b'-') else {
        return start;
    };
    run_back(text, end, 5, |b| b.is_ascii_digit() || *b == b'/')
}
