//! Clean markup to paragraphs.

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 25] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "blockquote",
    "tr",
    "table",
    "pre",
    "section",
    "article",
    "figure",
    "figcaption",
    "dt",
    "dd",
    "dl",
    "body",
    "hr",
    "header",
];

/// The words of `markup`, one block a paragraph, with an empty line between.
pub(super) fn of(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(open) = rest.find('<') {
        words(&rest[..open], &mut text);
        let tag = &rest[open..];
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let name = tag[1..end]
            .trim_start_matches('/')
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if BLOCKS.contains(&name.as_str()) {
            part(&mut text, "\n\n");
        } else if name == "br" {
            part(&mut text, "\n");
        } else if name == "td" || name == "th" {
            words(" ", &mut text);
        }
        rest = &tag[end..];
    }
    words(rest, &mut text);
    text.truncate(text.trim_end().len());
    text
}

/// Ends a paragraph or a line, once.
fn part(text: &mut String, mark: &str) {
    text.truncate(text.trim_end_matches(' ').len());
    if !text.is_empty() && !text.ends_with(mark) {
        text.truncate(text.trim_end().len());
        text.push_str(mark);
    }
}

/// Words without markup: entities read, white space single.
fn words(raw: &str, text: &mut String) {
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let (c, length) = if c == '&' { entity(rest) } else { (c, c.len_utf8()) };
        rest = &rest[length..];
        if c.is_whitespace() {
            if !text.is_empty() && !text.ends_with([' ', '\n']) {
                text.push(' ');
            }
        } else {
            text.push(c);
        }
    }
}

/// The character an entity stands for, and its bytes. The extraction writes only the few that markup needs.
fn entity(rest: &str) -> (char, usize) {
    for (name, c) in [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&nbsp;", ' '),
        ("&apos;", '\''),
    ] {
        if rest.starts_with(name) {
            return (c, name.len());
        }
    }
    ('&', 1)
}
