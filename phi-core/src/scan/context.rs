//! What the model of names and numbers sees of a text: for the fit, and for whoever asks why.

use super::names;
use super::pass::Candidate;
use super::scanner::{Scanner, Scratch};
use super::window::{self, Window};
use crate::Label;
use crate::score::evidence::Evidence;
use std::ops::Range;

impl Scanner {
    /// Calls `each` with every window and what covers it.
    fn each_covered(
        &self,
        raw: &[u8],
        mut each: impl FnMut(&[u8], Window<'_>, &mut names::Scratch, &[(Range<usize>, u8)]),
    ) {
        let mut scratch = Scratch::new();
        let Scratch { folded, candidates, names, covered, .. } = &mut scratch;
        window::each(raw, folded, |text, place| {
            covered.clear();
            for (number, loaded) in self.0.packs.iter().enumerate() {
                loaded.pass(number, text, self.threshold(), candidates);
                self.cover(candidates, covered);
            }
            covered.sort_unstable_by_key(|(span, _)| span.start);
            each(text, place, names, covered);
        });
    }

    /// Why the model found what it did, in hundredths of log-odds; empty when it did not find `candidate`.
    pub(super) fn reasons(&self, raw: &[u8], candidate: &Candidate) -> Vec<Evidence> {
        let mut reasons = Vec::new();
        let label = Label::from_number(candidate.detector as u8);
        let (Some(tables), Some(label)) = (&self.0.names, label) else { return reasons };
        self.each_covered(raw, |text, place, names, covered| {
            let inside = |span: Range<usize>| {
                place.raw_span(span).is_some_and(|span| candidate.start <= span.start && span.end <= candidate.end)
            };
            reasons.extend(names.reasons(text, covered, tables, label, inside));
        });
        reasons
    }

    /// The runs of tokens that the model reads, with spans of the input.
    #[cfg(feature = "fit")]
    pub(crate) fn runs(&self, raw: &[u8]) -> Vec<names::Featured> {
        let tables = names::Tables::builtin();
        let mut all = Vec::new();
        self.each_covered(raw, |text, place, names, covered| {
            for run in names.runs(text, covered, &tables) {
                let own = run.into_iter().filter_map(|(span, features)| Some((place.raw_span(span)?, features)));
                all.push(own.collect());
            }
        });
        all
    }

    /// The features that tell which identifier a number is, of each of `numbers`, spans of the input; with its place there.
    #[cfg(feature = "fit")]
    pub(crate) fn kinds(&self, raw: &[u8], numbers: &[Range<usize>]) -> Vec<(usize, Vec<u32>)> {
        let tables = names::Tables::builtin();
        let Scratch { mut folded, mut names, .. } = Scratch::new();
        let mut all = Vec::new();
        window::each(raw, &mut folded, |text, place| {
            all.extend(names.kinds(text, numbers, |span| place.raw_span(span), &tables));
        });
        all
    }
}
