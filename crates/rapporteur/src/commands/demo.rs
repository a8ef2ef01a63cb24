//! `rapporteur demo`: a brief of the reports that come with the program.

use include_dir::{Dir, File, include_dir};
use store::Ledger;

use crate::arguments::PageFormat;
use crate::commands::brief;
use crate::failure::Failure;
use crate::reading::{Input, Reader};
use crate::screen::Screen;

static TALKS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../examples/talks");

/// Brief on the example reports that come with the program
///
/// The reports were written for it; their quotations are invented. See examples/README.md.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur demo
  rapporteur demo --format md")]
pub(crate) struct Arguments {
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let mut ledger = Ledger::in_memory()?;
    let read = reader.keep(examples, &mut ledger)?;
    let reports = brief::statements_only(brief::kept(&ledger)?);
    brief::show(&reports, None, &ledger, arguments.format, screen)?;
    Ok(read.failed)
}

/// The reports that come with the program.
pub(crate) fn examples() -> impl Iterator<Item = Input> {
    TALKS.files().flat_map(documents)
}

/// The reports in a file, read as `brief` would read it from the folder.
fn documents(file: &File<'_>) -> Vec<Input> {
    let path = file.path();
    let (name, bytes) = (path.to_string_lossy(), file.contents());
    let one = match path.extension().and_then(|extension| extension.to_str()) {
        Some("jsonl") => return ingest::jsonl(bytes, &name).collect(),
        Some("html") => ingest::html(bytes, &name),
        _ => ingest::plain(bytes, &name),
    };
    vec![one.map(|mut document| {
        if document.id.is_empty() {
            document.id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        }
        document
    })]
}
