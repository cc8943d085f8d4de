//! Short lists of words that say something of their neighbours, or stand for a number.

use super::token::word_hash;

/// Stands before a person.
pub(crate) const TITLE: u8 = 1;
/// Stands behind one.
pub(crate) const DEGREE: u8 = 2;
/// Announces a relative or another person.
pub(crate) const KIN: u8 = 4;
/// A preposition of place.
pub(crate) const PLACE: u8 = 8;
/// A number in words, also where it counts.
pub(crate) const NUMBER: u8 = 16;
/// A month.
pub(crate) const MONTH: u8 = 32;
/// No list: letters that a scanned page has in the place of digits.
pub(crate) const MISREAD: u8 = 64;
/// No list: read as it was meant.
pub(crate) const MEANT: u8 = 128;

const SLOTS: usize = 1024;

/// The hashes of all words and a bit for each list that has them; 0 is a free slot.
static TABLE: [(u32, u8); SLOTS] = {
    let mut table = [(0, 0); SLOTS];
    add(
        &mut table,
        TITLE,
        &[
            "dr",
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "prof",
            "professor",
            "doctor",
            "sister",
            "rev",
            "fr",
            "father",
            "rabbi",
            "sir",
            "nurse",
            "herr",
            "frau",
            "dra",
            "don",
            "dona",
            "sr",
            "sra",
            "srta",
            "mme",
            "mlle",
            "monsieur",
            "madame",
            "signor",
            "signora",
            "dott",
            "drs",
        ],
    );
    add(
        &mut table,
        DEGREE,
        &[
            "md", "do", "rn", "np", "pa", "phd", "lpn", "dds", "dmd", "dpm", "od", "rph", "pharmd", "lcsw", "msw",
            "crna", "cnm", "aprn", "fnp", "dnp", "bsn", "msn", "facs", "facc", "facp", "mph", "mbbs", "frcp", "frcs",
            "mrcp", "psyd", "lmft", "ccc", "rd", "rt", "pt", "ot", "cna", "emt", "esq",
        ],
    );
    add(
        &mut table,
        KIN,
        &[
            "wife",
            "husband",
            "mother",
            "father",
            "mom",
            "mum",
            "dad",
            "son",
            "daughter",
            "sister",
            "brother",
            "aunt",
            "uncle",
            "niece",
            "nephew",
            "grandson",
            "granddaughter",
            "grandmother",
            "grandfather",
            "spouse",
            "partner",
            "friend",
            "neighbor",
            "neighbour",
            "caregiver",
            "cousin",
            "named",
            "fiance",
            "fiancee",
            "stepson",
            "guardian",
        ],
    );
    add(&mut table, PLACE, &["at", "in", "from", "near", "of", "to"]);
    add(
        &mut table,
        NUMBER,
        &[
            "zero",
            "oh",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
            "hundred",
            "thousand",
            "double",
            "triple",
            "niner",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "thirtieth",
            "cero",
            "uno",
            "dos",
            "tres",
            "cuatro",
            "cinco",
            "seis",
            "siete",
            "ocho",
            "nueve",
            "diez",
            "once",
            "doce",
            "trece",
            "catorce",
            "quince",
            "veinte",
            "treinta",
            "cuarenta",
            "cincuenta",
            "sesenta",
            "setenta",
            "ochenta",
            "noventa",
            "cien",
            "mil",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "sept",
            "huit",
            "neuf",
            "dix",
            "vingt",
            "trente",
            "quarante",
            "cinquante",
            "soixante",
            "zwei",
            "drei",
            "vier",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "elf",
            "nul",
            "een",
            "twee",
            "drie",
            "vijf",
            "zes",
            "zeven",
            "negen",
            "tien",
        ],
    );
    add(
        &mut table,
        MONTH,
        &[
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "jan",
            "feb",
            "mar",
            "apr",
            "jun",
            "jul",
            "aug",
            "sep",
            "sept",
            "oct",
            "nov",
            "dec",
            "januar",
            "februar",
            "mai",
            "juni",
            "juli",
            "oktober",
            "dezember",
            "januari",
            "februari",
            "maart",
            "mei",
            "augustus",
            "augusti",
            "janvier",
            "avril",
            "juin",
            "juillet",
            "septembre",
            "octobre",
            "novembre",
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
            "gennaio",
            "febbraio",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "settembre",
            "ottobre",
            "dicembre",
            "janeiro",
            "fevereiro",
            "maio",
            "junho",
            "julho",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
    );
    table
};

const fn add(table: &mut [(u32, u8); SLOTS], list: u8, words: &[&str]) {
    let mut next = 0;
    while next < words.len() {
        let hash = word_hash(words[next].as_bytes());
        let mut at = hash as usize % SLOTS;
        while table[at].1 != 0 && table[at].0 != hash {
            at = (at + 1) % SLOTS;
        }
        table[at] = (hash, table[at].1 | list);
        next += 1;
    }
}

/// The lists that have a word.
pub(crate) fn lists(hash: u32) -> u8 {
    let mut at = hash as usize % SLOTS;
    while TABLE[at].1 != 0 {
        if TABLE[at].0 == hash {
            return TABLE[at].1;
        }
        at = (at + 1) % SLOTS;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case_and_in_every_list_that_has_them() {
        let of = |word: &str| lists(word_hash(word.as_bytes()));
        assert_eq!(of("Doctor"), TITLE);
        assert_eq!(of("doctors"), 0);
        assert_eq!(of("sister"), TITLE | KIN);
        assert_eq!(of("once"), NUMBER);
        assert_eq!(of("MAI"), MONTH);
    }
}
