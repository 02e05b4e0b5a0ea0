//! Serving a node's pages on a listener until the node is told to stop, and ending in good order:
//! no new request, a moment for those under way, then the node's threads.

use std::net::SocketAddr;
use std::time::Duration;

use agencies::mail::Mailer;
use agencies::outgoing::Outgoing;
use agencies::rounds;
use anyhow::Context;
use node::Node;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;
use web::updates::letters::Letters;

use crate::limits::STOP_SECONDS_MAX;

/// Pages of one node that are being served.
pub struct Pages {
    pub address: SocketAddr,
    task: JoinHandle<std::io::Result<()>>,
}

/// Binds the address of the pages.
pub async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "the address {address} for the pages cannot be used: another program may have the \
             port. Stop it, or set another address (`web` in hiwar.toml, --port of the demo)"
        )
    })
}

/// Serves the pages of `node` until it stops.
pub fn pages(node: &Node, listener: TcpListener) -> anyhow::Result<Pages> {
    let address = listener.local_addr().context("the pages' own address")?;
    let outgoing = Outgoing::default();
    let app = web::app_with(node.clone(), tools(outgoing.clone()));
    tokio::spawn(node::silence::keep(node.clone()));
    let mailer = Mailer::open(node.folder(), node.config())?;
    tokio::spawn(rounds::keep(node.clone(), outgoing, mailer, Box::new(Letters)));
    let until = node.clone();
    // The addresses of callers are counted by the pages that need no account.
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let serving =
        axum::serve(listener, app).with_graceful_shutdown(async move { until.stopped().await });
    Ok(Pages { address, task: tokio::spawn(serving.into_future()) })
}

/// What this program does in children of its own, as far as it was built with it.
fn tools(outgoing: Outgoing) -> web::Tools {
    let binary = std::env::current_exe().ok();
    web::Tools {
        typesetter: binary.clone().filter(|_| cfg!(feature = "typeset")).map(web::Typesetter::new),
        scanner: binary.filter(|_| cfg!(feature = "scan")).map(web::Scanner::new),
        outgoing,
    }
}

impl Pages {
    /// Waits for requests under way; streams that stay open are cut after a moment.
    pub async fn end(self) -> anyhow::Result<()> {
        let abort = self.task.abort_handle();
        match tokio::time::timeout(Duration::from_secs(STOP_SECONDS_MAX), self.task).await {
            Ok(ended) => ended.context("the pages")?.context("the pages"),
            Err(_) => {
                abort.abort();
                Ok(())
            }
        }
    }
}

/// Stops nodes; their threads are waited for outside the async runtime.
pub async fn stop(nodes: Vec<Node>) -> anyhow::Result<()> {
    let stopping = tokio::task::spawn_blocking(move || nodes.iter().for_each(Node::stop));
    stopping.await.context("a node did not stop in good order")
}

/// The two ways to ask the process to end. Made before anybody is told that it runs: a signal that
/// comes sooner would kill it instead, and the demo's folder would stay.
pub struct Asked {
    interrupt: Signal,
    terminate: Signal,
}

impl Asked {
    /// Begins to watch for SIGINT and SIGTERM.
    pub fn watch() -> anyhow::Result<Asked> {
        Ok(Asked {
            interrupt: signal(SignalKind::interrupt()).context("watching for SIGINT")?,
            terminate: signal(SignalKind::terminate()).context("watching for SIGTERM")?,
        })
    }

    /// Returns when the process is asked to end.
    pub async fn to_end(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// A runtime for the commands that serve.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the machine gives no threads")
}
