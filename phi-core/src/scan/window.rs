//! Windows: ASCII text is scanned in place; other text is folded, a bounded window at a time.

use super::fold::Folded;
use super::grow::MAX_SPAN;
use std::ops::Range;

/// Text that a window owns: a candidate belongs to the window in which it begins.
const OWN: usize = 64 * 1024;
/// Text before it, for cues.
const BEFORE: usize = 512;

/// Calls `each` with every window: its text, the raw offset of its first byte, the raw range that it owns, and the
/// map back when the text was folded.
pub(super) fn each(raw: &[u8], folded: &mut Folded, mut each: impl FnMut(&[u8], Window<'_>)) {
    if raw.is_ascii() {
        each(raw, Window { raw, base: 0, own: 0..raw.len(), map: None });
        return;
    }
    let mut start = 0;
    while start < raw.len() {
        let end = cut(raw, start);
        let base = boundary(raw, start.saturating_sub(BEFORE));
        let slice = &raw[base..boundary(raw, (end + MAX_SPAN).min(raw.len()))];
        if slice.is_ascii() {
            each(slice, Window { raw: slice, base, own: start..end, map: None });
        } else {
            folded.fold(slice);
            each(&folded.text, Window { raw: slice, base, own: start..end, map: Some(folded) });
        }
        start = end;
    }
}

/// See [`each`].
pub(super) struct Window<'a> {
    raw: &'a [u8],
    base: usize,
    own: Range<usize>,
    map: Option<&'a Folded>,
}

impl Window<'_> {
    /// True when the window is the input as it stands.
    pub(super) fn is_all(&self) -> bool {
        self.map.is_none() && self.own == (0..self.raw.len())
    }

    /// The span in the input, if this window owns it.
    pub(super) fn raw_span(&self, span: Range<usize>) -> Option<Range<usize>> {
        let span = match self.map {
            None => span,
            Some(map) => map.raw_span(span, self.raw),
        };
        let span = self.base + span.start..self.base + span.end;
        self.own.contains(&span.start).then_some(span)
    }
}

/// Where the window that begins at `start` ends: at a line's end if there is one in its second half, else at a
/// character's.
fn cut(raw: &[u8], start: usize) -> usize {
    let end = start + OWN;
    if end >= raw.len() {
        return raw.len();
    }
    let half = start + OWN / 2;
    match memchr::memrchr(b'\n', &raw[half..end]) {
        Some(line) => half + line + 1,
        None => boundary(raw, end),
    }
}

/// The nearest offset at or before `at` that does not lie inside a character.
fn boundary(raw: &[u8], at: usize) -> usize {
    let back = (0..4).find(|back| at.checked_sub(*back).is_none_or(|at| raw.get(at).is_none_or(|b| b & 0xc0 != 0x80)));
    at - back.unwrap_or(0).min(at)
}
