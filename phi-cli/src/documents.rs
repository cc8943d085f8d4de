//! `phi scan --documents`: NDJSON in, NDJSON out, line by line.

use crate::failure::{Failure, Verdict, complain};
use crate::inputs::{STDIN, hint_at_keyboard, shown};
use crate::ordered::ordered;
use crate::output;
use crate::report;
use phi_core::{Finding, Findings, OffsetUnit, Offsets, Scanner, Scratch};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

/// Lines are handed out in batches of about this many bytes, or what there is, so that a slow pipe is answered at once.
const BATCH: usize = 256 * 1024;

/// What a line holds; other keys are ignored.
#[derive(Deserialize)]
struct Document<'a> {
    /// Given back as it stands.
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

/// What it is answered with.
#[derive(Serialize)]
struct Scanned<'a> {
    id: &'a RawValue,
    findings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    start: usize,
    end: usize,
    label: &'static str,
    detector: &'a str,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

/// Some whole lines.
struct Batch {
    bytes: Vec<u8>,
    /// Number of the first, from 1.
    first: usize,
}

/// Cuts a stream into batches. Ends after the first error, which it hands out.
struct Batches<R> {
    reader: BufReader<R>,
    next: usize,
    ended: bool,
}

impl<R: Read> Iterator for Batches<R> {
    type Item = io::Result<Batch>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut bytes = Vec::new();
        loop {
            match self.reader.read_until(b'\n', &mut bytes) {
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
                Ok(0) => self.ended = true,
                // Go on with what was read already, but never wait for more.
                Ok(_) if bytes.len() < BATCH && memchr::memchr(b'\n', self.reader.buffer()).is_some() => continue,
                Ok(_) => {}
            }
            break;
        }
        let batch = Batch { first: self.next, bytes };
        self.next += memchr::memchr_iter(b'\n', &batch.bytes).count();
        (!batch.bytes.is_empty()).then_some(Ok(batch))
    }
}

/// What a batch gave.
#[derive(Default)]
struct Answer {
    lines: Vec<u8>,
    any: bool,
    troubles: Vec<String>,
}

/// Scans a stream of documents.
pub(crate) fn run(scanner: &Scanner, path: &Path, unit: OffsetUnit, reveal: bool) -> Result<Verdict, Failure> {
    let place = shown(path);
    let source: Box<dyn Read + Send> = if path.as_os_str() == STDIN {
        hint_at_keyboard();
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(|error| Failure::at(&place, error))?)
    };
    let batches = Batches { reader: BufReader::with_capacity(BATCH, source), next: 1, ended: false };
    let mut out = output::stdout();
    let (mut any, mut troubled) = (false, false);
    ordered(
        batches,
        || (Scratch::new(), Findings::new()),
        |(scratch, findings), batch| {
            let batch = batch.map_err(|error| format!("{place}: {error}"))?;
            Ok(answer(&batch, &place, scanner, unit, reveal, scratch, findings))
        },
        |done: Result<Answer, String>| {
            let answer = done.unwrap_or_else(|trouble| Answer { troubles: vec![trouble], ..Answer::default() });
            any |= answer.any;
            troubled |= !answer.troubles.is_empty();
            out.write_all(&answer.lines)?;
            out.flush()?;
            answer.troubles.iter().for_each(|trouble| complain(trouble));
            Ok(())
        },
    )?;
    Ok(match (troubled, any) {
        (true, _) => Verdict::Trouble,
        (false, true) => Verdict::Findings,
        (false, false) => Verdict::Clean,
    })
}

fn answer(
    batch: &Batch,
    place: &str,
    scanner: &Scanner,
    unit: OffsetUnit,
    reveal: bool,
    scratch: &mut Scratch,
    findings: &mut Findings,
) -> Answer {
    let mut answer = Answer::default();
    let bytes = batch.bytes.strip_suffix(b"\n").unwrap_or(&batch.bytes);
    for (at, line) in bytes.split(|b| *b == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let done = document(line).and_then(|document| {
            let text = document.text.as_ref();
            scanner.scan_into(text, scratch, findings).map_err(|error| crate::failure::described(&error))?;
            let mut offsets = Offsets::new(text.as_bytes(), unit);
            let row = |finding: &Finding| {
                let range = offsets.span(finding.span);
                let value = || String::from_utf8_lossy(&text.as_bytes()[finding.span.range()]).into_owned();
                Row {
                    start: range.start,
                    end: range.end,
                    label: finding.label.name(),
                    detector: scanner.detector_name(finding),
                    score: report::probability(finding.score),
                    value: reveal.then(value),
                }
            };
            let scanned = Scanned { id: document.id, findings: findings.iter().map(row).collect() };
            report::json_line(&mut answer.lines, &scanned).map_err(|_| "could not be written".to_owned())?;
            Ok(())
        });
        match done {
            Ok(()) => answer.any |= !findings.is_empty(),
            Err(what) => answer.troubles.push(format!("{place}:{}: {what}", batch.first + at)),
        }
    }
    answer
}

/// Reads a line. The parser's own message may quote the line, so only its place is told.
fn document(line: &[u8]) -> Result<Document<'_>, String> {
    let shape = "needs `id`, a string or number, and `text`, a string";
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    match serde_json::from_slice::<Document<'_>>(line) {
        Ok(document) if document.id.get().starts_with(['"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) => {
            Ok(document)
        }
        Ok(_) => Err(shape.to_owned()),
        Err(error) if error.is_data() => Err(shape.to_owned()),
        Err(error) => Err(format!("not JSON, at byte {} of the line", error.column())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_whole_lines_and_know_their_numbers() {
        let text = "a\nbb\n\nccc".repeat(3);
        for capacity in 1..20 {
            let reader = BufReader::with_capacity(capacity, text.as_bytes());
            let batches: Vec<Batch> = Batches { reader, next: 1, ended: false }.map(Result::unwrap).collect();
            let mut seen = 1;
            for batch in &batches {
                assert_eq!(batch.first, seen);
                seen += memchr::memchr_iter(b'\n', &batch.bytes).count();
            }
            assert!(batches.iter().rev().skip(1).all(|batch| batch.bytes.ends_with(b"\n")));
            assert_eq!(batches.into_iter().flat_map(|batch| batch.bytes).collect::<Vec<_>>(), text.as_bytes());
        }
    }

    #[test]
    fn a_bad_line_is_told_without_its_content() {
        for line in [r#"{"id": 1, "text": 5}"#, r#"{"text": "secret"}"#, r#"{"id": null, "text": "secret"}"#, "secret"]
        {
            let message = document(line.as_bytes()).err().unwrap();
            assert!(!message.contains("secret"), "{message}");
        }
        assert_eq!(document(br#"{"x": [], "id": 1e3, "text": "a\u00e9"}"#).unwrap().id.get(), "1e3");
    }
}
