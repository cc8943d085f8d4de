//! `phi evaluate`.

mod common;

use common::{Ran, Site};
use serde_json::{Value, json};

/// Two documents; the scanner of the site knows `ZQ-` and six digits, and `YK-` and four.
const CORPUS: &str = r#"{"id":"a","genre":"note","text":"é MRN ZQ-123456, seen by Ann Lee","spans":[{"start":6,"end":15,"label":"MRN"},{"start":25,"end":32,"label":"NAME"}],"traps":[{"start":17,"end":21}]}
{"id":"b","genre":"log","text":"badge YK-1234 on ZQ-777777","spans":[{"start":6,"end":13,"label":"MRN"}],"traps":[{"start":17,"end":26}]}
"#;

/// `right`, `wrong`, `missed`.
fn counts(three: &Value) -> [u64; 3] {
    ["right", "wrong", "missed"].map(|name| three[name].as_u64().unwrap())
}

fn json_of(ran: &Ran) -> Value {
    serde_json::from_str(ran.out()).unwrap()
}

#[test]
fn figures_are_those_counted_by_hand() {
    let site = Site::new();
    site.write("c.ndjson", CORPUS);
    let ran = site.site(&["evaluate", "c.ndjson", "--output", "json"]);
    let report = json_of(ran.exits(0));
    let total = &report["total"];
    // Tokens: é MRN ZQ 123456 seen by Ann Lee, badge YK 1234 on ZQ 777777.
    assert_eq!(total["tokens"], 14);
    // Right: ZQ 123456, YK 1234. Wrong: ZQ 777777. Missed: Ann Lee.
    assert_eq!(counts(&total["all"]["token"]), [4, 2, 2]);
    // Right: ZQ-123456. Wrong: YK-1234 (it is marked MRN), ZQ-777777. Missed: Ann Lee, YK-1234.
    assert_eq!(counts(&total["all"]["strict"]), [1, 2, 2]);
    assert_eq!(total["all"]["strict"]["recall"]["value"], 0.333333);
    assert_eq!((&total["all"]["leak"]["part"], &total["all"]["leak"]["whole"]), (&json!(1), &json!(2)));
    assert_eq!((&total["traps"]["part"], &total["traps"]["whole"]), (&json!(1), &json!(2)));
    let b = &report["documents"][1];
    assert_eq!(b["findings"][0], json!({"start": 6, "end": 13, "label": "ID"}));
    let wrong = json!({"start": 6, "end": 13, "label": "MRN", "outcome": "wrong label", "found": "ID"});
    assert_eq!(b["errors"], json!([wrong, {"start": 17, "end": 26, "label": "MRN", "outcome": "false"}]));
    assert_eq!(report["genres"].as_array().unwrap().len(), 2);
    let again = site.site(&["evaluate", "c.ndjson", "--output", "json"]);
    assert_eq!(again.out(), ran.out(), "the seed is fixed");
    let kinds = site.site(&["evaluate", "c.ndjson", "--output", "ndjson"]).json_lines();
    let kinds: Vec<&str> = kinds.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["all", "label", "label", "label", "genre", "genre", "document", "document"]);
}

#[test]
fn text_is_shown_only_when_it_is_asked_for() {
    let site = Site::new();
    site.write("c.ndjson", CORPUS);
    for output in ["human", "json", "ndjson"] {
        let arguments = ["evaluate", "c.ndjson", "--errors", "--output", output];
        let ran = site.site(&arguments);
        assert!(!ran.exits(0).out().contains("Ann") && !ran.out().contains("777777"), "{}", ran.out());
        let ran = site.site(&[&arguments[..], &["--reveal"]].concat());
        assert!(ran.exits(0).out().contains("Ann Lee"), "{}", ran.out());
    }
    let ran = site.site(&["evaluate", "c.ndjson", "--html", "r.html"]);
    ran.exits(0).complains(&["r.html holds text of the documents"]);
    let page = site.read("r.html");
    for part in [
        r#"<mark class="missed" title="NAME, missed">Ann Lee<small>NAME</small></mark>"#,
        r#"<mark class="right" title="MRN, right">ZQ-123456<small>"#,
        r#"<mark class="false" title="MRN, false">ZQ-777777<small>"#,
        r#"<small>MRN → ID</small>"#,
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    site.write(
        "e.ndjson",
        r#"{"id":"<b>","text":"<script> ZQ-123456 & Ann","spans":[{"start":21,"end":24,"label":"NAME"}]}"#,
    );
    site.site(&["evaluate", "e.ndjson", "--html", "e.html"]).exits(0);
    assert!(!site.read("e.html").contains("<script") && !site.read("e.html").contains("<b>"));
}

#[test]
fn every_format_gives_the_same_figures() {
    let site = Site::new();
    site.write("brat/note/a.txt", "é MRN ZQ-123456, seen by Ann\r\nLee in 1999, 44 y, in Ohio")
        .write("brat/note/a.ann", "T1\tMEDICALRECORD 6 15\tZQ-123456\nT2\tDOCTOR 25 28;30 33\tAnn Lee\nT3\tSTATE 52 56\tOhio\nT4\tDATE 37 41\t1999\nT5\tAGE 43 45\t44\n")
        .write("i2b2/a.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<deIdi2b2><TEXT><![CDATA[é MRN ZQ-123456, seen by Ann\r\nLee in 1999, 44 y, in Ohio]]></TEXT><TAGS>\
            <ID start=\"6\" end=\"15\" text=\"ZQ-123456\" TYPE=\"MEDICALRECORD\"/><NAME start=\"25\" end=\"32\" text=\"Ann Lee\" TYPE=\"DOCTOR\"/>\
            <LOCATION start=\"51\" end=\"55\" text=\"Ohio\" TYPE=\"STATE\"/><DATE start=\"36\" end=\"40\" text=\"1999\" TYPE=\"DATE\"/>\
            <AGE start=\"42\" end=\"44\" text=\"44\" TYPE=\"AGE\"/></TAGS></deIdi2b2>")
        .write("p.json", "[\n{\"full_text\":\"é MRN ZQ-123456, seen by Ann\\nLee in 1999, 44 y, in Ohio\",\"spans\":[\
            {\"entity_type\":\"MEDICAL_RECORD\",\"entity_value\":\"ZQ-123456\",\"start_position\":6,\"end_position\":15},\
            {\"entity_type\":\"PERSON\",\"start_position\":25,\"end_position\":32},{\"entity_type\":\"STATE\",\"start_position\":51,\"end_position\":55},\
            {\"entity_type\":\"DATE_TIME\",\"start_position\":36,\"end_position\":40},{\"entity_type\":\"AGE\",\"start_position\":42,\"end_position\":44}]}]")
        .write("d.jsonl", "{\"id\":1,\"text\":\"é MRN ZQ-123456, seen by Ann\\nLee in 1999, 44 y, in Ohio\",\"label\":[[6,15,\"Record number\"],[25,32,\"per\"],\
            [51,55,\"STATE\"],[36,40,\"date\"],[42,44,\"age\"]]}");
    for (path, format) in [
        ("brat", "brat"),
        ("brat/note/a.ann", "brat"),
        ("brat/note/a.txt", "brat"),
        ("i2b2", "i2b2"),
        ("i2b2/a.xml", "i2b2"),
        ("p.json", "presidio"),
        ("d.jsonl", "doccano"),
    ] {
        for forced in [&[][..], &["--format", format]] {
            let ran = site.site(&[&["evaluate", path, "--output", "json"], forced].concat());
            let report = json_of(ran.exits(0));
            assert_eq!(report["format"], format, "{path}");
            assert_eq!(counts(&report["total"]["all"]["token"]), [2, 0, 2], "{path}");
            assert_eq!(counts(&report["total"]["all"]["strict"]), [1, 0, 1], "{path}");
            ran.complains(&["Not scored", "STATE 1", "(an age under 90, or a year alone) 1"]);
        }
    }
    site.write("map.toml", "STATE = \"LOCATION\"\n");
    for map in ["state=LOCATION", "map.toml"] {
        let ran = site.site(&["evaluate", "d.jsonl", "--output", "json", "--map", map]);
        assert_eq!(counts(&json_of(ran.exits(0))["total"]["all"]["strict"]), [1, 0, 2]);
    }
    let ran = site.site(&["evaluate", "d.jsonl", "--map", "per=-"]);
    assert!(ran.exits(0).out().contains("Not scored, being no label: STATE 1"), "{}", ran.out());
}

#[test]
fn findings_of_others_are_scored_and_compared() {
    let site = Site::new();
    site.write("c.ndjson", CORPUS)
        .write("old.ndjson", "{\"id\":\"a\",\"findings\":[{\"start\":25,\"end\":32,\"label\":\"PERSON\"},{\"start\":0,\"end\":1,\"label\":\"NRP\"}]}\n");
    let ran = site.phi(&["evaluate", "c.ndjson", "--findings", "old.ndjson", "--output", "json"]);
    assert_eq!(counts(&json_of(ran.exits(0))["total"]["all"]["strict"]), [1, 0, 2]);
    ran.complains(&["old.ndjson: nothing of 1 document"]).complains(&["NRP 1"]);
    let new = site.site(&["evaluate", "c.ndjson", "--output", "json"]);
    site.write("new.json", new.out());
    let ran = site.phi(&["evaluate", "c.ndjson", "--compare", "old.ndjson", "new.json", "--output", "json"]);
    let told = json_of(ran.exits(0));
    let recall = told["figures"].as_array().unwrap().iter().find(|row| row["figure"] == "token-recall").unwrap();
    assert_eq!((&recall["before"], &recall["after"]), (&json!(0.333333), &json!(0.666667)));
    assert_eq!((&told["better"], &told["worse"]), (&json!(0), &json!(0)), "{told}");
    let turned = told["spans"].as_array().unwrap().iter().map(|span| {
        let [label, before, after] = ["label", "before", "after"].map(|name| span[name].as_str().unwrap());
        format!("{} {label} {before} → {after} {}", span["id"].as_str().unwrap(), span["better"])
    });
    assert_eq!(
        turned.collect::<Vec<_>>(),
        [
            "a NAME right → missed false",
            "b MRN none → false false",
            "a MRN missed → right true",
            "b MRN missed → wrong label true"
        ]
    );
    let ran = site.phi(&["evaluate", "c.ndjson", "--compare", "old.ndjson", "new.json"]);
    assert!(ran.exits(0).out().contains("worse   a:25-32  NAME  right → missed"), "{}", ran.out());
    assert!(!ran.out().contains("Ann"));
    site.phi(&["evaluate", "c.ndjson", "--findings", "old.ndjson", "--regions", "gb"]).exits(2);
}

#[test]
fn labels_that_are_not_asked_for_do_not_count() {
    let site = Site::new();
    site.write("c.ndjson", CORPUS);
    for option in [&["--labels", "MRN"][..], &["--without", "NAME,ID"]] {
        let ran = site.site(&[&["evaluate", "c.ndjson", "--output", "json"], option].concat());
        let report = json_of(ran.exits(0));
        assert_eq!(counts(&report["total"]["all"]["strict"]), [1, 1, 1], "{option:?}");
    }
}

#[test]
fn a_limit_that_does_not_hold_is_told_by_the_exit_code() {
    let site = Site::new();
    site.write("c.ndjson", CORPUS);
    let limit = |option: &str, value: &str| site.site(&["evaluate", "c.ndjson", option, value]);
    limit("--fail-under", "token-recall=0.66").exits(0);
    limit("--fail-over", "traps=0.5").exits(0);
    limit("--fail-under", "token-recall=0.67").exits(1).complains(&["token-recall is 0.6667, under the limit of 0.67"]);
    limit("--fail-over", "leak=0.4").exits(1).complains(&["leak is 0.5000, over the limit of 0.4"]);
    limit("--fail-under", "recall=0.4")
        .exits(2)
        .complains(&["--fail-under: no figure `recall`; known: token-precision"]);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_scored() {
    let site = Site::new();
    let more = "{\"id\":\"x\",\"text\":\"secret\",\"spans\":[{\"start\":0,\"end\":7,\"label\":\"NAME\"}]}\n{\"id\":\"y\",\"text\":\"secret\n\
                {\"id\":\"a\",\"text\":\"secret\"}\n{\"id\":\"z\",\"text\":\"secret\",\"spans\":[{\"start\":3,\"end\":3,\"label\":\"NAME\"}]}\n\
                {\"id\":\"o\",\"text\":\"secret\",\"only\":[\"NOPE\"]}\n";
    site.write("c.ndjson", format!("{CORPUS}{more}"));
    let ran = site.site(&["evaluate", "c.ndjson"]);
    ran.exits(2)
        .complains(&["c.ndjson:3: 0 to 7 lies outside of the text, which has 6 code points"])
        .complains(&["c.ndjson:4: not JSON"])
        .complains(&["c.ndjson:5: the id of c.ndjson:1 once more; each document needs its own"])
        .complains(&["c.ndjson:6: 3 to 3 is empty; the end is exclusive"])
        .complains(&["c.ndjson:7: `only` holds a name that is no label"]);
    assert!(ran.out().contains("2 documents") && !ran.err().contains("secret"), "{}", ran.err());

    site.write("b/a.txt", "Ann Lee").write("b/a.ann", "T1\tNAME 1 4\tAnn\n").write("b/c.ann", "T1\tNAME 0 3\tAnn\n");
    let ran = site.site(&["evaluate", "b"]);
    ran.exits(2).complains(&["b/c.txt: No such file"]);
    let ran = site.site(&["evaluate", "b/a.txt"]);
    ran.exits(2).complains(&["b/a.ann:1: 1 to 4 is not the text that the file has for it; offsets count code points"]);
    assert!(!ran.err().contains("Ann"));
    site.write("empty.ndjson", "\n").write("l.ndjson", b"{\"text\":\"\xff\"}").write("f/x.md", "");
    site.site(&["evaluate", "empty.ndjson"]).exits(2).complains(&["empty.ndjson: no document is in it"]);
    site.site(&["evaluate", "l.ndjson"]).exits(2).complains(&["l.ndjson: not UTF-8, at byte 9"]);
    site.site(&["evaluate", "f"]).exits(2).complains(&["f: no .ann (brat) and no .xml (i2b2) is in this folder"]);
    site.site(&["evaluate", "gone"]).exits(2).complains(&["gone: No such file"]);
    site.site(&["evaluate", "c.ndjson", "--map", "X=Y"]).exits(2).complains(&["--map: no label `Y`; known: NAME"]);
    site.write("n.ndjson", "{\"id\":\"q\",\"findings\":[]}");
    let ran = site.site_with(&["evaluate", "-"], CORPUS);
    assert!(ran.exits(0).out().contains("2 documents"));
    site.phi(&["evaluate", "c.ndjson", "--findings", "n.ndjson"])
        .exits(2)
        .complains(&["n.ndjson: no id of it is one of"]);
}
