//! Which paragraph of an old version became which of the new one: by identifier, else by the same
//! text, else by words that few paragraphs share. Each belongs to one at most. Linear in the texts.

use std::collections::BTreeMap;

use text::fold::fold_str;

use super::Paragraph;
use crate::limits::RARE_PARAGRAPHS_MAX;

/// Least share of words in common (twice the common ones to all) for two paragraphs to be one.
const LIKENESS_MIN: f32 = 0.5;
/// The same where their neighbours belong together too.
const LIKENESS_IN_PLACE_MIN: f32 = 0.25;

/// For each old paragraph its place in the new version.
pub(super) fn of(old: &[Paragraph<'_>], new: &[Paragraph<'_>]) -> Vec<Option<usize>> {
    let mut matching = Matching { to: vec![None; old.len()], taken: vec![false; new.len()] };
    matching.by_id(old, new);
    matching.by_text(old, new);
    matching.by_words(old, new);
    matching.to
}

/// Which of the matched paragraphs stand elsewhere: all but a longest run that kept its order.
pub(super) fn moved(to: &[Option<usize>]) -> Vec<bool> {
    let places: Vec<(usize, usize)> =
        to.iter().enumerate().filter_map(|(at, to)| Some((at, (*to)?))).collect();
    // ends[l]: which place ends the lowest rising run of length l + 1 (patience sorting).
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (nth, &(_, to)) in places.iter().enumerate() {
        let length = ends.partition_point(|&end| places[end].1 < to);
        before[nth] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = nth,
            None => ends.push(nth),
        }
    }
    let mut moved: Vec<bool> = to.iter().map(Option::is_some).collect();
    let mut nth = ends.last().copied();
    while let Some(at) = nth {
        moved[places[at].0] = false;
        nth = before[at];
    }
    moved
}

struct Matching {
    to: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Matching {
    fn take(&mut self, at: usize, to: usize) {
        self.to[at] = Some(to);
        self.taken[to] = true;
    }

    fn by_id(&mut self, old: &[Paragraph<'_>], new: &[Paragraph<'_>]) {
        let mut places = BTreeMap::new();
        for (to, paragraph) in new.iter().enumerate() {
            if let Some(id) = paragraph.id {
                places.entry(id).or_insert(to);
            }
        }
        for (at, paragraph) in old.iter().enumerate() {
            if let Some(to) = paragraph.id.and_then(|id| places.remove(id)) {
                self.take(at, to);
            }
        }
    }

    fn by_text(&mut self, old: &[Paragraph<'_>], new: &[Paragraph<'_>]) {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (to, paragraph) in new.iter().enumerate().rev().filter(|(to, _)| !self.taken[*to]) {
            places.entry(paragraph.text).or_default().push(to);
        }
        for (at, paragraph) in old.iter().enumerate() {
            if self.to[at].is_some() {
                continue;
            }
            // Two identifiers that differ are two provisions, whatever they say.
            if let Some(places) = places.get_mut(paragraph.text)
                && let Some(nth) = places.iter().rposition(|&to| may(paragraph, &new[to]))
            {
                let to = places.remove(nth);
                self.take(at, to);
            }
        }
    }

    fn by_words(&mut self, old: &[Paragraph<'_>], new: &[Paragraph<'_>]) {
        let free = |taken: bool, text: &str| if taken { Vec::new() } else { words(text) };
        let words_old: Vec<Vec<String>> =
            old.iter().zip(&self.to).map(|(one, to)| free(to.is_some(), one.text)).collect();
        let words_new: Vec<Vec<String>> =
            new.iter().zip(&self.taken).map(|(one, taken)| free(*taken, one.text)).collect();
        let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (to, words) in words_new.iter().enumerate() {
            let mut last = "";
            for word in words.iter().filter(|word| std::mem::replace(&mut last, word) != *word) {
                holders.entry(word).or_default().push(to);
            }
        }
        for at in 0..old.len() {
            if self.to[at].is_some() {
                continue;
            }
            let mut candidates: Vec<usize> = words_old[at]
                .iter()
                .filter_map(|word| holders.get(word.as_str()))
                .filter(|holders| holders.len() <= RARE_PARAGRAPHS_MAX)
                .flatten()
                .copied()
                .collect();
            let in_place = self.in_place(at);
            candidates.extend(in_place);
            candidates.sort_unstable();
            candidates.dedup();
            let score = |to: usize| {
                let score = likeness(&words_old[at], &words_new[to]);
                let least = if in_place == Some(to) { LIKENESS_IN_PLACE_MIN } else { LIKENESS_MIN };
                (score >= least).then_some((score, to))
            };
            let fit = |to: &usize| !self.taken[*to] && may(&old[at], &new[*to]);
            let best = candidates.into_iter().filter(fit).filter_map(score);
            let best = best.max_by(|one, two| {
                let near = |to: usize| usize::MAX - to.abs_diff(at);
                one.0.total_cmp(&two.0).then(near(one.1).cmp(&near(two.1)))
            });
            if let Some((_, to)) = best {
                self.take(at, to);
            }
        }
    }

    /// The place in the new version that follows what the paragraph before became.
    fn in_place(&self, at: usize) -> Option<usize> {
        let to = match at.checked_sub(1) {
            Some(before) => self.to[before]? + 1,
            None => 0,
        };
        (to < self.taken.len()).then_some(to)
    }
}

fn may(old: &Paragraph<'_>, new: &Paragraph<'_>) -> bool {
    old.id.is_none() || new.id.is_none()
}

/// Folded words, sorted.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = fold_str(text).split(' ').map(str::to_owned).collect();
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words
}

/// Twice the words in common to all words; both sorted.
fn likeness(one: &[String], two: &[String]) -> f32 {
    let (mut a, mut b, mut common) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(a), two.get(b)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => (a, b, common) = (a + 1, b + 1, common + 1),
        }
    }
    match one.len() + two.len() {
        0 => 0.0,
        all => 2.0 * common as f32 / all as f32,
    }
}
