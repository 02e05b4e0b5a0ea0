//! The exchange page as ready strings: one card a log, what holds us up, what to do about it.

use dialogue::id::PartyId;
use dialogue::record::Record;
use fluent_bundle::FluentValue;
use jiff::Timestamp;
use node::{Link, LogState, Signing};

use crate::clocks::{ClockLine, Places};
use crate::i18n::T;
use crate::texts;

/// What the node said when the page was asked for.
pub struct Seen {
    pub logs: Vec<LogState>,
    pub signing: Signing,
    pub alarms: Vec<String>,
    /// Whether this reader may take contents away.
    pub may_export: bool,
}

/// What the page shows.
#[derive(Debug)]
pub struct ExchangeView {
    /// The state of the whole in one sentence.
    pub lead: String,
    pub lead_tone: &'static str,
    pub logs: Vec<LogCard>,
    pub stopped: String,
    pub alarms: Vec<String>,
    pub pin: String,
    /// Address of the export; empty for who may not read contents.
    pub export: String,
    pub export_name: String,
    /// Whether some line is cut now.
    pub cut: bool,
}

/// One party's log.
#[derive(Debug)]
pub struct LogCard {
    pub code: String,
    pub title: String,
    /// `ours` or `theirs`.
    pub side: &'static str,
    pub link: String,
    pub link_means: String,
    pub link_tone: &'static str,
    pub entries: String,
    pub lag: String,
    /// Nothing is behind.
    pub level: bool,
    pub root: String,
    pub address: String,
    pub contact: Vec<ClockLine>,
    pub error: String,
    pub receipts: Vec<ReceiptRow>,
    pub no_receipts: String,
    pub note: String,
    pub note_href: String,
}

/// Who holds the log, up to which entry, since when.
#[derive(Debug)]
pub struct ReceiptRow {
    pub by: String,
    pub tone: &'static str,
    pub size: u64,
    pub behind: String,
    pub at: Vec<ClockLine>,
}

/// Builds the page.
pub fn view(record: &Record, did: &str, seen: Seen, t: T) -> ExchangeView {
    let us = record.us().clone();
    let cut = seen.logs.iter().any(|log| is_cut(log.link));
    let waits = seen.logs.iter().any(|log| log.lag > 0);
    let (lead, lead_tone) = match (cut, waits) {
        (true, _) => ("exchange-lead-cut", "alarm"),
        (false, true) => ("exchange-lead-behind", "theirs"),
        (false, false) => ("exchange-lead-level", "agreed"),
    };
    let base = format!("/{}/d/{did}", t.lang());
    let cards = Cards { record, us: &us, places: Places::of(record, t.lang()), base: &base, t };
    ExchangeView {
        lead: t.s(lead).into_owned(),
        lead_tone,
        logs: seen.logs.into_iter().map(|log| cards.card(log)).collect(),
        stopped: match seen.signing {
            Signing::Ready => String::new(),
            Signing::Stopped { why } => why,
        },
        alarms: seen.alarms,
        pin: record.joint().charter_pin().to_string(),
        export: if seen.may_export { format!("{base}/export") } else { String::new() },
        export_name: format!("{did}-{us}.hiwar"),
        cut,
    }
}

/// What every card is built from.
struct Cards<'a> {
    record: &'a Record,
    us: &'a PartyId,
    places: Places,
    base: &'a str,
    t: T,
}

impl Cards<'_> {
    fn card(&self, log: LogState) -> LogCard {
        let t = self.t;
        let party = self.name(&log.party);
        let lag = match (log.lag, log.own) {
            (0, true) => t.s("exchange-lag-none-ours").into_owned(),
            (0, false) => t.s("exchange-lag-none-theirs").into_owned(),
            (lag, true) => t.n("exchange-lag-ours", lag),
            (lag, false) => t.n("exchange-lag-theirs", lag),
        };
        let receipt = |receipt: &node::Receipt| ReceiptRow {
            by: self.name(&receipt.by),
            tone: self.tone(&receipt.by),
            size: receipt.size,
            behind: match log.size.saturating_sub(receipt.size) {
                0 => t.s("exchange-receipt-all").into_owned(),
                behind => t.n("exchange-receipt-behind", behind),
            },
            at: self.places.clocks(receipt.at, t),
        };
        let title = if log.own { "exchange-log-ours" } else { "exchange-log-theirs" };
        LogCard {
            title: t.f(title, &[("party", party.clone())]),
            side: self.tone(&log.party),
            link: texts::link(log.link, t),
            link_means: t.s(&format!("exchange-means-{}", link_name(log.link))).into_owned(),
            link_tone: link_tone(log.link),
            entries: t.f(
                "exchange-entries",
                &[("n", FluentValue::from(log.size)), ("folded", FluentValue::from(log.folded))],
            ),
            level: log.lag == 0,
            lag,
            root: hex(&log.root),
            receipts: log.receipts.iter().map(receipt).collect(),
            no_receipts: t.s("exchange-receipts-none").into_owned(),
            address: log.peer_address.unwrap_or_default(),
            contact: self.clocks(log.last_contact),
            error: log.last_error.unwrap_or_default(),
            note_href: if log.checkpoint_note.is_empty() {
                String::new()
            } else {
                format!("{}/exchange/{}/checkpoint.txt", self.base, log.party)
            },
            note: log.checkpoint_note,
            code: log.party.to_string(),
        }
    }

    fn clocks(&self, at: Option<Timestamp>) -> Vec<ClockLine> {
        at.map(|at| self.places.clocks(at, self.t)).unwrap_or_default()
    }

    fn name(&self, party: &PartyId) -> String {
        texts::party(self.record, party, self.t.lang())
    }

    fn tone(&self, party: &PartyId) -> &'static str {
        if party == self.us { "ours" } else { "theirs" }
    }
}

/// Whether nothing comes through. A peer never met is not cut off: it may not have started yet.
fn is_cut(link: Link) -> bool {
    matches!(link, Link::Broken | Link::Waiting)
}

fn link_name(link: Link) -> &'static str {
    match link {
        Link::Own => "own",
        Link::Connected => "connected",
        Link::Waiting => "waiting",
        Link::Broken => "broken",
        Link::Never => "never",
    }
}

fn link_tone(link: Link) -> &'static str {
    match link {
        Link::Own => "ours",
        Link::Connected => "agreed",
        Link::Waiting => "theirs",
        Link::Broken => "alarm",
        Link::Never => "none",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogue::content::Lang;

    #[test]
    fn every_link_is_explained_in_both_languages() {
        for lang in Lang::ALL {
            for link in [Link::Own, Link::Connected, Link::Waiting, Link::Broken, Link::Never] {
                assert!(T::new(lang).has(&format!("exchange-means-{}", link_name(link))));
            }
        }
    }

    #[test]
    fn roots_are_written_in_full() {
        assert_eq!(hex(&[0, 15, 255]), "000fff");
    }
}
