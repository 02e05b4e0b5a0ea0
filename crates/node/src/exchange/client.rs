//! The side of the exchange that dials. Two loops a peer: the pusher sends what the peer lacks as
//! soon as there is news; the poller keeps one call waiting at the peer, so that its news come
//! even if it cannot dial us. Both repeat with growing pauses while the line is cut; nothing
//! local ever waits for them.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use ledger::id::PartyId;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::files;
use crate::handle::Dialogue;
use crate::limits;
use crate::node::Node;

/// Fetches one file of a log by the C2SP routes from a peer's node: for auditors' tools and tests.
pub(crate) async fn fetch(
    node: &Node,
    address: &str,
    origin: &str,
    path: &str,
) -> Result<Vec<u8>, Failure> {
    let pins = node.clone();
    let allows = Arc::new(move |pin: &str| pins.knows_pin(pin));
    let mut sender = dial(node, address, allows).await?;
    let uri = format!("/{}/{path}", super::tiles::origin_hash(origin));
    let request = hyper::Request::get(uri)
        .header("host", address)
        .body(Full::new(Bytes::new()))
        .map_err(|error| error.to_string())?;
    let response = sender.send_request(request).await.map_err(|error| error.to_string())?;
    let status = response.status();
    let body = Limited::new(response.into_body(), limits::exchange_body_bytes_max)
        .collect()
        .await
        .map_err(|error| error.to_string())?
        .to_bytes();
    if status.is_success() { Ok(body.to_vec()) } else { Err(format!("{path}: {status}")) }
}

/// Why a call did not come about, in words for the exchange page.
type Failure = String;

/// One of the two loops towards one peer.
pub(crate) struct Line {
    pub node: Node,
    pub dialogue: Dialogue,
    pub peer: PartyId,
    pub address: String,
    connection: Option<SendRequest<Full<Bytes>>>,
}

impl Line {
    pub fn new(node: Node, dialogue: Dialogue, peer: PartyId, address: String) -> Line {
        Line { node, dialogue, peer, address, connection: None }
    }

    /// Sends news as they come, until the node stops.
    pub async fn push(mut self) {
        let mut ticks = self.dialogue.outgoing();
        let mut pause = limits::retry_milliseconds_min;
        // The first message only asks what the peer holds.
        let mut greet = true;
        loop {
            ticks.borrow_and_update();
            let outcome = self.push_once(greet).await;
            match outcome {
                Ok(true) => (pause, greet) = (limits::retry_milliseconds_min, false),
                Ok(false) => {
                    (pause, greet) = (limits::retry_milliseconds_min, false);
                    tokio::select! {
                        _ = ticks.changed() => {}
                        () = self.node.stopped() => return,
                    }
                }
                Err(failure) => {
                    self.failed(failure);
                    greet = true;
                    if !self.rest(&mut pause).await {
                        return;
                    }
                }
            }
        }
    }

    /// One message with news; false when there is nothing to send.
    async fn push_once(&mut self, greet: bool) -> Result<bool, Failure> {
        let message =
            self.dialogue.message_for(&self.peer).await.map_err(|error| error.to_string())?;
        if !message.news && !greet {
            return Ok(false);
        }
        let frames =
            if greet { super::message::have(self.dialogue.inner()) } else { message.frames };
        let answer = self.call(&frames, 0).await?;
        if !greet {
            let chunks = files::given(&frames);
            self.dialogue.sent(&self.peer, message.receipts_revision, &chunks);
        }
        self.dialogue.take(&self.peer, answer).await;
        Ok(true)
    }

    /// Keeps a call waiting at the peer, until the node stops.
    pub async fn poll(mut self) {
        let mut pause = limits::retry_milliseconds_min;
        loop {
            match self.poll_once().await {
                Ok(answer) => {
                    pause = limits::retry_milliseconds_min;
                    self.dialogue.take(&self.peer, answer).await;
                }
                Err(failure) => {
                    self.failed(failure);
                    if !self.rest(&mut pause).await {
                        return;
                    }
                }
            }
            if self.node.is_stopped() {
                return;
            }
        }
    }

    /// Only this line asks for chunks: asked over both, the first would come twice.
    async fn poll_once(&mut self) -> Result<Vec<ledger::frame::Frame>, Failure> {
        let asking = self.dialogue.asking(&self.peer).map_err(|error| error.to_string())?;
        self.call(&asking, limits::long_poll_seconds_max).await
    }

    fn failed(&mut self, failure: Failure) {
        self.connection = None;
        self.dialogue.contact_failed(&self.peer, failure);
    }

    /// Waits before the next try, longer each time; false when the node stops.
    async fn rest(&self, pause: &mut u64) -> bool {
        let wait = Duration::from_millis(*pause);
        *pause = (*pause * 2).min(limits::retry_milliseconds_max);
        tokio::select! {
            () = tokio::time::sleep(wait) => true,
            () = self.node.stopped() => false,
        }
    }

    /// One request and its answer on the kept connection, or on a new one.
    async fn call(
        &mut self,
        frames: &[ledger::frame::Frame],
        wait: u64,
    ) -> Result<Vec<ledger::frame::Frame>, Failure> {
        let limit = Duration::from_secs(limits::exchange_answer_seconds_max);
        let call = self.exchange(frames, wait);
        match tokio::time::timeout(limit, call).await {
            Ok(answer) => answer,
            Err(_) => Err(format!("no answer within {} s", limit.as_secs())),
        }
    }

    async fn exchange(
        &mut self,
        frames: &[ledger::frame::Frame],
        wait: u64,
    ) -> Result<Vec<ledger::frame::Frame>, Failure> {
        if self.connection.as_ref().is_none_or(SendRequest::is_closed) {
            self.connection = Some(self.dial().await?);
        }
        let connection = self.connection.as_mut().ok_or("not connected")?;
        connection.ready().await.map_err(|error| error.to_string())?;
        let body = Full::new(Bytes::from(ledger::frame::encode(frames)));
        let request = hyper::Request::post(format!("/frames/{}?wait={wait}", self.dialogue.id()))
            .header("host", self.address.as_str())
            .body(body)
            .map_err(|error| error.to_string())?;
        let response = connection.send_request(request).await.map_err(|error| error.to_string())?;
        let status = response.status();
        let body = Limited::new(response.into_body(), limits::exchange_body_bytes_max)
            .collect()
            .await
            .map_err(|error| error.to_string())?
            .to_bytes();
        if !status.is_success() {
            let said = String::from_utf8_lossy(&body);
            return Err(format!("the peer answered {status}: {}", said.trim()));
        }
        ledger::frame::decode(&body).map_err(|error| error.to_string())
    }

    async fn dial(&self) -> Result<SendRequest<Full<Bytes>>, Failure> {
        let dialogue = self.dialogue.clone();
        let peer = self.peer.clone();
        // Only this peer's key will do: another member's node at this address is a mistake.
        let allows = Arc::new(move |pin: &str| dialogue.party_of_pin(pin).as_ref() == Some(&peer));
        dial(&self.node, &self.address, allows).await
    }
}

/// A connection over mutual TLS to a node whose key `allows` accepts.
async fn dial(
    node: &Node,
    address: &str,
    allows: super::tls::Allows,
) -> Result<SendRequest<Full<Bytes>>, Failure> {
    let config = super::tls::client(node.identity(), allows).map_err(|error| error.to_string())?;
    let stream =
        TcpStream::connect(address).await.map_err(|error| format!("{address}: {error}"))?;
    stream.set_nodelay(true).map_err(|error| error.to_string())?;
    let name = ServerName::try_from("peer.hiwar").map_err(|error| error.to_string())?;
    let stream = TlsConnector::from(config)
        .connect(name, stream)
        .await
        .map_err(|error| format!("{address}: {error}"))?;
    let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|error| error.to_string())?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection to a peer ended");
        }
    });
    Ok(sender)
}
