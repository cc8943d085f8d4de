//! How a run ends, and how trouble is told: one line each, without anything of the scanned text.

use std::fmt::Display;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// How a run that got to its end ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing was found, or what was asked for is done.
    Clean = 0,
    /// Something was found, or a figure is beyond its limit.
    Findings = 1,
    /// Something could not be read, written or understood, and was reported.
    Trouble = 2,
}

/// Why a run cannot go on.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The reader of our output went away: no trouble of ours.
    Pipe,
    /// To be told.
    Message(String),
}

impl Failure {
    /// Trouble at a place: a path, an option.
    pub(crate) fn at(place: impl Display, what: impl Display) -> Failure {
        Failure::Message(format!("{place}: {what}"))
    }

    /// What the library reports about a place.
    pub(crate) fn library(place: impl Display, error: &phi_core::Error) -> Failure {
        Failure::at(place, described(error))
    }
}

/// Writing to standard output is what fails without a place of its own.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Pipe,
            _ => Failure::at("standard output", error),
        }
    }
}

/// The library's detail in one line, and its number.
pub(crate) fn described(error: &phi_core::Error) -> String {
    format!("{} [phi-{}]", one_line(error.detail()), error.code() as u16)
}

/// Folds a message of several lines; lines that only point at the one above go.
fn one_line(detail: &str) -> String {
    let lines = detail.lines().map(str::trim).filter(|line| !line.trim_matches('^').is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// One line on standard error. When that is closed there is nobody left to tell.
pub(crate) fn complain(message: &str) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let _ = writeln!(anstream::stderr(), "{style}phi:{style:#} {message}");
}

/// As [`complain`], for what is worth knowing and no trouble.
pub(crate) fn note(message: &str) {
    let _ = writeln!(anstream::stderr(), "phi: {message}");
}

/// A panic's own message may quote the text that was being scanned: only its place is told.
pub(crate) fn keep_panics_silent() {
    // A worker that panics takes its waiting thread along: one line is enough.
    static TOLD: AtomicBool = AtomicBool::new(false);
    std::panic::set_hook(Box::new(|info| {
        if TOLD.swap(true, Ordering::Relaxed) {
            return;
        }
        let place = info.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        complain(&format!("internal error{place}: please report it"));
    }));
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn messages_of_several_lines_become_one() {
        assert_eq!(
            one_line("regex parse error:\n    [a\n    ^\nerror: unclosed"),
            "regex parse error: [a error: unclosed"
        );
    }
}
