//! Chores of the workspace.

mod conformance;
mod corpus;
mod fit;
mod fold;
mod generate;
mod labels;
mod lexicon;
mod new_detector;
mod readme;
mod synthesize;
mod traps;
mod tree;
mod vary;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(about = "Chores of the workspace")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Compile the detectors and write everything that is made from them
    Generate {
        /// Write nothing; fail when a checked-in file differs
        #[arg(long)]
        check: bool,
        /// Also print what every detector costs, the dearest first
        #[arg(long)]
        costs: bool,
    },
    /// Fit the model to annotated documents, or write what such fits find in held-out ones
    Fit {
        /// The annotated documents
        corpora: Vec<std::path::PathBuf>,
        /// Where the weights go
        #[arg(long, default_value = "phi-core/src/generated/names.bin")]
        out: std::path::PathBuf,
        /// Instead, fit to all parts but one and scan that one, for each part, and write the findings here: `phi evaluate
        /// --findings` scores them
        #[arg(long, value_name = "FILE")]
        held_out: Option<std::path::PathBuf>,
        /// How many parts
        #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u8).range(2..))]
        folds: u8,
        /// How often each document is read again with other names
        #[arg(long, default_value_t = 1)]
        copies: usize,
        /// The word lists that these come from
        #[arg(long, default_value = "phi-core/lexicons")]
        lists: std::path::PathBuf,
    },
    /// Tell which share of eponyms, drugs and devices is taken for identifiers, in sentences made of `corpora/traps`
    Traps {
        /// Where the terms and the sentences are
        #[arg(default_value = "corpora/traps")]
        folder: std::path::PathBuf,
        /// Fail above the shares of the folder's `floors.toml`
        #[arg(long)]
        check: bool,
        /// Print so many terms and as many sentences of the dev half, the worst first
        #[arg(long, default_value_t = 20)]
        worst: usize,
        /// Also write the documents into this folder
        #[arg(long)]
        write: Option<std::path::PathBuf>,
    },
    /// Write annotated documents with fresh identities, as many as asked for
    Synthesize {
        /// The annotated documents that serve as templates
        #[arg(default_value = "corpora/documents/dev.ndjson")]
        templates: std::path::PathBuf,
        /// How many; the templates are gone through again and again
        #[arg(long, default_value_t = 100)]
        count: usize,
        /// The same seed gives the same documents
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Where they go instead of standard output
        #[arg(long)]
        out: Option<std::path::PathBuf>,
        /// The word lists that names and places are drawn from
        #[arg(long, default_value = "phi-core/lexicons")]
        lists: std::path::PathBuf,
    },
    /// Write a detector file to start from
    NewDetector {
        /// Folder and id, such as `us/example-id`
        path: String,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().chore {
        Chore::Generate { check, costs } => generate::run(check, costs),
        Chore::Fit { corpora, out, held_out, folds, copies, lists } => {
            let held_out = held_out.as_deref().map(|findings| fit::HeldOut { folds: folds.into(), findings });
            fit::run(&corpora, &out, &lists, copies, held_out)
        }
        Chore::Traps { folder, check, worst, write } => traps::run(&folder, check, worst, write.as_deref()),
        Chore::Synthesize { templates, count, seed, out, lists } => match out {
            Some(path) => std::fs::File::create(&path)
                .map_err(|error| format!("{}: {error}", path.display()))
                .and_then(|file| synthesize::run(&templates, &lists, count, seed, &mut std::io::BufWriter::new(file))),
            None => synthesize::run(&templates, &lists, count, seed, &mut std::io::stdout().lock()),
        },
        Chore::NewDetector { path } => new_detector::run(&path),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
