//! The demo: two real nodes in one process on loopback, filled through the real pipeline with the
//! public record of a real dialogue. It has no way into a node but the one that officers have.
//! What is invented carries the evidence `exercise`, and is never said to be a real person's words.

pub mod exercise;
pub mod facts;
pub mod guide;
pub mod plan;
pub mod play;
pub mod register;
pub mod script;
pub mod seed;
pub mod texts;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use dialogue::act::{Actor, Function};
use dialogue::id::PartyId;
use jiff::Timestamp;
use node::config::{Config, Demo, Folder};
use node::init::Plan;
use node::{Clock, Dialogue, LogState, Node, Options};

use crate::limits::LEVEL_SECONDS_MAX;
use plan::Horizon;

/// The dialogue's id in the demo.
pub const DIALOGUE: &str = "kwus-2016";
/// When the charter of the demo was made: the day of the first round.
const FOUNDED: &str = "2016-10-21T16:00:00Z";
/// The morning of the meeting: 08:00 in Kuwait.
pub const MORNING: &str = "2020-11-16T05:00:00Z";
/// When the facts were entered, for the versions' dates: the week before the meeting.
const ENTERED: &str = "2020-11-12T07:00:00Z";

/// One of the two parties of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    Kw,
    Us,
}

impl Party {
    pub const BOTH: [Party; 2] = [Party::Kw, Party::Us];

    /// The party of a code of the facts file; Kuwait keeps what is nobody's.
    pub fn of(code: &str) -> Party {
        if code == "us" { Party::Us } else { Party::Kw }
    }

    /// Whether a slug of the facts file names a party.
    pub fn is(slug: &str) -> bool {
        matches!(slug, "kw" | "us")
    }

    pub fn other(self) -> Party {
        match self {
            Party::Kw => Party::Us,
            Party::Us => Party::Kw,
        }
    }

    /// Its code in the record.
    pub fn code(self) -> &'static str {
        match self {
            Party::Kw => "KW",
            Party::Us => "US",
        }
    }

    /// Its name in folders and addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Party::Kw => "kw",
            Party::Us => "us",
        }
    }

    /// Its name for readers of the terminal.
    pub fn name(self) -> &'static str {
        match self {
            Party::Kw => "Kuwait",
            Party::Us => "United States",
        }
    }

    /// Its id in the record.
    pub fn id(self) -> PartyId {
        PartyId::parse(self.code()).expect("a party code of two capitals")
    }
}

/// How the demo is set up.
#[derive(Clone, Debug)]
pub struct Setup {
    pub folder: PathBuf,
    pub horizon: Horizon,
    /// Ports of the pages, Kuwait's first.
    pub ports: [u16; 2],
}

/// One party's side of the demo.
#[derive(Clone)]
pub struct Side {
    pub party: Party,
    pub node: Node,
    pub dialogue: Dialogue,
    /// Address of the pages.
    pub url: String,
}

/// Both nodes, open, exchanging, and filled.
pub struct Pair {
    pub kw: Side,
    pub us: Side,
    /// The domain clock that both share.
    pub clock: Clock,
    pub horizon: Horizon,
    /// What this start entered; none when the folder held a demo already.
    pub seeded: Option<seed::Seeded>,
}

impl Pair {
    /// Makes both nodes in the folder, or opens those that are there, and fills them.
    pub async fn start(setup: &Setup) -> anyhow::Result<Pair> {
        let fresh = !Folder::new(setup.folder.join("kw")).config().exists();
        if fresh {
            found(setup)?;
        }
        let mut pair = open(setup).await?;
        if fresh {
            pair.fill().await?;
        } else {
            let starts = pair.kw.node.demo().map(|demo| demo.starts.clone());
            if let Some(starts) = starts.filter(|_| pair.horizon == Horizon::Morning) {
                pair.at(&starts)?;
            }
        }
        Ok(pair)
    }

    pub fn side(&self, party: Party) -> &Side {
        match party {
            Party::Kw => &self.kw,
            Party::Us => &self.us,
        }
    }

    /// Moves the domain clock; on the real clock of today it does nothing.
    pub fn at(&self, time: &str) -> anyhow::Result<()> {
        if self.horizon == Horizon::Morning {
            let time: Timestamp = time.parse().context("a time of the demo")?;
            self.clock.set(time);
        }
        Ok(())
    }

    async fn fill(&mut self) -> anyhow::Result<()> {
        let facts = facts::read()?;
        self.at(ENTERED)?;
        let mut seeded = seed::seed(self, plan::all(&facts, self.horizon)).await?;
        register::prepare(self, &mut seeded).await?;
        if self.horizon == Horizon::Morning {
            exercise::prepare(self, &facts, &mut seeded).await?;
            texts::prepare(self, &mut seeded).await?;
            self.at(MORNING)?;
        }
        self.settle().await?;
        self.seeded = Some(seeded);
        Ok(())
    }

    /// Waits until each node has folded everything the other has, values included.
    pub async fn level(&self) -> anyhow::Result<()> {
        let level = || {
            Party::BOTH.iter().all(|party| {
                let (ours, theirs) = (self.side(*party), self.side(party.other()));
                let log = party.id();
                // One lock at a time: two held at once could wait for each other.
                let (size, values) = held(&ours.dialogue, &log);
                let (folded, same) = held(&theirs.dialogue, &log);
                folded == size && same == values
            })
        };
        self.wait(level, "the other node has not caught up").await
    }

    /// Waits until both are level and each holds the other's receipt for all of its log.
    pub async fn settle(&self) -> anyhow::Result<()> {
        self.level().await?;
        let receipted = || {
            Party::BOTH.iter().all(|party| {
                let logs = self.side(*party).dialogue.exchange();
                logs.iter().all(|log| covers_all(log) && log.lag == 0)
            })
        };
        self.wait(receipted, "receipts have not come").await
    }

    async fn wait(&self, done: impl Fn() -> bool, what: &str) -> anyhow::Result<()> {
        let start = Instant::now();
        while !done() {
            if start.elapsed() > Duration::from_secs(LEVEL_SECONDS_MAX) {
                let alarms = [self.kw.dialogue.alarms(), self.us.dialogue.alarms()].concat();
                bail!("{what} within {LEVEL_SECONDS_MAX} s; alarms: {alarms:?}");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Ok(())
    }

    /// Both nodes, to be stopped.
    pub fn nodes(&self) -> Vec<Node> {
        vec![self.kw.node.clone(), self.us.node.clone()]
    }
}

/// Whether the checkpoint covers every entry and carries the log's signature and a receipt.
fn covers_all(log: &LogState) -> bool {
    let mut lines = log.checkpoint_note.lines();
    let covers = lines.nth(1) == Some(log.size.to_string().as_str());
    covers && lines.filter(|line| line.starts_with('\u{2014}')).count() >= 2
}

/// How many entries of a log count on this node, and how many of its versions lack a value.
fn held(dialogue: &Dialogue, log: &PartyId) -> (u64, bool) {
    let record = dialogue.read();
    let folded = record.joint().folded(log);
    let last = folded.checked_sub(1).and_then(|idx| record.joint().entry(log, idx));
    let version = last.and_then(|entry| record.version(&dialogue::id::VersionId(entry.leaf.0)));
    (folded, version.is_none_or(|version| version.missing().is_empty()))
}

impl Side {
    /// An officer of this side, known by function only.
    pub fn officer(&self, function: Function) -> Actor {
        let account = format!("demo {function}");
        Actor { party: self.party.id(), function, account }
    }
}

/// Makes both nodes' folders: keys, cards handed over, the same charter on both sides.
fn found(setup: &Setup) -> anyhow::Result<()> {
    let exchange = free_ports()?;
    let starts = match setup.horizon {
        Horizon::Morning => MORNING.to_owned(),
        Horizon::Today => Timestamp::now().to_string(),
    };
    for (nth, party) in Party::BOTH.into_iter().enumerate() {
        let plan = Plan {
            party: party.code().to_owned(),
            domain: format!("hiwar.{}.example", party.slug()),
            dialogue: DIALOGUE.to_owned(),
            web: format!("127.0.0.1:{}", setup.ports[nth]),
            exchange: Some(format!("127.0.0.1:{}", exchange[nth])),
            demo: Some(Demo { other_url: String::new(), starts: starts.clone() }),
        };
        let folder = setup.folder.join(party.slug());
        node::init::init(&folder, &plan)?;
        crate::commands::own_only(&folder)?;
    }
    let mut pins = Vec::new();
    for (nth, party) in Party::BOTH.into_iter().enumerate() {
        let folder = setup.folder.join(party.slug());
        let card = node::init::own_card(&setup.folder.join(party.other().slug()))?;
        let address = format!("127.0.0.1:{}", exchange[1 - nth]);
        node::init::add_peer(&folder, &card, Some(address))?;
        pins.push(node::init::found(&folder, FOUNDED)?);
    }
    if pins[0] != pins[1] {
        bail!("the two sides made different charters: report this");
    }
    Ok(())
}

/// Opens both nodes and starts the exchange between them.
async fn open(setup: &Setup) -> anyhow::Result<Pair> {
    renew_addresses(setup)?;
    let horizon = horizon_of(&setup.folder)?;
    let clock = Clock::real_time();
    let mut sides = Vec::new();
    for (nth, party) in Party::BOTH.into_iter().enumerate() {
        let options = Options { clock: clock.clone(), ..Options::default() };
        let node = Node::open(&setup.folder.join(party.slug()), options)?;
        let dialogue = node.dialogue(DIALOGUE).context("the demo's dialogue is not there")?;
        let url = url(party, setup.ports[nth]);
        sides.push(Side { party, node, dialogue, url });
    }
    let (Some(us), Some(kw)) = (sides.pop(), sides.pop()) else { bail!("a side is missing") };
    let pair = Pair { kw, us, clock, horizon, seeded: None };
    for side in [&pair.kw, &pair.us] {
        side.node.start_exchange().await?;
    }
    Ok(pair)
}

fn url(party: Party, port: u16) -> String {
    format!("http://{}.localhost:{port}", party.slug())
}

/// Writes this start's ports into both configurations: others may have taken the old ones.
fn renew_addresses(setup: &Setup) -> anyhow::Result<()> {
    let exchange = free_ports()?;
    for (nth, party) in Party::BOTH.into_iter().enumerate() {
        let folder = Folder::new(setup.folder.join(party.slug()));
        let mut config = Config::read(&folder)?;
        let Some(demo) = &mut config.demo else {
            bail!(
                "{} holds a real node: choose another folder for the demo",
                folder.path().display()
            );
        };
        demo.other_url = url(party.other(), setup.ports[1 - nth]);
        config.web = format!("127.0.0.1:{}", setup.ports[nth]);
        config.exchange = Some(format!("127.0.0.1:{}", exchange[nth]));
        for peer in config.dialogues.iter_mut().flat_map(|dialogue| &mut dialogue.peers) {
            peer.address = Some(format!("127.0.0.1:{}", exchange[1 - nth]));
        }
        config.write(&folder)?;
    }
    Ok(())
}

/// Which demo a folder holds is known by the time it starts at.
fn horizon_of(folder: &Path) -> anyhow::Result<Horizon> {
    let config = Config::read(&Folder::new(folder.join("kw")))?;
    let starts = config.demo.map(|demo| demo.starts);
    Ok(if starts.as_deref() == Some(MORNING) { Horizon::Morning } else { Horizon::Today })
}

/// Two free ports on loopback. Somebody else may take one in the moment before it is used; then
/// starting again helps.
pub fn free_ports() -> anyhow::Result<[u16; 2]> {
    let bind = || TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    let what = "no free port on this machine";
    let (one, two) = (bind().context(what)?, bind().context(what)?);
    Ok([one.local_addr()?.port(), two.local_addr()?.port()])
}
