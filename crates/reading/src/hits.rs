//! One pass of all word lists over a report: which words of it are what. Arabic forms are met
//! behind the letters that are written onto a word (and, so, in, for, as, the).

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::gazetteers::{Class, Entry, Gazetteers};
use crate::page::{Kind, Page};

/// The automaton over every form; built once.
#[derive(Debug)]
pub(crate) struct Automaton {
    machine: AhoCorasick,
    /// For each pattern the entries it stands for.
    entries: Vec<Vec<Entry>>,
}

/// A form found in tokens `from..to`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit<'a> {
    pub from: usize,
    pub to: usize,
    pub entry: &'a Entry,
    /// The first word carries the conjunction "and".
    pub and: bool,
    /// The first word carries a preposition: in (b), for (l) or as (k).
    pub preposition: Option<char>,
    /// The first word carries the article.
    pub article: bool,
}

/// All hits of a page, by the token they start at, longest first.
#[derive(Debug)]
pub(crate) struct Hits<'a> {
    hits: Vec<Hit<'a>>,
    first: Vec<u32>,
}

impl Automaton {
    pub fn new(gazetteers: &Gazetteers) -> Automaton {
        let mut patterns = Vec::new();
        let mut entries = Vec::new();
        for (form, of) in gazetteers.forms() {
            patterns.push(form.to_owned());
            entries.push(of.iter().map(|&at| gazetteers.entry(at).clone()).collect());
        }
        let machine = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .expect("the size of the lists is bounded");
        Automaton { machine, entries }
    }

    pub fn hits(&self, page: &Page) -> Hits<'_> {
        let mut hits = Vec::new();
        let bytes = page.folded.as_bytes();
        for found in self.machine.find_overlapping_iter(&page.folded) {
            let ends_word = found.end() == bytes.len() || bytes[found.end()] == b' ';
            if !ends_word {
                continue;
            }
            let from = page.token_of_byte(found.start());
            let range = page.fold_range(from);
            let prefix = &page.folded[range.start..found.start()];
            let Some(prefix) = Prefix::of(prefix) else { continue };
            if !prefix.is_empty() && page.kind(from) != Kind::Arabic {
                continue;
            }
            let to = page.token_of_byte(found.end() - 1) + 1;
            let short = found.end() - found.start() <= 4;
            for entry in &self.entries[found.pattern().as_usize()] {
                let fits = fits(entry, &prefix, short, to - from, page, from);
                if fits {
                    hits.push(Hit {
                        from,
                        to,
                        entry,
                        and: prefix.and,
                        preposition: prefix.preposition,
                        article: prefix.article,
                    });
                }
            }
        }
        hits.sort_by(|one, other| one.from.cmp(&other.from).then(other.to.cmp(&one.to)));
        let mut first = vec![0; page.tokens.len() + 1];
        let mut next = 0;
        for (token, slot) in first.iter_mut().enumerate() {
            while next < hits.len() && hits[next].from < token {
                next += 1;
            }
            *slot = u32::try_from(next).expect("a page is bounded");
        }
        Hits { hits, first }
    }
}

impl<'a> Hits<'a> {
    /// Hits that start at a token, longest first.
    pub fn starting(&self, at: usize) -> &[Hit<'a>] {
        if at + 1 >= self.first.len() {
            return &[];
        }
        &self.hits[self.first[at] as usize..self.first[at + 1] as usize]
    }

    /// The longest hit of a class at a token.
    pub fn at(&self, at: usize, class: Class) -> Option<&Hit<'a>> {
        self.starting(at).iter().find(|hit| hit.entry.class == class)
    }

    /// The longest hit of any of some classes at a token.
    pub fn any_at(&self, at: usize, classes: &[Class]) -> Option<&Hit<'a>> {
        self.starting(at).iter().find(|hit| classes.contains(&hit.entry.class))
    }

    /// Hits of a class that lie in `from..to`, longest at each start, none inside another.
    pub fn within(&self, from: usize, to: usize, class: Class) -> Vec<Hit<'a>> {
        let mut found = Vec::new();
        let mut at = from;
        while at < to {
            match self.starting(at).iter().find(|hit| hit.entry.class == class && hit.to <= to) {
                Some(hit) => {
                    found.push(*hit);
                    at = hit.to;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The first hit of any of some classes in `from..to`.
    pub fn first_of(&self, from: usize, to: usize, classes: &[Class]) -> Option<Hit<'a>> {
        (from..to).find_map(|at| {
            self.starting(at)
                .iter()
                .find(|hit| classes.contains(&hit.entry.class) && hit.to <= to)
                .copied()
        })
    }

    /// Whether a token is a word that no name would hold.
    pub fn is_common(&self, at: usize) -> bool {
        self.starting(at).iter().any(|hit| {
            hit.to == at + 1
                && !matches!(
                    hit.entry.class,
                    Class::Given
                        | Class::Family
                        | Class::Particle
                        | Class::City
                        | Class::Land
                        | Class::Nisba
                        | Class::Agency
                        | Class::Weekday
                        | Class::Hijri
                        | Class::Month
                )
        })
    }
}

/// Letters written onto the front of an Arabic word.
struct Prefix {
    and: bool,
    preposition: Option<char>,
    article: bool,
}

impl Prefix {
    fn of(prefix: &str) -> Option<Prefix> {
        let mut found = Prefix { and: false, preposition: None, article: false };
        let mut rest = prefix;
        if let Some(after) = rest.strip_prefix(['و', 'ف']) {
            found.and = true;
            rest = after;
        }
        if rest == "لل" {
            found.preposition = Some('ل');
            found.article = true;
            return Some(found);
        }
        if let Some(c) = rest.chars().next()
            && matches!(c, 'ب' | 'ل' | 'ك' | 'س')
        {
            found.preposition = Some(c);
            rest = &rest[c.len_utf8()..];
        }
        match rest {
            "" => Some(found),
            "ال" => {
                found.article = true;
                Some(found)
            }
            _ => None,
        }
    }

    fn is_empty(&self) -> bool {
        !self.and && self.preposition.is_none() && !self.article
    }
}

fn fits(
    entry: &Entry,
    prefix: &Prefix,
    short: bool,
    n_words: usize,
    page: &Page,
    from: usize,
) -> bool {
    if entry.with_article && !prefix.article {
        return false;
    }
    let short = short && n_words == 1;
    match entry.class {
        Class::Stop | Class::Say | Class::SayForm | Class::Verb if prefix.article => false,
        Class::Given | Class::Family | Class::Particle => {
            !prefix.article && (!short || prefix.preposition.is_none())
        }
        // Verbs take "and" and the future letter only.
        Class::Say | Class::Lead | Class::Held | Class::Verb | Class::Agree => {
            !matches!(prefix.preposition, Some('ب' | 'ك')) || n_words > 1
        }
        // A sign of an agency in Latin letters is written in capitals.
        Class::Agency if page.kind(from) == Kind::Latin => page.tokens[from].capital,
        Class::EnWord => page.tokens[from].capital,
        _ if short => prefix.preposition.is_none() || prefix.article,
        _ => prefix.preposition != Some('س') || prefix.article,
    }
}
