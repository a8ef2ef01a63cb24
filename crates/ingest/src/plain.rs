//! Plain text files: the words as they stand in the file.

use text::Document;

use crate::decode::{Decoded, NotText, decode};
use crate::error::Error;
use crate::finish;

/// A report from the bytes of a text file in any encoding. Its text is the decoded file, as it is, without
/// a byte order mark.
///
/// # Errors
/// When the bytes hold no words or are no text.
pub fn plain(bytes: &[u8], name: &str) -> Result<Document, Error> {
    let decoded = decoded(bytes, None, name)?;
    let mut document = Document { extracted: true, ..Document::default() };
    note(&decoded, &mut document);
    document.text = decoded.text;
    Ok(finish(document, None))
}

/// The characters of a file, or why it has none.
pub(crate) fn decoded(bytes: &[u8], declared: Option<&str>, name: &str) -> Result<Decoded, Error> {
    decode(bytes, declared).map_err(|not_text| match not_text {
        NotText::Empty if bytes.is_empty() => Error::new(name, "the file is empty", "leave it out"),
        NotText::Empty => Error::new(name, "the file holds white space only", "leave it out"),
        NotText::Binary(offset) => {
            let found = format!(
                "a binary file: byte {:#04x} at offset {offset}",
                bytes.get(offset).copied().unwrap_or(0)
            );
            Error::new(name, found, "give the text of the report: a .txt, .md, .html, .json or .jsonl file")
        }
    })
}

/// Says in the report what its encoding was where that matters to a reader.
pub(crate) fn note(decoded: &Decoded, document: &mut Document) {
    if let Some(encoding) = decoded.encoding.filter(|encoding| !encoding.starts_with("UTF-16")) {
        let message = format!("the file is not UTF-8; it was read as {encoding}");
        document.problems.push(("encoding".to_owned(), message));
    }
    if decoded.damaged {
        let message = "some bytes mean nothing in the file's encoding and show as \u{FFFD}";
        document.problems.push(("damaged".to_owned(), message.to_owned()));
    }
}
