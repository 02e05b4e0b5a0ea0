//! `hiwar demo`: starts both nodes, prints the guide, serves until asked to end. A temporary folder
//! is removed at the end unless it is to be kept.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use serde_json::json;
use tokio::net::TcpListener;

use super::{Answer, own_only, print_json};
use crate::cli::DemoArgs;
use crate::demo::plan::Horizon;
use crate::demo::{Pair, Setup, guide, play};
use crate::{logging, serving};

/// Ports taken when none is asked for, if they are free.
const PORTS: [u16; 2] = [7420, 7421];

pub fn run(args: DemoArgs) -> anyhow::Result<Answer> {
    logging::start(args.json, "warn");
    let folder = Place::choose(&args)?;
    let answer = serving::runtime()?.block_on(demo(&args, folder.path()));
    let removed = folder.leave();
    let answer = answer?;
    removed?;
    Ok(answer)
}

async fn demo(args: &DemoArgs, folder: &Path) -> anyhow::Result<Answer> {
    let start = Instant::now();
    let listeners = listen(args.port).await?;
    let ports = [listeners[0].local_addr()?.port(), listeners[1].local_addr()?.port()];
    let horizon = if args.today { Horizon::Today } else { Horizon::Morning };
    let setup = Setup { folder: folder.to_owned(), horizon, ports };
    let pair = Pair::start(&setup).await?;
    if let Some(time) = &args.at {
        pair.at(time).with_context(|| format!("--at {time}: write it as 2020-11-19T06:00:00Z"))?;
    }
    if args.play {
        let played = play::play(&pair, folder, &mut std::io::stdout()).await;
        serving::stop(pair.nodes()).await?;
        return Ok(if played? { Answer::Yes } else { Answer::No });
    }
    let [kw, us] = listeners;
    let pages = [serving::pages(&pair.kw.node, kw)?, serving::pages(&pair.us.node, us)?];
    let mut asked = serving::Asked::watch()?;
    let kept = (args.keep || args.folder.is_some()).then_some(folder);
    if args.json {
        let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        print_json(&json!({
            "kw": pair.kw.url, "us": pair.us.url, "folder": folder, "started_ms": milliseconds,
        }));
    } else {
        print!("{}", guide::text(&pair, start.elapsed(), kept));
    }
    asked.to_end().await;
    serving::stop(pair.nodes()).await?;
    for one in pages {
        one.end().await?;
    }
    Ok(Answer::Yes)
}

/// Binds the pages' ports first: whoever has them must know before the nodes are made.
async fn listen(port: Option<u16>) -> anyhow::Result<[TcpListener; 2]> {
    let at = |port: u16| format!("127.0.0.1:{port}");
    let both = async |ports: [u16; 2]| -> anyhow::Result<[TcpListener; 2]> {
        Ok([serving::bind(&at(ports[0])).await?, serving::bind(&at(ports[1])).await?])
    };
    match port {
        Some(0) => both([0, 0]).await,
        Some(port) => {
            let next = port.checked_add(1).context("--port 65535: there is no next port")?;
            both([port, next]).await
        }
        None => match both(PORTS).await {
            Ok(listeners) => Ok(listeners),
            // A demo that runs already must not keep a second one from starting.
            Err(_) => both([0, 0]).await,
        },
    }
}

/// The folder of the demo, and whether it stays.
struct Place {
    path: PathBuf,
    stays: bool,
}

impl Place {
    fn choose(args: &DemoArgs) -> anyhow::Result<Place> {
        let (path, stays) = match &args.folder {
            Some(folder) => (folder.clone(), true),
            None => (temporary()?, args.keep),
        };
        std::fs::create_dir_all(&path)
            .with_context(|| format!("{}: cannot be made", path.display()))?;
        if args.folder.is_none() {
            own_only(&path)?;
        }
        Ok(Place { path, stays })
    }

    fn path(&self) -> &Path {
        &self.path
    }

    fn leave(self) -> anyhow::Result<()> {
        if self.stays {
            return Ok(());
        }
        std::fs::remove_dir_all(&self.path)
            .with_context(|| format!("{} could not be removed", self.path.display()))
    }
}

/// A name in the system's temporary folder that nobody else has or can guess.
fn temporary() -> anyhow::Result<PathBuf> {
    let mut bytes = [0u8; 8];
    node::keys::random(&mut bytes)?;
    let name: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let path = std::env::temp_dir().join(format!("hiwar-demo-{name}"));
    std::fs::create_dir(&path).with_context(|| format!("{}: cannot be made", path.display()))?;
    Ok(path)
}
