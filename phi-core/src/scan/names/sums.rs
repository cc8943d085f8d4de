//! The weights of all features of a token, added up: those that one word has, or how words are written, from sums that were made
//! before; only what joins words is asked of the model each time.

use super::chain::{Model, Sums};
use super::feature::{self, Around, Class, Context, Near, Place, PlaceInRow, REACH, Standing, Writing};
use super::memo::Memo;
use super::token::{self, Kind, Token};
use super::words;

/// Places that a word says something of: from the fourth before it to the fourth behind it.
const PLACES: usize = 2 * REACH as usize + 1;
/// So many tokens outside of a window say something, on either side.
const EDGE: usize = REACH as usize;

/// Reusable memory.
#[derive(Default)]
pub(crate) struct Weigher {
    /// Sums of the tokens of a window, between those of twice `EDGE` tokens outside on either side.
    sums: Vec<Sums>,
    known: Known,
}

/// Sums of what many tokens share, in the order of the tokens that get them.
#[derive(Default)]
struct Known {
    /// What a word adds to the tokens around.
    words: Memo<u128, [Sums; PLACES], 12>,
    /// What a class of words adds.
    classes: Memo<u64, [Sums; 5], 10>,
    /// What two words as names add to each.
    names: Memo<u64, [Sums; 2], 10>,
    /// Anything else.
    others: Memo<u64, Sums, 12>,
    /// Where the weights lie that these were made from.
    weights: usize,
}

/// Of what the sums are in a table that has several kinds.
#[derive(Clone, Copy)]
enum Kept {
    Company = 1,
    Writing,
    Standing,
    Phrases,
    Column,
    PlaceInRow,
    Value,
}

impl Kept {
    fn key(self, key: u64) -> u64 {
        key | (self as u64) << 60
    }
}

impl Weigher {
    /// The sums of all tokens; those that are not open are of no use.
    pub(crate) fn sums(&mut self) -> &mut [Sums] {
        let end = self.sums.len().saturating_sub(2 * EDGE);
        self.sums.get_mut(2 * EDGE..end).unwrap_or_default()
    }

    /// Weighs the open tokens.
    pub(crate) fn weigh(&mut self, c: &Context<'_>, model: &Model) {
        let Weigher { sums: all, known } = self;
        if known.weights != model.id() {
            *known = Known { weights: model.id(), ..Known::default() };
        }
        all.clear();
        all.resize(c.tokens.len() + 4 * EDGE, Sums::default());
        // What stands before this, counted from the edge, has said what it says.
        let mut said = 0;
        let mut around = Around::default();
        let mut phrase = ((0, 0), c.lexicon.pair(0, 0));
        let no_phrase = made(|sums| feature::of_phrases([0; 2], model.adder(sums)));
        let (mut start, mut field, mut numbers) = (Last::default(), Last::default(), Last::default());
        super::each_open(c.tokens, |place| {
            let Place { at, line, row } = *place;
            said = said.max(at);
            while said <= at + EDGE + Around::AHEAD {
                let word = Near(said.checked_sub(EDGE).and_then(|at| c.tokens.get(at)));
                known.say(&word, c.text, model, &mut all[said..]);
                around.pass(&word);
                said += 1;
            }
            let (tokens, own) = (c.tokens, &c.tokens[at]);
            let near = |by: isize| Near::new(tokens, at, by);
            let sums = &mut all[at + 2 * EDGE];
            feature::of_pairs(tokens, at, model.adder(sums));
            let [before, names, behind] = [-1, 0, 1].map(|by| near(by).names());
            add(sums, &known.names(before, names, model)[1]);
            add(sums, &known.names(names, behind, model)[0]);
            let mut other = |sums: &mut Sums, kept: Kept, key: u64, make: &dyn Fn(&mut Sums)| {
                add(sums, known.others.get(kept.key(key), || made(make)));
            };
            let memory = (own.kind == Kind::Word).then(|| c.memory.of(own.hash));
            let key = around.company_key(own) << 8 | memory.map_or(0, |memory| 128 | u64::from(memory));
            let make = |sums: &mut Sums| {
                feature::of_company(&around, own, model.adder(sums));
                if let Some(memory) = memory {
                    feature::of_memory(memory, own.shape, model.adder(sums));
                }
            };
            other(sums, Kept::Company, key, &make);
            if own.kind == Kind::Word {
                feature::of_short_forms(c, at, model.adder(sums));
            }
            // The next token asks for this one's last phrase first.
            let phrases = feature::phrases(tokens, at, |first, second| {
                if phrase.0 != (first, second) {
                    phrase = ((first, second), c.lexicon.pair(first, second));
                }
                phrase.1
            });
            if phrases == [0; 2] {
                add(sums, &no_phrase);
            } else {
                let key = u64::from(phrases[0]) << 16 | u64::from(phrases[1]);
                other(sums, Kept::Phrases, key, &|sums| feature::of_phrases(phrases, model.adder(sums)));
            }
            let writing = Writing::of(&around, tokens, at);
            other(sums, Kept::Writing, writing.key(), &|sums| feature::of_writing(&writing, model.adder(sums)));
            let standing = Standing::of(c, line, at);
            other(sums, Kept::Standing, standing.key(), &|sums| feature::of_standing(&standing, model.adder(sums)));
            match line.field {
                Some(colon) => {
                    add(sums, field.get(colon, |sums| feature::of_field(tokens, colon, model.adder(sums))));
                    feature::of_place_in_field(tokens, colon, at, model.adder(sums));
                }
                None => add(sums, start.get(line.first, |sums| feature::of_start(tokens, line, model.adder(sums)))),
            }
            if let Some(head) = line.head {
                let head = &tokens[head];
                feature::of_head(head, own, model.adder(sums));
                let key = u64::from(head.shape) << 8 | u64::from(own.shape);
                let make = |sums: &mut Sums| feature::of_shapes_in_column(head.shape, own.shape, model.adder(sums));
                other(sums, Kept::Column, key, &make);
            }
            if at == line.first {
                feature::of_above(line, model.adder(sums));
            }
            if !row.tokens.is_empty() {
                let place = PlaceInRow::of(row, at);
                let make = |sums: &mut Sums| feature::of_place_in_row(&place, model.adder(sums));
                other(sums, Kept::PlaceInRow, place.key(), &make);
                let (class, shapes) = (feature::value(c.text, Some(own)), [-1, 1].map(|by| near(by).shape()));
                let key = u64::from(class) << 16 | u64::from(shapes[0]) << 8 | u64::from(shapes[1]);
                other(sums, Kept::Value, key, &|sums| feature::of_value(shapes, class, model.adder(sums)));
                [-3, -1, 1].into_iter().for_each(|by| feature::of_beside(&near(by), by, class, model.adder(sums)));
                feature::of_values(c, at, model.adder(sums));
                // All tokens of a row have these.
                let make = |sums: &mut Sums| feature::of_row(tokens, line, row, model.adder(sums));
                add(sums, numbers.get(row.tokens.end, make));
            }
        });
    }
}

impl Known {
    /// Adds what a word says to the tokens around, whose sums begin with those of the fourth before it.
    #[inline]
    fn say(&mut self, word: &Near<'_>, text: &[u8], model: &Model, around: &mut [Sums]) {
        let mut make = || {
            let mut all = [Sums::default(); PLACES];
            feature::of_word(word, text, |by, about, template, value| {
                model.add(feature::number(about, template, value), &mut all[(REACH - by) as usize]);
            });
            for class in Class::of(word) {
                let make = || {
                    let mut all = [Sums::default(); 5];
                    feature::of_class(class, |by, about, template, value| {
                        model.add(feature::number(about, template, value), &mut all[(2 - by) as usize]);
                    });
                    all
                };
                let places = all[EDGE - 2..].iter_mut().zip(self.classes.get(class.key(), make));
                places.for_each(|(sums, more)| add(sums, more));
            }
            all
        };
        let long;
        let all = match key(word.0, text) {
            Some(key) => self.words.get(key, make),
            None => {
                long = make();
                &long
            }
        };
        if let Some(around) = around.first_chunk_mut::<PLACES>() {
            around.iter_mut().zip(all).for_each(|(sums, more)| add(sums, more));
        }
    }

    fn names(&mut self, first: u32, second: u32, model: &Model) -> &[Sums; 2] {
        self.names.get(1 << 32 | u64::from(first) << 9 | u64::from(second), || {
            let mut all = [Sums::default(); 2];
            feature::of_names(first, second, |by, about, template, value| {
                model.add(feature::number(about, template, value), &mut all[-by as usize]);
            });
            all
        })
    }
}

/// All that the features of a word depend on; none for a long one.
fn key(token: Option<&Token>, text: &[u8]) -> Option<u128> {
    const OTHER: u128 = 1 << 127;
    const COVERED: u128 = 1 << 126;
    const OUTSIDE: u128 = OTHER | COVERED;
    const MEANT: u128 = 1 << 125;
    let Some(token) = token else { return Some(OUTSIDE) };
    let covered = u128::from(token.covered);
    match token.kind {
        Kind::Word => {
            let letters = token::letters(text, token.start as usize, (token.end - token.start) as usize)?;
            Some(letters | covered << 120 | if token.is_in(words::MEANT) { MEANT } else { 0 })
        }
        _ if token.is_covered() => Some(COVERED | covered),
        _ => Some(OTHER | u128::from(token.shape) << 32 | u128::from(token.hash)),
    }
}

/// The last sum, by what it was made of.
#[derive(Default)]
struct Last(Option<usize>, Sums);

impl Last {
    fn get(&mut self, key: usize, make: impl FnOnce(&mut Sums)) -> &Sums {
        if self.0 != Some(key) {
            *self = Last(Some(key), made(make));
        }
        &self.1
    }
}

fn made(make: impl FnOnce(&mut Sums)) -> Sums {
    let mut sums = Sums::default();
    make(&mut sums);
    sums
}

fn add(sums: &mut Sums, more: &Sums) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

#[cfg(test)]
mod tests {
    use super::super::{Scratch, Tables, each_open};
    use super::*;
    use proptest::prelude::*;

    /// Words, numbers and signs, so that many features meet.
    const PIECES: &str = "[A-Za-z]{1,20}|[0-9]{1,12}|PATlENT|Wi1ma|O3/l957|jsmith|[.,:;/()+&-]|[ \t]{1,3}|\n{1,2}|\x01|Dr|MD|wife|Smith|smith|disease|of|March";

    proptest! {
        #[test]
        fn sums_are_those_of_all_features(pieces in proptest::collection::vec(PIECES, 1..60), covered in 0usize..80) {
            let (text, tables) = (pieces.join("").into_bytes(), Tables::builtin());
            let covered = (covered < text.len()).then(|| (covered..text.len().min(covered + 9), 3));
            let mut scratch = Scratch::default();
            // The second time nearly all is known.
            for _ in 0..2 {
                let habit = scratch.prepare(&text, covered.iter().cloned(), &tables.lexicon, true);
                scratch.weigh(&text, habit, &tables);
                let Scratch { tokens, memory, weigher, .. } = &mut scratch;
                let context = Context { text: &text, tokens, memory, lexicon: &tables.lexicon, habit };
                let mut all = Vec::new();
                each_open(tokens, |place| {
                    let mut sums = Sums::default();
                    feature::features(&context, place, |_, feature| tables.model.add(feature, &mut sums));
                    all.push((place.at, sums));
                });
                for (at, sums) in all {
                    prop_assert_eq!(sums, weigher.sums()[at], "{:?}", tokens[at]);
                }
            }
        }
    }
}
