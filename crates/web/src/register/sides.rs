//! What each side's own law asks for an instrument: its checklist with what is done, its reports
//! with the days left. Each side answers for its own; ours can be recorded from here.

use dialogue::content::Row;
use dialogue::id::PartyId;
use dialogue::instruments::{Checklists, Filed, binding};
use dialogue::record::Item;
use register::{Binding, DateKind, Reckoning};

use super::reckoned::{self, Next};
use crate::items::reader::Reader;

/// One side.
#[derive(Clone, Debug)]
pub struct SideCard {
    pub party: PartyId,
    pub name: String,
    pub tone: &'static str,
    pub steps: Vec<StepRow>,
    pub reports: Vec<ReportRow>,
    /// Set where the side supplied no checklist.
    pub none: String,
    pub checklist_add: String,
    pub checklist: String,
    /// The side's report on the instrument as a paper.
    pub paper: String,
    pub paper_pdf: String,
}

/// A step of the checklist, done or not.
#[derive(Clone, Debug)]
pub struct StepRow {
    pub title: String,
    pub status: String,
    /// `✓`, `○` or `–`, beside the word.
    pub sign: &'static str,
    pub tone: &'static str,
    pub when: String,
    pub number: String,
    /// Where the step stands, or is recorded.
    pub href: String,
    pub record: String,
}

/// A report that is due.
#[derive(Clone, Debug)]
pub struct ReportRow {
    pub title: String,
    pub law: String,
    pub rule: String,
    /// When it is due; nothing when it is made or does not apply.
    pub due: Option<Next>,
    pub status: String,
    pub sign: &'static str,
    pub record: String,
}

/// Both sides' cards, ours first.
pub fn cards(reader: &Reader<'_>, filed: &Filed<'_>, found: &Reckoning) -> Vec<SideCard> {
    let checklists = Checklists::of(reader.record);
    let mut parties = filed.parties.clone();
    parties.sort_by_key(|party| *party != reader.us);
    parties.iter().map(|party| card(reader, filed, found, &checklists, party)).collect()
}

fn card(
    reader: &Reader<'_>,
    filed: &Filed<'_>,
    found: &Reckoning,
    checklists: &Checklists<'_>,
    party: &PartyId,
) -> SideCard {
    let side = reader.side(party);
    let ours = *party == reader.us;
    let checklist = checklists.party(party);
    let rows = checklist.map(|list| list.content().rows("steps")).unwrap_or_default();
    let binding = binding(filed.item.content());
    let steps = rows.into_iter().map(Row).filter(|row| applies(*row, binding)).collect::<Vec<_>>();
    let reports = filed.reports.iter().enumerate().filter(|(_, one)| one.party == *party);
    let paper = format!("{}/papers/report?copy={party}", reader.href(&filed.item));
    SideCard {
        steps: steps.iter().map(|row| step(reader, filed, party, *row)).collect(),
        reports: reports.map(|(at, one)| report(reader, filed, found, at, one.row)).collect(),
        none: match checklist {
            None => reader.t.f("register-no-checklist", &[("party", side.name.clone())]),
            Some(_) => String::new(),
        },
        checklist_add: match ours && checklist.is_none() {
            true if reader.writes("domestic_checklist") => reader.at("new/domestic_checklist"),
            _ => String::new(),
        },
        checklist: checklist.map(|list| reader.href(&list)).unwrap_or_default(),
        paper_pdf: format!("{paper}&form=pdf"),
        paper,
        name: side.name,
        tone: side.tone,
        party: party.clone(),
    }
}

/// Whether a row is for instruments like this; where nobody says whether it binds, all rows are
/// shown.
fn applies(row: Row<'_>, binding: Binding) -> bool {
    !matches!(
        (row.text("applies"), binding),
        (Some("binding"), Binding::NonBinding) | (Some("non_binding"), Binding::Binding)
    )
}

fn step(reader: &Reader<'_>, filed: &Filed<'_>, party: &PartyId, row: Row<'_>) -> StepRow {
    let code = row.text("code").unwrap_or_default();
    let found = filed.step(party, code);
    let (status, sign, tone) = status(reader, found.as_ref());
    let content = found.as_ref().map(Item::content);
    let text = |name: &str| content.and_then(|content| content.text(name)).unwrap_or_default();
    StepRow {
        title: row.bi("title", reader.lang()).unwrap_or(code).to_owned(),
        status,
        sign,
        tone,
        when: content.and_then(|c| c.date("date")).map(|d| reader.date(d)).unwrap_or_default(),
        number: text("number").to_owned(),
        href: found.as_ref().map(|item| reader.href(item)).unwrap_or_default(),
        record: record(reader, filed, party, code, found.as_ref()),
    }
}

fn status(reader: &Reader<'_>, step: Option<&Item<'_>>) -> (String, &'static str, &'static str) {
    let status = step.and_then(|step| step.content().text("status"));
    let word = |status: &str| reader.choice("domestic_step", "status", status);
    match status {
        Some("done") => (word("done"), "✓", "done"),
        Some("not_needed") => (word("not_needed"), "–", "quiet"),
        Some("planned") => (word("planned"), "○", "open"),
        _ => (reader.t.s("register-step-open").into_owned(), "○", "open"),
    }
}

/// Where our side records a step, or changes it.
fn record(
    reader: &Reader<'_>,
    filed: &Filed<'_>,
    party: &PartyId,
    code: &str,
    step: Option<&Item<'_>>,
) -> String {
    if *party != reader.us || !reader.writes("domestic_step") {
        return String::new();
    }
    let back = reader.href(&filed.item);
    match step {
        Some(step) => format!("{}/edit?return={back}", reader.life(step.id())),
        None => {
            let id = filed.item.id();
            let plain: String = code.bytes().map(|byte| format!("%{byte:02X}")).collect();
            reader.at(&format!("new/domestic_step?on={id}&step={plain}&return={back}"))
        }
    }
}

/// The law as its side states it, with the time in which it stands.
fn law(reader: &Reader<'_>, row: Row<'_>) -> String {
    let law = row.bi("law", reader.lang()).unwrap_or_default();
    let stands = reader.span(row.date("since"), row.date("until"));
    let parts = [law, stands.as_str()].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

fn report(
    reader: &Reader<'_>,
    filed: &Filed<'_>,
    found: &Reckoning,
    at: usize,
    row: Row<'_>,
) -> ReportRow {
    let one = &filed.reports[at];
    let code = row.text("code").unwrap_or_default();
    let due = found.dates.iter().find(|date| date.kind == DateKind::Report(at));
    let due = due.map(|date| reckoned::of_date(reader, filed, date));
    let days = row.int("days").and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
    let from = row.text("from").unwrap_or_default();
    let from = reader.choice("domestic_checklist", "reports-from", from);
    let settled = filed.instrument.clocks.get(at).is_some_and(|clock| clock.done);
    let (status, sign) = match (&due, settled) {
        (_, true) => {
            let (status, sign, _) = status(reader, one.step.as_ref());
            (status, sign)
        }
        (Some(_), false) => (String::new(), "○"),
        (None, false) => (reader.t.s("register-report-not-running").into_owned(), "–"),
    };
    ReportRow {
        title: row.bi("title", reader.lang()).unwrap_or(code).to_owned(),
        law: law(reader, row),
        rule: format!("{} · {from}", reader.t.n("register-days", days)),
        due,
        status,
        sign,
        record: record(reader, filed, &one.party, code, one.step.as_ref()),
    }
}
