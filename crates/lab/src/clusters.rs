//! Word clusters from unlabelled text, by exchange: each word moves to the cluster that makes the text's
//! cluster pairs likeliest, until few move (Kneser and Ney 1993; Martin, Liermann and Ney 1998).

use std::collections::{BTreeMap, HashMap};

/// How many clusters; the model keeps 255 for words in none.
const CLUSTERS: usize = 200;
/// A word seen less often is in none.
const MINIMUM: u32 = 4;
const ROUNDS: usize = 12;

/// Tokens of running text, roughly: words with their inner points and hyphens, everything else by itself.
pub(crate) fn tokens(text: &str, out: &mut Vec<String>) {
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let inner = matches!(letter, '.' | '-' | '\'' | '’')
            && !word.is_empty()
            && letters.peek().is_some_and(|next| next.is_alphanumeric());
        if letter.is_alphanumeric() || inner {
            if matches!(letter, '\'' | '’') && letters.peek().is_some_and(|next| *next == 's') {
                out.push(std::mem::take(&mut word));
            }
            word.push(letter);
        } else {
            if !word.is_empty() {
                out.push(std::mem::take(&mut word));
            }
            if !letter.is_whitespace() {
                out.push(letter.to_string());
            }
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
}

/// Words and their clusters. The same tokens give the same clusters.
pub(crate) fn clusters(tokens: &[String]) -> Vec<(String, u8)> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for token in tokens {
        *counts.entry(token).or_default() += 1;
    }
    let mut vocabulary: Vec<(&str, u32)> =
        counts.into_iter().filter(|(_, count)| *count >= MINIMUM).collect();
    vocabulary.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    let index: HashMap<&str, usize> =
        vocabulary.iter().enumerate().map(|(index, (word, _))| (*word, index)).collect();

    // Pairs of words that follow each other, from both sides.
    let rare = vocabulary.len();
    let ids: Vec<usize> =
        tokens.iter().map(|token| index.get(token.as_str()).copied().unwrap_or(rare)).collect();
    let mut after: Vec<BTreeMap<usize, u32>> = vec![BTreeMap::new(); rare + 1];
    let mut before: Vec<BTreeMap<usize, u32>> = vec![BTreeMap::new(); rare + 1];
    for pair in ids.windows(2) {
        *after[pair[0]].entry(pair[1]).or_default() += 1;
        *before[pair[1]].entry(pair[0]).or_default() += 1;
    }

    // Rare words share a cluster of their own, which no word joins.
    let mut cluster: Vec<usize> = (0..rare).map(|word| word % CLUSTERS).collect();
    cluster.push(CLUSTERS);
    let mut pairs = vec![0_i64; (CLUSTERS + 1) * (CLUSTERS + 1)];
    let mut totals = vec![0_i64; CLUSTERS + 1];
    for pair in ids.windows(2) {
        pairs[cluster[pair[0]] * (CLUSTERS + 1) + cluster[pair[1]]] += 1;
    }
    for id in &ids {
        totals[cluster[*id]] += 1;
    }
    let entropy = |count: i64| if count < 2 { 0.0 } else { count as f64 * (count as f64).ln() };
    for round in 0..ROUNDS {
        let mut moved = 0;
        for word in 0..rare {
            let home = cluster[word];
            let mut right = vec![0_i64; CLUSTERS + 1];
            let mut left = vec![0_i64; CLUSTERS + 1];
            for (other, count) in &after[word] {
                right[cluster[*other]] += i64::from(*count);
            }
            for (other, count) in &before[word] {
                left[cluster[*other]] += i64::from(*count);
            }
            let size = i64::from(vocabulary[word].1);
            for at in 0..=CLUSTERS {
                pairs[home * (CLUSTERS + 1) + at] -= right[at];
                pairs[at * (CLUSTERS + 1) + home] -= left[at];
            }
            totals[home] -= size;
            let right: Vec<(usize, i64)> =
                right.into_iter().enumerate().filter(|(_, count)| *count > 0).collect();
            let left: Vec<(usize, i64)> =
                left.into_iter().enumerate().filter(|(_, count)| *count > 0).collect();
            let (mut best, mut most) = (home, f64::NEG_INFINITY);
            for target in 0..CLUSTERS {
                let mut gain = -2.0 * (entropy(totals[target] + size) - entropy(totals[target]));
                for (at, count) in &right {
                    let now = pairs[target * (CLUSTERS + 1) + at];
                    gain += entropy(now + count) - entropy(now);
                }
                for (at, count) in &left {
                    let now = pairs[at * (CLUSTERS + 1) + target];
                    gain += entropy(now + count) - entropy(now);
                }
                if gain > most {
                    (best, most) = (target, gain);
                }
            }
            for (at, count) in right {
                pairs[best * (CLUSTERS + 1) + at] += count;
            }
            for (at, count) in left {
                pairs[at * (CLUSTERS + 1) + best] += count;
            }
            totals[best] += size;
            cluster[word] = best;
            moved += usize::from(best != home);
        }
        eprintln!("clusters, round {round}: {moved} of {rare} words moved");
        if moved * 200 < rare {
            break;
        }
    }
    vocabulary.iter().enumerate().map(|(at, (word, _))| ((*word).to_owned(), cluster[at] as u8)).collect()
}
