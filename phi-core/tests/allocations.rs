//! A scan with warm memory allocates nothing, whatever the text.

use phi_core::{Findings, Scanner, Scratch};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    /// Allocations of this thread alone: the test harness has threads of its own.
    static CALLS: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    // A thread that is ending has no counter any more.
    let _ = CALLS.try_with(|calls| calls.set(calls.get() + 1));
}

// SAFETY: every method hands its arguments to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise; the block came from the system's allocator.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: the caller's promise; the block came from the system's allocator.
        unsafe { System.realloc(block, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What scanning `text` once more allocates when it was scanned before.
fn when_warm(scanner: &Scanner, text: &str) -> (u64, usize) {
    let (mut scratch, mut findings) = (Scratch::new(), Findings::new());
    let mut scan = || scanner.scan_into(text, &mut scratch, &mut findings).expect("text has no syntax to be broken");
    scan();
    let before = CALLS.get();
    scan();
    (CALLS.get() - before, findings.len())
}

/// Some identifiers of every sort, so that there are findings in any case.
const SOME: &str =
    "MRN: 4471209, DOB 03/14/1961. SSN 212-09-4471, phone (617) 244-9931\nNPI 1234567893 seen on March 3, 2021\n";

/// Every conformance text in one, so that every detector, validator and grow function has its turn.
fn all_vectors() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpora/conformance/vectors.ndjson");
    let lines = std::fs::read_to_string(path).expect("the vectors are checked in");
    let text = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("a vector is JSON")["text"].clone();
    let vectors = lines.lines().map(|line| text(line).as_str().unwrap_or_default().to_owned() + "\n\n");
    vectors.chain(std::iter::repeat_n(SOME.to_owned(), 50)).collect()
}

#[test]
fn a_warm_scan_allocates_nothing() {
    let everywhere = Scanner::builder().regions(["all"]).build().expect("`all` is a region");
    let named = Scanner::builder().names(true).build().expect("names need nothing from the caller");
    for scanner in [Scanner::new(), everywhere, named] {
        let text = all_vectors();
        let ascii: String = text.chars().filter(char::is_ascii).collect();
        let accented = ascii.replace('\n', "\né ");
        for (name, text) in [("as it is", text), ("ASCII", ascii), ("accented", accented)] {
            let (calls, findings) = when_warm(&scanner, &text);
            assert!(findings > 100, "{findings} findings, {name}");
            assert_eq!(calls, 0, "{name}");
        }
    }
}

#[test]
fn neither_does_a_warm_scan_with_lists() {
    let scanner = Scanner::builder().deny(phi_core::Label::Name, "Zebulon").build().expect("a list of one term");
    let (calls, findings) = when_warm(&scanner, &"Zebulon was here, MRN 1234567. ".repeat(500));
    assert!(findings >= 1000, "{findings}");
    assert_eq!(calls, 0);
}
