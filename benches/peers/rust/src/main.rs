//! `phi-peers PEER CORPUS.ndjson FINDINGS.ndjson`: the adapter of what is written in Rust, as `adapters/common.py` is
//! that of what is written in Python.

use phi_core::{Findings, Scanner, Scratch};
use redact_core::AnalyzerEngine;
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

/// A place in bytes and our label.
type Found = (usize, usize, &'static str);

/// Rounds are repeated until so much time is spent; the best counts. They are short, so that the clock's time of the best
/// is the processor's.
const SPENT: Duration = Duration::from_secs(3);

fn phi(names: bool) -> Result<impl FnMut(&str) -> Vec<Found>, Box<dyn Error>> {
    let scanner = Scanner::builder().names(names).build()?;
    let (mut scratch, mut findings) = (Scratch::new(), Findings::new());
    Ok(move |text: &str| {
        scanner.scan_into(text, &mut scratch, &mut findings).expect("within the limits");
        findings.iter().map(|f| (f.span.range().start, f.span.range().end, f.label.name())).collect()
    })
}

fn redact_core() -> Result<impl FnMut(&str) -> Vec<Found>, Box<dyn Error>> {
    let engine = AnalyzerEngine::new();
    Ok(move |text: &str| {
        let result = engine.analyze(text, None).expect("analyzes text");
        let found = result.detected_entities.iter();
        found.filter_map(|one| Some((one.start, one.end, label(one.entity_type.as_str())?))).collect()
    })
}

/// Ours for a label of redact-core, if it is an identifier by our rules.
fn label(entity: &str) -> Option<&'static str> {
    Some(match entity {
        "PERSON" => "NAME",
        "DATE_TIME" => "DATE",
        "LOCATION" | "US_ZIP_CODE" | "UK_POSTCODE" | "PO_BOX" => "LOCATION",
        "ORGANIZATION" => "ORG",
        "EMAIL_ADDRESS" => "EMAIL",
        "PHONE_NUMBER" | "UK_PHONE_NUMBER" | "UK_MOBILE_NUMBER" => "PHONE",
        "IP_ADDRESS" => "IP",
        "URL" | "DOMAIN_NAME" => "URL",
        "CREDIT_CARD" => "CARD",
        "IBAN" | "IBAN_CODE" | "US_BANK_NUMBER" | "UK_SORT_CODE" | "CRYPTO_WALLET" | "BTC_ADDRESS" | "ETH_ADDRESS" => {
            "ACCOUNT"
        }
        "US_SSN" => "SSN",
        "US_DRIVER_LICENSE" | "US_PASSPORT" | "UK_DRIVER_LICENSE" | "UK_PASSPORT_NUMBER" | "MEDICAL_LICENSE"
        | "PASSPORT_NUMBER" => "LICENSE",
        "UK_NHS" | "UK_NINO" => "NATIONAL_ID",
        "MEDICAL_RECORD_NUMBER" => "MRN",
        "MAC_ADDRESS" => "DEVICE",
        "GUID" => "ID",
        "AGE" | "ISBN" | "UK_COMPANY_NUMBER" | "MD5_HASH" | "SHA1_HASH" | "SHA256_HASH" => return None,
        // What is left are kinds of keys and tokens.
        _ => "CREDENTIAL",
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, peer, corpus, findings] = arguments.as_slice() else {
        return Err("phi-peers PEER CORPUS.ndjson FINDINGS.ndjson".into());
    };
    let mut scan: Box<dyn FnMut(&str) -> Vec<Found>> = match peer.as_str() {
        "phi-core" => Box::new(phi(true)?),
        "phi-core-no-names" => Box::new(phi(false)?),
        "redact-core" => Box::new(redact_core()?),
        _ => return Err("PEER is phi-core, phi-core-no-names or redact-core".into()),
    };
    let lines = fs::read_to_string(corpus)?;
    let documents: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let texts: Vec<&str> = documents.iter().filter_map(|document| document["text"].as_str()).collect();
    scan("Seen by Dr. Jane Roe on 3 March 2024, MRN 0012345, roe@example.org.");

    let (mut best, mut spent, mut found) = (Duration::MAX, Duration::ZERO, Vec::new());
    while spent < SPENT {
        let begin = Instant::now();
        found = texts.iter().map(|text| scan(text)).collect();
        let took = begin.elapsed();
        best = best.min(took);
        spent += took;
    }

    let mut out = fs::File::create(findings)?;
    for ((document, text), places) in documents.iter().zip(&texts).zip(&found) {
        let points = |at: usize| text[..at].chars().count();
        let row = |(start, end, label): &Found| json!({"start": points(*start), "end": points(*end), "label": label});
        let rows: Vec<Value> = places.iter().map(row).collect();
        writeln!(out, "{}", json!({"id": document["id"], "findings": rows}))?;
    }
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    let versions = if peer == "redact-core" { "redact-core 0.12.7" } else { "phi-core of this commit" };
    println!("{}", json!({"seconds": best.as_secs_f64(), "bytes": bytes, "versions": versions}));
    Ok(())
}
