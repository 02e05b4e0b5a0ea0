//! Light stems for search: the article, joined particles and the commonest endings come off, so
//! that a word is found in any of its everyday forms. Stems are keys, not words: never shown.
//! The Arabic steps follow the light stemmer of Larkey, Ballesteros and Connell ("light10"), with
//! guards on length; the input is always a word as [`crate::fold`] leaves it.

use crate::fold::{Script, fold_str, script_of};

/// Letters that must be left when an article comes off.
const AFTER_ARTICLE_LETTERS_MIN: usize = 3;
/// Letters that must be left when a lone "and" comes off: short words that begin with waw, such as
/// those for ministry, paper and delegation, are words of their own far more often.
const AFTER_AND_LETTERS_MIN: usize = 4;
/// Letters that must be left when a Latin article glued to its name comes off.
const AFTER_LATIN_ARTICLE_LETTERS_MIN: usize = 4;
/// Letters that must be left when an ending comes off.
const BEFORE_ENDING_LETTERS_MIN: usize = 3;

const ARTICLES: [&str; 8] = ["وبال", "وكال", "ولل", "وال", "بال", "كال", "فال", "ال"];
/// Prepositional lam with the article; folded apart because of words that begin with lam.
const TO_THE: &str = "لل";
/// Openings of nouns that begin with lam, after which only one lam was the preposition.
const LAM_NOUNS: [&str; 8] = ["لجن", "لجان", "لقا", "لغ", "لوا", "ليبي", "لبنان", "لاجي"];
const ENDINGS: [&str; 8] = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];
/// Openings of words whose waw is a root letter: ministry and minister, agency and under-secretary,
/// document, import, trust, national, unit, state, mediation, arrival, Washington, Watan.
const WAW_WORDS: [&str; 22] = [
    "وزار", "وزير", "وزرا", "وكال", "وكيل", "وكلا", "وثيق", "وثاي", "وارد", "وطني", "وحد", "ولاي",
    "وساط", "وسيط", "وصول", "واشن", "وظيف", "وظاي", "واجب", "واقع", "وفود", "وقود",
];

/// The stem of one folded word; the empty string for a bare article.
///
/// # Examples
/// ```
/// use text::stem::stem;
/// assert_eq!(stem("والكويتيه"), stem("كويتي"));
/// assert_eq!(stem("وزاره"), stem("بالوزاره"));
/// assert_eq!(stem("alsubaih"), "subaih");
/// assert_eq!(stem("al"), "");
/// ```
pub fn stem(word: &str) -> &str {
    match word.chars().next().and_then(script_of) {
        Some(Script::Arabic) => arabic(word),
        Some(Script::Latin) => latin(word),
        _ => word,
    }
}

/// A text folded and stemmed, its words joined by blanks: what a stem index is fed with.
///
/// # Examples
/// ```
/// assert_eq!(text::stem::stem_str("اللجنة المشتركة"), "لجن مشترك");
/// ```
pub fn stem_str(source: &str) -> String {
    let folded = fold_str(source);
    let stems: Vec<&str> = folded.split(' ').map(stem).filter(|stem| !stem.is_empty()).collect();
    stems.join(" ")
}

fn arabic(word: &str) -> &str {
    if word == "ال" {
        return "";
    }
    without_ending(without_particles(word))
}

fn without_particles(word: &str) -> &str {
    let kept_letters = |rest: &str, letters_min: usize| rest.chars().count() >= letters_min;
    for article in ARTICLES {
        if let Some(rest) = word.strip_prefix(article)
            && kept_letters(rest, AFTER_ARTICLE_LETTERS_MIN)
        {
            return rest;
        }
    }
    if let Some(rest) = word.strip_prefix(TO_THE)
        && kept_letters(rest, AFTER_ARTICLE_LETTERS_MIN)
    {
        let one_lam = &word['ل'.len_utf8()..];
        let noun_has_lam = LAM_NOUNS.iter().any(|noun| one_lam.starts_with(noun));
        return if noun_has_lam { one_lam } else { rest };
    }
    let Some(rest) = word.strip_prefix('و') else {
        return word;
    };
    let waw_is_root = WAW_WORDS.iter().any(|opening| word.starts_with(opening));
    if waw_is_root || !kept_letters(rest, AFTER_AND_LETTERS_MIN) { word } else { rest }
}

/// Each ending comes off once, in their order, so that a plural of a relative adjective loses both.
fn without_ending(mut word: &str) -> &str {
    for ending in ENDINGS {
        word = ends_off(word, ending).unwrap_or(word);
    }
    word
}

fn latin(word: &str) -> &str {
    if matches!(word, "al" | "el") {
        return "";
    }
    let word = ["al", "el"]
        .iter()
        .find_map(|article| word.strip_prefix(article))
        .filter(|rest| rest.chars().count() >= AFTER_LATIN_ARTICLE_LETTERS_MIN)
        .unwrap_or(word);
    let word = latin_singular(word);
    ends_off(word, "y").unwrap_or(word)
}

/// Without a plural or possessive s; a doubled s belongs to the word.
fn latin_singular(word: &str) -> &str {
    if let Some(rest) = ends_off(word, "ies") {
        return rest;
    }
    let sibilant = |rest: &&str| ["s", "x", "z", "ch", "sh"].iter().any(|end| rest.ends_with(end));
    if let Some(rest) = ends_off(word, "es").filter(sibilant) {
        return rest;
    }
    ends_off(word, "s").filter(|rest| !rest.ends_with('s')).unwrap_or(word)
}

fn ends_off<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    word.strip_suffix(ending).filter(|rest| rest.chars().count() >= BEFORE_ENDING_LETTERS_MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_forms_of_a_word_share_a_stem() {
        for (forms, expected) in [
            ("الكويت بالكويت والكويت للكويت وللكويت كويتي الكويتية الكويتيين", "كويت"),
            ("وزارة الوزارة والوزارة للوزارة بالوزارة ووزارة", "وزار"),
            ("وزير الوزير ووزير والوزير للوزير", "وزير"),
            ("اللجنة للجنة لجنة واللجنة", "لجن"),
            ("للبنان لبنان ولبنان", "لبن"),
            ("اجتماع الاجتماعات اجتماعات والاجتماع", "اجتماع"),
            ("الاستراتيجي استراتيجية والاستراتيجيين", "استراتيج"),
            ("تعاون والتعاون وتعاون بالتعاون", "تعا"),
            ("ministry ministries Ministry\u{2019}s", "ministr"),
            ("Al-Subaih alsubaih El-Subaih subaih", "subaih"),
            ("process processes", "process"),
        ] {
            for form in forms.split(' ') {
                assert_eq!(stem_str(form), stem_str(expected), "{form}");
            }
        }
    }

    #[test]
    fn short_words_keep_their_first_letters() {
        for (word, expected) in [
            ("وفد", "وفد"),
            ("ورقه", "ورق"),
            ("وزاره", "وزار"),
            ("واشنطن", "واشنطن"),
            ("والي", "وال"),
            ("الو", "الو"),
            ("بال", "بال"),
            ("عمان", "عمان"),
            ("ali", "ali"),
            ("also", "also"),
            ("gas", "gas"),
            ("2020", "2020"),
        ] {
            assert_eq!(stem(word), expected);
        }
    }
}
