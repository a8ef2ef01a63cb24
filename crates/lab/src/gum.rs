//! Mentions in the `Entity=` field of GUM, as the treebank writes them
//! (<https://gucorpling.org/gum/guidelines.html>): `(12-person-giv:act-nnnnn-cf1-1,2-coref-Dmitry_Peskov` opens a
//! mention at a word, `12)` closes it; brackets nest.

use syntax::EntityKind;

use crate::conllu::Tree;

/// One mention of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// First word.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The word that heads it: the first whose head lies outside.
    pub head: usize,
    /// Which entity of the document it mentions.
    pub id: String,
    /// `person`, `place`, ...
    pub kind: String,
    /// The words that carry the mention, without articles and clauses.
    pub core: Vec<usize>,
}

/// Every mention of a sentence, in the order in which they close.
pub(crate) fn mentions(tree: &Tree) -> Vec<Mention> {
    let mut open: Vec<(String, String, String, usize)> = Vec::new();
    let mut mentions = Vec::new();
    for (index, word) in tree.words.iter().enumerate() {
        let mut rest = word.entity.as_str();
        while !rest.is_empty() {
            let bracket = rest.strip_prefix('(');
            let body = bracket.unwrap_or(rest);
            let length = body.find(['(', ')']).unwrap_or(body.len());
            let item = &body[..length];
            rest = &body[length..];
            if bracket.is_some() {
                let mut fields = item.split('-');
                let id = fields.next().unwrap_or_default().to_owned();
                let kind = fields.next().unwrap_or_default().to_owned();
                let is_core =
                    |field: &&str| !field.is_empty() && field.chars().all(|c| c.is_ascii_digit() || c == ',');
                let core = fields.find(is_core).unwrap_or("1").to_owned();
                open.push((id, kind, core, index));
                if rest.starts_with(')') {
                    close(tree, open.pop(), index, &mut mentions);
                    rest = &rest[1..];
                }
            } else {
                let at = open.iter().rposition(|(id, ..)| id == item);
                close(tree, at.map(|at| open.remove(at)), index, &mut mentions);
                rest = rest.strip_prefix(')').unwrap_or(rest);
            }
        }
    }
    mentions
}

fn close(
    tree: &Tree,
    opened: Option<(String, String, String, usize)>,
    last: usize,
    mentions: &mut Vec<Mention>,
) {
    let Some((id, kind, core, start)) = opened else { return };
    let end = last + 1;
    let outside = |index: &usize| !tree.words[*index].head.is_some_and(|head| (start..end).contains(&head));
    let head = (start..end).find(outside).unwrap_or(start);
    let core = core
        .split(',')
        .filter_map(|number| number.parse::<usize>().ok())
        .map(|number| start + number.saturating_sub(1))
        .filter(|at| *at < end)
        .collect();
    mentions.push(Mention { start, end, head, id, kind, core });
}

/// A mention that is a name by our convention (see `syntax::entities`), and the mention's full range.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GoldName {
    /// First token of the name.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Its head.
    pub head: usize,
    /// What it names.
    pub kind: EntityKind,
    /// The range of the whole mention.
    pub full: (usize, usize),
}

/// The mentions that a proper noun heads, but for dates; one a head word, the shorter where two share it.
pub(crate) fn names(tree: &Tree) -> Vec<GoldName> {
    let mut names: Vec<GoldName> = Vec::new();
    for mention in mentions(tree) {
        let kind = match mention.kind.as_str() {
            "person" => EntityKind::Person,
            "organization" => EntityKind::Organisation,
            "place" => EntityKind::Place,
            "event" => EntityKind::Event,
            "time" => continue,
            _ => EntityKind::Other,
        };
        if tree.words[mention.head].upos != "PROPN" {
            continue;
        }
        let (start, end) = name_range(tree, &mention, kind);
        let name = GoldName { start, end, head: mention.head, kind, full: (mention.start, mention.end) };
        match names.iter_mut().find(|other| other.head == name.head) {
            Some(other) if name.full.1 - name.full.0 < other.full.1 - other.full.0 => *other = name,
            Some(_) => {}
            None => names.push(name),
        }
    }
    names.sort_by_key(|name| (name.start, std::cmp::Reverse(name.end), name.head));
    names
}

/// The name within a mention: the head and the core words around it that hang on it the way names do.
fn name_range(tree: &Tree, mention: &Mention, kind: EntityKind) -> (usize, usize) {
    let words = &tree.words;
    let head = mention.head;
    // The relation of the head's child that `at` hangs below.
    let branch = |mut at: usize| {
        for _ in 0..words.len() {
            match words[at].head {
                Some(up) if up == head => return Some(at),
                Some(up) => at = up,
                None => return None,
            }
        }
        None
    };
    let belongs = |at: usize| {
        if !mention.core.contains(&at) {
            return false;
        }
        let Some(child) = branch(at) else { return false };
        match words[child].rel.as_str() {
            "flat" | "compound" | "fixed" | "goeswith" | "nummod" | "amod" | "nmod:unmarked" | "dep" => true,
            "nmod:desc" => kind != EntityKind::Person,
            "nmod" => words.iter().any(|word| {
                word.head == Some(child)
                    && word.rel == "case"
                    && matches!(
                        word.form.to_lowercase().as_str(),
                        "of" | "for" | "de" | "del" | "da" | "di" | "du" | "la" | "des" | "do" | "on"
                    )
            }),
            _ => false,
        }
    };
    let links = |at: usize| {
        matches!(
            words[at].form.to_lowercase().as_str(),
            "of" | "for"
                | "the"
                | "de"
                | "del"
                | "and"
                | "&"
                | "-"
                | "–"
                | "'"
                | "’"
                | "."
                | "/"
                | "on"
                | "la"
        )
    };
    let mut start = head;
    let mut at = head;
    let mut gap = 0;
    while at > mention.start && gap < 3 {
        at -= 1;
        if belongs(at) {
            start = at;
            gap = 0;
        } else if links(at) {
            gap += 1;
        } else {
            break;
        }
    }
    let mut end = head + 1;
    let mut gap = 0;
    let mut at = head + 1;
    while at < mention.end && gap < 3 {
        if belongs(at) {
            end = at + 1;
            gap = 0;
        } else if links(at) {
            gap += 1;
        } else {
            break;
        }
        at += 1;
    }
    (start, end)
}
