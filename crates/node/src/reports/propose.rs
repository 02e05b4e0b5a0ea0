//! From a fact of a report to what it means for the record: an item that is there already, a new
//! one in the officer's name, or a reason why nothing follows. Pure: it reads the record and
//! changes nothing. A report says what was said in public; it never makes anything agreed.

use std::collections::BTreeMap;

use dialogue::content::{Content, Lang};
use dialogue::id::{ItemId, PartyId};
use dialogue::item::Kind;
use dialogue::record::{Item, Record};
use ledger::json::Value;

use super::facts::{Choice, Choices, Claim, Facts, Verdict};
use super::mended::Mended;
use crate::limits;

/// What one fact means for the record.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The claim; of a delegation that no claim states, `delegation-` and the session's claim.
    pub claim: String,
    pub type_name: &'static str,
    pub outcome: Outcome,
    /// Items it may be about, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// Where the record says something else.
    pub conflicts: Vec<Conflict>,
}

/// What follows from a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A new item with these values.
    New(Content),
    /// It is about this item, which is there.
    Known(ItemId),
    /// Something is missing that the officer can give.
    Needs(Need),
    /// Nothing goes into the record.
    Nothing(Why),
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Round,
    Group,
    Date,
    BothLanguages,
    Text,
}

impl Need {
    pub fn code(self) -> &'static str {
        match self {
            Need::Round => "round",
            Need::Group => "group",
            Need::Date => "date",
            Need::BothLanguages => "both-languages",
            Need::Text => "text",
        }
    }
}

/// Why nothing follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A member says this about itself; its own node adds it.
    TheirsToSay(PartyId),
    /// The record has no place for it; it stays with the report.
    StaysHere,
}

/// An item a fact may be about.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub item: ItemId,
    /// 0 to 1.
    pub score: f32,
}

/// A field on which report and record differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub field: &'static str,
    pub recorded: String,
    pub reported: String,
}

/// Kinds of fact in the order in which one needs the other.
const ORDER: &[&str] = &[
    "source",
    "dialogue",
    "round",
    "session",
    "person",
    "delegation",
    "topic",
    "statement",
    "outcome",
    "agreement",
    "commitment",
    "next",
    "past",
];

/// What every fact of a report means for the record, in the order in which to put it. Facts that
/// name others find them in `placed`; a fact that is accepted but not yet put counts as placed
/// under a stand-in id, which `resolve` of the caller replaces.
pub fn propose(
    record: &Record,
    report: (&Facts, &Choices, &str, &[u8; 32]),
    placed: &BTreeMap<String, ItemId>,
) -> Vec<Proposal> {
    let (facts, choices, text, sha) = report;
    let mut view = View {
        record,
        facts,
        choices,
        mended: Mended::of(text),
        lang: facts.language(),
        source: source_address(choices, sha),
        placed: placed.clone(),
    };
    let mut claims: Vec<&Claim> = facts.claims.iter().collect();
    claims.sort_by_key(|claim| ORDER.iter().position(|slot| *slot == claim.slot));
    let mut proposals = Vec::new();
    claims.retain(|claim| !view.is_our_delegation(claim));
    for claim in claims {
        let proposal = view.proposal(claim);
        view.note(&proposal, choices.accepts(claim));
        proposals.push(proposal);
    }
    let at = proposals.iter().rposition(|one| one.type_name == "person").map_or(0, |at| at + 1);
    let delegations = view.delegations();
    proposals.splice(at..at, delegations);
    proposals
}

/// The address under which the report is cited.
fn source_address(choices: &Choices, sha: &[u8; 32]) -> String {
    match choices.address.as_deref().map(str::trim).filter(|address| !address.is_empty()) {
        Some(address) => address.to_owned(),
        None => format!("urn:sha256:{}", hex(sha)),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

struct View<'a> {
    record: &'a Record,
    facts: &'a Facts,
    choices: &'a Choices,
    mended: Mended,
    lang: Lang,
    source: String,
    placed: BTreeMap<String, ItemId>,
}

impl View<'_> {
    /// Remembers which item a claim is about, for the claims that name it.
    fn note(&mut self, proposal: &Proposal, accepted: bool) {
        let item = match &proposal.outcome {
            Outcome::Known(item) => Some(item.clone()),
            Outcome::New(_) if accepted => ItemId::parse(&format!("new.{}", proposal.claim)).ok(),
            _ => None,
        };
        if let Some(item) = item {
            self.placed.entry(proposal.claim.clone()).or_insert(item);
        }
    }

    fn proposal(&self, claim: &Claim) -> Proposal {
        let choice = self.choices.of(&claim.id);
        let (type_name, candidates) = self.candidates(claim, &choice);
        let mut proposal = Proposal {
            claim: claim.id.clone(),
            type_name,
            outcome: Outcome::Nothing(Why::StaysHere),
            candidates,
            conflicts: Vec::new(),
        };
        if let Some(item) = self.placed.get(&claim.id) {
            proposal.outcome = Outcome::Known(item.clone());
            return proposal;
        }
        let linked = match choice.link.as_str() {
            "new" => None,
            "" => proposal.candidates.first().filter(|one| one.score >= SURE).map(|one| &one.item),
            link => {
                proposal.candidates.iter().map(|one| &one.item).find(|one| one.as_str() == link)
            }
        };
        if let Some(item) = linked {
            proposal.conflicts = self.conflicts(claim, &choice, item);
            proposal.outcome = Outcome::Known(item.clone());
            return proposal;
        }
        proposal.outcome = self.fresh(claim, &choice);
        proposal
    }

    // --- values: what was typed, else what was found ---

    fn code(&self, claim: &Claim, choice: &Choice, name: &str) -> Option<String> {
        match choice.values.get(name) {
            Some(typed) => Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty()),
            None => claim.fields.get(name)?.code(),
        }
    }

    fn text(&self, claim: &Claim, choice: &Choice, name: &str, lang: Lang) -> Option<String> {
        if let Some(typed) = choice.values.get(&format!("{name}_{lang}")) {
            return Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty());
        }
        let fact = claim.fields.get(name)?;
        let found = match lang {
            Lang::Ar => fact.ar.clone(),
            Lang::En => fact.en.clone(),
        };
        found.or_else(|| (lang == self.lang && fact.value.is_none()).then(|| self.words(fact))?)
    }

    /// The words of a long text, from the report itself.
    fn words(&self, fact: &super::Fact) -> Option<String> {
        let text = self.mended.words(*fact.spans.first()?);
        Some(text).filter(|text| !text.is_empty())
    }

    fn put_bi(&self, content: &mut Content, base: &str, from: (&Claim, &Choice, &str)) {
        for lang in Lang::ALL {
            if let Some(text) = self.text(from.0, from.1, from.2, lang) {
                content.set_bi(base, lang, &text);
            }
        }
    }

    /// Every version made from a report says so, and cites it.
    fn cite(&self, claim: &Claim, content: &mut Content) {
        content.set("evidence", "public_record".into());
        content.set_strings("sources", [self.source.as_str()]);
        content.set_text("evidence_note", &format!("{} ({})", claim.rule, claim.id));
    }

    // --- the items a fact may be about ---

    fn candidates(&self, claim: &Claim, choice: &Choice) -> (&'static str, Vec<Candidate>) {
        let mut found: Vec<Candidate> = Vec::new();
        let type_name = type_of(&claim.slot);
        for item in self.record.of_type(type_name) {
            let score = self.score(claim, choice, &item);
            if score >= limits::report_candidate_score_min {
                found.push(Candidate { item: item.id().clone(), score });
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.item.cmp(&b.item)));
        found.truncate(limits::report_candidates_max);
        (type_name, found)
    }

    /// How likely a fact is about an item, 0 to 1.
    fn score(&self, claim: &Claim, choice: &Choice, item: &Item<'_>) -> f32 {
        let content = item.content();
        let code = |name: &str| self.code(claim, choice, name);
        match claim.slot.as_str() {
            "source" => {
                let same = content.text("url") == Some(self.source.as_str());
                if same { 1.0 } else { 0.0 }
            }
            "dialogue" => 1.0,
            "round" => same(content.int("number").map(|n| n.to_string()), code("number")),
            "next" | "past" => match code("what").as_deref() {
                Some("round") => same(content.int("number").map(|n| n.to_string()), code("number")),
                _ => 0.0,
            },
            "session" => self.session_score(claim, choice, content),
            "person" => self.person_score(claim, choice, content),
            "delegation" => {
                let of = claim.of.iter().find_map(|of| self.placed.get(of));
                let party = code("party");
                let here = content.item("session").as_ref() == of && of.is_some();
                let theirs = content.text("party").map(str::to_owned) == party;
                if here && theirs { 1.0 } else { 0.0 }
            }
            "agreement" => self.alike(claim, choice, "title", content, "title"),
            "topic" => {
                let of = claim.of.iter().find_map(|of| self.placed.get(of));
                let here = of.is_some() && content.item("session").as_ref() == of;
                if here { self.alike(claim, choice, "text", content, "title") } else { 0.0 }
            }
            "commitment" => self.alike(claim, choice, "text", content, "text"),
            _ => 0.0,
        }
    }

    fn session_score(&self, claim: &Claim, choice: &Choice, content: &Content) -> f32 {
        let round = claim.of.iter().find_map(|of| self.placed.get(of));
        if round.is_some() && content.item("round").as_ref() != round {
            return 0.0;
        }
        let date = self.code(claim, choice, "date");
        let on_day = date.is_some() && content.text("date").map(str::to_owned) == date;
        let group = content.item("group").and_then(|group| {
            let named = self.group_score(claim, choice, self.record.item(&group)?.content());
            Some(named)
        });
        match (on_day, group.unwrap_or(0.0)) {
            (true, group) if group >= SURE => 1.0,
            (true, _) if claim.fields.contains_key("group") => 0.6,
            (true, _) => 0.85,
            (false, group) if group >= SURE && date.is_none() => 0.75,
            (false, group) if group >= SURE => 0.5,
            _ => 0.0,
        }
    }

    fn group_score(&self, claim: &Claim, choice: &Choice, group: &Content) -> f32 {
        let mut best = self.alike(claim, choice, "group", group, "name");
        for alias in group.rows("aliases") {
            let alias = alias.get("text").and_then(|value| value.as_str()).unwrap_or_default();
            for lang in Lang::ALL {
                if let Some(text) = self.text(claim, choice, "group", lang) {
                    best = best.max(words_alike(&text, alias));
                }
            }
        }
        best
    }

    fn person_score(&self, claim: &Claim, choice: &Choice, content: &Content) -> f32 {
        let mut names: Vec<String> = Vec::new();
        for lang in Lang::ALL {
            names.extend(self.text(claim, choice, "name", lang));
        }
        let variants = content.rows("variants").into_iter().filter_map(|row| row.get("text"));
        let variants = variants.filter_map(|value| value.as_str().map(str::to_owned));
        let mut known: Vec<String> = variants.collect();
        known.extend(
            Lang::ALL.iter().filter_map(|lang| content.bi_exact("name", *lang)).map(str::to_owned),
        );
        let mut best: f32 = 0.0;
        for name in &names {
            for known in &known {
                best = best.max(text::names::score(name, known));
            }
        }
        // The same name on the other side is another person.
        let party = self.code(claim, choice, "party");
        let other =
            party.is_some() && content.text("party").is_some_and(|of| Some(of.to_owned()) != party);
        if other { best * 0.5 } else { best }
    }

    /// How alike two texts are, in whichever languages both have them.
    fn alike(
        &self,
        claim: &Claim,
        choice: &Choice,
        name: &str,
        content: &Content,
        base: &str,
    ) -> f32 {
        let pairs = Lang::ALL.iter().filter_map(|lang| {
            let found = self.text(claim, choice, name, *lang)?;
            Some(words_alike(&found, content.bi_exact(base, *lang)?))
        });
        pairs.fold(0.0, f32::max)
    }

    fn conflicts(&self, claim: &Claim, choice: &Choice, item: &ItemId) -> Vec<Conflict> {
        let fields: &[(&str, &'static str)] = match claim.slot.as_str() {
            "round" => &[("start", "opened"), ("end", "closed")],
            "session" => &[("date", "date"), ("mode", "mode")],
            "agreement" => &[("date", "signed")],
            "commitment" => &[("due", "due")],
            _ => &[],
        };
        let Some(item) = self.record.item(item) else { return Vec::new() };
        let differ = fields.iter().filter_map(|(found, field)| {
            let reported = self.code(claim, choice, found)?;
            let recorded = item.content().text(field)?.to_owned();
            let vague = recorded.starts_with(&reported) || reported.starts_with(&recorded);
            (!vague).then_some(Conflict { field, recorded, reported })
        });
        differ.collect()
    }

    // --- new items ---

    fn fresh(&self, claim: &Claim, choice: &Choice) -> Outcome {
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
                if claim.slot != "source" {
                    self.cite(claim, &mut content);
                }
                match lacks(claim, &content) {
                    Some(need) => Outcome::Needs(need),
                    None => Outcome::New(content),
                }
            }
            Err(outcome) => outcome,
        }
    }

    /// A topic as an agenda item; the language that the report does not speak is the topic's name.
    fn topic(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let mut content = self.under_session(claim, choice, ("text", "title"))?;
        let names = self.code(claim, choice, "code").and_then(|code| super::topics::name(&code));
        for (lang, name) in Lang::ALL.into_iter().zip(names.into_iter().flatten()) {
            if content.bi_exact("title", lang).is_none() {
                content.set_bi("title", lang, name);
            }
        }
        Ok(content)
    }

    fn source_item(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
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
            self.words(&super::Fact { spans: vec![region.span], ..super::Fact::default() })
        });
        if let Some(headline) = headline {
            let short: String = headline.chars().take(limits::report_title_chars_max).collect();
            content.set_bi("about", self.lang, &short);
        }
        Ok(content)
    }

    fn round(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let number = self.code(claim, choice, "number").and_then(|n| n.parse::<u64>().ok());
        let number = number.ok_or(Outcome::Needs(Need::Text))?;
        let mut content = Content::new();
        content.set("number", Value::Int(number));
        for (found, field) in [("start", "opened"), ("end", "closed")] {
            content.set_text(field, &self.code(claim, choice, found).unwrap_or_default());
        }
        Ok(content)
    }

    fn next(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
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

    fn session(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
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
    fn round_on(&self, date: &str) -> Option<ItemId> {
        let rounds = self.record.of_type("round");
        let open = rounds.iter().filter(|round| {
            let content = round.content();
            let from = content.text("opened").or(content.text("planned_from"));
            let to = content.text("closed").or(content.text("planned_to"));
            from.is_some_and(|from| from <= date) && to.is_none_or(|to| date <= to)
        });
        open.max_by_key(|round| round.content().int("number")).map(|round| round.id().clone())
    }

    fn person(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
        let party = self.code(claim, choice, "party").and_then(|code| PartyId::parse(&code).ok());
        let us = self.record.us();
        if let Some(party) = party.as_ref().filter(|party| *party != us)
            && self.record.joint().members().contains(party)
        {
            return Err(Outcome::Nothing(Why::TheirsToSay(party.clone())));
        }
        let mut content = Content::new();
        content.set("party", party.as_ref().unwrap_or(us).as_str().into());
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

    fn under_session(
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

    fn statement(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
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

    fn agreement(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
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

    fn commitment(&self, claim: &Claim, choice: &Choice) -> Result<Content, Outcome> {
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
    fn delegations(&self) -> Vec<Proposal> {
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
                    content.set("evidence", "public_record".into());
                    content.set_strings("sources", [self.source.as_str()]);
                    Outcome::New(content)
                }
            };
            let (type_name, candidates, conflicts) = ("delegation", Vec::new(), Vec::new());
            found.push(Proposal { claim, type_name, outcome, candidates, conflicts });
        }
        found
    }

    /// Our own delegation is made of its seats, whether or not the report speaks of it as such.
    fn is_our_delegation(&self, claim: &Claim) -> bool {
        let party = self.code(claim, &self.choices.of(&claim.id), "party");
        claim.slot == "delegation" && party.as_deref() == Some(self.record.us().as_str())
    }

    fn seats(&self, session: &str) -> Vec<BTreeMap<String, Value>> {
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

/// From here on a fact is taken to be about an item until the officer says otherwise.
const SURE: f32 = 0.7;

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

/// The type of item that a kind of fact becomes.
fn type_of(slot: &str) -> &'static str {
    match slot {
        "source" => "source",
        "dialogue" => "dialogue",
        "session" => "session",
        "person" => "person",
        "delegation" => "delegation",
        "topic" => "agenda_item",
        "statement" => "statement",
        "outcome" => "conclusion",
        "agreement" => "instrument",
        "commitment" => "commitment",
        _ => "round",
    }
}

trait IntoValue {
    fn into_value(self) -> Value;
}

impl IntoValue for &ItemId {
    fn into_value(self) -> Value {
        Value::from(self.as_str())
    }
}

fn same(recorded: Option<String>, reported: Option<String>) -> f32 {
    if recorded.is_some() && recorded == reported { 1.0 } else { 0.0 }
}

/// Share of folded words in common: 1 for the same words.
fn words_alike(a: &str, b: &str) -> f32 {
    let words = |text: &str| -> Vec<String> {
        let tokens = text::fold::tokens(text);
        tokens.into_iter().map(|token| text::stem::stem(&token.text).to_owned()).collect()
    };
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = a.iter().filter(|word| b.contains(word)).count() as f32;
    let share = 2.0 * common / (a.len() + b.len()) as f32;
    // A short name inside a longer one: "security cooperation", "group of security cooperation".
    let inside = if common as usize == a.len().min(b.len()) { 0.75 } else { 0.0 };
    share.max(inside)
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
