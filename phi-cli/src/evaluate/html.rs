//! A page for a browser, with nothing to load: figures, and the worst documents with every error in its place.

use super::document::{Document, Mark};
use super::report::{Report, Row};
use super::score::Scored;
use crate::failure::Failure;
use askama::Template;
use phi_core::Span;

#[derive(Template)]
#[template(path = "evaluate.html")]
struct Page<'a> {
    report: &'a Report,
    worst: Vec<Shown<'a>>,
}

/// A document with its text in pieces.
struct Shown<'a> {
    row: &'a Row,
    pieces: Vec<Piece<'a>>,
}

/// Text that is all of one kind.
struct Piece<'a> {
    text: &'a str,
    /// As the style sheet has it; empty for text that is neither marked nor found.
    kind: &'static str,
    /// What it was marked as, and found as where that is something else.
    tag: String,
}

/// The whole page.
pub(super) fn page(
    report: &Report,
    documents: &[Document],
    scored: &[Scored],
    worst: usize,
) -> Result<String, Failure> {
    let shown = |(at, row)| Shown { row, pieces: pieces(&documents[at], &scored[at]) };
    let worst = report.worst(worst).into_iter().map(shown).collect();
    Page { report, worst }.render().map_err(|_| Failure::at("--html", "the page could not be written"))
}

fn pieces<'a>(document: &'a Document, scored: &Scored) -> Vec<Piece<'a>> {
    let text = &document.text;
    // Number of the mark, number of the finding and whether neither counts, for each byte.
    let mut ground: Vec<(Option<usize>, Option<usize>, bool)> = vec![(None, None, false); text.len()];
    let mut paint = |span: Span, set: &dyn Fn(&mut (Option<usize>, Option<usize>, bool))| {
        ground[span.range()].iter_mut().for_each(set);
    };
    document.ignore.iter().for_each(|span| paint(*span, &|byte| byte.2 = true));
    document.marks.iter().enumerate().for_each(|(at, mark)| paint(mark.span, &|byte| byte.0 = Some(at)));
    scored.findings.iter().enumerate().for_each(|(at, finding)| paint(finding.span, &|byte| byte.1 = Some(at)));
    let mut start = 0;
    let runs = ground.chunk_by(|a, b| a == b);
    runs.map(|run| {
        let range = start..start + run.len();
        start = range.end;
        let label = |marks: &[Mark], at: Option<usize>| at.map(|at| marks[at].label);
        let (marked, found) = (label(&document.marks, run[0].0), label(&scored.findings, run[0].1));
        let (kind, tag) = match (marked, found) {
            (None, None) => ("", String::new()),
            (None, Some(found)) if run[0].2 => ("neutral", found.name().to_owned()),
            (None, Some(found)) => ("false", found.name().to_owned()),
            (Some(marked), None) => ("missed", marked.name().to_owned()),
            (Some(marked), Some(found)) if marked == found => ("right", marked.name().to_owned()),
            (Some(marked), Some(found)) => ("wrong", format!("{marked} → {found}")),
        };
        Piece { text: &text[range], kind, tag }
    })
    .collect()
}
