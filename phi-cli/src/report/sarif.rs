//! SARIF 2.1.0. Regions say where; there is no snippet unless values are to be shown.

use super::{FileReport, Report, Summary};
use crate::failure::Failure;
use crate::output;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use phi_core::Scanner;
use serde_json::{Value, json};
use std::io::Write;

/// What stays as it is in a path of a URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub(crate) struct Sarif {
    results: Vec<Value>,
    quiet: bool,
}

impl Sarif {
    pub(crate) fn new(quiet: bool) -> Self {
        Sarif { results: Vec::new(), quiet }
    }
}

impl Report for Sarif {
    fn file(&mut self, report: FileReport) -> Result<(), Failure> {
        let uri = uri(&report.path);
        for row in report.rows {
            let mut region = json!({
                "startLine": row.start.0,
                "startColumn": row.start.1,
                "endLine": row.end.0,
                "endColumn": row.end.1,
                "charOffset": row.characters.start,
                "charLength": row.characters.len(),
                "byteOffset": row.span.start,
                "byteLength": row.span.len(),
            });
            if let Some(value) = row.value {
                region["snippet"] = json!({"text": value});
            }
            let mut properties = json!({
                "label": row.label.name(),
                "score": super::probability(row.score),
                "evidence": super::reasons(&row.evidence),
            });
            if let Some(count) = row.baseline {
                properties["baselineCount"] = json!(count);
            }
            self.results.push(json!({
                "ruleId": row.detector,
                "level": "error",
                "message": {"text": format!("{} found by {}", row.label, row.detector)},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
                "properties": properties,
            }));
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, scanner: &Scanner) -> Result<(), Failure> {
        let notifications: Vec<Value> =
            summary.troubles.iter().map(|trouble| json!({"level": "error", "message": {"text": trouble}})).collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "phi",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules(&self.results, scanner),
                }},
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": notifications.is_empty(),
                    "toolExecutionNotifications": notifications,
                }],
                "results": self.results,
                "properties": {
                    "files": summary.files,
                    "ignoredByComment": summary.ignored,
                    "inBaseline": summary.in_baseline,
                    "binarySkipped": summary.binary,
                },
            }],
        });
        let mut out = output::stdout();
        serde_json::to_writer_pretty(&mut out, &log).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        out.flush()?;
        if !self.quiet {
            super::ndjson::short_summary(summary);
        }
        Ok(())
    }
}

/// The detectors that found something.
fn rules(results: &[Value], scanner: &Scanner) -> Vec<Value> {
    let mut ids: Vec<&str> = results.iter().filter_map(|result| result["ruleId"].as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter()
        .map(|id| match scanner.detectors().map(|(detector, _)| detector).find(|detector| detector.id() == id) {
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
        })
        .collect()
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
