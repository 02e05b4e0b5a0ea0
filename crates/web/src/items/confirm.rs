//! Pages before a key is used: one item or several, each shown in full in both languages. Whoever
//! posts without `confirmed` gets this page and nothing happens; what is posted names the exact
//! version, so that nobody consents to words he has not seen.

use dialogue::Level;
use dialogue::act::Act;
use dialogue::content::Content;
use dialogue::follow;
use dialogue::id::{FieldName, ItemId, VersionId};
use dialogue::record::Item;

use super::acts::{Confirm, consent, level_of, level_word};
use super::reader::Reader;
use crate::shell::Problem;

/// Most items that are agreed at once; the rest waits for the next page.
pub const AGREE_MAX: usize = 200;

/// What is asked for one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Consent,
    Withdraw,
    Reject,
}

impl Wish {
    /// The wish of an address.
    pub fn parse(word: &str) -> Option<Wish> {
        match word {
            "consent" => Some(Wish::Consent),
            "withdraw" => Some(Wish::Withdraw),
            "reject" => Some(Wish::Reject),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Wish::Consent => "consent",
            Wish::Withdraw => "withdraw",
            Wish::Reject => "reject",
        }
    }

    /// The act on this version.
    pub fn act(self, item: ItemId, to: VersionId, level: Level) -> Act {
        match self {
            Wish::Consent => Act::Consent { item, to, level },
            Wish::Withdraw => Act::Withdraw { item, to, level },
            Wish::Reject => Act::Reject { item, to },
        }
    }

    fn key(self, level: Level) -> &'static str {
        match (self, level) {
            (Wish::Consent, Level::Text) => "confirm-agree",
            (Wish::Consent, Level::Bind) => "confirm-bind",
            (Wish::Withdraw, Level::Text) => "confirm-withdraw",
            (Wish::Withdraw, Level::Bind) => "confirm-unbind",
            (Wish::Reject, _) => "confirm-reject",
        }
    }
}

/// The version and level that an address or a form names.
pub fn target(to: Option<&str>, level: Option<&str>) -> Result<(VersionId, Level), Problem> {
    let wrong = |what: &str| Problem::BadRequest(format!("no {what} is named"));
    let to = to.and_then(|id| VersionId::parse(id).ok()).ok_or_else(|| wrong("version"))?;
    let level = level_of(level.unwrap_or("text")).ok_or_else(|| wrong("level"))?;
    Ok((to, level))
}

impl Reader<'_> {
    /// The page before one act on one item; none when it has no such version.
    pub fn confirm_one(
        &self,
        item: &Item<'_>,
        wish: Wish,
        to: VersionId,
        level: Level,
        back: &str,
    ) -> Option<Confirm> {
        let version = item.versions().into_iter().find(|version| version.id == to)?;
        let act = wish.act(item.id().clone(), to, level);
        let shown = self.confirm_item(item, version, &act);
        let key = wish.key(level);
        Some(Confirm {
            title: self.t.s(key).into_owned(),
            lead: self.t.s(&format!("{key}-lead")).into_owned(),
            action: format!("{}/{}", self.life(item.id()), wish.word()),
            return_to: back.to_owned(),
            back: if back.is_empty() { self.href(item) } else { back.to_owned() },
            means: self.t.s(&format!("{key}-means")).into_owned(),
            acting_as: self.acting_as(),
            word: self.t.s(&format!("{key}-do")).into_owned(),
            possible: shown.refusal.is_empty(),
            alarm: wish != Wish::Consent,
            items: vec![shown],
            ..Confirm::default()
        })
    }

    /// The version of an item that this viewer could agree to now: exactly one is on offer.
    pub fn agreeable(&self, item: &Item<'_>) -> Option<VersionId> {
        let offered = self.offered(item);
        let [one] = offered[..] else { return None };
        self.possible(&consent(item, one.id, Level::Text)).then_some(one.id)
    }

    /// The page before agreeing to all that waits, under one item or in the whole dialogue, of one
    /// type or of any.
    pub fn confirm_all(&self, under: Option<&ItemId>, of: Option<&str>) -> Confirm {
        let waiting = self.record.waiting_for(&self.us);
        let mut items = Vec::new();
        let mut all = 0;
        let wanted = |item: &&Item<'_>| {
            of.is_none_or(|name| item.kind().name == name)
                && under.is_none_or(|top| self.under(item, top))
        };
        for item in waiting.iter().filter(wanted) {
            let Some(to) = self.agreeable(item).filter(|_| !self.is_contradicted(item)) else {
                continue;
            };
            let Some(version) = item.versions().into_iter().find(|v| v.id == to) else { continue };
            all += 1;
            if items.len() < AGREE_MAX {
                items.push(self.confirm_item(item, version, &consent(item, to, Level::Text)));
            }
        }
        let back = match under {
            Some(id) => self.link_of(id).href,
            None => self.at(""),
        };
        Confirm {
            title: self.t.s("confirm-all").into_owned(),
            lead: match all > items.len() {
                false => self.t.n("confirm-all-lead", items.len()),
                true => {
                    let figures = [("n", items.len()), ("of", all)];
                    self.t.f("confirm-all-part", &figures)
                }
            },
            action: self.at("agree"),
            return_to: back.clone(),
            back,
            means: self.t.s("confirm-agree-means").into_owned(),
            acting_as: self.acting_as(),
            word: self.t.n("confirm-all-do", items.len()),
            possible: !items.is_empty(),
            alarm: false,
            empty: self.t.s("confirm-all-none").into_owned(),
            items,
            ..Confirm::default()
        }
    }

    /// An answer beside which our side proposes another one: whoever agrees to it gives up his own,
    /// which is done by itself and not among many.
    fn is_contradicted(&self, item: &Item<'_>) -> bool {
        let of = item.content().item("commitment").and_then(|id| self.record.item(&id));
        let Some(commitment) = of.filter(|_| item.kind().name == "commitment_answer") else {
            return false;
        };
        let life = follow::life(self.record, commitment);
        let answer = life.answers.iter().find(|answer| answer.item.id() == item.id());
        answer.is_some_and(|answer| !follow::waits_for(answer, &life, &self.us))
    }

    /// The page before values of our own version are ordered erased: exactly those values.
    pub fn confirm_redaction(
        &self,
        item: &Item<'_>,
        of: VersionId,
        fields: &[FieldName],
        basis: &str,
    ) -> Option<Confirm> {
        let version = item.versions().into_iter().find(|version| version.id == of)?;
        let act = Act::Redact { of, fields: fields.to_vec(), basis: basis.to_owned() };
        let mut shown = self.confirm_item(item, version, &act);
        let doomed = |name: &str| fields.iter().any(|field| field.as_str() == name);
        let values = version.content.iter().filter(|(name, _)| doomed(name));
        let content: Content =
            values.map(|(name, value)| (name.to_owned(), value.clone())).collect();
        shown.fields = self.shown(item.kind(), &content, &[]);
        let mut hidden = vec![("of", of.to_string()), ("basis", basis.to_owned())];
        hidden.extend(fields.iter().map(|field| ("field", field.to_string())));
        Some(Confirm {
            title: self.t.s("redact-title").into_owned(),
            lead: self.t.s("redact-why").into_owned(),
            action: format!("{}/redact", self.life(item.id())),
            back: format!("{}#redact", self.life(item.id())),
            means: self.t.s("redact-confirm").into_owned(),
            acting_as: self.acting_as(),
            word: self.t.s("redact-do").into_owned(),
            possible: shown.refusal.is_empty(),
            alarm: true,
            items: vec![shown],
            hidden,
            ..Confirm::default()
        })
    }
}

/// The acts of a posted "agree all": items, versions and levels in step.
pub fn posted(form: &[(String, String)]) -> Result<Vec<Act>, Problem> {
    let of = |name: &str| -> Vec<&str> {
        form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    };
    let (items, to, levels) = (of("item"), of("to"), of("level"));
    if items.len() != to.len() || items.len() != levels.len() || items.len() > AGREE_MAX {
        return Err(Problem::BadRequest("items, versions and levels are not in step".to_owned()));
    }
    let mut acts = Vec::with_capacity(items.len());
    for ((item, to), level) in items.into_iter().zip(to).zip(levels) {
        let item = ItemId::parse(item)
            .map_err(|_| Problem::BadRequest("an item's id is malformed".to_owned()))?;
        let (to, level) = target(Some(to), Some(level))?;
        if level != Level::Text {
            let why = format!("only texts are agreed together, not {}", level_word(level));
            return Err(Problem::BadRequest(why));
        }
        acts.push(Act::Consent { item, to, level });
    }
    Ok(acts)
}

/// An address of our own pages to go back to; anything else is dropped, so that no link of
/// somebody else leads out of the node.
pub fn own_address(path: Option<&str>) -> Option<String> {
    let path = path?;
    let own = path.starts_with("/ar/") || path.starts_with("/en/");
    let plain = path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (own && plain && !path.contains("//")).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_back_leads_to_our_own_pages_only() {
        assert_eq!(own_address(Some("/en/d/kw-us#agenda")).as_deref(), Some("/en/d/kw-us#agenda"));
        for bad in ["https://a.example/en/", "//a.example", "/fr/", "/en/\\evil", "/en//evil", ""] {
            assert_eq!(own_address(Some(bad)), None, "{bad}");
        }
    }

    #[test]
    fn agreeing_to_several_takes_texts_in_step_only() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let version = VersionId([7; 32]).to_string();
        let good = vec![pair("item", "a"), pair("to", &version), pair("level", "text")];
        assert_eq!(posted(&good).map(|acts| acts.len()).ok(), Some(1));
        assert!(posted(&good[..2]).is_err());
        let bind = vec![pair("item", "a"), pair("to", &version), pair("level", "bind")];
        assert!(posted(&bind).is_err());
    }
}
