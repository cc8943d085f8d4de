//! What a finding of the model must be besides likely.

use super::token::{Kind, Token};
use crate::Label;
use std::ops::Range;

/// False for what the label's rule excludes: an age under 90 (45 CFR 164.514(b)(2)(i)(C) names those over 89), a year as a place,
/// numbers alone as a person or an institution.
pub(crate) fn may_be(label: Label, text: &[u8], tokens: &[Token]) -> bool {
    let number = |token: &Token| {
        let digits = token.bytes(text).iter().take(9);
        digits.fold(0, |sum, digit| sum * 10 + u32::from(super::misread::digit(*digit).unwrap_or(0)))
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

/// Names, places and institutions end at a gap so wide: there a column does.
const COLUMN: u8 = 3;

/// The findings in what the model took for one. Columns are taken apart and so are lists of people, and the full stop of an initial
/// belongs to a name (`Garcia, L.`), but not that behind a spelled one (`L E E.`).
pub(crate) fn parts(label: Label, tokens: &[Token], found: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let list = label == Label::Name && is_list(&tokens[found.clone()]);
    let written = matches!(label, Label::Name | Label::Location | Label::Org);
    let ends = move |at: usize| list && tokens[at].is_sign(b',') || written && tokens[at].gap == COLUMN;
    let mut next = found.start;
    std::iter::from_fn(move || {
        let start = (next..found.end).find(|at| !list || tokens[*at].kind == Kind::Word)?;
        next = (start + 1..found.end).find(|at| ends(*at)).unwrap_or(found.end);
        Some(start..if label == Label::Name { end_of_name(tokens, start..next) } else { next })
    })
}

/// Does a comma part people (`Ann, Ben, Cy`, `Mary, Tom`) and not a surname from a given name (`Day, Ann`)? More than one does,
/// and one between words that are more likely so as names (of 250 such names in the documents two of three).
fn is_list(name: &[Token]) -> bool {
    let mut commas = (0..name.len()).filter(|at| name[*at].is_sign(b','));
    let (Some(comma), second) = (commas.next(), commas.next()) else { return false };
    let is_word = |token: &&Token| token.kind == Kind::Word;
    let before = name[..comma].iter().rfind(is_word).map(|token| token.entry);
    let behind = name[comma..].iter().find(is_word).map(|token| token.entry);
    let swapped = before
        .zip(behind)
        .is_some_and(|(before, behind)| before.surname() + behind.given() < before.given() + behind.surname());
    second.is_some() || swapped
}

fn end_of_name(tokens: &[Token], name: Range<usize>) -> usize {
    let is_letter = |at: usize| tokens[at].kind == Kind::Word && tokens[at].is_single();
    let spelled = name.len() > 1 && is_letter(name.end - 2);
    let stop = tokens.get(name.end).is_some_and(|token| token.is_sign(b'.') && !token.is_spaced());
    name.end + usize::from(stop && is_letter(name.end - 1) && !spelled)
}

#[cfg(test)]
mod tests {
    use super::super::{lexicon::Lexicon, token};
    use super::*;

    /// The parts of the tokens of `text` at `name`.
    fn of(text: &str, name: Range<usize>) -> Vec<&str> {
        let mut tokens = Vec::new();
        token::tokens(text.as_bytes(), &Lexicon::builtin(), &mut token::Words::default(), &mut tokens);
        let bytes = |part: Range<usize>| tokens[part.start].start as usize..tokens[part.end - 1].end as usize;
        parts(Label::Name, &tokens, name).map(|part| &text[bytes(part)]).collect()
    }

    #[test]
    fn lists_of_people_are_taken_apart() {
        assert_eq!(of("Day, Ann", 0..3), ["Day, Ann"]);
        assert_eq!(of("Ann, Tom Day", 0..4), ["Ann", "Tom Day"]);
        assert_eq!(of("Ann, Ben Roe, Cy", 0..6), ["Ann", "Ben Roe", "Cy"]);
        assert_eq!(of("Day, Ann    Roe  Cy", 0..5), ["Day, Ann", "Roe  Cy"]);
    }

    #[test]
    fn a_name_ends_with_the_stop_of_its_initial() {
        assert_eq!(of("Garcia, L. x", 0..3), ["Garcia, L."]);
        assert_eq!(of("L E E. x", 0..3), ["L E E"]);
    }
}
