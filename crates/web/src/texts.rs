//! How states, functions, links and refusals read in words. One place for each, so that a state is
//! called the same on every page; every refusal code has a message and a remedy in both languages.

use dialogue::Level;
use dialogue::act::{Function, Verb};
use dialogue::content::Lang;
use dialogue::id::PartyId;
use dialogue::item::{self, instrument_fact};
use dialogue::record::{Record, State};
use dialogue::refusal::{FieldProblem, Refusal};
use fluent_bundle::FluentValue;
use node::Link;

use crate::i18n::T;

/// Every state, for legends and tests.
pub const STATES: &[State] = &[
    State::NotDecided,
    State::OursOnly,
    State::TheirsOnly,
    State::TwoWordings,
    State::Agreed,
    State::AgreedBinding,
    State::Sealed(Level::Text),
    State::Sealed(Level::Bind),
    State::Crossed,
    State::Contested,
    State::Erased,
    State::Own,
    State::RecordedAlone,
];

/// The word that stands beside the mark.
pub fn state(state: &State, t: T) -> String {
    t.s(state_key(state)).into_owned()
}

/// The class of a state: `none`, `ours`, `theirs`, `differ`, `agreed` or `alarm`.
pub fn tone(state: &State) -> &'static str {
    match state {
        State::NotDecided | State::Erased => "none",
        State::OursOnly | State::Own | State::RecordedAlone => "ours",
        State::TheirsOnly => "theirs",
        State::TwoWordings | State::Crossed => "differ",
        State::Agreed | State::AgreedBinding | State::Sealed(_) => "agreed",
        State::Contested => "alarm",
    }
}

/// Whether the parties consented to be bound, not only to the text.
pub fn is_bound(state: &State) -> bool {
    matches!(state, State::AgreedBinding | State::Sealed(Level::Bind))
}

/// A function in words.
pub fn function(function: Function, t: T) -> String {
    t.s(&format!("function-{}", function.as_str().replace('_', "-"))).into_owned()
}

/// A function by its fixed name, as versions carry it in `by`; unknown ones are shown as they are.
pub fn function_named(name: &str, t: T) -> String {
    Function::parse(name).map_or_else(|| name.to_owned(), |known| function(known, t))
}

/// What one may do, as a verb: `put`, `consent`.
pub fn verb(verb: Verb, t: T) -> String {
    t.s(&format!("verb-{}", verb.as_str().replace('_', "-"))).into_owned()
}

/// How a log is linked with us.
pub fn link(link: Link, t: T) -> String {
    let key = match link {
        Link::Own => "link-own",
        Link::Connected => "link-connected",
        Link::Waiting => "link-waiting",
        Link::Broken => "link-broken",
        Link::Never => "link-never",
    };
    t.s(key).into_owned()
}

/// A level of consent in words.
pub fn level(level: Level, t: T) -> String {
    let key = match level {
        Level::Text => "level-text",
        Level::Bind => "level-bind",
    };
    t.s(key).into_owned()
}

/// What a party is called.
pub fn party(record: &Record, party: &PartyId, lang: Lang) -> String {
    record.party_name(party, lang)
}

/// What the dialogue is called: its short name, else its id.
pub fn dialogue_name(record: &Record, lang: Lang) -> String {
    match record.of_type("dialogue").first() {
        Some(item) => crate::items::reader::shown_title(item, lang),
        None => T::new(lang).s("dialogue-unnamed").into_owned(),
    }
}

/// Why an act was refused, in one sentence.
pub fn refusal(refusal: &Refusal, t: T) -> String {
    t.f(&refusal_key(refusal.code()), &arguments(refusal.args(), t))
}

/// What to do about it, in one sentence.
pub fn remedy(refusal: &Refusal, t: T) -> String {
    t.f(&format!("{}-do", refusal_key(refusal.code())), &arguments(refusal.args(), t))
}

/// Why one value of a form is refused, in one sentence.
pub fn field_problem(problem: &FieldProblem, t: T) -> String {
    let key = format!("rule-{}", problem.rule.as_str().replace('_', "-"));
    t.f(&key, &arguments(problem.args.clone(), t))
}

/// Whether the refusal is about who acts, not about what was asked.
pub fn is_right_missing(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::ForeignActor { .. }
            | Refusal::FunctionMayNot { .. }
            | Refusal::WritesNothing { .. }
    )
}

/// The key of a refusal's message: `refusal-r-014`.
pub fn refusal_key(code: &str) -> String {
    format!("refusal-{}", code.to_ascii_lowercase())
}

fn state_key(state: &State) -> &'static str {
    match state {
        State::NotDecided => "state-not-decided",
        State::OursOnly => "state-ours-only",
        State::TheirsOnly => "state-theirs-only",
        State::TwoWordings => "state-two-wordings",
        State::Agreed => "state-agreed",
        State::AgreedBinding => "state-agreed-binding",
        State::Sealed(Level::Text) => "state-sealed",
        State::Sealed(Level::Bind) => "state-sealed-binding",
        State::Crossed => "state-crossed",
        State::Contested => "state-contested",
        State::Erased => "state-erased",
        State::Own => "state-own",
        State::RecordedAlone => "state-recorded-alone",
    }
}

/// Arguments of a refusal with their codes put into words: functions, verbs, levels, types.
/// Counts are numbers, so that they take their plural forms.
fn arguments(args: Vec<(&'static str, String)>, t: T) -> Vec<(&'static str, FluentValue<'static>)> {
    let word = |name: &str, value: String| match name {
        "function" => function_named(&value, t),
        "verb" => Verb::ALL
            .into_iter()
            .find(|known| known.as_str() == value)
            .map_or(value, |known| verb(known, t)),
        "level" if value == "text" => level(Level::Text, t),
        "level" if value == "bind" => level(Level::Bind, t),
        "type" | "is" | "said" => {
            item::get(&value).map_or(value, |known| known.label(t.lang()).to_owned())
        }
        "blockers" => value.split(' ').map(|one| blocker(one, t)).collect::<Vec<_>>().join(" · "),
        "fact" => instrument_fact::word(&value, t.lang()).map_or(value, str::to_owned),
        "needs" => t.s(&format!("needs-{}", value.replace('_', "-"))).into_owned(),
        _ => value,
    };
    let value = |name: &str, value: String| match (name, value.parse::<u32>()) {
        ("count" | "max", Ok(n)) => FluentValue::from(n),
        _ => FluentValue::from(word(name, value)),
    };
    args.into_iter().map(|(name, of)| (name, value(name, of))).collect()
}

/// `brackets=2` in words.
fn blocker(one: &str, t: T) -> String {
    match one.split_once('=') {
        Some((name, n)) => t.n(&format!("blocker-{name}"), n.parse::<usize>().unwrap_or(1)),
        None => one.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogue::refusal::{CODES, FieldRule};

    #[test]
    fn every_refusal_has_a_message_and_a_remedy_in_both_languages() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            for (code, _) in CODES {
                let key = refusal_key(code);
                assert!(t.has(&key), "{lang}: {key}");
                assert!(t.has(&format!("{key}-do")), "{lang}: {key}-do");
            }
        }
    }

    #[test]
    fn a_form_with_one_problem_says_one_and_with_more_their_number() {
        let problem = || FieldProblem::new("title_ar", FieldRule::Missing);
        let form = |n: usize| Refusal::Form { problems: (0..n).map(|_| problem()).collect() };
        let said = |n, lang| {
            let text = refusal(&form(n), T::new(lang));
            text.replace(['\u{200f}', '\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(said(1, Lang::En), "One value needs your attention.");
        assert_eq!(said(3, Lang::En), "3 values need your attention.");
        assert_eq!(said(2, Lang::Ar), "قيمتان تحتاجان إلى مراجعة.");
        assert_eq!(said(11, Lang::Ar), "11 قيمة تحتاج إلى مراجعة.");
    }

    #[test]
    fn every_state_function_verb_and_link_has_its_own_word() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            let mut words = std::collections::BTreeSet::new();
            for one in STATES {
                assert!(words.insert(state(one, t)), "{lang}: {one:?}");
            }
            for one in Function::ALL {
                assert!(t.has(&format!("function-{}", one.as_str().replace('_', "-"))));
            }
            for one in Verb::ALL {
                assert!(t.has(&format!("verb-{}", one.as_str().replace('_', "-"))));
            }
        }
    }
}
