//! With the detectors that come with the library: the shortest way in works.

mod common;

use common::Site;

const NOTE: &str = "Patient seen today.\nSSN: 123-45-6789, write to jane.roe@mercyclinic.com\n";

/// The built-in set is written elsewhere: a label that it has no detector for yet is not asked for.
fn has(site: &Site, label: &str) -> bool {
    !site.phi(&["detectors", "--output", "ndjson", "--labels", label]).exits(0).out().is_empty()
}

#[test]
fn a_note_is_scanned_and_redacted_without_any_option() {
    let site = Site::new();
    site.write("note.txt", NOTE);
    let found = site.phi(&["scan", "note.txt"]);
    let redacted = site.phi(&["redact", "note.txt"]);
    for (label, place, value) in
        [("SSN", "note.txt:2:6 ", "123-45-6789"), ("EMAIL", "note.txt:2:28 ", "jane.roe@mercyclinic.com")]
    {
        if has(&site, label) {
            let line = found.exits(1).out().lines().find(|line| line.starts_with(place));
            assert!(line.is_some_and(|line| line.contains(label)), "{label}: {}", found.out());
            assert!(redacted.exits(0).out().contains(&format!("[{label}]")), "{}", redacted.out());
            assert!(!redacted.out().contains(value) && !found.out().contains(value));
        }
    }
}

#[test]
fn every_built_in_detector_can_be_shown() {
    let site = Site::new();
    for row in site.phi(&["detectors", "--regions", "all", "--output", "ndjson"]).exits(0).json_lines() {
        assert_eq!(row["on"], true);
        let id = row["id"].as_str().unwrap();
        assert!(site.phi(&["detectors", id]).exits(0).out().starts_with(id));
    }
}

#[test]
fn names_are_looked_for_unless_one_says_otherwise() {
    let site = Site::new();
    site.write("note.txt", "Seen by Dr. Mary Nguyen at Mercy General Hospital for Parkinson's disease.\n");
    let redacted = site.phi(&["redact", "note.txt"]);
    assert_eq!(redacted.exits(0).out(), "Seen by Dr. [NAME] at [ORG] for Parkinson's disease.\n");
    site.phi(&["scan", "note.txt"]).exits(1);
    for without in [&["--no-names"][..], &["--only", "us-ssn"], &["--labels", "SSN"]] {
        site.phi(&[&["scan", "note.txt"][..], without].concat()).exits(0);
    }
}
