//! Why something was found, or not.

use super::pass::Candidate;
use super::scanner::{NAMES, Scanner, Scratch};
use crate::score::evidence::{Evidence, EvidenceKind};
use crate::score::finding::Score;
use crate::score::resolve;
use crate::{Input, Label, Span};

/// What became of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It is a finding.
    Kept,
    /// Too little speaks for it.
    BelowThreshold,
    /// Its validator fails, and no cue stands next to it.
    Invalid,
    /// Another candidate of the same text is better.
    Overlapped,
    /// It is a code that is no identifier, and kept others off.
    Decoy,
    /// The allow list, or the choice of labels, leaves it out.
    LeftOut,
}

impl Outcome {
    /// A stable name for reports.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Kept => "kept",
            Outcome::BelowThreshold => "below threshold",
            Outcome::Invalid => "checksum failed, no cue",
            Outcome::Overlapped => "another candidate is better",
            Outcome::Decoy => "a code, not an identifier",
            Outcome::LeftOut => "left out by labels or allow list",
        }
    }
}

/// One candidate and its fate.
#[derive(Clone, Debug)]
pub struct Explained {
    /// Byte offsets into the input.
    pub span: Span,
    /// `None` for a decoy.
    pub label: Option<Label>,
    /// Id of the detector, or `deny-list`.
    pub detector: String,
    /// Sum of the evidence.
    pub score: Score,
    /// The reasons.
    pub evidence: Vec<Evidence>,
    /// What became of it.
    pub outcome: Outcome,
}

/// Every candidate at one place, the best first.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// See [`Explained`].
    pub candidates: Vec<Explained>,
}

impl Scanner {
    /// Every candidate that covers byte `at`, and why it won or lost.
    pub fn explain<'a>(&self, input: impl Into<Input<'a>>, at: usize) -> Explanation {
        let input = input.into();
        let raw = input.as_bytes();
        let mut scratch = Scratch::new();
        // What is wrong with a known span is for a scan to say.
        let known = |all: &mut Vec<Candidate>| _ = self.known(raw, input.known_spans(), all);
        self.candidates(raw, &mut scratch, self.threshold());
        known(&mut scratch.all);
        let mut kept = scratch.all.clone();
        resolve::resolve(&mut kept, &mut scratch.resolve, |c| self.rank(c));
        self.candidates(raw, &mut scratch, i16::MIN);
        known(&mut scratch.all);
        let covers = |c: &&Candidate| c.start <= at && at < c.end.max(c.start + 1);
        let mut candidates: Vec<Explained> =
            scratch.all.iter().filter(covers).map(|c| self.explained(raw, c, &kept)).collect();
        candidates.sort_by_key(|c| (c.outcome != Outcome::Kept, std::cmp::Reverse(c.score)));
        Explanation { candidates }
    }

    fn explained(&self, raw: &[u8], candidate: &Candidate, kept: &[Candidate]) -> Explained {
        let won = kept.iter().any(|k| {
            (k.start, k.end, k.pack, k.detector) == (candidate.start, candidate.end, candidate.pack, candidate.detector)
        });
        let failed = candidate.evidence.has(EvidenceKind::ChecksumFailed) && !candidate.evidence.excuses_failure();
        let outcome = match (won, self.label(candidate)) {
            (true, None) => Outcome::Decoy,
            (true, Some(_)) => match self.finding(candidate) {
                Some(finding) if !self.allows(raw, finding.span) => Outcome::Kept,
                _ => Outcome::LeftOut,
            },
            (false, _) if failed => Outcome::Invalid,
            (false, _) if candidate.score < self.threshold() => Outcome::BelowThreshold,
            (false, _) => Outcome::Overlapped,
        };
        let mut evidence: Vec<Evidence> = candidate.evidence.iter().collect();
        if candidate.pack == NAMES {
            let reasons = self.reasons(raw, candidate);
            let told: i16 = reasons.iter().map(|reason| reason.weight).sum();
            evidence.iter_mut().for_each(|model| model.weight -= told);
            evidence.splice(0..0, reasons);
        }
        Explained {
            span: Span { start: candidate.start, end: candidate.end },
            label: self.label(candidate),
            detector: self.name_of(candidate).to_owned(),
            score: Score::from_log_odds(candidate.score),
            evidence,
            outcome,
        }
    }
}
