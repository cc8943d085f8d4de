//! Documents again with other names: what a model is to learn is what a name stands beside, not which one it is.

use crate::fit::{Document, Gold};
use crate::tree;
use std::collections::HashMap;
use std::path::Path;

/// Names to draw from, each as often as its class says.
pub(crate) struct Names {
    given: Vec<String>,
    surname: Vec<String>,
    places: Vec<String>,
}

/// A generator with a fixed seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

impl Names {
    pub(crate) fn read(folder: &Path) -> Result<Names, String> {
        let (mut given, mut surname, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for line in tree::read(&folder.join("names.tsv"))?.lines().skip(1) {
            let row: Vec<&str> = line.split('\t').collect();
            // A step of a class is a factor of nearly four in people; half of that keeps the rare ones in.
            let times = |class: &str| {
                class.parse::<u32>().map_or(0, |class| if class == 0 { 0 } else { 2usize.pow(class) / 2 })
            };
            given.extend(std::iter::repeat_n(row[0].to_string(), times(row[1])));
            surname.extend(std::iter::repeat_n(row[0].to_string(), times(row[2])));
        }
        for line in tree::read(&folder.join("places.tsv"))?.lines().skip(1) {
            let row: Vec<&str> = line.split('\t').collect();
            if row[0].bytes().all(|b| b.is_ascii_lowercase()) {
                places.push(row[0].to_string());
            }
        }
        Ok(Names { given, surname, places })
    }
}

/// The document with every word of its names changed, the same word always to the same one.
pub(crate) fn vary(document: &Document, names: &Names, random: &mut Random) -> Document {
    let chars: Vec<char> = document.text.chars().collect();
    let mut sorted: Vec<&Gold> = document.spans.iter().collect();
    sorted.sort_by_key(|span| span.start);
    let (mut text, mut spans, mut last) = (String::new(), Vec::new(), 0);
    let mut changed: HashMap<String, String> = HashMap::new();
    let mut length = 0;
    for span in sorted {
        if span.start < last || span.end > chars.len() {
            continue;
        }
        text.extend(&chars[last..span.start]);
        length += span.start - last;
        let body: String = chars[span.start..span.end].iter().collect();
        let body = match span.label.as_str() {
            "NAME" => words(&body, |word, first| {
                let list = if first { &names.given } else { &names.surname };
                changed.entry(word.to_lowercase()).or_insert_with(|| list[random.below(list.len())].clone()).clone()
            }),
            "LOCATION" if !body.contains(|c: char| c.is_ascii_digit() || c == ' ') => words(&body, |word, _| {
                let list = &names.places;
                changed.entry(word.to_lowercase()).or_insert_with(|| list[random.below(list.len())].clone()).clone()
            }),
            _ => body,
        };
        let end = length + body.chars().count();
        spans.push(Gold { start: length, end, label: span.label.clone() });
        text.push_str(&body);
        length = end;
        last = span.end;
    }
    text.extend(&chars[last.min(chars.len())..]);
    Document { text, spans }
}

/// `body` with every word of three letters and more changed, in the writing of the old one.
fn words(body: &str, mut change: impl FnMut(&str, bool) -> String) -> String {
    let mut out = String::new();
    let many = body.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count() > 1;
    let mut first = many;
    let mut rest = body;
    while !rest.is_empty() {
        let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if word == 0 {
            let next = rest.find(char::is_alphabetic).unwrap_or(rest.len());
            out.push_str(&rest[..next]);
            rest = &rest[next..];
            continue;
        }
        let old = &rest[..word];
        if old.chars().count() < 3 {
            out.push_str(old);
        } else {
            let new = change(old, first);
            let capitals = old.chars().all(char::is_uppercase);
            let capital = old.chars().next().is_some_and(char::is_uppercase);
            match (capitals, capital) {
                (true, _) => out.push_str(&new.to_uppercase()),
                (_, true) => out.push_str(&(new[..1].to_uppercase() + &new[1..])),
                _ => out.push_str(&new),
            }
        }
        first = false;
        rest = &rest[word..];
    }
    out
}
