//! brat's standoff format: a text beside the lines that mark it.

use super::{Raw, RawMark, utf8};
use crate::inputs::shown;
use std::path::Path;

/// True for a file of such a pair.
pub(super) fn is_part(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ann" || extension == "txt")
}

/// Reads an .ann file and the text beside it. Offsets count the text as it stands, a carriage return too.
pub(super) fn read(path: &Path) -> Result<Raw, String> {
    let open = |path: &Path| {
        let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", shown(path)))?;
        utf8(bytes).map_err(|what| format!("{}: {what}", shown(path)))
    };
    parse(open(&path.with_extension("txt"))?, &open(path)?, &shown(path))
}

fn parse(text: String, lines: &str, path: &str) -> Result<Raw, String> {
    let characters: Vec<char> = text.chars().collect();
    let mut marks = Vec::new();
    // Relations, events, attributes and notes mark no text.
    for (at, line) in lines.lines().enumerate().filter(|(_, line)| line.starts_with('T')) {
        let place = format!("{path}:{}", at + 1);
        let wrong = || format!("{place}: needs `T1<TAB>LABEL start end<TAB>text`");
        let mut columns = line.splitn(3, '\t').skip(1);
        let (label, ranges) = columns.next().and_then(|column| column.split_once(' ')).ok_or_else(wrong)?;
        let mut parts: Vec<(usize, usize)> = Vec::new();
        for range in ranges.split(';') {
            let (start, end) = range.split_once(' ').ok_or_else(wrong)?;
            let (start, end) = (start.parse().map_err(|_| wrong())?, end.parse().map_err(|_| wrong())?);
            let between = parts.last().and_then(|(_, before)| characters.get(*before..start));
            match parts.last_mut() {
                // A mark that goes on in the next line comes in two parts.
                Some(last) if between.is_some_and(|text| text.iter().all(|c| c.is_whitespace())) => last.1 = end,
                _ => parts.push((start, end)),
            }
        }
        let says = columns.next().filter(|_| parts.len() == 1);
        marks.extend(parts.into_iter().map(|(start, end)| RawMark {
            start,
            end,
            label: label.to_owned(),
            says: says.map(str::to_owned),
            place: Some(place.clone()),
        }));
    }
    Ok(Raw { place: path.to_owned(), text, marks, ..Raw::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str, lines: &str) -> Result<Vec<(usize, usize, String)>, String> {
        let raw = parse(text.to_owned(), lines, "a.ann")?;
        Ok(raw.marks.into_iter().map(|mark| (mark.start, mark.end, mark.label)).collect())
    }

    #[test]
    fn marks_are_read_and_other_lines_are_not() {
        let lines = "T1\tPATIENT 0 4\tÉlsa\r\nR1\tKin Arg1:T1 Arg2:T2\n#1\tNote T1\tx\n*\tEQ T1 T2\nT2\tDATE 5 9;12 14\t1 MaXX\n";
        let found = marks("Élsa 1 Ma - 88", lines).unwrap();
        assert_eq!(found, [(0, 4, "PATIENT".into()), (5, 9, "DATE".into()), (12, 14, "DATE".into())]);
        assert_eq!(marks("Ann\r\nLee", "T1\tNAME 0 3;5 8\tAnn Lee").unwrap(), [(0, 8, "NAME".into())]);
    }

    #[test]
    fn a_bad_line_is_told_without_its_text() {
        for line in
            ["T1 NAME 0 3 Ann", "T1\tNAME\tAnn", "T1\tNAME 0 x\tAnn", "T1\tNAME 0 3;\tAnn", "T1\tNAME -1 3\tAnn"]
        {
            assert_eq!(
                marks("Ann", &format!("#\n{line}")).unwrap_err(),
                "a.ann:2: needs `T1<TAB>LABEL start end<TAB>text`"
            );
        }
    }
}
