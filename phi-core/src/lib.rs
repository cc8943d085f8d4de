//! Finds protected health information: every identifier detector in one automaton.
//!
//! ```
//! let scanner = phi_core::Scanner::new();
//! let findings = scanner.scan("Pt seen, SSN 123-45-6789.")?;
//! assert_eq!(findings[0].label, phi_core::Label::Ssn);
//! assert_eq!(findings[0].span.range(), 13..24); // bytes
//! # Ok::<(), phi_core::Error>(())
//! ```
//!
//! `DESIGN.md` beside this crate says how it works, and `detectors/README.md` how a detector is written.

#![deny(unsafe_code)]

#[cfg(feature = "custom")]
mod detector;
mod error;
mod generated;
mod input;
mod operators;
pub mod pack;
mod policy;
mod redact;
mod scan;
mod score;
mod span;

#[cfg(feature = "custom")]
pub use detector::{Accept, Cues, DetectorFile, KeyRow, PatternRow, Reject};
pub use error::{Error, ErrorCode};
pub use generated::labels::Label;
pub use input::{Format, Input, Known};
pub use operators::Operator;
pub use pack::{Detector, Pack, Strength};
pub use policy::Policy;
pub use redact::{Redaction, Redactor};
pub use scan::{Explained, Explanation, MAX_SPAN, Outcome, Scanner, ScannerBuilder, Scratch};
pub use score::{DetectorId, Evidence, EvidenceKind, Finding, Findings, Score};
pub use span::{OffsetUnit, Offsets, Span};

/// For `cargo xtask fit`.
#[cfg(feature = "fit")]
#[doc(hidden)]
pub mod fit {
    pub use crate::scan::fit::*;
}
