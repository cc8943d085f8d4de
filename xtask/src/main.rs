//! Chores of the workspace.

mod conformance;
mod evaluate;
mod fold;
mod generate;
mod labels;
mod new_detector;
mod readme;
mod tree;

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
    /// Score the built-in detectors on annotated documents (NDJSON, code points)
    Evaluate {
        /// The annotated documents
        corpus: std::path::PathBuf,
        /// Labels that are not counted
        #[arg(long, value_delimiter = ',')]
        without: Vec<String>,
        /// Regions that are switched on
        #[arg(long, value_delimiter = ',', default_value = "US")]
        regions: Vec<String>,
        /// Fail below the figures of this file
        #[arg(long)]
        floors: Option<std::path::PathBuf>,
        /// Print each error with its surroundings (never on a test split)
        #[arg(long)]
        show: bool,
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
        Chore::Evaluate { corpus, without, regions, floors, show } => {
            evaluate::run(&corpus, &without, &regions, floors.as_deref(), show)
        }
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
