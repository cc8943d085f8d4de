//! Telephone numbers.

use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] =
    &[("us-phone", |value, _| us_phone(value)), ("e164", |value, _| e164(value))];

/// The number without its extension (` ext. 12`, `x12`, `#12`). A letter behind a dash is no extension but
/// a vanity number: `1-800-FLOWERS`.
fn main_part(raw: &[u8]) -> &[u8] {
    let mark = raw.iter().skip(1).position(|b| *b >= b'A' && b.is_ascii_alphabetic() || *b == b'#');
    match mark {
        Some(at) if raw[at] != b'-' => &raw[..at + 1],
        _ => raw,
    }
}

/// North American Numbering Plan: area and exchange start with 2-9 and are not N11; the area's middle
/// digit is not 9 and 37X, 96X are set aside. Seven digits are a local number.
fn us_phone(value: Value<'_>) -> bool {
    let mut kept = [0u8; 12];
    let mut len = 0;
    for &b in main_part(value.raw).iter().filter(|b| b.is_ascii_alphanumeric()) {
        let Some(place) = kept.get_mut(len) else {
            return false;
        };
        // The letters of a vanity number all stand for 2 to 9.
        *place = if b.is_ascii_digit() { b } else { b'2' };
        len += 1;
    }
    let national = match &kept[..len] {
        [b'1', rest @ ..] if rest.len() == 10 => rest,
        rest => rest,
    };
    let exchange = |e: &[u8]| matches!(e[0], b'2'..=b'9') && !(e[1] == b'1' && e[2] == b'1');
    let area = |a: &[u8]| exchange(a) && a[1] != b'9' && !matches!(&a[..2], [b'3', b'7'] | [b'9', b'6']);
    match national.len() {
        10 => area(&national[..3]) && exchange(&national[3..6]),
        7 => exchange(&national[..3]),
        _ => false,
    }
}

/// ITU-T E.164: 7 to 15 digits after `+`, `00` or `011`, and a country code that is assigned. `(0)` is a
/// national trunk prefix and does not count.
fn e164(value: Value<'_>) -> bool {
    let raw = main_part(value.raw);
    let Some(raw) = raw.strip_prefix(b"+").or_else(|| raw.strip_prefix(b"011")).or_else(|| raw.strip_prefix(b"00"))
    else {
        return false;
    };
    let mut head = [0u8; 3];
    let mut len = 0;
    for (i, &b) in raw.iter().enumerate() {
        let trunk = b == b'0' && i > 0 && raw[i - 1] == b'(' && raw.get(i + 1) == Some(&b')');
        if b.is_ascii_digit() && !trunk {
            if let Some(place) = head.get_mut(len) {
                *place = b;
            }
            len += 1;
        }
    }
    matches!(len, 7..=15) && country_code(head)
}

/// ITU list of country codes, by their first digits.
fn country_code(head: [u8; 3]) -> bool {
    matches!(
        head,
        [b'1' | b'7' | b'3' | b'5' | b'6' | b'9', ..]
            | [b'2', b'0'..=b'7' | b'9', _]
            | [b'4', b'0' | b'1' | b'3'..=b'9', _]
            | [b'4', b'2', b'0' | b'1' | b'3']
            | [b'8', b'0'..=b'2' | b'4'..=b'8', _]
    )
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn us_phone() {
        for good in [
            "(415) 555-0132",
            "415-555-0132",
            "+1 415 555 0132",
            "415.555.0132",
            "4155550132",
            "1-800-555-0199",
            "212/555-0150",
            "202-555-0143 ext. 12",
            "202-555-0143x12",
            "555-0132",
            "1-800-FLOWERS",
            "415 555 0132 #7",
        ] {
            assert!(check("us-phone", good), "{good}");
        }
        for bad in [
            "(115) 555-0132",
            "415-155-0132",
            "495-555-0132",
            "415-555-013",
            "415-555-01322",
            "2-415-555-0132",
            "411-555-0132",
            "370-555-0132",
            "115-0132",
            "",
            "1",
        ] {
            assert!(!check("us-phone", bad), "{bad}");
        }
    }

    #[test]
    fn e164() {
        for good in [
            "+44 20 7946 0958",
            "+44 7700 900123",
            "+61 491 570 156",
            "+61 2 5550 1234",
            "+33 1 99 00 12 34",
            "+353 20 912 3456",
            "+49 30 23125 123",
            "+55 11 98456 5666",
            "+44 (0)20 7946 0958",
            "0044 20 7946 0958",
            "011 44 20 7946 0958",
            "+1 415 555 0132 x12",
        ] {
            assert!(check("e164", good), "{good}");
        }
        for bad in ["44 20 7946 0958", "+1234567890123456", "+0 20 7946 0958", "+44 20", "+999", "+"] {
            assert!(!check("e164", bad), "{bad}");
        }
    }
}
