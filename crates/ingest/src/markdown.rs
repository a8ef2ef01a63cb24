//! Markdown: front matter, and the words without their marks.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use text::Document;

use crate::error::Error;
use crate::finish;
use crate::plain::{decoded, note};

/// A report from the bytes of a Markdown file. Front matter (`title: ...` between lines of `---`) fills in
/// the title, date, source and address; the text is the words a reader sees, a block a paragraph. Pictures
/// give way to their captions, code is left out.
///
/// # Errors
/// When the bytes hold no words or are no text.
pub fn markdown(bytes: &[u8], name: &str) -> Result<Document, Error> {
    let decoded = decoded(bytes, None, name)?;
    let mut document = Document { extracted: true, ..Document::default() };
    note(&decoded, &mut document);
    let (front, body) = front_matter(&decoded.text);
    let mut published = None;
    for (field, value) in front {
        match field.as_str() {
            "title" | "headline" => document.title = Some(value),
            "date" | "published" | "pubdate" => published = Some(value),
            "source" | "outlet" | "publisher" => document.outlet.name = Some(value),
            "url" | "link" => document.url = Some(value),
            "lang" | "language" => document.language = Some(value),
            "id" => document.id = value,
            _ => drop(document.meta.insert(field, serde_json::Value::String(value).to_string())),
        }
    }
    document.text = words(body);
    if document.text.is_empty() {
        return Err(Error::new(name, "a Markdown file without words", "leave it out"));
    }
    Ok(finish(document, published.as_deref()))
}

/// The fields between two lines of `---` at the start, and what follows them.
fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let none = (Vec::new(), text);
    let Some(rest) = text.strip_prefix("---").map(|rest| rest.trim_start_matches([' ', '\r'])) else {
        return none;
    };
    let Some(rest) = rest.strip_prefix('\n') else { return none };
    let mut fields = Vec::new();
    let mut at = 0;
    for line in rest.split_inclusive('\n').take(200) {
        at += line.len();
        if line.trim_end() == "---" {
            return (fields, &rest[at..]);
        }
        let Some((field, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if !value.is_empty() && !field.starts_with([' ', '-', '#']) {
            fields.push((field.trim().to_lowercase(), value.to_owned()));
        }
    }
    none
}

/// The words of Markdown without its marks.
fn words(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut in_code = 0usize;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => in_code += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => in_code = in_code.saturating_sub(1),
            Event::Text(words) | Event::Code(words) if in_code == 0 => text.push_str(&words),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            Event::Start(tag) if is_block(&tag) => part(&mut text),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead,
            ) => part(&mut text),
            Event::End(TagEnd::TableCell) => text.push(' '),
            Event::Rule => part(&mut text),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::Table(_)
    )
}

fn part(text: &mut String) {
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push_str("\n\n");
    }
}
