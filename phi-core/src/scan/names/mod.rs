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
mod memory;
mod misread;
mod rows;
mod token;
mod words;

use super::grow::{MAX_SPAN, url};
use crate::Label;
use crate::score::evidence::Evidence;
use chain::{Model, Scores};
use digits::Digits;
use feature::{About, Context, Place};
use lexicon::Lexicon;
use line::Line;
use memory::Memory;
use std::ops::Range;
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

/// What is no name weighs so much less: a missed name is worse than a wrong one.
const LEAN: i32 = chain::UNIT * 3 / 4;
/// Of a thousand words and numbers so many are proven or sure in a text about somebody. The fewer they are, the more outside
/// weighs, up to [`SPARSE`]: a protocol or a list of parts has nothing to find.
const DENSE: usize = 200;
const SPARSE: i32 = 5 * chain::UNIT;
/// So sure the model must be of what is written small where others begin with a capital.
const SURE_OF_SMALL: i32 = chain::UNIT;
/// So sure the model must be of a word to remember it for other places.
const SURE: i32 = 2 * chain::UNIT;
/// Tenths of that which count there.
const AGAIN: i32 = 3;

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
    memory: Memory,
    runs: Vec<Run>,
    /// Of the tokens of the runs.
    scores: Vec<Scores>,
    /// Their states on the best way, and how much better it is than the best one on which the token is outside.
    best: Vec<u8>,
    margins: Vec<i32>,
    ahead: Vec<Scores>,
    back: Vec<Scores>,
}

/// Open tokens without a gap between.
#[derive(Clone)]
struct Run {
    tokens: Range<usize>,
    /// Where their scores are.
    scores: Range<usize>,
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
        self.scores.iter_mut().for_each(|scores| scores[0] += doubt);
        let mut line = Line::of(&self.tokens, 0);
        for run in 0..self.runs.len() {
            let Run { tokens, scores } = self.runs[run].clone();
            if self.recall(&tokens, &scores) || doubt > 0 {
                self.decode(&scores, tables);
            }
            let (best, margins) = (&self.best[scores.clone()], &self.margins[scores]);
            let mut at = 0;
            while at < best.len() {
                let state = best[at];
                if state == 0 {
                    at += 1;
                    continue;
                }
                let end = at + 1 + best[at + 1..].iter().take_while(|next| **next == state + 1).count();
                let number = tokens.start + at..tokens.start + end;
                let own = &self.tokens[number.clone()];
                let label = match usize::from((state - 1) / 2) {
                    NUMBER => {
                        if number.start > line.end {
                            line = Line::of(&self.tokens, number.start);
                        }
                        tables.model.kinds.label(text, &self.tokens, &line, number.clone())
                    }
                    label => NAMED[label],
                };
                let margin = margins[at..end].iter().min().map_or(0, |least| *least);
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
                at = end;
            }
        }
    }

    /// How much more outside weighs because little else in the text is an identifier.
    fn doubt(&self) -> i32 {
        let counts = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Number);
        let all = self.tokens.iter().filter(counts).count().max(1);
        let proven = self.tokens.iter().filter(counts).filter(|token| token.is_covered()).count();
        let open = self.runs.iter().flat_map(|run| self.tokens[run.tokens.clone()].iter().zip(run.scores.clone()));
        let sure = open.filter(|(token, at)| counts(token) && self.best[*at] > 0 && self.margins[*at] >= SURE).count();
        SPARSE - SPARSE * ((proven + sure) * 1000 / all).min(DENSE) as i32 / DENSE as i32
    }

    /// Adds what was remembered of the words of a run to their scores; false when there was nothing.
    fn recall(&mut self, tokens: &Range<usize>, scores: &Range<usize>) -> bool {
        let mut any = false;
        for (token, scores) in self.tokens[tokens.clone()].iter().zip(&mut self.scores[scores.clone()]) {
            if token.kind == Kind::Word {
                for (label, sure) in self.memory.named(token.hash).into_iter().enumerate().filter(|(_, sure)| *sure > 0)
                {
                    let more = i32::from(sure) * AGAIN / 10;
                    scores[1 + 2 * label] += more;
                    scores[2 + 2 * label] += more;
                    any = true;
                }
            }
        }
        any
    }

    /// The model's weights for every open token, run after run.
    fn weigh(&mut self, text: &[u8], habit: u32, tables: &Tables) {
        self.scores.clear();
        let context = Context { text, tokens: &self.tokens, memory: &self.memory, lexicon: &tables.lexicon, habit };
        let scores = &mut self.scores;
        each_open(text, &self.tokens, |place| {
            let mut sums = [0; chain::COLUMNS];
            feature::features(&context, place, |_, feature| tables.model.add(feature, &mut sums));
            let mut own = chain::spread(&sums);
            own[0] -= LEAN;
            scores.push(own);
        });
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
        each_open(text, &self.tokens, |place| {
            let token = &self.tokens[place.at];
            if !reasons.is_empty() || !inside(token.start as usize..token.end as usize) {
                return;
            }
            let mut sums = [[0; chain::COLUMNS]; About::TOLD.len()];
            feature::features(&context, place, |about, feature| tables.model.add(feature, &mut sums[about as usize]));
            let weight = |sums: &chain::Sums| ((sums[0] + sums[column]) * 100 / chain::UNIT) as i16;
            reasons.extend(
                About::TOLD.iter().zip(&sums).map(|(kind, sums)| Evidence { kind: *kind, weight: weight(sums) }),
            );
        });
        reasons.retain(|reason| reason.weight != 0);
        reasons
    }

    /// Notes the words that the model is sure of, for their other places.
    fn remember(&mut self, tables: &Tables) {
        self.best.resize(self.scores.len(), 0);
        self.margins.resize(self.scores.len(), 0);
        for run in 0..self.runs.len() {
            let Run { tokens, scores } = self.runs[run].clone();
            self.decode(&scores, tables);
            for (token, at) in self.tokens[tokens].iter().zip(scores) {
                let (state, margin) = (self.best[at], self.margins[at]);
                if state > 0 && margin >= SURE && token.kind == Kind::Word && token.end - token.start > 2 {
                    self.memory.name(token.hash, usize::from((state - 1) / 2), margin);
                }
            }
        }
    }

    /// The best way through a run.
    fn decode(&mut self, run: &Range<usize>, tables: &Tables) {
        let follow = &tables.model.follow;
        follow.sums(&self.scores[run.clone()], &mut self.ahead, &mut self.back);
        let best = &mut self.best[run.clone()];
        follow.best(&self.ahead, best);
        let sums = self.ahead.iter().zip(&self.back);
        for ((margin, state), (ahead, back)) in self.margins[run.clone()].iter_mut().zip(best).zip(sums) {
            let sum = |state: usize| ahead[state] + back[state];
            *margin = sum(usize::from(*state)) - sum(0);
        }
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
        self.memory.learn(text, &self.tokens);
        let words = self.tokens.iter().filter(|t| t.kind == Kind::Word).count();
        let capitals = self.tokens.iter().filter(|t| t.is_capital()).count();
        let habit = ((capitals * 10 + words / 2) / words.max(1)) as u32;
        calm::open(&mut self.tokens, calm && habit > 0);
        self.runs.clear();
        let mut first = 0;
        for run in self.tokens.chunk_by(|a, b| a.open == b.open) {
            let tokens = first..first + run.len();
            first = tokens.end;
            if run[0].open {
                let known = self.runs.last().map_or(0, |last| last.scores.end);
                self.runs.push(Run { scores: known..known + run.len(), tokens });
            }
        }
        habit
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

/// Calls `each` with the place of every open token.
fn each_open(text: &[u8], tokens: &[Token], mut each: impl FnMut(&Place<'_>)) {
    let mut line = Line::of(tokens, 0);
    let mut row = Digits::default();
    for at in (0..tokens.len()).filter(|at| tokens[*at].open) {
        if at > line.end {
            line = Line::of(tokens, at);
        }
        if at >= row.tokens.end {
            row = Digits::of(text, tokens, at);
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
        each_open(text, &self.tokens, |place| {
            let mut features = Vec::new();
            feature::features(&context, place, |_, feature| features.push(feature));
            all.push((self.tokens[place.at].start as usize..self.tokens[place.at].end as usize, features));
        });
        self.runs.iter().map(|run| all[run.scores.clone()].to_vec()).collect()
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
            kind::features(text, &self.tokens, &line, span, |feature| features.push(feature as u32));
            Some(features)
        };
        numbers.iter().enumerate().filter_map(|(at, number)| Some((at, features(number)?))).collect()
    }
}
