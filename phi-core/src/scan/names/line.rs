//! The line around a token.

use super::token::{Kind, Token};
use std::ops::Range;

/// A line as seen from one of its tokens.
pub(crate) struct Line {
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// Of four words so many begin with a capital.
    pub(crate) capitals: u32,
    pub(crate) words: u32,
    /// The hashes of the first and the last token of the line above, unless that is blank.
    pub(crate) above: Option<(u32, u32)>,
    /// The line above.
    over: Range<usize>,
}

/// A field's label is looked for so many tokens back.
const REACH: usize = 10;

impl Line {
    pub(crate) fn of(tokens: &[Token], at: usize) -> Line {
        let start = |at: usize| tokens[..at].iter().rposition(|t| t.kind == Kind::Line).map_or(0, |n| n + 1);
        let first = start(at);
        let end = tokens[at..].iter().position(|t| t.kind == Kind::Line).map_or(tokens.len(), |n| at + n);
        let words = tokens[first..end].iter().filter(|t| t.kind == Kind::Word).count() as u32;
        let capitals = tokens[first..end].iter().filter(|t| t.is_capital()).count() as u32;
        let over = first.checked_sub(1).map_or(0..0, |end| start(end)..end);
        let above = (!over.is_empty()).then(|| (tokens[over.start].hash, tokens[over.end - 1].hash));
        Line { first, end, capitals: (capitals * 4 + words / 2) / words.max(1), words: words.min(6), above, over }
    }

    /// The colon behind the label of the field that the token at `at` is in.
    pub(crate) fn field(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let reach = at.saturating_sub(REACH).max(self.first);
        tokens[reach..at].iter().rposition(|t| t.is_sign(b':')).map(|colon| reach + colon)
    }

    /// The token of the line above that stands over `token`, as the heads of columns do.
    pub(crate) fn head<'a>(&self, tokens: &'a [Token], token: &Token) -> Option<&'a Token> {
        let begin = |at: usize| at.checked_sub(1).map_or(0, |before| tokens[before].end);
        let column = token.start - begin(self.first);
        let from = begin(self.over.start);
        let over = &tokens[self.over.clone()];
        over.get(over.partition_point(|t| t.end - from <= column)).filter(|t| t.start - from <= column + 1)
    }
}
