//! Documents again with other names: what a model is to learn is what a name stands beside, not which one it is.

use crate::corpus::{self, Document, Gold, Trap};
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

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
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

    /// `body` with other names or places, but for what `stays`; `changed` is what each word has become so far.
    pub(crate) fn other(
        &self,
        body: &str,
        place: bool,
        stays: impl Fn(&str) -> bool,
        changed: &mut HashMap<String, String>,
        random: &mut Random,
    ) -> String {
        let (first, further) = if place { (&self.places, &self.places) } else { (&self.given, &self.surname) };
        words(body, |word, is_first| {
            let list = if is_first { first } else { further };
            if stays(word) {
                return word.to_owned();
            }
            changed.entry(word.to_lowercase()).or_insert_with(|| list[random.below(list.len())].clone()).clone()
        })
    }
}

/// The document with every word of its names changed, the same word always to the same one.
pub(crate) fn vary(document: &Document, names: &Names, random: &mut Random) -> Document {
    let mut changed = HashMap::new();
    let new = replaced(document, |span, body| match span.label.as_str() {
        "NAME" => names.other(body, false, |_| false, &mut changed, random),
        "LOCATION" if !body.contains(|c: char| c.is_ascii_digit() || c == ' ') => {
            names.other(body, true, |_| false, &mut changed, random)
        }
        _ => body.to_owned(),
    });
    // A quarter of the copies are in capitals, a quarter in small letters, as some people and programs write.
    let text = match random.below(4) {
        0 => recase(&new.text, char::to_uppercase),
        1 => recase(&new.text, char::to_lowercase),
        _ => new.text,
    };
    Document { text, ..new }
}

/// The document with other text in its marks.
pub(crate) fn replaced(document: &Document, mut other: impl FnMut(&Gold, &str) -> String) -> Document {
    let chars: Vec<char> = document.text.chars().collect();
    let mut sorted: Vec<&Gold> = document.spans.iter().collect();
    sorted.sort_by_key(|span| span.start);
    let (mut text, mut spans, mut last) = (String::new(), Vec::new(), 0);
    // Where the text behind each mark stood, and stands.
    let mut moved = vec![(0, 0)];
    let mut length = 0;
    for span in sorted {
        if span.start < last || span.end > chars.len() {
            continue;
        }
        text.extend(&chars[last..span.start]);
        length += span.start - last;
        let body = other(span, &chars[span.start..span.end].iter().collect::<String>());
        let end = length + body.chars().count();
        spans.push(Gold { start: length, end, label: span.label.clone() });
        text.push_str(&body);
        moved.push((span.end, end));
        length = end;
        last = span.end;
    }
    text.extend(&chars[last.min(chars.len())..]);
    let traps = document.traps.iter().map(|trap| {
        let (old, new) = moved[moved.partition_point(|(old, _)| *old <= trap.start) - 1];
        Trap { start: trap.start - old + new, end: trap.end - old + new, why: trap.why.clone() }
    });
    let traps = traps.collect();
    Document { id: document.id.clone(), genre: document.genre.clone(), lang: document.lang.clone(), text, spans, traps }
}

/// `body` with every word of three letters and more changed, in the writing of the old one; the first of several is said to be
/// the first.
fn words(body: &str, mut change: impl FnMut(&str, bool) -> String) -> String {
    let many = corpus::words(body).count() > 1;
    let (mut out, mut done) = (String::new(), 0);
    for (at, word) in corpus::words(body).enumerate() {
        out.push_str(&body[done..word.start]);
        done = word.end;
        let old = &body[word];
        if old.chars().count() < 3 {
            out.push_str(old);
            continue;
        }
        let new = change(old, many && at == 0);
        if old.chars().all(char::is_uppercase) {
            out.push_str(&new.to_uppercase());
        } else if old.starts_with(char::is_uppercase) {
            let mut letters = new.chars();
            out.extend(letters.next().into_iter().flat_map(char::to_uppercase).chain(letters));
        } else {
            out.push_str(&new);
        }
    }
    out + &body[done..]
}

/// The text in other letters; a letter that would become several stays, so that offsets do.
fn recase<I: Iterator<Item = char>>(text: &str, change: impl Fn(char) -> I) -> String {
    let one = |c: char| {
        let mut changed = change(c);
        changed.next().filter(|_| changed.next().is_none()).unwrap_or(c)
    };
    text.chars().map(one).collect()
}
