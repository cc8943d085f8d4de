//! Shapes that no single country or registry owns.

use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("id-shape", id_shape),
    ("plate", |value, _| plate(value.compact)),
    ("passport-mrz", |value, _| passport_mrz(value.raw)),
];

/// `id-shape(4-15)`: so many letters and digits, at least one of them a digit.
fn id_shape(value: Value<'_>, lengths: &str) -> bool {
    // One pass over the argument: it is read for every candidate.
    let (mut min, mut max) = (0, 0);
    for byte in lengths.bytes() {
        match byte {
            b'-' => (min, max) = (max, 0),
            _ => max = 10 * max + usize::from(byte & 15),
        }
    }
    (min..=max).contains(&value.compact.len()) && value.compact.iter().any(u8::is_ascii_digit)
}

/// Registration plates of most countries: 4 to 8 characters, both letters and digits.
fn plate(c: &[u8]) -> bool {
    matches!(c.len(), 4..=8) && c.iter().any(u8::is_ascii_digit) && c.iter().any(u8::is_ascii_uppercase)
}

/// ICAO Doc 9303 part 4, lower line of a passport's machine readable zone (the last 44 characters):
/// check digits of the number, birth date, expiry date and of them all, weights 7 3 1.
fn passport_mrz(raw: &[u8]) -> bool {
    fn check_digit(parts: &[&[u8]]) -> u32 {
        let sum: u32 = parts
            .iter()
            .copied()
            .flatten()
            .zip([7, 3, 1].iter().cycle())
            .map(|(&b, weight)| {
                let value = match b.to_ascii_uppercase() {
                    digit @ b'0'..=b'9' => digit - b'0',
                    letter @ b'A'..=b'Z' => letter - b'A' + 10,
                    _ => 0,
                };
                u32::from(value) * weight
            })
            .sum();
        sum % 10
    }
    let Some(line) = raw.len().checked_sub(44).map(|at| &raw[at..]) else {
        return false;
    };
    let holds =
        |at: usize, parts: &[&[u8]]| line[at].is_ascii_digit() && check_digit(parts) == u32::from(line[at] - b'0');
    holds(9, &[&line[..9]])
        && holds(19, &[&line[13..19]])
        && holds(27, &[&line[21..27]])
        && holds(43, &[&line[..10], &line[13..20], &line[21..43]])
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn id_shape() {
        for good in [
            "1234567",
            "12-34-56",
            "000123456789",
            "100023456",
            "40001234567",
            "200345678",
            "3001234",
            "M000123456",
            "A12345",
            "900012345",
            "MRN-74960310",
        ] {
            assert!(check("id-shape(4-15)", good), "{good}");
        }
        for bad in ["pending", "N/A", "1.5", "12", "1234567890123456", ""] {
            assert!(!check("id-shape(4-15)", bad), "{bad}");
        }
    }

    #[test]
    fn plate() {
        for good in ["1ABC234", "ABC-1234", "ABC D12", "AB12 CDE", "B-AB 1234", "1234 BBB"] {
            assert!(check("plate", good), "{good}");
        }
        for bad in ["1234", "ABCD", "A1", "ABC123456", ""] {
            assert!(!check("plate", bad), "{bad}");
        }
    }

    #[test]
    fn passport_mrz() {
        // ICAO Doc 9303 part 4, appendix A: the specimen of Utopia.
        assert!(check("passport-mrz", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"));
        assert!(!check("passport-mrz", "L898902C36UTO7408122F1204159ZE184226B<<<<<11"));
        assert!(!check("passport-mrz", "L898902C37UTO7408122F1204159ZE184226B<<<<<10"));
        assert!(!check("passport-mrz", "L898902C3"));
    }
}
