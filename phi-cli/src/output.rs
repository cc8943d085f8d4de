//! Writing: standard output, files that are whole or not there, and progress.

use crate::failure::{self, Failure};
use crate::inputs::shown;
use anstream::AutoStream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs::Permissions;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;

/// Fewer files are done before a bar could be read.
const WORTH_A_BAR: usize = 64;

/// Standard output for bytes that must not be touched.
pub(crate) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Standard output for people: colours go where no terminal, or NO_COLOR, says so.
pub(crate) fn styled_stdout() -> BufWriter<AutoStream<StdoutLock<'static>>> {
    BufWriter::with_capacity(64 * 1024, AutoStream::auto(io::stdout().lock()))
}

/// Writes a file whole: to a neighbour first, which then takes its name. `replaced` has the permissions of the file that goes.
pub(crate) fn write_whole(path: &Path, content: &[u8], replaced: Option<Permissions>) -> Result<(), Failure> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let write = || -> io::Result<()> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".phi-");
        #[cfg(unix)]
        let builder = builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(content)?;
        if let Some(permissions) = replaced {
            file.as_file().set_permissions(permissions)?;
            // The old file is the only copy: the new one is on the disk before its name is.
            file.as_file().sync_all()?;
        }
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| Failure::at(shown(path), error))
}

/// A bar on standard error, when that is a terminal and there is enough to do.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// What is written to standard output appears on the terminal, where the bar would be in its way.
    shared: bool,
}

impl Progress {
    pub(crate) fn new(files: usize) -> Progress {
        let shared = io::stdout().is_terminal();
        if files < WORTH_A_BAR {
            return Progress { bar: ProgressBar::hidden(), shared };
        }
        let style = ProgressStyle::with_template("{bar:30.cyan/dim} {pos}/{len} files  {eta}");
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr())
            .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress { bar, shared }
    }

    /// One more file is done.
    pub(crate) fn step(&self) {
        self.bar.inc(1);
    }

    /// Something is about to be written to standard output. On a terminal that shows from here on how far things are.
    pub(crate) fn give_way(&self) {
        if self.shared && !self.bar.is_hidden() {
            self.end();
            self.bar.set_draw_target(ProgressDrawTarget::hidden());
        }
    }

    /// A line of trouble, above the bar.
    pub(crate) fn complain(&self, trouble: &str) {
        self.bar.suspend(|| failure::complain(trouble));
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
