//! Packs that somebody made: never a panic, whether they are refused or, with a digest that fits, opened and used.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phi_core::{DetectorFile, Pack, Scanner, pack};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

const TEXT: &str = "MRN 1234567, SSN 123-45-6789; jane@example.org http://a.b/c 12/12/2020 é AB-12 password=secret ::1";
/// Magic, format, and the length of the version's text.
const FIXED: usize = 8 + 4 + 2;
const DIGEST: usize = 32;

/// A pack of today's version that uses patterns, cues, keys, growing and starts of every sort.
static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let files = [
        include_str!("../../phi-core/detectors/us/us-ssn.toml"),
        include_str!("../../phi-core/detectors/net/email.toml"),
        include_str!("../../phi-core/detectors/credential/password-kv.toml"),
    ];
    let files = files.map(|text| DetectorFile::parse(text).expect("a detector of the library"));
    pack::compile(&files).expect("three detectors fit in a pack")
});

fuzz_target!(|bytes: &[u8]| {
    opened(bytes);
    if let Some(fitting) = with_digest(bytes.to_vec()) {
        opened(&fitting);
    }
    // The same bytes as a list of changes to a sound pack: where, and what to write there.
    let mut changed = SOUND.clone();
    for change in bytes.as_chunks::<4>().0 {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]]));
        // Low offsets are read often: the short tables stand at the end, so half of the changes count from there.
        let at = if change[2] & 1 == 0 { at } else { changed.len().saturating_sub(at + 1) };
        if let Some(byte) = changed.get_mut(at) {
            *byte = change[3];
        }
    }
    if let Some(fitting) = with_digest(changed) {
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
fn with_digest(mut pack: Vec<u8>) -> Option<Vec<u8>> {
    let length = usize::from(u16::from_le_bytes(pack.get(FIXED - 2..FIXED)?.try_into().ok()?));
    let content = FIXED + length + DIGEST;
    let digest = Sha256::digest(pack.get(content..)?);
    pack[content - DIGEST..content].copy_from_slice(&digest);
    Some(pack)
}
