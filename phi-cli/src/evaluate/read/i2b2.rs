//! XML of the i2b2 2014 challenge: a text, and tags with a type, a start and an end. MEDDOCAN has the same form.

use super::{Raw, RawMark, utf8};
use crate::inputs::shown;
use roxmltree::{Document, Node};
use std::path::Path;

pub(super) fn read(path: &Path) -> Result<Raw, String> {
    let place = shown(path);
    let text = std::fs::read(path).map_err(|error| error.to_string()).and_then(utf8);
    parse(&text.map_err(|what| format!("{place}: {what}"))?, &place)
}

/// Offsets count the text as XML has it: each line end is one `\n`.
pub(super) fn parse(xml: &str, path: &str) -> Result<Raw, String> {
    // The parser's own message may quote the file.
    let document = Document::parse(xml).map_err(|error| {
        let at = error.pos();
        format!("{path}:{}: not XML, at column {}", at.row, at.col)
    })?;
    let child = |name: &str| {
        let found = document.root_element().children().find(|node| node.has_tag_name(name));
        found.ok_or_else(|| format!("{path}: needs <TEXT> and <TAGS> below its root, and has no <{name}>"))
    };
    // CDATA and plain text may stand side by side.
    let text = child("TEXT")?.children().filter_map(|node| node.text()).collect();
    let tags = child("TAGS")?.children().filter(Node::is_element);
    let mark = |tag: Node<'_, '_>| {
        let place = format!("{path}:{}", document.text_pos_at(tag.range().start).row);
        let number = |name: &str| {
            let value = tag.attribute(name).and_then(|value| value.trim().parse().ok());
            value.ok_or_else(|| format!("{place}: needs `start` and `end`, numbers, and has no such `{name}`"))
        };
        Ok(RawMark {
            start: number("start")?,
            end: number("end")?,
            label: match (tag.tag_name().name(), tag.attribute("TYPE")) {
                (name, None | Some("")) => name.to_owned(),
                (name, Some(kind)) if name == kind => name.to_owned(),
                (name, Some(kind)) => format!("{name}:{kind}"),
            },
            says: tag.attribute("text").map(str::to_owned),
            place: Some(place),
        })
    };
    let marks = tags.map(mark).collect::<Result<_, String>>()?;
    Ok(Raw { place: path.to_owned(), text, marks, ..Raw::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_and_line_ends_are_one() {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\r\n<deIdi2b2>\r\n<TEXT><![CDATA[\r\nRécord: A & B\r\n]]></TEXT>\r\n\
                   <TAGS>\r\n<NAME id=\"P0\" start=\"9\" end=\"14\" text=\"A &amp; B\" TYPE=\"PATIENT\" comment=\"\" />\r\n\
                   <AGE id=\"P1\" start=\"1\" end=\"2\" TYPE=\"AGE\"/></TAGS></deIdi2b2>";
        let raw = parse(xml, "a.xml").unwrap();
        assert_eq!(raw.text, "\nRécord: A & B\n");
        assert_eq!((raw.marks[0].start, raw.marks[0].end, raw.marks[0].label.as_str()), (9, 14, "NAME:PATIENT"));
        assert_eq!(raw.marks[0].says.as_deref(), Some("A & B"));
        assert_eq!(raw.marks[1].label, "AGE");
    }

    #[test]
    fn what_is_wrong_is_told_by_its_line_and_without_its_text() {
        let told = |xml: &str| parse(xml, "a.xml").unwrap_err();
        assert_eq!(told("<a>\n<TEXT>Ann</a>"), "a.xml:2: not XML, at column 10");
        assert_eq!(told("<a><TEXT/></a>"), "a.xml: needs <TEXT> and <TAGS> below its root, and has no <TAGS>");
        assert_eq!(
            told("<a><TEXT>Ann</TEXT>\n<TAGS>\n<NAME start=\"0\" text=\"Ann\"/></TAGS></a>"),
            "a.xml:3: needs `start` and `end`, numbers, and has no such `end`"
        );
    }
}
