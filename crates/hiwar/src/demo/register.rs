//! The checklists that both sides supply for the register of instruments: what each side's own law
//! asks, as a starting list that a ministry changes in its own form. They say that they are of the
//! exercise; nothing is said about any single instrument.

use std::collections::BTreeMap;

use anyhow::Context;
use dialogue::act::{Act, Draft, Function};
use dialogue::content::Content;
use dialogue::{Value, item};

use super::seed::{Seeded, perform};
use super::{Pair, Party};

type Step = (&'static str, [&'static str; 2], bool);
type Report = (&'static str, [&'static str; 2], &'static str, u64, [&'static str; 2]);

const KUWAIT: &[Step] = &[
    ("cabinet", ["موافقة مجلس الوزراء", "Approval by the Council of Ministers"], false),
    ("decree_or_law", ["مرسوم أو قانون بالموافقة", "Decree or law approving it"], false),
    ("gazette", ["النشر في الجريدة الرسمية", "Publication in the Official Gazette"], true),
];

const UNITED_STATES: &[Step] = &[
    ("circular_175", ["تفويض بموجب التعميم 175", "Circular 175 authority"], false),
    ("legal_clearance", ["الإجازة القانونية", "Legal clearance"], false),
    ("transmittal", ["الإحالة إلى الكونغرس", "Transmittal to the Congress"], false),
];

const CASE_ACT: [&str; 2] = [
    "مدونة قوانين الولايات المتحدة، الباب 1، المادة 112b بنصها في 2020",
    "1 U.S.C. 112b, as in force in 2020",
];

/// The month from which the amended 1 U.S.C. 112b counts, as public sources give it. Its days are
/// the ministry's to state, in a row of their own.
const CASE_ACT_UNTIL: &str = "2023-09";

/// The days of 1 U.S.C. 112b as it stood in November 2020.
const UNITED_STATES_REPORTS: &[Report] = &[
    (
        "text_to_department",
        ["موافاة وزارة الخارجية بالنص", "Text to the Department of State"],
        "signature",
        20,
        CASE_ACT,
    ),
    ("text_to_congress", ["موافاة الكونغرس بالنص", "Text to the Congress"], "entry", 60, CASE_ACT),
];

const STARTING_LIST: [&str; 2] = [
    "قائمة أولية للتمرين، تعدّلها الجهة المختصة.",
    "A starting list for the exercise; the authority concerned changes it.",
];

/// Both sides supply their checklists.
pub async fn prepare(pair: &Pair, seeded: &mut Seeded) -> anyhow::Result<()> {
    let lists = [(Party::Kw, KUWAIT, &[][..]), (Party::Us, UNITED_STATES, UNITED_STATES_REPORTS)];
    for (party, steps, reports) in lists {
        let item_type = item::get("domestic_checklist").context("a type")?;
        let act = Act::Put(Draft::new(item_type, checklist(party, steps, reports)));
        perform(pair.side(party), Function::Legal, vec![act]).await?;
        seeded.n_versions += 1;
    }
    pair.level().await
}

fn checklist(party: Party, steps: &[Step], reports: &[Report]) -> Content {
    let mut content = Content::new()
        .with("party", &party.id())
        .with("evidence", "exercise")
        .with("note_ar", STARTING_LIST[0])
        .with("note_en", STARTING_LIST[1]);
    content.set_rows("steps", steps.iter().map(step).collect());
    if !reports.is_empty() {
        content.set_rows("reports", reports.iter().map(report).collect());
    }
    content
}

fn step((code, title, completes): &Step) -> BTreeMap<String, Value> {
    let mut row = row(code, title);
    if *completes {
        row.insert("completes".to_owned(), true.into());
    }
    row
}

fn report((code, title, from, days, law): &Report) -> BTreeMap<String, Value> {
    let mut row = row(code, title);
    row.insert("applies".to_owned(), "binding".into());
    row.insert("from".to_owned(), (*from).into());
    row.insert("days".to_owned(), (*days).into());
    row.insert("until".to_owned(), CASE_ACT_UNTIL.into());
    row.insert("law_ar".to_owned(), law[0].into());
    row.insert("law_en".to_owned(), law[1].into());
    row
}

fn row(code: &str, title: &[&str; 2]) -> BTreeMap<String, Value> {
    let pairs = [("code", code), ("title_ar", title[0]), ("title_en", title[1])];
    pairs.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect()
}
