//! Reminders and digests by mail: who wants them, and the task that sends them on working days of
//! our side between eight and four. Each reminder is claimed in the private file before it goes
//! out and so goes out at most once, whatever stops in between. It names commitments of the joint
//! record and nothing private.

use std::time::Duration;

use dialogue::act::Actor;
use dialogue::content::Lang;
use dialogue::reminders::{Kind, Notice, Wish, notices};
use jiff::Timestamp;
use node::{Dialogue, Node, NodeError, Private};
use store::private::{self, Reminder};

use crate::inbox::{day_number, new_id, our_days};
use crate::limits;
use crate::mail::{Letter, MailError, Mailer, address};

/// How often is looked whether something is due. A letter that was refused is tried again then: not
/// so often that a mail server takes a wrong password for an attack.
const LOOK_EVERY: Duration = Duration::from_secs(15 * 60);

/// Who is told what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    pub id: String,
    pub address: String,
    pub lang: Lang,
    pub wish: Wish,
    pub author: String,
    /// When something was last sent.
    pub last: Option<Timestamp>,
}

/// Why a subscription is not made.
#[derive(Debug, thiserror::Error)]
pub enum SubscribeError {
    #[error("{0}")]
    Address(MailError),
    /// Nothing is wanted.
    #[error("nothing is wanted")]
    Nothing,
    /// Too many, in all or of this address.
    #[error("the quota")]
    Quota,
    #[error(transparent)]
    Node(#[from] NodeError),
}

/// Makes the letter of some notices in the reader's language.
pub trait Compose: Send + Sync {
    fn letter(&self, dialogue: &Dialogue, to: &Subscription, notices: &[Notice]) -> Letter;
}

/// The subscriptions of a dialogue.
pub fn subscriptions(
    private: &Private,
    dialogue: &Dialogue,
) -> Result<Vec<Subscription>, NodeError> {
    let store = private.store();
    let store = store.lock();
    let rows = store.subscriptions(dialogue.id())?.into_iter();
    let one = |row: private::Subscription| {
        let last = store.last_sent(&row.id)?;
        let wants = |name: &str| row.kinds.split(' ').any(|kind| kind == name);
        Ok(Subscription {
            lang: Lang::parse(&row.lang).unwrap_or(Lang::Ar),
            wish: Wish {
                due: wants("due"),
                overdue: wants("overdue"),
                digest: wants("digest"),
                items: row.items,
            },
            id: row.id,
            address: row.address,
            author: row.author,
            last: last.and_then(|ms| Timestamp::from_millisecond(ms).ok()),
        })
    };
    rows.map(one).collect()
}

/// Makes a subscription.
pub fn subscribe(
    private: &Private,
    dialogue: &Dialogue,
    to: &str,
    lang: Lang,
    wish: &Wish,
    actor: &Actor,
) -> Result<(), SubscribeError> {
    let to = address(to).map_err(SubscribeError::Address)?.to_string();
    let kinds = [("due", wish.due), ("overdue", wish.overdue), ("digest", wish.digest)];
    let kinds: Vec<&str> = kinds.iter().filter(|(_, on)| *on).map(|(name, _)| *name).collect();
    if kinds.is_empty() {
        return Err(SubscribeError::Nothing);
    }
    let known = subscriptions(private, dialogue)?;
    let of_address = known.iter().filter(|one| one.address.eq_ignore_ascii_case(&to)).count();
    let full = known.len() >= limits::SUBSCRIPTIONS_MAX;
    if full || of_address >= limits::SUBSCRIPTIONS_OF_ADDRESS_MAX {
        return Err(SubscribeError::Quota);
    }
    let row = private::Subscription {
        id: new_id()?,
        dialogue: dialogue.id().clone(),
        address: to,
        lang: lang.to_string(),
        items: wish.items.iter().take(limits::LINK_ITEMS_MAX).cloned().collect(),
        kinds: kinds.join(" "),
        author: actor.account.clone(),
        at_ms: private.clock().now().as_millisecond(),
    };
    private.store().lock().add_subscription(&row).map_err(NodeError::from)?;
    private.changed();
    private.audit(&actor.account, "mail", &format!("subscribed {}", row.id));
    Ok(())
}

/// Ends a subscription.
pub fn unsubscribe(
    private: &Private,
    dialogue: &Dialogue,
    id: &str,
    actor: &Actor,
) -> Result<bool, NodeError> {
    let ended = private.store().lock().delete_subscription(dialogue.id(), id)?;
    private.changed();
    private.audit(&actor.account, "mail", &format!("ended {id}"));
    Ok(ended)
}

/// Sends what is due until the node stops.
pub async fn keep(node: Node, mailer: Mailer, compose: Box<dyn Compose>) {
    loop {
        look(&node, &mailer, compose.as_ref()).await;
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = node.stopped() => return,
        }
    }
}

/// Sends what is due now; gives the number of letters that went out.
pub async fn look(node: &Node, mailer: &Mailer, compose: &dyn Compose) -> usize {
    let mut n_sent = 0;
    for dialogue in node.dialogues() {
        match look_at(node.private(), &dialogue, mailer, compose).await {
            Ok(n) => n_sent += n,
            Err(error) => tracing::error!(dialogue = %dialogue.id(), %error, "no reminders"),
        }
    }
    n_sent
}

async fn look_at(
    private: &Private,
    dialogue: &Dialogue,
    mailer: &Mailer,
    compose: &dyn Compose,
) -> Result<usize, NodeError> {
    let now = private.clock().now();
    let (zone, calendar) = our_days(&dialogue.read());
    let local = now.to_zoned_datetime(zone);
    // A side that has not said when it works is not written to.
    let Some(calendar) = calendar.filter(|_| limits::MAIL_HOURS.contains(&local.hour())) else {
        return Ok(0);
    };
    let (today, date) = (day_number(local.date()), local.date().to_string());
    let mut n_sent = 0;
    for to in subscriptions(private, dialogue)? {
        let all = notices(&dialogue.read(), &to.wish, today, &calendar);
        n_sent += usize::from(send(private, dialogue, mailer, compose, &to, all, &date).await?);
    }
    Ok(n_sent)
}

/// What one letter claims: its notices with those that they make needless, and the day, on which
/// there is one letter at most.
fn claims<'a>(notices: &'a [Notice], date: &'a str) -> Vec<Reminder<'a>> {
    let mut claims = vec![Reminder { kind: "letter", item: "", date }];
    for notice in notices {
        let item = notice.item.as_ref().map_or("", |item| item.as_str());
        let of = |kind: &Kind| Reminder { kind: kind.as_str(), item, date: &notice.date };
        claims.extend(notice.kind.stands_for().iter().map(of));
    }
    claims
}

async fn send(
    private: &Private,
    dialogue: &Dialogue,
    mailer: &Mailer,
    compose: &dyn Compose,
    to: &Subscription,
    all: Vec<Notice>,
    date: &str,
) -> Result<bool, NodeError> {
    let store = private.store();
    let fresh: Vec<Notice> = {
        let known = store.lock().sent(&to.id)?;
        let is_fresh = |notice: &Notice| {
            let item = notice.item.as_ref().map_or("", |item| item.as_str());
            let (kind, date) = (notice.kind.as_str(), notice.date.as_str());
            !known
                .iter()
                .any(|(k, i, d)| (k.as_str(), i.as_str(), d.as_str()) == (kind, item, date))
        };
        if known.iter().any(|(kind, _, day)| kind == "letter" && day == date) {
            return Ok(false);
        }
        all.into_iter().filter(is_fresh).collect()
    };
    if fresh.is_empty() {
        return Ok(false);
    }
    let letter = compose.letter(dialogue, to, &fresh);
    let claims = claims(&fresh, date);
    let now_ms = private.clock().now().as_millisecond();
    let free = store.lock().claim_reminders(&to.id, &claims, now_ms)?;
    if !free.first().copied().unwrap_or(false) {
        return Ok(false);
    }
    let ours: Vec<Reminder<'_>> =
        claims.iter().zip(&free).filter(|(_, free)| **free).map(|(claim, _)| *claim).collect();
    match mailer.send(&letter).await {
        Ok(()) => {
            private.changed();
            Ok(true)
        }
        Err(error @ MailError::Unknown(_)) => {
            tracing::warn!(subscription = to.id, %error, "a reminder may be lost");
            Ok(false)
        }
        Err(error) => {
            tracing::warn!(subscription = to.id, %error, "a reminder waits");
            store.lock().release_reminders(&to.id, &ours)?;
            Ok(false)
        }
    }
}
