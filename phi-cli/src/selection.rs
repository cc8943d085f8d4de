//! The options that choose what is looked for, and the scanner they make.

use crate::failure::Failure;
use crate::inputs::shown;
use crate::sources;
use clap::Args;
use phi_core::{Error, ErrorCode, Label, Pack, Scanner, ScannerBuilder};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which detectors there are, and which are on.
#[derive(Args, Debug)]
#[command(next_help_heading = "Detectors")]
pub(crate) struct Choice {
    /// Only these labels, such as SSN,MRN
    #[arg(long, value_delimiter = ',', value_name = "LABEL,…")]
    labels: Vec<String>,
    /// Countries (us, gb), groups (europe, americas, apac), or all [default: us]
    #[arg(long, value_delimiter = ',', value_name = "REGION,…")]
    regions: Vec<String>,
    /// Only these detectors, by id, whatever their region
    #[arg(long, value_delimiter = ',', value_name = "DETECTOR,…")]
    only: Vec<String>,
    /// A site's detectors: a TOML file, or a folder of them; repeatable
    #[arg(long, value_name = "PATH")]
    detectors: Vec<PathBuf>,
    /// A pack made by `phi compile`; repeatable
    #[arg(long, value_name = "FILE")]
    pack: Vec<PathBuf>,
    /// Leave the built-in detectors out
    #[arg(long)]
    without_builtin: bool,
    /// Leave names, places and institutions alone, and numbers that only their context tells: much faster
    #[arg(long)]
    no_names: bool,
}

/// [`Choice`], and what counts as a finding.
#[derive(Args, Debug)]
pub(crate) struct Selection {
    #[command(flatten)]
    choice: Choice,
    /// Only what is at least this probable, 0 to 1 [default: 0.5]
    #[arg(long, value_name = "PROBABILITY", help_heading = "Detectors")]
    min_score: Option<f32>,
    /// Terms that are never a finding, one a line; # begins a comment
    #[arg(long, value_name = "FILE", help_heading = "Detectors")]
    allow: Vec<PathBuf>,
    /// Terms that always are one, one a line: `LABEL<TAB>term`, or `term` for the label ID
    #[arg(long, value_name = "FILE", help_heading = "Detectors")]
    deny: Vec<PathBuf>,
}

impl Choice {
    /// A scanner with these detectors.
    pub(crate) fn scanner(&self) -> Result<Scanner, Failure> {
        build(self.builder()?)
    }

    /// The labels that were asked for; none: all.
    pub(crate) fn labels(&self) -> Result<Vec<Label>, Failure> {
        self.labels.iter().map(|name| label(name).map_err(|what| Failure::at("--labels", what))).collect()
    }

    fn builder(&self) -> Result<ScannerBuilder, Failure> {
        // Whoever names the detectors wants no others.
        let names = !self.no_names && !self.without_builtin && self.only.is_empty();
        let mut builder = Scanner::builder().names(names);
        if self.without_builtin {
            builder = builder.without_builtin();
        }
        if !self.labels.is_empty() {
            builder = builder.labels(self.labels()?);
        }
        if !self.regions.is_empty() {
            builder = builder.regions(&self.regions);
        }
        if !self.only.is_empty() {
            builder = builder.only(&self.only);
        }
        for path in &self.pack {
            let bytes = std::fs::read(path).map_err(|error| Failure::at(shown(path), error))?;
            builder = builder.pack(Pack::from_bytes(bytes).map_err(|error| Failure::library(shown(path), &error))?);
        }
        for path in &self.detectors {
            for source in sources::read(path)? {
                builder =
                    builder.detector(&source.text).map_err(|error| Failure::library(shown(&source.path), &error))?;
            }
        }
        Ok(builder)
    }
}

impl Selection {
    /// The scanner that was asked for.
    pub(crate) fn scanner(&self) -> Result<Scanner, Failure> {
        self.scanner_of(None)
    }

    /// The labels that were asked for; none: all.
    pub(crate) fn labels(&self) -> Result<Vec<Label>, Failure> {
        self.choice.labels()
    }

    /// The scanner that was asked for, with these labels instead.
    pub(crate) fn scanner_of(&self, labels: Option<&BTreeSet<Label>>) -> Result<Scanner, Failure> {
        let mut builder = self.choice.builder()?;
        if let Some(labels) = labels {
            builder = builder.labels(labels.iter().copied());
        }
        if let Some(probability) = self.min_score {
            builder = builder.min_score(probability);
        }
        for path in &self.allow {
            for (_, term) in terms(path)? {
                builder = builder.allow(term);
            }
        }
        for path in &self.deny {
            for (line, term) in terms(path)? {
                let (name, term) = term.split_once('\t').unwrap_or((Label::Id.name(), &term));
                // A list of names is itself protected: what stands there is not repeated.
                let label = name.trim().parse::<Label>().map_err(|_| {
                    let what = format!("no label stands before the tab; {}", known());
                    Failure::at(format!("{}:{line}", shown(path)), with_code(&what, ErrorCode::UnknownLabel))
                })?;
                builder = builder.deny(label, term.trim());
            }
        }
        build(builder)
    }
}

fn build(builder: ScannerBuilder) -> Result<Scanner, Failure> {
    builder.build().map_err(|error| {
        let option = match error.code() {
            ErrorCode::UnknownRegion => "--regions",
            ErrorCode::UnknownDetector => "--only",
            ErrorCode::InvalidScore => "--min-score",
            ErrorCode::InvalidList => "--deny",
            _ => "--detectors",
        };
        Failure::library(option, &error)
    })
}

/// The label of this name, or what would be one.
pub(crate) fn label(name: &str) -> Result<Label, String> {
    name.trim().parse().map_err(|error: Error| with_code(&format!("no label `{name}`; {}", known()), error.code()))
}

fn known() -> String {
    format!("known: {}", Label::ALL.iter().map(|label| label.name()).collect::<Vec<_>>().join(", "))
}

fn with_code(what: &str, code: ErrorCode) -> String {
    format!("{what} [phi-{}]", code as u16)
}

/// The terms of a list, with their lines.
fn terms(path: &Path) -> Result<Vec<(usize, String)>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::at(shown(path), error))?;
    let lines = text.strip_prefix('\u{feff}').unwrap_or(&text).lines().enumerate();
    let used = lines.map(|(at, line)| (at + 1, line.trim_end())).filter(|(_, line)| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#')
    });
    Ok(used.map(|(at, line)| (at, line.trim_start_matches(' ').to_owned())).collect())
}
