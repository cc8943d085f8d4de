//! `phi detectors`

use crate::arguments::Listing;
use crate::failure::{Failure, Verdict};
use crate::output;
use crate::report::{BOLD, DIM, LABEL, counted, json_line};
use crate::selection::Choice;
use clap::Args;
use phi_core::{Detector, ErrorCode};
use serde::Serialize;
use std::io::Write;

/// List the detectors, or show one
///
/// A detector is one way to recognise one kind of identifier. Letters are those of the Safe Harbor list, 45 CFR
/// 164.514(b)(2)(i). A strong shape is enough alone, a weak one needs a cue word.
#[derive(Args, Debug)]
#[command(after_help = "Exit code: 0 done, 2 error.")]
pub(crate) struct Arguments {
    /// Show these in full
    #[arg(value_name = "DETECTOR")]
    ids: Vec<String>,
    /// How they are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output: Listing,
    #[command(flatten)]
    choice: Choice,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: &'a str,
    /// Null for a decoy.
    label: Option<&'static str>,
    region: &'a str,
    strength: &'static str,
    safe_harbor: Option<char>,
    references: &'a [String],
    validator: Option<&'a str>,
    on: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let scanner = arguments.choice.scanner()?;
    let labels = arguments.choice.labels()?;
    let mut rows: Vec<(&Detector, bool)> = scanner
        .detectors()
        .filter(|(detector, _)| labels.is_empty() || detector.label().is_some_and(|label| labels.contains(&label)))
        .filter(|(detector, _)| arguments.ids.is_empty() || arguments.ids.iter().any(|id| id == detector.id()))
        .collect();
    if let Some(id) = arguments.ids.iter().find(|id| !rows.iter().any(|(detector, _)| detector.id() == id.as_str())) {
        let what = format!("no such detector; `phi detectors` lists them [phi-{}]", ErrorCode::UnknownDetector as u16);
        return Err(Failure::at(id, what));
    }
    // Decoys last: they are never reported.
    let number = |detector: &Detector| detector.label().map_or(u8::MAX, |label| label.number());
    rows.sort_by_key(|(detector, _)| (number(detector), detector.region(), detector.id()));
    match (arguments.output, arguments.ids.is_empty()) {
        (Listing::Ndjson, _) => ndjson(&rows)?,
        (Listing::Human, true) => table(&rows)?,
        (Listing::Human, false) => in_full(&rows)?,
    }
    Ok(Verdict::Clean)
}

fn label(detector: &Detector) -> &'static str {
    detector.label().map_or("-", |label| label.name())
}

fn letter(detector: &Detector) -> String {
    detector.safe_harbor().map_or_else(|| "-".to_owned(), String::from)
}

fn ndjson(rows: &[(&Detector, bool)]) -> Result<(), Failure> {
    let mut out = output::stdout();
    for (detector, on) in rows {
        let line = Line {
            id: detector.id(),
            title: detector.title(),
            label: detector.label().map(|label| label.name()),
            region: detector.region(),
            strength: detector.strength().name(),
            safe_harbor: detector.safe_harbor(),
            references: detector.references(),
            validator: Some(detector.validator()).filter(|name| !name.is_empty()),
            on: *on,
        };
        json_line(&mut out, &line)?;
    }
    Ok(out.flush()?)
}

fn table(rows: &[(&Detector, bool)]) -> Result<(), Failure> {
    let mut out = output::styled_stdout();
    let width = |name: &str, of: fn(&Detector) -> &str| {
        rows.iter().map(|(detector, _)| of(detector).len()).chain([name.len()]).max().unwrap_or(0)
    };
    let id_width = width("DETECTOR", Detector::id);
    let label_width = width("LABEL", |detector| label(detector));
    writeln!(
        out,
        "{BOLD}{:label_width$}  {:id_width$}  REGION  STRENGTH  HIPAA  ON   TITLE{BOLD:#}",
        "LABEL", "DETECTOR"
    )?;
    for (detector, on) in rows {
        let (id, title, region, letter) = (detector.id(), detector.title(), detector.region(), letter(detector));
        let (label, strength) = (label(detector), detector.strength().name());
        if *on {
            write!(
                out,
                "{LABEL}{label:label_width$}{LABEL:#}  {id:id_width$}  {region:6}  {strength:8}  {letter:5}  "
            )?;
            writeln!(out, "yes  {title}")?;
        } else {
            write!(out, "{DIM}{label:label_width$}  {id:id_width$}  {region:6}  {strength:8}  {letter:5}  ")?;
            writeln!(out, "no   {title}{DIM:#}")?;
        }
    }
    let on = rows.iter().filter(|(_, on)| *on).count();
    writeln!(out, "{DIM}{}, {on} on{DIM:#}", counted(rows.len(), "detector"))?;
    Ok(out.flush()?)
}

fn in_full(rows: &[(&Detector, bool)]) -> Result<(), Failure> {
    let mut out = output::styled_stdout();
    for (at, (detector, on)) in rows.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{BOLD}{}{BOLD:#}  {}", detector.id(), detector.title())?;
        let mut line = |name: &str, value: &str| match value.is_empty() {
            true => Ok(()),
            false => writeln!(out, "  {DIM}{name:11}{DIM:#}  {value}"),
        };
        match detector.label() {
            None => line("label", "none: a decoy, never reported; it keeps others off its span")?,
            Some(label) => {
                line("label", &format!("{label}: {}", label.description()))?;
                line("i2b2", label.i2b2())?;
                line("Presidio", label.presidio())?;
            }
        }
        match detector.safe_harbor() {
            None => line("Safe Harbor", "no identifier of 45 CFR 164.514(b)(2)(i)")?,
            Some(letter) => line("Safe Harbor", &format!("45 CFR 164.514(b)(2)(i)({letter})"))?,
        }
        line("region", detector.region())?;
        line("strength", detector.strength().name())?;
        line("validator", detector.validator())?;
        line("surrogate", detector.surrogate())?;
        line("on", if *on { "yes" } else { "no" })?;
        for (at, reference) in detector.references().iter().enumerate() {
            line(if at == 0 { "references" } else { "" }, reference)?;
        }
    }
    Ok(out.flush()?)
}
