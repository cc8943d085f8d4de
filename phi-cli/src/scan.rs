//! `phi scan`

use crate::arguments::Unit;
use crate::baseline::Baseline;
use crate::documents;
use crate::failure::{Failure, Verdict, complain, note};
use crate::inputs::{Input, Paths};
use crate::lines::{Ignores, Lines};
use crate::ordered::ordered;
use crate::output::Progress;
use crate::report::{FileReport, Human, Ndjson, Report, Row, Sarif, Summary, counted};
use crate::selection::Selection;
use clap::{Args, ValueEnum};
use phi_core::{Findings, OffsetUnit, Offsets, Scanner, Scratch};
use std::path::PathBuf;

/// Report what is found, and where
///
/// Folders are walked with .gitignore and .ignore respected; binary files in them (a zero byte in the first 8 KiB) are
/// skipped. What is found is never shown, only where, unless --reveal asks for it.
#[derive(Args, Debug)]
#[command(after_help = "Exit code: 0 nothing found, 1 findings, 2 error (what can be read is scanned all the same).")]
#[command(after_long_help = "\
Places: lines and columns count from 1, columns in code points. Offsets count from 0, the end is exclusive.

Reasons: what speaks for a finding, and with a - what speaks against it; `phi explain` has the weights.

Comments: a line with `phi:ignore` in it is left out, `phi:ignore SSN,MRN` leaves these labels out, \
`phi:ignore-next-line` speaks for the line below. The summary counts what they left out.

Baselines hold how many findings there were of each label and detector in each path: no values, and no hashes of \
them, which could be guessed. They survive lines that move. When a file has more of a kind than the baseline, all \
of that kind in the file are reported. Paths are compared as they are given.

Exit code: 0 nothing found, 1 findings, 2 error (what can be read is scanned all the same).")]
pub(crate) struct Arguments {
    #[command(flatten)]
    paths: Paths,
    /// How findings are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output: Output,
    /// What `start` and `end` count in NDJSON [default: bytes; with --documents: codepoints]
    #[arg(long, value_enum, value_name = "UNIT")]
    offsets: Option<Unit>,
    /// Show the values that are found
    #[arg(long)]
    reveal: bool,
    /// Scan NDJSON of `{"id": …, "text": …}` and write `{"id": …, "findings": […]}` for each line
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "output", "baseline", "write_baseline"])]
    documents: Option<PathBuf>,
    /// Report only what is not in this baseline
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Record the findings in this file instead of reporting them; exit code 0
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
    /// Report what `phi:ignore` comments leave out, too
    #[arg(long)]
    no_comments: bool,
    /// No summary
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    selection: Selection,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people
    #[default]
    Human,
    /// One JSON object a finding
    Ndjson,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let scanner = arguments.selection.scanner()?;
    if let Some(path) = &arguments.documents {
        let unit = arguments.offsets.unwrap_or(Unit::Codepoints).into();
        return documents::run(&scanner, path, unit, arguments.reveal);
    }
    let baseline = arguments.baseline.as_deref().map(Baseline::read).transpose()?;
    let mut recorded = arguments.write_baseline.as_ref().map(|_| Baseline::default());
    let mut report: Box<dyn Report> = match arguments.output {
        Output::Human => Box::new(Human::new(arguments.quiet)),
        Output::Ndjson => Box::new(Ndjson::new(arguments.quiet)),
        Output::Sarif => Box::new(Sarif::new(arguments.quiet)),
    };
    let found = arguments.paths.find(None);
    let mut summary = Summary { troubles: found.troubles, ..Summary::default() };
    summary.troubles.iter().for_each(|trouble| complain(trouble));
    let bar = Progress::new(found.inputs.len());
    let scan = FileScan {
        scanner: &scanner,
        unit: arguments.offsets.map_or(OffsetUnit::Bytes, OffsetUnit::from),
        comments: !arguments.no_comments,
        reveal: arguments.reveal,
    };
    ordered(
        found.inputs.into_iter(),
        || (Scratch::new(), Findings::new()),
        |(scratch, findings), input| scan.file(&input, scratch, findings),
        |done| {
            bar.step();
            match done {
                Ok(None) => summary.binary += 1,
                Ok(Some(mut file)) => {
                    if let Some(baseline) = &baseline {
                        summary.in_baseline += baseline.subtract(&mut file);
                    }
                    match &mut recorded {
                        Some(recorded) => recorded.add(&file),
                        None => {
                            summary.add(&file);
                            if !file.rows.is_empty() {
                                bar.give_way();
                                report.file(file)?;
                            }
                        }
                    }
                }
                Err(trouble) => {
                    bar.complain(&trouble);
                    summary.troubles.push(trouble);
                }
            }
            Ok(())
        },
    )?;
    bar.end();
    if let (Some(recorded), Some(path)) = (recorded, &arguments.write_baseline) {
        recorded.write(path)?;
        if !arguments.quiet {
            note(&format!("{} recorded", counted(recorded.len(), "finding")));
        }
    } else {
        report.end(&summary, &scanner)?;
    }
    Ok(match (summary.troubles.is_empty(), summary.findings()) {
        (false, _) => Verdict::Trouble,
        (true, 0) => Verdict::Clean,
        (true, _) => Verdict::Findings,
    })
}

/// What is the same for every file.
struct FileScan<'a> {
    scanner: &'a Scanner,
    unit: OffsetUnit,
    comments: bool,
    reveal: bool,
}

impl FileScan<'_> {
    /// `None` for a binary file.
    fn file(
        &self,
        input: &Input,
        scratch: &mut Scratch,
        findings: &mut Findings,
    ) -> Result<Option<FileReport>, String> {
        let path = input.shown();
        let raw = match input.read() {
            Ok(Some(raw)) => raw,
            Ok(None) => return Ok(None),
            Err(error) => return Err(format!("{path}: {error}")),
        };
        let scanned = self.scanner.scan_into(&raw, scratch, findings);
        scanned.map_err(|error| format!("{path}: {}", crate::failure::described(&error)))?;
        let mut report = FileReport { path, rows: Vec::with_capacity(findings.len()), ignored: 0 };
        if findings.is_empty() {
            return Ok(Some(report));
        }
        let lines = Lines::new(&raw);
        let ignores = Ignores::new(&lines);
        let mut places = lines.places();
        let mut offsets = Offsets::new(&raw, self.unit);
        let mut characters = Offsets::new(&raw, OffsetUnit::CodePoints);
        for finding in &*findings {
            if self.comments && ignores.cover(lines.at(finding.span.start), finding.label) {
                report.ignored += 1;
                continue;
            }
            report.rows.push(Row {
                span: finding.span,
                offsets: offsets.span(finding.span),
                characters: characters.span(finding.span),
                start: places.at(finding.span.start),
                end: places.at(finding.span.end),
                label: finding.label,
                detector: self.scanner.detector_name(finding).to_owned(),
                score: finding.score,
                evidence: finding.evidence().collect(),
                value: self.reveal.then(|| String::from_utf8_lossy(&raw[finding.span.range()]).into_owned()),
                baseline: None,
            });
        }
        Ok(Some(report))
    }
}
