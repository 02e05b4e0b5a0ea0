//! Equivocation: one party signs two histories. P17 and what the others still agree on.

use std::collections::BTreeSet;

use dialogue::fold::{ForkProof, Joint, VoidRule, WaitsFor};
use ledger::entry::Body;
use ledger::id::{ItemId, VersionId};
use proptest::prelude::*;

use crate::history::{History, item, item_state, party, put, state};
use crate::random::{honest, hostile, steps};

const FORKER: usize = 0;
const US: usize = 1;
const ZA: usize = 2;

/// KW shows US one history and ZA another; both begin with `v`, which all agree on. Returns the
/// two records as US and ZA know them, and the versions agreed with the help of the forked part.
fn forked() -> (History, History, VersionId, VersionId) {
    let mut h = History::new(&["KW", "US", "ZA"]);
    let v = h.put(FORKER, "t1", &[]);
    for p in [US, ZA] {
        h.learn_all(p);
        h.consent(p, v);
    }
    h.learn_all(FORKER);
    let (mut one, mut other) = (h.clone(), h);
    // The branch for US: a new text, to which the others' consent will come.
    let w = one.put(FORKER, "t2", &[]);
    one.consent(FORKER, w);
    one.learn_all(US);
    one.consent(US, w);
    other.withdraw(FORKER, v);
    other.learn_all(ZA);
    other.put(ZA, "t3", &[]);
    (one, other, v, w)
}

#[test]
fn a_root_of_the_other_branch_keeps_its_author_staged_and_raises_an_alarm() {
    let (one, other, _, _) = forked();
    let mut joint = other.fold();
    let admitted = joint.admit(&party("US"), &one.logs[US][2]);
    assert!(admitted.folded.is_empty());
    let staged = joint.staged();
    assert_eq!(staged.len(), 1);
    // The branch US saw is longer than ours: first it waits, then the roots differ.
    assert_eq!(staged[0].waits_for, WaitsFor::Entries { party: party("KW"), size: 4 });
    let mut longer = other.clone();
    longer.put(FORKER, "t4", &[]);
    let admitted = joint.admit(&party("KW"), longer.logs[FORKER].last().unwrap());
    let alarm = &admitted.alarms[0];
    assert_eq!((alarm.author.as_str(), alarm.idx), ("US", 2));
    assert_eq!((alarm.log.as_str(), alarm.size), ("KW", 4));
    assert_eq!(alarm.claimed, one.head(FORKER, 4).root);
    assert_eq!(alarm.ours, longer.head(FORKER, 4).root);
    assert_eq!(joint.staged()[0].waits_for, WaitsFor::Root(alarm.clone()));
}

#[test]
fn p17_agreed_acts_become_contested_and_the_others_go_on() {
    let (one, other, v, w) = forked();
    let mut at_us = one.clone();
    at_us.learn_all(ZA);
    at_us.consent(ZA, w);
    let proof = ForkProof { party: party("KW"), size: 2 };
    let mut joint = at_us.fold();
    assert_eq!(joint.standing(&item("t2")).unwrap().effective, [w]);
    let told = joint.fork(proof.clone());
    assert!(told.touched.contains(&item("t2")));
    let contested = joint.standing(&item("t2")).unwrap();
    assert!(contested.contested && contested.effective.is_empty());
    assert_eq!(contested.contested_versions, [w]);
    assert!(joint.version(&w).unwrap().contested);
    assert_eq!(joint.version(&w).unwrap().agreed, None);
    // What was agreed before the fork stands.
    let before = joint.standing(&item("t1")).unwrap();
    assert_eq!((before.effective, before.contested), (vec![v], false));
    // The node that was shown the other history comes to the same.
    let mut at_za = other.fold();
    at_za.fork(proof);
    assert_eq!(at_za.standing(&item("t1")).unwrap().effective, [v]);
    assert!(!at_za.standing(&item("t1")).unwrap().contended);
    let us_entries = at_za.admit(&party("US"), &one.logs[US][2]);
    assert_eq!(us_entries.folded, [(party("US"), 2)]);
    assert!(at_za.staged().iter().all(|one| one.party == party("KW")));
}

#[test]
fn nothing_past_the_fork_is_folded_any_more() {
    let (one, _, _, _) = forked();
    let mut joint = one.fold();
    joint.fork(ForkProof { party: party("KW"), size: 2 });
    let mut later = one.clone();
    later.put(FORKER, "t7", &[]);
    let admitted = joint.admit(&party("KW"), later.logs[FORKER].last().unwrap());
    assert!(admitted.folded.is_empty() && admitted.refused.is_none());
    assert_eq!(joint.length(&party("KW")), later.len(FORKER));
    let staged = joint.staged();
    assert_eq!(staged[0].waits_for, WaitsFor::PastFork);
    assert_eq!(joint.forks(), [(party("KW"), 2)]);
    // Once more, or a later fork of the same log, changes nothing.
    let before = state(&joint);
    joint.fork(ForkProof { party: party("KW"), size: 2 });
    joint.fork(ForkProof { party: party("KW"), size: 3 });
    assert_eq!(before, state(&joint));
}

#[test]
fn honest_parties_with_different_branches_go_on_together() {
    let (one, other, _, _) = forked();
    let proof = ForkProof { party: party("KW"), size: 2 };
    let (mut at_us, mut at_za) = (one.fold(), other.fold());
    for joint in [&mut at_us, &mut at_za] {
        joint.fork(proof.clone());
    }
    at_us.admit(&party("ZA"), other.logs[ZA].last().unwrap());
    at_za.admit(&party("US"), one.logs[US].last().unwrap());
    assert_eq!(at_us.folded(&party("ZA")), 3);
    assert_eq!(at_za.folded(&party("US")), 3);
    // ZA writes: it cites of KW the larger head that US cited, so as not to fall behind it.
    let seen = at_za.next_seen(&party("ZA"));
    assert_eq!(seen[&party("KW")], one.head(FORKER, 4));
    assert_eq!(seen[&party("US")], one.head(US, 3));
    let mut next = other.draft(ZA, put(other.pin(), "joint", "t5", &[], true));
    let origin = next.origin.as_mut().unwrap();
    origin.seen = seen;
    let bytes = next.encode();
    for joint in [&mut at_us, &mut at_za] {
        let admitted = joint.admit(&party("ZA"), &bytes);
        assert_eq!((admitted.folded.len(), admitted.void.len()), (1, 0));
    }
    for id in ["t1", "t3", "t5"] {
        assert_eq!(item_state(&at_us, &item(id)), item_state(&at_za, &item(id)));
    }
}

#[test]
fn a_charter_amended_without_the_forker_repairs() {
    let mut h = History::new(&["KW", "US", "ZA"]);
    h.put(FORKER, "t1", &[]);
    let c = h.write(US, Body::Charter(crate::history::charter(&["US", "ZA"], 1)));
    h.learn_all(ZA);
    h.consent(ZA, c);
    let mut joint = h.fold();
    assert_eq!(joint.members().len(), 3);
    joint.fork(ForkProof { party: party("KW"), size: 1 });
    assert_eq!(joint.members(), [party("US"), party("ZA")]);
    assert_eq!(joint.charter_in_force(), c);
    h.learn_all(US);
    let v = h.write(US, put(c, "joint", "t2", &[], true));
    h.learn(ZA, US, h.len(US));
    h.consent(ZA, v);
    let mut joint = h.fold();
    joint.fork(ForkProof { party: party("KW"), size: 1 });
    assert_eq!(joint.standing(&item("t2")).unwrap().effective, [v]);
}

#[test]
fn a_fork_of_a_party_unknown_here_changes_nothing() {
    let (one, _, _, _) = forked();
    let mut joint = one.fold();
    let before = state(&joint);
    joint.fork(ForkProof { party: party("XX"), size: 1 });
    assert_eq!(before, state(&joint));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Equal entries and equal proof give an equal state, and the effective part is what the
    /// entries give from which the forker's tail and all that rests on it is taken out.
    #[test]
    fn p17_equal_entries_and_proof_give_equal_state(
        parties in 2usize..=4,
        steps in steps(60),
        forker in 0usize..4,
        size in 1u64..6,
        order in proptest::collection::vec(any::<usize>(), 1..30),
    ) {
        let history = hostile(parties, &steps).history;
        let forker = forker % parties;
        let size = size.min(history.len(forker));
        let proof = ForkProof { party: history.parties[forker].clone(), size };
        let mut at = 0;
        let shuffled = history.shuffled(|_| { at += 1; order[at % order.len()] });
        let mut one = history.fold();
        one.fork(proof.clone());
        let mut other = history.fold_in(&shuffled);
        other.fork(proof.clone());
        prop_assert_eq!(state(&one), state(&other));
        // Known before anything else: nothing is ever agreed with the tail.
        let mut early = history.joint();
        early.fork(proof);
        history.admit_in(&mut early, &shuffled);
        // Items with effect: the others are shown as contested by whoever had folded them.
        let in_effect = |joint: &Joint| -> BTreeSet<ItemId> {
            let counts = |v: &VersionId| !joint.version(v).unwrap().contested;
            let versions = |id: &ItemId| joint.item(id).unwrap().versions.clone();
            let ids = joint.items().filter(|id| versions(id).iter().any(counts));
            ids.cloned().collect()
        };
        prop_assert_eq!(in_effect(&one), in_effect(&early));
        for id in &in_effect(&early) {
            prop_assert_eq!(&one.item(id).unwrap().owner, &early.item(id).unwrap().owner);
            let (late, early) = (one.standing(id), early.standing(id).unwrap());
            // An amendment that the fork alone brought into force unsettles what it replaced.
            prop_assert!(!early.contested || one.charter_in_force() != one.charter_pin());
            let late = late.unwrap();
            prop_assert_eq!(&late.effective, &early.effective, "{}", id);
            prop_assert_eq!(&late.level, &early.level);
            for (party, held) in &early.positions {
                prop_assert_eq!(late.positions.get(party).unwrap_or(&None), held);
            }
            prop_assert_eq!(late.contended, early.contended);
        }
    }

    /// Nothing vanishes: what was agreed before the proof is in force, replaced, or contested.
    #[test]
    fn p17_nothing_agreed_vanishes(steps in steps(70), forker in 0usize..3, size in 1u64..5) {
        let written = honest(3, &steps);
        let history = &written.history;
        let before = history.fold();
        let mut after = history.fold();
        let size = size.min(history.len(forker));
        after.fork(ForkProof { party: history.parties[forker].clone(), size });
        for id in before.items() {
            let (was, is) = (before.standing(id).unwrap(), after.standing(id).unwrap());
            for version in &was.effective {
                let kept = is.effective.contains(version);
                prop_assert!(kept || is.contested, "{id} {version}");
                prop_assert!(kept || is.contested_versions.contains(version));
            }
        }
    }
}

#[test]
fn an_entry_past_the_fork_is_still_listed_as_it_was() {
    let (one, _, _, w) = forked();
    let mut joint = one.fold();
    joint.fork(ForkProof { party: party("KW"), size: 2 });
    let entry = joint.entry(&party("KW"), 2).unwrap();
    assert_eq!((entry.version, entry.void), (Some(w), Some(VoidRule::PastFork)));
    let consent = joint.entry(&party("US"), 2).unwrap();
    assert_eq!((consent.version, consent.void), (Some(w), Some(VoidRule::RestsOnVoid)));
}
