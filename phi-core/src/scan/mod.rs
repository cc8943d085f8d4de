//! From input to findings: the scanner, its builder and its reusable memory.

mod context;
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

/// What the fit of the model needs.
#[cfg(feature = "fit")]
pub(crate) mod fit {
    use super::{Scanner, names};
    use crate::Label;
    use std::ops::Range;

    /// Weights of a feature: for beginning anything, and for each label.
    pub const COLUMNS: usize = names::COLUMNS;
    /// States: outside, then begin and inside of each label.
    pub const STATES: usize = names::LABELS;
    /// The labels of the states. The last stands for all of [`KINDS`].
    pub const NAMED: [Label; names::NAMED.len()] = names::NAMED;
    /// Weights of one log-odds.
    pub const UNIT: i32 = names::UNIT;
    /// The labels that the kinds' weights tell apart.
    pub const KINDS: [Label; names::KINDS.len()] = names::KINDS;
    /// Features that these are told by.
    pub const KIND_BUCKETS: usize = names::KIND_BUCKETS;
    /// Bytes of a row of their weights.
    pub const KIND_ROW: usize = names::KIND_ROW;

    /// Which features have weights, and where.
    pub struct Plan(names::Plan);

    impl Plan {
        /// The first of `features` that there is room for in so many lines of seven rows.
        pub fn new(features: impl Iterator<Item = u32>, lines: usize) -> Self {
            Plan(names::Plan::new(features, lines))
        }

        /// How many rows there are.
        pub fn rows(&self) -> usize {
            self.0.len()
        }

        /// The row that is read for a feature.
        pub fn row(&self, feature: u32) -> Option<usize> {
            self.0.row(feature)
        }

        /// The table as the scanner reads it.
        pub fn table(&self, weights: &[[u8; COLUMNS]]) -> Vec<u8> {
            self.0.table(weights)
        }
    }

    /// May the second state follow the first?
    pub fn may_follow(from: usize, to: usize) -> bool {
        names::may_follow(from, to)
    }

    /// The bytes of a lexicon: phrases of one or two words, what is known of each, and its cluster.
    pub fn lexicon_table<'a>(entries: impl Iterator<Item = (&'a str, u16, u16)>) -> Vec<u8> {
        names::lexicon_table(entries)
    }

    /// The runs of tokens of a text that the chain reads: the bytes of each token, and its features.
    pub fn runs(scanner: &Scanner, text: &[u8]) -> Vec<Vec<(Range<usize>, Vec<u32>)>> {
        scanner.runs(text)
    }

    /// The features that tell which identifier a number is, of each of `numbers`, in bytes of the text; with its place there.
    pub fn kinds(scanner: &Scanner, text: &[u8], numbers: &[Range<usize>]) -> Vec<(usize, Vec<u32>)> {
        scanner.kinds(text, numbers)
    }
}
