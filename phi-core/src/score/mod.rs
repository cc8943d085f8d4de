//! From candidates to findings: evidence, validators, weights, overlaps.

pub(crate) mod evidence;
pub(crate) mod finding;
pub(crate) mod resolve;
pub(crate) mod validate;
pub(crate) mod weigh;

pub use evidence::{Evidence, EvidenceKind};
pub use finding::{DetectorId, Finding, Findings, Score};
