//! What speaks for and against a token: numbers that the model has a weight for.

use super::digits::Digits;
use super::lexicon::{Entry, Lexicon};
use super::line::Line;
use super::memory::Memory;
use super::misread;
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

/// So many tokens to either side a word says something of.
pub(crate) const REACH: isize = 4;

/// The number that stands for a feature.
pub(crate) fn number(about: About, template: u32, value: u32) -> u32 {
    let template = (about as u32) << 5 | template;
    mix(value.wrapping_mul(0x9e37_79b9) ^ template.wrapping_mul(0x85eb_ca6b))
}

/// Calls `each` with every feature of the token at `place` and what it looks at.
///
/// The templates stand in functions by what they depend on, and see nothing else: the scanner adds up the weights of such a
/// function once and keeps the sum (`sums.rs`), this here takes them one by one for the fit and for whoever asks why.
pub(crate) fn features(c: &Context<'_>, place: &Place<'_>, mut each: impl FnMut(About, u32)) {
    let Place { at, line, row } = *place;
    let mut emit = |about: About, template: u32, value: u32| each(about, number(about, template, value));
    let near = |by: isize| Near::new(c.tokens, at, by);
    for by in -REACH..=REACH {
        let mut emit = |from: isize, about: About, template: u32, value: u32| {
            if from == by {
                emit(about, template, value);
            }
        };
        of_word(&near(by), c.text, &mut emit);
        Class::of(&near(by)).into_iter().for_each(|class| of_class(class, &mut emit));
    }
    let own = &c.tokens[at];
    if own.kind == Kind::Word {
        of_memory(c.memory.of(own.hash), own.shape, &mut emit);
        of_short_forms(c, at, &mut emit);
    }
    of_pairs(c.tokens, at, &mut emit);
    for (by, [first, second]) in [-1, 0].map(|by| (by, [near(by).names(), near(by + 1).names()])) {
        of_names(first, second, |from, about, template, value| {
            if from == by {
                emit(about, template, value);
            }
        });
    }
    of_phrases(phrases(c.tokens, at, |first, second| c.lexicon.pair(first, second)), &mut emit);
    let around = Around::of(c.tokens, at);
    of_company(&around, own, &mut emit);
    of_writing(&Writing::of(&around, c.tokens, at), &mut emit);
    of_standing(&Standing::of(c, line, at), &mut emit);
    match line.field {
        Some(colon) => {
            of_field(c.tokens, colon, &mut emit);
            of_place_in_field(c.tokens, colon, at, &mut emit);
        }
        None => of_start(c.tokens, line, &mut emit),
    }
    if let Some(head) = line.head {
        of_head(&c.tokens[head], own, &mut emit);
        of_shapes_in_column(c.tokens[head].shape, own.shape, &mut emit);
    }
    if at == line.first {
        of_above(line, &mut emit);
    }
    if !row.tokens.is_empty() {
        of_row(c.tokens, line, row, &mut emit);
        of_place_in_row(&PlaceInRow::of(row, at), &mut emit);
        let class = value(c.text, Some(own));
        for by in [-3, -1, 1] {
            of_beside(&near(by), by, class, &mut emit);
        }
        of_value([-1, 1].map(|by| near(by).shape()), class, &mut emit);
        of_values(c, at, &mut emit);
    }
}

/// The token `by` places on, with what the templates ask of it.
#[derive(Clone, Copy)]
pub(crate) struct Near<'a>(pub(crate) Option<&'a Token>);

impl<'a> Near<'a> {
    pub(crate) fn new(tokens: &'a [Token], at: usize, by: isize) -> Self {
        Near(at.checked_add_signed(by).and_then(|at| tokens.get(at)))
    }

    /// Of the word; of what is proven, which label it has.
    pub(crate) fn hash(&self) -> u32 {
        self.0.map_or(1, |t| if t.is_covered() { 7 + u32::from(t.covered) } else { t.hash })
    }

    pub(crate) fn shape(&self) -> u32 {
        u32::from(self.0.map_or(shape::OUTSIDE, |t| if t.is_covered() { shape::COVERED } else { t.shape }))
    }

    /// How wide the blank before it is.
    fn gap(&self) -> u32 {
        self.0.map_or(3, |t| u32::from(t.gap))
    }

    pub(crate) fn names(&self) -> u32 {
        self.0.map_or(0, |t| t.entry.names())
    }

    fn kinds(&self) -> u32 {
        self.0.map_or(0, |t| t.entry.kinds())
    }

    fn cluster(&self) -> u32 {
        self.0.map_or(0, |t| t.entry.cluster())
    }

    pub(crate) fn cluster_of(&self, steps: u32) -> u32 {
        first_steps(self.cluster(), steps)
    }
}

/// Of one word, for itself and for the tokens around: with where it stands, seen from the token that is asked about.
pub(crate) fn of_word(word: &Near<'_>, text: &[u8], mut emit: impl FnMut(isize, About, u32, u32)) {
    for by in (-REACH..=REACH).filter(|by| *by != 0) {
        emit(by, About::Around, (by + REACH) as u32, word.hash());
    }
    for by in -2..=2 {
        emit(by, About::Lexicon, (by + 17) as u32, word.cluster());
    }
    if let Some(token) = word.0.filter(|token| !token.is_covered()) {
        of_itself(token, text, |about, template, value| emit(0, about, template, value));
    }
}

fn of_itself(token: &Token, text: &[u8], mut emit: impl FnMut(About, u32, u32)) {
    let own = Near(Some(token));
    let shape = own.shape();
    emit(About::Word, 0, 0);
    emit(About::Word, 1, own.hash());
    emit(About::Lexicon, 4, token.entry.word() << 8 | shape);
    emit(About::Lexicon, 5, own.names() << 8 | shape);
    emit(About::Lexicon, 6, own.kinds() << 8 | shape);
    emit(About::Lexicon, 8, own.cluster() << 8 | shape);
    if token.kind == Kind::Word {
        let word = token.bytes(text);
        for len in 2..=4 {
            emit(About::Word, len, word_hash(&word[word.len().saturating_sub(len as usize)..]));
        }
        emit(About::Word, 5, word_hash(&word[..word.len().min(3)]));
        emit(About::Word, 6, word_hash(&word[..word.len().min(4)]));
        emit(About::Word, 7, (word.len().min(12)) as u32);
    }
}

/// What many words share.
#[derive(Clone, Copy)]
pub(crate) enum Class {
    /// How it is written.
    Shape(u32),
    /// As a name and as an ordinary word.
    Names(u32),
    /// As a place, a counter-word and an institution.
    Kinds(u32),
    /// The first steps of the path to its cluster.
    Cluster(u32),
}

impl Class {
    pub(crate) fn of(word: &Near<'_>) -> [Class; 4] {
        let cluster = Class::Cluster(word.cluster_of(8));
        [Class::Shape(word.shape()), Class::Names(word.names()), Class::Kinds(word.kinds()), cluster]
    }

    /// The class as one number.
    pub(crate) fn key(self) -> u64 {
        let (kind, value) = match self {
            Class::Shape(value) => (1, value),
            Class::Names(value) => (2, value),
            Class::Kinds(value) => (3, value),
            Class::Cluster(value) => (4, value),
        };
        kind << 32 | u64::from(value)
    }
}

/// Of a class of words, for the word and up to two places away.
pub(crate) fn of_class(class: Class, mut emit: impl FnMut(isize, About, u32, u32)) {
    match class {
        Class::Shape(shape) => {
            emit(0, About::Shape, 0, shape);
            [-2, -1, 1, 2].into_iter().for_each(|by| emit(by, About::Shape, (by + 3) as u32, shape));
        }
        Class::Names(names) => {
            let entry = Entry::of_names(names);
            emit(0, About::Lexicon, 0, names);
            emit(0, About::Lexicon, 2, entry.given());
            emit(0, About::Lexicon, 3, entry.surname());
            emit(0, About::Lexicon, 7, entry.given().max(entry.surname()) << 4 | entry.word());
            [-2, -1, 1, 2].into_iter().for_each(|by| emit(by, About::Lexicon, (by + 12) as u32, names));
        }
        Class::Kinds(kinds) => {
            emit(0, About::Lexicon, 1, kinds);
            emit(-1, About::Lexicon, 20, kinds);
            emit(1, About::Lexicon, 21, kinds);
        }
        Class::Cluster(cluster) => {
            for by in -2..=2 {
                let template = (by + 2) as u32;
                emit(by, About::Around, 10 + template, first_steps(cluster, 4));
                emit(by, About::Around, 15 + template, first_steps(cluster, 6));
                emit(by, About::Around, 20 + template, cluster);
            }
        }
    }
}

/// The first steps of a path to a cluster, and the language.
fn first_steps(cluster: u32, steps: u32) -> u32 {
    cluster & (0x6000 | ((1 << steps) - 1))
}

/// Of what the text says of a word elsewhere.
pub(crate) fn of_memory(memory: u8, shape: u8, mut emit: impl FnMut(About, u32, u32)) {
    let (memory, shape) = (u32::from(memory), u32::from(shape));
    emit(About::Memory, 0, memory);
    for bit in (0..7).filter(|bit| memory >> bit & 1 == 1) {
        emit(About::Memory, 1, bit << 8 | shape);
    }
}

/// Is it made from a name that the text has elsewhere: a user's name or initials?
pub(crate) fn of_short_forms(c: &Context<'_>, at: usize, mut emit: impl FnMut(About, u32, u32)) {
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

/// Of two words that follow each other, and of the two around a sign.
pub(crate) fn of_pairs(tokens: &[Token], at: usize, mut emit: impl FnMut(About, u32, u32)) {
    let [before2, before, own, behind, behind2] = [-2, -1, 0, 1, 2].map(|by| Near::new(tokens, at, by));
    emit(About::Lexicon, 22, before.cluster() << 16 | own.cluster());
    emit(About::Lexicon, 23, own.cluster() << 16 | behind.cluster());
    emit(About::Around, 25, mix(before.hash()) ^ own.hash());
    emit(About::Around, 26, mix(own.hash()) ^ behind.hash());
    emit(About::Around, 27, mix(before2.hash()) ^ before.hash());
    emit(About::Around, 28, mix(behind.hash()) ^ behind2.hash());
    if tokens[at].kind == Kind::Sign {
        emit(About::Lexicon, 30, mix(before.names() << 9 | behind.names()) ^ own.hash());
    }
}

/// Of what two words that follow each other are as names, for each of them: with where the first stands, seen from it.
pub(crate) fn of_names(first: u32, second: u32, mut emit: impl FnMut(isize, About, u32, u32)) {
    emit(-1, About::Lexicon, 24, first << 9 | second);
    emit(0, About::Lexicon, 25, first << 9 | second);
}

/// What the lexicon knows of the word and the one before it, and of the word and the one behind it, also over a hyphen.
pub(crate) fn phrases(tokens: &[Token], at: usize, mut pair: impl FnMut(u32, u32) -> Entry) -> [u16; 2] {
    let near = |by: isize| Near::new(tokens, at, by).0;
    let other = |by: isize| {
        let joined = near(by).is_some_and(|t| t.is_sign(b'-') || t.is_sign(b'&') || t.is_sign(b'+'));
        near(if joined { 2 * by } else { by }).map(|t| t.hash)
    };
    let hash = tokens[at].hash;
    let before = other(-1).map_or(0, |other| pair(other, hash).known);
    [before, other(1).map_or(0, |other| pair(hash, other).known)]
}

/// Of these phrases.
pub(crate) fn of_phrases([before, behind]: [u16; 2], mut emit: impl FnMut(About, u32, u32)) {
    emit(About::Lexicon, 26, u32::from(before));
    emit(About::Lexicon, 27, u32::from(behind));
}

/// What stands around a token, from the third before it to the fourth behind it; moved on token by token.
#[derive(Clone, Copy, Default)]
pub(crate) struct Around {
    /// A byte for each, the last one lowest.
    shapes: u64,
    /// For each a bit in every byte, the last one's lowest: nouns that eponyms stand before, titles, degrees, words for kin.
    company: u32,
}

impl Around {
    /// So many tokens behind the one that it is around.
    pub(crate) const AHEAD: usize = 4;
    /// What counts: nouns on the next four places, titles on two before, degrees on three behind, kin on three before.
    const NEAR: u32 = 0xe00e_600f;

    pub(crate) fn of(tokens: &[Token], at: usize) -> Around {
        let mut around = Around::default();
        (-3..=Self::AHEAD as isize).for_each(|by| around.pass(&Near::new(tokens, at, by)));
        around
    }

    /// Moves on to where this is the last.
    pub(crate) fn pass(&mut self, last: &Near<'_>) {
        self.shapes = self.shapes << 8 | u64::from(last.shape());
        let own = last.0.map_or(0, |token| {
            let lists = [token.entry.is_head(), token.is_in(TITLE), token.is_in(DEGREE), token.is_in(KIN)];
            lists.iter().rev().fold(0, |bits, list| bits << 8 | u32::from(*list))
        });
        self.company = self.company << 1 & 0xfefe_fefe | own;
    }

    /// The company of the token and all else that counts with it, as one number.
    pub(crate) fn company_key(&self, own: &Token) -> u64 {
        let company = if self.company & Self::NEAR == 0 { 0 } else { self.heads() << 3 | self.person() };
        u64::from(company) << 32 | u64::from(own.entry.names()) << 8 | u64::from(own.shape)
    }

    /// A bit for each of the next four places where a noun is that eponyms stand before.
    fn heads(&self) -> u32 {
        (1..=4).map(|by| (self.company >> (4 - by) & 1) << by).sum()
    }

    /// Bits: a title before, a degree behind, a word for kin before.
    fn person(&self) -> u32 {
        let lists = [8, 16, 24].map(|at| u32::from(self.company & Self::NEAR & 0xff << at != 0));
        let [titled, degreed, kin] = lists;
        titled | degreed << 1 | kin << 2
    }
}

/// Of the company of a token.
pub(crate) fn of_company(around: &Around, own: &Token, mut emit: impl FnMut(About, u32, u32)) {
    let own = Near(Some(own));
    let (heads, person) = (around.heads(), around.person());
    emit(About::Lexicon, 28, heads << 8 | own.shape());
    emit(About::Lexicon, 29, heads << 9 | own.names());
    emit(About::Around, 29, person);
    emit(About::Around, 30, person << 8 | own.shape());
}

/// How a token and those around it are written.
pub(crate) struct Writing {
    /// Of the two before, of itself, and of the two behind; the last one's is the lowest byte.
    shapes: u64,
    /// Which sign it is, if one.
    sign: Option<u32>,
    /// How wide the blanks before it and behind it are.
    gaps: [u32; 2],
}

impl Writing {
    pub(crate) fn of(around: &Around, tokens: &[Token], at: usize) -> Writing {
        let near = |by: isize| Near::new(tokens, at, by);
        Writing {
            shapes: around.shapes >> 16 & 0xff_ffff_ffff,
            sign: (tokens[at].kind == Kind::Sign).then(|| near(0).hash()),
            gaps: [0, 1].map(|by| near(by).gap()),
        }
    }

    /// All of it as one number.
    pub(crate) fn key(&self) -> u64 {
        let sign = self.sign.map_or(0, |sign| 1 << 8 | sign);
        self.shapes << 16 | u64::from(sign << 4 | self.gaps[0] << 2 | self.gaps[1])
    }
}

/// Of writing.
pub(crate) fn of_writing(writing: &Writing, mut emit: impl FnMut(About, u32, u32)) {
    let Writing { shapes, sign, gaps: [gap, gap_behind] } = *writing;
    let [before2, before, own, behind, behind2] = [32, 24, 16, 8, 0].map(|by| (shapes >> by) as u32 & 0xff);
    emit(About::Shape, 6, before << 16 | own << 8 | behind);
    emit(About::Shape, 7, before2 << 16 | before << 8 | own);
    emit(About::Shape, 8, own << 16 | behind << 8 | behind2);
    emit(About::Shape, 9, gap << 8 | before);
    emit(About::Shape, 10, gap << 8 | own);
    emit(About::Shape, 11, gap_behind << 10 | gap << 8 | own);
    if let Some(sign) = sign {
        let between = (sign << 4 | gap << 2 | gap_behind) << 16 | before << 8 | behind;
        emit(About::Shape, 12, between);
        emit(About::Shape, 13, mix(between) ^ behind2);
    }
}

/// What line a token stands in and where.
pub(crate) struct Standing {
    shape: u32,
    /// Capitals of the line and of the window, words of the line.
    line: [u32; 3],
    /// Tokens before and behind it in its line, at most four.
    ends: [u32; 2],
    /// Whether the line above is blank, if there may be one.
    blank_above: Option<bool>,
    in_field: bool,
}

impl Standing {
    pub(crate) fn of(c: &Context<'_>, line: &Line, at: usize) -> Standing {
        Standing {
            shape: Near(Some(&c.tokens[at])).shape(),
            line: [line.capitals, c.habit, line.words],
            ends: [at - line.first, line.end - at].map(|places| places.min(4) as u32),
            blank_above: (line.first > 1).then_some(line.above.is_none()),
            in_field: line.field.is_some(),
        }
    }

    /// All of it as one number.
    pub(crate) fn key(&self) -> u64 {
        let above = self.blank_above.map_or(0, |blank| 1 + u32::from(blank));
        let line = self.line.iter().chain(&self.ends).fold(0, |key, part| key << 4 | part);
        u64::from(self.shape) << 32 | u64::from(line << 4 | above << 1 | u32::from(self.in_field))
    }
}

/// Of a standing.
pub(crate) fn of_standing(standing: &Standing, mut emit: impl FnMut(About, u32, u32)) {
    let Standing { shape, line: [capitals, habit, words], ends: [before, behind], .. } = *standing;
    emit(About::Line, 0, capitals << 8 | shape);
    emit(About::Line, 1, habit << 8 | shape);
    emit(About::Line, 2, words << 8 | shape);
    emit(About::Line, 3, before);
    emit(About::Line, 4, behind);
    if !standing.in_field {
        emit(About::Line, 10, shape);
    }
    if let Some(blank) = standing.blank_above {
        emit(About::Line, 14, u32::from(blank) << 8 | shape);
    }
}

/// The label of a field and the word before it.
fn label(tokens: &[Token], colon: usize) -> [u32; 2] {
    [1, 2].map(|by| colon.checked_sub(by).map_or(0, |n| tokens[n].hash))
}

/// Of the label of a field.
pub(crate) fn of_field(tokens: &[Token], colon: usize, mut emit: impl FnMut(About, u32, u32)) {
    let [label, longer] = label(tokens, colon);
    emit(About::Line, 5, label);
    emit(About::Line, 7, mix(label) ^ longer);
}

/// Of the label of a field and what stands in it.
pub(crate) fn of_place_in_field(tokens: &[Token], colon: usize, at: usize, mut emit: impl FnMut(About, u32, u32)) {
    let [label, _] = label(tokens, colon);
    emit(About::Line, 6, mix(label) ^ (at - colon).min(4) as u32);
    emit(About::Line, 8, mix(label) ^ Near(Some(&tokens[at])).shape());
}

/// Of the first word of a line.
pub(crate) fn of_start(tokens: &[Token], line: &Line, mut emit: impl FnMut(About, u32, u32)) {
    emit(About::Line, 9, tokens[line.first].hash);
}

/// Of the head of a column and what stands under it.
pub(crate) fn of_head(head: &Token, own: &Token, mut emit: impl FnMut(About, u32, u32)) {
    let shape = Near(Some(own)).shape();
    emit(About::Line, 11, head.hash);
    emit(About::Line, 12, mix(head.hash) ^ shape);
}

/// Of how the head of a column and what stands under it are written.
pub(crate) fn of_shapes_in_column(head: u8, own: u8, mut emit: impl FnMut(About, u32, u32)) {
    emit(About::Line, 13, u32::from(head) << 8 | u32::from(own));
}

/// Of the line above, for the first token of a line.
pub(crate) fn of_above(line: &Line, mut emit: impl FnMut(About, u32, u32)) {
    if let Some((first, last)) = line.above {
        emit(About::Line, 15, last);
        emit(About::Line, 16, first);
    }
}

/// Of a row of numbers.
pub(crate) fn of_row(tokens: &[Token], line: &Line, row: &Digits, mut emit: impl FnMut(About, u32, u32)) {
    let near = |at: usize, by: isize| Near::new(tokens, at, by).hash();
    let [first, second, third] = [-1, -2, -3].map(|by| near(row.tokens.start, by));
    let behind = near(row.tokens.end, 0);
    let length = row.length;
    let start = tokens[line.first].hash;
    for (template, hash) in (0..).zip([first, second, third, behind]) {
        emit(About::Row, 2 + template, hash);
        emit(About::Row, 6 + template, mix(hash) ^ length);
    }
    emit(About::Row, 10, mix(first) ^ second);
    emit(About::Row, 11, mix(first) ^ row.pattern);
    emit(About::Row, 14, start);
    emit(About::Row, 15, mix(start) ^ length);
    if let Some((first, last)) = line.above.filter(|_| row.tokens.start == line.first) {
        emit(About::Row, 16, last);
        emit(About::Row, 17, first);
        emit(About::Row, 18, mix(last) ^ length);
    }
}

/// What a row of numbers looks like and where in it a token is.
pub(crate) struct PlaceInRow {
    pattern: u32,
    numbers: u32,
    length: u32,
    within: u32,
}

impl PlaceInRow {
    pub(crate) fn of(row: &Digits, at: usize) -> PlaceInRow {
        let within = (at - row.tokens.start) as u32;
        PlaceInRow { pattern: row.pattern, numbers: row.numbers.min(20), length: row.length, within }
    }

    /// All of it as one number.
    pub(crate) fn key(&self) -> u64 {
        let small = self.numbers << 12 | self.length << 7 | self.within;
        u64::from(self.pattern) << 17 | u64::from(small)
    }
}

/// Of such a place.
pub(crate) fn of_place_in_row(place: &PlaceInRow, mut emit: impl FnMut(About, u32, u32)) {
    let PlaceInRow { pattern, numbers, length, within } = *place;
    emit(About::Row, 0, pattern);
    emit(About::Row, 1, numbers << 8 | length);
    emit(About::Row, 12, within.min(15) << 8 | length);
    emit(About::Row, 13, mix(pattern) ^ within);
}

/// What a number may be by its value alone: a month, a day, an age of 90 and over, a year.
pub(crate) fn value(text: &[u8], token: Option<&Token>) -> u32 {
    let Some(token) = token.filter(|t| t.kind == Kind::Number && !t.is_covered()) else { return 0 };
    let digits = token.bytes(text);
    let number = digits.iter().take(5).fold(0, |sum, digit| sum * 10 + u32::from(misread::digit(*digit).unwrap_or(0)));
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

/// Of what may be a number and the word `by` places on.
pub(crate) fn of_beside(word: &Near<'_>, by: isize, class: u32, mut emit: impl FnMut(About, u32, u32)) {
    let both = mix(word.hash()) ^ class;
    let cluster = word.cluster_of(8) << 8 | class;
    match by {
        -1 => {
            emit(About::Row, 21, both);
            emit(About::Row, 27, cluster);
            emit(About::Row, 29, word.names() << 8 | class);
        }
        1 => {
            emit(About::Row, 22, both);
            emit(About::Row, 28, cluster);
        }
        _ => emit(About::Row, 30, both),
    }
}

/// Of what a number may be and how the tokens beside it are written.
pub(crate) fn of_value([before, behind]: [u32; 2], class: u32, mut emit: impl FnMut(About, u32, u32)) {
    emit(About::Row, 20, class);
    emit(About::Row, 25, before << 16 | behind << 8 | class);
}

/// Of what a number and those around may be, and the words between.
pub(crate) fn of_values(c: &Context<'_>, at: usize, mut emit: impl FnMut(About, u32, u32)) {
    let near = |by: isize| Near::new(c.tokens, at, by);
    let [before2, before, own, behind, behind2] = [-2, -1, 0, 1, 2].map(near);
    let [left, class, right] = [&before2, &own, &behind2].map(|near| value(c.text, near.0));
    emit(About::Row, 23, mix(mix(before2.hash()) ^ before.hash()) ^ class);
    emit(About::Row, 24, mix(mix(behind.hash()) ^ behind2.hash()) ^ class);
    emit(About::Row, 26, mix(mix(before.hash() << 8 | behind.hash()) ^ left << 16) ^ (class << 8 | right));
}
