//! `lexicons/sectors.tsv`: nouns that tell the sector of an actor and make no speaker.

use crate::Error;
use crate::files::Files;
use crate::phrases::{Case, Phrases};

/// The codes a row may give: those of PLOVER.
const CODES: [&str; 20] = [
    "GOV", "MIL", "OPP", "REB", "SPY", "JUD", "LEG", "MED", "BUS", "CVL", "EDU", "HLH", "CRM", "COP", "PTY",
    "ELI", "PRM", "UAF", "UNK", "LAB",
];

/// Nouns and their sectors.
#[derive(Clone, Debug)]
pub(crate) struct Sectors(Phrases<&'static str>);

impl Sectors {
    /// The longest noun at token `at`, in any case: how many tokens, and its sector.
    pub(crate) fn match_at<S: AsRef<str>>(&self, tokens: &[S], at: usize) -> Option<(usize, &'static str)> {
        let (len, codes) = self.0.longest(tokens, at)?;
        Some((len, *codes.first()?))
    }

    pub(crate) fn read(files: &Files<'_>) -> Result<Self, Error> {
        let mut phrases = Phrases::new(Case::Folded);
        for row in files.rows("lexicons/sectors.tsv") {
            let noun = row.required(0, "noun")?;
            let found = row.required(1, "sector")?;
            let Some(code) = CODES.iter().find(|code| **code == found) else {
                let message = format!("sector `{found}` is not one of `{}`", CODES.join("`, `"));
                return Err(row.error(message).did_you_mean(found, CODES));
            };
            let Some(values) = phrases.entry(noun) else {
                return Err(row.error(format!("`{noun}` has no letters")));
            };
            if !values.is_empty() {
                return Err(row.error(format!("`{noun}` is listed twice")).hint("remove one of the rows"));
            }
            values.push(*code);
        }
        Ok(Self(phrases))
    }
}
