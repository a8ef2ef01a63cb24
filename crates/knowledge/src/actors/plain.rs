//! The plain style in which the folder is written, read at once.
//!
//! The folder is large and is read at every start, and a reader of all of TOML takes most of that time.
//! This one knows what the folder uses: `[[kind]]`, then one key a line, `name` first; basic strings
//! without escapes, whole numbers, booleans, arrays, one-line tables. At anything else it gives up, and
//! the file goes to the TOML reader, which also words the errors. A test holds the two together.

use toml::Spanned;

use super::entry::{Entry, Kinds, Label, MonthEntry, OfficeEntry};
use crate::month::Month;

/// The entries of a file by kind; `None` where the file has anything this does not know.
pub(super) fn kinds(text: &str) -> Option<Kinds> {
    let mut kinds = Kinds::new();
    let mut cursor = Cursor { text, at: 0 };
    cursor.skip_lines();
    while cursor.at < text.len() {
        let start = cursor.at;
        cursor.take("[[")?;
        let kind = cursor.word()?;
        cursor.take("]]")?;
        cursor.end_line()?;
        let entry = entry(&mut cursor)?;
        kinds.entry(kind.to_owned()).or_default().push(Spanned::new(start..cursor.at, entry));
    }
    Some(kinds)
}

fn entry(cursor: &mut Cursor<'_>) -> Option<Entry> {
    if cursor.key()? != "name" {
        return None;
    }
    let mut entry = Entry::named(cursor.string()?);
    cursor.end_line()?;

    let mut seen = vec!["name"];
    while cursor.peek().is_some_and(|byte| byte != b'[') {
        let key = cursor.key()?;
        if seen.contains(&key) {
            return None;
        }
        seen.push(key);
        match key {
            "ambiguous" => entry.ambiguous = cursor.boolean()?,
            "code" => entry.code = Some(cursor.string()?.into_inner()),
            "sector" => entry.sector = Some(cursor.string()?),
            "of" => entry.of = Some(cursor.string()?),
            "claimed_by" => entry.claimed_by = cursor.list(Cursor::string)?,
            "un_member" => entry.un_member = cursor.boolean()?,
            "aliases" => entry.aliases = cursor.list(label)?,
            "adjectives" => entry.adjectives = cursor.list(label)?,
            "demonyms" => entry.demonyms = cursor.list(label)?,
            "capitals" => entry.capitals = cursor.list(label)?,
            "metonyms" => entry.metonyms = cursor.list(label)?,
            "surnames" => {
                entry.surnames =
                    Some(cursor.list(Cursor::string)?.into_iter().map(Spanned::into_inner).collect());
            }
            "offices" => entry.offices = cursor.list(office)?,
            "medium" => entry.medium = Some(cursor.string()?.into_inner()),
            "owner" => entry.owner = Some(cursor.string()?),
            "domains" => entry.domains = cursor.list(Cursor::string)?,
            _ => return None,
        }
        cursor.end_line()?;
    }
    Some(entry)
}

fn label(cursor: &mut Cursor<'_>) -> Option<Spanned<Label>> {
    let start = cursor.at;
    if cursor.peek() == Some(b'"') {
        let name = cursor.string()?.into_inner();
        return Some(Spanned::new(start..cursor.at, Label { name, ambiguous: false, sector: None }));
    }
    let (mut name, mut ambiguous, mut sector) = (None, None, None);
    cursor.table(|cursor, key| match key {
        "name" if name.is_none() => {
            name = Some(cursor.string()?.into_inner());
            Some(())
        }
        "ambiguous" if ambiguous.is_none() => {
            ambiguous = Some(cursor.boolean()?);
            Some(())
        }
        "sector" if sector.is_none() => {
            sector = Some(cursor.string()?.into_inner());
            Some(())
        }
        _ => None,
    })?;
    let label = Label { name: name?, ambiguous: ambiguous.unwrap_or_default(), sector };
    Some(Spanned::new(start..cursor.at, label))
}

fn office(cursor: &mut Cursor<'_>) -> Option<Spanned<OfficeEntry>> {
    let start = cursor.at;
    let (mut title, mut of, mut from, mut to, mut as_of) = (None, None, None, None, None);
    cursor.table(|cursor, key| {
        let slot = match key {
            "title" if title.is_none() => {
                title = Some(cursor.string()?.into_inner());
                return Some(());
            }
            "of" if of.is_none() => {
                of = Some(cursor.string()?);
                return Some(());
            }
            "from" => &mut from,
            "to" => &mut to,
            "as_of" => &mut as_of,
            _ => return None,
        };
        if slot.is_some() {
            return None;
        }
        *slot = Some(cursor.month()?);
        Some(())
    })?;
    Some(Spanned::new(start..cursor.at, OfficeEntry { title: title?, of, from, to, as_of }))
}

/// A place in the text. Each step takes what it is named for and moves behind it, or gives `None`.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, mark: &str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(mark).then(|| self.at += mark.len())
    }

    /// Blanks on this line.
    fn blanks(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    /// Empty lines and comment lines.
    fn skip_lines(&mut self) {
        loop {
            match self.peek() {
                Some(b'\n') => self.at += 1,
                Some(b'#') => {
                    let rest = self.text.get(self.at..).unwrap_or_default();
                    // A control character in a comment is an error that the TOML reader words.
                    let line = rest.find('\n').unwrap_or(rest.len());
                    if rest.as_bytes()[..line].iter().any(u8::is_ascii_control) {
                        return;
                    }
                    self.at += line;
                }
                _ => return,
            }
        }
    }

    /// The end of a line, and the empty ones after it.
    fn end_line(&mut self) -> Option<()> {
        self.blanks();
        if self.at < self.text.len() {
            self.take("\n")?;
        }
        self.skip_lines();
        Some(())
    }

    /// A bare word.
    fn word(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let end =
            rest.bytes().position(|byte| !(byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-')))?;
        self.at += end;
        rest.get(..end).filter(|word| !word.is_empty())
    }

    /// `key = `
    fn key(&mut self) -> Option<&'a str> {
        let key = self.word()?;
        self.blanks();
        self.take("=")?;
        self.blanks();
        Some(key)
    }

    fn boolean(&mut self) -> Option<bool> {
        match self.word()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    fn string(&mut self) -> Option<Spanned<String>> {
        let start = self.at;
        self.take("\"")?;
        let rest = self.text.get(self.at..)?;
        let end = rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte.is_ascii_control())?;
        self.at += end;
        self.take("\"")?;
        let string = rest.get(..end)?.to_owned();
        // `""` may open a string of many lines.
        if string.is_empty() { None } else { Some(Spanned::new(start..self.at, string)) }
    }

    fn month(&mut self) -> Option<MonthEntry> {
        let written = if self.peek() == Some(b'"') {
            self.string()?.into_inner()
        } else {
            let rest = self.text.get(self.at..)?;
            let end = rest.bytes().position(|byte| !byte.is_ascii_digit())?;
            self.at += end;
            // A date without quotes goes on with `-`; a number does not begin with 0.
            rest.get(..end).filter(|year| !year.starts_with('0') && self.peek() != Some(b'-'))?.to_owned()
        };
        Month::parse(&written).filter(|_| written.len() <= 7).map(MonthEntry)
    }

    /// `[item, item]`, over as many lines as it takes.
    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        self.take("[")?;
        loop {
            self.blanks_and_lines();
            if self.take("]").is_some() {
                return Some(items);
            }
            items.push(item(self)?);
            self.blanks_and_lines();
            if self.take(",").is_none() {
                self.take("]")?;
                return Some(items);
            }
        }
    }

    fn blanks_and_lines(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n')) {
            self.at += 1;
        }
    }

    /// `{ key = value, key = value }`, on one line; `value` reads the value of a key.
    fn table(&mut self, mut value: impl FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        self.take("{")?;
        loop {
            self.blanks();
            let key = self.key()?;
            value(self, key)?;
            self.blanks();
            if self.take(",").is_none() {
                return self.take("}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The entries without their places, which the two readers draw differently around an entry.
    fn bare(kinds: Kinds) -> Vec<(String, Vec<Entry>)> {
        kinds
            .into_iter()
            .map(|(kind, list)| (kind, list.into_iter().map(Spanned::into_inner).collect()))
            .collect()
    }

    #[test]
    fn the_folder_reads_the_same_both_ways() {
        for (name, text) in crate::EMBEDDED.iter().filter(|(name, _)| name.ends_with(".toml")) {
            if !name.starts_with("actors/") && !name.starts_with("outlets/") {
                continue;
            }
            let plain = kinds(text).unwrap_or_else(|| panic!("{name} is not in the plain style"));
            let full: Kinds = toml::from_str(text).expect("sound TOML");
            assert_eq!(bare(plain), bare(full), "{name}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_toml_reader() {
        for text in [
            "[[state]]\nname = \"A\\u0041\"\n",
            "[[state]]\nname = 'A'\n",
            "[[state]]\nname = \"A\"\nname = \"B\"\n",
            "[[state]]\nname = \"A\"\nplanet = \"Mars\"\n",
            "[[state]]\nname = \"A\" # a comment\n",
            "state = []\n",
            "[[person]]\nname = \"A\"\noffices = [{ title = \"x\", from = 2004-03 }]\n",
        ] {
            assert!(kinds(text).is_none(), "{text}");
        }
        assert!(kinds("# nothing\n\n").is_some_and(|kinds| kinds.is_empty()));
    }

    proptest! {
        /// Whatever the plain reader takes, the TOML reader takes the same way.
        #[test]
        fn plain_is_toml(lines in proptest::collection::vec(
            prop_oneof![
                Just("[[state]]".to_owned()),
                Just("[[person]]".to_owned()),
                "name = \"[a-zé ]{0,6}\"",
                "aliases = \\[(\"[a-z]{0,3}\"|\\{ name = \"b\", (ambiguous|sector) = (true|\"MIL\") \\}|, ?|\n)*\\]",
                "(un_member|ambiguous|of) = (true|false|\"[A-Z]\")",
                "offices = \\[(\\{ ?title = \"x\", (from|to) = (0?[0-9]{4}|\"20[0-9]{2}-[01][0-9]\") ?\\},? ?)*\\]",
                "#[ -~é]{0,8}",
                "[ -~\n]{0,10}",
            ],
            0..8,
        )) {
            let text = lines.join("\n");
            if let Some(plain) = kinds(&text) {
                let full: Result<Kinds, _> = toml::from_str(&text);
                prop_assert_eq!(full.ok().map(bare), Some(bare(plain)));
            }
        }
    }
}
