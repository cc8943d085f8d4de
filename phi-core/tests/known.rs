//! Spans that the caller brings along.

use phi_core::{ErrorCode, EvidenceKind, Input, Known, Label, Scanner, Span};

const TEXT: &str = "Mara sat by the window, room 4.";

fn known(start: usize, end: usize, probability: f32) -> Known {
    Known { span: Span { start, end }, label: Label::Name, probability }
}

#[test]
fn a_known_span_is_a_finding_of_its_own() {
    let spans = [known(0, 4, 0.9)];
    let scanner = Scanner::new();
    let findings = scanner.scan(Input::text(TEXT).known(&spans)).unwrap();
    let finding = findings.iter().next().unwrap();
    assert_eq!((finding.span.range(), finding.label), (0..4, Label::Name));
    assert_eq!(scanner.detector_name(finding), "known");
    assert!(finding.evidence().any(|evidence| evidence.kind == EvidenceKind::Known));
    assert!(scanner.scan(Input::text(TEXT).known(&[known(0, 4, 0.3)])).unwrap().is_empty());
}

#[test]
fn it_adds_to_what_is_found_there_already() {
    let text = "Call (617) 555-0143 today.";
    let scanner = Scanner::new();
    let alone = scanner.scan(text).unwrap().iter().next().copied().unwrap();
    let spans = [Known { span: alone.span, label: alone.label, probability: 0.9 }];
    let findings = scanner.scan(Input::text(text).known(&spans)).unwrap();
    let both = findings.iter().next().copied().unwrap();
    assert_eq!((findings.len(), both.span, both.detector), (1, alone.span, alone.detector));
    assert!(both.score > alone.score);
}

#[test]
fn a_span_outside_the_input_is_an_error() {
    let scanner = Scanner::new();
    for wrong in [known(28, 40, 0.9), known(3, 3, 0.9), known(0, 4, 1.5), known(0, 4, f32::NAN)] {
        let error = scanner.scan(Input::text(TEXT).known(&[wrong])).unwrap_err();
        assert_eq!((error.code(), error.offset()), (ErrorCode::InvalidSpan, Some(wrong.span.start)));
    }
}
