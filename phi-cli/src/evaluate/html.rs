//! A page for a browser, with nothing to load: figures, and the worst documents with every error in its place.

use super::document::Document;
use super::report::{Report, Row};
use super::score::Scored;
use crate::failure::Failure;
use askama::Template;

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

/// What covers a byte: a mark, a finding, by their place in their lists.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Cover {
    mark: Option<usize>,
    finding: Option<usize>,
    ignored: bool,
}

fn pieces<'a>(document: &'a Document, scored: &Scored) -> Vec<Piece<'a>> {
    let mut covers = vec![Cover::default(); document.text.len()];
    for span in &document.ignore {
        covers[span.range()].iter_mut().for_each(|cover| cover.ignored = true);
    }
    for (at, mark) in document.marks.iter().enumerate() {
        covers[mark.span.range()].iter_mut().for_each(|cover| cover.mark = Some(at));
    }
    for (at, finding) in scored.findings.iter().enumerate() {
        covers[finding.span.range()].iter_mut().for_each(|cover| cover.finding = Some(at));
    }
    let mut rest = document.text.as_str();
    let runs = covers.chunk_by(|a, b| a == b);
    let piece = |run: &[Cover]| {
        let text;
        (text, rest) = rest.split_at(run.len());
        let marked = run[0].mark.map(|at| document.marks[at].label);
        let found = run[0].finding.map(|at| scored.findings[at].label);
        let (kind, tag) = match (marked, found) {
            (None, None) => ("", String::new()),
            (None, Some(found)) if run[0].ignored => ("neutral", found.to_string()),
            (None, Some(found)) => ("false", found.to_string()),
            (Some(marked), None) => ("missed", marked.to_string()),
            (Some(marked), Some(found)) if marked == found => ("right", marked.to_string()),
            (Some(marked), Some(found)) => ("wrong", format!("{marked} → {found}")),
        };
        Piece { text, kind, tag }
    };
    runs.map(piece).collect()
}
