//! The exchange page and the download of the export. Shows what `node::Dialogue::exchange` says;
//! it neither dials nor signs.

use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use dialogue::act::Function;
use dialogue::id::PartyId;
use dialogue::record::Record;
use dialogue::refusal::Refusal;
use http::header;
use jiff::Timestamp;
use node::{Link, LogState};

use crate::clocks::Places;
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::reader::LentNames;
use crate::shell::{Crumb, Page, Problem};
use crate::texts;

pub fn routes() -> Routes {
    Routes::new().get("/{lang}/d/{did}/exchange", exchange).get("/{lang}/d/{did}/export", export)
}

#[derive(Template)]
#[template(path = "exchange/exchange.html")]
struct ExchangePage {
    page: Page,
    t: T,
    logs: Vec<LogView>,
    pin: String,
    export_href: String,
    command: String,
    may_export: bool,
    cut: bool,
}

/// One log, ready to read.
struct LogView {
    code: String,
    name: String,
    tone: &'static str,
    link: String,
    link_tone: &'static str,
    size: String,
    folded: u64,
    waiting: u64,
    root: String,
    lag: String,
    behind: bool,
    receipts: Vec<ReceiptView>,
    address: String,
    contact: String,
    error: String,
    own: bool,
    note: String,
}

struct ReceiptView {
    words: String,
    when: String,
}

async fn exchange(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let dialogue = signed.dialogue(&did)?;
    let t = signed.t();
    let states = dialogue.exchange();
    let cut = states.iter().any(|log| matches!(log.link, Link::Broken));
    let names = signed.lent_names(&dialogue);
    let (mut logs, pin): (Vec<LogView>, String) = {
        let record = dialogue.read();
        let places = Places::of(&record, signed.lang);
        let reading = Reading { record: &record, places, t, names: &names };
        let logs = states.iter().map(|log| reading.log(log)).collect();
        (logs, record.joint().charter_pin().to_string())
    };
    logs.sort_by_key(|log| !log.own);
    let command = format!("hiwar verify {did}-{}.hiwar --pin {pin}", dialogue.us());
    let page = ExchangePage {
        page: signed.page(&dialogue, "exchange", vec![Crumb::new(t.s("exchange-title"), "")]),
        t,
        logs,
        pin,
        export_href: signed.href(&format!("d/{did}/export")),
        command,
        may_export: signed.function != Function::Administrator,
        cut,
    };
    Ok(Html(page.render()?))
}

async fn export(
    signed: Signed,
    Path((_, did)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let dialogue = signed.dialogue(&did)?;
    if signed.function == Function::Administrator {
        return Err(Problem::from(Refusal::WritesNothing { function: signed.function }));
    }
    let reader = dialogue.clone();
    let bytes = tokio::task::spawn_blocking(move || reader.export())
        .await
        .map_err(|error| Problem::Failed(format!("export: {error}")))??;
    let actor = signed.actor();
    signed.app.node().private_of(&did).audit(&actor.account, "export", dialogue.id().as_str());
    // A dialogue's id is made of letters, digits and hyphens: it needs no escaping here.
    let name = format!("attachment; filename=\"{}-{}.hiwar\"", dialogue.id(), dialogue.us());
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}

/// One reading of the record for the names and clocks of the page.
struct Reading<'a> {
    record: &'a Record,
    places: Places,
    t: T,
    /// As `Signed::lent_names` gives them.
    names: &'a LentNames,
}

impl Reading<'_> {
    fn party(&self, party: &PartyId) -> String {
        match self.names.get(party) {
            Some(names) => names[self.t.lang() as usize].clone(),
            None => texts::party(self.record, party, self.t.lang()),
        }
    }

    fn log(&self, log: &LogState) -> LogView {
        let t = self.t;
        let party = self.party(&log.party);
        let receipts = log.receipts.iter().map(|receipt| ReceiptView {
            words: t.f(
                "exchange-receipt",
                &[("party", self.party(&receipt.by)), ("n", t.n("count-entries", receipt.size))],
            ),
            when: self.when(receipt.at),
        });
        LogView {
            code: log.party.as_str().to_owned(),
            tone: if log.own { "ours" } else { "theirs" },
            name: if log.own {
                t.s("exchange-ours").into_owned()
            } else {
                t.f("exchange-theirs", &[("party", party)])
            },
            link: texts::link(log.link, t),
            link_tone: match log.link {
                Link::Own | Link::Connected => "good",
                Link::Waiting | Link::Never => "idle",
                Link::Broken => "bad",
            },
            size: t.n("count-entries", log.size),
            folded: log.folded,
            waiting: log.size.saturating_sub(log.folded),
            root: log.root.iter().map(|byte| format!("{byte:02x}")).collect(),
            lag: t.n(if log.own { "exchange-lag-ours" } else { "exchange-lag-theirs" }, log.lag),
            behind: log.lag > 0,
            receipts: receipts.collect(),
            address: log
                .peer_address
                .clone()
                .unwrap_or_else(|| t.s("exchange-address-none").into_owned()),
            contact: match log.last_contact {
                Some(at) => self.when(at),
                None => t.s("exchange-contact-none").into_owned(),
            },
            error: log.last_error.clone().unwrap_or_default(),
            own: log.own,
            note: log.checkpoint_note.clone(),
        }
    }

    /// Receipts and contacts are told by the real clock, also in an exercise.
    fn when(&self, at: Timestamp) -> String {
        self.places.one_line(at, self.t)
    }
}
