//! Northern Europe: Sweden, Norway, Denmark, Finland. All their personal numbers begin with the birth date.

use super::born::{exists, exists_in_some_century, number, only_digits, pairs};
use super::digits::{digits, luhn, weighted};
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[("se_pnr", se_pnr), ("no_fnr", no_fnr), ("cpr", cpr), ("hetu", hetu)];

/// Skatteverket: Luhn over ten digits, the century is not counted; the day of a coordination number is 60 higher.
fn se_pnr(value: Value<'_>, _: &str) -> bool {
    let text = value.compact;
    let (century, ten) = match text.len() {
        10 => (None, text),
        12 => (number(&text[..2]), &text[2..]),
        _ => return false,
    };
    let Some([year, month, day]) = pairs(ten) else {
        return false;
    };
    let day = if day > 60 { day - 60 } else { day };
    ten.iter().all(u8::is_ascii_digit)
        && luhn(digits(ten))
        && match century {
            Some(century) => exists(century as u32 * 100 + year, month, day),
            None => text.len() == 10 && exists_in_some_century(year, month, day),
        }
}

/// Skatteetaten: two check digits modulo 11; the day is 40 higher in a D-number, the month 80, 65 or 40 higher in
/// synthetic and helper numbers.
fn no_fnr(value: Value<'_>, _: &str) -> bool {
    let Some(number) = only_digits::<11>(value.compact) else {
        return false;
    };
    let Some([day, month, year]) = pairs(value.compact) else {
        return false;
    };
    let month = match month {
        81..=92 => month - 80,
        66..=77 => month - 65,
        41..=52 => month - 40,
        _ => month,
    };
    weighted(number.into_iter(), &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
        && weighted(number.into_iter(), &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
        && exists_in_some_century(year, month, if day > 40 { day - 40 } else { day })
}

/// CPR office: the seventh digit gives the century, the day is 60 higher in replacement numbers; the check digit is
/// not asked for, numbers without one have been issued since 2007.
fn cpr(value: Value<'_>, _: &str) -> bool {
    let Some(number) = only_digits::<10>(value.compact) else {
        return false;
    };
    let Some([day, month, year]) = pairs(value.compact) else {
        return false;
    };
    let century = match number[6] {
        0..=3 => 1900,
        4 | 9 if year > 36 => 1900,
        5..=8 if year > 57 => 1800,
        _ => 2000,
    };
    exists(century + year, month, if day > 60 { day - 60 } else { day })
}

/// DVV: birth date and serial as one number modulo 31; the sign between them gives the century.
fn hetu(value: Value<'_>, _: &str) -> bool {
    let Ok(text) = <&[u8; 11]>::try_from(value.raw) else {
        return false;
    };
    let century = match text[6].to_ascii_uppercase() {
        b'+' => 1800,
        b'-' | b'U'..=b'Y' => 1900,
        b'A'..=b'F' => 2000,
        _ => return false,
    };
    let (Some([day, month, year]), Some(head), Some(serial)) = (pairs(text), number(&text[..6]), number(&text[7..10]))
    else {
        return false;
    };
    let check = b"0123456789ABCDEFHJKLMNPRSTUVWXY"[((head * 1000 + serial) % 31) as usize];
    exists(century + year, month, day) && serial > 1 && text[10].to_ascii_uppercase() == check
}

#[cfg(test)]
mod tests {
    use super::super::check;

    fn all(validator: &str, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(check(validator, text), "{validator} {text}");
        }
        for text in bad.iter().chain(&["", "A", "1", "ABCDEFGHIJ", "ABCDEFGHIJK"]) {
            assert!(!check(validator, text), "{validator} {text}");
        }
    }

    #[test]
    fn sweden() {
        all(
            "se_pnr",
            &["189004119807", "189110089811", "19910924-2397", "871220-2384", "121212+1212", "880320-0016"],
            &["880320-0018", "19000309-3393", "871220238"],
        );
    }

    #[test]
    fn norway() {
        all(
            "no_fnr",
            &["01819050062", "31819912346", "05848530796", "41817020001", "17879533376", "26111593816"],
            &["15108695077", "26111593817", "26111593826", "19575770838"],
        );
    }

    #[test]
    fn denmark() {
        all("cpr", &["070761-4285", "251248-9996", "2110625629"], &["511062-5629", "211362-5629", "310262-1234"]);
    }

    #[test]
    fn finland() {
        all(
            "hetu",
            &["131052A308T", "131052+308T", "010594Y9032", "020594X903P", "131052-308T"],
            &["131052-308U", "310252-308Y", "131052/308T", "010594Y9021x"],
        );
    }
}
