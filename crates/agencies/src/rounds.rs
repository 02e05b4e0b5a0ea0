//! The regular round of a node: what is old is swept, what waits is sent, who is to be reminded is
//! reminded. One task, so that one place says when; it runs from the start of the node until it
//! stops, and nothing of it is on the way of a page.

use std::time::Duration;

use node::{Node, NodeError, Private};

use crate::limits;
use crate::mail::Mailer;
use crate::outgoing::Outgoing;
use crate::reminders::{Compose, Reminders};

/// How often. A letter that was refused is tried again then: not so often that a mail server takes
/// a wrong password for an attack.
const EVERY: Duration = Duration::from_secs(15 * 60);

/// Goes round until the node stops.
pub async fn keep(node: Node, outgoing: Outgoing, mailer: Mailer, compose: Box<dyn Compose>) {
    let private = node.private().clone();
    if let Err(error) = begin(&private) {
        tracing::error!(%error, "letters of before the start are not told to be lost");
    }
    let mut reminders = Reminders::default();
    loop {
        if let Err(error) = sweep(&private) {
            tracing::error!(%error, "old links, forms and updates are not swept");
        }
        reminders.look(&node, &mailer, compose.as_ref()).await;
        let next = tokio::time::sleep(EVERY);
        tokio::pin!(next);
        loop {
            if let Err(error) = outgoing.send(&private, &mailer).await {
                tracing::error!(%error, "letters with links are not sent");
            }
            tokio::select! {
                () = &mut next => break,
                () = outgoing.called() => {}
                () = node.stopped() => return,
            }
        }
    }
}

/// What was on its way when the node stopped: its words, which were in memory, are gone.
pub fn begin(private: &Private) -> Result<(), NodeError> {
    let now_ms = private.clock().now().as_millisecond();
    private.store().lock().end_link_letters(now_ms)?;
    Ok(())
}

/// Deletes what is over since long: links, settled updates with their scans, forms from which
/// nothing came, and the claims of days and weeks that are past. Gives how many rows went.
pub fn sweep(private: &Private) -> Result<usize, NodeError> {
    let now_ms = private.clock().now().as_millisecond();
    let before_ms = now_ms - limits::UPDATES_KEPT_MILLISECONDS;
    let store = private.store();
    let mut store = store.lock();
    let mut n_rows = store.sweep_updates(before_ms, now_ms - limits::FORMS_KEPT_MILLISECONDS)?;
    for kind in [crate::reminders::LETTER, dialogue::reminders::Kind::Digest.as_str()] {
        n_rows += store.sweep_sent(kind, before_ms)?;
    }
    Ok(n_rows)
}
