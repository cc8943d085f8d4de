//! What stands beside a number: separators, prepositions, units.

use std::ops::Range;

use super::{Found, Proof};

/// Prepositions and visit words that make a date of the bare number directly behind them.
static DATE_CUES: Words = Words::new(&[
    "on",
    "since",
    "dated",
    "date",
    "dates",
    "until",
    "till",
    "seen",
    "visit",
    "visited",
    "admitted",
    "discharged",
    "appt",
    "appointment",
    "f/u",
    "fu",
    "followup",
    "dos",
    "dob",
    "scheduled",
    "through",
    "thru",
    "from",
    "before",
    "after",
    "between",
    "started",
    "stopped",
    "resumed",
    "received",
    "collected",
    "drawn",
    "done",
    "performed",
    "born",
    "due",
    "last",
    "lmp",
    "edd",
    "el",
    "dia",
    "desde",
    "hasta",
    "le",
    "du",
    "depuis",
    "am",
    "vom",
    "seit",
    "bis",
    "dal",
    "sinds",
]);

/// Words in front of a month that make a date even of a name such as "May".
static MONTH_CUES: Words = Words::new(&[
    "in", "since", "last", "early", "late", "mid", "of", "until", "till", "by", "from", "during", "this", "next",
    "through", "before", "after", "en", "desde", "hasta", "mes", "de", "im", "seit", "ab", "bis", "depuis", "em",
    "nel", "da", "sinds", "sedan", "siden", "i", "od", "w",
]);

/// Words near a ratio that say it is a score or a strength.
static SCORE_WORDS: Words = Words::new(&[
    "pain",
    "score",
    "scale",
    "rated",
    "rates",
    "rating",
    "strength",
    "motor",
    "vision",
    "acuity",
    "apgar",
    "bp",
    "pressure",
    "reflexes",
    "murmur",
    "power",
    "dolor",
    "eva",
    "gcs",
    "ratio",
    "phq",
    "gad",
    "moca",
    "mmse",
    "aims",
    "audit",
    "ciwa",
    "cows",
    "braden",
    "morse",
    "berg",
    "mini",
    "slums",
    "dast",
    "chat",
    "tinetti",
    "evendol",
    "yesavage",
    "bims",
    "bipap",
    "cpap",
    "peep",
    "ta",
    "tension",
    "rev",
    "pages",
    "page",
    "visit",
    "pack",
    "understanding",
    "reasoning",
    "appreciation",
    "vsg",
    "norton",
    "epds",
    "od",
    "os",
    "ou",
    "va",
]);

/// Units and counted things: a number in front of one is a quantity.
static UNITS: Words = Words::new(&[
    "mg",
    "mcg",
    "ug",
    "g",
    "gm",
    "kg",
    "kgs",
    "lb",
    "lbs",
    "oz",
    "ml",
    "cc",
    "l",
    "dl",
    "mm",
    "cm",
    "m",
    "km",
    "mmhg",
    "meq",
    "mmol",
    "mol",
    "unit",
    "units",
    "iu",
    "u",
    "ng",
    "pg",
    "bpm",
    "beats",
    "breaths",
    "tab",
    "tabs",
    "tablet",
    "tablets",
    "cap",
    "caps",
    "capsule",
    "capsules",
    "puffs",
    "drops",
    "pack",
    "packs",
    "ppd",
    "dose",
    "doses",
    "hr",
    "hrs",
    "hour",
    "hours",
    "h",
    "min",
    "mins",
    "minute",
    "minutes",
    "sec",
    "seconds",
    "day",
    "days",
    "week",
    "weeks",
    "wk",
    "wks",
    "month",
    "months",
    "mo",
    "year",
    "years",
    "yr",
    "yrs",
    "times",
    "percent",
    "degrees",
    "points",
    "point",
    "scale",
    "pain",
    "strength",
    "mph",
    "inch",
    "inches",
    "feet",
    "ft",
    "miles",
    "blocks",
    "steps",
    "people",
    "patients",
    "fr",
    "french",
    "gauge",
    "mmol/l",
    "hz",
    "kcal",
    "calories",
    "ms",
    "msec",
    "dias",
    "horas",
    "semanas",
    "meses",
    "minutos",
    "comprimidos",
    "veces",
    "jours",
    "tage",
    "giorni",
    "dagen",
    "x10",
    "vision",
]);

/// A list of words, with the lengths and the last letters that those of each first letter have: nearly every word of a text is
/// told from all of the list by these.
pub(super) struct Words {
    list: &'static [&'static str],
    lengths: [u32; 32],
    lasts: [u32; 32],
}

impl Words {
    pub(super) const fn new(list: &'static [&'static str]) -> Self {
        let (mut lengths, mut lasts) = ([0; 32], [0; 32]);
        let mut at = 0;
        while at < list.len() {
            let word = list[at].as_bytes();
            let first = word[0] as usize & 31;
            lengths[first] |= 1 << word.len();
            lasts[first] |= 1 << (word[word.len() - 1] & 31);
            at += 1;
        }
        Words { list, lengths, lasts }
    }

    /// True when `word` is one of them, in any case.
    #[inline]
    pub(super) fn has(&self, word: &[u8]) -> bool {
        let [first, ..] = word else { return false };
        let first = usize::from(first & 31);
        let looks = self.lengths[first] >> word.len().min(31) & self.lasts[first] >> (word[word.len() - 1] & 31);
        looks & 1 == 1 && listed(self.list, word)
    }
}

pub(super) fn listed(list: &[&str], word: &[u8]) -> bool {
    list.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

pub(super) fn is_alnum_at(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(u8::is_ascii_alphanumeric)
}

pub(super) fn is_digit_at(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(u8::is_ascii_digit)
}

/// End of the run that starts at `at`, at most `most` bytes on.
pub(super) fn run(text: &[u8], at: usize, most: usize, part: impl Fn(&u8) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().take(most).take_while(|b| part(b)).count()
}

/// End of the run of digits that starts at `at`, at most `most` bytes on: eight bytes at once, since every number of every text is
/// read by this.
#[inline]
pub(super) fn digits(text: &[u8], at: usize, most: usize) -> usize {
    let mut end = at;
    while let Some(bytes) = text.get(end..end + 8).and_then(|bytes| bytes.try_into().ok()) {
        let low = u64::from_le_bytes(bytes) ^ 0x3030_3030_3030_3030;
        let others = (low.wrapping_add(0x7676_7676_7676_7676) | low) & 0x8080_8080_8080_8080;
        let run = others.trailing_zeros() as usize / 8;
        end += run;
        if run < 8 || end - at >= most {
            return end.min(at + most);
        }
    }
    run(text, end, most - (end - at), u8::is_ascii_digit)
}

/// Start of the run that ends at `end`, at most `most` bytes back.
pub(super) fn run_back(text: &[u8], end: usize, most: usize, part: impl Fn(&u8) -> bool) -> usize {
    end - text[..end].iter().rev().take(most).take_while(|b| part(b)).count()
}

/// Past up to three blanks; a date may cross the end of a line.
pub(super) fn blanks(text: &[u8], at: usize) -> usize {
    run(text, at, 3, u8::is_ascii_whitespace)
}

/// Past up to two spaces, backwards.
pub(super) fn spaces_back(text: &[u8], end: usize) -> usize {
    run_back(text, end, 2, |&b| b == b' ')
}

/// The word at `at`, letters alone.
pub(super) fn word(text: &[u8], at: usize) -> &[u8] {
    &text[at.min(text.len())..run(text, at.min(text.len()), 16, u8::is_ascii_alphabetic)]
}

/// The word that ends at `end`, letters alone; empty when it is the tail of something longer.
pub(super) fn word_back(text: &[u8], end: usize) -> &[u8] {
    let start = run_back(text, end, 16, u8::is_ascii_alphabetic);
    if start > 0 && text[start - 1].is_ascii_alphanumeric() { &[] } else { &text[start..end] }
}

/// The word in front of `start`, past spaces, colons and an opening bracket or quote.
pub(super) fn word_before(text: &[u8], start: usize) -> &[u8] {
    let end = run_back(text, start, 4, |b| matches!(b, b' ' | b':' | b'(' | b'"' | b'='));
    let begin = run_back(text, end, 16, |b| b.is_ascii_alphabetic() || *b == b'/');
    if begin > 0 && text[begin - 1].is_ascii_alphanumeric() { &[] } else { &text[begin..end] }
}

/// True when a preposition or a visit word in front makes the number at `start` a day.
pub(super) fn date_cue_before(text: &[u8], start: usize) -> bool {
    DATE_CUES.has(word_before(text, start)) && !score_before(text, start)
}

/// True when a word in front makes the month's name at `start` a month.
pub(super) fn month_cue_before(text: &[u8], start: usize) -> bool {
    let end = run_back(text, start, 2, |b| matches!(b, b' ' | b'-' | b'\n'));
    end < start && MONTH_CUES.has(word_back(text, end))
}

/// True when the forty characters in front speak of a score, and no other ratio stands between.
pub(super) fn score_before(text: &[u8], start: usize) -> bool {
    let near = &text[start.saturating_sub(40)..start];
    let line = near.rsplit(|&b| b == b'\n').next().unwrap_or(near);
    let ratio = line.windows(2).rposition(|pair| pair[0] == b'/' && pair[1].is_ascii_digit());
    let line = &line[ratio.map_or(0, |at| at + 2)..];
    line.split(|b| !b.is_ascii_alphabetic()).any(|word| !word.is_empty() && SCORE_WORDS.has(word))
}

/// True when a unit or a counted thing follows: the number is a quantity.
pub(super) fn unit_follows(text: &[u8], end: usize) -> bool {
    let at = run(text, end, 2, |b| matches!(b, b' ' | b'-'));
    let unit = &text[at..run(text, at, 16, u8::is_ascii_alphabetic)];
    text.get(at) == Some(&b'%') || UNITS.has(unit)
}

/// What may follow a bare ordinal that is a day: "on the 9th at noon", but not "on the 9th floor".
static AFTER_DAY: Words = Words::new(&[
    "at", "and", "for", "with", "she", "he", "they", "we", "i", "when", "but", "because", "or", "if", "after",
    "before", "to", "then", "that", "which", "in", "by", "per", "via", "around", "about", "as", "was", "is", "until",
    "through", "due", "here", "from",
]);

/// What stands before it: "on the 9th", "the 9th" after a preposition.
static BEFORE_DAY: Words = Words::new(&[
    "on", "since", "until", "till", "by", "from", "before", "after", "through", "to", "for", "around", "and",
]);

/// A day alone, "on the 9th", where `head` is the ordinal.
pub(super) fn day_alone(text: &[u8], head: Range<usize>) -> Option<Found> {
    let the = spaces_back(text, head.start);
    let article = word_back(text, the);
    if the == head.start || !article.eq_ignore_ascii_case(b"the") || is_alnum_at(text, head.end) {
        return None;
    }
    let before = the - article.len();
    if !BEFORE_DAY.has(word_back(text, spaces_back(text, before))) {
        return None;
    }
    let next = run(text, head.end, 2, |&b| b == b' ');
    let follows = word(text, next);
    let ends = follows.is_empty() && !is_digit_at(text, next) && !matches!(text.get(next), Some(b'-' | b'/' | b'%'));
    let joined = follows.eq_ignore_ascii_case(b"and") || follows.eq_ignore_ascii_case(b"or");
    // "on the 9th and 10th ribs": the list decides by what its last ordinal counts.
    if joined && is_digit_at(text, next + follows.len() + 1) {
        return None;
    }
    (ends || AFTER_DAY.has(follows)).then_some((head, Proof::Full))
}
