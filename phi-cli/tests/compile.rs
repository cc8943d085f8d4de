//! `phi compile`: what a site gets told about its detector files.

mod common;

use common::{MRN, Site, exists};

fn lines(site: &Site, content: &str) -> (i32, String) {
    site.write("bad/site-mrn.toml", content);
    let ran = site.phi(&["compile", "bad", "-o", "x.phipack"]);
    assert!(ran.code() == 0 || !exists(&site.path("x.phipack")), "nothing is written when something is wrong");
    (ran.code(), ran.err().to_owned())
}

#[test]
fn a_pack_is_made_and_is_the_same_every_time() {
    let site = Site::new();
    site.write("detectors/labels.toml", "not = a detector").write("detectors/README.md", "");
    let ran = site.phi(&["compile", "detectors", "-o", "a.phipack"]);
    assert!(ran.exits(0).out().starts_with("a.phipack: 2 detectors, "), "{}", ran.out());
    let digest = ran.out().trim().rsplit(' ').next().unwrap().to_owned();
    assert!(digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()));
    let again = site.phi(&["compile", "detectors", "-o", "b.phipack"]);
    assert!(again.exits(0).out().contains(&digest));
    assert_eq!(std::fs::read(site.path("a.phipack")).unwrap(), std::fs::read(site.path("b.phipack")).unwrap());
}

#[test]
fn a_bad_file_is_named_with_line_field_and_what_would_be_right() {
    let site = Site::new();
    let cases = [
        ("strength = \"strong\"", "strength = strong", 6, vec!["[phi-300]"]),
        ("strength = \"strong\"", "strenght = \"strong\"", 6, vec!["strenght", "strength", "[phi-301]"]),
        ("label = \"MRN\"", "label = \"PATIENT\"", 4, vec!["field `label`", "known: NAME", "[phi-301]"]),
        ("region = \"any\"", "region = \"Atlantis\"", 5, vec!["field `region`", "ISO 3166", "[phi-301]"]),
        (r"\d{6}", r"\d+", 10, vec!["pattern `dashed`", "field `regex`", "{1,20}", "[phi-303]"]),
        (r"\d{6}", r"\d{6", 10, vec!["field `regex`", "[phi-302]"]),
        (r"\d{6}", r"\d{6}\b", 10, vec!["field `regex`", "edges", "[phi-305]"]),
        ("span = \"ZQ-123457\"", "span = \"ZQ-999999\"", 17, vec!["field `accept`", "number 2", "[phi-306]"]),
    ];
    for (old, new, line, parts) in cases {
        let content = MRN.replace(old, new);
        assert_ne!(content, MRN, "{old}");
        let (code, told) = lines(&site, &content);
        assert_eq!((code, told.lines().count()), (2, 1), "{told}");
        let place = format!("phi: bad/site-mrn.toml:{line}: ");
        let missing: Vec<_> = parts.iter().filter(|part| !told.contains(**part)).collect();
        assert!(told.starts_with(&place) && missing.is_empty(), "{told} lacks {place} or {missing:?}");
    }
}

#[test]
fn every_bad_file_is_told() {
    let site = Site::new();
    site.write("detectors/deep/one.toml", "id =").write("detectors/deep/two.toml", "id = \"x\"");
    let ran = site.phi(&["compile", "detectors", "-o", "x.phipack"]);
    ran.exits(2)
        .complains(&["detectors/deep/one.toml:1: "])
        .complains(&["detectors/deep/two.toml:1: ", "missing field"]);
    // The same when they are to be used at once.
    let ran = site.site_with(&["scan"], "");
    ran.exits(2).complains(&["one.toml:1: "]).complains(&["two.toml:1: "]);
}

#[test]
fn two_files_of_one_id_are_refused() {
    let site = Site::new();
    site.write("detectors/again.toml", MRN);
    let ran = site.phi(&["compile", "detectors", "-o", "x.phipack"]);
    ran.exits(2).complains(&["site-mrn.toml", "`site-mrn` is taken by detectors/again.toml", "[phi-308]"]);
}

#[test]
fn vectors_that_fail_are_told_with_their_line() {
    let site = Site::new();
    let content = MRN.replace("text = \"see ZQ-123457 today\"", "text = \"parcel ZQ-123457 today\"");
    let content = content.replace("text = \"AQ-123456\"", "text = \"ZQ-654321\"");
    let (code, told) = lines(&site, &content);
    assert_eq!(code, 2, "{told}");
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].starts_with("phi: bad/site-mrn.toml:17: site-mrn: `accept` 2: not found at 7..16; found: nothing"));
    assert!(
        told[1].starts_with("phi: bad/site-mrn.toml:29: site-mrn: `reject` 3: found at 0..9, against `why`: another")
    );
    assert!(told.iter().all(|line| line.ends_with("[phi-307]")), "{told:#?}");
}

#[test]
fn a_folder_without_detectors_is_told() {
    let site = Site::new();
    std::fs::create_dir(site.path("empty")).unwrap();
    site.phi(&["compile", "empty", "-o", "x.phipack"]).exits(2).complains(&["empty: no detector file"]);
    site.phi(&["compile", "gone", "-o", "x.phipack"]).exits(2).complains(&["gone: No such file"]);
    site.phi(&["compile", "detectors", "-o", "gone/x.phipack"]).exits(2).complains(&["gone/x.phipack: "]);
}
