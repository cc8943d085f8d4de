//! Spans, and the unit that their offsets are counted in.

use std::ops::Range;

/// A half-open range of **byte** offsets into the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span as a range, to index the input with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True when nothing is in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// What an offset counts. The core counts bytes; every border says which unit it speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OffsetUnit {
    /// Bytes of the input: Rust, C, Go.
    #[default]
    Bytes,
    /// Unicode code points: Python.
    CodePoints,
    /// UTF-16 code units: JavaScript, Java, C#.
    Utf16,
}

/// Converts byte offsets, asked in rising order, in one pass over the input.
///
/// In input that is not UTF-8 every byte that belongs to no character counts as one unit.
pub struct Offsets<'a> {
    input: &'a [u8],
    unit: OffsetUnit,
    byte: usize,
    count: usize,
}

impl<'a> Offsets<'a> {
    /// Starts at the beginning of `input`.
    pub fn new(input: &'a [u8], unit: OffsetUnit) -> Self {
        Offsets { input, unit, byte: 0, count: 0 }
    }

    /// The offset in the unit asked for. Going backwards starts over.
    pub fn convert(&mut self, byte: usize) -> usize {
        if self.unit == OffsetUnit::Bytes {
            return byte;
        }
        if byte < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        let upto = byte.min(self.input.len());
        for chunk in self.input[self.byte..upto].utf8_chunks() {
            self.count += match self.unit {
                OffsetUnit::Utf16 => chunk.valid().encode_utf16().count(),
                _ => chunk.valid().chars().count(),
            } + chunk.invalid().len();
        }
        self.byte = upto;
        self.count
    }

    /// Both ends of a span.
    pub fn span(&mut self, span: Span) -> Range<usize> {
        let start = self.convert(span.start);
        start..self.convert(span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_differ_as_they_should() {
        let text = "é😀x".as_bytes();
        let at_x = 6;
        assert_eq!(Offsets::new(text, OffsetUnit::Bytes).convert(at_x), 6);
        assert_eq!(Offsets::new(text, OffsetUnit::CodePoints).convert(at_x), 2);
        assert_eq!(Offsets::new(text, OffsetUnit::Utf16).convert(at_x), 3);
    }

    #[test]
    fn going_back_starts_over_and_invalid_bytes_count_one() {
        let mut offsets = Offsets::new(b"\xff\xfeab", OffsetUnit::CodePoints);
        assert_eq!(offsets.convert(4), 4);
        assert_eq!(offsets.convert(2), 2);
    }
}
