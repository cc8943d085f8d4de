//! How the scanner starts, cues, scores and settles, shown on a detector or two written for the purpose.
#![cfg(feature = "custom")]

use phi_core::{EvidenceKind, Finding, Label, Outcome, Scanner};

/// A detector file with the vectors that every file must have.
fn file(id: &str, label: &str, strength: &str, rest: &str) -> String {
    let vector =
        "[[accept]]\ntext = \"x\"\nspan = \"x\"\n".repeat(3) + &"[[reject]]\ntext = \"y\"\nwhy = \"z\"\n".repeat(3);
    format!(
        "id = \"{id}\"\ntitle = \"t\"\nlabel = \"{label}\"\nregion = \"any\"\nstrength = \"{strength}\"\nreferences = [\"r\"]\n{rest}\n{vector}"
    )
}

fn scanner(files: &[String]) -> Scanner {
    let mut builder = Scanner::builder().without_builtin();
    for text in files {
        builder = builder.detector(text).unwrap();
    }
    builder.build().unwrap()
}

fn weak_number() -> Scanner {
    scanner(&[file(
        "chart",
        "MRN",
        "weak",
        "[[pattern]]\nname = \"n\"\nregex = '\\d{6,8}'\n[cues]\nfor = [\"mrn\", \"medical record\", \"birth date\", \"chart #\"]\nagainst = [\"order\"]",
    )])
}

fn found<'a>(scanner: &Scanner, text: &'a str) -> Vec<&'a str> {
    scanner.scan(text).unwrap().iter().map(|f| &text[f.span.range()]).collect()
}

#[test]
fn a_weak_shape_needs_its_cue() {
    let s = weak_number();
    assert_eq!(found(&s, "weight 1234567 today"), [""; 0]);
    for text in [
        "MRN 1234567",
        "mrn: 1234567",
        "MRN# 1234567",
        "MRN__c=1234567",
        "{\"patientMrn\":\"1234567\"}",
        "Medical Record Number: 1234567",
        "Med. medical-record no. 1234567",
        "PatientMedicalRecord=1234567",
        "MRN:\n1234567",
        "<mrn>1234567</mrn>",
        "1234567 (MRN)",
        "chart # 1234567",
    ] {
        assert_eq!(found(&s, text), ["1234567"], "{text:?}");
    }
    for text in [
        "MRN is pending. Weight 1234567",
        "MRN 1 of 2\nWeight 1234567",
        "Birth 1234567",
        "order 1234567",
        "chart 1234567",
    ] {
        assert_eq!(found(&s, text), [""; 0], "{text:?}");
    }
}

#[test]
fn a_list_goes_on_after_its_first_number() {
    let s = weak_number();
    assert_eq!(
        found(&s, "MRNs: MRN 1234567, 2345678 and 3456789; 4567890"),
        ["1234567", "2345678", "3456789", "4567890"]
    );
}

#[test]
fn a_counter_cue_takes_it_back() {
    assert_eq!(found(&weak_number(), "MRN order 1234567"), [""; 0]);
}

#[test]
fn matching_starts_where_the_file_format_says() {
    let s = scanner(&[file(
        "shapes",
        "ID",
        "strong",
        "[[pattern]]\nname = \"a\"\nregex = 'M1A\\d'\n[[pattern]]\nname = \"b\"\nregex = '[A-Z]{3}-\\d{3}'\n[[pattern]]\nname = \"c\"\nregex = '\\(\\d\\d\\)\\d'\n[[pattern]]\nname = \"d\"\nregex = 'AB \\d\\d [A-Z]'\n[[pattern]]\nname = \"e\"\nregex = 'q_[a-z]{3}_\\d'",
    )]);
    let text = "M1A4, ABC-123 (12)3 and AB 12 C or q_abc_7 but xM1A4 not, nor ABC-1234";
    assert_eq!(found(&s, text), ["M1A4", "ABC-123", "(12)3", "AB 12 C", "q_abc_7"]);
}

#[test]
fn starts_are_found_at_every_place_of_a_block() {
    let s = scanner(&[file("id", "ID", "strong", "[[pattern]]\nname = \"a\"\nregex = 'AB-\\d{4}'")]);
    for lead in 0..200 {
        let text = format!("{}AB-1234{}", " x".repeat(lead / 2) + &" ".repeat(lead % 2 + 1), " y".repeat(40));
        assert_eq!(found(&s, &text), ["AB-1234"], "after {lead}");
    }
}

#[test]
fn a_pattern_without_digits_is_tried_at_every_word() {
    let s = scanner(&[file("word", "ID", "strong", "[[pattern]]\nname = \"a\"\nregex = 'zeta'")]);
    assert_eq!(found(&s, "alpha zeta, zetas"), ["zeta"]);
}

#[test]
fn number_edges_keep_out_of_longer_numbers() {
    let s =
        scanner(&[file("n", "ID", "strong", "[[pattern]]\nname = \"a\"\nregex = '\\d{3}-\\d{2}'\nedges = \"number\"")]);
    assert_eq!(found(&s, "123-45 9-123-45 123-45-6 123-45. 1.123-45 (123-45)"), ["123-45", "123-45", "123-45"]);
}

#[test]
fn a_failed_validator_drops_without_a_cue_and_lowers_with_one() {
    let s = scanner(&[file(
        "card",
        "CARD",
        "medium",
        "validator = \"luhn\"\n[[pattern]]\nname = \"a\"\nregex = '\\d{16}'\n[cues]\nfor = [\"card\"]",
    )]);
    let score = |text: &str| s.scan(text).unwrap().first().map(|f: &Finding| f.score.thousandths());
    assert_eq!(score("4111111111111112"), None);
    let (good, bad) = (score("card 4111111111111111").unwrap(), score("card 4111111111111112").unwrap());
    assert!(good > bad && bad >= 500, "{good} {bad}");
    let failed = s.scan("card 4111111111111112").unwrap();
    assert!(failed[0].evidence().any(|e| e.kind == EvidenceKind::ChecksumFailed));
}

#[test]
fn decoys_keep_others_off_and_are_not_reported() {
    let s = scanner(&[
        file("decoy", "-", "weak", "[[pattern]]\nname = \"a\"\nregex = '\\d{4}-\\d{4}'\n[cues]\nfor = [\"lot\"]"),
        file("id", "ID", "strong", "[[pattern]]\nname = \"a\"\nregex = '\\d{4}'"),
    ]);
    assert_eq!(found(&s, "lot 1234-5678"), [""; 0]);
    assert_eq!(found(&s, "1234-5678"), ["1234", "5678"]);
}

#[test]
fn hidden_and_look_alike_characters_do_not_hide() {
    let s = scanner(&[file("n", "SSN", "strong", "[[pattern]]\nname = \"a\"\nregex = '\\d{3}-\\d{2}-\\d{4}'")]);
    for text in [
        "１２３-４５-６７８９",
        "123\u{2011}45\u{2013}6789",
        "12\u{200b}3-45-67\u{ad}89",
        "é 123-45-6789 é",
        "٣٢١-٤٥-٦٧٨٩",
    ] {
        let all = found(&s, text);
        assert_eq!(all.len(), 1, "{text:?}");
        assert_eq!(all[0], text.trim_matches(|c| c == 'é' || c == ' '), "{text:?}");
    }
}

#[test]
fn any_bytes_are_scanned() {
    let s = scanner(&[file("n", "SSN", "strong", "[[pattern]]\nname = \"a\"\nregex = '\\d{3}-\\d{2}-\\d{4}'")]);
    let findings = s.scan(b"\xff\xfe 123-45-6789 \xc3" as &[u8]).unwrap();
    assert_eq!(findings[0].span.range(), 3..14);
}

#[test]
fn windows_lose_nothing_at_their_seams() {
    let s = scanner(&[file("n", "SSN", "strong", "[[pattern]]\nname = \"a\"\nregex = '\\d{3}-\\d{2}-\\d{4}'")]);
    let text = "é 123-45-6789 ".repeat(30_000);
    assert_eq!(s.scan(&text).unwrap().len(), 30_000);
    let no_gaps = "é123-45-6789é".repeat(20_000);
    let spans: Vec<_> = s.scan(&no_gaps).unwrap().iter().map(|f| f.span).collect();
    assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
}

#[test]
fn labels_allow_and_deny_lists() {
    let text = "[[pattern]]\nname = \"a\"\nregex = '[A-Z]\\d{4}'";
    let s = Scanner::builder()
        .without_builtin()
        .detector(&file("id", "ID", "strong", text))
        .unwrap()
        .allow("b1234")
        .deny(Label::Name, "Zebulon")
        .build()
        .unwrap();
    let text = "A1234 B1234 by zebulon and Zebulons";
    let findings = s.scan(text).unwrap();
    let got: Vec<_> =
        findings.iter().map(|f| (&text[f.span.range()], f.label, s.detector_name(f).to_owned())).collect();
    assert_eq!(got, [("A1234", Label::Id, "id".to_owned()), ("zebulon", Label::Name, "deny-list".to_owned())]);
}

#[test]
fn explanations_name_winners_and_losers() {
    let s = scanner(&[
        file("short", "ID", "strong", "[[pattern]]\nname = \"a\"\nregex = '\\d{4}'"),
        file("long", "MRN", "strong", "[[pattern]]\nname = \"a\"\nregex = '\\d{4}-\\d{2}'"),
        file("weak", "SSN", "weak", "[[pattern]]\nname = \"a\"\nregex = '\\d{4}-\\d'"),
        file("sum", "CARD", "medium", "validator = \"luhn\"\n[[pattern]]\nname = \"a\"\nregex = '\\d{4}'"),
    ]);
    let text = "see 1234-56 here";
    let explanation = s.explain(text, 5);
    let outcome = |id: &str| explanation.candidates.iter().find(|c| c.detector == id).map(|c| c.outcome);
    assert_eq!(outcome("long"), Some(Outcome::Kept));
    assert_eq!(outcome("short"), Some(Outcome::Overlapped));
    assert_eq!(outcome("sum"), Some(Outcome::Invalid));
    assert_eq!(explanation.candidates[0].detector, "long");
    assert!(s.explain(text, 0).candidates.is_empty());
    assert!(s.explain(text, 999).candidates.is_empty());
}

#[test]
fn no_debug_output_holds_what_was_scanned() {
    let s = weak_number();
    let text = "MRN 7654321";
    let redactor = phi_core::Redactor::new(s.clone(), phi_core::Policy::default());
    let shown = format!(
        "{:?} {:?} {:?} {:?}",
        s.scan(text).unwrap(),
        s.explain(text, 5),
        phi_core::Input::from(text),
        redactor.redact(text).unwrap()
    );
    assert!(!shown.contains("7654321"), "{shown}");
}

#[test]
fn names_are_found_when_asked_for() {
    let text = "Seen by Dr. Mary Nguyen at Mercy General Hospital.\nParkinson's disease; Foley catheter in place.\n";
    let found = |on: bool| -> Vec<(Label, String)> {
        let scanner = Scanner::builder().names(on).build().unwrap();
        let findings = scanner.scan(text).unwrap();
        findings.iter().map(|f| (f.label, text[f.span.range()].to_string())).collect()
    };
    assert!(found(false).is_empty());
    let named = found(true);
    assert!(named.contains(&(Label::Name, "Mary Nguyen".to_string())), "{named:?}");
    assert!(named.contains(&(Label::Org, "Mercy General Hospital".to_string())), "{named:?}");
    assert_eq!(named.len(), 2, "no eponym: {named:?}");
}

#[test]
fn names_with_accents_have_spans_of_the_input() {
    let scanner = Scanner::builder().names(true).build().unwrap();
    let text = "Patient: José Muñoz, seen by Dr. Françoise Lefèvre.";
    let findings = scanner.scan(text).unwrap();
    let named: Vec<&str> = findings.iter().map(|f| &text[f.span.range()]).collect();
    assert_eq!(named, ["José Muñoz", "Françoise Lefèvre"]);
    assert!(findings.iter().all(|f| scanner.detector_name(f) == "name"));
}

#[test]
fn names_are_found_in_every_piece_of_a_long_text() {
    let scanner = Scanner::builder().names(true).build().unwrap();
    let line = "Seen by Dr. Mary Nguyen on 03/14/2021 for a dressing change.\n";
    let text = line.repeat(4000);
    let findings = scanner.scan(text.as_str()).unwrap();
    let names: Vec<usize> = findings.iter().filter(|f| f.label == Label::Name).map(|f| f.span.start).collect();
    let expected: Vec<usize> = (0..4000).map(|n| n * line.len() + "Seen by Dr. ".len()).collect();
    assert_eq!(names, expected);
}
