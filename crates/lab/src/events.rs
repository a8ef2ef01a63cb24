//! `lab events FILE.jsonl`: how often the type of an event is told from its sentence. `lab events-train`:
//! the weights of the event scorer.
//!
//! Lines of `lab events` have `marked` (a sentence with the two parties in `<s>` and `<t>`) and
//! `events[0].code`, a PLOVER type; `YIELD` stands for CONCEDE and RETREAT. Printed are precision, recall
//! and F1 of each type, and their mean (macro-F1). `--errors` prints what differs, `--knowledge DIR` lays a
//! folder over the built-in knowledge.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use knowledge::Knowledge;
use ledger::{Event, Passage};
use serde_json::{Value, json};
use text::Document;

use crate::logistic::{Raw, held_out, held_out_on, learn};
use crate::marked::{list, passages, read};

/// Options that `lab events`, `lab actors` and `lab events-train` share.
pub(crate) struct Options {
    /// The data.
    pub file: PathBuf,
    /// Print what differs.
    pub errors: bool,
    /// A folder laid over the built-in knowledge.
    knowledge: Option<&'static Knowledge>,
    /// Where to write.
    pub out: Option<PathBuf>,
    /// L2 decay.
    pub decay: f64,
    /// Added to every score.
    pub bias: f64,
}

impl Options {
    /// Reads the arguments of `command`.
    pub(crate) fn read(command: &str, arguments: &[String]) -> Result<Self> {
        let mut file = None;
        let mut options =
            Self { file: PathBuf::new(), errors: false, knowledge: None, out: None, decay: 0.05, bias: 0.0 };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().with_context(|| format!("`{argument}` wants a value"));
            match argument.as_str() {
                "--errors" => options.errors = true,
                "--knowledge" => options.knowledge = Some(folder(Path::new(value()?))?),
                "--out" => options.out = Some(value()?.into()),
                "--decay" => options.decay = value()?.parse()?,
                "--bias" => options.bias = value()?.parse()?,
                other if other.starts_with("--") => bail!(
                    "`{other}` is no option of `lab {command}`: --errors, --knowledge, --out, --decay, --bias"
                ),
                other => file = Some(PathBuf::from(other)),
            }
        }
        options.file = file.with_context(|| format!("usage: lab {command} FILE.jsonl"))?;
        Ok(options)
    }

    /// What is known: the built-in knowledge, or that with a folder over it.
    pub(crate) fn known(&self) -> &'static Knowledge {
        self.knowledge.unwrap_or_else(Knowledge::embedded)
    }
}

/// The built-in knowledge with the files of a folder over it.
fn folder(folder: &Path) -> Result<&'static Knowledge> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).with_context(|| dir.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "toml" || ending == "tsv") {
                let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
                files.push((name, fs::read_to_string(&path)?));
            }
        }
    }
    files.sort();
    Ok(Box::leak(Box::new(Knowledge::embedded_with(files)?)))
}

/// The document of a bare text.
pub(crate) fn document(text: &str, date: Option<&str>) -> Result<Document> {
    let record = json!({"id": "line", "text": text, "published": date}).to_string();
    ingest::record(record.as_bytes(), "line", 1).map_err(|error| anyhow::anyhow!("{error}"))
}

/// Runs `lab events`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let options = Options::read("events", arguments)?;
    let content = fs::read_to_string(&options.file).with_context(|| options.file.display().to_string())?;
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut differences = String::new();
    let mut silent = 0;
    for (number, line) in content.lines().enumerate() {
        let place = format!("{}:{}", options.file.display(), number + 1);
        let row: Value = serde_json::from_str(line).with_context(|| place.clone())?;
        let marked = row["marked"].as_str().with_context(|| format!("{place}: no `marked`"))?;
        let gold = yielding(row["events"][0]["code"].as_str().unwrap_or_default());
        let (text, source, target) = unmarked(marked).with_context(|| format!("{place}: no <s> or <t>"))?;
        let document = document(&text, row["date"].as_str())?;
        let found = extract::event_between(&document, options.known(), source, target);
        silent += usize::from(found.is_none());
        let (guess, words) =
            found.map_or(("-".to_owned(), String::new()), |(kind, words)| (yielding(kind.name()), words));
        counts.entry(gold.clone()).or_default()[2] += 1;
        if guess != "-" {
            counts.entry(guess.clone()).or_default()[1] += 1;
        }
        if guess == gold {
            counts.entry(gold).or_default()[0] += 1;
        } else {
            let _ = writeln!(differences, "{gold} read as {guess} ({words}): {marked}");
        }
    }
    if options.errors {
        print!("{differences}");
    }
    print!("{}", figures(&counts, silent));
    Ok(())
}

/// Precision, recall and F1 a type, and the mean.
fn figures(counts: &BTreeMap<String, [usize; 3]>, silent: usize) -> String {
    let mut out = String::new();
    let (mut sum, mut types, mut right, mut all) = (0.0, 0usize, 0, 0);
    for (kind, [hit, guessed, gold]) in counts.iter().filter(|(_, [_, _, gold])| *gold > 0) {
        let share = |of: usize| 100.0 * *hit as f64 / of.max(1) as f64;
        let f1 = 200.0 * *hit as f64 / (guessed + gold).max(1) as f64;
        let _ = writeln!(
            out,
            "{kind:<10} P {:5.1}  R {:5.1}  F1 {f1:5.1}   gold {gold}",
            share(*guessed),
            share(*gold)
        );
        sum += f1;
        types += 1;
        right += hit;
        all += gold;
    }
    let _ = writeln!(
        out,
        "macro-F1 {:.1} over {types} types, accuracy {:.1} of {all}, {silent} without any trigger",
        sum / types.max(1) as f64,
        100.0 * f64::from(right as u32) / f64::from((all as u32).max(1)),
    );
    out
}

/// The name the data use: CONCEDE and RETREAT are one.
fn yielding(kind: &str) -> String {
    if matches!(kind, "CONCEDE" | "RETREAT") { "YIELD".to_owned() } else { kind.to_owned() }
}

/// The sentence without its marks, and where the parties stand in it, in code points; one may be missing.
fn unmarked(marked: &str) -> Option<(String, Option<Passage>, Option<Passage>)> {
    let mut text = String::new();
    let mut at = [None; 4];
    let mut rest = marked;
    let mut length = 0;
    'outer: while !rest.is_empty() {
        for (place, mark) in ["<s>", "</s>", "<t>", "</t>"].into_iter().enumerate() {
            if let Some(after) = rest.strip_prefix(mark) {
                at[place].get_or_insert(length);
                rest = after;
                continue 'outer;
            }
        }
        let letter = rest.chars().next()?;
        text.push(letter);
        length += 1;
        rest = &rest[letter.len_utf8()..];
    }
    let passage = |start: Option<usize>, end: Option<usize>| Some(Passage { start: start?, end: end? });
    let (source, target) = (passage(at[0], at[1]), passage(at[2], at[3]));
    source.or(target)?;
    Some((text, source, target))
}

/// A candidate of a report, with what the scorer looks at and how far it is marked.
struct Candidate {
    event: Event,
    features: Vec<String>,
    worth: f64,
}

/// A report: its candidates and its marked events.
struct Report {
    candidates: Vec<Candidate>,
    gold: Vec<Value>,
    text: String,
}

impl Report {
    /// The first candidate of a marked event's type whose trigger overlaps the marked one.
    fn found(&self, marked: &Value) -> Option<&Candidate> {
        let triggers = passages(&json!([marked["trigger_span"]]));
        self.candidates.iter().find(|candidate| {
            marked["type"] == candidate.event.kind.name()
                && triggers.iter().any(|gold| gold.overlaps(candidate.event.trigger))
        })
    }
}

/// At most so many events a report, as the extractor keeps them.
const MOST: usize = 12;

/// Runs `lab events-train`: prints cross-validated figures as `score.py` counts them, then fits on all.
pub(crate) fn train(arguments: &[String]) -> Result<()> {
    let options = Options::read("events-train", arguments)?;
    let knowledge = options.known();
    let reports = read(&options.file, |document, gold| {
        vec![Report {
            candidates: candidates(document, gold, knowledge),
            gold: list(&gold["events"]).cloned().collect(),
            text: document.text.clone(),
        }]
    })?;
    let reports: Vec<Report> = reports.into_iter().flatten().collect();
    if options.errors {
        print!("{}", unreached(&reports));
    }
    let raw: Vec<Vec<Raw>> = (reports.iter())
        .map(|report| {
            report.candidates.iter().map(|candidate| (candidate.features.clone(), candidate.worth)).collect()
        })
        .collect();
    let (worthy, who, running) = (worthy(&reports), who(&reports), running(&reports));
    println!("{} reports, {} candidates", reports.len(), raw.iter().map(Vec::len).sum::<usize>());
    println!("{}", ceiling(&reports));
    print!("{}", confusion(&reports));
    println!("going on: {}", running_figures(&running, &held_out(&running, 0.2)));
    let (a, b) = (held_out(&worthy, options.decay), held_out_on(&who, &raw, WHO_DECAY));
    for bias in [0.0, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0] {
        println!("bias {bias:5.2}  {}", stepped(&reports, &a, &b, bias, MOST, WHO_BIAS));
    }
    let Some(out) = options.out else { return Ok(()) };
    let header = |what: &str| format!("{what}, in thousandths. Made by `lab events-train`.");
    let beside = |name: &str| out.with_file_name(name);
    learn(
        worthy,
        &out,
        options.decay,
        options.bias,
        &header("Weights that tell which events a reader enters"),
    )?;
    learn(
        who,
        &beside("events-parties.tsv"),
        WHO_DECAY,
        -WHO_BIAS,
        &header("Weights that tell who takes part"),
    )?;
    learn(running, &beside("events-ongoing.tsv"), 0.2, 0.0, &header("Weights that tell what is going on"))
}

/// L2 decay of the weights that tell who takes part.
const WHO_DECAY: f64 = 0.1;

/// Of several pairs of one trigger those above this score are kept.
const WHO_BIAS: f64 = 1.0;

/// What a candidate is worth whose clause is marked but whose trigger is another word.
const CLAUSE: f64 = 0.3;

/// The first candidate of each trigger, with whether an event of its type is marked in its place.
fn worthy(reports: &[Report]) -> Vec<Vec<Raw>> {
    let report = |report: &Report| {
        groups(report)
            .into_iter()
            .map(|group| {
                let first = &report.candidates[group[0]];
                let alike = report
                    .gold
                    .iter()
                    .filter(|marked| marked["type"] == first.event.kind.name() && near(marked, &first.event));
                // The marked word itself tells more than its clause.
                let worth = alike.map(|marked| {
                    let at = passages(&json!([marked["trigger_span"]]));
                    if at.iter().any(|gold| gold.overlaps(first.event.trigger)) { 1.0 } else { CLAUSE }
                });
                (first.features.clone(), worth.fold(0.0, f64::max))
            })
            .collect()
    };
    reports.iter().map(report).collect()
}

/// The candidates of triggers that are marked, with whether their parties are right.
fn who(reports: &[Report]) -> Vec<Vec<Raw>> {
    let report = |report: &Report| {
        let mut rows: Vec<Raw> = Vec::new();
        for candidate in &report.candidates {
            let alike = report.gold.iter().filter(|marked| {
                marked["type"] == candidate.event.kind.name() && near(marked, &candidate.event)
            });
            let alike: Vec<&Value> = alike.collect();
            if !alike.is_empty() {
                // A guessed other side is right only where it is marked.
                let guessed = candidate.features.iter().any(|feature| feature == "target how=other side");
                let right = alike.iter().any(|marked| {
                    parties_agree(marked, &candidate.event) && !(guessed && marked["target"].is_null())
                });
                rows.push((candidate.features.clone(), f64::from(u8::from(right))));
            }
        }
        rows
    };
    reports.iter().map(report).collect()
}

/// Candidates by trigger and type, in the order of the first of each.
fn groups(report: &Report) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (at, candidate) in report.candidates.iter().enumerate() {
        let event = &candidate.event;
        let same = |group: &&mut Vec<usize>| {
            let other = &report.candidates[group[0]].event;
            (other.trigger, other.kind) == (event.trigger, event.kind)
        };
        match found.iter_mut().rev().take(3).find(same) {
            Some(group) => group.push(at),
            None => found.push(vec![at]),
        }
    }
    found
}

/// An event of nobody upon nobody must be so much surer, as in the extractor.
const NOBODY: f64 = 1.5;

/// Figures of choosing triggers first and parties then.
fn stepped(reports: &[Report], a: &[Vec<f64>], b: &[Vec<f64>], bias: f64, most: usize, more: f64) -> String {
    let mut all_kept: Vec<Vec<&Event>> = Vec::new();
    for ((report, a), b) in reports.iter().zip(a).zip(b) {
        let groups = groups(report);
        let mut order: Vec<usize> = (0..groups.len()).filter(|&at| a[at] + bias > 0.0).collect();
        order.sort_by(|&x, &y| a[y].total_cmp(&a[x]).then(x.cmp(&y)));
        let mut kept: Vec<&Event> = Vec::new();
        for group in order {
            let mut variants = groups[group].clone();
            variants.sort_by(|&x, &y| b[y].total_cmp(&b[x]).then(x.cmp(&y)));
            let mut taken = 0;
            for at in variants {
                let own = &report.candidates[at].event;
                let nobody = own.source == "unspecified" && own.target.is_none();
                if nobody && a[group] + bias < NOBODY {
                    continue;
                }
                let alike = |other: &&Event| {
                    (other.kind, &other.source) == (own.kind, &own.source)
                        && (other.target == own.target || own.target.is_none())
                };
                if kept.len() < most && !kept.iter().any(alike) && (taken == 0 || b[at] > more) {
                    kept.push(own);
                    taken += 1;
                }
            }
        }
        all_kept.push(kept);
    }
    figures_of(reports, &all_kept)
}

/// F1 by parties and by place, and how often the status is right.
fn figures_of(reports: &[Report], all_kept: &[Vec<&Event>]) -> String {
    let (mut event, mut located, mut kept_all, mut gold_all, mut status) = (0, 0, 0, 0, 0);
    for (report, kept) in reports.iter().zip(all_kept) {
        kept_all += kept.len();
        gold_all += report.gold.len();
        event += pairs(&report.gold, kept, parties_agree).len();
        let found = pairs(&report.gold, kept, near);
        located += found.len();
        status += found.iter().filter(|(marked, own)| marked["status"] == own.status.name()).count();
    }
    let f1 = |hit: usize| 200.0 * hit as f64 / (kept_all + gold_all).max(1) as f64;
    format!(
        "kept {kept_all}, event F1 {:.1}, located F1 {:.1}, status {:.1}",
        f1(event),
        f1(located),
        100.0 * status as f64 / located.max(1) as f64
    )
}

/// How many marked events have a candidate of their type in their place, and of their type and parties.
fn ceiling(reports: &[Report]) -> String {
    let (mut located, mut right, mut all) = (0, 0, 0);
    for report in reports {
        for marked in &report.gold {
            all += 1;
            let same = |candidate: &&Candidate| marked["type"] == candidate.event.kind.name();
            located += usize::from(
                report.candidates.iter().filter(same).any(|candidate| near(marked, &candidate.event)),
            );
            right += usize::from(
                report
                    .candidates
                    .iter()
                    .filter(same)
                    .any(|candidate| parties_agree(marked, &candidate.event)),
            );
        }
    }
    format!("of {all} marked events candidates reach {located} by place, {right} by parties")
}

/// Candidates that took place, with whether they are marked as still going on.
fn running(reports: &[Report]) -> Vec<Vec<Raw>> {
    let report = |report: &Report| {
        let mut rows: Vec<Raw> = Vec::new();
        for marked in &report.gold {
            let status = marked["status"].as_str().unwrap_or_default();
            if !matches!(status, "happened" | "ongoing") {
                continue;
            }
            if let Some(found) = report.found(marked) {
                let features = found
                    .features
                    .iter()
                    .filter(|feature| extract::tells_ongoing(feature))
                    .cloned()
                    .collect();
                rows.push((features, f64::from(u8::from(status == "ongoing"))));
            }
        }
        rows
    };
    reports.iter().map(report).collect()
}

/// How often a held-out score tells what is going on, and how often saying `happened` would.
fn running_figures(raw: &[Vec<Raw>], scores: &[Vec<f64>]) -> String {
    let (mut right, mut plain, mut all) = (0, 0, 0);
    for (rows, scores) in raw.iter().zip(scores) {
        for ((_, marked), score) in rows.iter().zip(scores) {
            all += 1;
            right += usize::from((*score > 0.0) == (*marked > 0.5));
            plain += usize::from(*marked < 0.5);
        }
    }
    format!("{right} of {all} right, {plain} by always saying `happened`")
}

/// Marked status and read status of events found in their place, with how often.
fn confusion(reports: &[Report]) -> String {
    let mut counts: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for report in reports {
        for marked in &report.gold {
            if let Some(found) = report.found(marked) {
                let gold = marked["status"].as_str().unwrap_or_default().to_owned();
                *counts.entry((gold, found.event.status.name())).or_default() += 1;
            }
        }
    }
    let right: usize = counts.iter().filter(|((gold, own), _)| gold == own).map(|(_, count)| count).sum();
    let all: usize = counts.values().sum();
    let mut out = format!("status right for {right} of {all} whose trigger is found\n");
    for ((gold, own), count) in counts.iter().filter(|((gold, own), _)| gold != own) {
        let _ = writeln!(out, "  {gold} read as {own}: {count}");
    }
    out
}

/// Marked events that no candidate reaches by type and place.
fn unreached(reports: &[Report]) -> String {
    let mut out = String::new();
    for report in reports {
        for marked in &report.gold {
            let words = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            let here: Vec<String> = (report.candidates.iter())
                .filter(|candidate| near(marked, &candidate.event))
                .map(|candidate| {
                    let trigger = candidate.event.trigger;
                    let words: String =
                        report.text.chars().skip(trigger.start).take(trigger.end - trigger.start).collect();
                    format!(
                        "{} {words}: {} -> {}",
                        candidate.event.kind.name(),
                        candidate.event.source,
                        candidate.event.target.as_deref().unwrap_or("-")
                    )
                })
                .collect();
            let reached = (report.candidates.iter()).any(|candidate| {
                marked["type"] == candidate.event.kind.name() && parties_agree(marked, &candidate.event)
            });
            if !reached {
                let _ = writeln!(
                    out,
                    "{} {} -> {} ({}): {}\n      {}",
                    words(&marked["type"]),
                    words(&marked["source"]),
                    words(&marked["target"]),
                    words(&marked["trigger"]),
                    words(&marked["evidence"]),
                    here.join("; ")
                );
            }
        }
    }
    out
}

/// Marked and kept events one to one, where they agree.
fn pairs<'g>(
    gold: &'g [Value],
    kept: &[&'g Event],
    agree: impl Fn(&Value, &Event) -> bool,
) -> Vec<(&'g Value, &'g Event)> {
    let mut taken = vec![false; kept.len()];
    let mut found = Vec::new();
    for marked in gold {
        let hit = (0..kept.len())
            .find(|&at| !taken[at] && marked["type"] == kept[at].kind.name() && agree(marked, kept[at]));
        if let Some(at) = hit {
            taken[at] = true;
            found.push((marked, kept[at]));
        }
    }
    found
}

/// The candidates of a report: right in type, source and target counts as marked, right in type and place
/// as partly marked.
fn candidates(document: &Document, gold: &Value, knowledge: &Knowledge) -> Vec<Candidate> {
    let judged = extract::event_candidates(document, knowledge).into_iter().map(|(event, features)| {
        let alike = list(&gold["events"]).filter(|marked| marked["type"] == event.kind.name());
        let worth = alike.map(|marked| match (parties_agree(marked, &event), near(marked, &event)) {
            (true, true) => 1.0,
            (true, false) => 0.7,
            (false, true) => 0.5,
            (false, false) => 0.0,
        });
        let worth = worth.fold(0.0, f64::max);
        Candidate { event, features, worth }
    });
    judged.collect()
}

/// Source and target as marked.
fn parties_agree(marked: &Value, event: &Event) -> bool {
    marked["source"].as_str().is_some_and(|source| same(source, &event.source))
        && marked["target"]
            .as_str()
            .is_none_or(|target| event.target.as_deref().is_some_and(|own| same(target, own)))
}

/// Trigger or clause overlap.
fn near(marked: &Value, event: &Event) -> bool {
    let over = |key: &str, own: Passage| {
        passages(&json!([marked[key]])).iter().any(|gold| gold.start < gold.end && gold.overlaps(own))
    };
    over("trigger_span", event.trigger) || over("evidence_span", event.evidence)
}

/// Names agree: equal, or one is the end of the other.
fn same(gold: &str, own: &str) -> bool {
    let (gold, own) = (gold.to_lowercase(), own.to_lowercase());
    gold == own || gold.ends_with(&format!(" {own}")) || own.ends_with(&format!(" {gold}"))
}
