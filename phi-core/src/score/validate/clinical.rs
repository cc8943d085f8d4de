//! Code systems of clinical text. None of them names a person: the proof keeps other detectors off.

use super::digits::{digits, luhn, verhoeff};
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("icd10cm", icd10cm),
    ("icd10pcs", icd10pcs),
    ("snomed", snomed),
    ("loinc", loinc),
    ("ndc", ndc),
    ("rxcui", rxcui),
];

/// Assigned blocks of ICD-10-CM by letter, from its tabular list; a letter that is absent is assigned throughout.
const BLOCKS: &[(u8, &[(u32, u32)])] = &[
    (b'A', &[(0, 9), (15, 28), (30, 99)]),
    (b'B', &[(0, 10), (15, 99)]),
    (b'D', &[(0, 89)]),
    (b'E', &[(0, 13), (15, 16), (20, 36), (40, 46), (50, 90)]),
    (b'G', &[(0, 14), (20, 47), (50, 65), (70, 73), (80, 99)]),
    (b'T', &[(0, 7), (14, 88)]),
    (b'U', &[(7, 7), (9, 9)]),
];

/// Categories whose third character is a letter, from the same list.
const LETTERED: &[&[u8; 3]] = &[b"C4A", b"C7A", b"C7B", b"D3A", b"I1A", b"I5A", b"J4A", b"M1A", b"O9A", b"Z3A"];

/// ICD-10-CM guidelines I.A.2 to I.A.5: category, up to three more characters with X as a placeholder, and a seventh.
fn icd10cm(value: Value<'_>, _: &str) -> bool {
    let [a, b, c, tail @ ..] = value.compact else {
        return false;
    };
    let category = match (b.is_ascii_digit(), c.is_ascii_digit()) {
        (true, true) => {
            let number = u32::from(b - b'0') * 10 + u32::from(c - b'0');
            a.is_ascii_alphabetic()
                && BLOCKS
                    .iter()
                    .find(|(letter, _)| letter == a)
                    .is_none_or(|(_, blocks)| blocks.iter().any(|(from, to)| (from..=to).contains(&&number)))
        }
        (true, false) => LETTERED.iter().any(|known| value.compact.starts_with(&known[..])),
        _ => false,
    };
    let (middle, seventh) = tail.split_at(tail.len().min(3));
    let dot = value.raw.iter().position(|&b| b == b'.').is_none_or(|at| at == 3 && !tail.is_empty());
    category
        && dot
        && middle.iter().all(|b| b.is_ascii_digit() || matches!(b, b'A'..=b'F' | b'X'))
        && (seventh.is_empty() && tail.last() != Some(&b'X')
            || matches!(seventh, [b] if b.is_ascii_digit() || matches!(b, b'A'..=b'H' | b'J'..=b'N' | b'P'..=b'S')))
}

/// ICD-10-PCS reference manual: seven characters without I and O, the first one a section.
fn icd10pcs(value: Value<'_>, _: &str) -> bool {
    value.compact.len() == 7
        && matches!(value.compact[0], b'0'..=b'9' | b'B' | b'C' | b'D' | b'F' | b'G' | b'H' | b'X')
        && value.compact.iter().all(|b| b.is_ascii_alphanumeric() && !matches!(b, b'I' | b'O'))
        // Every table has letters; seven digits alone are any number.
        && value.compact.iter().any(u8::is_ascii_alphabetic)
}

/// SNOMED CT release file specification, 5.5: Verhoeff, and a partition in the second and third place from the right.
fn snomed(value: Value<'_>, _: &str) -> bool {
    let [first, .., p, q, _] = value.compact else {
        return false;
    };
    (6..=18).contains(&value.compact.len())
        && *first != b'0'
        && value.compact.iter().all(u8::is_ascii_digit)
        && matches!((p, q), (b'0', b'0'..=b'2') | (b'1', b'0'..=b'2'))
        && verhoeff(digits(value.compact))
}

/// LOINC users' guide, appendix on check digits: mod 10 by Luhn.
fn loinc(value: Value<'_>, _: &str) -> bool {
    (2..=6).contains(&value.compact.len())
        && matches!(value.raw, [.., b'-', check] if check.is_ascii_digit())
        && value.compact.iter().all(u8::is_ascii_digit)
        && luhn(digits(value.compact))
}

/// 21 CFR 207.33 and the billing form of 45 CFR 162.1002; 6-4-2 by 91 FR 10749.
fn ndc(value: Value<'_>, _: &str) -> bool {
    let mut groups = value.raw.split(|&b| b == b'-').map(<[u8]>::len);
    let layout = (groups.next(), groups.next(), groups.next(), groups.next());
    let bare = !value.raw.contains(&b'-') && (10..=12).contains(&value.compact.len());
    value.compact.iter().all(u8::is_ascii_digit)
        && (bare
            || matches!(layout, (Some(labeler), Some(product), Some(package), None)
                if matches!((labeler, product, package), (4, 4, 2) | (5, 3, 2) | (5, 4, 1) | (5, 4, 2) | (6, 4, 2))))
}

/// RxNorm technical documentation: a number of up to eight digits without a leading zero.
fn rxcui(value: Value<'_>, _: &str) -> bool {
    (1..=8).contains(&value.compact.len()) && value.compact[0] != b'0' && value.compact.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::super::check;

    fn table(validator: &str, valid: &[&str], invalid: &[&str]) {
        for code in valid {
            assert!(check(validator, code), "{validator} {code}");
        }
        for code in invalid {
            assert!(!check(validator, code), "{validator} {code}");
        }
    }

    #[test]
    fn diagnoses() {
        table(
            "icd10cm",
            &[
                "E11.9", "I10", "W19.XXXA", "T36.0X1A", "C7B.02", "M1A.9XX0", "U07.1", "O9A.211", "F32.A", "e119",
                "S72001A", "Z3A.01", "J45.909",
            ],
            &[
                "E1.19",
                "11.9",
                "EE1.9",
                "E11.99999",
                "E11.",
                "U12.3",
                "B12",
                "T12",
                "A1C",
                "A29",
                "q12h",
                "E11.9X",
                "E",
                "",
                "W19.XXX",
            ],
        );
    }

    #[test]
    fn procedures() {
        table(
            "icd10pcs",
            &["0DTJ4ZZ", "4A023N7", "B2111ZZ", "XW033E5"],
            &["0DTJ4Z", "0DTO4ZZ", "ADTJ4ZZ", "1234567", ""],
        );
    }

    #[test]
    fn concepts() {
        table(
            "snomed",
            &["22298006", "195967001", "404684003", "900000000000207008"],
            &["22298007", "73211090", "022298006", "", "12"],
        );
        table("loinc", &["8867-4", "718-7", "85354-9", "94500-6"], &["8867-5", "2160-1", "8867", "", "-"]);
    }

    #[test]
    fn drugs() {
        table(
            "ndc",
            &["50242-040-62", "12345-6789-01", "00002-1433-80", "123456-7890-12", "0002-1433-80", "0002143380"],
            &["1234-567-89", "12345-678-9", "123456-789-01", "", "12345-6789"],
        );
        table("rxcui", &["1191", "860975"], &["0161", "123456789", ""]);
    }
}
