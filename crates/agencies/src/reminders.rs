//! Reminders and digests by mail: who wants them, and the task that sends them on working days of
//! our side between eight and four. Each reminder is claimed in the private file before it goes
//! out and so goes out at most once, whatever stops in between. It names commitments of the joint
//! record and nothing private.

use std::collections::{BTreeMap, HashSet};

use dialogue::act::Actor;
use dialogue::content::Lang;
use dialogue::record::Record;
use dialogue::reminders::{Kind, Notice, Reckoned, Wish, reckon};
use dialogue::working_days::{Calendar, Day, date_of};
use jiff::Timestamp;
use ledger::id::DialogueId;
use node::{Dialogue, Node, NodeError, Private};
use store::private::{self, PrivateStore, Reminder};

use crate::inbox::{day_number, new_id, our_days};
use crate::limits;
use crate::mail::{Letter, MailError, Mailer, address};

/// The claim of the one letter a day.
pub(crate) const LETTER: &str = "letter";

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

/// Makes the letter of some notices in the reader's language; all that is open is given along, for
/// the letter of a week.
pub trait Compose: Send + Sync {
    fn letter(
        &self,
        dialogue: &Dialogue,
        to: &Subscription,
        notices: &[Notice],
        all: &Reckoned,
    ) -> Letter;
}

/// The subscriptions of a dialogue.
pub fn subscriptions(
    private: &Private,
    dialogue: &Dialogue,
) -> Result<Vec<Subscription>, NodeError> {
    let store = private.store();
    let store = store.lock();
    let one = |row: private::Subscription| {
        let last = store.last_sent(&row.id)?;
        let last = last.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        Ok(Subscription { last, ..subscription_of(row) })
    };
    store.subscriptions(dialogue.id())?.into_iter().map(one).collect()
}

fn subscription_of(row: private::Subscription) -> Subscription {
    let wants = |name: &str| row.kinds.split(' ').any(|kind| kind == name);
    Subscription {
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
        last: None,
    }
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
    private.audit(&actor.account, "mail-subscribed", &row.id);
    Ok(())
}

/// Ends a subscription of this dialogue; false when there is none of this name.
pub fn unsubscribe(
    private: &Private,
    dialogue: &Dialogue,
    id: &str,
    actor: &Actor,
) -> Result<bool, NodeError> {
    let ended = private.store().lock().delete_subscription(dialogue.id(), id)?;
    if ended {
        private.changed();
        private.audit(&actor.account, "mail-ended", id);
    }
    Ok(ended)
}

/// Reminds, and remembers for which state of the record and of the subscriptions everybody was told
/// today, so that nothing is reckoned again before one of them changes.
#[derive(Default)]
pub struct Reminders {
    told: BTreeMap<DialogueId, Told>,
    n_reckoned: u64,
}

/// When everybody had been told: the record's revision, the day, the subscriptions.
#[derive(PartialEq, Eq)]
struct Told {
    revision: u64,
    date: String,
    subscriptions: Vec<String>,
}

/// Sends what is due now; gives the number of letters that went out.
pub async fn look(node: &Node, mailer: &Mailer, compose: &dyn Compose) -> usize {
    Reminders::default().look(node, mailer, compose).await
}

impl Reminders {
    /// Sends what is due now; gives the number of letters that went out.
    pub async fn look(&mut self, node: &Node, mailer: &Mailer, compose: &dyn Compose) -> usize {
        let mut n_sent = 0;
        for dialogue in node.dialogues() {
            let by = By { private: node.private(), dialogue: &dialogue, mailer, compose };
            match self.look_at(&by).await {
                Ok(n) => n_sent += n,
                Err(error) => tracing::error!(dialogue = %dialogue.id(), %error, "no reminders"),
            }
        }
        n_sent
    }

    /// How often all commitments of a dialogue were read: once for a state of the record and a day
    /// at most, unless a letter was refused.
    pub fn n_reckoned(&self) -> u64 {
        self.n_reckoned
    }

    async fn look_at(&mut self, by: &By<'_>) -> Result<usize, NodeError> {
        let now = by.private.clock().now();
        let revision = by.dialogue.revision();
        let (zone, calendar) = our_days(&by.dialogue.read());
        let local = now.to_zoned_datetime(zone);
        // A side that has not said when it works is not written to.
        let Some(calendar) = calendar.filter(|_| limits::MAIL_HOURS.contains(&local.hour())) else {
            return Ok(0);
        };
        let date = local.date().to_string();
        let rows = by.private.store().lock().subscriptions(by.dialogue.id())?;
        let subscriptions = rows.iter().map(|row| row.id.clone()).collect();
        let state = Told { revision, date, subscriptions };
        if self.told.get(by.dialogue.id()) == Some(&state) {
            return Ok(0);
        }
        let (n_sent, all_told) = self.tell(by, rows, &state.date, &calendar).await?;
        if all_told {
            self.told.insert(by.dialogue.id().clone(), state);
        }
        Ok(n_sent)
    }

    /// Writes to everybody who had no letter today; says whether nothing is left to be tried again.
    async fn tell(
        &mut self,
        by: &By<'_>,
        rows: Vec<private::Subscription>,
        date: &str,
        calendar: &Calendar,
    ) -> Result<(usize, bool), NodeError> {
        let (mut n_sent, mut n_refused, mut all_told, mut all) = (0, 0, true, None);
        for to in rows.into_iter().map(subscription_of) {
            let today = Reminder { kind: LETTER, item: "", date };
            if by.private.store().lock().was_sent(&to.id, &today)? {
                continue;
            }
            let all = all.get_or_insert_with(|| {
                self.n_reckoned += 1;
                let day = dialogue::working_days::day_of(date).unwrap_or_default();
                reckon(&by.dialogue.read(), day, calendar)
            });
            match send(by, &to, all, date).await? {
                Today::Nothing => {}
                Today::Sent => (n_sent, n_refused) = (n_sent + 1, 0),
                Today::Waits => (n_refused, all_told) = (n_refused + 1, false),
            }
            // A server that is not there is not asked for each of them.
            if n_refused == limits::MAIL_REFUSALS_IN_A_ROW_MAX {
                break;
            }
        }
        Ok((n_sent, all_told))
    }
}

/// With what one reminds.
struct By<'a> {
    private: &'a Private,
    dialogue: &'a Dialogue,
    mailer: &'a Mailer,
    compose: &'a dyn Compose,
}

/// What became of somebody's letter of today.
enum Today {
    /// There is nothing to be told, or it may be lost.
    Nothing,
    Sent,
    /// It was refused and is tried again.
    Waits,
}

/// What one letter claims: its notices with those that they make needless, and the day, on which
/// there is one letter at most.
fn claims<'a>(notices: &'a [Notice], date: &'a str) -> Vec<Reminder<'a>> {
    let mut claims = vec![Reminder { kind: LETTER, item: "", date }];
    for notice in notices {
        let item = notice.item.as_ref().map_or("", |item| item.as_str());
        let of = |kind: &Kind| Reminder { kind: kind.as_str(), item, date: &notice.date };
        claims.extend(notice.kind.stands_for().iter().map(of));
    }
    claims
}

/// What was claimed for somebody: kinds, items, dates.
type Claimed = HashSet<(String, String, String)>;

fn claimed(store: &PrivateStore, subscription: &str) -> Result<Claimed, NodeError> {
    Ok(store.sent(subscription)?.into_iter().collect())
}

/// Of what somebody is to be told, what he was not told yet.
fn fresh(all: Vec<Notice>, claimed: &Claimed) -> Vec<Notice> {
    let is_fresh = |notice: &Notice| {
        let item = notice.item.as_ref().map_or("", |item| item.as_str()).to_owned();
        !claimed.contains(&(notice.kind.as_str().to_owned(), item, notice.date.clone()))
    };
    all.into_iter().filter(is_fresh).collect()
}

async fn send(
    by: &By<'_>,
    to: &Subscription,
    all: &Reckoned,
    date: &str,
) -> Result<Today, NodeError> {
    let notices = all.notices(&to.wish);
    if notices.is_empty() {
        return Ok(Today::Nothing);
    }
    let store = by.private.store();
    let fresh = fresh(notices, &claimed(&store.lock(), &to.id)?);
    if fresh.is_empty() {
        return Ok(Today::Nothing);
    }
    let letter = by.compose.letter(by.dialogue, to, &fresh, all);
    let claims = claims(&fresh, date);
    let now_ms = by.private.clock().now().as_millisecond();
    let free = store.lock().claim_reminders(&to.id, &claims, now_ms)?;
    if !free.first().copied().unwrap_or(false) {
        return Ok(Today::Nothing);
    }
    let ours: Vec<Reminder<'_>> =
        claims.iter().zip(&free).filter(|(_, free)| **free).map(|(claim, _)| *claim).collect();
    match by.mailer.send(&letter).await {
        Ok(()) => {
            by.private.changed();
            Ok(Today::Sent)
        }
        Err(error @ MailError::Unknown(_)) => {
            tracing::warn!(subscription = to.id, %error, "a reminder may be lost");
            Ok(Today::Nothing)
        }
        Err(error) => {
            tracing::warn!(subscription = to.id, %error, "a reminder waits");
            store.lock().release_reminders(&to.id, &ours)?;
            Ok(Today::Waits)
        }
    }
}

/// The next letter to somebody, as the record and what was sent stand now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    pub to: Subscription,
    /// Our civil day on which it goes out, `2020-11-16`.
    pub date: String,
    pub notices: Vec<Notice>,
}

/// Whether anybody is written to, and who next. Nothing is claimed and nothing sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// Our side has no calendar of working days in the record: nobody is written to.
    NoCalendar,
    Letters {
        /// The next letter of each subscription to which one goes out within
        /// [`limits::MAIL_LOOK_AHEAD_DAYS`], the earliest first.
        next: Vec<Next>,
        /// Subscriptions to which none goes out within that time.
        n_quiet: usize,
    },
}

/// Who is told what next.
pub fn ahead(
    store: &PrivateStore,
    dialogue: &DialogueId,
    record: &Record,
    now: Timestamp,
) -> Result<Ahead, NodeError> {
    let (zone, calendar) = our_days(record);
    let Some(calendar) = calendar else { return Ok(Ahead::NoCalendar) };
    let local = now.to_zoned_datetime(zone);
    // Today is over when its hours are.
    let over = Day::from(local.hour() >= limits::MAIL_HOURS.end);
    let first = day_number(local.date()) + over;
    let mut left: Vec<(Subscription, Claimed)> = Vec::new();
    for row in store.subscriptions(dialogue)? {
        let claimed = claimed(store, &row.id)?;
        left.push((subscription_of(row), claimed));
    }
    let mut letters = Vec::new();
    for day in (first..first + limits::MAIL_LOOK_AHEAD_DAYS).filter(|day| calendar.works(*day)) {
        if left.is_empty() {
            break;
        }
        let (all, date) = (reckon(record, day, &calendar), date_of(day));
        left.retain(|(to, claimed)| {
            let today = (LETTER.to_owned(), String::new(), date.clone());
            let notices = fresh(all.notices(&to.wish), claimed);
            if notices.is_empty() || claimed.contains(&today) {
                return true;
            }
            letters.push(Next { to: to.clone(), date: date.clone(), notices });
            false
        });
    }
    Ok(Ahead::Letters { next: letters, n_quiet: left.len() })
}
