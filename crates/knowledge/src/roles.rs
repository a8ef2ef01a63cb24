//! Role nouns: what makes a speaker out of a noun phrase, such as `foreign ministry spokeswoman`,
//! `senior diplomat`, `residents`; and the ministries that speak for a state.

use std::collections::HashMap;

use crate::Error;
use crate::actors::Sector;
use crate::files::{Files, Row};
use crate::phrases::{Case, Phrases};

/// A role noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The noun in the singular: `foreign secretary`.
    pub name: String,
    /// What sort of speaker it makes.
    pub class: RoleClass,
    /// The sector it tells.
    pub sector: Option<Sector>,
    /// The usual name of the office: `foreign minister`. The noun itself where it has no other.
    pub office: String,
    /// True where the text has it in the plural.
    pub plural: bool,
}

/// What sort of speaker a role noun makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleClass {
    /// One person at a time holds it, and may be named elsewhere: `president`.
    Office,
    /// One of many, whose name is withheld unless given: `official`, `diplomat`, `source`.
    Unnamed,
    /// A loose collective: `residents`, `analysts`.
    Group,
    /// Words on paper or on air, `statement`, `report`: the speaker is whose document it is.
    Document,
}

impl RoleClass {
    /// The name that files use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Unnamed => "unnamed",
            Self::Group => "group",
            Self::Document => "document",
        }
    }

    /// What several make together: analysts and residents are a loose group, officials and officers are
    /// several persons whose names are withheld.
    fn of_several(self, sector: Option<Sector>) -> Self {
        let loose = matches!(
            sector,
            Some(
                Sector::Civilians
                    | Sector::Education
                    | Sector::Health
                    | Sector::Media
                    | Sector::Rebels
                    | Sector::Crime
            )
        );
        if self == Self::Unnamed && loose { Self::Group } else { self }
    }
}

/// Role nouns, `lexicons/roles.tsv`.
#[derive(Clone, Debug)]
pub struct Roles {
    phrases: Phrases<Role>,
    /// What stands before a role and changes it: `former`, `deputy`.
    modifiers: HashMap<String, Modifier>,
}

/// What a word before a role noun makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// No longer held: `former`, `ex`.
    Former,
    /// Not the holder but the one below: `deputy`, `vice`.
    Deputy,
    /// Held for the time being: `acting`, `interim`.
    Acting,
    /// Not yet held: `incoming`.
    Future,
    /// Rank only: `senior`, `top`.
    Rank,
}

impl Roles {
    /// The longest role noun at token `at`, in any case: how many tokens, and which.
    pub fn match_at<S: AsRef<str>>(&self, tokens: &[S], at: usize) -> Option<(usize, &Role)> {
        let (len, roles) = self.phrases.longest(tokens, at)?;
        Some((len, roles.first()?))
    }

    /// What `word` before a role noun makes of it.
    pub fn modifier(&self, word: &str) -> Option<Modifier> {
        self.modifiers.get(word).or_else(|| self.modifiers.get(&word.to_lowercase())).copied()
    }

    /// The usual name of an office: `foreign minister` for `foreign secretary`, `special envoy` for
    /// `special envoy for Yemen`; the title itself where it has no other.
    pub fn office<'a>(&'a self, title: &'a str) -> &'a str {
        let words: Vec<&str> = title.split_whitespace().collect();
        let Some((len, role)) = self.match_at(&words, 0) else { return title };
        match words.get(len) {
            None | Some(&("for" | "to" | "on" | "of" | "in")) => &role.office,
            Some(_) => title,
        }
    }

    pub(crate) fn read(files: &Files<'_>) -> Result<Self, Error> {
        let mut phrases = Phrases::new(Case::Folded);
        for row in files.rows("lexicons/roles.tsv") {
            let name = row.required(0, "role noun")?;
            let class = class(&row)?;
            let sector = sector(&row, 2)?;
            let role = Role {
                name: name.to_owned(),
                class,
                sector,
                office: row.cell(3).unwrap_or(name).to_owned(),
                plural: false,
            };
            let plural = match row.cell(4) {
                Some(plural) => plural.to_owned(),
                None => plural(name),
            };
            add(&mut phrases, name, role.clone(), &row)?;
            if plural != name {
                add(
                    &mut phrases,
                    &plural,
                    Role { plural: true, class: class.of_several(sector), ..role },
                    &row,
                )?;
            }
        }
        let mut modifiers = HashMap::new();
        for row in files.rows("lexicons/role-modifiers.tsv") {
            let word = row.required(0, "word")?;
            let modifier = match row.required(1, "meaning")? {
                "former" => Modifier::Former,
                "deputy" => Modifier::Deputy,
                "acting" => Modifier::Acting,
                "future" => Modifier::Future,
                "rank" => Modifier::Rank,
                other => {
                    return Err(row
                        .error(format!(
                            "meaning `{other}` is not one of `former`, `deputy`, `acting`, `future`, `rank`"
                        ))
                        .did_you_mean(other, ["former", "deputy", "acting", "future", "rank"]));
                }
            };
            modifiers.insert(word.to_lowercase(), modifier);
        }
        Ok(Self { phrases, modifiers })
    }
}

fn class(row: &Row<'_>) -> Result<RoleClass, Error> {
    let found = row.required(1, "class")?;
    [RoleClass::Office, RoleClass::Unnamed, RoleClass::Group, RoleClass::Document]
        .into_iter()
        .find(|class| class.name() == found)
        .ok_or_else(|| {
            row.error(format!("class `{found}` is not one of `office`, `unnamed`, `group`, `document`"))
                .did_you_mean(found, ["office", "unnamed", "group", "document"])
        })
}

fn sector(row: &Row<'_>, at: usize) -> Result<Option<Sector>, Error> {
    let Some(found) = row.cell(at) else { return Ok(None) };
    match Sector::from_code(found) {
        Some(sector) => Ok(Some(sector)),
        None => {
            let codes = Sector::ALL.map(Sector::code);
            Err(row
                .error(format!("sector `{found}` is not one of `{}`", codes.join("`, `")))
                .did_you_mean(found, codes))
        }
    }
}

/// Adds a phrase that must be new to the table.
fn add<T>(phrases: &mut Phrases<T>, phrase: &str, value: T, row: &Row<'_>) -> Result<(), Error> {
    let Some(values) = phrases.entry(phrase) else {
        return Err(row.error(format!("`{phrase}` has no letters")));
    };
    if !values.is_empty() {
        return Err(row
            .error(format!("`{phrase}` is listed twice"))
            .hint("remove one of the rows; a plural that is a word of its own goes in column 5"));
    }
    values.push(value);
    Ok(())
}

/// The regular plural of a noun phrase, made on its last word.
fn plural(noun: &str) -> String {
    for (ending, plural) in
        [("man", "men"), ("person", "persons"), ("ch", "ches"), ("s", "ses"), ("x", "xes")]
    {
        if let Some(stem) = noun.strip_suffix(ending) {
            return format!("{stem}{plural}");
        }
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// A ministry or other body that speaks for the state whose adjective or name stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ministry {
    /// Its usual name: `foreign ministry`.
    pub name: String,
    /// The sector it tells.
    pub sector: Option<Sector>,
    /// The office at its head: `foreign minister`.
    pub head: Option<String>,
}

/// Bodies every state has, `lexicons/ministries.tsv`.
#[derive(Clone, Debug)]
pub struct Ministries(Phrases<Ministry>);

impl Ministries {
    /// The longest ministry at token `at`, in any case: how many tokens, and which.
    pub fn match_at<S: AsRef<str>>(&self, tokens: &[S], at: usize) -> Option<(usize, &Ministry)> {
        let (len, ministries) = self.0.longest(tokens, at)?;
        Some((len, ministries.first()?))
    }

    pub(crate) fn read(files: &Files<'_>) -> Result<Self, Error> {
        let mut phrases = Phrases::new(Case::Folded);
        for row in files.rows("lexicons/ministries.tsv") {
            let phrase = row.required(0, "ministry")?;
            let ministry = Ministry {
                name: row.cell(2).unwrap_or(phrase).to_owned(),
                sector: sector(&row, 1)?,
                head: row.cell(3).map(str::to_owned),
            };
            add(&mut phrases, phrase, ministry, &row)?;
        }
        Ok(Self(phrases))
    }
}
