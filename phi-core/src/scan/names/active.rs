//! Which tokens the model is asked about: those that may be a part of an identifier at all.

use super::memory::{Memory, seen};
use super::token::{Kind, Token};
use super::words::{KIN, MONTH, NUMBER, TITLE};

/// Active tokens so far apart belong to one run.
const JOIN: usize = 2;

/// Marks the active ones. `small` says that the text has hardly a capital: names have none there either.
pub(crate) fn mark(tokens: &mut [Token], memory: &Memory, small: bool) {
    for at in 0..tokens.len() {
        tokens[at].active = match tokens[at].kind {
            _ if tokens[at].covered > 0 => false,
            Kind::Number => true,
            Kind::Word => tokens[at].is_capital() || may_be_name(tokens, at, memory, small) || is_piece(tokens, at),
            Kind::Sign | Kind::Line => false,
        };
    }
    join(tokens);
}

/// In small letters: a known name, a number in words, or what a title or kin announces.
fn may_be_name(tokens: &[Token], at: usize, memory: &Memory, small: bool) -> bool {
    let token = &tokens[at];
    let entry = token.entry;
    let name = entry.given().max(entry.surname());
    let announced = at > 0 && {
        let over_a_sign = usize::from(at > 1 && tokens[at - 1].kind == Kind::Sign);
        tokens[at - 1 - over_a_sign].is_in(TITLE | KIN)
    };
    let remembered = memory.of(token.hash) & (seen::TITLED | seen::DEGREED) != 0;
    announced
        || token.is_in(NUMBER | MONTH)
        || remembered
        || name > 2 && entry.word() == 0
        || small && (name > 0 || entry.place() > 0 || entry.institution() > 0)
}

/// A letter beside a letter or a number, or a part of `b4f2`.
fn is_piece(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let beside = |other: &Token, parted: bool| match other.kind {
        Kind::Number => !parted || token.is_single(),
        Kind::Word => token.is_single() && (other.is_single() || other.is_in(NUMBER)),
        Kind::Sign | Kind::Line => false,
    };
    at > 0 && beside(&tokens[at - 1], token.spaced) || tokens.get(at + 1).is_some_and(|next| beside(next, next.spaced))
}

/// What lies between active tokens is active too.
fn join(tokens: &mut [Token]) {
    let mut last: Option<usize> = None;
    for at in 0..tokens.len() {
        if !tokens[at].active {
            continue;
        }
        if let Some(last) = last.filter(|last| at - last <= JOIN + 1) {
            tokens[last + 1..at].iter_mut().filter(|t| t.covered == 0).for_each(|t| t.active = true);
        }
        last = Some(at);
    }
}
