//! Which items of the record a fact may be about, how alike they are, and where they differ. Names
//! are compared across scripts and spellings; the same name on the other side is another person.

use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::record::Item;

use crate::facts::{Choice, Claim};
use crate::limits;
use crate::propose::{Candidate, Conflict, SURE, View, type_of};

impl View<'_> {
    pub(crate) fn candidates(
        &self,
        claim: &Claim,
        choice: &Choice,
    ) -> (&'static str, Vec<Candidate>) {
        let mut found: Vec<Candidate> = Vec::new();
        let type_name = type_of(&claim.slot);
        for item in self.record.of_type(type_name) {
            let score = self.score(claim, choice, &item);
            if score >= limits::CANDIDATE_SCORE_MIN {
                found.push(Candidate { item: item.id().clone(), score });
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.item.cmp(&b.item)));
        found.truncate(limits::CANDIDATES_MAX);
        (type_name, found)
    }

    /// How likely a fact is about an item, 0 to 1.
    pub(crate) fn score(&self, claim: &Claim, choice: &Choice, item: &Item<'_>) -> f32 {
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

    pub(crate) fn session_score(&self, claim: &Claim, choice: &Choice, content: &Content) -> f32 {
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

    pub(crate) fn group_score(&self, claim: &Claim, choice: &Choice, group: &Content) -> f32 {
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

    pub(crate) fn person_score(&self, claim: &Claim, choice: &Choice, content: &Content) -> f32 {
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
    pub(crate) fn alike(
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

    pub(crate) fn conflicts(&self, claim: &Claim, choice: &Choice, item: &ItemId) -> Vec<Conflict> {
        // What was found, and where the record says it: done, else planned.
        let fields: &[(&str, &[&'static str])] = match claim.slot.as_str() {
            "round" => {
                &[("start", &["opened", "planned_from"]), ("end", &["closed", "planned_to"])]
            }
            "session" => &[("date", &["date"]), ("mode", &["mode"])],
            "agreement" => &[("date", &["signed"])],
            "commitment" => &[("due", &["due"])],
            _ => &[],
        };
        let Some(item) = self.record.item(item) else { return Vec::new() };
        let differ = fields.iter().filter_map(|(found, fields)| {
            let reported = self.code(claim, choice, found)?;
            let content = item.content();
            let (field, recorded) =
                fields.iter().find_map(|field| Some((*field, content.text(field)?.to_owned())))?;
            let vague = recorded.starts_with(&reported) || reported.starts_with(&recorded);
            (!vague).then_some(Conflict { field, recorded, reported })
        });
        differ.collect()
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
