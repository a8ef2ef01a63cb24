//! Which stretches are conditions, and of what kind: a logistic regression over how a stretch hangs in its
//! sentence. The weights are in `model/conditions.tsv`, a feature and a weight in thousandths a line,
//! trained by `lab conditions-train`; scores are summed in integers. The kind is the one of the six that
//! scores best, by the features that carry its name.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use knowledge::{ISSUES, Operator};
use ledger::ConditionKind;
use syntax::Rel;

use super::spans::{self, Proposal};
use super::{Found, of_sentence};
use crate::annotate::{Reading, Sentence};
use crate::extractors::attribution::Draft;
use crate::extractors::positions::{Parties, Stand, stance};
use crate::weights::Weights;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../../../../model/conditions.tsv")));

/// A condition that the scorer keeps. Places are tokens of the report.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    /// Sentence.
    pub place: usize,
    /// The words.
    pub range: Range<usize>,
    /// What sort.
    pub kind: ConditionKind,
}

/// A stretch that may be a condition, for training the scorer.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// The words, in tokens of the report.
    pub range: Range<usize>,
    /// What the scorer looks at.
    pub features: Vec<String>,
}

/// All that the scorer chooses from, sentence by sentence.
pub(crate) fn candidates(
    reading: &Reading<'_>,
    drafts: &[Draft],
    parties: &Parties<'_, '_>,
    stands: &[Stand],
) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (place, stands) in by_sentence(reading, stands).into_iter().enumerate() {
        let seen = Seen::new(reading, drafts, parties, stands, place);
        for proposal in spans::of(seen.tree) {
            let mut features = Vec::new();
            seen.features(&proposal, &mut |name, value| {
                features.push(joined(&mut String::new(), &[name, equals(value), value]).to_owned());
            });
            all.push(Candidate { range: seen.in_report(&proposal.range), features });
        }
    }
    all
}

/// How many positions may stand in each sentence.
pub(crate) fn by_sentence(reading: &Reading<'_>, stands: &[Stand]) -> Vec<usize> {
    let mut counts = vec![0; reading.sentences.len()];
    for stand in stands {
        counts[reading.sentence_of(stand.evidence.start)] += 1;
    }
    counts
}

/// The conditions of the `wanted` sentences, in text order; none overlaps another. `stands` is how many positions may
/// stand in each sentence.
pub(crate) fn chosen(
    reading: &Reading<'_>,
    drafts: &[Draft],
    parties: &Parties<'_, '_>,
    stands: &[usize],
    wanted: &[bool],
) -> Vec<Chosen> {
    let mut all: Vec<Chosen> = Vec::new();
    let mut name = String::new();
    for place in (0..reading.sentences.len()).filter(|place| wanted[*place]) {
        let seen = Seen::new(reading, drafts, parties, stands[place], place);
        let mut scored: Vec<(i32, Proposal)> = Vec::new();
        for proposal in spans::of(seen.tree) {
            let mut weight = 0;
            seen.features(&proposal, &mut |feature, value| {
                weight += WEIGHTS.of(joined(&mut name, &[feature, equals(value), value]));
            });
            if weight > 0 {
                scored.push((weight, proposal));
            }
        }
        scored.sort_by_key(|(weight, proposal)| (Reverse(*weight), proposal.range.start, proposal.range.end));
        let from = all.len();
        for (_, proposal) in scored {
            let range = seen.in_report(&proposal.range);
            if all[from..].iter().any(|other| other.range.start < range.end && range.start < other.range.end)
            {
                continue;
            }
            let mut best = (i32::MIN, ConditionKind::Precondition);
            for kind in KINDS {
                let mut sum = 0;
                seen.features(&proposal, &mut |feature, value| {
                    sum += WEIGHTS.of(joined(&mut name, &[kind.name(), ":", feature, equals(value), value]));
                });
                if sum > best.0 {
                    best = (sum, kind);
                }
            }
            all.push(Chosen { place, range, kind: best.1 });
        }
        all[from..].sort_by_key(|chosen| chosen.range.start);
    }
    all
}

/// In the order that decides between equal scores.
const KINDS: [ConditionKind; 6] = [
    ConditionKind::Precondition,
    ConditionKind::Demand,
    ConditionKind::Goal,
    ConditionKind::Deadline,
    ConditionKind::Sequence,
    ConditionKind::Guarantee,
];

/// What divides a feature's name from its value.
fn equals(value: &str) -> &'static str {
    if value.is_empty() { "" } else { "=" }
}

fn joined<'n>(name: &'n mut String, parts: &[&str]) -> &'n str {
    name.clear();
    name.extend(parts.iter().copied());
    name
}

/// One sentence as the scorer sees it.
struct Seen<'s, 'r, 'a> {
    reading: &'r Reading<'a>,
    drafts: &'s [Draft],
    parties: &'s Parties<'r, 'a>,
    place: usize,
    tree: &'r Sentence<'a>,
    lemmas: Vec<String>,
    /// The stance phrase over each word.
    operators: Vec<Option<Operator>>,
    /// How many words the clause opener at each word takes; 0 for none.
    openers: Vec<usize>,
    /// Issues and where they are named.
    named: Vec<(Range<usize>, usize)>,
    /// What the rules take for a condition.
    found: Vec<Found>,
    /// How many positions may stand here.
    stands: usize,
}

impl<'s, 'r, 'a> Seen<'s, 'r, 'a> {
    fn new(
        reading: &'r Reading<'a>,
        drafts: &'s [Draft],
        parties: &'s Parties<'r, 'a>,
        stands: usize,
        place: usize,
    ) -> Self {
        let tree = &reading.sentences[place];
        let issues = &reading.knowledge.issues;
        let lemmas: Vec<String> = (0..tree.len()).map(|at| tree.lemma(at).to_lowercase()).collect();
        let mut operators = vec![None; tree.len()];
        let mut openers = vec![0; tree.len()];
        let mut named = Vec::new();
        for at in 0..tree.len() {
            // No issue has this number, so only what holds for all of them is found.
            if let Some((length, operator)) = issues.operator(&lemmas, at, ISSUES.len()) {
                operators[at..at + length].fill(Some(operator));
            }
            openers[at] = issues.opener(&tree.forms, at).unwrap_or(0);
            let phrases = [issues.named(&lemmas, at), issues.hinted(&lemmas, at)];
            for (length, names) in phrases.into_iter().flatten() {
                named.extend(names.iter().map(|name| (at..at + length, name.issue)));
            }
        }
        let found = of_sentence(reading, place, drafts, parties);
        Self { reading, drafts, parties, place, tree, lemmas, operators, openers, named, found, stands }
    }

    fn in_report(&self, range: &Range<usize>) -> Range<usize> {
        self.tree.first + range.start..self.tree.first + range.end
    }

    fn lemma(&self, at: usize) -> &str {
        &self.lemmas[at]
    }

    /// What the scorer looks at, as pairs of a name and a value.
    fn features(&self, proposal: &Proposal, add: &mut dyn FnMut(&str, &str)) {
        let tree = self.tree;
        let (head, range) = (proposal.head, &proposal.range);
        let rel = tree.rel(head).name();
        let mut pair = String::new();
        add("bias", "");
        add("rel", rel);
        add("cut", proposal.cut);
        let lead = &proposal.lead[proposal.lead.len().saturating_sub(3)..];
        let words: Vec<&str> = lead.iter().map(|at| self.lemma(*at)).collect();
        add("lead", &words.join(" "));
        add("opens", proposal.lead.first().map_or("-", |at| self.lemma(*at)));
        add("lemma", self.lemma(head));
        add("tag", tree.xpos(head));
        add("pos", tree.upos(head).name());
        add("length", digit(range.len() / 4, 6));
        self.above(head, rel, &mut pair, add);
        for child in tree.children(head) {
            match tree.rel(child) {
                Rel::Aux => add("aux", self.lemma(child)),
                Rel::Nsubj => add("subject", tree.upos(child).name()),
                _ => {}
            }
        }
        for back in 1..=3 {
            if let Some(at) = range.start.checked_sub(back) {
                add(["before", "before-2", "before-3"][back - 1], self.lemma(at));
            }
        }
        let two: Vec<&str> = (range.start.saturating_sub(2)..range.start).map(|at| self.lemma(at)).collect();
        add("behind", &two.join(" "));
        if let Some(at) = (proposal.first..head).find(|&at| self.openers[at] > 0) {
            let opener: Vec<&str> = (at..at + self.openers[at]).map(|at| self.lemma(at)).collect();
            add(if at == proposal.first { "opener" } else { "opener inside" }, &opener.join(" "));
        }
        self.said(proposal, &mut pair, add);
        self.issues(range, add);
        let alike = self.found.iter().find(|found| {
            let (from, to) = (found.range.start.max(range.start), found.range.end.min(range.end));
            10 * to.saturating_sub(from) >= 4 * (found.range.len() + range.len())
        });
        if let Some(found) = alike {
            add("rule", found.kind.name());
        }
        if self.reading.quotation_at(tree.first + head).is_some() {
            add("quoted", "");
        }
        if tree.forms.contains(&"?") {
            add("asked", "");
        }
        add("stands", digit(self.stands, 3));
        add("place", digit(self.place / 3, 5));
    }

    /// The words that the stretch hangs on.
    fn above(&self, head: usize, rel: &str, pair: &mut String, add: &mut dyn FnMut(&str, &str)) {
        let tree = self.tree;
        let Some(on) = tree.head(head) else {
            add("on", "-");
            return;
        };
        add("on", self.lemma(on));
        add("on+rel", joined(pair, &[self.lemma(on), "+", rel]));
        add("on-pos", tree.upos(on).name());
        if let Some(operator) = self.operators[on] {
            let turn = turn(operator);
            add("stance", turn);
            add("stance+rel", joined(pair, &[turn, "+", rel]));
            if operator.demands {
                add("demands", rel);
            }
        }
        let is_cue = self.parties.cue(tree.first + on).is_some();
        if is_cue {
            add("cue above", rel);
        }
        if let Some(above) = tree.head(on) {
            add("above", self.lemma(above));
            add("on-rel", tree.rel(on).name());
            if let Some(operator) = self.operators[above] {
                add("stance above", turn(operator));
            }
        }
        for child in tree.children(on) {
            match tree.rel(child) {
                Rel::Case if rel != "nmod" => add("on-case", self.lemma(child)),
                Rel::Aux => add("on-aux", self.lemma(child)),
                _ => {}
            }
            if matches!(self.lemma(child), "not" | "no" | "never" | "n't") {
                add("on-negated", "");
            }
        }
    }

    /// The statement around the stretch.
    fn said(&self, proposal: &Proposal, pair: &mut String, add: &mut dyn FnMut(&str, &str)) {
        let first = self.tree.first;
        let Some(statement) = self.parties.statement(first + proposal.head) else {
            add("said", "no");
            return;
        };
        let draft = &self.drafts[statement];
        let cue = self.reading.sentences[draft.sentence].lemma(draft.head).to_lowercase();
        add("said", &cue);
        if draft.content.iter().any(|content| content.start == first + proposal.range.start) {
            add("all said", "");
            add("all said+cue", joined(pair, &[&cue]));
        }
    }

    /// The issues named inside and outside.
    fn issues(&self, range: &Range<usize>, add: &mut dyn FnMut(&str, &str)) {
        let (mut inside, mut outside) = ([false; ISSUES.len()], [false; ISSUES.len()]);
        for (place, issue) in &self.named {
            let list = if range.contains(&place.start) { &mut inside } else { &mut outside };
            list[*issue] = true;
        }
        for (name, list) in [("inside", inside), ("outside", outside)] {
            let mut any = false;
            for (issue, _) in ISSUES.iter().zip(list).filter(|(_, there)| *there) {
                add(name, issue);
                any = true;
            }
            add(name, if any { "some" } else { "none" });
        }
    }
}

/// The stance that a phrase takes, by name.
fn turn(operator: Operator) -> &'static str {
    stance(operator.turn).name()
}

/// A small number, at most `most`.
fn digit(number: usize, most: usize) -> &'static str {
    ["0", "1", "2", "3", "4", "5", "6", "7"][number.min(most)]
}
