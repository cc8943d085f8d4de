//! Australia, New Zealand, India, Singapore.

use super::born::only_digits;
use super::digits::{all_equal, digits, luhn, verhoeff, weighted};
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("au_medicare", au_medicare),
    ("au_hi", au_hi),
    ("tfn", tfn),
    ("nhi", nhi),
    ("aadhaar", aadhaar),
    ("in_pan", in_pan),
    ("nric", nric),
];

/// Services Australia: weights 1 3 7 9 over eight digits modulo 10 is the ninth; the issue number and the place on
/// the card follow.
fn au_medicare(value: Value<'_>, _: &str) -> bool {
    let number: &[u8] = value.compact;
    matches!(number.len(), 10 | 11)
        && number.iter().all(u8::is_ascii_digit)
        && (b'2'..=b'6').contains(&number[0])
        && weighted(digits(&number[..8]), &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == u32::from(number[8] - b'0')
}

/// Healthcare identifiers of AS 5017: sixteen digits, Luhn; the argument is the prefix that tells the kind.
fn au_hi(value: Value<'_>, prefix: &str) -> bool {
    only_digits::<16>(value.compact).is_some()
        && value.compact.starts_with(prefix.as_bytes())
        && luhn(digits(value.compact))
}

/// Australian Taxation Office: weights 1 4 3 7 5 8 6 9 10, sum a multiple of 11; old numbers have eight digits.
fn tfn(value: Value<'_>, _: &str) -> bool {
    let weights = match value.compact.len() {
        9 => &[1, 4, 3, 7, 5, 8, 6, 9, 10][..],
        8 => &[10, 7, 8, 4, 6, 3, 5, 1],
        _ => return false,
    };
    value.compact.iter().all(u8::is_ascii_digit)
        && !all_equal(value.compact)
        && weighted(digits(value.compact), weights) % 11 == 0
}

/// HISO 10046: letters count 1 to 24 without I and O, weights 7 to 2. Old numbers end in a digit (11 minus the sum
/// modulo 11, 10 is 0), new ones in a letter (23 minus the sum modulo 23).
fn nhi(value: Value<'_>, _: &str) -> bool {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    let Ok(text) = <&[u8; 7]>::try_from(value.compact) else {
        return false;
    };
    let mut sum = 0;
    for (i, b) in text[..6].iter().enumerate() {
        let letter_here = i < 3 || i == 5 && b.is_ascii_uppercase();
        let worth = if letter_here {
            LETTERS.iter().position(|known| known == b).map(|n| n as u32 + 1)
        } else {
            b.is_ascii_digit().then(|| u32::from(b - b'0'))
        };
        match worth {
            Some(worth) => sum += worth * (7 - i as u32),
            None => return false,
        }
    }
    if text[5].is_ascii_digit() {
        sum % 11 != 0 && text[6].is_ascii_digit() && (11 - sum % 11) % 10 == u32::from(text[6] - b'0')
    } else {
        LETTERS[22 - (sum % 23) as usize] == text[6]
    }
}

/// UIDAI: Verhoeff, first digit 2 to 9, not the same from both ends; a virtual id has sixteen digits. A masked number
/// cannot be proven wrong: shape is enough.
fn aadhaar(value: Value<'_>, _: &str) -> bool {
    let text = value.compact;
    if text.len() == 12 && text.starts_with(b"XXXXXXXX") {
        return text[8..].iter().all(u8::is_ascii_digit);
    }
    matches!(text.len(), 12 | 16)
        && text.iter().all(u8::is_ascii_digit)
        && text[0] >= b'2'
        && !text.iter().eq(text.iter().rev())
        && verhoeff(digits(text))
}

/// Income Tax Department: the fourth letter is the kind of holder, P for a person; the check letter's rule is not
/// published.
fn in_pan(value: Value<'_>, _: &str) -> bool {
    value.compact.get(3).is_some_and(|kind| b"ABCFGHJLPT".contains(kind))
}

/// ICA: weights 2 7 6 5 4 3 2, T and G add 4, M adds 3; the check letter by series. The last four characters alone,
/// and masked numbers, are a shape.
fn nric(value: Value<'_>, _: &str) -> bool {
    let text = value.compact;
    if text.len() == 4 || text.len() == 9 && text[1..5] == *b"XXXX" {
        return true;
    }
    let [series, middle @ .., check] = text else {
        return false;
    };
    let (offset, letters) = match series {
        b'S' => (0, b"JZIHGFEDCBA"),
        b'T' => (4, b"JZIHGFEDCBA"),
        b'F' => (0, b"XWUTRQPNMLK"),
        b'G' => (4, b"XWUTRQPNMLK"),
        b'M' => (3, b"XWUTRQPNJLK"),
        _ => return false,
    };
    only_digits::<7>(middle)
        .is_some_and(|n| letters[((weighted(n.into_iter(), &[2, 7, 6, 5, 4, 3, 2]) + offset) % 11) as usize] == *check)
}

#[cfg(test)]
mod tests {
    use super::super::check;

    fn all(validator: &str, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(check(validator, text), "{validator} {text}");
        }
        for text in bad.iter().chain(&["", "A", "1", "ABCDEFG", "ABCDEFGHI"]) {
            assert!(!check(validator, text), "{validator} {text}");
        }
    }

    #[test]
    fn australia() {
        all(
            "au_medicare",
            &["2123 45670 1", "2123456701", "2000000111", "5999999969", "2123 45670 1/2"],
            &["2000000012", "2123 25870 1", "1123456701", "212345670221"],
        );
        all(
            "au_hi(prefix=800360)",
            &["8003608166690503", "8003 6081 6669 0503", "8003600000000015"],
            &["8003608166690504", "800360816669050", "8003610000000014"],
        );
        all("tfn", &["876 543 210", "876543210"], &["999 999 999", "824 753 557", "12345678", "000000000"]);
    }

    #[test]
    fn new_zealand() {
        all(
            "nhi",
            &[
                "ZZZ0016", "ZZZ0024", "ZAC5361", "ZAA0105", "ZKP3424", "ZWX5200", "ZBN77VL", "ZZZ00AC", "ZDR69YX",
                "ZSC21TN", "ZZB30NH", "ZYZ81ZV", "ZUA48EH", "ZUT01RG", "ZVU27KE",
            ],
            &["ZZZ00AA", "ZZZ0017", "ZYZ89XX", "ZIZ0016", "ZOZ0016", "ZZ00166"],
        );
    }

    #[test]
    fn india() {
        all(
            "aadhaar",
            &["2341 2341 2346", "234123412346", "9999 4105 7058", "312345678909", "XXXX XXXX 2346"],
            &["123412341234", "222222222222", "123456789012", "2341 2341 2364", "XXXXXXXX234A"],
        );
        all("in_pan", &["AAAPA1234A"], &["AAAQA1234A"]);
    }

    #[test]
    fn singapore() {
        all(
            "nric",
            &["S1234567D", "M4332674T", "S0000001I", "T0000001E", "567D", "SXXXX567D"],
            &["S1234567A", "T1234567Z", "A1234567Z", "S12345678D"],
        );
    }
}
