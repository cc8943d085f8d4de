//! Redacting an output again changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phi_core::{Operator, Policy, Redactor, Scanner};
use std::sync::LazyLock;

static REDACTORS: LazyLock<Vec<Redactor>> = LazyLock::new(|| {
    let scanner = Scanner::builder().regions(["all"]).build().expect("`all` is a region");
    [Operator::Tag, Operator::Mask].map(|operator| Redactor::new(scanner.clone(), Policy::new(operator))).to_vec()
});

fuzz_target!(|text: &str| {
    for redactor in &*REDACTORS {
        let once = redactor.redact(text).expect("any text is accepted");
        let twice = redactor.redact(&once.output[..]).expect("any bytes are accepted");
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(shown(&twice.output), shown(&once.output), "redacting again changed the output");
    }
});
