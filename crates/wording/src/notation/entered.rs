//! What an officer types into a negotiated text, taken to the canonical notation: brackets without
//! a party are his own, parties may be called by name in either language, and the usual stand-ins
//! ("[date]", "[التاريخ]", "[Ministry of ...]") become placeholders. It guesses nothing beyond the
//! lists below: a bracket that fits none holds the officer's own words.

use text::fold::fold_str;

use super::tree::{self, Bracket, Part};
use super::{
    Building, Choice, Counts, NotationError, Phrase, PlaceholderKind, Rule, Span, is_alternat,
    is_party, placeholder,
};

/// Reads a text as an officer of party `us` types it. `names` are the names by which a party may
/// be called, each with its code; a code calls itself and must be there to be known (or be `us`).
/// What is canonical already stays as it is.
///
/// # Errors
/// The first rule that is broken, with the byte of the typed text at which it is. A capital code
/// before a colon that no name leads to is [`Rule::BadParty`].
///
/// # Examples
/// ```
/// use wording::entered;
/// let names = [("Kuwait", "KW"), ("الكويت", "KW"), ("United States", "US")];
/// let phrase = entered("يجتمع [الطرفان] في [التاريخ]", "KW", &names)?;
/// assert_eq!(phrase.to_string(), "يجتمع [KW: الطرفان] في [?date]");
/// let phrase = entered("[Kuwait: shall][united states: should] meet", "KW", &names)?;
/// assert_eq!(phrase.to_string(), "[KW: shall][US: should] meet");
/// # Ok::<(), wording::NotationError>(())
/// ```
pub fn entered(text: &str, us: &str, names: &[(&str, &str)]) -> Result<Phrase, NotationError> {
    if !is_party(us) || names.iter().any(|(_, code)| !is_party(code)) {
        return Err(NotationError { at: 0, rule: Rule::BadParty });
    }
    let folded = names.iter().map(|(alias, code)| (fold_str(alias), *code));
    let known = Known { us, names: folded.filter(|(alias, _)| !alias.is_empty()).collect() };
    let parts = tree::of(text)?;
    known.phrase(text, &parts, &mut Counts::default())
}

/// Who may be named.
struct Known<'n> {
    us: &'n str,
    names: Vec<(String, &'n str)>,
}

impl Known<'_> {
    fn phrase(
        &self,
        text: &str,
        parts: &[Part],
        counts: &mut Counts,
    ) -> Result<Phrase, NotationError> {
        let mut building = Building { spans: Vec::new(), counts };
        for part in parts {
            match part {
                Part::Words(range) => building.words(&text[range.clone()]),
                Part::Bracket(bracket) => self.bracket(text, bracket, &mut building)?,
            }
        }
        Ok(Phrase(building.spans))
    }

    fn bracket(
        &self,
        text: &str,
        bracket: &Bracket,
        building: &mut Building<'_>,
    ) -> Result<(), NotationError> {
        if is_alternat(text, bracket) {
            building.spans.push(Span::Parties);
            return Ok(());
        }
        if let Some(asked) = bracket.head(text).strip_prefix('?') {
            return placeholder(bracket, asked, building);
        }
        if !bracket.has_inner()
            && let Some((kind, hint)) = stand_in(bracket.head(text))
        {
            return building.placeholder(bracket.at, kind, hint);
        }
        let mut parties = vec![self.us.to_owned()];
        let mut inner = bracket.inner.clone();
        if let Some((named, rest)) = bracket.headed(text) {
            match self.parties(named) {
                Some(found) => (parties, inner) = (found, rest),
                None if looks_like_codes(named) => {
                    return Err(NotationError { at: bracket.at, rule: Rule::BadParty });
                }
                None => {}
            }
        }
        bracket.check_depth()?;
        let phrase = self.phrase(text, &inner, building.counts)?;
        building.choice(bracket.at, Choice { parties, phrase })
    }

    /// The parties called by `named`; `None` unless all of it are names.
    fn parties(&self, named: &str) -> Option<Vec<String>> {
        let one = |name: &str| self.party(name).map(|code| vec![code.to_owned()]);
        one(named).or_else(|| {
            let mut found = Vec::new();
            for piece in named.split([',', '،', ';', '؛', '/', '&', '+']) {
                found.extend(one(piece).or_else(|| self.joined_by_and(piece))?);
            }
            Some(found)
        })
    }

    /// Names joined by a word of both languages: "Kuwait and Qatar", «الكويت وقطر».
    fn joined_by_and(&self, piece: &str) -> Option<Vec<String>> {
        for and in [" and ", " و ", " و"] {
            for (at, _) in piece.match_indices(and) {
                let (one, other) = (&piece[..at], &piece[at + and.len()..]);
                let Some(first) = self.party(one) else { continue };
                let others = self.party(other).map(|code| vec![code.to_owned()]);
                if let Some(others) = others.or_else(|| self.joined_by_and(other)) {
                    return Some([vec![first.to_owned()], others].concat());
                }
            }
        }
        None
    }

    fn party(&self, name: &str) -> Option<&str> {
        let name = name.trim();
        let code = |code: &&str| *code == name;
        let by_code = [self.us].into_iter().chain(self.names.iter().map(|(_, code)| *code));
        let mut by_code = by_code.filter(code);
        by_code.next().or_else(|| {
            let folded = fold_str(name);
            self.names.iter().find(|(alias, _)| *alias == folded).map(|(_, code)| *code)
        })
    }
}

/// Capital codes that nobody here has: surely meant as parties, so taking them as words of the
/// officer would put words into his mouth.
fn looks_like_codes(named: &str) -> bool {
    named.split(',').all(|piece| is_party(piece.trim()))
}

/// Stand-ins that are nothing but that, folded; hints may follow a colon or, before dots, "of".
const STAND_INS: &[(PlaceholderKind, &[&str])] = &[
    (PlaceholderKind::Date, &["date", "day", "month", "year", "dd mm yyyy", "dd month yyyy"]),
    (PlaceholderKind::Date, &["تاريخ", "التاريخ", "اليوم", "الشهر", "السنة", "العام"]),
    (PlaceholderKind::Body, &["body", "agency", "entity", "ministry", "authority", "department"]),
    (PlaceholderKind::Body, &["الجهة", "جهة", "الوزارة", "وزارة", "الهيئة", "هيئة", "المؤسسة"]),
    (PlaceholderKind::Amount, &["amount", "sum", "مبلغ", "المبلغ", "القيمة"]),
    (PlaceholderKind::Place, &["place", "venue", "city", "location"]),
    (PlaceholderKind::Place, &["مكان", "المكان", "مدينة", "المدينة", "مقر", "المقر"]),
    (PlaceholderKind::Number, &["number", "no", "x", "xx", "xxx", "n"]),
    (PlaceholderKind::Number, &["رقم", "الرقم", "عدد", "العدد", "س", "س س"]),
    (PlaceholderKind::Name, &["name", "title", "اسم", "الاسم", "الصفة", "اللقب"]),
    (PlaceholderKind::Text, &["text", "tbd", "tbc", "to be determined", "to be confirmed"]),
    (PlaceholderKind::Text, &["نص", "النص", "يحدد لاحقا", "يحدد فيما بعد", "يستكمل لاحقا"]),
];

/// With these a body begins that is still to be named: "Ministry of ...", «وزارة ...».
const BODY_WORDS: &[&str] = &[
    "ministry",
    "department",
    "agency",
    "authority",
    "office",
    "committee",
    "council",
    "bureau",
    "وزارة",
    "هيئة",
    "جهاز",
    "مؤسسة",
    "لجنة",
    "مجلس",
    "ادارة",
    "مكتب",
    "مركز",
];

/// The placeholder that the words of a bracket stand for, with its hint.
fn stand_in(words: &str) -> Option<(PlaceholderKind, &str)> {
    let dots = |c: char| matches!(c, '.' | '…' | '_' | '-' | '–' | ' ' | '\u{00A0}');
    let words = words.trim();
    let left = words.trim_end_matches(dots).trim_start_matches(dots);
    if left.is_empty() {
        return Some((PlaceholderKind::Text, ""));
    }
    if let Some(kind) = kind_of(left) {
        return Some((kind, ""));
    }
    if let Some((named, hint)) = left.split_once(':')
        && let Some(kind) = kind_of(named)
    {
        return Some((kind, hint));
    }
    // Only dots say that a name is still missing; without them the words are somebody's proposal.
    let unfinished = words.ends_with("..") || words.ends_with(['…', '_']);
    let first = left.split_whitespace().next().filter(|_| unfinished)?;
    let folded = fold_str(first);
    if BODY_WORDS.iter().any(|word| fold_str(word) == folded) {
        return Some((PlaceholderKind::Body, left));
    }
    Some((kind_of(first)?, &left[first.len()..]))
}

fn kind_of(words: &str) -> Option<PlaceholderKind> {
    let folded = fold_str(words);
    let has = |list: &[&str]| list.iter().any(|word| fold_str(word) == folded);
    STAND_INS.iter().find(|(_, list)| has(list)).map(|(kind, _)| *kind)
}
