//! The lexicon: from the word lists of `phi-core/lexicons/` to the table that the scanner reads in place.

use crate::tree;
use phi_core::fit::lexicon_table;
use std::path::Path;

/// How the table numbers the kinds of counter-words.
const COUNTER: &[(&[&str], u16)] =
    &[(&["eponym"], 1), (&["drug", "brand"], 2), (&["device", "sign", "test", "procedure", "anatomy", "organism"], 3)];
/// And those of the words that make an institution or an address.
const INSTITUTION: &[(&[&str], u16)] = &[
    (&["hospital", "clinic", "care", "school", "religion", "pharmacy", "laboratory", "emergency", "place"], 1),
    (&["suffix"], 2),
    (&["unit"], 3),
    (&["direction"], 4),
    (&["payer", "insurer", "company"], 5),
    (&["department", "government"], 6),
];

/// How it numbers states and countries, beside these.
const REGION: u16 = 7;

/// Marks the nouns that an eponym stands before, beside their cluster.
const HEAD: u16 = 1 << 15;

/// How it numbers the languages of clusters.
fn language(code: &str) -> Result<u16, String> {
    let at = ["en", "de", "es"].iter().position(|known| *known == code);
    at.map(|at| at as u16).ok_or_else(|| format!("`{code}` has no clusters"))
}

/// Builds the table from the lists in `folder`.
pub(crate) fn build(folder: &Path) -> Result<Vec<u8>, String> {
    let mut entries: Vec<(String, u16, u16)> = Vec::new();
    let number = |text: &str| text.parse::<u16>().map_err(|_| format!("`{text}` is no number"));
    let kind = |kinds: &[(&[&str], u16)], name: &str| {
        kinds.iter().find(|(names, _)| names.contains(&name)).map_or(0, |(_, number)| *number)
    };
    for (file, fields) in
        [("names", 3), ("words", 2), ("places", 4), ("counter", 2), ("institutions", 2), ("clusters", 3)]
    {
        let path = folder.join(format!("{file}.tsv"));
        // The first line says what the columns are.
        for (at, line) in tree::read(&path)?.lines().enumerate().skip(1) {
            let row: Vec<&str> = line.split('\t').collect();
            if row.len() < fields {
                return Err(format!("{}:{}: {fields} fields, parted by tabs", path.display(), at + 1));
            }
            let cluster = if file == "clusters" { language(row[1])? << 13 | number(row[2])? } else { 0 };
            let entry = match file {
                "clusters" => 0,
                "names" => number(row[1])?.min(7) | number(row[2])?.min(7) << 3,
                "words" => number(row[1])?.min(7) << 6,
                // Towns, cities, and large cities.
                // States and countries are places that say little of a person.
                "places" if matches!(row[1], "region" | "state" | "country") => REGION << 13,
                "places" => [1, 1, 1, 2, 2, 2, 3, 3, 3, 3][number(row[3])?.min(9) as usize] << 9,
                "counter" => kind(COUNTER, row[1]) << 11,
                _ => kind(INSTITUTION, row[1]) << 13,
            };
            // An eponym of three words and more is known by any two that follow each other.
            let words: Vec<&str> = row[0].split(' ').collect();
            if file == "counter" && words.len() > 2 {
                entries.extend(words.windows(2).map(|pair| (pair.join(" "), entry, 0)));
            }
            entries.push((row[0].to_string(), entry, cluster));
        }
    }
    // A file of words parted by commas, like all in `hand/`.
    let heads = tree::read(&folder.join("hand/eponym-heads.txt"))?;
    for head in heads.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(',')) {
        entries.push((head.trim().to_string(), 0, HEAD));
    }
    Ok(lexicon_table(entries.iter().map(|(phrase, entry, cluster)| (phrase.as_str(), *entry, *cluster))))
}
