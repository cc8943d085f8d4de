//! SARIF 2.1.0. Regions say where; there is no snippet unless values are to be shown.

use super::{FileReport, Report, Summary};
use crate::failure::Failure;
use crate::output;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use phi_core::Scanner;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufWriter, StdoutLock, Write};

/// What stays as it is in a path of a URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Written as it comes: a result a line, and the rules, which are known last, at the end.
pub(crate) struct Sarif {
    out: BufWriter<StdoutLock<'static>>,
    quiet: bool,
    begun: bool,
    /// Detectors that found something.
    rules: BTreeSet<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    char_offset: usize,
    char_length: usize,
    byte_offset: usize,
    byte_length: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Text<'a>>,
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

impl Sarif {
    pub(crate) fn new(quiet: bool) -> Self {
        Sarif { out: output::stdout(), quiet, begun: false, rules: BTreeSet::new() }
    }

    /// What comes before the first result.
    fn begin(&mut self) -> Result<(), Failure> {
        let head = r#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"#;
        Ok(write!(self.out, "{head}\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[\n")?)
    }

    /// One more member of the run, after the results.
    fn member(&mut self, name: &str, value: &Value) -> Result<(), Failure> {
        Ok(write!(self.out, ",\n\"{name}\":{value}")?)
    }
}

impl Report for Sarif {
    fn file(&mut self, report: FileReport) -> Result<(), Failure> {
        let uri = uri(&report.path);
        for row in &report.rows {
            let region = Region {
                start_line: row.start.0,
                start_column: row.start.1,
                end_line: row.end.0,
                end_column: row.end.1,
                char_offset: row.characters.start,
                char_length: row.characters.len(),
                byte_offset: row.span.start,
                byte_length: row.span.len(),
                snippet: row.value.as_deref().map(|text| Text { text }),
            };
            let mut properties = json!({
                "label": row.label.name(),
                "score": super::probability(row.score),
                "evidence": super::reasons(&row.evidence),
            });
            if let Some(count) = row.baseline {
                properties["baselineCount"] = json!(count);
            }
            let result = json!({
                "ruleId": row.detector,
                "level": "error",
                "message": {"text": format!("{} found by {}", row.label, row.detector)},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
                "properties": properties,
            });
            match std::mem::replace(&mut self.begun, true) {
                true => self.out.write_all(b",\n")?,
                false => self.begin()?,
            }
            write!(self.out, "{result}")?;
            if !self.rules.contains(&row.detector) {
                self.rules.insert(row.detector.clone());
            }
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, scanner: &Scanner) -> Result<(), Failure> {
        if !self.begun {
            self.begin()?;
        }
        let rules: Vec<Value> = self.rules.iter().map(|id| rule(id, scanner)).collect();
        let notification = |trouble: &String| json!({"level": "error", "message": {"text": trouble}});
        let notifications: Vec<Value> = summary.troubles.iter().map(notification).collect();
        let driver = json!({
            "name": "phi",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        });
        self.out.write_all(b"\n]")?;
        self.member("tool", &json!({"driver": driver}))?;
        let invocation = json!({
            "executionSuccessful": notifications.is_empty(),
            "toolExecutionNotifications": notifications,
        });
        self.member("invocations", &json!([invocation]))?;
        let counts = json!({
            "files": summary.files,
            "ignoredByComment": summary.ignored,
            "inBaseline": summary.in_baseline,
            "binarySkipped": summary.binary,
        });
        self.member("properties", &counts)?;
        self.out.write_all(b"\n}]}\n")?;
        self.out.flush()?;
        if !self.quiet {
            super::ndjson::short_summary(summary);
        }
        Ok(())
    }
}

/// What there is to say about a detector.
fn rule(id: &str, scanner: &Scanner) -> Value {
    match scanner.detectors().map(|(detector, _)| detector).find(|detector| detector.id() == id) {
        Some(detector) => json!({
            "id": id,
            "shortDescription": {"text": detector.title()},
            "help": {"text": detector.references().join("; ")},
            "properties": {
                "label": detector.label().map(|label| label.name()),
                "safeHarbor": detector.safe_harbor(),
                "region": detector.region(),
            },
        }),
        None => json!({"id": id, "shortDescription": {"text": "A term of the deny list"}}),
    }
}

/// A reference relative to the folder of the run, or a `file:` URI.
fn uri(path: &str) -> String {
    let encoded = utf8_percent_encode(path, PATH);
    match path {
        _ if path.starts_with('/') => format!("file://{encoded}"),
        _ if path.as_bytes().get(1..3) == Some(b":/") => format!("file:///{encoded}"),
        _ => encoded.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a b/ü#.txt"), "a%20b/%C3%BC%23.txt");
        assert_eq!(uri("/tmp/a"), "file:///tmp/a");
    }
}
