//! Bilingual paragraphs for the bench: words of the public record of the demo in both languages,
//! by how often they stand there, with a long tail of forms made of them; drawn by Zipf's law from
//! a seed, so that every run sees the same paragraphs.

use std::collections::HashMap;

/// Words of each language.
const VOCABULARY: usize = 60_000;
/// Exponent of Zipf's law, as measured on running text of both languages.
const EXPONENT: f64 = 1.05;
const OFFSET: f64 = 2.7;

const FACTS: &str = include_str!("../../../hiwar/data/kuwait-us.json");

const ARABIC_AFFIXES: [(&str, &str); 12] = [
    ("", ""),
    ("و", ""),
    ("ب", ""),
    ("ل", ""),
    ("", "ها"),
    ("", "ات"),
    ("", "ين"),
    ("وال", ""),
    ("", "ية"),
    ("ف", ""),
    ("", "هم"),
    ("وب", ""),
];
const ENGLISH_AFFIXES: [(&str, &str); 12] = [
    ("", ""),
    ("", "s"),
    ("", "ed"),
    ("", "ing"),
    ("re", ""),
    ("un", ""),
    ("", "ly"),
    ("non", ""),
    ("", "er"),
    ("", "ment"),
    ("inter", ""),
    ("", "ness"),
];

/// A source of paragraphs.
pub struct Corpus {
    words: [Vec<String>; 2],
    share: Vec<f64>,
    seed: u64,
}

impl Corpus {
    pub fn new(seed: u64) -> Corpus {
        let arabic = with_tail(&words(true), &ARABIC_AFFIXES);
        let english = with_tail(&words(false), &ENGLISH_AFFIXES);
        Corpus { words: [arabic, english], share: zipf(), seed: seed | 1 }
    }

    /// The word of a rank, the commonest first; languages take turns.
    pub fn word(&self, rank: usize) -> &str {
        &self.words[rank % 2][rank / 2]
    }

    /// So many words, the first half Arabic, the second English.
    pub fn paragraph(&mut self, n_words: usize) -> [String; 2] {
        let mut texts = [String::new(), String::new()];
        for (lang, text) in texts.iter_mut().enumerate() {
            for _ in 0..n_words / 2 {
                let x = self.draw();
                let rank = self.share.partition_point(|share| *share < x);
                text.push_str(&self.words[lang][rank.min(VOCABULARY - 1)]);
                text.push(' ');
            }
        }
        texts
    }

    /// A number from 0 to 1 (xorshift64).
    fn draw(&mut self) -> f64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The words of the public record in one language, the commonest first.
fn words(arabic: bool) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in FACTS.split(|c: char| !c.is_alphabetic()) {
        let is_arabic = word.starts_with(|c| ('\u{0600}'..='\u{06FF}').contains(&c));
        if is_arabic == arabic && word.chars().count() > 1 {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    words.into_iter().map(|(word, _)| word.to_owned()).collect()
}

fn with_tail(base: &[String], affixes: &[(&str, &str)]) -> Vec<String> {
    let mut all = Vec::with_capacity(VOCABULARY + base.len());
    for round in 0.. {
        for (nth, word) in base.iter().enumerate() {
            let (before, behind) = affixes[round % affixes.len()];
            // Later rounds are rare compounds: numbers of files, names, slips.
            let other = match round / affixes.len() {
                0 => "",
                _ => base[(nth * 31 + round * 17) % base.len()].as_str(),
            };
            all.push(format!("{before}{word}{behind}{other}"));
        }
        if all.len() >= VOCABULARY {
            break;
        }
    }
    all.truncate(VOCABULARY);
    all
}

fn zipf() -> Vec<f64> {
    let mut share = Vec::with_capacity(VOCABULARY);
    let mut sum = 0.0;
    for rank in 0..VOCABULARY {
        sum += 1.0 / (rank as f64 + OFFSET).powf(EXPONENT);
        share.push(sum);
    }
    share.iter_mut().for_each(|part| *part /= sum);
    share
}
