//! What a finding of the model must be besides likely.

use super::token::{Kind, Token};
use crate::Label;
use std::ops::Range;

/// False for what the label's rule excludes: an age under 90 (45 CFR 164.514(b)(2)(i)(C) names those over 89), a year as a place,
/// numbers alone as a person or an institution.
pub(crate) fn may_be(label: Label, text: &[u8], tokens: &[Token]) -> bool {
    let number = |token: &Token| {
        let digits = token.bytes(text).iter().take(9);
        digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
    };
    let written = || tokens.iter().filter(|token| token.kind == Kind::Number);
    let words = tokens.iter().any(|token| token.kind == Kind::Word);
    match label {
        Label::Age => words || written().all(|age| (90..=130).contains(&number(age))),
        Label::Location => {
            words || written().any(|code| !(1900..2100).contains(&number(code)) || code.end - code.start != 4)
        }
        Label::Name | Label::Org => words,
        _ => true,
    }
}

/// A person, place or institution without a capital or a number, in a text of whose ten words `habit` have one.
pub(crate) fn is_small(label: Label, tokens: &[Token], habit: u32) -> bool {
    let plain = |token: &Token| token.kind != Kind::Number && !token.is_capital();
    matches!(label, Label::Name | Label::Location | Label::Org) && habit > 0 && tokens.iter().all(plain)
}

/// The end of a name whose last token is `name.end - 1`: the full stop of an initial belongs to it (`Garcia, L.`), but not that
/// behind a spelled name (`L E E.`).
pub(crate) fn end_of_name(tokens: &[Token], name: &Range<usize>) -> usize {
    let is_letter = |at: usize| tokens[at].kind == Kind::Word && tokens[at].is_single();
    let spelled = name.len() > 1 && is_letter(name.end - 2);
    let stop = tokens.get(name.end).is_some_and(|token| token.is_sign(b'.') && !token.is_spaced());
    name.end + usize::from(stop && is_letter(name.end - 1) && !spelled)
}
