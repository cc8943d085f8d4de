//! The detector table of the README, between its two markers.

use crate::tree::Source;

const BEGIN: &str = "<!-- detectors: written by `cargo xtask generate` -->\n";
const END: &str = "<!-- /detectors -->";

/// The README with a fresh table.
pub(crate) fn with_table(readme: &str, sources: &[Source]) -> Result<String, String> {
    let (before, rest) = readme.split_once(BEGIN).ok_or("README.md: the marker of the detector table is gone")?;
    let (_, after) = rest.split_once(END).ok_or("README.md: the end marker of the detector table is gone")?;
    let mut table = String::from("| detector | label | region | alone | what it is |\n|---|---|---|---|---|\n");
    for source in sources.iter().filter(|source| source.file.label != "-") {
        let file = &source.file;
        let alone = match file.strength.as_str() {
            "strong" => "yes",
            "medium" => "at a lower score",
            _ => "needs a cue",
        };
        table += &format!(
            "| [`{}`]({}) | {} | {} | {alone} | {} |\n",
            file.id, source.path, file.label, file.region, file.title
        );
    }
    Ok(format!("{before}{BEGIN}{table}{END}{after}"))
}
