//! The cases: a name, a text, and the limit that holds for it.

use crate::text::{dense, log, prose, spanish, worst};

/// What kind of text it is; the limit follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Hardly any identifiers.
    Prose,
    /// Identifiers everywhere.
    Dense,
    /// Made to be slow.
    Worst,
}

impl Kind {
    /// A scan takes at most this many times as long as copying the text does.
    pub const fn limit(self) -> f64 {
        match self {
            Kind::Prose => 10.0,
            Kind::Dense => 25.0,
            Kind::Worst => 500.0,
        }
    }
}

/// One text.
#[derive(Clone, Copy)]
pub struct Case {
    /// As it stands in the records.
    pub name: &'static str,
    /// What its limit is.
    pub kind: Kind,
    /// Every region's detectors are on, not only the standard ones.
    pub everywhere: bool,
    text: Text,
}

#[derive(Clone, Copy)]
enum Text {
    Made(fn(usize) -> Vec<u8>),
    Repeated(&'static str),
}

impl Case {
    /// The text, the same each time.
    pub fn text(&self, size: usize) -> Vec<u8> {
        match self.text {
            Text::Made(make) => make(size),
            Text::Repeated(unit) => worst::repeat(unit, size),
        }
    }
}

/// Every case, in the order of the records.
pub fn all() -> Vec<Case> {
    use Kind::{Dense, Prose, Worst};
    let made = [
        made("prose", Prose, false, prose::prose),
        made("prose-all-regions", Prose, true, prose::prose),
        made("capitals", Dense, false, prose::capitals),
        made("spanish", Dense, false, spanish::spanish),
        made("log", Dense, false, log::log),
        made("dense", Dense, false, dense::dense),
        made("dense-all-regions", Dense, true, dense::dense),
        made("random-bytes", Worst, true, worst::random_bytes),
        made("random-ascii", Worst, true, worst::random_ascii),
        made("random-numbers", Worst, true, worst::random_numbers),
        made("brackets", Worst, true, worst::brackets),
        made("far-labels", Worst, true, worst::far_labels),
        made("long-tokens", Worst, true, worst::long_tokens),
    ];
    let repeated = worst::REPEATED.iter().map(|(name, unit)| Case {
        name,
        kind: Worst,
        everywhere: true,
        text: Text::Repeated(unit),
    });
    made.into_iter().chain(repeated).collect()
}

fn made(name: &'static str, kind: Kind, everywhere: bool, make: fn(usize) -> Vec<u8>) -> Case {
    Case { name, kind, everywhere, text: Text::Made(make) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_and_sizes_are_kept() {
        let cases = all();
        for (at, case) in cases.iter().enumerate() {
            assert!(cases[..at].iter().all(|other| other.name != case.name), "{}", case.name);
            let text = case.text(10_000);
            assert!((9_997..=10_000).contains(&text.len()), "{}", case.name);
            assert!(text == case.text(10_000), "{}", case.name);
        }
    }
}
