//! The clock of silence procedures: when a deadline has passed on this node's domain clock and our
//! side did not break silence, our consent is written, in the function of the co-chairs, who opened
//! it. The record itself reads no clock (I4); the consents of all sides are the closing fact.

use std::time::Duration;

use dialogue::act::{Actor, Function};
use dialogue::negotiation::silences_due;
use tracing::{info, warn};

use crate::node::Node;

/// How often deadlines are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// What the audit trail calls who acted.
const ACCOUNT: &str = "silence-procedure";

/// Looks at all deadlines until the node stops.
pub async fn keep(node: Node) {
    loop {
        lapse(&node).await;
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = node.stopped() => return,
        }
    }
}

/// Writes the consents that silence gives now; gives how many were written.
pub async fn lapse(node: &Node) -> usize {
    let now = node.clock().now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut n_written = 0;
    for dialogue in node.dialogues() {
        let acts = silences_due(&dialogue.read(), &now);
        for act in acts {
            let (party, account) = (node.party().clone(), ACCOUNT.to_owned());
            let actor = Actor { party, function: Function::CoChair, account };
            match dialogue.perform(&actor, act).await {
                Ok(_) => {
                    n_written += 1;
                    info!(dialogue = %dialogue.id(), "consent by silence written");
                }
                // The words were opened again, or signing stopped: officers see it on the page.
                Err(error) => warn!(dialogue = %dialogue.id(), %error, "silence does not agree"),
            }
        }
    }
    n_written
}
