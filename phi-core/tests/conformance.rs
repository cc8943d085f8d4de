//! The shared vectors, as every language's suite runs them.

use phi_core::{OffsetUnit, Offsets, Scanner};
use serde_json::Value;

fn text<'a>(line: &'a Value, key: &str) -> &'a str {
    line[key].as_str().unwrap_or_else(|| panic!("{}: no `{key}`", line["id"]))
}

#[test]
fn every_vector_holds_in_every_unit() {
    let scanner = Scanner::builder().regions(["all"]).build().unwrap();
    let vectors = include_str!("../../corpora/conformance/vectors.ndjson");
    let units = [("bytes", OffsetUnit::Bytes), ("code_points", OffsetUnit::CodePoints), ("utf16", OffsetUnit::Utf16)];
    let mut ran = 0;
    for line in vectors.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let (id, input) = (text(&line, "id"), text(&line, "text"));
        let findings = scanner.scan(input).unwrap();
        if line.get("why").is_some() {
            let detector = text(&line, "detector");
            assert!(findings.iter().all(|f| scanner.detector_name(f) != detector), "{id}: {}", text(&line, "why"));
        } else {
            for (name, unit) in units {
                let wanted = (line["spans"][name][0].as_u64(), line["spans"][name][1].as_u64());
                let mut offsets = Offsets::new(input.as_bytes(), unit);
                let found = findings.iter().any(|f| {
                    let range = offsets.span(f.span);
                    f.label.name() == text(&line, "label")
                        && (Some(range.start as u64), Some(range.end as u64)) == wanted
                });
                assert!(found, "{id}: not found at the span in {name}");
            }
        }
        ran += 1;
    }
    assert!(ran > 1000, "only {ran} vectors");
}

#[test]
fn tags_and_masks_of_every_vector_are_left_alone() {
    use phi_core::{Label, Operator, Policy, Redactor};
    let scanner = Scanner::builder().regions(["all"]).build().unwrap();
    for operator in [Operator::Tag, Operator::Mask] {
        let redactor =
            Redactor::new(scanner.clone(), Policy::new(operator.clone()).with(Label::DxCode, Operator::Keep));
        let mut changed = 0;
        let mut all = 0;
        for line in include_str!("../../corpora/conformance/vectors.ndjson").lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let once = redactor.redact(text(&line, "text")).unwrap();
            let again = redactor.redact(&*once.output).unwrap();
            all += 1;
            changed += usize::from(once.output != again.output);
        }
        // A tag that stands where a word stood can bring a cue next to another value.
        assert!(changed * 200 <= all, "{changed} of {all} change when redacted again by {operator:?}");
    }
}
