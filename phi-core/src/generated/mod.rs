//! Written by `cargo xtask generate`, but for this list of what there is.

pub(crate) mod fold;
pub(crate) mod labels;

/// All of `detectors/`, compiled.
pub(crate) static BUILTIN: &[u8] = include_bytes!("builtin.phipack");
