//! Why a row stands in the ledger: its parts with their places, its rule, its report, and the passage of
//! the report with the parts marked in it.

use ledger::{Extraction, Link, Passage, Row, Statement, Time};

use crate::page::{Block, Mark, Page, Piece};

/// At most so many code points of a paragraph are shown on either side of the row's words.
const CONTEXT: usize = 600;

/// The page on row `id` (`s1`) of a report with `text`; `None` when the report has no such row.
pub fn why(extraction: &Extraction, text: &str, id: &str) -> Option<Page> {
    let row = extraction.rows().find(|row| row.id() == id)?;
    let report = extraction.id.clone().unwrap_or_default();
    let title =
        vec![Piece::Name(format!("{report}#{id}")), Piece::Voice(", "), Piece::Voice(row.kind().name())];
    let mut blocks = vec![Block::Heading { level: 1, pieces: title }];
    fields(row, text, &mut blocks);
    let statement = rests_on(row).and_then(|id| extraction.statements.iter().find(|row| row.id == id));
    if let Some(statement) = statement {
        let title = vec![Piece::Voice("On the word of "), Piece::Name(format!("{report}#{}", statement.id))];
        blocks.push(Block::Heading { level: 2, pieces: title });
        statement_fields(statement, text, &mut blocks);
    }

    blocks.push(heading("The passage"));
    let marks = marks(row);
    blocks.extend(passage(text, &marks));
    blocks.push(heading("The report"));
    head(extraction, &mut blocks);
    Some(Page { blocks })
}

/// The paragraphs that row `id` of a report with `text` stands in, its words marked; `None` when the report
/// has no such row.
pub fn paragraphs(extraction: &Extraction, text: &str, id: &str) -> Option<Vec<Block>> {
    let row = extraction.rows().find(|row| row.id() == id)?;
    Some(passage(text, &marks(row)))
}

fn fields(row: Row<'_>, text: &str, blocks: &mut Vec<Block>) {
    match row {
        Row::Statement(row) => statement_fields(row, text, blocks),
        Row::Position(row) => {
            blocks.push(field("holder", vec![Piece::Name(row.holder.clone())]));
            blocks.push(field("issue", vec![Piece::Voice(row.issue.name())]));
            blocks.extend(row.toward.iter().map(|name| field("toward", vec![Piece::Name(name.clone())])));
            let stance = if row.negated_expectation { "not expressed" } else { row.stance.name() };
            blocks.push(field("stance", vec![Piece::Voice(stance)]));
            blocks.extend(row.level.map(|level| field("level", vec![Piece::Voice(level.name())])));
            for condition in &row.conditions {
                blocks.push(placed(condition.kind.name(), &[condition.span], text, Mark::Condition));
            }
        }
        Row::Forum(row) => {
            blocks.push(field("actor", vec![Piece::Name(row.actor.clone())]));
            blocks.push(field("forum", vec![Piece::Name(row.forum.clone())]));
            blocks.extend(row.body.iter().map(|name| field("body", vec![Piece::Name(name.clone())])));
            blocks.push(field("state", vec![Piece::Voice(row.state.name())]));
            blocks.extend(row.time.as_ref().map(time));
        }
        Row::Event(row) => {
            blocks.push(field("source", vec![Piece::Name(row.source.clone())]));
            blocks.extend(row.target.iter().map(|name| field("target", vec![Piece::Name(name.clone())])));
            blocks.push(field("type", vec![Piece::Voice(row.kind.name())]));
            blocks.push(field("status", vec![Piece::Voice(row.status.name())]));
            blocks.extend(row.time.as_ref().map(time));
            blocks.extend(row.place.iter().map(|name| field("place", vec![Piece::Name(name.clone())])));
            blocks.push(placed("trigger", &[row.trigger], text, Mark::Trigger));
        }
    }
    if !matches!(row, Row::Statement(_)) {
        blocks.push(field("rule", vec![Piece::Name(row.evidence().rule().to_owned())]));
    }
}

fn statement_fields(row: &Statement, text: &str, blocks: &mut Vec<Block>) {
    let mut who = vec![
        Piece::Name(row.speaker.entity.clone()),
        Piece::Voice(", "),
        Piece::Voice(row.speaker.kind.name()),
    ];
    if let Some(affiliation) = &row.speaker.affiliation {
        who.push(Piece::Voice(", for "));
        who.push(Piece::Name(affiliation.clone()));
    }
    blocks.push(field("who", who));
    if let Some(span) = row.speaker.span {
        blocks.push(placed("named", &[span], text, Mark::Speaker));
    }
    blocks.push(placed("cue", &row.cue, text, Mark::Cue));
    let how = vec![Piece::Voice(row.polarity.name()), Piece::Voice(", "), Piece::Voice(row.form.name())];
    blocks.push(field("how", how));
    blocks.push(placed("says", &row.content, text, Mark::Content));
    if !row.hedges.is_empty() {
        blocks.push(placed("hedged", &row.hedges, text, Mark::Hedge));
    }
    blocks.extend(row.chain.iter().map(link));
    blocks.extend(row.time.as_ref().map(time));
    blocks.push(field("rule", vec![Piece::Name(row.rule.clone())]));
}

fn link(link: &Link) -> Block {
    let pieces = vec![
        Piece::Name(link.entity.clone()),
        Piece::Voice(", "),
        Piece::Voice(link.kind.name()),
        Piece::Voice(": "),
        Piece::Words { passage: link.span, words: link.text.clone(), mark: Mark::Link },
    ];
    Block::Field { label: "through", pieces, passages: vec![link.span] }
}

fn time(time: &Time) -> Block {
    let mut pieces = match &time.value {
        Some(value) => vec![Piece::Date(value.clone())],
        None => vec![Piece::Voice("not resolved")],
    };
    if let Some(passage) = time.span {
        pieces.push(Piece::Voice(", from: "));
        pieces.push(Piece::Words { passage, words: time.text.clone(), mark: Mark::Time });
    }
    Block::Field { label: "when", pieces, passages: time.span.into_iter().collect() }
}

fn head(extraction: &Extraction, blocks: &mut Vec<Block>) {
    let outlet = &extraction.outlet;
    let given = [
        ("id", &extraction.id),
        ("title", &extraction.title),
        ("outlet", if outlet.name.is_some() { &outlet.name } else { &outlet.domain }),
        ("address", &extraction.url),
    ];
    for (label, value) in given {
        blocks.extend(value.iter().map(|value| field(label, vec![Piece::Name(value.clone())])));
    }
    let published = match (&extraction.published, &extraction.published_basis) {
        (Some(date), Some(basis)) => {
            vec![Piece::Date(date.clone()), Piece::Voice(", known from: "), Piece::Name(basis.clone())]
        }
        (Some(date), None) => vec![Piece::Date(date.clone())],
        (None, _) => vec![Piece::Voice("not known")],
    };
    blocks.push(field("published", published));
    for problem in &extraction.problems {
        blocks.push(field("problem", vec![Piece::Problem(problem.message.clone())]));
    }
}

fn rests_on(row: Row<'_>) -> Option<&str> {
    match row {
        Row::Statement(_) => None,
        Row::Position(row) => row.statement.as_deref(),
        Row::Forum(row) => row.statement.as_deref(),
        Row::Event(row) => row.statement.as_deref(),
    }
}

fn heading(title: &'static str) -> Block {
    Block::Heading { level: 2, pieces: vec![Piece::Voice(title)] }
}

fn field(label: &'static str, pieces: Vec<Piece>) -> Block {
    Block::Field { label, pieces, passages: Vec::new() }
}

fn placed(label: &'static str, passages: &[Passage], text: &str, mark: Mark) -> Block {
    let mut pieces = Vec::new();
    for (index, &passage) in passages.iter().enumerate() {
        if index > 0 {
            pieces.push(Piece::Voice(" … "));
        }
        pieces.push(Piece::Words { passage, words: passage.of(text).to_owned(), mark });
    }
    Block::Field { label, pieces, passages: passages.to_vec() }
}

/// The words a row is made of, and what part each plays; in no order.
pub fn marks(row: Row<'_>) -> Vec<(Passage, Mark)> {
    let mut marks = Vec::new();
    match row {
        Row::Statement(row) => {
            marks.extend(row.speaker.span.map(|span| (span, Mark::Speaker)));
            marks.extend(row.cue.iter().map(|&span| (span, Mark::Cue)));
            marks.extend(row.content.iter().map(|&span| (span, Mark::Content)));
            marks.extend(row.hedges.iter().map(|&span| (span, Mark::Hedge)));
            marks.extend(row.chain.iter().map(|link| (link.span, Mark::Link)));
            marks.extend(row.time.iter().filter_map(|time| Some((time.span?, Mark::Time))));
        }
        Row::Position(row) => {
            marks.push((row.evidence, Mark::Evidence));
            marks.extend(row.conditions.iter().map(|condition| (condition.span, Mark::Condition)));
        }
        Row::Forum(row) => {
            marks.push((row.evidence, Mark::Evidence));
            marks.extend(row.time.iter().filter_map(|time| Some((time.span?, Mark::Time))));
        }
        Row::Event(row) => {
            marks.push((row.evidence, Mark::Evidence));
            marks.push((row.trigger, Mark::Trigger));
            marks.extend(row.time.iter().filter_map(|time| Some((time.span?, Mark::Time))));
        }
    }
    marks.retain(|(span, _)| span.start < span.end);
    marks
}

/// The paragraphs the marks stand in, each mark opened with its name and closed.
fn passage(text: &str, marks: &[(Passage, Mark)]) -> Vec<Block> {
    let chars: Vec<char> = text.chars().collect();
    let first = marks.iter().map(|(span, _)| span.start).min().unwrap_or(0).min(chars.len());
    let last = marks.iter().map(|(span, _)| span.end).max().unwrap_or(0).min(chars.len());
    let before = chars[..first].iter().rev().take(CONTEXT).take_while(|&&c| c != '\n').count();
    let after = chars[last..].iter().take(CONTEXT).take_while(|&&c| c != '\n').count();
    let (start, end) = (first - before, last + after);

    // Where a mark ends another may begin, so ends come first; of marks that begin together the longer
    // one comes first.
    let mut turns: Vec<(usize, bool, std::cmp::Reverse<usize>, Mark)> = Vec::new();
    for &(span, mark) in marks {
        turns.push((span.start, true, std::cmp::Reverse(span.end), mark));
        turns.push((span.end, false, std::cmp::Reverse(0), mark));
    }
    turns.sort_by_key(|&(at, opens, end, _)| (at, opens, end));

    let mut paragraphs = Paragraphs::default();
    let mut open: Vec<Mark> = Vec::new();
    let mut at = start;
    for (turn, opens, _, mark) in turns {
        let turn = turn.clamp(start, end);
        paragraphs.words(&chars, at, turn, open.last().copied().unwrap_or(Mark::Plain));
        at = turn.max(at);
        if opens {
            paragraphs.line.extend([Piece::Voice("⟨"), Piece::Voice(mark.name()), Piece::Voice(": ")]);
            open.push(mark);
        } else {
            paragraphs.line.push(Piece::Voice("⟩"));
            if let Some(place) = open.iter().rposition(|&one| one == mark) {
                open.remove(place);
            }
        }
    }
    paragraphs.words(&chars, at, end, Mark::Plain);
    paragraphs.end();
    paragraphs.blocks
}

#[derive(Default)]
struct Paragraphs {
    blocks: Vec<Block>,
    line: Vec<Piece>,
}

impl Paragraphs {
    /// Adds the words from `start` to `end`, a new paragraph at every line end.
    fn words(&mut self, chars: &[char], start: usize, end: usize, mark: Mark) {
        let mut at = start;
        while at < end {
            let length = chars[at..end].iter().take_while(|&&c| c != '\n').count();
            if length > 0 {
                let words = chars[at..at + length].iter().collect();
                let passage = Passage { start: at, end: at + length };
                self.line.push(Piece::Words { passage, words, mark });
            }
            at += length;
            if at < end {
                self.end();
                at += 1;
            }
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.blocks.push(Block::Paragraph(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use ledger::SpeakerKind::Person;

    use super::*;
    use crate::sample::{Report, plain};

    #[test]
    fn it_knows_which_words_play_which_part() {
        let text = "Ana Ruiz reportedly told Harbour Post the strait may open.";
        let report = Report::new("strait", Some("2031-05-07"), text).says(
            "Ana Ruiz",
            Person,
            "told",
            "the strait may open",
            |report, row| {
                row.speaker.span = Some(report.passage("Ana Ruiz"));
                row.hedges = vec![report.passage("reportedly"), report.passage("may")];
                row.chain = vec![report.link("Harbour Post")];
            },
        );
        let page = why(&report.extraction, text, "s1").expect("the row is there");
        expect![[r#"
            # strait#s1, statement
            who: Ana Ruiz, person 
            named: Ana Ruiz 0-8
            cue: told 20-24
            how: affirms, indirect 
            says: the strait may open 38-57
            hedged: ~reportedly~ … ~may~ 9-19 49-52
            through: Harbour Post, outlet: Harbour Post 25-37
            rule: sample 
            ## The passage
            > ⟨speaker: Ana Ruiz⟩ ⟨hedge: ~reportedly~⟩ ⟨cue: told⟩ ⟨through: Harbour Post⟩ ⟨content: the strait ⟨hedge: ~may~⟩ open⟩.
            ## The report
            id: strait 
            published: 2031-05-07 
        "#]].assert_eq(&plain(&page));
    }

    #[test]
    fn it_knows_that_a_row_may_not_be_there() {
        let report = Report::new("strait", None, "Nobody said anything.");
        assert_eq!(why(&report.extraction, "Nobody said anything.", "s1"), None);
    }

    #[test]
    fn it_knows_that_places_may_lie_outside_the_text_they_are_shown_in() {
        let text = "Ana Ruiz said yes.";
        let report = Report::new("poll", None, text).says("Ana Ruiz", Person, "said", "yes", |_, _| ());
        assert!(why(&report.extraction, "other", "s1").is_some());
        assert!(why(&report.extraction, "", "s1").is_some());
    }
}
