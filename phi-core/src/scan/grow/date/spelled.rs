//! Days and years in English words: `fifteenth`, `nineteen fifty-seven`.

use super::words::{blanks, word, word_back};

const ORDINALS: &[&[u8]] = &[
    b"first",
    b"second",
    b"third",
    b"fourth",
    b"fifth",
    b"sixth",
    b"seventh",
    b"eighth",
    b"ninth",
    b"tenth",
    b"eleventh",
    b"twelfth",
    b"thirteenth",
    b"fourteenth",
    b"fifteenth",
    b"sixteenth",
    b"seventeenth",
    b"eighteenth",
    b"nineteenth",
    b"twentieth",
    b"thirtieth",
];

const NUMBERS: &[&[u8]] = &[
    b"one",
    b"two",
    b"three",
    b"four",
    b"five",
    b"six",
    b"seven",
    b"eight",
    b"nine",
    b"ten",
    b"eleven",
    b"twelve",
    b"thirteen",
    b"fourteen",
    b"fifteen",
    b"sixteen",
    b"seventeen",
    b"eighteen",
    b"nineteen",
];

const TENS: &[&[u8]] = &[b"twenty", b"thirty", b"forty", b"fifty", b"sixty", b"seventy", b"eighty", b"ninety"];

/// Letters of the shortest ordinal.
const SHORTEST: usize = 5;

pub(super) fn one_of(list: &[&[u8]], word: &[u8]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// "fifteenth", "twenty-first" at `at`: where it ends.
pub(super) fn ordinal(text: &[u8], at: usize) -> Option<usize> {
    let first = word(text, at);
    let end = at + first.len();
    if first.len() < SHORTEST {
        return None;
    }
    if one_of(ORDINALS, first) {
        return Some(end);
    }
    let second = word(text, end + 1);
    let joined = matches!(text.get(end), Some(b' ' | b'-')) && one_of(&TENS[..2], first);
    (joined && one_of(&ORDINALS[..9], second)).then_some(end + 1 + second.len())
}

/// The same, ending at `end`: where it starts.
pub(super) fn ordinal_back(text: &[u8], end: usize) -> Option<usize> {
    let last = word_back(text, end);
    let start = end - last.len();
    if last.len() < SHORTEST || !one_of(ORDINALS, last) {
        return None;
    }
    let tens = start.checked_sub(1).filter(|&at| matches!(text[at], b' ' | b'-')).map(|at| (at, word_back(text, at)));
    match tens {
        Some((at, tens)) if one_of(&TENS[..2], tens) => Some(at - tens.len()),
        _ => Some(start),
    }
}

/// "twenty twenty-four", "nineteen fifty-seven", "two thousand and three" at `at`: where it ends.
pub(super) fn year(text: &[u8], at: usize) -> Option<usize> {
    let first = word(text, at);
    let mut from = blanks(text, at + first.len());
    let thousand = word(text, from);
    let two_thousand = first.eq_ignore_ascii_case(b"two") && thousand.eq_ignore_ascii_case(b"thousand");
    if two_thousand {
        let end = from + thousand.len();
        from = blanks(text, end);
        let and = word(text, from);
        if and.eq_ignore_ascii_case(b"and") {
            from = blanks(text, from + and.len());
        }
        return Some(below_100(text, from).unwrap_or(end));
    }
    one_of(&[b"nineteen", b"twenty"], first).then(|| below_100(text, from)).flatten()
}

/// "fifty-seven", "twelve", "oh five" at `at`: where it ends.
fn below_100(text: &[u8], at: usize) -> Option<usize> {
    let first = word(text, at);
    let end = at + first.len();
    let second = word(text, end + 1);
    let joined = matches!(text.get(end), Some(b' ' | b'-')) && one_of(&NUMBERS[..9], second);
    if one_of(TENS, first) {
        return Some(if joined { end + 1 + second.len() } else { end });
    }
    if one_of(&[b"oh", b"o"], first) {
        return joined.then_some(end + 1 + second.len());
    }
    one_of(NUMBERS, first).then_some(end)
}
