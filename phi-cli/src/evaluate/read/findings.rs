//! Findings that were made before: by `phi scan --documents`, by this command, or by another tool.

use super::json::{id, parsed, records};
use super::{Names, escaped};
use crate::failure::Failure;
use crate::inputs::{read_one, shown};
use phi_core::Label;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

const NEEDS: &str = "needs `id` and `findings`, a list of {\"start\", \"end\", \"label\"}";

#[derive(Deserialize)]
struct Line<'a> {
    /// A line of our own report may be about something else.
    kind: Option<String>,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    findings: Option<Vec<Row>>,
}

#[derive(Deserialize)]
struct Row {
    start: usize,
    end: usize,
    label: String,
}

/// `--output json` of this command.
#[derive(Deserialize)]
struct Results<'a> {
    #[serde(borrow)]
    documents: Vec<Line<'a>>,
}

/// Findings by the id of their document, in code points.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(crate) documents: HashMap<String, Vec<(usize, usize, Label)>>,
    /// Names that are no label of ours, and how often they came: not counted.
    pub(crate) unscored: BTreeMap<String, usize>,
}

/// Reads them.
pub(crate) fn given(path: &Path, names: &Names) -> Result<Given, Failure> {
    let place = shown(path);
    let text = super::utf8(read_one(path)?).map_err(|what| Failure::at(&place, what))?;
    parse(&text, &place, names).map_err(Failure::Message)
}

fn parse(text: &str, path: &str, names: &Names) -> Result<Given, String> {
    let mut given = Given::default();
    if let Ok(results) = serde_json::from_str::<Results<'_>>(text) {
        results
            .documents
            .into_iter()
            .try_for_each(|line| given.take(line, names))
            .map_err(|what| format!("{path}: {what}"))?;
        return Ok(given);
    }
    for record in records(text, path)? {
        let line: Line<'_> = parsed(&record, path, NEEDS)?;
        if line.kind.as_ref().is_none_or(|kind| kind == "document") {
            given.take(line, names).map_err(|what| format!("{path}:{}: {what}", record.line))?;
        }
    }
    Ok(given)
}

impl Given {
    fn take(&mut self, line: Line<'_>, names: &Names) -> Result<(), String> {
        let (Some(id), Some(rows)) = (line.id.and_then(id), line.findings) else { return Err(NEEDS.to_owned()) };
        let mut findings = Vec::with_capacity(rows.len());
        for row in rows {
            match names.label(&row.label) {
                Some(label) => findings.push((row.start, row.end, label)),
                None => *self.unscored.entry(escaped(&row.label)).or_default() += 1,
            }
        }
        match self.documents.insert(id, findings) {
            None => Ok(()),
            Some(_) => Err("an id for the second time; each document has one line".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_arrays_and_our_own_results_say_the_same() {
        let names = Names::new(&[]).unwrap();
        let line = "{\"id\":7,\"findings\":[{\"start\":1,\"end\":3,\"label\":\"PERSON\",\"score\":0.9},\
                    {\"start\":4,\"end\":5,\"label\":\"NRP\"}]}";
        for text in [
            line.to_owned(),
            format!("[{line}]"),
            format!("{{\"documents\":[{line}]}}"),
            format!("{{\"kind\":\"label\",\"label\":\"SSN\"}}\n{line}"),
        ] {
            let given = parse(&text, "a", &names).unwrap();
            assert_eq!(given.documents["7"], [(1, 3, Label::Name)], "{text}");
            assert_eq!(given.unscored["NRP"], 1);
        }
        assert_eq!(parse("{\"id\":1}", "a", &names).unwrap_err(), format!("a:1: {NEEDS}"));
        assert!(parse(&format!("{line}\n{line}"), "a", &names).unwrap_err().starts_with("a:2: an id"));
    }
}
