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

pub(crate) use cue_filter::Letters;
pub(crate) use cues::{Before, Behind};
pub(crate) use pass::Candidate;

pub use explain::{Explained, Explanation, Outcome};
pub use grow::MAX_SPAN;
pub use scanner::{Scanner, ScannerBuilder, Scratch};

/// What the fit of the names model needs.
#[cfg(feature = "fit")]
pub(crate) mod fit {
    use super::names;
    /// How many labels the model tells apart.
    pub const NAMED: usize = names::NAMED.len();
    use std::ops::Range;

    /// How many features the model tells apart.
    pub const BUCKETS: usize = names::BUCKETS;
    /// Outside, then begin and inside of each label.
    pub const LABELS: usize = names::LABELS;
    /// Weights of a feature: for beginning anything, and for each label.
    pub const COLUMNS: usize = names::COLUMNS;
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
    pub fn labels() -> [&'static str; NAMED] {
        names::NAMED.map(crate::Label::name)
    }

    /// The runs of tokens of a text in which names are looked for: the bytes of each token, and its features.
    pub fn runs(scanner: &super::Scanner, text: &[u8]) -> Vec<Vec<(Range<usize>, Vec<u32>)>> {
        scanner.runs(text)
    }
}
