//! What a document says elsewhere about a word: a surname behind "Dr." once is a surname everywhere in the text.

use super::chain::NAMED;
use super::token::{Kind, Token, shape, word_hash};

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
}

/// What is known of one word.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    seen: u8,
    /// How sure the model is of it elsewhere, for each label, in its own units.
    named: [u8; NAMED],
}

/// Words, by their hashes.
pub(crate) struct Words {
    hashes: &'static [u32],
    /// A bit for eight bits of each hash, which tells most words from all of these.
    bits: [u64; 4],
}

impl Words {
    const fn new(hashes: &'static [u32]) -> Self {
        let (mut bits, mut at) = ([0; 4], 0);
        while at < hashes.len() {
            bits[(hashes[at] >> 6 & 3) as usize] |= 1 << (hashes[at] & 63);
            at += 1;
        }
        Words { hashes, bits }
    }

    pub(crate) fn has(&self, hash: u32) -> bool {
        self.bits[(hash >> 6 & 3) as usize] >> (hash & 63) & 1 == 1 && self.hashes.contains(&hash)
    }
}

macro_rules! hashes {
    ($name:ident: $($word:literal)*) => {
        pub(crate) static $name: Words = Words::new(&[$(word_hash($word.as_bytes())),*]);
    };
}

hashes!(TITLES: "dr" "mr" "mrs" "ms" "miss" "mx" "prof" "professor" "doctor" "sister" "rev" "fr" "father" "rabbi" "sir" "nurse"
    "herr" "frau" "dra" "don" "dona" "sr" "sra" "srta" "mme" "mlle" "monsieur" "madame" "signor" "signora" "dott" "drs");
hashes!(DEGREES: "md" "do" "rn" "np" "pa" "phd" "lpn" "dds" "dmd" "dpm" "od" "rph" "pharmd" "lcsw" "msw" "crna" "cnm" "aprn" "fnp"
    "dnp" "bsn" "msn" "facs" "facc" "facp" "mph" "mbbs" "frcp" "frcs" "mrcp" "psyd" "lmft" "ccc" "rd" "rt" "pt" "ot" "cna" "emt" "esq");
hashes!(KIN: "wife" "husband" "mother" "father" "mom" "mum" "dad" "son" "daughter" "sister" "brother" "aunt" "uncle" "niece" "nephew"
    "grandson" "granddaughter" "grandmother" "grandfather" "spouse" "partner" "friend" "neighbor" "neighbour" "caregiver" "cousin" "named"
    "fiance" "fiancee" "stepson" "guardian");
hashes!(NUMBERS: "zero" "oh" "one" "two" "three" "four" "five" "six" "seven" "eight" "nine" "ten" "eleven" "twelve" "thirteen"
    "fourteen" "fifteen" "sixteen" "seventeen" "eighteen" "nineteen" "twenty" "thirty" "forty" "fifty" "sixty" "seventy" "eighty"
    "ninety" "hundred" "thousand" "double" "triple" "niner"
    "first" "second" "third" "fourth" "fifth" "sixth" "seventh" "eighth" "ninth" "tenth" "eleventh" "twelfth" "thirteenth"
    "fourteenth" "fifteenth" "sixteenth" "seventeenth" "eighteenth" "nineteenth" "twentieth" "thirtieth"
    "cero" "uno" "dos" "tres" "cuatro" "cinco" "seis" "siete" "ocho" "nueve" "diez" "once" "doce" "trece" "catorce" "quince"
    "veinte" "treinta" "cuarenta" "cincuenta" "sesenta" "setenta" "ochenta" "noventa" "cien" "mil"
    "deux" "trois" "quatre" "cinq" "sept" "huit" "neuf" "dix" "vingt" "trente" "quarante" "cinquante" "soixante"
    "zwei" "drei" "vier" "sechs" "sieben" "acht" "neun" "zehn" "elf" "nul" "een" "twee" "drie" "vijf" "zes" "zeven" "negen" "tien");
hashes!(MONTHS: "january" "february" "march" "april" "may" "june" "july" "august" "september" "october" "november" "december"
    "jan" "feb" "mar" "apr" "jun" "jul" "aug" "sep" "sept" "oct" "nov" "dec"
    "januar" "februar" "mai" "juni" "juli" "oktober" "dezember" "januari" "februari" "maart" "mei" "augustus" "augusti"
    "janvier" "avril" "juin" "juillet" "septembre" "octobre" "novembre"
    "enero" "febrero" "marzo" "abril" "mayo" "junio" "julio" "agosto" "septiembre" "octubre" "noviembre" "diciembre"
    "gennaio" "febbraio" "aprile" "maggio" "giugno" "luglio" "settembre" "ottobre" "dicembre"
    "janeiro" "fevereiro" "abril" "maio" "junho" "julho" "setembro" "outubro" "novembro" "dezembro");
hashes!(PLACE_WORDS: "at" "in" "from" "near" "of" "to");

impl Memory {
    /// Reads the whole window.
    pub(crate) fn learn(&mut self, tokens: &[Token]) {
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
                flags |= u8::from(TITLES.has(word)) * seen::TITLED;
                flags |= u8::from(KIN.has(word)) * seen::KIN;
                flags |= u8::from(token.is_capital() && PLACE_WORDS.has(word)) * seen::PLACED;
            }
            if next_word(tokens, at).is_some_and(|word| DEGREES.has(word)) {
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
            slot.named[label] = slot.named[label].max(margin.clamp(0, 128) as u8);
        }
    }

    /// How sure the model is of the word elsewhere.
    pub(crate) fn named(&self, hash: u32) -> [u8; NAMED] {
        let slot = &self.slots[hash as usize % SLOTS];
        if slot.hash == hash { slot.named } else { [0; NAMED] }
    }
}

/// The word before, over a full stop or an opening bracket or quote.
fn previous_word(tokens: &[Token], at: usize) -> Option<u32> {
    let mut back = at.checked_sub(1)?;
    if tokens[back].kind == Kind::Sign {
        back = back.checked_sub(1)?;
    }
    (tokens[back].kind == Kind::Word).then_some(tokens[back].hash)
}

/// The word behind, over a comma.
fn next_word(tokens: &[Token], at: usize) -> Option<u32> {
    let mut on = at + 1;
    if tokens.get(on)?.kind == Kind::Sign {
        on += 1;
    }
    let next = tokens.get(on)?;
    (next.kind == Kind::Word).then_some(next.hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case() {
        assert!(TITLES.has(word_hash(b"Doctor")));
        assert!(!TITLES.has(word_hash(b"doctors")));
    }
}
