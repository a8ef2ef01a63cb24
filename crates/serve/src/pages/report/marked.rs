//! The text of a report with the words of its rows marked.
//!
//! Marks overlap as rows do, so the text is cut wherever one begins or ends and every piece told which rows
//! it belongs to and what part it plays there. Every character of the report comes out once, in order, and
//! none of it as anything but text.

use export::html::escaped;
use ledger::{Extraction, Passage};
use views::Mark;

/// A piece names at most so many of its rows; where more than that stand on one word, nobody follows them.
const MOST: usize = 12;

/// A text in HTML, and the parts that occur in it.
pub(super) struct Marked {
    pub(super) html: String,
    pub(super) kinds: Vec<&'static str>,
}

/// Parts from the most telling to the least: the first one a piece has gives its look.
const TELLING: [Mark; 9] = [
    Mark::Hedge,
    Mark::Cue,
    Mark::Trigger,
    Mark::Speaker,
    Mark::Link,
    Mark::Time,
    Mark::Condition,
    Mark::Content,
    Mark::Evidence,
];

/// The text of a report, its evidence marked, its furniture folded away.
pub(super) fn text(extraction: &Extraction, text: &str) -> Marked {
    let offsets = Offsets::of(text);
    let mut marks: Vec<(Passage, Mark, &str)> = Vec::new();
    for row in extraction.rows() {
        marks.extend(views::marks(row).into_iter().map(|(passage, mark)| (passage, mark, row.id())));
    }
    for (passage, ..) in &mut marks {
        passage.end = passage.end.min(offsets.length());
    }
    marks.retain(|(passage, ..)| passage.start < passage.end);
    marks.sort_by_key(|&(passage, mark, row)| (passage, mark.name(), row));

    let zones = zones(extraction, offsets.length());
    let mut cuts: Vec<usize> = marks.iter().flat_map(|(passage, ..)| [passage.start, passage.end]).collect();
    cuts.extend(zones.iter().map(|zone| zone.0.start));
    cuts.push(offsets.length());
    cuts.sort_unstable();
    cuts.dedup();

    let mut writer = Writer { html: String::with_capacity(text.len() * 2), open: false };
    let mut kinds = Vec::new();
    let mut active: Vec<usize> = Vec::new();
    let mut anchored: std::collections::HashSet<&str> = std::collections::HashSet::new();
    let (mut next, mut zone, mut at) = (0, 0, 0);
    for cut in cuts {
        if cut > at {
            // Everything between two cuts belongs to the same rows and the same zone.
            writer.piece(&text[offsets.byte(at)..offsets.byte(cut)], &marks, &active, &mut kinds);
            at = cut;
        }
        active.retain(|&index| marks[index].0.end > cut);
        while zone < zones.len() && zones[zone].0.start == cut {
            writer.zone(&zones[zone], zone.checked_sub(1).map(|before| &zones[before]));
            zone += 1;
        }
        while next < marks.len() && marks[next].0.start == cut {
            if anchored.insert(marks[next].2) {
                writer.anchor(marks[next].2);
            }
            active.push(next);
            next += 1;
        }
    }
    writer.end();
    if zones.last().is_some_and(|zone| zone.1 == Part::Furniture) {
        writer.html.push_str("</div></details>\n");
    }
    kinds.sort_by_key(|kind: &Mark| TELLING.iter().position(|one| one == kind));
    Marked { html: writer.html, kinds: kinds.into_iter().map(Mark::name).collect() }
}

/// The headline in the text of a report that came without one beside it.
pub(super) fn headline(extraction: &Extraction, text: &str) -> Option<String> {
    let zone = extraction.layout.iter().find(|zone| zone.kind == "title")?;
    let words = Passage { start: zone.start, end: zone.end };
    let line = words.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then(|| super::shortened(&line, 160))
}

/// How a stretch of the text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Title,
    Article,
    Furniture,
}

/// The parts of the text, one after the other, all of it covered.
fn zones(extraction: &Extraction, length: usize) -> Vec<(Passage, Part)> {
    let mut given: Vec<(Passage, Part)> = extraction
        .layout
        .iter()
        .map(|zone| {
            let part = match zone.kind.as_str() {
                "title" => Part::Title,
                "chrome" | "bio" => Part::Furniture,
                _ => Part::Article,
            };
            (Passage { start: zone.start.min(length), end: zone.end.min(length) }, part)
        })
        .filter(|(passage, _)| passage.start < passage.end)
        .collect();
    given.sort_by_key(|zone| (zone.0.start, zone.0.end));
    let mut zones: Vec<(Passage, Part)> = Vec::new();
    let mut at = 0;
    let mut add = |from: usize, to: usize, part: Part| {
        if from >= to {
            return;
        }
        match zones.last_mut() {
            Some(last) if last.1 == part => last.0.end = to,
            _ => zones.push((Passage { start: from, end: to }, part)),
        }
    };
    for (passage, part) in given {
        add(at, passage.start, Part::Article);
        add(passage.start.max(at), passage.end, part);
        at = at.max(passage.end);
    }
    add(at, length, Part::Article);
    zones
}

struct Writer {
    html: String,
    /// True within a paragraph.
    open: bool,
}

impl Writer {
    fn zone(&mut self, zone: &(Passage, Part), before: Option<&(Passage, Part)>) {
        self.end();
        if before.is_some_and(|before| before.1 == Part::Furniture) {
            self.html.push_str("</div></details>\n");
        }
        if zone.1 == Part::Furniture {
            let length = zone.0.end - zone.0.start;
            self.html.push_str(&format!(
                "<details class=\"furniture\"><summary>Page furniture, {length} characters, not read</summary><div>\n"
            ));
        }
        if zone.1 == Part::Title {
            self.begin("headline");
        }
    }

    fn begin(&mut self, class: &str) {
        self.html.push_str(if class.is_empty() { "<p>" } else { "<p class=\"headline\">" });
        self.open = true;
    }

    fn end(&mut self) {
        if std::mem::take(&mut self.open) {
            self.html.push_str("</p>\n");
        }
    }

    fn anchor(&mut self, row: &str) {
        if !self.open {
            self.begin("");
        }
        self.html.push_str(&format!("<span class=\"at\" id=\"at-{}\"></span>", escaped(row)));
    }

    fn piece(
        &mut self,
        words: &str,
        marks: &[(Passage, Mark, &str)],
        active: &[usize],
        kinds: &mut Vec<Mark>,
    ) {
        let mut rows: Vec<&str> = active.iter().map(|&index| marks[index].2).collect();
        rows.sort_unstable();
        rows.dedup();
        rows.truncate(MOST);
        let parts: Vec<Mark> = TELLING
            .iter()
            .copied()
            .filter(|part| active.iter().any(|&index| marks[index].1 == *part))
            .collect();
        for &part in &parts {
            if !kinds.contains(&part) {
                kinds.push(part);
            }
        }
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                self.end();
            }
            let line = line.trim_end_matches('\r');
            if line.is_empty() || (!self.open && line.trim().is_empty()) {
                continue;
            }
            if !self.open {
                self.begin("");
            }
            match parts.first() {
                None => self.html.push_str(&format!("<bdi>{}</bdi>", escaped(line))),
                Some(_) => {
                    let classes: Vec<&str> = parts.iter().map(|part| part.name()).collect();
                    self.html.push_str(&format!(
                        "<mark class=\"{}\" data-rows=\"{}\">{}</mark>",
                        classes.join(" "),
                        escaped(&rows.join(" ")),
                        escaped(line)
                    ));
                }
            }
        }
    }
}

/// Turns code points of one text into bytes.
struct Offsets(Vec<usize>);

impl Offsets {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect())
    }

    /// Code points of the text.
    fn length(&self) -> usize {
        self.0.len() - 1
    }

    fn byte(&self, at: usize) -> usize {
        self.0[at.min(self.length())]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text of some HTML, marks taken out.
    fn read(html: &str) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in html.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        text.replace("&#39;", "'").replace("&amp;", "&")
    }

    fn report(text: &str) -> Extraction {
        let document =
            text::Document { id: "a".to_owned(), text: text.to_owned(), ..text::Document::default() };
        extract::extract(&document, knowledge::Knowledge::embedded())
    }

    #[test]
    fn it_knows_whose_words_a_piece_is() {
        let text_ = "Ana Ruiz told reporters that the strait may open in May.";
        let html = text(&report(text_), text_).html;
        assert!(html.contains("<mark class=\"cue\" data-rows=\"s1\">told</mark>"), "{html}");
        assert!(html.contains("id=\"at-s1\""), "{html}");
        assert_eq!(read(&html).trim(), text_);
    }

    #[test]
    fn it_knows_that_a_report_cannot_write_markup() {
        let text_ = "Ana Ruiz said \"<script>alert(1)</script> & <b>x</b>\" on Monday.";
        let html = text(&report(text_), text_).html;
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
        assert_eq!(read(&html).trim(), text_);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn it_knows_that_every_word_comes_out_once_whatever_the_marks(
            words in "[a-zé<>&\" ]{0,60}",
            places in proptest::collection::vec((0usize..70, 0usize..70, 0usize..3), 0..8),
        ) {
            let mut extraction = report(&words);
            extraction.statements.clear();
            extraction.layout = places
                .iter()
                .map(|&(start, end, kind)| ledger::LayoutZone {
                    kind: ["title", "chrome", "body"][kind].to_owned(),
                    start,
                    end,
                    rule: "test".to_owned(),
                })
                .collect();
            let html = text(&extraction, &words).html;
            let out: String = read(&html).split("not read").map(str::to_owned).collect();
            let folded = |text: &str| text.split_whitespace().collect::<String>();
            let out = folded(&out);
            let mut rest = out.as_str();
            for letter in folded(&words).chars() {
                let at = rest.find(letter);
                prop_assert!(at.is_some(), "{} lost in {}", letter, out);
                rest = &rest[at.unwrap_or(0) + letter.len_utf8()..];
            }
        }
    }
}
