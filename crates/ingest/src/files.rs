//! Files, folders and standard input, read one report at a time.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use text::Document;

use crate::error::Error;
use crate::html::{html, looks_like_page};
use crate::ids::{Ids, with_id};
use crate::markdown::markdown;
use crate::plain::{decoded, plain};
use crate::{jsonl, record};

/// How reports are read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Put before every id that was not given with its report, such as `tass/`.
    pub id_prefix: String,
    /// The most bytes read of one text or HTML file; the rest is left out and the report says so.
    pub max_bytes: usize,
    /// The most bytes of one JSON file that is not JSON Lines; a larger one is not read.
    pub max_json_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { id_prefix: String::new(), max_bytes: 32 << 20, max_json_bytes: 512 << 20 }
    }
}

type Reports = Box<dyn Iterator<Item = Result<Document, Error>> + Send>;

/// The reports under `paths`: files, folders (with all that lies in them, in order of name), and `-` for
/// standard input. Each is read when it is asked for. What cannot be read is an error in its place, and
/// the rest is read.
pub fn read(
    paths: &[PathBuf],
    options: &Options,
) -> impl Iterator<Item = Result<Document, Error>> + Send + use<> {
    let mut walk = Walk::over(paths);
    let options = options.clone();
    let mut ids = Ids::default();
    let mut open: Option<Reports> = None;
    std::iter::from_fn(move || {
        loop {
            if let Some(report) = open.as_mut().and_then(Iterator::next) {
                return Some(report.map(|mut document| {
                    ids.check(&mut document);
                    document
                }));
            }
            open = None;
            match walk.next()? {
                Err(error) => return Some(Err(error)),
                Ok(Source::Input) => {
                    open = Some(reports(BufReader::new(io::stdin()), "-", Path::new("-"), None, &options))
                }
                Ok(Source::File { path, stem }) => match open_file(&path) {
                    Err(error) => return Some(Err(error)),
                    Ok(file) => {
                        let name = path.display().to_string();
                        open = Some(reports(
                            BufReader::with_capacity(1 << 16, file),
                            &name,
                            &path,
                            Some(&stem),
                            &options,
                        ));
                    }
                },
            }
        }
    })
}

fn open_file(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    let name = path.display().to_string();
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::new(&name, "no such file or folder", "check the spelling of the path")
        }
        io::ErrorKind::PermissionDenied => {
            Error::new(&name, "no permission to read it", "change its permissions, or run as a user who may")
        }
        _ => Error::new(&name, error.to_string().to_lowercase(), "check the file, or leave it out"),
    }
}

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Plain,
    Markdown,
    Html,
    Json,
    JsonLines,
}

/// The reports in one input. `stem` names a report that comes without an id.
fn reports<R: BufRead + Send + 'static>(
    mut input: R,
    name: &str,
    path: &Path,
    stem: Option<&str>,
    options: &Options,
) -> Reports {
    let head = match input.fill_buf() {
        Ok(head) => head,
        Err(error) => return one(Err(unreadable(path, &error))),
    };
    let format = by_extension(path, head).unwrap_or_else(|| by_content(head));
    // JSON in UTF-16 has to be read whole before it has lines.
    let is_wide = matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    let prefix = options.id_prefix.clone();
    let stem = stem.map(str::to_owned);
    if format == Format::JsonLines && !is_wide {
        let reports = jsonl::unnamed(input, name)
            .map(move |report| report.map(|document| with_id(document, None, &prefix)));
        return Box::new(reports);
    }
    let most = if matches!(format, Format::Json | Format::JsonLines) {
        options.max_json_bytes
    } else {
        options.max_bytes
    };
    let (bytes, is_cut) = match limited(input, most) {
        Ok(bytes) => bytes,
        Err(error) => return one(Err(unreadable(path, &error))),
    };
    if is_cut && matches!(format, Format::Json | Format::JsonLines) {
        let found = format!("a JSON file of more than {} MB", most >> 20);
        return one(Err(Error::new(
            name,
            found,
            "turn it into JSON Lines, one report a line, which is read without a limit",
        )));
    }
    let mut report =
        match format {
            Format::Json => {
                let reports = record::records(&bytes, name);
                if reports.len() == 1 {
                    return Box::new(reports.into_iter().map(move |report| {
                        report.map(|document| with_id(document, stem.as_deref(), &prefix))
                    }));
                }
                return Box::new(
                    reports
                        .into_iter()
                        .map(move |report| report.map(|document| with_id(document, None, &prefix))),
                );
            }
            Format::JsonLines => {
                let decoded = match decoded(&bytes, None, name) {
                    Ok(decoded) => decoded.text,
                    Err(error) => return one(Err(error)),
                };
                let reports = jsonl::unnamed(io::Cursor::new(decoded), name);
                return Box::new(
                    reports.map(move |report| report.map(|document| with_id(document, None, &prefix))),
                );
            }
            Format::Html => html(&bytes, name),
            Format::Markdown => markdown(&bytes, name),
            Format::Plain => plain(&bytes, name),
        };
    if let Ok(document) = &mut report
        && is_cut
    {
        let message =
            format!("only the first {} MB of the file were read; split it into reports", most >> 20);
        document.problems.push(("cut-short".to_owned(), message));
    }
    one(report.map(|document| with_id(document, stem.as_deref(), &prefix)))
}

fn one(report: Result<Document, Error>) -> Reports {
    Box::new(std::iter::once(report))
}

/// At most `most` bytes, and whether there were more.
fn limited(input: impl Read, most: usize) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    input.take(most as u64 + 1).read_to_end(&mut bytes)?;
    let is_cut = bytes.len() > most;
    if is_cut {
        bytes.truncate(most);
        // A character cut in two is no sign of another encoding.
        let tail = bytes.len().saturating_sub(4);
        let whole = bytes[tail..].utf8_chunks().last().filter(|chunk| !chunk.invalid().is_empty());
        let broken = whole.map_or(0, |chunk| chunk.invalid().len());
        bytes.truncate(most - broken.min(3));
    }
    Ok((bytes, is_cut))
}

fn by_extension(path: &Path, head: &[u8]) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "jsonl" | "ndjson" | "jsonlines" => Some(Format::JsonLines),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "md" | "markdown" => Some(Format::Markdown),
        "txt" | "text" => Some(Format::Plain),
        // Dumps of one report a line are often named so too.
        "json" if by_content(head) != Format::JsonLines => Some(Format::Json),
        "json" => Some(Format::JsonLines),
        _ => None,
    }
}

/// What the first bytes look like.
fn by_content(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let start = head.trim_ascii_start();
    match start.first() {
        Some(b'{') => match memchr::memchr(b'\n', start) {
            // The first line is a whole object, or too long to be part of a printed one.
            Some(end) if serde_json::from_slice::<serde_json::Value>(&start[..end]).is_err() => Format::Json,
            None if start.len() < 4096 => Format::Json,
            _ => Format::JsonLines,
        },
        Some(b'[') if matches!(start[1..].trim_ascii_start().first(), Some(b'{' | b']')) => Format::Json,
        Some(b'<') if looks_like_page(start) => Format::Html,
        _ => Format::Plain,
    }
}

/// Something to read.
enum Source {
    Input,
    File { path: PathBuf, stem: String },
}

/// Endings of what a saved page or a desktop leaves beside reports; nobody means them as reports.
const BESIDE: [&str; 20] = [
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "bmp", "tif", "tiff",
    "woff", "woff2", "ttf", "eot", "mp4", "mp3",
];

/// A walk over files and folders, in order of name, that ends even where links go in circles.
struct Walk {
    /// What is still to be seen, the next last, with the folder the ids are relative to.
    ahead: Vec<(PathBuf, Option<PathBuf>)>,
    /// Folders entered, by their real path.
    entered: HashSet<PathBuf>,
}

impl Walk {
    fn over(paths: &[PathBuf]) -> Self {
        Self { ahead: paths.iter().rev().map(|path| (path.clone(), None)).collect(), entered: HashSet::new() }
    }

    /// The files in a folder, to be seen next.
    fn enter(&mut self, folder: PathBuf, root: Option<PathBuf>) -> Result<(), Error> {
        let real = fs::canonicalize(&folder).map_err(|error| unreadable(&folder, &error))?;
        if !self.entered.insert(real) {
            let name = folder.display().to_string();
            return Err(Error::new(
                &name,
                "a link back to a folder already read",
                "remove the link; the folder was read once",
            ));
        }
        let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        let mut names: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| !is_passed_over(path))
            .collect();
        names.sort();
        if names.is_empty() && root.is_none() {
            return Err(Error::new(
                &folder.display().to_string(),
                "the folder holds no file",
                "give a folder with reports",
            ));
        }
        let root = root.unwrap_or(folder);
        self.ahead.extend(names.into_iter().rev().map(|path| (path, Some(root.clone()))));
        Ok(())
    }
}

/// Hidden files, and the pictures and scripts beside a saved page.
fn is_passed_over(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let extension =
        path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    hidden || BESIDE.contains(&extension.as_str())
}

impl Iterator for Walk {
    type Item = Result<Source, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (path, root) = self.ahead.pop()?;
            if root.is_none() && path.as_os_str() == "-" {
                return Some(Ok(Source::Input));
            }
            let what = match fs::metadata(&path) {
                Ok(what) => what,
                Err(error) => {
                    return Some(Err(broken_link(&path).unwrap_or_else(|| unreadable(&path, &error))));
                }
            };
            if what.is_dir() {
                if let Err(error) = self.enter(path, root) {
                    return Some(Err(error));
                }
                continue;
            }
            // A pipe or a device has no end that one can count on; named on the command line it is meant.
            if !what.is_file() && root.is_some() {
                continue;
            }
            let stem = stem(&path, root.as_deref());
            return Some(Ok(Source::File { path, stem }));
        }
    }
}

/// A link that leads nowhere, or to itself.
fn broken_link(path: &Path) -> Option<Error> {
    let target = fs::read_link(path).ok()?;
    let found = format!("a link to {}, which leads nowhere", target.display());
    Some(Error::new(&path.display().to_string(), found, "remove the link, or restore what it pointed to"))
}

/// The path without its ending, relative to the folder it was found under.
fn stem(path: &Path, root: Option<&Path>) -> String {
    let inner = root
        .and_then(|root| path.strip_prefix(root).ok())
        .or_else(|| path.file_name().map(Path::new))
        .unwrap_or(path);
    let parts: Vec<String> =
        inner.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.join("/")
}
