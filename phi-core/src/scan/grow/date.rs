//! Dates, ages and the shapes of clinical text: the heads that patterns find are read to their end here.
//!
//! `date` takes what is a date by itself or by the word beside it. `date-loose` also takes spellings that need the
//! detector's cue: `May-21`, `2021-03`, `03151957`. Both return impossible days too, `13/32/2021`: the calendar is the
//! validator's business, because a birth date with a typing error is a birth date.

use std::ops::Range;

use super::Grow;

mod age;
mod clinical;
mod numeric;
mod spelled;
mod stamp;
mod words;
mod written;

pub(super) const GROWS: &[(&str, Grow)] = &[
    ("date", date),
    ("date-loose", loose),
    ("age-unit", age::with_unit),
    ("age-bare", age::bare),
    ("icd10-dotted", clinical::icd10_dotted),
    ("icd10-any", clinical::icd10_any),
    ("snomed-id", clinical::snomed_id),
    ("unit-behind", clinical::unit_behind),
    ("clinical-ratio", clinical::ratio),
    ("spine-level", clinical::spine_level),
    ("vitamin", clinical::vitamin),
];

/// How much a spelling proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proof {
    /// A date by itself, or by the word beside it.
    Full,
    /// A date only if a cue says so.
    Loose,
}

type Found = (Range<usize>, Proof);

fn date(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    find(text, head).and_then(|(span, proof)| (proof == Proof::Full).then_some(span))
}

fn loose(text: &[u8], head: Range<usize>) -> Option<Range<usize>> {
    find(text, head).map(|(span, _)| span)
}

/// Sends a head to the parser of its form: a month's name, an ordinal, or a number.
fn find(text: &[u8], head: Range<usize>) -> Option<Found> {
    let seen = text.get(head.clone())?;
    let letters = seen.iter().position(u8::is_ascii_alphabetic);
    let found = match letters {
        None => numeric::parse(text, head.start),
        _ if seen.contains(&b'/') => numeric::parse(text, head.start),
        Some(0) => written::parse(text, head.start),
        Some(at) if seen.len() - at == 2 => words::day_alone(text, head),
        Some(at) => written::parse(text, head.start + at),
    }?;
    (!stamp::is_machine_time(text, &found.0)).then_some(found)
}

#[cfg(test)]
mod tests;
