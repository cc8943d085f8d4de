//! Evidence: one reason for or against a candidate, with its weight.

use super::weigh;
use crate::pack::Strength;
use std::fmt;

/// Why a candidate gained or lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EvidenceKind {
    /// The shape alone, by the detector's strength.
    Shape,
    /// A cue stands next to the value.
    CueExplicit,
    /// A cue stands just behind the value.
    CueAfter,
    /// A cue stands before the value within 48 bytes, with other words between.
    CueNear,
    /// The cue that stands nearest is this detector's.
    CueNearest,
    /// A counter-cue stands next to the value.
    AgainstExplicit,
    /// A counter-cue stands near.
    AgainstNear,
    /// A key names the value.
    Key,
    /// The value continues a list that began with a finding of the same kind.
    List,
    /// The validator is satisfied.
    Validated,
    /// The validator fails (`checksum-failed`).
    ChecksumFailed,
    /// The site's deny list names it.
    DenyList,
    /// The model of names and of numbers in context holds it for one. When all reasons are told, this is what those below do not
    /// account for: what follows what, and the place of other findings.
    Model,
    /// The caller brought it along; see [`Input::known`](crate::Input::known).
    Known,
    /// The word itself, its beginning and its end.
    Word,
    /// How it and its neighbours are written.
    Writing,
    /// What the lexicon knows of it and its neighbours.
    Lexicon,
    /// The words around.
    Neighbours,
    /// The line, the label of its field, the head of its column.
    Layout,
    /// What the text says of the word elsewhere.
    Elsewhere,
    /// The row of numbers that it is in.
    Numbers,
}

/// Every kind that a candidate notes, in the order in which they are told.
const KINDS: [EvidenceKind; 14] = {
    use EvidenceKind::*;
    [
        Shape,
        CueExplicit,
        CueAfter,
        CueNear,
        CueNearest,
        AgainstExplicit,
        AgainstNear,
        Key,
        List,
        Validated,
        ChecksumFailed,
        DenyList,
        Model,
        Known,
    ]
};

impl EvidenceKind {
    /// A stable name for reports.
    pub const fn name(self) -> &'static str {
        match self {
            EvidenceKind::Shape => "shape",
            EvidenceKind::Validated => "validated",
            EvidenceKind::ChecksumFailed => "checksum-failed",
            EvidenceKind::CueExplicit => "cue",
            EvidenceKind::CueNearest => "nearest-cue",
            EvidenceKind::CueNear => "cue-near",
            EvidenceKind::CueAfter => "cue-after",
            EvidenceKind::Key => "key",
            EvidenceKind::List => "list",
            EvidenceKind::AgainstExplicit => "counter-cue",
            EvidenceKind::AgainstNear => "counter-cue-near",
            EvidenceKind::DenyList => "deny-list",
            EvidenceKind::Model => "model",
            EvidenceKind::Known => "known",
            EvidenceKind::Word => "word",
            EvidenceKind::Writing => "writing",
            EvidenceKind::Lexicon => "lexicon",
            EvidenceKind::Neighbours => "neighbours",
            EvidenceKind::Layout => "layout",
            EvidenceKind::Elsewhere => "elsewhere",
            EvidenceKind::Numbers => "numbers",
        }
    }
}

/// A reason and its weight in hundredths of log-odds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// The reason.
    pub kind: EvidenceKind,
    /// Its weight; negative speaks against.
    pub weight: i16,
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:+.2}", self.kind.name(), f32::from(self.weight) / 100.0)
    }
}

/// The reasons of one candidate: a bit for each kind and their sum, so that a candidate is small to copy.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct EvidenceList {
    kinds: u16,
    /// The weight of the shape, of the model or of what the caller knows, which is not the same for all.
    own: i16,
    total: i16,
}

impl EvidenceList {
    pub(crate) fn of_shape(strength: Strength) -> Self {
        let shape = weigh::shape(strength);
        EvidenceList { kinds: bit(EvidenceKind::Shape), own: shape, total: shape }
    }

    /// What the model of names says.
    pub(crate) fn of_model(weight: i16) -> Self {
        EvidenceList { kinds: bit(EvidenceKind::Model), own: weight, total: weight }
    }

    /// What the caller says.
    pub(crate) fn of_known(weight: i16) -> Self {
        EvidenceList { kinds: bit(EvidenceKind::Known), own: weight, total: weight }
    }

    pub(crate) fn of(kind: EvidenceKind) -> Self {
        let mut list = EvidenceList::default();
        list.push(kind);
        list
    }

    /// Adds a reason that is not there yet.
    pub(crate) fn push(&mut self, kind: EvidenceKind) {
        self.kinds |= bit(kind);
        self.total += weigh::weight(kind);
    }

    pub(crate) fn total(&self) -> i16 {
        self.total
    }

    pub(crate) fn has(&self, kind: EvidenceKind) -> bool {
        self.has_any(&[kind])
    }

    #[inline(always)]
    pub(crate) fn has_any(&self, kinds: &[EvidenceKind]) -> bool {
        kinds.iter().fold(0, |bits, kind| bits | bit(*kind)) & self.kinds != 0
    }

    /// A cue stands next to the value: a typing error leaves the person no less exposed.
    pub(crate) fn excuses_failure(&self) -> bool {
        self.has_any(&[EvidenceKind::CueExplicit, EvidenceKind::CueAfter, EvidenceKind::List])
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Evidence> {
        let weight = move |kind| match kind {
            EvidenceKind::Shape | EvidenceKind::Model | EvidenceKind::Known => self.own,
            _ => weigh::weight(kind),
        };
        KINDS.into_iter().filter(move |kind| self.has(*kind)).map(move |kind| Evidence { kind, weight: weight(kind) })
    }
}

const fn bit(kind: EvidenceKind) -> u16 {
    1 << kind as u16
}
