//! Text and the day of the report in, `expression = value` lines out. `?` stands for no value, with the
//! TIMEX3 value behind it.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

/// Reads `text` as published on `published` (a Friday in most tests), or undated for an empty string.
fn check(published: &str, text: &str, expected: Expect) {
    let rows: Vec<String> = dates(text, published.parse().ok())
        .iter()
        .map(|found| {
            let value = found.value.map(|value| value.to_string());
            let timex = || found.timex.as_ref().map_or("?".to_owned(), |timex| format!("? {timex}"));
            let order = found.order.map_or(String::new(), |order| format!(" {}", order.name()));
            format!("{} = {}{order}", found.span.of(text), value.unwrap_or_else(timex))
        })
        .collect();
    expected.assert_eq(&rows.join("\n"));
}

const FRIDAY: &str = "2010-06-25";

#[test]
fn it_knows_that_a_weekday_in_the_news_is_the_last_one() {
    check(
        FRIDAY,
        "Envoys met on Thursday and left on Friday.",
        expect![[r#"
        Thursday = 2010-06-24
        Friday = 2010-06-25"#]],
    );
}

#[test]
fn it_knows_that_a_planned_weekday_is_the_next_one() {
    check(
        FRIDAY,
        "The envoys will meet on Monday. They are to sign on Tuesday. A vote is due Wednesday.",
        expect![[r#"
            Monday = 2010-06-28
            Tuesday = 2010-06-29
            Wednesday = 2010-06-30"#]],
    );
}

#[test]
fn it_knows_that_an_agreement_to_do_something_has_already_been_made() {
    check(
        FRIDAY,
        "The two sides agreed on Monday to hold talks on Sunday.",
        expect![[r#"
        Monday = 2010-06-21
        Sunday = 2010-06-27"#]],
    );
}

#[test]
fn it_knows_that_said_weekdays_are_counted_from_the_report() {
    check(
        FRIDAY,
        "It began last Friday, paused this Wednesday and ends next Friday.",
        expect![[r#"
        last Friday = 2010-06-18
        this Wednesday = 2010-06-23
        next Friday = 2010-07-02"#]],
    );
}

#[test]
fn it_knows_that_a_deadline_lies_ahead() {
    check(FRIDAY, "The council postponed the vote until Tuesday.", expect!["Tuesday = 2010-06-29"]);
}

#[test]
fn it_knows_that_sunday_newspapers_and_shopping_days_are_no_days() {
    check(FRIDAY, "The Sunday Times wrote about Black Friday and Bloody Sunday.", expect![""]);
}

#[test]
fn it_knows_that_the_sun_and_the_past_of_to_sit_are_no_days() {
    check(FRIDAY, "The delegates sat in the sun. Sat phones failed. Mr Sun wed in the hall.", expect![""]);
}

#[test]
fn it_knows_that_parts_of_days_belong_to_their_day() {
    check(
        FRIDAY,
        "Shells fell this morning, last night, on Sunday evening and overnight. Talks go on tonight.",
        expect![[r#"
            this morning = 2010-06-25
            last night = 2010-06-24
            Sunday evening = 2010-06-20
            overnight = 2010-06-24/2010-06-25
            tonight = 2010-06-25"#]],
    );
}

#[test]
fn it_knows_that_days_around_today_are_days() {
    check(
        FRIDAY,
        "He came the day before yesterday, spoke yesterday, rests today, leaves tomorrow and returns the day after \
         tomorrow.",
        expect![[r#"
            the day before yesterday = 2010-06-23
            yesterday = 2010-06-24
            today = 2010-06-25
            tomorrow = 2010-06-26
            the day after tomorrow = 2010-06-27"#]],
    );
}

#[test]
fn it_knows_that_dates_are_written_in_many_ways() {
    check(
        "",
        "Talks on March 10, 2011, 10 March 2011, the 10th of March 2011, 2011-03-10, 2011/03/10, 27/03/2011, Mar. 10, \
         2011, Thursday, March 10, 2011 and in March 2011.",
        expect![[r#"
            March 10, 2011 = 2011-03-10
            10 March 2011 = 2011-03-10
            the 10th of March 2011 = 2011-03-10
            2011-03-10 = 2011-03-10
            2011/03/10 = 2011-03-10
            27/03/2011 = 2011-03-27
            Mar. 10, 2011 = 2011-03-10
            Thursday, March 10, 2011 = 2011-03-10
            March 2011 = 2011-03"#]],
    );
}

#[test]
fn it_knows_that_a_date_with_two_readings_is_told_by_the_day_of_the_report() {
    check(
        FRIDAY,
        "Posted on 06/07/2010. Updated 24-06-2010.",
        expect![[r#"
        06/07/2010 = ?
        24-06-2010 = 2010-06-24"#]],
    );
    check("2010-07-05", "Posted on 06/07/2010.", expect!["06/07/2010 = 2010-07-06"]);
}

#[test]
fn it_knows_that_a_quarter_of_something_is_no_time() {
    check(
        FRIDAY,
        "More than a quarter of a million fled in a week-long battle.",
        expect!["week-long = ? P1W"],
    );
}

#[test]
fn it_knows_that_a_date_with_two_readings_has_no_value() {
    check(FRIDAY, "The letter of 03/04/2010 arrived.", expect!["03/04/2010 = ?"]);
}

#[test]
fn it_knows_that_an_impossible_date_has_no_value() {
    check(
        FRIDAY,
        "It was dated 31 February 2010, then May 45, then 2010-13-40.",
        expect![[r#"
        31 February 2010 = ?
        May 45 = ?
        2010-13-40 = ?"#]],
    );
}

#[test]
fn it_knows_that_a_day_without_a_year_is_the_nearest_one() {
    check(
        FRIDAY,
        "They met on 9 June. They meet again on 2 July. The truce of December 30 holds.",
        expect![[r#"
            9 June = 2010-06-09
            2 July = 2010-07-02
            December 30 = 2009-12-30"#]],
    );
}

#[test]
fn it_knows_that_a_story_goes_on_in_the_year_it_has_given() {
    check(
        FRIDAY,
        "The truce was signed on November 15, 2007. On November 21 it broke down.\n\nOn May 3 another was signed.",
        expect![[r#"
            November 15, 2007 = 2007-11-15
            November 21 = 2007-11-21
            May 3 = 2010-05-03"#]],
    );
}

#[test]
fn it_knows_that_a_month_is_the_last_one_unless_planned() {
    check(
        FRIDAY,
        "The ministers met in March and last October. The court will decide in September. It opens next May.",
        expect![[r#"
            March = 2010-03
            last October = 2009-10
            September = 2010-09
            next May = 2011-05"#]],
    );
}

#[test]
fn it_knows_that_may_and_march_are_verbs_and_names_as_well() {
    check(
        FRIDAY,
        "May the truce hold. They may march. March on, he said. Theresa May may speak. April Jones and June Miller \
         agreed. An august body met.",
        expect![""],
    );
}

#[test]
fn it_knows_that_ranges_have_two_ends() {
    check(
        FRIDAY,
        "The session of December 5–6, from 3 to 5 May, on 5-6 June, between March and May 2009, from 28 February to 3 \
         March, in 1994-96 and from 2001 to 2003.",
        expect![[r#"
            December 5–6 = 2010-12-05/2010-12-06
            3 to 5 May = 2010-05-03/2010-05-05
            5-6 June = 2010-06-05/2010-06-06
            March and May 2009 = 2009-03-01/2009-05-31
            28 February to 3 March = 2010-02-28/2010-03-03
            1994-96 = 1994-01-01/1996-12-31
            2001 to 2003 = 2001-01-01/2003-12-31"#]],
    );
}

#[test]
fn it_knows_that_numbers_joined_by_dashes_are_not_all_ranges() {
    check(FRIDAY, "They lost 3-5 and voted 12-14 on draft 2010-A of document 1540-2004-7.", expect![""]);
}

#[test]
fn it_knows_that_early_and_late_stay_with_their_month() {
    check(
        FRIDAY,
        "Since late August, in mid-2009, early this month, earlier in the year and at the end of 2008.",
        expect![[r#"
            late August = 2009-08
            mid-2009 = 2009
            early this month = 2010-06
            earlier in the year = 2010
            the end of 2008 = 2008"#]],
    );
}

#[test]
fn it_knows_that_weeks_are_seven_days() {
    check(
        FRIDAY,
        "This week, last week, next week, two weeks ago and over the weekend.",
        expect![[r#"
        This week = 2010-06-21/2010-06-27
        last week = 2010-06-14/2010-06-20
        next week = 2010-06-28/2010-07-04
        two weeks ago = 2010-06-07/2010-06-13
        the weekend = 2010-06-19/2010-06-20"#]],
    );
}

#[test]
fn it_knows_how_far_back_ago_reaches() {
    check(
        FRIDAY,
        "Three days ago, two months ago, five years ago, years ago, a decade ago and thirty years ago.",
        expect![[r#"
            Three days ago = 2010-06-22
            two months ago = 2010-04
            five years ago = 2005
            years ago = ? PAST_REF
            a decade ago = ? 2000
            thirty years ago = ? 1980"#]],
    );
}

#[test]
fn it_knows_that_later_counts_from_the_day_the_report_speaks_of() {
    check(
        FRIDAY,
        "The siege began on 3 May. The next day shops closed. Two days later it ended. The same day talks began.",
        expect![[r#"
            3 May = 2010-05-03
            The next day = 2010-05-04
            Two days later = 2010-05-06
            The same day = 2010-05-06"#]],
    );
}

#[test]
fn it_knows_that_later_than_nothing_said_has_no_value() {
    check(
        "",
        "Two days later it ended. The next day talks began.",
        expect![[r#"
        Two days later = ?
        The next day = ?"#]],
    );
}

#[test]
fn it_knows_that_days_after_something_are_an_order_and_no_date() {
    check(
        FRIDAY,
        "It came days after the vote, two weeks before the summit.",
        expect![[r#"
        days = ? PXD after
        two weeks = ? P2W before"#]],
    );
}

#[test]
fn it_knows_that_years_are_not_amounts() {
    check(
        FRIDAY,
        "In 2004, since 2006, the 1998 accord. But 2,004 troops, $2000, 1990 soldiers, more than 2005, Su-2009, \
         version 2.2010 and resolution 1929.",
        expect![[r#"
            2004 = 2004
            2006 = 2006
            1998 = 1998"#]],
    );
}

#[test]
fn it_knows_that_decades_and_centuries_are_long() {
    check(
        FRIDAY,
        "In the early 1990s, the '80s, the nineties and the 19th century.",
        expect![[r#"
        the early 1990s = 1990-01-01/1999-12-31
        the '80s = 1980-01-01/1989-12-31
        the nineties = 1990-01-01/1999-12-31
        the 19th century = 1800-01-01/1899-12-31"#]],
    );
}

#[test]
fn it_knows_that_a_man_in_his_nineties_is_no_decade() {
    check(FRIDAY, "A man in his nineties, a 24-year-old and a child two years old fled.", expect![""]);
}

#[test]
fn it_knows_that_lengths_have_no_value_of_their_own() {
    check(
        FRIDAY,
        "For two years, the past six months, in the coming days, a 10-hour meeting, twenty-four hours, half an hour, \
         within a week.",
        expect![[r#"
            two years = ? P2Y
            the past six months = ? P6M
            the coming days = ? PXD
            10-hour = ? PT10H
            twenty-four hours = ? PT24H
            half an hour = ? PT30M
            a week = ? P1W"#]],
    );
}

#[test]
fn it_knows_that_a_rate_is_no_length() {
    check(FRIDAY, "It costs $5 a day. Three quarters of the town and two-thirds burned.", expect![""]);
}

#[test]
fn it_knows_that_some_things_come_again() {
    check(
        FRIDAY,
        "They meet every Monday, daily, each month and annually.",
        expect![[r#"
        every Monday = ? XXXX-WXX-1
        daily = ? P1D
        each month = ? P1M
        annually = ? P1Y"#]],
    );
}

#[test]
fn it_knows_that_a_daily_paper_may_be_a_name() {
    check(FRIDAY, "He told the Daily Courier so.", expect![""]);
}

#[test]
fn it_knows_that_seasons_and_quarters_have_their_years() {
    check(
        FRIDAY,
        "Last summer, in the spring of 2008, last winter, in the first quarter, the third quarter of 2009, fiscal 2008.",
        expect![[r#"
            Last summer = 2009
            the spring of 2008 = 2008
            last winter = ? 2009-WI
            the first quarter = 2010-01-01/2010-03-31
            the third quarter of 2009 = 2009-07-01/2009-09-30
            fiscal 2008 = ? 2008"#]],
    );
}

#[test]
fn it_knows_that_a_spring_may_be_water_and_a_fall_a_fall() {
    check(
        FRIDAY,
        "The spring dried up. Prices fall. A first half hour passed. Quarters were searched.",
        expect![""],
    );
}

#[test]
fn it_knows_that_easter_comes_twice() {
    check(
        FRIDAY,
        "An Easter truce held. Easter Island and a Christmas-themed show did not.",
        expect!["Easter = ? 2010-04-04"],
    );
}

#[test]
fn it_knows_that_a_numbered_order_has_one_date() {
    check(
        FRIDAY,
        "Order No. 95 of March 5, 2010 and the 5th of March 2010.",
        expect![[r#"
        March 5, 2010 = 2010-03-05
        the 5th of March 2010 = 2010-03-05"#]],
    );
}

#[test]
fn it_knows_that_a_report_does_not_tell_of_months_to_come() {
    check(
        FRIDAY,
        "Posted 25 June 2010. The siege began in August and reached the port in February.",
        expect![[r#"
            25 June 2010 = 2010-06-25
            August = 2009-08
            February = 2010-02"#]],
    );
    check(
        FRIDAY,
        "It broke out on 3 March 2008. That July it spread.",
        expect![[r#"
        3 March 2008 = 2008-03-03
        That July = 2008-07"#]],
    );
}

#[test]
fn it_knows_that_two_clock_times_are_no_days() {
    check(
        FRIDAY,
        "A curfew holds between 10 p.m. and 4 a.m. on May 4 or 5.",
        expect![[r#"
        10 p.m. = ? 2010-06-25T22:00
        4 a.m. on May 4 = 2010-05-04"#]],
    );
}

#[test]
fn it_knows_that_holidays_are_days() {
    check(
        FRIDAY,
        "At Christmas, on New Year's Eve, last Thanksgiving, on Boxing Day 2008.",
        expect![[r#"
            Christmas = 2009-12-25
            New Year's Eve = 2009-12-31
            last Thanksgiving = 2009-11-26
            Boxing Day 2008 = 2008-12-26"#]],
    );
}

#[test]
fn it_knows_that_clocks_stand_on_days() {
    check(
        FRIDAY,
        "At 9:00 a.m. Tuesday guns fell silent. At 14:30 GMT they fired, at noon they stopped, by 5 p.m. EST, June 20, \
         they left.",
        expect![[r#"
            9:00 a.m. Tuesday = 2010-06-22
            14:30 GMT = 2010-06-22
            noon = 2010-06-22
            5 p.m. EST, June 20 = 2010-06-20"#]],
    );
}

#[test]
fn it_knows_that_scores_and_verses_are_no_clock_times() {
    check(FRIDAY, "The vote was 14:30 and the text, John 3:16, was read by 9 delegates.", expect![""]);
}

#[test]
fn it_knows_that_now_and_then_have_no_value() {
    check(
        FRIDAY,
        "He is now silent, was recently ill and spoke of the past and the future.",
        expect![[r#"
        now = ? PRESENT_REF
        recently = ? PAST_REF
        the past = ? PAST_REF
        the future = ? FUTURE_REF"#]],
    );
}

#[test]
fn it_knows_that_without_a_day_of_the_report_nothing_is_counted_from_it() {
    check(
        "",
        "On Thursday, yesterday, last week and on 9 June. In July 2009 it began.",
        expect![[r#"
        Thursday = ?
        yesterday = ?
        last week = ?
        9 June = ?
        July 2009 = 2009-07"#]],
    );
}

#[test]
fn it_knows_that_addresses_hold_no_dates() {
    check(
        FRIDAY,
        "See https://example.org/2010/06/25/talks and www.example.org/2009 or 2010@example.org.",
        expect![""],
    );
}

#[test]
fn it_knows_that_the_nth_belongs_to_a_month() {
    check(
        FRIDAY,
        "They met on June 3 and again on the 24th. The 5th brigade and the 38th parallel held.",
        expect![[r#"
            June 3 = 2010-06-03
            the 24th = 2010-06-24"#]],
    );
}

proptest! {
    #[test]
    fn it_knows_that_any_text_is_read(text in "\\PC{0,200}", day in 0i32..400_000) {
        let published = Date::new(1, 1, 1).ok().and_then(|first| calendar::moved(first, i64::from(day)));
        in_order(&text, &dates(&text, published));
    }

    #[test]
    fn it_knows_that_any_calendar_words_are_read(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..40),
        day in 0i32..3_660_000,
    ) {
        let text = words.concat();
        let published = Date::new(1, 1, 1).ok().and_then(|first| calendar::moved(first, i64::from(day)));
        in_order(&text, &dates(&text, published));
    }
}

const WORDS: [&str; 74] = [
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "-",
    "–",
    "/",
    ":",
    "\n\n",
    "’s ",
    "'s ",
    "the ",
    "last ",
    "next ",
    "this ",
    "of ",
    "in ",
    "on ",
    "two ",
    "a ",
    "few ",
    "half ",
    "99999999999",
    "0",
    "1",
    "9",
    "12",
    "31",
    "45",
    "2011",
    "1990s",
    "'90s",
    "24th",
    "first ",
    "second ",
    "third ",
    "March",
    "May",
    "Feb.",
    "Monday",
    "Sun.",
    "quarter",
    "year",
    "years",
    "days",
    "week",
    "weekend",
    "century",
    "decades",
    "ago",
    " later",
    " earlier",
    " after ",
    " before ",
    "to ",
    "and ",
    "from ",
    "between ",
    "a.m.",
    "pm ",
    "GMT ",
    "morning",
    "night",
    "summer",
    "fiscal ",
    "Christmas ",
    "Easter ",
    "New Year's Eve",
    "will ",
    "said ",
    "every ",
    "thousand ",
    "nineteen ",
];

fn in_order(text: &str, found: &[Expression]) {
    let mut end = 0;
    for expression in found {
        assert!(end <= expression.span.start && expression.span.start < expression.span.end, "in order");
        assert!(!expression.span.of(text).is_empty());
        end = expression.span.end;
    }
}
