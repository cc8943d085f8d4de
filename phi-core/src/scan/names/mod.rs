//! Names, places and institutions: words without a form, told by a linear model over what is known of them and what stands
//! around them.
//!
//! The model is asked about **active** tokens only: words that may be a name at all, and what lies between them. Everything else
//! is no name.

mod chain;
mod feature;
mod lexicon;
mod memory;
mod token;

use super::grow::MAX_SPAN;
use crate::Label;
use chain::{Model, Scores};
use feature::{Context, Digits, Line};
use lexicon::Lexicon;
use memory::{KIN, Memory, MONTHS, NUMBERS, TITLES, seen};
use std::ops::Range;
use token::{Kind, Token};

/// The labels that the model knows, in the order of its states.
pub(crate) const NAMED: [Label; chain::NAMED] =
    [Label::Name, Label::Location, Label::Org, Label::Date, Label::Age, Label::Phone, Label::Id];

/// No piece that is read by itself is longer.
const PIECE: usize = 64 * 1024;

/// Active tokens so far apart belong to one run.
const JOIN: usize = 2;
/// What is no name weighs so much less: a missed name is worse than a wrong one.
const LEAN: i32 = chain::UNIT;
/// So sure the model must be of a word to remember it for other places.
const SURE: i32 = 2 * chain::UNIT;
/// Tenths of that which count there.
const AGAIN: i32 = 6;

/// The lexicon and the model, both read in place.
pub(crate) struct Tables {
    lexicon: Lexicon,
    model: Model,
}

impl Tables {
    pub(crate) fn builtin() -> Self {
        Tables { lexicon: Lexicon::builtin(), model: Model::new(crate::generated::NAMES) }
    }

    /// With other weights.
    #[cfg(any(feature = "fit", test))]
    pub(crate) fn of(weights: &'static [u8]) -> Self {
        Tables { lexicon: Lexicon::builtin(), model: Model::new(weights) }
    }
}

/// Reusable memory.
#[derive(Default)]
pub(crate) struct Scratch {
    tokens: Vec<Token>,
    memory: Memory,
    runs: Vec<Run>,
    /// Of the active tokens.
    scores: Vec<Scores>,
    ahead: Vec<Scores>,
    back: Vec<Scores>,
    best: Vec<u8>,
}

/// Active tokens without a gap between.
#[derive(Clone)]
struct Run {
    tokens: Range<usize>,
    /// Where their scores are.
    scores: Range<usize>,
}

/// A name that was found; offsets into the window, the score in hundredths of log-odds.
pub(crate) struct Named {
    pub(crate) span: Range<usize>,
    /// Which of [`NAMED`].
    pub(crate) label: usize,
    pub(crate) score: i16,
}

impl Scratch {
    /// Finds the names of a window. `covered` are the proven candidates in it and their labels' numbers, by their starts.
    pub(crate) fn find(
        &mut self,
        text: &[u8],
        covered: &[(Range<usize>, u8)],
        tables: &Tables,
        mut each: impl FnMut(Named),
    ) {
        if tables.model.is_empty() {
            return;
        }
        for piece in pieces(text) {
            let at = piece.start;
            self.find_in(&text[piece.clone()], within(covered, piece), tables, |named| {
                each(Named { span: named.span.start + at..named.span.end + at, ..named })
            });
        }
    }

    fn find_in(
        &mut self,
        text: &[u8],
        covered: impl Iterator<Item = (Range<usize>, u8)>,
        tables: &Tables,
        mut each: impl FnMut(Named),
    ) {
        let habit = self.prepare(text, covered, &tables.lexicon);
        self.weigh(text, habit, tables);
        self.remember(tables);
        for run in 0..self.runs.len() {
            let Run { tokens, scores } = self.runs[run].clone();
            for (token, scores) in self.tokens[tokens.clone()].iter().zip(&mut self.scores[scores.clone()]) {
                if token.kind == Kind::Word {
                    for (label, sure) in self.memory.named(token.hash).into_iter().enumerate() {
                        let more = i32::from(sure) * AGAIN / 10;
                        scores[1 + 2 * label] += more;
                        scores[2 + 2 * label] += more;
                    }
                }
            }
            self.decode(scores, tables);
            let mut at = 0;
            while at < self.best.len() {
                let label = self.best[at];
                if label == 0 {
                    at += 1;
                    continue;
                }
                let inside = self.best[at + 1..].iter().take_while(|next| **next == label + 1).count();
                let end = at + 1 + inside;
                let margin = (at..end).map(|at| self.margin(at)).min().unwrap_or(0);
                let (first, last) = (&self.tokens[tokens.start + at], &self.tokens[tokens.start + end - 1]);
                let span = first.start as usize..last.end as usize;
                let score = (margin * 100 / chain::UNIT).clamp(0, 900) as i16;
                each(Named { span, label: usize::from((label - 1) / 2), score });
                at = end;
            }
        }
    }

    /// The model's weights for every active token, run after run.
    fn weigh(&mut self, text: &[u8], habit: u32, tables: &Tables) {
        self.scores.clear();
        let context = Context { text, tokens: &self.tokens, memory: &self.memory, lexicon: &tables.lexicon, habit };
        let scores = &mut self.scores;
        each_active(&self.tokens, |at, line, digits| {
            let mut sums = [0; chain::COLUMNS];
            feature::features(&context, line, digits, at, |feature| tables.model.add(feature, &mut sums));
            let mut own = chain::spread(&sums);
            own[0] -= LEAN;
            scores.push(own);
        });
    }

    /// Notes the words that the model is sure of, for their other places.
    fn remember(&mut self, tables: &Tables) {
        for run in 0..self.runs.len() {
            let Run { tokens, scores } = self.runs[run].clone();
            self.decode(scores, tables);
            for (at, token) in self.tokens[tokens].iter().enumerate() {
                let word = self.best[at] > 0 && token.kind == Kind::Word && token.end - token.start > 2;
                let margin = self.margin(at);
                if word && margin >= SURE {
                    self.memory.name(token.hash, usize::from((self.best[at] - 1) / 2), margin);
                }
            }
        }
    }

    fn decode(&mut self, scores: Range<usize>, tables: &Tables) {
        tables.model.sums(&self.scores[scores], &mut self.ahead, &mut self.back);
        tables.model.best(&self.ahead, &mut self.best);
    }

    /// How much better the best way is than the best one on which the token at `at` of the run is no name.
    fn margin(&self, at: usize) -> i32 {
        let sum = |label: usize| self.ahead[at][label] + self.back[at][label];
        sum(usize::from(self.best[at])) - sum(0)
    }

    /// Tokens, what covers them, memory, activity and runs; answers with the habit of the window's capitals.
    fn prepare(&mut self, text: &[u8], covered: impl Iterator<Item = (Range<usize>, u8)>, lexicon: &Lexicon) -> u32 {
        token::tokens(text, lexicon, &mut self.tokens);
        let mut at = 0;
        for (span, label) in covered {
            while self.tokens.get(at).is_some_and(|t| (t.end as usize) <= span.start) {
                at += 1;
            }
            let mut inside = at;
            while let Some(token) = self.tokens.get_mut(inside).filter(|t| (t.start as usize) < span.end) {
                token.covered = label;
                inside += 1;
            }
        }
        self.memory.learn(&self.tokens);
        let words = self.tokens.iter().filter(|t| t.kind == Kind::Word).count();
        let capitals = self.tokens.iter().filter(|t| t.is_capital()).count();
        let habit = ((capitals * 10 + words / 2) / words.max(1)) as u32;
        // Whoever writes hardly a capital writes names without one.
        let small = capitals * 40 < words;
        for at in 0..self.tokens.len() {
            self.tokens[at].active = self.may_be_name(at, small);
        }
        self.join();
        self.runs.clear();
        let mut first = 0;
        for run in self.tokens.chunk_by(|a, b| a.active == b.active) {
            let tokens = first..first + run.len();
            first = tokens.end;
            if run[0].active {
                let known = self.runs.last().map_or(0, |last| last.scores.end);
                self.runs.push(Run { scores: known..known + run.len(), tokens });
            }
        }
        habit
    }

    /// True when the token may begin or be a name: a capital, a known name, or what a title or kin announces.
    fn may_be_name(&self, at: usize, small: bool) -> bool {
        let token = &self.tokens[at];
        if token.covered > 0 {
            return false;
        }
        match token.kind {
            Kind::Word if token.is_capital() => true,
            Kind::Word => {
                let entry = token.entry;
                let name = entry.given().max(entry.surname());
                let announced = at > 0 && {
                    let before =
                        self.tokens[at - 1 - usize::from(at > 1 && self.tokens[at - 1].kind == Kind::Sign)].hash;
                    TITLES.has(before) || KIN.has(before)
                };
                let remembered = self.memory.of(token.hash) & (seen::TITLED | seen::DEGREED) != 0;
                announced
                    || NUMBERS.has(token.hash)
                    || MONTHS.has(token.hash)
                    || self.is_piece(at)
                    || remembered
                    || name > 2 && entry.word() == 0
                    || small && name > 0
                    || small && (entry.place() > 0 || entry.institution() > 0)
            }
            Kind::Number => true,
            _ => false,
        }
    }

    /// A letter beside a letter or a number, or a part of `b4f2`.
    fn is_piece(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let single = |token: &Token| token.end - token.start == 1;
        let beside = |other: &Token| {
            other.kind == Kind::Number || NUMBERS.has(other.hash) || other.kind == Kind::Word && single(other)
        };
        let next = self.tokens.get(at + 1);
        let glued = |other: &Token| other.kind == Kind::Number;
        at > 0 && (single(token) && beside(&self.tokens[at - 1]) || !token.spaced && glued(&self.tokens[at - 1]))
            || next.is_some_and(|next| single(token) && beside(next) || !next.spaced && glued(next))
    }

    /// What lies between active tokens, and the numbers beside them, are active too.
    fn join(&mut self) {
        let tokens = &mut self.tokens;
        let mut last: Option<usize> = None;
        for at in 0..tokens.len() {
            if !tokens[at].active {
                continue;
            }
            if let Some(last) = last.filter(|last| at - last <= JOIN + 1) {
                tokens[last + 1..at].iter_mut().filter(|t| t.covered == 0).for_each(|t| t.active = true);
            }
            // A house's number stands before its street, a unit's or an institution's behind.
            let number = |token: &Token| token.kind == Kind::Number && token.covered == 0;
            if at > 0 && number(&tokens[at - 1]) {
                tokens[at - 1].active = true;
            }
            if tokens.get(at + 1).is_some_and(number) {
                tokens[at + 1].active = true;
            }
            last = Some(at);
        }
    }
}

/// The text in pieces that are read by themselves, so that memory does not grow with it: whole lines where there are any.
fn pieces(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        let end = match rest.get(..PIECE) {
            None => rest.len(),
            Some(piece) => {
                let half = &piece[PIECE / 2..];
                let cut = memchr::memrchr(b'\n', half).or_else(|| memchr::memrchr(b' ', half));
                cut.map_or(PIECE, |at| PIECE / 2 + at + 1)
            }
        };
        let piece = start..start + end;
        start = piece.end;
        (!piece.is_empty()).then_some(piece)
    })
}

/// What covers the piece, counted from its start.
fn within(covered: &[(Range<usize>, u8)], piece: Range<usize>) -> impl Iterator<Item = (Range<usize>, u8)> {
    let first = covered.partition_point(|(span, _)| span.start + MAX_SPAN <= piece.start);
    let inside = covered[first..].iter().take_while(move |(span, _)| span.start < piece.end);
    let at = piece.start;
    inside
        .filter(move |(span, _)| at < span.end)
        .map(move |(span, label)| (span.start.saturating_sub(at)..span.end - at, *label))
}

/// Calls `each` with every active token and its line.
fn each_active(tokens: &[Token], mut each: impl FnMut(usize, &Line, &Digits)) {
    let mut line = Line::of(tokens, 0);
    let mut digits = Digits::default();
    for at in (0..tokens.len()).filter(|at| tokens[*at].active) {
        if at > line.end {
            line = Line::of(tokens, at);
        }
        if at >= digits.end {
            digits = Digits::of(tokens, at);
        }
        each(at, &line, &digits);
    }
}

#[cfg(feature = "fit")]
pub(crate) use {
    chain::{COLUMNS, LABELS, UNIT, may_follow},
    feature::BUCKETS,
    lexicon::table as lexicon_table,
};

/// A run of tokens for the fit: where each lies in the window, and its features.
#[cfg(feature = "fit")]
pub(crate) type Featured = Vec<(Range<usize>, Vec<u32>)>;

#[cfg(feature = "fit")]
impl Scratch {
    /// The runs of a window, as [`Scratch::find`] sees them.
    pub(crate) fn runs(&mut self, text: &[u8], covered: &[(Range<usize>, u8)], tables: &Tables) -> Vec<Featured> {
        let habit = self.prepare(text, covered.iter().cloned(), &tables.lexicon);
        let context = Context { text, tokens: &self.tokens, memory: &self.memory, lexicon: &tables.lexicon, habit };
        let mut all = Vec::new();
        each_active(&self.tokens, |at, line, digits| {
            let mut features = Vec::new();
            feature::features(&context, line, digits, at, |feature| features.push(feature as u32));
            all.push((self.tokens[at].start as usize..self.tokens[at].end as usize, features));
        });
        self.runs.iter().map(|run| all[run.scores.clone()].to_vec()).collect()
    }
}
