//! One-time links, printed forms, and the updates that wait until a desk officer confirms them.
//! Nothing here reaches a log by itself: confirming is an officer's own act. It must never say
//! whether a wrong secret was ever a right one, and never write a secret down.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::follow;
use dialogue::item;
use dialogue::record::{Item, Record};
use dialogue::working_days::{self, Day};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use ledger::id::{DialogueId, ItemId};
use ledger::json::{self, Profile, Value};
use store::private::{self, Filled, NewScan, PrivateStore, Settled};

use std::collections::BTreeSet;
use std::sync::Arc;

use node::keys::random;
use node::{ActError, Dialogue, NodeError, Private};
use parking_lot::Mutex;

use crate::form::new_number;
use crate::limits;
use crate::tries::Tries;

pub use store::private::{ScanFacts as Scan, UpdateForm as Form, UpdateState};

/// What the audit trail calls whoever sends something by a link.
const LINK_ACCOUNT: &str = "one-time-link";

/// The type of item that a confirmed update becomes.
pub const REPORT: &str = "commitment_report";

/// A one-time link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Names it in lists; opens nothing.
    pub id: String,
    pub dialogue: DialogueId,
    pub items: Vec<ItemId>,
    /// Whom it is for, by function or post, in Arabic and English.
    pub post: [String; 2],
    pub author: String,
    pub at: Timestamp,
    pub expires: Timestamp,
    pub used: Option<Timestamp>,
    pub revoked: Option<Timestamp>,
}

/// What a secret opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A submission can be made.
    Open(Link),
    Used(Link),
    Expired(Link),
    Revoked(Link),
    /// Nothing: never a link, or one long over.
    Nothing,
    /// This link or this address asked too often.
    TooOften,
}

/// For whom a link or a form is made, and about what.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub items: Vec<ItemId>,
    pub post: [String; 2],
    /// Days until the link is over; the last of them is moved to a working day.
    pub days: u32,
}

/// An update that came without an account.
#[derive(Clone, Debug)]
pub struct Update {
    pub id: String,
    pub item: ItemId,
    /// `link` or `form`.
    pub channel: String,
    /// The link's id or the form's number.
    pub origin: String,
    pub post: [String; 2],
    /// Fields of a progress report, unchecked.
    pub content: Content,
    pub at: Timestamp,
    /// The commitment was closed or answered before it came.
    pub late: bool,
    pub state: UpdateState,
    pub settled: Option<Timestamp>,
    pub settler: Option<String>,
    pub report: Option<String>,
}

/// Why a link or a form is not made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// No commitment, too many, or one that cannot be reported on.
    #[error("the commitments")]
    Items,
    /// One commitment is named more than once.
    #[error("a commitment named twice")]
    Twice,
    /// Nobody is named, or in too many words.
    #[error("the post")]
    Post,
    /// The days are not within the limits.
    #[error("the days")]
    Days,
    /// Too many are open.
    #[error("the quota")]
    Quota,
    #[error(transparent)]
    Node(#[from] NodeError),
}

/// Why an update is not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// Somebody settled it before, or it is not there.
    #[error("it waits no more")]
    Settled,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Node(#[from] NodeError),
}

/// Why filled forms are not taken.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// The scan is longer than [`limits::SCAN_BYTES_MAX`].
    #[error("the scan has {n_bytes} bytes")]
    TooLong { n_bytes: usize },
    #[error(transparent)]
    Node(#[from] NodeError),
}

/// A form that came back about one of its commitments.
#[derive(Clone, Debug)]
pub struct Returned {
    pub form: Form,
    pub item: ItemId,
    /// What was read off its scan, for the officer who confirms; empty where nothing was.
    pub read: Content,
}

/// What became of what was sent by a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It waits for an officer.
    Came(Came),
    /// Somebody else was faster; nothing was stored.
    Used,
    /// What is said about this commitment is longer than is kept; nothing was stored and the link
    /// is not used up.
    TooLong(ItemId),
}

/// Why a commitment takes no update any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// Withdrawn, or both sides settled it: done, dropped, merged, overtaken.
    Closed,
    /// Our side reported on it after the link or the form was made.
    Answered,
}

/// The commitments of a submission, each with why it came too late.
pub type Came = Vec<(ItemId, Option<Late>)>;

/// What was read off the scans of an update, for the officer who confirms: what all of those say
/// on which anything was read; nothing where they differ.
pub fn proposed(scans: &[Scan]) -> Content {
    let mut all = scans.iter().filter_map(|scan| fields_of(&scan.read).ok());
    let first = all.find(|read| !read.is_empty()).unwrap_or_default();
    let same = all.filter(|read| !read.is_empty()).all(|read| read == first);
    if same { first } else { Content::new() }
}

/// Whether a function handles links, forms and what comes with them.
pub fn may_handle(function: Function) -> bool {
    matches!(function, Function::DeskOfficer | Function::CoChair)
}

/// Why a commitment takes no update of somebody who was asked at `since`; none when it does.
pub fn late(record: &Record, item: &ItemId, since: Timestamp) -> Option<Late> {
    let commitment = record.item(item).filter(|item| item.kind().name == "commitment");
    let Some(commitment) = commitment.filter(|item| item.shown().is_some()) else {
        return Some(Late::Closed);
    };
    let life = follow::life(record, commitment);
    if !life.is_open() {
        return Some(Late::Closed);
    }
    let ours = life.reports.get(record.us()).into_iter().flatten();
    let mut after = ours.filter_map(|report| report.shown()?.at.parse::<Timestamp>().ok());
    // Entries carry whole seconds.
    after.any(|at| at.as_second() > since.as_second()).then_some(Late::Answered)
}

/// The commitments that can be reported on now.
pub fn open_commitments(record: &Record) -> Vec<ItemId> {
    let all = record.of_type("commitment").into_iter().filter(|item| item.shown().is_some());
    let open = all.filter(|item| follow::life(record, *item).is_open());
    open.map(|item| item.id().clone()).collect()
}

/// The time zone and the calendar of our party; UTC and no day off where it said nothing.
pub fn our_days(record: &Record) -> (TimeZone, Option<working_days::Calendar>) {
    let us = record.us();
    let calendars = record.of_type("working_calendar");
    let ours = calendars.iter().find(|item| item.owner() == us);
    let parties = record.of_type("party");
    let is_us =
        |item: &&Item<'_>| item.owner() == us && item.content().party("code").as_ref() == Some(us);
    let named = [ours, parties.iter().find(is_us)].into_iter().flatten();
    let mut zones = named.filter_map(|item| TimeZone::get(item.content().text("time_zone")?).ok());
    (zones.next().unwrap_or(TimeZone::UTC), ours.map(working_days::Calendar::of))
}

/// The number of a civil day as `working_days` counts.
pub fn day_number(date: Date) -> Day {
    working_days::day_of(&date.to_string()).unwrap_or_default()
}

/// The last day of a link made now: after so many days the next on which our side works.
fn last_day(record: &Record, now: Timestamp, days: u32) -> Timestamp {
    let (zone, calendar) = our_days(record);
    let today = now.to_zoned_datetime(zone.clone()).date();
    let mut day = day_number(today) + Day::from(days);
    if let Some(calendar) = calendar {
        let moves = 0..limits::LINK_MOVED_DAYS_MAX;
        day = moves.map(|n| day + n).find(|day| calendar.works(*day)).unwrap_or(day);
    }
    let date: Date = working_days::date_of(day).parse().unwrap_or(today);
    let end = zone.to_timestamp(date.at(23, 59, 59, 0));
    end.unwrap_or_else(|_| now + (i64::from(days) * 24).hours())
}

/// Links, forms and updates of one node. Cheap to clone; clones count attempts together.
#[derive(Clone)]
pub struct Updates {
    private: Private,
    tries: Arc<Mutex<Tries>>,
    /// Held while an update is confirmed: two officers never confirm one twice.
    confirming: Arc<tokio::sync::Mutex<()>>,
}

impl Updates {
    /// Those of the node whose private side this is.
    pub fn new(private: Private) -> Updates {
        Updates { private, tries: Arc::default(), confirming: Arc::default() }
    }

    /// The private side of the node.
    pub fn private(&self) -> &Private {
        &self.private
    }

    fn now_ms(&self) -> i64 {
        self.private.clock().now().as_millisecond()
    }

    fn store(&self) -> Arc<Mutex<PrivateStore>> {
        self.private.store()
    }

    /// Makes a link: its secret, which is told once, and what it is.
    pub fn make_link(
        &self,
        dialogue: &Dialogue,
        wanted: &Wanted,
        actor: &Actor,
    ) -> Result<(String, Link), MakeError> {
        if !(1..=limits::LINK_DAYS_MAX).contains(&wanted.days) {
            return Err(MakeError::Days);
        }
        check_wanted(dialogue, wanted)?;
        let now_ms = self.now_ms();
        let expires = last_day(&dialogue.read(), time(now_ms), wanted.days);
        let links = self.links(dialogue.id().as_str())?;
        let open = links.iter().filter(|link| link.used.is_none() && link.revoked.is_none());
        if open.count() >= limits::LINKS_OPEN_MAX {
            return Err(MakeError::Quota);
        }
        let mut secret = [0; 32];
        random(&mut secret)?;
        let row = private::UpdateLink {
            id: new_id()?,
            dialogue: dialogue.id().clone(),
            items: wanted.items.clone(),
            post: wanted.post.clone(),
            author: actor.account.clone(),
            at_ms: now_ms,
            expires_ms: expires.as_millisecond(),
            used_ms: None,
            revoked_ms: None,
        };
        self.store().lock().add_update_link(&row, &secret).map_err(NodeError::from)?;
        self.private.changed();
        self.private.audit(&actor.account, "update-link-made", &row.id);
        Ok((URL_SAFE_NO_PAD.encode(secret), link_of(row)))
    }

    /// The links of a dialogue, the newest first.
    pub fn links(&self, dialogue: &str) -> Result<Vec<Link>, NodeError> {
        let rows = self.store().lock().update_links(&dialogue_id(dialogue)?)?;
        Ok(rows.into_iter().map(link_of).collect())
    }

    /// Revokes a link; false when there is none that could still be used.
    pub fn revoke_link(&self, dialogue: &str, id: &str, actor: &Actor) -> Result<bool, NodeError> {
        let dialogue = dialogue_id(dialogue)?;
        let revoked = self.store().lock().revoke_update_link(&dialogue, id, self.now_ms())?;
        self.private.changed();
        if revoked {
            self.private.audit(&actor.account, "update-link-revoked", id);
        }
        Ok(revoked)
    }

    /// What a secret opens for somebody at an address. A malformed secret costs the same look-up
    /// as a wrong one. Wrong ones silence their address for wrong ones only: else one colleague, or
    /// one hostile page that he looks at, would shut out a whole office.
    pub fn open_link(&self, token: &str, address: &str) -> Result<Opened, NodeError> {
        let now_ms = self.private.clock().real().as_millisecond();
        let secret = URL_SAFE_NO_PAD.decode(token).unwrap_or_default();
        let row = self.store().lock().update_link(&secret)?;
        let Some(row) = row.filter(|_| secret.len() == 32) else {
            let mut tries = self.tries.lock();
            let may_ask = tries.may_ask(address, now_ms);
            tries.wrong(address, now_ms);
            return Ok(if may_ask { Opened::Nothing } else { Opened::TooOften });
        };
        if !self.tries.lock().may_use(&row.id, now_ms) {
            return Ok(Opened::TooOften);
        }
        let link = link_of(row);
        Ok(match &link {
            link if link.revoked.is_some() => Opened::Revoked(link.clone()),
            link if link.used.is_some() => Opened::Used(link.clone()),
            link if link.expires < time(self.now_ms()) => Opened::Expired(link.clone()),
            _ => Opened::Open(link),
        })
    }

    /// Uses a link up with what was submitted, all of it or nothing.
    pub fn submit(
        &self,
        dialogue: &Dialogue,
        link: &Link,
        given: Vec<(ItemId, Content)>,
    ) -> Result<Sent, NodeError> {
        let now_ms = self.now_ms();
        let mut rows = Vec::new();
        let mut told = Vec::new();
        for (item, content) in given.into_iter().filter(|(item, _)| link.items.contains(item)) {
            let late = late(&dialogue.read(), &item, link.at);
            let row = waiting(dialogue, item, ("link", &link.id), &link.post, &content, now_ms)?;
            if row.content.len() > limits::UPDATE_BYTES_MAX {
                return Ok(Sent::TooLong(row.item));
            }
            told.push((row.item.clone(), late));
            rows.push(private::Update { late: late.is_some(), ..row });
        }
        if !self.store().lock().use_update_link(&link.id, &rows, now_ms)? {
            return Ok(Sent::Used);
        }
        self.private.changed();
        let detail = format!("{} ({})", link.id, rows.len());
        self.private.audit(LINK_ACCOUNT, "update-link-used", &detail);
        Ok(Sent::Came(told))
    }

    /// Makes the printed form of commitments: its number stands on the paper.
    pub fn make_form(
        &self,
        dialogue: &Dialogue,
        wanted: &Wanted,
        actor: &Actor,
    ) -> Result<Form, MakeError> {
        check_wanted(dialogue, wanted)?;
        let form = Form {
            number: new_number()?,
            dialogue: dialogue.id().clone(),
            items: wanted.items.clone(),
            post: wanted.post.clone(),
            author: actor.account.clone(),
            at_ms: self.now_ms(),
        };
        self.store().lock().add_update_form(&form).map_err(NodeError::from)?;
        self.private.changed();
        self.private.audit(&actor.account, "update-form-made", &form.number);
        Ok(form)
    }

    /// The form of a number.
    pub fn form(&self, dialogue: &str, number: &str) -> Result<Option<Form>, NodeError> {
        Ok(self.store().lock().update_form(&dialogue_id(dialogue)?, number)?)
    }

    /// The forms of a dialogue, the newest first.
    pub fn forms(&self, dialogue: &str) -> Result<Vec<Form>, NodeError> {
        Ok(self.store().lock().update_forms(&dialogue_id(dialogue)?)?)
    }

    /// Takes filled forms, beside the scan if there is one (what kind of image, its bytes). Gives
    /// where each of them is now: a paper that came before leads to its update, another scan of the
    /// same form stands beside it or is a further one. None is dropped.
    pub fn take_forms(
        &self,
        dialogue: &Dialogue,
        returned: &[Returned],
        scan: Option<(&str, &[u8])>,
        actor: &Actor,
    ) -> Result<Vec<String>, TakeError> {
        let n_bytes = scan.map_or(0, |(_, bytes)| bytes.len());
        if n_bytes > limits::SCAN_BYTES_MAX {
            return Err(TakeError::TooLong { n_bytes });
        }
        let now_ms = self.now_ms();
        let mut filled = Vec::new();
        for Returned { form, item, read } in returned {
            if !form.items.contains(item) {
                continue;
            }
            let late = late(&dialogue.read(), item, time(form.at_ms)).is_some();
            let origin = ("form", form.number.as_str());
            let row = waiting(dialogue, item.clone(), origin, &form.post, &Content::new(), now_ms)?;
            filled.push(Filled { update: private::Update { late, ..row }, read: written(read) });
        }
        let scan = scan.map(|(kind, bytes)| NewScan { kind, bytes });
        let ids = self.store().lock().take_filled(scan, &filled).map_err(NodeError::from)?;
        self.private.changed();
        let numbers: BTreeSet<&str> = filled.iter().map(|one| one.update.origin.as_str()).collect();
        let numbers: Vec<&str> = numbers.into_iter().collect();
        let detail = format!("{} ({})", numbers.join(", "), filled.len());
        self.private.audit(&actor.account, "update-form-taken", &detail);
        Ok(ids)
    }

    /// The scans beside an update, in the order in which they came, without their bytes.
    pub fn scans(&self, update: &Update) -> Result<Vec<Scan>, NodeError> {
        Ok(self.store().lock().update_scans(&update.id)?)
    }

    /// One of the scans beside an update: what kind of image, and its bytes.
    pub fn scan_bytes(
        &self,
        update: &Update,
        sha: &[u8; 32],
    ) -> Result<Option<(String, Vec<u8>)>, NodeError> {
        Ok(self.store().lock().update_scan(&update.id, sha)?)
    }

    /// How many updates of a dialogue wait.
    pub fn n_waiting(&self, dialogue: &str) -> Result<u64, NodeError> {
        Ok(self.store().lock().updates_waiting(&dialogue_id(dialogue)?)?)
    }

    /// The updates of a dialogue, those that wait first.
    pub fn updates(&self, dialogue: &str) -> Result<Vec<Update>, NodeError> {
        let rows = self.store().lock().updates(&dialogue_id(dialogue)?)?;
        rows.into_iter().map(update_of).collect()
    }

    /// One update.
    pub fn update(&self, dialogue: &str, id: &str) -> Result<Option<Update>, NodeError> {
        let row = self.store().lock().update(&dialogue_id(dialogue)?, id)?;
        row.map(update_of).transpose()
    }

    /// Puts an update into the record as the officer's own act, with the values that he confirms.
    /// When the node stopped between the act and its note here, the act is found and not repeated.
    pub async fn confirm_update(
        &self,
        dialogue: &Dialogue,
        id: &str,
        content: Content,
        actor: &Actor,
    ) -> Result<ItemId, ConfirmError> {
        let _alone = self.confirming.lock().await;
        let update = self.update(dialogue.id().as_str(), id)?;
        let waits = |update: &Update| update.state == UpdateState::Waiting;
        let Some(update) = update.filter(waits) else { return Err(ConfirmError::Settled) };
        let kind = item::get(REPORT).ok_or(ConfirmError::Settled)?;
        let before = there(&dialogue.read(), &update.item, &content, update.at);
        let report = match before {
            Some(report) => report,
            None => {
                let done = dialogue.perform(actor, Act::Put(Draft::new(kind, content))).await?;
                done.item.ok_or(ConfirmError::Settled)?
            }
        };
        self.settle(dialogue, id, UpdateState::Confirmed, Some(&report), actor)?;
        Ok(report)
    }

    /// Sets an update aside. False when it waits no more.
    pub async fn reject_update(
        &self,
        dialogue: &Dialogue,
        id: &str,
        actor: &Actor,
    ) -> Result<bool, NodeError> {
        let _alone = self.confirming.lock().await;
        self.settle(dialogue, id, UpdateState::Rejected, None, actor)
    }

    fn settle(
        &self,
        dialogue: &Dialogue,
        id: &str,
        state: UpdateState,
        report: Option<&ItemId>,
        actor: &Actor,
    ) -> Result<bool, NodeError> {
        let settled = Settled { state, account: &actor.account, report, now_ms: self.now_ms() };
        let done = self.store().lock().settle_update(dialogue.id(), id, &settled)?;
        self.private.changed();
        if done {
            self.private.audit(&actor.account, &format!("update-{}", state.as_str()), id);
        }
        Ok(done)
    }
}

/// Our report of exactly this content that was put since the update came.
fn there(record: &Record, item: &ItemId, content: &Content, since: Timestamp) -> Option<ItemId> {
    let reports = record.children(item, REPORT);
    let same = |report: &&Item<'_>| {
        let Some(version) = report.shown().filter(|_| report.owner() == record.us()) else {
            return false;
        };
        let at: Option<Timestamp> = version.at.parse().ok();
        let kept = content.iter().all(|(name, value)| version.content.get(name) == Some(value));
        kept && at.is_some_and(|at| at.as_second() >= since.as_second())
    };
    reports.iter().find(same).map(|report| report.id().clone())
}

fn check_wanted(dialogue: &Dialogue, wanted: &Wanted) -> Result<(), MakeError> {
    let words = |text: &String| {
        text.chars().count() <= limits::POST_CHARS_MAX && !text.chars().any(char::is_control)
    };
    if wanted.post.iter().all(|text| text.trim().is_empty()) || !wanted.post.iter().all(words) {
        return Err(MakeError::Post);
    }
    let items: BTreeSet<&ItemId> = wanted.items.iter().collect();
    if items.len() < wanted.items.len() {
        return Err(MakeError::Twice);
    }
    let record = dialogue.read();
    let open = |item: &ItemId| late(&record, item, Timestamp::MAX).is_none();
    let n_items = wanted.items.len();
    if !(1..=limits::LINK_ITEMS_MAX).contains(&n_items) || !wanted.items.iter().all(open) {
        return Err(MakeError::Items);
    }
    Ok(())
}

fn waiting(
    dialogue: &Dialogue,
    item: ItemId,
    (channel, origin): (&str, &str),
    post: &[String; 2],
    content: &Content,
    now_ms: i64,
) -> Result<private::Update, NodeError> {
    Ok(private::Update {
        id: new_id()?,
        dialogue: dialogue.id().clone(),
        item,
        channel: channel.to_owned(),
        origin: origin.to_owned(),
        post: post.clone(),
        content: written(content),
        at_ms: now_ms,
        late: false,
        state: UpdateState::Waiting,
        settled_ms: None,
        settler: None,
        report: None,
    })
}

fn written(content: &Content) -> Vec<u8> {
    let map = content.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
    json::write(&Value::Map(map)).into_bytes()
}

/// The fields of something that this file wrote; in words why there are none.
pub(crate) fn fields_of(bytes: &[u8]) -> Result<Content, String> {
    let value = json::parse(bytes, Profile::Opening).map_err(|error| error.to_string())?;
    let Value::Map(map) = value else { return Err("it is not a set of fields".to_owned()) };
    let mut content = Content::new();
    for (name, value) in map {
        content.set(&name, value);
    }
    Ok(content)
}

pub(crate) fn time(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or_default()
}

pub(crate) fn dialogue_id(text: &str) -> Result<DialogueId, NodeError> {
    DialogueId::parse(text).map_err(|error| NodeError::Invalid {
        what: format!("dialogue {text:?}"),
        why: error.to_string(),
        remedy: "Use the id in hiwar.toml",
    })
}

pub(crate) fn new_id() -> Result<String, NodeError> {
    let mut bytes = [0; 9];
    random(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn link_of(row: private::UpdateLink) -> Link {
    Link {
        id: row.id,
        dialogue: row.dialogue,
        items: row.items,
        post: row.post,
        author: row.author,
        at: time(row.at_ms),
        expires: time(row.expires_ms),
        used: row.used_ms.map(time),
        revoked: row.revoked_ms.map(time),
    }
}

fn update_of(row: private::Update) -> Result<Update, NodeError> {
    let content = fields_of(&row.content).map_err(|why| NodeError::Invalid {
        what: format!("update {:?}", row.id),
        why,
        remedy: "Set the update aside",
    })?;
    Ok(Update {
        id: row.id,
        item: row.item,
        channel: row.channel,
        origin: row.origin,
        post: row.post,
        content,
        at: time(row.at_ms),
        late: row.late,
        state: row.state,
        settled: row.settled_ms.map(time),
        settler: row.settler,
        report: row.report,
    })
}
