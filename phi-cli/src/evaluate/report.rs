//! What an evaluation tells, and how machines read it.

use super::document::{CodePoints, Document, Mark};
use super::figures::{DRAWS, Figures, LabelFigures, Sample};
use super::read::Format;
use super::score::{Counts, Outcome, Scored, Tally};
use crate::failure::Failure;
use crate::output;
use crate::report::json_line;
use phi_core::Span;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

#[derive(Serialize)]
pub(super) struct Report {
    pub(super) corpus: String,
    pub(super) format: Format,
    pub(super) version: &'static str,
    /// Corpora drawn for the intervals.
    pub(super) draws: u64,
    #[serde(rename = "total")]
    pub(super) figures: Figures,
    pub(super) labels: Vec<LabelFigures>,
    pub(super) genres: Vec<Genre>,
    /// Names that are no label of ours, and how often they came.
    pub(super) unscored: BTreeMap<String, usize>,
    pub(super) documents: Vec<Row>,
    #[serde(skip)]
    pub(super) total: Tally,
}

#[derive(Serialize)]
pub(super) struct Genre {
    pub(super) genre: String,
    #[serde(flatten)]
    pub(super) figures: Figures,
}

/// One document.
#[derive(Serialize)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) genre: String,
    /// Tokens.
    pub(super) right: u32,
    pub(super) wrong: u32,
    pub(super) missed: u32,
    findings: Vec<Finding>,
    pub(super) errors: Vec<Error>,
}

/// As another evaluation reads it, in code points.
#[derive(Serialize)]
struct Finding {
    start: usize,
    end: usize,
    label: &'static str,
}

/// A mark that was not found as it is, or a finding that is none.
#[derive(Serialize)]
pub(super) struct Error {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: &'static str,
    pub(super) outcome: &'static str,
    /// The label that it was found as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) found: Option<&'static str>,
    /// With what stands around it, only when it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<[String; 3]>,
}

/// Code points before and behind an error that are shown with it.
const AROUND: usize = 32;

impl Report {
    pub(super) fn new(
        corpus: String,
        format: Format,
        unscored: BTreeMap<String, usize>,
        documents: &[Document],
        scored: &[Scored],
        reveal: bool,
    ) -> Report {
        let tallies: Vec<&Tally> = scored.iter().map(|scored| &scored.tally).collect();
        let sample = Sample::of(&tallies);
        let mut genres: BTreeMap<&str, Vec<&Tally>> = BTreeMap::new();
        for (document, scored) in documents.iter().zip(scored) {
            genres.entry(&document.genre).or_default().push(&scored.tally);
        }
        let genre = |(genre, tallies): (&str, Vec<&Tally>)| Genre {
            genre: genre.to_owned(),
            figures: Sample::of(&tallies).figures(),
        };
        Report {
            corpus,
            format,
            version: env!("CARGO_PKG_VERSION"),
            draws: DRAWS,
            figures: sample.figures(),
            labels: sample.labels(),
            genres: genres.into_iter().map(genre).collect(),
            unscored,
            documents: documents
                .iter()
                .zip(scored)
                .map(|(document, scored)| Row::new(document, scored, reveal))
                .collect(),
            total: sample.total,
        }
    }

    /// Documents with errors, those with the most wrong and missed tokens first.
    pub(super) fn worst(&self, count: usize) -> Vec<(usize, &Row)> {
        let mut rows: Vec<(usize, &Row)> = self.documents.iter().enumerate().collect();
        rows.retain(|(_, row)| !row.errors.is_empty());
        rows.sort_by_key(|(_, row)| std::cmp::Reverse((row.wrong + row.missed, row.errors.len())));
        rows.truncate(count);
        rows
    }

    /// All in one object.
    pub(super) fn json(&self) -> Result<(), Failure> {
        let mut out = output::stdout();
        serde_json::to_writer_pretty(&mut out, self).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(out.flush()?)
    }

    /// An object a line, told apart by `kind`.
    pub(super) fn ndjson(&self) -> Result<(), Failure> {
        let mut out = output::stdout();
        json_line(&mut out, &Line { kind: "all", row: &self.figures })?;
        self.labels.iter().try_for_each(|row| json_line(&mut out, &Line { kind: "label", row }))?;
        self.genres.iter().try_for_each(|row| json_line(&mut out, &Line { kind: "genre", row }))?;
        self.documents.iter().try_for_each(|row| json_line(&mut out, &Line { kind: "document", row }))?;
        Ok(out.flush()?)
    }
}

#[derive(Serialize)]
struct Line<'a, T> {
    kind: &'static str,
    #[serde(flatten)]
    row: &'a T,
}

impl Row {
    fn new(document: &Document, scored: &Scored, reveal: bool) -> Row {
        let points = CodePoints::new(&document.text);
        let Counts { right, wrong, missed } = scored.tally.all.token;
        let finding = |mark: &Mark| {
            let Span { start, end } = points.of(mark.span);
            Finding { start, end, label: mark.label.name() }
        };
        let errors = scored.outcomes.iter().filter(|(_, outcome)| *outcome != Outcome::Right);
        let error = |(mark, outcome): &(Mark, Outcome)| {
            let Span { start, end } = points.of(mark.span);
            Error {
                start,
                end,
                label: mark.label.name(),
                outcome: outcome.name(),
                found: if let Outcome::Mislabelled(label) = outcome { Some(label.name()) } else { None },
                text: reveal.then(|| around(document, &points, mark.span)),
            }
        };
        Row {
            id: document.id.clone(),
            genre: document.genre.clone(),
            right,
            wrong,
            missed,
            findings: scored.findings.iter().map(finding).collect(),
            errors: errors.map(error).collect(),
        }
    }

    /// How many errors of a kind there are.
    pub(super) fn count(&self, outcome: &str) -> usize {
        self.errors.iter().filter(|error| error.outcome == outcome).count()
    }
}

/// A span with some text before and behind it.
pub(super) fn around(document: &Document, points: &CodePoints, span: Span) -> [String; 3] {
    let Span { start, end } = points.of(span);
    let from = points.byte(start.saturating_sub(AROUND)).unwrap_or(0);
    let to = points.byte(end + AROUND).unwrap_or(document.text.len());
    [from..span.start, span.range(), span.end..to].map(|range| document.text[range].to_owned())
}
