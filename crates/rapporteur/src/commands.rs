//! The commands, one file each.

pub(crate) mod actors;
pub(crate) mod board;
pub(crate) mod brief;
pub(crate) mod changes;
pub(crate) mod completions;
pub(crate) mod conditions;
pub(crate) mod contradictions;
pub(crate) mod demo;
pub(crate) mod events;
pub(crate) mod extract;
pub(crate) mod forums;
pub(crate) mod man;
pub(crate) mod positions;
pub(crate) mod read;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod sources;
pub(crate) mod statements;
pub(crate) mod stories;
pub(crate) mod timeline;
pub(crate) mod why;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use rapporteur::Knowledge;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// Runs a command. The number is that of inputs which could not be read; each has been told.
pub(crate) fn run(arguments: Arguments, screen: &mut Screen) -> Result<usize, Failure> {
    // What needs no reader must work whatever `--knowledge` says.
    match &arguments.command {
        Command::Completions(command) => return completions::run(command, screen),
        Command::Man(command) => return man::run(command, screen),
        _ => {}
    }
    let knowledge = knowledge(arguments.knowledge.as_deref())?;
    let threads = arguments.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    let reader = Reader { knowledge, threads };
    match arguments.command {
        Command::Brief(command) => brief::run(&command, &reader, screen),
        Command::Read(command) => read::run(&command, &reader, screen),
        Command::Statements(command) => statements::run(&command, &reader, screen),
        Command::Events(command) => events::run(&command, &reader, screen),
        Command::Timeline(command) => timeline::run(&command, &reader, screen),
        Command::Actors(command) => actors::run(&command, &reader, screen),
        Command::Board(command) => board::run(&command, &reader, screen),
        Command::Positions(command) => positions::run(&command, &reader, screen),
        Command::Conditions(command) => conditions::run(&command, &reader, screen),
        Command::Forums(command) => forums::run(&command, &reader, screen),
        Command::Sources(command) => sources::run(&command, &reader, screen),
        Command::Stories(command) => stories::run(&command, &reader, screen),
        Command::Contradictions(command) => contradictions::run(&command, &reader, screen),
        Command::Changes(command) => changes::run(&command, &reader, screen),
        Command::Search(command) => search::run(&command, &reader, screen),
        Command::Why(command) => why::run(&command, &reader, screen),
        Command::Extract(command) => extract::run(&command, &reader, screen),
        Command::Serve(command) => serve::run(&command, &reader, screen),
        Command::Demo(command) => demo::run(&command, &reader, screen),
        Command::Completions(_) | Command::Man(_) => Ok(0),
    }
}

/// The built-in knowledge, with the files of a folder laid over it. It lives as long as the process.
fn knowledge(folder: Option<&Path>) -> Result<&'static Knowledge, Failure> {
    let Some(folder) = folder else { return Ok(Knowledge::embedded()) };
    let mut paths = Vec::new();
    gather(folder, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| unread(&path, &error))?;
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        files.push((name, text));
    }
    Ok(Box::leak(Box::new(Knowledge::embedded_with(files)?)))
}

/// The knowledge files under `folder`.
fn gather(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(|error| unread(folder, &error))? {
        let path = entry.map_err(|error| unread(folder, &error))?.path();
        if path.is_dir() {
            gather(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "tsv") {
            paths.push(path);
        }
    }
    Ok(())
}

fn unread(path: &Path, error: &std::io::Error) -> Failure {
    let message = format!("{}: {}", path.display(), error.to_string().to_lowercase());
    Failure::input(
        message,
        "--knowledge takes a folder laid out as knowledge/ is: actors/*.toml, lexicons/*.tsv",
    )
}
