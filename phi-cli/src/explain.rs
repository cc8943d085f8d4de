//! `phi explain`

use crate::arguments::{Listing, Unit};
use crate::failure::{Failure, Verdict};
use crate::inputs::{read_one, shown};
use crate::lines::{Lines, byte_of};
use crate::output;
use crate::report::{self, BOLD, DIM, LABEL, Reason, VALUE, score_style};
use crate::selection::Selection;
use anstyle::{AnsiColor, Style};
use clap::Args;
use phi_core::{Explained, OffsetUnit, Offsets, Outcome};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// Say why something at one place was found, or was not
///
/// Lists every candidate that covers the place, the best first: its evidence with weights (log-odds; they add up to the
/// score), and what became of it.
#[derive(Args, Debug)]
#[command(after_help = "\
Offsets count from 0, lines and columns from 1, columns in code points.
Exit code: 0 done, 2 error.")]
pub(crate) struct Arguments {
    /// The file; `-`: standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// The place, as an offset
    #[arg(long, value_name = "N", required_unless_present = "line", conflicts_with_all = ["line", "column"])]
    at: Option<usize>,
    /// The place, as a line …
    #[arg(long, value_name = "L")]
    line: Option<usize>,
    /// … and a column
    #[arg(long, value_name = "C", requires = "line", default_value_t = 1)]
    column: usize,
    /// What offsets count
    #[arg(long, value_enum, default_value_t = Unit::Bytes, value_name = "UNIT")]
    offsets: Unit,
    /// How the candidates are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output: Listing,
    /// Show the values
    #[arg(long)]
    reveal: bool,
    #[command(flatten)]
    selection: Selection,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    start: usize,
    end: usize,
    /// Null for a decoy.
    label: Option<&'static str>,
    detector: &'a str,
    score: f64,
    outcome: &'static str,
    evidence: Vec<Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let scanner = arguments.selection.scanner()?;
    let raw = read_one(&arguments.path)?;
    let unit = OffsetUnit::from(arguments.offsets);
    let path = shown(&arguments.path);
    let lines = Lines::new(&raw);
    let byte = match (arguments.at, arguments.line) {
        (Some(at), _) => byte_of(&raw, unit, at),
        (None, line) => lines.byte(line.unwrap_or(1), arguments.column),
    };
    let Some(byte) = byte.filter(|byte| *byte < raw.len()) else {
        return Err(Failure::at(path, "the file ends before this place"));
    };
    let candidates = scanner.explain(&raw, byte).candidates;
    let mut offsets = Offsets::new(&raw, unit);
    let value = |candidate: &Explained| {
        arguments.reveal.then(|| String::from_utf8_lossy(&raw[candidate.span.range()]).into_owned())
    };
    if arguments.output == Listing::Ndjson {
        let mut out = output::stdout();
        for candidate in &candidates {
            let range = offsets.span(candidate.span);
            let line = Line {
                path: &path,
                start: range.start,
                end: range.end,
                label: candidate.label.map(|label| label.name()),
                detector: &candidate.detector,
                score: report::probability(candidate.score),
                outcome: candidate.outcome.name(),
                evidence: report::reasons(&candidate.evidence),
                value: value(candidate),
            };
            report::json_line(&mut out, &line)?;
        }
        out.flush()?;
        return Ok(Verdict::Clean);
    }
    let mut out = output::styled_stdout();
    let (line, column) = lines.places().at(byte);
    let count = match candidates.len() {
        0 => "nothing here looks like an identifier to the detectors that are on".to_owned(),
        some => report::counted(some, "candidate"),
    };
    writeln!(out, "{BOLD}{path}:{line}:{column}{BOLD:#}  {count}")?;
    for candidate in &candidates {
        let outcome = match candidate.outcome {
            Outcome::Kept => AnsiColor::Green.on_default().bold(),
            _ => Style::new(),
        };
        let label = candidate.label.map_or("-", |label| label.name());
        let (score, style) = (candidate.score, score_style(candidate.score));
        let range = offsets.span(candidate.span);
        writeln!(out)?;
        write!(out, "{LABEL}{label}{LABEL:#}  {}  {style}{:.3}{style:#}", candidate.detector, score.probability())?;
        if let Some(value) = value(candidate) {
            write!(out, "  {VALUE}{value:?}{VALUE:#}")?;
        }
        writeln!(
            out,
            "  {outcome}{}{outcome:#}  {DIM}{}..{}{DIM:#}",
            candidate.outcome.name(),
            range.start,
            range.end
        )?;
        for evidence in &candidate.evidence {
            writeln!(out, "  {:+6.2}  {}", f64::from(evidence.weight) / 100.0, evidence.kind.name())?;
        }
        writeln!(out, "  {DIM}{:+6.2}  sum of the evidence{DIM:#}", f64::from(score.log_odds()) / 100.0)?;
    }
    out.flush()?;
    Ok(Verdict::Clean)
}
