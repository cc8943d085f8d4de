//! `phi compile`

use crate::failure::{Failure, Verdict, complain, note};
use crate::inputs::shown;
use crate::output;
use crate::report::counted;
use crate::sources::{self, Source};
use clap::Args;
use phi_core::{DetectorFile, ErrorCode, Pack, Scanner, Span, pack};
use std::io::Write;
use std::path::PathBuf;

/// Compile a folder of detector files to a pack
///
/// Reads every *.toml below the folder but labels.toml, and tries every `accept` and `reject` of the detectors. Nothing is
/// written when a file is wrong or a vector fails. The same files give the same bytes.
#[derive(Args, Debug)]
#[command(after_help = "Exit code: 0 done, 2 error.")]
pub(crate) struct Arguments {
    /// The folder, or one file
    #[arg(value_name = "DIR")]
    path: PathBuf,
    /// The pack to write
    #[arg(long, short, value_name = "FILE.phipack")]
    output: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let sources = sources::read(&arguments.path)?;
    refuse_duplicates(&sources)?;
    let place = shown(&arguments.path);
    let files: Vec<DetectorFile> = sources.iter().map(|source| source.file.clone()).collect();
    let bytes = pack::compile(&files).map_err(|error| Failure::library(&place, &error))?;
    let compiled = Pack::from_bytes(bytes.clone()).map_err(|error| Failure::library(&place, &error))?;
    let failures = failed_vectors(&sources, &compiled)?;
    if !failures.is_empty() {
        failures.iter().for_each(|failure| complain(failure));
        return Ok(Verdict::Trouble);
    }
    if pack::tries_every_word(&compiled) {
        let costs = pack::costs(&files).map_err(|error| Failure::library(&place, &error))?;
        let slow: Vec<String> = costs.into_iter().filter(|cost| cost.any_word).map(|cost| cost.id).collect();
        let what = "can match without a digit and is tried at every word, which costs speed";
        note(&format!("{}: {what}", slow.join(", ")));
    }
    output::write_whole(&arguments.output, &bytes, None)?;
    let digest: String = compiled.digest().iter().map(|byte| format!("{byte:02x}")).collect();
    let count = counted(files.len(), "detector");
    let mut out = output::stdout();
    writeln!(out, "{}: {count}, {} bytes, sha256 {digest}", shown(&arguments.output), bytes.len())?;
    out.flush()?;
    Ok(Verdict::Clean)
}

fn refuse_duplicates(sources: &[Source]) -> Result<(), Failure> {
    for (at, source) in sources.iter().enumerate() {
        if let Some(first) = sources[..at].iter().find(|first| first.file.id == source.file.id) {
            let (id, first) = (&source.file.id, shown(&first.path));
            let code = ErrorCode::DetectorDuplicate as u16;
            let what = format!("field `id`: `{id}` is taken by {first} [phi-{code}]");
            return Err(Failure::at(shown(&source.path), what));
        }
    }
    Ok(())
}

/// Every vector that the detectors do not live up to. What the texts hold is not repeated.
fn failed_vectors(sources: &[Source], pack: &Pack) -> Result<Vec<String>, Failure> {
    let builder = Scanner::builder().without_builtin().pack(pack.clone()).regions(["all"]);
    let scanner = builder.build().map_err(|error| Failure::library("vectors", &error))?;
    let mut failures = Vec::new();
    for source in sources {
        let (path, file) = (shown(&source.path), &source.file);
        let mut fail = |kind: &str, at: usize, what: String| {
            let line = source.line_of_row(kind, at).map_or_else(String::new, |line| format!(":{line}"));
            let code = ErrorCode::VectorFailed as u16;
            failures.push(format!("{path}{line}: {}: `{kind}` {}: {what} [phi-{code}]", file.id, at + 1));
        };
        for (at, accept) in file.accept.iter().enumerate() {
            let start = accept.text.find(&accept.span).unwrap_or_default();
            let wanted = Span { start, end: start + accept.span.len() };
            let findings = scanner.scan(&accept.text).map_err(|error| Failure::library(&path, &error))?;
            let told = |finding: &phi_core::Finding| {
                format!("{} at {}..{}", scanner.detector_name(finding), finding.span.start, finding.span.end)
            };
            if file.label == "-" {
                if let Some(finding) = findings.iter().find(|finding| finding.span.overlaps(wanted)) {
                    fail("accept", at, format!("the decoy's span is reported by {}", told(finding)));
                }
            } else if !findings.iter().any(|f| f.span == wanted && f.label.name().eq_ignore_ascii_case(&file.label)) {
                let instead: Vec<String> = findings.iter().map(told).collect();
                let instead = if instead.is_empty() { "nothing".to_owned() } else { instead.join(", ") };
                fail("accept", at, format!("not found at {}..{}; found: {instead}", wanted.start, wanted.end));
            }
        }
        for (at, reject) in file.reject.iter().enumerate() {
            let findings = scanner.scan(&reject.text).map_err(|error| Failure::library(&path, &error))?;
            if let Some(finding) = findings.iter().find(|finding| scanner.detector_name(finding) == file.id) {
                let Span { start, end } = finding.span;
                fail("reject", at, format!("found at {start}..{end}, against `why`: {}", reject.why));
            }
        }
    }
    Ok(failures)
}
