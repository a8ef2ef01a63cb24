//! Files and folders: paths in, reports and errors out, in order.

use std::fs;
use std::path::{Path, PathBuf};

use ingest::Options;

const TEXT: &str =
    "The mediators met both delegations in the old harbour on Sunday and asked them to keep the ceasefire.";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder to write to")
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a path in a folder")).expect("a folder");
    fs::write(&path, content).expect("a file");
    path
}

/// The ids of the reports, and the errors with the folder's name left out.
fn read(folder: &Path, paths: &[PathBuf]) -> Vec<String> {
    read_with(folder, paths, &Options::default())
}

fn read_with(folder: &Path, paths: &[PathBuf], options: &Options) -> Vec<String> {
    let name = format!("{}/", folder.display());
    ingest::read(paths, options)
        .map(|report| match report {
            Ok(report) => {
                let problems: Vec<_> = report
                    .problems
                    .iter()
                    .map(|(code, _)| code.as_str())
                    .filter(|code| *code != "undated")
                    .collect();
                [report.id.as_str(), &problems.join(" ")].join(" ").trim().to_owned()
            }
            Err(error) => format!("error: {error}").replace(&name, ""),
        })
        .collect()
}

#[test]
fn it_knows_a_folder_by_its_files_in_order() {
    let folder = folder();
    write(folder.path(), "b.txt", TEXT);
    write(folder.path(), "a/2.txt", TEXT);
    write(folder.path(), "a/1.md", TEXT);
    write(
        folder.path(),
        "c.jsonl",
        format!("{{\"id\": \"x\", \"text\": \"{TEXT}\"}}\n{{\"id\": \"y\", \"text\": \"{TEXT}\"}}\n"),
    );
    write(folder.path(), "d.html", format!("<html><body><article><p>{TEXT}</p></article></body></html>"));
    write(folder.path(), "e.json", format!("{{\"text\": \"{TEXT}\"}}"));
    // What a saved page leaves beside it, and hidden files, are nobody's reports.
    write(folder.path(), "style.css", "p {}");
    write(folder.path(), ".hidden.txt", TEXT);
    assert_eq!(read(folder.path(), &[folder.path().to_owned()]), ["a/1", "a/2", "b", "x", "y", "d", "e"]);
}

#[test]
fn it_knows_the_lists_of_news_interfaces() {
    let folder = folder();
    let report = |id: &str| format!("{{\"id\": \"{id}\", \"content\": \"{TEXT}\"}}");
    for (name, content) in [
        ("a.json", format!("[{}, {}]", report("1"), report("2"))),
        ("b.json", format!("{{\"status\": \"ok\", \"articles\": [{}, {}]}}", report("1"), report("2"))),
        ("c.json", format!("{{\"response\": {{\"docs\": [{}, {}]}}}}", report("1"), report("2"))),
        (
            "d.json",
            format!(
                "{{\"hits\": {{\"hits\": [{{\"_source\": {}}}, {{\"_source\": {}}}]}}}}",
                report("1"),
                report("2")
            ),
        ),
        ("e.json", format!("{}\n{}\n", report("1"), report("2"))),
        ("f", format!("{{\n\"results\": [\n{},\n{}]}}", report("1"), report("2"))),
    ] {
        let path = write(folder.path(), name, content);
        assert_eq!(read(folder.path(), &[path]), ["1", "2"], "{name}");
    }
}

#[test]
fn it_knows_each_bad_input_and_reads_the_rest() {
    let folder = folder();
    write(folder.path(), "a.txt", "");
    write(folder.path(), "b.bin", [0u8, 1, 2, 3, 255, 254, 0, 0]);
    write(folder.path(), "c.html", "<html><body></body></html>");
    write(folder.path(), "d.jsonl", "{\"text\": \n");
    write(folder.path(), "e.json", "{\"articles\": []}");
    write(folder.path(), "f.json", "{\"a\": 1");
    write(folder.path(), "g.txt", TEXT);
    let read = read(folder.path(), &[folder.path().to_owned(), folder.path().join("none.txt")]);
    let starts = [
        "error: a.txt: the file is empty; ",
        "error: b.bin: a binary file: byte 0x00 at offset 0; ",
        "error: c.html: a page without an article; ",
        "error: d.jsonl:1: broken JSON at column ",
        "error: e.json: the list of reports is empty; ",
        "error: f.json: broken JSON at column ",
        "g",
        "error: none.txt: no such file or folder; ",
    ];
    assert_eq!(read.len(), starts.len(), "{read:#?}");
    for (read, start) in read.iter().zip(starts) {
        assert!(read.starts_with(start), "{read} is not {start}");
    }
}

#[test]
fn it_knows_that_only_the_head_of_an_endless_file_is_read() {
    let folder = folder();
    let path = write(folder.path(), "long.txt", format!("{TEXT}\n\n").repeat(1000));
    let options = Options { max_bytes: 10_000, ..Options::default() };
    assert_eq!(read_with(folder.path(), std::slice::from_ref(&path), &options), ["long cut-short"]);
    let report = ingest::read(&[path], &options).next().expect("a report").expect("a report");
    assert!(report.text.len() <= 10_000 && report.text.len() > 9_900);
    let json = write(folder.path(), "long.json", format!("[{{\"text\": \"{TEXT}\"}}]"));
    let read = read_with(folder.path(), &[json], &Options { max_json_bytes: 20, ..Options::default() });
    assert!(read[0].starts_with("error: long.json: a JSON file of more than 0 MB; "), "{read:?}");
}

#[test]
fn it_knows_that_a_character_cut_in_two_is_no_other_encoding() {
    let folder = folder();
    let path = write(folder.path(), "a.txt", "Да, сказал он. ".repeat(100));
    for most in 200..208 {
        let options = Options { max_bytes: most, ..Options::default() };
        let report =
            ingest::read(std::slice::from_ref(&path), &options).next().expect("a report").expect("a report");
        assert!("Да, сказал он. ".repeat(100).starts_with(&report.text), "{most}: {}", report.text);
    }
}

#[test]
fn it_knows_two_reports_under_one_id() {
    let folder = folder();
    let lines = "{\"id\": \"1\", \"text\": \"Talks failed.\"}\n{\"id\": \"1\", \"text\": \"Talks resumed.\"}\n{\"id\": \"1\", \"text\": \"Talks failed.\"}\n";
    let path = write(folder.path(), "a.jsonl", lines);
    assert_eq!(read(folder.path(), &[path]), ["1", "1 duplicate-id", "1"]);
}

#[test]
fn it_knows_that_made_ids_carry_the_prefix() {
    let folder = folder();
    write(folder.path(), "a.txt", TEXT);
    write(
        folder.path(),
        "b.jsonl",
        "{\"id\": \"1\", \"text\": \"Talks failed.\"}\n{\"text\": \"Talks failed.\"}\n",
    );
    let options = Options { id_prefix: "example/".to_owned(), ..Options::default() };
    let read = read_with(folder.path(), &[folder.path().to_owned()], &options);
    assert_eq!(read[..2], ["example/a", "1"]);
    assert!(read[2].starts_with("example/") && read[2].len() == 24, "{}", read[2]);
}

#[cfg(unix)]
#[test]
fn it_knows_links_that_go_in_circles() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    write(folder.path(), "a/1.txt", TEXT);
    symlink(folder.path(), folder.path().join("a/back")).expect("a link");
    symlink(folder.path().join("nowhere"), folder.path().join("b")).expect("a link");
    symlink(folder.path().join("c"), folder.path().join("c")).expect("a link");
    let read = read(folder.path(), &[folder.path().to_owned()]);
    assert_eq!(read.len(), 4, "{read:#?}");
    assert_eq!(read[0], "a/1");
    assert!(read[1].starts_with("error: a/back: a link back to a folder already read; "), "{}", read[1]);
    assert!(read[2].starts_with("error: b: a link to "), "{}", read[2]);
    assert!(read[3].starts_with("error: c: a link to "), "{}", read[3]);
}

#[test]
fn it_knows_that_an_empty_folder_is_worth_a_word() {
    let folder = folder();
    let read = read(folder.path(), &[folder.path().to_owned()]);
    assert!(read.len() == 1 && read[0].contains("the folder holds no file"), "{read:?}");
}

#[test]
fn it_knows_json_lines_in_utf16() {
    let folder = folder();
    let lines = "\u{FEFF}{\"id\": \"1\", \"text\": \"Talks failed.\"}\n{\"id\": \"2\", \"text\": \"Talks resumed.\"}\n";
    let bytes: Vec<u8> = lines.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let path = write(folder.path(), "a.jsonl", bytes);
    assert_eq!(read(folder.path(), &[path]), ["1", "2"]);
}
