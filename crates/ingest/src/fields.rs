//! Which field of a record holds what: the names of `knowledge/lexicons/fields.tsv`.

use std::sync::LazyLock;

use serde_json::{Map, Value};

/// What a field tells about a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Id,
    Title,
    Published,
    Source,
    Domain,
    Url,
    Language,
    Author,
    Text,
    Html,
    Summary,
    Records,
    Envelope,
}

static FIELDS: LazyLock<Vec<(Field, Vec<String>)>> =
    LazyLock::new(|| parse(include_str!("../../../knowledge/lexicons/fields.tsv")));

fn parse(table: &str) -> Vec<(Field, Vec<String>)> {
    table.lines().filter_map(row).collect()
}

fn row(line: &str) -> Option<(Field, Vec<String>)> {
    if line.starts_with('#') {
        return None;
    }
    let (field, path) = line.split_once('\t')?;
    let field = match field {
        "id" => Field::Id,
        "title" => Field::Title,
        "published" => Field::Published,
        "source" => Field::Source,
        "domain" => Field::Domain,
        "url" => Field::Url,
        "language" => Field::Language,
        "author" => Field::Author,
        "text" => Field::Text,
        "html" => Field::Html,
        "summary" => Field::Summary,
        "records" => Field::Records,
        "envelope" => Field::Envelope,
        _ => return None,
    };
    Some((field, path.trim().split('.').map(fold).collect()))
}

/// A name without the marks that collections differ in: `published_at` and `publishedAt` are one.
fn fold(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// A record with its top names folded once.
pub(crate) struct Record<'r> {
    fields: Vec<(String, &'r str, &'r Value)>,
}

impl<'r> Record<'r> {
    pub(crate) fn of(object: &'r Map<String, Value>) -> Self {
        Self { fields: object.iter().map(|(name, value)| (fold(name), name.as_str(), value)).collect() }
    }

    /// The values that may tell `field`, best first, each with the name of the top field it lies under.
    pub(crate) fn all(&self, field: Field) -> impl Iterator<Item = (&'r str, &'r Value)> {
        FIELDS.iter().filter(move |(what, _)| *what == field).filter_map(|(_, path)| self.find(path))
    }

    fn find(&self, path: &[String]) -> Option<(&'r str, &'r Value)> {
        let (first, rest) = path.split_first()?;
        let &(_, name, mut value) = self.fields.iter().find(|(folded, _, _)| folded == first)?;
        for step in rest {
            value = value.as_object()?.iter().find(|(name, _)| fold(name) == *step)?.1;
        }
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_that_every_row_of_the_table_is_read() {
        let table = include_str!("../../../knowledge/lexicons/fields.tsv");
        let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
        assert_eq!(FIELDS.len(), rows);
    }

    #[test]
    fn it_knows_that_collections_spell_one_name_in_many_ways() {
        for spelling in ["publishedAt", "published_at", "PublishedAt", "published-at"] {
            let object =
                serde_json::from_str(&format!(r#"{{"{spelling}": "2024-03-05"}}"#)).expect("an object");
            let found = Record::of(&object).all(Field::Published).next().map(|(name, _)| name.to_owned());
            assert_eq!(found.as_deref(), Some(spelling));
        }
    }
}
