//! Letters with a one-time link on their way out. What they say, and so the secret, is held in
//! memory alone until the mail server takes it: never in a file, a log line or an audit line. Of
//! each the private file knows where it goes and what became of it, so that none is lost unsaid:
//! what waits when the node stops is told to be lost, and a new link is made.

use std::collections::VecDeque;
use std::sync::Arc;

use dialogue::act::Actor;
use dialogue::content::Lang;
use node::{Dialogue, NodeError, Private};
use parking_lot::Mutex;
use store::private::{LetterState, LinkLetter};
use tokio::sync::Notify;

use crate::inbox::{Link, new_id};
use crate::limits;
use crate::mail::{Letter, MailError, Mailer, address};

/// The letters that wait in this process. Cheap to clone; clones are one queue.
#[derive(Clone, Default)]
pub struct Outgoing(Arc<Queue>);

#[derive(Default)]
struct Queue {
    waiting: Mutex<VecDeque<Waiting>>,
    bell: Notify,
}

struct Waiting {
    id: String,
    dialogue: Dialogue,
    link: String,
    letter: Letter,
}

impl std::fmt::Debug for Outgoing {
    /// How many there are, and not what they say.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outgoing({})", self.0.waiting.lock().len())
    }
}

/// Why a letter with a link is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    #[error("{0}")]
    Address(MailError),
    /// The link was mailed often enough, or too many letters wait.
    #[error("the quota")]
    Quota,
    #[error(transparent)]
    Node(#[from] NodeError),
}

impl Outgoing {
    /// Gives a letter with a link that can be used up for sending: at once, or as soon as the mail
    /// server is there. An officer has asked for it, so it waits for no working hour. `compose`
    /// makes it for the address.
    pub fn post(
        &self,
        private: &Private,
        dialogue: &Dialogue,
        link: &Link,
        (to, lang): (&str, Lang),
        compose: impl FnOnce(&str) -> Letter,
        actor: &Actor,
    ) -> Result<(), PostError> {
        let address = address(to).map_err(PostError::Address)?.to_string();
        let known = letters(private, dialogue)?;
        let of_link = known.iter().filter(|one| one.link == link.id).count();
        let full = self.0.waiting.lock().len() >= limits::LINK_LETTERS_WAITING_MAX;
        if full || of_link >= limits::LINK_LETTERS_MAX {
            return Err(PostError::Quota);
        }
        let letter = compose(&address);
        let row = LinkLetter {
            id: new_id()?,
            dialogue: dialogue.id().clone(),
            link: link.id.clone(),
            address,
            lang: lang.to_string(),
            author: actor.account.clone(),
            at_ms: private.clock().now().as_millisecond(),
            state: LetterState::Waiting,
            done_ms: None,
        };
        private.store().lock().add_link_letter(&row).map_err(NodeError::from)?;
        let dialogue = dialogue.clone();
        let waiting = Waiting { id: row.id, dialogue, link: link.id.clone(), letter };
        self.0.waiting.lock().push_back(waiting);
        private.changed();
        private.audit(&actor.account, "update-link-mailed", &link.id);
        self.0.bell.notify_one();
        Ok(())
    }

    /// Comes back when a letter was given up for sending.
    pub async fn called(&self) {
        self.0.bell.notified().await;
    }

    /// Sends what waits; gives the number of letters that went out. A letter that the server
    /// refuses waits for the next time; one whose link can no longer be used is lost.
    pub async fn send(&self, private: &Private, mailer: &Mailer) -> Result<usize, NodeError> {
        let n_waiting = self.0.waiting.lock().len();
        let (mut n_sent, mut n_refused) = (0, 0);
        for _ in 0..n_waiting {
            // A server that is not there is not asked for each of them.
            if n_refused == limits::MAIL_REFUSALS_IN_A_ROW_MAX {
                break;
            }
            let Some(one) = self.first() else { break };
            let became = send_one(private, mailer, &one).await;
            private.changed();
            match became {
                Ok(LetterState::Sent) => (n_sent, n_refused) = (n_sent + 1, 0),
                Ok(LetterState::Waiting) => {
                    n_refused += 1;
                    self.0.waiting.lock().push_back(one);
                }
                Ok(_) => {}
                Err(error) => {
                    self.0.waiting.lock().push_back(one);
                    return Err(error);
                }
            }
        }
        Ok(n_sent)
    }

    fn first(&self) -> Option<Waiting> {
        self.0.waiting.lock().pop_front()
    }
}

async fn send_one(
    private: &Private,
    mailer: &Mailer,
    one: &Waiting,
) -> Result<LetterState, NodeError> {
    let now_ms = || private.clock().now().as_millisecond();
    let (store, waits) = (private.store(), LetterState::Waiting);
    let links = store.lock().update_links(one.dialogue.id())?;
    let usable = links.iter().find(|link| link.id == one.link).is_some_and(|link| {
        link.used_ms.is_none() && link.revoked_ms.is_none() && link.expires_ms >= now_ms()
    });
    let to = if usable { LetterState::Sending } else { LetterState::Lost };
    let moved = store.lock().move_link_letter(&one.id, waits, to, now_ms())?;
    if !moved || !usable {
        return Ok(LetterState::Lost);
    }
    let became = match mailer.send(&one.letter).await {
        Ok(()) => LetterState::Sent,
        Err(MailError::Unknown(why)) => {
            tracing::warn!(letter = one.id, why, "a letter with a link may be lost");
            LetterState::Unknown
        }
        Err(error) => {
            tracing::warn!(letter = one.id, %error, "a letter with a link waits");
            LetterState::Waiting
        }
    };
    store.lock().move_link_letter(&one.id, LetterState::Sending, became, now_ms())?;
    Ok(became)
}

/// The letters with links of a dialogue, the newest first.
pub fn letters(private: &Private, dialogue: &Dialogue) -> Result<Vec<LinkLetter>, NodeError> {
    Ok(private.store().lock().link_letters(dialogue.id())?)
}
