//! One numbered table of what can go wrong.
//!
//! Bindings map by [`ErrorCode`]; a number is never given again. No message holds text that was scanned.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal,)+) => {
        /// What went wrong. Numbers are stable for ever.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u16)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $($(#[doc = $doc])+ $name = $number,)+
        }

        impl ErrorCode {
            /// Every code, in the order of the numbers.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name,)+];

            /// What the code means, in a sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(ErrorCode::$name => concat!($($doc),+),)+ }
            }
        }
    };
}

codes! {
    /// The input is longer than this build can address.
    InputTooLarge = 100,
    /// No label has this name.
    UnknownLabel = 110,
    /// No region has this name.
    UnknownRegion = 111,
    /// No detector has this id.
    UnknownDetector = 112,
    /// A score or threshold lies outside 0 to 1.
    InvalidScore = 113,
    /// A word list could not be compiled.
    InvalidList = 114,
    /// A span that the caller knows does not lie in the input, or its probability outside 0 to 1.
    InvalidSpan = 115,
    /// These bytes are no pack.
    PackFormat = 200,
    /// The pack was compiled by another version.
    PackVersion = 201,
    /// The pack's digest does not fit its content.
    PackDamaged = 202,
    /// The file is not valid TOML.
    DetectorSyntax = 300,
    /// A field is missing, unknown or of the wrong kind.
    DetectorField = 301,
    /// A pattern is no valid regular expression.
    PatternSyntax = 302,
    /// A pattern has no upper bound on its length.
    PatternUnbounded = 303,
    /// A pattern matches the empty string.
    PatternEmpty = 304,
    /// A pattern looks around: anchors, word boundaries and look-behind belong to the scanner.
    PatternLookAround = 305,
    /// A detector has fewer than three accept or reject vectors, or a reject without a reason.
    VectorMissing = 306,
    /// A detector does not do what its own vector says.
    VectorFailed = 307,
    /// Two detectors share an id.
    DetectorDuplicate = 308,
    /// The compiled table is over its size budget.
    PackBudget = 309,
    /// A policy breaks what its name promises.
    PolicyRefused = 400,
}

/// An error: a code, where it happened, and what would be right.
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    code: ErrorCode,
    offset: Option<usize>,
    detail: String,
}

impl Error {
    pub(crate) fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Error { code, offset: None, detail: detail.into() }
    }

    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }

    /// Puts `place` (a file, a field) in front of the detail.
    #[cfg(feature = "custom")]
    pub(crate) fn within(mut self, place: &str) -> Self {
        self.detail = format!("{place}: {}", self.detail);
        self
    }

    /// The stable code.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// Byte offset into what was read (a detector file, a pack), where one is known.
    pub fn offset(&self) -> Option<usize> {
        self.offset
    }

    /// What is wrong and what would be right. Never holds text that was scanned.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [phi-{}]", self.detail, self.code as u16)?;
        match self.offset {
            Some(offset) => write!(f, " at byte {offset}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
