//! Check digit schemes that many identifiers share.

use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[("luhn", luhn_check), ("verhoeff", verhoeff_check)];

/// The digits of `text` as numbers; anything else is passed over.
pub(super) fn digits(text: &[u8]) -> impl DoubleEndedIterator<Item = u32> + Clone + '_ {
    text.iter().filter(|b| b.is_ascii_digit()).map(|b| u32::from(b - b'0'))
}

/// Sum of digit × weight, pairwise from the left.
pub(super) fn weighted(digits: impl Iterator<Item = u32>, weights: &[u32]) -> u32 {
    digits.zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// True when every byte is the same.
pub(super) fn all_equal(text: &[u8]) -> bool {
    text.windows(2).all(|pair| pair[0] == pair[1])
}

/// Luhn, ISO/IEC 7812-1 annex B: from the right every second digit doubled, sum a multiple of 10.
pub(super) fn luhn(digits: impl DoubleEndedIterator<Item = u32>) -> bool {
    let sum: u32 =
        digits.rev().enumerate().map(|(i, d)| if i % 2 == 0 { d } else { d * 2 - if d > 4 { 9 } else { 0 } }).sum();
    sum.is_multiple_of(10)
}

/// `luhn`, or `luhn(prefix=80840)` where the prefix is counted in front of the number.
fn luhn_check(value: Value<'_>, prefix: &str) -> bool {
    value.compact.iter().all(u8::is_ascii_digit) && luhn(digits(prefix.as_bytes()).chain(digits(value.compact)))
}

/// Verhoeff 1969: the dihedral group D5 with a position permutation of period 8.
pub(super) fn verhoeff(digits: impl DoubleEndedIterator<Item = u32>) -> bool {
    const D: [[u8; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const P: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let mut c = 0u8;
    for (i, digit) in digits.rev().enumerate() {
        let mut p = digit as u8;
        for _ in 0..i % 8 {
            p = P[p as usize];
        }
        c = D[c as usize][p as usize];
    }
    c == 0
}

fn verhoeff_check(value: Value<'_>, _: &str) -> bool {
    value.compact.iter().all(u8::is_ascii_digit) && verhoeff(digits(value.compact))
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn luhn_with_and_without_prefix() {
        assert!(check("luhn", "4111 1111 1111 1111"));
        assert!(!check("luhn", "4111 1111 1111 1112"));
        assert!(check("luhn(prefix=80840)", "1234567893"));
        assert!(!check("luhn(prefix=80840)", "1234567890"));
    }

    #[test]
    fn verhoeff() {
        assert!(check("verhoeff", "2341 2341 2346"));
        assert!(!check("verhoeff", "2341 2341 2364"));
    }
}
