//! What speaks for and against a token: numbers that the model has a weight for.

use super::digits::Digits;
use super::lexicon::Lexicon;
use super::line::Line;
use super::memory::Memory;
use super::token::{Kind, Token, mix, shape, word_hash};
use super::words::{DEGREE, KIN, TITLE};
use crate::score::evidence::EvidenceKind;

/// What the features of a window are made from.
pub(crate) struct Context<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) tokens: &'a [Token],
    pub(crate) memory: &'a Memory,
    pub(crate) lexicon: &'a Lexicon,
    /// Of ten words so many begin with a capital, in the window.
    pub(crate) habit: u32,
}

/// Where a token stands.
pub(crate) struct Place<'a> {
    pub(crate) at: usize,
    pub(crate) line: &'a Line,
    pub(crate) row: &'a Digits,
}

/// What a feature looks at.
#[derive(Clone, Copy)]
pub(crate) enum About {
    /// The word itself and its letters.
    Word = 0,
    /// How it and its neighbours are written.
    Shape = 1,
    /// What the lexicon knows of it and its neighbours.
    Lexicon = 2,
    /// The words around.
    Around = 3,
    /// The line, its field and what stands above.
    Line = 4,
    /// What the text says of the word elsewhere.
    Memory = 5,
    /// The row of numbers that it is in.
    Row = 6,
}

impl About {
    /// What each counts as when reasons are told.
    pub(crate) const TOLD: [EvidenceKind; 7] = [
        EvidenceKind::Word,
        EvidenceKind::Writing,
        EvidenceKind::Lexicon,
        EvidenceKind::Neighbours,
        EvidenceKind::Layout,
        EvidenceKind::Elsewhere,
        EvidenceKind::Numbers,
    ];
}

/// Calls `each` with every feature of the token at `place`.
pub(crate) fn features(c: &Context<'_>, place: &Place<'_>, mut each: impl FnMut(About, u32)) {
    let Place { at, line, row } = *place;
    let mut emit = |about: About, template: u32, value: u32| {
        let template = (about as u32) << 5 | template;
        each(about, mix(value.wrapping_mul(0x9e37_79b9) ^ template.wrapping_mul(0x85eb_ca6b)));
    };
    of_itself(c, at, &mut emit);
    if c.tokens[at].kind == Kind::Word {
        of_short_forms(c, at, &mut emit);
    }
    of_neighbours(c, at, &mut emit);
    of_line(c, at, line, &mut emit);
    if !row.tokens.is_empty() {
        of_row(c, at, line, row, &mut emit);
        of_value(c, at, &mut emit);
    }
}

/// What a number may be by its value alone: a month, a day, an age of 90 and over, a year.
fn value(text: &[u8], token: Option<&Token>) -> u32 {
    let Some(token) = token.filter(|t| t.kind == Kind::Number && !t.is_covered()) else { return 0 };
    let digits = token.bytes(text);
    let number =
        digits.iter().take(5).fold(0, |sum, digit| sum * 10 + u32::from(super::misread::digit(*digit).unwrap_or(0)));
    let class = match (digits.len(), number) {
        (..=2, 0) => 1,
        (..=2, ..=12) => 2,
        (..=2, ..=31) => 3,
        (..=2, ..=59) => 4,
        (..=2, ..=89) => 5,
        (..=3, 90..=115) => 6,
        (3, _) => 7,
        (4, 1900..=2049) => 8,
        (4, _) => 9,
        (5, _) => 10,
        (..=8, _) => 11,
        _ => 12,
    };
    class | u32::from(matches!(digits[0], b'0' | b'O' | b'o')) << 4
}

fn of_value(c: &Context<'_>, at: usize, emit: &mut impl FnMut(About, u32, u32)) {
    let near = |by: isize| Near::new(c.tokens, at, by);
    let [before3, before2, before, own, behind, behind2] = [-3, -2, -1, 0, 1, 2].map(near);
    let [left, class, right] = [&before2, &own, &behind2].map(|near| value(c.text, near.0));
    emit(About::Row, 20, class);
    emit(About::Row, 21, mix(before.hash()) ^ class);
    emit(About::Row, 22, mix(behind.hash()) ^ class);
    emit(About::Row, 23, mix(mix(before2.hash()) ^ before.hash()) ^ class);
    emit(About::Row, 24, mix(mix(behind.hash()) ^ behind2.hash()) ^ class);
    emit(About::Row, 25, before.shape() << 16 | behind.shape() << 8 | class);
    emit(About::Row, 26, mix(mix(before.hash() << 8 | behind.hash()) ^ left << 16) ^ (class << 8 | right));
    emit(About::Row, 27, before.cluster_of(8) << 8 | class);
    emit(About::Row, 28, behind.cluster_of(8) << 8 | class);
    emit(About::Row, 29, before.names() << 8 | class);
    emit(About::Row, 30, mix(before3.hash()) ^ class);
}

/// The token `by` places on, with what the templates ask of it.
struct Near<'a>(Option<&'a Token>);

impl<'a> Near<'a> {
    fn new(tokens: &'a [Token], at: usize, by: isize) -> Self {
        Near(at.checked_add_signed(by).and_then(|at| tokens.get(at)))
    }

    /// Of the word; of what is proven, which label it has.
    fn hash(&self) -> u32 {
        self.0.map_or(1, |t| if t.is_covered() { 7 + u32::from(t.covered) } else { t.hash })
    }

    fn shape(&self) -> u32 {
        u32::from(self.0.map_or(shape::OUTSIDE, |t| if t.is_covered() { shape::COVERED } else { t.shape }))
    }

    /// How wide the blank before it is.
    fn gap(&self) -> u32 {
        self.0.map_or(3, |t| u32::from(t.gap))
    }

    fn names(&self) -> u32 {
        self.0.map_or(0, |t| t.entry.names())
    }

    fn kinds(&self) -> u32 {
        self.0.map_or(0, |t| t.entry.kinds())
    }

    fn cluster(&self) -> u32 {
        self.0.map_or(0, |t| t.entry.cluster())
    }

    /// The first steps of the path to the cluster, and the language.
    fn cluster_of(&self, steps: u32) -> u32 {
        self.cluster() & (0x6000 | ((1 << steps) - 1))
    }
}

fn of_itself(c: &Context<'_>, at: usize, emit: &mut impl FnMut(About, u32, u32)) {
    let token = &c.tokens[at];
    let own = Near(Some(token));
    let shape = own.shape();
    emit(About::Word, 0, 0);
    emit(About::Word, 1, own.hash());
    emit(About::Shape, 0, shape);
    let entry = token.entry;
    emit(About::Lexicon, 0, own.names());
    emit(About::Lexicon, 1, own.kinds());
    emit(About::Lexicon, 2, entry.given());
    emit(About::Lexicon, 3, entry.surname());
    emit(About::Lexicon, 4, entry.word() << 8 | shape);
    emit(About::Lexicon, 5, own.names() << 8 | shape);
    emit(About::Lexicon, 6, own.kinds() << 8 | shape);
    emit(About::Lexicon, 7, entry.given().max(entry.surname()) << 4 | entry.word());
    emit(About::Lexicon, 8, own.cluster() << 8 | shape);
    if token.kind != Kind::Word {
        return;
    }
    let word = token.bytes(c.text);
    for len in 2..=4 {
        emit(About::Word, len, word_hash(&word[word.len().saturating_sub(len as usize)..]));
    }
    emit(About::Word, 5, word_hash(&word[..word.len().min(3)]));
    emit(About::Word, 6, word_hash(&word[..word.len().min(4)]));
    emit(About::Word, 7, (word.len().min(12)) as u32);
    let memory = u32::from(c.memory.of(token.hash));
    emit(About::Memory, 0, memory);
    for bit in (0..7).filter(|bit| memory >> bit & 1 == 1) {
        emit(About::Memory, 1, bit << 8 | shape);
    }
}

/// Is it made from a name that the text has elsewhere: a user's name or initials?
fn of_short_forms(c: &Context<'_>, at: usize, emit: &mut impl FnMut(About, u32, u32)) {
    let token = &c.tokens[at];
    let (word, shape, ordinary) = (token.bytes(c.text), u32::from(token.shape), token.entry.word());
    if token.shape == shape::SMALL && word.len() > 4 && ordinary == 0 {
        let (behind, before) = (word_hash(&word[1..]), word_hash(&word[..word.len() - 1]));
        let known = c.lexicon.word(behind).surname();
        let here = |hash: u32| u32::from(c.memory.of(hash) != 0);
        let common = u32::from(known > 2) + u32::from(known > 4);
        emit(About::Memory, 2, here(behind) << 3 | here(before) << 2 | common);
    }
    if word.len() <= 3 {
        let near = |by: isize| Near::new(c.tokens, at, by);
        let letter = |by: isize| {
            let other = near(by).0.filter(|t| t.kind == Kind::Word && t.is_single());
            other.map(|t| t.bytes(c.text)[0])
        };
        let whose = |first: Option<u8>, last: Option<u8>| {
            u32::from(first.zip(last).is_some_and(|(first, last)| c.memory.has_initials(first, last)))
        };
        let (first, last) = (word.first().copied(), word.last().copied());
        let known = match word.len() {
            // Over a full stop.
            1 => whose(letter(-2), first) | whose(first, letter(2)) << 1,
            len => whose(first, last) << len,
        };
        let written = known << 8 | shape;
        emit(About::Memory, 3, written);
        emit(About::Memory, 4, mix(written) ^ (near(-1).shape() << 8 | near(1).shape()));
        emit(About::Memory, 5, mix(written) ^ token.hash);
        emit(About::Memory, 6, known << 8 | ordinary);
    }
}

fn of_neighbours(c: &Context<'_>, at: usize, emit: &mut impl FnMut(About, u32, u32)) {
    let tokens = c.tokens;
    let near = |by: isize| Near::new(tokens, at, by);
    for by in (-4..=4).filter(|by| *by != 0) {
        emit(About::Around, (by + 4) as u32, near(by).hash());
    }
    for by in -2..=2 {
        let (other, template) = (near(by), (by + 2) as u32);
        if by != 0 {
            emit(About::Shape, 1 + template, other.shape());
            emit(About::Lexicon, 10 + template, other.names());
        }
        emit(About::Lexicon, 15 + template, other.cluster());
        emit(About::Around, 10 + template, other.cluster_of(4));
        emit(About::Around, 15 + template, other.cluster_of(6));
        emit(About::Around, 20 + template, other.cluster_of(8));
    }
    let [before2, before, own, behind, behind2] = [-2, -1, 0, 1, 2].map(near);
    emit(About::Lexicon, 20, before.kinds());
    emit(About::Lexicon, 21, behind.kinds());
    emit(About::Lexicon, 22, before.cluster() << 16 | own.cluster());
    emit(About::Lexicon, 23, own.cluster() << 16 | behind.cluster());
    emit(About::Lexicon, 24, before.names() << 9 | own.names());
    emit(About::Lexicon, 25, own.names() << 9 | behind.names());
    emit(About::Around, 25, mix(before.hash()) ^ own.hash());
    emit(About::Around, 26, mix(own.hash()) ^ behind.hash());
    emit(About::Around, 27, mix(before2.hash()) ^ before.hash());
    emit(About::Around, 28, mix(behind.hash()) ^ behind2.hash());
    emit(About::Shape, 6, before.shape() << 16 | own.shape() << 8 | behind.shape());
    emit(About::Shape, 7, before2.shape() << 16 | before.shape() << 8 | own.shape());
    emit(About::Shape, 8, own.shape() << 16 | behind.shape() << 8 | behind2.shape());
    let (gap, gap_behind) = (own.gap(), behind.gap());
    emit(About::Shape, 9, gap << 8 | before.shape());
    emit(About::Shape, 10, gap << 8 | own.shape());
    emit(About::Shape, 11, gap_behind << 10 | gap << 8 | own.shape());
    if tokens[at].kind == Kind::Sign {
        let sign = own.hash() << 4 | gap << 2 | gap_behind;
        let between = sign << 16 | before.shape() << 8 | behind.shape();
        emit(About::Shape, 12, between);
        emit(About::Shape, 13, mix(between) ^ behind2.shape());
        emit(About::Lexicon, 30, mix(before.names() << 9 | behind.names()) ^ own.hash());
    }
    // Phrases of two words that the lexicon knows, also over a hyphen.
    let hash = tokens[at].hash;
    let word = |near: &Near<'_>, far: &Near<'_>| {
        let joined = near.0.is_some_and(|t| t.is_sign(b'-') || t.is_sign(b'&') || t.is_sign(b'+'));
        if joined { far.0 } else { near.0 }.map(|t| t.hash)
    };
    let pair = |first: u32, second: u32| u32::from(c.lexicon.pair(first, second).known);
    emit(About::Lexicon, 26, word(&before, &before2).map_or(0, |other| pair(other, hash)));
    emit(About::Lexicon, 27, word(&behind, &behind2).map_or(0, |other| pair(hash, other)));
    let heads = (1..=4).filter(|by| near(*by).0.is_some_and(|t| t.entry.is_head())).fold(0, |bits, by| bits | 1 << by);
    emit(About::Lexicon, 28, heads << 8 | own.shape());
    emit(About::Lexicon, 29, heads << 9 | own.names());
    let titled = (1..=2).any(|by| near(-by).0.is_some_and(|t| t.is_in(TITLE)));
    let degreed = (1..=3).any(|by| near(by).0.is_some_and(|t| t.is_in(DEGREE)));
    let kin = (1..=3).any(|by| near(-by).0.is_some_and(|t| t.is_in(KIN)));
    let person = u32::from(titled) | u32::from(degreed) << 1 | u32::from(kin) << 2;
    emit(About::Around, 29, person);
    emit(About::Around, 30, person << 8 | own.shape());
}

fn of_line(c: &Context<'_>, at: usize, line: &Line, emit: &mut impl FnMut(About, u32, u32)) {
    let tokens = c.tokens;
    let shape = Near(Some(&tokens[at])).shape();
    emit(About::Line, 0, line.capitals << 8 | shape);
    emit(About::Line, 1, c.habit << 8 | shape);
    emit(About::Line, 2, line.words << 8 | shape);
    emit(About::Line, 3, (at - line.first).min(4) as u32);
    emit(About::Line, 4, (line.end - at).min(4) as u32);
    match line.field(tokens, at) {
        Some(colon) => {
            let label = colon.checked_sub(1).map_or(0, |n| tokens[n].hash);
            let longer = colon.checked_sub(2).map_or(0, |n| tokens[n].hash);
            emit(About::Line, 5, label);
            emit(About::Line, 6, mix(label) ^ (at - colon).min(4) as u32);
            emit(About::Line, 7, mix(label) ^ longer);
            emit(About::Line, 8, mix(label) ^ shape);
        }
        None => {
            emit(About::Line, 9, tokens[line.first].hash);
            emit(About::Line, 10, shape);
        }
    }
    if let Some(head) = line.head(tokens, &tokens[at]) {
        emit(About::Line, 11, head.hash);
        emit(About::Line, 12, mix(head.hash) ^ shape);
        emit(About::Line, 13, u32::from(head.shape) << 8 | shape);
    }
    if line.first > 1 {
        emit(About::Line, 14, u32::from(line.above.is_none()) << 8 | shape);
        if let Some((first, last)) = line.above.filter(|_| at == line.first) {
            emit(About::Line, 15, last);
            emit(About::Line, 16, first);
        }
    }
}

fn of_row(c: &Context<'_>, at: usize, line: &Line, row: &Digits, emit: &mut impl FnMut(About, u32, u32)) {
    let near = |at: usize, by: isize| Near::new(c.tokens, at, by).hash();
    let [first, second, third] = [-1, -2, -3].map(|by| near(row.tokens.start, by));
    let behind = near(row.tokens.end, 0);
    let (length, within) = (row.length, (at - row.tokens.start) as u32);
    let start = c.tokens[line.first].hash;
    emit(About::Row, 0, row.pattern);
    emit(About::Row, 1, row.numbers.min(20) << 8 | length);
    emit(About::Row, 2, first);
    emit(About::Row, 3, second);
    emit(About::Row, 4, third);
    emit(About::Row, 5, behind);
    emit(About::Row, 6, mix(first) ^ length);
    emit(About::Row, 7, mix(second) ^ length);
    emit(About::Row, 8, mix(third) ^ length);
    emit(About::Row, 9, mix(behind) ^ length);
    emit(About::Row, 10, mix(first) ^ second);
    emit(About::Row, 11, mix(first) ^ row.pattern);
    emit(About::Row, 12, within.min(15) << 8 | length);
    emit(About::Row, 13, mix(row.pattern) ^ within);
    emit(About::Row, 14, start);
    emit(About::Row, 15, mix(start) ^ length);
    if let Some((first, last)) = line.above.filter(|_| row.tokens.start == line.first) {
        emit(About::Row, 16, last);
        emit(About::Row, 17, first);
        emit(About::Row, 18, mix(last) ^ length);
    }
}
