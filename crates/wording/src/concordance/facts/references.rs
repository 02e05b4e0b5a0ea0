//! References to articles, paragraphs and annexes: "Articles 3 and 5", «الفقرة (٢) من المادة
//! الثالثة», "Annex B". Letters are read in the order of the alphabet and of the abjad.

use super::super::page::{MICRO, Page};
use super::number;

/// What is referred to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// `article`, `paragraph`, `annex`, `section`, `chapter`.
    pub kind: &'static str,
    /// Figures, with points, or a Latin small letter.
    pub value: String,
}

const KINDS: &[(&str, &[&str])] = &[
    ("article", &["article", "articles", "ماده", "مادتين", "مادتان", "مواد"]),
    ("paragraph", &["paragraph", "paragraphs", "subparagraph", "subparagraphs", "item", "items"]),
    ("paragraph", &["فقره", "فقرتين", "فقرتان", "فقرات", "بند", "بندين", "بنود"]),
    ("annex", &["annex", "annexes", "appendix", "attachment", "ملحق", "ملحقين", "ملاحق", "مرفق"]),
    ("section", &["section", "sections", "قسم", "اقسام"]),
    ("chapter", &["chapter", "chapters", "فصل", "فصول"]),
];

/// References at a word, and the word after them.
pub(super) fn at(page: &Page<'_>, at: usize) -> Option<(Vec<Place>, usize)> {
    let word = page.words.get(at)?;
    let named = |names: &[&str]| names.iter().any(|name| word.is(name));
    let kind = KINDS.iter().find(|(_, names)| named(names)).map(|(kind, _)| *kind)?;
    let mut end = at + 1;
    while ["فرعيه", "رقم", "no"].iter().any(|one| page.is(end, one)) {
        end += 1;
    }
    let mut places = Vec::new();
    let mut start = end;
    while let Some((value, after)) = value(page, start, !places.is_empty()) {
        places.push(Place { kind, value });
        end = after;
        start = end;
        let joint = page.before(end).trim().trim_matches(['(', ')']).trim().to_owned();
        let and = |word: &str| matches!(word, "and" | "or" | "to" | "او" | "و");
        if page.words.get(end).is_some_and(|word| and(&word.text)) {
            start = end + 1;
        } else if !(matches!(joint.as_str(), "," | "،")
            || page
                .words
                .get(end)
                .is_some_and(|word| word.joined_by_and() || glued_and(&word.text)))
        {
            break;
        }
    }
    (!places.is_empty()).then_some((places, end))
}

/// «وب»: the particle with a letter behind it.
fn glued_and(word: &str) -> bool {
    word.strip_prefix('و').is_some_and(|rest| letter(rest).is_some())
}

fn value(page: &Page<'_>, at: usize, further: bool) -> Option<(String, usize)> {
    let word = page.words.get(at)?;
    let gap = page.before(at);
    if gap.contains(['.', ';', '؛', ':', '\n', '|']) {
        return None;
    }
    if word.number.is_some() {
        return Some((word.text.clone(), at + 1));
    }
    // A letter stands in brackets or is capital; «و» before it may be the particle.
    let bare = word.text.strip_prefix('و').filter(|_| further && glued_and(&word.text));
    let bare = bare.unwrap_or(&word.text);
    let marked = gap.contains('(') || (!page.arabic && page.is_capital(at));
    if let Some(letter) = letter(bare).filter(|_| marked) {
        return match roman(bare).filter(|_| !gap.contains('(') && letter != 'c' && letter != 'd') {
            Some(value) => Some((value.to_string(), at + 1)),
            None => Some((letter.to_string(), at + 1)),
        };
    }
    if !page.arabic && page.is_capital(at) && roman(&word.text).is_some() {
        return Some((roman(&word.text)?.to_string(), at + 1));
    }
    if further && !word.joined_by_and() {
        return None;
    }
    let (value, end) = number(page, at).or_else(|| {
        let one = ["one", "واحد", "واحده"].iter().any(|one| word.is(one));
        one.then_some((MICRO, at + 1))
    })?;
    (value.is_multiple_of(MICRO)).then(|| ((value / MICRO).to_string(), end))
}

/// The place of a single letter in its order, as a Latin letter.
fn letter(word: &str) -> Option<char> {
    let mut chars = word.chars();
    let c = chars.next().filter(|_| chars.next().is_none())?;
    match "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ".chars().position(|one| one == c)
    {
        Some(nth) => char::from_u32('a' as u32 + u32::try_from(nth).ok()?),
        None => c.is_ascii_lowercase().then_some(c),
    }
}

/// Roman figures to 89, folded.
fn roman(word: &str) -> Option<u32> {
    let value = |c: char| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        _ => None,
    };
    let values: Vec<u32> = word.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0;
    for (nth, one) in values.iter().enumerate() {
        match values.get(nth + 1).is_some_and(|next| next > one) {
            true => sum -= i64::from(*one),
            false => sum += i64::from(*one),
        }
    }
    u32::try_from(sum).ok().filter(|sum| (1..90).contains(sum) && word.len() <= 8)
}

/// Whether a reference that ends before `at` points into this text and not "of the Charter".
pub(super) fn internal(page: &Page<'_>, at: usize) -> bool {
    if !["of", "من", "to", "في"].iter().any(|word| page.is(at, word)) {
        return true;
    }
    let next = match page.is(at + 1, "the") {
        true => at + 2,
        false => at + 1,
    };
    let own = ["this", "present", "article", "هذا", "هذه", "ماده", "فقره", "الماده"];
    own.iter().any(|word| page.is(next, word))
}
