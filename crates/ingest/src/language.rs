//! The language a report is written in, as an ISO 639 code.

use text::Document;

use crate::layout;

/// Bytes of article that are looked at.
const SAMPLE: usize = 1200;

/// Letters below which no language is named.
const FEWEST: usize = 80;

/// ISO 639-3 codes of the detector that have a two-letter code of ISO 639-1.
const SHORT: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

/// Names that collections write out instead of a code.
const NAMES: &[(&str, &str)] = &[
    ("english", "en"),
    ("french", "fr"),
    ("german", "de"),
    ("spanish", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("ukrainian", "uk"),
    ("arabic", "ar"),
    ("persian", "fa"),
    ("farsi", "fa"),
    ("hebrew", "he"),
    ("turkish", "tr"),
    ("chinese", "zh"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("polish", "pl"),
    ("georgian", "ka"),
    ("armenian", "hy"),
    ("serbian", "sr"),
];

/// Sets the language of a report from its article, or from what was said of it where the article is too
/// short to tell, and flags one that is not English.
pub(crate) fn tell(document: &mut Document) {
    let given = document.language.take().and_then(|name| code(&name));
    document.language = detect(&sample(document)).or(given);
    let foreign = document.language.as_deref().filter(|&code| code != "en").map(str::to_owned);
    if let Some(code) = foreign {
        let message = format!("the report is in `{code}`, not in English; it is kept and gives no rows");
        document.problems.push(("not-english".to_owned(), message));
    }
}

fn sample(document: &Document) -> String {
    let mut sample = String::new();
    for part in layout::article(document) {
        let mut end = part.len().min(SAMPLE - sample.len());
        while !part.is_char_boundary(end) {
            end -= 1;
        }
        sample.push_str(&part[..end]);
        if end < part.len() {
            break;
        }
    }
    sample
}

fn detect(sample: &str) -> Option<String> {
    if sample.chars().filter(|c| c.is_alphabetic()).count() < FEWEST && !sample.chars().any(is_dense) {
        return None;
    }
    let found = whatlang::detect(sample)?;
    // Which of two Slavic languages it is may be in doubt; that it is not English is not.
    let is_foreign_script = found.script() != whatlang::Script::Latin;
    (found.is_reliable() || is_foreign_script).then(|| code(found.lang().code()))?
}

/// Scripts that say in one sign what an alphabet says in several.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

/// The code for a language given as `en`, `eng`, `en-GB` or `English`.
fn code(given: &str) -> Option<String> {
    let given = given.trim().to_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == given) {
        return Some((*code).to_owned());
    }
    let primary = given.split(['-', '_']).next().unwrap_or_default();
    if !matches!(primary.len(), 2 | 3) || !primary.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let short = SHORT.iter().find(|(long, _)| *long == primary).map_or(primary, |(_, short)| short);
    Some(short.to_owned())
}
