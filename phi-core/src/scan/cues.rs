//! Cues: the words around a candidate that say what it is.
//!
//! From the candidate the walk goes left, word by word, and asks the pack's table for each word and for the
//! phrases that end with it. Only candidates pay for it; the rest of the text is never searched for cues.

use super::cue_filter::{CueEnds, Heard, Suspects, Words};
use super::cue_hash::{self, join};
use super::map::{Map, Near};
use super::simd::BLOCK;
use crate::pack::{DetectorSet, SET_WORDS, Tables, set_union};

/// How far before a candidate a cue may stand, in bytes.
pub(crate) const REACH: usize = 48;

/// Signs between a value and a cue behind it.
const MAX_GAP: usize = 4;
const MAX_WORDS: usize = 9;
/// No run of letters and digits is read farther back.
const LONGEST: usize = 80;

const NOBODY: DetectorSet = [0; SET_WORDS];

/// Which detectors the words before a candidate speak for and against.
#[derive(Clone)]
pub(crate) struct Before {
    /// Next to the value, with at most fillers between.
    pub(crate) explicit: DetectorSet,
    pub(crate) near: DetectorSet,
    /// Of the cue that stands nearest.
    pub(crate) nearest: DetectorSet,
    pub(crate) explicit_against: DetectorSet,
    pub(crate) near_against: DetectorSet,
}

impl Before {
    pub(super) const EMPTY: Before =
        Before { explicit: NOBODY, near: NOBODY, nearest: NOBODY, explicit_against: NOBODY, near_against: NOBODY };
}

/// Which detectors the word behind a candidate speaks for and against.
#[derive(Clone, Copy)]
pub(crate) struct Behind {
    pub(crate) favour: DetectorSet,
    pub(crate) against: DetectorSet,
}

impl Behind {
    pub(crate) const NOTHING: Behind = Behind { favour: NOBODY, against: NOBODY };
}

/// A phrase that began to the right and may go on with the next word. Only the longest of its cues counts: "tax file"
/// is not a "file".
#[derive(Clone, Copy)]
struct Phrase<'a> {
    hash: u32,
    explicit: bool,
    best: Option<&'a (DetectorSet, DetectorSet)>,
}

const MAX_PENDING: usize = 4;

struct Walk<'a, 'b> {
    tables: Tables<'a>,
    found: &'b mut Before,
    pending: [Option<Phrase<'a>>; MAX_PENDING],
    waiting: usize,
    /// Only fillers and punctuation lie between here and the value.
    explicit: bool,
    /// Cues that are not next to the value do not count.
    next_to: bool,
}

impl<'a> Walk<'a, '_> {
    #[inline]
    fn word(&mut self, hash: u32) {
        if self.waiting > 0 {
            self.go_on(hash);
        }
        if self.next_to && !self.explicit {
            return;
        }
        if self.tables.cue(hash).is_none() {
            self.explicit = false;
            return;
        }
        self.known(hash);
    }

    /// The phrases that wait for a word get it.
    fn go_on(&mut self, hash: u32) {
        self.waiting = 0;
        for at in 0..MAX_PENDING {
            if let Some(phrase) = self.pending[at].take() {
                self.pending[at] = self.phrase(Phrase { hash: join(phrase.hash, hash), ..phrase }).0;
                self.waiting += usize::from(self.pending[at].is_some());
            }
        }
    }

    /// A word that the table has begins a phrase.
    fn known(&mut self, hash: u32) {
        let (fresh, filler) = self.phrase(Phrase { hash, explicit: self.explicit, best: None });
        if let Some(phrase) = fresh {
            match self.pending.iter_mut().find(|slot| slot.is_none()) {
                Some(slot) => {
                    *slot = Some(phrase);
                    self.waiting += 1;
                }
                None => self.count(phrase),
            }
        }
        self.explicit &= filler;
    }

    /// Looks a phrase up; answers with it when it may go on, and whether it is a filler.
    fn phrase(&mut self, mut phrase: Phrase<'a>) -> (Option<Phrase<'a>>, bool) {
        let hit = self.tables.cue(phrase.hash);
        if let Some(sets) = hit.and_then(|hit| hit.sets) {
            phrase.best = Some(sets);
        }
        match hit {
            Some(hit) if hit.continues() => (Some(phrase), hit.is_filler()),
            _ => {
                self.count(phrase);
                (None, hit.is_some_and(|hit| hit.is_filler()))
            }
        }
    }

    /// A phrase that goes no further: its longest cue speaks.
    fn count(&mut self, phrase: Phrase<'a>) {
        let Some((favour, against)) = phrase.best else { return };
        if self.found.nearest == NOBODY {
            self.found.nearest = *favour;
        }
        let (for_set, against_set) = match phrase.explicit {
            true => (&mut self.found.explicit, &mut self.found.explicit_against),
            false => (&mut self.found.near, &mut self.found.near_against),
        };
        set_union(for_set, favour);
        set_union(against_set, against);
    }
}

/// What the words before `start` may say: nothing at most places of most texts. This sees more words than a walk
/// does and notes nothing.
pub(super) fn heard_before(
    near: &Near,
    text: &[u8],
    start: usize,
    next_to: bool,
    ends: &CueEnds,
    suspects: &mut Suspects,
) -> Heard {
    // What stands before another number speaks of that one.
    let digits = near.digit & near.digit << 1;
    let number = digits & digits << 2;
    let far = number.leading_zeros() as usize;
    // A walk reads the run that lies across the end of its reach to where that begins.
    let across = (!(near.alnum() << REACH)).leading_zeros() as usize;
    let mut reach = !(u64::MAX >> 1 >> far.min(REACH + across - 1));
    if near.line != 0 && ends_walk(near, text, start) {
        reach &= !(u64::MAX >> near.line.leading_zeros());
    }
    let words = Words::of(near);
    if next_to {
        reach &= words.next_to_value(text, start, ends);
    }
    suspects.before(start, &words, reach, text, ends)
}

/// True when a walk from `start` plainly ends at the line's beginning: it reads the label of the line above only from the beginning
/// of a line.
fn ends_walk(near: &Near, text: &[u8], start: usize) -> bool {
    let far = near.line.leading_zeros() as usize;
    let above = || (start - far).checked_sub(2).is_some_and(|at| text[at].is_ascii_alphanumeric());
    (near.alnum().leading_zeros() as usize) < far || above()
}

/// Adds what the words before `start` say.
/// Every text is full of short numbers: for them only cues that stand `next_to` the value are looked for.
pub(super) fn before(map: &Map<'_>, text: &[u8], start: usize, next_to: bool, tables: Tables<'_>, found: &mut Before) {
    let mut walk = Walk { tables, found, pending: [None; MAX_PENDING], waiting: 0, explicit: true, next_to };
    walk_left(&map.before(start), text, start, &mut walk);
    if walk.waiting > 0 {
        walk.pending.into_iter().flatten().for_each(|phrase| walk.count(phrase));
    }
}

fn walk_left(near: &Near, text: &[u8], start: usize, walk: &mut Walk<'_, '_>) {
    let (alnum, humps) = (near.alnum(), near.humps());
    let stop = start.saturating_sub(REACH);
    let mut at = start;
    let (mut words, mut crossed, mut assigned) = (0, false, false);
    while at > stop && words < MAX_WORDS {
        let far = start - at;
        let run = (!(alnum << far)).leading_zeros() as usize;
        if run > 0 {
            // A word that leaves the map, a number and camelCase are read byte by byte.
            let inside = !(u64::MAX >> 1 >> (run - 1));
            let odd = (near.digit | humps) << far & inside != 0 || run + far == BLOCK;
            if !odd {
                walk.word(cue_hash::word_at(text, at, run));
                at -= run;
            } else {
                at = match word_before(text, at, walk) {
                    Some(at) => at,
                    None => return,
                };
            }
            words += 1;
            if walk.next_to && !walk.explicit && walk.waiting == 0 {
                return;
            }
            continue;
        }
        let byte = text[at - 1];
        match byte {
            b' ' => {}
            b'\n' | b'\r' => {
                // A form may put the value under its label, nothing else reaches over a line.
                let label = text[..at - 1].trim_ascii_end().last();
                if words > 0 || crossed && byte == b'\n' || !matches!(label, Some(b':' | b'#' | b'=')) {
                    return;
                }
                crossed |= byte == b'\n';
            }
            b';' | b'{' | b'}' => return,
            b'*' if text[..at].ends_with(b"****") => return,
            // What was redacted before is another value, as a number would be.
            b']' if redacted(text, at - 1) => return,
            b'|' if words > 0 => return,
            b'?' | b'!' if words > 0 && text.get(at).is_none_or(|next| !next.is_ascii_alphabetic()) => return,
            // `a=1&b=2`: what stands before the ampersand is another parameter's; "H&C no." is a name.
            b'&' if assigned => return,
            b'=' => assigned = true,
            b'.' if words > 0 && text.get(at) == Some(&b' ') && sentence_ends(text, at - 1) => return,
            b',' => walk.explicit = false,
            b'#' => walk.word(cue_hash::word(b"#")),
            _ => {}
        }
        at -= 1;
    }
}

/// True when the bracket at `close` ends a tag such as `[PLAN_ID]`.
fn redacted(text: &[u8], close: usize) -> bool {
    let name = text[..close].iter().rev().take(16).take_while(|b| b.is_ascii_uppercase() || **b == b'_').count();
    name > 1 && text[..close - name].ends_with(b"[")
}

/// A full stop behind a long word ends a sentence; behind "No." or "Rec." it does not.
fn sentence_ends(text: &[u8], dot: usize) -> bool {
    text[..dot].iter().rev().take(5).take_while(|b| b.is_ascii_alphanumeric()).count() > 4
}

/// Reads the word that ends at `end`, gives it to the walk, and answers where it begins. `None` ends the walk: the
/// word is a number, so what stands before it speaks of that.
fn word_before(text: &[u8], end: usize, walk: &mut Walk<'_, '_>) -> Option<usize> {
    let (mut at, mut digits, mut humps) = (end, 0, 0);
    while at > 0 && end - at < LONGEST && text[at - 1].is_ascii_alphanumeric() {
        at -= 1;
        digits += usize::from(text[at].is_ascii_digit());
        humps += usize::from(text[at].is_ascii_uppercase() && at > 0 && text[at - 1].is_ascii_lowercase());
    }
    if digits >= 4 {
        return None;
    }
    if humps == 0 {
        walk.word(cue_hash::word_at(text, end, end - at));
        return Some(at);
    }
    // camelCase: a capital behind a small letter begins a word of its own, and the whole is a word too.
    let explicit = walk.explicit;
    let mut part = end;
    for hump in (at..end).rev() {
        if hump == at || text[hump].is_ascii_uppercase() && text[hump - 1].is_ascii_lowercase() {
            walk.word(cue_hash::word_at(text, part, part - hump));
            part = hump;
        }
    }
    if explicit || !walk.next_to {
        let (more, _) = walk.phrase(Phrase { hash: cue_hash::word_at(text, end, end - at), explicit, best: None });
        more.into_iter().for_each(|phrase| walk.count(phrase));
    }
    Some(at)
}

/// The gap before the next word and the word's length, when it is near enough to be a cue; `alnum` has a bit for each letter
/// and digit.
#[inline(always)]
fn next_word(alnum: u64) -> Option<(usize, usize)> {
    let gap = alnum.trailing_zeros() as usize;
    (gap <= MAX_GAP).then(|| (gap, (!(alnum >> gap)).trailing_zeros() as usize))
}

/// True for a letter and for what may stand between a value and a cue behind it.
#[inline(always)]
pub(super) fn may_stand_before_cue(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(|b| b.is_ascii_alphabetic() || is_gap(*b))
}

#[inline(always)]
fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'(' | b'[' | b'-' | b'%')
}

/// What the word directly behind `end` says, as in `123-45-6789 (SSN)` or `7.5 mg`.
pub(super) fn behind(map: &Map<'_>, text: &[u8], end: usize, tables: &Tables<'_>, ends: &CueEnds) -> Option<Behind> {
    let (gap, len) = next_word(map.behind(end).alnum())?;
    let word = end + gap..end + gap + len;
    if !text[word.start].is_ascii_alphabetic() || !ends.may_end_with(text, word.clone()) {
        return None;
    }
    if !text[end..word.start].iter().all(|b| is_gap(*b)) {
        return None;
    }
    // A label in front of the *next* value is not this one's.
    if matches!(text.get(word.end), Some(b':' | b'=' | b'#')) {
        return None;
    }
    let (favour, against) = tables.cue(cue_hash::word_at(text, word.end, len))?.sets?;
    Some(Behind { favour: *favour, against: *against })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pack;
    use proptest::prelude::*;

    const PIECES: &[&str] = &[
        "mrn",
        "medical record",
        "record number",
        "is",
        "no",
        "of",
        "#",
        "ssn",
        "Tax file",
        "patientAccountNumber",
        "the",
        "follow",
        "up",
        "DOB",
        "a",
        "pneumonoultramicroscopicsilicovolcanoconiosis",
        "1234",
        "12",
        "A1B2",
        ":",
        ",",
        ".",
        "\n",
        ";",
        "-",
        "_",
        "(",
        "=",
        "&",
        "|",
        "[PLAN_ID]",
        "****",
        "x",
        "  ",
        "Versicherungsnummer",
        "plan",
        "member id",
    ];

    proptest! {
        /// The filter may be unsure, but where it sees no cue a walk finds none.
        #[test]
        fn the_filter_misses_no_cue(
            picks in proptest::collection::vec((0..PIECES.len(), any::<bool>()), 0..40),
            next_to in any::<bool>(),
            back in 0..5usize,
        ) {
            let text: String = picks.iter().map(|(at, gap)| format!("{}{}", PIECES[*at], if *gap { " " } else { "" })).collect();
            let text = format!("{text}7");
            let text = text.as_bytes();
            let pack = Pack::builtin();
            let tables = pack.0.tables();
            let all = [u64::MAX; SET_WORDS];
            let ends = CueEnds::new(&tables, &all, &all);
            let mut map = Map::new(text);
            map.fill(0);
            let mut suspects = Suspects::default();
            let word = |at: &usize| *at == 0 || !text[*at].is_ascii_alphanumeric() || !text[*at - 1].is_ascii_alphanumeric();
            let starts: Vec<usize> = (0..text.len()).filter(word).collect();
            // A pass goes forward, and a few steps back now and then.
            let order = (0..starts.len()).flat_map(|n| [n, n.saturating_sub(back), n]);
            for at in order.map(|n| starts[n]) {
                let mut found = Before::EMPTY;
                before(&map, text, at, next_to, tables, &mut found);
                let Before { explicit, near, nearest, explicit_against, near_against } = &found;
                let favour = *explicit != NOBODY || *near != NOBODY;
                let spoken = [explicit, near, nearest, explicit_against, near_against].iter().any(|set| **set != NOBODY);
                let Heard { any, weak } = heard_before(&map.before(at), text, at, next_to, &ends, &mut suspects);
                prop_assert!((any || !spoken) && (weak || !favour), "{at} of {:?}", String::from_utf8_lossy(text));
            }
        }
    }
}
