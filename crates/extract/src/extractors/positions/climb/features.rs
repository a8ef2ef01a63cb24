//! What the scorer of positions looks at.

use std::ops::Range;

use knowledge::{ISSUES, Named};
use syntax::{Rel, Upos};

use super::{Climb, Climber};
use crate::annotate::Sentence;

impl Climber<'_, '_, '_> {
    /// What the scorer looks at.
    #[expect(clippy::too_many_arguments, reason = "each is one thing the scorer weighs")]
    pub(super) fn features(
        &self,
        place: usize,
        range: &Range<usize>,
        (named, is_sure): (Named, bool),
        climb: &Climb,
        holder: &str,
        stance: ledger::Stance,
        (toward, how): (&[String], &'static str),
    ) -> Vec<String> {
        let tree = &self.reading.sentences[place];
        let issue = ISSUES[named.issue];
        let mut features = vec!["bias".to_owned()];
        let mut add = |name: &str, value: &str| features.push(format!("{name}={value}"));
        let phrase: Vec<&str> = range.clone().map(|at| tree.lemma(at)).collect();
        let phrase = phrase.join(" ").to_lowercase();
        let last = climb.turned.last().map_or("-", |at| tree.lemma(*at)).to_lowercase();
        add("issue", issue);
        add("phrase", &phrase);
        add("rule", climb.rule);
        add("sure", if is_sure { "yes" } else { "no" });
        add("sure+issue", &format!("{is_sure}+{issue}"));
        add("stance", stance.name());
        add("issue+rule", &format!("{issue}+{}", climb.rule));
        add("issue+stance", &format!("{issue}+{}", stance.name()));
        add("rule+stance", &format!("{}+{}", climb.rule, stance.name()));
        add("named", if climb.named_only { "only" } else { "turned" });
        add("named+rule", &format!("{}+{}", climb.named_only, climb.rule));
        add("named+issue", &format!("{}+{issue}", climb.named_only));
        add("act", if named.act { "yes" } else { "no" });
        add("act+rule", &format!("{}+{}", named.act, climb.rule));
        add("last", &last);
        add("issue+last", &format!("{issue}+{last}"));
        if let Some(first) = climb.turned.first() {
            add("first", &tree.lemma(*first).to_lowercase());
        }
        add("turns", &climb.turned.len().min(4).to_string());
        let depth = climb.path.len().min(7).to_string();
        add("depth", &depth);
        add("depth+rule", &format!("{depth}+{}", climb.rule));
        add("head", tree.rel(climb.path[0]).name());
        add("head+act", &format!("{}+{}", tree.rel(climb.path[0]).name(), named.act));
        add("toward-sort", toward.first().map_or("-", |name| self.parties.sort(name)));
        add(
            "toward-rank",
            &toward
                .first()
                .and_then(|name| self.parties.rank(name))
                .map_or("none".to_owned(), |rank| rank.min(4).to_string()),
        );
        add("toward-many", &toward.len().min(3).to_string());
        let toward = how;
        add("toward", toward);
        add("toward+issue", &format!("{toward}+{issue}"));
        add("holder", self.parties.sort(holder));
        add("holder+rule", &format!("{}+{}", self.parties.sort(holder), climb.rule));
        add("holder+issue", &format!("{}+{issue}", self.parties.sort(holder)));
        let rank = self.parties.rank(holder).map_or("none".to_owned(), |rank| rank.min(4).to_string());
        add("rank", &rank);
        add("holders", &climb.holders.len().min(3).to_string());
        add("said", if climb.statement.is_some() { "yes" } else { "no" });
        add(
            "quoted",
            if self.reading.quotation_at(tree.first + range.start).is_some() { "yes" } else { "no" },
        );
        add(
            "place",
            match place {
                0 => "0",
                1..=2 => "1",
                3..=6 => "3",
                7..=15 => "7",
                _ => "16",
            },
        );
        let top = climb.path.last().copied().unwrap_or(range.start);
        add("tag", tree.xpos(top));
        if tree.rel(top) != Rel::Root {
            add("hangs", tree.rel(top).name());
        }
        let past = |at: usize| tree.children(at).find(|child| tree.rel(*child) == Rel::Aux);
        if let Some(aux) = past(climb.path[0]).or_else(|| past(top)) {
            add("aux", &tree.forms[aux].to_lowercase());
        }
        self.clause(tree, climb, top, issue, &mut add);
        features
    }

    /// The words of the clause, the clause above it and who speaks in it.
    fn clause(
        &self,
        tree: &Sentence<'_>,
        climb: &Climb,
        top: usize,
        issue: &str,
        add: &mut impl FnMut(&str, &str),
    ) {
        let lemma = |at: usize| tree.lemma(at).to_lowercase();
        for at in tree.extent(top) {
            match tree.upos(at) {
                Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv => add("word", &lemma(at)),
                Upos::Aux if tree.xpos(at) == "MD" => add("modal", &lemma(at)),
                _ => {}
            }
            if tree.is(at, &["not", "n't", "no", "never", "neither", "nor", "without"]) {
                add("negated", issue);
            }
        }
        add("top", &lemma(top));
        if let Some(object) = tree.child(top, &[Rel::Obj, Rel::Xcomp, Rel::Ccomp, Rel::Obl]) {
            add("top+below", &format!("{}+{}", lemma(top), lemma(object)));
        }
        if let Some(above) = tree.head(top) {
            add("above", &lemma(above));
        }
        for child in tree.children(top) {
            match tree.rel(child) {
                Rel::Mark => add("mark", &lemma(child)),
                Rel::Nsubj => add("subject", tree.upos(child).name()),
                _ => {}
            }
        }
        match climb.statement {
            Some(statement) => {
                let draft = &self.drafts[statement];
                let cue = self.reading.sentences[draft.sentence].lemma(draft.head).to_lowercase();
                add("cue", &cue);
                add("cue+issue", &format!("{cue}+{issue}"));
                add("denies", if draft.denies { "yes" } else { "no" });
                add("speaker", if self.parties.speaker(statement).is_empty() { "none" } else { "party" });
            }
            None => add("cue", "-"),
        }
        add("title", if tree.is_title { "yes" } else { "no" });
        add("long", &(tree.len() / 10).min(4).to_string());
    }
}
