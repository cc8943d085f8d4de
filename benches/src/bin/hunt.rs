//! Looks for slow inputs: repeats every pair of small pieces and names the slowest. What it finds becomes a case.

use phi_benches::random::Random;
use phi_core::{Findings, Scanner, Scratch};
use std::time::Instant;

const PIECES: &[&str] = &[
    "1",
    "12",
    "123",
    "1234",
    "123456789",
    "A",
    "a",
    "AB",
    "z9",
    "é",
    "１",
    "\u{200b}",
    " ",
    "\n",
    "\t",
    "-",
    "--",
    "_",
    ".",
    "..",
    ",",
    ";",
    ":",
    "::",
    "/",
    "//",
    "\\",
    "@",
    "(at)",
    "=",
    "==",
    ">",
    "<",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "+",
    "+1 ",
    "#",
    "&",
    "?",
    "%",
    "$",
    "!",
    "*",
    "|",
    "~",
    "eyJ",
    "://",
    "http://",
    "www.",
    "-----BEGIN ",
    "PRIVATE KEY-----",
    "password",
    "token",
    "code",
    "MRN",
    "SSN",
    "DOB",
    "phone",
    "medical record",
    "number",
    "May",
    "January",
    "mg",
    "years old",
    "Bearer ",
    "fe80",
    "00",
    "0x",
    "X",
    "x",
    "NHS",
    "IBAN",
    "GB",
    "001",
    "00D",
    "2024",
    "12/",
    "age 91",
    ".my.salesforce",
];

const SIZE: usize = 256 * 1024;
const SHOWN: usize = 25;

fn main() {
    let scanner = Scanner::builder().regions(["all"]).build().expect("`all` is a region");
    let (mut scratch, mut findings) = (Scratch::new(), Findings::new());
    let mut slowest: Vec<(f64, String)> = Vec::new();
    let mut random = Random::new(7);
    let pairs = PIECES.iter().flat_map(|a| PIECES.iter().map(move |b| format!("{a}{b}")));
    let longer: Vec<String> =
        (0..20_000).map(|_| (0..random.between(3, 6)).map(|_| PIECES[random.below(PIECES.len())]).collect()).collect();
    for unit in pairs.chain(longer) {
        let text = unit.repeat(SIZE / unit.len());
        let mut best = f64::MAX;
        for _ in 0..2 {
            let start = Instant::now();
            scanner.scan_into(&text, &mut scratch, &mut findings).expect("text has no syntax to be broken");
            best = best.min(start.elapsed().as_secs_f64());
        }
        slowest.push((best * 1e9 / text.len() as f64, unit));
        slowest.sort_by(|a, b| b.0.total_cmp(&a.0));
        slowest.truncate(SHOWN);
    }
    for (nanoseconds, unit) in slowest {
        println!("{nanoseconds:8.1} ns a byte  {unit:?}");
    }
}
