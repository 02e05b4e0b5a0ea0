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
    until("the proposal arrives", || {
        theirs.read().item(&item).is_some()
    })
    .await;
    assert_eq!(
        theirs.read().waiting_for(theirs.us()).len(),
        1,
        "it waits for the other side"
    );

    let answer = reword(&theirs, &item, "opened", "2020-11-10");
    let second = perform(&theirs, &desk("US"), answer).await;
    until("two wordings stand side by side", || {
        let record = ours.read();
        let item = record.item(&item).expect("the item");
        item.position(theirs.us())
            .is_some_and(|held| held.id == second.version)
    })
    .await;
    assert!(
        ours.read()
            .item(&item)
            .expect("the item")
            .standing()
            .effective
            .is_empty()
    );

    perform(
        &ours,
        &chair("KW"),
        consent(&item, second.version, Level::Text),
    )
    .await;
    until("both see it agreed", || {
        agreed(&ours, &item, second.version) && agreed(&theirs, &item, second.version)
    })
    .await;
    until("both see it sealed", || {
        sealed(&ours, &item) && sealed(&theirs, &item)
    })
    .await;
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_side_that_can_only_dial_out_needs_nothing_special() {
    let world = World::found(&["KW", "US"], &[("KW", "US")]);
    assert!(
        world.config("KW").exchange.is_none(),
        "Kuwait opens no port"
    );
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let put = perform(&theirs, &desk("US"), round(1)).await;
    let item = put.item.expect("a new item");
    until("news reach the side that nobody can dial", || {
        ours.read().item(&item).is_some()
    })
    .await;
    perform(
        &ours,
        &chair("KW"),
        consent(&item, put.version, Level::Text),
    )
    .await;
    until("and its answer goes out", || {
        agreed(&theirs, &item, put.version)
    })
    .await;
    until("sealed on both", || {
        sealed(&ours, &item) && sealed(&theirs, &item)
    })
    .await;
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn three_parties_agree_though_two_of_them_never_meet() {
    // KW and OM have no line between them; US carries each one's log to the other.
    let world = World::found(&["KW", "OM", "US"], &[("KW", "US"), ("OM", "US")]);
    let (kw, om, us) = (
        world.start("KW").await,
        world.start("OM").await,
        world.start("US").await,
    );
    let all = [dialogue(&kw), dialogue(&om), dialogue(&us)];
    let put = perform(&all[0], &desk("KW"), round(1)).await;
    let item = put.item.expect("a new item");
    for (side, party) in [(1, "OM"), (2, "US")] {
        until("it arrives", || all[side].read().item(&item).is_some()).await;
        assert!(
            all.iter().all(|one| !agreed(one, &item, put.version)),
            "not agreed before all three hold it"
        );
        perform(
            &all[side],
            &chair(party),
            consent(&item, put.version, Level::Text),
        )
        .await;
    }
    until("all three see it agreed", || {
        all.iter().all(|one| agreed(one, &item, put.version))
    })
    .await;
    until("and sealed by every mirror", || {
        all.iter().all(|one| sealed(one, &item))
    })
    .await;
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
    until("the page says that the line is cut", || {
        ours.exchange()[1].last_error.is_some()
    })
    .await;

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
    config
        .write(&node::config::Folder::new(stranger.path("US")))
        .expect("written");
    let (kw, false_us) = (world.start("KW").await, stranger.start("US").await);
    let ours = dialogue(&kw);
    perform(&ours, &desk("KW"), round(1)).await;
    until("the refusal is on the exchange page", || {
        ours.exchange()[1].last_error.is_some()
    })
    .await;
    assert_eq!(
        dialogue(&false_us).read().of_type("round").len(),
        0,
        "nothing went over"
    );
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
    perform(
        &theirs,
        &chair("US"),
        consent(&item, put.version, Level::Text),
    )
    .await;
    until("sealed", || sealed(&ours, &item)).await;
    assert_eq!(kw.private().notes(DIALOGUE, &item).expect("notes").len(), 1);
    let export = ours.export().expect("an export");
    assert!(!contains(&export, CANARY.as_bytes()), "not in the export");
    kw.stop();
    us.stop();
    for party in ["KW", "US"] {
        for entry in std::fs::read_dir(world.path(party)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_file() && !(party == "KW" && name.starts_with("private.db")) {
                let bytes = std::fs::read(&path).expect("a file");
                assert!(
                    !contains(&bytes, CANARY.as_bytes()),
                    "not in {party}'s {name}"
                );
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
    perform(
        &theirs,
        &chair("US"),
        consent(&item, put.version, Level::Text),
    )
    .await;
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
            assert!(
                verdict.is_err(),
                "a bit flipped at byte {at} of {}",
                export.len()
            );
        }
    }
    kw.stop();
    us.stop();
}
