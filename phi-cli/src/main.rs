//! The `phi` command.

mod arguments;
mod baseline;
mod compile;
mod detectors;
mod documents;
mod evaluate;
mod explain;
mod failure;
mod inputs;
mod lines;
mod ordered;
mod output;
mod redact;
mod report;
mod scan;
mod selection;
mod sources;

use arguments::{Arguments, Command};
use clap::Parser;
use failure::{Failure, Verdict};
use std::process::ExitCode;

fn main() -> ExitCode {
    failure::keep_panics_silent();
    let done = std::panic::catch_unwind(|| match Arguments::parse().command {
        Command::Scan(arguments) => scan::run(&arguments),
        Command::Redact(arguments) => redact::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Detectors(arguments) => detectors::run(&arguments),
        Command::Compile(arguments) => compile::run(&arguments),
    });
    let verdict = match done {
        Ok(Ok(verdict)) => verdict,
        // Whoever read our output has enough.
        Ok(Err(Failure::Pipe)) => Verdict::Clean,
        Ok(Err(Failure::Message(message))) => {
            failure::complain(&message);
            Verdict::Trouble
        }
        Err(_) => Verdict::Trouble,
    };
    ExitCode::from(verdict as u8)
}
