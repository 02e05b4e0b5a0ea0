//! The keys under which a word is indexed and looked for: as folded, by its stem, by its sound.
//! A key is never shown. Index and query make their keys here and nowhere else, so that they agree.

use std::collections::BTreeSet;

use frostem::{Algorithm, Stemmer};
use text::fold::{Script, Token, script_of, tokens};
use text::{find, skeleton};

use crate::limits::WORD_BYTES_MAX;

/// Makes keys. Not cheap to make, cheap to keep.
pub struct Keys {
    english: Stemmer,
}

impl Default for Keys {
    fn default() -> Keys {
        Keys { english: Stemmer::new(Algorithm::English) }
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

impl Keys {
    /// The stem of a folded word: the light Arabic stem, or the English one (Snowball's "English"
    /// after the article of a romanised name is off). Empty for a bare article.
    ///
    /// ```
    /// let keys = search::word::Keys::default();
    /// assert_eq!(keys.stem("والكويتيه"), keys.stem("كويتي"));
    /// assert_eq!(keys.stem("cooperating"), keys.stem("cooperation"));
    /// assert_eq!(keys.stem("al"), "");
    /// ```
    pub fn stem(&self, folded: &str) -> String {
        let light = text::stem::stem(folded);
        let latin = folded.chars().next().and_then(script_of) == Some(Script::Latin);
        if latin { self.english.stem(light).into_owned() } else { light.to_owned() }
    }
}

/// The words of a text with their places, each at most [`WORD_BYTES_MAX`] long.
pub fn words(source: &str) -> Vec<Token> {
    let mut words = tokens(source);
    for word in &mut words {
        word.text.truncate(word.text.floor_char_boundary(WORD_BYTES_MAX));
    }
    words
}

/// The same words without their places, each given to `take`.
pub fn for_words(source: &str, mut take: impl FnMut(&str)) {
    let folded = text::fold::fold_str(source);
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        take(&word[..word.floor_char_boundary(WORD_BYTES_MAX)]);
    }
}

/// Names such as Abd al-Rahman written apart, joined: the words are written apart or together with
/// equal right.
pub fn joined_names(words: &[Token]) -> Vec<(std::ops::Range<usize>, Token)> {
    find::compound_names(words).collect()
}

/// The sounds of the words of a name, for finding it across scripts and romanisations.
pub fn sounds(name: &str) -> BTreeSet<String> {
    words(name).iter().flat_map(|word| sounds_of(&name[word.span.clone()], 2)).collect()
}

/// The sounds of one word as written that have at least so many consonants.
pub fn sounds_of(written: &str, consonants_min: u32) -> Vec<String> {
    let keys = skeleton::keys(written).into_iter();
    keys.filter(|key| skeleton::n_consonants(*key) >= consonants_min)
        .map(|key| format!("k{key:x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_its_romanisations_share_a_sound() {
        let arabic = sounds("ناصر الصبيح");
        for name in ["Sabeeh", "Subaih", "Al-Subaih", "Sobeih"] {
            let shared = sounds(name).into_iter().any(|sound| arabic.contains(&sound));
            assert!(shared, "{name}");
        }
        assert!(sounds("2020").is_empty());
    }

    #[test]
    fn names_written_apart_are_joined() {
        let words = words("عبد الله و Abd al-Rahman");
        let joined: Vec<String> =
            joined_names(&words).into_iter().map(|(_, one)| one.text).collect();
        assert_eq!(joined, ["عبدالله", "abdalrahman"]);
    }

    #[test]
    fn endless_words_are_cut() {
        let long = "كلمة".repeat(1_000);
        assert!(words(&long).iter().all(|word| word.text.len() <= WORD_BYTES_MAX));
        for_words(&long, |word| assert!(word.len() <= WORD_BYTES_MAX));
    }
}
