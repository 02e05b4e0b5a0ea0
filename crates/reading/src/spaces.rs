//! Lost spaces: where a run of Arabic letters is several words, by the lexicon of crate `text`
//! and the names of the word lists. Only what is sure enough for an import is taken.

use text::spaces::{CONFIDENCE_TO_APPLY, Lexicon, Word, WordKind, restore};

use crate::gazetteers::{Class, Gazetteers};

/// The lexicon with the names and places of the word lists.
pub(crate) fn lexicon(gazetteers: &Gazetteers) -> Lexicon {
    let words: Vec<(String, WordKind)> = gazetteers
        .forms()
        .filter(|(form, _)| !form.is_ascii())
        .flat_map(|(form, of)| {
            let kind = of.iter().find_map(|&at| match gazetteers.entry(at).class {
                Class::Given | Class::Family => Some(WordKind::Name),
                Class::City | Class::Land => Some(WordKind::Place),
                Class::Word => Some(WordKind::Noun),
                _ => None,
            });
            form.split(' ')
                .filter(|word| word.chars().count() >= 3)
                .filter_map(move |word| kind.map(|kind| (word.to_owned(), kind)))
                .collect::<Vec<_>>()
        })
        .filter(|(word, _)| !Lexicon::own().knows(word))
        .collect();
    Lexicon::own().with(words.iter().map(|(text, kind)| Word { text, kind: *kind, class: 4 }))
}

/// Runs of letters that are several words: offset of the run and of its cuts, in scalar values.
pub(crate) fn cuts(source: &str, lexicon: &Lexicon) -> Vec<(usize, Vec<usize>)> {
    let offers = restore(source, lexicon);
    let mut found = Vec::new();
    let mut place = (0, 0);
    for offer in offers.iter().filter(|offer| offer.confidence >= CONFIDENCE_TO_APPLY) {
        let start = offer.span_before.start;
        place = (start, place.1 + source[place.0..start].chars().count());
        let cuts: Vec<usize> = offer
            .after
            .chars()
            .enumerate()
            .filter(|(_, c)| *c == ' ')
            .enumerate()
            .map(|(nth, (at, _))| place.1 + at - nth)
            .collect();
        // A cut is an inserted blank and nothing else.
        let same = offer.after.chars().filter(|c| *c != ' ').eq(offer.before.chars());
        if same {
            found.push((place.1, cuts));
        }
    }
    found
}
