//! The C2SP routes: checkpoints, tiles and entry bundles of every log this node holds. Any
//! transparency-log tool can read and check a log through them; they reveal skeletons only,
//! never an opening.

use axum::extract::{Extension, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use ledger::id::PartyId;
use ledger::tile;
use sha2::{Digest, Sha256};

use super::server::PeerPin;
use crate::handle::Dialogue;
use crate::node::Node;

const OCTETS: (header::HeaderName, &str) = (header::CONTENT_TYPE, "application/octet-stream");
const TEXT: (header::HeaderName, &str) = (header::CONTENT_TYPE, "text/plain; charset=utf-8");
const IMMUTABLE: (header::HeaderName, &str) =
    (header::CACHE_CONTROL, "public, max-age=31536000, immutable");

/// `GET /<origin hash>/checkpoint`
pub(super) async fn checkpoint(
    State(node): State<Node>,
    Extension(pin): Extension<PeerPin>,
    Path(origin): Path<String>,
) -> Response {
    let Some((dialogue, party)) = log(&node, &pin, &origin) else {
        return unknown();
    };
    match dialogue.note(&party) {
        Some(note) => ([TEXT, (header::CACHE_CONTROL, "no-store")], note).into_response(),
        None => unknown(),
    }
}

/// `GET /<origin hash>/tile/<level>/<n>[.p/<width>]` and `.../tile/entries/<n>[.p/<width>]`
pub(super) async fn tile(
    State(node): State<Node>,
    Extension(pin): Extension<PeerPin>,
    Path((origin, path)): Path<(String, String)>,
) -> Response {
    let Some((dialogue, party)) = log(&node, &pin, &origin) else {
        return unknown();
    };
    let full = format!("tile/{path}");
    let wanted = match tile::parse_path(&full) {
        Ok(wanted) => wanted,
        Err(error) => return (StatusCode::BAD_REQUEST, format!("{error}\n")).into_response(),
    };
    let found = tokio::task::spawn_blocking(move || dialogue.tile(&party, wanted)).await;
    match found {
        Ok(Ok(Some(bytes))) => ([OCTETS, IMMUTABLE], bytes).into_response(),
        Ok(Ok(None)) => unknown(),
        _ => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn unknown() -> Response {
    (StatusCode::NOT_FOUND, "no such log\n").into_response()
}

/// Hex SHA-256 of an origin, as C2SP mirrors name their folders.
pub(crate) fn origin_hash(origin: &str) -> String {
    Sha256::digest(origin.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The log with this origin in a dialogue that the caller is a member of.
fn log(node: &Node, pin: &PeerPin, origin: &str) -> Option<(Dialogue, PartyId)> {
    node.all_dialogues().into_iter().find_map(|dialogue| {
        dialogue.party_of_pin(&pin.0)?;
        let party = dialogue.party_of_origin_hash(origin)?;
        Some((dialogue, party))
    })
}
