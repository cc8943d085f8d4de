//! Central and western Europe: Germany, Austria, Switzerland, the Low Countries, Poland.

use super::born::{exists, exists_in_some_century, number, only_digits, pairs};
use super::digits::{all_equal, digits, weighted};
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("kvnr", kvnr),
    ("rvnr", rvnr),
    ("de_idnr", de_idnr),
    ("svnr_at", svnr_at),
    ("ahv", ahv),
    ("bsn", bsn),
    ("be_nn", be_nn),
    ("pesel", pesel),
    ("ehic", ehic),
    ("local_phone", local_phone),
];

/// A number of one or two digits by its cross sum.
fn cross(n: u32) -> u32 {
    n / 10 + n % 10
}

/// The two digits that stand for a letter in German numbers: A is 01.
fn letter(b: u8) -> Option<[u32; 2]> {
    b.is_ascii_uppercase().then(|| u32::from(b - b'A') + 1).map(|n| [n / 10, n % 10])
}

/// Annex 1 to the agreement under section 290 SGB V: the letter as two digits, weights 1 2 1 2, cross sums, mod 10.
/// On the card nine digits of the institution and a status follow.
fn kvnr(value: Value<'_>, _: &str) -> bool {
    let [first, rest @ ..] = value.compact else {
        return false;
    };
    let (rest, institution) = rest.split_at(rest.len().min(9));
    if !(institution.is_empty() || only_digits::<10>(institution).is_some()) {
        return false;
    }
    let (Some(head), Some(tail)) = (letter(*first), only_digits::<9>(rest)) else {
        return false;
    };
    let sum: u32 = head
        .into_iter()
        .chain(tail)
        .take(10)
        .zip([1, 2, 1, 2, 1, 2, 1, 2, 1, 2])
        .map(|(digit, weight)| cross(digit * weight))
        .sum();
    sum % 10 == tail[8]
}

/// VKVV section 4: area, birth date (day + 50 once its numbers ran out), letter, serial, check digit.
fn rvnr(value: Value<'_>, _: &str) -> bool {
    let Ok(text) = <&[u8; 12]>::try_from(value.compact) else {
        return false;
    };
    let (Some(head), Some(name), Some([s1, s2, check])) =
        (only_digits::<8>(&text[..8]), letter(text[8]), only_digits(&text[9..]))
    else {
        return false;
    };
    let Some([day, month, year]) = pairs(&text[2..8]) else {
        return false;
    };
    let sum: u32 = head
        .into_iter()
        .chain(name)
        .chain([s1, s2])
        .zip([2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1])
        .map(|(digit, weight)| cross(digit * weight))
        .sum();
    exists_in_some_century(year, month, if day > 50 { day - 50 } else { day }) && sum % 10 == check
}

/// BZSt: of the first ten digits exactly one occurs twice or three times; ISO 7064 mod 11,10.
fn de_idnr(value: Value<'_>, _: &str) -> bool {
    let Some(number) = only_digits::<11>(value.compact) else {
        return false;
    };
    let mut seen = [0u8; 10];
    let mut product = 10;
    for digit in &number[..10] {
        seen[*digit as usize] += 1;
        let sum = match (digit + product) % 10 {
            0 => 10,
            sum => sum,
        };
        product = sum * 2 % 11;
    }
    number[0] != 0
        && (11 - product) % 10 == number[10]
        && seen.iter().filter(|n| **n > 1).count() == 1
        && seen.iter().all(|n| *n <= 3)
}

/// Hauptverband: weights 3 7 9 5 8 4 2 1 6 around the check digit in fourth place, 10 is never issued; where a
/// day's numbers ran out the month is 13 to 15.
fn svnr_at(value: Value<'_>, _: &str) -> bool {
    let Some(number) = only_digits::<10>(value.compact) else {
        return false;
    };
    let Some([day, month, year]) = pairs(&value.compact[4..]) else {
        return false;
    };
    number[0] != 0
        && weighted(number.into_iter(), &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == number[3]
        && (exists_in_some_century(year, month, day) || (13..=15).contains(&month) && (1..=31).contains(&day))
}

/// ZAS: EAN-13 with the country prefix 756, weights 1 3 1 3.
fn ahv(value: Value<'_>, _: &str) -> bool {
    let Some(number) = only_digits::<13>(value.compact) else {
        return false;
    };
    number[..3] == [7, 5, 6] && weighted(number.into_iter(), &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0
}

/// RvIG, the eleven test: weights 9 to 2 and -1 (which is 10 modulo 11), a leading zero may be missing.
fn bsn(value: Value<'_>, _: &str) -> bool {
    let weights = match value.compact.len() {
        9 => &[9, 8, 7, 6, 5, 4, 3, 2, 10][..],
        8 => &[8, 7, 6, 5, 4, 3, 2, 10],
        _ => return false,
    };
    value.compact.iter().all(u8::is_ascii_digit)
        && !all_equal(value.compact)
        && weighted(digits(value.compact), weights) % 11 == 0
}

/// Royal decree of 3 April 1984: 97 minus the first nine modulo 97, with a 2 in front from 2000; the month is 20 or
/// 40 higher in BIS numbers, month and day are 0 where unknown.
fn be_nn(value: Value<'_>, _: &str) -> bool {
    let Some(_) = only_digits::<11>(value.compact) else {
        return false;
    };
    let (head, check) = value.compact.split_at(9);
    let (Some(head), Some(check), Some([year, month, day])) = (number(head), number(check), pairs(value.compact))
    else {
        return false;
    };
    let (bis, month) = (month / 20, month % 20);
    let old = 97 - head % 97 == check && (month == 0 || day == 0 || exists(1900 + year, month, day));
    let new = 97 - (2_000_000_000 + head) % 97 == check && (month == 0 || day == 0 || exists(2000 + year, month, day));
    (old || new) && bis <= 2 && month <= 12 && day <= 31
}

/// Polish act on the population register: weights 1 3 7 9, the century is in the month.
fn pesel(value: Value<'_>, _: &str) -> bool {
    let Some(number) = only_digits::<11>(value.compact) else {
        return false;
    };
    let Some([year, month, day]) = pairs(value.compact) else {
        return false;
    };
    let century = match month / 20 {
        4 => 1800,
        n => 1900 + 100 * n,
    };
    weighted(number.into_iter(), &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0
        && exists(century + year, month % 20, day)
}

/// EHIC card numbers (decision S2): 80 and the issuing state in ISO 3166 numeric.
fn ehic(value: Value<'_>, _: &str) -> bool {
    const STATES: [u64; 32] = [
        40, 56, 100, 191, 196, 203, 208, 233, 246, 250, 276, 300, 348, 352, 372, 380, 428, 438, 440, 442, 470, 528,
        578, 616, 620, 642, 703, 705, 724, 752, 756, 826,
    ];
    only_digits::<20>(value.compact).is_some()
        && value.compact.starts_with(b"80")
        && number(&value.compact[2..5]).is_some_and(|state| STATES.contains(&state))
}

/// Telephone numbers of national layout: enough digits, and not a date in figures.
fn local_phone(value: Value<'_>, _: &str) -> bool {
    let groups = || value.raw.split(|b| !b.is_ascii_digit()).map(<[u8]>::len).filter(|n| *n > 0);
    let date = groups().eq([2, 2, 4]) || groups().eq([2, 2, 2]);
    let count: usize = groups().sum();
    !date && (7..=17).contains(&count) && !all_equal(value.compact)
}

#[cfg(test)]
mod tests {
    use super::super::check;

    fn all(validator: &str, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(check(validator, text), "{validator} {text}");
        }
        for text in bad.iter().chain(&["", "A", "1"]) {
            assert!(!check(validator, text), "{validator} {text}");
        }
    }

    #[test]
    fn germany() {
        all(
            "kvnr",
            &["A000500015", "C000500021", "A123456780", "M123456785", "Z999999997", "A1234567801095754401"],
            &["M123456789", "1123456780", "A12345678", "A1234567890"],
        );
        all(
            "rvnr",
            &["15070649C103", "65070803A019", "38551285K051", "15 070649 C 103"],
            &["15070649C100", "65070803A012", "15070049C103", "150706491103"],
        );
        all(
            "de_idnr",
            &["36 574 261 809", "47036892816", "65929970489"],
            &["36574261890", "36554266806", "12345678903", "3657426180"],
        );
    }

    #[test]
    fn austria_and_switzerland() {
        all("svnr_at", &["1237 010180", "1237010180"], &["2237 010180", "0237010180", "1247 010180"]);
        all(
            "ahv",
            &["7569217076985", "756.1234.5678.97"],
            &["123.4567.8910.19", "756.9217.0769.8", "757.1234.5678.97"],
        );
    }

    #[test]
    fn low_countries() {
        all(
            "bsn",
            &["1112.22.333", "123456782", "999990019", "999990020"],
            &["1112.52.333", "1112223334", "123456789", "000000000"],
        );
        all(
            "be_nn",
            &["85.07.30-033 28", "85073003328", "17 07 30 033 84", "01 49 07 001 85"],
            &["12345678901", "85.07.30-033 29", "8507300332"],
        );
    }

    #[test]
    fn poland() {
        all(
            "pesel",
            &["44051401359", "02070803628", "02211307589", "02122401358"],
            &["44051401459", "85040812345", "4405140135", "44053201359"],
        );
    }

    #[test]
    fn insurance_card() {
        all(
            "ehic",
            &["80040000010000012345", "80756000000000000001"],
            &["70040000010000012345", "800400000100000123456", "80999000010000012345"],
        );
    }

    #[test]
    fn phone() {
        all(
            "local_phone",
            &["942202528", "986413144 ext 1530", "030 / 12 34 56-78", "01 42 34 56 78"],
            &["01.02.2020", "12-34-56", "12345"],
        );
    }
}
