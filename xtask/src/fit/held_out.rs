//! What a fit finds in documents that it was not made from, as `phi evaluate --findings` reads it.

use super::{Example, Run, weights};
use phi_core::{OffsetUnit, Offsets, Scanner};
use serde_json::json;
use std::fmt::Write;

/// Fits to all parts but one and scans that one, for each: a line for a document.
pub(super) fn findings(examples: &[Example], traps: &[Run], folds: usize) -> Result<String, String> {
    let mut lines = String::new();
    for fold in 0..folds {
        let part = |held: bool| examples.iter().enumerate().filter(move |(at, _)| (at % folds == fold) == held);
        // The scanner reads weights where they lie for good; these lie there until the chore ends.
        let weights = weights(part(false).map(|(_, example)| example), traps).leak();
        let scanner = Scanner::builder().weights(weights).build().map_err(|error| error.to_string())?;
        for (_, Example { id, text, .. }) in part(true) {
            let mut offsets = Offsets::new(text.as_bytes(), OffsetUnit::CodePoints);
            let found = scanner.scan(text.as_str()).map_err(|error| error.to_string())?;
            let findings: Vec<_> = found
                .iter()
                .map(|finding| {
                    let span = offsets.span(finding.span);
                    json!({"start": span.start, "end": span.end, "label": finding.label.name()})
                })
                .collect();
            let _ = writeln!(lines, "{}", json!({"id": id, "findings": findings}));
        }
    }
    Ok(lines)
}
