//! What each reason weighs, in hundredths of log-odds. A score of 0 is even odds, the default threshold.
//!
//! The weights follow the rules of `DESIGN.md`: a strong shape stands alone, a medium one stands alone
//! at a lower score, a weak one needs a cue; a failed validator drops a candidate, unless a cue stands next to it, and
//! then leaves it above the threshold.

use super::evidence::{EvidenceKind, EvidenceList};
use crate::pack::{Strength, set_has};
use crate::scan::{Before, Behind};

const STRONG: i16 = 250;
const MEDIUM: i16 = 60;
const WEAK: i16 = -250;
const VALIDATED: i16 = 100;
const FAILED: i16 = -150;
const EXPLICIT: i16 = 450;
const NEAREST: i16 = 40;
const NEAR: i16 = 290;
const AFTER: i16 = 350;
const LIST: i16 = 330;
const KEY: i16 = 500;
const DENIED: i16 = 690;
const AGAINST_EXPLICIT: i16 = -420;
const AGAINST_NEAR: i16 = -160;

/// A weak candidate without a cue scores below this, whatever else.
pub(crate) const NO_CUE_FLOOR: i16 = WEAK + VALIDATED;
/// From here on a candidate is not questioned by what starts inside it.
pub(crate) const PROVEN: i16 = 150;

/// The weight of a shape alone.
pub(crate) const fn shape(strength: Strength) -> i16 {
    match strength {
        Strength::Strong => STRONG,
        Strength::Medium => MEDIUM,
        Strength::Weak => WEAK,
    }
}

/// The weight of every other reason.
pub(crate) const fn weight(kind: EvidenceKind) -> i16 {
    match kind {
        // What these weigh is not the same for all.
        EvidenceKind::Shape
        | EvidenceKind::Model
        | EvidenceKind::Known
        | EvidenceKind::Word
        | EvidenceKind::Writing
        | EvidenceKind::Lexicon
        | EvidenceKind::Neighbours
        | EvidenceKind::Layout
        | EvidenceKind::Elsewhere
        | EvidenceKind::Numbers => 0,
        EvidenceKind::CueExplicit => EXPLICIT,
        EvidenceKind::CueAfter => AFTER,
        EvidenceKind::CueNear => NEAR,
        EvidenceKind::CueNearest => NEAREST,
        EvidenceKind::AgainstExplicit => AGAINST_EXPLICIT,
        EvidenceKind::AgainstNear => AGAINST_NEAR,
        EvidenceKind::Key => KEY,
        EvidenceKind::List => LIST,
        EvidenceKind::Validated => VALIDATED,
        EvidenceKind::ChecksumFailed => FAILED,
        EvidenceKind::DenyList => DENIED,
    }
}

pub(crate) fn cues(evidence: &mut EvidenceList, before: &Before, behind: &Behind, detector: u16) {
    let explicit = set_has(&before.explicit, detector);
    if explicit {
        evidence.push(EvidenceKind::CueExplicit);
    } else if set_has(&behind.favour, detector) {
        evidence.push(EvidenceKind::CueAfter);
    } else if set_has(&before.near, detector) {
        evidence.push(EvidenceKind::CueNear);
    }
    if explicit && set_has(&before.nearest, detector) {
        evidence.push(EvidenceKind::CueNearest);
    }
    if set_has(&before.explicit_against, detector) || set_has(&behind.against, detector) {
        evidence.push(EvidenceKind::AgainstExplicit);
    } else if set_has(&before.near_against, detector) {
        evidence.push(EvidenceKind::AgainstNear);
    }
}

/// Adds the validator's verdict, which counts in favour only where it `proves`; false drops the candidate.
pub(crate) fn validated(evidence: &mut EvidenceList, valid: bool, proves: bool) -> bool {
    match valid {
        true if proves => evidence.push(EvidenceKind::Validated),
        true => {}
        false => evidence.push(EvidenceKind::ChecksumFailed),
    }
    valid || evidence.excuses_failure()
}
