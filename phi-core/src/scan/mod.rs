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
    pub use super::names::{BUCKETS, LABELS, UNIT, lexicon_table, may_follow};
    use std::ops::Range;

    /// The runs of tokens of a text in which names are looked for: the bytes of each token, and its features.
    pub fn runs(scanner: &super::Scanner, text: &[u8]) -> Vec<Vec<(Range<usize>, Vec<u32>)>> {
        scanner.runs(text)
    }
}
