//! The joint text on the table in the morning: the chair's draft of a statement, part agreed ad
//! referendum, part in brackets, with two placeholders and a reservation. All of it is invented for
//! the exercise and says so; the working calendars are those of the two capitals in 2020.

use std::collections::BTreeMap;

use anyhow::Context;
use dialogue::Value;
use dialogue::act::{Act, Function};
use dialogue::content::Content;
use dialogue::id::ItemId;
use dialogue::negotiation::{chapeau_of, templates};

use super::exercise::{evidence_of_exercise, put};
use super::plan::SESSION;
use super::seed::{Seeded, perform};
use super::{Pair, Party, script};

/// The chair's draft, in the form of the templates.
const DRAFT: &str = include_str!("../../data/joint-statement.txt");

/// The parties in the order of the copy; the text as such is called by them in Kuwait's order.
const ALTERNAT: &str = "[=parties]";
const NAMES: [&str; 2] = [
    "دولة الكويت والولايات المتحدة الأمريكية",
    "the State of Kuwait and the United States of America",
];

/// Distance between the places of neighbours.
const STEP: u64 = 1 << 20;

/// Terms on which both sides agree: Arabic, tab, English.
const TERMS: &str = include_str!("../../data/terms.tsv");

/// When one side does not work in the winter of 2020.
struct Rest {
    party: Party,
    weekend: [&'static str; 2],
    time_zone: &'static str,
    /// From, to, Arabic name, English name.
    holidays: &'static [[&'static str; 4]],
}

const CALENDARS: [Rest; 2] = [
    Rest {
        party: Party::Kw,
        weekend: ["fri", "sat"],
        time_zone: "Asia/Kuwait",
        holidays: &[
            ["2021-01-01", "", "رأس السنة الميلادية", "New Year's Day"],
            [
                "2021-02-25",
                "2021-02-26",
                "العيد الوطني وعيد التحرير",
                "National and Liberation Days",
            ],
        ],
    },
    Rest {
        party: Party::Us,
        weekend: ["sat", "sun"],
        time_zone: "America/New_York",
        holidays: &[
            ["2020-11-26", "", "عيد الشكر", "Thanksgiving Day"],
            ["2020-12-25", "", "عيد الميلاد", "Christmas Day"],
            ["2021-01-01", "", "رأس السنة الميلادية", "New Year's Day"],
        ],
    },
];

/// Puts calendars, terms and the text, and lets Washington answer.
pub async fn prepare(pair: &Pair, seeded: &mut Seeded) -> anyhow::Result<()> {
    let session = seeded.ids.get(SESSION).context("the session is not there")?.clone();
    pair.at("2020-11-12T10:20:00Z")?;
    calendars(pair, seeded).await?;
    let (text, blocks) = begin(pair, &session, seeded).await?;
    pair.level().await?;
    pair.at("2020-11-15T13:30:00Z")?;
    seeded.n_consents += super::seed::consent_to(&pair.us, &text).await?;
    let (before, _) = script::steps();
    let (n_versions, n_consents) = script::play(pair, &text, &blocks, &before).await?;
    seeded.n_versions += n_versions;
    seeded.n_consents += n_consents;
    Ok(())
}

async fn calendars(pair: &Pair, seeded: &mut Seeded) -> anyhow::Result<()> {
    for rest in &CALENDARS {
        let rows = rest.holidays.iter().map(|[from, to, ar, en]| {
            let mut row: BTreeMap<String, Value> = BTreeMap::new();
            for (name, value) in [("from", from), ("to", to), ("name_ar", ar), ("name_en", en)] {
                if !value.is_empty() {
                    row.insert(name.to_owned(), Value::from(*value));
                }
            }
            row
        });
        let mut content =
            Content::new().with("party", &rest.party.id()).with("time_zone", rest.time_zone);
        content.set_strings("weekend", rest.weekend);
        content.set_rows("holidays", rows.collect());
        let act = put("working_calendar", content, None)?;
        perform(pair.side(rest.party), Function::DeskOfficer, vec![act]).await?;
        seeded.n_versions += 1;
    }
    let terms = TERMS.lines().filter_map(|line| line.split_once('\t')).map(|(ar, en)| {
        let content = Content::new().with("term_ar", ar).with("term_en", en);
        put("term", evidence_of_exercise(content), None)
    });
    let terms: Vec<Act> = terms.collect::<anyhow::Result<_>>()?;
    seeded.n_versions += terms.len();
    let terms = perform(&pair.kw, Function::DeskOfficer, terms).await?;
    pair.level().await?;
    for term in &terms {
        seeded.n_consents += super::seed::consent_to(&pair.us, term).await?;
    }
    Ok(())
}

/// Kuwait's draft: the text, then its provisions, those above first.
async fn begin(
    pair: &Pair,
    session: &ItemId,
    seeded: &mut Seeded,
) -> anyhow::Result<(ItemId, Vec<ItemId>)> {
    let blocks = templates::read(DRAFT);
    let title = blocks.first().context("the draft has a title")?;
    let content = Content::new()
        .with("kind", "joint_statement")
        .with("title_ar", title.ar.replace(ALTERNAT, NAMES[0]).as_str())
        .with("title_en", title.en.replace(ALTERNAT, NAMES[1]).as_str())
        .with("session", session)
        .with("mode", "line_by_line");
    let act = put("joint_text", evidence_of_exercise(content), None)?;
    let text = perform(&pair.kw, Function::DeskOfficer, vec![act]).await?;
    let text = text.into_iter().next().context("a text")?;
    seeded.ids.insert(format!("{SESSION}:statement"), text.clone());
    let mut above: Vec<ItemId> = Vec::new();
    let mut all: Vec<ItemId> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        above.truncate(block.depth);
        let mut content = Content::new()
            .with("text", &text)
            .with("role", block.role)
            .with("ar", block.ar)
            .with("en", block.en)
            .with("evidence", "exercise");
        if let Some(upper) = above.last() {
            content = content.with("under", upper);
        }
        let chapeau = chapeau_of(&pair.kw.dialogue.read(), &content);
        content.set_text("chapeau", chapeau.as_deref().unwrap_or_default());
        let act = put("provision", content, Some((at as u64 + 1) * STEP))?;
        let done = perform(&pair.kw, Function::DeskOfficer, vec![act]).await?;
        all.extend(done.iter().cloned());
        above.extend(done);
    }
    seeded.n_versions += blocks.len() + 1;
    Ok((text, all))
}
