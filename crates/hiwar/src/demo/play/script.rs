//! The script of the meeting. Topics, delegations and the conclusion are of the public record; the
//! wordings, the minutes and the corrigendum are invented and carry the evidence `exercise`. They
//! are the two sides' texts; nobody in particular is said to have spoken them.

use std::io::Write;

use anyhow::Context;
use dialogue::Level;
use dialogue::act::{Act, Draft, Function};
use dialogue::content::{Content, Lang, Row};
use dialogue::id::ItemId;
use dialogue::record::Item;

use super::{Expected, Stage, Step};
use crate::demo::exercise::{ADDED_LATER, evidence_of_exercise, put, settled, topic};
use crate::demo::facts;
use crate::demo::plan::SESSION;
use crate::demo::{Party, Side};

/// A text of both languages, Arabic first.
type Both = [&'static str; 2];

const CHALLENGES: Both = [
    "التحديات الأمنية أمام البلدين: تبادل التقييمات",
    "Security challenges before both countries: exchange of assessments",
];
const SECOND_PARAGRAPH: Both = [
    "تناول الجانبان مكافحة الإرهاب ومكافحة تمويله، واتفقا على مواصلة تبادل المعلومات.",
    "The two sides took up counter-terrorism and the countering of its financing, and agreed to \
     go on exchanging information.",
];
const THIRD_PARAGRAPH: Both = [
    "اتفق الجانبان على تسمية نقطتي اتصال للأمن السيبراني قبل نهاية العام.",
    "The two sides agreed to name contact points for cyber security before the end of the year.",
];
const THIRD_PARAGRAPH_AMERICAN: Both = [
    "اتفق الجانبان على تسمية نقطتي اتصال للأمن السيبراني خلال ثلاثة أشهر.",
    "The two sides agreed to name contact points for cyber security within three months.",
];
const CORRECTION: Both = [
    "تناول الجانبان مكافحة الإرهاب ومكافحة تمويله، واتفقا على مواصلة تبادل المعلومات والخبرات.",
    "The two sides took up counter-terrorism and the countering of its financing, and agreed to \
     go on exchanging information and expertise.",
];
const REASON: Both = ["سقطت كلمة من النص المتفق عليه.", "A word was left out of the agreed text."];

/// Plays the whole meeting.
pub(super) async fn meeting<W: Write>(stage: &mut Stage<'_, W>) -> anyhow::Result<()> {
    agenda_changes(stage).await?;
    agenda_is_agreed(stage).await?;
    delegations_and_attendance(stage).await?;
    let paragraphs = minutes(stage).await?;
    let conclusion = conclude(stage).await?;
    bind(stage, &paragraphs, &conclusion).await?;
    let corrigendum = correct(stage, &paragraphs[1]).await?;
    seal(stage, [paragraphs, conclusion, corrigendum].concat()).await
}

async fn agenda_changes<W: Write>(stage: &mut Stage<'_, W>) -> anyhow::Result<()> {
    let facts = facts::read()?;
    let session = stage.seeded.ids.get(SESSION).context("the session")?.clone();
    let mut acts = Vec::new();
    for (pos, order) in (6..).zip(ADDED_LATER) {
        acts.push(put("agenda_item", topic(&facts, &session, order)?, Some(pos))?);
    }
    let added = stage
        .step(Step {
            at: "2020-11-16T05:20:00Z",
            party: Party::Kw,
            function: Function::DeskOfficer,
            what: "two more topics for the agenda",
            acts,
        })
        .await?;
    stage.expect(&added, Expected::Ours, Expected::Theirs)?;
    let [all_fields, challenges] = &added[..] else { anyhow::bail!("two topics were added") };
    let acts = on(&stage.pair.us, challenges, |item| {
        let mut draft = Draft::revise(item);
        draft.content = evidence_of_exercise(with(draft.content, "title", CHALLENGES));
        Ok(vec![Act::Put(draft)])
    })?;
    stage
        .step(Step {
            at: "2020-11-16T12:05:00Z",
            party: Party::Us,
            function: Function::DeskOfficer,
            what: "its own wording for one of them",
            acts,
        })
        .await?;
    let challenged = std::slice::from_ref(challenges);
    stage.expect(challenged, Expected::TwoWordings, Expected::TwoWordings)?;
    stage.brackets(challenges, "title")?;
    let waiting = stage.prepared("agenda:6")?;
    let acts = [all_fields, &waiting].map(|id| consent(&stage.pair.us, id, Level::Text));
    let agreed = stage
        .step(Step {
            at: "2020-11-16T12:08:00Z",
            party: Party::Us,
            function: Function::DeskOfficer,
            what: "agrees the other one, and the topic that was waiting",
            acts: acts.into_iter().collect::<anyhow::Result<_>>()?,
        })
        .await?;
    stage.expect(&agreed, Expected::Agreed, Expected::Agreed)?;
    let act = consent(&stage.pair.kw, challenges, Level::Text)?;
    stage
        .step(Step {
            at: "2020-11-16T12:20:00Z",
            party: Party::Kw,
            function: Function::DeskOfficer,
            what: "takes the American wording",
            acts: vec![act],
        })
        .await?;
    stage.expect(challenged, Expected::Agreed, Expected::Agreed)
}

async fn agenda_is_agreed<W: Write>(stage: &mut Stage<'_, W>) -> anyhow::Result<()> {
    let legal = stage.prepared("agenda:7")?;
    let of_legal = std::slice::from_ref(&legal);
    let acts = on(&stage.pair.kw, &legal, |item| {
        let mut draft = Draft::revise(item);
        draft.content = settled(&draft.content);
        Ok(vec![Act::Put(draft)])
    })?;
    stage.say("\nThe topic that had two wordings in the morning:")?;
    stage.brackets(&legal, "title")?;
    stage
        .step(Step {
            at: "2020-11-16T12:30:00Z",
            party: Party::Kw,
            function: Function::DeskOfficer,
            what: "one wording out of both",
            acts,
        })
        .await?;
    stage.expect(of_legal, Expected::TwoWordings, Expected::TwoWordings)?;
    let act = consent(&stage.pair.us, &legal, Level::Text)?;
    stage
        .step(Step {
            at: "2020-11-16T12:34:00Z",
            party: Party::Us,
            function: Function::CoChair,
            what: "agrees to it: the agenda is settled",
            acts: vec![act],
        })
        .await?;
    stage.expect(of_legal, Expected::Agreed, Expected::Agreed)?;
    let session = stage.seeded.ids.get(SESSION).context("the session")?.clone();
    let agenda: Vec<ItemId> = {
        let record = stage.pair.kw.dialogue.read();
        let items = record.children(&session, "agenda_item");
        items.iter().map(|item| item.id().clone()).collect()
    };
    if agenda.len() != 7 {
        stage.differences.push(format!("the agenda has {} topics, not 7", agenda.len()));
    }
    stage.expect(&agenda, Expected::Agreed, Expected::Agreed)
}

async fn delegations_and_attendance<W: Write>(stage: &mut Stage<'_, W>) -> anyhow::Result<()> {
    let experts = [
        ["خبير، وزارة الداخلية", "Expert, Ministry of Interior"],
        ["خبير، وزارة العدل", "Expert, Department of Justice"],
    ];
    for (party, expert) in Party::BOTH.into_iter().zip(experts) {
        let id = stage.prepared(&format!("delegation:{}", party.slug()))?;
        let acts = on(stage.pair.side(party), &id, |item| {
            let mut draft = Draft::revise(item);
            draft.content = seated(draft.content, expert);
            Ok(vec![Act::Put(draft)])
        })?;
        let done = stage
            .step(Step {
                at: "2020-11-16T12:40:00Z",
                party,
                function: Function::DeskOfficer,
                what: "its delegation, with one expert more",
                acts,
            })
            .await?;
        stage.expect(&done, Expected::Own, Expected::Own)?;
    }
    for party in Party::BOTH {
        let id = stage.prepared(&format!("delegation:{}", party.slug()))?;
        let acts = on(stage.pair.side(party), &id, |item| {
            Ok(vec![put("attendance", attendance(item.content()), None)?])
        })?;
        let done = stage
            .step(Step {
                at: "2020-11-16T13:05:00Z",
                party,
                function: Function::Rapporteur,
                what: "who is there, as the public record has it",
                acts,
            })
            .await?;
        stage.expect(&done, Expected::Own, Expected::Own)?;
    }
    Ok(())
}

async fn minutes<W: Write>(stage: &mut Stage<'_, W>) -> anyhow::Result<Vec<ItemId>> {
    let session = stage.seeded.ids.get(SESSION).context("the session")?.clone();
    let first = stage.prepared("minutes:1")?;
    let mut acts = Vec::new();
    for (pos, text) in (2..).zip([SECOND_PARAGRAPH, THIRD_PARAGRAPH]) {
        let content = evidence_of_exercise(with(Content::new(), "", text));
        acts.push(put("minutes_paragraph", content.with("session", &session), Some(pos))?);
    }
    let mut paragraphs = stage
        .step(Step {
            at: "2020-11-16T14:20:00Z",
            party: Party::Kw,
            function: Function::Rapporteur,
            what: "two paragraphs of the minutes, Arabic and English",
            acts,
        })
        .await?;
    paragraphs.insert(0, first);
    stage.expect(&paragraphs, Expected::Ours, Expected::Theirs)?;
    let third = paragraphs[2].clone();
    let acts = on(&stage.pair.us, &third, |item| {
        let mut draft = Draft::revise(item);
        draft.content = with(draft.content, "", THIRD_PARAGRAPH_AMERICAN);
        Ok(vec![Act::Put(draft)])
    })?;
    stage
        .step(Step {
            at: "2020-11-16T14:35:00Z",
            party: Party::Us,
            function: Function::Rapporteur,
            what: "another wording of the third, in both languages at once",
            acts,
        })
        .await?;
    let of_third = std::slice::from_ref(&third);
    stage.expect(of_third, Expected::TwoWordings, Expected::TwoWordings)?;
    stage.brackets(&third, "")?;
    minutes_are_agreed(stage, &paragraphs).await?;
    Ok(paragraphs)
}

async fn minutes_are_agreed<W: Write>(
    stage: &mut Stage<'_, W>,
    paragraphs: &[ItemId],
) -> anyhow::Result<()> {
    let third = paragraphs[2].clone();
    let of_third = std::slice::from_ref(&third);
    let acts = paragraphs[..2].iter().map(|id| consent(&stage.pair.us, id, Level::Text));
    let acts = acts.collect::<anyhow::Result<_>>()?;
    let agreed = stage
        .step(Step {
            at: "2020-11-16T14:50:00Z",
            party: Party::Us,
            function: Function::CoChair,
            what: "agrees the first two",
            acts,
        })
        .await?;
    stage.expect(&agreed, Expected::Agreed, Expected::Agreed)?;
    let act = consent(&stage.pair.kw, &third, Level::Text)?;
    stage
        .step(Step {
            at: "2020-11-16T14:55:00Z",
            party: Party::Kw,
            function: Function::CoChair,
            what: "takes the American wording of the third",
            acts: vec![act],
        })
        .await?;
    stage.expect(of_third, Expected::Agreed, Expected::Agreed)
}

async fn conclude<W: Write>(stage: &mut Stage<'_, W>) -> anyhow::Result<Vec<ItemId>> {
    let facts = facts::read()?;
    let session = stage.seeded.ids.get(SESSION).context("the session")?.clone();
    let of = facts.sessions.iter().find(|one| one.id == SESSION).context("the session")?;
    let text = of.conclusion.as_ref().context("the conclusion of the sources")?;
    let sources: Vec<String> = of.source.to_vec();
    let mut content = Content::new()
        .with("session", &session)
        .with("text_ar", text.ar.as_str())
        .with("text_en", text.en.as_str())
        .with("evidence", "public_record");
    content.set_strings("sources", sources.iter().map(String::as_str));
    let done = stage
        .step(Step {
            at: "2020-11-16T15:00:00Z",
            party: Party::Kw,
            function: Function::CoChair,
            what: "the conclusion, as the press reported it",
            acts: vec![put("conclusion", content, Some(1))?],
        })
        .await?;
    let act = consent(&stage.pair.us, &done[0], Level::Text)?;
    stage
        .step(Step {
            at: "2020-11-16T15:02:00Z",
            party: Party::Us,
            function: Function::CoChair,
            what: "agrees to it",
            acts: vec![act],
        })
        .await?;
    stage.expect(&done, Expected::Agreed, Expected::Agreed)?;
    Ok(done)
}

async fn bind<W: Write>(
    stage: &mut Stage<'_, W>,
    paragraphs: &[ItemId],
    conclusion: &[ItemId],
) -> anyhow::Result<()> {
    let items = [paragraphs, conclusion].concat();
    for (party, expected) in [(Party::Kw, Expected::Agreed), (Party::Us, Expected::Bound)] {
        let acts = items.iter().map(|id| consent(stage.pair.side(party), id, Level::Bind));
        let acts = acts.collect::<anyhow::Result<_>>()?;
        let done = stage
            .step(Step {
                at: "2020-11-16T15:10:00Z",
                party,
                function: Function::CoChair,
                what: "binds its side to minutes and conclusion",
                acts,
            })
            .await?;
        stage.expect(&done, expected, expected)?;
    }
    Ok(())
}

async fn correct<W: Write>(
    stage: &mut Stage<'_, W>,
    paragraph: &ItemId,
) -> anyhow::Result<Vec<ItemId>> {
    let acts = on(&stage.pair.kw, paragraph, |item| {
        let mut draft = Draft::revise(item);
        draft.content = with(draft.content, "", CORRECTION);
        Ok(vec![Act::Put(draft)])
    })?;
    let edit = Step {
        at: "2020-11-16T16:30:00Z",
        party: Party::Kw,
        function: Function::Rapporteur,
        what: "tries to edit an agreed paragraph",
        acts,
    };
    let code = {
        let record = stage.pair.kw.dialogue.read();
        let item = record.item(paragraph).context("the paragraph")?;
        let agreed = item.standing().effective.first().copied().context("an agreed version")?;
        let id = paragraph.clone();
        dialogue::refusal::Refusal::AgreedIsFinal { item: id, agreed }.code()
    };
    stage.refused(edit, code).await?;
    let content = with(with(Content::new(), "", CORRECTION), "reason", REASON);
    let content = evidence_of_exercise(content).with("corrects", paragraph);
    let done = stage
        .step(Step {
            at: "2020-11-16T16:40:00Z",
            party: Party::Kw,
            function: Function::Legal,
            what: "a corrigendum instead",
            acts: vec![put("corrigendum", content, None)?],
        })
        .await?;
    stage.expect(&done, Expected::Ours, Expected::Theirs)?;
    let act = consent(&stage.pair.us, &done[0], Level::Text)?;
    stage
        .step(Step {
            at: "2020-11-16T16:45:00Z",
            party: Party::Us,
            function: Function::CoChair,
            what: "agrees to it; the minutes stay as they were",
            acts: vec![act],
        })
        .await?;
    stage.expect(&done, Expected::Agreed, Expected::Agreed)?;
    stage.expect(std::slice::from_ref(paragraph), Expected::Bound, Expected::Bound)?;
    Ok(done)
}

/// Receipts cross; then everything that was agreed is sealed on both nodes.
async fn seal<W: Write>(stage: &mut Stage<'_, W>, items: Vec<ItemId>) -> anyhow::Result<()> {
    stage.pair.settle().await?;
    stage.say("\nBoth nodes hold each other's receipts for all of this: it is sealed.")?;
    stage.n_steps += 1;
    stage.expect(&items, Expected::Sealed, Expected::Sealed)?;
    stage.compare()
}

/// Calls `acts` with an item as this side's node has it.
fn on(
    side: &Side,
    id: &ItemId,
    acts: impl FnOnce(&Item<'_>) -> anyhow::Result<Vec<Act>>,
) -> anyhow::Result<Vec<Act>> {
    let record = side.dialogue.read();
    let name = side.party.name();
    let item = record.item(id).with_context(|| format!("{id} is not on the node of {name}"))?;
    acts(&item)
}

/// Consent to what the other side holds; at binding level, to what is agreed.
fn consent(side: &Side, id: &ItemId, level: Level) -> anyhow::Result<Act> {
    let record = side.dialogue.read();
    let item = record.item(id).context("the item to consent to")?;
    let to = match level {
        Level::Text => item.position(&side.party.other().id()).map(|version| version.id),
        Level::Bind => item.standing().effective.first().copied(),
    };
    let to = to.with_context(|| format!("nothing of {id} is there to consent to"))?;
    Ok(Act::Consent { item: id.clone(), to, level })
}

/// The content with both languages of a text set.
fn with(mut content: Content, base: &str, text: Both) -> Content {
    for (lang, text) in Lang::ALL.into_iter().zip(text) {
        content.set_bi(base, lang, text);
    }
    content
}

/// One seat more, by title: nobody is named whom no source names.
fn seated(content: Content, expert: Both) -> Content {
    let rows = content.rows("seats").into_iter().cloned();
    let mut rows: Vec<_> = rows.collect();
    let cells = [("title_ar", expert[0]), ("title_en", expert[1]), ("role", "adviser")];
    rows.push(cells.map(|(name, text)| (name.to_owned(), text.into())).into());
    let mut content = evidence_of_exercise(content);
    content.set_rows("seats", rows);
    content
}

/// Everybody of the delegation whom the sources place in the meeting beyond doubt.
fn attendance(delegation: &Content) -> Content {
    let mut content = Content::new().with("evidence", "public_record");
    for name in ["session", "party", "sources"] {
        if let Some(value) = delegation.get(name) {
            content.set(name, value.clone());
        }
    }
    let seats = delegation.rows("seats").into_iter();
    let sure = seats.filter(|seat| !Row(seat).flag("uncertain"));
    let rows = sure.filter_map(|seat| {
        let person = seat.get("person")?.clone();
        let cells = [("person".to_owned(), person), ("status".to_owned(), "present".into())];
        Some(cells.into())
    });
    content.set_rows("rows", rows.collect());
    content
}
