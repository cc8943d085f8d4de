//! `phi scan --documents`.

mod common;

use common::Site;
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

#[test]
fn offsets_beyond_the_basic_plane_are_right_in_every_unit() {
    let site = Site::new();
    let input =
        "{\"id\":\"x\",\"text\":\"é😀 ZQ-123456\"}\n{\"id\":\"y\",\"text\":\"\\u00e9\\ud83d\\ude00 ZQ-123456\"}\n";
    for (unit, start) in [(None, 3), (Some("bytes"), 7), (Some("codepoints"), 3), (Some("utf16"), 4)] {
        let mut arguments = vec!["scan", "--documents", "-"];
        arguments.extend(unit.into_iter().flat_map(|unit| ["--offsets", unit]));
        let ran = site.site_with(&arguments, input);
        for line in ran.exits(1).json_lines() {
            let found =
                json!([{"start": start, "end": start + 9, "label": "MRN", "detector": "site-mrn", "score": 0.924}]);
            assert_eq!(line["findings"], found, "{unit:?}");
        }
    }
}

#[test]
fn ids_come_back_as_they_stand_and_in_order() {
    let site = Site::new();
    let ids = ["\"a\"", "7", "1.50", "-0", "12345678901234567890123", "\"\\u00e9\""];
    let lines: Vec<String> = ids.iter().map(|id| format!("{{\"more\":{{}},\"text\":\"-\",\"id\":{id}}}")).collect();
    let ran = site.site_with(&["scan", "--documents", "-"], lines.join("\n"));
    let wanted: Vec<String> = ids.iter().map(|id| format!("{{\"id\":{id},\"findings\":[]}}")).collect();
    assert_eq!(ran.exits(0).out().lines().collect::<Vec<_>>(), wanted);

    let many: String = (0..20_000).map(|at| format!("{{\"id\":{at},\"text\":\"MRN ZQ-{:06}\"}}\n", at)).collect();
    site.write("many.ndjson", many);
    let ran = site.site(&["scan", "--documents", "many.ndjson"]);
    assert!(ran.exits(1).json_lines().iter().enumerate().all(|(at, line)| line["id"] == at));
    assert_eq!(ran.json_lines().len(), 20_000);
}

#[test]
fn a_bad_line_is_told_by_its_number_and_the_rest_goes_on() {
    let site = Site::new();
    let input = "{\"id\":1,\"text\":\"ZQ-123456\"}\n{\"id\":2,\"text\":ZQ-654321}\n\n{\"id\":3}\n{\"id\":null,\"text\":\"\"}\n\
                 {\"id\":4,\"text\":\"fine\"}";
    let ran = site.site_with(&["scan", "--documents", "-"], input);
    ran.exits(2).complains(&["phi: -:2: not JSON"]).complains(&["-:4: needs `id`"]).complains(&["-:5: needs `id`"]);
    assert_eq!(ran.json_lines().iter().map(|line| line["id"].clone()).collect::<Vec<_>>(), [json!(1), json!(4)]);
    assert!(!ran.err().contains("654321"));
    site.site_with(&["scan", "--documents", "-"], b"{\"id\":1,\"text\":\"\xff\"}\n").exits(2).complains(&["-:1: "]);
    site.site(&["scan", "--documents", "gone"]).exits(2).complains(&["gone: No such file"]);
    site.site(&["scan", "--documents", "-", "a.txt"]).exits(2);
}

#[test]
fn a_slow_writer_is_answered_line_by_line() {
    let site = Site::new();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("phi"))
        .args(["scan", "--detectors", "detectors", "--documents", "-"])
        .current_dir(site.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(stdin, "{{\"id\":{id},\"text\":\"\"}}").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(line, format!("{{\"id\":{id},\"findings\":[]}}\n"));
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
