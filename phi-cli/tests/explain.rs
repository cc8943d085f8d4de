//! `phi explain` and `phi detectors`.

mod common;

use common::Site;
use serde_json::json;

#[test]
fn every_candidate_at_a_place_is_told_with_its_reasons() {
    let site = Site::new();
    site.write("a.txt", "é😀 MRN ZQ-123456\nparcel ZQ-222222\n");
    let ran = site.site(&["explain", "a.txt", "--line", "1", "--column", "9", "--output", "ndjson"]);
    let rows = ran.exits(0).json_lines();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["outcome"], "kept");
    assert_eq!((&rows[0]["start"], &rows[0]["end"]), (&json!(11), &json!(20)));
    assert_eq!(rows[0]["evidence"][1], json!({"kind": "cue", "weight": 4.5}));
    for (unit, at) in [("bytes", "11"), ("codepoints", "7"), ("utf16", "8")] {
        let ran = site.site(&["explain", "a.txt", "--at", at, "--offsets", unit, "--output", "ndjson"]);
        assert_eq!(ran.exits(0).json_lines()[0]["start"].to_string(), at, "{unit}");
    }
    let ran = site.site(&["explain", "a.txt", "--line", "2", "--column", "8"]);
    let told = ran.exits(0).out();
    assert!(told.contains("a.txt:2:8  1 candidate") && told.contains("below threshold"), "{told}");
    assert!(told.contains(" -4.20  counter-cue"), "{told}");
    let ran = site.site_with(&["explain", "-", "--at", "0"], "nothing");
    assert!(ran.exits(0).out().contains("nothing here looks like an identifier"));
}

#[test]
fn a_place_outside_the_file_is_told() {
    let site = Site::new();
    site.write("a.txt", "one\n");
    site.site(&["explain", "a.txt", "--at", "99"]).exits(2).complains(&["a.txt: the file ends before this place"]);
    site.site(&["explain", "a.txt", "--line", "7"]).exits(2).complains(&["a.txt: the file ends before"]);
    site.site(&["explain", "a.txt"]).exits(2);
    site.site(&["explain", "gone.txt", "--at", "1"]).exits(2).complains(&["gone.txt: No such file"]);
}

#[test]
fn detectors_are_listed_and_shown() {
    let site = Site::new();
    site.write("detectors/site-mrn.toml", common::MRN.replace("\"any\"", "\"GB\""));
    let table = site.site(&["detectors"]);
    assert!(
        table.exits(0).out().contains("MRN    site-mrn    GB      strong    H      no   Medical"),
        "{}",
        table.out()
    );
    assert!(table.out().contains("2 detectors, 1 on"));
    assert!(site.site(&["detectors", "--regions", "gb"]).out().contains("2 detectors, 2 on"));
    let rows = site.site(&["detectors", "--output", "ndjson", "--labels", "ID"]).json_lines();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (&rows[0]["id"], &rows[0]["safe_harbor"], &rows[0]["on"]),
        (&json!("site-badge"), &json!("R"), &json!(true))
    );
    let one = site.site(&["detectors", "site-mrn"]);
    for part in ["Medical record number of the General Hospital", "164.514(b)(2)(i)(H)", "Site handbook", "strong"] {
        assert!(one.exits(0).out().contains(part), "{part}");
    }
    site.site(&["detectors", "gone"]).exits(2).complains(&["gone: no such detector", "[phi-112]"]);
}

#[test]
fn help_and_version_say_what_one_needs() {
    let site = Site::new();
    assert!(site.phi(&["--version"]).exits(0).out().starts_with("phi "));
    for command in ["scan", "redact", "explain", "detectors", "compile", "evaluate"] {
        for flag in ["-h", "--help"] {
            let ran = site.phi(&[command, flag]);
            assert!(ran.exits(0).out().contains("Exit code: 0"), "{command} {flag}");
        }
    }
}
