//! How fast a ledger takes reports in and answers, with ten thousand reports of 21 rows in it.

#![allow(missing_docs, reason = "the macros of criterion make public items")]
#![allow(clippy::unwrap_used, reason = "a measurement that fails may end")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::hint::black_box;

use common::long_report;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use ledger::{Extraction, Issue};
use store::{Filter, Ledger};

const REPORTS: usize = 10_000;
const TOGETHER: usize = 256;

fn read(from: usize, to: usize) -> Vec<(Extraction, String)> {
    (from..to).map(long_report).map(|draft| (draft.extraction, draft.text)).collect()
}

fn add(criterion: &mut Criterion) {
    let dir = tempfile::tempdir().unwrap();
    let mut group = criterion.benchmark_group("add");
    group.sample_size(10).throughput(Throughput::Elements(TOGETHER as u64));
    let mut ledger = Ledger::open(dir.path().join("ledger.db")).unwrap();
    let mut from = 0;
    group.bench_function("256 reports", |bencher| {
        let reports = || {
            from += TOGETHER;
            read(from - TOGETHER, from)
        };
        bencher.iter_batched(reports, |reports| ledger.add_all(reports).unwrap(), BatchSize::PerIteration);
    });
    let known = read(0, TOGETHER);
    group.bench_function("256 known reports", |bencher| {
        bencher.iter(|| ledger.add_all(known.iter().map(|(record, text)| (record, text))).unwrap());
    });
    group.finish();
}

fn ask(criterion: &mut Criterion) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.db");
    let mut ledger = Ledger::open(&path).unwrap();
    ledger.add_all((0..REPORTS).map(long_report).map(|draft| (draft.extraction, draft.text))).unwrap();
    let some = |text: &str| Some(text.to_owned());
    let filters = [
        ("by speaker, first 50", Filter { speaker: some("reyes"), limit: Some(50), ..Filter::default() }),
        (
            "by speaker in a month",
            Filter {
                speaker: some("reyes"),
                since: some("2022-10"),
                until: some("2022-10"),
                ..Filter::default()
            },
        ),
        (
            "by speaker and issue, latest 50",
            Filter {
                speaker: some("reyes"),
                issue: Some(Issue::Talks),
                limit: Some(50),
                latest_first: true,
                ..Filter::default()
            },
        ),
        ("by words, first 50", Filter { text: some("\"berth 433\""), limit: Some(50), ..Filter::default() }),
        ("of a report", Filter { report: some("r004711"), ..Filter::default() }),
        ("all 100,000", Filter::default()),
    ];
    let mut group = criterion.benchmark_group("ask");
    group.sample_size(10);
    for (name, filter) in filters {
        let found = ledger.statements(&filter).unwrap().len();
        group.bench_function(format!("statements {name} ({found} found)"), |bencher| {
            bencher.iter(|| black_box(ledger.statements(&filter).unwrap()));
        });
    }
    for query in ["\"berth 433\" caldera", "harbour -norrmark"] {
        group.bench_function(format!("search {query}"), |bencher| {
            bencher.iter(|| black_box(ledger.search(query, 20).unwrap()));
        });
    }
    group.bench_function("reports", |bencher| bencher.iter(|| black_box(ledger.reports().unwrap())));
    group.bench_function("speakers", |bencher| bencher.iter(|| black_box(ledger.speakers().unwrap())));
    group.bench_function("each", |bencher| {
        bencher.iter(|| {
            let mut rows = 0;
            ledger
                .each(|extraction, _| {
                    rows += extraction.rows().count();
                    Ok::<_, store::Error>(())
                })
                .unwrap();
            rows
        });
    });
    group.finish();
}

criterion_group!(benches, add, ask);
criterion_main!(benches);
