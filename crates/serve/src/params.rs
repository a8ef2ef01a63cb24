//! What a request asks for after `?`, and links that ask for the same with something changed.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::failure::Failure;

/// Names and values in the order they came. A name may come more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Params(pub(crate) Vec<(String, String)>);

/// What need not be written as `%..` in a part of an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `text` as one part of an address.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// The address of a report's page.
pub(crate) fn report_link(report: &str) -> String {
    format!("/reports/{}", encoded(report))
}

/// The address of the page on a row, `REPORT#s1`: its place in the report.
pub(crate) fn row_link(address: &str) -> String {
    match address.rsplit_once('#') {
        Some((report, row)) => format!("{}#{}", report_link(report), encoded(row)),
        None => report_link(address),
    }
}

/// The address of the page on where a row, `REPORT#s1`, comes from.
pub(crate) fn claim_link(address: &str) -> String {
    let (report, row) = address.rsplit_once('#').unwrap_or((address, ""));
    format!("/claim/{}/{}", encoded(report), encoded(row))
}

impl Params {
    /// The first value of `name` that is more than white space.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().filter(|pair| pair.0 == name).map(|pair| pair.1.trim()).find(|value| !value.is_empty())
    }

    /// As [`Self::get`], owned.
    pub(crate) fn owned(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// Every value of `name` that is more than white space.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |pair| pair.0 == name).map(|pair| pair.1.trim()).filter(|v| !v.is_empty())
    }

    /// A number between bounds.
    pub(crate) fn number(&self, name: &str, or: usize, most: usize) -> usize {
        self.get(name).and_then(|value| value.parse().ok()).unwrap_or(or).min(most)
    }

    /// A word of a closed list; an error that names the word when it is none of it.
    pub(crate) fn word<T>(&self, name: &str, from: fn(&str) -> Option<T>) -> Result<Option<T>, Failure> {
        let Some(word) = self.get(name) else { return Ok(None) };
        from(word).map(Some).ok_or_else(|| Failure::asked(format!("`{word}` is no {name}")))
    }

    /// The address `path` with these values, `name` set to `value` or taken out.
    pub(crate) fn with(&self, path: &str, name: &str, value: Option<&str>) -> String {
        let kept = self.0.iter().filter(|pair| pair.0 != name && !pair.1.trim().is_empty());
        let kept = kept.map(|pair| (pair.0.as_str(), pair.1.as_str()));
        written(path, kept.chain(value.map(|value| (name, value))))
    }

    /// The address `path` with these values and one more.
    pub(crate) fn and(&self, path: &str, name: &str, value: &str) -> String {
        let kept = self.0.iter().filter(|pair| !pair.1.trim().is_empty());
        written(path, kept.map(|pair| (pair.0.as_str(), pair.1.as_str())).chain([(name, value)]))
    }
}

/// `path?name=value&…`.
pub(crate) fn written<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut address = path.to_owned();
    for (index, (name, value)) in pairs.enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        address.push_str(&encoded(name));
        address.push('=');
        address.push_str(&encoded(value));
    }
    address
}

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(pairs)) => Ok(Self(pairs)),
            Err(_) => Err(Failure::asked("what follows the `?` of the address can't be read")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_that_an_id_may_have_anything_in_it() {
        assert_eq!(row_link("a/b c#d?#s1"), "/reports/a%2Fb%20c%23d%3F#s1");
    }

    #[test]
    fn it_knows_that_a_link_keeps_what_was_asked() {
        let params = Params(vec![("q".into(), "a&b".into()), ("page".into(), "2".into())]);
        assert_eq!(params.with("/search", "page", Some("3")), "/search?q=a%26b&page=3");
        assert_eq!(params.with("/search", "page", None), "/search?q=a%26b");
        assert_eq!(params.and("/brief", "without", "x#s1"), "/brief?q=a%26b&page=2&without=x%23s1");
    }
}
