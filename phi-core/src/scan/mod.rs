//! From input to findings: the scanner, its builder and its reusable memory.

mod cue_filter;
pub(crate) mod cue_hash;
mod cues;
mod explain;
mod fold;
pub(crate) mod grow;
mod judge;
mod keys;
mod lists;
mod map;
mod month;
pub(crate) mod names;
mod pass;
mod plan;
mod regions;
mod scanner;
mod simd;
mod window;

pub(crate) use cue_filter::look;
pub(crate) use cues::{Before, Behind};
pub(crate) use pass::Candidate;

pub use explain::{Explained, Explanation, Outcome};
pub use grow::MAX_SPAN;
pub use scanner::{Scanner, ScannerBuilder, Scratch};

/// What the fit of the names model needs.
#[cfg(feature = "fit")]
pub(crate) mod fit {
    use super::names;
    use std::ops::Range;

    /// How many features the model tells apart.
    pub const BUCKETS: usize = names::BUCKETS;
    /// Outside, then begin and inside of each label.
    pub const LABELS: usize = names::LABELS;
    /// Weights of one log-odds.
    pub const UNIT: i32 = names::UNIT;

    /// May the second label follow the first?
    pub fn may_follow(from: usize, to: usize) -> bool {
        names::may_follow(from, to)
    }

    /// The bytes of a lexicon: phrases of one or two words, and what is known of each.
    pub fn lexicon_table<'a>(entries: impl Iterator<Item = (&'a str, u32)>) -> Vec<u8> {
        names::lexicon_table(entries)
    }

    /// What the labels of the model are called, in the order of its states.
    pub fn labels() -> [&'static str; 3] {
        names::NAMED.map(crate::Label::name)
    }

    /// The names that a model with these weights finds in a text: their bytes, and which of the labels.
    pub fn named(scanner: &super::Scanner, text: &[u8], weights: &'static [u8]) -> Vec<(Range<usize>, usize)> {
        scanner.named(text, weights)
    }

    /// The runs of tokens of a text in which names are looked for: the bytes of each token, and its features.
    pub fn runs(scanner: &super::Scanner, text: &[u8]) -> Vec<Vec<(Range<usize>, Vec<u32>)>> {
        scanner.runs(text)
    }
}
