//! What is left to see of a masked number.

use std::ops::Range;

use super::{at, before, run, word_at};

/// Bytes in front of `end` that hide characters, and how many they hide. A bullet is three bytes.
fn mask_before(text: &[u8], end: usize) -> (usize, usize) {
    const BULLET: &[u8] = "\u{2022}".as_bytes();
    let (mut start, mut hidden) = (end, 0);
    while hidden < 16 {
        let head = &text[..start];
        if head.ends_with(BULLET) {
            start -= BULLET.len();
        } else if matches!(head, [.., b'x' | b'X' | b'*' | b'#']) {
            start -= 1;
        } else {
            break;
        }
        hidden += 1;
    }
    (start, hidden)
}

/// False for nearly all numbers: what stands before them, or before the sign that does, hides nothing. True for the letters of a
/// mask.
#[inline]
pub(in crate::scan::grow) fn may_be_masked(text: &[u8], start: usize) -> bool {
    let hides = |b: u8| matches!(b, b'x' | b'X' | b'*' | b'#') || b >= 0x80;
    let near = before(text, start);
    hides(at(text, start)) || hides(near) || matches!(near, b'-' | b' ') && hides(before(text, start - 1))
}

/// The last four digits of `XXX-XX-1234`, or of `XXXXX1234`.
pub(super) fn ssn_masked(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if !at(text, span.start).is_ascii_digit() {
        let (hidden, digits) = glued_mask(text, &span);
        return (hidden == 5).then_some(digits);
    }
    let separator = before(text, span.start);
    if !matches!(separator, b'-' | b' ') || !may_be_masked(text, span.start) {
        return None;
    }
    let (group, two) = mask_before(text, span.start - 1);
    if two != 2 || before(text, group) != separator {
        return None;
    }
    let (area, three) = mask_before(text, group - 1);
    (three == 3 && !before(text, area).is_ascii_alphanumeric()).then_some(span)
}

/// The last four digits of a card number whose others are hidden: `XXXX-XXXX-XXXX-1234`,
/// `411111******1111`.
pub(super) fn card_masked(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if !at(text, span.start).is_ascii_digit() {
        let (hidden, digits) = glued_mask(text, &span);
        return (hidden >= 8).then_some(digits);
    }
    if !may_be_masked(text, span.start) {
        return None;
    }
    let (mut start, mut total) = (span.start, 0);
    for _ in 0..4 {
        if matches!(before(text, start), b'-' | b' ') && total % 4 == 0 {
            start -= 1;
        }
        let (from, hidden) = mask_before(text, start);
        if hidden == 0 {
            break;
        }
        (start, total) = (from, total + hidden);
    }
    let first_six = total == 6 && before(text, start).is_ascii_digit();
    (total >= 8 || first_six).then_some(span)
}

/// The four digits behind small or capital x that are glued to them, and how many of those there are.
fn glued_mask(text: &[u8], span: &Range<usize>) -> (usize, Range<usize>) {
    let hidden = run(text, span.start, |b| matches!(b, b'x' | b'X'));
    let start = span.start + hidden;
    let digits = run(text, start, u8::is_ascii_digit);
    let four = digits == 4 && !at(text, start + 4).is_ascii_alphanumeric();
    (if four { hidden } else { 0 }, start..start + digits)
}

/// Four digits of which the line says just before that they are the last four, or that follow a mask.
pub(super) fn last_four(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const PHRASES: [&[u8]; 9] =
        [b"last 4", b"last four", b"last-4", b"last-four", b"last4", b"last_4", b"ending", b"ends ", b"ended in"];
    const REACH: usize = 40;
    if mask_before(text, span.start).1 >= 4 {
        return Some(span);
    }
    let from = span.start.saturating_sub(REACH);
    let line = text[from..span.start].rsplit(|&b| b == b'\n').next()?;
    let says = (0..line.len()).any(|i| PHRASES.iter().any(|p| word_at(line, i, p).is_some()));
    says.then_some(span)
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn masked_numbers() {
        assert_eq!(grown("ssn-masked", "SSN XXX-XX-1234", "1234"), Some("1234"));
        assert_eq!(grown("ssn-masked", "SSN ***-**-1234", "1234"), Some("1234"));
        assert_eq!(grown("ssn-masked", "\u{2022}\u{2022}\u{2022}-\u{2022}\u{2022}-1234", "1234"), Some("1234"));
        assert_eq!(grown("ssn-masked", "XXX-XXX-1234", "1234"), None);
        assert_eq!(grown("ssn-masked", "1234", "1234"), None);
        assert_eq!(grown("card-masked", "XXXX-XXXX-XXXX-1234", "1234"), Some("1234"));
        assert_eq!(grown("card-masked", "************1234", "1234"), Some("1234"));
        assert_eq!(grown("card-masked", "411111******9424", "9424"), Some("9424"));
        assert_eq!(grown("card-masked", "XXX-XX-1234", "1234"), None);
        assert_eq!(grown("ssn-masked", "SSN xxxxx1234", "xxxxx1"), Some("1234"));
        assert_eq!(grown("ssn-masked", "SSN xxxxx12345", "xxxxx1"), None);
        assert_eq!(grown("card-masked", "card xxxxxxxxxxxx1234", "xxxxxxxxxxxx1"), Some("1234"));
        assert_eq!(grown("card-masked", "card xxxxx1234", "xxxxx1"), None);
        assert_eq!(grown("last-four", "SSN (last four): 1234", "1234"), Some("1234"));
        assert_eq!(grown("last-four", "Visa ending in 4242.", "4242"), Some("4242"));
        assert_eq!(grown("last-four", "SSN: *****1234", "1234"), Some("1234"));
        assert_eq!(grown("last-four", "room 1234", "1234"), None);
    }
}
