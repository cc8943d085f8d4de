//! Writing: standard output, files that are whole or not there, and progress.

use crate::failure::Failure;
use crate::inputs::shown;
use anstream::AutoStream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs::Permissions;
use std::io::{self, BufWriter, StdoutLock, Write};
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
pub(crate) fn progress(files: usize) -> ProgressBar {
    if files < WORTH_A_BAR {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30.cyan/dim} {pos}/{len} files  {eta}");
    ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr())
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
