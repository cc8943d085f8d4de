//! What a finding of the model must be besides likely.

use super::token::{Kind, Token};
use crate::Label;

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
