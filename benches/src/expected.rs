//! How many findings each case has: a fast wrong answer is no answer.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The folder of the records.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("record")
}

/// Findings by case and size, from `record/expected.csv`.
#[derive(Default)]
pub struct Expected(BTreeMap<(String, usize), usize>);

impl Expected {
    /// Reads the file; a line that is none is skipped, an absent file is empty.
    pub fn read() -> Self {
        let text = std::fs::read_to_string(folder().join("expected.csv")).unwrap_or_default();
        let row = |line: &str| {
            let mut cells = line.split(',');
            let (case, bytes, findings) = (cells.next()?, cells.next()?, cells.next()?);
            Some(((case.to_owned(), bytes.parse().ok()?), findings.parse().ok()?))
        };
        Expected(text.lines().filter_map(row).collect())
    }

    /// The number, if one was accepted.
    pub fn get(&self, case: &str, bytes: usize) -> Option<usize> {
        self.0.get(&(case.to_owned(), bytes)).copied()
    }

    /// Notes a number.
    pub fn set(&mut self, case: &str, bytes: usize, findings: usize) {
        self.0.insert((case.to_owned(), bytes), findings);
    }

    /// Writes the file.
    ///
    /// # Errors
    /// What writing reports.
    pub fn write(&self) -> std::io::Result<()> {
        let rows: String =
            self.0.iter().map(|((case, bytes), findings)| format!("{case},{bytes},{findings}\n")).collect();
        std::fs::write(folder().join("expected.csv"), format!("case,bytes,findings\n{rows}"))
    }
}
