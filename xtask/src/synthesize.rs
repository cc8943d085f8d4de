//! Documents with fresh identities in any number: an annotated document is the template, and every identifier in it is drawn
//! anew in the writing of the old one.
//!
//! The same seed gives the same documents. What the detectors prove of a value, such as its check digit, holds for the new one, too.

use crate::corpus::{self, Document, Gold};
use crate::tree;
use crate::vary::{self, Names, Random};
use phi_core::{Label, Scanner};
use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::Path;

/// So often a number is drawn until the detectors find it as they found the old one: one in 97 fits the rarest check digits.
const DRAWS: usize = 2_000;
/// Characters around a value that a detector is shown.
const AROUND: usize = 80;

/// Writes `count` documents to `out` as NDJSON.
pub(crate) fn run(templates: &Path, lists: &Path, count: usize, seed: u64, out: &mut impl Write) -> Result<(), String> {
    let documents = corpus::read(templates)?;
    if documents.is_empty() {
        return Err(format!("{}: no document to start from", templates.display()));
    }
    let fresh = Fresh::new(lists)?;
    let mut order: Vec<usize> = (0..documents.len()).collect();
    Random::new(seed_of(seed, 0)).shuffle(&mut order);
    for number in 0..count {
        let template = &documents[order[number % order.len()]];
        let mut document = fresh.document(template, &mut Random::new(seed_of(seed, number + 1)));
        document.id = format!("{}-{seed}-{number}", template.id);
        let line = serde_json::to_string(&document).map_err(|error| error.to_string())?;
        writeln!(out, "{line}").map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Never 0, of which nothing would come.
fn seed_of(seed: u64, number: usize) -> u64 {
    (seed << 32 | number as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1
}

/// What identities are drawn from.
struct Fresh {
    names: Names,
    /// Words that say what an institution or a street is, and stay.
    kinds: HashSet<String>,
    scanner: Scanner,
}

impl Fresh {
    fn new(lists: &Path) -> Result<Fresh, String> {
        let institutions = tree::read(&lists.join("institutions.tsv"))?;
        let phrases = institutions.lines().skip(1).filter_map(|line| line.split('\t').next());
        let kinds = phrases.flat_map(|phrase| phrase.split(' ')).map(str::to_lowercase).collect();
        let scanner = Scanner::builder().regions(["all"]).build().map_err(|error| error.to_string())?;
        Ok(Fresh { names: Names::read(lists)?, kinds, scanner })
    }

    /// The document with other identifiers; the same one always becomes the same.
    fn document(&self, template: &Document, random: &mut Random) -> Document {
        let (mut words, mut values) = (HashMap::new(), HashMap::new());
        vary::replaced(template, |span, body| {
            let key = (span.label.clone(), body.to_owned());
            values.entry(key).or_insert_with(|| self.value(template, span, body, &mut words, random)).clone()
        })
    }

    fn value(
        &self,
        template: &Document,
        span: &Gold,
        body: &str,
        words: &mut HashMap<String, String>,
        random: &mut Random,
    ) -> String {
        let stays = |word: &str| self.kinds.contains(&word.to_lowercase()) || !word.starts_with(char::is_uppercase);
        match span.label.as_str() {
            "NAME" => self.names.other(body, false, |_| false, words, random),
            "LOCATION" => digits(&self.names.other(body, true, stays, words, random), |_| random.below(10)),
            "ORG" => self.names.other(body, false, stays, words, random),
            "EMAIL" | "URL" => {
                let (own, rest) = body.split_once('@').unwrap_or((body, ""));
                // Of a page's address only words change that a name has.
                let known: HashSet<String> = words.keys().cloned().collect();
                let stays = |word: &str| rest.is_empty() && !known.contains(&word.to_lowercase());
                let own = self.names.other(own, false, stays, words, random);
                if rest.is_empty() { own } else { format!("{own}@{rest}") }
            }
            "DATE" => date(body, random),
            "AGE" if body.chars().all(|c| c.is_ascii_digit()) => match body.len() {
                3 => (100 + random.below(5)).to_string(),
                _ => (90 + random.below(10)).to_string(),
            },
            "AGE" | "DX_CODE" => body.to_owned(),
            // The numbers that regulators keep for fiction differ in their last two digits.
            "PHONE" => {
                let old: Vec<u32> = body.chars().filter_map(|c| c.to_digit(10)).collect();
                digits(body, |place| if place + 2 < old.len() { old[place] as usize } else { random.below(10) })
            }
            _ => self.number(template, span, body, random),
        }
    }

    /// Other digits with which the detectors find the value as they found it before.
    fn number(&self, template: &Document, span: &Gold, body: &str, random: &mut Random) -> String {
        let mut draw = || digits(body, |place| if place == 0 { 1 + random.below(9) } else { random.below(10) });
        let found = |value: &str| {
            let first = span.start.saturating_sub(AROUND);
            let before: String = template.text.chars().skip(first).take(span.start - first).collect();
            let behind: String = template.text.chars().skip(span.end).take(AROUND).collect();
            let text = format!("{before}{value}{behind}");
            let place = before.len()..before.len() + value.len();
            let label = span.label.parse::<Label>().ok();
            let findings = self.scanner.scan(text.as_str()).unwrap_or_default();
            findings.iter().any(|finding| finding.span.range() == place && Some(finding.label) == label)
        };
        if !found(body) {
            return draw();
        }
        (0..DRAWS).map(|_| draw()).find(|value| found(value)).unwrap_or_else(|| body.to_owned())
    }
}

/// `text` with other digits, by their place among all of its digits.
fn digits(text: &str, mut digit: impl FnMut(usize) -> usize) -> String {
    let mut place = 0;
    let write = |c: char| {
        if !c.is_ascii_digit() {
            return c;
        }
        place += 1;
        char::from(b'0' + (digit(place - 1) % 10) as u8)
    };
    text.chars().map(write).collect()
}

/// Another day in the same writing: days and months stay days and months, a year moves by three at most, words stay.
fn date(text: &str, random: &mut Random) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[start..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |len| start + len);
        let (group, behind) = (&rest[start..end], &rest[end..]);
        out.push_str(&rest[..start]);
        rest = behind;
        let ordinal =
            ["st", "nd", "rd", "th", ":", "T"].iter().any(|sign| behind.starts_with(sign)) || out.ends_with([':', 'T']);
        let number: usize = group.parse().unwrap_or(0);
        let other = match (group.len(), number) {
            _ if ordinal => number,
            (1, _) => 1 + random.below(9),
            // Which of two is the month need not be known.
            (2, 1..=12) if group.starts_with('0') => 1 + random.below(9),
            (2, 10..=12) => 10 + random.below(3),
            (2, 13..=28) => 13 + random.below(16),
            (4, 1900..2100) => number - 3 + random.below(7),
            (8, 19_000_000..21_000_000) => {
                number / 10_000 * 10_000 + (1 + random.below(12)) * 100 + 1 + random.below(28)
            }
            _ => number,
        };
        out.push_str(&format!("{other:0width$}", width = group.len()));
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh() -> Fresh {
        Fresh::new(&tree::root().join("phi-core/lexicons")).unwrap()
    }

    fn template(text: &str, marks: &[(&str, &str)]) -> Document {
        let place = |mark: &str| text[..text.find(mark).unwrap()].chars().count();
        let spans = marks.iter().map(|(label, mark)| Gold {
            start: place(mark),
            end: place(mark) + mark.chars().count(),
            label: (*label).into(),
        });
        Document { text: text.into(), spans: spans.collect(), ..Document::default() }
    }

    #[test]
    fn identifiers_are_new_and_marked() {
        let text = "Zoë Alvarez, 93, seen 03/14/2025 at Mercy Hospital, NPI 1234567893, tel 617-555-0143.";
        let marks = [
            ("NAME", "Zoë Alvarez"),
            ("AGE", "93"),
            ("DATE", "03/14/2025"),
            ("ORG", "Mercy Hospital"),
            ("LICENSE", "1234567893"),
            ("PHONE", "617-555-0143"),
        ];
        let (fresh, template) = (fresh(), template(text, &marks));
        for seed in 1..20 {
            let document = fresh.document(&template, &mut Random::new(seed));
            let chars: Vec<char> = document.text.chars().collect();
            let of = |at: usize| chars[document.spans[at].start..document.spans[at].end].iter().collect::<String>();
            assert!(of(0) != "Zoë Alvarez" && of(0).split(' ').count() == 2, "{}", document.text);
            assert!((90..110).contains(&of(1).parse::<usize>().unwrap()));
            assert!(of(3).ends_with(" Hospital"));
            assert!(of(4) != "1234567893");
            assert!(of(5).starts_with("617-555-01"));
            let found = fresh.scanner.scan(format!("NPI {}", of(4)).as_str()).unwrap();
            assert!(found.iter().any(|finding| finding.label == Label::License), "the check digit holds");
        }
    }

    #[test]
    fn dates_stay_dates() {
        let mut random = Random::new(5);
        for _ in 0..200 {
            let new = date("2025-11-04T10:22 and the 4th", &mut random);
            let (day, rest) = new.split_at(10);
            let parts: Vec<usize> = day.split('-').map(|part| part.parse().unwrap()).collect();
            assert!((2022..=2028).contains(&parts[0]) && (10..=12).contains(&parts[1]), "{new}");
            assert_eq!(rest, "T10:22 and the 4th");
        }
    }

    #[test]
    fn a_seed_gives_the_same_documents() {
        let (fresh, template) = (fresh(), template("Ann Roe, ID 0118", &[("NAME", "Ann Roe"), ("ID", "0118")]));
        let text = |seed: u64| fresh.document(&template, &mut Random::new(seed_of(seed, 1))).text;
        assert_eq!(text(3), text(3));
        assert_ne!(text(3), text(4));
    }
}
