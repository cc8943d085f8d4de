//! Calendar dates, and the names of the months that written dates begin with.

use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[("calendar-date", calendar_date)];

/// The first three letters, folded and lower-cased, of every month's name in the languages of [`month_name`].
/// A word that begins otherwise is no month.
pub(crate) const MONTH_STARTS: &[&[u8; 3]] = &[
    b"jan", b"ene", b"gen", b"sty", b"tam", b"feb", b"fev", b"lut", b"hel", b"mar", b"mrz", b"mrt", b"maa", b"apr",
    b"abr", b"avr", b"kwi", b"huh", b"may", b"mai", b"mag", b"mei", b"maj", b"tou", b"jun", b"jui", b"giu", b"cze",
    b"kes", b"jul", b"lug", b"lip", b"hei", b"aug", b"ago", b"aou", b"sie", b"elo", b"sep", b"set", b"wrz", b"syy",
    b"oct", b"okt", b"ott", b"out", b"paz", b"lok", b"nov", b"lis", b"dec", b"dic", b"dez", b"des", b"gru", b"jou",
];

/// How far a month's spelling can be trusted to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// A full name that is nothing else.
    Name,
    /// A full name that is also an ordinary word or a person's name: May, April.
    Word,
    /// A usual abbreviation: Jan, Sept.
    Short,
    /// An abbreviation that is an ordinary word elsewhere: "set", "out", "ago". It needs the rest of the date.
    Risky,
}

/// A spelling behind its first three letters, the month, and the trust in it.
type Spelling = (&'static str, u8, Trust);

/// The months that begin with three letters, in English, Spanish, French, German, Italian, Portuguese, Dutch, Polish,
/// Swedish, Norwegian, Danish and Finnish, without accents. Finnish names stand without their case ending.
fn spellings(first: [u8; 3]) -> &'static [Spelling] {
    use Trust::{Name, Risky, Short, Word};
    match &first {
        b"abr" => &[("il", 4, Word), ("", 4, Risky)],
        b"ago" => &[("sto", 8, Name), ("", 8, Risky)],
        b"aou" => &[("t", 8, Name)],
        b"apr" => &[("il", 4, Word), ("", 4, Short), ("ile", 4, Name)],
        b"aug" => &[("ust", 8, Word), ("", 8, Short), ("ustus", 8, Word), ("usti", 8, Word)],
        b"avr" => &[("il", 4, Word), ("", 4, Risky)],
        b"cze" => &[("rwca", 6, Name), ("rwiec", 6, Name), ("rwcu", 6, Name)],
        b"dec" => &[("ember", 12, Name), ("", 12, Short), ("embre", 12, Name)],
        b"des" => &[("ember", 12, Name), ("", 12, Risky)],
        b"dez" => &[("ember", 12, Name), ("", 12, Risky), ("embro", 12, Name)],
        b"dic" => &[("iembre", 12, Name), ("", 12, Risky), ("embre", 12, Name)],
        b"elo" => &[("kuu", 8, Name)],
        b"ene" => &[("ro", 1, Name), ("", 1, Risky)],
        b"feb" => &[
            ("ruary", 2, Name),
            ("", 2, Short),
            ("r", 2, Short),
            ("rero", 2, Name),
            ("ruar", 2, Name),
            ("ruari", 2, Name),
            ("braio", 2, Name),
        ],
        b"fev" => &[("rier", 2, Name), ("r", 2, Short), ("", 2, Risky), ("ereiro", 2, Name)],
        b"gen" => &[("naio", 1, Name), ("", 1, Risky)],
        b"giu" => &[("gno", 6, Name), ("", 6, Risky)],
        b"gru" => &[("dnia", 12, Name), ("dzien", 12, Name), ("dniu", 12, Name)],
        b"hei" => &[("nakuu", 7, Name)],
        b"hel" => &[("mikuu", 2, Name)],
        b"huh" => &[("tikuu", 4, Name)],
        b"jan" => &[
            ("uary", 1, Name),
            ("", 1, Short),
            ("uar", 1, Name),
            ("uari", 1, Name),
            ("vier", 1, Name),
            ("v", 1, Short),
            ("eiro", 1, Risky),
            ("ner", 1, Name),
        ],
        b"jou" => &[("lukuu", 12, Name)],
        b"jui" => &[("n", 6, Name), ("llet", 7, Name), ("l", 7, Short)],
        b"jul" => &[("y", 7, Name), ("", 7, Short), ("io", 7, Word), ("i", 7, Word), ("ho", 7, Name)],
        b"jun" => &[("e", 6, Word), ("", 6, Short), ("io", 6, Name), ("i", 6, Word), ("ho", 6, Name)],
        b"kes" => &[("akuu", 6, Name)],
        b"kwi" => &[("etnia", 4, Name), ("ecien", 4, Name), ("etniu", 4, Name)],
        b"lip" => &[("ca", 7, Name), ("iec", 7, Name), ("cu", 7, Name)],
        b"lis" => &[("topada", 11, Name), ("topad", 11, Name), ("topadzie", 11, Name)],
        b"lok" => &[("akuu", 10, Name)],
        b"lug" => &[("lio", 7, Name), ("", 7, Risky)],
        b"lut" => &[("ego", 2, Name), ("y", 2, Risky), ("ym", 2, Name)],
        b"maa" => &[("rt", 3, Name), ("liskuu", 3, Name)],
        b"mag" => &[("gio", 5, Name), ("", 5, Risky)],
        b"mai" => &[("", 5, Word), ("o", 5, Name)],
        b"maj" => &[("a", 5, Word), ("", 5, Word)],
        b"mar" => &[
            ("ch", 3, Word),
            ("", 3, Short),
            ("zo", 3, Name),
            ("s", 3, Word),
            ("z", 3, Word),
            ("co", 3, Risky),
            ("ca", 3, Risky),
            ("zec", 3, Name),
            ("cu", 3, Risky),
            ("ts", 3, Name),
            ("raskuu", 11, Name),
        ],
        b"may" => &[("", 5, Word), ("o", 5, Word)],
        b"mei" => &[("", 5, Word)],
        b"mrt" => &[("", 3, Short)],
        b"mrz" => &[("", 3, Short)],
        b"nov" => {
            &[("ember", 11, Name), ("", 11, Short), ("iembre", 11, Name), ("embre", 11, Name), ("embro", 11, Name)]
        }
        b"oct" => &[("ober", 10, Name), ("", 10, Short), ("ubre", 10, Name), ("obre", 10, Name)],
        b"okt" => &[("ober", 10, Name), ("", 10, Short)],
        b"ott" => &[("obre", 10, Name), ("", 10, Risky)],
        b"out" => &[("ubro", 10, Name), ("", 10, Risky)],
        b"paz" => &[("dziernika", 10, Name), ("dziernik", 10, Name), ("dzierniku", 10, Name)],
        b"sep" => &[("tember", 9, Name), ("", 9, Short), ("t", 9, Short), ("tiembre", 9, Name), ("tembre", 9, Name)],
        b"set" => &[("iembre", 9, Name), ("tembre", 9, Name), ("", 9, Risky), ("embro", 9, Name)],
        b"sie" => &[("rpnia", 8, Name), ("rpien", 8, Name), ("rpniu", 8, Name)],
        b"sty" => &[("cznia", 1, Name), ("czen", 1, Name), ("czniu", 1, Name)],
        b"syy" => &[("skuu", 9, Name)],
        b"tam" => &[("mikuu", 1, Name)],
        b"tou" => &[("kokuu", 5, Name)],
        b"wrz" => &[("esnia", 9, Name), ("esien", 9, Name), ("esniu", 9, Name)],
        _ => &[],
    }
}

/// The month, 1 to 12, that a folded word names, with the trust in it.
pub(crate) fn month_name(word: &[u8]) -> Option<(u8, Trust)> {
    let [a, b, c, ..] = *word else { return None };
    let known = spellings([a, b, c].map(|b| b.to_ascii_lowercase()));
    if known.is_empty() {
        return None;
    }
    let rest = &finnish_stem(word)[3..];
    known.iter().find(|(name, ..)| name.as_bytes().eq_ignore_ascii_case(rest)).map(|&(_, month, trust)| (month, trust))
}

/// Finnish writes dates in the partitive and the inessive: "maaliskuuta", "maaliskuussa".
fn finnish_stem(word: &[u8]) -> &[u8] {
    // The shortest is "elokuuta".
    for ending in ["kuuta", "kuussa"] {
        if let Some(cut) = word.len().checked_sub(ending.len()).filter(|&cut| cut >= 3)
            && word[cut..].eq_ignore_ascii_case(ending.as_bytes())
        {
            return &word[..cut + 3];
        }
    }
    word
}

/// True for a day that the Gregorian calendar has.
pub(crate) fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

/// A leap year, for day-month pairs whose year is not known.
const LEAP: u32 = 2000;

/// A year that people's care or lives fall into.
fn is_year(year: u32) -> bool {
    (1850..=2100).contains(&year)
}

/// True when `day` and `month` stand in either order; American and European writing cannot be told apart.
fn is_day_month(year: u32, a: u32, b: u32) -> bool {
    is_day(year, a, b) || is_day(year, b, a)
}

/// Numbers of a span in order: value and count of digits.
struct Numbers {
    list: [(u32, usize); 6],
    count: usize,
    /// How many of them stand before the first month's name.
    before_month: usize,
}

/// A span that reads as a date is one of the calendar: ISO 8601, HL7 v2 DTM, numeric and written forms.
fn calendar_date(value: Value<'_>, _: &str) -> bool {
    plain_date(value.raw).unwrap_or_else(|| long_date(value))
}

/// Numbers and single separators, as most dates are; no answer for anything else.
fn plain_date(raw: &[u8]) -> Option<bool> {
    let (mut list, mut count) = ([(0, 0); 3], 0);
    for byte in raw {
        match byte {
            b'0'..=b'9' => {
                let (value, digits) = list.get_mut(count)?;
                *value = *value * 10 + u32::from(byte - b'0');
                *digits += 1;
                if *digits > 4 {
                    return None;
                }
            }
            b'/' | b'-' | b'.' if count < 3 && list[count].1 > 0 => count += 1,
            _ => return None,
        }
    }
    (count < 3 && list[count].1 > 0).then(|| numeric(&list[..=count]))
}

/// Any date.
fn long_date(value: Value<'_>) -> bool {
    // The time of a stamp needs no second look: the parser that found the span has read it.
    let raw = match value.raw.iter().position(|&b| b == b'T') {
        Some(t) if t >= 8 && value.raw[t - 1].is_ascii_digit() => &value.raw[..t],
        _ => value.raw,
    };
    let mut numbers = Numbers { list: [(0, 0); 6], count: 0, before_month: 0 };
    let mut month_found = None;
    let slashes = raw.contains(&b'/');
    let mut at = 0;
    while at < raw.len() {
        let word_end = run(raw, at, |b| b.is_ascii_alphabetic());
        if word_end > at && !(slashes && ocr_digit(raw[at])) {
            if month_found.is_none() {
                month_found = month_name(&raw[at..word_end]).map(|(number, _)| u32::from(number));
                numbers.before_month = numbers.count;
            }
            at = word_end;
            continue;
        }
        let end = run(raw, at, |b| b.is_ascii_digit() || (slashes && ocr_digit(b)));
        if end == at {
            at += 1;
            continue;
        }
        if numbers.count == 0 && end - at >= 8 {
            return compact_date(&raw[at..end]);
        }
        let Some(slot) = numbers.list.get_mut(numbers.count) else {
            return false;
        };
        *slot = (number(&raw[at..end]), end - at);
        numbers.count += 1;
        at = end;
    }
    let list = &numbers.list[..numbers.count];
    match month_found {
        Some(month) => written(list, numbers.before_month, month),
        None => numeric(list),
    }
}

/// `YYYYMMDD` with or without a time behind it, or eight digits with the year at the end.
fn compact_date(digits: &[u8]) -> bool {
    let part = |from: usize, to: usize| number(&digits[from..to]);
    let century = |year| (1900..=2099).contains(&year);
    (century(part(0, 4)) && is_day(part(0, 4), part(4, 6), part(6, 8)))
        || (digits.len() == 8 && century(part(4, 8)) && is_day_month(part(4, 8), part(0, 2), part(2, 4)))
}

fn numeric(numbers: &[(u32, usize)]) -> bool {
    match *numbers {
        [(day, 1 | 2)] => (1..=31).contains(&day),
        [(year, 4), (month, _)] | [(month, 1 | 2), (year, 4)] => is_year(year) && is_day(LEAP, month, 1),
        [(a, _), (b, _)] => is_day_month(LEAP, a, b),
        [(year, 4), (month, _), (day, _)] => is_year(year) && is_day(year, month, day),
        [(a, _), (b, _), (year, 4)] => is_year(year) && is_day_month(year, a, b),
        [(a, _), (b, _), (year, 2)] => is_day_month(1900 + year, a, b) || is_day_month(2000 + year, a, b),
        _ => false,
    }
}

fn written(numbers: &[(u32, usize)], before_month: usize, month: u32) -> bool {
    let mut year = LEAP;
    let mut days = numbers;
    if let [rest @ .., (last, length)] = numbers {
        // Two digits are a year when the day stands before the month: 15-Mar-24.
        if *length == 4 {
            (year, days) = (*last, rest);
        } else if before_month > 0 && rest.len() >= before_month {
            days = rest;
        }
    }
    is_year(year) && days.iter().all(|&(day, _)| is_day(year, month, day))
}

fn run(text: &[u8], at: usize, part: impl Fn(u8) -> bool) -> usize {
    at + text[at..].iter().take_while(|&&b| part(b)).count()
}

/// Letters that scanned documents show in the place of 0 and 1.
pub(crate) fn ocr_digit(byte: u8) -> bool {
    matches!(byte, b'O' | b'I' | b'l')
}

/// The number in a run of digits; the letters of [`ocr_digit`] count as what they stand for.
pub(crate) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0u32, |sum, &b| {
        let digit = match b {
            b'0'..=b'9' => u32::from(b - b'0'),
            b'I' | b'l' => 1,
            _ => 0,
        };
        sum.saturating_mul(10).saturating_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::{MONTH_STARTS, month_name, spellings};

    #[test]
    fn vectors() {
        for valid in [
            "1957-04-09",
            "19570409",
            "20240115143000-0500",
            "04/09/1957",
            "09.04.1957",
            "4/9/57",
            "March 15, 2024",
            "15th of March 2024",
            "June 2021",
            "06/2021",
        ] {
            assert!(check("calendar-date", valid), "{valid}");
        }
        for invalid in ["2021", "13/32/2021", "2021-02-30", "5/325 mg", "20211301"] {
            assert!(!check("calendar-date", invalid), "{invalid}");
        }
    }

    #[test]
    fn forms() {
        for valid in [
            "2024-02-29",
            "29/02/24",
            "2024-01-15T14:30:00.000+0000",
            "20240115T143000Z",
            "201410060929",
            "03151957",
            "15-Mar-24",
            "15MAR2024",
            "29 February",
            "March 3-5, 2024",
            "3 al 5 de marzo de 2024",
            "15. maaliskuuta 2024",
            "Sept. '21",
            "9th",
            "10/12",
            "2012-06",
            "December",
            "l5/O3/2024",
            "the fifteenth of March",
            "febrero y abril de 2002",
            "12/04 /2011",
            "May-21",
        ] {
            assert!(check("calendar-date", valid), "{valid}");
        }
        for invalid in [
            "2023-02-29",
            "30/02/24",
            "2024-13-15T14:30:00Z",
            "31 April",
            "February 30, 2024",
            "April 29-31",
            "99/99/9999",
            "1/1/0007",
            "",
            "32nd",
            "3/4/5/6/7/8/9/10",
        ] {
            assert!(!check("calendar-date", invalid), "{invalid}");
        }
    }

    #[test]
    fn months() {
        for (word, number) in [
            ("JAN", 1),
            ("janvier", 1),
            ("Lutego", 2),
            ("marz", 3),
            ("Maaliskuuta", 3),
            ("abril", 4),
            ("mei", 5),
            ("czerwca", 6),
            ("juillet", 7),
            ("aout", 8),
            ("Sept", 9),
            ("pazdziernika", 10),
            ("marraskuussa", 11),
            ("desember", 12),
        ] {
            assert_eq!(month_name(word.as_bytes()).map(|(month, _)| month), Some(number), "{word}");
        }
        for word in ["", "ja", "marital", "decreased", "mayor", "january1", "kuuta", "ta"] {
            assert_eq!(month_name(word.as_bytes()), None, "{word}");
        }
    }

    #[test]
    fn every_start_has_its_names() {
        let names = MONTH_STARTS.iter().map(|start| spellings(**start).len());
        assert!(names.clone().all(|count| count > 0));
        assert_eq!(names.sum::<usize>(), 153);
    }
}
