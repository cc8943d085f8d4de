//! Any text as a detector file: an error or a pack that scans, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phi_core::{DetectorFile, Pack, Scanner, pack};

const TEXT: &str =
    "MRN 1234567, SSN 123-45-6789; jane@example.org http://a.b/c 12/12/2020 é AB-12 -----BEGIN X----- ::1";

fuzz_target!(|text: &str| {
    let Ok(file) = DetectorFile::parse(text) else { return };
    let Ok(bytes) = pack::compile(&[file]) else { return };
    let compiled = Pack::from_bytes(bytes).expect("what was compiled can be opened");
    let scanner =
        Scanner::builder().without_builtin().pack(compiled).regions(["all"]).build().expect("a scanner of one pack");
    for text in [TEXT, text] {
        scanner.scan(text).expect("any text is accepted");
    }
});
