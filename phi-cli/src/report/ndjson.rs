//! One JSON object a finding.

use super::{FileReport, Reason, Report, Summary};
use crate::failure::{Failure, note};
use crate::output;
use phi_core::Scanner;
use serde::Serialize;
use std::io::{BufWriter, StdoutLock, Write};

pub(crate) struct Ndjson {
    out: BufWriter<StdoutLock<'static>>,
    quiet: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    label: &'static str,
    detector: &'a str,
    score: f64,
    evidence: Vec<Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_count: Option<usize>,
}

impl Ndjson {
    pub(crate) fn new(quiet: bool) -> Self {
        Ndjson { out: output::stdout(), quiet }
    }
}

impl Report for Ndjson {
    fn file(&mut self, report: FileReport) -> Result<(), Failure> {
        for row in &report.rows {
            let line = Line {
                path: &report.path,
                line: row.start.0,
                column: row.start.1,
                start: row.offsets.start,
                end: row.offsets.end,
                label: row.label.name(),
                detector: &row.detector,
                score: super::probability(row.score),
                evidence: super::reasons(&row.evidence),
                value: row.value.as_deref(),
                baseline_count: row.baseline,
            };
            super::json_line(&mut self.out, &line)?;
        }
        Ok(self.out.flush()?)
    }

    fn end(&mut self, summary: &Summary, _: &Scanner) -> Result<(), Failure> {
        if !self.quiet {
            short_summary(summary);
        }
        Ok(())
    }
}

/// On standard error: standard output is for the machine.
pub(super) fn short_summary(summary: &Summary) {
    let parts = [summary.headline(), super::by_label(&summary.labels), summary.left_out()];
    let said: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    note(&said.join(" · "));
}
