//! Prints the zones of every report in the given files, one JSON object a line: `zones FILE...`. With
//! `--show`, prints the text of every zone instead, for reading.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::PathBuf;

use serde_json::json;
use text::CodePoints;

fn main() {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let show = paths.iter().position(|path| path == "--show").map(|at| paths.remove(at)).is_some();
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    for report in ingest::read(&paths, &ingest::Options::default()) {
        match report {
            Err(error) => eprintln!("{error}"),
            Ok(report) if show => {
                println!(
                    "## {} {:?} {:?} {:?}",
                    report.id, report.published, report.language, report.problems
                );
                for zone in &report.layout {
                    println!("  {} {}: {}", zone.kind.name(), zone.rule, zone.span.of(&report.text));
                }
            }
            Ok(report) => {
                let at = CodePoints::of(&report.text);
                let zones = report.layout.iter().map(|zone| {
                    json!({"kind": zone.kind.name(), "start": at.at(zone.span.start), "end": at.at(zone.span.end), "rule": zone.rule})
                });
                println!("{}", json!({"id": report.id, "layout": zones.collect::<Vec<_>>()}));
            }
        }
    }
}
