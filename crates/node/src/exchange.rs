//! The exchange between nodes: the same frames in both directions over mutual TLS 1.3. It is
//! given the joint store and nothing else; private things are not reachable from here.
//! Formats: `docs/format-entry.md` (frames) and `docs/format-log.md` (C2SP routes).

pub(crate) mod client;
pub(crate) mod message;
mod server;
pub(crate) mod tiles;
mod tls;

use tokio::net::TcpListener;

use crate::error::NodeError;
use crate::node::Node;

/// Starts dialling every peer that has an address, and serves those that dial us.
/// Returns the address that peers can dial, if any.
pub(crate) async fn start(node: &Node) -> Result<Option<std::net::SocketAddr>, NodeError> {
    let mut bound = None;
    if let Some(address) = node.config().exchange.clone() {
        let listener = TcpListener::bind(&address).await.map_err(|error| {
            NodeError::invalid(
                format!("exchange = {address:?}"),
                error,
                "Choose a free address and port in hiwar.toml, or stop what uses this one",
            )
        })?;
        bound = listener.local_addr().ok();
        let serving = node.clone();
        tokio::spawn(async move {
            if let Err(error) = server::serve(serving, listener).await {
                tracing::error!(%error, "the exchange stopped");
            }
        });
    }
    for dialogue in node.all_dialogues() {
        for (peer, address) in dialogue.dialled() {
            let line =
                || client::Line::new(node.clone(), dialogue.clone(), peer.clone(), address.clone());
            tokio::spawn(line().push());
            tokio::spawn(line().poll());
        }
    }
    Ok(bound)
}
