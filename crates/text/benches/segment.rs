//! How fast a report is cut: run `cargo bench -p text`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// About a megabyte of invented reporting.
fn reports() -> String {
    let report = "VALLETTA, March 10 (Agency) - Malta's foreign minister said on Tuesday that the two delegations \
        hadn't agreed on a date for the next round. “We will wait,” Gen. Ada Moor told reporters at 5 p.m. \
        “There's no plan B.”\n\nThe U.S.-backed mission, which spent $5m in 2019-2021, declined to comment. \"Will they \
        come?\" one envoy asked. Lt. Col. J. R. Venn of the observers' office said that 20% of the convoys — some \
        1,200 lorries — couldn't pass. Officials in the capital weren't available; a spokesman for the ministry said \
        he could neither confirm nor deny the report (see https://example.org/talks).\n\n";
    report.repeat(1_000_000 / report.len())
}

fn bench(criterion: &mut Criterion) {
    let text = reports();
    let mut group = criterion.benchmark_group("text");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("segment", |bench| bench.iter(|| text::segment(black_box(&text), &[])));
    let segments = text::segment(&text, &[]);
    group.bench_function("quotations", |bench| bench.iter(|| text::quotations(black_box(&text), &segments)));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
