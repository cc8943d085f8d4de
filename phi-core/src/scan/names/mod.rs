//! Names, places and institutions, and the dates, ages and numbers that no form or cue proves: told by a linear model over what
//! is known of a word and what stands around it.
//!
//! What the model is sure of in one place counts in the others of a text.

mod calm;
mod chain;
mod check;
mod digits;
mod feature;
mod kind;
mod lexicon;
mod line;
mod memo;
mod memory;
mod misread;
mod rows;
mod sums;
mod token;
mod words;

use super::grow::{MAX_SPAN, url};
use crate::Label;
use crate::score::evidence::Evidence;
use chain::{INSIDE, Model, Sums, Ways};
use digits::Digits;
use feature::{About, Context, Place};
use lexicon::Lexicon;
use line::Line;
use memory::Memory;
use std::ops::Range;
use sums::Weigher;
use token::{Kind, Token};

/// The labels that the chain tells apart, in the order of its states. The last stands for all of [`KINDS`].
pub(crate) const NAMED: [Label; chain::NAMED] =
    [Label::Name, Label::Location, Label::Org, Label::Date, Label::Age, Label::Phone, Label::Id];
const NUMBER: usize = chain::NAMED - 1;

/// What the model is called where it finds this label.
pub(crate) fn detector_id(label: Label) -> &'static str {
    match label {
        Label::Name => "name",
        Label::Location => "place",
        Label::Org => "institution",
        Label::Date => "date-in-context",
        Label::Age => "age-in-context",
        Label::Phone => "phone-in-context",
        Label::Url => "address-in-context",
        _ => "number-in-context",
    }
}

/// No piece that is read by itself is longer.
const PIECE: usize = 64 * 1024;

/// Of a thousand words and numbers so many are proven or sure in a text about somebody. The fewer they are, the more outside
/// weighs, up to [`SPARSE`]: a protocol or a list of parts has nothing to find.
const DENSE: usize = 200;
const SPARSE: i16 = 5 * chain::UNIT as i16;
/// So sure the model must be of what is written small where others begin with a capital.
const SURE_OF_SMALL: i32 = chain::UNIT;
/// So sure the model must be of a word to remember it for other places.
const SURE: i32 = 2 * chain::UNIT;
/// Tenths of that which count there.
const AGAIN: i16 = 3;

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
    #[cfg(feature = "fit")]
    pub(crate) fn of(weights: &'static [u8]) -> Self {
        Tables { lexicon: Lexicon::builtin(), model: Model::new(weights) }
    }
}

/// Reusable memory.
#[derive(Default)]
pub(crate) struct Scratch {
    tokens: Vec<Token>,
    words: token::Words,
    memory: Memory,
    /// Open tokens without a gap between.
    runs: Vec<Range<usize>>,
    weigher: Weigher,
    /// Of each token its state on the best way and, where that is not outside, how much better it is than the best one on which
    /// it would be.
    best: Vec<u8>,
    margins: Vec<i32>,
    ways: Ways,
}

/// A name that was found; offsets into the window, the score in hundredths of log-odds.
pub(crate) struct Named {
    pub(crate) span: Range<usize>,
    pub(crate) label: Label,
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
        let habit = self.prepare(text, covered, &tables.lexicon, true);
        self.weigh(text, habit, tables);
        self.remember(tables);
        let doubt = self.doubt();
        if doubt > 0 {
            self.weigher.sums().iter_mut().flat_map(|sums| &mut sums[1..]).for_each(|sum| *sum -= doubt);
            self.best.fill(0);
        }
        let mut line = Line::of(&self.tokens, 0);
        for run in 0..self.runs.len() {
            let run = self.runs[run].clone();
            if self.recall(run.clone()) || doubt > 0 {
                self.decode(run.clone(), doubt == 0, tables);
            }
            let mut at = run.start;
            while let Some(first) = self.best[at..run.end].iter().position(|state| *state > 0) {
                at += first;
                let label = label_of(self.best[at]);
                let inside = |state: &u8| usize::from(*state) == label + 1 + INSIDE;
                let inside = self.best[at + 1..run.end].iter().take_while(|state| inside(state)).count();
                let number = at..at + 1 + inside;
                at = number.end;
                let own = &self.tokens[number.clone()];
                let label = match label {
                    NUMBER => {
                        if number.start > line.end {
                            line = Line::of(&self.tokens, number.start);
                        }
                        line.go(&self.tokens, number.start);
                        tables.model.kinds.label(&self.tokens, &line, number.clone())
                    }
                    label => NAMED[label],
                };
                let margin = self.margins[number.clone()].iter().min().map_or(0, |least| *least);
                let sure = margin >= SURE_OF_SMALL || !check::is_small(label, own, habit);
                if sure && check::may_be(label, text, own) {
                    let score = (margin * 100 / chain::UNIT).clamp(0, 900) as i16;
                    for part in check::parts(label, &self.tokens, number) {
                        let span = self.tokens[part.start].start as usize..self.tokens[part.end - 1].end as usize;
                        // An address whose path names a person or a record is one identifier as a whole.
                        let (span, label) = url::around(text, &span).map_or((span, label), |all| (all, Label::Url));
                        each(Named { span, label, score });
                    }
                }
            }
        }
    }

    /// How much more outside weighs because little else in the text is an identifier.
    fn doubt(&self) -> i16 {
        let counts = |token: &Token| matches!(token.kind, Kind::Word | Kind::Number);
        let is_sure = |at: usize| self.best[at] > 0 && self.margins[at] >= SURE;
        let (mut all, mut sure) = (0, 0);
        for (at, token) in self.tokens.iter().enumerate().filter(|(_, token)| counts(token)) {
            all += 1;
            sure += usize::from(token.is_covered() || is_sure(at));
        }
        SPARSE - SPARSE * (sure * 1000 / all.max(1)).min(DENSE) as i16 / DENSE as i16
    }

    /// Adds what was remembered of the words of a run to their sums; false when there was nothing.
    fn recall(&mut self, run: Range<usize>) -> bool {
        let mut any = false;
        if !self.memory.names_any() {
            return any;
        }
        for (token, sums) in self.tokens[run.clone()].iter_mut().zip(&mut self.weigher.sums()[run]) {
            if token.kind == Kind::Word
                && let Some(named) = self.memory.named(token.hash)
            {
                sums[1..].iter_mut().zip(named).for_each(|(sum, sure)| *sum += i16::from(sure) * AGAIN / 10);
                token.recalled = true;
                any = true;
            }
        }
        any
    }

    /// The model's weights for every open token.
    fn weigh(&mut self, text: &[u8], habit: u32, tables: &Tables) {
        let context = Context { text, tokens: &self.tokens, memory: &self.memory, lexicon: &tables.lexicon, habit };
        self.weigher.weigh(&context, &tables.model);
    }

    /// What speaks for the label in the first token that is `inside`, in hundredths of log-odds.
    pub(crate) fn reasons(
        &mut self,
        text: &[u8],
        covered: &[(Range<usize>, u8)],
        tables: &Tables,
        label: Label,
        inside: impl Fn(Range<usize>) -> bool,
    ) -> Vec<Evidence> {
        let column = 1 + NAMED.iter().position(|named| *named == label).unwrap_or(NUMBER);
        let habit = self.prepare(text, covered.iter().cloned(), &tables.lexicon, true);
        let context = Context { text, tokens: &self.tokens, memory: &self.memory, lexicon: &tables.lexicon, habit };
        let mut reasons = Vec::new();
        each_open(&self.tokens, |place| {
            let token = &self.tokens[place.at];
            if !reasons.is_empty() || !inside(token.start as usize..token.end as usize) {
                return;
            }
            let mut sums = [Sums::default(); About::TOLD.len()];
            feature::features(&context, place, |about, feature| tables.model.add(feature, &mut sums[about as usize]));
            let weight = |sums: &Sums| (i32::from(sums[0] + sums[column]) * 100 / chain::UNIT) as i16;
            reasons.extend(
                About::TOLD.iter().zip(&sums).map(|(kind, sums)| Evidence { kind: *kind, weight: weight(sums) }),
            );
        });
        reasons.retain(|reason| reason.weight != 0);
        reasons
    }

    /// Notes the words that the model is sure of, for their other places.
    fn remember(&mut self, tables: &Tables) {
        self.best.clear();
        self.best.resize(self.tokens.len(), 0);
        self.margins.resize(self.tokens.len(), 0);
        for run in 0..self.runs.len() {
            let run = self.runs[run].clone();
            self.decode(run.clone(), false, tables);
            for at in run.filter(|at| self.best[*at] > 0) {
                let (token, margin) = (&self.tokens[at], self.margins[at]);
                if margin >= SURE && token.kind == Kind::Word && token.end - token.start > 2 {
                    self.memory.name(token.hash, label_of(self.best[at]), margin);
                }
            }
        }
    }

    /// The best way through a run; with `again`, only where something was recalled since.
    fn decode(&mut self, run: Range<usize>, again: bool, tables: &Tables) {
        let (best, margins) = (&mut self.best[run.clone()], &mut self.margins[run.clone()]);
        let tokens = &self.tokens[run.clone()];
        let concerns = |part: Range<usize>| !again || tokens[part].iter().any(|token| token.recalled);
        tables.model.follow.decode(&self.weigher.sums()[run], concerns, &mut self.ways, best, margins);
    }

    /// Tokens, what covers them, memory and runs; answers with the habit of the window's capitals. With `calm`, tokens in the
    /// midst of ordinary words are passed over; the fit sees them, too.
    fn prepare(
        &mut self,
        text: &[u8],
        covered: impl Iterator<Item = (Range<usize>, u8)>,
        lexicon: &Lexicon,
        calm: bool,
    ) -> u32 {
        token::tokens(text, lexicon, &mut self.words, &mut self.tokens);
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
        self.memory.learn(text, &self.tokens);
        let (words, capitals) = self.tokens.iter().fold((0, 0), |(words, capitals), token| {
            (words + usize::from(token.kind == Kind::Word), capitals + usize::from(token.is_capital()))
        });
        let habit = ((capitals * 10 + words / 2) / words.max(1)) as u32;
        calm::open(&mut self.tokens, calm && habit > 0);
        self.runs.clear();
        let mut first = 0;
        for run in self.tokens.chunk_by(|a, b| a.open == b.open) {
            let tokens = first..first + run.len();
            first = tokens.end;
            if run[0].open {
                self.runs.push(tokens);
            }
        }
        habit
    }
}

/// The place among [`NAMED`] of a state that is not outside.
fn label_of(state: u8) -> usize {
    usize::from(state) % INSIDE - 1
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

/// Calls `each` with the place of every open token.
fn each_open(tokens: &[Token], mut each: impl FnMut(&Place<'_>)) {
    let mut line = Line::of(tokens, 0);
    let mut row = Digits::default();
    for at in (0..tokens.len()).filter(|at| tokens[*at].open) {
        if at > line.end {
            line = Line::of(tokens, at);
        }
        line.go(tokens, at);
        if at >= row.tokens.end {
            row = Digits::of(tokens, at);
        }
        each(&Place { at, line: &line, row: &row });
    }
}

#[cfg(feature = "fit")]
pub(crate) use {
    chain::{COLUMNS, LABELS, UNIT, may_follow},
    kind::{BUCKETS as KIND_BUCKETS, KINDS, ROW as KIND_ROW},
    lexicon::table as lexicon_table,
    rows::Plan,
};

/// A run of tokens for the fit: where each lies in the window, and its features.
#[cfg(feature = "fit")]
pub(crate) type Featured = Vec<(Range<usize>, Vec<u32>)>;

#[cfg(feature = "fit")]
impl Scratch {
    /// The runs of a window, as [`Scratch::find`] sees them.
    pub(crate) fn runs(&mut self, text: &[u8], covered: &[(Range<usize>, u8)], tables: &Tables) -> Vec<Featured> {
        let habit = self.prepare(text, covered.iter().cloned(), &tables.lexicon, false);
        let context = Context { text, tokens: &self.tokens, memory: &self.memory, lexicon: &tables.lexicon, habit };
        let mut all = Vec::new();
        each_open(&self.tokens, |place| {
            let mut features = Vec::new();
            feature::features(&context, place, |_, feature| features.push(feature));
            all.push((self.tokens[place.at].start as usize..self.tokens[place.at].end as usize, features));
        });
        let mut all = all.into_iter();
        self.runs.iter().map(|run| all.by_ref().take(run.len()).collect()).collect()
    }

    /// The features that tell which identifier a number is, of each of `numbers`, with its place there; `raw` says where a span
    /// of the window lies.
    pub(crate) fn kinds(
        &mut self,
        text: &[u8],
        numbers: &[Range<usize>],
        raw: impl Fn(Range<usize>) -> Option<Range<usize>>,
        tables: &Tables,
    ) -> Vec<(usize, Vec<u32>)> {
        self.prepare(text, std::iter::empty(), &tables.lexicon, false);
        let places: Vec<_> = self.tokens.iter().map(|t| raw(t.start as usize..t.end as usize)).collect();
        let features = |number: &Range<usize>| {
            let inside = |place: &Option<Range<usize>>| {
                place.as_ref().is_some_and(|place| number.start < place.end && place.start < number.end)
            };
            let first = places.iter().position(inside)?;
            let span = first..first + places[first..].iter().take_while(|place| inside(place)).count();
            let line = Line::of(&self.tokens, first);
            let mut features = Vec::new();
            kind::features(&self.tokens, &line, span, |feature| features.push(feature as u32));
            Some(features)
        };
        numbers.iter().enumerate().filter_map(|(at, number)| Some((at, features(number)?))).collect()
    }
}
