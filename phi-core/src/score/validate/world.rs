//! The Americas and South Africa.

use super::born::{exists, exists_in_some_century, only_digits, pairs};
use super::digits::{all_equal, digits, luhn};
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("sin", sin),
    ("on_hcn", on_hcn),
    ("bc_phn", bc_phn),
    ("ramq", ramq),
    ("cpf", cpf),
    ("cns", cns),
    ("curp", curp),
    ("rfc", rfc),
    ("mx_nss", mx_nss),
    ("za_id", za_id),
];

/// Service Canada: Luhn over nine digits; 0 and 8 never lead.
fn sin(value: Value<'_>, _: &str) -> bool {
    only_digits::<9>(value.compact).is_some_and(|n| n[0] != 0 && n[0] != 8)
        && luhn(digits(value.compact))
        && !all_equal(value.compact)
}

/// Ontario Ministry of Health: Luhn over ten digits, no leading 0; up to two letters of version follow, which are
/// never the province itself.
fn on_hcn(value: Value<'_>, _: &str) -> bool {
    let Some((number, version)) = value.compact.split_at_checked(10) else {
        return false;
    };
    only_digits::<10>(number).is_some_and(|n| n[0] != 0)
        && luhn(digits(number))
        && version.len() <= 2
        && version.iter().all(u8::is_ascii_uppercase)
        && version != b"ON"
}

/// BC Ministry of Health conformance standard: first digit 9, each product modulo 11, 11 minus the sum modulo 11.
fn bc_phn(value: Value<'_>, _: &str) -> bool {
    let Some(number) = only_digits::<10>(value.compact) else {
        return false;
    };
    let sum: u32 = number[1..9].iter().zip([2, 4, 8, 5, 10, 9, 7, 3]).map(|(d, w)| d * w % 11).sum();
    number[0] == 9 && (11 - sum % 11) % 11 == number[9]
}

/// RAMQ: the birth date after the letters, month 50 higher for women; its check digit needs the century, which the
/// card does not show.
fn ramq(value: Value<'_>, _: &str) -> bool {
    let Some((letters, rest)) = value.compact.split_at_checked(4) else {
        return false;
    };
    only_digits::<8>(rest).is_some()
        && letters.iter().all(u8::is_ascii_uppercase)
        && pairs(rest).is_some_and(|[year, month, day]| {
            exists_in_some_century(year, if month > 50 { month - 50 } else { month }, day)
        })
}

/// Receita Federal: two check digits, weights 10 to 2 and 11 to 2, modulo 11 where a remainder under 2 gives 0.
fn cpf(value: Value<'_>, _: &str) -> bool {
    let Some(number) = only_digits::<11>(value.compact) else {
        return false;
    };
    let check = |places: usize, top: u32| {
        let sum: u32 = number[..places].iter().zip((2..=top).rev()).map(|(d, w)| d * w).sum();
        sum * 10 % 11 % 10
    };
    !all_equal(value.compact) && check(9, 10) == number[9] && check(10, 11) == number[10]
}

/// DATASUS: digits times 15 to 1, sum a multiple of 11; 1 and 2 lead definite, 7 8 9 provisional numbers.
fn cns(value: Value<'_>, _: &str) -> bool {
    let Some(number) = only_digits::<15>(value.compact) else {
        return false;
    };
    let sum: u32 = number.iter().zip((1..=15).rev()).map(|(d, w)| d * w).sum();
    matches!(number[0], 1 | 2 | 7..=9) && sum.is_multiple_of(11) && !all_equal(value.compact)
}

/// Two-letter states of the CURP, with NE for those born abroad.
const STATES: &[u8] = b"ASBCBSCCCLCMCSCHDFDGGTGRHGJCMCMNMSNTNLOCPLQTQRSPSLSRTCTSTLVZYNZSNE";

/// RENAPO: weights 18 to 2 over `0-9A-N` `O-Z` with the N with tilde between, 10 minus the sum modulo 10. A digit
/// in place 17 tells births up to 1999, a letter later ones.
fn curp(value: Value<'_>, _: &str) -> bool {
    let Ok(text) = <&[u8; 18]>::try_from(value.compact) else {
        return false;
    };
    let Some([year, month, day]) = pairs(&text[4..]) else {
        return false;
    };
    let place = |b: u8| match b {
        b'0'..=b'9' => u32::from(b - b'0'),
        b'A'..=b'N' => u32::from(b - b'A') + 10,
        _ => u32::from(b.saturating_sub(b'A')) + 11,
    };
    let sum: u32 = text[..17].iter().zip((2..=18).rev()).map(|(b, w)| place(*b) * w).sum();
    exists(if text[16].is_ascii_digit() { 1900 } else { 2000 } + year, month, day)
        && b"HMX".contains(&text[10])
        && STATES.chunks(2).any(|state| state == &text[11..13])
        && text[17].is_ascii_digit()
        && (10 - sum % 10) % 10 == u32::from(text[17] - b'0')
}

/// SAT: letters, date, and a mark of three whose last is a digit or A. The check digit is left out: it fails in many
/// numbers that are in use.
fn rfc(value: Value<'_>, _: &str) -> bool {
    let letters = value.compact.iter().take_while(|b| b.is_ascii_uppercase()).count();
    (3..=4).contains(&letters)
        && value.compact.len() == letters + 9
        && pairs(&value.compact[letters..]).is_some_and(|[year, month, day]| exists_in_some_century(year, month, day))
        && value.compact.last().is_some_and(|b| b.is_ascii_digit() || *b == b'A')
}

/// IMSS: eleven digits with Luhn.
fn mx_nss(value: Value<'_>, _: &str) -> bool {
    only_digits::<11>(value.compact).is_some() && luhn(digits(value.compact)) && !all_equal(value.compact)
}

/// South African Home Affairs: birth date, serial, citizenship 0 to 2, one free digit, Luhn.
fn za_id(value: Value<'_>, _: &str) -> bool {
    only_digits::<13>(value.compact).is_some_and(|n| n[10] <= 2)
        && pairs(value.compact).is_some_and(|[year, month, day]| exists_in_some_century(year, month, day))
        && luhn(digits(value.compact))
}

#[cfg(test)]
mod tests {
    use super::super::check;

    fn all(validator: &str, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(check(validator, text), "{validator} {text}");
        }
        for text in bad.iter().chain(&["", "A", "1", "ABCDEFGHIJKLM"]) {
            assert!(!check(validator, text), "{validator} {text}");
        }
    }

    #[test]
    fn canada() {
        // `046-454 286` fails by its shape alone: the separators differ.
        all(
            "sin",
            &["123-456-782", "123456782", "347-677-452", "948 584 792"],
            &["999-999-999", "823456785", "130 692 545", "111 111 111", "000000000"],
        );
        all(
            "on_hcn",
            &["9876543217", "9876 543 217 JK", "1234-567-897-AB"],
            &["0876543217", "987654321", "1234-567-897-ABC", "9876543217 ON"],
        );
        all("bc_phn", &["9698 658 215", "9698658215"], &["9698648215", "9736A04212", "969865821"]);
        all("ramq", &["ABCD12511999", "ABCD12011999"], &["ABC 1201 1999", "ABCD 1201 3299"]);
    }

    #[test]
    fn brazil() {
        all(
            "cpf",
            &["390.533.447-05", "111.444.777-35", "123.456.789-09"],
            &["231.002.999-00", "111.111.111-11", "390.533.447-0"],
        );
        all(
            "cns",
            &["700000000000005", "800000000001008", "700 0000 0000 0005"],
            &["300000000000000", "70000000000000"],
        );
    }

    #[test]
    fn mexico() {
        all(
            "curp",
            &["BOXW310820HNERXN09", "BEML920313HMCLNS09", "PEGL890909MJCRMS08"],
            &["PEGL891313MJCRMS06", "PEGL890909QJCRMS08", "HEGG560427MZZRRL04", "HEGG560427MVZRRL0"],
        );
        all("rfc", &["GODE561231GR8", "ABC680524P76"], &["GODE561331GR8", "GODE561231GRB", "GODE561231G"]);
        all("mx_nss", &["12345678903"], &["12345678900", "11111111111"]);
    }

    #[test]
    fn south_africa() {
        all(
            "za_id",
            &["8001015009087", "8001015000086", "9202201234088", "0002294321191"],
            &["8503305044089", "8001015009086", "9902294321191", "80010150090"],
        );
    }
}
