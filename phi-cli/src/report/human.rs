//! For people.

use super::{FileReport, Report, Summary};
use crate::failure::Failure;
use crate::output;
use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use phi_core::{Evidence, Scanner, Score};
use std::io::{BufWriter, StdoutLock, Write};

pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const LABEL: Style = AnsiColor::Yellow.on_default().bold();
const PATH: Style = AnsiColor::Magenta.on_default();
const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(crate) const VALUE: Style = AnsiColor::Red.on_default();

pub(crate) struct Human {
    out: BufWriter<AutoStream<StdoutLock<'static>>>,
    quiet: bool,
    any: bool,
}

impl Human {
    pub(crate) fn new(quiet: bool) -> Self {
        Human { out: output::styled_stdout(), quiet, any: false }
    }
}

/// Sure, likely, or only just.
pub(crate) fn score_style(score: Score) -> Style {
    match score.thousandths() {
        900.. => AnsiColor::Green.on_default(),
        700.. => AnsiColor::Cyan.on_default(),
        _ => Style::new(),
    }
}

/// `cue, validated`; what speaks against it with a minus.
fn reasons(evidence: &[Evidence]) -> String {
    let named = evidence.iter().map(|e| format!("{}{}", if e.weight < 0 { "-" } else { "" }, e.kind.name()));
    named.collect::<Vec<_>>().join(", ")
}

fn width<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}

impl Report for Human {
    fn file(&mut self, report: FileReport) -> Result<(), Failure> {
        self.any |= !report.rows.is_empty();
        let places: Vec<String> = report.rows.iter().map(|row| format!("{}:{}", row.start.0, row.start.1)).collect();
        let place_width = width(places.iter().map(String::as_str));
        let label_width = width(report.rows.iter().map(|row| row.label.name()));
        let detector_width = width(report.rows.iter().map(|row| row.detector.as_str()));
        for (row, place) in report.rows.iter().zip(&places) {
            let (path, label, detector) = (&report.path, row.label, &row.detector);
            let score = score_style(row.score);
            write!(
                self.out,
                "{PATH}{path}{PATH:#}{DIM}:{DIM:#}{place:place_width$}  {LABEL}{label:label_width$}{LABEL:#}"
            )?;
            write!(self.out, "  {detector:detector_width$}  {score}{:.3}{score:#}", row.score.probability())?;
            if let Some(value) = &row.value {
                write!(self.out, "  {VALUE}{value:?}{VALUE:#}")?;
            }
            writeln!(self.out, "  {DIM}{}{DIM:#}", reasons(&row.evidence))?;
        }
        for (label, detector, now, recorded) in surplus(&report) {
            let path = &report.path;
            writeln!(
                self.out,
                "{PATH}{path}{PATH:#}{DIM}: {label} by {detector}: {now} now, {recorded} in the baseline; \
                 which are new cannot be told{DIM:#}"
            )?;
        }
        Ok(self.out.flush()?)
    }

    fn end(&mut self, summary: &Summary, _: &Scanner) -> Result<(), Failure> {
        if self.quiet {
            return Ok(());
        }
        if self.any {
            writeln!(self.out)?;
        }
        let style = if summary.findings() == 0 { GOOD } else { BOLD };
        writeln!(self.out, "{style}{}{style:#}", summary.headline())?;
        let mut labels: Vec<_> = summary.labels.iter().collect();
        labels.sort_by_key(|(label, count)| (std::cmp::Reverse(**count), **label));
        let label_width = width(labels.iter().map(|(label, _)| label.name()));
        let count_width = labels.first().map_or(0, |(_, count)| count.to_string().len());
        for (label, count) in labels {
            let text = label.description();
            writeln!(self.out, "  {LABEL}{label:label_width$}{LABEL:#}  {count:count_width$}  {DIM}{text}{DIM:#}")?;
        }
        let left_out = summary.left_out();
        if !left_out.is_empty() {
            writeln!(self.out, "{DIM}{left_out}{DIM:#}")?;
        }
        Ok(self.out.flush()?)
    }
}

/// Kinds of which the file has more than the baseline: label, detector, count now and then.
fn surplus(report: &FileReport) -> Vec<(&'static str, &str, usize, usize)> {
    let mut kinds: Vec<(&'static str, &str, usize, usize)> = Vec::new();
    for row in &report.rows {
        let Some(recorded) = row.baseline else { continue };
        match kinds.iter_mut().find(|kind| (kind.0, kind.1) == (row.label.name(), row.detector.as_str())) {
            Some(kind) => kind.2 += 1,
            None => kinds.push((row.label.name(), &row.detector, 1, recorded)),
        }
    }
    kinds
}
