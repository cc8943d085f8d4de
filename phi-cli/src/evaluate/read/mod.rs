//! Labelled text in the formats that people keep it in.

mod brat;
mod findings;
mod i2b2;
mod json;
mod names;

pub(super) use findings::given;
pub(super) use names::Names;

use super::document::{CodePoints, Document, Labels, Mark};
use crate::failure::Failure;
use crate::inputs::{STDIN, read_stdin, shown};
use clap::ValueEnum;
use phi_core::{Label, Span};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// How labelled text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// A line `{"id", "text", "spans": [{"start", "end", "label"}]}`; also `genre`, `traps`, `ignore`, `only`
    Ndjson,
    /// A folder of .txt and .ann, or one of them
    Brat,
    /// XML of the i2b2 2014 challenge, a file or a folder
    I2b2,
    /// `[{"full_text", "spans": [{"entity_type", "start_position", "end_position"}]}]`
    Presidio,
    /// A line `{"text", "label": [[start, end, "label"]]}`, or `labels`, or `entities`
    Doccano,
}

/// All of a corpus that could be read.
pub(super) struct Corpus {
    pub(super) format: Format,
    pub(super) documents: Vec<Document>,
    pub(super) troubles: Vec<String>,
    /// Names of marks that are no label of ours, and how often they came: neither right nor wrong.
    pub(super) unscored: BTreeMap<String, usize>,
}

/// A text as its file has it: labels by their own names, offsets in code points.
#[derive(Debug, Default)]
struct Raw {
    /// For messages.
    place: String,
    id: Option<String>,
    genre: String,
    text: String,
    marks: Vec<RawMark>,
    traps: Vec<(usize, usize)>,
    ignore: Vec<(usize, usize)>,
    only: Option<Vec<String>>,
}

#[derive(Debug, Default)]
struct RawMark {
    start: usize,
    end: usize,
    label: String,
    /// The text between, where the format repeats it: tells offsets that count something else.
    says: Option<String>,
    /// For messages, where it has one of its own.
    place: Option<String>,
}

/// Reads a file, a folder or standard input. Nothing to score is an error.
pub(super) fn read(path: &Path, format: Option<Format>, names: &Names) -> Result<Corpus, Failure> {
    let wrong = |what: &str| Failure::at(shown(path), what);
    let is_stdin = path.as_os_str() == STDIN;
    let data = (!is_stdin).then(|| path.metadata()).transpose().map_err(|error| Failure::at(shown(path), error))?;
    let (format, raws) = if data.is_some_and(|data| data.is_dir()) {
        let files = files(path)?;
        let any = |extension: &str| files.iter().any(|file| file.extension() == Some(OsStr::new(extension)));
        let detected = match (any("ann"), any("xml")) {
            (true, _) => Format::Brat,
            (false, true) => Format::I2b2,
            _ => return Err(wrong("no .ann (brat) and no .xml (i2b2) is in this folder; other formats are one file")),
        };
        let format = format.unwrap_or(detected);
        let extension = match format {
            Format::Brat => "ann",
            Format::I2b2 => "xml",
            _ => return Err(wrong("a folder holds brat or i2b2; name a file for other formats")),
        };
        let files = files.into_iter().filter(|file| file.extension() == Some(OsStr::new(extension)));
        let read = |file: PathBuf| {
            let name = file.strip_prefix(path).unwrap_or(&file).with_extension("");
            let genre = name.parent().map(shown).unwrap_or_default();
            let raw = if format == Format::Brat { brat::read(&file) } else { i2b2::read(&file) };
            raw.map(|raw| Raw { id: Some(shown(&name)), genre, ..raw })
        };
        (format, files.map(read).collect())
    } else if format.map_or_else(|| brat::is_part(path), |format| format == Format::Brat) {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        (Format::Brat, vec![brat::read(&path.with_extension("ann")).map(|raw| Raw { id: name, ..raw })])
    } else {
        let bytes = if is_stdin { read_stdin() } else { std::fs::read(path) };
        let text = utf8(bytes.map_err(|error| Failure::at(shown(path), error))?).map_err(|what| wrong(&what))?;
        let is_xml = text.trim_start().starts_with('<');
        match format.or(is_xml.then_some(Format::I2b2)) {
            Some(Format::I2b2) => {
                let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
                (Format::I2b2, vec![i2b2::parse(&text, &shown(path)).map(|raw| Raw { id: name, ..raw })])
            }
            format => json::read(&text, &shown(path), format).map_err(Failure::Message)?,
        }
    };
    let mut corpus = Corpus { format, documents: Vec::new(), troubles: Vec::new(), unscored: BTreeMap::new() };
    let mut ids = HashMap::new();
    for (at, raw) in raws.into_iter().enumerate() {
        let taken = raw.and_then(|mut raw| {
            let place = raw.place.clone();
            let id = raw.id.take().unwrap_or_else(|| (at + 1).to_string());
            match ids.insert(id.clone(), place.clone()) {
                Some(first) => Err(format!("{place}: the id of {first} once more; each document needs its own")),
                None => corpus.take(raw, id, names),
            }
        });
        corpus.troubles.extend(taken.err());
    }
    match corpus.documents.is_empty() {
        false => Ok(corpus),
        true => Err(corpus.troubles.pop().map_or_else(|| wrong("no document is in it"), Failure::Message)),
    }
}

impl Corpus {
    fn take(&mut self, raw: Raw, id: String, names: &Names) -> Result<(), String> {
        let points = CodePoints::new(&raw.text);
        let span = |place: &str, (start, end): (usize, usize)| match (points.byte(start), points.byte(end)) {
            (Some(start), Some(end)) if start < end => Ok(Span { start, end }),
            (Some(_), Some(_)) => Err(format!("{place}: {start} to {end} is empty; the end is exclusive")),
            _ => Err(format!(
                "{place}: {start} to {end} lies outside of the text, which has {} code points",
                points.count()
            )),
        };
        let all = |pairs: &[(usize, usize)]| {
            pairs.iter().map(|pair| span(&raw.place, *pair)).collect::<Result<Vec<Span>, String>>()
        };
        let (traps, mut ignore) = (all(&raw.traps)?, all(&raw.ignore)?);
        let (mut marks, mut unscored) = (Vec::new(), Vec::new());
        for mark in raw.marks {
            let place = mark.place.as_ref().unwrap_or(&raw.place);
            let span = span(place, (mark.start, mark.end))?;
            let text = &raw.text[span.range()];
            if mark.says.is_some_and(|says| !says.split_whitespace().eq(text.split_whitespace())) {
                return Err(format!(
                    "{place}: {} to {} is not the text that the file has for it; offsets count code points from 0",
                    mark.start, mark.end
                ));
            }
            match names.label(&mark.label) {
                None => unscored.push((span, mark.label)),
                Some(label) => match self.format != Format::Ndjson && !is_ours(label, text) {
                    true => unscored.push((span, format!("{} (an age under 90, or a year alone)", mark.label))),
                    false => marks.push(Mark { span, label }),
                },
            }
        }
        let only = match raw.only {
            None => None,
            Some(only) => {
                let known = |name: &String| {
                    names.label(name).ok_or_else(|| format!("{}: `only` holds a name that is no label", raw.place))
                };
                Some(only.iter().map(known).collect::<Result<Labels, String>>()?)
            }
        };
        ignore.extend(unscored.iter().map(|(span, _)| *span));
        for (_, name) in unscored {
            *self.unscored.entry(escaped(&name)).or_default() += 1;
        }
        self.documents.push(Document { id, genre: raw.genre, text: raw.text, marks, traps, ignore, only });
        Ok(())
    }
}

/// Others mark every age and bare years, which are no identifiers.
fn is_ours(label: Label, text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    match label {
        Label::Age => numbers.next().and_then(|digits| digits.parse::<u32>().ok()).is_none_or(|age| age >= 90),
        Label::Date => !(text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())),
        _ => true,
    }
}

/// A name out of a file, for a terminal.
pub(super) fn escaped(name: &str) -> String {
    shown(Path::new(name))
}

fn utf8(bytes: Vec<u8>) -> Result<String, String> {
    let text = String::from_utf8(bytes)
        .map_err(|error| format!("not UTF-8, at byte {}; convert it first", error.utf8_error().valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// All files of a folder and those in it, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).standard_filters(false).build() {
        let entry = entry.map_err(|error| Failure::Message(error.to_string()))?;
        if entry.path().is_file() {
            files.push(entry.into_path());
        }
    }
    files.sort();
    Ok(files)
}
