//! Evidence: one reason for or against a candidate, with its weight.

use std::fmt;

/// Why a candidate gained or lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EvidenceKind {
    /// The shape alone, by the detector's strength.
    Shape,
    /// The validator is satisfied.
    Validated,
    /// The validator fails (`checksum-failed`).
    ChecksumFailed,
    /// A cue stands next to the value.
    CueExplicit,
    /// The cue that stands nearest is this detector's.
    CueNearest,
    /// A cue stands before the value within 48 bytes, with other words between.
    CueNear,
    /// A cue stands just behind the value.
    CueAfter,
    /// A key names the value.
    Key,
    /// The value continues a list that began with a finding of the same kind.
    List,
    /// A counter-cue stands next to the value.
    AgainstExplicit,
    /// A counter-cue stands near.
    AgainstNear,
    /// The site's deny list names it.
    DenyList,
}

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

/// The reasons of one candidate, kept inline so that scanning allocates nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct EvidenceList {
    items: [Evidence; 6],
    len: u8,
}

impl EvidenceList {
    pub(crate) const fn new() -> Self {
        EvidenceList { items: [Evidence { kind: EvidenceKind::Shape, weight: 0 }; 6], len: 0 }
    }

    pub(crate) fn push(&mut self, kind: EvidenceKind, weight: i16) {
        let at = usize::from(self.len);
        if at < self.items.len() {
            self.items[at] = Evidence { kind, weight };
            self.len += 1;
        }
    }

    pub(crate) fn total(&self) -> i16 {
        self.as_slice().iter().map(|e| e.weight).sum()
    }

    pub(crate) fn has(&self, kind: EvidenceKind) -> bool {
        self.as_slice().iter().any(|e| e.kind == kind)
    }

    /// A cue stands next to the value: a typing error leaves the person no less exposed.
    pub(crate) fn excuses_failure(&self) -> bool {
        [EvidenceKind::CueExplicit, EvidenceKind::CueAfter, EvidenceKind::List].iter().any(|kind| self.has(*kind))
    }

    pub(crate) fn as_slice(&self) -> &[Evidence] {
        &self.items[..usize::from(self.len)]
    }
}
