//! The mentions of a document before any is linked: names, pronouns, role phrases, and the other nouns that a
//! pronoun could mean instead.

use super::{MentionKind, SentenceView};
use crate::entities::lists::{LISTS, Listed};
use crate::names::{Described, described_in};
use crate::{EntityKind, Parse, Rel, Upos};

/// What may be said of a referent; unknown leaves everything open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
    Unknown,
}

/// The sort of thing a mention can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    /// A body of people: `it` and `they` both fit.
    Body,
    Thing,
    /// Nothing is known.
    Open,
}

/// Whether a role phrase points back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Definite {
    Yes,
    No,
    Latter,
    Former,
}

/// A mention with what resolution asks of it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub sentence: usize,
    pub start: usize,
    pub end: usize,
    pub head: usize,
    /// `None` for a plain noun: it competes, but is no mention of ours.
    pub kind: Option<MentionKind>,
    pub gender: Gender,
    pub plural: bool,
    pub sort: Sort,
    pub subject: bool,
    /// Inside a quotation.
    pub quoted: bool,
    /// The words of a name in small letters, articles left out; the head noun of a role with its modifiers.
    pub words: Vec<String>,
    /// Nouns of office that stand with a name: `minister` in `Foreign Minister X`.
    pub roles: Vec<String>,
    pub definite: Definite,
    /// Where a title or an apposition makes one mention of two nouns: the name this noun describes.
    pub described: Option<usize>,
}

/// All drafts, in text order.
pub(super) fn gather(sentences: &[SentenceView<'_>]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (number, view) in sentences.iter().enumerate() {
        if view.tokens.len() == view.parse.words.len() {
            let first = drafts.len();
            Gathering { number, view, drafts: &mut drafts }.run();
            drafts[first..]
                .sort_by_key(|draft: &Draft| (draft.start, std::cmp::Reverse(draft.end), draft.head));
        }
    }
    drafts
}

struct Gathering<'a> {
    number: usize,
    view: &'a SentenceView<'a>,
    drafts: &'a mut Vec<Draft>,
}

impl Gathering<'_> {
    fn run(mut self) {
        let parse = self.view.parse;
        // For each token: the name that covers it, and the name that it describes as title or apposition.
        let mut covered = vec![false; parse.words.len()];
        let mut describes: Vec<Option<usize>> = vec![None; parse.words.len()];
        let tree = parse.tree();
        for entity in self.view.entities {
            if entity.end > parse.words.len() || !(entity.start..entity.end).contains(&entity.head) {
                continue;
            }
            covered[entity.start..entity.end].fill(true);
            let around = described_in(parse, &tree, *entity);
            let roles = self.roles(&around);
            if entity.kind == EntityKind::Person {
                for range in [&around.title, &around.apposition].into_iter().flatten() {
                    describes[range.clone()].fill(Some(entity.head));
                }
            }
            let gender = self.name_gender(entity.start, entity.kind, &around);
            let words: Vec<String> = self.view.tokens[entity.start..entity.end]
                .iter()
                .map(|token| token.to_lowercase())
                .filter(|word| word.chars().any(char::is_alphanumeric) && word != "the" && word != "'s")
                .collect();
            let sort = match entity.kind {
                EntityKind::Person => Sort::Person,
                EntityKind::Organisation | EntityKind::Place => Sort::Body,
                EntityKind::Event | EntityKind::Other => Sort::Thing,
            };
            self.push(entity.start, entity.end, entity.head, Some(MentionKind::Name(entity.kind)), |draft| {
                draft.gender = gender;
                draft.sort = sort;
                draft.words = words;
                draft.roles = roles;
            });
        }
        for at in 0..parse.words.len() {
            let word = &parse.words[at];
            match word.upos {
                Upos::Pron | Upos::Det if self.pronoun(at) => {}
                Upos::Noun | Upos::Propn if !covered[at] => self.noun(at, describes[at]),
                Upos::Adj if !covered[at] => self.latter(at),
                _ => {}
            }
        }
    }

    fn push(
        &mut self,
        start: usize,
        end: usize,
        head: usize,
        kind: Option<MentionKind>,
        fill: impl FnOnce(&mut Draft),
    ) {
        let mut draft = Draft {
            sentence: self.number,
            start,
            end,
            head,
            kind,
            gender: Gender::Unknown,
            plural: false,
            sort: Sort::Open,
            subject: is_subject(self.view.parse, head),
            quoted: self.is_quoted(head),
            words: Vec::new(),
            roles: Vec::new(),
            definite: Definite::No,
            described: None,
        };
        fill(&mut draft);
        self.drafts.push(draft);
    }

    fn is_quoted(&self, at: usize) -> bool {
        let next = self.view.quoted.partition_point(|range| range.end <= at);
        self.view.quoted.get(next).is_some_and(|range| range.contains(&at))
    }

    /// The nouns of title and apposition.
    fn roles(&self, around: &Described) -> Vec<String> {
        [&around.title, &around.apposition]
            .into_iter()
            .flatten()
            .flat_map(|range| range.clone())
            .filter(|at| matches!(self.view.parse.words[*at].upos, Upos::Noun | Upos::Propn))
            .map(|at| singular(&self.view.tokens[at].to_lowercase()))
            .filter(|word| role(word).is_some())
            .collect()
    }

    fn name_gender(&self, start: usize, kind: EntityKind, around: &Described) -> Gender {
        if kind != EntityKind::Person {
            return Gender::Unknown;
        }
        let title = around.title.clone().unwrap_or(start..start).chain(start..start + 1);
        for at in title {
            match self.view.tokens[at].to_lowercase().trim_end_matches('.') {
                "mr" | "sir" | "lord" | "king" | "prince" | "emperor" | "spokesman" | "chairman"
                | "father" | "brother" | "pope" | "sheikh" | "sultan" | "ayatollah" | "businessman"
                | "congressman" => {
                    return Gender::Male;
                }
                "mrs" | "ms" | "miss" | "madam" | "lady" | "dame" | "queen" | "princess" | "empress"
                | "spokeswoman" | "chairwoman" | "sister" | "businesswoman" | "congresswoman" | "actress" => {
                    return Gender::Female;
                }
                _ => {}
            }
        }
        let token = self.view.tokens[start];
        let listed = LISTS.of(token, &token.to_lowercase());
        match (listed.has(Listed::MALE), listed.has(Listed::FEMALE)) {
            (true, false) => Gender::Male,
            (false, true) => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    /// Drafts a pronoun; false when the word is none that we read.
    fn pronoun(&mut self, at: usize) -> bool {
        let (gender, plural, sort) = match self.view.tokens[at].to_lowercase().as_str() {
            "he" | "him" | "his" | "himself" => (Gender::Male, false, Sort::Person),
            "she" | "her" | "hers" | "herself" => (Gender::Female, false, Sort::Person),
            "it" | "its" | "itself" => (Gender::Unknown, false, Sort::Thing),
            "they" | "them" | "their" | "theirs" | "themselves" => (Gender::Unknown, true, Sort::Open),
            "who" | "whom" | "whose" if clause(self.view.parse, at).is_some() => {
                (Gender::Unknown, false, Sort::Person)
            }
            "which" | "that" if clause(self.view.parse, at).is_some() => (Gender::Unknown, false, Sort::Open),
            _ => return false,
        };
        self.push(at, at + 1, at, Some(MentionKind::Pronoun), |draft| {
            draft.gender = gender;
            draft.plural = plural;
            draft.sort = sort;
        });
        true
    }

    /// Drafts a noun phrase that is no name.
    fn noun(&mut self, at: usize, describes: Option<usize>) {
        let parse = self.view.parse;
        let word = &parse.words[at];
        if matches!(word.rel, Rel::Compound | Rel::Flat | Rel::Fixed) {
            return;
        }
        let lower = self.view.tokens[at].to_lowercase();
        let plural =
            word.xpos == "NNS" || word.xpos == "NNPS" || (word.xpos.is_empty() && lower != singular(&lower));
        let noun = singular(&lower);
        let found = role(&noun);
        // Modifiers right before the noun: "the deputy trade minister".
        let mut start = at;
        while start > 0
            && parse.words[start - 1].head.is_some_and(|head| (start..=at).contains(&head))
            && matches!(parse.words[start - 1].rel, Rel::Amod | Rel::Compound | Rel::Nummod)
        {
            start -= 1;
        }
        let words: Vec<String> =
            (start..=at).map(|at| singular(&self.view.tokens[at].to_lowercase())).collect();
        let mut definite = Definite::No;
        if let Some(before) = start.checked_sub(1) {
            let determiner = self.view.tokens[before].to_lowercase();
            if parse.words[before].head == Some(at) && matches!(determiner.as_str(), "the" | "this" | "that")
            {
                definite = Definite::Yes;
                start = before;
            } else if parse.words[before].head == Some(at) && parse.words[before].rel == Rel::Det {
                start = before;
            }
        }
        let kind = found.map(|_| MentionKind::Role);
        self.push(start, at + 1, at, kind, |draft| {
            draft.plural = plural;
            (draft.sort, draft.gender) = found.unwrap_or((Sort::Thing, Gender::Unknown));
            draft.words = words;
            draft.definite = definite;
            draft.described = describes;
        });
    }

    /// Drafts `the latter` and `the former` where no noun follows.
    fn latter(&mut self, at: usize) {
        let definite = match self.view.tokens[at].to_lowercase().as_str() {
            "latter" => Definite::Latter,
            "former" => Definite::Former,
            _ => return,
        };
        let article =
            at.checked_sub(1).is_some_and(|before| self.view.tokens[before].eq_ignore_ascii_case("the"));
        if article && self.view.parse.words[at].rel != Rel::Amod {
            self.push(at - 1, at + 1, at, Some(MentionKind::Role), |draft| draft.definite = definite);
        }
    }
}

/// True for a subject, its conjuncts left out.
fn is_subject(parse: &Parse, head: usize) -> bool {
    matches!(parse.words[head].rel, Rel::Nsubj | Rel::Csubj)
}

/// The noun whose relative clause holds a pronoun.
pub(super) fn clause(parse: &Parse, pronoun: usize) -> Option<usize> {
    let mut at = pronoun;
    for _ in 0..8 {
        let word = &parse.words[at];
        if word.rel == Rel::Acl {
            return word.head.filter(|head| *head < pronoun);
        }
        at = word.head?;
    }
    None
}

/// The singular of a noun, near enough to compare two.
pub(super) fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    match word {
        "people" => "person".to_owned(),
        _ => word
            .strip_suffix('s')
            .filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']))
            .unwrap_or(word)
            .to_owned(),
    }
}

/// What a noun says of a person or body that it stands for; `None` for a noun that stands for neither.
fn role(noun: &str) -> Option<(Sort, Gender)> {
    const MEN: &[&str] = &[
        "man",
        "boy",
        "king",
        "prince",
        "emperor",
        "father",
        "brother",
        "son",
        "husband",
        "grandfather",
        "uncle",
        "nephew",
        "actor",
        "monk",
        "priest",
        "pope",
        "guy",
        "gentleman",
    ];
    const WOMEN: &[&str] = &[
        "woman",
        "girl",
        "queen",
        "princess",
        "empress",
        "mother",
        "sister",
        "daughter",
        "wife",
        "grandmother",
        "aunt",
        "niece",
        "actress",
        "nun",
        "lady",
        "widow",
    ];
    const PEOPLE: &[&str] = &[
        "person",
        "child",
        "friend",
        "politician",
        "diplomat",
        "soldier",
        "veteran",
        "student",
        "teacher",
        "professor",
        "scientist",
        "researcher",
        "scholar",
        "lawyer",
        "victim",
        "suspect",
        "witness",
        "resident",
        "citizen",
        "member",
        "colleague",
        "partner",
        "rival",
        "opponent",
        "ally",
        "successor",
        "predecessor",
        "president",
        "parent",
        "baby",
        "patient",
        "voter",
        "player",
        "star",
        "owner",
        "worker",
        "employee",
        "user",
        "guest",
        "visitor",
        "leader",
        "source",
        "critic",
        "supporter",
        "observer",
        "refugee",
        "prisoner",
        "hostage",
        "detainee",
        "fighter",
        "gunman",
        "attacker",
        "assailant",
        "rebel",
        "insurgent",
        "terrorist",
        "militant",
        "protester",
        "demonstrator",
        "negotiator",
        "interlocutor",
        "counterpart",
    ];
    const BODIES: &[&str] =
        &["state", "country", "republic", "regime", "kingdom", "side", "bloc", "outlet", "firm"];
    if noun.ends_with("woman") || WOMEN.contains(&noun) {
        return Some((Sort::Person, Gender::Female));
    }
    if MEN.contains(&noun) || (noun.ends_with("man") && noun.len() > 5 && noun != "human" && noun != "german")
    {
        return Some((Sort::Person, Gender::Male));
    }
    if PEOPLE.contains(&noun) {
        return Some((Sort::Person, Gender::Unknown));
    }
    if BODIES.contains(&noun) {
        return Some((Sort::Body, Gender::Unknown));
    }
    const NO_ROLE: &[&str] = &["private", "chair", "head", "interior", "defence", "defense", "don", "count"];
    const NO_BODY: &[&str] =
        &["order", "house", "school", "post", "intelligence", "mission", "command", "times"];
    let listed = LISTS.of(noun, noun);
    if listed.has(Listed::TITLE) && !NO_ROLE.contains(&noun) {
        return Some((Sort::Person, Gender::Unknown));
    }
    (listed.has(Listed::ORGANISATION) && !NO_BODY.contains(&noun)).then_some((Sort::Body, Gender::Unknown))
}
