//! What is read: files, folders and standard input.

use crate::failure::{self, Failure};
use clap::Args;
use ignore::{WalkBuilder, WalkState};
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Standard input, where a path is expected.
pub(crate) const STDIN: &str = "-";
/// A zero byte this early makes a file binary.
const SNIFF: usize = 8 * 1024;

/// Paths and how folders are walked.
#[derive(Args, Debug)]
pub(crate) struct Paths {
    /// Files and folders; `-` or none: standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Also read what .gitignore and .ignore files leave out
    #[arg(long)]
    pub(crate) no_ignore: bool,
}

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    /// Where it lies below the folder that was named; its name where it was named itself.
    pub(crate) relative: PathBuf,
    /// It was named itself, so that it is read even when it looks binary.
    pub(crate) named: bool,
}

/// Everything that is to be read, sorted by path, and what cannot be.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) inputs: Vec<Input>,
    pub(crate) troubles: Vec<String>,
}

impl Paths {
    /// Walks the folders, all of them at once. `leave_out` is a folder that is not entered: the one that is written to.
    pub(crate) fn find(&self, leave_out: Option<&Path>) -> Found {
        let mut found = Found::default();
        if self.paths.is_empty() {
            found.inputs.push(Input::named(STDIN.into()));
        }
        for path in &self.paths {
            match path.metadata() {
                _ if path.as_os_str() == STDIN => found.inputs.push(Input::named(STDIN.into())),
                Ok(data) if data.is_dir() => self.walk(path, leave_out, &mut found),
                Ok(_) => found.inputs.push(Input::named(path.clone())),
                Err(error) => found.troubles.push(format!("{}: {error}", shown(path))),
            }
        }
        // A file that was named and lies in a named folder comes once, as the named one.
        found.inputs.sort_by(|a, b| (&a.path, !a.named, &a.relative).cmp(&(&b.path, !b.named, &b.relative)));
        found.inputs.dedup_by(|a, b| a.path == b.path);
        found.troubles.sort();
        found
    }

    fn walk(&self, folder: &Path, leave_out: Option<&Path>, found: &mut Found) {
        let leave_out = leave_out.and_then(|path| path.canonicalize().ok());
        let walker = WalkBuilder::new(folder)
            .standard_filters(!self.no_ignore)
            .hidden(false)
            .require_git(false)
            .filter_entry(move |entry| {
                let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
                let is_git = entry.depth() > 0 && entry.file_name() == ".git";
                !(is_git || is_dir && leave_out.is_some() && entry.path().canonicalize().ok() == leave_out)
            })
            .build_parallel();
        let collected = Mutex::new(found);
        walker.run(|| {
            Box::new(|entry| {
                let mut found = collected.lock().expect("no other walker fails while it holds the list");
                match entry {
                    Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_path_buf();
                        found.inputs.push(Input { path: plain(entry.path()), relative, named: false });
                    }
                    Ok(_) => {}
                    Err(error) => found.troubles.push(walk_trouble(&error, folder)),
                }
                WalkState::Continue
            })
        });
    }
}

impl Input {
    fn named(path: PathBuf) -> Input {
        let relative = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
        Input { path: plain(&path), relative, named: true }
    }

    pub(crate) fn is_stdin(&self) -> bool {
        self.path.as_os_str() == STDIN
    }

    /// As it stands in every report: forward slashes, so that a baseline serves every system.
    pub(crate) fn shown(&self) -> String {
        shown(&self.path)
    }

    /// The content; `None` for a binary file that a walk came upon.
    pub(crate) fn read(&self) -> io::Result<Option<Vec<u8>>> {
        if self.is_stdin() {
            return read_stdin().map(Some);
        }
        if self.named {
            return std::fs::read(&self.path).map(Some);
        }
        let mut file = File::open(&self.path)?;
        let size = file.metadata().map_or(0, |data| data.len());
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
        file.by_ref().take(SNIFF as u64).read_to_end(&mut bytes)?;
        if memchr::memchr(0, &bytes).is_some() {
            return Ok(None);
        }
        file.read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }
}

/// All of standard input; a hint when it is a keyboard.
pub(crate) fn read_stdin() -> io::Result<Vec<u8>> {
    hint_at_keyboard();
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(crate) fn hint_at_keyboard() {
    if io::stdin().is_terminal() {
        failure::note("reading the keyboard; Ctrl-D ends (see `phi --help`)");
    }
}

/// One file or standard input, for the commands that take no folders.
pub(crate) fn read_one(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = if path.as_os_str() == STDIN { read_stdin() } else { std::fs::read(path) };
    bytes.map_err(|error| Failure::at(shown(path), error))
}

/// The path without a leading `./`, so that `phi scan .` and `phi scan a.txt` call a file the same.
fn plain(path: &Path) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_path_buf(),
        _ => path.to_path_buf(),
    }
}

/// A path for people and reports. Control characters are escaped: a file's name must not steer a terminal.
pub(crate) fn shown(path: &Path) -> String {
    let text = plain(path).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    if !text.contains(char::is_control) {
        return text;
    }
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

fn walk_trouble(error: &ignore::Error, folder: &Path) -> String {
    let mut path = folder;
    let mut inner = error;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => (path, inner) = (at, err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => inner = err,
            _ => return format!("{}: {inner}", shown(path)),
        }
    }
}
