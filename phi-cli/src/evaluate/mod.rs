//! `phi evaluate`

mod compare;
mod document;
mod figures;
mod html;
mod human;
mod limits;
mod read;
mod report;
mod score;

use crate::failure::{Failure, Verdict, complain, described, note};
use crate::inputs::shown;
use crate::output;
use crate::report::counted;
use crate::selection::{self, Selection};
use clap::{Args, ValueEnum};
use compare::Comparison;
use document::{CodePoints, Document, Labels, Mark};
use phi_core::{Findings, Label, Scanner, Scratch, Span};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use read::{Corpus, Format, Names};
use report::Report;
use score::{Scored, score};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The options that make a scanner, which findings from a file need not.
const SCANNER: [&str; 10] =
    ["regions", "only", "detectors", "pack", "without_builtin", "no_names", "min_score", "allow", "deny", "findings"];

/// Measure on labelled text how much is found, and how much of it is right
///
/// Reads NDJSON, brat, i2b2 2014 XML, Presidio evaluator and Doccano, and knows their label names. No text of the
/// documents is shown, unless --reveal or --html asks for it.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit code: 0 done, 1 a limit does not hold, 2 error (what can be read is scored all the same)."
)]
#[command(after_long_help = "\
What counts: a token is a run of letters or of digits; token figures ask whether it is covered, whatever the label. \
Strict figures ask for the same ends and label, relaxed ones for the same label on spans that meet. A document leaks when \
nothing touches one of its identifiers. Traps are marked in NDJSON alone. The safe-harbor view leaves institutions (ORG) \
out. Diagnosis codes (DX_CODE) are no identifiers and have figures of their own alone.

Neither right nor wrong are findings on `ignore` spans, on marks whose name is no label, on ages under 90 and bare years \
that other formats mark, and those of labels that the document's `only` does not list.

Ranges: the middle 95 % of 1,000 draws of as many documents, with replacement and a fixed seed. `by chance` is how often \
such draws turn a difference around, both sides counted; under 0.05 it is hardly one.

Limits: --fail-under and --fail-over take token-, strict- or relaxed- with precision, recall or f1, and leak, each with \
sh- before it for the safe-harbor view; traps; false-tokens (in 1,000).

Offsets count code points from 0, the end is exclusive. XML has one character for each line end, the other formats as many \
as there are.

Exit code: 0 done, 1 a limit does not hold, 2 error (what can be read is scored all the same).")]
pub(crate) struct Arguments {
    /// Labelled text: a file, a folder (brat, i2b2), or `-` for standard input
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,
    /// How it is written [default: as it looks]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// A label of the corpus and what it is here, `-` for nothing; or a TOML file of `THEIRS = "SSN"`; repeatable
    #[arg(long, value_name = "FROM=LABEL|FILE")]
    map: Vec<String>,
    /// Neither look for these labels nor count them
    #[arg(long, value_delimiter = ',', value_name = "LABEL,…")]
    without: Vec<String>,
    /// Score these findings instead of scanning: `{"id", "findings": [{"start", "end", "label"}]}` a line
    #[arg(long, value_name = "FILE", conflicts_with_all = &SCANNER[..SCANNER.len() - 1])]
    findings: Option<PathBuf>,
    /// Tell what changed between two files of findings, or of `--output json`
    #[arg(long, num_args = 2, value_names = ["BEFORE", "AFTER"], conflicts_with_all = SCANNER)]
    compare: Option<Vec<PathBuf>>,
    /// How figures are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output: Output,
    /// Also write a page with the figures and the text of the worst documents
    #[arg(long, value_name = "FILE", conflicts_with = "compare")]
    html: Option<PathBuf>,
    /// How many of the worst documents, or of what changed, are told
    #[arg(long, default_value_t = 10, value_name = "COUNT")]
    worst: usize,
    /// List every error
    #[arg(long)]
    errors: bool,
    /// Show the text of errors
    #[arg(long)]
    reveal: bool,
    /// Exit with 1 when a figure is under a limit; repeatable
    #[arg(long, value_name = "FIGURE=LIMIT", conflicts_with = "compare")]
    fail_under: Vec<String>,
    /// Exit with 1 when a figure is over a limit; repeatable
    #[arg(long, value_name = "FIGURE=LIMIT", conflicts_with = "compare")]
    fail_over: Vec<String>,
    #[command(flatten)]
    selection: Selection,
}

/// How figures are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people
    #[default]
    Human,
    /// One JSON object
    Json,
    /// One JSON object for all, for each label, genre and document
    Ndjson,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let limits = limits::limits(&arguments.fail_under, &arguments.fail_over)?;
    let names = Names::new(&arguments.map)?;
    let labels = arguments.labels()?;
    let Corpus { format, mut documents, troubles, mut unscored } =
        read::read(&arguments.corpus, arguments.format, &names)?;
    troubles.iter().for_each(|trouble| complain(trouble));
    if let Some(labels) = &labels {
        documents.iter_mut().for_each(|document| document.restrict(labels));
    }
    let mut given = |path: &Path| given(path, &names, &documents, &mut unscored);
    if let Some(paths) = &arguments.compare {
        let [before, after] = [given(&paths[0])?, given(&paths[1])?].map(|findings| scores(&documents, findings));
        let places = [shown(&paths[0]), shown(&paths[1])];
        tell_changes(&Comparison::new(places, &documents, [&before, &after], arguments.reveal), arguments)?;
    } else {
        let findings = match &arguments.findings {
            Some(path) => given(path)?,
            None => scan(&arguments.selection.scanner_of(labels.as_ref())?, &documents)?,
        };
        let scored = scores(&documents, findings);
        let report = Report::new(shown(&arguments.corpus), format, unscored, &documents, &scored, arguments.reveal);
        match arguments.output {
            Output::Human => human::report(&report, arguments.worst, arguments.errors)?,
            Output::Json => report.json()?,
            Output::Ndjson => report.ndjson()?,
        }
        if arguments.output != Output::Human && !report.unscored.is_empty() {
            note(&human::unscored(&report.unscored));
        }
        if let Some(path) = &arguments.html {
            let page = html::page(&report, &documents, &scored, arguments.worst)?;
            output::write_whole(path, page.as_bytes(), None)?;
            note(&format!("{} holds text of the documents", shown(path)));
        }
        if !limits::all_hold(&limits, &report.total) && troubles.is_empty() {
            return Ok(Verdict::Findings);
        }
    }
    Ok(if troubles.is_empty() { Verdict::Clean } else { Verdict::Trouble })
}

impl Arguments {
    /// The labels that are counted; `None`: all.
    fn labels(&self) -> Result<Option<Labels>, Failure> {
        let only: Labels = self.selection.labels()?.into_iter().collect();
        let without = self.without.iter().map(|name| selection::label(name));
        let without = without.collect::<Result<Labels, String>>().map_err(|what| Failure::at("--without", what))?;
        if only.is_empty() && without.is_empty() {
            return Ok(None);
        }
        let asked = if only.is_empty() { Label::ALL.iter().copied().collect() } else { only };
        Ok(Some(asked.difference(&without).copied().collect()))
    }
}

fn scores(documents: &[Document], findings: Vec<Vec<Mark>>) -> Vec<Scored> {
    let pairs: Vec<(&Document, Vec<Mark>)> = documents.iter().zip(findings).collect();
    pairs.into_par_iter().map(|(document, findings)| score(document, findings)).collect()
}

/// The findings of each document.
fn scan(scanner: &Scanner, documents: &[Document]) -> Result<Vec<Vec<Mark>>, Failure> {
    let scanned = documents.par_iter().map_init(
        || (Scratch::new(), Findings::new()),
        |(scratch, findings), document| {
            let done = scanner.scan_into(&document.text, scratch, findings);
            done.map_err(|error| Failure::at(read::escaped(&document.id), described(&error)))?;
            Ok(findings.iter().map(|finding| Mark { span: finding.span, label: finding.label }).collect())
        },
    );
    scanned.collect()
}

/// The findings that a file has for each document.
fn given(
    path: &Path,
    names: &Names,
    documents: &[Document],
    unscored: &mut BTreeMap<String, usize>,
) -> Result<Vec<Vec<Mark>>, Failure> {
    let mut given = read::given(path, names)?;
    for (name, count) in given.unscored {
        *unscored.entry(name).or_default() += count;
    }
    let lines = given.documents.len();
    let mut absent = 0;
    let findings: Vec<Vec<Mark>> = documents
        .iter()
        .map(|document| {
            let Some(findings) = given.documents.remove(&document.id) else {
                absent += 1;
                return Vec::new();
            };
            let points = CodePoints::new(&document.text);
            let byte = |count: usize| points.byte(count).unwrap_or(document.text.len());
            let mark = |(start, end, label)| Mark { span: Span { start: byte(start), end: byte(end) }, label };
            findings.into_iter().map(mark).collect()
        })
        .collect();
    match (lines, given.documents.len()) {
        (lines, unknown) if lines == unknown => {
            return Err(Failure::at(shown(path), "no id of it is one of the corpus"));
        }
        (_, 0) => {}
        (_, unknown) => note(&format!("{}: {} not in the corpus left out", shown(path), counted(unknown, "document"))),
    }
    if absent > 0 {
        note(&format!("{}: nothing of {}: counted as without findings", shown(path), counted(absent, "document")));
    }
    Ok(findings)
}

fn tell_changes(comparison: &Comparison, arguments: &Arguments) -> Result<(), Failure> {
    if arguments.output == Output::Human {
        return human::comparison(comparison, arguments.worst, arguments.errors);
    }
    let mut out = output::stdout();
    match arguments.output {
        Output::Json => serde_json::to_writer_pretty(&mut out, comparison),
        _ => serde_json::to_writer(&mut out, comparison),
    }
    .map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}
