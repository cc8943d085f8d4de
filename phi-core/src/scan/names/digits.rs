//! Rows of numbers.

use super::token::{Kind, Token, mix, shape};
use super::words::{MISREAD, MONTH, NUMBER};
use std::ops::Range;

/// Numbers, also spoken ones, and single letters that follow each other, with the signs between: a telephone number, a date,
/// a code.
#[derive(Default)]
pub(crate) struct Digits {
    pub(crate) tokens: Range<usize>,
    /// Hash of what it looks like.
    pub(crate) pattern: u32,
    /// How many numbers.
    pub(crate) numbers: u32,
    /// How many digits.
    pub(crate) length: u32,
}

/// Longer is not looked at as one.
const LONGEST: usize = 40;
/// So many tokens say what it looks like.
const PATTERN: usize = 14;
/// What a token counts as; of a number, and its digits.
const SPOKEN: u32 = 2;
const MONTHS: u32 = 3;
const LETTER: u32 = 4;
const PIECE: u32 = 5;
const WRITTEN: u32 = 10;
const SIGN: u32 = 30;

impl Digits {
    /// The row around `at`; empty when there is none.
    pub(crate) fn of(tokens: &[Token], at: usize) -> Digits {
        let class = |at: usize| class(tokens, at);
        if class(at) == 0 {
            return Digits { tokens: at..at, ..Digits::default() };
        }
        let back = (at.saturating_sub(LONGEST)..at).rev().take_while(|at| class(*at) > 0).count();
        let on = (at..tokens.len().min(at + LONGEST)).take_while(|at| class(*at) > 0).count();
        let (mut first, mut end) = (at - back, at + on);
        let sign = |at: usize| tokens[at].kind == Kind::Sign;
        while end > at + 1 && sign(end - 1) {
            end -= 1;
        }
        while first < at && sign(first) {
            first += 1;
        }
        let mut row = Digits { tokens: first..end, pattern: 7, numbers: 0, length: 0 };
        for (at, token) in (first..end).zip(&tokens[first..end]) {
            let class = class(at);
            if at < first + PATTERN {
                row.pattern = mix(row.pattern ^ class).wrapping_add(u32::from(token.is_spaced()));
            }
            let digits = match class {
                SPOKEN => 1,
                WRITTEN..SIGN => class - WRITTEN,
                _ => 0,
            };
            row.numbers += u32::from(digits > 0);
            row.length += digits;
        }
        row.length = row.length.min(24);
        row
    }
}

/// What a token is in a row; 0 for what does not belong to one.
fn class(tokens: &[Token], at: usize) -> u32 {
    let token = &tokens[at];
    let glued = |number: usize, second: usize| tokens[number].kind == Kind::Number && !tokens[second].is_spaced();
    match token.kind {
        _ if token.is_covered() => 0,
        Kind::Number => WRITTEN + u32::from(token.shape - shape::DIGITS),
        Kind::Word if token.is_in(NUMBER) => SPOKEN,
        Kind::Word if token.is_in(MONTH) => MONTHS,
        Kind::Word if token.is_in(MISREAD) => WRITTEN + token.end - token.start,
        Kind::Word if token.is_single() => LETTER,
        Kind::Word if at > 0 && glued(at - 1, at) || at + 1 < tokens.len() && glued(at + 1, at + 1) => PIECE,
        Kind::Sign if b"-./()+#_,".contains(&(token.hash as u8)) => SIGN + token.hash,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{lexicon::Lexicon, token};
    use super::*;

    fn row(text: &str, word: &str) -> (String, u32) {
        let mut tokens = Vec::new();
        token::tokens(text.as_bytes(), &Lexicon::builtin(), &mut token::Words::default(), &mut tokens);
        let at = tokens.iter().position(|t| t.bytes(text.as_bytes()) == word.as_bytes()).unwrap();
        let row = Digits::of(&tokens, at);
        let bytes = tokens[row.tokens.start].start as usize..tokens[row.tokens.end - 1].end as usize;
        (text[bytes].to_owned(), row.length)
    }

    #[test]
    fn a_row_is_numbers_and_what_joins_them() {
        assert_eq!(row("call (617) 555-0143. thanks", "555"), ("617) 555-0143".into(), 10));
        assert_eq!(row("at eight one two five from", "two"), ("eight one two five".into(), 4));
        assert_eq!(row("ref S24-1193 now", "1193"), ("S24-1193".into(), 7));
        assert_eq!(row("DOB O3.O8.l957. Note", "l957"), ("O3.O8.l957".into(), 8));
    }
}
