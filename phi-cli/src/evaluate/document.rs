//! Labelled text, whatever format it came in. Spans are bytes.

use phi_core::{Label, Span};
use std::collections::BTreeSet;

/// A set of labels.
pub(super) type Labels = BTreeSet<Label>;

/// One labelled text.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) genre: String,
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    /// Text that looks like an identifier and is none.
    pub(super) traps: Vec<Span>,
    /// Text on which a finding is neither right nor wrong.
    pub(super) ignore: Vec<Span>,
    /// The labels that were looked for at all; `None`: all of them.
    pub(super) only: Option<Labels>,
}

impl Document {
    /// True when a finding of this label can be wrong: whoever marked the text looked for it.
    pub(super) fn counts(&self, label: Label) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&label))
    }

    /// Counts these labels alone; what is marked with another becomes neutral.
    pub(super) fn restrict(&mut self, labels: &Labels) {
        let only: Labels = labels.iter().copied().filter(|label| self.counts(*label)).collect();
        let others = self.marks.extract_if(.., |mark| !only.contains(&mark.label));
        self.ignore.extend(others.map(|mark| mark.span));
        self.only = Some(only);
    }
}

/// A span and its label: what a person marked, or a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) label: Label,
}

/// Where the code points of a text are.
pub(super) struct CodePoints(Vec<usize>);

impl CodePoints {
    pub(super) fn new(text: &str) -> Self {
        CodePoints(text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len() - 1
    }

    /// The byte at which the `count`-th begins; `None` beyond the end.
    pub(super) fn byte(&self, count: usize) -> Option<usize> {
        self.0.get(count).copied()
    }

    /// The code points of a span of bytes.
    pub(super) fn of(&self, span: Span) -> Span {
        let count = |byte: usize| self.0.partition_point(|at| *at < byte);
        Span { start: count(span.start), end: count(span.end) }
    }
}
