//! Reports for the tests: short, invented, with rows of every kind.
#![allow(dead_code, reason = "each test file uses its part of it")]

use ledger::{
    Condition, ConditionKind, Event, EventStatus, EventType, Evidence, Extraction, Form, Forum, ForumState,
    Issue, Outlet, Passage, Polarity, Position, Problem, SCHEMA, Speaker, SpeakerKind, Stance, Statement,
    Time,
};

/// A report in the making; its text grows with its rows.
pub(crate) struct Draft {
    pub(crate) extraction: Extraction,
    pub(crate) text: String,
}

/// A report published on `published`; an empty date is none.
pub(crate) fn report(id: &str, published: &str) -> Draft {
    let extraction = Extraction {
        schema: SCHEMA.into(),
        id: Some(id.into()),
        title: Some(format!("Talks at the harbour ({id})")),
        published: (!published.is_empty()).then(|| published.into()),
        outlet: Outlet {
            name: Some("The Tern Herald".into()),
            domain: Some("www.tern-herald.example".into()),
        },
        language: Some("en".into()),
        ..Extraction::default()
    };
    Draft { extraction, text: String::new() }
}

impl Draft {
    fn sentence(&mut self, sentence: &str) -> (Passage, Evidence) {
        let start = self.text.chars().count();
        self.text.push_str(sentence);
        let passage = Passage { start, end: self.text.chars().count() };
        self.text.push('\n');
        (passage, Evidence::new(passage, sentence, "test").expect("tests give sentences with words"))
    }

    /// `who` says `what`, directly.
    pub(crate) fn says(mut self, who: &str, affiliation: &str, what: &str) -> Self {
        let (sentence, because) = self.sentence(&format!("“{what}”, {who} said."));
        let content = Passage { start: sentence.start + 1, end: sentence.start + 1 + what.chars().count() };
        self.extraction.statements.push(Statement {
            id: format!("s{}", self.extraction.statements.len() + 1),
            speaker: Speaker {
                span: None,
                text: Some(who.into()),
                entity: who.into(),
                kind: SpeakerKind::Person,
                affiliation: Some(affiliation.into()),
                actor: None,
            },
            cue: Vec::new(),
            content: vec![content],
            form: Form::Direct,
            polarity: Polarity::Affirms,
            hedges: Vec::new(),
            chain: Vec::new(),
            time: None,
            sentence,
            rule: "test".into(),
            because,
            words: vec![what.into()],
        });
        self
    }

    /// The last statement denies.
    pub(crate) fn denying(mut self) -> Self {
        self.last().polarity = Polarity::Denies;
        self
    }

    /// The last statement is of an institution, and paraphrased.
    pub(crate) fn by_a_ministry(mut self) -> Self {
        self.last().speaker.kind = SpeakerKind::Government;
        self.last().form = Form::Indirect;
        self
    }

    /// The last statement was made then.
    pub(crate) fn on(mut self, value: &str) -> Self {
        self.last().time = Some(Time { span: None, text: value.into(), value: Some(value.into()) });
        self
    }

    fn last(&mut self) -> &mut Statement {
        self.extraction.statements.last_mut().expect("tests make a statement first")
    }

    /// A position that rests on the last statement, if there is one.
    pub(crate) fn holds(mut self, holder: &str, issue: Issue, stance: Stance, toward: &str) -> Self {
        let (evidence, because) = self.sentence(&format!("{holder} wants to be heard on {issue}."));
        let condition =
            Condition { kind: ConditionKind::Demand, span: evidence, text: "a pilot boat".into() };
        self.extraction.positions.push(Position {
            id: format!("p{}", self.extraction.positions.len() + 1),
            holder: holder.into(),
            issue,
            toward: vec![toward.into()],
            stance,
            conditions: vec![condition],
            evidence,
            statement: self.extraction.statements.last().map(|row| row.id.clone()),
            level: None,
            negated_expectation: false,
            rule: "test".into(),
            because,
        });
        self
    }

    /// Where somebody stands in a forum.
    pub(crate) fn sits(mut self, actor: &str, forum: &str, state: ForumState) -> Self {
        let (evidence, because) = self.sentence(&format!("{actor} in the {forum}: {state}."));
        self.extraction.forums.push(Forum {
            id: format!("f{}", self.extraction.forums.len() + 1),
            actor: actor.into(),
            forum: forum.into(),
            body: None,
            state,
            time: None,
            evidence,
            statement: None,
            rule: "test".into(),
            because,
        });
        self
    }

    /// What somebody did to somebody.
    pub(crate) fn does(mut self, source: &str, kind: EventType, target: &str, when: &str) -> Self {
        let (evidence, because) = self.sentence(&format!("{source} met {target} at the quay."));
        self.extraction.events.push(Event {
            id: format!("e{}", self.extraction.events.len() + 1),
            source: source.into(),
            target: Some(target.into()),
            kind,
            cameo: None,
            status: EventStatus::Happened,
            time: Some(Time { span: None, text: when.into(), value: Some(when.into()) }),
            place: Some("the quay".into()),
            trigger: evidence,
            evidence,
            statement: None,
            rule: "test".into(),
            because,
        });
        self
    }

    /// A sentence without rows.
    pub(crate) fn tells(mut self, sentence: &str) -> Self {
        self.sentence(sentence);
        self
    }

    /// Something that could not be read.
    pub(crate) fn lacks(mut self, code: &str) -> Self {
        self.extraction.problems.push(Problem { code: code.into(), message: "see there".into(), span: None });
        self
    }
}

/// A report of some twenty rows, as long as those of a news agency.
pub(crate) fn long_report(number: usize) -> Draft {
    const PEOPLE: [&str; 7] =
        ["Ana Reyes", "Tomas Holub", "Ines Çelik", "Per Aas", "Olga Brandt", "Yusuf Demir", "Lea Novak"];
    const STATES: [&str; 5] = ["Ternland", "Port Sava", "Vesland", "Norrmark", "Caldera"];
    let day = format!("{}-{:02}-{:02}", 2019 + number % 6, number % 12 + 1, number % 28 + 1);
    let mut draft = report(&format!("r{number:06}"), &day);
    for row in 0..10 {
        let who = PEOPLE[(number * 3 + row) % PEOPLE.len()];
        let state = STATES[(number + row) % STATES.len()];
        let what = format!(
            "we have told {state} {} times that the harbour stays open to pilots and that berth {} is not \
             for sale until the survey of the western channel has been read by both councils",
            row + 2,
            (number * 7 + row) % 900
        );
        draft = draft.says(who, state, &what).tells(
            "The survey, which the two councils had put off since spring, runs to some four hundred pages of \
             soundings, drawings and letters, most of which nobody outside the harbour board has read.",
        );
    }
    for row in 0..5 {
        let state = STATES[(number + row) % STATES.len()];
        let other = STATES[(number + row + 1) % STATES.len()];
        let issue = Issue::ALL[(number + row) % Issue::ALL.len()];
        draft =
            draft.holds(state, issue, Stance::ALL[row], other).does(state, EventType::Consult, other, &day);
    }
    draft.sits(STATES[number % STATES.len()], "Harbour Council", ForumState::ALL[number % 9])
}
