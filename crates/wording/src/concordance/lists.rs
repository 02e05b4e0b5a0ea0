//! The word lists of the crate (`lists/*.tsv`), folded, ready to be found in a page. Words may
//! carry particles and the article in the page; the longest entry that fits is taken.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use text::fold::fold_str;

use super::page::Page;

/// What a list says of an entry: its first two columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub kind: String,
    pub value: String,
}

/// Entries by their first word.
#[derive(Debug, Default)]
pub(super) struct Phrases<T> {
    by_first: BTreeMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Phrases<T> {
    pub fn add(&mut self, phrase: &str, entry: T) {
        let mut words = fold_str(phrase).split(' ').map(str::to_owned).collect::<Vec<_>>();
        words.retain(|word| !word.is_empty());
        if words.is_empty() {
            return;
        }
        let first = words.remove(0);
        self.by_first.entry(first).or_default().push((words, entry));
    }

    /// The longest entry that begins at a word, and the word after it. Words of one entry stand in
    /// one sentence: nothing but blanks, hyphens, quotes and points of abbreviations between them.
    pub fn at(&self, page: &Page<'_>, at: usize) -> Option<(&T, usize)> {
        let mut best: Option<(&T, usize)> = None;
        for form in page.words.get(at)?.forms() {
            for (rest, entry) in self.by_first.get(form).into_iter().flatten() {
                let end = at + 1 + rest.len();
                let fits = rest.iter().zip(at + 1..).all(|(word, at)| {
                    page.is(at, word) && page.before(at).chars().all(|c| " -.'\u{A0}".contains(c))
                });
                if fits && best.is_none_or(|(_, longest)| end > longest) {
                    best = Some((entry, end));
                }
            }
        }
        best
    }
}

fn read(list: &str) -> Phrases<Entry> {
    let mut phrases = Phrases { by_first: BTreeMap::new() };
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (kind, value, forms) = match columns.as_slice() {
            [kind, value, forms] => (*kind, *value, *forms),
            [kind, forms] => (*kind, "", *forms),
            _ => continue,
        };
        for form in forms.split(" | ") {
            phrases.add(form, Entry { kind: kind.to_owned(), value: value.to_owned() });
        }
    }
    phrases
}

pub(super) static CALENDAR: LazyLock<Phrases<Entry>> =
    LazyLock::new(|| read(include_str!("../../lists/calendar.tsv")));
pub(super) static NUMBERS: LazyLock<Phrases<Entry>> =
    LazyLock::new(|| read(include_str!("../../lists/numbers.tsv")));
pub(super) static CURRENCIES: LazyLock<Phrases<Entry>> =
    LazyLock::new(|| read(include_str!("../../lists/currencies.tsv")));
pub(super) static MODALITY: LazyLock<Phrases<Entry>> =
    LazyLock::new(|| read(include_str!("../../lists/modality.tsv")));
pub(super) static TREATY: LazyLock<Phrases<Entry>> =
    LazyLock::new(|| read(include_str!("../../lists/treaty.tsv")));
