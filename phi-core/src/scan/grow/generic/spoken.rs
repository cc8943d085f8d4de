//! Digits that are spelled out: `four one five, five five five, oh one three two`.

use std::ops::Range;

use super::{at, before, run};

const WORDS: [&[u8]; 12] =
    [b"zero", b"oh", b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight", b"nine", b"o"];

/// Where the last digit word ends, and how many digits were said. `double five` says two.
fn read(text: &[u8], start: usize) -> (usize, usize) {
    const LONGEST: usize = 20;
    let (mut end, mut place, mut digits) = (start, start, 0);
    while digits < LONGEST {
        let len = run(text, place, u8::is_ascii_alphabetic);
        let word = &text[place..place + len];
        let times = if word.eq_ignore_ascii_case(b"double") {
            2
        } else if word.eq_ignore_ascii_case(b"triple") {
            3
        } else {
            1
        };
        let mut last = place + len;
        if times > 1 {
            let next = last + run(text, last, |b| *b == b' ').min(1);
            last = next + run(text, next, u8::is_ascii_alphabetic);
            if !is_digit_word(&text[next..last]) {
                break;
            }
        } else if !is_digit_word(word) {
            break;
        }
        (end, digits) = (last, digits + times);
        place = last + run(text, last, |b| matches!(b, b' ' | b',' | b'-' | b'.')).min(3);
    }
    (end, digits)
}

fn is_digit_word(word: &[u8]) -> bool {
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The words of a whole North American number: ten digits, or eleven with the leading one.
pub(super) fn phone(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let span = number(text, span)?;
    let digits = read(text, span.start).1;
    matches!(digits, 10 | 11).then_some(span)
}

/// Four to twenty digits, said from the first on.
pub(super) fn number(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let (end, digits) = read(text, span.start);
    let whole = !before(text, span.start).is_ascii_alphanumeric() && !at(text, end).is_ascii_alphanumeric();
    (digits >= 4 && whole).then_some(span.start..end)
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn spoken() {
        let phone = "four one five, five five five, oh one three two";
        assert_eq!(grown("spoken-phone", &format!("call {phone}. Thanks"), "four one five"), Some(phone));
        let double = "Four one five double five five oh one three two";
        assert_eq!(grown("spoken-phone", double, "Four one five"), Some(double));
        assert_eq!(grown("spoken-phone", "one two three four", "one two three"), None);
        assert_eq!(grown("spoken-digits", "MRN one two three four, seen", "one two three"), Some("one two three four"));
        assert_eq!(grown("spoken-digits", "one two three", "one two three"), None);
    }
}
