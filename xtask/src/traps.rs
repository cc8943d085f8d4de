//! Terms that look like names and are none, in sentences: which share is taken for an identifier.
//!
//! `corpora/traps` has the terms and the sentences, here called frames. Each half, dev or test, has its own terms, by a hash
//! of the first word, and its own frames, every second one of a kind. So a fit to one half says nothing about the other.

use crate::tree;
use phi_core::{Findings, OffsetUnit, Offsets, Scanner, Scratch};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

/// What the floors speak of, the kinds of terms that belong to it, and in how many sentences each term is.
const GROUPS: [(&str, &[&str], usize); 3] = [
    ("eponym", &["disease", "sign", "procedure", "instrument", "score", "test", "cell", "germ", "anatomy"], 3),
    ("drug", &["generic", "brand"], 2),
    ("device", &["device", "maker"], 3),
];

const HALVES: [&str; 2] = ["dev", "test"];

/// Sentences of a document.
const SENTENCES: usize = 10;

/// The largest shares that may be taken for identifiers, by half and group; see `corpora/traps/floors.toml`.
type Floors = BTreeMap<String, BTreeMap<String, f64>>;

struct Term {
    kind: String,
    text: String,
}

struct Frame {
    kind: String,
    line: String,
    half: &'static str,
    /// How the term is written: `upper`, `lower`, `bare`, or as it stands.
    form: String,
    before: String,
    after: String,
}

/// A term in its frame.
struct Sentence<'a> {
    text: String,
    /// Where the term is, in bytes.
    place: Range<usize>,
    term: &'a Term,
    frame: &'a Frame,
}

/// Sentences joined as a note has them.
struct Document<'a> {
    text: String,
    traps: Vec<(Range<usize>, &'a Term, &'a Frame)>,
}

#[derive(Default, Clone, Copy)]
struct Count {
    flagged: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, flagged: bool) {
        self.flagged += usize::from(flagged);
        self.all += 1;
    }

    fn share(&self) -> f64 {
        self.flagged as f64 / self.all.max(1) as f64
    }
}

/// Prints the shares by kind, and the `worst` terms and frames of the dev half; with `check`, fails above the floors. `write`
/// is a folder for the documents, in the format of the other corpora.
pub(crate) fn run(folder: &Path, check: bool, worst: usize, write: Option<&Path>) -> Result<(), String> {
    let floors: Floors =
        toml::from_str(&tree::read(&folder.join("floors.toml"))?).map_err(|error| format!("floors: {error}"))?;
    let (terms, frames) = (terms(folder)?, frames(folder)?);
    let mut above = Vec::new();
    for half in HALVES {
        let documents = documents(&terms, &frames, half)?;
        if let Some(folder) = write {
            let path = folder.join(format!("traps-{half}.ndjson"));
            std::fs::write(&path, ndjson(&documents, half)).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        let measured = measure(&documents)?;
        println!("{half}: {} documents; findings outside the terms: {}", documents.len(), measured.elsewhere);
        for (group, members, _) in GROUPS {
            let mut total = Count::default();
            for kind in members {
                let count = measured.kinds.get(kind).copied().unwrap_or_default();
                total.flagged += count.flagged;
                total.all += count.all;
                println!("  {kind:<12} {:>5} of {:>5} {:>7.2} %", count.flagged, count.all, 100.0 * count.share());
            }
            println!("{group:<14} {:>5} of {:>5} {:>7.2} %", total.flagged, total.all, 100.0 * total.share());
            let floor = floors.get(half).and_then(|floors| floors.get(group));
            let floor = floor.ok_or_else(|| format!("floors: no share of {group} in {half}"))?;
            if total.share() > *floor {
                above.push(format!("{half}: {group} {:.4} against the floor {floor:.4}", total.share()));
            } else if total.share() < floor - 0.002 {
                println!("{half}: {group} has a floor to lower, to {:.4}", total.share());
            }
        }
        // The terms of the other half are not to be seen while fitting.
        if half == "dev" {
            measured.print_worst(worst);
        }
    }
    if above.is_empty() || !check { Ok(()) } else { Err(above.join("\n")) }
}

/// The texts of the dev half, for the fit.
pub(crate) fn texts(folder: &Path) -> Result<Vec<String>, String> {
    let (terms, frames) = (terms(folder)?, frames(folder)?);
    Ok(documents(&terms, &frames, "dev")?.into_iter().map(|document| document.text).collect())
}

/// What a scan of the documents gave.
#[derive(Default)]
struct Measured<'a> {
    kinds: BTreeMap<&'a str, Count>,
    /// With the labels that were given.
    terms: BTreeMap<&'a str, (Count, BTreeSet<&'static str>)>,
    frames: BTreeMap<&'a str, Count>,
    /// Findings that touch no term.
    elsewhere: usize,
}

fn measure<'a>(documents: &[Document<'a>]) -> Result<Measured<'a>, String> {
    let scanner = Scanner::builder().names(true).build().map_err(|error| error.to_string())?;
    let (mut scratch, mut findings) = (Scratch::new(), Findings::new());
    let mut measured = Measured::default();
    let meets = |place: &Range<usize>, found: &Range<usize>| place.start < found.end && found.start < place.end;
    for document in documents {
        scanner.scan_into(&document.text, &mut scratch, &mut findings).map_err(|error| error.to_string())?;
        for (place, term, frame) in &document.traps {
            let labels =
                findings.iter().filter(|found| meets(place, &found.span.range())).map(|found| found.label.name());
            let labels: BTreeSet<&str> = labels.collect();
            let flagged = !labels.is_empty();
            measured.kinds.entry(&term.kind).or_default().add(flagged);
            measured.frames.entry(&frame.line).or_default().add(flagged);
            let (count, seen) = measured.terms.entry(&term.text).or_default();
            count.add(flagged);
            seen.extend(labels);
        }
        let alone = |found: &Range<usize>| !document.traps.iter().any(|(place, ..)| meets(place, found));
        measured.elsewhere += findings.iter().filter(|found| alone(&found.span.range())).count();
    }
    Ok(measured)
}

impl Measured<'_> {
    fn print_worst(&self, worst: usize) {
        let mut terms: Vec<_> = self.terms.iter().filter(|(_, (count, _))| count.flagged > 0).collect();
        terms.sort_by(|a, b| b.1.0.share().total_cmp(&a.1.0.share()));
        for (term, (count, labels)) in terms.into_iter().take(worst) {
            let labels: Vec<&str> = labels.iter().copied().collect();
            println!("  {} of {} {term}: {}", count.flagged, count.all, labels.join(", "));
        }
        let mut frames: Vec<_> = self.frames.iter().filter(|(_, count)| count.flagged > 0).collect();
        frames.sort_by(|a, b| b.1.share().total_cmp(&a.1.share()));
        for (frame, count) in frames.into_iter().take(worst) {
            println!("  {} of {} in {frame}", count.flagged, count.all);
        }
    }
}

/// The documents of a half: the same ones each time.
fn documents<'a>(terms: &'a [Term], frames: &'a [Frame], half: &str) -> Result<Vec<Document<'a>>, String> {
    let mut sentences = Vec::new();
    for (_, kinds, times) in GROUPS {
        for kind in kinds {
            let frames: Vec<&Frame> = frames.iter().filter(|frame| frame.kind == *kind && frame.half == half).collect();
            if frames.len() < times {
                return Err(format!("{half} has {} frames for {kind}, and needs {times}", frames.len()));
            }
            for term in terms.iter().filter(|term| term.kind == *kind && term.half() == half) {
                let from = hash(&term.text) as usize % frames.len();
                for time in 0..times {
                    sentences.push(frames[(from + time) % frames.len()].with(term, time));
                }
            }
        }
    }
    sentences.sort_by_cached_key(|sentence| hash(&sentence.text));
    Ok(sentences.chunks(SENTENCES).map(Document::of).collect())
}

impl<'a> Document<'a> {
    fn of(sentences: &[Sentence<'a>]) -> Self {
        let mut document = Document { text: String::new(), traps: Vec::new() };
        for sentence in sentences {
            // What is no full sentence has a line of its own.
            let sentence_like = |text: &str| text.ends_with(['.', '?']) && !text.contains('\n');
            if !document.text.is_empty() {
                let before = document.text.rsplit('\n').next().unwrap_or_default();
                let flowing = sentence_like(before) && sentence_like(&sentence.text);
                document.text.push(if flowing { ' ' } else { '\n' });
            }
            let from = document.text.len();
            document.text.push_str(&sentence.text);
            document.traps.push((
                from + sentence.place.start..from + sentence.place.end,
                sentence.term,
                sentence.frame,
            ));
        }
        document
    }
}

impl Term {
    /// `Cushing's syndrome` and `Cushing ulcer` are in the same half.
    fn half(&self) -> &'static str {
        let word = self.text.split([' ', '-', '\'']).next().unwrap_or_default();
        HALVES[(hash(&word.to_lowercase()) >> 32) as usize % HALVES.len()]
    }

    fn written(&self, form: &str, time: usize) -> String {
        let mut text = self.text.clone();
        // Notes have both Crohn's disease and Crohn disease.
        if time == 1 {
            text = text.replace("'s ", " ");
        }
        match form {
            "upper" => text.to_uppercase(),
            "lower" => text.to_lowercase(),
            "bare" => match text.split_once(' ') {
                Some((name, noun)) if !noun.contains(' ') && noun.starts_with(char::is_lowercase) => name.to_owned(),
                _ => text,
            },
            _ => text,
        }
    }
}

impl Frame {
    /// `before {kind:form} after`.
    fn parse(line: &str) -> Result<Frame, String> {
        let parts = line.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
        let (before, (slot, after)) = parts.ok_or_else(|| format!("a frame without a slot: {line}"))?;
        let (kind, form) = slot.split_once(':').unwrap_or((slot, ""));
        if after.contains('{') || !["", "upper", "lower", "bare"].contains(&form) {
            return Err(format!("a frame has one slot, {{kind}} or {{kind:upper|lower|bare}}: {line}"));
        }
        if !GROUPS.iter().any(|(_, kinds, _)| kinds.contains(&kind)) {
            return Err(format!("a frame of an unknown kind: {line}"));
        }
        let text = |part: &str| part.replace("\\n", "\n");
        let half = HALVES[0];
        Ok(Frame {
            kind: kind.to_owned(),
            line: line.to_owned(),
            half,
            form: form.to_owned(),
            before: text(before),
            after: text(after),
        })
    }

    fn with<'a>(&'a self, term: &'a Term, time: usize) -> Sentence<'a> {
        let mut written = term.written(&self.form, time);
        if self.form != "lower" && (self.before.is_empty() || self.before.ends_with("\n1. ")) {
            let first = written.chars().next().map_or(0, char::len_utf8);
            written = written[..first].to_uppercase() + &written[first..];
        }
        let mut text = self.before.clone();
        let article = text.strip_suffix(' ').is_some_and(|text| text.ends_with(" a") || text == "A");
        if article && written.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) {
            text.insert(text.len() - 1, 'n');
        }
        let place = text.len()..text.len() + written.len();
        text.push_str(&written);
        text.push_str(&self.after);
        Sentence { text, place, term, frame: self }
    }
}

/// The lists of `terms/`: the kind is the file's name up to a hyphen. A term that two lists have belongs to the first.
fn terms(folder: &Path) -> Result<Vec<Term>, String> {
    let mut files = Vec::new();
    for (_, kinds, _) in GROUPS {
        for kind in kinds {
            for path in tree::files(&folder.join("terms"))? {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                if stem.split('-').next() == Some(*kind) {
                    files.push((kind, path));
                }
            }
        }
    }
    let (mut terms, mut seen) = (Vec::new(), BTreeSet::new());
    for (kind, path) in files {
        let text = tree::read(&path)?;
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for term in lines.flat_map(|line| line.split(',')).map(str::trim).filter(|term| !term.is_empty()) {
            if seen.insert(term.to_lowercase()) {
                terms.push(Term { kind: (*kind).to_owned(), text: term.to_owned() });
            }
        }
    }
    Ok(terms)
}

fn frames(folder: &Path) -> Result<Vec<Frame>, String> {
    let text = tree::read(&folder.join("frames.txt"))?;
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut frames = lines.map(Frame::parse).collect::<Result<Vec<_>, _>>()?;
    let mut of_kind = BTreeMap::<String, usize>::new();
    for frame in &mut frames {
        let count = of_kind.entry(frame.kind.clone()).or_default();
        frame.half = HALVES[*count % HALVES.len()];
        *count += 1;
    }
    Ok(frames)
}

/// FNV-1a, mixed, so that each bit depends on the whole text.
fn hash(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// The group of a kind.
fn group(kind: &str) -> &'static str {
    GROUPS.iter().find(|(_, kinds, _)| kinds.contains(&kind)).map_or("", |(group, ..)| group)
}

fn ndjson(documents: &[Document<'_>], half: &str) -> String {
    let mut lines = String::new();
    for (number, document) in documents.iter().enumerate() {
        let mut offsets = Offsets::new(document.text.as_bytes(), OffsetUnit::CodePoints);
        let traps: Vec<_> = document
            .traps
            .iter()
            .map(|(place, term, _)| {
                let (start, end) = (offsets.convert(place.start), offsets.convert(place.end));
                json!({"start": start, "end": end, "why": format!("{}, {}", group(&term.kind), term.kind)})
            })
            .collect();
        let id = format!("traps-{half}-{:04}", number + 1);
        let line =
            json!({"id": id, "genre": "traps", "lang": "en", "text": document.text, "spans": [], "traps": traps});
        let _ = writeln!(lines, "{line}");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_eponym_is_in_three_sentences_and_the_halves_share_nothing() {
        let folder = tree::root().join("corpora/traps");
        let (terms, frames) = (terms(&folder).unwrap(), frames(&folder).unwrap());
        let mut seen: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for half in HALVES {
            for document in documents(&terms, &frames, half).unwrap() {
                for (place, term, _) in &document.traps {
                    assert!(document.text.is_char_boundary(place.start) && document.text.is_char_boundary(place.end));
                    *seen.entry(&term.text).or_default().entry(half).or_default() += 1;
                }
            }
        }
        for (_, kinds, times) in GROUPS {
            for term in terms.iter().filter(|term| kinds.contains(&term.kind.as_str())) {
                assert_eq!(seen[term.text.as_str()].values().collect::<Vec<_>>(), [&times], "{}", term.text);
            }
        }
    }

    #[test]
    fn terms_are_written_as_the_frame_asks() {
        let term = Term { kind: "disease".to_owned(), text: "Crohn's disease".to_owned() };
        let sentence = |frame: &str, time| Frame::parse(frame).unwrap().with(&term, time).text;
        assert_eq!(sentence("{disease} since 2010", 1), "Crohn disease since 2010");
        assert_eq!(sentence("hx {disease:lower}", 0), "hx crohn's disease");
        assert_eq!(sentence("HX {disease:upper}", 0), "HX CROHN'S DISEASE");
        assert_eq!(sentence("known {disease:bare}", 0), "known Crohn's");
        assert_eq!(sentence("A {disease:upper}", 0), "A CROHN'S DISEASE");
        let term = Term { kind: "maker".to_owned(), text: "Alcon".to_owned() };
        assert_eq!(Frame::parse("has a {maker} lens").unwrap().with(&term, 0).text, "has an Alcon lens");
        assert!(Frame::parse("no slot").is_err() && Frame::parse("{disease} {disease}").is_err());
    }
}
