//! When a report was published: the dates of metadata, addresses and of lines that speak of the report.
//!
//! > Published: 5 March 2024
//!
//! is `2024-03-05`. A date that could be read two ways (`05/03/2024`), or that no calendar has
//! (`2024-02-31`), is no date; a year is never guessed.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822;

/// Years a report can carry: before 1900 and after 2199 a number is something else.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The date a metadata field gives, as ISO 8601, with its time where one is given. `None` when it is no
/// date, or not one date.
pub(crate) fn value(given: &str) -> Option<String> {
    let given = given.trim();
    let year_fits = |date: &Date| YEARS.contains(&date.year());
    if given.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(given);
    }
    if let Some(moment) = basic(given).or_else(|| iso(given)) {
        return Some(moment);
    }
    if let Ok(moment) = rfc2822::parse(given) {
        let datetime = moment.datetime();
        return year_fits(&datetime.date())
            .then(|| format!("{}{}", stamp(datetime), offset(moment.offset().seconds())));
    }
    let (date, _) = leading(given)?;
    Some(date.to_string())
}

/// `2024-03-05`, `2024-03-05T10:00:00Z`, `2024-03-05 10:00:00+0300`, `2024-03`, `2024`.
fn iso(given: &str) -> Option<String> {
    let bytes = given.as_bytes();
    let year = number(given.get(..4)?)?;
    if !YEARS.contains(&year) {
        return None;
    }
    if given.len() == 7 && matches!(bytes[4], b'-') {
        let month: i8 = number(&given[5..])?;
        return (1..=12).contains(&month).then(|| given.to_owned());
    }
    let date = given.get(..10)?;
    let date = civil(year, number(date.get(5..7)?)?, number(date.get(8..10)?)?)
        .filter(|_| matches!((bytes[4], bytes[7]), (b'-', b'-') | (b'/', b'/') | (b'.', b'.')))?;
    let rest = given[10..].trim();
    if rest.is_empty() {
        return Some(date.to_string());
    }
    // What follows the day may be any of many spellings of a time; the day stands without it.
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest);
    let canonical = format!("{date}T{}", rest.replace(' ', "").replace("UTC", "Z").replace("GMT", "Z"));
    if let Ok(datetime) = canonical.parse::<DateTime>()
        && !canonical.ends_with(['Z', 'z'])
        && !rest.contains(['+', '-'])
    {
        return Some(stamp(datetime));
    }
    if let Ok(pieces) = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(&canonical)
        && let (Some(time), Some(zone)) = (pieces.time(), pieces.to_numeric_offset())
    {
        return Some(format!("{}{}", stamp(date.to_datetime(time)), offset(zone.seconds())));
    }
    rest.starts_with(|c: char| c.is_ascii_digit()).then(|| date.to_string())
}

/// `20220304T120000Z`.
fn basic(given: &str) -> Option<String> {
    let (day, time) = given.split_once(['T', 't'])?;
    let date = packed(day)?;
    let zone = if time.ends_with(['Z', 'z']) { "Z" } else { "" };
    let time = time.trim_end_matches(['Z', 'z']);
    if time.len() != 6 {
        return None;
    }
    let part = |from: usize| time.get(from..from + 2).and_then(number::<i8>);
    let time = jiff::civil::Time::new(part(0)?, part(2)?, part(4)?, 0).ok()?;
    Some(format!("{}{zone}", stamp(date.to_datetime(time))))
}

/// `20240305`, or seconds or milliseconds since 1970.
fn digits(given: &str) -> Option<String> {
    match given.len() {
        8 => packed(given).map(|date| date.to_string()),
        14 => basic(&format!("{}T{}", &given[..8], &given[8..])),
        9 | 10 => moment(given.parse().ok()?),
        12 | 13 => moment(given.parse::<i64>().ok()? / 1000),
        _ => None,
    }
}

fn moment(seconds: i64) -> Option<String> {
    let moment = Timestamp::from_second(seconds).ok()?;
    Some(moment.to_string())
}

fn packed(given: &str) -> Option<Date> {
    if given.len() != 8 || !given.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    civil(number(&given[..4])?, number(&given[4..6])?, number(&given[6..])?)
}

fn number<N: std::str::FromStr>(digits: &str) -> Option<N> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn civil(year: i16, month: i8, day: i8) -> Option<Date> {
    YEARS.contains(&year).then(|| Date::new(year, month, day).ok())?
}

fn stamp(datetime: DateTime) -> String {
    datetime.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

fn offset(seconds: i32) -> String {
    if seconds == 0 {
        return "Z".to_owned();
    }
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The date in an address: `/2024/03/05/`, `/2024/mar/05/`, `/2024-03-05-`, `/20240305/`.
pub(crate) fn in_url(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).filter(|part| !part.is_empty()).collect();
    parts
        .iter()
        .find_map(|part| packed(part))
        .or_else(|| {
            parts.windows(3).find_map(|three| {
                let &[year, month, day] = three else { return None };
                if year.len() != 4 || day.len() > 2 {
                    return None;
                }
                let month = if month.len() <= 2 { number(month) } else { month_named(month) };
                civil(number(year)?, month?, number(day)?)
            })
        })
        .filter(|date| date.year() >= 1990)
        .map(|date| date.to_string())
}

/// The full date that `text` begins with, after a weekday where there is one, and the bytes it takes.
///
/// `Tuesday, March 5, 2024`, `5 March 2024`, `5th of March, 2024`, `Mar. 5 2024`, `05.03.2024` (only where
/// day and month cannot be swapped), `2024-03-05`.
pub(crate) fn leading(text: &str) -> Option<(Date, usize)> {
    let mut words = Words { text, at: 0 };
    let mut first = words.next()?;
    if is_weekday(first) {
        first = words.next()?;
    }
    let date = if let Some(month) = month_named(first) {
        let day = words.day()?;
        civil(words.year()?, month, day)?
    } else if let Some(date) = numeric(first) {
        date
    } else {
        let day = ordinal(first)?;
        let mut month = words.next()?;
        if month.eq_ignore_ascii_case("of") {
            month = words.next()?;
        }
        civil(words.year()?, month_named(month)?, day)?
    };
    Some((date, words.at))
}

/// True for `Tuesday` and `Tue`.
pub(crate) fn is_weekday(word: &str) -> bool {
    DAYS.iter().any(|day| is_short_or_full(word, day))
}

/// `2024-03-05`, and `25.03.2024` or `03/25/2024` where only one reading is a date.
fn numeric(word: &str) -> Option<Date> {
    let parts: Vec<&str> = word.split(['.', '/', '-']).collect();
    let &[first, second, third] = parts.as_slice() else { return None };
    if first.len() == 4 {
        return civil(number(first)?, number(second)?, number(third)?);
    }
    if third.len() != 4 || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let (first, second, year) = (number(first)?, number(second)?, number(third)?);
    match (civil(year, second, first), civil(year, first, second)) {
        (Some(date), None) | (None, Some(date)) => Some(date),
        (Some(one), Some(other)) => (one == other).then_some(one),
        (None, None) => None,
    }
}

/// Words parted by white space and commas, with the bytes read so far.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    fn next(&mut self) -> Option<&'t str> {
        let rest = &self.text[self.at..];
        let skipped = rest.len() - rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace()).len();
        let rest = &rest[skipped..];
        let end = rest.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(rest.len());
        // A date is short; a "word" of a thousand letters is none of it.
        if end == 0 || end > 24 {
            return None;
        }
        self.at += skipped + end;
        Some(&rest[..end])
    }

    fn day(&mut self) -> Option<i8> {
        self.next().and_then(ordinal)
    }

    fn year(&mut self) -> Option<i16> {
        let word = self.next()?;
        let digits = word.trim_end_matches(['.', ':', ';', ')', '|', '-', '–', '—']);
        // What follows the year is not part of the date.
        self.at -= word.len() - digits.len();
        if digits.len() == 4 { number(digits) } else { None }
    }
}

fn ordinal(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches('.').trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word.trim_end_matches('.')[digits.len()..];
    let known = matches!(suffix.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th");
    if known && digits.len() <= 2 { number(digits) } else { None }
}

/// The number of the month named in full, by its first three letters, or as `Sept.`.
pub(crate) fn month_named(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let found = MONTHS.iter().position(|month| {
        is_short_or_full(word, month) || (word.eq_ignore_ascii_case("sept") && *month == "september")
    })?;
    i8::try_from(found + 1).ok()
}

/// True for `Tue`, `tue.` and `Tuesday`, and for `Tues` and `Thurs`.
fn is_short_or_full(word: &str, full: &str) -> bool {
    let word = word.trim_end_matches(['.', ':']);
    let short = |length: usize| {
        word.len() == length && full.as_bytes()[..length].eq_ignore_ascii_case(word.as_bytes())
    };
    short(3)
        || word.eq_ignore_ascii_case(full)
        || (full.ends_with("sday") && full.len() > 6 && (short(4) || short(5)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(given: &str, expected: Option<&str>) {
        assert_eq!(value(given).as_deref(), expected, "{given}");
    }

    #[test]
    fn it_knows_the_dates_that_collections_write() {
        check("2024-03-05", Some("2024-03-05"));
        check("2024-03-05T10:20:30Z", Some("2024-03-05T10:20:30Z"));
        check("2024-03-05T10:20:30.123Z", Some("2024-03-05T10:20:30Z"));
        check("2024-03-05 10:20:30+03:00", Some("2024-03-05T10:20:30+03:00"));
        check("2024-03-05 10:20", Some("2024-03-05T10:20:00"));
        check("2024-03", Some("2024-03"));
        check("20220304T120000Z", Some("2022-03-04T12:00:00Z"));
        check("20220304", Some("2022-03-04"));
        check("Tue, 05 Mar 2024 10:20:30 GMT", Some("2024-03-05T10:20:30Z"));
        check("1709633000", Some("2024-03-05T10:03:20Z"));
        check("1709633000000", Some("2024-03-05T10:03:20Z"));
        check("5 March 2024", Some("2024-03-05"));
        check("March 5, 2024", Some("2024-03-05"));
        check("Tuesday, Mar. 5th, 2024 at noon", Some("2024-03-05"));
    }

    #[test]
    fn it_knows_that_a_date_with_two_readings_is_no_date() {
        check("05.03.2024", None);
        check("25.03.2024", Some("2024-03-25"));
        check("03/25/2024", Some("2024-03-25"));
        check("05.05.2024", Some("2024-05-05"));
    }

    #[test]
    fn it_knows_that_no_calendar_has_a_31st_of_february() {
        check("2024-02-31", None);
        check("2024-02-31T10:00:00Z", None);
        check("31 February 2024", None);
        check("2023-13-01", None);
        check("yesterday", None);
        check("0", None);
        check("", None);
    }

    #[test]
    fn it_knows_that_an_address_may_carry_the_day() {
        let day = |url| in_url(url).unwrap_or_default();
        assert_eq!(day("https://example.org/2024/03/05/talks-resume"), "2024-03-05");
        assert_eq!(day("https://example.org/world/2024/mar/05/talks"), "2024-03-05");
        assert_eq!(day("https://example.org/news-2024-03-05-talks"), "2024-03-05");
        assert_eq!(day("https://example.org/20240305/a.html"), "2024-03-05");
        assert_eq!(day("https://example.org/2024/03/talks-resume"), "");
        assert_eq!(day("https://example.org/story/12345678"), "");
    }

    proptest! {
        #[test]
        fn it_knows_that_any_words_are_safe_to_read(given in "\\PC{0,40}") {
            let read = value(&given);
            prop_assert!(read.is_none_or(|date| date.len() >= 7));
            in_url(&given);
            if let Some((_, end)) = leading(&given) {
                prop_assert!(given.is_char_boundary(end));
            }
        }

        #[test]
        fn it_knows_that_almost_dates_are_safe_to_read(given in "[0-9]{1,5}[-/. T:]?[0-9]{0,3}[-/. ,]?[0-9A-Za-z:+]{0,12}") {
            value(&given);
            in_url(&given);
        }
    }
}
