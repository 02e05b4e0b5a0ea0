//! What stands on a paper, read from the record: the texts as they stand, agenda, delegations in
//! the order each side gave, minutes. A paper says which exact version it is; it decides nothing.

use dialogue::bracket::{self, Piece};
use dialogue::content::Lang;
use dialogue::id::{DialogueId, PartyId};
use dialogue::negotiation::{Negotiation, Row, Stage};
use dialogue::paper_mark::{self, PaperMark};
use dialogue::record::Item;
use documents::paper::{Block, Kind, Layout, Pair, Paper, Rich, Run, Signature, Style};
use wording::notation::{self, Phrase, Span};

use super::readings::Reading;
use super::views::numbered;
use super::words::{full_name, in_alternat, legible, whole_of};
use crate::i18n::T;
use crate::items::reader::Reader;

/// Which paper is wanted.
#[derive(Debug)]
pub struct Wanted {
    pub kind: String,
    pub layout: Layout,
    /// Whose copy it is; that party stands first in it.
    pub copy: Option<PartyId>,
}

/// A paper of a joint text; none when it cannot be had as things are.
pub fn of_text(
    reader: &Reader<'_>,
    negotiation: &Negotiation<'_>,
    wanted: &Wanted,
) -> Option<Paper> {
    let first = wanted.copy.clone().unwrap_or_else(|| reader.us.clone());
    let kind = match wanted.kind.as_str() {
        "clean" if negotiation.blockers().is_empty() => Kind::Clean,
        "bracketed" => Kind::Bracketed,
        "compared" => Kind::Compared,
        "signature" if negotiation.edition.is_some() => Kind::SignatureCopy,
        _ => return None,
    };
    let digest = negotiation.digest();
    let text = &negotiation.text;
    let mark = DialogueId::parse(reader.did).ok().map(|dialogue| PaperMark {
        dialogue,
        item: text.id().clone(),
        digest: *digest.as_bytes(),
    });
    let sheet = Sheet { reader, first: &first, kind };
    let blocks = negotiation.live().map(|row| sheet.block(row)).collect();
    let head = |key: &str, value: Pair| (words(key), value);
    let mut heads = vec![head("paper-head-standing", standing(kind, negotiation))];
    if let Some(session) = text.content().item("session") {
        heads.push(head("paper-head-session", title_of(reader, &session)));
    }
    if kind == Kind::SignatureCopy {
        heads.push(head("paper-head-copy", name_pair(reader, &first)));
    }
    if let (Kind::Compared, Some(other)) = (kind, sheet.other()) {
        let styled = |pair: Pair, style| {
            let of = |rich: Rich| Rich::styled(&rich.text(), style);
            Pair { ar: of(pair.ar), en: of(pair.en) }
        };
        heads.push(head("paper-head-theirs", styled(name_pair(reader, &other), Style::Deleted)));
        heads.push(head("paper-head-ours", styled(name_pair(reader, &first), Style::Inserted)));
    }
    let title = negotiation.live().find(|row| row.role() == "title");
    Some(Paper {
        kind,
        layout: wanted.layout,
        title: match title {
            Some(row) => sheet.words(row),
            None => Pair::plain(&text.title(Lang::Ar), &text.title(Lang::En)),
        },
        heads,
        marking: marking(text),
        version: text.id().to_string(),
        digest: digest.short(),
        date: String::new(),
        mark: mark.as_ref().map(paper_mark::print).unwrap_or_default(),
        blocks,
    })
}

fn standing(kind: Kind, negotiation: &Negotiation<'_>) -> Pair {
    match (kind, &negotiation.edition) {
        (Kind::Bracketed | Kind::Compared, None) => words("paper-standing-open"),
        (_, Some(_)) => words("paper-standing-agreed"),
        _ => words("paper-standing-clean"),
    }
}

/// The marking of a text as its originator wrote it; a language without one has that of the other.
pub fn marking(text: &Item<'_>) -> Pair {
    let of = |lang: Lang| text.content().bi("marking", lang).unwrap_or_default().to_owned();
    Pair::plain(&of(Lang::Ar), &of(Lang::En))
}

/// What stands above the marking of every paper of an exercise.
pub fn exercise() -> Pair {
    words("paper-exercise")
}

/// Where a text stands, as a line of a Word document.
pub fn title_pair(negotiation: &Negotiation<'_>) -> documents::docx::sheet::Pair {
    let words = standing(Kind::Bracketed, negotiation);
    documents::docx::sheet::Pair { ar: words.ar.text(), en: words.en.text() }
}

/// A message in both languages.
pub fn words(key: &str) -> Pair {
    let of = |lang: Lang| Rich::plain(&T::new(lang).s(key));
    Pair { ar: of(Lang::Ar), en: of(Lang::En) }
}

pub fn title_of(reader: &Reader<'_>, id: &dialogue::id::ItemId) -> Pair {
    let title = |lang: Lang| reader.record.title_of(id, lang).unwrap_or_default();
    Pair::plain(&title(Lang::Ar), &title(Lang::En))
}

pub fn name_pair(reader: &Reader<'_>, party: &PartyId) -> Pair {
    Pair::plain(&full_name(reader, party, Lang::Ar), &full_name(reader, party, Lang::En))
}

struct Sheet<'s, 'r> {
    reader: &'s Reader<'r>,
    first: &'s PartyId,
    kind: Kind,
}

impl Sheet<'_, '_> {
    fn block(&self, row: &Row<'_>) -> Block {
        match row.role() {
            "title" => Block::Note(Pair::default()),
            "signature_block" => Block::Signatures(self.signatures()),
            "heading" => Block::Heading { level: 2, text: self.words(row) },
            _ => Block::Paragraph {
                id: row.item.id().to_string(),
                number: match &row.number {
                    Some(number) => {
                        Pair::plain(&numbered(number, Lang::Ar), &numbered(number, Lang::En))
                    }
                    None => Pair::default(),
                },
                depth: u8::try_from(row.depth).unwrap_or(u8::MAX).min(6),
                text: self.words(row),
                state: if self.kind == Kind::Bracketed && !row.stage.is_settled() {
                    words(&format!("stage-{}", row.stage.as_str()))
                } else {
                    Pair::default()
                },
            },
        }
    }

    fn signatures(&self) -> Vec<Signature> {
        let mut members = self.reader.record.joint().members();
        members.sort_by_key(|party| party != self.first);
        let place = |party: PartyId| {
            let name = |lang| full_name(self.reader, &party, lang);
            // The isolates around an argument are for screens: on paper the words stand alone.
            let bare = |words: String| words.replace(['\u{2068}', '\u{2069}'], "");
            let of = |lang: Lang| bare(T::new(lang).f("paper-for", &[("party", name(lang))]));
            Signature {
                party: Pair::plain(&of(Lang::Ar), &of(Lang::En)),
                lines: vec![words("paper-name"), words("paper-place-date")],
            }
        };
        members.into_iter().map(place).collect()
    }

    fn words(&self, row: &Row<'_>) -> Pair {
        let of = |lang: Lang| match self.kind {
            Kind::Compared => self.compared(row, lang),
            _ => self.standing(row, lang),
        };
        Pair { ar: of(Lang::Ar), en: of(Lang::En) }
    }

    /// The words in force; where the sides differ, each side's in a bracket, word by word.
    fn standing(&self, row: &Row<'_>, lang: Lang) -> Rich {
        let positions = match row.stage {
            Stage::Locked => Vec::new(),
            _ => self.reader.positions(&row.item),
        };
        let texts: Vec<&str> = positions
            .iter()
            .map(|(_, version)| version.content.bi_exact("", lang).unwrap_or_default())
            .collect();
        let differ = texts.windows(2).any(|pair| pair[0] != pair[1]);
        if !differ {
            return self.phrase(row.words(lang).unwrap_or_default(), lang);
        }
        let held: Vec<(&PartyId, &str)> =
            positions.iter().map(|(party, _)| party).zip(texts.iter().copied()).collect();
        if let Some(whole) = whole_of(row, &held) {
            return self.phrase(whole, lang);
        }
        if texts.iter().any(|text| text.contains('[')) {
            let mut rich = Rich::default();
            for (party, text) in held {
                self.option(&[party], self.phrase(text, lang), lang, &mut rich);
            }
            return rich;
        }
        held_words(self.reader, &row.item, "", lang)
    }

    /// What the other side holds against what we hold.
    fn compared(&self, row: &Row<'_>, lang: Lang) -> Rich {
        let of = |party: Option<&PartyId>| {
            let version = Reading::Of(party?.clone()).of(row)?;
            let written = version.content.bi_exact("", lang)?;
            Some(legible(self.reader, written, lang))
        };
        let other = self.other();
        let (theirs, ours) = (of(other.as_ref()), of(Some(self.first)));
        let (theirs, ours) = (theirs.unwrap_or_default(), ours.unwrap_or_default());
        let run = |text: String, style: Style| Run { text, style };
        let mut rich = Rich::default();
        for piece in bracket::words(&theirs, &ours) {
            match piece {
                Piece::Same(text) => rich.0.extend(Rich::plain(&text).0),
                Piece::Differs { parts } => rich.0.extend(parts.into_iter().map(|(at, text)| {
                    run(text, if at == 0 { Style::Deleted } else { Style::Inserted })
                })),
            }
        }
        rich
    }

    /// The side that the first one's words are held against.
    fn other(&self) -> Option<PartyId> {
        self.reader.record.joint().members().into_iter().find(|party| party != self.first)
    }

    fn phrase(&self, text: &str, lang: Lang) -> Rich {
        match notation::parse(text) {
            Ok(phrase) => {
                let mut rich = Rich::default();
                self.spans(&phrase, lang, &mut rich);
                rich
            }
            Err(_) => Rich::plain(text),
        }
    }

    fn spans(&self, phrase: &Phrase, lang: Lang, rich: &mut Rich) {
        for span in phrase.spans() {
            match span {
                Span::Words(text) => rich.0.extend(Rich::plain(text).0),
                Span::Parties => {
                    let names = in_alternat(self.reader, self.first, lang);
                    rich.0.extend(Rich::plain(&names).0);
                }
                Span::Placeholder { kind, hint } => {
                    let word = T::new(lang).s(&format!("placeholder-{}", kind.code())).into_owned();
                    let text = match hint {
                        Some(hint) => format!("[{word}: {hint}]"),
                        None => format!("[{word}]"),
                    };
                    rich.0.push(Run { text, style: Style::Placeholder });
                }
                Span::Stack(choices) => {
                    for choice in choices {
                        let parties: Vec<PartyId> = choice
                            .parties
                            .iter()
                            .filter_map(|code| PartyId::parse(code).ok())
                            .collect();
                        let parties: Vec<&PartyId> = parties.iter().collect();
                        let mut inner = Rich::default();
                        self.spans(&choice.phrase, lang, &mut inner);
                        self.option(&parties, inner, lang, rich);
                    }
                }
            }
        }
    }

    fn option(&self, parties: &[&PartyId], inner: Rich, lang: Lang, rich: &mut Rich) {
        let names: Vec<String> =
            parties.iter().map(|party| self.reader.record.party_name(party, lang)).collect();
        let comma = if lang == Lang::Ar { "، " } else { ", " };
        option(&names.join(comma), inner, lang, rich);
    }
}

/// An option in its brackets; without words it says that nothing is wanted here.
fn option(names: &str, inner: Rich, lang: Lang, rich: &mut Rich) {
    rich.0.extend(Rich::styled(&format!("[{names}: "), Style::Open).0);
    match inner.is_empty() {
        true => rich.0.extend(Rich::plain(&T::new(lang).s("bracket-nothing")).0),
        false => rich.0.extend(inner.0),
    }
    rich.0.extend(Rich::styled("]", Style::Close).0);
}

/// The words of an item; where the sides differ, each side's in a bracket, word by word.
pub fn held_words(reader: &Reader<'_>, item: &Item<'_>, base: &str, lang: Lang) -> Rich {
    let mut rich = Rich::default();
    for piece in reader.bracketed(item, base, lang) {
        rich.0.extend(Rich::plain(&piece.text).0);
        for part in piece.parts {
            option(&part.party, Rich::plain(&part.text), lang, &mut rich);
        }
    }
    rich
}
