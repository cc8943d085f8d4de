//! Birth dates inside identifiers: many national numbers begin with one, and it must exist.

/// True when the day is in the Gregorian calendar.
pub(super) fn exists(year: u32, month: u32, day: u32) -> bool {
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// As [`exists`] for a year of two digits: in the twentieth or the twenty-first century.
pub(super) fn exists_in_some_century(year: u32, month: u32, day: u32) -> bool {
    exists(1900 + year, month, day) || exists(2000 + year, month, day)
}

/// Pairs of digits: the numbers that stand in `text` at 0, 2 and 4; `None` when these are not six digits.
pub(super) fn pairs(text: &[u8]) -> Option<[u32; 3]> {
    let six = text.get(..6)?;
    if !six.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let pair = |i: usize| u32::from(six[i] - b'0') * 10 + u32::from(six[i + 1] - b'0');
    Some([pair(0), pair(2), pair(4)])
}

/// The digits of `text` when there are exactly `N` of them and nothing else.
pub(super) fn only_digits<const N: usize>(text: &[u8]) -> Option<[u32; N]> {
    let text: &[u8; N] = text.try_into().ok()?;
    text.iter().all(u8::is_ascii_digit).then(|| text.map(|b| u32::from(b - b'0')))
}

/// The number that a run of at most 18 digits writes, `None` for anything else.
pub(super) fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 18 || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(text.iter().fold(0, |n, b| n * 10 + u64::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::{exists, exists_in_some_century, number, only_digits, pairs};

    #[test]
    fn leap_days() {
        assert!(exists(2000, 2, 29) && exists(2024, 2, 29));
        assert!(!exists(1900, 2, 29) && !exists(2023, 2, 29) && !exists(2023, 0, 1));
        assert!(exists_in_some_century(0, 2, 29) && !exists_in_some_century(99, 2, 29));
    }

    #[test]
    fn reading() {
        assert_eq!(pairs(b"310262"), Some([31, 2, 62]));
        assert_eq!(pairs(b"3102X2"), None);
        assert_eq!(pairs(b"31026"), None);
        assert_eq!(only_digits(b"120"), Some([1, 2, 0]));
        assert_eq!(only_digits::<3>(b"12"), None);
        assert_eq!(number(b"0120"), Some(120));
        assert_eq!(number(b""), None);
        assert_eq!(number(b"1234567890123456789"), None);
    }
}
