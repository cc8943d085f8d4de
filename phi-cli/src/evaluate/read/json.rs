//! The formats in JSON: our own, Presidio evaluator's, Doccano's. Records are lines or the items of one array.

use super::{Format, Raw, RawMark};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;

type Raws = Vec<Result<Raw, String>>;

/// Reads all records. The format is that of the first one's keys, unless it is said.
pub(super) fn read(text: &str, path: &str, format: Option<Format>) -> Result<(Format, Raws), String> {
    let records = records(text, path)?;
    let detect = || {
        let first = records.first().ok_or_else(|| format!("{path}: no document is in it"))?;
        let keys: HashMap<&str, &RawValue> = parsed(first, path, "no JSON object")?;
        let any = |names: &[&str]| names.iter().any(|name| keys.contains_key(name));
        match (any(&["full_text"]), any(&["label", "labels", "entities"]), any(&["text"])) {
            (true, ..) => Ok(Format::Presidio),
            (_, true, _) => Ok(Format::Doccano),
            (.., true) => Ok(Format::Ndjson),
            _ => Err(format!("{path}:{}: of no known format; --format says which", first.line)),
        }
    };
    let format = format.map_or_else(detect, Ok)?;
    let read = |record: &Record<'_>| match format {
        Format::Presidio => parsed::<Presidio>(record, path, Presidio::NEEDS).map(Presidio::raw),
        Format::Doccano => parsed::<Doccano>(record, path, Doccano::NEEDS).map(Doccano::raw),
        _ => parsed::<Line>(record, path, Line::NEEDS).map(Line::raw),
    };
    let placed = |record| read(record).map(|raw| Raw { place: format!("{path}:{}", record.line), ..raw });
    Ok((format, records.iter().map(placed).collect()))
}

/// One JSON object and the line on which it begins, from 1.
pub(super) struct Record<'a> {
    pub(super) line: usize,
    json: &'a str,
}

/// The items of an array, or the lines.
pub(super) fn records<'a>(text: &'a str, path: &str) -> Result<Vec<Record<'a>>, String> {
    if !text.trim_start().starts_with('[') {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        return Ok(lines.map(|(at, json)| Record { line: at + 1, json }).collect());
    }
    let items: Vec<&'a RawValue> =
        serde_json::from_str(text).map_err(|error| format!("{path}:{}: not JSON", error.line()))?;
    let (mut line, mut counted) = (1, 0);
    let record = |item: &'a RawValue| {
        let at = item.get().as_ptr() as usize - text.as_ptr() as usize;
        line += text[counted..at].matches('\n').count();
        counted = at;
        Record { line, json: item.get() }
    };
    Ok(items.into_iter().map(record).collect())
}

/// Reads a record. The parser's own message may quote it, so that only its place is told.
pub(super) fn parsed<'a, T: Deserialize<'a>>(record: &Record<'a>, path: &str, needs: &str) -> Result<T, String> {
    serde_json::from_str(record.json).map_err(|error| match error.is_data() {
        true => format!("{path}:{}: {needs}", record.line),
        false => format!("{path}:{}: not JSON, at byte {} of the record", record.line, error.column()),
    })
}

/// An id as text, whether it is a string or a number.
pub(super) fn id(raw: &RawValue) -> Option<String> {
    let text = raw.get();
    match text.as_bytes().first()? {
        b'"' => serde_json::from_str(text).ok(),
        b'-' | b'0'..=b'9' => Some(text.to_owned()),
        _ => None,
    }
}

/// Our own.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(default)]
    genre: String,
    text: String,
    #[serde(default)]
    spans: Vec<Span>,
    #[serde(default)]
    traps: Vec<Place>,
    #[serde(default)]
    ignore: Vec<Place>,
    only: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
    label: String,
}

#[derive(Deserialize)]
struct Place {
    start: usize,
    end: usize,
}

impl Line<'_> {
    const NEEDS: &'static str = "needs `text`, a string, and `spans`, a list of {\"start\", \"end\", \"label\"}";

    fn raw(self) -> Raw {
        let places = |places: Vec<Place>| places.into_iter().map(|place| (place.start, place.end)).collect();
        Raw {
            id: self.id.and_then(id),
            genre: self.genre,
            text: self.text,
            marks: self.spans.into_iter().map(|span| marked(span.start, span.end, span.label)).collect(),
            traps: places(self.traps),
            ignore: places(self.ignore),
            only: self.only,
            ..Raw::default()
        }
    }
}

#[derive(Deserialize)]
struct Presidio {
    full_text: String,
    spans: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    entity_type: String,
    entity_value: Option<String>,
    start_position: usize,
    end_position: usize,
}

impl Presidio {
    const NEEDS: &'static str = "needs `full_text`, a string, and `spans`, a list of {\"entity_type\", \
                                 \"start_position\", \"end_position\"}";

    fn raw(self) -> Raw {
        let mark = |entity: Entity| RawMark {
            says: entity.entity_value,
            ..marked(entity.start_position, entity.end_position, entity.entity_type)
        };
        Raw { text: self.full_text, marks: self.spans.into_iter().map(mark).collect(), ..Raw::default() }
    }
}

#[derive(Deserialize)]
struct Doccano<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(alias = "data")]
    text: String,
    #[serde(alias = "labels", alias = "entities")]
    label: Vec<Labelled>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Labelled {
    Row(usize, usize, String),
    Object {
        label: String,
        #[serde(alias = "start")]
        start_offset: usize,
        #[serde(alias = "end")]
        end_offset: usize,
    },
}

impl Doccano<'_> {
    const NEEDS: &'static str = "needs `text`, a string, and one of `label`, `labels` or `entities`, a list of \
                                 [start, end, \"label\"] or {\"start_offset\", \"end_offset\", \"label\"}";

    fn raw(self) -> Raw {
        let mark = |labelled: Labelled| match labelled {
            Labelled::Row(start, end, label) => marked(start, end, label),
            Labelled::Object { label, start_offset, end_offset } => marked(start_offset, end_offset, label),
        };
        let marks = self.label.into_iter().map(mark).collect();
        Raw { id: self.id.and_then(id), text: self.text, marks, ..Raw::default() }
    }
}

fn marked(start: usize, end: usize, label: String) -> RawMark {
    RawMark { start, end, label, ..RawMark::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> (Format, Raw) {
        let (format, mut raws) = read(text, "a", None).unwrap();
        assert_eq!(raws.len(), 1);
        (format, raws.remove(0).unwrap())
    }

    fn marks(raw: &Raw) -> Vec<(usize, usize, &str)> {
        raw.marks.iter().map(|mark| (mark.start, mark.end, mark.label.as_str())).collect()
    }

    #[test]
    fn our_own() {
        let (format, raw) = only(
            "{\"id\":7,\"genre\":\"g\",\"text\":\"Ann\\r\\n90\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"NAME\"}],\
             \"traps\":[{\"start\":5,\"end\":7,\"why\":\"x\"}],\"only\":[\"NAME\"]}\n\n",
        );
        assert_eq!((format, raw.id.as_deref(), raw.genre.as_str()), (Format::Ndjson, Some("7"), "g"));
        assert_eq!((marks(&raw), &raw.traps), (vec![(0, 3, "NAME")], &vec![(5, 7)]));
        assert_eq!((raw.ignore, raw.only), (vec![], Some(vec!["NAME".to_owned()])));
    }

    #[test]
    fn presidio() {
        let (format, raw) = only(
            "[\n {\"full_text\": \"é Ann\", \"masked\": \"é {{name}}\", \"spans\": [{\"entity_type\": \"PERSON\",\
             \"entity_value\": \"Ann\", \"start_position\": 2, \"end_position\": 5}], \"template_id\": 1}\n]",
        );
        assert_eq!((format, raw.place.as_str(), marks(&raw)), (Format::Presidio, "a:2", vec![(2, 5, "PERSON")]));
        assert_eq!(raw.marks[0].says.as_deref(), Some("Ann"));
    }

    #[test]
    fn doccano_in_all_its_forms() {
        for rest in [
            "\"text\":\"Ann\",\"label\":[[0,3,\"PER\"]]",
            "\"data\":\"Ann\",\"labels\":[[0,3,\"PER\"]]",
            "\"text\":\"Ann\",\"entities\":[{\"id\":1,\"label\":\"PER\",\"start_offset\":0,\"end_offset\":3}],\"relations\":[]",
            "\"text\":\"Ann\",\"label\":[{\"start\":0,\"end\":3,\"label\":\"PER\"}]",
        ] {
            let (format, raw) = only(&format!("{{\"id\":\"x\",{rest}}}"));
            assert_eq!((format, raw.id.as_deref(), marks(&raw)), (Format::Doccano, Some("x"), vec![(0, 3, "PER")]));
        }
    }

    #[test]
    fn a_bad_record_is_told_by_its_line_without_its_text_and_the_rest_goes_on() {
        let text = "{\"text\":\"Ann\"}\n{\"text\":\"Ann\",\"spans\":[{\"start\":\"Ann\"}]}\n{\"text\":\"Ann\n{\"text\":\"Lee\"}";
        let (_, raws) = read(text, "a", None).unwrap();
        let told: Vec<_> = raws.iter().filter_map(|raw| raw.as_ref().err().map(String::as_str)).collect();
        assert_eq!(
            told,
            [
                "a:2: needs `text`, a string, and `spans`, a list of {\"start\", \"end\", \"label\"}",
                "a:3: not JSON, at byte 12 of the record"
            ]
        );
        assert_eq!(read("{\"a\":1}", "a", None).err().unwrap(), "a:1: of no known format; --format says which");
        assert_eq!(read("[{},\n{]", "a", None).err().unwrap(), "a:2: not JSON");
        assert_eq!(read("5", "a", None).err().unwrap(), "a:1: no JSON object");
    }
}
