//! From drafts over tokens to rows over code points.

use std::ops::Range;

use knowledge::Knowledge;
use ledger::{
    Condition, ConditionKind, Event, EventType, Evidence, Extraction, Form, Forum, Issue, LayoutZone, Link,
    Mention, Outlet, Passage, Polarity, Position, Problem, SCHEMA, Speaker, SpeakerKind, Statement, Time,
};
use text::{CodePoints, Document, Span};

use crate::annotate::{Reading, Who};
use crate::extractors::attribution::{self, Draft, Source};
use crate::extractors::conditions;
use crate::extractors::events::{self, Happening};
use crate::extractors::forums::{self, Seat};
use crate::extractors::positions::{self, Parties, Stand};

/// Reads one report. `knowledge` is what is known beforehand. A report that is not in English is kept
/// and gets no rows. Never fails: what could not be read stands in `problems`.
pub fn extract(document: &Document, knowledge: &Knowledge) -> Extraction {
    let points = CodePoints::of(&document.text);
    let mut extraction = frame(document, &points);
    if document.language.as_deref().is_some_and(|language| !matches!(language, "en" | "eng")) {
        return extraction;
    }
    let reading = Reading::new(document, knowledge);
    let rows = Rows { reading: &reading, points: &points };
    let drafts = attribution::extract(&reading);
    for draft in &drafts {
        extraction.statements.extend(rows.statement(draft, extraction.statements.len() + 1));
    }
    let parties = Parties::new(&reading, &drafts);
    let seats = forums::extract(&reading, &parties);
    let stands = positions::extract(&reading, &drafts, &parties, &seats);
    extraction.positions =
        (stands.iter()).filter_map(|stand| rows.position(stand, &extraction.statements)).collect();
    extraction.forums = seats.iter().filter_map(|seat| rows.forum(seat, &extraction.statements)).collect();
    let happenings = events::extract(&reading, &drafts, &parties);
    extraction.events =
        happenings.iter().filter_map(|happening| rows.event(happening, &extraction.statements)).collect();
    number(&mut extraction);
    extraction.mentions = rows.mentions();
    extraction
}

/// Names positions, forum states and events by their place in the text.
fn number(extraction: &mut Extraction) {
    for (at, position) in extraction.positions.iter_mut().enumerate() {
        position.id = format!("p{}", at + 1);
    }
    for (at, forum) in extraction.forums.iter_mut().enumerate() {
        forum.id = format!("f{}", at + 1);
    }
    for (at, event) in extraction.events.iter_mut().enumerate() {
        event.id = format!("e{}", at + 1);
    }
}

/// A place that may be a statement, for training the scorer.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Cue words.
    pub cue: Vec<Passage>,
    /// What would be attributed.
    pub content: Vec<Passage>,
    /// What the scorer looks at.
    pub features: Vec<String>,
}

/// All that may be statements in a report, in text order. For training and for reading errors.
pub fn statement_candidates(document: &Document, knowledge: &Knowledge) -> Vec<Candidate> {
    let points = CodePoints::of(&document.text);
    let reading = Reading::new(document, knowledge);
    let rows = Rows { reading: &reading, points: &points };
    let drafts = attribution::candidates(&reading);
    let candidate = |draft: &Draft| Candidate {
        cue: draft.cue.iter().map(|range| rows.tokens(range)).collect(),
        content: draft.content.iter().map(|range| rows.tokens(range)).collect(),
        features: attribution::scorer::features(&reading, draft, &drafts),
    };
    drafts.iter().map(candidate).collect()
}

/// What `candidates` finds in a report once its statements and parties are read.
fn found<T>(
    document: &Document,
    knowledge: &Knowledge,
    candidates: impl FnOnce(&Rows<'_, '_>, &[Draft], &Parties<'_, '_>) -> Vec<T>,
) -> Vec<T> {
    let points = CodePoints::of(&document.text);
    let reading = Reading::new(document, knowledge);
    let rows = Rows { reading: &reading, points: &points };
    let drafts = attribution::extract(&reading);
    let parties = Parties::new(&reading, &drafts);
    candidates(&rows, &drafts, &parties)
}

/// All that may be positions in a report, each with what the scorer looks at. For training.
pub fn position_candidates(document: &Document, knowledge: &Knowledge) -> Vec<(Position, Vec<String>)> {
    found(document, knowledge, |rows, drafts, parties| {
        let stands = positions::candidates(rows.reading, drafts, parties);
        let row = |stand: &Stand| Some((rows.position(stand, &[])?, stand.features.clone()));
        stands.iter().filter_map(row).collect()
    })
}

/// All that may be conditions in a report, each with what the scorer looks at, sentence by sentence. For training.
pub fn condition_candidates(document: &Document, knowledge: &Knowledge) -> Vec<(Passage, Vec<String>)> {
    found(document, knowledge, |rows, drafts, parties| {
        let stands = positions::candidates(rows.reading, drafts, parties);
        let candidates = conditions::candidates(rows.reading, drafts, parties, &stands);
        candidates.into_iter().map(|one| (rows.tokens(&one.range), one.features)).collect()
    })
}

/// All that may be events in a report, each with what the scorer looks at. For training.
pub fn event_candidates(document: &Document, knowledge: &Knowledge) -> Vec<(Event, Vec<String>)> {
    found(document, knowledge, |rows, drafts, parties| {
        let happenings = events::candidates(rows.reading, drafts, parties);
        let row = |happening: &Happening| Some((rows.event(happening, &[])?, happening.features.clone()));
        happenings.iter().filter_map(row).collect()
    })
}

/// True for features that tell an event still going on from one that happened. For training.
pub fn tells_ongoing(feature: &str) -> bool {
    events::tells_ongoing(feature)
}

/// The type of what the party at `source` does to the one at `target` (code points of the text), and the
/// words that tell of it; `None` where nothing does.
pub fn event_between(
    document: &Document,
    knowledge: &Knowledge,
    source: Option<Passage>,
    target: Option<Passage>,
) -> Option<(EventType, String)> {
    let points = CodePoints::of(&document.text);
    let reading = Reading::new(document, knowledge);
    let rows = Rows { reading: &reading, points: &points };
    let tokens = |passage: Option<Passage>| {
        let passage = passage.unwrap_or(Passage { start: 0, end: 0 });
        let start = reading.tokens.partition_point(|token| points.at(token.end) <= passage.start);
        let end = reading.tokens.partition_point(|token| points.at(token.start) < passage.end);
        start..end.max(start)
    };
    let (kind, range) = events::between(&reading, &tokens(source), &tokens(target))?;
    Some((EventType::from_name(events::type_name(kind))?, rows.words(&range)))
}

/// The extraction without rows.
fn frame(document: &Document, points: &CodePoints) -> Extraction {
    let zone = |zone: &text::Zone| LayoutZone {
        kind: zone.kind.name().to_owned(),
        start: points.at(zone.span.start),
        end: points.at(zone.span.end),
        rule: zone.rule.to_owned(),
    };
    let problem = |(code, message): &(String, String)| Problem {
        code: code.clone(),
        message: message.clone(),
        span: None,
    };
    Extraction {
        schema: SCHEMA.to_owned(),
        id: Some(document.id.clone()),
        title: document.title.clone(),
        published: document.published.as_ref().map(|published| published.date.clone()),
        published_basis: document.published.as_ref().map(|published| published.basis.name().to_owned()),
        outlet: Outlet { name: document.outlet.name.clone(), domain: document.outlet.domain.clone() },
        url: document.url.clone(),
        language: document.language.clone(),
        text: document.extracted.then(|| document.text.clone()),
        layout: document.layout.iter().map(zone).collect(),
        problems: document.problems.iter().map(problem).collect(),
        ..Extraction::default()
    }
}

struct Rows<'r, 'a> {
    reading: &'r Reading<'a>,
    points: &'r CodePoints,
}

impl Rows<'_, '_> {
    fn passage(&self, span: Span) -> Passage {
        Passage { start: self.points.at(span.start), end: self.points.at(span.end) }
    }

    fn tokens(&self, range: &Range<usize>) -> Passage {
        self.passage(self.reading.span(range))
    }

    fn words(&self, range: &Range<usize>) -> String {
        self.reading.span(range).of(self.reading.text).to_owned()
    }

    /// The speaker; "we" in a quotation is whom its speaker speaks for.
    fn who(&self, draft: &Draft) -> Who {
        let who = self.reading.speaker(&draft.source);
        let Source::Phrase { sentence, head, .. } = &draft.source else { return who };
        let first_person = self.reading.sentences[*sentence].is(*head, &["we", "our", "us"]);
        if !first_person {
            return who;
        }
        let Some(outer) = draft.chain.first().map(|link| self.reading.speaker(link)) else { return who };
        match outer.affiliation.clone() {
            Some(state) => Who {
                entity: state.clone(),
                kind: SpeakerKind::Government,
                affiliation: Some(state),
                actor: outer.actor,
            },
            None => outer,
        }
    }

    /// A source's place in the report.
    fn place(&self, source: &Source) -> Option<Range<usize>> {
        match source {
            Source::Unspecified => None,
            Source::Phrase { sentence, range, .. } => {
                let first = self.reading.sentences[*sentence].first;
                Some(first + range.start..first + range.end)
            }
        }
    }

    fn statement(&self, draft: &Draft, number: usize) -> Option<Statement> {
        let reading = self.reading;
        let sentence = reading.sentences[draft.sentence].span;
        let because = Evidence::new(self.passage(sentence), sentence.of(reading.text), draft.rule)?;
        let Who { entity, kind, affiliation, actor } = self.who(draft);
        let place = self.place(&draft.source);
        let speaker = Speaker {
            span: place.as_ref().map(|range| self.tokens(range)),
            text: place.as_ref().map(|range| self.words(range)),
            entity,
            kind,
            affiliation,
            actor,
        };
        Some(Statement {
            id: format!("s{number}"),
            speaker,
            cue: draft.cue.iter().map(|range| self.tokens(range)).collect(),
            content: draft.content.iter().map(|range| self.tokens(range)).collect(),
            form: self.form(draft),
            polarity: if draft.denies { Polarity::Denies } else { Polarity::Affirms },
            hedges: draft.hedges.iter().map(|range| self.tokens(range)).collect(),
            chain: draft.chain.iter().filter_map(|link| self.link(link)).collect(),
            time: draft.time.map(|at| self.time(at)),
            sentence: self.passage(sentence),
            rule: draft.rule.to_owned(),
            because,
            words: draft.content.iter().map(|range| self.words(range)).collect(),
        })
    }

    fn position(&self, stand: &Stand, statements: &[Statement]) -> Option<Position> {
        let evidence = self.tokens(&stand.evidence);
        let because = Evidence::new(evidence, &self.words(&stand.evidence), stand.rule)?;
        let condition = |(kind, range): &(ConditionKind, Range<usize>)| Condition {
            kind: *kind,
            span: self.tokens(range),
            text: self.words(range),
        };
        Some(Position {
            id: String::new(),
            holder: stand.holder.clone(),
            issue: Issue::from_name(knowledge::ISSUES[stand.issue])?,
            toward: stand.toward.clone(),
            stance: stand.stance,
            conditions: stand.conditions.iter().map(condition).collect(),
            evidence,
            statement: stand
                .statement
                .and_then(|at| statements.get(at))
                .map(|statement| statement.id.clone()),
            level: stand.level,
            negated_expectation: stand.is_unexpressed,
            rule: stand.rule.to_owned(),
            because,
        })
    }

    fn forum(&self, seat: &Seat, statements: &[Statement]) -> Option<Forum> {
        let evidence = self.tokens(&seat.evidence);
        Some(Forum {
            id: String::new(),
            actor: seat.actor.clone(),
            forum: seat.forum.clone(),
            body: seat.body.clone(),
            state: seat.state,
            time: seat.time.map(|at| self.time(at)),
            evidence,
            statement: seat.statement.and_then(|at| statements.get(at)).map(|statement| statement.id.clone()),
            rule: "seat".to_owned(),
            because: Evidence::new(evidence, &self.words(&seat.evidence), "seat")?,
        })
    }

    fn event(&self, happening: &Happening, statements: &[Statement]) -> Option<Event> {
        let evidence = self.tokens(&happening.evidence);
        Some(Event {
            id: String::new(),
            source: happening.source.clone(),
            target: happening.target.clone(),
            kind: EventType::from_name(events::type_name(happening.kind))?,
            cameo: happening.cameo.clone(),
            status: happening.status,
            time: happening.time.map(|at| self.time(at)),
            place: happening.place.as_ref().map(|range| self.words(range)),
            trigger: self.tokens(&happening.trigger),
            evidence,
            statement: happening
                .statement
                .and_then(|at| statements.get(at))
                .map(|statement| statement.id.clone()),
            rule: happening.rule.to_owned(),
            because: Evidence::new(evidence, &self.words(&happening.evidence), happening.rule)?,
        })
    }

    fn time(&self, at: usize) -> Time {
        let (_, expression) = &self.reading.dates[at];
        Time {
            span: Some(self.passage(expression.span)),
            text: expression.span.of(self.reading.text).to_owned(),
            value: expression.value.map(|value| value.to_string()),
        }
    }

    fn link(&self, source: &Source) -> Option<Link> {
        let place = self.place(source)?;
        let who = self.reading.speaker(source);
        Some(Link { span: self.tokens(&place), text: self.words(&place), entity: who.entity, kind: who.kind })
    }

    /// Direct when all words stand in quotation marks, mixed when some do.
    fn form(&self, draft: &Draft) -> Form {
        let own = self.reading.quotation_at(draft.cue[0].start);
        let (mut quoted, mut all) = (0usize, 0usize);
        for token in draft.content.iter().flat_map(Clone::clone) {
            if self.reading.form(token).chars().any(char::is_alphanumeric) {
                all += 1;
                let inside = self.reading.quotation_at(token);
                quoted += usize::from(inside.is_some() && inside != own);
            }
        }
        match quoted {
            0 => Form::Indirect,
            _ if quoted * 10 >= all * 9 => Form::Direct,
            _ => Form::Mixed,
        }
    }

    fn mentions(&self) -> Vec<Mention> {
        let mention = |mention: &crate::annotate::Mention| {
            let entity = &self.reading.mentions.entities[mention.entity];
            let first = self.reading.sentences[mention.sentence].first;
            Mention {
                span: self.tokens(&(first + mention.range.start..first + mention.range.end)),
                entity: entity.name.clone(),
                kind: entity.kind,
                actor: entity.actor.clone(),
                via: mention.via,
            }
        };
        let known = |mention: &&crate::annotate::Mention| {
            self.reading.mentions.entities[mention.entity].kind != SpeakerKind::Unspecified
        };
        self.reading.mentions.list.iter().filter(known).map(mention).collect()
    }
}
