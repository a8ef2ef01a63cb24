//! `rapporteur extract`: reports in, extraction records out, as a filter.

use std::io::{self, BufRead, Read as _, Write as _};
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

/// Bytes of the longest line that is read; a report of a million words is shorter.
const LONGEST: u64 = 32 << 20;

/// What a worker gets: a line that may be a report, or a report.
enum Job {
    Line(Vec<u8>, usize),
    Read(Box<Input>),
    Broken(String),
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, _: &mut Screen) -> Result<usize, Failure> {
    let knowledge = reader.knowledge;
    let paths = arguments.paths.clone();
    let jobs = move || -> Box<dyn Iterator<Item = Job>> {
        if paths.is_empty() {
            Box::new(lines(io::stdin().lock()))
        } else {
            Box::new(
                ingest::read(&paths, &ingest::Options::default()).map(|input| Job::Read(Box::new(input))),
            )
        }
    };
    let work = move |job: Job| -> Result<Extraction, Failure> {
        let document = match job {
            Job::Line(line, number) => ingest::record(&line, "stdin", number),
            Job::Read(input) => *input,
            Job::Broken(found) => return Err(Failure::input(found, "check what is piped in")),
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

/// The lines of a stream that are not blank, counted from 1. Of a line without end no more than [`LONGEST`]
/// bytes are held. Ends after the first that cannot be read.
fn lines(mut reader: impl BufRead) -> impl Iterator<Item = Job> {
    let mut number = 0;
    let mut broken = false;
    std::iter::from_fn(move || {
        while !broken {
            let mut line = Vec::new();
            number += 1;
            let read = reader.by_ref().take(LONGEST).read_until(b'\n', &mut line);
            let read = read.and_then(|length| {
                let cut = length as u64 == LONGEST && !line.ends_with(b"\n");
                if cut {
                    reader.skip_until(b'\n')?;
                }
                Ok((length, cut))
            });
            match read {
                Ok((0, _)) => return None,
                Ok((_, true)) => {
                    return Some(Job::Broken(format!(
                        "stdin:{number}: the line is longer than {LONGEST} bytes"
                    )));
                }
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(Job::Line(line, number)),
                Err(error) => {
                    broken = true;
                    return Some(Job::Broken(format!("stdin:{number}: {error}")));
                }
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_that_a_line_without_end_is_passed_over() {
        let long = io::repeat(b'x').take(LONGEST + 3);
        let input = io::BufReader::new(b"{}\n".chain(long).chain(b"\n\n[]".as_slice()));
        let lines: Vec<String> = lines(input)
            .map(|job| match job {
                Job::Line(line, number) => format!("{number} {}", String::from_utf8_lossy(&line).trim()),
                Job::Broken(found) => found,
                Job::Read(_) => String::new(),
            })
            .collect();
        assert_eq!(lines, ["1 {}", "stdin:2: the line is longer than 33554432 bytes", "4 []"]);
    }
}
