//! `rapporteur extract`: reports in, extraction records out, as a filter.

use std::io::{self, BufRead, Write as _};
use std::path::PathBuf;

use rapporteur::{Extraction, in_order};

use crate::failure::Failure;
use crate::reading::{Input, Reader, unreadable};
use crate::screen::Screen;

/// Turn reports into extraction records, JSON Lines in and out
///
/// Reads JSON Lines from stdin, or reports from PATHs, and writes one record a report, in the order they came
/// in. Uses all cores and holds a bounded number of reports, so that an endless stream may pass through. A line
/// that is no report gives a record without id; the exit code then is 1 at the end.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur extract < reports.jsonl > rows.jsonl
  rapporteur extract reports/ --threads 4 > rows.jsonl
  tail -f feed.jsonl | rapporteur extract | jq -c '.statements[] | [.speaker.entity, .words]'")]
pub(crate) struct Arguments {
    /// Reports: files and folders of text, HTML and JSON Lines [default: JSON Lines on stdin]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// What a worker gets: a line that may be a report, or a report.
enum Job {
    Line(Vec<u8>, usize),
    Read(Input),
    Broken(io::Error),
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, _: &mut Screen) -> Result<usize, Failure> {
    let knowledge = reader.knowledge;
    let paths = arguments.paths.clone();
    let jobs = move || -> Box<dyn Iterator<Item = Job>> {
        if paths.is_empty() {
            Box::new(lines(io::stdin().lock()))
        } else {
            Box::new(ingest::read(&paths, &ingest::Options::default()).map(Job::Read))
        }
    };
    let work = move |job: Job| -> Result<Extraction, Failure> {
        let document = match job {
            Job::Line(line, number) => ingest::record(&line, "stdin", number),
            Job::Read(input) => input,
            Job::Broken(error) => {
                return Err(Failure::input(format!("stdin: {error}"), "check what is piped in"));
            }
        };
        document
            .map(|document| rapporteur::extract(&document, knowledge))
            .map_err(|error| Failure::from(&error))
    };

    // Not the screen: records are bytes for programs, whatever they are written to.
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut results = in_order(jobs, reader.threads, work);
    let mut failed = 0;
    loop {
        if !results.is_ready() {
            out.flush()?;
        }
        match results.next() {
            None => break,
            Some(Some(Ok(extraction))) => export::record::line(&extraction, &mut out)?,
            Some(other) => {
                failed += 1;
                let failure = other.map_or_else(unreadable, |result| result.err().unwrap_or_else(unreadable));
                export::record::not_a_report(failure.message(), &mut out)?;
                failure.tell();
            }
        }
    }
    out.flush()?;
    Ok(failed)
}

/// The lines of a stream that are not blank, counted from 1. Ends after the first that cannot be read.
fn lines(mut reader: impl BufRead) -> impl Iterator<Item = Job> {
    let mut number = 0;
    let mut broken = false;
    std::iter::from_fn(move || {
        while !broken {
            let mut line = Vec::new();
            number += 1;
            match reader.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(Job::Line(line, number)),
                Err(error) => {
                    broken = true;
                    return Some(Job::Broken(error));
                }
            }
        }
        None
    })
}
