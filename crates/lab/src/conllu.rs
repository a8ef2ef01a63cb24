//! CoNLL-U treebank files (<https://universaldependencies.org/format.html>).

use anyhow::{Context, Result, bail};

/// One sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    /// `# text`: the sentence as it stood.
    pub(crate) text: String,
    /// True when `# newpar` or `# newdoc` stands before it.
    pub(crate) new_paragraph: bool,
    /// True when `# newdoc` stands before it.
    pub(crate) new_document: bool,
    /// Its words, multiword ranges and empty nodes left out.
    pub(crate) words: Vec<TreeWord>,
}

/// One word of a treebank.
#[derive(Clone, Debug, Default)]
pub(crate) struct TreeWord {
    /// The surface form.
    pub(crate) form: String,
    /// Gold lemma.
    pub(crate) lemma: String,
    /// Gold universal tag.
    pub(crate) upos: String,
    /// Gold Penn tag.
    pub(crate) xpos: String,
    /// Gold head as an index into `words`; `None` for the root.
    pub(crate) head: Option<usize>,
    /// Gold relation, subtype included.
    pub(crate) rel: String,
    /// False for `SpaceAfter=No`; within a multiword token, false for all but its last word.
    pub(crate) space_after: bool,
    /// The `Entity=` value of GUM, or empty.
    pub(crate) entity: String,
}

/// Reads a CoNLL-U file's text. Errors name the line.
pub(crate) fn read(input: &str) -> Result<Vec<Tree>> {
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    // Last word of the multiword token under way, and whether a blank follows the token.
    let mut multiword: Option<(usize, bool)> = None;
    for (number, line) in input.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        if line.is_empty() {
            if !tree.words.is_empty() {
                trees.push(std::mem::take(&mut tree));
            }
            multiword = None;
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            if let Some(text) = comment.strip_prefix("text = ") {
                tree.text = text.to_owned();
            }
            tree.new_document |= comment.starts_with("newdoc");
            tree.new_paragraph |= comment.starts_with("newdoc") || comment.starts_with("newpar");
        } else {
            let fields: Vec<&str> = line.split('\t').collect();
            if fields.len() != 10 {
                bail!("line {number}: {} columns, expected 10", fields.len());
            }
            let spaced = !fields[9].split('|').any(|item| item == "SpaceAfter=No");
            if fields[0].contains('.') {
                continue;
            }
            if let Some((_, last)) = fields[0].split_once('-') {
                let last = last.parse().with_context(|| format!("line {number}: range `{}`", fields[0]))?;
                multiword = Some((last, spaced));
                continue;
            }
            let id: usize =
                fields[0].parse().with_context(|| format!("line {number}: id `{}`", fields[0]))?;
            let head: usize =
                fields[6].parse().with_context(|| format!("line {number}: head `{}`", fields[6]))?;
            let space_after = match multiword {
                Some((last, after)) if id == last => {
                    multiword = None;
                    after
                }
                Some(_) => false,
                None => spaced,
            };
            let entity =
                fields[9].split('|').find_map(|item| item.strip_prefix("Entity=")).unwrap_or_default();
            tree.words.push(TreeWord {
                form: fields[1].to_owned(),
                lemma: fields[2].to_owned(),
                upos: fields[3].to_owned(),
                xpos: fields[4].to_owned(),
                head: head.checked_sub(1),
                rel: fields[7].to_owned(),
                space_after,
                entity: entity.to_owned(),
            });
        }
    }
    if !tree.words.is_empty() {
        trees.push(tree);
    }
    Ok(trees)
}
