//! A peer that rewrites, forks or lies: what the honest side notices, keeps and shows.

use dialogue::record::State;
use ledger::entry::Level;
use ledger::frame::Frame;

use crate::world::{World, agreed, chair, consent, copy, desk, dialogue, perform, round, until};

#[tokio::test(flavor = "multi_thread")]
async fn p17_a1_a2_a13_a_log_that_signs_two_histories_is_proven_a_fork_and_nothing_vanishes() {
    let world = World::found(&["KW", "US"], &[("US", "KW")]);
    let kw = world.start("KW").await;
    let ours = dialogue(&kw);
    let us = world.start("US").await;
    let theirs = dialogue(&us);
    let put = perform(&ours, &desk("KW"), round(1)).await;
    let item = put.item.expect("a new item");
    until("it arrives", || theirs.read().item(&item).is_some()).await;
    us.stop();
    // Somebody copies the whole American machine, keys and guard and all.
    let stolen = tempfile::tempdir().expect("a folder");
    copy(&world.path("US"), &stolen.path().join("us"));
    let us = world.start("US").await;
    let theirs = dialogue(&us);
    let agreed_by = perform(&theirs, &chair("US"), consent(&item, put.version, Level::Text)).await;
    until("agreed", || agreed(&ours, &item, put.version)).await;
    us.stop();
    // The copy writes another history under the same keys, then meets Kuwait.
    let thief = node::Node::open(&stolen.path().join("us"), node::Options::default());
    let thief = thief.expect("the copy opens");
    let other = dialogue(&thief);
    for number in 2..=3 {
        perform(&other, &desk("US"), round(number)).await;
    }
    thief.start_exchange().await.expect("the exchange starts");
    until("the fork is proven", || {
        ours.alarms().iter().any(|alarm| alarm.contains("two different histories"))
    })
    .await;
    let record = ours.read();
    assert!(!record.joint().forks().is_empty(), "the fold knows the fork");
    assert_eq!(record.of_type("round").len(), 1, "nothing of the second history was taken");
    let shown = record.item(&item).expect("the item");
    assert_eq!(shown.state(), State::Contested, "what rests on the forked part is contested");
    assert_eq!(shown.shown().map(|one| one.id), Some(put.version), "and has not vanished");
    assert!(record.joint().find(&agreed_by.version).is_some(), "the first history stays");
    drop(record);
    kw.stop();
    thief.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a6_a_false_opening_is_left_out_and_reported_while_its_entry_stands() {
    let world = World::found(&["KW", "US"], &[]);
    let (kw, us) = (world.open("KW"), world.open("US"));
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let put = perform(&ours, &desk("KW"), round(1)).await;
    let item = put.item.expect("a new item");
    let mut frames = ours.frames_for("US").expect("frames");
    let mut lied = 0;
    for frame in &mut frames {
        if let Frame::Openings { openings, .. } = frame {
            for of in openings {
                let at = of.disclosures.len() - 1;
                let field = ledger::id::FieldName::parse("opened").expect("a field");
                let value = ledger::json::Value::Str("1999-01-01".into());
                of.disclosures[at] =
                    ledger::opening::Opening::new([7; 16], field, value).disclosure();
                lied += 1;
            }
        }
    }
    assert!(lied > 0);
    theirs.take_frames("KW", frames).await;
    let record = theirs.read();
    let shown = record.item(&item).expect("the entry stands");
    let texts: Vec<_> = shown.content().texts().into_iter().map(|(_, text)| text).collect();
    assert!(!texts.contains(&"1999-01-01"), "the false value is not shown");
    assert!(!shown.shown().expect("a version").missing().is_empty(), "its field is missing");
    drop(record);
    assert!(theirs.alarms().iter().any(|alarm| alarm.contains("commit")), "{:?}", theirs.alarms());
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn p13_a_message_cut_at_any_byte_is_refused_whole_and_the_next_one_completes_the_record() {
    let world = World::found(&["KW", "US"], &[]);
    let (kw, us) = (world.open("KW"), world.open("US"));
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    for number in 1..=3 {
        perform(&ours, &desk("KW"), round(number)).await;
    }
    let whole = ledger::frame::encode(&ours.frames_for("US").expect("frames"));
    for cut in (0..whole.len()).step_by(7) {
        let prefix = ledger::frame::decode_prefix(&whole[..cut]);
        // What arrived whole is taken as a carrier would hand it over: entries without their
        // checkpoint change nothing, everything else is complete in itself.
        theirs.take_frames("KW", prefix.frames).await;
        let held = theirs.read().of_type("round").len();
        assert!(held == 0 || held == 3, "a part of a batch was taken at cut {cut}");
    }
    theirs.take_frames("KW", ledger::frame::decode(&whole).expect("frames")).await;
    assert_eq!(theirs.read().of_type("round").len(), 3);
    assert_eq!(ours.exchange()[0].root, theirs.exchange()[1].root, "the same log");
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a17_clocks_far_apart_change_nothing_but_what_is_displayed() {
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let early = node::Clock::starting_at("1990-01-01T00:00:00Z".parse().expect("a time"));
    let late = node::Clock::starting_at("2090-01-01T00:00:00Z".parse().expect("a time"));
    let open = |party: &str, clock: &node::Clock| {
        world.open_with(party, node::Options { clock: clock.clone(), ..Default::default() })
    };
    let (kw, us) = (open("KW", &early), open("US", &late));
    kw.start_exchange().await.expect("starts");
    us.start_exchange().await.expect("starts");
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    let put = perform(&ours, &desk("KW"), round(1)).await;
    let item = put.item.expect("a new item");
    until("it arrives", || theirs.read().item(&item).is_some()).await;
    early.set("2150-01-01T00:00:00Z".parse().expect("a time"));
    perform(&theirs, &chair("US"), consent(&item, put.version, Level::Text)).await;
    until("agreed on both", || {
        agreed(&ours, &item, put.version) && agreed(&theirs, &item, put.version)
    })
    .await;
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a4_a_peer_that_withholds_receipts_or_entries_is_seen_by_what_does_not_move() {
    let world = World::found(&["KW", "US"], &[]);
    let (kw, us) = (world.open("KW"), world.open("US"));
    let (ours, theirs) = (dialogue(&kw), dialogue(&us));
    perform(&ours, &desk("KW"), round(1)).await;
    // The peer takes everything and gives nothing back.
    theirs.take_frames("KW", ours.frames_for("US").expect("frames")).await;
    assert_eq!(theirs.read().of_type("round").len(), 1);
    let own = &ours.exchange()[0];
    assert_eq!((own.size, own.lag), (2, 2), "nothing of ours is receipted");
    assert!(own.receipts.is_empty());
    perform(&theirs, &desk("US"), round(2)).await;
    // Its own log is withheld too: an entry of it that rests on ours is not here.
    assert_eq!(ours.exchange()[1].size, 1);
    assert!(!sealed_any(&ours), "nothing counts as sealed without the receipt");
    // What it withheld comes later and counts from then on.
    ours.take_frames("US", theirs.frames_for("KW").expect("frames")).await;
    assert_eq!(ours.exchange()[0].lag, 0);
    assert_eq!(ours.read().of_type("round").len(), 2);
    kw.stop();
    us.stop();
}

fn sealed_any(side: &node::Dialogue) -> bool {
    side.read().of_type("round").iter().any(|item| item.standing().sealed)
}

#[tokio::test(flavor = "multi_thread")]
async fn a14_equal_values_have_unequal_commitments_so_that_none_can_be_looked_up() {
    let world = World::found(&["KW", "US"], &[]);
    let kw = world.open("KW");
    let ours = dialogue(&kw);
    for number in 1..=3 {
        perform(&ours, &desk("KW"), round(number)).await;
    }
    let mut digests = std::collections::BTreeSet::new();
    let mut count = 0;
    for frame in ours.frames_for("US").expect("frames") {
        let Frame::Entries { entries, .. } = frame else {
            continue;
        };
        for bytes in entries {
            let origin = ledger::entry::Entry::decode(&bytes).expect("an entry").origin;
            let open = origin.expect("an author").open;
            // The mode of every round is the same word; its commitment never is.
            let mode = ledger::id::FieldName::parse("mode").expect("a field");
            digests.insert(open[&mode]);
            count += 1;
        }
    }
    assert_eq!((count, digests.len()), (3, 3));
    kw.stop();
}
