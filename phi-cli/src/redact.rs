//! `phi redact`

use crate::failure::{Failure, Verdict, complain, note};
use crate::inputs::{Input, Paths, shown};
use crate::ordered::ordered;
use crate::output::{self, Progress};
use crate::report::{by_label, counted};
use crate::selection::{self, Selection};
use clap::{Args, ValueEnum};
use phi_core::{Label, Operator, Policy, Redactor, Scratch};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Replace what is found
///
/// One file, or standard input, is written to standard output; more need --output-dir or --in-place. A file is written
/// whole or not at all. `phi:ignore` comments leave nothing out here; what .gitignore and .ignore files leave out is
/// neither redacted nor copied, unless --no-ignore says so.
#[derive(Args, Debug)]
#[command(after_help = "\
DX_CODE is kept unless --set says otherwise: a diagnosis code is health information and identifies nobody.
The last digits that mask-partial leaves are not de-identified in the sense of 45 CFR 164.514(b)(2)(i).
Exit code: 0 done, whether or not something was found; 2 error (what can be read is redacted all the same).")]
pub(crate) struct Arguments {
    #[command(flatten)]
    paths: Paths,
    /// Write into this folder, in the places that the files have below the folders named
    #[arg(long, short = 'd', value_name = "DIR", conflicts_with = "in_place")]
    output_dir: Option<PathBuf>,
    /// Replace the files themselves; links are followed
    #[arg(long, short)]
    in_place: bool,
    /// What a finding is replaced by
    #[arg(long, value_enum, default_value_t, value_name = "OPERATOR")]
    operator: Choice,
    /// How many letters or digits mask-partial leaves at the end
    #[arg(long, value_name = "N", default_value_t = 4)]
    keep_last: usize,
    /// Another operator for one label, such as SSN=mask; repeatable
    #[arg(long, value_delimiter = ',', value_name = "LABEL=OPERATOR,…")]
    set: Vec<String>,
    /// Leave these labels as they are
    #[arg(long, value_delimiter = ',', value_name = "LABEL,…")]
    keep: Vec<String>,
    /// No summary
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    selection: Selection,
}

/// What a finding is replaced by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// Its label in brackets, such as `[SSN]`
    #[default]
    Tag,
    /// One * for each character
    Mask,
    /// ***-**-6789
    MaskPartial,
    /// Nothing
    Remove,
    /// Itself: counted, and left
    Keep,
}

/// What is done with a file.
struct Job {
    input: Input,
    /// Where to; `None` for standard output.
    target: Option<PathBuf>,
}

/// What became of it.
struct Done {
    /// For standard output.
    bytes: Vec<u8>,
    labels: Vec<Label>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let policy = arguments.policy()?;
    let redactor = Redactor::new(arguments.selection.scanner()?, policy.clone());
    let found = arguments.paths.find(arguments.output_dir.as_deref());
    let jobs = arguments.jobs(found.inputs)?;
    let mut troubles = found.troubles.len();
    found.troubles.iter().for_each(|trouble| complain(trouble));
    let bar = Progress::new(jobs.len());
    let (mut files, mut binary) = (0, 0);
    let mut labels: BTreeMap<Label, usize> = BTreeMap::new();
    ordered(
        jobs.into_iter(),
        Scratch::new,
        |scratch, job| redact(&redactor, &job, arguments.in_place, scratch),
        |done| {
            bar.step();
            match done {
                Ok(Some(done)) => {
                    let mut out = output::stdout();
                    out.write_all(&done.bytes)?;
                    out.flush()?;
                    files += 1;
                    done.labels.iter().for_each(|label| *labels.entry(*label).or_default() += 1);
                }
                Ok(None) => binary += 1,
                Err(Failure::Message(message)) => {
                    bar.complain(&message);
                    troubles += 1;
                }
                Err(pipe) => return Err(pipe),
            }
            Ok(())
        },
    )?;
    bar.end();
    if !arguments.quiet {
        note(&summary(&policy, &labels, files, binary, troubles));
    }
    Ok(if troubles == 0 { Verdict::Clean } else { Verdict::Trouble })
}

impl Arguments {
    fn policy(&self) -> Result<Policy, Failure> {
        let mut policy = Policy::new(self.made(self.operator)).with(Label::DxCode, Operator::Keep);
        for setting in &self.set {
            let wrong = |what: String| Failure::at(format!("--set {setting}"), what);
            let Some((name, operator)) = setting.split_once('=') else {
                return Err(wrong("write LABEL=OPERATOR, such as SSN=mask".to_owned()));
            };
            let label = selection::label(name).map_err(wrong)?;
            let choice = Choice::from_str(operator.trim(), true).map_err(|_| {
                let known = Choice::value_variants().iter().filter_map(ValueEnum::to_possible_value);
                let known: Vec<String> = known.map(|value| value.get_name().to_owned()).collect();
                wrong(format!("no operator `{operator}`; known: {}", known.join(", ")))
            })?;
            policy = policy.with(label, self.made(choice));
        }
        for name in &self.keep {
            let label = selection::label(name).map_err(|what| Failure::at("--keep", what))?;
            policy = policy.with(label, Operator::Keep);
        }
        Ok(policy)
    }

    fn made(&self, choice: Choice) -> Operator {
        match choice {
            Choice::Tag => Operator::Tag,
            Choice::Mask => Operator::Mask,
            Choice::MaskPartial => Operator::MaskPartial { keep_last: self.keep_last },
            Choice::Remove => Operator::Remove,
            Choice::Keep => Operator::Keep,
        }
    }

    /// Decides where everything goes before anything is written.
    fn jobs(&self, inputs: Vec<Input>) -> Result<Vec<Job>, Failure> {
        let folders = self.paths.paths.iter().any(|path| path.is_dir());
        let to_stdout = self.output_dir.is_none() && !self.in_place;
        if to_stdout && (folders || self.paths.paths.len() > 1) {
            let what = "several files do not go to standard output: say --output-dir DIR or --in-place";
            return Err(Failure::Message(what.to_owned()));
        }
        if !to_stdout && inputs.iter().any(Input::is_stdin) {
            return Err(Failure::Message("standard input is redacted to standard output only".to_owned()));
        }
        if let Some(folder) = &self.output_dir
            && let Some(same) = self.paths.paths.iter().find(|path| is_same(path, folder))
        {
            return Err(Failure::at(shown(same), "this is the --output-dir itself: say --in-place"));
        }
        let mut sources: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
        let mut jobs = Vec::with_capacity(inputs.len());
        for input in inputs {
            let target = match &self.output_dir {
                Some(folder) => Some(folder.join(&input.relative)),
                None => self.in_place.then(|| input.path.clone()),
            };
            if let Some(target) = &target
                && let Some(other) = sources.insert(target.clone(), input.path.clone())
            {
                let what = format!("{} and this would both be written to {}", shown(&other), shown(target));
                return Err(Failure::at(input.shown(), what));
            }
            jobs.push(Job { input, target });
        }
        Ok(jobs)
    }
}

fn is_same(a: &Path, b: &Path) -> bool {
    a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

/// `None` for a binary file that a walk came upon.
fn redact(redactor: &Redactor, job: &Job, in_place: bool, scratch: &mut Scratch) -> Result<Option<Done>, Failure> {
    let shown = job.input.shown();
    // Asked first: reading a pipe or a device would change it.
    if in_place && job.input.path.metadata().is_ok_and(|data| !data.is_file()) {
        return Err(Failure::at(shown, "not a regular file: it cannot be replaced"));
    }
    let Some(raw) = job.input.read().map_err(|error| Failure::at(&shown, error))? else {
        return Ok(None);
    };
    let redaction = redactor.redact_with(&raw, scratch).map_err(|error| Failure::library(&shown, &error))?;
    let labels = redaction.findings.iter().map(|finding| finding.label).collect();
    let mut bytes = Vec::new();
    match &job.target {
        None => bytes = redaction.output.into_owned(),
        Some(_) if in_place => {
            if *redaction.output != *raw {
                replace(&job.input.path, &redaction.output)?;
            }
        }
        Some(target) => {
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder).map_err(|error| Failure::at(self::shown(folder), error))?;
            }
            if is_same(&job.input.path, target) {
                return Err(Failure::at(&shown, "the --output-dir would overwrite it: say --in-place"));
            }
            output::write_whole(target, &redaction.output, None)?;
        }
    }
    Ok(Some(Done { bytes, labels }))
}

/// Replaces a file, behind its links, and leaves its permissions.
fn replace(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let at = |error| Failure::at(shown(path), error);
    let path = path.canonicalize().map_err(at)?;
    let permissions = path.metadata().map_err(at)?.permissions();
    output::write_whole(&path, content, Some(permissions))
}

/// `12 replaced in 3 files: SSN 10, MRN 2 · kept: DX_CODE 4`.
fn summary(policy: &Policy, labels: &BTreeMap<Label, usize>, files: usize, binary: usize, troubles: usize) -> String {
    let is_kept = |label: &Label| *policy.operator(*label) == Operator::Keep;
    let (kept, replaced): (BTreeMap<Label, usize>, BTreeMap<Label, usize>) =
        labels.iter().map(|(label, count)| (*label, *count)).partition(|(label, _)| is_kept(label));
    let mut parts = vec![match replaced.values().sum::<usize>() {
        0 => format!("nothing to replace in {}", counted(files, "file")),
        count => format!("{count} replaced in {}: {}", counted(files, "file"), by_label(&replaced)),
    }];
    if !kept.is_empty() {
        parts.push(format!("kept: {}", by_label(&kept)));
    }
    if binary > 0 {
        parts.push(format!("{} skipped, not redacted", counted(binary, "binary file")));
    }
    if troubles > 0 {
        parts.push(format!("{} not redacted", counted(troubles, "path")));
    }
    parts.join(" · ")
}
