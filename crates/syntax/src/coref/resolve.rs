//! Links each mention, in reading order, to one already read.

use std::collections::{HashMap, VecDeque};

use super::gather::{Definite, Draft, Gender, Sort, clause};
use super::{Chains, Cluster, Mention, MentionKind, SentenceView};
use crate::{EntityKind, Rel};

/// A pronoun looks back this many sentences.
const SENTENCES_BACK: usize = 4;
/// And at no more candidates than this.
const CANDIDATES: usize = 96;

/// What is known of a chain.
#[derive(Clone, Debug)]
struct Referent {
    gender: Gender,
    sort: Sort,
    plural: bool,
    count: u32,
    /// False for a plain noun that only competes.
    ours: bool,
    name: Option<usize>,
    name_words: usize,
    kind: Option<EntityKind>,
}

struct Resolver<'a> {
    sentences: &'a [SentenceView<'a>],
    drafts: Vec<Draft>,
    referents: Vec<Referent>,
    /// Referent and antecedent of each draft so far.
    links: Vec<(usize, Option<usize>)>,
    recent: VecDeque<usize>,
    /// Names by all their words, by last word, by first word, by initials: the draft last seen under them.
    whole: HashMap<String, usize>,
    last: HashMap<String, usize>,
    first: HashMap<String, usize>,
    initials: HashMap<String, usize>,
    roles: HashMap<String, usize>,
    /// Drafts of the sentence under way by their head.
    heads: HashMap<usize, usize>,
}

pub(super) fn resolve(sentences: &[SentenceView<'_>], drafts: Vec<Draft>) -> Chains {
    let mut resolver = Resolver {
        sentences,
        drafts,
        referents: Vec::new(),
        links: Vec::new(),
        recent: VecDeque::new(),
        whole: HashMap::new(),
        last: HashMap::new(),
        first: HashMap::new(),
        initials: HashMap::new(),
        roles: HashMap::new(),
        heads: HashMap::new(),
    };
    for at in 0..resolver.drafts.len() {
        resolver.step(at);
    }
    resolver.chains()
}

impl Resolver<'_> {
    fn step(&mut self, at: usize) {
        let draft = self.drafts[at].clone();
        if at > 0 && self.drafts[at - 1].sentence != draft.sentence {
            self.heads.clear();
        }
        let antecedent = match draft.kind {
            Some(MentionKind::Name(kind)) => self.name(&draft, kind),
            Some(MentionKind::Pronoun) => self.pronoun(&draft),
            Some(MentionKind::Role) => self.role(&draft),
            None => None,
        };
        let referent = match antecedent {
            Some(antecedent) => self.links[antecedent].0,
            None => {
                self.referents.push(Referent {
                    gender: draft.gender,
                    sort: draft.sort,
                    plural: draft.plural,
                    count: 0,
                    ours: draft.kind.is_some(),
                    name: None,
                    name_words: 0,
                    kind: None,
                });
                self.referents.len() - 1
            }
        };
        self.links.push((referent, antecedent));
        self.learn(at, &draft, referent);
        self.heads.insert(draft.head, at);
        self.recent.push_back(at);
        while self.recent.len() > CANDIDATES
            || self
                .recent
                .front()
                .is_some_and(|front| self.drafts[*front].sentence + SENTENCES_BACK < draft.sentence)
        {
            self.recent.pop_front();
        }
    }

    /// Notes what a mention tells of its referent.
    fn learn(&mut self, at: usize, draft: &Draft, index: usize) {
        let referent = &mut self.referents[index];
        referent.count += 1;
        referent.ours |= draft.kind.is_some();
        if referent.gender == Gender::Unknown {
            referent.gender = draft.gender;
        }
        if let Some(MentionKind::Name(kind)) = draft.kind {
            if draft.words.len() > referent.name_words {
                (referent.name, referent.name_words) = (Some(at), draft.words.len());
            }
            if referent.kind.is_none() {
                referent.kind = Some(kind);
            }
            if referent.sort == Sort::Open {
                referent.sort = draft.sort;
            }
            self.whole.insert(draft.words.join(" "), at);
            if kind == EntityKind::Person && draft.words.len() > 1 {
                self.last.insert(draft.words[draft.words.len() - 1].clone(), at);
                self.first.insert(draft.words[0].clone(), at);
            }
            if kind != EntityKind::Person && draft.words.len() > 1 {
                self.last.entry(draft.words[draft.words.len() - 1].clone()).or_insert(at);
                self.initials.insert(self.initials_of(draft), at);
            }
            for role in &draft.roles {
                self.roles.insert(role.clone(), at);
            }
        } else if draft.kind == Some(MentionKind::Role)
            && let Some(noun) = draft.words.last()
        {
            self.roles.insert(noun.clone(), at);
        }
    }

    fn initials_of(&self, draft: &Draft) -> String {
        self.sentences[draft.sentence].tokens[draft.start..draft.end]
            .iter()
            .filter_map(|token| token.chars().next())
            .filter(|letter| letter.is_uppercase())
            .collect()
    }

    /// A name that shares its words, its surname or its letters with one already read.
    fn name(&self, draft: &Draft, kind: EntityKind) -> Option<usize> {
        let whole = draft.words.join(" ");
        let fits = |at: &usize| {
            let referent = &self.referents[self.links[*at].0];
            agree(referent.gender, draft.gender)
                && (referent
                    .kind
                    .is_none_or(|other| (other == EntityKind::Person) == (kind == EntityKind::Person)))
        };
        if let Some(at) = self.whole.get(&whole).filter(|at| fits(at)) {
            return Some(*at);
        }
        let [first, .., last] = draft.words.as_slice() else {
            // A single word.
            let word = draft.words.first()?;
            if kind == EntityKind::Person {
                let at = self.last.get(word).filter(|at| fits(at));
                return at.or_else(|| self.first.get(word).filter(|at| fits(at))).copied();
            }
            let token = self.sentences[draft.sentence].tokens[draft.head];
            let letters: String = token.chars().filter(|letter| letter.is_alphabetic()).collect();
            if letters.len() > 1 && letters.chars().all(char::is_uppercase) {
                return self
                    .initials
                    .get(&letters)
                    .copied()
                    .or_else(|| self.bracketed(draft, &letters))
                    .filter(|at| fits(at));
            }
            // "the Foundation" after "the Lind Foundation".
            let article = draft.start.checked_sub(1).is_some_and(|before| {
                self.sentences[draft.sentence].tokens[before].eq_ignore_ascii_case("the")
            });
            return self.last.get(word).filter(|at| article && fits(at)).copied();
        };
        if kind == EntityKind::Person {
            // A full name after the short one, or with and without a middle name.
            if let Some(at) = self.whole.get(last).filter(|at| fits(at)) {
                return Some(*at);
            }
            return self
                .last
                .get(last)
                .filter(|at| self.drafts[**at].words.first() == Some(first) && fits(at))
                .copied();
        }
        None
    }

    /// "Organisation for Long Names (OFLN)": the name right before the bracket, if the first letter agrees.
    fn bracketed(&self, draft: &Draft, letters: &str) -> Option<usize> {
        let tokens = self.sentences[draft.sentence].tokens;
        if draft.start.checked_sub(1).is_none_or(|before| tokens[before] != "(") {
            return None;
        }
        self.recent.iter().rev().copied().find(|at| {
            let other = &self.drafts[*at];
            other.sentence == draft.sentence
                && other.end + 1 == draft.start
                && matches!(other.kind, Some(MentionKind::Name(_)))
                && other
                    .words
                    .iter()
                    .any(|word| word.chars().next().map(|c| c.to_ascii_uppercase()) == letters.chars().next())
        })
    }

    fn role(&self, draft: &Draft) -> Option<usize> {
        // A title or an apposition is the person it stands with.
        if let Some(described) = draft.described
            && let Some(at) = self.heads.get(&described)
        {
            return Some(*at);
        }
        match draft.definite {
            Definite::Latter | Definite::Former => {
                let mut names = self.recent.iter().rev().filter(|at| {
                    matches!(self.drafts[**at].kind, Some(MentionKind::Name(_)))
                        && self.drafts[**at].sentence + 1 >= draft.sentence
                });
                return if draft.definite == Definite::Latter { names.next() } else { names.nth(1) }.copied();
            }
            Definite::No => return None,
            Definite::Yes => {}
        }
        let noun = draft.words.last()?;
        if draft.plural {
            return None;
        }
        if let Some(at) = self.roles.get(noun) {
            let other = &self.drafts[*at];
            // Modifiers must not contradict: "the trade minister" is not the foreign minister.
            let said = |word: &String| other.words.contains(word) || other.roles.contains(word);
            let modifiers = &draft.words[..draft.words.len() - 1];
            let near = draft.sentence - other.sentence <= 12;
            if !other.plural && near && (modifiers.iter().all(said) || other.kind != Some(MentionKind::Role))
            {
                return Some(*at);
            }
        }
        None
    }

    fn pronoun(&self, draft: &Draft) -> Option<usize> {
        let view = &self.sentences[draft.sentence];
        let lower = view.tokens[draft.head].to_lowercase();
        if matches!(lower.as_str(), "who" | "whom" | "whose" | "which" | "that") {
            return self.heads.get(&clause(view.parse, draft.head)?).copied();
        }
        if matches!(lower.as_str(), "it") && expletive(view, draft.head) {
            return None;
        }
        let mut best: Option<(i32, usize)> = None;
        let mut seen: Vec<usize> = Vec::new();
        for at in self.recent.iter().rev().copied() {
            let referent = self.links[at].0;
            // The last mention of each referent speaks for it.
            if seen.contains(&referent) {
                continue;
            }
            seen.push(referent);
            if let Some(score) = self.score(draft, at, &lower)
                && best.is_none_or(|(most, _)| score > most)
            {
                best = Some((score, at));
            }
        }
        let (_, at) = best?;
        self.referents[self.links[at].0].ours.then_some(at)
    }

    /// How well a candidate fits a pronoun; `None` where it cannot.
    fn score(&self, draft: &Draft, at: usize, lower: &str) -> Option<i32> {
        let other = &self.drafts[at];
        let referent = &self.referents[self.links[at].0];
        let personal = draft.sort == Sort::Person;
        let fits = if personal {
            matches!(referent.sort, Sort::Person) && !referent.plural && agree(referent.gender, draft.gender)
        } else if draft.plural {
            referent.plural || matches!(referent.sort, Sort::Body)
        } else {
            matches!(referent.sort, Sort::Body | Sort::Thing) && !referent.plural
        };
        if !fits || self.same_clause(draft, other, lower) {
            return None;
        }
        let distance = (draft.sentence - other.sentence) as i32;
        let mut score = 100 - 28 * distance;
        if other.subject {
            score += 25;
        }
        if distance == 0 {
            // Within a sentence the nearer candidate is a little likelier.
            score -= ((draft.head.abs_diff(other.head)) as i32 / 4).min(8);
        }
        if matches!(other.kind, Some(MentionKind::Pronoun)) {
            score += 12;
        }
        if personal && referent.gender == draft.gender {
            score += 22;
        }
        if referent.name.is_some() {
            score += 8;
        }
        if draft.plural && referent.plural {
            score += 25;
        }
        score += (referent.count.min(6) * 4) as i32;
        let rel = self.sentences[other.sentence].parse.words[other.head].rel;
        if matches!(rel, Rel::Nmod | Rel::Compound) && !matches!(other.kind, Some(MentionKind::Pronoun)) {
            score -= 15;
        }
        if draft.subject && other.subject && distance <= 1 {
            score += 12;
        }
        // A speaker outside the quotation is "I" inside it, not "he".
        if draft.quoted && !other.quoted && distance == 0 && other.subject {
            score -= 40;
        }
        Some(score)
    }

    /// Two arguments of one verb are two people, unless the pronoun is reflexive or possessive.
    fn same_clause(&self, draft: &Draft, other: &Draft, lower: &str) -> bool {
        if draft.sentence != other.sentence
            || lower.ends_with("self")
            || lower.ends_with("selves")
            || matches!(lower, "his" | "its" | "their" | "hers")
        {
            return false;
        }
        let words = &self.sentences[draft.sentence].parse.words;
        let pronoun = &words[draft.head];
        // "her" before a noun is possessive.
        if pronoun.rel == Rel::Nmod && !matches!(lower, "him" | "them") {
            return false;
        }
        let verb = pronoun.head;
        verb == Some(other.head)
            || (verb.is_some() && words[other.head].head == verb && pronoun.rel != Rel::Nmod)
    }

    fn chains(self) -> Chains {
        // Plain nouns drop out; indices close up.
        let mut new = vec![None; self.drafts.len()];
        let mut mentions = Vec::new();
        for (at, draft) in self.drafts.iter().enumerate() {
            if draft.kind.is_some() {
                new[at] = Some(mentions.len());
                mentions.push(at);
            }
        }
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let mentions = mentions
            .into_iter()
            .filter_map(|at| {
                let draft = &self.drafts[at];
                let (referent, antecedent) = self.links[at];
                let number = *numbers.entry(referent).or_insert_with(|| {
                    let name = self.referents[referent].name.and_then(|name| new[name]);
                    clusters.push(Cluster { mentions: Vec::new(), name });
                    clusters.len() - 1
                });
                clusters[number].mentions.push(new[at]?);
                Some(Mention {
                    sentence: draft.sentence,
                    start: draft.start,
                    end: draft.end,
                    head: draft.head,
                    kind: draft.kind?,
                    antecedent: antecedent.and_then(|antecedent| new[antecedent]),
                    cluster: number,
                })
            })
            .collect();
        Chains { mentions, clusters }
    }
}

fn agree(one: Gender, other: Gender) -> bool {
    one == Gender::Unknown || other == Gender::Unknown || one == other
}

/// "It is likely that", "it seems": nothing is meant.
fn expletive(view: &SentenceView<'_>, at: usize) -> bool {
    let words = &view.parse.words;
    if words[at].rel == Rel::Expl {
        return true;
    }
    let Some(verb) = words[at].head else { return true };
    words[at].rel == Rel::Nsubj
        && words[at..words.len().min(at + 30)]
            .iter()
            .any(|word| word.head == Some(verb) && matches!(word.rel, Rel::Csubj))
}
