//! What a scan gives back.

use super::evidence::{Evidence, EvidenceList};
use crate::{Label, Span};
use std::fmt;

/// How much speaks for a finding: log-odds in hundredths, an integer, so that every binding agrees to the bit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Score(i16);

/// Thousandths of the logistic function at 0, 10, 20 … hundredths of log-odds; beyond the end 0.999.
const LOGISTIC: [u16; 70] = [
    500, 525, 550, 574, 599, 622, 646, 668, 690, 711, 731, 750, 769, 786, 802, 818, 832, 846, 858, 870, 881, 891, 900,
    909, 917, 924, 931, 937, 943, 948, 953, 957, 961, 964, 968, 971, 973, 976, 978, 980, 982, 984, 985, 987, 988, 989,
    990, 991, 992, 993, 993, 994, 995, 995, 996, 996, 996, 997, 997, 997, 998, 998, 998, 998, 998, 998, 999, 999, 999,
    999,
];

impl Score {
    /// From log-odds in hundredths.
    pub fn from_log_odds(hundredths: i16) -> Self {
        Score(hundredths)
    }

    /// Log-odds in hundredths; 0 is even odds.
    pub fn log_odds(self) -> i16 {
        self.0
    }

    /// The probability in thousandths, 1 to 999.
    pub fn thousandths(self) -> u16 {
        let step = usize::from(self.0.unsigned_abs() / 10).min(LOGISTIC.len() - 1);
        if self.0 < 0 { 1000 - LOGISTIC[step] } else { LOGISTIC[step] }
    }

    /// The least log-odds whose probability is at least this many thousandths, to the ten.
    pub(crate) fn least_log_odds(thousandths: u16) -> i16 {
        let reach = |log_odds: i16| Score(log_odds).thousandths() >= thousandths;
        (-700..=700).step_by(10).find(|log_odds| reach(*log_odds)).unwrap_or(i16::MAX)
    }

    /// Of a probability, to the hundredth, and no surer than nine: a caller's certainty is not ours.
    pub(crate) fn log_odds_of(probability: f32) -> i16 {
        let p = probability.clamp(1e-6, 1.0 - 1e-6);
        ((p / (1.0 - p)).ln() * 100.0).round().clamp(-900.0, 900.0) as i16
    }

    /// The probability, 0 to 1.
    pub fn probability(self) -> f32 {
        f32::from(self.thousandths()) / 1000.0
    }
}

impl fmt::Debug for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.probability())
    }
}

/// Which detector: an index that [`Scanner::detector`](crate::Scanner::detector) resolves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DetectorId(pub(crate) u16);

/// An identifier that was found. It holds where, never what.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// Byte offsets into the input.
    pub span: Span,
    /// What kind of identifier.
    pub label: Label,
    /// Who found it.
    pub detector: DetectorId,
    /// How sure.
    pub score: Score,
    pub(crate) evidence: EvidenceList,
}

impl Finding {
    /// The reasons and their weights; they add up to the score.
    pub fn evidence(&self) -> impl Iterator<Item = Evidence> {
        self.evidence.iter()
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}..{}] {:?}", self.label, self.span.start, self.span.end, self.score)
    }
}

/// The findings of one scan, in the order of the text, without overlaps. Reusable: a scan clears it first.
#[derive(Clone, Debug, Default)]
pub struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    /// Empty.
    pub fn new() -> Self {
        Self::default()
    }
}

impl std::ops::Deref for Findings {
    type Target = [Finding];

    fn deref(&self) -> &[Finding] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
