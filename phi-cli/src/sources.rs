//! Detector files: where they are, and where in them something is wrong.

use crate::failure::{Failure, described};
use crate::inputs::shown;
use phi_core::{DetectorFile, Error};
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A detector, and the file it came from.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) file: DetectorFile,
}

impl Source {
    /// The line of the `at`-th row, from 0, of an array such as `accept`.
    pub(crate) fn line_of_row(&self, array: &str, at: usize) -> Option<usize> {
        let document = DeTable::parse(&self.text).ok()?;
        let offset = document.get_ref().get(array)?.get_ref().get(at)?.span().start;
        Some(line_at(&self.text, offset))
    }
}

/// Reads a detector file, or all of a folder, in the order of the paths; every bad one is reported, not only the first.
pub(crate) fn read(path: &Path) -> Result<Vec<Source>, Failure> {
    let (mut sources, mut troubles) = (Vec::new(), Vec::new());
    for path in files(path)? {
        match std::fs::read_to_string(&path) {
            Err(error) => troubles.push(format!("{}: {error}", shown(&path))),
            Ok(text) => match DetectorFile::parse(&text) {
                Err(error) => troubles.push(located(&path, &text, &error)),
                Ok(file) => sources.push(Source { path, text, file }),
            },
        }
    }
    match troubles.pop() {
        None => Ok(sources),
        Some(last) => {
            troubles.iter().for_each(|trouble| crate::failure::complain(trouble));
            Err(Failure::Message(last))
        }
    }
}

fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let data = path.metadata().map_err(|error| Failure::at(shown(path), error))?;
    if !data.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(path).standard_filters(false).build() {
        let entry = entry.map_err(|error| Failure::Message(error.to_string()))?;
        let is_toml = entry.path().extension().is_some_and(|extension| extension == "toml");
        if is_toml && entry.path().is_file() && entry.file_name() != "labels.toml" {
            files.push(entry.into_path());
        }
    }
    files.sort();
    match files.is_empty() {
        true => Err(Failure::at(shown(path), "no detector file (*.toml) is in this folder")),
        false => Ok(files),
    }
}

/// `file:line: what is wrong`.
fn located(path: &Path, text: &str, error: &Error) -> String {
    let message = described(error);
    // The parser's own errors come with their line; what is checked after it is found again by its field.
    if let Some(rest) = message.strip_prefix("line ")
        && let Some((line, rest)) = rest.split_once(": ")
    {
        return format!("{}:{line}: {rest}", shown(path));
    }
    match line_of(text, error.detail()) {
        Some(line) => format!("{}:{line}: {message}", shown(path)),
        None => format!("{}: {message}", shown(path)),
    }
}

/// The line of the field that a message of the library names.
fn line_of(text: &str, detail: &str) -> Option<usize> {
    let quoted = |before: &str| detail.split_once(before)?.1.split_once('`').map(|(name, _)| name);
    let document = DeTable::parse(text).ok()?;
    let field = quoted("field `")?;
    let top = document.get_ref();
    let offset = match quoted("pattern `") {
        Some(name) => {
            let rows = top.get("pattern")?.get_ref().as_array()?;
            let named = |row: &&Spanned<DeValue<'_>>| {
                row.get_ref().get("name").is_some_and(|value| value.get_ref().as_str() == Some(name))
            };
            let row = rows.iter().find(named)?;
            row.get_ref().get(field).unwrap_or(row).span().start
        }
        None => {
            let value = top.get(field)?;
            let number = detail.split_once(": number ").and_then(|(_, rest)| rest.split_once(' '));
            let row = number.and_then(|(number, _)| value.get_ref().get(number.parse::<usize>().ok()?.checked_sub(1)?));
            row.unwrap_or(value).span().start
        }
    };
    Some(line_at(text, offset))
}

fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset].iter().filter(|b| **b == b'\n').count() + 1
}
