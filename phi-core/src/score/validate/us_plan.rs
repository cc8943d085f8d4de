//! United States: numbers of health plans and public programmes.

use super::us::{is_digits, ssn_issued};
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("us-mbi", |value, _| mbi(value)),
    ("us-hicn", |value, _| hicn(value.compact)),
    ("us-medicaid", |value, state| medicaid(value.compact, state)),
    ("us-bcbs-member", |value, _| bcbs_member(value.compact)),
];

/// CMS, Understanding the MBI format: each place has its class, and S L O I B Z are left out.
fn mbi(value: Value<'_>) -> bool {
    const PLACES: &[u8; 11] = b"CAXNAXNAANN";
    let c = value.compact;
    let letter = |b: u8| b.is_ascii_uppercase() && !b"SLOIBZ".contains(&b);
    let fits = |(&b, &place): (&u8, &u8)| match place {
        b'C' => matches!(b, b'1'..=b'9'),
        b'A' => letter(b),
        b'N' => b.is_ascii_digit(),
        _ => b.is_ascii_digit() || letter(b),
    };
    // Both separators or none.
    c.len() == 11 && matches!(value.raw.len(), 11 | 13) && c.iter().zip(PLACES).all(fits)
}

/// CMS, legacy HICN: a Social Security number and a beneficiary code, or a Railroad Retirement prefix
/// and six or nine digits.
fn hicn(c: &[u8]) -> bool {
    const RAILROAD: [&[u8]; 15] =
        [b"A", b"MA", b"WA", b"WD", b"PA", b"PD", b"H", b"MH", b"WH", b"PH", b"JA", b"CA", b"WCA", b"WCD", b"WCH"];
    let letters = c.iter().take_while(|b| b.is_ascii_uppercase()).count();
    if letters > 0 {
        let (prefix, rest) = c.split_at(letters);
        return RAILROAD.contains(&prefix) && (is_digits(rest, 6) || is_digits(rest, 9));
    }
    let Some((number, code)) = c.split_at_checked(9) else {
        return false;
    };
    is_digits(number, 9)
        && ssn_issued(number)
        && match code {
            [b'A' | b'B' | b'D' | b'E' | b'J' | b'K' | b'M' | b'T' | b'W'] => true,
            [b'F', b'1'..=b'8'] => true,
            [b'C', second] => second.is_ascii_alphanumeric(),
            [b'B' | b'D' | b'E' | b'J' | b'K' | b'M' | b'T' | b'W', second] => second.is_ascii_alphanumeric(),
            _ => false,
        }
}

/// State Medicaid manuals. With a state as argument that state's shape alone, else any.
fn medicaid(c: &[u8], state: &str) -> bool {
    /// New York CIN: `AA99999A`.
    fn ny(c: &[u8]) -> bool {
        matches!(c, [a, b, middle @ .., z] if a.is_ascii_uppercase() && b.is_ascii_uppercase()
            && is_digits(middle, 5) && z.is_ascii_uppercase())
    }
    /// California CIN `99999999A` from 9 on; the card adds a check digit and a Julian issue date.
    fn ca(c: &[u8]) -> bool {
        matches!(c.len(), 9 | 14)
            && c[0] == b'9'
            && is_digits(&c[..8], 8)
            && c[8].is_ascii_uppercase()
            && c[9..].iter().all(u8::is_ascii_digit)
    }
    match state {
        "NY" => ny(c),
        "CA" => ca(c),
        "TX" | "IL" => is_digits(c, 9),
        "FL" => is_digits(c, 10),
        "OH" => is_digits(c, 12),
        _ => matches!(c.len(), 8..=14) && c.iter().any(u8::is_ascii_digit),
    }
}

/// BCBS Association: a prefix of three from A-Z and 2-9 that holds a letter, then 6 to 14 characters;
/// the Federal Employee Program writes R and eight digits.
fn bcbs_member(c: &[u8]) -> bool {
    if let [b'R', rest @ ..] = c
        && is_digits(rest, 8)
    {
        return true;
    }
    matches!(c.len(), 9..=17)
        && c[..3].iter().all(|b| b.is_ascii_uppercase() || matches!(b, b'2'..=b'9'))
        && c[..3].iter().any(u8::is_ascii_uppercase)
        && c[3..].iter().any(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn mbi() {
        for good in [
            "1EG4-TE5-MK73",
            "2AG9-XC4-NN22",
            "9XX9-XX9-XX99",
            "3CD5-FG7-HJ89",
            "4EF6GH8JK12",
            "1eg4-te5-mk73",
            "5A00A00AA00",
        ] {
            assert!(check("us-mbi", good), "{good}");
        }
        for bad in [
            "8Y9YY9YYY",
            "1EG4-TE5-OK73",
            "1EG4-TE5-MI73",
            "1BG4-TE5-MK73",
            "1EG4-ZE5-MK73",
            "0EG4-TE5-MK73",
            "1EG4TE5MK7",
            "1EG4TE5MK734",
            "1EGA-TE5-MK73",
            "1EG4-TE5MK73",
        ] {
            assert!(!check("us-mbi", bad), "{bad}");
        }
    }

    #[test]
    fn hicn() {
        for good in ["123-45-6789-C1", "123456789D", "123456789T", "A123456", "WA123456789", "MA123456", "123-45-6789A"]
        {
            assert!(check("us-hicn", good), "{good}");
        }
        for bad in ["000456789A", "123456789Z", "ZZ123456", "12345678A", "123456789", ""] {
            assert!(!check("us-hicn", bad), "{bad}");
        }
    }

    #[test]
    fn medicaid() {
        for (state, good) in [
            ("NY", "ZZ00001Z"),
            ("CA", "90000001A"),
            ("CA", "90000001A15001"),
            ("TX", "123456789"),
            ("OH", "123456789012"),
            ("FL", "1234567890"),
        ] {
            assert!(check(&format!("us-medicaid({state})"), good), "{state} {good}");
            assert!(check("us-medicaid", good), "{good}");
        }
        for (state, bad) in
            [("NY", "A112345C"), ("NY", "AB1234C"), ("CA", "900000011"), ("TX", "12345678"), ("OH", "1234567890123")]
        {
            assert!(!check(&format!("us-medicaid({state})"), bad), "{state} {bad}");
        }
        assert!(!check("us-medicaid", ""));
    }

    #[test]
    fn bcbs_member() {
        for good in ["A2B123456789", "ABC12345678901234", "R12345678", "XYZ1234567W01"] {
            assert!(check("us-bcbs-member", good), "{good}");
        }
        for bad in ["ABC123456789012345", "A1B123456789", "234123456789", "XYZ12", ""] {
            assert!(!check("us-bcbs-member", bad), "{bad}");
        }
    }
}
