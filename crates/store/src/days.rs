//! Dates as reports give them: `2022-10-13`, `2022-10`, `2022`, `2022-10-13T09:00:00Z`, or a stretch
//! `2022-10-13/2022-10-15`. A partial date stands for all its days, so `2022-10` and `2022-10-05` meet.

/// The first and the last day a date may stand for, as text that sorts as days do.
///
/// A month ends on `31` whatever its length: the text is only compared, never shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) first: String,
    pub(crate) last: String,
}

impl Days {
    /// The days of an ISO 8601 date or stretch; `None` when it is neither.
    pub(crate) fn of(value: &str) -> Option<Self> {
        let value = value.trim();
        if let Some((from, to)) = value.split_once('/') {
            return Some(Self { first: Self::of_one(from)?.first, last: Self::of_one(to)?.last });
        }
        Self::of_one(value)
    }

    fn of_one(value: &str) -> Option<Self> {
        let date = value.split(['T', ' ']).next().unwrap_or(value);
        let mut parts = date.split('-');
        let year = digits(parts.next()?, 4, 0, 9999)?;
        let month = parts.next().map(|part| digits(part, 2, 1, 12));
        let day = parts.next().map(|part| digits(part, 2, 1, 31));
        if parts.next().is_some() {
            return None;
        }
        let (first, last) = match (month, day) {
            (None, _) => (format!("{year}-01-01"), format!("{year}-12-31")),
            (Some(month), None) => {
                let month = month?;
                (format!("{year}-{month}-01"), format!("{year}-{month}-31"))
            }
            (Some(month), Some(day)) => {
                let day = format!("{year}-{}-{}", month?, day?);
                (day.clone(), day)
            }
        };
        Some(Self { first, last })
    }
}

/// `part` when it has `width` digits and lies within the bounds.
fn digits(part: &str, width: usize, least: u32, most: u32) -> Option<&str> {
    let numeric = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = if numeric { part.parse().ok()? } else { return None };
    (least..=most).contains(&number).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: Option<(&str, &str)>) {
        let days = Days::of(value);
        let days = days.as_ref().map(|days| (days.first.as_str(), days.last.as_str()));
        assert_eq!(days, expected, "{value}");
    }

    #[test]
    fn it_knows_that_a_partial_date_stands_for_all_its_days() {
        check("2022", Some(("2022-01-01", "2022-12-31")));
        check("2022-10", Some(("2022-10-01", "2022-10-31")));
        check("2022-10-05", Some(("2022-10-05", "2022-10-05")));
        check("2022-10-05T23:10:00+02:00", Some(("2022-10-05", "2022-10-05")));
        check("2022-10-13/2022-10-15", Some(("2022-10-13", "2022-10-15")));
    }

    #[test]
    fn it_knows_that_words_are_no_date() {
        for value in ["", "yesterday", "2022-13", "2022-1-1", "22-10-05", "2022-10-05-01", "2022-10-32", "/"]
        {
            check(value, None);
        }
    }
}
