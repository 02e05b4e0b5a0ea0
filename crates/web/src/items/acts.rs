//! Which acts stand beside an item for this viewer, and the page that shows exactly what will be
//! consented to, in both languages, before the key is used. Whether an act is possible is asked of
//! `dialogue::policy::may`; a button that would be refused is not shown.

use dialogue::Level;
use dialogue::act::{Act, Verb};
use dialogue::id::VersionId;
use dialogue::kind::DialogueKind;
use dialogue::negotiation::locking_edition;
use dialogue::policy;
use dialogue::record::{Item, State, Version};

use super::reader::{Reader, with_query};
use super::shown::Shown;
use crate::mark::Mark;
use crate::texts;

/// A button beside an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActLink {
    pub href: String,
    pub word: String,
    /// What it is about, for readers who do not see the row.
    pub about: String,
    pub strong: bool,
}

/// What will be consented to, withdrawn or rejected, shown in full.
#[derive(Clone, Debug)]
pub struct ConfirmItem {
    pub id: String,
    pub href: String,
    pub title: String,
    pub kind: String,
    pub by: String,
    pub version: String,
    pub to: String,
    pub level: &'static str,
    pub state: Mark,
    pub fields: Vec<Shown>,
    /// Our own wording where it differs, with brackets.
    pub against: Vec<Shown>,
    /// Why it is not possible; empty when it is.
    pub refusal: String,
}

/// A confirm page.
#[derive(Clone, Debug, Default)]
pub struct Confirm {
    pub title: String,
    pub lead: String,
    pub items: Vec<ConfirmItem>,
    pub action: String,
    pub return_to: String,
    pub back: String,
    pub means: String,
    pub acting_as: String,
    pub word: String,
    pub possible: bool,
    pub alarm: bool,
    pub empty: String,
    /// What the form sends beside the items.
    pub hidden: Vec<(&'static str, String)>,
}

/// How many acts stand beside an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// What settles it now.
    Row,
    /// The screen of a round, group or person: what settles it, and changing it.
    Screen,
    /// The item's own page: everything.
    Page,
}

/// `text` or `bind`, as addresses and forms carry it.
pub fn level_word(level: Level) -> &'static str {
    match level {
        Level::Text => "text",
        Level::Bind => "bind",
    }
}

/// Reads [`level_word`].
pub fn level_of(word: &str) -> Option<Level> {
    match word {
        "text" => Some(Level::Text),
        "bind" => Some(Level::Bind),
        _ => None,
    }
}

impl Reader<'_> {
    /// The acts beside an item; each leads to a page that shows what it does first.
    pub fn acts(&self, item: &Item<'_>, reach: Reach, back: &str) -> Vec<ActLink> {
        let mut acts = Vec::new();
        let state = item.state();
        for version in self.offered(item) {
            let act = consent(item, version.id, Level::Text);
            if self.possible(&act) {
                acts.push(self.act_link(item, "consent", Some((&version.id, Level::Text)), back));
            }
            let act = Act::Reject { item: item.id().clone(), to: version.id };
            if reach == Reach::Page && self.possible(&act) {
                acts.push(self.act_link(item, "reject", Some((&version.id, Level::Text)), back));
            }
        }
        let bindable = item.shown().map(|version| version.id);
        if let Some(id) = bindable.filter(|_| reach == Reach::Page)
            && self.possible(&consent(item, id, Level::Bind))
        {
            acts.push(self.act_link(item, "bind", Some((&id, Level::Bind)), back));
        }
        let open = matches!(
            state,
            State::OursOnly | State::TheirsOnly | State::TwoWordings | State::NotDecided
        );
        // A compartment has forms of its own.
        let common_form = self.record.kind() == DialogueKind::Ordinary;
        if common_form
            && self.may_write(item)
            && (reach != Reach::Row || open || state == State::Own)
        {
            acts.push(self.act_link(item, "edit", None, back));
        }
        if let Some(held) = item.position(&self.us)
            && (reach == Reach::Page || matches!(state, State::OursOnly))
        {
            for level in [Level::Bind, Level::Text] {
                let act = Act::Withdraw { item: item.id().clone(), to: held.id, level };
                if self.possible(&act) {
                    acts.push(self.act_link(item, "withdraw", Some((&held.id, level)), back));
                    break;
                }
            }
        }
        let corrigible = match item.kind().name {
            "minutes_paragraph" => is_agreed(&state),
            // In the rows of a table its own page knows whether it is locked.
            "provision" if reach == Reach::Page => {
                let text = item.content().item("text");
                text.is_some_and(|text| locking_edition(self.record, &text).is_some())
            }
            _ => false,
        };
        if corrigible && self.writes("corrigendum") {
            acts.push(self.corrigendum_of(item));
        }
        acts
    }

    /// The way to propose a corrigendum of what was agreed.
    pub fn corrigendum_of(&self, item: &Item<'_>) -> ActLink {
        let href = self.new_href("corrigendum", "corrects", item.id());
        let word = self.t.s("act-corrigendum").into_owned();
        ActLink { href, word, about: self.title(item), strong: false }
    }

    /// Versions that another party holds and we do not.
    pub fn offered<'r>(&self, item: &Item<'r>) -> Vec<&'r Version> {
        let ours = item.position(&self.us).map(|version| version.id);
        let mut offered: Vec<&'r Version> = Vec::new();
        for (party, version) in self.positions(item) {
            let known = offered.iter().any(|other| other.id == version.id);
            if party != self.us && Some(version.id) != ours && !known {
                offered.push(version);
            }
        }
        offered
    }

    /// Whether this act would be taken from this viewer as the record stands.
    pub fn possible(&self, act: &Act) -> bool {
        policy::may(self.actor, act, self.record).is_ok()
    }

    /// Whether this viewer may put a version of this item.
    pub fn may_write(&self, item: &Item<'_>) -> bool {
        let kind = item.kind();
        let ours = if kind.consents.is_empty() {
            *item.owner() == self.us
        } else {
            item.members().contains(&self.us)
        };
        ours && policy::allows(self.actor.function, kind, Verb::Put)
            && !(kind.final_when_agreed && is_agreed(&item.state()))
    }

    fn act_link(
        &self,
        item: &Item<'_>,
        verb: &str,
        to: Option<(&VersionId, Level)>,
        back: &str,
    ) -> ActLink {
        let (path, key) = match (verb, to) {
            ("bind", _) => ("consent", "act-bind"),
            ("consent", _) => ("consent", "act-agree"),
            ("edit", _) if item.kind().consents.is_empty() => ("edit", "act-change"),
            ("edit", _) if is_agreed(&item.state()) => ("edit", "act-propose-change"),
            ("edit", _) => ("edit", "act-propose"),
            ("withdraw", Some((_, Level::Bind))) => ("withdraw", "act-unbind"),
            ("withdraw", _) => ("withdraw", "act-withdraw"),
            _ => ("reject", "act-reject"),
        };
        let mut href = format!("{}/{path}", self.life(item.id()));
        if let Some((version, level)) = to {
            href = with_query(&href, "to", &version.to_string());
            href = with_query(&href, "level", level_word(level));
        }
        if !back.is_empty() {
            href = with_query(&href, "return", back);
        }
        let strong = matches!(verb, "consent" | "bind");
        ActLink { href, word: self.t.s(key).into_owned(), about: self.title(item), strong }
    }

    /// One item of a confirm page: every field in both languages, as the version has it.
    pub fn confirm_item(&self, item: &Item<'_>, version: &Version, act: &Act) -> ConfirmItem {
        let missing: Vec<String> = version.missing().iter().map(ToString::to_string).collect();
        let level = match act {
            Act::Consent { level, .. } | Act::Withdraw { level, .. } => *level,
            _ => Level::Text,
        };
        let by = version.content.text("by").map(|name| self.function(name));
        let party = self.party(&version.author);
        ConfirmItem {
            id: item.id().to_string(),
            href: self.href(item),
            title: (item.kind().title)(self.record, &version.content, self.lang()),
            kind: item.kind().label(self.lang()).to_owned(),
            by: match by {
                Some(function) => {
                    self.t.f("areas-who", &[("function", function), ("party", party)])
                }
                None => party,
            },
            version: version.id.short(),
            to: version.id.to_string(),
            level: level_word(level),
            state: self.mark(item),
            fields: self.shown(item.kind(), &version.content, &missing),
            against: match act {
                Act::Consent { .. } => self.brackets(item),
                _ => Vec::new(),
            },
            refusal: match policy::may(self.actor, act, self.record) {
                Ok(_) => String::new(),
                Err(refusal) => {
                    format!(
                        "{} {}",
                        texts::refusal(&refusal, self.t),
                        texts::remedy(&refusal, self.t)
                    )
                }
            },
        }
    }
}

/// The act of taking a version.
pub fn consent(item: &Item<'_>, to: VersionId, level: Level) -> Act {
    Act::Consent { item: item.id().clone(), to, level }
}

/// Whether all sides hold the version in force.
pub fn is_agreed(state: &State) -> bool {
    matches!(state, State::Agreed | State::AgreedBinding | State::Sealed(_))
}
