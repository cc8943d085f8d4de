//! What is scanned.

use crate::{Label, Span};

/// The syntax of an input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Text as it stands: notes, logs, chats, anything whose syntax is not known.
    #[default]
    Text,
}

/// A span that somebody else found, such as a model of the caller's: evidence beside the scanner's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Byte offsets into the input.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// How sure its finder is, 0 to 1.
    pub probability: f32,
}

/// Borrowed bytes with what is known about them. Any bytes are accepted, UTF-8 or not.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    bytes: &'a [u8],
    format: Format,
    known: &'a [Known],
}

impl<'a> Input<'a> {
    /// Plain text.
    pub fn text(text: &'a str) -> Self {
        Input::bytes(text.as_bytes(), Format::Text)
    }

    /// Bytes in a format.
    pub fn bytes(bytes: &'a [u8], format: Format) -> Self {
        Input { bytes, format, known: &[] }
    }

    /// With spans that somebody else found. Each takes part like a candidate of a detector: it is a finding if its probability
    /// reaches the scanner's, unless a better one is in the same place, and it adds to one of the same label and span.
    pub fn known(self, known: &'a [Known]) -> Self {
        Input { known, ..self }
    }

    pub(crate) fn known_spans(&self) -> &'a [Known] {
        self.known
    }

    /// The bytes themselves.
    pub fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Their syntax.
    pub fn format(&self) -> Format {
        self.format
    }
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input").field("len", &self.bytes.len()).field("format", &self.format).finish()
    }
}

impl<'a> From<&'a str> for Input<'a> {
    fn from(text: &'a str) -> Self {
        Input::text(text)
    }
}

impl<'a> From<&'a String> for Input<'a> {
    fn from(text: &'a String) -> Self {
        Input::text(text)
    }
}

impl<'a> From<&'a [u8]> for Input<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Input::bytes(bytes, Format::Text)
    }
}

impl<'a> From<&'a Vec<u8>> for Input<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Input::bytes(bytes, Format::Text)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Input<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Input::bytes(bytes, Format::Text)
    }
}
