//! The words of a provision as a page shows them: brackets with the party that wants them, options
//! stacked, placeholders as such. A flat list of tokens, so that a template draws any nesting; the
//! brackets are real characters, for readers and for print.

use dialogue::content::Lang;
use dialogue::id::PartyId;
use dialogue::negotiation::{Row, Stage};
use dialogue::record::Item;
use wording::notation::{self, Phrase, Span};

use crate::items::reader::Reader;
use crate::items::shown::Piece;

/// One stretch of words, or the beginning or end of an option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// `words`, `open`, `close`, `nothing` or `placeholder`.
    pub kind: &'static str,
    /// The words; of an opening bracket the parties' names.
    pub text: String,
    /// `ours`, `theirs` or `all`: whose option it is.
    pub tone: &'static str,
}

/// One language of a provision.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub lang: &'static str,
    pub dir: &'static str,
    pub tokens: Vec<Token>,
}

/// Both languages, that of the page first.
pub fn both(reader: &Reader<'_>, read: impl Fn(Lang) -> Vec<Token>) -> Vec<Words> {
    let of = |lang: Lang| Words { lang: lang.as_str(), dir: Reader::dir(lang), tokens: read(lang) };
    [reader.lang(), reader.lang().other()].map(of).into()
}

/// The words as they stand: where the sides differ and neither wording holds brackets of its own,
/// word by word; where one does, each side's whole wording in a bracket.
pub fn standing(reader: &Reader<'_>, row: &Row<'_>, lang: Lang) -> Vec<Token> {
    let positions = match row.stage {
        // What somebody put since has no effect.
        Stage::Locked => Vec::new(),
        _ => reader.positions(&row.item),
    };
    let texts: Vec<(&PartyId, &str)> = positions
        .iter()
        .map(|(party, version)| (party, version.content.bi_exact("", lang).unwrap_or_default()))
        .collect();
    let differ = texts.windows(2).any(|pair| pair[0].1 != pair[1].1);
    if !differ {
        return of_text(reader, row.words(lang).unwrap_or_default(), lang);
    }
    if let Some(whole) = whole_of(row, &texts) {
        return of_text(reader, whole, lang);
    }
    if !texts.iter().any(|(_, text)| text.contains('[')) {
        return word_by_word(reader, &row.item, lang);
    }
    let mut tokens = Vec::new();
    for (party, text) in texts {
        let side = Side { party: vec![party.clone()] };
        option(reader, &side, lang, of_text(reader, text, lang), &mut tokens);
    }
    tokens
}

/// One wording that tells all: the chair's in a chair's text, or one that has in its own brackets
/// what every other side holds.
pub fn whole_of<'t>(row: &Row<'_>, texts: &[(&PartyId, &'t str)]) -> Option<&'t str> {
    let chairs = texts.iter().find(|(party, _)| row.chair.as_ref() == Some(*party));
    chairs.map(|(_, text)| *text).or_else(|| told_by_one(texts))
}

/// The wording of [`whole_of`] for a provision that is in dispute.
pub fn whole_words<'r>(reader: &Reader<'r>, row: &Row<'r>, lang: Lang) -> Option<&'r str> {
    let positions = reader.positions(&row.item);
    let texts: Vec<(&PartyId, &'r str)> = positions
        .iter()
        .map(|(party, version)| (party, version.content.bi_exact("", lang).unwrap_or_default()))
        .collect();
    let differ = texts.windows(2).any(|pair| pair[0].1 != pair[1].1);
    if differ && row.chair.is_none() { told_by_one(&texts) } else { None }
}

/// The wording that has in its own brackets what every other side holds, if there is one.
fn told_by_one<'t>(texts: &[(&PartyId, &'t str)]) -> Option<&'t str> {
    let tells = |(at, text): (usize, &str)| {
        let phrase = notation::parse(text).ok()?;
        let others = texts.iter().enumerate().filter(|(other, _)| *other != at);
        let mut others =
            others.map(|(_, (party, held))| phrase.of_party(party.as_str()).to_string() == *held);
        others.all(|same| same).then_some(())
    };
    let mut all = texts.iter().enumerate();
    all.find_map(|(at, (_, text))| tells((at, text)).map(|()| *text))
}

fn word_by_word(reader: &Reader<'_>, item: &Item<'_>, lang: Lang) -> Vec<Token> {
    let mut tokens = Vec::new();
    for Piece { text, parts } in reader.bracketed(item, "", lang) {
        if parts.is_empty() {
            tokens.push(words(text));
            continue;
        }
        for part in parts {
            tokens.push(Token { kind: "open", text: part.party, tone: part.tone });
            tokens.push(if part.text.trim().is_empty() {
                Token { kind: "nothing", text: part.nothing, tone: "" }
            } else {
                words(part.text)
            });
            tokens.push(Token { kind: "close", ..Token::default() });
        }
    }
    tokens
}

/// One wording with its brackets; what breaks the notation is shown as it is written.
pub fn of_text(reader: &Reader<'_>, text: &str, lang: Lang) -> Vec<Token> {
    match notation::parse(text) {
        Ok(phrase) => {
            let mut tokens = Vec::new();
            of_phrase(reader, &phrase, lang, &mut tokens);
            tokens
        }
        Err(_) => vec![words(text.to_owned())],
    }
}

fn of_phrase(reader: &Reader<'_>, phrase: &Phrase, lang: Lang, tokens: &mut Vec<Token>) {
    for span in phrase.spans() {
        match span {
            Span::Words(text) => tokens.push(words(text.clone())),
            Span::Stack(choices) => {
                for choice in choices {
                    let parties = choice.parties.iter();
                    let party = parties.filter_map(|code| PartyId::parse(code).ok()).collect();
                    let mut inner = Vec::new();
                    of_phrase(reader, &choice.phrase, lang, &mut inner);
                    option(reader, &Side { party }, lang, inner, tokens);
                }
            }
            Span::Placeholder { kind, hint } => {
                let key = format!("placeholder-{}", kind.code());
                let word = crate::i18n::T::new(lang).s(&key).into_owned();
                let text = match hint {
                    Some(hint) => format!("{word}: {hint}"),
                    None => word,
                };
                tokens.push(Token { kind: "placeholder", text, tone: "" });
            }
            Span::Parties => {
                tokens.push(words(in_alternat(reader, &reader.us, lang)));
            }
        }
    }
}

/// A wording as plain text with the parties by their names and placeholders in words; what breaks
/// the notation stays as it is written.
pub fn legible(reader: &Reader<'_>, text: &str, lang: Lang) -> String {
    let mut plain = String::new();
    for token in of_text(reader, text, lang) {
        match token.kind {
            "open" => plain.push_str(&format!("[{}: ", token.text)),
            "close" => plain.push(']'),
            "placeholder" => plain.push_str(&format!("[{}]", token.text)),
            _ => plain.push_str(&token.text),
        }
    }
    plain
}

/// The parties' full names in the order of one party's copy: its own first.
pub fn in_alternat(reader: &Reader<'_>, first: &PartyId, lang: Lang) -> String {
    let mut members = reader.record.joint().members();
    members.sort_by_key(|party| party != first);
    let names: Vec<String> = members.iter().map(|party| full_name(reader, party, lang)).collect();
    let and = match lang {
        Lang::Ar => " و",
        Lang::En => " and ",
    };
    names.join(and)
}

/// A state's name in full, as texts write it.
pub fn full_name(reader: &Reader<'_>, party: &PartyId, lang: Lang) -> String {
    let items = reader.record.of_type("party");
    let own = items
        .iter()
        .find(|item| item.owner() == party && item.content().party("code").as_ref() == Some(party));
    let name = own.and_then(|item| item.content().bi_exact("name", lang).map(str::to_owned));
    let name = name.unwrap_or_else(|| reader.record.party_name(party, lang));
    match lang {
        Lang::En if !name.starts_with("the ") => {
            format!("the {}", name.strip_prefix("The ").unwrap_or(&name))
        }
        _ => name,
    }
}

struct Side {
    party: Vec<PartyId>,
}

fn option(
    reader: &Reader<'_>,
    side: &Side,
    lang: Lang,
    inner: Vec<Token>,
    tokens: &mut Vec<Token>,
) {
    let names: Vec<String> =
        side.party.iter().map(|party| reader.record.party_name(party, lang)).collect();
    let tone = match side.party[..] {
        [ref one] => reader.tone(one),
        _ => "all",
    };
    let comma = if lang == Lang::Ar { "، " } else { ", " };
    tokens.push(Token { kind: "open", text: names.join(comma), tone });
    if inner.is_empty() {
        let nothing = crate::i18n::T::new(lang).s("bracket-nothing").into_owned();
        tokens.push(Token { kind: "nothing", text: nothing, tone: "" });
    }
    tokens.extend(inner);
    tokens.push(Token { kind: "close", ..Token::default() });
}

fn words(text: String) -> Token {
    Token { kind: "words", text, tone: "" }
}

/// The beginning of a long stretch of words.
pub fn shortened(words: &str, chars_max: usize) -> String {
    match words.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{} …", words[..end].trim_end()),
        None => words.to_owned(),
    }
}
