//! The side of the exchange that is dialled: TLS with a pinned client, then plain HTTP/1.1.
//! `POST /frames/<dialogue>` is the whole of push and pull; the C2SP routes under
//! `/<hex SHA-256 of origin>/` serve what any transparency-log tool reads. Who calls is known by
//! the pin of the connection, never by what the request says.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Extension, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use ledger::id::PartyId;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

use super::{message, tiles};
use crate::error::NodeError;
use crate::files;
use crate::handle::Dialogue;
use crate::keys::pin_of;
use crate::limits;
use crate::node::Node;

/// The key of the connected peer, as pinned.
#[derive(Clone, Debug)]
pub(super) struct PeerPin(pub String);

#[derive(Deserialize)]
struct Wait {
    #[serde(default)]
    wait: u64,
}

/// Serves peers on `listener` until `node` stops.
pub(crate) async fn serve(node: Node, listener: TcpListener) -> Result<(), NodeError> {
    let pins = node.clone();
    let allows = Arc::new(move |pin: &str| pins.knows_pin(pin));
    let acceptor = TlsAcceptor::from(super::tls::server(node.identity(), allows)?);
    let app = routes(node.clone());
    let places = Arc::new(Semaphore::new(limits::exchange_connections_max));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = node.stopped() => return Ok(()),
        };
        let Ok((stream, from)) = accepted else {
            // Out of descriptors, most likely: give the others a moment to finish.
            tokio::time::sleep(Duration::from_millis(limits::retry_milliseconds_min)).await;
            continue;
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            tracing::warn!(%from, "too many connections from peers: this one is closed");
            continue;
        };
        let (acceptor, app, node) = (acceptor.clone(), app.clone(), node.clone());
        tokio::spawn(async move {
            let _place = place;
            tokio::select! {
                () = one(acceptor, stream, app) => {}
                () = node.stopped() => {}
            }
        });
    }
}

async fn one(acceptor: TlsAcceptor, stream: tokio::net::TcpStream, app: axum::Router) {
    // Small frames must not wait for more to come.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let limit = Duration::from_secs(limits::exchange_answer_seconds_max);
    let stream = match tokio::time::timeout(limit, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return tracing::info!(%error, "a peer's connection was refused"),
        Err(_) => return,
    };
    let certificates = stream.get_ref().1.peer_certificates();
    let Some(pin) = certificates.and_then(|all| all.first()).and_then(|one| pin_of(one)) else {
        return;
    };
    let app = app.layer(Extension(PeerPin(pin)));
    let connection = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    if let Err(error) = connection.await {
        tracing::debug!(%error, "a peer's connection ended");
    }
}

fn routes(node: Node) -> axum::Router {
    axum::Router::new()
        .route("/frames/{dialogue}", post(frames))
        .route("/{origin}/checkpoint", get(tiles::checkpoint))
        .route("/{origin}/tile/{*path}", get(tiles::tile))
        .layer(DefaultBodyLimit::max(limits::exchange_body_bytes_max))
        .with_state(node)
}

/// Takes a peer's message and answers with ours; with `wait`, answers when there is news.
async fn frames(
    State(node): State<Node>,
    Extension(pin): Extension<PeerPin>,
    Path(dialogue): Path<String>,
    Query(wait): Query<Wait>,
    body: Bytes,
) -> Response {
    let Some((dialogue, peer)) = member(&node, &dialogue, &pin) else {
        return (StatusCode::NOT_FOUND, "no dialogue of this name with you\n").into_response();
    };
    let frames = match ledger::frame::decode(&body) {
        Ok(frames) => frames,
        Err(error) => return (StatusCode::BAD_REQUEST, format!("{error}\n")).into_response(),
    };
    dialogue.take(&peer, frames).await;
    let message = answer(&node, &dialogue, &peer, wait.wait).await;
    match message {
        Ok(message) => {
            dialogue.sent(&peer, message.receipts_revision, &files::given(&message.frames));
            let bytes = ledger::frame::encode(&message.frames);
            let kind = [(header::CONTENT_TYPE, "application/octet-stream")];
            (kind, Body::from(bytes)).into_response()
        }
        Err(error) => {
            match error {
                // A poll that waits while the node ends; the peer tries again later.
                NodeError::Stopping => tracing::debug!("a peer was told to try again later"),
                error => tracing::error!(%error, "a peer could not be answered"),
            }
            (StatusCode::SERVICE_UNAVAILABLE, "try again later\n").into_response()
        }
    }
}

/// The dialogue, and the party whose key this connection has.
fn member(node: &Node, dialogue: &str, pin: &PeerPin) -> Option<(Dialogue, PartyId)> {
    let dialogue = node.any_dialogue(dialogue)?;
    let peer = dialogue.party_of_pin(&pin.0)?;
    Some((dialogue, peer))
}

async fn answer(
    node: &Node,
    dialogue: &Dialogue,
    peer: &PartyId,
    wait: u64,
) -> Result<message::Message, NodeError> {
    let until =
        tokio::time::Instant::now() + Duration::from_secs(wait.min(limits::long_poll_seconds_max));
    let mut ticks = dialogue.outgoing();
    loop {
        ticks.borrow_and_update();
        let mut message = dialogue.message_for(peer).await?;
        // A peer that we can reach ourselves gets news pushed: its poll only keeps the line warm.
        let news = message.news && (wait == 0 || !dialogue.pushes_to(peer));
        if news || tokio::time::Instant::now() >= until {
            // Last, because what it asks for is what is lacking now.
            message.frames.extend(files::wants(dialogue.inner(), peer)?);
            return Ok(message);
        }
        tokio::select! {
            _ = ticks.changed() => {}
            () = tokio::time::sleep_until(until) => {}
            () = node.stopped() => return Err(NodeError::Stopping),
        }
    }
}
