//! The picture that many reports make: beside each claim its origins and grade, what contradicts it, and what
//! nobody stands behind.
//!
//! > origins 1 to 2; F3, one origin without a name
//!
//! under a line of the brief says how many independent origins are proved and possible, and what the claim is
//! worth on the Admiralty scale.

use std::collections::{BTreeMap, BTreeSet};

use corroborate::changes::{Change, Changed};
use corroborate::copies::{Copies, Kind, Link};
use corroborate::grades::{Grade, Letters, grade};
use corroborate::origins::{Claim, Known, Standing, claims};
use corroborate::relations::{Related, Relation, Side, relations};
use ledger::Extraction;
use serde::Serialize;

use crate::page::{Block, Citation, Mark, Page, Piece};

/// What reports say together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Picture {
    /// What is claimed, with its origins and grade.
    pub claims: Vec<Assessed>,
    /// Which records contradict each other, or seem to.
    pub related: Vec<Related>,
    /// The reports of each site, by its name; those of an unknown one under an empty name.
    pub sites: BTreeMap<String, BTreeSet<String>>,
    /// Reports that share wording.
    pub copies: Vec<Link>,
}

/// A claim and its grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessed {
    /// What is claimed, and where it comes from.
    #[serde(flatten)]
    pub claim: Claim,
    /// What it is worth.
    pub grade: Grade,
}

/// Relations shown beside one line of a brief.
const BESIDE: usize = 3;

/// The picture of `reports`, in any order.
pub fn picture(
    reports: &[Extraction],
    copies: &Copies,
    sites: &BTreeMap<String, String>,
    letters: &Letters,
) -> Picture {
    let claims = claims(reports, Known { copies, sites });
    let related = relations(reports);
    let proved: BTreeMap<&str, usize> =
        claims.iter().flat_map(|claim| claim.rows.iter().map(|row| (row.as_str(), claim.proved))).collect();
    let mut against: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in related.iter().filter(|pair| pair.relation.is_contradiction()) {
        for (side, other) in [(&pair.one, &pair.other), (&pair.other, &pair.one)] {
            let origins = proved.get(other.address.as_str()).copied().unwrap_or(0);
            let most = against.entry(&side.address).or_default();
            *most = (*most).max(origins);
        }
    }
    let assessed = claims.iter().map(|claim| {
        let against = claim.rows.iter().filter_map(|row| against.get(row.as_str())).max().copied();
        Assessed { claim: claim.clone(), grade: grade(claim, against, letters, sites) }
    });
    let claims = assessed.collect();
    let mut published: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for id in reports.iter().filter_map(|report| report.id.as_ref()) {
        published.entry(sites.get(id).cloned().unwrap_or_default()).or_default().insert(id.clone());
    }
    Picture { claims, related, sites: published, copies: copies.links.clone() }
}

impl Picture {
    /// Writes onto a page what is known of its lines: interval and grade as a note, contradictions below.
    pub fn annotate(&self, page: &mut Page) {
        let claims: BTreeMap<&str, &Assessed> = self
            .claims
            .iter()
            .flat_map(|assessed| assessed.claim.rows.iter().map(move |row| (row.as_str(), assessed)))
            .collect();
        let mut related: BTreeMap<&str, Vec<(&Related, &Side)>> = BTreeMap::new();
        for pair in self.related.iter().filter(|pair| is_beside(pair.relation)) {
            related.entry(&pair.one.address).or_default().push((pair, &pair.other));
            related.entry(&pair.other.address).or_default().push((pair, &pair.one));
        }
        let mut blocks = Vec::with_capacity(page.blocks.len());
        let mut shown = BTreeSet::new();
        for mut block in std::mem::take(&mut page.blocks) {
            let mut below = Vec::new();
            if let Block::Entry { depth, notes, citation, .. } = &mut block {
                if let Some(assessed) = claims.get(citation.address.as_str()) {
                    notes.push(assessed.note());
                    shown.insert(citation.address.clone());
                }
                let pairs = related.get(citation.address.as_str()).into_iter().flatten().take(BESIDE);
                below.extend(pairs.map(|(pair, other)| beside(pair.relation, other, *depth + 1)));
            }
            blocks.push(block);
            blocks.append(&mut below);
        }
        page.blocks = blocks;
        self.unsupported(&shown, page);
    }

    /// What no source stands behind, and whether any claim has two institutions.
    fn unsupported(&self, shown: &BTreeSet<String>, page: &mut Page) {
        let is_shown = |assessed: &&Assessed| assessed.claim.rows.iter().any(|row| shown.contains(row));
        let graded: Vec<&Assessed> = self.claims.iter().filter(is_shown).collect();
        if graded.is_empty() {
            return;
        }
        page.blocks.push(heading(2, "What stands behind the claims"));
        page.blocks.extend(self.sites_told());
        let nameless = self.nameless();
        if !nameless.is_empty() {
            let mut pieces = vec![Piece::Voice("Nothing on record by name: ")];
            listed(nameless.iter(), &mut pieces);
            page.blocks.push(Block::Note(pieces));
        }
        if graded.iter().all(|assessed| assessed.claim.proved < 2) {
            page.blocks
                .push(Block::Note(vec![Piece::Voice("No claim here rests on two institutions that agree.")]));
        }
        let bare = |assessed: &&&Assessed| {
            assessed.claim.origins.iter().all(|origin| origin.standing == Standing::Unshown)
        };
        let rows: Vec<&String> =
            graded.iter().filter(bare).flat_map(|assessed| &assessed.claim.rows).collect();
        if !rows.is_empty() {
            page.blocks.push(heading(2, "Unsupported"));
            let mut pieces = vec![Piece::Voice("No report shows who stands behind: ")];
            listed(rows.into_iter(), &mut pieces);
            page.blocks.push(Block::Note(pieces));
        }
    }

    /// Reports in which nobody by name, and no quotation, stands for anything.
    fn nameless(&self) -> BTreeSet<String> {
        let mut reports: BTreeSet<String> = self.sites.values().flatten().cloned().collect();
        for origin in self.claims.iter().flat_map(|assessed| &assessed.claim.origins) {
            for row in &origin.on_record {
                reports.remove(row.rsplit_once('#').map_or("", |(report, _)| report));
            }
        }
        reports
    }

    /// How many reports are of which site, and which are copies.
    fn sites_told(&self) -> Vec<Block> {
        let mut pieces =
            vec![Piece::Count(self.sites.values().map(BTreeSet::len).sum()), Piece::Voice(" reports: ")];
        for (index, (site, reports)) in self.sites.iter().enumerate() {
            if index > 0 {
                pieces.push(Piece::Voice("; "));
            }
            pieces.push(Piece::Count(reports.len()));
            if site.is_empty() {
                pieces.push(Piece::Voice(" of unknown origin"));
            } else {
                pieces.push(Piece::Voice(if reports.len() > 1 { " of one site, " } else { " of " }));
                pieces.push(Piece::Name(site.clone()));
            }
        }
        let mut blocks = vec![Block::Note(pieces)];
        for link in &self.copies {
            blocks.push(Block::Note(vec![
                Piece::Name(link.one.clone()),
                Piece::Voice(match link.kind {
                    Kind::Copy => " and, a copy, ",
                    Kind::Part => " and, in part, ",
                    Kind::Passage => " and, sharing a passage, ",
                }),
                Piece::Name(link.other.clone()),
                Piece::Voice(": about "),
                Piece::Count(link.words as usize),
                Piece::Voice(" words in common"),
            ]));
        }
        blocks
    }

    /// The contradictions, and what only looks like one, with both passages.
    pub fn contradictions(&self) -> Page {
        let mut blocks = vec![heading(1, "Contradictions")];
        let called = self.related.iter().filter(|pair| pair.relation.is_contradiction()).count();
        blocks.push(Block::Note(vec![
            Piece::Count(called),
            Piece::Voice(if called == 1 { " contradiction, " } else { " contradictions, " }),
            Piece::Count(self.related.len() - called),
            Piece::Voice(" other differences"),
        ]));
        if self.related.is_empty() {
            blocks.push(Block::Note(vec![Piece::Voice("No report says anything that another contradicts.")]));
        }
        let mut before = None;
        for pair in &self.related {
            if before != Some(pair.relation) {
                blocks.push(heading(2, pair.relation.told()));
                before = Some(pair.relation);
            }
            blocks.push(side(&pair.one, 0));
            blocks.push(side(&pair.other, 1));
        }
        Page { blocks }
    }
}

impl Assessed {
    /// Interval, grade and the rule that gave it.
    fn note(&self) -> Vec<Piece> {
        let (proved, possible) = (self.claim.proved, self.claim.possible);
        let mut pieces = vec![Piece::Voice("origins "), Piece::Count(proved)];
        if possible != proved {
            pieces.push(Piece::Voice(" to "));
            pieces.push(Piece::Count(possible));
        }
        pieces.push(Piece::Voice(", "));
        pieces.push(Piece::Voice(letter(self.grade.letter)));
        pieces.push(Piece::Count(usize::from(self.grade.number)));
        pieces.push(Piece::Voice(": "));
        pieces.push(Piece::Voice(self.grade.rule));
        if self.grade.is_interested {
            pieces.push(Piece::Voice(", an interested party"));
        }
        pieces
    }
}

/// What changed, as a page. What is only repeated is left out unless `repeats`.
pub fn changes(changed: &[Changed], repeats: bool) -> Page {
    let mut blocks = vec![heading(1, "Changes")];
    let shown: Vec<&Changed> =
        changed.iter().filter(|changed| repeats || changed.change != Change::Repeated).collect();
    if shown.is_empty() {
        blocks.push(Block::Note(vec![Piece::Voice("No report says anything new.")]));
    }
    let mut before = None;
    for changed in shown {
        if before != Some(changed.change) {
            blocks.push(heading(2, changed.change.name()));
            before = Some(changed.change);
        }
        blocks.push(side(&changed.now, 0));
        blocks.extend(changed.before.as_ref().map(|was| side(was, 1)));
    }
    let silent = changed.iter().filter(|changed| changed.change == Change::Repeated).count();
    if silent > 0 && !repeats {
        blocks.push(Block::Note(vec![Piece::Count(silent), Piece::Voice(" more only said again")]));
    }
    Page { blocks }
}

/// Relations that a reader of one line must know of.
fn is_beside(relation: Relation) -> bool {
    !matches!(relation, Relation::Counterpart | Relation::Shift | Relation::Undated)
}

fn beside(relation: Relation, other: &Side, depth: usize) -> Block {
    let mut block = side(other, depth);
    if let Block::Entry { text, .. } = &mut block {
        text.insert(0, Piece::Voice(relation.told()));
        text.insert(1, Piece::Voice(": "));
    }
    block
}

/// A record by its passage. The record itself is in its citation.
fn side(side: &Side, depth: usize) -> Block {
    let passage = side.evidence.passage();
    let words = Piece::Words { passage, words: side.evidence.text().to_owned(), mark: Mark::Evidence };
    Block::Entry {
        depth,
        margin: Vec::new(),
        text: vec![words],
        notes: Vec::new(),
        citation: Citation { address: side.address.clone(), passages: vec![passage] },
    }
}

fn letter(letter: char) -> &'static str {
    match letter {
        'A' => "A",
        'B' => "B",
        'C' => "C",
        'D' => "D",
        'E' => "E",
        _ => "F",
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a String>, pieces: &mut Vec<Piece>) {
    for (index, name) in names.enumerate() {
        if index > 0 {
            pieces.push(Piece::Voice(", "));
        }
        pieces.push(Piece::Name(name.clone()));
    }
}

fn heading(level: u8, title: &'static str) -> Block {
    Block::Heading { level, pieces: vec![Piece::Voice(title)] }
}
