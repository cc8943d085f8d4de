//! Everything that is made from the detector files.

use crate::{conformance, fold, labels, lexicon, readme, tree};
use phi_core::{DetectorFile, Pack, pack};
use std::path::Path;

/// Writes, or compares, all generated files.
pub(crate) fn run(check: bool, costs: bool) -> Result<(), String> {
    // Labels and folding tables first: the library that compiles the detectors is made of them.
    let mut changed = Vec::new();
    put("phi-core/src/generated/labels.rs", labels::source()?.as_bytes(), check, &mut changed)?;
    put("phi-core/src/generated/fold.rs", fold::source().as_bytes(), check, &mut changed)?;
    if !changed.is_empty() && !check {
        println!("{} changed: run `cargo xtask generate` once more", changed.join(", "));
        return Ok(());
    }
    let sources = tree::detectors()?;
    let files: Vec<DetectorFile> = sources.iter().map(|source| source.file.clone()).collect();
    if costs {
        for cost in pack::costs(&files).map_err(|error| error.to_string())? {
            println!(
                "{:>8} bytes  {}{}",
                cost.bytes,
                cost.id,
                if cost.any_word { "  (tried at every word)" } else { "" }
            );
        }
    }
    let bytes = pack::compile(&files).map_err(|error| error.to_string())?;
    let compiled = Pack::from_bytes(bytes.clone()).map_err(|error| error.to_string())?;
    println!("{} detectors, {} KiB", files.len(), bytes.len() / 1024);
    if pack::tries_every_word(&compiled) {
        let costs = pack::costs(&files).map_err(|error| error.to_string())?;
        let ids: Vec<String> = costs.into_iter().filter(|cost| cost.any_word).map(|cost| cost.id).collect();
        return Err(format!("a built-in pattern may not be tried at every word: {}", ids.join(", ")));
    }
    // Nothing is written before every vector holds.
    let vectors = conformance::vectors(&sources, &compiled)?;
    put("phi-core/src/generated/builtin.phipack", &bytes, check, &mut changed)?;
    let lexicon = lexicon::build(&tree::root().join("phi-core/lexicons"))?;
    put("phi-core/src/generated/lexicon.bin", &lexicon, check, &mut changed)?;
    put("corpora/conformance/vectors.ndjson", vectors.as_bytes(), check, &mut changed)?;
    let path = tree::root().join("README.md");
    if path.exists() {
        let text = readme::with_table(&tree::read(&path)?, &sources)?;
        put("README.md", text.as_bytes(), check, &mut changed)?;
    }
    match (check, changed.is_empty()) {
        (true, false) => Err(format!("not as `cargo xtask generate` writes them: {}", changed.join(", "))),
        _ => Ok(()),
    }
}

fn put(path: &str, content: &[u8], check: bool, changed: &mut Vec<String>) -> Result<(), String> {
    let full = tree::root().join(Path::new(path));
    if std::fs::read(&full).is_ok_and(|old| old == content) {
        return Ok(());
    }
    changed.push(path.to_owned());
    if check {
        return Ok(());
    }
    std::fs::write(&full, content).map_err(|error| format!("{path}: {error}"))
}
