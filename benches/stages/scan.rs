//! Scanning 4 MB of each kind of text, beside copying the same bytes. The number of findings is checked first.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use phi_benches::cases;
use phi_benches::expected::Expected;
use phi_core::{Findings, Scanner, Scratch};
use std::hint::black_box;
use std::time::Duration;

const SIZE: usize = 4 << 20;

fn scan(criterion: &mut Criterion) {
    let expected = Expected::read();
    let standard = Scanner::new();
    let everywhere = Scanner::builder().regions(["all"]).build().expect("`all` is a region");
    for case in cases::all() {
        let text = case.text(SIZE);
        let scanner = if case.everywhere { &everywhere } else { &standard };
        let (mut scratch, mut findings) = (Scratch::new(), Findings::new());
        let mut group = criterion.benchmark_group(format!("scan/{}", case.name));
        group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(10);
        group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
        let mut copy = vec![0u8; text.len()];
        group.bench_function("memcpy", |b| b.iter(|| copy.copy_from_slice(black_box(&text))));
        group.bench_function("scan", |b| {
            b.iter(|| scanner.scan_into(black_box(&text), &mut scratch, &mut findings).expect("text has no syntax"));
            let number = expected.get(case.name, SIZE).expect("`make record` with --accept notes the number");
            assert_eq!(findings.len(), number, "findings in {}", case.name);
        });
        group.finish();
    }
}

criterion_group!(stage, scan);
criterion_main!(stage);
