//! The bytes of attachments: they arrive whole, over lines that break, and only where they may.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dialogue::act::{Act, Draft, Function};
use dialogue::blob::{self, Sha};
use dialogue::content::{Content, Lang};
use dialogue::item;
use ledger::frame::Frame;
use ledger::id::{FieldName, ItemId, PartyId};
use node::config::Folder;
use node::{ActError, AttachError, Attached, Dialogue, Done};
use store::joint::JointStore;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::world::{World, actor, chair, desk, dialogue, free_port, perform, round, until};

const MIB: usize = 1_024 * 1_024;

/// A PDF by its first bytes, the rest never twice the same.
fn pdf(length: usize, seed: u64) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut state = seed * 2 + 1;
    while bytes.len() < length {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        bytes.extend(state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

fn draft(on: &ItemId, aud: Option<&[&str]>) -> Draft {
    let mut content = Content::new()
        .with("on", on)
        .with("purpose", "full_powers")
        .with("file_name", "full-powers.pdf");
    content.set_bi("title", Lang::Ar, "وثائق التفويض");
    content.set_bi("title", Lang::En, "Full powers");
    let mut draft = Draft::new(item::get("attachment").expect("a type"), content);
    let party = |code: &&str| PartyId::parse(code).expect("a party");
    draft.aud = aud.map(|codes| codes.iter().map(party).collect());
    draft
}

async fn attach(side: &Dialogue, on: &ItemId, bytes: &[u8]) -> Done {
    let done = side.attach(&desk(side.us().as_str()), draft(on, None), bytes.to_vec()).await;
    done.expect("attached")
}

fn sha_of(side: &Dialogue, item: &ItemId) -> Sha {
    let record = side.read();
    let item = record.item(item).expect("the attachment");
    blob::parse(item.content().text("sha256").expect("a fingerprint")).expect("a fingerprint")
}

fn is_here(side: &Dialogue, sha: &Sha, bytes: &[u8]) -> bool {
    side.attached(sha).expect("readable") == Attached::Here(bytes.to_vec())
}

/// What the store holds, past all caches.
fn stored(world: &World, party: &str) -> Vec<(Sha, u64)> {
    let id = ledger::id::DialogueId::parse(crate::world::DIALOGUE).expect("an id");
    let path = Folder::new(world.path(party)).joint(&id);
    let blobs = JointStore::open(&path).expect("opens").blobs().expect("readable");
    blobs.into_iter().map(|(sha, blob)| (sha, blob.have)).collect()
}

fn chunks(frames: &[Frame]) -> Vec<u64> {
    let of = |frame: &Frame| match frame {
        Frame::Chunk { n, .. } => Some(*n),
        _ => None,
    };
    frames.iter().filter_map(of).collect()
}

fn wants(frames: &[Frame]) -> Vec<u64> {
    let of = |frame: &Frame| match frame {
        Frame::Want { n, .. } => Some(*n),
        _ => None,
    };
    frames.iter().filter_map(of).collect()
}

/// One way of a carrier: what `from` has for `to`.
async fn carry(from: &Dialogue, to: &Dialogue) -> Vec<Frame> {
    let frames = from.frames_for(to.us().as_str()).expect("frames");
    to.take_frames(from.us().as_str(), frames.clone()).await;
    frames
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_several_mib_arrives_whoever_can_dial_and_outlives_a_restart() {
    for links in [&[("KW", "US"), ("US", "KW")][..], &[("KW", "US")], &[("US", "KW")]] {
        let world = World::found(&["KW", "US"], links);
        let (kw, us) = (world.start("KW").await, world.start("US").await);
        let (ours, theirs) = (dialogue(&kw), dialogue(&us));
        let on = perform(&ours, &desk("KW"), round(1)).await.item.expect("a new item");
        let bytes = pdf(5 * MIB + 77, 1);
        let item = attach(&ours, &on, &bytes).await.item.expect("a new item");
        let sha = sha_of(&ours, &item);
        assert!(is_here(&ours, &sha, &bytes), "at home at once");
        until("the bytes arrive", || is_here(&theirs, &sha, &bytes)).await;
        let kind =
            theirs.read().item(&item).expect("it").content().text("media_type").map(str::to_owned);
        assert_eq!(kind.as_deref(), Some("pdf"), "the kind is read from the bytes");
        assert_eq!(theirs.held(&sha), Some((bytes.len() as u64, bytes.len() as u64)));
        kw.stop();
        us.stop();
        let us = world.open("US");
        until("known again", || is_here(&dialogue(&us), &sha, &bytes)).await;
        assert_eq!(dialogue(&us).alarms(), Vec::<String>::new());
        us.stop();
    }
}

/// Hands bytes through to `to` and counts those that come back from it; each of the first
/// connections with much to say is cut in the middle of a chunk.
async fn breaking_line(listener: TcpListener, to: String, n_cuts: u64, counted: Arc<AtomicU64>) {
    let cuts = Arc::new(AtomicU64::new(0));
    loop {
        let Ok((mut near, _)) = listener.accept().await else { return };
        let Ok(mut far) = TcpStream::connect(&to).await else { continue };
        let (counted, cuts) = (counted.clone(), cuts.clone());
        tokio::spawn(async move {
            let (mut up, mut down) = (vec![0; 16_384], vec![0; 16_384]);
            let mut n_down = 0;
            loop {
                tokio::select! {
                    n = near.read(&mut up) => match n {
                        Ok(n) if n > 0 && far.write_all(&up[..n]).await.is_ok() => {}
                        _ => return,
                    },
                    n = far.read(&mut down) => match n {
                        Ok(n) if n > 0 && near.write_all(&down[..n]).await.is_ok() => {
                            counted.fetch_add(n as u64, Ordering::AcqRel);
                            n_down += n;
                            let over = n_down > MIB + MIB / 2;
                            if over && cuts.fetch_add(1, Ordering::AcqRel) < n_cuts {
                                return;
                            }
                        }
                        _ => return,
                    },
                }
            }
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_breaks_in_the_middle_costs_at_most_the_chunk_on_its_way() {
    let world = World::found(&["KW", "US"], &[("KW", "US")]);
    // Kuwait dials through a line that breaks.
    let port = free_port();
    let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("a port");
    let counted = Arc::new(AtomicU64::new(0));
    let to = world.config("US").exchange.expect("an address");
    tokio::spawn(breaking_line(listener, to, 3, counted.clone()));
    let mut config = world.config("KW");
    config.dialogues[0].peers[0].address = Some(format!("127.0.0.1:{port}"));
    config.write(&Folder::new(world.path("KW"))).expect("written");

    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let on = perform(&theirs, &desk("US"), round(1)).await.item.expect("a new item");
    let bytes = pdf(9 * MIB, 2);
    let item = attach(&theirs, &on, &bytes).await.item.expect("a new item");
    let sha = sha_of(&theirs, &item);
    until("the bytes arrive all the same", || is_here(&ours, &sha, &bytes)).await;
    let n_bytes = counted.load(Ordering::Acquire);
    // Three cuts, each in the second chunk of its connection, and what goes beside the chunks.
    let most = (bytes.len() + 3 * MIB + MIB / 2) as u64;
    assert!(n_bytes <= most, "{n_bytes} bytes came over the line, at most {most} are right");
    assert!(n_bytes > bytes.len() as u64 + MIB as u64, "the line did break: {n_bytes}");
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_only_the_missing_chunks_are_asked_for() {
    let world = World::found(&["KW", "US"], &[]);
    let kw = world.open("KW");
    let ours = dialogue(&kw);
    let on = perform(&ours, &desk("KW"), round(1)).await.item.expect("a new item");
    let bytes = pdf(4 * MIB + 5, 3);
    let item = attach(&ours, &on, &bytes).await.item.expect("a new item");
    let sha = sha_of(&ours, &item);
    {
        let us = world.open("US");
        let theirs = dialogue(&us);
        carry(&ours, &theirs).await;
        assert_eq!(wants(&carry(&theirs, &ours).await), vec![0, 1, 2, 3, 4]);
        assert_eq!(chunks(&carry(&ours, &theirs).await), vec![0], "one a message");
        assert_eq!(theirs.held(&sha), Some((MIB as u64, bytes.len() as u64)));
        let part = Attached::Part { have: MIB as u64, bytes: bytes.len() as u64 };
        assert_eq!(theirs.attached(&sha).expect("readable"), part, "nothing is given in parts");
        us.stop();
    }
    let us = world.open("US");
    let theirs = dialogue(&us);
    until("what is here is known", || theirs.held(&sha).is_some_and(|held| held.0 > 0)).await;
    let mut came = Vec::new();
    while !is_here(&theirs, &sha, &bytes) {
        carry(&theirs, &ours).await;
        let given = chunks(&carry(&ours, &theirs).await);
        assert!(!given.is_empty(), "it goes on");
        came.extend(given);
    }
    assert_eq!(came, vec![1, 2, 3, 4], "none came twice");
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_party_outside_the_audience_gets_nothing_even_when_it_knows_the_fingerprint() {
    let world = World::found(&["KW", "OM", "US"], &[]);
    let (kw, om, us) = (world.open("KW"), world.open("OM"), world.open("US"));
    let (ours, omani, theirs) = (dialogue(&kw), dialogue(&om), dialogue(&us));
    let on = perform(&ours, &desk("KW"), round(1)).await.item.expect("a new item");
    let bytes = pdf(2_000, 4);
    let draft = draft(&on, Some(&["KW", "US"]));
    let done = ours.attach(&desk("KW"), draft, bytes.clone()).await.expect("attached");
    let sha = sha_of(&ours, &done.item.expect("a new item"));
    // By the log alone Oman learns that there is something, not what.
    for (from, to) in [(&ours, &omani), (&ours, &theirs), (&theirs, &omani)] {
        carry(from, to).await;
    }
    assert_eq!(omani.held(&sha), None);
    assert!(wants(&omani.frames_for("KW").expect("frames")).is_empty());
    assert!(wants(&theirs.frames_for("OM").expect("frames")).is_empty(), "it is not even asked");
    let want = |party: &PartyId| Frame::Want { party: party.clone(), sha, n: 0 };
    ours.take_frames("OM", vec![want(ours.us())]).await;
    assert!(chunks(&ours.frames_for("OM").expect("frames")).is_empty(), "silence");
    ours.take_frames("US", vec![want(ours.us())]).await;
    assert_eq!(chunks(&carry(&ours, &theirs).await), vec![0]);
    assert!(is_here(&theirs, &sha, &bytes));
    theirs.take_frames("OM", vec![want(ours.us())]).await;
    assert!(chunks(&theirs.frames_for("OM").expect("frames")).is_empty(), "nor from the other");
    // What nobody asked for is not kept either.
    let given = Frame::Chunk { party: ours.us().clone(), sha, n: 0, bytes };
    omani.take_frames("KW", vec![given]).await;
    for node in [kw, om, us] {
        node.stop();
    }
    assert_eq!(stored(&world, "OM"), vec![]);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_bytes_are_dropped_reported_and_not_asked_for_again() {
    let world = World::found(&["KW", "OM", "US"], &[]);
    let (kw, om, us) = (world.open("KW"), world.open("OM"), world.open("US"));
    let (ours, omani, theirs) = (dialogue(&kw), dialogue(&om), dialogue(&us));
    let on = perform(&ours, &desk("KW"), round(1)).await.item.expect("a new item");
    let bytes = pdf(MIB + 9, 5);
    let sha = sha_of(&ours, &attach(&ours, &on, &bytes).await.item.expect("a new item"));
    carry(&ours, &theirs).await;
    carry(&ours, &omani).await;
    let chunk = |n: usize, change: u8| {
        let end = bytes.len().min((n + 1) * MIB);
        let mut bytes = bytes[n * MIB..end].to_vec();
        bytes[0] ^= change;
        Frame::Chunk { party: ours.us().clone(), sha, n: n as u64, bytes }
    };
    theirs.take_frames("KW", vec![chunk(0, 1)]).await;
    theirs.take_frames("KW", vec![chunk(1, 0)]).await;
    assert_eq!(theirs.held(&sha), Some((0, bytes.len() as u64)), "every chunk is dropped");
    let alarms = theirs.alarms();
    assert!(alarms.iter().any(|alarm| alarm.contains("dropped")), "{alarms:?}");
    assert!(wants(&theirs.frames_for("KW").expect("frames")).is_empty(), "not asked again");
    theirs.take_frames("KW", vec![chunk(0, 0)]).await;
    assert_eq!(theirs.held(&sha), Some((0, bytes.len() as u64)), "nor believed");
    // Another member that has the file can still give it.
    for _ in 0..2 {
        carry(&omani, &ours).await;
        carry(&ours, &omani).await;
    }
    for _ in 0..2 {
        carry(&theirs, &omani).await;
        carry(&omani, &theirs).await;
    }
    assert!(is_here(&theirs, &sha, &bytes));
    // A chunk of a length that cannot be is refused at once.
    let wrong = Frame::Chunk { party: ours.us().clone(), sha, n: 7, bytes: vec![1] };
    ours.take_frames("US", vec![wrong]).await;
    assert!(is_here(&ours, &sha, &bytes));
    for node in [kw, om, us] {
        node.stop();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_leaves_nothing_behind() {
    let world = World::found(&["KW", "US"], &[]);
    let kw = world.open("KW");
    let ours = dialogue(&kw);
    let on = perform(&ours, &desk("KW"), round(1)).await.item.expect("a new item");
    let size = ours.exchange()[0].size;
    let bytes = pdf(3_000, 6);
    let try_with = |who, draft, bytes: &[u8]| {
        let (ours, bytes) = (ours.clone(), bytes.to_vec());
        async move { ours.attach(&who, draft, bytes).await }
    };
    let press = actor("KW", Function::Press);
    let refused = try_with(press, draft(&on, None), &bytes).await;
    assert!(matches!(refused, Err(AttachError::Act(ActError::Refused(_)))), "{refused:?}");
    let mut nameless = draft(&on, None);
    nameless.content.remove("file_name");
    let refused = try_with(desk("KW"), nameless, &bytes).await;
    assert!(matches!(refused, Err(AttachError::Act(ActError::Refused(_)))), "{refused:?}");
    let empty = try_with(desk("KW"), draft(&on, None), &[]).await;
    assert!(matches!(empty, Err(AttachError::Empty)), "{empty:?}");
    let other = try_with(desk("KW"), draft(&on, None), b"MZ a program called scan.pdf").await;
    assert!(matches!(other, Err(AttachError::Kind)), "{other:?}");
    let long = try_with(desk("KW"), draft(&on, None), &pdf(25 * MIB + 1, 7)).await;
    assert!(matches!(long, Err(AttachError::TooLong { bytes: 26_214_401 })), "{long:?}");
    assert_eq!(ours.exchange()[0].size, size, "no entry was written");
    kw.stop();
    assert_eq!(stored(&world, "KW"), vec![], "no byte was kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_attachment_takes_its_bytes_with_it_on_both_nodes() {
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let on = perform(&ours, &desk("KW"), round(1)).await.item.expect("a new item");
    let (kept, gone) = (pdf(MIB + 1, 8), pdf(MIB + 2, 9));
    let kept_sha = sha_of(&ours, &attach(&ours, &on, &kept).await.item.expect("a new item"));
    let done = attach(&ours, &on, &gone).await;
    let item = done.item.expect("a new item");
    let sha = sha_of(&ours, &item);
    until("both arrive", || is_here(&theirs, &sha, &gone) && is_here(&theirs, &kept_sha, &kept))
        .await;
    // Withdrawn is not erased: what was attached can still be read.
    let withdraw = Act::Withdraw { item, to: done.version, level: ledger::entry::Level::Text };
    perform(&ours, &chair("KW"), withdraw).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(is_here(&ours, &sha, &gone) && is_here(&theirs, &sha, &gone));
    let names = ["bytes", "sha256", "file_name", "title_ar", "title_en"];
    let redact = Act::Redact {
        of: done.version,
        fields: names.iter().map(|name| FieldName::parse(name).expect("a field")).collect(),
        basis: "KW-DPR-2021-42".into(),
    };
    perform(&ours, &chair("KW"), redact).await;
    for side in [&ours, &theirs] {
        until("the bytes are gone", || side.attached(&sha).expect("readable") == Attached::Unknown)
            .await;
        assert!(is_here(side, &kept_sha, &kept), "and nothing else");
    }
    kw.stop();
    us.stop();
    for party in ["KW", "US"] {
        assert_eq!(stored(&world, party), vec![(kept_sha, kept.len() as u64)]);
        let file = |end| world.path(party).join(format!("joint-test-dialogue.db{end}"));
        let holds = |end| {
            let bytes = std::fs::read(file(end)).unwrap_or_default();
            bytes.windows(64).any(|window| window == &gone[5_000..5_064])
        };
        assert!(!holds("") && !holds("-wal"), "nothing of it is left in {party}'s file");
    }
}
