//! How fast a report becomes rows, syntax included: bytes and tokens a second on one core.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use knowledge::Knowledge;
use text::Document;

fn extract(criterion: &mut Criterion) {
    let report = include_str!("../../../examples/talks/01-open-if-goals-are-met.txt");
    let document = Document { id: "01".to_owned(), text: report.to_owned(), ..Document::default() };
    let tokens = text::segment(report, &[]).tokens.len();
    let knowledge = Knowledge::embedded();
    let mut group = criterion.benchmark_group("extract");
    group.throughput(Throughput::Elements(tokens as u64));
    group.bench_function("tokens of one report", |bench| {
        bench.iter(|| extract::extract(black_box(&document), knowledge));
    });
    group.finish();
}

criterion_group!(benches, extract);
criterion_main!(benches);
