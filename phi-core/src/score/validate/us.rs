//! United States: numbers that agencies give to persons, employers and providers.

use super::Check;
use super::digits::{all_equal, digits, luhn};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("us-ssn", |value, _| ssn(value.compact)),
    ("us-itin", |value, _| itin(value.compact)),
    ("us-ein", |value, _| ein(value.compact)),
    ("us-npi", |value, _| npi(value.compact)),
    ("us-dea", |value, _| dea(value.compact)),
    ("us-passport", |value, _| passport(value.compact)),
    ("us-zip", |value, _| zip(value.compact)),
];

/// The digits of `text` as one number; short inputs only.
pub(super) fn number(text: &[u8]) -> u32 {
    digits(text).fold(0, |n, d| n.wrapping_mul(10).wrapping_add(d))
}

/// True for exactly `len` digits.
pub(super) fn is_digits(text: &[u8], len: usize) -> bool {
    text.len() == len && text.iter().all(u8::is_ascii_digit)
}

/// A whole number, or its visible last four digits.
fn ssn(c: &[u8]) -> bool {
    match c {
        last if is_digits(last, 4) => last != b"0000",
        whole if is_digits(whole, 9) => ssn_issued(whole),
        _ => false,
    }
}

/// SSA: area 001-665 or 667-899, group and serial not zero; two numbers printed in advertisements are void.
/// There is no check digit, and since the randomisation of 2011 no relation of area and state.
pub(super) fn ssn_issued(nine: &[u8]) -> bool {
    const VOID: [&[u8]; 2] = [b"078051120", b"219099999"];
    let [area, group, serial] = [&nine[..3], &nine[3..5], &nine[5..]].map(number);
    !matches!(area, 0 | 666 | 900..) && group != 0 && serial != 0 && !VOID.contains(&nine) && !all_equal(nine)
}

/// IRS: nine digits from 9 on, the group in the ranges that the IRS uses (93 is for adoptions).
fn itin(c: &[u8]) -> bool {
    is_digits(c, 9) && c[0] == b'9' && matches!(number(&c[3..5]), 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

/// IRS list of EIN prefixes, by campus and internet.
fn ein(c: &[u8]) -> bool {
    is_digits(c, 9)
        && matches!(number(&c[..2]), 1..=6 | 10..=16 | 20..=27 | 30..=48 | 50..=68 | 71..=77
            | 80..=88 | 90..=95 | 98 | 99)
}

/// CMS: Luhn with the card issuer prefix 80840; 1 for persons, 2 for organisations.
fn npi(c: &[u8]) -> bool {
    is_digits(c, 10) && matches!(c[0], b'1' | b'2') && !all_equal(&c[..9]) && luhn(digits(b"80840").chain(digits(c)))
}

/// DEA: registrant class, initial of the name (9 for a business), six digits and their check digit;
/// staff of a hospital write its number with a suffix of their own.
fn dea(c: &[u8]) -> bool {
    let Some((body, suffix)) = c.split_at_checked(9) else {
        return false;
    };
    if !b"ABCDEFGHJKLMPRSTUX".contains(&body[0])
        || !(body[1].is_ascii_uppercase() || body[1] == b'9')
        || !is_digits(&body[2..], 7)
        || suffix.len() > 5
    {
        return false;
    }
    let d = |i: usize| u32::from(body[i + 1] - b'0');
    (d(1) + d(3) + d(5) + 2 * (d(2) + d(4) + d(6))) % 10 == d(7)
}

/// Department of State: nine digits, or (books since 2021, cards) a letter and eight.
fn passport(c: &[u8]) -> bool {
    is_digits(c, 9) || (c.len() == 9 && c[0].is_ascii_uppercase() && is_digits(&c[1..], 8))
}

/// USPS: 00501 Holtsville is the lowest ZIP code, 99950 Ketchikan the highest.
fn zip(c: &[u8]) -> bool {
    (is_digits(c, 5) || is_digits(c, 9)) && matches!(number(&c[..5]), 501..=99950)
}

#[cfg(test)]
mod tests {
    use super::super::check;

    fn all(validator: &str, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(check(validator, text), "{validator} refuses {text}");
        }
        for text in bad {
            assert!(!check(validator, text), "{validator} takes {text}");
        }
    }

    #[test]
    fn ssn() {
        all(
            "us-ssn",
            &[
                "078-05-1123",
                "078.05.1123",
                "078051121",
                "123-45-6789",
                "899-12-3456",
                "772-34-5678",
                "001-01-0001",
                "665-99-9999",
                "667-01-1234",
                "1234",
            ],
            &[
                "000-12-3456",
                "900-12-3456",
                "123-00-4567",
                "123-45-0000",
                "078-05-1120",
                "219-09-9999",
                "987-65-4320",
                "987-65-4329",
                "111-11-1111",
                "12345678",
                "666000000",
                "0000",
            ],
        );
    }

    #[test]
    fn tax_numbers() {
        all(
            "us-itin",
            &["912-90-3456", "911-70-1234", "911-53-1234", "911-64-1234", "999-99-9999", "900-88-1234"],
            &["911-89-1234", "911-66-1234", "911-49-1234", "812-90-3456"],
        );
        // 911-14-4442 has a good prefix: the pattern's grouping refuses it.
        all("us-ein", &["04-2103594", "12-3456789", "99-0000001"], &["07-1144442", "89-1234567", "12-345678"]);
    }

    #[test]
    fn providers() {
        all(
            "us-npi",
            &["1234 567 893", "1000000012", "1000000103", "1000001234", "2000000010", "2000009995"],
            &["1234567890", "3234567893", "123456789", "12345678934", "1111111112", "80840123456789"],
        );
        all(
            "us-dea",
            &[
                "AB1234563",
                "BB1388568",
                "GL0285191",
                "K92993548",
                "MT0000012",
                "FZ1231238",
                "ab1234563",
                "AB1234563-123",
            ],
            &["BG8207031", "AB1234564", "IB1234563", "A11234563", "AB123456", "AB2134563", ""],
        );
    }

    #[test]
    fn passport_and_zip() {
        all("us-passport", &["912803456", "Z12803456", "C00000001"], &["AB1234567", "1234567890"]);
        all("us-zip", &["90210", "02139", "10001-1234", "99950"], &["00000", "1234", "123456", "90210-123"]);
    }
}
