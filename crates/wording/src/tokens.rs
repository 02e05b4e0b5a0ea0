//! How a text is cut for comparison: words with their marks, runs of blanks, single other
//! characters. Put together again the tokens are the text; an Arabic word is never split from its
//! vowel signs or a word from the joiners inside it.

/// Words with their marks, runs of blanks, and single other characters.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Word,
        Blank,
        Other,
    }
    let class = |c: char| match c {
        _ if c.is_alphanumeric() || is_mark(c) => Class::Word,
        _ if c.is_whitespace() => Class::Blank,
        _ => Class::Other,
    };
    let mut found = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let now = class(c);
        if last.is_some_and(|last| last != now || now == Class::Other) {
            found.push(&text[start..at]);
            start = at;
        }
        last = Some(now);
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

/// Marks and joiners that belong to the letter before them: harakat, shadda, Koranic signs,
/// Latin combining marks, tatweel, joiners, apostrophes inside a word.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}'
        | '\u{0610}'..='\u{061A}'
        | '\u{0640}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E8}'
        | '\u{06EA}'..='\u{06ED}'
        | '\u{08CA}'..='\u{08E1}'
        | '\u{08E3}'..='\u{08FF}'
        | '\u{200C}'
        | '\u{200D}'
        | '\u{2019}')
}
