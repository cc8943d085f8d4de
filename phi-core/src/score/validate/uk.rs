//! United Kingdom and Ireland.

use super::born::{exists_in_some_century, only_digits};
use super::digits::{all_equal, digits, weighted};
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("nhs", nhs),
    ("nino", nino),
    ("uk_postcode", uk_postcode),
    ("uk_outcode", uk_outcode),
    ("uk_driving_licence", uk_driving_licence),
    ("pps", pps),
    ("eircode", eircode),
    ("gsrn", gsrn),
];

/// NHS Data Dictionary: weights 10 to 2, and 1 for the check digit, sum a multiple of 11; the same for the Scottish
/// CHI and the Health and Care number of Northern Ireland. A masked number cannot be proven wrong: shape is enough.
fn nhs(value: Value<'_>, _: &str) -> bool {
    match only_digits::<10>(value.compact) {
        Some(number) => {
            !all_equal(value.compact) && weighted(number.into_iter(), &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
        }
        None => value.compact.len() == 10 && value.compact.iter().all(|b| b.is_ascii_digit() || *b == b'X'),
    }
}

/// HMRC NIM39110: D F I Q U V never lead, O is never second, seven prefixes are not issued, the suffix is A to D
/// and may be missing.
fn nino(value: Value<'_>, _: &str) -> bool {
    let [first, second, rest @ ..] = value.compact else {
        return false;
    };
    let (number, suffix) = rest.split_at(rest.len().min(6));
    let letter = |b: &u8| b.is_ascii_uppercase() && !b"DFIQUV".contains(b);
    letter(first)
        && letter(second)
        && *second != b'O'
        && ![b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"].contains(&&[*first, *second])
        && number.len() == 6
        && number.iter().all(u8::is_ascii_digit)
        && matches!(suffix, [] | [b'A'..=b'D'])
}

/// Postcode areas of Royal Mail's PAF; those of one letter stand as two bytes with a space.
const AREAS: &[u8] =
    b"ABALB B BABBBDBHBLBNBRBSBTCACBCFCHCMCOCRCTCVCWDADDDEDGDHDLDNDTDYE ECENEXFKFYG GLGUGYHAHDHGHPHRHSHUHX\
IGIMIPIVJEKAKTKWKYL LALDLELLLNLSLUM MEMKMLN NENGNNNPNRNWOLOXPAPEPHPLPOPRRGRHRMS SASESGSKSLSMSNSOSPSRSSSTSWSYTATDTF\
TNTQTRTSTWUBW WAWCWDWFWNWRWSWVYOZE";

/// The part in front of the space: an area that exists, one or two digits or a digit and a letter.
fn outward(text: &[u8]) -> bool {
    let letters = text.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let (area, district) = text.split_at(letters);
    let area = match area {
        [one] => [*one, b' '],
        [one, two] => [*one, *two],
        _ => return false,
    };
    AREAS.chunks(2).any(|known| known == area)
        && match district {
            [d] => d.is_ascii_digit(),
            [d, e] => d.is_ascii_digit() && (e.is_ascii_digit() || b"ABCDEFGHJKMNPRSTUVWXY".contains(e)),
            _ => false,
        }
}

/// A district alone (`SW1A`).
fn uk_outcode(value: Value<'_>, _: &str) -> bool {
    outward(value.compact)
}

/// BS 7666 layouts with an area that exists; no C I K M O V after the space. One case throughout, and no ordinal in
/// lower case, or every `l4 5th` would be one.
fn uk_postcode(value: Value<'_>, _: &str) -> bool {
    if value.compact == b"GIR0AA" {
        return true;
    }
    let Some(split) = value.compact.len().checked_sub(3) else {
        return false;
    };
    let (out, inward) = value.compact.split_at(split);
    let lower = value.raw.iter().any(u8::is_ascii_lowercase);
    let ordinal = matches!(inward, b"1ST" | b"2ND" | b"3RD" | [_, b'T', b'H']);
    outward(out)
        && inward[0].is_ascii_digit()
        && inward[1..].iter().all(|b| b.is_ascii_uppercase() && !b"CIKMOV".contains(b))
        && !(lower && (ordinal || value.raw.iter().any(u8::is_ascii_uppercase)))
}

/// DVLA driver number: surname of five padded with 9, decade, month (+50 for women), day, year, two initials.
fn uk_driving_licence(value: Value<'_>, _: &str) -> bool {
    let Ok(text) = <&[u8; 16]>::try_from(value.compact) else {
        return false;
    };
    let name = text[..5].iter().take_while(|b| b.is_ascii_uppercase()).count();
    let Some([decade, m1, m2, d1, d2, year]) = only_digits(&text[5..11]) else {
        return false;
    };
    let month = m1 * 10 + m2;
    name > 0
        && text[name..5].iter().all(|b| *b == b'9')
        && exists_in_some_century(decade * 10 + year, month - if month > 50 { 50 } else { 0 }, d1 * 10 + d2)
        && text[11..13].iter().all(|b| b.is_ascii_uppercase() || *b == b'9')
        && text[11] != b'9'
}

/// Department of Social Protection: weights 8 to 2, a second letter A to I counts nine times, sum mod 23, 0 is W.
fn pps(value: Value<'_>, _: &str) -> bool {
    let Some((number, [check, extra @ ..])) = value.compact.split_at_checked(7) else {
        return false;
    };
    let Some(number) = only_digits::<7>(number) else {
        return false;
    };
    let extra = match extra {
        [] | [b'W' | b'T' | b'X'] => 0,
        [letter @ b'A'..=b'I'] => u32::from(letter - b'A') + 1,
        _ => return false,
    };
    let sum = weighted(number.into_iter(), &[8, 7, 6, 5, 4, 3, 2]) + 9 * extra;
    b"WABCDEFGHIJKLMNOPQRSTUV".get((sum % 23) as usize) == Some(check)
}

/// Eircode has no check character. Its four-character part mixes letters and digits, which keeps words
/// (`T12 THAT`) and years (`P20 2019`) out.
fn eircode(value: Value<'_>, _: &str) -> bool {
    let Some((_, unit)) = value.compact.split_at_checked(3) else {
        return false;
    };
    unit.len() == 4 && unit.iter().any(u8::is_ascii_digit) && unit.iter().any(u8::is_ascii_uppercase)
}

/// GS1 General Specifications: a Global Service Relation Number of 18 digits, weights 3 1 3 1 from the right.
fn gsrn(value: Value<'_>, _: &str) -> bool {
    only_digits::<18>(value.compact).is_some()
        && !all_equal(value.compact)
        && digits(value.compact).rev().enumerate().map(|(i, d)| if i % 2 == 0 { d } else { d * 3 }).sum::<u32>() % 10
            == 0
}

#[cfg(test)]
mod tests {
    use super::super::all;

    #[test]
    fn nhs() {
        all(
            "nhs",
            &[
                "943 476 5870",
                "9434765919",
                "999 000 0018",
                "999 012 3454",
                "999 404 0405",
                "999 777 0013",
                "999 900 1009",
                "0032698674",
                "XXX XXX 5870",
            ],
            &["9434765871", "94347658700", "0000000000", "9434768570", "", "XXXXXX587A"],
        );
    }

    #[test]
    fn nino() {
        all(
            "nino",
            &["AB 12 34 56 C", "AA123456A", "AA 12 34 56 B", "PR 123612C", "AB123456"],
            &[
                "BG123612A",
                "FQ 00 00 00 C",
                "AA 12 34 56 H",
                "AO123456A",
                "DA123456A",
                "AB12345C",
                "QQ 12 34 56 C",
                "",
                "A",
                "AB123456CD",
            ],
        );
    }

    #[test]
    fn postcode() {
        all(
            "uk_postcode",
            &["EC1A 1BB", "W1A 0AX", "M1 1AE", "B33 8TH", "CR2 6XH", "M11AA", "sw1a 1aa", "GIR 0AA"],
            &["QA1 1AA", "VA1 1AA", "M1 1AI", "1A1 1AA", "M1 AAA", "l4 5th", "s1 2nd", "L4 5th", "", "1AA"],
        );
        all("uk_outcode", &["SW1A", "B33", "M1", "EC1A"], &["Q1", "B", "SW", "SW1AA", ""]);
    }

    #[test]
    fn driving_licence() {
        all(
            "uk_driving_licence",
            &["MORGA657054SM9IJ", "MORGA607054SM9IJ", "FO999512018AA1AB"],
            &["MORGA600054SM9IJ", "MORGA613054SM9IJ", "MORGA65705SM9IJ", "MO9G9657054SM9IJ", ""],
        );
    }

    #[test]
    fn pps() {
        all(
            "pps",
            &["1234567T", "6433435F", "6433435FT", "6433435FW", "6433435OA", "6433435IH"],
            &["6433435E", "6433435VH", "1234567U", "123456T", "", "1234567"],
        );
    }

    #[test]
    fn eircode() {
        all("eircode", &["A65 F4E2", "D6W XY12", "D02 XY00"], &["T12 THAT", "P20 2019", "A65 F4E", "A6", ""]);
    }

    #[test]
    fn gsrn() {
        all("gsrn", &["539999900000000010", "801234567890123458"], &["539999900000000011", "000000000000000000", ""]);
    }
}
