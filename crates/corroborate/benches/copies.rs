//! How fast copies are found among generated reports. `cargo bench -p corroborate -- million` runs the large
//! set; `lab copies --generated N` tells its memory as well.

#![allow(missing_docs, reason = "the macros of criterion make public items")]

use std::hint::black_box;

use corroborate::copies::{Sketcher, Sketches};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// A report of 300 words; every tenth repeats the one before, with some words changed.
fn report(number: u64) -> String {
    let base = if number % 10 == 9 { number - 1 } else { number };
    let words = (0..300u64).map(|at| {
        let changed = if base != number && at % 10 == 0 { 1 << 40 } else { 0 };
        let mixed = (base * 1_000 + at + changed).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        // A rank whose logarithm is even: the frequency of rank r goes with 1/r.
        format!("w{}", 60_000f64.powf(mixed as f64 / f64::from(1 << 24)) as u32)
    });
    words.collect::<Vec<_>>().join(" ")
}

fn sketch(criterion: &mut Criterion) {
    let reports: Vec<String> = (0..1_000).map(report).collect();
    let mut group = criterion.benchmark_group("copies");
    group.throughput(Throughput::Elements(reports.len() as u64));
    let mut sketcher = Sketcher::default();
    group.bench_function("sketch", |bencher| {
        bencher.iter(|| {
            reports.iter().for_each(|text| {
                black_box(sketcher.sketch([text.as_str()]));
            });
        });
    });
    group.finish();
}

fn compare(criterion: &mut Criterion) {
    for (name, count) in [("ten thousand", 10_000), ("hundred thousand", 100_000), ("million", 1_000_000)] {
        if count == 1_000_000 && !std::env::args().any(|argument| argument == "million") {
            continue;
        }
        let mut sketcher = Sketcher::default();
        let mut sketches = Sketches::default();
        for number in 0..count {
            sketches.add(&format!("report-{number}"), sketcher.sketch([report(number).as_str()]));
        }
        let mut group = criterion.benchmark_group("copies");
        group.sample_size(10).throughput(Throughput::Elements(count));
        group.bench_function(name, |bencher| bencher.iter(|| black_box(sketches.copies())));
        group.finish();
    }
}

criterion_group!(benches, sketch, compare);
criterion_main!(benches);
