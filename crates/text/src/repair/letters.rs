//! Repairs of Arabic letters that a font table or a foreign keyboard put in the place of others,
//! and of tatweel and joiners between letters.
//! A letter is replaced only where the document proves the damage: its letters follow from their
//! joining position alone, or its words are Arabic beyond doubt. Persian and Urdu stay as they are.

use std::ops::Range;

use super::RepairRule;
use super::edits::Edit;
use crate::bidi::is_arabic_mark;
use crate::fold::{Script, fold_str, script_of};

/// Times a foreign letter must occur before its positions prove anything.
const PROOF_LETTERS_MIN: u32 = 3;
/// One letter in this many may stand against the proof; lost spaces make such letters.
const PROOF_EXCEPTION_ONE_IN: u32 = 10;
/// A part of a text is Arabic when one word in this many has an article, a teh marbuta or a hamza
/// on its first alef, which Persian and Urdu hardly write.
const MARKED_ONE_IN: u32 = 8;

/// Words that end in a dotless yeh (alef maksura), folded, without particles.
const ENDS_IN_ALEF: [&str; 62] = [
    "الي",
    "علي",
    "حتي",
    "لدي",
    "متي",
    "مدي",
    "اخري",
    "كبري",
    "اولي",
    "مستوي",
    "منتدي",
    "مبني",
    "معني",
    "ملتقي",
    "مستشفي",
    "مجري",
    "قوي",
    "ادني",
    "اعلي",
    "اقصي",
    "ذكري",
    "جدوي",
    "شتي",
    "سوي",
    "قري",
    "يتسني",
    "جري",
    "اجري",
    "التقي",
    "تلقي",
    "القي",
    "ابدي",
    "اعطي",
    "انتهي",
    "روي",
    "مني",
    "مصطفي",
    "موسي",
    "عيسي",
    "يحيي",
    "ليلي",
    "سلمي",
    "هدي",
    "نهي",
    "بشري",
    "يسري",
    "وسطي",
    "عظمي",
    "قصوي",
    "دعوي",
    "شوري",
    "فتوي",
    "نجوي",
    "سلوي",
    "ماوي",
    "مقهي",
    "فحوي",
    "محتوي",
    "صدي",
    "منحي",
    "مرضي",
    "قتلي",
];

/// What the letters pass found: replacements to make, and those that only the reader can decide.
pub(super) struct Found {
    pub edits: Vec<Edit>,
    pub offers: Vec<Edit>,
}

/// Replaces foreign letters, drops tatweel inside words and joiners beside Arabic letters.
pub(super) fn letters(text: &str) -> Found {
    let glyphs = glyphs_of(text);
    let pieces = pieces_of(&glyphs);
    let verdict = Verdict::of(&glyphs, &pieces);
    let mut found = Found { edits: Vec::new(), offers: Vec::new() };
    for piece in &pieces {
        let foreign = verdict.is_foreign(piece);
        for at in piece.glyphs.clone() {
            let glyph = &glyphs[at];
            let span = glyph.at..glyph.at + glyph.c.len_utf8();
            if glyph.c == '\u{0640}' && tatweel_is_idle(&glyphs, at) {
                found.edits.push(Edit::new(span, "", RepairRule::Tatweel, 1.0));
            } else if !foreign && joiner_is_idle(&glyphs, at) {
                found.edits.push(Edit::new(span, "", RepairRule::Invisible, 1.0));
            } else if let Some(pair) = pair_of(glyph.c).filter(|_| !foreign) {
                if !is_foreign_letter(glyph.c) {
                    continue;
                }
                let arabic = replacement(&glyphs, at);
                let after = arabic.encode_utf8(&mut [0; 4]).to_owned();
                let (rule, confidence) = match verdict.proof(pair) {
                    Proof::Position => (RepairRule::PositionalLetter, 1.0),
                    Proof::Language if arabic == 'ي' && glyph.form & TO_NEXT == 0 => {
                        (RepairRule::KeyboardLetter, 0.9)
                    }
                    Proof::Language => (RepairRule::KeyboardLetter, 0.97),
                    Proof::None => (RepairRule::KeyboardLetter, 0.5),
                };
                let list = match verdict.proof(pair) {
                    Proof::None => &mut found.offers,
                    _ => &mut found.edits,
                };
                list.push(Edit::new(span, &after, rule, confidence));
            }
        }
    }
    found
}

/// Whether a character is a letter of the Arabic script.
fn is_arabic_letter(c: char) -> bool {
    c.is_alphabetic() && !is_arabic_mark(c) && script_of(c) == Some(Script::Arabic)
}

/// Bit of [`Glyph::form`]: the letter joins the one before it, or the one after it.
const TO_PREVIOUS: u8 = 1;
const TO_NEXT: u8 = 2;

/// A character and how it is joined.
struct Glyph {
    at: usize,
    c: char,
    form: u8,
}

fn glyphs_of(text: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> =
        text.char_indices().map(|(at, c)| Glyph { at, c, form: 0 }).collect();
    let mut previous: Option<usize> = None;
    for nth in 0..glyphs.len() {
        let c = glyphs[nth].c;
        if is_arabic_mark(c) {
            continue;
        }
        if let Some(before) = previous
            && joins_next(glyphs[before].c)
            && joins_previous(c)
        {
            glyphs[before].form |= TO_NEXT;
            glyphs[nth].form |= TO_PREVIOUS;
        }
        previous = Some(nth);
    }
    glyphs
}

fn joins_previous(c: char) -> bool {
    matches!(c, '\u{0640}' | '\u{200D}')
        || is_arabic_letter(c) && !matches!(c, '\u{0621}' | '\u{0674}' | '\u{06D5}')
}

fn joins_next(c: char) -> bool {
    joins_previous(c)
        && !matches!(c, '\u{0622}'..='\u{0625}' | '\u{0627}' | '\u{0629}' | '\u{062F}'..='\u{0632}'
            | '\u{0648}' | '\u{0671}'..='\u{0673}' | '\u{0675}'..='\u{0677}'
            | '\u{0688}'..='\u{0699}' | '\u{06C0}' | '\u{06C3}'..='\u{06CB}' | '\u{06CD}'
            | '\u{06CF}' | '\u{06D2}' | '\u{06D3}' | '\u{06EE}' | '\u{06EF}')
}

/// The three pairs of letters that fonts and keyboards confuse.
#[derive(Clone, Copy)]
enum LetterPair {
    Yeh,
    Heh,
    Kaf,
}

fn pair_of(c: char) -> Option<LetterPair> {
    match c {
        '\u{064A}' | '\u{06CC}' => Some(LetterPair::Yeh),
        '\u{0647}' | '\u{06BE}' | '\u{06C1}' => Some(LetterPair::Heh),
        '\u{0643}' | '\u{06A9}' | '\u{06AA}' => Some(LetterPair::Kaf),
        _ => None,
    }
}

fn is_foreign_letter(c: char) -> bool {
    matches!(c, '\u{06CC}' | '\u{06BE}' | '\u{06C1}' | '\u{06A9}' | '\u{06AA}')
}

/// Letters that Persian or Urdu writes and Arabic does not, or only in borrowed names.
fn is_persian_or_urdu(c: char) -> bool {
    matches!(
        c,
        '\u{067E}'
            | '\u{0686}'
            | '\u{0698}'
            | '\u{06AF}'
            | '\u{0679}'
            | '\u{0688}'
            | '\u{0691}'
            | '\u{06BA}'
            | '\u{06D2}'
            | '\u{06C1}'
            | '\u{06C0}'
            | '\u{06C2}'
    )
}

/// A line, or a quotation inside a line: quotations may be in another language.
struct Piece {
    glyphs: Range<usize>,
    n_words: u32,
    n_marked: u32,
    n_foreign_only: u32,
    /// Words that end in a Persian yeh, and in an Arabic one.
    n_final_persian: u32,
    n_final_arabic: u32,
    /// By pair and form: how often the Arabic letter and how often the foreign one.
    counts: [[[u32; 2]; 4]; 3],
}

impl Piece {
    fn is_arabic(&self) -> bool {
        self.n_marked > 0 && self.n_marked * MARKED_ONE_IN >= self.n_words
    }

    fn n_foreign(&self) -> u32 {
        self.counts.iter().flatten().map(|count| count[1]).sum()
    }
}

fn pieces_of(glyphs: &[Glyph]) -> Vec<Piece> {
    let ends = |c: char| matches!(c, '\n' | '"' | '«' | '»' | '\u{201C}'..='\u{201F}');
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in 0..=glyphs.len() {
        if end == glyphs.len() || ends(glyphs[end].c) {
            pieces.push(piece_of(glyphs, start..end));
            start = end;
        }
    }
    pieces
}

fn piece_of(glyphs: &[Glyph], range: Range<usize>) -> Piece {
    let mut piece = Piece {
        glyphs: range.clone(),
        n_words: 0,
        n_marked: 0,
        n_foreign_only: 0,
        n_final_persian: 0,
        n_final_arabic: 0,
        counts: Default::default(),
    };
    let in_word = |glyph: &Glyph| is_arabic_letter(glyph.c) || is_arabic_mark(glyph.c);
    for word in glyphs[range].chunk_by(|a, b| in_word(a) == in_word(b)) {
        if !in_word(&word[0]) {
            continue;
        }
        piece.n_words += 1;
        piece.n_marked += u32::from(is_marked_arabic(word));
        let last = word.iter().rev().find(|glyph| !is_arabic_mark(glyph.c)).map(|glyph| glyph.c);
        piece.n_final_persian += u32::from(last == Some('\u{06CC}'));
        piece.n_final_arabic += u32::from(last == Some('\u{064A}'));
        for glyph in word {
            piece.n_foreign_only += u32::from(is_persian_or_urdu(glyph.c));
            if let Some(pair) = pair_of(glyph.c) {
                let foreign = usize::from(is_foreign_letter(glyph.c));
                piece.counts[pair as usize][glyph.form as usize][foreign] += 1;
            }
        }
    }
    piece
}

/// An article (with or without a particle), a teh marbuta, or a hamza on the first alef.
fn is_marked_arabic(word: &[Glyph]) -> bool {
    let mut letters = word.iter().map(|glyph| glyph.c).filter(|&c| !is_arabic_mark(c));
    let first = [letters.next(), letters.next(), letters.next(), letters.next()];
    let article = matches!(
        first,
        [Some('ا'), Some('ل'), Some(_), _]
            | [Some('ل'), Some('ل'), Some(_), _]
            | [Some('و' | 'ف' | 'ب' | 'ك'), Some('ا'), Some('ل'), Some(_)]
            | [Some('أ' | 'إ'), Some(_), ..]
    );
    article || word.iter().any(|glyph| glyph.c == 'ة')
}

/// Why a foreign letter may be replaced.
#[derive(Clone, Copy, PartialEq)]
enum Proof {
    /// Its letters are a function of their joining position: a font table put them there.
    Position,
    /// The words around it are Arabic: a keyboard put it there.
    Language,
    /// Nothing proves it.
    None,
}

struct Verdict {
    proofs: [Proof; 3],
    /// Words of the Arabic parts end in a Persian yeh: the whole text was typed on such a keyboard.
    persian_keyboard: bool,
}

impl Verdict {
    fn of(glyphs: &[Glyph], pieces: &[Piece]) -> Verdict {
        debug_assert_eq!(
            pieces.iter().map(|piece| piece.glyphs.len()).sum::<usize>(),
            glyphs.len()
        );
        let arabic = || pieces.iter().filter(|piece| piece.is_arabic());
        let n_persian: u32 = arabic().map(|piece| piece.n_final_persian).sum();
        let n_arabic: u32 = arabic().map(|piece| piece.n_final_arabic).sum();
        let persian_keyboard = n_persian > n_arabic;
        let mut verdict = Verdict { proofs: [Proof::None; 3], persian_keyboard };
        let own = || pieces.iter().filter(|piece| !verdict.is_foreign(piece));
        let n_marked: u32 = own().map(|piece| piece.n_marked).sum();
        let n_words: u32 = own().map(|piece| piece.n_words).sum();
        let is_arabic = n_marked > 0 && n_marked * MARKED_ONE_IN >= n_words;
        // Lines that were typed beside the damaged text prove nothing for or against it.
        let mut counts = [[[0u32; 2]; 4]; 3];
        for piece in own().filter(|piece| piece.n_foreign() > 0) {
            for (pair, form) in (0..3).flat_map(|pair| (0..4).map(move |form| (pair, form))) {
                counts[pair][form][0] += piece.counts[pair][form][0];
                counts[pair][form][1] += piece.counts[pair][form][1];
            }
        }
        let font_table = counts.iter().any(follows_from_position);
        let proofs = counts.map(|counts| match font_table && !is_contradicted(&counts) {
            true => Proof::Position,
            false if is_arabic => Proof::Language,
            false => Proof::None,
        });
        verdict.proofs = proofs;
        verdict
    }

    fn proof(&self, pair: LetterPair) -> Proof {
        self.proofs[pair as usize]
    }

    /// A piece in Persian or Urdu, which keeps its letters.
    fn is_foreign(&self, piece: &Piece) -> bool {
        let by_letter = piece.n_foreign_only > 0;
        let by_ending = piece.n_final_persian > 0 && !self.persian_keyboard;
        !piece.is_arabic() && (by_letter || by_ending)
    }
}

/// Whether each joining form has the one letter or the other, and both letters occur: the mark of a
/// font table.
fn follows_from_position(counts: &[[u32; 2]; 4]) -> bool {
    let n_foreign: u32 = counts.iter().map(|count| count[1]).sum();
    let arabic_somewhere = counts.iter().any(|count| count[0] > count[1]);
    n_foreign >= PROOF_LETTERS_MIN && arabic_somewhere && !is_contradicted(counts)
}

/// Whether both letters of a pair occur in one joining form, more often than lost spaces explain.
fn is_contradicted(counts: &[[u32; 2]; 4]) -> bool {
    let n_foreign: u32 = counts.iter().map(|count| count[1]).sum();
    let n_against: u32 = counts.iter().map(|count| count[0].min(count[1])).sum();
    n_against * PROOF_EXCEPTION_ONE_IN > n_foreign
}

/// The Arabic letter for a foreign one.
fn replacement(glyphs: &[Glyph], at: usize) -> char {
    match glyphs[at].c {
        '\u{06CC}' if ends_in_alef(glyphs, at) => 'ى',
        '\u{06CC}' => 'ي',
        '\u{06BE}' | '\u{06C1}' => 'ه',
        _ => 'ك',
    }
}

/// Whether the word that ends at this yeh is one that is written with a dotless yeh.
fn ends_in_alef(glyphs: &[Glyph], at: usize) -> bool {
    if glyphs[at].form & TO_NEXT != 0 {
        return false;
    }
    // Longer words are none of the list, which keeps the work for each letter bounded.
    const LETTERS_MAX: usize = 12;
    let start = glyphs[..at]
        .iter()
        .rev()
        .take(LETTERS_MAX)
        .take_while(|glyph| is_arabic_letter(glyph.c) || is_arabic_mark(glyph.c))
        .count();
    let word: String = glyphs[at - start..=at].iter().map(|glyph| glyph.c).collect();
    let folded = fold_str(&word);
    let listed = |word: &str| ENDS_IN_ALEF.contains(&word);
    let word = folded.as_str();
    let without_and = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let without_particle = without_and.strip_prefix(['ب', 'ل']).unwrap_or(without_and);
    let to_the = without_and.strip_prefix("لل");
    to_the.is_some_and(listed)
        || [word, without_and, without_particle]
            .iter()
            .any(|&word| listed(word) || word.strip_prefix("ال").is_some_and(listed))
}

/// A tatweel between Arabic letters of a word lengthens a line and means nothing. Not so after a
/// figure (`1446` and the sign of the Hijri year), at the end of a word, or as a dash.
fn tatweel_is_idle(glyphs: &[Glyph], at: usize) -> bool {
    let stretch = |glyph: &&Glyph| glyph.c == '\u{0640}' || is_arabic_mark(glyph.c);
    // A word stretched longer than any line is left as it is.
    const STRETCH_MAX: usize = 64;
    let before = glyphs[..at].iter().rev().take(STRETCH_MAX).find(|glyph| !stretch(glyph));
    let after = glyphs[at + 1..].iter().take(STRETCH_MAX).find(|glyph| !stretch(glyph));
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let abbreviates_year = before.form & TO_PREVIOUS == 0
        && before.c == 'ه'
        && glyph_before(glyphs, before).is_some_and(char::is_numeric);
    is_arabic_letter(before.c) && is_arabic_letter(after.c) && !abbreviates_year
}

fn glyph_before(glyphs: &[Glyph], glyph: &Glyph) -> Option<char> {
    let nth = glyphs.partition_point(|one| one.at < glyph.at);
    nth.checked_sub(1).map(|before| glyphs[before].c)
}

/// A joiner or non-joiner that separates nothing: a non-joiner after an Arabic letter, a joiner
/// between two of them.
fn joiner_is_idle(glyphs: &[Glyph], at: usize) -> bool {
    let arabic = |glyph: Option<&Glyph>| {
        glyph.is_some_and(|glyph| is_arabic_letter(glyph.c) || is_arabic_mark(glyph.c))
    };
    let before = at.checked_sub(1).and_then(|before| glyphs.get(before));
    match glyphs[at].c {
        '\u{200C}' => arabic(before),
        '\u{200D}' => arabic(before) && arabic(glyphs.get(at + 1)),
        _ => false,
    }
}
