//! Two and three nodes over mutual TLS: what officers do on one side arrives on the other.

use dialogue::act::Function;
use ledger::entry::Level;

use crate::world::{
    DIALOGUE, World, actor, agreed, chair, consent, desk, dialogue, perform, reword, round, sealed,
    until,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_answered_agreed_and_sealed_on_both_sides() {
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let put = perform(&ours, &desk("KW"), round(1)).await;
    let item = put.item.expect("a new item");
    until("the proposal arrives", || theirs.read().item(&item).is_some()).await;
    assert_eq!(theirs.read().waiting_for(theirs.us()).len(), 1, "it waits for the other side");

    let answer = reword(&theirs, &item, "opened", "2020-11-10");
    let second = perform(&theirs, &desk("US"), answer).await;
    until("two wordings stand side by side", || {
        let record = ours.read();
        let item = record.item(&item).expect("the item");
        item.position(theirs.us()).is_some_and(|held| held.id == second.version)
    })
    .await;
    assert!(ours.read().item(&item).expect("the item").standing().effective.is_empty());

    perform(&ours, &chair("KW"), consent(&item, second.version, Level::Text)).await;
    until("both see it agreed", || {
        agreed(&ours, &item, second.version) && agreed(&theirs, &item, second.version)
    })
    .await;
    until("both see it sealed", || sealed(&ours, &item) && sealed(&theirs, &item)).await;
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_side_that_can_only_dial_out_needs_nothing_special() {
    let world = World::found(&["KW", "US"], &[("KW", "US")]);
    assert!(world.config("KW").exchange.is_none(), "Kuwait opens no port");
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let put = perform(&theirs, &desk("US"), round(1)).await;
    let item = put.item.expect("a new item");
    until("news reach the side that nobody can dial", || ours.read().item(&item).is_some()).await;
    perform(&ours, &chair("KW"), consent(&item, put.version, Level::Text)).await;
    until("and its answer goes out", || agreed(&theirs, &item, put.version)).await;
    until("sealed on both", || sealed(&ours, &item) && sealed(&theirs, &item)).await;
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_founded_pair_that_has_written_nothing_holds_each_others_checkpoint() {
    let world = World::found(&["KW", "US"], &[("KW", "US")]);
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let sides = [dialogue(&kw), dialogue(&us)];
    until("each has the other's receipt for the charter", || {
        sides.iter().all(|side| {
            let logs = side.exchange();
            logs.len() == 2 && logs.iter().all(|log| log.size == 1 && log.receipts.len() == 1)
        })
    })
    .await;
    for side in &sides {
        let export = side.export().expect("an export of the charter alone");
        ::dialogue::verify::verify(&export, None).expect("it verifies");
    }
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn three_parties_agree_though_two_of_them_never_meet() {
    // KW and OM have no line between them; US carries each one's log to the other.
    let world = World::found(&["KW", "OM", "US"], &[("KW", "US"), ("OM", "US")]);
    let (kw, om, us) = (world.start("KW").await, world.start("OM").await, world.start("US").await);
    let all = [dialogue(&kw), dialogue(&om), dialogue(&us)];
    let put = perform(&all[0], &desk("KW"), round(1)).await;
    let item = put.item.expect("a new item");
    for (side, party) in [(1, "OM"), (2, "US")] {
        until("it arrives", || all[side].read().item(&item).is_some()).await;
        assert!(
            all.iter().all(|one| !agreed(one, &item, put.version)),
            "not agreed before all three hold it"
        );
        perform(&all[side], &chair(party), consent(&item, put.version, Level::Text)).await;
    }
    until("all three see it agreed", || all.iter().all(|one| agreed(one, &item, put.version)))
        .await;
    until("and sealed by every mirror", || all.iter().all(|one| sealed(one, &item))).await;
    for node in [kw, om, us] {
        node.stop();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p15_local_acts_succeed_while_no_peer_answers() {
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let kw = world.start("KW").await;
    let ours = dialogue(&kw);
    for number in 1..=20 {
        perform(&ours, &desk("KW"), round(number)).await;
    }
    let state = ours.exchange();
    assert_eq!(state[0].size, 21);
    assert_eq!(state[0].lag, 21, "nothing is receipted yet");
    until("the page says that the line is cut", || ours.exchange()[1].last_error.is_some()).await;

    let us = world.start("US").await;
    let theirs = dialogue(&us);
    until("everything goes over once the line is back", || {
        theirs.read().of_type("round").len() == 20
    })
    .await;
    until("and is receipted", || ours.exchange()[0].lag == 0).await;
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_with_a_key_that_the_charter_does_not_pin_is_refused() {
    let world = World::found(&["KW", "US"], &[("KW", "US")]);
    let stranger = World::found(&["KW", "US"], &[("KW", "US")]);
    // The stranger listens where Kuwait expects the American node.
    let expected = world.config("US").exchange.expect("an address");
    let mut config = stranger.config("US");
    config.exchange = Some(expected);
    config.write(&node::config::Folder::new(stranger.path("US"))).expect("written");
    let (kw, false_us) = (world.start("KW").await, stranger.start("US").await);
    let ours = dialogue(&kw);
    perform(&ours, &desk("KW"), round(1)).await;
    until("the refusal is on the exchange page", || ours.exchange()[1].last_error.is_some()).await;
    assert_eq!(dialogue(&false_us).read().of_type("round").len(), 0, "nothing went over");
    assert_eq!(ours.exchange()[0].lag, 2);
    kw.stop();
    false_us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn p14_a_private_note_is_in_nothing_that_leaves_the_node() {
    const CANARY: &str = "canary-7f3a-\u{643}\u{646}\u{627}\u{631}\u{64a}";
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let put = perform(&ours, &desk("KW"), round(1)).await;
    let item = put.item.expect("a new item");
    kw.private()
        .add_note(DIALOGUE, &item, CANARY, &actor("KW", Function::DeskOfficer))
        .expect("a note");
    until("the item arrives", || theirs.read().item(&item).is_some()).await;
    perform(&theirs, &chair("US"), consent(&item, put.version, Level::Text)).await;
    until("sealed", || sealed(&ours, &item)).await;
    assert_eq!(kw.private().notes(DIALOGUE, &item).expect("notes").len(), 1);
    let export = ours.export().expect("an export");
    assert!(!contains(&export, CANARY.as_bytes()), "not in the export");
    kw.stop();
    us.stop();
    for party in ["KW", "US"] {
        for entry in std::fs::read_dir(world.path(party)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_file() && !(party == "KW" && name.starts_with("private.db")) {
                let bytes = std::fs::read(&path).expect("a file");
                assert!(!contains(&bytes, CANARY.as_bytes()), "not in {party}'s {name}");
            }
        }
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_verifies_with_the_pin_and_every_flipped_bit_is_refused() {
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let put = perform(&ours, &desk("KW"), round(1)).await;
    let item = put.item.expect("a new item");
    until("it arrives", || theirs.read().item(&item).is_some()).await;
    perform(&theirs, &chair("US"), consent(&item, put.version, Level::Text)).await;
    until("sealed", || sealed(&ours, &item) && sealed(&theirs, &item)).await;
    let pin = node::init::pin(&world.path("KW")).expect("a pin");
    for side in [&ours, &theirs] {
        let export = side.export().expect("an export");
        let report = dialogue::verify::verify(&export, Some(&pin)).expect("it verifies");
        let agreed = report.record.item(&item).expect("the item").standing();
        assert_eq!(agreed.effective, vec![put.version]);
        assert!(agreed.sealed, "the receipts are in the export");
        for at in 0..export.len() {
            let mut damaged = export.clone();
            damaged[at] ^= 1 << (at % 8);
            let verdict = dialogue::verify::verify(&damaged, Some(&pin));
            assert!(verdict.is_err(), "a bit flipped at byte {at} of {}", export.len());
        }
    }
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redaction_erases_the_value_on_both_nodes_and_changes_no_agreement() {
    const SECRET: &str = "a motto that must go";
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let first = perform(&ours, &desk("KW"), round(1)).await;
    let item = first.item.expect("a new item");
    let put = perform(&ours, &desk("KW"), reword(&ours, &item, "motto_en", SECRET)).await;
    until("it arrives", || agreed_position(&theirs, &item, put.version)).await;
    perform(&theirs, &chair("US"), consent(&item, put.version, Level::Text)).await;
    until("agreed", || agreed(&ours, &item, put.version)).await;
    let stored = |party: &str| {
        ["", "-wal"].iter().any(|end| {
            let path = world.path(party).join(format!("joint-test-dialogue.db{end}"));
            let bytes = std::fs::read(path).unwrap_or_default();
            contains(&bytes, base64_of(SECRET).as_bytes())
        })
    };
    assert!(stored("KW") && stored("US"), "before, the value is found where it is stored");
    let redact = || dialogue::act::Act::Redact {
        of: put.version,
        fields: vec![ledger::id::FieldName::parse("motto_en").expect("a field")],
        basis: "KW-DPR-2021-42".into(),
    };
    perform(&ours, &chair("KW"), redact()).await;
    until("the order arrives", || !theirs.read().joint().redactions(&put.version).1.is_empty())
        .await;
    assert!(shows(&theirs, &item, SECRET), "one side alone cannot erase a joint text");
    perform(&theirs, &chair("US"), redact()).await;
    for side in [&ours, &theirs] {
        until("erased", || !shows(side, &item, SECRET)).await;
        until("and stated by both", || {
            let record = side.read();
            let (_, orders) = record.joint().redactions(&put.version);
            orders.iter().any(|one| one.erased_by.len() == 2)
        })
        .await;
        assert!(agreed(side, &item, put.version), "what was agreed stays agreed (P3)");
    }
    let pin = node::init::pin(&world.path("KW")).expect("a pin");
    for side in [&ours, &theirs] {
        let export = side.export().expect("an export");
        dialogue::verify::verify(&export, Some(&pin)).expect("proofs stay valid");
    }
    kw.stop();
    us.stop();
    for party in ["KW", "US"] {
        assert!(!stored(party), "nothing of it is left in {party}'s file");
    }
    // The fold at the next start does not bring it back.
    let kw = world.open("KW");
    assert!(!shows(&dialogue(&kw), &item, SECRET));
    kw.stop();
}

/// A run of base64url that any disclosure of `text` contains, whatever stands before it.
fn base64_of(text: &str) -> String {
    use base64::Engine as _;
    // The disclosure is ["<22 characters>","motto_en","..."]: 38 bytes before the value.
    let whole = format!("[\"{}\",\"motto_en\",\"{text}", "x".repeat(22));
    let encoded = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(whole);
    encoded[56..encoded.len() - 4].to_string()
}

fn shows(side: &node::Dialogue, item: &ledger::id::ItemId, text: &str) -> bool {
    let record = side.read();
    let item = record.item(item).expect("the item");
    item.versions().iter().any(|one| one.content.text("motto_en") == Some(text))
}

fn agreed_position(
    side: &node::Dialogue,
    item: &ledger::id::ItemId,
    version: ledger::id::VersionId,
) -> bool {
    let record = side.read();
    let Some(item) = record.item(item) else {
        return false;
    };
    item.versions().iter().any(|one| one.id == version)
}

#[tokio::test(flavor = "multi_thread")]
async fn p19_a_rotated_log_key_signs_beside_the_old_one_and_the_peer_requires_both() {
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    perform(&ours, &desk("KW"), round(1)).await;
    ours.rotate_log_key().await.expect("rotated");
    perform(&ours, &desk("KW"), round(2)).await;
    until("the peer follows", || theirs.read().of_type("round").len() == 2).await;
    let own_lines = |side: &node::Dialogue| {
        let states = side.exchange();
        let log = states.iter().find(|log| log.party.as_str() == "KW").expect("the log");
        let line = "\u{2014} hiwar.kw.example/test-dialogue ";
        log.checkpoint_note.matches(line).count()
    };
    until("both signatures stand under the checkpoint", || own_lines(&theirs) == 2).await;
    kw.stop();
    // The ring is found again at the next start.
    let kw = world.start("KW").await;
    let ours = dialogue(&kw);
    perform(&ours, &desk("KW"), round(3)).await;
    until("still both", || theirs.read().of_type("round").len() == 3 && own_lines(&theirs) == 2)
        .await;
    let pin = node::init::pin(&world.path("US")).expect("a pin");
    let export = theirs.export().expect("an export");
    dialogue::verify::verify(&export, Some(&pin)).expect("verifies under both keys");
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_party_alone_keeps_a_record_that_never_claims_agreement() {
    let world = World::found(&["KW"], &[]);
    let kw = world.start("KW").await;
    let ours = dialogue(&kw);
    let put = perform(&ours, &desk("KW"), round(1)).await;
    let item = put.item.expect("a new item");
    let record = ours.read();
    let shown = record.item(&item).expect("the item");
    assert_eq!(shown.state(), dialogue::record::State::RecordedAlone);
    drop(record);
    let export = ours.export().expect("an export");
    let pin = node::init::pin(&world.path("KW")).expect("a pin");
    dialogue::verify::verify(&export, Some(&pin)).expect("it verifies");
    kw.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn any_tlog_reader_can_check_a_log_from_its_tiles() {
    let world = World::found(&["KW", "US"], &[("US", "KW")]);
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let acts: Vec<_> = (1..=300).map(round).collect();
    ours.perform_all(&desk("KW"), acts).await.expect("done");
    until("mirrored", || theirs.read().of_type("round").len() == 300).await;
    // What Kuwait serves to its peer, fetched the way an auditor's tool would.
    let origin = "hiwar.kw.example/test-dialogue";
    let note = us.fetch(&world_address(&world), origin, "checkpoint").await.expect("a note");
    let text = String::from_utf8(note).expect("text");
    let size: u64 = text.lines().nth(1).and_then(|line| line.parse().ok()).expect("a size");
    assert_eq!(size, 301);
    let mut frontier = ledger::merkle::Frontier::new();
    for path in ["tile/entries/000", "tile/entries/001.p/45"] {
        let bytes = us.fetch(&world_address(&world), origin, path).await.expect("a bundle");
        let width = if path.ends_with("45") { 45 } else { 256 };
        for entry in ledger::tile::parse_bundle(&bytes, width).expect("entries") {
            frontier.push(ledger::entry::leaf_hash(entry));
        }
    }
    let root = ledger::merkle::hash_to_base64(&frontier.root());
    assert_eq!(text.lines().nth(2), Some(root.as_str()), "the entries give the signed root");
    let tile = us.fetch(&world_address(&world), origin, "tile/0/000").await.expect("a tile");
    assert_eq!(tile.len(), 8_192);
    assert!(us.fetch(&world_address(&world), origin, "tile/0/001").await.is_err(), "not full");
    kw.stop();
    us.stop();
}

fn world_address(world: &World) -> String {
    world.config("KW").exchange.expect("an address")
}
