//! What speaks for and against a token: numbers that the model has a weight for.

use super::lexicon::Lexicon;
use super::memory::{DEGREES, KIN, MONTHS, Memory, NUMBERS, TITLES};
use super::token::{Kind, Token, mix, shape, word_hash};

/// How many weights there are for each label; a feature is a place in this table.
pub(crate) const BUCKETS: usize = 1 << 17;

/// What the features of a window are made from.
pub(crate) struct Context<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) tokens: &'a [Token],
    pub(crate) memory: &'a Memory,
    pub(crate) lexicon: &'a Lexicon,
    /// Of ten words so many begin with a capital, in the window.
    pub(crate) habit: u32,
}

/// A line as seen from one of its tokens.
pub(crate) struct Line {
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// Of four words so many begin with a capital.
    pub(crate) capitals: u32,
    pub(crate) words: u32,
    /// The first and the last word of the line above, unless that is blank.
    above: Option<(u32, u32)>,
}

impl Line {
    pub(crate) fn of(tokens: &[Token], at: usize) -> Line {
        let first = tokens[..at].iter().rposition(|t| t.kind == Kind::Line).map_or(0, |n| n + 1);
        let end = tokens[at..].iter().position(|t| t.kind == Kind::Line).map_or(tokens.len(), |n| at + n);
        let words = tokens[first..end].iter().filter(|t| t.kind == Kind::Word).count() as u32;
        let capitals = tokens[first..end].iter().filter(|t| t.is_capital()).count() as u32;
        let above = first.checked_sub(2).filter(|last| tokens[*last].kind != Kind::Line).map(|last| {
            let begin = tokens[..last].iter().rposition(|t| t.kind == Kind::Line).map_or(0, |n| n + 1);
            (tokens[begin].hash, tokens[last].hash)
        });
        Line { first, end, capitals: (capitals * 4 + words / 2) / words.max(1), words: words.min(6), above }
    }
}

/// Numbers, spoken ones and single letters that follow each other, with the signs between: a telephone number, a date, a code.
#[derive(Default)]
pub(crate) struct Digits {
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// Of its first tokens.
    pattern: u32,
    numbers: u32,
    length: u32,
}

/// Longer is not looked at as one.
const LONGEST: usize = 40;

impl Digits {
    /// The class of a token in such a row; 0 for what does not belong to one.
    fn class(token: &Token) -> u32 {
        match token.kind {
            _ if token.covered > 0 => 0,
            Kind::Number => u32::from(token.shape - shape::DIGITS) + 10,
            Kind::Word if NUMBERS.has(token.hash) => 2,
            Kind::Word if MONTHS.has(token.hash) => 3,
            Kind::Word if token.end - token.start == 1 => 4,
            Kind::Sign if matches!(token.hash as u8, b'-' | b'.' | b'/' | b'(' | b')' | b'+' | b'#' | b'_' | b',') => 30 + token.hash,
            _ => 0,
        }
    }

    /// The row around `at`.
    pub(crate) fn of(tokens: &[Token], at: usize) -> Digits {
        // Letters belong to it where they are glued to a number.
        let class = |at: usize| {
            let own = Digits::class(&tokens[at]);
            let glued = |other: usize, spaced: usize| tokens[other].kind == Kind::Number && !tokens[spaced].spaced;
            let piece = own == 0
                && tokens[at].kind == Kind::Word
                && tokens[at].covered == 0
                && (at > 0 && glued(at - 1, at) || at + 1 < tokens.len() && glued(at + 1, at + 1));
            if piece { 5 } else { own }
        };
        if class(at) == 0 {
            return Digits { first: at, end: at, ..Digits::default() };
        }
        let least = at.saturating_sub(LONGEST);
        let mut first = (least..at).rev().take_while(|at| class(*at) > 0).last().unwrap_or(at);
        let most = tokens.len().min(at + LONGEST);
        let mut end = (at..most).take_while(|at| class(*at) > 0).last().unwrap_or(at) + 1;
        let sign = |at: usize| tokens[at].kind == Kind::Sign;
        while end > at + 1 && sign(end - 1) {
            end -= 1;
        }
        while first < at && sign(first) {
            first += 1;
        }
        let (mut pattern, mut numbers, mut length) = (7u32, 0, 0);
        for at in first..end {
            let class = class(at);
            if at < first + 14 {
                pattern = mix(pattern ^ class).wrapping_add(u32::from(tokens[at].spaced));
            }
            numbers += u32::from(class >= 10 && class < 30 || class == 2);
            length += if class >= 10 && class < 30 { class - 10 } else { u32::from(class == 2) };
        }
        Digits { first, end, pattern, numbers, length }
    }
}

/// Calls `each` with every feature of the token at `at`.
pub(crate) fn features(c: &Context<'_>, line: &Line, digits: &Digits, at: usize, mut each: impl FnMut(usize)) {
    let tokens = c.tokens;
    let token = &tokens[at];
    let mut emit = |template: u32, value: u32| {
        each(mix(value.wrapping_mul(0x9e37_79b9) ^ template.wrapping_mul(0x85eb_ca6b)) as usize % BUCKETS)
    };
    let near = |by: isize| at.checked_add_signed(by).and_then(|at| tokens.get(at));
    let hash = |by: isize| near(by).map_or(1, |t| if t.covered > 0 { 7 + u32::from(t.covered) } else { t.hash });
    let shape_at = |by: isize| {
        u32::from(near(by).map_or(shape::OUTSIDE, |t| if t.covered > 0 { shape::COVERED } else { t.shape }))
    };
    let names = |by: isize| near(by).map_or(0, |t| u32::from(t.entry.0 & 0x1ff));
    let kinds = |by: isize| near(by).map_or(0, |t| u32::from(t.entry.0 >> 9));
    emit(0, 0);
    for by in -4..=4 {
        emit(10 + (by + 4) as u32, hash(by));
    }
    for by in -2..=2 {
        emit(20 + (by + 2) as u32, shape_at(by));
        emit(30 + (by + 2) as u32, names(by));
    }
    for by in -1..=1 {
        emit(40 + (by + 1) as u32, kinds(by));
    }
    emit(50, mix(hash(-1)) ^ hash(0));
    emit(51, mix(hash(0)) ^ hash(1));
    emit(52, mix(hash(-2)) ^ hash(-1));
    emit(53, mix(hash(1)) ^ hash(2));
    emit(54, shape_at(-1) << 16 | shape_at(0) << 8 | shape_at(1));
    emit(55, shape_at(-2) << 16 | shape_at(-1) << 8 | shape_at(0));
    emit(56, shape_at(0) << 16 | shape_at(1) << 8 | shape_at(2));
    let own = token.entry;
    emit(60, own.given());
    emit(61, own.surname());
    emit(62, own.word() << 8 | shape_at(0));
    emit(63, names(0) << 8 | shape_at(0));
    emit(64, names(-1) << 9 | names(0));
    emit(65, names(0) << 9 | names(1));
    emit(66, kinds(0) << 8 | shape_at(0));
    emit(67, own.given().max(own.surname()) << 4 | own.word());
    if token.kind == Kind::Word {
        let word = &c.text[token.start as usize..token.end as usize];
        emit(70, word_hash(&word[word.len().saturating_sub(3)..]));
        emit(71, word_hash(&word[..word.len().min(3)]));
        emit(72, word_hash(&word[word.len().saturating_sub(2)..]));
        emit(73, (word.len().min(12)) as u32);
        let memory = c.memory.of(token.hash);
        emit(74, u32::from(memory));
        for bit in 0..7 {
            if memory >> bit & 1 == 1 {
                emit(75, bit << 8 | shape_at(0));
            }
        }
    }
    let before = near(-1).map_or(0, |t| u32::from(c.lexicon.pair(t.hash, token.hash).0));
    let behind = near(1).map_or(0, |t| u32::from(c.lexicon.pair(token.hash, t.hash).0));
    emit(80, before);
    emit(81, behind);
    emit(82, line.capitals << 8 | shape_at(0));
    emit(83, c.habit << 8 | shape_at(0));
    emit(84, line.words << 8 | shape_at(0));
    emit(85, (at - line.first).min(4) as u32);
    emit(86, (line.end - at).min(4) as u32);
    emit(87, u32::from(token.spaced) << 8 | shape_at(-1));
    let titled = (1..=2).any(|by| near(-by).is_some_and(|t| TITLES.has(t.hash)));
    let degreed = (1..=3).any(|by| near(by).is_some_and(|t| DEGREES.has(t.hash)));
    let kin = (1..=3).any(|by| near(-by).is_some_and(|t| KIN.has(t.hash)));
    emit(88, u32::from(titled) | u32::from(degreed) << 1 | u32::from(kin) << 2);
    emit(89, (u32::from(titled) | u32::from(degreed) << 1 | u32::from(kin) << 2) << 8 | shape_at(0));
    // The label of a field: the words before the last colon of the line.
    let reach = at.saturating_sub(10).max(line.first);
    if let Some(colon) = tokens[reach..at].iter().rposition(|t| t.shape == shape::SIGN + (b':' - b' ')) {
        let colon = reach + colon;
        let far = (at - colon).min(4) as u32;
        let label = colon.checked_sub(1).map_or(0, |n| tokens[n].hash);
        let longer = colon.checked_sub(2).map_or(0, |n| tokens[n].hash);
        emit(90, label);
        emit(91, mix(label) ^ far);
        emit(92, mix(label) ^ longer);
        emit(93, mix(label) ^ shape_at(0));
    } else {
        emit(94, tokens[line.first].hash);
        emit(95, shape_at(0));
    }
    if digits.end > digits.first {
        let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or(1, |t| if t.covered > 0 { 7 } else { t.hash });
        let before = word(digits.first.checked_sub(1));
        let second = word(digits.first.checked_sub(2));
        let third = word(digits.first.checked_sub(3));
        let behind = word(Some(digits.end));
        emit(110, digits.pattern);
        emit(111, digits.numbers.min(20) << 8 | digits.length.min(24));
        emit(112, before);
        emit(113, second);
        emit(114, third);
        emit(115, behind);
        emit(116, mix(before) ^ digits.length.min(24));
        emit(117, mix(before) ^ second);
        emit(118, mix(before) ^ digits.pattern);
        emit(119, ((at - digits.first).min(15) as u32) << 8 | digits.length.min(24));
        emit(120, mix(second) ^ digits.length.min(24));
        emit(121, mix(third) ^ digits.length.min(24));
        emit(122, mix(behind) ^ digits.length.min(24));
        emit(123, mix(digits.pattern) ^ (at - digits.first) as u32);
    }
    // What stands above, as in the columns of a form.
    if line.first > 1 {
        emit(96, u32::from(line.above.is_none()) << 8 | shape_at(0));
        if let Some((first, last)) = line.above.filter(|_| at == line.first) {
            emit(97, last);
            emit(98, first);
        }
    }
}
