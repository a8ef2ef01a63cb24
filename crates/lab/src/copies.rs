//! `lab copies FILE.jsonl`: how well copies and reused passages are found.
//!
//! Lines have `id`, `text`, `origin` and `kind` (`orig`, `chrome`, `trunc`, `edit5`, `edit15`, `splice3`). Two
//! reports of one origin are a labelled pair. Reports of different origins may be copies too: agencies are
//! printed by many, and a passage spliced in leaves its host a copy. Those natural pairs are found by aligning,
//! word by word and without sketches, every two reports that share a run of [`RUN`] words: where a passage holds
//! [`NATURAL`] words outside quotations the pair counts as true, and from [`CHANCE`] to there as neither. `--errors` lists pairs missed and pairs that
//! neither counts. `--generated N` makes N reports instead and tells time and memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::BufReader;

use anyhow::{Context, Result, bail};
use corroborate::copies::{Copies, Kind, Sketcher, Sketches, aligned};
use ingest::Document;
use serde_json::Value;

use crate::random::Random;
use crate::speed::spent;

/// Words that two reports must share in a row to be aligned.
const RUN: usize = 7;

/// Words in an aligned passage that make two reports of different origins a pair.
const NATURAL: usize = 20;

/// Words below which such a passage is no reuse. What lies between is left out on both sides.
const CHANCE: usize = 10;

/// Runs the command on its arguments.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (mut input, mut generated, mut errors) = (None, None, false);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--errors" => errors = true,
            "--generated" => {
                generated = Some(arguments.next().context("`--generated` wants a number")?.parse::<usize>()?);
            }
            other if other.starts_with("--") => bail!("`{other}` is no option of `lab copies`"),
            other => input = Some(other),
        }
    }
    match (input, generated) {
        (Some(file), None) => measure(file, errors),
        (None, Some(reports)) => generate(reports),
        _ => bail!("usage: lab copies FILE.jsonl [--errors] | lab copies --generated N"),
    }
}

struct Report {
    origin: String,
    kind: String,
    article: String,
}

fn measure(file: &str, errors: bool) -> Result<()> {
    let content = fs::read_to_string(file).with_context(|| file.to_owned())?;
    let mut documents = Vec::new();
    let mut reports: BTreeMap<String, Report> = BTreeMap::new();
    for (document, line) in ingest::jsonl(BufReader::new(content.as_bytes()), file).zip(content.lines()) {
        let document = document.map_err(|error| anyhow::anyhow!("{error}"))?;
        let value: Value = serde_json::from_str(line)?;
        let of = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let article = ingest::article(&document).collect::<Vec<_>>().join("\n\n");
        reports.insert(document.id.clone(), Report { origin: of("origin"), kind: of("kind"), article });
        documents.push(document);
    }
    let (sketches, copies) = read(&documents);
    let reported = reported(&copies);
    let labelled = labelled(&reports);
    tell_pairs("labels alone", &labelled, &reported);
    let unlabelled = natural(&reports, &labelled);
    let from = |least| unlabelled.iter().filter(move |(_, words)| **words >= least).map(|(pair, _)| *pair);
    for least in [14, NATURAL] {
        let all = labelled.iter().copied().chain(from(least)).collect();
        tell_pairs(&format!("natural pairs from {least} words counted"), &all, &reported);
    }
    let all: BTreeSet<Pair> = labelled.iter().copied().chain(from(NATURAL)).collect();
    let doubtful: BTreeSet<Pair> = from(CHANCE).filter(|pair| !all.contains(pair)).collect();
    let told: BTreeSet<Pair> = reported.difference(&doubtful).copied().collect();
    tell_pairs(&format!("{} pairs of {CHANCE} to {NATURAL} words left out", doubtful.len()), &all, &told);
    for kind in ["chrome", "trunc", "edit5", "edit15", "splice3"] {
        let of = |pair: &&Pair| reports[pair.0].kind == kind || reports[pair.1].kind == kind;
        let gold: Vec<&Pair> = labelled.iter().filter(of).collect();
        let found = gold.iter().filter(|pair| reported.contains(**pair)).count();
        let with_orig = |pair: &&&Pair| reports[pair.0].kind == "orig" || reports[pair.1].kind == "orig";
        let from_orig: Vec<_> = gold.iter().filter(with_orig).collect();
        let found_orig = from_orig.iter().filter(|pair| reported.contains(***pair)).count();
        println!(
            "{kind:8} recall {:.3} of {} pairs, {:.3} with its original",
            share(found, gold.len()),
            gold.len(),
            share(found_orig, from_orig.len())
        );
    }
    let of_kind = |kind| copies.links.iter().filter(|link| link.kind == kind).count();
    println!(
        "{} copies, {} parts, {} passages, {} families",
        of_kind(Kind::Copy),
        of_kind(Kind::Part),
        of_kind(Kind::Passage),
        copies.families.len()
    );
    println!("{} bytes a report held", sketches.bytes() / sketches.len().max(1));
    tell_speed(&documents);
    if errors {
        tell_errors(&reports, &all, &told);
    }
    Ok(())
}

type Pair<'a> = (&'a str, &'a str);

fn pair<'a>(a: &'a str, b: &'a str) -> Pair<'a> {
    if a < b { (a, b) } else { (b, a) }
}

fn read(documents: &[Document]) -> (Sketches, Copies) {
    let mut sketcher = Sketcher::default();
    let mut sketches = Sketches::default();
    for document in documents {
        sketches.add(&document.id, sketcher.sketch(ingest::article(document)));
    }
    let copies = sketches.copies();
    (sketches, copies)
}

/// Linked directly, or in one family.
fn reported(copies: &Copies) -> BTreeSet<Pair<'_>> {
    let mut pairs: BTreeSet<Pair> = copies.links.iter().map(|link| pair(&link.one, &link.other)).collect();
    for family in &copies.families {
        for (index, one) in family.iter().enumerate() {
            pairs.extend(family[index + 1..].iter().map(|other| pair(one, other)));
        }
    }
    pairs
}

fn labelled(reports: &BTreeMap<String, Report>) -> BTreeSet<Pair<'_>> {
    let mut origins: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, report) in reports {
        origins.entry(&report.origin).or_default().push(id);
    }
    let mut pairs = BTreeSet::new();
    for group in origins.values() {
        for (index, one) in group.iter().enumerate() {
            pairs.extend(group[index + 1..].iter().map(|other| pair(one, other)));
        }
    }
    pairs
}

fn natural<'a>(
    reports: &'a BTreeMap<String, Report>,
    labelled: &BTreeSet<Pair<'a>>,
) -> BTreeMap<Pair<'a>, usize> {
    let mut holders: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (id, report) in reports {
        let words: Vec<String> = report
            .article
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        for run in words.windows(RUN) {
            holders.entry(run.join(" ")).or_default().insert(id);
        }
    }
    let mut tried = BTreeSet::new();
    for group in holders.values().filter(|group| group.len() > 1) {
        let group: Vec<&str> = group.iter().copied().collect();
        for (index, one) in group.iter().enumerate() {
            tried.extend(group[index + 1..].iter().map(|other| pair(one, other)));
        }
    }
    tried
        .into_iter()
        .filter(|pair| !labelled.contains(pair))
        .map(|(one, other)| ((one, other), shared(&reports[one].article, &reports[other].article)))
        .collect()
}

/// Words outside quotations in the longest passage that two reports share.
fn shared(one: &str, other: &str) -> usize {
    aligned(one, other).iter().map(|passage| passage.own).max().unwrap_or(0)
}

fn tell_pairs(name: &str, gold: &BTreeSet<Pair>, reported: &BTreeSet<Pair>) {
    let right = gold.intersection(reported).count();
    let (precision, recall) = (share(right, reported.len()), share(right, gold.len()));
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
    println!("{name}: P {precision:.3} R {recall:.3} F1 {f1:.3} over {} pairs", gold.len());
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn tell_speed(documents: &[Document]) {
    let (mut sketching, mut comparing) = (f64::MAX, f64::MAX);
    for _ in 0..5 {
        let start = spent();
        let mut sketcher = Sketcher::default();
        let mut sketches = Sketches::default();
        for document in documents {
            sketches.add(&document.id, sketcher.sketch(ingest::article(document)));
        }
        let sketched = spent();
        let copies = sketches.copies();
        let done = spent();
        sketching = sketching.min(sketched - start);
        comparing = comparing.min(done - sketched);
        assert!(copies.families.len() <= documents.len());
    }
    let count = documents.len() as f64;
    println!(
        "{:.0} reports a second on one core ({:.0} sketched, {:.0} compared)",
        count / (sketching + comparing),
        count / sketching,
        count / comparing
    );
}

fn tell_errors(reports: &BTreeMap<String, Report>, gold: &BTreeSet<Pair>, reported: &BTreeSet<Pair>) {
    for (one, other) in gold.difference(reported) {
        println!("missed  {one} ({})  {other} ({})", reports[*one].kind, reports[*other].kind);
    }
    for (one, other) in reported.difference(gold) {
        println!("extra   {one} ({})  {other} ({})", reports[*one].kind, reports[*other].kind);
        for passage in aligned(&reports[*one].article, &reports[*other].article) {
            println!("        {} | {}", passage.same, passage.one.of(&reports[*one].article));
        }
    }
}

/// Reports of 300 words drawn so that few words are frequent and many rare (Zipf); every tenth is a copy of an
/// earlier one with one word in ten changed.
fn generate(reports: usize) -> Result<()> {
    let mut random = Random::new(7);
    let mut sketcher = Sketcher::default();
    let mut sketches = Sketches::default();
    let mut sketching = 0.0;
    let mut recent: Vec<String> = Vec::new();
    for number in 0..reports {
        let text = if number % 10 == 9 {
            let from = &recent[random.below(recent.len())];
            let words = from
                .split(' ')
                .map(|word| if random.below(10) == 0 { word_of(&mut random) } else { word.to_owned() });
            words.collect::<Vec<_>>().join(" ")
        } else {
            (0..300).map(|_| word_of(&mut random)).collect::<Vec<_>>().join(" ")
        };
        let start = spent();
        let sketch = sketcher.sketch([text.as_str()]);
        sketches.add(&format!("report-{number:07}"), sketch);
        sketching += spent() - start;
        if recent.len() < 1000 {
            recent.push(text);
        } else {
            let slot = random.below(1000);
            recent[slot] = text;
        }
    }
    let start = spent();
    let copies = sketches.copies();
    let comparing = spent() - start;
    println!(
        "{reports} reports: {:.1} s sketching, {:.1} s comparing, {:.0} a second; {} links, {} families; \
         {} bytes a report held, {} kB peak of the process",
        sketching,
        comparing,
        reports as f64 / (sketching + comparing),
        copies.links.len(),
        copies.families.len(),
        sketches.bytes() / reports.max(1),
        peak()
    );
    Ok(())
}

fn word_of(random: &mut Random) -> String {
    // A rank whose logarithm is even: the frequency of rank r goes with 1/r.
    let share = random.below(1 << 20) as f64 / f64::from(1 << 20);
    format!("w{}", 60_000f64.powf(share) as u32)
}

/// The most memory this process ever held, in kB, where the system tells it.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
