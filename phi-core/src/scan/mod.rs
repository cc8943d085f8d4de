//! From input to findings: the scanner, its builder and its reusable memory.

pub(crate) mod cue_hash;
mod cues;
mod explain;
mod fold;
pub(crate) mod grow;
mod keys;
mod lists;
mod month;
mod pass;
mod regions;
mod scanner;
mod simd;
mod window;

pub(crate) use cues::CueContext;
pub(crate) use pass::Candidate;

pub use explain::{Explained, Explanation, Outcome};
pub use grow::MAX_SPAN;
pub use scanner::{Scanner, ScannerBuilder, Scratch};
