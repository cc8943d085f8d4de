//! What a document says elsewhere about a word: a surname behind "Dr." once is a surname everywhere in the text.

use super::chain::NAMED;
use super::token::{Kind, Token, shape};
use super::words::{DEGREE, KIN, PLACE, TITLE};

/// A bit for each thing that is remembered.
pub(crate) mod seen {
    /// In small letters.
    pub(crate) const SMALL: u8 = 1;
    /// Capitalised inside of a sentence.
    pub(crate) const CAPITAL: u8 = 2;
    /// Behind a title.
    pub(crate) const TITLED: u8 = 4;
    /// In front of a degree.
    pub(crate) const DEGREED: u8 = 8;
    /// Behind a word for kin.
    pub(crate) const KIN: u8 = 16;
    /// Capitalised, behind a preposition of place.
    pub(crate) const PLACED: u8 = 32;
    /// More than once.
    pub(crate) const AGAIN: u8 = 64;
}

const SLOTS: usize = 4096;

#[derive(Default)]
pub(crate) struct Memory {
    /// Empty until a window is read.
    slots: Vec<Slot>,
    /// First and last letters of what may be a person's full name: a bit for each pair.
    initials: [u32; 26],
    /// A word is known as a name.
    named: bool,
}

/// What is known of one word.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    seen: u8,
    /// How sure the model is of it elsewhere, for each label, in its own units.
    named: [u8; NAMED],
}

impl Memory {
    /// The initials of what may be full names: two to four capitalised words in a row, one of which is known as a name.
    fn learn_initials(&mut self, text: &[u8], tokens: &[Token]) {
        self.initials = [0; 26];
        let mut words = [0u8; 4];
        let (mut len, mut known) = (0, false);
        for at in 0..=tokens.len() {
            let token = tokens.get(at);
            if let Some(token) = token.filter(|t| t.is_capital()) {
                if len < 5 {
                    if let Some(word) = words.get_mut(len) {
                        *word = token.bytes(text)[0];
                    }
                    len += 1;
                }
                known |= !token.is_single() && (token.entry.given() > 1 || token.entry.surname() > 1);
                continue;
            }
            let joins = |t: &Token| {
                t.is_sign(b'.') && !t.is_spaced() && tokens[at - 1].is_single()
                    || (t.is_sign(b'-') || t.is_sign(b'\'')) && !t.is_spaced()
                    || t.is_sign(b',')
            };
            if len > 0 && token.is_some_and(joins) {
                continue;
            }
            if (2..=4).contains(&len) && known {
                for (a, b) in [(0, len - 1), (len - 1, 0), (1, 0), (0, 1)] {
                    self.initials[letter(words[a])] |= 1 << letter(words[b]);
                }
            }
            (len, known) = (0, false);
        }
    }

    /// These letters may be somebody's initials.
    pub(crate) fn has_initials(&self, first: u8, last: u8) -> bool {
        self.initials[letter(first)] >> letter(last) & 1 == 1
    }

    /// Reads the whole window.
    pub(crate) fn learn(&mut self, text: &[u8], tokens: &[Token]) {
        self.learn_initials(text, tokens);
        self.named = false;
        self.slots.clear();
        self.slots.resize(SLOTS, Slot::default());
        for (at, token) in tokens.iter().enumerate() {
            if token.kind != Kind::Word || token.end - token.start < 2 {
                continue;
            }
            let before = previous_word(tokens, at);
            let mut flags = match token.shape {
                shape::SMALL => seen::SMALL,
                _ => {
                    let inside = at > 0 && tokens[at - 1].kind == Kind::Word && tokens[at - 1].shape == shape::SMALL;
                    if inside { seen::CAPITAL } else { 0 }
                }
            };
            if let Some(word) = before {
                flags |= u8::from(word.is_in(TITLE)) * seen::TITLED;
                flags |= u8::from(word.is_in(KIN)) * seen::KIN;
                flags |= u8::from(token.is_capital() && word.is_in(PLACE)) * seen::PLACED;
            }
            if next_word(tokens, at).is_some_and(|word| word.is_in(DEGREE)) {
                flags |= seen::DEGREED;
            }
            // A word that meets another in its slot takes its place: a long text forgets.
            let slot = &mut self.slots[token.hash as usize % SLOTS];
            if slot.hash == token.hash {
                flags |= seen::AGAIN | slot.seen;
            }
            *slot = Slot { hash: token.hash, seen: flags, named: [0; NAMED] };
        }
    }

    pub(crate) fn of(&self, hash: u32) -> u8 {
        let slot = &self.slots[hash as usize % SLOTS];
        if slot.hash == hash { slot.seen } else { 0 }
    }

    /// The model holds the word for a name of this label, with so much to spare.
    pub(crate) fn name(&mut self, hash: u32, label: usize, margin: i32) {
        let slot = &mut self.slots[hash as usize % SLOTS];
        if slot.hash == hash {
            self.named = true;
            slot.named[label] = slot.named[label].max(margin.clamp(0, 128) as u8);
        }
    }

    /// Whether [`Memory::named`] answers for any word.
    pub(crate) fn names_any(&self) -> bool {
        self.named
    }

    /// How sure the model is of the word elsewhere, where it is at all.
    pub(crate) fn named(&self, hash: u32) -> Option<[u8; NAMED]> {
        let slot = &self.slots[hash as usize % SLOTS];
        (slot.hash == hash && slot.named != [0; NAMED]).then_some(slot.named)
    }
}

/// The place of a letter in the alphabet, and the last one for anything else.
fn letter(byte: u8) -> usize {
    usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a')).min(25)
}

/// The word before, over a full stop or an opening bracket or quote.
fn previous_word(tokens: &[Token], at: usize) -> Option<&Token> {
    let mut back = at.checked_sub(1)?;
    if tokens[back].kind == Kind::Sign {
        back = back.checked_sub(1)?;
    }
    (tokens[back].kind == Kind::Word).then_some(&tokens[back])
}

/// The word behind, over a comma.
fn next_word(tokens: &[Token], at: usize) -> Option<&Token> {
    let mut on = at + 1;
    if tokens.get(on)?.kind == Kind::Sign {
        on += 1;
    }
    let next = tokens.get(on)?;
    (next.kind == Kind::Word).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::super::{lexicon::Lexicon, token};
    use super::*;

    #[test]
    fn initials_of_full_names_are_known() {
        let text = b"Seen with Maria Lopez-Garcia, then NGUYEN, Thi H. and the Chest Pain Unit.";
        let (mut tokens, mut memory) = (Vec::new(), Memory::default());
        token::tokens(text, &Lexicon::builtin(), &mut token::Words::default(), &mut tokens);
        memory.learn(text, &tokens);
        assert!(memory.has_initials(b'm', b'g') && memory.has_initials(b'G', b'M'));
        assert!(memory.has_initials(b'T', b'N'));
        assert!(!memory.has_initials(b'x', b'm'));
    }
}
