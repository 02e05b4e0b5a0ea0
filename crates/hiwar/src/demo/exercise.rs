//! The morning of the meeting: what the two desks have prepared for the session of the Security
//! Cooperation group. Topics and delegations are of the public record; the hour, the two wordings
//! and the first paragraph of the minutes are invented and say so (`evidence: exercise`).

use anyhow::Context;
use dialogue::act::{Act, Draft, Function};
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::{Level, item};

use super::facts::{Facts, Pair as Text};
use super::plan::SESSION;
use super::seed::{Seeded, perform};
use super::{Pair, Party};

/// The hour of the session: 16:00 in Kuwait, 08:00 in Washington. No source gives one.
pub const STARTS: &str = "2020-11-16T13:00:00Z";

/// Topics of the public record that stand on the agenda in the morning, by their order there,
/// and how far each has come.
const ON_THE_AGENDA: [(u64, Come); 5] = [
    (2, Come::Agreed),
    (3, Come::Agreed),
    (5, Come::Agreed),
    (7, Come::TwoWordings),
    (6, Come::Waiting),
];

/// Topics that Kuwait adds in the course of the day.
pub const ADDED_LATER: [u64; 2] = [1, 4];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Come {
    Agreed,
    TwoWordings,
    Waiting,
}

/// Kuwait's and the American wording of the topic on mutual legal assistance: additions to it.
const KUWAITI_WORDING: [&str; 2] = ["خطوات عملية", "practical steps"];
const AMERICAN_WORDING: [&str; 2] = ["خريطة طريق", "a road map"];

/// The first paragraph of the minutes, drafted by Kuwait before the meeting.
pub const FIRST_PARAGRAPH: [&str; 2] = [
    "نظر الجانبان في أوجه العمل المشترك في المجال الأمني منذ الجولة السابقة.",
    "The two sides considered their joint work in the field of security since the previous round.",
];

const INVENTED: [&str; 2] = [
    "من نسج التمرين، وليس في المصادر العلنية.",
    "Invented for the exercise; it is in no public source.",
];

/// Prepares the session on both nodes.
pub async fn prepare(pair: &Pair, facts: &Facts, seeded: &mut Seeded) -> anyhow::Result<()> {
    let session = seeded.ids.get(SESSION).context("the session is not there")?.clone();
    pair.at("2020-11-12T09:30:00Z")?;
    set_hour(pair, &session, seeded).await?;
    let items = propose_agenda(pair, facts, &session, seeded).await?;
    pair.level().await?;
    pair.at("2020-11-15T14:10:00Z")?;
    answer(pair, &items, seeded).await?;
    pair.at("2020-11-15T07:40:00Z")?;
    let paragraph = evidence_of_exercise(Content::new())
        .with("session", &session)
        .with("ar", FIRST_PARAGRAPH[0])
        .with("en", FIRST_PARAGRAPH[1]);
    let act = put("minutes_paragraph", paragraph, Some(1))?;
    let done = perform(&pair.kw, Function::Rapporteur, vec![act]).await?;
    remember(seeded, "minutes:1", &done, 0)?;
    report(pair, seeded).await?;
    pair.level().await
}

/// What the sides report of earlier commitments before the meeting: one is held up, one is said to
/// be done. No source has these; they show how three statuses stand side by side.
const REPORTS: [(Party, &str, &str, Option<&str>); 3] = [
    (Party::Kw, "r3-cmaa-plan", "in_progress", None),
    (Party::Us, "r3-cmaa-plan", "blocked", Some("legal_basis")),
    (Party::Us, "r3-manifest-targeting", "done_claimed", None),
];

async fn report(pair: &Pair, seeded: &Seeded) -> anyhow::Result<()> {
    for (party, about, status, blocking) in REPORTS {
        let commitment = seeded.ids.get(about).with_context(|| format!("{about} is not there"))?;
        let mut content = evidence_of_exercise(Content::new())
            .with("commitment", commitment)
            .with("date", "2020-11-15")
            .with("status", status)
            .with("channel", "desk");
        if let Some(blocking) = blocking {
            content.set_text("blocking", blocking);
        }
        let side = if party == Party::Kw { &pair.kw } else { &pair.us };
        let act = put("commitment_report", content, None)?;
        perform(side, Function::DeskOfficer, vec![act]).await?;
    }
    Ok(())
}

/// The hour is a second version, so that the first stays as the sources have it.
async fn set_hour(pair: &Pair, session: &ItemId, seeded: &mut Seeded) -> anyhow::Result<()> {
    let draft = {
        let record = pair.kw.dialogue.read();
        let item = record.item(session).context("the session is not in the record")?;
        let mut draft = Draft::revise(&item);
        draft.content = evidence_of_exercise(draft.content).with("starts", STARTS);
        draft.content.set_bi("remark", Lang::Ar, "الساعة من نسج التمرين.");
        draft.content.set_bi("remark", Lang::En, "The hour is invented for the exercise.");
        draft
    };
    perform(&pair.kw, Function::DeskOfficer, vec![Act::Put(draft)]).await?;
    seeded.n_versions += 1;
    pair.level().await?;
    seeded.n_consents += super::seed::consent_to_all(&pair.us).await?;
    Ok(())
}

/// Kuwait proposes the topics of the sources; the one on legal assistance in its own wording.
async fn propose_agenda(
    pair: &Pair,
    facts: &Facts,
    session: &ItemId,
    seeded: &mut Seeded,
) -> anyhow::Result<Vec<ItemId>> {
    let mut acts = Vec::new();
    for (nth, (order, come)) in (1..).zip(ON_THE_AGENDA) {
        let mut content = topic(facts, session, order)?;
        if come == Come::TwoWordings {
            content = evidence_of_exercise(worded(&content, KUWAITI_WORDING));
        }
        acts.push(put("agenda_item", content, Some(nth))?);
    }
    let done = perform(&pair.kw, Function::DeskOfficer, acts).await?;
    for (nth, (order, _)) in ON_THE_AGENDA.iter().enumerate() {
        remember(seeded, &format!("agenda:{order}"), &done, nth)?;
    }
    Ok(done)
}

/// Washington agrees three topics, words the fourth otherwise, and leaves the fifth open.
async fn answer(pair: &Pair, items: &[ItemId], seeded: &mut Seeded) -> anyhow::Result<()> {
    let acts = {
        let record = pair.us.dialogue.read();
        let mut acts = Vec::new();
        for (id, (_, come)) in items.iter().zip(ON_THE_AGENDA) {
            let item = record.item(id).context("an agenda item has not arrived")?;
            let theirs = item.shown().context("an agenda item without a version")?;
            match come {
                Come::Agreed => {
                    acts.push(Act::Consent { item: id.clone(), to: theirs.id, level: Level::Text })
                }
                Come::TwoWordings => {
                    let mut draft = Draft::revise(&item);
                    draft.content = reworded(&draft.content);
                    acts.push(Act::Put(draft));
                }
                Come::Waiting => {}
            }
        }
        acts
    };
    seeded.n_consents += 3;
    seeded.n_versions += 1;
    perform(&pair.us, Function::DeskOfficer, acts).await?;
    Ok(())
}

/// A topic of the public record as an agenda item of the session.
pub(super) fn topic(facts: &Facts, session: &ItemId, order: u64) -> anyhow::Result<Content> {
    let of = facts.sessions.iter().find(|one| one.id == SESSION).context("the session's facts")?;
    let topic = of.agenda.iter().find(|topic| topic.order == order).context("a topic")?;
    let Text { ar, en } = &topic.topic;
    let sources: Vec<String> = of.source.to_vec();
    let mut content = Content::new()
        .with("session", session)
        .with("title_ar", ar.as_str())
        .with("title_en", en.as_str())
        .with("evidence", "public_record");
    content.set_strings("sources", sources.iter().map(String::as_str));
    Ok(content)
}

/// The title with an addition, in both languages.
fn worded(content: &Content, wording: [&str; 2]) -> Content {
    let mut content = content.clone();
    for (lang, wording) in Lang::ALL.into_iter().zip(wording) {
        let title = content.bi_exact("title", lang).unwrap_or_default().to_owned();
        content.set_bi("title", lang, &format!("{title}: {wording}"));
    }
    content
}

/// Kuwait's wording replaced by the American one.
fn reworded(content: &Content) -> Content {
    let mut content = content.clone();
    for (nth, lang) in Lang::ALL.into_iter().enumerate() {
        let title = content.bi_exact("title", lang).unwrap_or_default();
        let title = title.replace(KUWAITI_WORDING[nth], AMERICAN_WORDING[nth]);
        content.set_bi("title", lang, &title);
    }
    content
}

/// Both wordings in one, as the two sides settle it in the play.
pub(super) fn settled(content: &Content) -> Content {
    let mut content = content.clone();
    let and = [" و", " and "];
    for (nth, lang) in Lang::ALL.into_iter().enumerate() {
        let (ours, theirs) = (KUWAITI_WORDING[nth], AMERICAN_WORDING[nth]);
        let title = content.bi_exact("title", lang).unwrap_or_default();
        let both = format!("{ours}{}{theirs}", and[nth]);
        let title = title.replace(theirs, ours).replace(ours, &both);
        content.set_bi("title", lang, &title);
    }
    content
}

/// Says of a version that its words are invented.
pub(super) fn evidence_of_exercise(content: Content) -> Content {
    let mut content = content.with("evidence", "exercise");
    for (lang, text) in Lang::ALL.into_iter().zip(INVENTED) {
        content.set_bi("remark", lang, text);
    }
    content
}

/// A put of a new item.
pub(super) fn put(type_name: &str, content: Content, pos: Option<u64>) -> anyhow::Result<Act> {
    let item_type = item::get(type_name).with_context(|| format!("the type {type_name}"))?;
    Ok(Act::Put(Draft { pos, ..Draft::new(item_type, content) }))
}

fn remember(seeded: &mut Seeded, slug: &str, done: &[ItemId], nth: usize) -> anyhow::Result<()> {
    let id = done.get(nth).context("an act that was not done")?;
    seeded.ids.insert(format!("{SESSION}:{slug}"), id.clone());
    seeded.n_versions += 1;
    Ok(())
}
