//! `phi scan`: what is told, in which order, and how it ends.

mod common;

use common::Site;
use serde_json::json;
use std::io::Read;
use std::process::{Command, Stdio};

#[test]
fn the_exit_code_tells_clean_from_findings_from_trouble() {
    let site = Site::new();
    site.write("clean.txt", "nothing here").write("found.txt", "MRN: ZQ-123456");
    site.site(&["scan", "clean.txt"]).exits(0);
    site.site(&["scan", "found.txt"]).exits(1);
    site.site(&["scan", "no-such-file"]).exits(2).complains(&["no-such-file: No such file"]);
    site.site(&["scan", "--no-such-option"]).exits(2);
    site.site_with(&["scan"], "MRN: ZQ-123456").exits(1);
    site.site_with(&["scan", "-"], "nothing").exits(0);
}

#[test]
fn people_get_a_line_for_each_finding_and_a_summary() {
    let site = Site::new();
    site.write("a.txt", "x\né😀 MRN: ZQ-123456, then YK-1234\n");
    let ran = site.site(&["scan", "a.txt"]);
    assert_eq!(
        ran.exits(1).out(),
        "a.txt:2:9   MRN  site-mrn    0.999  shape, cue, nearest-cue\n\
         a.txt:2:25  ID   site-badge  0.924  shape\n\
         \n\
         2 findings in 1 file\n\
         \x20 MRN  1  Medical record number\n\
         \x20 ID   1  Any other unique identifier of a person's matter\n"
    );
    assert_eq!(site.site(&["scan", "-q", "a.txt"]).out().lines().count(), 2);
}

#[test]
fn an_unreadable_path_is_told_and_the_rest_is_scanned() {
    let site = Site::new();
    site.write("a.txt", "ZQ-123456").write("c.txt", "ZQ-123456");
    let ran = site.site(&["scan", "--output", "ndjson", "c.txt", "b.txt", "a.txt"]);
    ran.exits(2).complains(&["b.txt: No such file"]);
    assert_eq!(ran.places(), ["a.txt:1:1", "c.txt:1:1"]);
    if cfg!(target_os = "linux") {
        // It can be opened, and not be read.
        let ran = site.site(&["scan", "--output", "sarif", "/proc/self/mem", "a.txt"]);
        ran.exits(2).complains(&["/proc/self/mem: "]);
        let log: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], json!(false));
        assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let site = Site::new();
    site.write("many.txt", "MRN: ZQ-123456\n".repeat(100_000));
    for format in ["human", "ndjson", "sarif"] {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("phi"))
            .args(["scan", "--detectors", "detectors", "many.txt", "--quiet", "--output", format])
            .current_dir(site.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0; 10]).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}

#[test]
fn folders_are_walked_in_the_order_of_the_paths_every_time() {
    let site = Site::new();
    for at in 0..300 {
        site.write(&format!("notes/{:02}/{at}.txt", at % 17), format!("{}ZQ-123456", "\n".repeat(at % 5)));
    }
    let first = site.site(&["scan", "--output", "ndjson", "notes"]);
    let paths: Vec<String> = first.exits(1).json_lines().iter().map(|row| row["path"].to_string()).collect();
    assert_eq!(paths.len(), 300);
    assert!(paths.is_sorted_by_key(|path| path.split('/').map(str::to_owned).collect::<Vec<_>>()));
    for _ in 0..3 {
        assert_eq!(site.site(&["scan", "--output", "ndjson", "notes"]).out(), first.out());
    }
}

#[test]
fn gitignore_is_respected_hidden_files_are_read_and_binary_ones_are_not() {
    let site = Site::new();
    site.write("n/.gitignore", "*.log\n").write("n/a.log", "ZQ-123456").write("n/.env", "ZQ-123456");
    site.write("n/.git/x", "ZQ-123456").write("n/b.bin", "\0 ZQ-123456").write("n/c.txt", "ZQ-123456");
    let ran = site.site(&["scan", "--output", "ndjson", "n"]);
    assert_eq!(ran.exits(1).places(), ["n/.env:1:1", "n/c.txt:1:1"]);
    ran.complains(&["2 findings in 2 of 3 files", "1 binary file skipped"]);
    let ran = site.site(&["scan", "--output", "ndjson", "--no-ignore", "n"]);
    assert_eq!(ran.places(), ["n/.env:1:1", "n/a.log:1:1", "n/c.txt:1:1"]);
    // What is named is read, and comes once.
    let ran = site.site(&["scan", "--output", "ndjson", "./n/b.bin", "n/a.log", "n/c.txt", "n"]);
    assert_eq!(ran.places(), ["n/.env:1:1", "n/a.log:1:1", "n/b.bin:1:3", "n/c.txt:1:1"]);
}

#[test]
fn offsets_come_in_three_units() {
    let site = Site::new();
    let text = "é😀 ZQ-123456".as_bytes().to_vec();
    for (unit, start) in [("bytes", 7), ("codepoints", 3), ("utf16", 4)] {
        let ran = site.site_with(&["scan", "--output", "ndjson", "--offsets", unit], text.clone());
        let row = &ran.exits(1).json_lines()[0];
        assert_eq!((&row["start"], &row["end"]), (&json!(start), &json!(start + 9)), "{unit}");
        assert_eq!((&row["path"], &row["line"], &row["column"]), (&json!("-"), &json!(1), &json!(4)), "{unit}");
    }
}

#[test]
fn values_are_hidden_until_they_are_asked_for() {
    let site = Site::new();
    site.write("a.txt", "MRN: ZQ-987654 and ZQ-98x")
        .write("docs", "{\"id\":1,\"text\":\"MRN: ZQ-987654\"}\n{ZQ-987654\n");
    site.write("deny", "NOLABEL\tZQ-987654\n").write("list", "a\n");
    let all: &[&[&str]] = &[
        &["scan", "a.txt"],
        &["scan", "--output", "ndjson", "a.txt"],
        &["scan", "--output", "sarif", "a.txt"],
        &["scan", "--write-baseline", "/dev/stdout", "a.txt"],
        &["scan", "--documents", "docs"],
        &["scan", "--deny", "deny", "a.txt"],
        &["redact", "a.txt"],
        &["redact", "--operator", "mask", "a.txt"],
        &["explain", "a.txt", "--at", "5"],
        &["explain", "a.txt", "--at", "5", "--output", "ndjson"],
    ];
    for arguments in all {
        let ran = site.site(arguments);
        assert!(!ran.out().contains("987654") && !ran.err().contains("987654"), "{arguments:?}: {ran:#?}");
    }
    for arguments in all.iter().filter(|arguments| arguments[0] != "redact" && !arguments[1].contains("baseline")) {
        if arguments.contains(&"--deny") || arguments.contains(&"--write-baseline") {
            continue;
        }
        let ran = site.site(&[arguments, &["--reveal"][..]].concat());
        assert!(ran.out().contains("ZQ-987654"), "{arguments:?}: {ran:#?}");
    }
}

#[test]
fn sarif_has_the_shape_of_2_1_0() {
    let site = Site::new();
    site.write("a b.txt", "é\n😀 MRN: ZQ-123456\nYK-1234");
    let ran = site.site(&["scan", "--output", "sarif", "--quiet", "a b.txt"]);
    let log: serde_json::Value = serde_json::from_str(ran.exits(1).out()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "phi");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules: Vec<_> = run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
    assert_eq!(rules, ["site-badge", "site-mrn"]);
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "site-mrn");
    assert!(result["message"]["text"].is_string());
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "a%20b.txt");
    assert_eq!(
        location["region"],
        json!({"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 17, "charOffset": 9, "charLength": 9,
               "byteOffset": 13, "byteLength": 9})
    );
    // An empty log is one, too.
    let ran = site.site_with(&["scan", "--output", "sarif"], "nothing");
    let log: serde_json::Value = serde_json::from_str(ran.exits(0).out()).unwrap();
    assert_eq!(log["runs"][0]["results"], json!([]));
}

#[test]
fn a_comment_switches_its_line_off() {
    let site = Site::new();
    let text = "ZQ-123456 # phi:ignore\nZQ-123456 # phi:ignore ID\nZQ-123456 // phi:ignore ID,MRN\n\
                <!-- phi:ignore-next-line -->\nZQ-123456 YK-1234\nZQ-123456 phi:ignored\n";
    site.write("a.txt", text);
    let ran = site.site(&["scan", "--output", "ndjson", "a.txt"]);
    assert_eq!(ran.exits(1).places(), ["a.txt:2:1", "a.txt:6:1"]);
    ran.complains(&["4 ignored by a comment"]);
    assert_eq!(site.site(&["scan", "--no-comments", "--output", "ndjson", "a.txt"]).places().len(), 6);
}

#[test]
fn the_choice_of_labels_detectors_and_scores_is_kept() {
    let site = Site::new();
    site.write("a.txt", "MRN: ZQ-123456, parcel ZQ-222222, YK-1234");
    let columns = |arguments: &[&str]| -> Vec<u64> {
        let ran = site.site(&[&["scan", "--output", "ndjson", "a.txt"], arguments].concat());
        ran.json_lines().iter().map(|row| row["column"].as_u64().unwrap()).collect()
    };
    assert_eq!(columns(&[]), [6, 35]);
    assert_eq!(columns(&["--min-score", "0.1"]), [6, 24, 35]);
    assert_eq!(columns(&["--min-score", "0.95"]), [6]);
    assert_eq!(columns(&["--labels", "id"]), [35]);
    assert_eq!(columns(&["--labels", "ID,MRN"]), [6, 35]);
    assert_eq!(columns(&["--only", "site-badge"]), [35]);
    site.site(&["scan", "a.txt", "--labels", "SNN"]).exits(2).complains(&["--labels: no label `SNN`", "[phi-110]"]);
    site.site(&["scan", "a.txt", "--only", "x"]).exits(2).complains(&["--only", "`x`", "[phi-112]"]);
    site.site(&["scan", "a.txt", "--regions", "atlantis"]).exits(2).complains(&["--regions", "[phi-111]"]);
    site.site(&["scan", "a.txt", "--min-score", "7"]).exits(2).complains(&["--min-score", "[phi-113]"]);
}

#[test]
fn regions_switch_a_sites_detectors_too() {
    let site = Site::new();
    let british = common::MRN.replace("\"any\"", "\"GB\"");
    site.write("detectors/site-mrn.toml", british).write("a.txt", "ZQ-123456");
    site.site(&["scan", "a.txt"]).exits(0);
    site.site(&["scan", "a.txt", "--regions", "us,uk"]).exits(1);
    site.site(&["scan", "a.txt", "--regions", "all"]).exits(1);
}

#[test]
fn lists_allow_and_deny() {
    let site = Site::new();
    site.write("a.txt", "ZQ-123456 ZQ-222222 Maria Muster, Werk 7");
    site.write("allow", "# the example of the handbook\nzq-123456\n\n");
    site.write("deny", "NAME\tMaria Muster\r\nWerk 7\n# the end\n");
    let ran = site.site(&["scan", "--output", "ndjson", "--allow", "allow", "--deny", "deny", "a.txt"]);
    let rows = ran.exits(1).json_lines();
    let told: Vec<_> =
        rows.iter().map(|row| (row["label"].as_str().unwrap(), row["start"].as_u64().unwrap())).collect();
    assert_eq!(told, [("MRN", 10), ("NAME", 20), ("ID", 34)]);
    assert_eq!(rows[1]["detector"], "deny-list");
    site.write("deny", "ok\nPERSON\tMaria Muster\n");
    let ran = site.site(&["scan", "--deny", "deny", "a.txt"]);
    ran.exits(2).complains(&["deny:2: no label stands before the tab", "[phi-110]"]);
    assert!(!ran.err().contains("Maria"));
}

#[test]
fn a_baseline_survives_lines_that_move_and_holds_no_values() {
    let site = Site::new();
    site.write("n/a.txt", "ZQ-123456\nYK-1234\n").write("n/b.txt", "ZQ-222222\n");
    site.site(&["scan", "--write-baseline", "base.json", "n"]).exits(0).complains(&["3 findings recorded"]);
    let stored = site.read("base.json");
    assert!(!stored.contains("123456") && !stored.contains("1234"), "{stored}");
    let scan = || site.site(&["scan", "--baseline", "base.json", "--output", "ndjson", "n"]);
    scan().exits(0).complains(&["no findings in 2 files", "3 in the baseline"]);

    site.write("n/a.txt", "a new line\nYK-1234\n\n  ZQ-123456\n");
    scan().exits(0);
    // One more of a kind: all of that kind in that file, and nothing else.
    site.write("n/a.txt", "YK-1234\nZQ-123456\nZQ-333333\n");
    let ran = scan();
    assert_eq!(ran.exits(1).places(), ["n/a.txt:2:1", "n/a.txt:3:1"]);
    assert!(ran.json_lines().iter().all(|row| row["baseline_count"] == 1));
    let human = site.site(&["scan", "--baseline", "base.json", "n"]);
    assert!(human.out().contains("MRN by site-mrn: 2 now, 1 in the baseline"), "{}", human.out());
    // The same in another file is new.
    site.write("n/a.txt", "ZQ-123456\n").write("n/c.txt", "ZQ-123456\n");
    assert_eq!(scan().exits(1).places(), ["n/c.txt:1:1"]);

    site.write("base.json", "{\"phi_baseline\": 9, \"findings\": []}");
    scan().exits(2).complains(&["base.json: a baseline of version 9"]);
    site.write("base.json", "no");
    scan().exits(2).complains(&["base.json: no baseline"]);
    assert_eq!(site.names("."), ["base.json", "detectors", "n"], "no temporary file is left");
}

#[test]
fn packs_that_are_damaged_or_of_another_version_are_refused() {
    let site = Site::new();
    site.write("a.txt", "ZQ-123456");
    site.phi(&["compile", "detectors", "-o", "site.phipack"]).exits(0);
    site.phi(&["scan", "--without-builtin", "--pack", "site.phipack", "a.txt"]).exits(1);
    let good = std::fs::read(site.path("site.phipack")).unwrap();
    let scan = |bytes: &[u8]| {
        site.write("bad.phipack", bytes);
        site.phi(&["scan", "--pack", "bad.phipack", "a.txt"])
    };
    let mut damaged = good.clone();
    *damaged.last_mut().unwrap() ^= 1;
    scan(&damaged).exits(2).complains(&["bad.phipack: ", "[phi-202]"]);
    scan(&good[..good.len() / 2]).exits(2).complains(&["bad.phipack: ", "[phi-202]"]);
    let mut other = good.clone();
    other[8] = 99;
    scan(&other).exits(2).complains(&["bad.phipack: ", "compile the pack again", "[phi-201]"]);
    scan(b"not a pack").exits(2).complains(&["bad.phipack: ", "[phi-200]"]);
    site.phi(&["scan", "--pack", "gone.phipack", "a.txt"]).exits(2).complains(&["gone.phipack: No such file"]);
}

#[test]
fn colours_are_for_terminals() {
    let site = Site::new();
    site.write("a.txt", "ZQ-123456\n");
    assert!(!site.site(&["scan", "a.txt"]).out().contains('\x1b'));
    let arguments = ["scan", "--detectors", "detectors", "a.txt"];
    let forced = site.command(&arguments).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(String::from_utf8(forced.stdout).unwrap().contains("\x1b["));
    // A name must not steer the terminal of whoever reads the report.
    #[cfg(unix)]
    {
        site.write("\x1b[2J.txt", "ZQ-123456\n");
        assert!(!site.site(&["scan", "\x1b[2J.txt", "--output", "human"]).out().contains('\x1b'));
    }
}
