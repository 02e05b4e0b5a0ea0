//! The clock of silence procedures: when a deadline has passed on this node's domain clock and our
//! side did not break silence, our consent is written, in the function of the co-chairs, who opened
//! it. The record itself reads no clock (I4); the consents of all sides are the closing fact.

use std::time::{Duration, Instant};

use dialogue::act::{Actor, Function};
use dialogue::negotiation::silences_due;
use tracing::{info, warn};

use crate::node::Node;

/// How often deadlines are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// How often while a peer has not been heard since the start.
const LOOK_FOR_PEER_EVERY: Duration = Duration::from_secs(1);
/// How long a peer is waited for after the start: it may hold a withdrawal or a break of silence
/// that was sent while this node was down. A line that stays cut stops no deadline.
const PEER_WAIT_MAX: Duration = Duration::from_secs(600);
/// What the audit trail calls who acted.
const ACCOUNT: &str = "silence-procedure";

/// Looks at all deadlines until the node stops.
pub async fn keep(node: Node) {
    let started = Instant::now();
    loop {
        let patient = started.elapsed() < PEER_WAIT_MAX;
        let all_heard = lapse(&node, patient).await;
        let pause = if all_heard || !patient { LOOK_EVERY } else { LOOK_FOR_PEER_EVERY };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = node.stopped() => return,
        }
    }
}

/// Writes the consents that silence gives now, in dialogues of which every peer was heard since the
/// start, or in all when not `patient`; says whether all were heard.
async fn lapse(node: &Node, patient: bool) -> bool {
    let now = node.clock().now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut all_heard = true;
    for dialogue in node.dialogues() {
        let mut others = dialogue.exchange().into_iter().filter(|log| !log.own);
        let heard = others.all(|log| log.last_contact.is_some());
        all_heard &= heard;
        if patient && !heard {
            continue;
        }
        let acts = silences_due(&dialogue.read(), &now);
        for act in acts {
            let (party, account) = (node.party().clone(), ACCOUNT.to_owned());
            let actor = Actor { party, function: Function::CoChair, account };
            match dialogue.perform(&actor, act).await {
                Ok(_) => info!(dialogue = %dialogue.id(), "consent by silence written"),
                // The words were opened again, or signing stopped: officers see it on the page.
                Err(error) => warn!(dialogue = %dialogue.id(), %error, "silence does not agree"),
            }
        }
    }
    all_heard
}
