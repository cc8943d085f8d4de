//! The line around a token.

use super::token::{Kind, Token};
use std::ops::Range;

/// A line as seen from one of its tokens, which is moved on along the line.
pub(crate) struct Line {
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// Of four words so many begin with a capital.
    pub(crate) capitals: u32,
    pub(crate) words: u32,
    /// The hashes of the first and the last token of the line above, unless that is blank.
    pub(crate) above: Option<(u32, u32)>,
    /// The colon behind the label of the field that the token is in.
    pub(crate) field: Option<usize>,
    /// The token of the line above that stands over it, as the heads of columns do.
    pub(crate) head: Option<usize>,
    /// The line above, from the first token on that may stand over what comes.
    over: Range<usize>,
    /// Where the line above begins in the text.
    margin: u32,
    /// The last colon, and up to where it was looked for.
    colon: Option<usize>,
    seen: usize,
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
        let mut line = Line {
            first,
            end,
            capitals: (capitals * 4 + words / 2) / words.max(1),
            words: words.min(6),
            above,
            field: None,
            head: None,
            margin: begin(tokens, over.start),
            over,
            colon: None,
            seen: first,
        };
        line.go(tokens, at);
        line
    }

    /// Moves on to the token at `at`.
    pub(crate) fn go(&mut self, tokens: &[Token], at: usize) {
        while self.seen < at {
            if tokens[self.seen].is_sign(b':') {
                self.colon = Some(self.seen);
            }
            self.seen += 1;
        }
        self.field = self.colon.filter(|colon| at - colon <= REACH);
        let column = tokens.get(at).map_or(0, |token| token.start - begin(tokens, self.first));
        while !self.over.is_empty() && tokens[self.over.start].end - self.margin <= column {
            self.over.start += 1;
        }
        let over = self.over.clone().next();
        self.head = over.filter(|head| tokens[*head].start - self.margin <= column + 1);
    }
}

/// Where the line of the token at `first` begins.
fn begin(tokens: &[Token], first: usize) -> u32 {
    first.checked_sub(1).map_or(0, |before| tokens[before].end)
}
