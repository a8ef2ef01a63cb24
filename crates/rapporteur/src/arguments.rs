//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::{
    actors, board, brief, changes, completions, conditions, contradictions, demo, events, extract, forums,
    man, positions, read, search, serve, sources, statements, stories, timeline, why,
};

/// Reads reporting on a conflict or a negotiation and keeps a ledger of it: who said what, through whom,
/// how surely. Asserts nothing itself: every line it prints is a report's words, or rests on them, and says
/// where they stand.
#[derive(Debug, Parser)]
#[command(
    name = "rapporteur",
    version,
    arg_required_else_help = true,
    propagate_version = true,
    infer_subcommands = true,
    after_help = "\
Examples:
  rapporteur demo                                 a brief of the example reports
  rapporteur brief reports/                       a brief of your own
  rapporteur read reports/ --ledger war.ledger    keep what was read
  rapporteur statements --ledger war.ledger --speaker Peskov --since 2022-10
  rapporteur extract < reports.jsonl > rows.jsonl

Exit codes: 0 all went well, 1 some input could not be read, 2 the command makes no sense."
)]
pub(crate) struct Arguments {
    /// Lay the files of this folder over the built-in knowledge of actors, outlets and phrases
    #[arg(long, value_name = "DIR", global = true, help_heading = "Everywhere")]
    pub(crate) knowledge: Option<PathBuf>,

    /// Read with so many threads [default: one a core]
    #[arg(long, value_name = "N", global = true, help_heading = "Everywhere", value_parser = threads)]
    pub(crate) threads: Option<usize>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One variant a file of `commands/`.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Brief(brief::Arguments),
    Read(read::Arguments),
    Statements(statements::Arguments),
    Events(events::Arguments),
    Timeline(timeline::Arguments),
    Actors(actors::Arguments),
    Board(board::Arguments),
    Positions(positions::Arguments),
    Conditions(conditions::Arguments),
    Forums(forums::Arguments),
    Sources(sources::Arguments),
    Stories(stories::Arguments),
    Contradictions(contradictions::Arguments),
    Changes(changes::Arguments),
    Search(search::Arguments),
    Why(why::Arguments),
    Extract(extract::Arguments),
    Serve(serve::Arguments),
    Demo(demo::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Where rows come from: a ledger, or reports read on the fly.
#[derive(Args, Debug)]
pub(crate) struct From {
    /// Reports to read now: files and folders of text, HTML and JSON Lines; `-` for JSON Lines on stdin
    #[arg(value_name = "PATH", conflicts_with = "ledger")]
    pub(crate) paths: Vec<PathBuf>,

    /// The ledger to look into, as `rapporteur read` wrote it
    #[arg(long, value_name = "FILE", required_unless_present = "paths")]
    pub(crate) ledger: Option<PathBuf>,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// Columns for reading
    #[default]
    Table,
    /// One array
    Json,
    /// One record a line
    Jsonl,
    /// For spreadsheets
    Csv,
    /// A Markdown table
    Md,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// For reading here
    #[default]
    Text,
    /// Markdown
    Md,
    /// One file for a browser, citations linked to their passages
    Html,
    /// For programs
    Json,
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("give a whole number from 1".to_owned()),
        Ok(threads) => Ok(threads),
    }
}
