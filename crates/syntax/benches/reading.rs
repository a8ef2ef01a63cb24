//! How fast a paragraph of news is tagged and parsed.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use syntax::{Parse, Scratch, model};

const PARAGRAPH: &[&str] = &[
    "The harbour authority said on Tuesday that two of the five ferries would sail again next week .",
    "\" We will not sign anything before the inspectors have left the island , \" the mayor told reporters .",
    "According to the ministry , the convoy , which had waited at the border since Friday , was turned back .",
    "Neither side has published the list , but a negotiator close to the talks said it names forty prisoners .",
];

fn reading(criterion: &mut Criterion) {
    let sentences: Vec<Vec<&str>> = PARAGRAPH.iter().map(|line| line.split(' ').collect()).collect();
    let tokens: usize = sentences.iter().map(Vec::len).sum();
    let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Elements(tokens as u64));
    group.bench_function("tag, attach and lemmas", |bencher| {
        bencher
            .iter(|| sentences.iter().for_each(|words| model().parse_into(words, &mut scratch, &mut parse)));
    });
    group.finish();
    criterion.bench_function("load the model", |bencher| {
        let bytes = include_bytes!("../../../model/english.bin");
        bencher.iter(|| syntax::Model::load(bytes));
    });
}

criterion_group!(benches, reading);
criterion_main!(benches);
