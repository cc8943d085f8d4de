//! Southern and western Europe: Spain, France, Italy, Portugal.

use super::born::{exists_in_some_century, number, only_digits, pairs};
use super::digits::weighted;
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("dni", dni),
    ("es_cip", es_cip),
    ("es_nass", es_nass),
    ("nir", nir),
    ("codice_fiscale", codice_fiscale),
    ("pt_nif", pt_nif),
    ("pt_cc", pt_cc),
    ("it_cap", it_cap),
];

/// Spanish interior ministry: the number modulo 23 picks the letter; X Y Z of a NIE count 0 1 2. Zeros in front may
/// be missing in a DNI.
fn dni(value: Value<'_>, _: &str) -> bool {
    let Some((letter, body)) = value.compact.split_last() else {
        return false;
    };
    let (lead, rest) = match body {
        [b'X', rest @ ..] => (0, rest),
        [b'Y', rest @ ..] => (10_000_000, rest),
        [b'Z', rest @ ..] => (20_000_000, rest),
        rest => (0, rest),
    };
    let width = if rest.len() == body.len() { 7..=8 } else { 7..=7 };
    width.contains(&rest.len())
        && number(rest).is_some_and(|n| b"TRWAGMYFPDXBNJZSQVHLCKE"[((lead + n) % 23) as usize] == *letter)
}

/// The Catalan card holds a birth date after the sex digit; the national number is a shape alone.
fn es_cip(value: Value<'_>, _: &str) -> bool {
    let text = value.compact;
    if text.len() == 14 && text[..4].iter().all(u8::is_ascii_uppercase) {
        return pairs(&text[5..]).is_some_and(|[year, month, day]| {
            exists_in_some_century(year, month, if day > 40 { day - 40 } else { day })
        });
    }
    true
}

/// Tesoreria General de la Seguridad Social: province and serial modulo 97; a serial under ten million counts with
/// its own width.
fn es_nass(value: Value<'_>, _: &str) -> bool {
    if only_digits::<12>(value.compact).is_none() {
        return false;
    }
    let part = |range: std::ops::Range<usize>| number(&value.compact[range]);
    let (Some(province), Some(serial), Some(check)) = (part(0..2), part(2..10), part(10..12)) else {
        return false;
    };
    let width = if serial < 10_000_000 { 10_000_000 } else { 100_000_000 };
    (province * width + serial) % 97 == check
}

/// INSEE: 97 minus the first 13 modulo 97, Corsica 2A and 2B as 19 and 18; months 20, 30 to 42 and 50 to 99 stand
/// for unknown ones. Without its key a number is a shape with a month.
fn nir(value: Value<'_>, _: &str) -> bool {
    let Some((head, key)) = value.compact.split_at_checked(13) else {
        return false;
    };
    let mut body = [0; 13];
    body.copy_from_slice(head);
    match (head[5], head[6]) {
        (b'2', b'A') => body[5..7].copy_from_slice(b"19"),
        (b'2', b'B') => body[5..7].copy_from_slice(b"18"),
        _ => {}
    }
    let (Some(n), Some(month)) = (number(&body), number(&body[3..5])) else {
        return false;
    };
    b"123478".contains(&head[0])
        && matches!(month, 1..=12 | 20 | 30..=42 | 50..=99)
        && (key.is_empty() || key.len() == 2 && number(key) == Some(97 - n % 97))
}

/// Italian decree of 23 December 1976: values by odd and even place, sum modulo 26; in case of doubles letters
/// stand for digits (omocodia). The day is 40 higher for women.
fn codice_fiscale(value: Value<'_>, _: &str) -> bool {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let Ok(text) = <&[u8; 16]>::try_from(value.compact) else {
        return false;
    };
    let digit = |i: usize| match text[i] {
        b @ b'0'..=b'9' => Some(u32::from(b - b'0')),
        b => b"LMNPQRSTUV".iter().position(|known| *known == b).map(|n| n as u32),
    };
    let (Some(tens), Some(ones), Some(_), Some(_)) = (digit(9), digit(10), digit(6), digit(7)) else {
        return false;
    };
    let day = tens * 10 + ones;
    let index = |b: u8| {
        if b.is_ascii_digit() { u32::from(b - b'0') } else { u32::from(b.saturating_sub(b'A')) }
    };
    let sum: u32 = text[..15]
        .iter()
        .enumerate()
        .map(|(i, b)| if i % 2 == 0 { ODD.get(index(*b) as usize).copied().unwrap_or(0) } else { index(*b) })
        .sum();
    matches!(day, 1..=31 | 41..=71)
        && b"ABCDEHLMPRST".contains(&text[8])
        && u32::from(text[15]) == u32::from(b'A') + sum % 26
}

/// Autoridade Tributaria: weights 9 to 2, 11 minus the sum modulo 11, over 9 is 0; never a leading 0.
fn pt_nif(value: Value<'_>, _: &str) -> bool {
    let Some(number) = only_digits::<9>(value.compact) else {
        return false;
    };
    let check = match 11 - weighted(number.into_iter(), &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 {
        10.. => 0,
        check => check,
    };
    number[0] != 0 && check == number[8]
}

/// Cartao de Cidadao: Luhn over twelve places, letters count from A = 10.
fn pt_cc(value: Value<'_>, _: &str) -> bool {
    let text = value.compact;
    let place = |b: u8| {
        if b.is_ascii_digit() { u32::from(b - b'0') } else { u32::from(b.saturating_sub(b'A')) + 10 }
    };
    text.len() == 12
        && text[..9].iter().chain(&text[11..]).all(u8::is_ascii_digit)
        && text
            .iter()
            .enumerate()
            .map(|(i, b)| match place(*b) * if i % 2 == 0 { 2 } else { 1 } {
                over @ 10.. if i % 2 == 0 => over - 9,
                value => value,
            })
            .sum::<u32>()
            % 10
            == 0
}

/// Poste Italiane: 00010 to 98168. Whole thousands are not in use, which keeps the strength of a capsule (`cap`) out.
fn it_cap(value: Value<'_>, _: &str) -> bool {
    only_digits::<5>(value.compact).is_some()
        && number(value.compact).is_some_and(|n| (10..=98168).contains(&n) && n % 1000 != 0)
}

#[cfg(test)]
mod tests {
    use super::super::all;

    #[test]
    fn spain() {
        all(
            "dni",
            &[
                "12345678Z",
                "00000000T",
                "54362315-K",
                "01111111G",
                "1111111G",
                "Y0000000Z",
                "Z0000000M",
                "X-2482300W",
                "X9613851N",
                "Y8063915-Z",
            ],
            &[
                "54362315Z",
                "54362315",
                "12345678A",
                "12345678I",
                "x-2482300a",
                "X2482300",
                "Y8063915Q",
                "58063915Q",
                "",
                "Z",
                "XZ",
            ],
        );
        all(
            "es_cip",
            &["BBBBBBBBAB123456", "BBBBBBBBQZ000001", "ROGA0850101001", "ROGA1850141001"],
            &["ROGA0851301001", "ROGA0850100001"],
        );
        all("es_nass", &["28 12345678 40", "281234567840"], &["28 12345678 41", "2812345678", ""]);
    }

    #[test]
    fn france() {
        all(
            "nir",
            &["2 95 10 99 126 111 93", "253072B07300470", "255081416802538", "100502000000115", "2 95 10 99 126 111"],
            &[
                "295109912611199",
                "253072C07300443",
                "29510991261119",
                "255081416802583",
                "700009900000180",
                "",
                "595109912611193",
            ],
        );
    }

    #[test]
    fn italy() {
        all(
            "codice_fiscale",
            &["RSSMRA85T10A562S", "MRTMTT91D08F205J", "RCCMNL83S18D969H", "rssmra85t10a562s", "RSSMRA85T10A56NH"],
            &["RSSMRA85T10A562T", "AAAAAA00B11C333N", "RSSMRA85I10A562S", "RSSMRA85T10A562", ""],
        );
    }

    #[test]
    fn italian_postcode() {
        all("it_cap", &["00161", "20122"], &["50000", "00001", "99999", "1012", ""]);
    }

    #[test]
    fn portugal() {
        all(
            "pt_nif",
            &["501964843", "999999990", "123456789"],
            &["501964842", "012345678", "123456788", "", "50196484"],
        );
        all("pt_cc", &["00000000 0 ZZ4", "000000000ZZ4"], &["00000000 0 ZZ3", "00000000ZZ4", "", "ZZZZZZZZZZZZ"]);
    }
}
