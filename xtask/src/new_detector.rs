//! A detector file to start from.

use crate::tree;

/// Writes `phi-core/detectors/<path>.toml` unless it is there.
pub(crate) fn run(path: &str) -> Result<(), String> {
    let (_, id) = path.rsplit_once('/').ok_or("give a folder and an id, such as us/example-id")?;
    let file = tree::root().join("phi-core/detectors").join(format!("{path}.toml"));
    if file.exists() {
        return Err(format!("{} is already there", file.display()));
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    let text = format!(
        r#"id          = "{id}"
title       = "…"
label       = "ID"
region      = "US"
strength    = "weak"
references  = ["…"]

[[pattern]]
name  = "bare"
regex = '[A-Z]{{2}}\d{{6}}'

[cues]
for = ["example"]

[[accept]]
text = "Example no. AB123456"
span = "AB123456"

[[accept]]
text = "example: CD234567"
span = "CD234567"

[[accept]]
text = "(Example EF345678)"
span = "EF345678"

[[reject]]
text = "AB123456"
why  = "no cue"

[[reject]]
text = "Example AB12345"
why  = "too short"

[[reject]]
text = "Example AB1234567"
why  = "too long"
"#
    );
    std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("{}", file.display());
    Ok(())
}
