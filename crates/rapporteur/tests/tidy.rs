//! What every file of the project keeps to.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of the longest source file that may be; most want far fewer.
const LONGEST: usize = 900;

#[test]
fn it_knows_that_a_source_file_can_be_read_in_one_sitting() {
    for (path, text) in
        texts().filter(|(path, _)| path.extension().is_some_and(|extension| extension == "rs"))
    {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines; look for the second idea in it", path.display());
    }
}

#[test]
fn it_knows_that_lines_end_the_same_way_everywhere() {
    for (path, text) in texts() {
        // Reports come as they are.
        if path.starts_with(root().join("examples")) {
            continue;
        }
        assert!(!text.contains('\r'), "{} has carriage returns", path.display());
        assert!(text.is_empty() || text.ends_with('\n'), "{} does not end with a line end", path.display());
    }
}

#[test]
fn it_knows_that_no_file_names_a_machine() {
    let folders = ["home", "root", "Users", "work"].map(|name| format!("/{name}/"));
    for (path, text) in texts() {
        for folder in &folders {
            let named = text.match_indices(folder.as_str()).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                before.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '('))
            });
            assert!(!named, "{} has a path under {folder}", path.display());
        }
    }
}

#[test]
fn it_knows_that_commands_stand_one_a_file() {
    let arguments =
        fs::read_to_string(root().join("crates/rapporteur/src/arguments.rs")).expect("it is there");
    let variants = arguments.split("enum Command {").nth(1).expect("the commands are listed");
    let listed = variants.split('}').next().unwrap_or_default();
    let mut named: Vec<String> = listed
        .lines()
        .filter_map(|line| line.trim().split_once('(').map(|(name, _)| name.to_lowercase()))
        .collect();
    let mut files: Vec<String> = fs::read_dir(root().join("crates/rapporteur/src/commands"))
        .expect("it can be listed")
        .map(|entry| entry.expect("its files can be listed").path())
        .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    named.sort();
    files.sort();
    assert_eq!(named, files);
}

/// The text files of the project, without what a build leaves.
fn texts() -> impl Iterator<Item = (PathBuf, String)> {
    let mut folders = vec![root()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("it can be listed") {
            let path = entry.expect("its files can be listed").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let passed_over = matches!(name.as_str(), "target" | ".git" | "Cargo.lock");
            if path.is_dir() && !passed_over {
                folders.push(path);
            } else if path.is_file() && !passed_over {
                files.push(path);
            }
        }
    }
    files.into_iter().filter_map(|path| {
        let text = fs::read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok())?;
        Some((path, text))
    })
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
