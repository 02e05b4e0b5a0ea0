//! What came back held against what was sent: paragraphs that vanished, paragraphs that were
//! changed while tracking was switched off, and paragraphs that were never sent. It compares
//! letters; what differences mean is for people.

use std::collections::BTreeMap;

use text::Language;

use super::Returned;

/// A paragraph that was sent: its item, language and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent<'a> {
    /// The paragraph's item.
    pub item: &'a str,
    /// In which of the two languages.
    pub language: Language,
    /// Its words as exported, without insertions of a compared text.
    pub words: &'a str,
}

/// How what came back differs from what was sent. Each is an item and a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Against {
    /// Sent, and no longer there.
    pub vanished: Vec<(String, Language)>,
    /// There, but without the tracked changes it is not what was sent: changed in silence.
    pub untracked: Vec<(String, Language)>,
    /// There, and never sent.
    pub unknown: Vec<(String, Language)>,
}

impl Returned {
    /// Holds the answer against what was sent, the version that [`super::Origin`] names.
    ///
    /// # Examples
    /// ```
    /// # fn f(returned: &intake::Returned) {
    /// let sent = intake::Sent { item: "p1", language: text::Language::En, words: "One." };
    /// assert!(returned.against(&[sent]).vanished.is_empty());
    /// # }
    /// ```
    pub fn against(&self, sent: &[Sent<'_>]) -> Against {
        let mut out = Against::default();
        let found: BTreeMap<(&str, Language), &str> = self
            .controls
            .iter()
            .map(|one| ((one.item.as_str(), one.language), one.passage.base.as_str()))
            .collect();
        let mut known: BTreeMap<(&str, Language), ()> = BTreeMap::new();
        for one in sent {
            let key = (one.item, one.language);
            known.insert(key, ());
            match found.get(&key) {
                None => out.vanished.push((one.item.to_owned(), one.language)),
                Some(base) if *base != one.words => {
                    out.untracked.push((one.item.to_owned(), one.language));
                }
                Some(_) => {}
            }
        }
        for key in found.keys().filter(|key| !known.contains_key(*key)) {
            out.unknown.push((key.0.to_owned(), key.1));
        }
        out
    }
}
