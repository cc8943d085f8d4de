//! Measures what the library promises about speed, size and allocations, all in one run on one thread, writes it to
//! `record/<architecture>.csv`, and fails where a limit does not hold.
//!
//! Ratios are against copying the same bytes, because that travels between machines better than megabytes a second.

use phi_benches::allocator::{Counting, allocations};
use phi_benches::cases::{self, Case};
use phi_benches::expected::{Expected, folder};
use phi_core::{Findings, Pack, Scanner, Scratch};
use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const MB: usize = 1 << 20;
const SIZE: usize = 64 * MB;
/// What the criterion benches scan.
const SMALL: usize = 4 * MB;
/// A case is repeated so often, or until this much time is spent on it.
const ROUNDS: usize = 7;
const PATIENCE: Duration = Duration::from_secs(2);
const OPEN_LIMIT_MS: f64 = 2.0;

/// What one line of the record says.
struct Row {
    name: String,
    unit: &'static str,
    value: f64,
    ratio: Option<f64>,
    limit: Option<f64>,
    findings: Option<usize>,
    holds: bool,
}

fn main() -> ExitCode {
    let (mut accept, mut only) = (false, Vec::new());
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--accept" => accept = true,
            name => only.push(name.to_owned()),
        }
    }
    let cases: Vec<Case> =
        cases::all().into_iter().filter(|case| only.is_empty() || only.iter().any(|name| name == case.name)).collect();
    let scanners = [Scanner::new(), everywhere()];
    let mut expected = Expected::read();
    let mut rows = vec![open_builtin(), open_checked(), allocations_when_warm(&scanners[0])];
    rows.push(row("pack-size", "bytes", Pack::open_builtin().len() as f64, None));
    rows.iter().for_each(show);
    let copy = memcpy();
    for case in &cases {
        let mut row = measure(case, &scanners[usize::from(case.everywhere)], copy);
        let findings = row.findings.unwrap_or_default();
        if accept {
            expected.set(case.name, SMALL, findings);
        } else if let Some(number) = expected.get(case.name, SMALL).filter(|number| *number != findings) {
            println!("{}: {findings} findings in 4 MB, {number} are expected", case.name);
            row.holds = false;
        }
        show(&row);
        rows.push(row);
        if case.name == "prose" {
            rows.push(peak("peak-memory-prose"));
        }
    }
    rows.push(row("memcpy", "MB/s", megabytes_a_second(SIZE, copy), None));
    rows.push(peak("peak-memory"));
    rows[rows.len() - 2..].iter().for_each(show);
    if accept && expected.write().is_err() || only.is_empty() && write(&rows).is_err() {
        eprintln!("the record could not be written");
        return ExitCode::FAILURE;
    }
    let broken: Vec<&str> = rows.iter().filter(|row| !row.holds).map(|row| row.name.as_str()).collect();
    if broken.is_empty() {
        println!("every limit holds");
        return ExitCode::SUCCESS;
    }
    println!("does not hold: {}", broken.join(", "));
    ExitCode::FAILURE
}

/// One case: its findings in 4 MB, and how long 64 MB take. What is far over its limit in 4 MB is not waited for in 64.
fn measure(case: &Case, scanner: &Scanner, copy: Duration) -> Row {
    let (mut scratch, mut findings) = (Scratch::new(), Findings::new());
    let limit = case.kind.limit();
    let mut took_by = |text: &[u8]| {
        let took = best(&mut || scan(scanner, text, &mut scratch, &mut findings));
        let ratio = took.as_secs_f64() / (copy.as_secs_f64() * text.len() as f64 / SIZE as f64);
        (took, ratio, findings.len())
    };
    let small = case.text(SMALL);
    let (mut took, mut ratio, found) = took_by(&small);
    let mut size = small.len();
    if ratio < limit * 4.0 {
        let text = case.text(SIZE);
        let quarter = took_by(&text[..SIZE / 4]).0;
        (took, ratio, _) = took_by(&text);
        size = text.len();
        linear(took.as_secs_f64() / quarter.as_secs_f64());
    }
    let mut row = row(case.name, "MB/s", megabytes_a_second(size, took), Some(limit));
    row.ratio = Some(ratio);
    row.holds = ratio <= limit;
    row.findings = Some(found);
    row
}

/// Four times the text should take four times as long. Shown, not tested: a busy machine bends it.
fn linear(ratio: f64) {
    if !(3.0..=5.0).contains(&ratio) {
        println!("{:24} takes {ratio:.2} times as long for 64 MB as for 16 MB, 4 is linear", "");
    }
}

fn everywhere() -> Scanner {
    Scanner::builder().regions(["all"]).build().expect("`all` is a region")
}

fn scan(scanner: &Scanner, text: &[u8], scratch: &mut Scratch, findings: &mut Findings) {
    scanner.scan_into(black_box(text), scratch, findings).expect("text has no syntax to be broken");
    black_box(&findings);
}

/// The shortest of some rounds. The first, which warms up, counts only when it takes all the patience there is.
fn best(work: &mut dyn FnMut()) -> Duration {
    let began = Instant::now();
    work();
    let first = began.elapsed();
    if first > PATIENCE {
        return first;
    }
    let mut best = Duration::MAX;
    for round in 0..ROUNDS {
        if round > 0 && began.elapsed() > PATIENCE {
            break;
        }
        let start = Instant::now();
        work();
        best = best.min(start.elapsed());
    }
    best
}

/// Copying the bytes of a text, what every ratio is against. Its best is looked for longer than a scan's.
fn memcpy() -> Duration {
    let text = cases::all()[0].text(SIZE);
    let mut copy = vec![0u8; SIZE];
    let mut round = || {
        copy.copy_from_slice(black_box(&text));
        black_box(&copy);
    };
    (0..6).map(|_| best(&mut round)).min().unwrap_or(Duration::MAX)
}

fn open_builtin() -> Row {
    let took = best(&mut || drop(black_box(Pack::open_builtin())));
    let mut row = row("open-builtin", "ms", took.as_secs_f64() * 1e3, Some(OPEN_LIMIT_MS));
    row.holds = row.value < OPEN_LIMIT_MS;
    row
}

/// A pack that was read from somewhere: its digest is computed.
fn open_checked() -> Row {
    let bytes = builtin_bytes();
    let took = best(&mut || drop(black_box(Pack::from_bytes(bytes.as_slice()).expect("the built-in pack"))));
    row("open-from-bytes", "ms", took.as_secs_f64() * 1e3, None)
}

fn builtin_bytes() -> Vec<u8> {
    let path = folder().join("../../phi-core/src/generated/builtin.phipack");
    std::fs::read(path).expect("the pack is checked in")
}

/// Allocations of one more scan of each kind of text, after two.
fn allocations_when_warm(scanner: &Scanner) -> Row {
    let mut total = 0;
    for case in cases::all().iter().filter(|case| !case.everywhere) {
        let text = case.text(SMALL);
        let (mut scratch, mut findings) = (Scratch::new(), Findings::new());
        for _ in 0..2 {
            scan(scanner, &text, &mut scratch, &mut findings);
        }
        let before = allocations();
        scan(scanner, &text, &mut scratch, &mut findings);
        total += allocations() - before;
    }
    let mut row = row("allocations-when-warm", "calls", total as f64, Some(0.0));
    row.holds = total == 0;
    row
}

/// The most memory that the process ever had, in megabytes; 0 where the system does not say.
fn peak(name: &str) -> Row {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|rest| {
        let number = rest.trim().trim_end_matches("kB").trim();
        number.parse::<f64>().ok()
    });
    row(name, "MB", kilobytes.unwrap_or(0.0) / 1024.0, None)
}

fn megabytes_a_second(bytes: usize, took: Duration) -> f64 {
    bytes as f64 / 1e6 / took.as_secs_f64()
}

fn row(name: &str, unit: &'static str, value: f64, limit: Option<f64>) -> Row {
    Row { name: name.to_owned(), unit, value, ratio: None, limit, findings: None, holds: true }
}

fn show(row: &Row) {
    let mut line = format!("{:24} {:>11.2} {:6}", row.name, row.value, row.unit);
    match (row.ratio, row.limit) {
        (Some(ratio), Some(limit)) => _ = write!(line, " {ratio:7.1} x memcpy, at most {limit:3}"),
        (None, Some(limit)) => _ = write!(line, " at most {limit}"),
        _ => {}
    }
    if let Some(findings) = row.findings {
        _ = write!(line, "  {findings:>8} findings");
    }
    if !row.holds {
        line += "  DOES NOT HOLD";
    }
    println!("{line}");
}

fn write(rows: &[Row]) -> std::io::Result<()> {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown");
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    let pack = Pack::open_builtin();
    let digest: String = pack.digest()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let mut out = format!(
        "# `make record`: one thread, best of {ROUNDS}; ratio is time against memcpy of as many bytes. 64 MB a text, 4 MB where a limit is far\n# out of reach; findings are those in 4 MB.\n# cpu{cpu}; load {load}, of which 1 is this program; {} detectors, pack {digest}\n",
        pack.detectors().len()
    );
    out += "name,value,unit,ratio,limit,findings,holds\n";
    for row in rows {
        let cell = |number: Option<f64>| number.map_or(String::new(), |number| format!("{number:.1}"));
        let findings = row.findings.map_or(String::new(), |number| number.to_string());
        _ = writeln!(
            out,
            "{},{:.2},{},{},{},{findings},{}",
            row.name,
            row.value,
            row.unit,
            cell(row.ratio),
            cell(row.limit),
            if row.holds { "yes" } else { "no" }
        );
    }
    std::fs::write(folder().join(format!("{}.csv", std::env::consts::ARCH)), out)
}
