//! Lines and columns, and the comments that switch a line off.

use memchr::memmem;
use phi_core::{Label, OffsetUnit, Offsets};
use std::ops::Range;

/// Where the lines of a text begin.
pub(crate) struct Lines<'a> {
    raw: &'a [u8],
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(raw: &'a [u8]) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', raw).map(|at| at + 1)).collect();
        Lines { raw, starts }
    }

    /// Number of the line that holds this byte, from 0.
    pub(crate) fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte) - 1
    }

    /// The bytes of a line, its end included.
    fn range(&self, line: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(line)?;
        Some(start..self.starts.get(line + 1).copied().unwrap_or(self.raw.len()))
    }

    /// The byte at a line and column, both from 1, the column in code points. `None` when there is no such place.
    pub(crate) fn byte(&self, line: usize, column: usize) -> Option<usize> {
        let range = self.range(line.checked_sub(1)?)?;
        let within = byte_of(&self.raw[range.clone()], OffsetUnit::CodePoints, column.checked_sub(1)?)?;
        Some(range.start + within)
    }

    /// Turns bytes, asked in rising order, into places.
    pub(crate) fn places(&self) -> Places<'_> {
        Places { lines: self, line: 0, offsets: Offsets::new(self.raw, OffsetUnit::CodePoints) }
    }
}

/// See [`Lines::places`]. A line of a megabyte is counted through once, not once for every finding.
pub(crate) struct Places<'a> {
    lines: &'a Lines<'a>,
    line: usize,
    offsets: Offsets<'a>,
}

impl Places<'_> {
    /// Line and column from 1, the column in code points.
    pub(crate) fn at(&mut self, byte: usize) -> (usize, usize) {
        let line = self.lines.at(byte);
        let start = self.lines.starts[line];
        if line != self.line {
            self.line = line;
            self.offsets = Offsets::new(&self.lines.raw[start..], OffsetUnit::CodePoints);
        }
        (line + 1, self.offsets.convert(byte - start) + 1)
    }
}

/// The byte at which the `count`-th unit begins; `None` beyond the end. The inverse of [`Offsets`].
pub(crate) fn byte_of(raw: &[u8], unit: OffsetUnit, count: usize) -> Option<usize> {
    if unit == OffsetUnit::Bytes {
        return (count <= raw.len()).then_some(count);
    }
    let (mut byte, mut left) = (0, count);
    for chunk in raw.utf8_chunks() {
        let units = chunk.valid().chars().map(|c| match unit {
            OffsetUnit::Utf16 => (c.len_utf16(), c.len_utf8()),
            _ => (1, c.len_utf8()),
        });
        for (width, bytes) in units.chain(chunk.invalid().iter().map(|_| (1, 1))) {
            // Inside a surrogate pair is still this character.
            if left < width {
                return Some(byte);
            }
            left -= width;
            byte += bytes;
        }
    }
    (left == 0).then_some(byte)
}

/// The comments `phi:ignore`, `phi:ignore SSN,MRN` and `phi:ignore-next-line`.
pub(crate) struct Ignores<'a> {
    lines: &'a Lines<'a>,
    any: bool,
}

const DIRECTIVE: &[u8] = b"phi:ignore";
const NEXT_LINE: &[u8] = b"-next-line";

impl<'a> Ignores<'a> {
    pub(crate) fn new(lines: &'a Lines<'a>) -> Self {
        Ignores { lines, any: memmem::find(lines.raw, DIRECTIVE).is_some() }
    }

    /// True when a comment on the line, or one on the line before it, leaves this label out.
    pub(crate) fn cover(&self, line: usize, label: Label) -> bool {
        self.any && (self.says(line, false, label) || line > 0 && self.says(line - 1, true, label))
    }

    fn says(&self, line: usize, next: bool, label: Label) -> bool {
        let text = self.lines.range(line).map_or(&[][..], |range| &self.lines.raw[range]);
        memmem::find_iter(text, DIRECTIVE).any(|at| {
            let rest = &text[at + DIRECTIVE.len()..];
            let (rest, is_next) = match rest.strip_prefix(NEXT_LINE) {
                Some(rest) => (rest, true),
                None => (rest, false),
            };
            is_next == next && covers(rest, label)
        })
    }
}

/// What follows the directive: nothing or prose is for all labels, names in capitals are for these.
///
/// A misspelt label therefore leaves nothing out, and shows.
fn covers(rest: &[u8], label: Label) -> bool {
    let glued = match rest {
        [b'-', next, ..] => next.is_ascii_alphanumeric(),
        [first, ..] => first.is_ascii_alphanumeric() || *first == b'_',
        [] => false,
    };
    if glued {
        return false;
    }
    let is_name = |name: &&[u8]| name.len() > 1 && name.iter().all(|b| b.is_ascii_uppercase() || *b == b'_');
    let mut named = false;
    let mut rest = rest.trim_ascii_start();
    loop {
        let end = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || *b == b'_')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if !is_name(&name) {
            return !named;
        }
        if name == label.name().as_bytes() {
            return true;
        }
        named = true;
        match after.trim_ascii_start().strip_prefix(b",") {
            Some(more) => rest = more.trim_ascii_start(),
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points() {
        let lines = Lines::new("a\né😀x\n".as_bytes());
        let mut places = lines.places();
        assert_eq!(places.at(0), (1, 1));
        assert_eq!(places.at(8), (2, 3));
        assert_eq!(lines.byte(2, 3), Some(8));
        assert_eq!(lines.byte(9, 1), None);
        assert_eq!(lines.byte(0, 1), None);
    }

    #[test]
    fn units_go_back_to_bytes() {
        let raw = "é😀x".as_bytes();
        for (unit, count) in [(OffsetUnit::Bytes, 6), (OffsetUnit::CodePoints, 2), (OffsetUnit::Utf16, 3)] {
            assert_eq!(byte_of(raw, unit, count), Some(6), "{unit:?}");
            assert_eq!(byte_of(raw, unit, 99), None, "{unit:?}");
        }
        assert_eq!(byte_of(raw, OffsetUnit::Utf16, 2), Some(2), "inside a surrogate pair");
        assert_eq!(byte_of(b"\xff\xfea", OffsetUnit::CodePoints, 2), Some(2));
    }

    #[test]
    fn comments_switch_lines_off() {
        let covered = |text: &str, line: usize, label: Label| {
            let lines = Lines::new(text.as_bytes());
            Ignores::new(&lines).cover(line, label)
        };
        for text in ["x // phi:ignore", "x <!-- phi:ignore-->", "x # phi:ignore made up", "x phi:ignore SSN, MRN\n"] {
            assert!(covered(text, 0, Label::Mrn), "{text}");
        }
        for text in ["x", "x phi:ignore SSN", "x phi:ignore MNR", "x phi:ignored", "x phi:ignore-next-line"] {
            assert!(!covered(text, 0, Label::Mrn), "{text}");
        }
        assert!(covered("# phi:ignore-next-line\nx", 1, Label::Mrn));
        assert!(covered("# phi:ignore-next-line MRN\nx", 1, Label::Mrn));
        assert!(!covered("# phi:ignore-next-line SSN\nx", 1, Label::Mrn));
        assert!(!covered("# phi:ignore\nx", 1, Label::Mrn));
    }
}
