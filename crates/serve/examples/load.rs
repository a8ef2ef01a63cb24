//! How fast pages are over a large ledger, with many readers and a writer at work.
//!
//! ```text
//! cargo run --release -p serve --example load -- make big.ledger 100000 reports.jsonl
//! cargo run --release -p serve --example load -- run big.ledger 16 60
//! ```
//!
//! `make` reads the reports of a file of JSON Lines once and writes them to a ledger again and again, each time
//! under another id and date, until there are so many. `run` serves that ledger, asks pages with so many readers
//! for so many seconds while reports are added, and prints the times of each page, in milliseconds, and the
//! largest memory the process had.

// What it prints is what it is for.
#![allow(clippy::print_stdout)]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use knowledge::Knowledge;
use ledger::Extraction;
use store::Ledger;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", ledger, count, reports] => {
            make(Path::new(ledger), count.parse().expect("a count"), Path::new(reports));
        }
        ["run", ledger, readers, seconds] => {
            let seconds = Duration::from_secs(seconds.parse().expect("seconds"));
            run(Path::new(ledger), readers.parse().expect("a count"), seconds);
        }
        _ => println!("load make LEDGER COUNT REPORTS.jsonl | load run LEDGER READERS SECONDS"),
    }
}

fn make(path: &Path, count: usize, reports: &Path) {
    let text = std::fs::read_to_string(reports).expect("the reports can be read");
    let began = Instant::now();
    let read: Vec<(Extraction, String)> = text
        .lines()
        .take(400)
        .filter_map(|line| ingest::record(line.as_bytes(), "load", 1).ok())
        .map(|document| (extract::extract(&document, Knowledge::embedded()), document.text))
        .collect();
    println!("{} reports read in {:.1} s", read.len(), began.elapsed().as_secs_f64());
    let mut ledger = Ledger::open(path).expect("a ledger");
    let again = (0..count).map(|number| again(&read[number % read.len()], number));
    let began = Instant::now();
    ledger.add_all(again).expect("they are added");
    println!("{count} reports added in {:.1} s", began.elapsed().as_secs_f64());
}

/// A report under another id and date.
fn again(of: &(Extraction, String), number: usize) -> (Extraction, String) {
    let (mut extraction, text) = of.clone();
    extraction.id = Some(format!("report-{number:06}"));
    let day = number * 7919 % 2900;
    extraction.published =
        Some(format!("{}-{:02}-{:02}", 2018 + day / 365, day % 365 / 31 + 1, day % 28 + 1));
    for row in &mut extraction.statements {
        row.time = None;
    }
    for row in &mut extraction.events {
        row.time = None;
    }
    (extraction, text)
}

/// Pages with what stands in for an analyst's choices.
const PAGES: [&str; 19] = [
    "/",
    "/board",
    "/board?issue=ceasefire",
    "/timeline",
    "/timeline?show=all&since=2020-03&until=2020-03",
    "/conditions",
    "/contradictions",
    "/contradictions?actor=Russia&issue=ceasefire",
    "/claim/report-000123/s1",
    "/api/v1/timeline?limit=50",
    "/api/v1/conditions?limit=50",
    "/actors",
    "/actors/Russia",
    "/search",
    "/search?q=%22prime+minister%22",
    "/search?speaker=Putin",
    "/brief",
    "/reports/report-000123",
    "/api/v1/positions?actor=Russia&limit=50",
];

fn run(path: &Path, readers: usize, length: Duration) {
    let options = serve::Options { ledger: path.to_owned(), knowledge: Knowledge::embedded(), token: None };
    let (told, address) = mpsc::channel();
    std::thread::spawn(move || {
        let any = ([127, 0, 0, 1], 0).into();
        serve::run(&options, any, |address| told.send(address).expect("the load waits")).expect("it listens");
    });
    let address: SocketAddr = address.recv().expect("it listens");

    let began = Instant::now();
    while ask(address, "/board").1.contains("gathered so far") {
        std::thread::sleep(Duration::from_millis(100));
    }
    println!("gathered after {:.1} s, {} MiB", began.elapsed().as_secs_f64(), peak());

    let is_over = Arc::new(AtomicBool::new(false));
    let times: Arc<Mutex<Vec<Vec<f64>>>> = Arc::new(Mutex::new(vec![Vec::new(); PAGES.len()]));
    let writer = {
        let (path, is_over) = (path.to_owned(), Arc::clone(&is_over));
        std::thread::spawn(move || {
            let mut ledger = Ledger::open(&path).expect("a ledger");
            let mut written = 0;
            while !is_over.load(Ordering::Relaxed) {
                let line = serde_json::json!({
                    "id": format!("late-{written}-{}", std::process::id()),
                    "published": "2026-01-05",
                    "text": "Ana Ruiz said on Monday that France was ready for talks with Italy only if its ships were let through.",
                });
                let document = ingest::record(line.to_string().as_bytes(), "load", 1).expect("a report");
                let extraction = extract::extract(&document, Knowledge::embedded());
                ledger.add(&extraction, &document.text).expect("it is added");
                written += 1;
                std::thread::sleep(Duration::from_millis(50));
            }
            written
        })
    };
    let asking: Vec<_> = (0..readers)
        .map(|reader| {
            let (times, is_over) = (Arc::clone(&times), Arc::clone(&is_over));
            std::thread::spawn(move || {
                let mut number = reader;
                while !is_over.load(Ordering::Relaxed) {
                    let page = number * 5 % PAGES.len();
                    let began = Instant::now();
                    let (status, text) = ask(address, PAGES[page]);
                    let time = began.elapsed().as_secs_f64() * 1000.0;
                    assert_eq!(status, 200, "{}: {text}", PAGES[page]);
                    times.lock().expect("nobody panics")[page].push(time);
                    number += 1;
                    // A reader looks at a page before asking for the next.
                    std::thread::sleep(Duration::from_millis(200));
                }
            })
        })
        .collect();
    std::thread::sleep(length);
    is_over.store(true, Ordering::Relaxed);
    for one in asking {
        one.join().expect("a reader ends well");
    }
    let written = writer.join().expect("the writer ends well");

    let times = times.lock().expect("nobody panics");
    let mut all: Vec<f64> = times.iter().flatten().copied().collect();
    println!("{:>6} {:>8} {:>8} {:>8}  page", "count", "p50", "p95", "most");
    for (page, times) in PAGES.iter().zip(times.iter()) {
        let mut times = times.clone();
        line(&mut times, page);
    }
    line(&mut all, "all");
    println!("{written} reports added meanwhile; {} MiB at most", peak());
}

fn line(times: &mut [f64], name: &str) {
    times.sort_by(f64::total_cmp);
    let at =
        |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied();
    let text = |share| at(share).map_or_else(String::new, |time| format!("{time:.1}"));
    println!("{:>6} {:>8} {:>8} {:>8}  {name}", times.len(), text(50), text(95), text(100));
}

fn ask(address: SocketAddr, page: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).expect("it listens");
    write!(stream, "GET {page} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
        .expect("it takes it");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it answers");
    let text = String::from_utf8_lossy(&answer).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, text)
}

/// The most memory the process has had, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) / 1024
}
