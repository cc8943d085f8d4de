//! Any bytes: spans are sound, every operator works on them, and folding text that needs none changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phi_core::{Findings, Operator, Policy, Redactor, Scanner, Scratch};
use std::cell::RefCell;
use std::sync::LazyLock;

static SCANNER: LazyLock<Scanner> =
    LazyLock::new(|| Scanner::builder().regions(["all"]).names(true).build().expect("`all` is a region"));

thread_local! {
    static WARM: RefCell<(Scratch, Findings)> = RefCell::default();
}

/// Not ASCII, so that the text behind it is folded; blank, so that it says nothing. Text of one window only.
const FOLDS: &str = "\u{3000}\n";
const WINDOW: usize = 60_000;

fuzz_target!(|bytes: &[u8]| {
    WARM.with_borrow_mut(|(scratch, findings)| {
        SCANNER.scan_into(bytes, scratch, findings).expect("any bytes are accepted");
        sound(bytes, findings);
        // Memory that was used before makes no difference.
        assert_eq!(SCANNER.scan(bytes).expect("any bytes are accepted").as_ref(), findings.as_ref());
        if bytes.is_ascii() && bytes.len() < WINDOW {
            folded_alike(bytes, findings);
        }
    });
    for operator in
        [Operator::Tag, Operator::Mask, Operator::MaskPartial { keep_last: 4 }, Operator::Remove, Operator::Keep]
    {
        operated(bytes, operator);
    }
    for at in [0, bytes.len() / 2, bytes.len()] {
        SCANNER.explain(bytes, at);
    }
});

fn sound(bytes: &[u8], findings: &Findings) {
    let mut done = 0;
    for finding in findings {
        let span = finding.span;
        assert!(done <= span.start && span.start < span.end && span.end <= bytes.len(), "{finding:?} after {done}");
        done = span.end;
        if let Ok(text) = std::str::from_utf8(bytes) {
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{finding:?}");
        }
    }
}

/// Folding is another way through the scanner; ASCII text must come out of it unchanged.
fn folded_alike(bytes: &[u8], findings: &Findings) {
    let folded = [FOLDS.as_bytes(), bytes].concat();
    let plain = [b" \n", bytes].concat();
    let spans = |text: &[u8], lead: usize| -> Vec<_> {
        let findings = SCANNER.scan(text).expect("any bytes are accepted");
        findings.iter().map(|f| (f.span.start - lead, f.span.end - lead, f.label, f.score)).collect()
    };
    assert_eq!(spans(&folded, FOLDS.len()), spans(&plain, 2), "folded against plain; {} alone", findings.len());
}

fn operated(bytes: &[u8], operator: Operator) {
    let redactor = Redactor::new(SCANNER.clone(), Policy::new(operator.clone()));
    let once = redactor.redact(bytes).expect("any bytes are accepted");
    assert_eq!(once.findings.len(), once.replacements.len());
    if std::str::from_utf8(bytes).is_ok() {
        assert!(once.text().is_ok(), "{} broke UTF-8", operator.name());
    }
    if operator == Operator::Keep {
        assert_eq!(once.output, bytes);
    }
}
