//! ARCHITECTURE.md and the workspace say the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Crates that open no file, socket or clock.
const CORE: [&str; 7] = ["text", "ledger", "syntax", "knowledge", "extract", "corroborate", "views"];

/// What the core would open one with.
const OPENERS: [&str; 7] =
    ["std::fs", "std::net", "std::process", "SystemTime", "Instant::now", "io::stdin", "Timestamp::now"];

#[test]
fn it_knows_every_crate_of_the_workspace() {
    let named: BTreeSet<String> = table("## Crates").into_iter().collect();
    let there: BTreeSet<String> = folders("crates").into_iter().collect();
    assert_eq!(named, there);
}

#[test]
fn it_knows_that_a_crate_uses_only_crates_above_it() {
    let order = table("## Crates");
    for (place, name) in order.iter().enumerate() {
        let text = read(&format!("crates/{name}/Cargo.toml"));
        let manifest: toml::Table = text.parse().expect("a manifest is TOML");
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
        for used in dependencies.into_iter().flat_map(toml::Table::keys) {
            let Some(above) = order.iter().position(|name| name == used) else { continue };
            assert!(
                above < place,
                "`{name}` uses `{used}`, which does not stand above it in ARCHITECTURE.md"
            );
        }
    }
}

#[test]
fn it_knows_every_extractor() {
    let named: BTreeSet<String> = table("## Extractors").into_iter().collect();
    let mut there = BTreeSet::new();
    let folder = root().join("crates/extract/src/extractors");
    if folder.is_dir() {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("its files can be listed").path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                there.insert(path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
            }
        }
    }
    assert_eq!(named, there);
}

#[test]
fn it_knows_that_the_paths_it_names_are_there() {
    let text = read("ARCHITECTURE.md");
    let mut seen = 0;
    for path in text.split('`').skip(1).step_by(2).filter(|quoted| quoted.contains('/')) {
        seen += 1;
        assert!(root().join(path).exists(), "ARCHITECTURE.md names `{path}`, which is not there");
    }
    assert!(seen > 5, "ARCHITECTURE.md names paths");
}

#[test]
fn it_knows_that_the_core_opens_nothing() {
    for name in CORE {
        for path in sources(&root().join("crates").join(name).join("src")) {
            let text = fs::read_to_string(&path).expect("a source is text");
            // What tests read is theirs.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for opener in OPENERS {
                assert!(!code.contains(opener), "{} uses `{opener}`", path.display());
            }
        }
    }
}

#[test]
fn it_knows_that_every_crate_keeps_the_lints_of_the_workspace() {
    for name in folders("crates") {
        let text = read(&format!("crates/{name}/Cargo.toml"));
        let manifest: toml::Table = text.parse().expect("a manifest is TOML");
        let kept = manifest.get("lints").and_then(|lints| lints.get("workspace"));
        assert_eq!(kept.and_then(toml::Value::as_bool), Some(true), "{name}");
        let description = manifest["package"].get("description").and_then(toml::Value::as_str);
        assert!(description.is_some_and(|text| !text.is_empty()), "crates/{name} has no description");
    }
}

/// The first cells of the table under a heading, without their marks.
fn table(heading: &str) -> Vec<String> {
    let text = read("ARCHITECTURE.md");
    let section = text.split(heading).nth(1).unwrap_or_else(|| panic!("ARCHITECTURE.md has `{heading}`"));
    let section = section.split("\n## ").next().unwrap_or_default();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `"));
    cells.filter_map(|line| line.split('`').next()).map(str::to_owned).collect()
}

fn folders(of: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(of)).expect("it can be listed");
    entries
        .map(|entry| entry.expect("its files can be listed").file_name().to_string_lossy().into_owned())
        .collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("it can be listed") {
        let path = entry.expect("its files can be listed").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
