//! JSON records: one report an object, under the names that collections of news use.
//!
//! > {"headline": "Talks resume", "publishedAt": "2024-03-05T10:00:00Z", "content": "Talks resumed."}
//!
//! A record's text is used as given, so that offsets point into what the caller holds. Fields that the
//! table does not know are kept as JSON.

use serde_json::{Map, Value};
use text::Document;

use crate::error::Error;
use crate::fields::{Field, Record};
use crate::ids::with_id;
use crate::{finish, html};

/// The most records one object may hold its list of: levels looked into.
const LEVELS: usize = 3;

/// The report in one line of JSON, with its zones, date and language. `name` and `number` name the line in
/// an error.
///
/// # Errors
/// When the line is not a JSON object, or holds no text.
pub fn record(line: &[u8], name: &str, number: usize) -> Result<Document, Error> {
    unnamed(line, name, number).map(|document| with_id(document, None, ""))
}

/// The same, without an id where none was given.
pub(crate) fn unnamed(line: &[u8], name: &str, number: usize) -> Result<Document, Error> {
    let (value, decoded) = parse(line, name).map_err(|error| error.at(number))?;
    let Value::Object(object) = value else {
        let found = format!("found {} where a report should be", kind(&value));
        let hint = r#"write one object a line, such as {"id": "1", "text": "..."}"#;
        return Err(Error::new(name, found, hint).at(number));
    };
    let mut document = report(&object, name).map_err(|error| error.at(number))?;
    if let Some(encoding) = decoded {
        document.extracted = true;
        let message = format!("the line is {encoding}, not UTF-8; offsets are into its decoded text");
        document.problems.push(("encoding".to_owned(), message));
    }
    Ok(document)
}

fn parse(line: &[u8], name: &str) -> Result<(Value, Option<&'static str>), Error> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let broken = |error: serde_json::Error| {
        let found = format!("broken JSON at column {}: {}", error.column(), plain(&error));
        Error::new(name, found, "write one whole JSON object a line; a line break inside a text is `\\n`")
    };
    if std::str::from_utf8(line).is_ok() {
        return serde_json::from_slice(line).map(|value| (value, None)).map_err(broken);
    }
    let Ok(decoded) = crate::decode::decode(line, None) else {
        return Err(Error::new(name, "found bytes that are no text", "save the file as UTF-8"));
    };
    let encoding = decoded.encoding.unwrap_or("damaged UTF-8");
    serde_json::from_str(&decoded.text).map(|value| (value, Some(encoding))).map_err(broken)
}

/// What serde says, without its place: the place is told as the file's.
fn plain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The reports in a JSON file: an object, a list, or an object that holds a list.
pub(crate) fn records(bytes: &[u8], name: &str) -> Vec<Result<Document, Error>> {
    let value = match parse(bytes, name) {
        Ok((value, _)) => value,
        Err(error) => return vec![Err(error)],
    };
    match list(&value, LEVELS) {
        Some(list) if list.is_empty() => {
            vec![Err(Error::new(name, "the list of reports is empty", "check the query that made the file"))]
        }
        Some(list) => list.iter().enumerate().map(|(index, item)| element(item, name, index)).collect(),
        None => vec![element(&value, name, 0)],
    }
}

fn element(value: &Value, name: &str, index: usize) -> Result<Document, Error> {
    let name = if index == 0 { name.to_owned() } else { format!("{name}[{index}]") };
    match value {
        Value::Object(object) => report(object, &name),
        other => {
            let found = format!("found {} where a report should be", kind(other));
            Err(Error::new(&name, found, "give an object with a field `text` or `html`"))
        }
    }
}

/// The list of reports in a value, at most `levels` deep.
fn list(value: &Value, levels: usize) -> Option<&Vec<Value>> {
    match value {
        Value::Array(list) => Some(list),
        Value::Object(object) if levels > 0 => {
            let record = Record::of(object);
            // An object with a text is a report, whatever lists it carries.
            if has_text(&record) {
                return None;
            }
            record.all(Field::Records).find_map(|(_, inner)| match inner {
                Value::Array(list) => list.first().is_none_or(Value::is_object).then_some(list),
                inner => list(inner, levels - 1),
            })
        }
        _ => None,
    }
}

fn has_text(record: &Record<'_>) -> bool {
    record.all(Field::Text).chain(record.all(Field::Html)).any(|(_, value)| words(value).is_some())
}

/// One report from its fields.
fn report(object: &Map<String, Value>, name: &str) -> Result<Document, Error> {
    let top = Record::of(object);
    // Some collections keep the report one level down, beside its rank or its key.
    if !has_text(&top)
        && let Some(inner) = top.all(Field::Envelope).find_map(|(_, value)| value.as_object())
        && has_text(&Record::of(inner))
    {
        let mut joined = inner.clone();
        for (field, value) in object.iter().filter(|(_, value)| !value.is_object()) {
            joined.entry(field.clone()).or_insert_with(|| value.clone());
        }
        return read(&Record::of(&joined), &joined, name);
    }
    read(&top, object, name)
}

fn read(record: &Record<'_>, object: &Map<String, Value>, name: &str) -> Result<Document, Error> {
    let mut used: Vec<&str> = Vec::new();
    let mut take = |field: Field| {
        let (top, found) = record.all(field).find_map(|(top, value)| Some((top, words(value)?)))?;
        used.push(top);
        Some(found)
    };
    let mut document = Document {
        id: take(Field::Id).unwrap_or_default(),
        title: take(Field::Title),
        url: take(Field::Url),
        language: take(Field::Language),
        ..Document::default()
    };
    document.outlet.name = take(Field::Source);
    document.outlet.domain = take(Field::Domain).map(|domain| host(&domain).unwrap_or(domain));
    let mut published = take(Field::Published);
    if let Some(author) = take(Field::Author) {
        document.meta.insert("author".to_owned(), Value::String(author).to_string());
    }
    let markup = take(Field::Html);
    let text = take(Field::Text);
    let listed = record
        .all(Field::Text)
        .find(|(_, value)| words(value).is_some())
        .map(|(top, value)| (top, value.is_array()));
    match (text, markup) {
        (Some(text), _) if listed != Some(("text", false)) && html::is_markup(&text) => {
            let of_page = html::into(&mut document, &text, name)?;
            published = published.or(of_page);
        }
        (Some(text), _) => {
            document.text = text;
            document.extracted = listed.is_some_and(|(_, is_list)| is_list);
        }
        (None, Some(markup)) => {
            let of_page = html::into(&mut document, &markup, name)?;
            published = published.or(of_page);
        }
        (None, None) => {
            let Some(summary) = take(Field::Summary) else {
                let fields: Vec<&str> = object.keys().take(8).map(String::as_str).collect();
                let found = if fields.is_empty() {
                    "an empty record".to_owned()
                } else {
                    format!("a record without text; its fields are {}", fields.join(", "))
                };
                return Err(Error::new(name, found, "put the words of the report into `text` or `html`"));
            };
            document.text = summary;
            let message = "the record holds a summary only, not the report; read with care";
            document.problems.push(("summary-only".to_owned(), message.to_owned()));
        }
    }
    if is_cut(&document.text) {
        let message = "the text ends in a mark of more characters to come; the source has cut it short";
        document.problems.push(("cut-short".to_owned(), message.to_owned()));
    }
    for (field, value) in object {
        if !used.contains(&field.as_str()) && !value.is_null() {
            document.meta.insert(field.clone(), value.to_string());
        }
    }
    Ok(finish(document, published.as_deref()))
}

/// The words of a value: a string, a number, or the parts of a list one paragraph each. `None` when there
/// are none.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => (!words.trim().is_empty()).then(|| words.clone()),
        // A fraction of a second is of no use in a date, nor a fraction in an id.
        Value::Number(number) => Some(number.to_string().split('.').next().unwrap_or_default().to_owned()),
        Value::Array(parts) => {
            let parts: Vec<&str> = parts.iter().map(part).collect::<Option<_>>()?;
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        _ => None,
    }
}

fn part(value: &Value) -> Option<&str> {
    match value {
        Value::String(words) => Some(words),
        Value::Object(object) => ["text", "name"].iter().find_map(|field| object.get(*field)?.as_str()),
        _ => None,
    }
}

/// News interfaces that give only the first characters say how many are left: `... [+1234 chars]`.
fn is_cut(text: &str) -> bool {
    text.trim_end()
        .strip_suffix("chars]")
        .and_then(|text| text.rfind("[+").map(|at| text.len() - at))
        .is_some_and(|left| left < 12)
}

/// The host of an address or of a bare domain, without `www.`.
pub(crate) fn host(address: &str) -> Option<String> {
    let address = address.trim();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host).to_ascii_lowercase();
    let fits = host.contains('.') && !host.contains(char::is_whitespace) && host.len() < 254;
    fits.then_some(host)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
