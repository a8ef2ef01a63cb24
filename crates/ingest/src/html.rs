//! Web pages: the article, and what the page says of itself in its metadata.
//!
//! The article is told from the page around it by the crate `trafilatura`, a port of the library of that
//! name (Barbaresi 2021); this file guards it against pages no browser makes, and turns what it gives back
//! into paragraphs.

use text::Document;

use crate::error::Error;
use crate::plain::{decoded, note};
use crate::{finish, record};

mod guard;
mod paragraphs;

/// A report from the bytes of a web page in any encoding. Its text is the article, a paragraph or heading a
/// block, with empty lines between.
///
/// # Errors
/// When the bytes are no text, or the page holds no article.
pub fn html(bytes: &[u8], name: &str) -> Result<Document, Error> {
    let decoded = decoded(bytes, declared(bytes).as_deref(), name)?;
    let mut document = Document::default();
    note(&decoded, &mut document);
    let published = into(&mut document, &decoded.text, name)?;
    Ok(finish(document, published.as_deref()))
}

/// Puts the article of a page into `document`, and what the page says of itself where nothing is known yet;
/// gives back the date of the page.
///
/// # Errors
/// When the page holds no article.
pub(crate) fn into(document: &mut Document, page: &str, name: &str) -> Result<Option<String>, Error> {
    let none =
        |found: String| Error::new(name, found, "check that the page was saved whole, or give its text");
    let (page, is_deep) = guard::flattened(page);
    if is_deep {
        let message = "tags are nested deeper than any browser shows; the innermost were left out";
        document.problems.push(("deep-page".to_owned(), message.to_owned()));
    }
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    let result =
        trafilatura::extract(&page, &options).map_err(|_| none("a page without an article".to_owned()))?;
    let text = paragraphs::of(&result.content_html);
    if text.is_empty() {
        return Err(none("a page without an article".to_owned()));
    }
    document.text = text;
    document.extracted = true;
    let said = result.metadata;
    let given = |value: String| (!value.trim().is_empty()).then(|| value.trim().to_owned());
    fill(&mut document.title, given(said.title));
    fill(&mut document.url, given(said.url));
    fill(&mut document.language, given(said.language));
    fill(&mut document.outlet.name, given(said.sitename));
    fill(&mut document.outlet.domain, given(said.hostname).and_then(|host| record::host(&host)));
    if let Some(author) = given(said.author) {
        document
            .meta
            .entry("author".to_owned())
            .or_insert_with(|| serde_json::Value::String(author).to_string());
    }
    Ok(guard::published(&page).or_else(|| said.date.map(|date| date.to_string())))
}

fn fill(slot: &mut Option<String>, value: Option<String>) {
    if slot.is_none() {
        *slot = value;
    }
}

/// The encoding a page names in its first bytes.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let label = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':' | '.'))
        .unwrap_or(label.len());
    Some(label[..end].to_owned())
}

/// True when text that came without a type is a web page.
pub(crate) fn looks_like_page(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(1024)]).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p "]
        .iter()
        .any(|tag| head.contains(tag))
}

/// True when a field that may hold either holds markup: it begins with a tag and closes paragraphs.
pub(crate) fn is_markup(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('<')
        && ["</p>", "</div>", "</article>", "</html>", "<br"].iter().any(|tag| text.contains(tag))
}
