//! `hiwar doctor`: looks at everything a node rests on (configuration, permissions, keys, stores,
//! head guard, charter, cards, clock) and says for each finding what to do. It may run beside a
//! serving node; only `--accept-head` changes anything, and never moves a guard back.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use ::search::Index;
use anyhow::{Context, bail};
use ledger::entry::{Head, leaf_hash};
use ledger::id::VersionId;
use ledger::merkle::EMPTY_ROOT;
use node::config::{Config, DialogueConfig, Folder};
use node::keys::{DialogueKeys, TlsIdentity, origin};
use serde_json::json;
use store::guard::HeadGuard;
use store::joint::JointStore;
use store::private::PrivateStore;

use super::{Answer, print_json};
use crate::cli::DoctorArgs;
use crate::limits::CLOCK_BEHIND_SECONDS_MAX;

pub fn run(args: DoctorArgs) -> anyhow::Result<Answer> {
    if args.accept_head {
        accept_head(&args.at.folder, args.dialogue.as_deref())?;
    }
    let report = examine(&args.at.folder);
    if args.json {
        let findings = report
            .findings
            .iter()
            .map(|one| json!({ "place": one.place, "what": one.what, "remedy": one.remedy }));
        let findings: Vec<_> = findings.collect();
        print_json(&json!({ "healthy": findings.is_empty(), "findings": findings,
            "checked": report.checked }));
    } else {
        for line in &report.checked {
            println!("checked  {line}");
        }
        for one in &report.findings {
            println!("\nFOUND    {}: {}", one.place, one.what);
            println!("  remedy {}", one.remedy);
        }
        match report.findings.len() {
            0 => println!("\nNothing is wrong."),
            count => println!("\n{count} findings."),
        }
    }
    Ok(if report.findings.is_empty() { Answer::Yes } else { Answer::No })
}

/// What an examination came to.
#[derive(Debug, Default)]
struct Report {
    checked: Vec<String>,
    findings: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    place: String,
    what: String,
    remedy: String,
}

impl Report {
    fn add(&mut self, place: impl ToString, what: impl ToString, remedy: &str) {
        let (place, what) = (place.to_string(), what.to_string());
        self.findings.push(Found { place, what, remedy: remedy.to_owned() });
    }

    fn store(&mut self, findings: Vec<store::Finding>) {
        for one in findings {
            let file = one.file.display();
            let place = if one.place.is_empty() {
                file.to_string()
            } else {
                format!("{file}, {}", one.place)
            };
            self.add(place, one.what, &one.remedy);
        }
    }
}

const READ_MESSAGE: &str = "the message says what to do";

fn examine(path: &Path) -> Report {
    let mut report = Report::default();
    let folder = Folder::new(path);
    let config = match Config::read(&folder) {
        Ok(config) => config,
        Err(error) => {
            report.add(path.display(), error, "name a node's folder with --folder");
            return report;
        }
    };
    let key = "party, domain, web, exchange, dialogue, peer";
    report.checked.push(format!("configuration of {} ({key})", config.party));
    permissions(&folder, &mut report);
    match TlsIdentity::read(&folder) {
        Ok(identity) => report.checked.push(format!("TLS identity, pin {}", identity.pin)),
        Err(error) => report.add("TLS identity", error, READ_MESSAGE),
    }
    match PrivateStore::open(&folder.private()) {
        Ok(private) => {
            report.store(private.doctor());
            report.checked.push("accounts, notes and audit lines".into());
        }
        Err(error) => report.add("private store", error, READ_MESSAGE),
    }
    for dialogue in &config.dialogues {
        if let Ok(id) = dialogue.dialogue_id()
            && dialogue.compartment.is_some()
        {
            match PrivateStore::open(&folder.private_of(&id)) {
                Ok(private) => report.store(private.doctor()),
                Err(error) => report.add(format!("private store of {id}"), error, READ_MESSAGE),
            }
        }
        if let Err(error) = of_dialogue(&folder, &config, dialogue, &mut report) {
            report.add(format!("dialogue {}", dialogue.id), format!("{error:#}"), READ_MESSAGE);
        }
    }
    index(&folder, &mut report);
    if config.demo.is_some() {
        report.checked.push("this is a demo node: anybody may enter it without a password".into());
    }
    report.checked.push("fonts: none are needed".into());
    report
}

/// The search index: made anew by a serving node when it is not there or damaged, so only what a
/// node cannot mend by itself is a finding.
fn index(folder: &Folder, report: &mut Report) {
    for (path, what) in [(folder.index(), "shared items"), (folder.notes_index(), "private notes")]
    {
        let looked = Index::look(&path).and_then(|index| {
            index.check()?;
            index.state()
        });
        match looked {
            Ok(state) => {
                let (n, kib) = (state.n_entries, state.n_bytes / 1_024);
                let level = if state.clean { "closed in order" } else { "in use" };
                report
                    .checked
                    .push(format!("search index of {what}: {n} entries, {kib} KiB, {level}"));
            }
            Err(_) if !path.exists() => {
                report.checked.push(format!("search index of {what}: made when the node starts"));
            }
            Err(error) => report.add(path.display(), error, "run `hiwar reindex`"),
        }
    }
}

/// Only the owner may enter the folder or read what is secret in it.
fn permissions(folder: &Folder, report: &mut Report) {
    let mut private = vec![folder.path().to_owned(), folder.private(), folder.guard()];
    // Those of compartments, by their names.
    private.extend(walk(folder.path()).into_iter().filter(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("private-") && name.ends_with(".db")
    }));
    let keys = walk(&folder.keys());
    let secret = keys.into_iter().filter(|path| {
        path.extension().is_some_and(|extension| extension == "seed" || extension == "key")
    });
    for path in private.into_iter().chain(secret) {
        let Ok(meta) = std::fs::metadata(&path) else {
            continue;
        };
        if meta.permissions().mode() & 0o077 != 0 {
            let mode = meta.permissions().mode() & 0o777;
            let remedy = if meta.is_dir() {
                "run `chmod 700` on it, and find out who had access"
            } else {
                "run `chmod 600` on it; rotate the key if others had access"
            };
            let what = format!("other accounts of this machine may use it (mode {mode:o})");
            report.add(path.display(), what, remedy);
        }
    }
    report.checked.push("permissions of the folder, the keys and the private store".into());
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(inside) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in inside.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files.extend(walk(&entry.path())),
            Ok(_) => files.push(entry.path()),
            Err(_) => {}
        }
    }
    files
}

fn of_dialogue(
    folder: &Folder,
    config: &Config,
    dialogue: &DialogueConfig,
    report: &mut Report,
) -> anyhow::Result<()> {
    let id = dialogue.dialogue_id()?;
    match DialogueKeys::read(folder, &config.domain, &id) {
        Ok(_) => report.checked.push(format!("log and mirror key of {id}")),
        Err(error) => report.add(format!("keys of {id}"), error, READ_MESSAGE),
    }
    peers(folder, dialogue, report)?;
    let path = folder.joint(&id);
    if !path.exists() {
        let what = "it has no charter yet";
        let remedy =
            "add the cards of all sides with `hiwar peer add`, then run `hiwar peer charter`";
        report.add(format!("dialogue {id}"), what, remedy);
        return Ok(());
    }
    let store = JointStore::open(&path)?;
    report.store(store.doctor());
    report.checked.push(format!("every entry, tile, checkpoint and value of {id}"));
    charter(folder, config, dialogue, &store, report)?;
    guard(folder, config, dialogue, &store, report)?;
    clock(config, &store, report)
}

fn peers(folder: &Folder, dialogue: &DialogueConfig, report: &mut Report) -> anyhow::Result<()> {
    let id = dialogue.dialogue_id()?;
    for peer in &dialogue.peers {
        let party = ledger::id::PartyId::parse(&peer.party)?;
        let card = folder.card(&id, &party);
        match node::init::read_card(&card) {
            Ok(_) => {
                let way = match &peer.address {
                    Some(address) => format!("dialled at {address}"),
                    None => "dials us".to_owned(),
                };
                report.checked.push(format!("card of {party}, {way}"));
            }
            Err(error) => report.add(card.display(), error, "run `hiwar peer add` again"),
        }
    }
    Ok(())
}

/// The charter beside the store is leaf 0 of our own log.
fn charter(
    folder: &Folder,
    config: &Config,
    dialogue: &DialogueConfig,
    store: &JointStore,
    report: &mut Report,
) -> anyhow::Result<()> {
    let path = folder.charter(&dialogue.dialogue_id()?);
    let first = store.entries(&config.party_id()?, 0..1)?;
    let leaf = first.first().map(|row| row.leaf);
    match std::fs::read(&path) {
        Ok(bytes) if leaf == Some(leaf_hash(&bytes)) => {
            let pin = VersionId(leaf_hash(&bytes)).to_hex();
            report.checked.push(format!("charter, pin {pin}"));
        }
        Ok(_) => {
            let what = "it is not the charter that the log begins with";
            let remedy = "restore it from a backup, and compare the pin with the other side";
            report.add(path.display(), what, remedy);
        }
        Err(error) => report.add(path.display(), error, "restore it from a backup"),
    }
    Ok(())
}

fn guard(
    folder: &Folder,
    config: &Config,
    dialogue: &DialogueConfig,
    store: &JointStore,
    report: &mut Report,
) -> anyhow::Result<()> {
    let head = store.head(&config.party_id()?)?;
    let name = origin(&config.domain, &dialogue.dialogue_id()?);
    let place = folder.guard();
    let guarded = match HeadGuard::look(&place) {
        Ok(heads) => heads.into_iter().find(|(origin, _)| *origin == name).map(|(_, head)| head),
        Err(error) => {
            report.add("head guard", error, "restore from a backup, or see `hiwar doctor --help`");
            return Ok(());
        }
    };
    let Some(guarded) = guarded else {
        report.add(
            place.display(),
            format!("it has no head for {name}: this folder was restored or copied"),
            "start the node, so that it takes its newest entries back from a peer; when no peer \
             holds anything newer, run `hiwar doctor --accept-head`",
        );
        return Ok(());
    };
    let root = if guarded.size <= head.size && guarded.size > 0 {
        store.root_at(&config.party_id()?, guarded.size)?
    } else {
        None
    };
    if guarded.size > head.size {
        let (signed, held) = (guarded.size, head.size);
        let what = format!("{signed} entries were signed, {held} are here: an old backup");
        let remedy = "start the node: it takes the lost entries back from a peer, then signs";
        report.add(place.display(), what, remedy);
    } else if guarded.size > 0 && root != Some(guarded.root) {
        let what = "what is stored is not what was signed";
        let remedy = "sign nothing; export the log from a peer and compare";
        report.add(place.display(), what, remedy);
    } else {
        report
            .checked
            .push(format!("head guard: {} of {} entries signed", guarded.size, head.size));
    }
    Ok(())
}

/// A clock cannot be checked without another one; but it cannot be behind a receipt.
fn clock(config: &Config, store: &JointStore, report: &mut Report) -> anyhow::Result<()> {
    let now = jiff::Timestamp::now().as_second();
    let mut newest = 0;
    for log in store.logs()? {
        for receipt in store.latest_cosignatures(&log.party)? {
            newest = newest.max(i64::try_from(receipt.time).unwrap_or(0));
        }
    }
    if newest > now + CLOCK_BEHIND_SECONDS_MAX {
        let behind = newest - now;
        report.add(
            "clock",
            format!("it is {behind} s behind the newest receipt"),
            "set the machine's clock; receipts with a wrong time are poor evidence",
        );
    } else {
        report.checked.push(format!("clock of {}: not behind any receipt", config.party));
    }
    Ok(())
}

/// Declares the stored head to be the newest ever signed. Refuses to move a guard back.
fn accept_head(path: &Path, only: Option<&str>) -> anyhow::Result<()> {
    let folder = Folder::new(path);
    let config = Config::read(&folder)?;
    let named = |one: &&DialogueConfig| only.is_none_or(|id| one.id == id);
    let dialogues: Vec<&DialogueConfig> = config.dialogues.iter().filter(named).collect();
    match (dialogues.len(), only) {
        (1, _) => {}
        (0, Some(id)) => bail!("this node keeps no dialogue {id}: name one of hiwar.toml"),
        _ => bail!("this node keeps several dialogues: name the one with --dialogue"),
    }
    let place = folder.guard();
    let mut guard = match place.exists() {
        true => HeadGuard::open(&place)?,
        false => HeadGuard::create(&place)?,
    };
    for dialogue in dialogues {
        let id = dialogue.dialogue_id()?;
        let store = JointStore::open(&folder.joint(&id))?;
        let name = origin(&config.domain, &id);
        let head = store.read_back(&config.party_id()?, 0).with_context(|| {
            format!("the log of {} does not hold together; restore another backup", config.party)
        })?;
        match guard.head(&name) {
            Some(guarded) if guarded == head => {}
            Some(guarded) if guarded.size >= head.size => bail!(
                "{} entries of {name} were signed, {} are here: a head is never taken back. \
                 Start the node, so that a peer gives the rest back",
                guarded.size,
                head.size
            ),
            Some(guarded)
                if store.root_at(&config.party_id()?, guarded.size)? != Some(guarded.root) =>
            {
                bail!(
                    "what is here of {name} does not go on from the {} entries that were signed: \
                     a second history is never signed. Restore another backup",
                    guarded.size
                )
            }
            from => {
                let nothing = Head { size: 0, root: EMPTY_ROOT };
                guard.advance(&name, &from.unwrap_or(nothing), &head)?;
                println!("accepted {name}: {} entries are the newest ever signed", head.size);
            }
        }
    }
    Ok(())
}
