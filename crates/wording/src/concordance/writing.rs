//! How both texts are written: the notation and its brackets, controls, look-alikes, digits.

use text::bidi;
use text::digits::DigitPolicy;
use text::lookalike::{self, Lookalike, Use};

use super::{Against, Code, Pair, Report, Severity};
use crate::limits::REFERENCE_CHARS_MAX;
use crate::notation::{Choice, Phrase, Span, parse};

pub(super) fn check(pair: &Pair<'_>, against: &Against<'_>, report: &mut Report<'_>) {
    brackets(pair, report);
    for (text, arabic) in [(pair.ar, true), (pair.en, false)] {
        let mut add = |code, severity, span: std::ops::Range<usize>, arg: String| {
            let (ar, en) = if arabic { (span, 0..0) } else { (0..0, span) };
            let args = if arabic { vec![arg, String::new()] } else { vec![String::new(), arg] };
            report.add(code, severity, ar, en, args);
        };
        let mut control = None;
        if let Err(problem) = bidi::check_prose(text) {
            let c = problem.what.character();
            control = Some(problem.at);
            let span = problem.at..problem.at + c.len_utf8();
            add(Code::BidiControl, Severity::Error, span, lookalike::character_name(c));
        }
        for found in lookalike::findings(text, Use::Name) {
            let c = match found.what {
                Lookalike::Invisible { found: c } if is_isolate(c) || c == '\n' => continue,
                Lookalike::Invisible { found: c } => c,
                Lookalike::ForeignLetter { found: c, .. } => c,
                Lookalike::LetterForDigit { found: c, .. } => c,
                _ => continue,
            };
            if control != Some(found.span.start) {
                let name = lookalike::character_name(c);
                add(Code::Lookalike, Severity::Warning, found.span, name);
            }
        }
        if let Some((at, c, severity)) = wrong_digit(text, arabic, against.digits) {
            add(Code::Digits, severity, at..at + c.len_utf8(), c.to_string());
        }
    }
}

fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// The first digit that the policy does not allow. Those beside Latin letters belong to references,
/// which keep western digits.
fn wrong_digit(text: &str, arabic: bool, policy: DigitPolicy) -> Option<(usize, char, Severity)> {
    let western = |c: char| c.is_ascii_digit();
    let indic = |c: char| matches!(c, '٠'..='٩' | '۰'..='۹');
    let mut digits = text.char_indices().filter(|&(_, c)| western(c) || indic(c));
    if !arabic {
        return digits.find(|&(_, c)| indic(c)).map(|(at, c)| (at, c, Severity::Error));
    }
    let in_reference = |at: usize| {
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.');
        let letter = |chars: &mut dyn Iterator<Item = char>| {
            let mut near = chars.take(REFERENCE_CHARS_MAX).take_while(|&c| part(c));
            near.any(|c| c.is_ascii_alphabetic())
        };
        letter(&mut text[..at].chars().rev()) || letter(&mut text[at..].chars())
    };
    let found = match policy {
        DigitPolicy::Western => digits.find(|&(_, c)| indic(c)),
        DigitPolicy::ArabicIndic => digits.find(|&(at, c)| western(c) && !in_reference(at)),
        DigitPolicy::AsWritten => {
            let first = digits.find(|&(at, _)| !in_reference(at))?;
            digits.find(|&(at, c)| western(c) != western(first.1) && !in_reference(at))
        }
    };
    found.map(|(at, c)| (at, c, Severity::Warning))
}

fn brackets(pair: &Pair<'_>, report: &mut Report<'_>) {
    let (ar, en) = (parse(pair.ar), parse(pair.en));
    if let Err(error) = ar {
        let arg = error.rule.code().to_owned();
        let span = error.at..(error.at + 1).min(pair.ar.len());
        report.add(Code::Notation, Severity::Error, span, 0..0, vec![arg, String::new()]);
    }
    if let Err(error) = en {
        let arg = error.rule.code().to_owned();
        let span = error.at..(error.at + 1).min(pair.en.len());
        report.add(Code::Notation, Severity::Error, 0..0, span, vec![String::new(), arg]);
    }
    let (Ok(ar), Ok(en)) = (ar, en) else { return };
    let whole = (0..pair.ar.len(), 0..pair.en.len());
    let mut add = |code, args: [String; 2]| {
        report.add(code, Severity::Error, whole.0.clone(), whole.1.clone(), args.into());
    };
    let (stacks_ar, stacks_en) = (stacks(&ar), stacks(&en));
    if stacks_ar.len() != stacks_en.len() {
        let args = [stacks_ar.len().to_string(), stacks_en.len().to_string()];
        add(Code::BracketsOneSided, args);
    } else if let Some((ar, en)) = stacks_ar.iter().zip(&stacks_en).find(|(ar, en)| ar != en) {
        add(Code::BracketParties, [ar.clone(), en.clone()]);
    }
    let kinds = |phrase: &Phrase| -> Vec<&'static str> {
        let mut kinds: Vec<_> =
            phrase.placeholders().into_iter().map(|(kind, _)| kind.code()).collect();
        kinds.sort_unstable();
        kinds
    };
    let (kinds_ar, kinds_en) = (kinds(&ar), kinds(&en));
    if kinds_ar != kinds_en {
        let code = match kinds_ar.len() == kinds_en.len() {
            true => Code::PlaceholderKind,
            false => Code::BracketsOneSided,
        };
        add(code, [kinds_ar.join(", "), kinds_en.join(", ")]);
    }
}

/// Who stands in each stack, in reading order: `KW | QA, US`.
fn stacks(phrase: &Phrase) -> Vec<String> {
    let mut found = Vec::new();
    for span in phrase.spans() {
        if let Span::Stack(choices) = span {
            let parties = |choice: &Choice| {
                let mut parties = choice.parties.clone();
                parties.sort_unstable();
                parties.join(", ")
            };
            found.push(choices.iter().map(parties).collect::<Vec<_>>().join(" | "));
            choices.iter().for_each(|choice| found.extend(stacks(&choice.phrase)));
        }
    }
    found
}
