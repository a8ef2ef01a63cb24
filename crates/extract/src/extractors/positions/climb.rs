//! From the words that name an issue up the tree to whoever holds a stance on it.

mod features;

use std::ops::Range;

use knowledge::{ISSUES, Named, Operator, Turn};
use syntax::{Rel, Upos};

use super::{Parties, Stand, stance};
use crate::annotate::{Reading, Sentence};
use crate::extractors::attribution::Draft;
use crate::extractors::attribution::source::{agent, is_passive};
use crate::extractors::conditions;

/// Reads sentence by sentence.
pub(super) struct Climber<'c, 'r, 'a> {
    reading: &'r Reading<'a>,
    drafts: &'c [Draft],
    parties: &'c Parties<'r, 'a>,
}

/// What the climb found.
#[derive(Default)]
struct Climb {
    turn: Option<Turn>,
    holders: Vec<String>,
    /// Words passed, lowest first.
    path: Vec<usize>,
    /// Of whom it is asked.
    asked: Vec<String>,
    /// An issue inside "if" or "whether": nobody's position.
    void: bool,
    /// Named, but no word takes a stance.
    named_only: bool,
    /// Words that took a stance, lowest first.
    turned: Vec<usize>,
    rule: &'static str,
    statement: Option<usize>,
    weight: i32,
}

impl<'c, 'r, 'a> Climber<'c, 'r, 'a> {
    pub(crate) fn new(reading: &'r Reading<'a>, drafts: &'c [Draft], parties: &'c Parties<'r, 'a>) -> Self {
        Self { reading, drafts, parties }
    }

    /// Adds every position of a sentence.
    pub(crate) fn sentence(&mut self, place: usize, stands: &mut Vec<Stand>) {
        let tree = &self.reading.sentences[place];
        let lemmas: Vec<&str> = (0..tree.len()).map(|at| tree.lemma(at)).collect();
        let mut all: Option<Vec<conditions::Found>> = None;
        let mut sure: Vec<(usize, Range<usize>)> = Vec::new();
        let mut at = 0;
        while at < lemmas.len() {
            let Some((length, named)) = self.named(tree, &lemmas, at) else {
                at += 1;
                continue;
            };
            let range = at..at + length;
            at += length;
            if self.is_inside_name(place, &range) {
                continue;
            }
            let all = all.get_or_insert_with(|| {
                conditions::of_sentence(self.reading, place, self.drafts, self.parties)
            });
            for named in named {
                self.issue(place, &lemmas, &range, (*named, true), all, stands);
                sure.push((named.issue, range.clone()));
            }
        }
        for (range, named) in self.hinted(place, &lemmas) {
            let known = |(issue, other): &(usize, Range<usize>)| {
                *issue == named.issue && other.start < range.end && range.start < other.end
            };
            if sure.iter().any(known) {
                continue;
            }
            let all = all.get_or_insert_with(|| {
                conditions::of_sentence(self.reading, place, self.drafts, self.parties)
            });
            self.issue(place, &lemmas, &range, (named, false), all, stands);
        }
    }

    /// Words that may name an issue: by a phrase, or together with a word that hangs on them ("pulled its last
    /// soldiers out"). Each issue once a place.
    fn hinted(&self, place: usize, lemmas: &[&str]) -> Vec<(Range<usize>, Named)> {
        let tree = &self.reading.sentences[place];
        let issues = &self.reading.knowledge.issues;
        let is_act = |range: &Range<usize>| matches!(tree.upos(head_of(tree, range)), Upos::Verb | Upos::Aux);
        let mut found: Vec<(Range<usize>, Named)> = Vec::new();
        let mut at = 0;
        while at < lemmas.len() {
            let Some((length, hinted)) = issues.hinted(lemmas, at) else {
                at += 1;
                continue;
            };
            let range = at..at + length;
            at += length;
            if !self.is_inside_name(place, &range) {
                let act = is_act(&range);
                found.extend(hinted.iter().map(|named| (range.clone(), Named { issue: named.issue, act })));
            }
        }
        let phrases = found.len();
        for at in 0..lemmas.len() {
            let mut seen: Vec<usize> = (found[..phrases].iter())
                .filter(|(range, _)| range.contains(&at))
                .map(|(_, named)| named.issue)
                .collect();
            for &(issue, pair) in issues.half_named(lemmas[at]) {
                let completes = |child: usize| {
                    matches!(
                        tree.rel(child),
                        Rel::Nsubj | Rel::Obj | Rel::Obl | Rel::Nmod | Rel::Compound | Rel::Amod
                    ) && issues.completes(pair, lemmas[child])
                };
                if !seen.contains(&issue) && tree.children(at).any(completes) {
                    seen.push(issue);
                    found.push((at..at + 1, Named { issue, act: is_act(&(at..at + 1)) }));
                }
            }
        }
        found
    }

    /// The longest phrase at a word that names an issue as the sentence has it: "talk with" is an act, but in "talks
    /// with the other side" the noun alone names it.
    fn named(&self, tree: &Sentence<'_>, lemmas: &[&str], at: usize) -> Option<(usize, &[Named])> {
        let mut end = lemmas.len();
        loop {
            let (length, named) = self.reading.knowledge.issues.named(&lemmas[..end], at)?;
            let verbal = matches!(tree.upos(head_of(tree, &(at..at + length))), Upos::Verb | Upos::Aux);
            if length == 1 || verbal || named.iter().any(|named| !named.act) {
                return Some((length, named));
            }
            end = at + length - 1;
        }
    }

    /// "Security Council" names no issue.
    fn is_inside_name(&self, place: usize, range: &Range<usize>) -> bool {
        let named = |mention: &crate::annotate::Mention| {
            mention.range.start <= range.start && range.end <= mention.range.end
        };
        self.reading.mentions.of(place).iter().any(named)
    }

    fn issue(
        &self,
        place: usize,
        lemmas: &[&str],
        range: &Range<usize>,
        (named, is_sure): (Named, bool),
        all: &[conditions::Found],
        stands: &mut Vec<Stand>,
    ) {
        let tree = &self.reading.sentences[place];
        let head = head_of(tree, range);
        let verbal = matches!(tree.upos(head), Upos::Verb | Upos::Aux);
        if verbal != named.act && (named.act || range.len() == 1) {
            return;
        }
        let mut climb = self.climb(place, lemmas, range, head, named);
        if climb.holders.is_empty() || climb.void {
            return;
        }
        if climb.turn.is_none() {
            climb.named_only = true;
        }
        let turn = climb.turn.unwrap_or(Turn::Seeks);
        let evidence = self.evidence(place, &climb);
        let level = super::level::level(tree, &climb.path, &climb.turned, climb.rule, named.act);
        let (mut stance, mut weight) = (stance(turn), climb.weight);
        let found = conditions::bearing_on(tree, all, &climb.path, range, &mut stance);
        weight +=
            i32::from(range.len() > 1) + i32::from(place < 6) + i32::from(stance != ledger::Stance::Seeks);
        for holder in &climb.holders {
            for (place_in_list, (toward, how)) in
                self.towards(place, head, &climb, holder).into_iter().enumerate()
            {
                let best = place_in_list == 0;
                // To withdraw from an organisation is no withdrawal of troops.
                if ISSUES[named.issue] == "troop_withdrawal"
                    && toward.iter().any(|name| self.parties.sort(name) == "organisation")
                {
                    continue;
                }
                stands.push(Stand {
                    features: self.features(
                        place,
                        range,
                        (named, is_sure),
                        &climb,
                        holder,
                        stance,
                        (&toward, how),
                    ),
                    holder: holder.clone(),
                    issue: named.issue,
                    toward,
                    stance,
                    level,
                    conditions: found.clone(),
                    evidence: evidence.clone(),
                    statement: climb.statement,
                    rule: climb.rule,
                    weight,
                    is_plain: best
                        && is_sure
                        && !climb.named_only
                        && matches!(climb.rule, "subject" | "cue" | "obliged" | "said"),
                    is_unexpressed: false,
                });
            }
        }
    }

    fn climb(&self, place: usize, lemmas: &[&str], range: &Range<usize>, head: usize, named: Named) -> Climb {
        let tree = &self.reading.sentences[place];
        let mut climb = Climb { turn: named.act.then_some(Turn::Seeks), ..Climb::default() };
        climb.statement = self.parties.statement(tree.first + head);
        let mut at = head;
        let mut below = head;
        loop {
            climb.path.push(at);
            if let Some(cue) = self.parties.cue(tree.first + at).filter(|_| at != head) {
                let outside = Some(cue) == climb.statement || climb.statement.is_none();
                if let Some(operator) = self.operator(lemmas, at, range, named.issue) {
                    self.apply(&mut climb, tree, at, operator);
                } else if self.drafts[cue].denies {
                    climb.turn = Some(rejected(climb.turn));
                }
                self.negate(&mut climb, tree, lemmas, at);
                climb.holders = self.parties.speaker(cue).to_vec();
                climb.rule = "cue";
                climb.weight += if outside { 3 } else { 2 };
                climb.statement = Some(cue);
                return climb;
            }
            if at != head || named.act {
                if at != head
                    && let Some(operator) = self.operator(lemmas, at, range, named.issue)
                {
                    self.apply(&mut climb, tree, at, operator);
                    climb.weight += 1;
                }
                for child in tree.children(at) {
                    let helps =
                        matches!(tree.rel(child), Rel::Aux | Rel::Advmod | Rel::Amod) && child != below;
                    if helps && let Some(operator) = self.operator(lemmas, child, range, named.issue) {
                        self.apply(&mut climb, tree, child, operator);
                    }
                }
            }
            self.negate(&mut climb, tree, lemmas, at);
            if (climb.turn.is_some() || (at != head && climb.statement.is_none()))
                && self.hold(&mut climb, place, at, below)
            {
                return climb;
            }
            let Some(up) = tree.head(at) else { break };
            let stops = matches!(tree.rel(at), Rel::Advcl | Rel::Parataxis);
            if stops {
                // What hangs on another clause is the speaker's only where it is a main thought.
                let conditional = tree.children(at).any(|child| {
                    tree.rel(child) == Rel::Mark && tree.is(child, &["if", "unless", "until", "whether"])
                });
                climb.void = conditional;
                break;
            }
            below = at;
            at = up;
        }
        if let Some(statement) = climb.statement {
            climb.holders = self.parties.speaker(statement).to_vec();
            climb.rule = "said";
        }
        climb
    }

    /// Takes the subject, the agent or the owner of the word at `at` for the holder.
    fn hold(&self, climb: &mut Climb, place: usize, at: usize, below: usize) -> bool {
        let tree = &self.reading.sentences[place];
        let subject = if is_passive(tree, at) { agent(tree, at) } else { tree.child(at, &[Rel::Nsubj]) };
        if let Some(subject) = subject.filter(|subject| *subject != below && !climb.path.contains(subject)) {
            let parties = self.parties.of_phrase(place, subject);
            // "They must withdraw": the speaker's demand, and it is on them.
            let obliged = tree.children(at).any(|child| {
                tree.rel(child) == Rel::Aux && tree.is(child, &["must", "should", "ought", "shall"])
            }) || matches!(tree.lemma(at), "need" | "have")
                || (tree.rel(at) == Rel::Ccomp
                    && tree
                        .head(at)
                        .is_some_and(|up| matches!(tree.lemma(up), "demand" | "insist" | "request")));
            if obliged
                && let Some(statement) = climb.statement
                && !self.parties.speaker(statement).is_empty()
                && !parties.iter().any(|party| self.parties.speaker(statement).contains(party))
            {
                climb.holders = self.parties.speaker(statement).to_vec();
                climb.asked = parties;
                climb.rule = "obliged";
                climb.weight += 3;
                return true;
            }
            if !parties.is_empty() {
                climb.holders = parties;
                climb.rule = "subject";
                climb.weight += 3;
                return true;
            }
            // Somebody who is no party: "the streets were ready".
            let expletive = tree.is(subject, &["it", "there", "this", "that", "which", "we", "i", "who"]);
            if !expletive && tree.rel(at) != Rel::Conj && climb.statement.is_none() {
                climb.void = true;
                return true;
            }
        }
        // "the man who refused", "a state ready for talks"
        if tree.rel(at) == Rel::Acl
            && let Some(head) = tree.head(at)
        {
            let parties = self.parties.of_phrase(place, head);
            if !parties.is_empty() {
                climb.holders = parties;
                climb.rule = "described";
                climb.weight += 1;
                return true;
            }
        }
        // "Moscow's readiness for talks"
        if matches!(tree.upos(at), Upos::Noun) && at != climb.path[0] {
            let owner = self.reading.mentions.of(place).iter().find(|mention| {
                tree.head(mention.head) == Some(at)
                    && matches!(tree.rel(mention.head), Rel::Nmod | Rel::Amod | Rel::Compound | Rel::Det)
                    && (mention.head < at
                        || tree.children(mention.head).any(|case| tree.is(case, &["of", "by"])))
            });
            let pronoun = tree.children(at).find(|child| {
                tree.is(*child, &["their", "its", "his", "her", "our", "my"])
                    && matches!(tree.rel(*child), Rel::Nmod | Rel::Det)
            });
            if let Some(pronoun) = pronoun {
                let parties = self.parties.of_phrase(place, pronoun);
                if !parties.is_empty() {
                    climb.holders = parties;
                    climb.rule = "owner";
                    return true;
                }
            }
            if let Some(name) = owner.and_then(|mention| self.parties.of(mention)) {
                climb.holders = vec![name.to_owned()];
                climb.rule = "owner";
                climb.weight += 2;
                return true;
            }
        }
        false
    }

    /// The stance phrase that covers a token outside the issue's own words.
    fn operator(&self, lemmas: &[&str], at: usize, range: &Range<usize>, issue: usize) -> Option<Operator> {
        if range.contains(&at) {
            return None;
        }
        let issues = &self.reading.knowledge.issues;
        (at.saturating_sub(3)..=at).find_map(|start| {
            let (length, operator) = issues.operator(lemmas, start, issue)?;
            (start + length > at && (start == at || length > 1)).then_some(operator)
        })
    }

    fn apply(&self, climb: &mut Climb, tree: &Sentence<'_>, at: usize, operator: Operator) {
        climb.turn = Some(match (operator.turn, climb.turn) {
            (Turn::Rejects, turn) => rejected(turn),
            (Turn::Seeks, turn) => turn.unwrap_or(Turn::Seeks),
            (Turn::Open, None | Some(Turn::Seeks)) => {
                // "may" and "can" alone say little of an act.
                if tree.xpos(at) == "MD" { climb.turn.unwrap_or(Turn::Open) } else { Turn::Open }
            }
            (_, Some(Turn::Rejects)) => Turn::Rejects,
            (Turn::Open, Some(turn)) => turn,
            (turn, _) => turn,
        });
        climb.turned.push(at);
    }

    fn negate(&self, climb: &mut Climb, tree: &Sentence<'_>, lemmas: &[&str], at: usize) {
        let negated = tree.children(at).any(|child| {
            matches!(tree.rel(child), Rel::Advmod | Rel::Det | Rel::Aux | Rel::Cc | Rel::Case)
                && self.reading.knowledge.issues.negates(tree.forms[child])
                && !(tree.is(child, &["not", "no"]) && tree.is(child + 1, &["only", "just", "longer"]))
        });
        if negated {
            climb.turn = match climb.turn {
                Some(Turn::Rejects) if matches!(lemmas[at], "rule" | "exclude") => Some(Turn::Open),
                Some(Turn::Rejects | Turn::Conditional) => Some(Turn::Seeks),
                Some(Turn::Reluctant) => Some(Turn::Open),
                Some(Turn::Seeks | Turn::Open) => Some(Turn::Rejects),
                None => Some(Turn::Rejects),
            };
        }
    }

    /// With whom it may be, each with where that was read; the scorer chooses.
    fn towards(
        &self,
        place: usize,
        head: usize,
        climb: &Climb,
        holder: &str,
    ) -> Vec<(Vec<String>, &'static str)> {
        let tree = &self.reading.sentences[place];
        let mut near: Vec<String> = Vec::new();
        let mut far: Vec<String> = Vec::new();
        let mut loose: Vec<String> = Vec::new();
        for mention in self.reading.mentions.of(place) {
            let Some(name) = self.parties.of(mention) else { continue };
            if name == holder {
                continue;
            }
            let mut at = mention.head;
            let list = loop {
                if at == head {
                    break &mut near;
                }
                if climb.path.contains(&at) {
                    break &mut far;
                }
                let phrasal = matches!(
                    tree.rel(at),
                    Rel::Obl
                        | Rel::Obj
                        | Rel::Iobj
                        | Rel::Nmod
                        | Rel::Conj
                        | Rel::Compound
                        | Rel::Amod
                        | Rel::Flat
                        | Rel::Appos
                        | Rel::Det
                ) || (tree.rel(at) == Rel::Nsubj && climb.rule != "subject");
                match tree.head(at).filter(|_| phrasal) {
                    Some(up) => at = up,
                    None => break &mut loose,
                }
            };
            if !list.iter().any(|known| known == name) {
                list.push(name.to_owned());
            }
        }
        let asked: Vec<String> = climb.asked.iter().filter(|name| *name != holder).cloned().collect();
        let joint: Vec<String> = climb.holders.iter().filter(|name| *name != holder).cloned().collect();
        let other: Vec<String> = self.parties.other_side(holder).map(str::to_owned).into_iter().collect();
        let mut found: Vec<(Vec<String>, &'static str)> = Vec::new();
        if !near.is_empty() {
            near.truncate(3);
            near.sort();
            return vec![(near, "near"), (Vec::new(), "none-for-near")];
        }
        let lists = [
            (near, "near"),
            (asked, "asked"),
            (joint, "joint"),
            (far, "far"),
            (loose, "loose"),
            (other, "inferred"),
        ];
        for (mut list, how) in lists {
            list.truncate(3);
            list.sort();
            if !list.is_empty() && !found.iter().any(|(known, _)| *known == list) {
                found.push((list, how));
            }
        }
        let first = found.first().map_or("nobody", |(_, how)| how);
        found.push((
            Vec::new(),
            match first {
                "near" => "none-for-near",
                "nobody" => "none",
                "inferred" => "none-for-inferred",
                _ => "none-for-other",
            },
        ));
        found
    }

    /// The clause the stance was read from.
    fn evidence(&self, place: usize, climb: &Climb) -> Range<usize> {
        let tree = &self.reading.sentences[place];
        let top = climb.path.last().copied().unwrap_or(0);
        let mut range = tree.extent(top);
        if climb.rule == "said"
            && let Some(statement) = climb.statement
        {
            let inside = self.drafts[statement].content.iter().find(|content| {
                content.start < tree.first + range.end && tree.first + range.start < content.end
            });
            if let Some(content) = inside {
                range.start = range.start.max(content.start.saturating_sub(tree.first));
                range.end = range.end.min(content.end - tree.first);
            }
        }
        while range.end > range.start + 1 && !tree.is_worded(range.end - 1) {
            range.end -= 1;
        }
        while range.start + 1 < range.end && !tree.is_worded(range.start) {
            range.start += 1;
        }
        tree.first + range.start..tree.first + range.end
    }
}

/// A stance against what was stood for.
fn rejected(turn: Option<Turn>) -> Turn {
    if turn == Some(Turn::Rejects) { Turn::Seeks } else { Turn::Rejects }
}

/// The word of a phrase that hangs on the rest of the sentence.
fn head_of(tree: &Sentence<'_>, range: &Range<usize>) -> usize {
    let outside = |at: &usize| tree.head(*at).is_none_or(|head| !range.contains(&head));
    range.clone().find(outside).unwrap_or(range.start)
}
