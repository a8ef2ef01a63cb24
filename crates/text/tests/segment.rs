//! What a reader gets from a text: a sentence a line, its tokens parted by `|`.

use expect_test::{Expect, expect};
use text::{Span, Zone, ZoneKind, segment};

fn check(text: &str, sentences: Expect) {
    check_layout(text, &[], sentences);
}

fn check_layout(text: &str, layout: &[Zone], sentences: Expect) {
    let segments = segment(text, layout);
    let mut lines = String::new();
    for sentence in &segments.sentences {
        let tokens: Vec<&str> =
            segments.tokens[sentence.tokens.clone()].iter().map(|token| token.span.of(text)).collect();
        lines.push_str(&tokens.join("|"));
        lines.push('\n');
    }
    sentences.assert_eq(&lines);
}

mod tokens {
    use super::*;

    #[test]
    fn a_clitic_is_a_token() {
        check(
            "She can't say what Iran's and the states' envoys won't do; they cannot, it's over.",
            expect![[r#"
                She|ca|n't|say|what|Iran|'s|and|the|states|'|envoys|wo|n't|do|;|they|can|not|,|it|'s|over|.
            "#]],
        );
    }

    #[test]
    fn curly_apostrophes_cut_like_straight_ones() {
        check(
            "Iran’s envoy doesn’t know who’d go, and we’re gonna wait.",
            expect![[r#"
            Iran|’s|envoy|does|n’t|know|who|’d|go|,|and|we|’re|gon|na|wait|.
        "#]],
        );
    }

    #[test]
    fn a_name_with_an_apostrophe_is_whole() {
        check(
            "O'Hara flew to Sana'a at two o'clock.",
            expect![[r#"
            O'Hara|flew|to|Sana'a|at|two|o'clock|.
        "#]],
        );
    }

    #[test]
    fn a_clitic_that_was_spaced_out_is_read_as_it_stands() {
        check(
            "Iran 's envoy and Malta ' s hosts are pro - talks .",
            expect![[r#"
            Iran|'s|envoy|and|Malta|'|s|hosts|are|pro|-|talks|.
        "#]],
        );
    }

    #[test]
    fn hyphens_part_words_but_not_prefixes() {
        check(
            "The US-backed ex-minister and the anti-war co-chair met al-Karim, a 54-year-old.",
            expect![[r#"
                The|US|-|backed|ex-minister|and|the|anti-war|co-chair|met|al|-|Karim|,|a|54|-|year|-|old|.
            "#]],
        );
    }

    #[test]
    fn a_telephone_number_and_a_date_are_whole_and_a_range_is_not() {
        check(
            "Call 555-0134 before 2024-03-05 for the 5-10 places of 2019-2021.",
            expect![[r#"
            Call|555-0134|before|2024-03-05|for|the|5|-|10|places|of|2019|-|2021|.
        "#]],
        );
    }

    #[test]
    fn money_and_measures_are_parted() {
        check(
            "He paid $5m, US$1.2 billion, 20% and €3,000 at 10pm for 35mm shells.",
            expect![[r#"
            He|paid|$|5|m|,|US$|1.2|billion|,|20|%|and|€|3,000|at|10|pm|for|35|mm|shells|.
        "#]],
        );
    }

    #[test]
    fn ordinals_decades_and_years_are_whole() {
        check(
            "The 21st of May, the 1990s, the '60s and 9/11.",
            expect![[r#"
            The|21st|of|May|,|the|1990s|,|the|'60s|and|9/11|.
        "#]],
        );
    }

    #[test]
    fn slashes_part_words_but_not_dates() {
        check(
            "He and/or she replied on 03/05/2024 w/o aid.",
            expect![[r#"
            He|and|/|or|she|replied|on|03/05/2024|w/o|aid|.
        "#]],
        );
    }

    #[test]
    fn addresses_are_whole_without_the_stop_after_them() {
        check(
            "See https://example.org/a?b=c, www.example.org and (desk@example.org). Or example.com.",
            expect![[r#"
                See|https://example.org/a?b=c|,|www.example.org|and|(|desk@example.org|)|.
                Or|example.com|.
            "#]],
        );
    }

    #[test]
    fn a_missing_space_after_a_stop_is_forgiven() {
        check(
            "The talks failed.The envoys left.",
            expect![[r#"
            The|talks|failed|.
            The|envoys|left|.
        "#]],
        );
    }

    #[test]
    fn runs_of_marks_stay_together_and_different_marks_do_not() {
        check(
            "No... really?! (Yes) -- no [sic] ``so'' he said: “maybe”!",
            expect![[r#"
            No|...|really|?!
            (|Yes|)|--|no|[|sic|]|``|so|''|he|said|:|“|maybe|”|!
        "#]],
        );
    }

    #[test]
    fn pictures_and_tags_are_single_tokens() {
        check(
            "Peace 👍🏽🇲🇹 #Peace @desk :)",
            expect![[r#"
            Peace|👍🏽|🇲🇹|#Peace|@desk|:)
        "#]],
        );
    }

    #[test]
    fn an_abbreviation_keeps_its_stop_and_gives_it_up_at_the_end() {
        check(
            "Acme Inc. sued Beta Ltd. and Gamma, etc. The U.S. won in the U.N. court.",
            expect![[r#"
            Acme|Inc.|sued|Beta|Ltd.|and|Gamma|,|etc|.
            The|U.S.|won|in|the|U.N.|court|.
        "#]],
        );
        check(
            "They sold arms to Acme Inc.",
            expect![[r#"
            They|sold|arms|to|Acme|Inc|.
        "#]],
        );
    }

    #[test]
    fn no_is_a_number_only_before_one() {
        check(
            "Resolution No. 3 passed. They said no. Nothing moved.",
            expect![[r#"
            Resolution|No.|3|passed|.
            They|said|no|.
            Nothing|moved|.
        "#]],
        );
    }
}

mod sentences {
    use super::*;

    #[test]
    fn titles_end_no_sentence() {
        check(
            "Gen. Moor met Lt. Col. Ada Venn, Mr. Stone and Sen. Hale. Dr. Roe left.",
            expect![[r#"
            Gen.|Moor|met|Lt.|Col.|Ada|Venn|,|Mr.|Stone|and|Sen.|Hale|.
            Dr.|Roe|left|.
        "#]],
        );
    }

    #[test]
    fn initials_end_no_sentence_but_a_letter_can() {
        check(
            "J. R. Venn and George W. Hale won. They chose plan B. The rest slept.",
            expect![[r#"
            J.|R.|Venn|and|George|W.|Hale|won|.
            They|chose|plan|B|.
            The|rest|slept|.
        "#]],
        );
    }

    #[test]
    fn a_sentence_can_end_with_a_country_in_letters() {
        check(
            "He flew to the U.S. He saw the U.S. Embassy. U.S. forces left.",
            expect![[r#"
            He|flew|to|the|U.S.
            He|saw|the|U.S.|Embassy|.
            U.S.|forces|left|.
        "#]],
        );
    }

    #[test]
    fn months_and_hours_end_a_sentence_only_before_a_capital() {
        check(
            "They met on Jan. 5 at 5 p.m. Moscow time. Talks closed at 9 p.m. Envoys left.",
            expect![[r#"
            They|met|on|Jan.|5|at|5|p.m.|Moscow|time|.
            Talks|closed|at|9|p.m|.
            Envoys|left|.
        "#]],
        );
    }

    #[test]
    fn a_quotation_that_closes_after_the_stop_ends_with_it() {
        check(
            "\"We won't go.\" He said it twice. “Never.” Then he left.",
            expect![[r#"
            "|We|wo|n't|go|.|"
            He|said|it|twice|.
            “|Never|.|”
            Then|he|left|.
        "#]],
        );
    }

    #[test]
    fn a_question_goes_on_to_who_asked_it() {
        check(
            "\"Will they come?\" he asked. “Never!” Moor said. \"Will they?\" The hall was silent.",
            expect![[r#"
                "|Will|they|come|?|"|he|asked|.
                “|Never|!|”|Moor|said|.
                "|Will|they|?|"
                The|hall|was|silent|.
            "#]],
        );
    }

    #[test]
    fn a_short_attribution_belongs_to_its_quotation() {
        check(
            "“We demand a trial.” Venn said. “We demand it now.” Venn said nothing else.",
            expect![[r#"
            “|We|demand|a|trial|.|”|Venn|said|.
            “|We|demand|it|now|.|”
            Venn|said|nothing|else|.
        "#]],
        );
    }

    #[test]
    fn sentences_inside_a_quotation_are_cut() {
        check(
            "“We came. We saw. We left,” said Moor. Nobody objected.",
            expect![[r#"
            “|We|came|.
            We|saw|.
            We|left|,|”|said|Moor|.
            Nobody|objected|.
        "#]],
        );
    }

    #[test]
    fn a_spaced_out_mark_closes_where_it_opened() {
        check(
            "\" We trust the nations , \" he told reporters . \" They will act . \" Then he left .",
            expect![[r#"
                "|We|trust|the|nations|,|"|he|told|reporters|.
                "|They|will|act|.|"
                Then|he|left|.
            "#]],
        );
    }

    #[test]
    fn a_mark_left_at_the_end_of_a_line_opens_the_next() {
        check(
            "Moor spoke of a hidden plan. \"\nThe sanctions will fail, \" he told a crowd.\nHe left.",
            expect![[r#"
                Moor|spoke|of|a|hidden|plan|.
                "|The|sanctions|will|fail|,|"|he|told|a|crowd|.
                He|left|.
            "#]],
        );
    }

    #[test]
    fn a_mark_that_closes_at_the_end_of_a_line_stays() {
        check(
            "\" The sanctions will fail. \"\nMoor left the hall.",
            expect![[r#"
            "|The|sanctions|will|fail|.|"
            Moor|left|the|hall|.
        "#]],
        );
    }

    #[test]
    fn a_dateline_begins_a_sentence_and_ends_none() {
        check(
            "VALLETTA, March 10 (Agency) - Malta will host talks. Envoys come.",
            expect![[r#"
            VALLETTA|,|March|10|(|Agency|)|-|Malta|will|host|talks|.
            Envoys|come|.
        "#]],
        );
        check(
            "(adds reaction from the mission) GENEVA, Jan. 5 (Agency) - Talks began.",
            expect![[r#"
            (|adds|reaction|from|the|mission|)
            GENEVA|,|Jan.|5|(|Agency|)|-|Talks|began|.
        "#]],
        );
    }

    #[test]
    fn bullets_on_one_line_are_sentences() {
        check(
            "* Malta hosts talks * Vienna waits for word\n\\* Envoys leave \\* Talks end",
            expect![[r#"
            *|Malta|hosts|talks
            *|Vienna|waits|for|word
            \*|Envoys|leave
            \*|Talks|end
        "#]],
        );
    }

    #[test]
    fn a_product_is_no_bullet() {
        check(
            "The area is 3 * 4 metres and not 5 * x metres.",
            expect![[r#"
                The|area|is|3|*|4|metres|and|not|5|*|x|metres|.
            "#]],
        );
    }

    #[test]
    fn an_interview_is_cut_at_its_turns() {
        check(
            "Q: Will you go? A: We will not. Moor: I never said so.",
            expect![[r#"
            Q|:|Will|you|go|?
            A|:|We|will|not|.
            Moor|:|I|never|said|so|.
        "#]],
        );
    }

    #[test]
    fn dots_end_a_sentence_only_before_a_capital() {
        check(
            "We hoped... and waited. It failed... Nobody came. “It is [...] over,” he said.",
            expect![[r#"
                We|hoped|...|and|waited|.
                It|failed|...
                Nobody|came|.
                “|It|is|[...]|over|,|”|he|said|.
            "#]],
        );
    }

    #[test]
    fn brackets_close_with_their_sentence() {
        check(
            "He left. (She stayed.) They (Moor, Venn etc.) spoke [12]. It was so.[3] Fine.",
            expect![[r#"
            He|left|.
            (|She|stayed|.|)
            They|(|Moor|,|Venn|etc.|)|spoke|[|12|]|.
            It|was|so|.|[|3|]
            Fine|.
        "#]],
        );
    }

    #[test]
    fn a_numbered_list_keeps_its_numbers() {
        check(
            "1. Stop the fire.\n2. Open the road. 3. Free the men.",
            expect![[r#"
            1|.|Stop|the|fire|.
            2|.|Open|the|road|.
            3|.|Free|the|men|.
        "#]],
        );
    }

    #[test]
    fn names_with_a_small_article_can_begin_a_sentence() {
        check(
            "Talks failed. al-Karim left. They met Abu. al-Karim spoke to M. al-Hadi.",
            expect![[r#"
            Talks|failed|.
            al|-|Karim|left|.
            They|met|Abu|.
            al|-|Karim|spoke|to|M.|al|-|Hadi|.
        "#]],
        );
    }

    #[test]
    fn text_in_capitals_is_cut() {
        check(
            "THE TALKS FAILED. GEN. MOOR LEFT. NO. 3 PASSED.",
            expect![[r#"
            THE|TALKS|FAILED|.
            GEN.|MOOR|LEFT|.
            NO.|3|PASSED|.
        "#]],
        );
    }

    #[test]
    fn text_without_capitals_is_cut() {
        check(
            "the talks failed. nobody came? they left. it was over.",
            expect![[r#"
            the|talks|failed|.
            nobody|came|?
            they|left|.
            it|was|over|.
        "#]],
        );
    }

    #[test]
    fn a_stop_before_a_small_letter_is_no_end_elsewhere() {
        check(
            "The firm Pax! said it would go. The p.c. was lost.",
            expect![[r#"
            The|firm|Pax|!|said|it|would|go|.
            The|p.c.|was|lost|.
        "#]],
        );
    }

    #[test]
    fn text_without_stops_is_cut_at_the_longest() {
        let text = "word ".repeat(4500);
        let segments = segment(&text, &[]);
        let lengths: Vec<usize> = segments.sentences.iter().map(|sentence| sentence.tokens.len()).collect();
        assert_eq!(lengths, [2000, 2000, 500]);
    }
}

mod lines {
    use super::*;

    #[test]
    fn a_blank_line_ends_a_heading() {
        check(
            "Malta hosts talks\n\nThe envoys came\n\n\nto Valletta.",
            expect![[r#"
            Malta|hosts|talks
            The|envoys|came
            to|Valletta|.
        "#]],
        );
    }

    #[test]
    fn a_line_can_be_a_sentence() {
        check(
            "Malta hosts talks\nEnvoys arrive\nThe minister is pleased.",
            expect![[r#"
            Malta|hosts|talks
            Envoys|arrive
            The|minister|is|pleased|.
        "#]],
        );
    }

    #[test]
    fn wrapped_lines_are_read_on() {
        check(
            "The envoys of the two sides met in Valletta on Monday for\nthe first time since the war began, and agreed to open a\n\
             road for aid. The host said that more rounds would follow.\nHe gave no date.\nTalks in Vienna had failed the year before, when one side\nleft the hall in protest.",
            expect![[r#"
                The|envoys|of|the|two|sides|met|in|Valletta|on|Monday|for|the|first|time|since|the|war|began|,|and|agreed|to|open|a|road|for|aid|.
                The|host|said|that|more|rounds|would|follow|.
                He|gave|no|date|.
                Talks|in|Vienna|had|failed|the|year|before|,|when|one|side|left|the|hall|in|protest|.
            "#]],
        );
    }

    #[test]
    fn a_sentence_knows_its_paragraph() {
        let text = "One. Two.\nThree.\n\nFour.";
        let segments = segment(text, &[]);
        let numbers: Vec<usize> = segments.sentences.iter().map(|sentence| sentence.paragraph).collect();
        assert_eq!(numbers, [0, 0, 1, 2]);
    }
}

mod zones {
    use super::*;

    fn zone(kind: ZoneKind, start: usize, end: usize) -> Zone {
        Zone { kind, span: Span::new(start, end), rule: "test" }
    }

    #[test]
    fn only_the_article_is_read_and_an_edge_ends_a_sentence() {
        let text = "Talks open Share this The envoys met. Photo: a hall They left.";
        let layout =
            [zone(ZoneKind::Title, 0, 10), zone(ZoneKind::Chrome, 11, 21), zone(ZoneKind::Caption, 38, 51)];
        check_layout(
            text,
            &layout,
            expect![[r#"
            Talks|open
            The|envoys|met|.
            They|left|.
        "#]],
        );
    }

    #[test]
    fn a_layout_that_does_not_fit_is_survived() {
        check_layout(
            "Tälks.",
            &[zone(ZoneKind::Chrome, 2, 4), zone(ZoneKind::Body, 90, 95)],
            expect![[r#"
            Tälks|.
        "#]],
        );
    }
}
