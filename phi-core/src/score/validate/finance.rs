//! Banks and cards.

use super::digits::{digits, luhn, weighted};
use super::us::{is_digits, number};
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("card", |value, _| card(value)),
    ("iban", |value, _| iban(value.compact)),
    ("us-aba", |value, _| aba(value.compact)),
];

/// ISO/IEC 7812: Luhn, and the length that the issuer range allows. The visible last four digits of a
/// masked number cannot be checked.
fn card(value: Value<'_>) -> bool {
    let c = value.compact;
    if is_digits(c, 4) {
        return true;
    }
    matches!(c.len(), 12..=19) && is_digits(c, c.len()) && issuer(c) && luhn(digits(c))
}

/// Issuer ranges as the card brands publish them, with their lengths.
fn issuer(c: &[u8]) -> bool {
    let (four, len) = (number(&c[..4]), c.len());
    match four {
        4000..=4999 => matches!(len, 13 | 16 | 19),
        5100..=5599 | 2221..=2720 => len == 16,
        3400..=3499 | 3700..=3799 => len == 15,
        6011 | 6440..=6599 => matches!(len, 16..=19),
        3000..=3059 | 3095 | 3600..=3699 | 3800..=3999 => matches!(len, 14..=19),
        3528..=3589 => matches!(len, 16..=19),
        6200..=6299 => matches!(len, 16..=19),
        5018 | 5020 | 5038 | 5893 | 6304 | 6759 | 6761..=6763 => true,
        _ => false,
    }
}

/// SWIFT IBAN registry release 101: length and its countries.
const IBAN_LENGTHS: &[(usize, &str)] = &[
    (15, "NO"),
    (16, "BE"),
    (18, "DK FI FK FO GL NL SD"),
    (19, "MK SI"),
    (20, "AT BA EE KZ LT LU MN XK"),
    (21, "CH HR LI LV"),
    (22, "BG BH CR DE GB GE IE ME RS VA"),
    (23, "AE GI IL IQ OM SO TL"),
    (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
    (25, "LY PT ST"),
    (26, "IS TR"),
    (27, "BI DJ FR GR IT MC MR SM"),
    (28, "AL AZ BY CY DO GT HN HU LB NI PL SV"),
    (29, "BR EG PS QA UA"),
    (30, "JO KW MU YE"),
    (31, "MT SC"),
    (32, "LC"),
    (33, "RU"),
];

/// How long an IBAN of this country is; the letters may be small.
pub(crate) fn iban_length(country: [u8; 2]) -> Option<usize> {
    let listed = |list: &str| list.as_bytes().chunks(3).any(|c| c[..2].eq_ignore_ascii_case(&country));
    IBAN_LENGTHS.iter().find(|(_, list)| listed(list)).map(|(len, _)| *len)
}

/// ISO 13616: the country's length, and mod 97 = 1 when the first four characters go to the end.
fn iban(c: &[u8]) -> bool {
    let [a, b, ..] = *c else { return false };
    if iban_length([a, b]) != Some(c.len()) || !is_digits(&c[2..4], 2) {
        return false;
    }
    let remainder = c[4..].iter().chain(&c[..4]).fold(0u32, |r, &b| match b {
        b'0'..=b'9' => (r * 10 + u32::from(b - b'0')) % 97,
        _ => (r * 100 + u32::from(b.wrapping_sub(b'A')) + 10) % 97,
    });
    remainder == 1
}

/// ABA Key to Routing Numbers: Federal Reserve district in front, weights 3 7 1.
fn aba(c: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [3, 7, 1, 3, 7, 1, 3, 7, 1];
    is_digits(c, 9)
        && c != b"000000000"
        && matches!(number(&c[..2]), 0..=12 | 21..=32 | 61..=72 | 80)
        && weighted(digits(c), &WEIGHTS).is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn card() {
        for good in [
            "4111111111111111",
            "4012-8888-8888-1881",
            "5555555555554444",
            "2223003122003222",
            "378282246310005",
            "371449635398431",
            "6011111111111117",
            "6011000990139424",
            "3530111333300000",
            "6759649826438453",
            "4917300800000000",
            "4242",
        ] {
            assert!(check("card", good), "{good}");
        }
        for bad in
            ["4012-8888-8888-1882", "1748503543012", "411111111111111", "9999999999999995", "5055555555554444", ""]
        {
            assert!(!check("card", bad), "{bad}");
        }
    }

    #[test]
    fn iban() {
        for good in [
            "BE68539007547034",
            "BR9700360305000010009795493P1",
            "CH9300762011623852957",
            "CZ6508000000192000145399",
            "DE89370400440532013000",
            "EE382200221020145685",
            "ES9121000418450200051332",
            "FI2112345600000785",
            "FR1420041010050500013M02606",
            "GB29NWBK60161331926819",
            "GR1601101250000000012300695",
            "HU42117730161111101800000000",
            "IL620108000000099999999",
            "IS140159260076545510730339",
            "IT60X0542811101000000123456",
            "LT121000011101001000",
            "LU280019400644750000",
            "LV80BANK0000435195001",
            "MT84MALT011000012345MTLCAST001S",
            "NL91ABNA0417164300",
            "NO9386011117947",
            "PL61109010140000071219812874",
            "PT50000201231234567890154",
            "SE4550000000058398257466",
            "SI56263300012039086",
            "SK3112000000198742637541",
            "TR330006100519786457841326",
            "QA58DOHB00001234567890ABCDEFG",
            "KW81CBKU0000000000001234560101",
            "GB29 NWBK 6016 1331 9268 19",
            "de89 3704 0044 0532 0130 00",
        ] {
            assert!(check("iban", good), "{good}");
        }
        for bad in [
            "GB29NWBK60161331926818",
            "GB29NWBK6016133192681",
            "XX89370400440532013000",
            "FR1420041010050500013M0260",
            "NL19ABNA0417164300",
            "AL47212A10090000000235698741",
            "US12345678901234567890",
            "GB",
            "",
        ] {
            assert!(!check("iban", bad), "{bad}");
        }
    }

    #[test]
    fn aba() {
        for good in ["111000025", "121000358", "3222-7162-7", "121042882", "021000021"] {
            assert!(check("us-aba", good), "{good}");
        }
        for bad in ["112000025", "421042111", "11100002", "000000000", ""] {
            assert!(!check("us-aba", bad), "{bad}");
        }
    }
}
