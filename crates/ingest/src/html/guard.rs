//! Pages no browser makes: tags nested without end would cost the parser its stack or hours.

use std::borrow::Cow;

/// The deepest nesting that is kept. Pages of newspapers stay far below a hundred; the time the extraction
/// takes grows with the square of the depth and more.
const DEEPEST: usize = 120;

/// Elements that HTML closes by itself, or that hold nothing: they do not nest however often they are
/// opened.
const FLAT: [&str; 32] = [
    "p", "li", "td", "tr", "th", "dt", "dd", "option", "br", "hr", "img", "meta", "link", "input", "wbr",
    "source", "area", "base", "col", "embed", "param", "track", "html", "head", "body", "thead", "tbody",
    "tfoot", "optgroup", "colgroup", "rp", "rt",
];

/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// The most attributes a tag keeps; the parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 200;

/// The page without the tags nested deeper than any real page has, and whether there were such. Their words
/// stay. A tag of hundreds of attributes loses them all.
pub(super) fn flattened(page: &str) -> (Cow<'_, str>, bool) {
    let is_deep = deepest(page) > DEEPEST;
    let mut kept = String::new();
    let (mut at, mut depth) = (0, 0usize);
    for tag in Tags::of(page) {
        if tag.nests() {
            depth = if tag.closes { depth.saturating_sub(1) } else { depth + 1 };
        }
        // A closing tag was as deep as the one it closes.
        let own = depth + usize::from(tag.nests() && tag.closes);
        let bare = if is_deep && own > DEEPEST {
            " ".to_owned()
        } else if tag.has_many_attributes(page) {
            format!("<{}>", tag.name)
        } else {
            continue;
        };
        kept.push_str(&page[at..tag.start]);
        kept.push_str(&bare);
        at = tag.end;
    }
    if at == 0 {
        return (Cow::Borrowed(page), is_deep);
    }
    kept.push_str(&page[at..]);
    (Cow::Owned(kept), is_deep)
}

fn deepest(page: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for tag in Tags::of(page).filter(Tag::nests) {
        depth = if tag.closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// The full date and time that a page's metadata gives, where it gives one.
pub(super) fn published(page: &str) -> Option<String> {
    for tag in Tags::of(page).filter(|tag| tag.name == "meta") {
        let tag = &page[tag.start..tag.end];
        let names =
            ["article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "pubdate"];
        let lower = tag.to_ascii_lowercase();
        if names.iter().any(|name| lower.contains(name)) {
            let at = lower.find("content=")? + 8;
            let quote = tag[at..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let value = &tag[at + 1..];
            return value
                .find(quote)
                .map(|end| value[..end].to_owned())
                .filter(|value| !value.trim().is_empty());
        }
    }
    None
}

/// One tag of a page.
struct Tag {
    name: String,
    closes: bool,
    start: usize,
    end: usize,
}

impl Tag {
    fn nests(&self) -> bool {
        !FLAT.contains(&self.name.as_str())
    }

    fn has_many_attributes(&self, page: &str) -> bool {
        let tag = &page.as_bytes()[self.start..self.end];
        tag.len() > 2 * MOST_ATTRIBUTES
            && tag.iter().filter(|byte| byte.is_ascii_whitespace()).count() > MOST_ATTRIBUTES
    }
}

/// The tags of a page, in order, past comments and scripts.
struct Tags<'p> {
    page: &'p str,
    at: usize,
}

impl<'p> Tags<'p> {
    fn of(page: &'p str) -> Self {
        Self { page, at: 0 }
    }
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        let bytes = self.page.as_bytes();
        loop {
            let start = self.at + memchr::memchr(b'<', &bytes[self.at..])?;
            if bytes[start..].starts_with(b"<!--") {
                self.at = memchr::memmem::find(&bytes[start + 4..], b"-->")
                    .map_or(bytes.len(), |end| start + 4 + end + 3);
                continue;
            }
            let closes = bytes.get(start + 1) == Some(&b'/');
            let from = start + 1 + usize::from(closes);
            if !bytes.get(from).is_some_and(u8::is_ascii_alphabetic) {
                self.at = start + 1;
                continue;
            }
            let length = bytes[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let end = memchr::memchr(b'>', &bytes[from..]).map_or(bytes.len(), |end| from + end + 1);
            let name = self.page[from..from + length].to_ascii_lowercase();
            let closes_itself = end >= 2
                && bytes[end - 2] == b'/'
                && matches!(
                    name.as_str(),
                    "path" | "circle" | "rect" | "use" | "svg" | "line" | "polygon" | "g"
                );
            self.at = end;
            if !closes && RAW.contains(&name.as_str()) {
                self.at = raw_end(bytes, end, &name);
                continue;
            }
            if closes_itself || RAW.contains(&name.as_str()) {
                continue;
            }
            return Some(Tag { name, closes, start, end });
        }
    }
}

/// Where a script or style that begins at `from` ends.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"</") {
        let open = at + found + 2;
        if bytes.get(open..open + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes())) {
            return memchr::memchr(b'>', &bytes[open..]).map_or(bytes.len(), |end| open + end + 1);
        }
        at = open;
    }
    bytes.len()
}
