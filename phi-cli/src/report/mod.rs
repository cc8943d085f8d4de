//! What a scan tells, before it is written in one of three ways.

mod human;
mod ndjson;
mod sarif;

pub(crate) use human::{BOLD, DIM, Human, LABEL, VALUE, score_style};
pub(crate) use ndjson::Ndjson;
pub(crate) use sarif::Sarif;

use crate::failure::Failure;
use phi_core::{Evidence, Label, Scanner, Score, Span};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

/// One finding of one file.
pub(crate) struct Row {
    /// Bytes.
    pub(crate) span: Span,
    /// In the unit that was asked for.
    pub(crate) offsets: Range<usize>,
    /// In code points.
    pub(crate) characters: Range<usize>,
    /// Line and column from 1, the column in code points.
    pub(crate) start: (usize, usize),
    pub(crate) end: (usize, usize),
    pub(crate) label: Label,
    pub(crate) detector: String,
    pub(crate) score: Score,
    pub(crate) evidence: Vec<Evidence>,
    /// The text itself, only when it was asked for.
    pub(crate) value: Option<String>,
    /// How many of this kind the baseline has for the file, when there are more now.
    pub(crate) baseline: Option<usize>,
}

/// What was found in one file.
pub(crate) struct FileReport {
    pub(crate) path: String,
    pub(crate) rows: Vec<Row>,
    /// Findings that a comment leaves out.
    pub(crate) ignored: usize,
}

/// What was found in all of them.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) files: usize,
    pub(crate) files_with_findings: usize,
    pub(crate) labels: BTreeMap<Label, usize>,
    pub(crate) ignored: usize,
    pub(crate) in_baseline: usize,
    pub(crate) binary: usize,
    pub(crate) troubles: Vec<String>,
}

impl Summary {
    pub(crate) fn add(&mut self, report: &FileReport) {
        self.files += 1;
        self.files_with_findings += usize::from(!report.rows.is_empty());
        self.ignored += report.ignored;
        for row in &report.rows {
            *self.labels.entry(row.label).or_default() += 1;
        }
    }

    pub(crate) fn findings(&self) -> usize {
        self.labels.values().sum()
    }

    /// `3 findings in 2 of 14 files`.
    pub(crate) fn headline(&self) -> String {
        match (self.findings(), self.files) {
            (0, files) => format!("no findings in {}", counted(files, "file")),
            (some, 1) => format!("{} in 1 file", counted(some, "finding")),
            (some, files) => {
                format!("{} in {} of {files} files", counted(some, "finding"), self.files_with_findings)
            }
        }
    }

    /// What was left out; empty when nothing was.
    pub(crate) fn left_out(&self) -> String {
        let all = [
            (self.ignored, "ignored by a comment".to_owned()),
            (self.in_baseline, "in the baseline".to_owned()),
            (self.binary, format!("binary {} skipped", if self.binary == 1 { "file" } else { "files" })),
            (self.troubles.len(), "could not be read".to_owned()),
        ];
        let said = all.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        said.collect::<Vec<_>>().join(" · ")
    }
}

/// Writes what a scan tells.
pub(crate) trait Report {
    /// A file that was read, in the order of the paths.
    fn file(&mut self, report: FileReport) -> Result<(), Failure>;
    /// The end.
    fn end(&mut self, summary: &Summary, scanner: &Scanner) -> Result<(), Failure>;
}

/// `1 finding`, `2 findings`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Counts by label in one line: `SSN 2, MRN 1`.
pub(crate) fn by_label(labels: &BTreeMap<Label, usize>) -> String {
    labels.iter().map(|(label, count)| format!("{label} {count}")).collect::<Vec<_>>().join(", ")
}

/// A probability with its three digits.
pub(crate) fn probability(score: Score) -> f64 {
    f64::from(score.thousandths()) / 1000.0
}

/// A reason as JSON.
#[derive(Serialize)]
pub(crate) struct Reason {
    kind: &'static str,
    /// Log-odds.
    weight: f64,
}

pub(crate) fn reasons(evidence: &[Evidence]) -> Vec<Reason> {
    evidence.iter().map(|e| Reason { kind: e.kind.name(), weight: f64::from(e.weight) / 100.0 }).collect()
}

/// Writes an object and ends the line.
pub(crate) fn json_line(out: &mut impl Write, object: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, object).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}
