//! What the layout template shows around the page: language, crumbs, navigation, who is signed in,
//! what everybody must know (exercise, signing stopped), and where live changes come from.

use dialogue::act::Function;
use dialogue::content::Lang;
use node::{Dialogue, Signing};

use super::Crumb;
use crate::app::App;
use crate::guard::{Public, Signed};
use crate::i18n::T;
use crate::{assets, clocks, texts};

/// The frame of one page. Every page template holds one in a field named `page`, and the words in
/// a field `t` (`page.t`, copied).
///
/// ```ignore
/// #[derive(askama::Template)]
/// #[template(path = "rounds/round.html")] // {% extends "layout.html" %}: title, main, aside
/// struct RoundPage { page: Page, t: T, v: RoundView }
/// ```
#[derive(Clone, Debug)]
pub struct Page {
    pub t: T,
    pub lang: Lang,
    /// `rtl` or `ltr`.
    pub dir: &'static str,
    pub crumbs: Vec<Crumb>,
    /// Navigation; empty for somebody who is not signed in.
    pub nav: Vec<NavLink>,
    /// The dialogues of this node, when there is more than one.
    pub dialogues: Vec<Choice>,
    /// Whether there is a find box: nothing is searched from inside a compartment.
    pub searches: bool,
    /// What stands in the find box.
    pub find: String,
    pub who: Option<Who>,
    pub exercise: Option<Exercise>,
    /// Why this node does not sign at present, per dialogue.
    pub stopped: Vec<String>,
    /// What officers must look at: forks, false openings.
    pub alarms: Vec<String>,
    pub live: Option<Live>,
    /// The same page in the other language.
    pub other: Language,
    /// True for pages that search engines and caches must leave alone: all but the public ones.
    pub home: String,
}

/// The other language's link.
#[derive(Clone, Debug)]
pub struct Language {
    pub lang: &'static str,
    pub dir: &'static str,
    pub word: &'static str,
    pub href: String,
}

/// A link of the navigation.
#[derive(Clone, Debug)]
pub struct NavLink {
    pub word: String,
    pub href: String,
    pub current: bool,
}

/// A dialogue to change to.
#[derive(Clone, Debug)]
pub struct Choice {
    pub word: String,
    pub href: String,
    pub current: bool,
}

/// Who acts, in which function, for which party.
#[derive(Clone, Debug)]
pub struct Who {
    /// The party's short name.
    pub party: String,
    pub function: String,
    pub account: String,
    /// Other functions this account holds today: `(code, word)`.
    pub functions: Vec<(&'static str, String)>,
    pub administrator: bool,
}

/// This node is an exercise.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// What the domain clock shows, for both places.
    pub now: String,
    pub other_url: String,
}

/// Where changes of what this page shows are told.
#[derive(Clone, Debug)]
pub struct Live {
    pub url: String,
    pub revision: u64,
}

/// Where a page stands in the navigation.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub dialogue: Option<&'a Dialogue>,
    /// `desk`, `dialogue`, `texts`, `people`, `institutions`, `commitments`, `instruments`,
    /// `sources`,
    /// `exchange`, or something else for none.
    pub section: &'a str,
}

/// Sections of a dialogue in the navigation: name (also the message key) and path.
const SECTIONS: &[(&str, &str)] = &[
    ("dialogue", ""),
    ("texts", "/texts"),
    ("commitments", "/commitments"),
    ("instruments", "/instruments"),
    ("people", "/people"),
    ("institutions", "/institutions"),
    ("sources", "/sources"),
    ("exchange", "/exchange"),
];

/// Those of the compartment of mutual legal assistance.
const COMPARTMENT_SECTIONS: &[(&str, &str)] = &[
    ("legal", "/legal"),
    ("legal-levels", "/legal/levels"),
    ("legal-figures", "/legal/figures"),
    ("legal-audit", "/legal/audit"),
    ("exchange", "/exchange"),
];

impl Page {
    /// The frame for somebody signed in.
    pub fn signed(signed: &Signed, place: Place<'_>, crumbs: Vec<Crumb>) -> Page {
        let mut page = Page::bare(&signed.app, signed.lang, &signed.path, crumbs);
        let t = page.t;
        let dialogues = signed.dialogues();
        let here = place.dialogue.or(dialogues.first());
        page.nav.push(NavLink {
            word: t.s("nav-desk").into_owned(),
            href: page.home.clone(),
            current: place.section == "desk",
        });
        if let Some(dialogue) = here {
            let base = format!("{}d/{}", page.home, dialogue.id());
            let sections = if dialogue.is_compartment() { COMPARTMENT_SECTIONS } else { SECTIONS };
            // The trail of a compartment is its auditor's alone.
            let seen = |(name, _): &&(&str, &str)| {
                *name != "legal-audit" || signed.function == Function::CompartmentAuditor
            };
            page.nav.extend(sections.iter().filter(seen).map(|(name, path)| NavLink {
                word: t.s(&format!("nav-{name}")).into_owned(),
                href: format!("{base}{path}"),
                current: place.section == *name,
            }));
        }
        if dialogues.len() > 1 {
            page.dialogues = dialogues
                .iter()
                .map(|dialogue| Choice {
                    word: texts::dialogue_name(&dialogue.read(), signed.lang),
                    href: format!("{}d/{}", page.home, dialogue.id()),
                    current: place.dialogue.is_some_and(|at| at.id() == dialogue.id()),
                })
                .collect();
        }
        for dialogue in &dialogues {
            if let Signing::Stopped { why } = dialogue.signing() {
                page.stopped.push(why);
            }
            page.alarms.extend(dialogue.alarms());
        }
        page.live = here.map(|dialogue| Live {
            url: format!("{}d/{}/live", page.home, dialogue.id()),
            revision: dialogue.revision(),
        });
        page.searches = !signed.function.is_of_compartment();
        page.who = Some(signed.who(here));
        page
    }

    /// The frame for somebody who is not signed in.
    pub fn public(public: &Public, crumbs: Vec<Crumb>) -> Page {
        Page::bare(&public.app, public.lang, &public.path, crumbs)
    }

    pub(crate) fn bare(app: &App, lang: Lang, path: &str, crumbs: Vec<Crumb>) -> Page {
        let t = T::new(lang);
        let other = lang.other();
        let exercise = app.node().demo().map(|demo| Exercise {
            now: exercise_now(app, t),
            other_url: demo.other_url.trim_end_matches('/').to_owned(),
        });
        Page {
            t,
            lang,
            dir: direction(lang),
            crumbs,
            nav: Vec::new(),
            dialogues: Vec::new(),
            searches: true,
            find: String::new(),
            who: None,
            exercise,
            stopped: Vec::new(),
            alarms: Vec::new(),
            live: None,
            other: Language {
                lang: other.as_str(),
                dir: direction(other),
                word: match other {
                    Lang::Ar => "العربية",
                    Lang::En => "English",
                },
                href: in_language(path, other),
            },
            home: format!("/{lang}/"),
        }
    }

    /// Address of the style sheet, with its version.
    pub fn style(&self) -> &'static str {
        assets::style_href()
    }

    /// Addresses of the scripts, with their versions.
    pub fn scripts(&self) -> &'static [String] {
        assets::script_hrefs()
    }
}

/// `rtl` for Arabic, `ltr` for English.
pub fn direction(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => "rtl",
        Lang::En => "ltr",
    }
}

/// The path and query of a page in another language: the first segment is the language.
fn in_language(path: &str, lang: Lang) -> String {
    let rest = path.strip_prefix('/').unwrap_or(path);
    match rest.split_once('/') {
        Some((first, rest)) if Lang::parse(first).is_some() => format!("/{lang}/{rest}"),
        _ => format!("/{lang}/"),
    }
}

fn exercise_now(app: &App, t: T) -> String {
    let dialogues = app.node().dialogues();
    let now = app.node().clock().now();
    match dialogues.first() {
        Some(dialogue) => clocks::Places::of(&dialogue.read(), t.lang()).one_line(now, t),
        None => now.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_link_keeps_the_page_and_its_question() {
        assert_eq!(in_language("/ar/d/kw-us?part=minutes", Lang::En), "/en/d/kw-us?part=minutes");
        assert_eq!(in_language("/en/", Lang::Ar), "/ar/");
        assert_eq!(in_language("/nowhere", Lang::Ar), "/ar/");
        assert_eq!(in_language("//other.example/x", Lang::Ar), "/ar/");
    }
}
