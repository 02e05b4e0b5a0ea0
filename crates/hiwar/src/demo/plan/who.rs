//! Parties, institutions, posts, persons and who held which post. Each is put by its own side.

use std::collections::BTreeMap;

use super::{Horizon, Planned, Sheet};
use crate::demo::Party;
use crate::demo::facts::{Facts, Person, Post, Spellings};

pub(super) fn plan(facts: &Facts, horizon: Horizon, plan: &mut Vec<Planned>) {
    for party in &facts.parties {
        let sheet = Sheet::fact(&party.source, false, None)
            .party("code", &party.id)
            .pair("name", &party.name)
            .pair("short", &party.short)
            .text("iso2", &party.iso2)
            .text("iso3", &party.iso3)
            .texts("languages", &party.languages)
            .text("official_language", &party.official_language)
            .pair("capital", &party.capital)
            .text("time_zone", &party.time_zone)
            .pair("working_week", &party.working_week);
        plan.push(Planned::new(&party.id, Party::of(&party.id), "party", sheet));
    }
    for institution in &facts.institutions {
        let sheet = Sheet::fact(&institution.source, false, None)
            .party("party", &institution.party)
            .pair("name", &institution.name)
            .choice("kind", &institution.kind)
            .maybe("acronym", institution.acronym.as_ref())
            .maybe("parent", institution.parent.as_ref());
        let party = Party::of(&institution.party);
        plan.push(Planned::new(&institution.id, party, "institution", sheet));
    }
    let mut posts = BTreeMap::new();
    for person in &facts.people {
        let held: Vec<&Post> = person.posts.iter().filter(|post| known(horizon, post)).collect();
        if held.is_empty() {
            continue;
        }
        plan.push(of_person(person));
        for (nth, post) in (1..).zip(held) {
            let slug = post_slug(&mut posts, person, post, plan);
            let (since, until) = period(&post.as_of);
            let sheet = Sheet::fact(&person.source, person.uncertain, None)
                .text("person", &person.id)
                .text("post", &slug);
            let sheet = match until {
                Some(until) => sheet.text("from", since).text("to", until),
                None => sheet.text("as_of", since),
            };
            let slug = format!("{}:holder:{nth}", person.id);
            plan.push(Planned::new(slug, Party::of(&person.party), "holder", sheet));
        }
    }
}

/// A post that somebody is first seen in after the month of the meeting is not known yet.
fn known(horizon: Horizon, post: &Post) -> bool {
    let (since, _) = period(&post.as_of);
    horizon == Horizon::Today || since <= &super::DAY[..7]
}

/// `2019-03 to 2020-11`, or one date.
fn period(as_of: &str) -> (&str, Option<&str>) {
    match as_of.split_once(" to ") {
        Some((since, until)) => (since, Some(until)),
        None => (as_of, None),
    }
}

fn of_person(person: &Person) -> Planned {
    let sheet = Sheet::fact(&person.source, person.uncertain, person.note.as_ref())
        .party("party", &person.party)
        .pair("name", &person.name)
        .maybe_pair("honorific", person.honorific.as_ref())
        .maybe_pair("rank", person.rank.as_ref())
        .rows("variants", spellings(&person.press_variants));
    Planned::new(&person.id, Party::of(&person.party), "person", sheet)
}

/// Other spellings as rows of language and text.
pub(super) fn spellings(spellings: &Spellings) -> Vec<Sheet> {
    let row = |lang: &'static str| {
        move |text: &String| Sheet::default().text("lang", lang).text("text", text)
    };
    let arabic = spellings.ar.iter().map(row("ar"));
    arabic.chain(spellings.en.iter().map(row("en"))).collect()
}

/// The same title in the same institution is one post, whoever holds it.
fn post_slug(
    posts: &mut BTreeMap<(String, String), String>,
    person: &Person,
    post: &Post,
    plan: &mut Vec<Planned>,
) -> String {
    let key = (post.institution.clone(), post.title.en.clone());
    let n_posts = posts.len();
    let slug = posts.entry(key).or_insert_with(|| {
        let slug = format!("{}:post:{}", post.institution, n_posts + 1);
        let sheet = Sheet::fact(&person.source, person.uncertain, None)
            .party("party", &person.party)
            .pair("title", &post.title)
            .text("institution", &post.institution);
        plan.push(Planned::new(&slug, Party::of(&person.party), "post", sheet));
        slug
    });
    slug.clone()
}
