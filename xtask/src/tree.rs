//! Where things are, and the detector files of the tree.

use phi_core::DetectorFile;
use std::path::{Path, PathBuf};

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_path_buf()
}

/// A detector and the file it is in, relative to the workspace.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) file: DetectorFile,
}

/// Every detector file below `phi-core/detectors`, in the order of the ids. All errors at once.
pub(crate) fn detectors() -> Result<Vec<Source>, String> {
    let base = root().join("phi-core/detectors");
    let mut sources = Vec::new();
    let mut errors = Vec::new();
    let mut folders = vec![base];
    while let Some(folder) = folders.pop() {
        for entry in read_dir(&folder)? {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.ends_with(".toml") || name == "labels.toml" {
                continue;
            }
            let path = entry.strip_prefix(root()).unwrap_or(&entry).to_string_lossy().into_owned();
            match DetectorFile::parse(&read(&entry)?) {
                Ok(file) if name == format!("{}.toml", file.id) => sources.push(Source { path, file }),
                Ok(file) => errors.push(format!("{path}: the file of `{0}` is called {0}.toml", file.id)),
                Err(error) => errors.push(format!("{path}: {error}")),
            }
        }
    }
    if !errors.is_empty() {
        errors.sort();
        return Err(errors.join("\n"));
    }
    sources.sort_by(|a, b| a.file.id.cmp(&b.file.id));
    Ok(sources)
}

fn read_dir(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
}

/// What is in a folder, by name.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut paths = read_dir(folder)?;
    paths.sort();
    Ok(paths)
}

/// A file as text.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
