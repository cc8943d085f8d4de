//! Vehicles and devices.

use super::digits::{all_equal, digits, luhn, weighted};
use super::us::{is_digits, number};
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("vin", |value, _| vin(value.compact)),
    ("imei", |value, _| imei(value.compact)),
    ("iccid", |value, _| iccid(value.compact)),
    ("meid", |value, _| meid(value.compact)),
    ("udi-gs1", |value, _| udi_gs1(value.raw)),
    ("udi-hibcc", |value, _| udi_hibcc(value.raw)),
    ("udi-iccbba", |value, _| udi_iccbba(value)),
];

/// 49 CFR 565.15: letters have values, position 9 is the weighted sum mod 11, X for 10.
fn vin(c: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    // The value of each letter from A on; I, O and Q are not used.
    const LETTERS: &[u8; 26] = b"12345678.12345.7.923456789";
    let value = |b: u8| match b {
        b'0'..=b'9' => Some(u32::from(b - b'0')),
        b'A'..=b'Z' => Some(LETTERS[usize::from(b - b'A')]).filter(|v| *v != b'.').map(|v| u32::from(v - b'0')),
        _ => None,
    };
    if c.len() != 17 || all_equal(c) || c.iter().any(|&b| value(b).is_none()) {
        return false;
    }
    let check = match weighted(c.iter().filter_map(|&b| value(b)), &WEIGHTS) % 11 {
        10 => b'X',
        digit => b'0' + digit as u8,
    };
    c[8] == check
}

/// 3GPP TS 23.003: Luhn over 15 digits; the first two name a body that allots type codes.
fn imei(c: &[u8]) -> bool {
    is_digits(c, 15)
        && !all_equal(c)
        && matches!(number(&c[..2]), 1 | 10 | 30 | 33 | 35 | 44 | 45 | 49..=54 | 86 | 91 | 98 | 99)
        && luhn(digits(c))
}

/// ITU-T E.118: 89, at most 19 digits with a Luhn digit; some makers pad to 20.
fn iccid(c: &[u8]) -> bool {
    let c = c.strip_suffix(b"F").unwrap_or(c);
    c.starts_with(b"89")
        && matches!(c.len(), 19 | 20)
        && c.iter().all(u8::is_ascii_digit)
        && (luhn(digits(c)) || luhn(digits(&c[..19])))
}

/// 3GPP2 S.R0048: 14 hexadecimal digits, the first from A on.
fn meid(c: &[u8]) -> bool {
    c.len() == 14 && matches!(c[0], b'A'..=b'F') && c.iter().all(u8::is_ascii_hexdigit)
}

/// GS1 General Specifications: from the right the digits count 3, 1, 3 … in front of the check digit.
fn gtin(fourteen: &[u8]) -> bool {
    is_digits(fourteen, 14)
        && digits(fourteen).rev().zip([1, 3].iter().cycle()).map(|(d, w)| d * w).sum::<u32>() % 10 == 0
}

/// An element's value by its application identifier.
fn gs1_element(ai: &[u8], value: &[u8]) -> bool {
    match ai {
        b"01" => gtin(value),
        b"11" | b"13" | b"15" | b"16" | b"17" => {
            is_digits(value, 6) && matches!(number(&value[2..4]), 1..=12) && number(&value[4..6]) <= 31
        }
        b"10" | b"21" => matches!(value.len(), 1..=20),
        _ => matches!(value.len(), 1..=30),
    }
}

/// The device identifier first, then production identifiers: `(01)…(17)…(21)…`, or as the barcode holds
/// them, where 0x1D ends a value of free length.
fn udi_gs1(raw: &[u8]) -> bool {
    if let Some(inside) = raw.strip_prefix(b"(") {
        return raw.starts_with(b"(01)")
            && inside.split(|&b| b == b'(').all(|element| {
                let Some(close) = element.iter().position(|&b| b == b')') else {
                    return false;
                };
                gs1_element(&element[..close], element[close + 1..].trim_ascii_end())
            });
    }
    let mut rest = raw;
    let mut elements = 0;
    while let Some((ai, tail)) = rest.split_at_checked(2) {
        let len = match ai {
            b"01" if elements == 0 => 14,
            b"11" | b"13" | b"15" | b"16" | b"17" if elements > 0 => 6,
            b"10" | b"21" if elements > 0 => tail.iter().position(|&b| b == 0x1D).unwrap_or(tail.len()),
            _ => return false,
        };
        let Some((value, tail)) = tail.split_at_checked(len) else {
            return false;
        };
        if !gs1_element(ai, value) {
            return false;
        }
        rest = tail.strip_prefix(b"\x1D").unwrap_or(tail);
        elements += 1;
    }
    rest.is_empty() && elements > 1
}

/// ANSI/HIBC 2: the last character is the sum of all others mod 43 over this alphabet.
fn udi_hibcc(raw: &[u8]) -> bool {
    const ALPHABET: &[u8; 43] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";
    let place = |b: u8| ALPHABET.iter().position(|&known| known == b.to_ascii_uppercase());
    let [b'+', labeler, body @ .., check] = raw else {
        return false;
    };
    if !labeler.is_ascii_alphabetic() || body.len() < 5 {
        return false;
    }
    let mut sum = 0;
    for &b in &raw[..raw.len() - 1] {
        match place(b) {
            Some(value) => sum += value,
            None => return false,
        }
    }
    place(*check) == Some(sum % 43)
}

/// ISBT 128: `=/` and 16 characters of the product; or a donation number alone, of 13.
fn udi_iccbba(value: Value<'_>) -> bool {
    match value.raw.strip_prefix(b"=/") {
        Some(rest) => rest.len() >= 16 && rest[..16].iter().all(u8::is_ascii_alphanumeric),
        None => value.compact.len() == 13 && value.compact[0].is_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn vin() {
        for good in ["1M8GDM9AXKP042788", "5GZCZ43D13S812715", "1HGCM82633A004352", "1m8gdm9axkp042788"] {
            assert!(check("vin", good), "{good}");
        }
        for bad in [
            "1M8GDM9A1KP042788",
            "1M8GDM9AXKP04278",
            "IM8GDM9AXKP042788",
            "1M8GDM9AXKO042788",
            "1M8GDM9AXKQ042788",
            "11111111111111111",
            "",
        ] {
            assert!(!check("vin", bad), "{bad}");
        }
    }

    #[test]
    fn telephones() {
        for good in ["49-015420-323751-8", "352099001761481", "35-209900-176148-1", "35-417803-685978-9"] {
            assert!(check("imei", good), "{good}");
        }
        for bad in ["35-417803-685978-1", "490154203237519", "4901542032375188", "000000000000000", ""] {
            assert!(!check("imei", bad), "{bad}");
        }
        // ITU-T E.118 shape with a computed check digit.
        assert!(check("iccid", "8914800000000000006"));
        assert!(!check("iccid", "8914800000000000007"));
        assert!(check("meid", "A000000F1A2B3C"));
        assert!(!check("meid", "10000000F1A2B3"));
    }

    #[test]
    fn udi_gs1() {
        for good in [
            "(01)10884521062856(11)141231(17)150707(10)A213B1(21)1234",
            "(01)00643169007222(21)PJN1234567",
            "(01)00643169007222 (21)PJN1234567",
            "(01)08717648200274",
            "01108845210628561114123117150707",
            "0110884521062856111412311715070710A213B1\x1D211234",
        ] {
            assert!(check("udi-gs1", good), "{good}");
        }
        for bad in [
            "(01)00208851107345(17)150331",
            "(01)5102222223333(21)1234",
            "(01)51022222233336(17)151507",
            "(21)1234(10)A213B1",
            "(01)51022222233336(21)123456789012345678901",
            "0108717648200274",
            "(01",
            "",
        ] {
            assert!(!check("udi-gs1", bad), "{bad}");
        }
    }

    #[test]
    fn udi_hibcc() {
        for good in [
            "+H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202H",
            "+A123BJC5D6E71G",
            "+A99912345/$$52001510X33",
        ] {
            assert!(check("udi-hibcc", good), "{good}");
        }
        for bad in [
            "A123BJC5D6E71G",
            "+1123BJC5D6E71G",
            "+H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202C",
            "+",
            "",
        ] {
            assert!(!check("udi-hibcc", bad), "{bad}");
        }
    }

    #[test]
    fn udi_iccbba() {
        for good in [
            "=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123",
            "=/A9999XYZ100T0944",
            "A9997 13 123456",
        ] {
            assert!(check("udi-iccbba", good), "{good}");
        }
        for bad in ["=/08717648200274=,000025", "/A9999XYZ100T0944=,000025", "=/A", ""] {
            assert!(!check("udi-iccbba", bad), "{bad}");
        }
    }
}
