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
