//! Packs that somebody made: never a panic, whether they are refused or, with a digest that fits, opened and used.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phi_core::{Pack, Scanner};
use sha2::{Digest, Sha256};

const TEXT: &str = "MRN 1234567, SSN 123-45-6789; jane@example.org http://a.b/c 12/12/2020 é AB-12 password=secret ::1";
/// Magic, format, and the length of the version's text.
const FIXED: usize = 8 + 4 + 2;
const DIGEST: usize = 32;

fuzz_target!(|bytes: &[u8]| {
    opened(bytes);
    if let Some(fitting) = with_digest(bytes) {
        opened(&fitting);
    }
});

fn opened(bytes: &[u8]) {
    let Ok(pack) = Pack::from_bytes(bytes) else { return };
    let scanner = Scanner::builder().without_builtin().pack(pack).regions(["all"]).build().expect("a scanner");
    scanner.scan(TEXT).expect("any text is accepted");
    scanner.explain(TEXT, 5);
}

/// The digest protects the content, so a change to it would be all that is ever tested.
fn with_digest(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = usize::from(u16::from_le_bytes(bytes.get(FIXED - 2..FIXED)?.try_into().ok()?));
    let digest = FIXED + length;
    let content = bytes.get(digest + DIGEST..)?;
    let mut out = bytes.to_vec();
    out[digest..digest + DIGEST].copy_from_slice(&Sha256::digest(content));
    Some(out)
}
