//! Growing: what a bounded pattern only begins, a function finishes.
//!
//! A detector's pattern names one, `grow = "jwt"`. It gets the text and the span that the automaton matched and
//! answers with the span of the identifier alone, or `None` when the rest is not there. It may look at what
//! stands around the span (an age wants its unit), and it reads at most [`MAX_SPAN`] bytes either way.

use std::ops::Range;

mod credential;
mod date;
mod email;
mod generic;
mod net;
mod pem;
mod phrase;
mod salesforce;
pub(crate) mod url;
mod walk;

/// No candidate is longer than this; it bounds the work done at any place in the text.
pub const MAX_SPAN: usize = 8192;

/// See the module.
pub(crate) type Grow = fn(&[u8], Range<usize>) -> Option<Range<usize>>;

const TABLES: &[&[(&str, Grow)]] = &[
    credential::GROWS,
    date::GROWS,
    email::GROWS,
    generic::GROWS,
    net::GROWS,
    pem::GROWS,
    phrase::GROWS,
    salesforce::GROWS,
    url::GROWS,
];

/// Resolves the name in a detector file.
pub(crate) fn find(name: &str) -> Option<Grow> {
    TABLES.iter().copied().flatten().find(|(known, _)| *known == name).map(|(_, grow)| *grow)
}

/// What a grow function needs to give any answer, that is cheaper to look for than words that may be cues. These have heads that
/// nearly every number has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wants {
    Nothing,
    /// A word directly before that says that a secret follows, see [`may_be_told`].
    Word,
    /// [`MANY`] digits with no letter between.
    Digits,
    /// As many letters and digits in a row as the row's `min` says.
    Run,
    /// What hides the digits in front, or the look of a passport's line, see [`may_be_odd`].
    Odd,
}

/// See [`Wants::Digits`].
pub(crate) const MANY: u32 = 7;

/// What the grow function of this name wants.
pub(crate) fn wants(name: &str) -> Wants {
    match name {
        "password" | "access-code" | "bearer" | "basic" => Wants::Word,
        "phone-national" => Wants::Digits,
        "vin" | "udi-iccbba" => Wants::Run,
        "ssn-masked" | "card-masked" | "passport-mrz" => Wants::Odd,
        _ => Wants::Nothing,
    }
}

/// False when the word directly before `at` is none of those that [`Wants::Word`] is about.
pub(crate) fn may_be_told(text: &[u8], at: usize) -> bool {
    // Only behind a blank it is plain where the value begins.
    !text[..at].ends_with(b" ") || walk::word_before(text, at).is_some_and(phrase::may_tell)
}

/// False when there is none of what [`Wants::Odd`] is about at `at`.
#[inline]
pub(crate) fn may_be_odd(text: &[u8], at: usize) -> bool {
    generic::may_be_masked(text, at) || generic::may_be_passport(text, at)
}

/// All names, for the generator's error message.
#[cfg(feature = "custom")]
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().copied().flatten().map(|(name, _)| *name)
}

/// Grows the first occurrence of `head` in `text`, as the unit tests of the modules do.
#[cfg(test)]
pub(crate) fn grown<'a>(grow: &str, text: &'a str, head: &str) -> Option<&'a str> {
    let start = text.find(head).expect("the head stands in the text");
    let span = find(grow).expect("a known grow")(text.as_bytes(), start..start + head.len())?;
    Some(&text[span])
}
