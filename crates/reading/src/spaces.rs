//! Lost spaces: a run of Arabic letters that no list knows, cut where both parts are known words.
//! It never joins words and never cuts a word that a list knows.

use crate::gazetteers::{Gazetteers, strip_article};

/// Letters of the shortest run that is looked at.
const RUN_LETTERS_MIN: usize = 6;

/// Where a run of letters falls into words, as offsets into `raw`; `None` when it is one word.
pub(crate) fn cuts(raw: &[char], folded: &str, gazetteers: &Gazetteers) -> Option<Vec<usize>> {
    let letters: Vec<char> = folded.chars().collect();
    if letters.len() < RUN_LETTERS_MIN || is_word(folded, gazetteers) {
        return None;
    }
    // Offsets in the folded run lead to offsets in the raw one only when no letter was dropped.
    let places = places(raw, &letters)?;
    let n = letters.len();
    let at = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let mut found: Option<(usize, Vec<usize>)> = None;
    for cut in 2..=n - 2 {
        if !may_end(letters[cut - 1]) && !parts_are_long(cut, n) {
            continue;
        }
        let left = at(0, cut);
        let right = at(cut, n);
        if !is_piece(&left, gazetteers, true) {
            continue;
        }
        if is_piece(&right, gazetteers, false) {
            let weight = weight(&left, &right);
            if found.as_ref().is_none_or(|(best, _)| weight > *best) {
                found = Some((weight, vec![places[cut]]));
            }
        }
        for second in cut + 3..=n.saturating_sub(3) {
            let middle = at(cut, second);
            let last = at(second, n);
            if is_piece(&middle, gazetteers, true) && is_piece(&last, gazetteers, false) {
                let weight = weight(&left, &middle).min(weight_of(&last));
                if found.as_ref().is_none_or(|(best, _)| weight > *best) {
                    found = Some((weight, vec![places[cut], places[second]]));
                }
            }
        }
    }
    found.map(|(_, cuts)| cuts)
}

fn weight(left: &str, right: &str) -> usize {
    weight_of(left).min(weight_of(right)) * 4 + weight_of(left).max(weight_of(right))
}

fn weight_of(piece: &str) -> usize {
    piece.chars().count()
}

fn parts_are_long(cut: usize, n: usize) -> bool {
    cut >= 3 && n - cut >= 3
}

/// Letters that do not join to the next: a lost blank after them is not seen by the eye.
fn may_end(c: char) -> bool {
    matches!(c, 'ا' | 'د' | 'ذ' | 'ر' | 'ز' | 'و' | 'ه' | 'ن' | 'ي')
}

/// Whether a run is one word that needs no cut.
pub(crate) fn is_word(folded: &str, gazetteers: &Gazetteers) -> bool {
    if gazetteers.is_known(folded) {
        return true;
    }
    stems(folded).into_iter().any(|stem| {
        gazetteers.is_known(stem) || endless(stem).is_some_and(|bare| gazetteers.is_known(&bare))
    })
}

/// The first piece may carry prefixes; a later piece is a bare word or one with its article.
fn is_piece(piece: &str, gazetteers: &Gazetteers, first: bool) -> bool {
    const SMALL: [&str; 8] = ["من", "في", "عن", "الي", "علي", "مع", "بن", "ان"];
    let n = piece.chars().count();
    if SMALL.contains(&piece) {
        return first && piece != "ان" && piece != "علي";
    }
    if n < 3 {
        return false;
    }
    if n == 3 && !gazetteers.is_known(piece) {
        return matches!(strip_conjunction(piece), "خلال");
    }
    if gazetteers.is_known(piece) || gazetteers.is_known(strip_article(piece)) {
        return true;
    }
    if piece.starts_with("ال") && n >= 5 {
        // A word with its article after a word that ends: enough on its own for a long piece.
        return !first && n >= 6;
    }
    let bare = strip_conjunction(piece);
    if bare.chars().count() >= 3 && gazetteers.is_known(bare) && first {
        return true;
    }
    n >= 4 && endless(piece).is_some_and(|bare| gazetteers.is_known(&bare))
}

fn strip_conjunction(piece: &str) -> &str {
    piece.strip_prefix('و').filter(|rest| rest.chars().count() >= 3).unwrap_or(piece)
}

/// The word without each prefix it may carry.
fn stems(word: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let prefixes = [
        "و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وب", "ول",
        "وس", "وبال",
    ];
    for prefix in prefixes {
        if let Some(rest) = word.strip_prefix(prefix)
            && rest.chars().count() >= 3
        {
            found.push(rest);
        }
    }
    found
}

/// The word without an ending for number, gender or owner.
fn endless(word: &str) -> Option<String> {
    for end in ["هما", "ها", "هم", "نا", "ين", "ون", "ان", "ات", "يه", "ه", "ا", "ي"] {
        if let Some(bare) = word.strip_suffix(end)
            && bare.chars().count() >= 3
        {
            return Some(strip_article(bare).to_owned());
        }
    }
    None
}

/// For each letter of the folded run its offset in the raw one; the letters must pair up.
fn places(raw: &[char], letters: &[char]) -> Option<Vec<usize>> {
    let mut places: Vec<usize> = Vec::with_capacity(letters.len() + 1);
    for (at, &c) in raw.iter().enumerate() {
        if crate::page::is_silent(c) || c == '\u{0621}' {
            continue;
        }
        places.push(at);
    }
    if places.len() != letters.len() {
        return None;
    }
    places.push(raw.len());
    Some(places)
}
