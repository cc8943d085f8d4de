//! Two sets of findings on the same documents.

use super::document::{CodePoints, Document, Mark};
use super::figures::{Change, Part, Sample, named};
use super::report::around;
use super::score::{Outcome, Scored, Tally};
use phi_core::Label;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct Comparison {
    pub(super) before: String,
    pub(super) after: String,
    pub(super) figures: Vec<Row>,
    /// Relaxed F1 by label, where it changed.
    pub(super) labels: Vec<Row>,
    /// How many documents have fewer wrong tokens, and how many more.
    pub(super) better: usize,
    pub(super) worse: usize,
    /// Those, the largest changes first.
    pub(super) documents: Vec<Moved>,
    /// The worse ones first.
    pub(super) spans: Vec<Turned>,
}

#[derive(Serialize)]
pub(super) struct Row {
    pub(super) figure: String,
    #[serde(flatten)]
    pub(super) change: Change,
}

/// A document and its wrong and missed tokens.
#[derive(Serialize)]
pub(super) struct Moved {
    pub(super) id: String,
    pub(super) before: u32,
    pub(super) after: u32,
}

/// A span with another outcome than before, in code points.
#[derive(Serialize)]
pub(super) struct Turned {
    pub(super) id: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: &'static str,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    pub(super) better: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<[String; 3]>,
}

impl Comparison {
    pub(super) fn new(names: [String; 2], documents: &[Document], scored: [&[Scored]; 2], reveal: bool) -> Comparison {
        let sample = |scored: &[Scored]| Sample::of(&scored.iter().map(|scored| &scored.tally).collect::<Vec<_>>());
        let (before, after) = (sample(scored[0]), sample(scored[1]));
        let rows = |figures: Vec<super::figures::Named>| -> Vec<Row> {
            let row = |(figure, of): super::figures::Named| Some(Row { change: before.change(&after, of)?, figure });
            figures.into_iter().filter_map(row).collect()
        };
        let of_label = |label: &'static Label| -> super::figures::Named {
            (label.name().to_owned(), Box::new(|tally: &Tally| Part::F1.of(tally.label(*label).relaxed)))
        };
        let changed = |label: &&Label| before.total.label(**label).relaxed != after.total.label(**label).relaxed;
        let wrong = |scored: &Scored| scored.tally.all.token.wrong + scored.tally.all.token.missed;
        let pairs = || documents.iter().zip(scored[0].iter().zip(scored[1]));
        let mut moved: Vec<Moved> = pairs()
            .map(|(document, (a, b))| Moved { id: document.id.clone(), before: wrong(a), after: wrong(b) })
            .filter(|row| row.before != row.after)
            .collect();
        moved.sort_by_key(|row| std::cmp::Reverse(row.before.abs_diff(row.after)));
        let better = moved.iter().filter(|row| row.after < row.before).count();
        let [before_name, after_name] = names;
        let mut spans: Vec<Turned> = pairs().flat_map(|(document, (a, b))| turned(document, a, b, reveal)).collect();
        spans.sort_by_key(|span| span.better);
        Comparison {
            before: before_name,
            after: after_name,
            figures: rows(named()),
            labels: rows(Label::ALL.iter().filter(changed).map(of_label).collect()),
            better,
            worse: moved.len() - better,
            documents: moved,
            spans,
        }
    }
}

fn turned(document: &Document, before: &Scored, after: &Scored, reveal: bool) -> Vec<Turned> {
    // A false finding is one by its own span and label; as a mark it cannot be there.
    let mut outcomes: BTreeMap<Mark, [Option<Outcome>; 2]> = BTreeMap::new();
    for (at, scored) in [before, after].into_iter().enumerate() {
        for (mark, outcome) in &scored.outcomes {
            outcomes.entry(*mark).or_default()[at] = Some(*outcome);
        }
    }
    let points = CodePoints::new(&document.text);
    let turn = |(mark, [before, after]): (Mark, [Option<Outcome>; 2])| {
        let span = points.of(mark.span);
        // What is not there is a false finding less.
        let rank = |outcome: Option<Outcome>| outcome.map_or(Outcome::Right.rank(), Outcome::rank);
        let name = |outcome: Option<Outcome>| outcome.map_or("none", Outcome::name);
        (rank(before) != rank(after)).then(|| Turned {
            id: document.id.clone(),
            start: span.start,
            end: span.end,
            label: mark.label.name(),
            before: name(before),
            after: name(after),
            better: rank(before) < rank(after),
            text: reveal.then(|| around(document, &points, mark.span)),
        })
    };
    outcomes.into_iter().filter_map(turn).collect()
}
