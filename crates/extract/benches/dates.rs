//! How fast time expressions are found. The aim: at least 20 MB/s, since every report is read.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use extract::annotate::dates::dates;

/// News-like text: about one expression in thirty words.
const TEXT: &str = "Envoys of both sides met on Thursday in the capital, two days after the ceasefire of 9 June, \
    and agreed to hold another round of talks next week. The foreign ministry said the delegation would return \
    early in July, and that no date had been set for the exchange of prisoners which was announced last month. \
    Officials who took part in the meeting described the mood as businesslike and declined to say more. \
    In the northern district, where shelling has gone on since 2008, residents said the nights were quieter.\n\n";

fn scan(criterion: &mut Criterion) {
    let text = TEXT.repeat(2_000);
    let published = "2010-06-25".parse().ok();
    let mut group = criterion.benchmark_group("dates");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("news", |bencher| bencher.iter(|| dates(&text, published)));
    group.finish();
}

criterion_group!(benches, scan);
criterion_main!(benches);
