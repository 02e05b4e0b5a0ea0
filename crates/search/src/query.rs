//! What somebody typed, read: words that must all be there, quoted phrases, a last word that may
//! be unfinished. What cannot be read is a value that says why, never a failure.

use text::fold::{Script, script_of};

use crate::limits::{PREFIX_LETTERS_MIN, QUERY_CHARS_MAX, QUERY_WORDS_MAX};
use crate::word::{Keys, joined_names, words};

/// A query, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// All of them must be found.
    pub clauses: Vec<Clause>,
}

/// One thing that must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// Folded words that follow each other, as between quotes.
    Phrase(Vec<String>),
    /// A word in any of its forms.
    Word(Word),
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As typed.
    pub written: String,
    /// As folded.
    pub folded: String,
    /// Its stem; never empty.
    pub stem: String,
    /// Whether longer words that begin like it count: a star stands behind it, or it comes last.
    pub prefix: bool,
    /// A star stands behind it.
    pub star: bool,
    /// It was written as several words, such as Abd al-Rahman; the index has it among the stems.
    pub joined: bool,
}

/// Why a query cannot be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryProblem {
    /// Nothing was typed.
    Empty,
    /// More characters than [`QUERY_CHARS_MAX`].
    TooLong { chars: usize },
    /// More words than [`QUERY_WORDS_MAX`].
    TooManyWords { words: usize },
    /// Signs only: no letter and no digit.
    NoWords,
    /// A quote is opened and not closed.
    OpenQuote,
}

impl Query {
    /// Reads what was typed.
    ///
    /// ```
    /// use search::query::{Clause, Query, QueryProblem};
    /// use search::word::Keys;
    /// let keys = Keys::default();
    /// let query = Query::read("«مكافحة الإرهاب» Sabeeh", &keys).expect("a query");
    /// assert_eq!(query.clauses[0], Clause::Phrase(vec!["مكافحه".into(), "الارهاب".into()]));
    /// assert_eq!(Query::read("\"open", &keys), Err(QueryProblem::OpenQuote));
    /// ```
    ///
    /// # Errors
    /// The first rule broken, in the order of [`QueryProblem`].
    pub fn read(typed: &str, keys: &Keys) -> Result<Query, QueryProblem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(QueryProblem::Empty);
        }
        let chars = typed.chars().count();
        if chars > QUERY_CHARS_MAX {
            return Err(QueryProblem::TooLong { chars });
        }
        let mut clauses = Vec::new();
        for (text, quoted) in pieces(typed)? {
            if quoted {
                let phrase: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
                match phrase.as_slice() {
                    [] => {}
                    _ => clauses.push(Clause::Phrase(phrase)),
                }
            } else {
                clauses.extend(loose(text, keys).into_iter().map(Clause::Word));
            }
        }
        finish(clauses)
    }

    /// How many words it has.
    pub fn n_words(&self) -> usize {
        self.clauses.iter().map(Clause::n_words).sum()
    }

    /// Its folded words in their order, quoted or not.
    pub fn folded_words(&self) -> impl Iterator<Item = &str> {
        self.clauses
            .iter()
            .flat_map(|clause| match clause {
                Clause::Word(word) => std::slice::from_ref(&word.folded),
                Clause::Phrase(words) => words.as_slice(),
            })
            .map(String::as_str)
    }

    /// The folded words one after the other, when none is quoted and there are several.
    pub fn as_phrase(&self) -> Option<Vec<&str>> {
        let words: Option<Vec<&str>> = self
            .clauses
            .iter()
            .map(|clause| match clause {
                Clause::Word(word) => Some(word.folded.as_str()),
                Clause::Phrase(_) => None,
            })
            .collect();
        words.filter(|words| words.len() > 1)
    }
}

impl Clause {
    fn n_words(&self) -> usize {
        match self {
            Clause::Phrase(words) => words.len(),
            Clause::Word(_) => 1,
        }
    }
}

/// Drops articles that stand alone, unless there is nothing else.
fn finish(mut clauses: Vec<Clause>) -> Result<Query, QueryProblem> {
    let words: usize = clauses.iter().map(Clause::n_words).sum();
    if words == 0 {
        return Err(QueryProblem::NoWords);
    }
    if words > QUERY_WORDS_MAX {
        return Err(QueryProblem::TooManyWords { words });
    }
    if !clauses.iter().all(is_bare_article) {
        clauses.retain(|clause| !is_bare_article(clause));
    }
    if let Some(Clause::Word(last)) = clauses.last_mut() {
        last.prefix |= may_be_unfinished(&last.folded);
    }
    Ok(Query { clauses })
}

fn is_bare_article(clause: &Clause) -> bool {
    matches!(clause, Clause::Word(word) if matches!(word.folded.as_str(), "al" | "el" | "ال"))
}

/// Whether a word is long enough to be taken for the beginning of another. A year or a number is
/// never the beginning of another number.
fn may_be_unfinished(folded: &str) -> bool {
    let digits = folded.chars().next().and_then(script_of) == Some(Script::Digit);
    !digits && folded.chars().count() >= PREFIX_LETTERS_MIN
}

/// Words outside quotes; a star right behind a word asks for longer ones.
fn loose(text: &str, keys: &Keys) -> Vec<Word> {
    let tokens = words(text);
    let mut joined = joined_names(&tokens).into_iter().peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let (token, next) = match joined.next_if(|(places, _)| places.start == at) {
            Some((places, name)) => (name, places.end),
            None => (token.clone(), at + 1),
        };
        // A name within a name that was just taken.
        while joined.next_if(|(places, _)| places.start < next).is_some() {}
        let stem = keys.stem(&token.text);
        let long = token.text.chars().count() >= PREFIX_LETTERS_MIN;
        let star = long && text[token.span.end..].starts_with('*');
        found.push(Word {
            written: text[token.span].to_owned(),
            stem: if stem.is_empty() { token.text.clone() } else { stem },
            prefix: star,
            star,
            joined: next > at + 1,
            folded: token.text,
        });
        at = next;
    }
    found
}

/// Cuts a text at its quotes: the straight one, and the pairs of both languages.
fn pieces(typed: &str) -> Result<Vec<(&str, bool)>, QueryProblem> {
    let mut pieces = Vec::new();
    let mut rest = typed;
    while let Some(at) = rest.find(['"', '«', '\u{201C}', '\u{201E}', '\u{201D}', '»']) {
        let opened = rest[at..].chars().next().unwrap_or('"');
        pieces.push((&rest[..at], false));
        let inside = &rest[at + opened.len_utf8()..];
        let closing: &[char] = match opened {
            '"' => &['"'],
            // Some keyboards and languages set the pair the other way round.
            '«' => &['»'],
            '»' => &['«'],
            _ => &['\u{201D}', '\u{201C}'],
        };
        let Some(end) = inside.find(closing) else {
            return Err(QueryProblem::OpenQuote);
        };
        pieces.push((&inside[..end], true));
        let closed = inside[end..].chars().next().map_or(0, char::len_utf8);
        rest = &inside[end + closed..];
    }
    pieces.push((rest, false));
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as `word`, prefixes as `word*`, phrases as `"a b"`.
    fn read(typed: &str) -> String {
        let query = match Query::read(typed, &Keys::default()) {
            Ok(query) => query,
            Err(problem) => return format!("{problem:?}"),
        };
        let shown = query.clauses.iter().map(|clause| match clause {
            Clause::Phrase(words) => format!("{:?}", words.join(" ")),
            Clause::Word(word) if word.prefix => format!("{}*", word.folded),
            Clause::Word(word) => word.folded.clone(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn queries_are_read_as_people_mean_them() {
        for (typed, expected) in [
            ("Kuwait", "kuwait*"),
            ("الكُوَيت 2020", "الكويت 2020"),
            ("secur* group", "secur* group*"),
            ("\"counter terrorism\" group", "\"counter terrorism\" group*"),
            ("«مكافحة الإرهاب»", "\"مكافحه الارهاب\""),
            ("\u{201C}a b\u{201D} c", "\"a b\" c"),
            ("\u{201E}a b\u{201C}", "\"a b\""),
            ("عبد الله", "عبدالله*"),
            ("Al Subaih", "subaih*"),
            ("al", "al*"),
            ("\"\" x y", "x y"),
            ("a-b/c", "a b c"),
        ] {
            assert_eq!(read(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (typed, expected) in [
            ("", "Empty"),
            ("  \t ", "Empty"),
            ("؟!…", "NoWords"),
            ("\"\"", "NoWords"),
            ("a \"b c", "OpenQuote"),
            ("«a", "OpenQuote"),
            ("*", "NoWords"),
        ] {
            assert_eq!(read(typed), expected, "{typed}");
        }
        assert_eq!(read(&"x".repeat(201)), "TooLong { chars: 201 }");
        assert_eq!(read(&"x ".repeat(13)), "TooManyWords { words: 13 }");
    }
}
