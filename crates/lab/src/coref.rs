//! Measures `syntax::coref` on the chains of GUM: `lab coref [--model FILE] TREEBANK`.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use syntax::coref::{self, Chains, MentionKind, SentenceView};
use syntax::{Entity, EntityKind, Parse, Rel, Upos, Word};

use crate::conllu::Tree;
use crate::entities::{self, Document, Tags};
use crate::gum;

/// The command.
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let Some(file) = arguments.last() else { bail!("coref: [--model FILE] TREEBANK") };
    let model = entities::chosen(arguments)?;
    let documents = entities::read(file, true)?;
    for (title, gold) in [("gold names and trees", true), ("names found, trees parsed", false)] {
        let mut scores = Scores::default();
        for document in &documents {
            let names =
                if gold { gold_entities(document) } else { entities::recognise(&model, document, Tags::Parser) };
            measure(document, &names, gold, &mut scores);
        }
        println!("{title}");
        for (what, (right, all)) in scores.0 {
            println!("  {what:44} {:5.1}  ({right} of {all})", 100.0 * right as f64 / all.max(1) as f64);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Scores(BTreeMap<&'static str, (usize, usize)>);

impl Scores {
    fn add(&mut self, what: &'static str, right: bool) {
        let entry = self.0.entry(what).or_default();
        entry.0 += usize::from(right);
        entry.1 += 1;
    }
}

fn gold_entities(document: &Document) -> Vec<Vec<Entity>> {
    let entity =
        |name: &gum::GoldName| Entity { start: name.start, end: name.end, head: name.head, kind: name.kind };
    document.names.iter().map(|names| names.iter().map(entity).collect()).collect()
}

/// The treebank's own tree as a parse.
pub(crate) fn parse(tree: &Tree) -> Parse {
    let word = |word: &crate::conllu::TreeWord| Word {
        upos: Upos::from_name(&word.upos).unwrap_or(Upos::X),
        xpos: match word.xpos.as_str() {
            "NNS" => "NNS",
            "NNPS" => "NNPS",
            "NN" => "NN",
            _ => "X",
        },
        lemma: word.lemma.clone(),
        head: word.head,
        rel: Rel::from_name(&word.rel).unwrap_or(Rel::Dep),
        passive: word.rel.ends_with(":pass"),
    };
    Parse { words: tree.words.iter().map(word).collect() }
}

fn measure(document: &Document, names: &[Vec<Entity>], gold_trees: bool, scores: &mut Scores) {
    let forms: Vec<Vec<&str>> = document
        .trees
        .iter()
        .map(|tree| tree.words.iter().map(|word| word.form.as_str()).collect())
        .collect();
    let parses: Vec<Parse> = if gold_trees {
        document.trees.iter().map(parse).collect()
    } else {
        forms.iter().map(|tokens| syntax::model().parse(tokens)).collect()
    };
    let views: Vec<SentenceView<'_>> = (0..parses.len())
        .map(|at| SentenceView { tokens: &forms[at], parse: &parses[at], entities: &names[at], quoted: &[] })
        .collect();
    let chains = coref::chains(&views);

    // Gold: the entity that each head word mentions, and the fullest proper-noun mention of each entity so far.
    let mut gold: BTreeMap<(usize, usize), String> = BTreeMap::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut full: BTreeMap<String, usize> = BTreeMap::new();
    for (sentence, tree) in document.trees.iter().enumerate() {
        let mut mentions = gum::mentions(tree);
        mentions.sort_by_key(|mention| (mention.start, mention.end));
        for mention in &mentions {
            // Of two mentions with one head (a group and its first member) the shorter counts.
            gold.entry((sentence, mention.head)).or_insert_with(|| mention.id.clone());
        }
        for mention in mentions {
            let word = &tree.words[mention.head];
            let lower = word.form.to_lowercase();
            let key = (sentence, mention.head);
            if gold[&key] != mention.id {
                continue;
            }
            let known = seen.contains_key(&mention.id);
            if matches!(lower.as_str(), "he" | "him" | "his" | "she" | "her" | "hers") && known {
                score(
                    &chains,
                    key,
                    &gold,
                    &full,
                    "he, she: antecedent in the chain",
                    "he, she: named rightly",
                    scores,
                );
            }
            if matches!(lower.as_str(), "it" | "its") && word.upos == "PRON" && known {
                score(&chains, key, &gold, &full, "it: antecedent, where one was given", "", scores);
            }
            if matches!(lower.as_str(), "they" | "them" | "their") && known {
                score(&chains, key, &gold, &full, "they: antecedent, where one was given", "", scores);
            }
            let name = document.names[sentence].iter().find(|name| name.head == mention.head);
            if let Some(name) = name {
                let length = name.end - name.start;
                if length == 1
                    && matches!(name.kind, EntityKind::Person | EntityKind::Organisation)
                    && full.get(&mention.id).is_some_and(|length| *length > 1)
                {
                    let found = chains.at(key.0, key.1);
                    let right =
                        found.and_then(|found| chains.fullest(found.cluster)).is_some_and(|fullest| {
                            fullest.end - fullest.start > 1
                                && gold.get(&(fullest.sentence, fullest.head)) == Some(&mention.id)
                        });
                    scores.add("short name: linked to the full one", right);
                }
                let longest = full.entry(mention.id.clone()).or_default();
                *longest = (*longest).max(length);
            }
            *seen.entry(mention.id.clone()).or_default() += 1;
        }
    }
    // Of the links given to role phrases, how many hold.
    for mention in &chains.mentions {
        if mention.kind == MentionKind::Role
            && let Some(antecedent) = mention.antecedent
            && let Some(id) = gold.get(&(mention.sentence, mention.head))
        {
            let other = &chains.mentions[antecedent];
            scores.add(
                "role phrase: links given that hold",
                gold.get(&(other.sentence, other.head)) == Some(id),
            );
        }
    }
}

fn score(
    chains: &Chains,
    key: (usize, usize),
    gold: &BTreeMap<(usize, usize), String>,
    full: &BTreeMap<String, usize>,
    what: &'static str,
    named: &'static str,
    scores: &mut Scores,
) {
    let id = &gold[&key];
    let found = chains.at(key.0, key.1);
    let antecedent = found.and_then(|found| found.antecedent).map(|at| &chains.mentions[at]);
    let right = antecedent.is_some_and(|other| gold.get(&(other.sentence, other.head)) == Some(id));
    if antecedent.is_some() || !named.is_empty() {
        scores.add(what, right);
    }
    if !named.is_empty() && full.contains_key(id) {
        let name = found.and_then(|found| chains.fullest(found.cluster));
        scores.add(named, name.is_some_and(|name| gold.get(&(name.sentence, name.head)) == Some(id)));
    }
}
