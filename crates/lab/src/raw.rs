//! Evaluation from raw text, aligned by characters as in the CoNLL 2018 shared task.

use std::collections::{HashMap, HashSet};
use std::io::{BufWriter, Write};

use anyhow::{Context, Result};
use syntax::{Model, Parse, Rel, Scratch};

use crate::conllu::Tree;

/// Prints the words of the reports in JSON Lines files as CoNLL-U, for a reader that works on words.
pub(crate) fn cut(files: &[String]) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for file in files {
        for line in std::fs::read_to_string(file).with_context(|| format!("{file}: cannot be read"))?.lines()
        {
            let report: serde_json::Value = serde_json::from_str(line).with_context(|| file.clone())?;
            let text = report["text"].as_str().unwrap_or_default();
            let segments = text::segment(text, &[]);
            for sentence in &segments.sentences {
                for (at, token) in segments.tokens[sentence.tokens.clone()].iter().enumerate() {
                    writeln!(out, "{}\t{}\t_\t_\t_\t_\t0\t_\t_\t_", at + 1, token.span.of(text))?;
                }
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

/// A word by the places of its characters, blanks not counted.
type Place = (usize, usize);

/// What counts of a word: its tag, its head's place (`None` for the root) and its relation.
type Reading = (String, Option<Place>, Option<Rel>);

/// Sentence, token, UPOS and LAS figures of `model` on the text that `trees` were made of.
pub(crate) fn raw(model: &Model, trees: &[Tree]) -> String {
    let mut counts = [[0_usize; 3]; 4];
    let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
    for document in trees.chunk_by(|_, next| !next.new_document) {
        let text = rebuilt(document);
        let (gold_sentences, gold) = gold(document);
        let places = places(&text);
        let segments = text::segment(&text, &[]);
        let (mut sentences, mut words): (HashSet<Place>, HashMap<Place, Reading>) = Default::default();
        for sentence in &segments.sentences {
            let tokens = &segments.tokens[sentence.tokens.clone()];
            let ends = |span: text::Span| (places[span.start], places[span.end]);
            let forms: Vec<&str> =
                tokens.iter().map(|token| &text[token.span.start..token.span.end]).collect();
            model.parse_into(&forms, &mut scratch, &mut parse);
            sentences.insert(ends(sentence.span));
            for (token, word) in tokens.iter().zip(&parse.words) {
                let head = word.head.map(|head| ends(tokens[head].span));
                words.insert(ends(token.span), (word.upos.name().to_owned(), head, Some(word.rel)));
            }
        }
        let same = |check: fn(&Reading, &Reading) -> bool| {
            gold.iter().filter(|(place, gold)| words.get(place).is_some_and(|word| check(word, gold))).count()
        };
        let right = [
            gold_sentences.intersection(&sentences).count(),
            same(|_, _| true),
            same(|word, gold| word.0 == gold.0),
            same(|word, gold| word.1 == gold.1 && word.2 == gold.2),
        ];
        let sizes = [(sentences.len(), gold_sentences.len()), (words.len(), gold.len())];
        for (kind, count) in counts.iter_mut().enumerate() {
            let (found, wanted) = sizes[kind.min(1)];
            count[0] += right[kind];
            count[1] += found;
            count[2] += wanted;
        }
    }
    let [sentences, tokens, upos, las] =
        counts.map(|[right, found, wanted]| 200.0 * right as f64 / ((found + wanted).max(1)) as f64);
    format!("from raw text: sentences F1 {sentences:.2}  tokens {tokens:.2}  UPOS {upos:.2}  LAS {las:.2}\n")
}

/// The text of a document, a blank line between paragraphs.
fn rebuilt(document: &[Tree]) -> String {
    let mut text = String::new();
    for (index, tree) in document.iter().enumerate() {
        if index > 0 && tree.new_paragraph {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        for word in &tree.words {
            text.push_str(&word.form);
            if word.space_after {
                text.push(' ');
            }
        }
    }
    text
}

/// For every byte of `text`, and its end, how many characters other than blanks stand before it.
fn places(text: &str) -> Vec<usize> {
    let mut places = vec![0; text.len() + 1];
    let mut count = 0;
    for (at, letter) in text.char_indices() {
        places[at..at + letter.len_utf8()].fill(count);
        count += usize::from(!letter.is_whitespace());
    }
    places[text.len()] = count;
    places
}

fn gold(document: &[Tree]) -> (HashSet<Place>, HashMap<Place, Reading>) {
    let (mut sentences, mut words) = (HashSet::new(), HashMap::new());
    let mut at = 0;
    for tree in document {
        let start = at;
        let mut places = Vec::new();
        for word in &tree.words {
            let length = word.form.chars().filter(|letter| !letter.is_whitespace()).count();
            places.push((at, at + length));
            at += length;
        }
        for (word, &place) in tree.words.iter().zip(&places) {
            let head = word.head.map(|head| places[head]);
            words.insert(place, (word.upos.clone(), head, Rel::from_name(&word.rel)));
        }
        sentences.insert((start, at));
    }
    (sentences, words)
}
