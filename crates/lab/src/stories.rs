//! `lab stories FILE.jsonl`: how well reports are sorted into stories.
//!
//! Lines have `id`, `text` and `cluster`, the story. BCubed precision, recall and F1 (Bagga and Baldwin 1998),
//! for the whole set at once and for reports that come one by one in random order and stay where they were put.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::BufReader;

use anyhow::{Context, Result};
use corroborate::stories::{Features, Stories, features, stories};
use serde_json::Value;

use crate::random::Random;
use crate::speed::spent;

/// Runs the command on its arguments.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let file = arguments.first().context("usage: lab stories FILE.jsonl")?;
    let content = fs::read_to_string(file).with_context(|| file.to_owned())?;
    let mut gold = BTreeMap::new();
    let mut reports: Vec<(String, Features)> = Vec::new();
    let start = spent();
    for (document, line) in ingest::jsonl(BufReader::new(content.as_bytes()), file).zip(content.lines()) {
        let document = document.map_err(|error| anyhow::anyhow!("{error}"))?;
        let value: Value = serde_json::from_str(line)?;
        gold.insert(document.id.clone(), value["cluster"].as_str().unwrap_or_default().to_owned());
        reports.push((document.id.clone(), features(ingest::article(&document), None)));
    }
    let read = spent();
    let told = stories(reports.iter().map(|(id, features)| (id.as_str(), features)));
    let done = spent();
    tell("the whole set", &told, &gold);
    // Reports without a date come in an order that hangs on their ids. Other ids show how much that does.
    let mut other = Vec::new();
    for salt in 0..10 {
        let renamed: Vec<(String, &Features)> =
            reports.iter().map(|(id, features)| (format!("{salt}/{id}"), features)).collect();
        let mut told = stories(renamed.iter().map(|(id, features)| (id.as_str(), *features)));
        told.iter_mut().flatten().for_each(|id| *id = id.split_once('/').map_or("", |(_, id)| id).to_owned());
        other.push(bcubed(&told, &gold).2);
    }
    other.sort_by(f64::total_cmp);
    let mean = other.iter().sum::<f64>() / other.len() as f64;
    println!("ten other orders: F1 {mean:.3} on average, from {:.3} to {:.3}", other[0], other[9]);
    let mut random = Random::new(1);
    for _ in 0..3 {
        random.shuffle(&mut reports);
        let mut online = Stories::default();
        for (id, features) in &reports {
            online.count(features);
            online.place(id, features);
        }
        tell("one by one", &online.told(), &gold);
        online.settle();
        tell("and settled", &online.told(), &gold);
    }
    let count = reports.len() as f64;
    println!("{:.0} reports a second read, {:.0} sorted", count / (read - start), count / (done - read));
    Ok(())
}

fn tell(name: &str, told: &[Vec<String>], gold: &BTreeMap<String, String>) {
    let (precision, recall, f1) = bcubed(told, gold);
    let stories = gold.values().collect::<BTreeSet<_>>().len();
    println!("{name}: P {precision:.3} R {recall:.3} F1 {f1:.3}, {} stories of {stories}", told.len());
}

fn bcubed(told: &[Vec<String>], gold: &BTreeMap<String, String>) -> (f64, f64, f64) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for story in gold.values() {
        *sizes.entry(story).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for story in told {
        for id in story {
            let same = story.iter().filter(|other| gold[*other] == gold[id]).count() as f64;
            precision += same / story.len() as f64;
            recall += same / sizes[gold[id].as_str()] as f64;
        }
    }
    let count = gold.len() as f64;
    let (precision, recall) = (precision / count, recall / count);
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}
