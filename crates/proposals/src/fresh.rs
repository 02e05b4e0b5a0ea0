//! The new items that facts make: values, references and citations as the item types ask for
//! them. What a member says about itself is left to that member's own node.

use std::collections::BTreeMap;

use dialogue::Value;
use dialogue::content::{Content, Lang};
use dialogue::id::{ItemId, PartyId};
use dialogue::item::Kind;

use crate::facts::{Choice, Claim, Verdict};
use crate::limits;
use crate::propose::{IntoValue, Need, Outcome, Proposal, SURE, View, Why, type_of};

impl View<'_> {
    pub(crate) fn fresh(&self, claim: &Claim, choice: &Choice) -> Outcome {
        let made = match claim.slot.as_str() {
            "source" => self.source_item(claim, choice),
            "round" => self.round(claim, choice),
            "session" => self.session(claim, choice),
            "person" => self.person(claim, choice),
            "topic" => self.topic(claim, choice),
            "statement" => self.statement(claim, choice),
            "outcome" => self.under_session(claim, choice, ("text", "text")),
            "agreement" => self.agreement(claim, choice),
            "commitment" => self.commitment(claim, choice),
            "next" => self.next(claim, choice),
            _ => Err(Outcome::Nothing(Why::StaysHere)),
        };
        match made {
            Ok(mut content) => {
                self.cite(&mut content);
                match lacks(claim, &content) {
                    Some(need) => Outcome::Needs(need),
                    None => Outcome::New(content),
                }
            }
            Err(outcome) => outcome,
        }
    }

    /// A topic as an agenda item; the language that the report does not speak is the topic's name.
    pub(crate) fn topic(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let mut content = self.under_session(claim, choice, ("text", "title"))?;
        let names = self.code(claim, choice, "code").and_then(|code| crate::topics::name(&code));
        for (lang, name) in Lang::ALL.into_iter().zip(names.into_iter().flatten()) {
            if content.bi_exact("title", lang).is_none() {
                content.set_bi("title", lang, name);
            }
        }
        Ok(content)
    }

    pub(crate) fn source_item(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let mut content = Content::new();
        content.set("url", self.source.as_str().into());
        if let Some(agency) = self.code(claim, choice, "agency") {
            content.set_text("publisher", &agency);
        }
        content.set_text("lang", self.lang.as_str());
        let day = self.choices.published.clone().or_else(|| self.code(claim, choice, "date"));
        content.set_text("published", &day.unwrap_or_default());
        let headline = self.facts.regions.iter().find(|region| region.kind == "headline");
        let headline = headline.and_then(|region| {
            self.words(&crate::Fact { spans: vec![region.span], ..crate::Fact::default() })
        });
        if let Some(headline) = headline {
            let short: String = headline.chars().take(limits::TITLE_CHARS_MAX).collect();
            content.set_bi("about", self.lang, &short);
        }
        Ok(content)
    }

    pub(crate) fn round(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let number = self.code(claim, choice, "number").and_then(|n| n.parse::<u64>().ok());
        let number = number.ok_or(Outcome::Needs(Need::Text))?;
        let mut content = Content::new();
        content.set("number", Value::Int(number));
        for (found, field) in [("start", "opened"), ("end", "closed")] {
            content.set_text(field, &self.code(claim, choice, found).unwrap_or_default());
        }
        Ok(content)
    }

    pub(crate) fn next(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        if self.code(claim, choice, "what").as_deref() != Some("round") {
            return Err(Outcome::Nothing(Why::StaysHere));
        }
        let number = self.code(claim, choice, "number").and_then(|n| n.parse::<u64>().ok());
        let number = number.ok_or(Outcome::Nothing(Why::StaysHere))?;
        let mut content = Content::new();
        content.set("number", Value::Int(number));
        content.set_text("planned_from", &self.code(claim, choice, "date").unwrap_or_default());
        self.put_bi(&mut content, "city", (claim, choice, "place"));
        Ok(content)
    }

    pub(crate) fn session(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let date = self.code(claim, choice, "date").ok_or(Outcome::Needs(Need::Date))?;
        let round = claim.of.iter().find_map(|of| self.placed.get(of)).cloned();
        let round = round.or_else(|| self.round_on(&date)).ok_or(Outcome::Needs(Need::Round))?;
        let kind = match self.code(claim, choice, "kind").as_deref() {
            Some("working_group") => "working_group",
            Some("plenary") => "plenary",
            Some("opening") => "opening",
            Some("closing") => "closing",
            Some("preparatory") => "preparatory",
            Some("signing") => "signing",
            Some("technical") => "experts",
            Some("bilateral") => "talks",
            _ => "other",
        };
        let mut content = Content::new();
        content.set("round", (&round).into_value());
        content.set("kind", kind.into());
        content.set("date", date.as_str().into());
        if let Some(mode) = self.code(claim, choice, "mode") {
            content.set("mode", mode.as_str().into());
        }
        self.put_bi(&mut content, "place", (claim, choice, "place"));
        let groups = self.record.of_type("working_group");
        let group = groups
            .iter()
            .map(|group| (self.group_score(claim, choice, group.content()), group))
            .filter(|(score, _)| *score >= SURE)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, group)) = &group {
            content.set("group", group.id().into_value());
        } else if kind == "working_group" {
            return Err(Outcome::Needs(Need::Group));
        }
        for lang in Lang::ALL {
            let named =
                group.as_ref().and_then(|(_, group)| group.content().bi_exact("name", lang));
            let named =
                named.map(str::to_owned).or_else(|| self.text(claim, choice, "group", lang));
            let label = kind_label(kind, lang);
            let title = named.map_or(label.to_owned(), |named| format!("{label}: {named}"));
            content.set_bi("title", lang, &title);
        }
        Ok(content)
    }

    /// The round that was open on a day.
    pub(crate) fn round_on(&self, date: &str) -> Option<ItemId> {
        let rounds = self.record.of_type("round");
        let open = rounds.iter().filter(|round| {
            let content = round.content();
            let from = content.text("opened").or(content.text("planned_from"));
            let to = content.text("closed").or(content.text("planned_to"));
            from.is_some_and(|from| from <= date) && to.is_none_or(|to| date <= to)
        });
        open.max_by_key(|round| round.content().int("number")).map(|round| round.id().clone())
    }

    pub(crate) fn person(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let party = self.code(claim, choice, "party").and_then(|code| PartyId::parse(&code).ok());
        let party = party.ok_or(Outcome::Needs(Need::Party))?;
        let us = self.record.us();
        if party != *us && self.record.joint().members().contains(&party) {
            return Err(Outcome::Nothing(Why::TheirsToSay(party)));
        }
        let mut content = Content::new();
        content.set("party", party.as_str().into());
        self.put_bi(&mut content, "name", (claim, choice, "name"));
        self.put_bi(&mut content, "rank", (claim, choice, "rank"));
        if content.bi("name", self.lang).is_none() {
            return Err(Outcome::Needs(Need::Text));
        }
        let alt = claim.fields.get("name").map(|fact| fact.alt.clone()).unwrap_or_default();
        let full = |text: &&String| text.contains(' ');
        let rows = alt.iter().filter(full).map(|text| {
            let lang = Value::from(self.lang.as_str());
            [("lang".to_owned(), lang), ("text".to_owned(), text.as_str().into())].into()
        });
        content.set_rows("variants", rows.collect());
        Ok(content)
    }

    pub(crate) fn under_session(
        &self,
        claim: &Claim,
        choice: &Choice,
        (found, field): (&str, &str),
    ) -> Result<Content, Outcome> {
        let session = claim.of.iter().find_map(|of| self.placed.get(of));
        let session = session.ok_or(Outcome::Needs(Need::Round))?;
        let mut content = Content::new();
        content.set("session", session.into_value());
        self.put_bi(&mut content, field, (claim, choice, found));
        match content.bi(field, self.lang) {
            Some(_) => Ok(content),
            None => Err(Outcome::Needs(Need::Text)),
        }
    }

    pub(crate) fn statement(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let mut content = Content::new();
        self.put_bi(&mut content, "summary", (claim, choice, "quote"));
        if content.bi("summary", self.lang).is_none() {
            return Err(Outcome::Needs(Need::Text));
        }
        let session = claim.of.iter().find_map(|of| self.placed.get(of));
        if let Some(session) = session {
            content.set("session", session.into_value());
            let of = claim.of.iter().find_map(|of| self.facts.claim(of));
            let day = of.and_then(|of| self.code(of, &self.choices.of(&of.id), "date"));
            content.set_text("date", &day.unwrap_or_default());
        }
        let speaker = self.code(claim, choice, "speaker").unwrap_or_default();
        match self.placed.get(&speaker) {
            Some(person) => content.set("person", person.into_value()),
            None => {
                let named = self.facts.claim(&speaker).and_then(|person| {
                    let choice = self.choices.of(&person.id);
                    self.text(person, &choice, "name", self.lang)
                });
                if let Some(name) = named {
                    content.set_bi("remark", self.lang, &name);
                }
            }
        }
        Ok(content)
    }

    pub(crate) fn agreement(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let mut content = Content::new();
        self.put_bi(&mut content, "title", (claim, choice, "title"));
        if content.bi("title", self.lang).is_none() {
            return Err(Outcome::Needs(Need::Text));
        }
        let kind = match self.code(claim, choice, "kind").as_deref() {
            Some("mou") => "mou",
            Some("agreement") => "agreement",
            Some("protocol") => "protocol",
            Some("programme") => "action_plan",
            Some("loi") => "statement_of_intent",
            Some("statement") => "joint_statement",
            _ => "other",
        };
        content.set("kind", kind.into());
        let status = match self.code(claim, choice, "status").as_deref() {
            Some("signed") => "signed",
            Some("existing") => "in_force",
            Some("negotiating" | "proposed") => "negotiating",
            _ => "unknown",
        };
        content.set("status", status.into());
        if status == "signed" {
            let of = claim.of.iter().find_map(|of| self.facts.claim(of));
            let of = of.and_then(|of| self.code(of, &self.choices.of(&of.id), "date"));
            let day = self.code(claim, choice, "date").or(of);
            content.set_text("signed", &day.unwrap_or_default());
        }
        Ok(content)
    }

    pub(crate) fn commitment(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let mut content = self.under_session(claim, choice, ("text", "text"))?;
        let by = self.code(claim, choice, "by").unwrap_or_default();
        let members = self.record.joint().members();
        let owners: Vec<&str> = members
            .iter()
            .map(PartyId::as_str)
            .filter(|m| by == "joint" || by.contains(m))
            .collect();
        content.set("kind", if by == "joint" { "joint_action" } else { "undertaking" }.into());
        content.set_strings("owner_parties", owners);
        content.set_text("due", &self.code(claim, choice, "due").unwrap_or_default());
        content.set("status", "proposed".into());
        Ok(content)
    }

    /// Our own delegation of each session, in the order in which the report names its people.
    pub(crate) fn delegations(&self) -> Vec<Proposal> {
        let us = self.record.us();
        let sessions = self.facts.claims.iter().filter(|claim| claim.slot == "session");
        let mut found = Vec::new();
        for session in sessions {
            let Some(item) = self.placed.get(&session.id) else { continue };
            let seats = self.seats(&session.id);
            if seats.is_empty() {
                continue;
            }
            let stated = self
                .facts
                .claims
                .iter()
                .find(|claim| self.is_our_delegation(claim) && claim.of.contains(&session.id));
            let claim = match stated {
                Some(claim) => claim.id.clone(),
                None => format!("delegation-{}", session.id),
            };
            let here = self.record.children(item, "delegation").into_iter();
            let known = here.filter(|one| one.content().party("party").as_ref() == Some(us));
            let known = known.map(|one| one.id().clone()).next();
            let outcome = match known.or_else(|| self.placed.get(&claim).cloned()) {
                Some(item) => Outcome::Known(item),
                None => {
                    let mut content = Content::new();
                    content.set("session", item.into_value());
                    content.set("party", us.as_str().into());
                    content.set_rows("seats", seats);
                    self.cite(&mut content);
                    Outcome::New(content)
                }
            };
            let (type_name, candidates, conflicts) = ("delegation", Vec::new(), Vec::new());
            found.push(Proposal { claim, type_name, outcome, candidates, conflicts });
        }
        found
    }

    /// Our own delegation is made of its seats, whether or not the report speaks of it as such.
    pub(crate) fn is_our_delegation(&self, claim: &Claim) -> bool {
        let party = self.code(claim, &self.choices.of(&claim.id), "party");
        claim.slot == "delegation" && party.as_deref() == Some(self.record.us().as_str())
    }

    pub(crate) fn seats(&self, session: &str) -> Vec<BTreeMap<String, Value>> {
        let us = self.record.us().as_str();
        let people = self
            .facts
            .claims
            .iter()
            .filter(|claim| claim.slot == "person" && claim.of.iter().any(|of| of == session));
        let mut seats = Vec::new();
        for person in people {
            let choice = self.choices.of(&person.id);
            let ours = self.code(person, &choice, "party").as_deref() == Some(us);
            let rejected = choice.verdict == Some(Verdict::Rejected);
            let Some(item) = self.placed.get(&person.id).filter(|_| ours && !rejected) else {
                continue;
            };
            let role = match self.code(person, &choice, "role").as_deref() {
                Some("head") => "head",
                Some("co_chair") => "co_chair",
                Some("guest") => "observer",
                _ => "member",
            };
            let mut seat: BTreeMap<String, Value> =
                [("person".to_owned(), item.into_value()), ("role".to_owned(), role.into())].into();
            for lang in Lang::ALL {
                if let Some(title) = self.text(person, &choice, "title", lang) {
                    seat.insert(format!("title_{lang}"), title.into());
                }
            }
            seats.push(seat);
        }
        seats
    }
}

/// What the item type asks for and the content has not: a required text, or its other language.
fn lacks(claim: &Claim, content: &Content) -> Option<Need> {
    let item_type = dialogue::item::get(type_of(&claim.slot))?;
    item_type.fields.iter().find_map(|field| {
        let Kind::Bi { both, .. } = field.kind else { return None };
        let n_langs =
            Lang::ALL.iter().filter(|lang| content.bi_exact(field.name, **lang).is_some()).count();
        match n_langs {
            0 if field.required => Some(Need::Text),
            1 if both => Some(Need::BothLanguages),
            _ => None,
        }
    })
}

fn kind_label(kind: &str, lang: Lang) -> &'static str {
    let labels = match kind {
        "working_group" => ["اجتماع مجموعة العمل", "Meeting of the working group"],
        "plenary" => ["الجلسة العامة", "Plenary session"],
        "opening" => ["الجلسة الافتتاحية", "Opening session"],
        "closing" => ["الجلسة الختامية", "Closing session"],
        "preparatory" => ["الاجتماع التحضيري", "Preparatory meeting"],
        "signing" => ["مراسم التوقيع", "Signing ceremony"],
        "experts" => ["اجتماع الخبراء", "Meeting of experts"],
        "talks" => ["مباحثات", "Talks"],
        _ => ["جلسة", "Session"],
    };
    labels[lang as usize]
}
