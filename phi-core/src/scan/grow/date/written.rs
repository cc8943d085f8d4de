//! Dates that name their month, in digits and words: `15th of March 2024`, `den 3. mars`, `March fifteenth`.

use std::ops::Range;

use super::words::{
    Words, blanks, date_cue_before, is_alnum_at, is_digit_at, month_cue_before, run, run_back, spaces_back,
    unit_follows, word, word_back,
};
use super::{Found, Proof, spelled};
use crate::score::validate::date::{Trust, month_name, number};

/// A day that stands beside the month.
struct Day {
    span: Range<usize>,
    /// An ordinal, or joined by "of": no quantity reads so.
    sure: bool,
}

/// The year behind a date.
struct Year {
    end: usize,
    /// Four digits, an apostrophe or words; two bare digits may be a day as well.
    sure: bool,
    /// Joined by "of", "de", "del".
    joined: bool,
}

/// The date around the month's name that starts at `start`.
pub(super) fn parse(text: &[u8], start: usize) -> Option<Found> {
    let name = word(text, start);
    let end = start + name.len();
    let (_, trust) = month_name(name)?;
    let capital = name[0].is_ascii_uppercase();
    let before = day_before(text, start).filter(|day| {
        // A number that ends one line belongs to the month on the next only where a year completes the date.
        !crosses_line(text, day.span.end, start) || year_behind(text, end, false).is_some_and(|year| year.sure)
    });
    if before.is_none() && start.checked_sub(1).is_some_and(|at| text[at].is_ascii_alphanumeric()) {
        return None;
    }
    if let Some(day) = before {
        let year = year_behind(text, end, true);
        let full = day.span.start..year.as_ref().map_or(end, |year| year.end);
        // "5 may have", "3 out of 5": without a year the words decide.
        let verb = trust == Trust::Word && !capital && !day.sure && goes_on_in_words(text, end);
        // "3 out of 10", "exon 5 del gen": an abbreviation that is a word elsewhere needs its year in full.
        let fits = match &year {
            Some(year) => trust != Trust::Risky || year.sure || name.len() > 3,
            None if trust == Trust::Risky && !(day.sure && name.len() > 3) => false,
            None => !verb && !is_alnum_at(text, end),
        };
        return fits.then_some((full, Proof::Full));
    }
    let behind = day_behind(text, end).map(|day| {
        let year = year_behind(text, day.span.end, false);
        (day, year)
    });
    let behind = behind.filter(|(day, year)| year.is_some() || !crosses_line(text, end, day.span.start));
    if let Some((day, year)) = behind {
        if trust == Trust::Risky && year.is_none() {
            return None;
        }
        let lower_word =
            !capital && !day.sure && matches!(name.to_ascii_lowercase().as_slice(), b"may" | b"mar" | b"mai" | b"maj");
        if lower_word && year.is_none() && !date_cue_before(text, start) {
            return None;
        }
        // May-21: a day or a year; either way only a cue makes it a date.
        let unclear = year.is_none()
            && !day.sure
            && text[end] == b'-'
            && trust != Trust::Name
            && name.len() < 5
            && !month_cue_before(text, start);
        let last = year.map_or(day.span.end, |year| year.end);
        return Some((start..last, if unclear { Proof::Loose } else { Proof::Full }));
    }
    if let Some(year) = year_behind(text, end, false).filter(|year| year.sure) {
        let taken = trust != Trust::Risky || year.joined;
        return taken.then(|| (first_of_pair(text, start)..year.end, Proof::Full));
    }
    month_alone(text, start..end, trust, capital).then_some((start..end, Proof::Full))
}

/// "in May", "September": a month alone counts when capitals or a preposition leave no doubt.
fn month_alone(text: &[u8], span: Range<usize>, trust: Trust, capital: bool) -> bool {
    if is_alnum_at(text, span.end) || matches!(text.get(span.end), Some(b'_' | b'@')) {
        return false;
    }
    // A word inside a name, `in-may-be`, a file or a domain is none.
    let glued = |at: Option<&u8>| matches!(at, Some(b'_' | b'@' | b'/' | b'\\'));
    if glued(span.start.checked_sub(1).and_then(|at| text.get(at))) {
        return false;
    }
    let next = run(text, span.end, 1, |&b| b == b' ');
    let surname = text.get(next).is_some_and(u8::is_ascii_uppercase) && next > span.end;
    match trust {
        Trust::Name if capital => true,
        Trust::Name => month_cue_before(text, span.start),
        Trust::Word if capital => !surname && month_cue_before(text, span.start),
        Trust::Word => romance_month_cue_before(text, &span),
        Trust::Short => capital && !surname && month_cue_before(text, span.start),
        Trust::Risky => false,
    }
}

fn crosses_line(text: &[u8], from: usize, to: usize) -> bool {
    text[from..to].contains(&b'\n')
}

/// "en abril", "mes de mayo": Romance languages write months small.
fn romance_month_cue_before(text: &[u8], span: &Range<usize>) -> bool {
    let cues: &[&[u8]] = &[b"en", b"desde", b"hasta", b"de", b"depuis"];
    spelled::one_of(&[b"abril", b"mayo", b"julio", b"avril"], &text[span.clone()])
        && spelled::one_of(cues, word_back(text, spaces_back(text, span.start)))
}

/// True when a lower-case word follows, as behind a verb.
fn goes_on_in_words(text: &[u8], end: usize) -> bool {
    let next = run(text, end, 2, |&b| b == b' ');
    next > end && text.get(next).is_some_and(u8::is_ascii_lowercase)
}

/// Start of the first month in "febrero y abril de 2002", else `start`.
fn first_of_pair(text: &[u8], start: usize) -> usize {
    let mut at = spaces_back(text, start);
    let joint = word_back(text, at);
    if is_joint(joint) {
        at -= joint.len();
    } else if at > 0 && matches!(text[at - 1], b'-' | b'/') {
        at -= 1;
    } else {
        return start;
    }
    let at = spaces_back(text, at);
    let first = word_back(text, at);
    let begins = at - first.len();
    let known = month_name(first).is_some_and(|(_, trust)| trust != Trust::Risky);
    if known && day_before(text, begins).is_none() { begins } else { start }
}

/// Words between the two ends of a range.
static JOINTS: Words =
    Words::new(&["to", "and", "through", "thru", "al", "a", "y", "e", "et", "au", "bis", "und", "till", "en"]);

fn is_joint(word: &[u8]) -> bool {
    JOINTS.has(word)
}

/// Words between a day, its month and its year.
static OF: Words = Words::new(&["of", "de", "del", "di", "do"]);

fn is_of(word: &[u8]) -> bool {
    OF.has(word)
}

/// Endings of ordinals.
static SUFFIXES: Words = Words::new(&["st", "nd", "rd", "th", "er", "e", "o", "a"]);

/// Length of an ordinal's ending at `at`: `15th`, `1er`, `3.`
fn suffix(text: &[u8], at: usize) -> usize {
    let ending = word(text, at);
    if SUFFIXES.has(ending) { ending.len() } else { 0 }
}

/// Shape of a day; the validator knows the calendar.
fn is_day_shape(digits: &[u8]) -> bool {
    matches!(digits.len(), 1 | 2) && (1..=39).contains(&number(digits))
}

/// The day in front of the month at `month`, with the first day of a range.
fn day_before(text: &[u8], month: usize) -> Option<Day> {
    let mut at = month;
    let mut of = false;
    if at > 0 && matches!(text[at - 1], b'-' | b'/') {
        at -= 1;
    } else {
        at = run_back(text, at, 2, u8::is_ascii_whitespace);
        let joint = word_back(text, at);
        if is_of(joint) && at < month {
            of = true;
            at = run_back(text, at - joint.len(), 2, u8::is_ascii_whitespace);
        }
    }
    let last = number_back(text, at);
    let Some(last) = last else {
        let begins = spelled::ordinal_back(text, at)?;
        return (at < month).then_some(Day { span: begins..at, sure: true });
    };
    let sure = of || last.sure;
    let mut start = last.span.start;
    // 3-5 March, 3rd and 5th of March, 3 al 5 de marzo
    let mut gap = spaces_back(text, start);
    let joint = word_back(text, gap);
    let range = if is_joint(joint) && gap < start {
        gap -= joint.len();
        true
    } else if gap > 0 && text[gap - 1] == b'-' {
        gap -= 1;
        true
    } else {
        false
    };
    let first = range.then(|| number_back(text, spaces_back(text, gap))).flatten();
    if let Some(first) = first.filter(|first| is_free_before(text, first.span.start)) {
        start = first.span.start;
    } else if !is_free_before(text, start) {
        return None;
    }
    Some(Day { span: start..last.span.end, sure })
}

/// The number that ends at `end`, with an ordinal's ending or point.
fn number_back(text: &[u8], end: usize) -> Option<Day> {
    let mut at = end;
    let pointed = at > 0 && text[at - 1] == b'.';
    at -= usize::from(pointed);
    let letters = run_back(text, at, 3, u8::is_ascii_alphabetic);
    let ordinal = letters < at && suffix(text, letters) == at - letters;
    if letters < at && !ordinal {
        return None;
    }
    let digits = run_back(text, letters, 3, u8::is_ascii_digit);
    is_day_shape(&text[digits..letters]).then_some(Day { span: digits..end, sure: ordinal })
}

/// True when the day at `start` is no part of a longer number or word.
fn is_free_before(text: &[u8], start: usize) -> bool {
    let Some(at) = start.checked_sub(1) else {
        return true;
    };
    match text[at] {
        b if b.is_ascii_alphanumeric() => false,
        b'.' | b'/' | b':' | b',' | b'-' => !at.checked_sub(1).is_some_and(|at| text[at].is_ascii_digit()),
        b'$' => false,
        _ => true,
    }
}

/// The day behind the month that ends at `end`, with the last day of a range.
fn day_behind(text: &[u8], end: usize) -> Option<Day> {
    let pointed = end + usize::from(text.get(end) == Some(&b'.'));
    let mut at = match text.get(pointed) {
        Some(b'-' | b'/') => pointed + 1,
        _ => blanks(text, pointed),
    };
    if at == end {
        return None;
    }
    let article = word(text, at);
    if article.eq_ignore_ascii_case(b"the") {
        at = blanks(text, at + article.len());
    }
    if let Some(last) = spelled::ordinal(text, at) {
        return Some(Day { span: at..last, sure: true });
    }
    let mut day = number_ahead(text, at)?;
    // March 3-5, March 3rd to 5th
    let gap = run(text, day.span.end, 2, |&b| b == b' ');
    let joint = word(text, gap);
    let after = match text.get(gap) {
        Some(b'-') => Some(gap + 1),
        _ if gap > day.span.end && is_joint(joint) => Some(gap + joint.len()),
        _ => None,
    };
    let last = after.and_then(|after| number_ahead(text, run(text, after, 2, |&b| b == b' ')));
    match last {
        Some(last) if number_of(text, &last) > number_of(text, &day) && !unit_follows(text, last.span.end) => {
            day.span.end = last.span.end;
            day.sure |= last.sure;
        }
        // A house or a sample, 18-2-1, unless the year hangs on the dash.
        _ if text.get(day.span.end) == Some(&b'-')
            && is_digit_at(text, day.span.end + 1)
            && run(text, day.span.end + 1, 5, u8::is_ascii_digit) != day.span.end + 5 =>
        {
            return None;
        }
        _ if unit_follows(text, day.span.end) => return None,
        _ => {}
    }
    Some(day)
}

fn number_of(text: &[u8], day: &Day) -> u32 {
    let digits = run(text, day.span.start, 2, u8::is_ascii_digit);
    number(&text[day.span.start..digits])
}

/// The number at `at` with an ordinal's ending, free of what would make it a time, a decimal or a quantity.
fn number_ahead(text: &[u8], at: usize) -> Option<Day> {
    let digits = run(text, at, 3, u8::is_ascii_digit);
    let end = digits + suffix(text, digits);
    let free = match text.get(end) {
        Some(b) if b.is_ascii_alphanumeric() => false,
        Some(b':' | b'.' | b'/') => !is_digit_at(text, end + 1),
        Some(b',') => run(text, end + 1, 4, u8::is_ascii_digit) != end + 4,
        Some(b'%') => false,
        _ => true,
    };
    let slash_year = text.get(end) == Some(&b'/') && run(text, end + 1, 5, u8::is_ascii_digit) == end + 5;
    (is_day_shape(&text[at.min(digits)..digits]) && (free || slash_year))
        .then_some(Day { span: at..end, sure: end > digits })
}

/// The year that follows at `at`. Two bare digits count where `after_month` says that the day is known already.
fn year_behind(text: &[u8], at: usize, after_month: bool) -> Option<Year> {
    let pointed = at + usize::from(text.get(at) == Some(&b'.'));
    let comma = pointed + usize::from(text.get(pointed) == Some(&b','));
    let tight = match text.get(comma) {
        Some(b'-' | b'/' | b',') => comma + 1,
        _ => comma,
    };
    let mut from = blanks(text, tight);
    let mut joined = false;
    loop {
        let joint = word(text, from);
        if from == at || joint.is_empty() || !(is_of(joint) || joint.eq_ignore_ascii_case(b"ano")) {
            break;
        }
        joined = true;
        from = blanks(text, from + joint.len());
    }
    let end = run(text, from, 5, u8::is_ascii_digit);
    let digits = &text[from.min(end)..end];
    let closed = !(is_alnum_at(text, end) || text.get(end) == Some(&b'.') && is_digit_at(text, end + 1));
    let open = text.get(end) == Some(&b':') && is_digit_at(text, end + 1);
    match digits.len() {
        4 if closed && (1800..=2199).contains(&number(digits)) && !unit_follows(text, end) => {
            Some(Year { end, sure: true, joined })
        }
        2 if after_month
            && closed
            && !open
            && comma == pointed
            && !joined
            && !crosses_line(text, at, from)
            && !unit_follows(text, end) =>
        {
            let part =
                matches!(text.get(end), Some(b'/' | b'-' | b'%')) && text.get(end + 1).is_some_and(u8::is_ascii_digit);
            (!part).then_some(Year { end, sure: false, joined })
        }
        0 if text.get(from) == Some(&b'\'') => {
            let end = run(text, from + 1, 3, u8::is_ascii_digit);
            (end == from + 3 && !is_alnum_at(text, end)).then_some(Year { end, sure: true, joined })
        }
        0 if from > at => spelled::year(text, from).map(|end| Year { end, sure: true, joined }),
        _ => None,
    }
}
