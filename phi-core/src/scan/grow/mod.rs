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
