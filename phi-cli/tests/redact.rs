//! `phi redact`.

mod common;

use common::{Site, exists};

const TEXT: &str = "MRN: ZQ-123456, badge YK-1234.\n";

#[test]
fn standard_input_goes_to_standard_output() {
    let site = Site::new();
    let ran = site.site_with(&["redact"], TEXT);
    assert_eq!(ran.exits(0).out(), "MRN: [MRN], badge [ID].\n");
    ran.complains(&["2 replaced in 1 file: MRN 1, ID 1"]);
    let ran = site.site_with(&["redact", "-q", "-"], "nothing\r\n\n");
    assert_eq!((ran.exits(0).out(), ran.err()), ("nothing\r\n\n", ""));
}

#[test]
fn operators_are_chosen_for_all_and_for_some() {
    let site = Site::new();
    site.write("a.txt", TEXT);
    let redacted = |arguments: &[&str]| {
        let ran = site.site(&[&["redact", "a.txt"], arguments].concat());
        ran.exits(0).out().to_owned()
    };
    assert_eq!(redacted(&["--operator", "mask"]), "MRN: *********, badge *******.\n");
    assert_eq!(redacted(&["--operator", "mask-partial"]), "MRN: **-**3456, badge **-1234.\n");
    assert_eq!(redacted(&["--operator", "mask-partial", "--keep-last", "2"]), "MRN: **-****56, badge **-**34.\n");
    assert_eq!(redacted(&["--operator", "remove"]), "MRN: , badge .\n");
    assert_eq!(redacted(&["--set", "MRN=mask,ID=remove"]), "MRN: *********, badge .\n");
    assert_eq!(redacted(&["--keep", "id"]), "MRN: [MRN], badge YK-1234.\n");
    assert_eq!(redacted(&["--labels", "ID"]), "MRN: ZQ-123456, badge [ID].\n");
    site.site(&["redact", "a.txt", "--keep", "ID"]).complains(&["1 replaced in 1 file: MRN 1", "kept: ID 1"]);
    for (setting, right) in [("MRN", "LABEL=OPERATOR"), ("MRM=mask", "known: NAME"), ("MRN=hide", "known: tag")] {
        let ran = site.site(&["redact", "a.txt", "--set", setting]);
        assert_eq!(ran.exits(2).complains(&["--set", right]).out(), "");
    }
}

#[test]
fn folders_are_mirrored() {
    let site = Site::new();
    site.write("in/a.txt", TEXT).write("in/deep/b.txt", "none").write("in/c.bin", "\0ZQ-123456").write("x.txt", TEXT);
    let ran = site.site(&["redact", "in", "x.txt", "--output-dir", "out"]);
    ran.exits(0).complains(&["4 replaced in 3 files", "1 binary file skipped, not redacted"]);
    assert_eq!(site.read("out/a.txt"), "MRN: [MRN], badge [ID].\n");
    assert_eq!(site.read("out/deep/b.txt"), "none");
    assert_eq!(site.read("out/x.txt"), site.read("out/a.txt"));
    assert_eq!(site.names("out"), ["a.txt", "deep", "x.txt"]);
    assert_eq!(site.read("in/a.txt"), TEXT);

    // A folder that lies among the inputs is not read.
    site.site(&["redact", "in", "--output-dir", "in/out"]).exits(0);
    site.site(&["redact", "in", "--output-dir", "in/out"]).exits(0).complains(&["in 2 files"]);
    assert!(!exists(&site.path("in/out/out")));
}

#[test]
fn nothing_is_written_when_two_files_would_be_one() {
    let site = Site::new();
    site.write("a/x.txt", TEXT).write("b/x.txt", TEXT);
    site.site(&["redact", "a", "b", "-d", "out"]).exits(2).complains(&["b/x.txt", "a/x.txt", "out/x.txt"]);
    assert!(!exists(&site.path("out")));
    site.site(&["redact", "a", "-d", "a"]).exits(2).complains(&["say --in-place"]);
    site.site(&["redact", "a/x.txt", "-d", "a"]).exits(2).complains(&["say --in-place"]);
    site.site(&["redact", "a", "b"]).exits(2).complains(&["--output-dir DIR or --in-place"]);
    site.site(&["redact", "-i", "-"]).exits(2).complains(&["standard input"]);
    assert_eq!(site.read("a/x.txt"), TEXT);
}

#[test]
fn files_are_replaced_whole_with_their_permissions_and_links_stay() {
    let site = Site::new();
    site.write("n/a.txt", TEXT).write("n/clean.txt", "nothing");
    let before = std::fs::metadata(site.path("n/clean.txt")).unwrap().modified().unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        std::fs::set_permissions(site.path("n/a.txt"), PermissionsExt::from_mode(0o640)).unwrap();
        symlink("n/a.txt", site.path("link")).unwrap();
    }
    let path = if cfg!(unix) { "link" } else { "n/a.txt" };
    site.site(&["redact", "--in-place", path, "n/clean.txt"]).exits(0);
    assert_eq!(site.read("n/a.txt"), "MRN: [MRN], badge [ID].\n");
    assert_eq!(site.names("n"), ["a.txt", "clean.txt"], "no temporary file is left");
    assert_eq!(std::fs::metadata(site.path("n/clean.txt")).unwrap().modified().unwrap(), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(site.path("n/a.txt")).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(site.path("link").is_symlink());
    }
    // Again changes nothing.
    site.site(&["redact", "--in-place", "n"]).exits(0).complains(&["nothing to replace in 2 files"]);
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_others_are_redacted() {
    let site = Site::new();
    site.write("a.txt", TEXT).write("b.txt", TEXT);
    let ran = site.site(&["redact", "-i", "a.txt", "gone.txt", "b.txt"]);
    ran.exits(2).complains(&["gone.txt: No such file"]).complains(&["4 replaced in 2 files", "1 path not redacted"]);
    assert_eq!(site.read("a.txt"), site.read("b.txt"));
    let ran = site.site(&["redact", "gone.txt"]);
    assert_eq!(ran.exits(2).out(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_write_that_fails_leaves_the_old_file() {
    let site = Site::new();
    // What is no regular file cannot be replaced.
    site.site(&["redact", "-i", "/dev/null"]).exits(2).complains(&["/dev/null: not a regular file"]);
    site.write("a.txt", TEXT).write("out", "a file where a folder should be");
    site.site(&["redact", "a.txt", "-d", "out"]).exits(2).complains(&["out: "]);
    assert_eq!(site.read("out"), "a file where a folder should be");
}

#[test]
fn bytes_that_are_no_text_go_through_and_what_stands_between_them_is_found() {
    let site = Site::new();
    let output = site.command(&["redact", "--without-builtin", "--detectors", "detectors"]);
    let output = { output }.write_stdin(b"\xff\xfe ZQ-123456 \0\x80".to_vec()).output().unwrap();
    assert_eq!(output.stdout, b"\xff\xfe [MRN] \0\x80");
}

#[test]
fn comments_leave_nothing_unredacted() {
    let site = Site::new();
    assert_eq!(site.site_with(&["redact"], "ZQ-123456 # phi:ignore").out(), "[MRN] # phi:ignore");
}
