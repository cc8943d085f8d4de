//! Annotated documents: NDJSON, offsets in code points.

use crate::tree;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::path::Path;

/// A line of a corpus.
#[derive(Default, Deserialize, Serialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) genre: String,
    #[serde(default)]
    pub(crate) lang: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) spans: Vec<Gold>,
    #[serde(default)]
    pub(crate) traps: Vec<Trap>,
}

/// What looks like an identifier and is none.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Trap {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) why: String,
}

/// An identifier.
#[derive(Deserialize, Serialize)]
pub(crate) struct Gold {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: String,
}

/// All documents of a corpus.
pub(crate) fn read(path: &Path) -> Result<Vec<Document>, String> {
    let text = tree::read(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| serde_json::from_str(line).map_err(|error| format!("line {}: {error}", at + 1))).collect()
}

/// The words of a text, letters alone, in bytes.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(char::is_alphabetic)?;
        from = text[start..].find(|c: char| !c.is_alphabetic()).map_or(text.len(), |len| start + len);
        Some(start..from)
    })
}
