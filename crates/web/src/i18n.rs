//! The words of the frame, in Arabic and English, from `locales/{ar,en}/*.ftl` (Project Fluent).
//! Never panics on a missing key and never falls back to the other language silently: it shows the
//! key itself, and a test proves that no key is missing. Arguments are isolated (bidi).

use std::borrow::Cow;
use std::sync::LazyLock;

use dialogue::content::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// The words of one language: a small handle that every page and template carries.
///
/// ```
/// use dialogue::content::Lang;
/// use web::i18n::T;
/// assert_eq!(T::new(Lang::En).s("brand"), "Hiwar");
/// assert_eq!(T::new(Lang::Ar).s("brand"), "حوار");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct T {
    lang: Lang,
}

impl T {
    pub fn new(lang: Lang) -> T {
        T { lang }
    }

    pub fn lang(self) -> Lang {
        self.lang
    }

    /// The message of this key, which takes no arguments.
    pub fn s(self, key: &str) -> Cow<'static, str> {
        self.format(key, None)
    }

    /// The message of this key with arguments: `t.f("agenda-count", &[("n", 3)])`. Arguments of
    /// different kinds: `&[("n", 3.into()), ("who", name.into())]`.
    pub fn f<'a, V>(self, key: &str, args: &[(&'a str, V)]) -> String
    where
        V: Clone + Into<FluentValue<'a>>,
    {
        let mut all = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            let value: FluentValue<'a> = value.clone().into();
            all.set(*name, if self.lang == Lang::Ar { counted(value) } else { value });
        }
        self.format(key, Some(&all)).into_owned()
    }

    /// The message of this key with the one argument `n`.
    pub fn n<'a>(self, key: &str, n: impl Clone + Into<FluentValue<'a>>) -> String {
        self.f(key, &[("n", n)])
    }

    /// Whether the language has this key.
    pub fn has(self, key: &str) -> bool {
        bundle(self.lang).has_message(key)
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
        let bundle = bundle(self.lang);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, lang = self.lang.as_str(), "message key is missing");
            return Cow::Owned(key.to_owned());
        };
        let mut errors = Vec::new();
        let text = match args {
            None => bundle.format_pattern(pattern, None, &mut errors),
            Some(args) => {
                Cow::Owned(bundle.format_pattern(pattern, Some(args), &mut errors).into_owned())
            }
        };
        if !errors.is_empty() {
            tracing::error!(key, lang = self.lang.as_str(), ?errors, "message does not format");
        }
        match self.lang {
            // Isolated arguments do not count when a browser looks for the direction of a text
            // that begins with one: Arabic says its own.
            Lang::Ar if text.starts_with('\u{2068}') => Cow::Owned(format!("\u{200F}{text}")),
            _ => text,
        }
    }
}

/// Every file of words: language, file name, text. Tests read it too.
pub const FILES: &[(Lang, &str, &str)] = &[
    (Lang::Ar, "shell.ftl", include_str!("../locales/ar/shell.ftl")),
    (Lang::Ar, "texts.ftl", include_str!("../locales/ar/texts.ftl")),
    (Lang::Ar, "frame.ftl", include_str!("../locales/ar/frame.ftl")),
    (Lang::Ar, "areas.ftl", include_str!("../locales/ar/areas.ftl")),
    (Lang::Ar, "fields.ftl", include_str!("../locales/ar/fields.ftl")),
    (Lang::Ar, "reports.ftl", include_str!("../locales/ar/reports.ftl")),
    (Lang::Ar, "negotiation.ftl", include_str!("../locales/ar/negotiation.ftl")),
    (Lang::Ar, "followup.ftl", include_str!("../locales/ar/followup.ftl")),
    (Lang::Ar, "search.ftl", include_str!("../locales/ar/search.ftl")),
    (Lang::Ar, "attachments.ftl", include_str!("../locales/ar/attachments.ftl")),
    (Lang::Ar, "register.ftl", include_str!("../locales/ar/register.ftl")),
    (Lang::Ar, "updates.ftl", include_str!("../locales/ar/updates.ftl")),
    (Lang::Ar, "legal.ftl", include_str!("../locales/ar/legal.ftl")),
    (Lang::En, "legal.ftl", include_str!("../locales/en/legal.ftl")),
    (Lang::En, "shell.ftl", include_str!("../locales/en/shell.ftl")),
    (Lang::En, "texts.ftl", include_str!("../locales/en/texts.ftl")),
    (Lang::En, "frame.ftl", include_str!("../locales/en/frame.ftl")),
    (Lang::En, "areas.ftl", include_str!("../locales/en/areas.ftl")),
    (Lang::En, "fields.ftl", include_str!("../locales/en/fields.ftl")),
    (Lang::En, "reports.ftl", include_str!("../locales/en/reports.ftl")),
    (Lang::En, "negotiation.ftl", include_str!("../locales/en/negotiation.ftl")),
    (Lang::En, "followup.ftl", include_str!("../locales/en/followup.ftl")),
    (Lang::En, "search.ftl", include_str!("../locales/en/search.ftl")),
    (Lang::En, "attachments.ftl", include_str!("../locales/en/attachments.ftl")),
    (Lang::En, "register.ftl", include_str!("../locales/en/register.ftl")),
    (Lang::En, "updates.ftl", include_str!("../locales/en/updates.ftl")),
];

type Bundle = FluentBundle<FluentResource>;

fn bundle(lang: Lang) -> &'static Bundle {
    static AR: LazyLock<Bundle> = LazyLock::new(|| load(Lang::Ar));
    static EN: LazyLock<Bundle> = LazyLock::new(|| load(Lang::En));
    match lang {
        Lang::Ar => &AR,
        Lang::En => &EN,
    }
}

/// A number that takes its Arabic plural form by what is left of the hundreds (CLDR: 103 as 3, 136
/// as 36, 200 to 202 as 100), which the library's rules leave out. It carries the digits to show.
fn counted(value: FluentValue<'_>) -> FluentValue<'_> {
    match value {
        FluentValue::Number(mut n) if n.value >= 100.0 && n.value.fract() == 0.0 => {
            let rest = n.value % 100.0;
            n.options.currency = Some(n.as_string().into_owned());
            n.value = if rest >= 3.0 { rest } else { 100.0 };
            FluentValue::Number(n)
        }
        value => value,
    }
}

/// The digits that [`counted`] left with a number.
fn digits<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(n) => n.options.currency.clone(),
        _ => None,
    }
}

fn load(lang: Lang) -> Bundle {
    let id = match lang {
        Lang::Ar => unic_langid::langid!("ar-KW"),
        Lang::En => unic_langid::langid!("en-GB"),
    };
    let mut bundle = Bundle::new_concurrent(vec![id]);
    bundle.set_formatter(Some(digits));
    for (_, file, text) in FILES.iter().filter(|(of, _, _)| *of == lang) {
        // A file with a damaged message still gives its good ones; the tests refuse both.
        let resource = match FluentResource::try_new((*text).to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                tracing::error!(file, ?errors, "file of words has damaged messages");
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(file, ?errors, "file of words repeats keys");
        }
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_words_parse_and_repeat_no_key() {
        for lang in Lang::ALL {
            let mut bundle = Bundle::new_concurrent(vec![]);
            for (_, file, text) in FILES.iter().filter(|(of, _, _)| *of == lang) {
                let resource = FluentResource::try_new((*text).to_owned())
                    .unwrap_or_else(|(_, errors)| panic!("{lang}/{file}: {errors:?}"));
                if let Err(errors) = bundle.add_resource(resource) {
                    panic!("{lang}/{file}: {errors:?}");
                }
            }
        }
    }

    #[test]
    fn a_missing_key_shows_itself_and_does_not_panic() {
        assert_eq!(T::new(Lang::Ar).s("no-such-key"), "no-such-key");
    }

    #[test]
    fn arabic_counts_have_their_own_plural_forms_and_western_digits() {
        let t = T::new(Lang::Ar);
        let all: std::collections::BTreeSet<String> =
            [0, 1, 2, 3, 11, 100].iter().map(|n| t.n("count-entries", *n)).collect();
        assert_eq!(all.len(), 6, "{all:?}");
        assert!(t.n("count-entries", 11).contains("11"));
    }

    /// The library's rules take 103 and 136 for hundreds; CLDR goes by what is left of them.
    #[test]
    fn arabic_counts_beyond_a_hundred_go_by_what_is_left_of_it() {
        let t = T::new(Lang::Ar);
        let form = |n: u32| {
            let text = t.n("register-days-left", n);
            assert!(text.contains(&n.to_string()), "{text}");
            text.replace(&n.to_string(), "N")
        };
        let (few, many, hundreds) = (form(3), form(36), form(100));
        assert!(few != many && many != hundreds && few != hundreds);
        for (n, like) in [(103, &few), (110, &few), (111, &many), (136, &many), (3_243, &many)] {
            assert_eq!(form(n), **like, "{n}");
        }
        for n in [101, 102, 200, 1_000, 40_002] {
            assert_eq!(form(n), hundreds, "{n}");
        }
    }
}
