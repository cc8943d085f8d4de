//! A folder with a detector of its own, so that these tests do not hang on the built-in ones.

#![allow(dead_code, reason = "every test file uses a part of it")]

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// `ZQ-` and six digits.
pub(crate) const MRN: &str = r#"
id = "site-mrn"
title = "Medical record number of the General Hospital"
label = "MRN"
region = "any"
strength = "strong"
references = ["Site handbook"]
[[pattern]]
name = "dashed"
regex = 'ZQ-\d{6}'
[cues]
for = ["mrn"]
against = ["parcel"]
[[accept]]
text = "MRN: ZQ-123456"
span = "ZQ-123456"
[[accept]]
text = "see ZQ-123457 today"
span = "ZQ-123457"
[[accept]]
text = "mrn ZQ-123458"
span = "ZQ-123458"
[[reject]]
text = "ZQ-12345"
why = "too short"
[[reject]]
text = "ZQ-1234567"
why = "too long"
[[reject]]
text = "AQ-123456"
why = "another prefix"
"#;

/// `YK-` and four digits, of another label.
pub(crate) fn badge() -> String {
    MRN.replace("ZQ-", "YK-")
        .replace("site-mrn", "site-badge")
        .replace("\"MRN\"", "\"ID\"")
        .replace(r"\d{6}", r"\d{4}")
        .replace("YK-12345\"", "YK-123\"")
        .replace("YK-1234567", "YK-12345")
        .replace("YK-123456", "YK-1234")
        .replace("YK-123457", "YK-1235")
        .replace("YK-123458", "YK-1236")
}

pub(crate) struct Site {
    dir: TempDir,
}

impl Site {
    pub(crate) fn new() -> Site {
        let site = Site { dir: TempDir::new().unwrap() };
        site.write("detectors/site-mrn.toml", MRN).write("detectors/site-badge.toml", badge());
        site
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Site {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The command, in this folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("phi");
        command.current_dir(self.dir.path()).env_remove("CLICOLOR_FORCE").args(arguments);
        command
    }

    /// As it is, built-in detectors and all.
    pub(crate) fn phi(&self, arguments: &[&str]) -> Ran {
        self.phi_with(arguments, "")
    }

    /// With this standard input.
    pub(crate) fn phi_with(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Ran {
        Ran(self.command(arguments).write_stdin(input).output().unwrap())
    }

    /// With only the detectors of this folder.
    pub(crate) fn site(&self, arguments: &[&str]) -> Ran {
        self.site_with(arguments, "")
    }

    pub(crate) fn site_with(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Ran {
        let own = ["--without-builtin", "--detectors", "detectors"];
        self.phi_with(&[&arguments[..1], &own, &arguments[1..]].concat(), input)
    }
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Ran(Output);

impl Ran {
    pub(crate) fn out(&self) -> &str {
        std::str::from_utf8(&self.0.stdout).unwrap()
    }

    pub(crate) fn err(&self) -> &str {
        std::str::from_utf8(&self.0.stderr).unwrap()
    }

    pub(crate) fn code(&self) -> i32 {
        self.0.status.code().expect("no signal ended it")
    }

    #[track_caller]
    pub(crate) fn exits(&self, code: i32) -> &Ran {
        assert_eq!(self.code(), code, "{self:#?}");
        self
    }

    /// Standard error holds one line for each of these, and nothing else but notes.
    #[track_caller]
    pub(crate) fn complains(&self, parts: &[&str]) -> &Ran {
        let line = self.err().lines().find(|line| parts.iter().all(|part| line.contains(part)));
        assert!(line.is_some_and(|line| line.starts_with("phi: ")), "no line with {parts:?} in {}", self.err());
        self
    }

    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.out().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// `path:line:column` of every finding of an NDJSON report.
    pub(crate) fn places(&self) -> Vec<String> {
        let place = |row: &Value| format!("{}:{}:{}", row["path"].as_str().unwrap(), row["line"], row["column"]);
        self.json_lines().iter().map(place).collect()
    }
}

/// Where a file was written by the test itself.
pub(crate) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
