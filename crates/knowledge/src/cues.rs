//! Words that report what somebody says: the cue lexicons.
//!
//! A cue says how its content looks (its frames), so that "urged both sides to stop" and "warned of a
//! shortage" are read from one table.

use std::collections::HashMap;

use crate::Error;
use crate::files::{Files, Row};

/// What sort of act a cue reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueClass {
    /// Says.
    Speech,
    /// Writes.
    Writing,
    /// Holds for true.
    Belief,
    /// Asks or orders somebody to do something.
    Demand,
    /// Refuses or denies.
    Refusal,
    /// Agrees, promises, decides, approves.
    Agreement,
    /// Asks a question.
    Question,
    /// Blames, praises, describes.
    Judgement,
    /// Expresses.
    Performative,
}

impl CueClass {
    /// Every class.
    pub const ALL: &'static [Self] = &[
        Self::Speech,
        Self::Writing,
        Self::Belief,
        Self::Demand,
        Self::Refusal,
        Self::Agreement,
        Self::Question,
        Self::Judgement,
        Self::Performative,
    ];

    /// The first reading to try of a verb with several.
    const PRECEDENCE: &'static [Self] = &[
        Self::Refusal,
        Self::Speech,
        Self::Writing,
        Self::Demand,
        Self::Agreement,
        Self::Judgement,
        Self::Question,
        Self::Performative,
        Self::Belief,
    ];

    /// The word in the lexicon.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Writing => "writing",
            Self::Belief => "belief",
            Self::Demand => "demand",
            Self::Refusal => "refusal",
            Self::Agreement => "agreement",
            Self::Question => "question",
            Self::Judgement => "judgement",
            Self::Performative => "performative",
        }
    }
}

/// One reading of a cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What sort of act.
    pub class: CueClass,
    /// A quotation can be its content.
    pub quotation: bool,
    /// A clause can: "that ...".
    pub clause: bool,
    /// An infinitive can: "to ...".
    pub infinitive: bool,
    /// The object can.
    pub object: bool,
    /// A gerund can.
    pub gerund: bool,
    /// The object and what follows "as".
    pub object_as: bool,
    /// The object and its complement: "called it a step".
    pub complement: bool,
    /// What follows one of these prepositions.
    pub prepositions: Vec<String>,
    /// The content is denied or rejected as such.
    pub denies: bool,
    /// The cue takes the content for true.
    pub factive: bool,
}

/// The cue lexicons, by lemma.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    verbs: HashMap<String, Vec<Cue>>,
    nouns: HashMap<String, Cue>,
}

impl Cues {
    pub(crate) fn read(files: &Files<'_>) -> Result<Self, Error> {
        let mut cues = Self::default();
        for row in files.rows("lexicons/cues.tsv") {
            let form = row.required(0, "lemma")?;
            let cue = Cue::new(class(&row)?, &row, 3, 4)?.framed(row.required(2, "frames")?, &row)?;
            cues.verbs.entry(form.to_owned()).or_default().push(cue);
        }
        for readings in cues.verbs.values_mut() {
            readings.sort_by_key(|cue| CueClass::PRECEDENCE.iter().position(|class| *class == cue.class));
        }
        for row in files.rows("lexicons/cue_nouns.tsv") {
            let form = row.required(0, "lemma")?;
            let cue = Cue::new(class(&row)?, &row, 2, 3)?.framed("q,c,i", &row)?;
            cues.nouns.insert(form.to_owned(), cue);
        }
        Ok(cues)
    }

    /// The readings of a verb: its lemma, with particle when it has one (`rule out`).
    pub fn verb(&self, lemma: &str) -> &[Cue] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The reading of a noun.
    pub fn noun(&self, lemma: &str) -> Option<&Cue> {
        self.nouns.get(lemma)
    }
}

impl Cue {
    /// A cue without frames; polarity and factivity stand in these columns.
    fn new(class: CueClass, row: &Row<'_>, polarity: usize, factivity: usize) -> Result<Self, Error> {
        let denies = match row.required(polarity, "polarity")? {
            "denies" => true,
            "affirms" => false,
            other => return Err(row.error(format!("polarity `{other}` is not one of `affirms`, `denies`"))),
        };
        Ok(Self {
            class,
            quotation: false,
            clause: false,
            infinitive: false,
            object: false,
            gerund: false,
            object_as: false,
            complement: false,
            prepositions: Vec::new(),
            denies,
            factive: row.cell(factivity) == Some("factive"),
        })
    }

    /// The cue with the frames of a list such as `q,c,p:of|about`.
    fn framed(mut self, frames: &str, row: &Row<'_>) -> Result<Self, Error> {
        for frame in frames.split(',') {
            match frame {
                "q" => self.quotation = true,
                "c" => self.clause = true,
                "i" => self.infinitive = true,
                "o" => self.object = true,
                "g" => self.gerund = true,
                "a" => self.object_as = true,
                "n" => self.complement = true,
                _ => match frame.strip_prefix("p:") {
                    Some(list) => self.prepositions.extend(list.split('|').map(str::to_owned)),
                    None => {
                        return Err(row
                            .error(format!(
                                "frame `{frame}` is not one of `q`, `c`, `i`, `o`, `g`, `a`, `n`, `p:...`"
                            ))
                            .hint("the frames are listed at the head of the file"));
                    }
                },
            }
        }
        Ok(self)
    }
}

fn class(row: &Row<'_>) -> Result<CueClass, Error> {
    let found = row.required(1, "class")?;
    CueClass::ALL.iter().copied().find(|class| class.name() == found).ok_or_else(|| {
        let names = CueClass::ALL.iter().map(|class| class.name());
        row.error(format!("class `{found}` is not a class of cues")).did_you_mean(found, names)
    })
}
