//! Opening packs.

use criterion::{Criterion, criterion_group, criterion_main};
use phi_benches::expected::folder;
use phi_core::{Pack, Scanner};
use std::hint::black_box;

fn open(criterion: &mut Criterion) {
    let bytes = std::fs::read(folder().join("../../phi-core/src/generated/builtin.phipack")).expect("it is checked in");
    let detectors = Pack::open_builtin().detectors().len();
    let checked = Pack::from_bytes(bytes.as_slice()).expect("the built-in pack");
    assert_eq!(checked.detectors().len(), detectors);
    let mut group = criterion.benchmark_group("open");
    group.bench_function("builtin", |b| b.iter(|| black_box(Pack::open_builtin())));
    group.bench_function("from-bytes", |b| b.iter(|| black_box(Pack::from_bytes(black_box(bytes.as_slice())).is_ok())));
    group.bench_function("scanner", |b| b.iter(|| black_box(Scanner::new())));
    group.finish();
}

criterion_group!(stage, open);
criterion_main!(stage);
