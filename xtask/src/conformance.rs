//! The detectors' own vectors: checked, and written for every binding's suite.

use crate::tree::Source;
use phi_core::{OffsetUnit, Offsets, Pack, Scanner, Span};
use serde_json::json;

/// Runs every vector against the freshly compiled pack, and answers with the conformance file or all failures.
///
/// Accept vectors run with every region on, so that a detector also wins against its neighbours abroad. A reject vector says
/// that this detector reports nothing in its text.
pub(crate) fn vectors(sources: &[Source], pack: &Pack) -> Result<String, String> {
    let scanner = Scanner::builder()
        .without_builtin()
        .pack(pack.clone())
        .regions(["all"])
        .build()
        .map_err(|error| error.to_string())?;
    let mut lines = String::new();
    let mut failures = Vec::new();
    for source in sources {
        let file = &source.file;
        for (at, accept) in file.accept.iter().enumerate() {
            let start = accept.text.find(&accept.span).unwrap_or_default();
            let wanted = Span { start, end: start + accept.span.len() };
            let findings = scanner.scan(&accept.text).map_err(|error| error.to_string())?;
            let found = findings.iter().find(|f| f.span == wanted && f.label.name() == file.label);
            if found.is_none() && file.label != "-" {
                let instead: Vec<String> = findings
                    .iter()
                    .map(|f| format!("{} {:?}", scanner.detector_name(f), &accept.text[f.span.range()]))
                    .collect();
                failures.push(format!(
                    "{}: accept {}: {:?} not found in {:?}; found {}",
                    source.path,
                    at + 1,
                    accept.span,
                    accept.text,
                    instead.join(", ")
                ));
                continue;
            }
            if file.label == "-" {
                if let Some(f) = findings.iter().find(|f| f.span.overlaps(wanted)) {
                    failures.push(format!(
                        "{}: accept {}: the decoy {:?} is reported as {} in {:?}",
                        source.path,
                        at + 1,
                        accept.span,
                        scanner.detector_name(f),
                        accept.text
                    ));
                }
                continue;
            }
            let spans: serde_json::Map<String, serde_json::Value> =
                [("bytes", OffsetUnit::Bytes), ("code_points", OffsetUnit::CodePoints), ("utf16", OffsetUnit::Utf16)]
                    .into_iter()
                    .map(|(name, unit)| {
                        let range = Offsets::new(accept.text.as_bytes(), unit).span(wanted);
                        (name.to_owned(), json!([range.start, range.end]))
                    })
                    .collect();
            lines += &json!({"id": format!("{}/accept/{}", file.id, at + 1), "text": accept.text, "label": file.label, "spans": spans}).to_string();
            lines.push('\n');
        }
        for (at, reject) in file.reject.iter().enumerate() {
            let findings = scanner.scan(&reject.text).map_err(|error| error.to_string())?;
            if let Some(f) = findings.iter().find(|f| scanner.detector_name(f) == file.id) {
                failures.push(format!(
                    "{}: reject {}: {:?} found in {:?} ({})",
                    source.path,
                    at + 1,
                    &reject.text[f.span.range()],
                    reject.text,
                    reject.why
                ));
            }
            lines += &json!({"id": format!("{}/reject/{}", file.id, at + 1), "text": reject.text, "detector": file.id, "why": reject.why}).to_string();
            lines.push('\n');
        }
    }
    match failures.is_empty() {
        true => Ok(lines),
        false => Err(format!("{}\n{} vectors failed", failures.join("\n"), failures.len())),
    }
}
