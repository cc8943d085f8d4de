//! Written by `cargo xtask generate`, but for this list of what there is.

pub(crate) mod fold;
#[rustfmt::skip]
pub(crate) mod labels;

/// All of `detectors/`, compiled.
pub(crate) static BUILTIN: &[u8] = include_bytes!("builtin.phipack");

/// All of `lexicons/`, as a table.
pub(crate) static LEXICON: &[u8] = include_bytes!("lexicon.bin");

/// The weights of the model, from `cargo xtask fit`.
pub(crate) static NAMES: &[u8] = include_bytes!("names.bin");
