//! Invariants P1 to P7, P16 and P20 on random histories of two to four parties.

use std::collections::BTreeMap;

use dialogue::fold::{Joint, Kind, VoidRule};
use ledger::entry::Level;
use ledger::id::{ItemId, VersionId};
use proptest::prelude::*;

use crate::history::{History, name, state};
use crate::random::{Written, build, honest, hostile, steps};

fn pick_by(numbers: Vec<u8>) -> impl FnMut(usize) -> usize {
    let mut at = 0;
    move |_| {
        at += 1;
        numbers.get(at % numbers.len().max(1)).copied().unwrap_or(0) as usize
    }
}

/// How far each version was ever agreed.
fn agreed(joint: &Joint, written: &Written) -> BTreeMap<VersionId, Level> {
    let versions = written.versions.iter().map(|(_, _, _, version)| *version);
    versions.filter_map(|v| Some((v, joint.version(&v)?.agreed?))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn p1_every_admission_order_gives_the_same_state(
        parties in 2usize..=4,
        steps in steps(60),
        order in proptest::collection::vec(any::<u8>(), 1..40),
    ) {
        let written = hostile(parties, &steps);
        let history = &written.history;
        let straight = history.fold();
        prop_assert!(straight.staged().is_empty(), "{:?}", straight.staged());
        let shuffled = history.fold_in(&history.shuffled(pick_by(order)));
        prop_assert!(shuffled.staged().is_empty());
        prop_assert_eq!(state(&straight), state(&shuffled));
        // Log by log, as a cold start or a bag brings them, both ways round.
        let by_log = history.fold_in(&history.shuffled(|_| 0));
        prop_assert_eq!(state(&straight), state(&by_log));
        let from_last = history.fold_in(&history.shuffled(|n| n - 1));
        prop_assert_eq!(state(&straight), state(&from_last));
        prop_assert_eq!(straight.heads(), from_last.heads());
    }

    #[test]
    fn p1_duplicates_change_nothing(
        steps in steps(40),
        order in proptest::collection::vec(any::<u8>(), 1..20),
    ) {
        let history = hostile(3, &steps).history;
        let mut joint = history.fold();
        let before = state(&joint);
        for (p, idx) in history.shuffled(pick_by(order)) {
            let bytes = &history.logs[p][idx as usize];
            let again = joint.admit_at(&history.parties[p], idx, bytes);
            prop_assert_eq!(again, Default::default());
            let forged = joint.admit_at(&history.parties[p], idx, b"forged");
            prop_assert!(forged.refused.is_some());
        }
        prop_assert_eq!(before, state(&joint));
    }

    #[test]
    fn p2_agreement_only_grows(
        parties in 2usize..=4,
        steps in steps(70),
        order in proptest::collection::vec(any::<u8>(), 1..40),
    ) {
        let written = honest(parties, &steps);
        let history = &written.history;
        let mut joint = history.joint();
        let mut before = BTreeMap::new();
        for (p, idx) in history.shuffled(pick_by(order)) {
            joint.admit(&history.parties[p], &history.logs[p][idx as usize]);
            let now = agreed(&joint, &written);
            for (version, level) in &before {
                prop_assert!(now.get(version).is_some_and(|n| n >= level), "{version} lost");
            }
            before = now;
        }
    }

    /// What the entries commit to never enters the state, so erasing the values cannot either.
    #[test]
    fn p3_other_commitments_give_the_same_state(steps in steps(50), salt in 1u8..) {
        let one = build(3, &steps, true, 0, 0).history.fold();
        let other = build(3, &steps, true, 0, salt).history.fold();
        prop_assert_eq!(state(&one), state(&other));
    }

    #[test]
    fn p4_shifted_clocks_give_the_same_state(steps in steps(50), hours in 1u64..5) {
        let one = build(4, &steps, true, 0, 0).history.fold();
        let other = build(4, &steps, true, hours, 0).history.fold();
        prop_assert_eq!(state(&one), state(&other));
    }

    #[test]
    fn p5_vectors_are_reachability_in_the_graph(parties in 2usize..=4, steps in steps(50)) {
        let history = hostile(parties, &steps).history;
        let joint = history.fold();
        let reaches = reachability(&history);
        for (q, j) in &history.order {
            // An entry that hides causes is void, and so are all after it until one lists them;
            // nothing is decided by comparing with those.
            let seen = &history.seen[*q][*j as usize];
            let hides = |r: usize| {
                let last = seen[r].checked_sub(1).filter(|_| r != *q);
                last.is_some_and(|last| {
                    let of_cause = &history.seen[r][last as usize];
                    of_cause.iter().zip(seen).any(|(theirs, ours)| theirs > ours)
                })
            };
            if (0..seen.len()).any(hides) {
                prop_assert!(joint.entry(&history.parties[*q], *j).unwrap().void.is_some());
                continue;
            }
            for (p, i) in &history.order {
                let (a, b) = ((&history.parties[*p], *i), (&history.parties[*q], *j));
                let expected = reaches[&(*q, *j)].get(p).is_some_and(|last| last >= i);
                prop_assert_eq!(joint.happened_before(a, b), expected, "{:?} {:?}", a, b);
            }
        }
    }

    #[test]
    fn p6_queue_agreement_is_brute_force_cut_search(parties in 2usize..=4, steps in steps(36)) {
        let written = honest(parties, &steps);
        prop_assume!(cuts(&written.history) <= 200_000);
        let joint = written.history.fold();
        let (brute, least) = brute_force(&joint, &written);
        prop_assert_eq!(agreed(&joint, &written), brute.clone());
        for id in joint.items().filter(|id| !id.as_str().starts_with("own")) {
            let standing = joint.standing(id).unwrap();
            prop_assert_eq!(&standing.effective, &maximal(&joint, id, &brute));
            if let ([version], Some(Level::Text)) = (&standing.effective[..], standing.level) {
                let least = &least[version];
                let contended = is_contended(&joint, &written.history, id, version, least);
                prop_assert_eq!(standing.contended, contended, "{} {:?}", id, least);
            }
        }
    }

    #[test]
    fn p7_all_logs_begin_with_the_charter(steps in steps(20)) {
        let history = hostile(4, &steps).history;
        let joint = history.fold();
        for party in joint.logs() {
            prop_assert_eq!(joint.tree(&party).unwrap().leaf(0).unwrap(), joint.charter_pin().0);
            prop_assert_eq!(joint.entry(&party, 0).unwrap().kind, Kind::Charter);
        }
    }

    /// Whatever else a node knows, an entry's rule follows from its causal past alone.
    #[test]
    fn p16_void_decisions_follow_from_the_causal_past(steps in steps(60)) {
        let history = hostile(3, &steps).history;
        let whole = history.fold();
        let reaches = reachability(&history);
        for (p, idx) in &history.order {
            let party = &history.parties[*p];
            let mut past = history.joint();
            let last = &reaches[&(*p, *idx)];
            for (q, last) in last {
                for j in 1..=*last {
                    let q = *q;
                    past.admit(&history.parties[q], &history.logs[q][j as usize]);
                }
            }
            past.admit(party, &history.logs[*p][*idx as usize]);
            prop_assert_eq!(past.folded(party), idx + 1);
            let alone = past.entry(party, *idx).unwrap().void;
            prop_assert_eq!(alone, whole.entry(party, *idx).unwrap().void);
        }
    }
}

/// For each entry the last entry of each log from which a path leads to it.
fn reachability(history: &History) -> BTreeMap<(usize, u64), BTreeMap<usize, u64>> {
    let mut reaches: BTreeMap<(usize, u64), BTreeMap<usize, u64>> = BTreeMap::new();
    for p in 0..history.parties.len() {
        reaches.insert((p, 0), BTreeMap::new());
    }
    for (p, idx) in &history.order {
        // Edges: the entry before in the same log, and the last entry of each log it lists.
        let mut edges = vec![(*p, idx - 1)];
        let seen = &history.seen[*p][*idx as usize];
        let before = &history.seen[*p][*idx as usize - 1];
        for q in (0..seen.len()).filter(|q| q != p) {
            if seen[q] > before.get(q).copied().unwrap_or(0) {
                edges.push((q, seen[q] - 1));
            }
        }
        let mut mine: BTreeMap<usize, u64> = BTreeMap::new();
        for (q, j) in edges {
            let further = reaches[&(q, j)].clone().into_iter().chain([(q, j)]);
            for (r, n) in further {
                let last = mine.entry(r).or_insert(n);
                *last = n.max(*last);
            }
        }
        reaches.insert((*p, *idx), mine);
    }
    reaches
}

fn cuts(history: &History) -> u64 {
    history.logs.iter().map(|log| log.len() as u64).product()
}

/// Position and binding of every party on every item after a prefix of its log.
type Held = BTreeMap<String, (VersionId, u64, Option<u64>)>;

/// Agreement by looking at every consistent cut, with positions replayed from the entries.
fn brute_force(
    joint: &Joint,
    written: &Written,
) -> (BTreeMap<VersionId, Level>, BTreeMap<VersionId, Vec<u64>>) {
    let history = &written.history;
    let n = history.parties.len();
    let mut agreed = BTreeMap::new();
    // Text first: bindings depend on it.
    let mut text_cuts: BTreeMap<VersionId, Vec<Vec<u64>>> = BTreeMap::new();
    let held: Vec<Vec<Held>> = (0..n).map(|p| replay(joint, history, p)).collect();
    for_each_cut(history, |cut| {
        for (_, _, id, version) in &written.versions {
            let holds = |p: usize| {
                held[p][cut[p] as usize - 1].get(id).is_some_and(|(v, _, _)| v == version)
            };
            if is_joint(joint, version) && (0..n).all(holds) {
                text_cuts.entry(*version).or_default().push(cut.to_vec());
            }
        }
    });
    for version in text_cuts.keys() {
        agreed.insert(*version, Level::Text);
    }
    // A binding consent counts if some cut of text agreement lies within its causal past.
    let counts = |version: &VersionId, p: usize, at: u64| {
        let mut seen = history.seen[p][at as usize].clone();
        seen[p] = at;
        let within = |cut: &Vec<u64>| (0..n).all(|q| cut[q] <= seen[q].max(1));
        text_cuts.get(version).is_some_and(|cuts| cuts.iter().any(within))
    };
    let bound: Vec<Vec<BTreeMap<String, VersionId>>> =
        (0..n).map(|p| replay_bindings(joint, history, p, &counts)).collect();
    for_each_cut(history, |cut| {
        for (_, _, id, version) in &written.versions {
            let binds = |p: usize| bound[p][cut[p] as usize - 1].get(id) == Some(version);
            if is_joint(joint, version) && (0..n).all(binds) {
                agreed.insert(*version, Level::Bind);
            }
        }
    });
    let least = text_cuts.into_iter().map(|(version, cuts)| {
        let least = (0..n).map(|p| cuts.iter().map(|cut| cut[p]).min().unwrap()).collect();
        (version, least)
    });
    (agreed, least.collect())
}

/// Agreed versions of an item that are no ancestors of other agreed ones.
fn maximal(joint: &Joint, id: &ItemId, agreed: &BTreeMap<VersionId, Level>) -> Vec<VersionId> {
    let versions: Vec<VersionId> =
        agreed.keys().filter(|v| joint.version(v).unwrap().item == *id).copied().collect();
    let ancestors = |version: &VersionId| {
        let mut all: Vec<VersionId> = joint.version(version).unwrap().base;
        loop {
            let more: Vec<VersionId> = all
                .iter()
                .flat_map(|v| joint.version(v).unwrap().base)
                .filter(|v| !all.contains(v))
                .collect();
            if more.is_empty() {
                return all;
            }
            all.extend(more);
        }
    };
    let replaced: Vec<VersionId> = versions.iter().flat_map(ancestors).collect();
    versions.into_iter().filter(|version| !replaced.contains(version)).collect()
}

/// Whether a member let go of the version, held in this cut, before he saw every start of it.
fn is_contended(
    joint: &Joint,
    history: &History,
    id: &ItemId,
    version: &VersionId,
    least: &[u64],
) -> bool {
    let n = history.parties.len();
    let held: Vec<Vec<Held>> = (0..n).map(|p| replay(joint, history, p)).collect();
    let of = |p: usize, idx: u64| held[p].get(idx as usize)?.get(id.as_str());
    let holds = |p: usize, idx: u64| of(p, idx).filter(|(v, _, _)| v == version);
    let starts: Vec<u64> = (0..n).map(|p| holds(p, least[p] - 1).unwrap().1).collect();
    (0..n).any(|p| {
        let since = |idx: u64| holds(p, idx).is_some_and(|held| held.1 == starts[p]);
        let end = (starts[p]..history.len(p)).find(|idx| !since(*idx));
        let unseen = end.is_some_and(|end| {
            (0..n).any(|q| q != p && history.seen[p][end as usize][q] <= starts[q])
        });
        unseen && holds(p, history.len(p) - 1).is_none()
    })
}

fn is_joint(joint: &Joint, version: &VersionId) -> bool {
    joint.version(version).is_some_and(|v| !v.item.as_str().starts_with("own"))
}

/// A cut is the number of entries taken of each log, at least leaf 0.
fn for_each_cut(history: &History, mut look: impl FnMut(&[u64])) {
    let n = history.parties.len();
    let mut cut = vec![1u64; n];
    loop {
        let consistent = (0..n).all(|p| {
            let seen = &history.seen[p][cut[p] as usize - 1];
            (0..n).all(|q| q == p || seen.get(q).is_none_or(|size| *size <= cut[q]))
        });
        if consistent {
            look(&cut);
        }
        let Some(p) = (0..n).find(|p| cut[*p] < history.len(*p)) else {
            return;
        };
        cut[p] += 1;
        cut[..p].fill(1);
    }
}

fn replay(joint: &Joint, history: &History, p: usize) -> Vec<Held> {
    let mut states = vec![Held::new()];
    for idx in 1..history.len(p) {
        let mut held = states.last().unwrap().clone();
        let entry = joint.entry(&history.parties[p], idx).unwrap();
        if let (None, Some(id), Some(version)) = (entry.void, entry.item, entry.version) {
            let id = id.to_string();
            let current = held.get(&id).map(|(v, _, _)| *v);
            let offers = joint.version(&version).is_some_and(|v| v.offer);
            match entry.kind {
                Kind::Put if !offers => {}
                Kind::Put | Kind::Consent if current != Some(version) => {
                    held.insert(id, (version, idx, None));
                }
                Kind::Withdraw if entry.level == Some(Level::Bind) => {}
                Kind::Withdraw | Kind::Reject if current == Some(version) => {
                    held.remove(&id);
                }
                _ => {}
            }
        }
        states.push(held);
    }
    states
}

fn replay_bindings(
    joint: &Joint,
    history: &History,
    p: usize,
    counts: &impl Fn(&VersionId, usize, u64) -> bool,
) -> Vec<BTreeMap<String, VersionId>> {
    let positions = replay(joint, history, p);
    let mut states = vec![BTreeMap::new()];
    for idx in 1..history.len(p) {
        let mut bound: BTreeMap<String, VersionId> = states.last().unwrap().clone();
        let entry = joint.entry(&history.parties[p], idx).unwrap();
        // A binding lasts as long as the position it binds to.
        bound.retain(|id, version| {
            positions[idx as usize].get(id).is_some_and(|(v, _, _)| v == version)
        });
        if let (None, Some(id), Some(version)) = (entry.void, entry.item, entry.version) {
            let bind = entry.level == Some(Level::Bind);
            if entry.kind == Kind::Consent && bind && counts(&version, p, idx) {
                bound.insert(id.to_string(), version);
            } else if entry.kind == Kind::Withdraw
                && bind
                && bound.get(&id.to_string()) == Some(&version)
            {
                bound.remove(&id.to_string());
            }
        }
        states.push(bound);
    }
    states
}

#[test]
fn the_generator_reaches_what_the_properties_speak_about() {
    let mut rng = 0x1234_5678_9abc_def0u64;
    let mut next = || {
        rng = rng.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (rng >> 33) as u8
    };
    let (mut text, mut bind, mut crossed, mut contended) = (0, 0, 0, 0);
    let mut rules: BTreeMap<VoidRule, u64> = BTreeMap::new();
    for round in 0..400 {
        let steps: Vec<_> = (0..60).map(|_| (next(), next(), next(), next())).collect();
        let written = hostile(2 + round % 3, &steps);
        let joint = written.history.fold();
        for level in agreed(&joint, &written).values() {
            *(if *level == Level::Text { &mut text } else { &mut bind }) += 1;
        }
        for id in joint.items() {
            let standing = joint.standing(id).unwrap();
            crossed += u64::from(standing.effective.len() > 1);
            contended += u64::from(standing.contended);
            assert!(standing.effective.iter().all(|v| name(&joint, *v) != "?"));
        }
        for (p, idx) in &written.history.order {
            let entry = joint.entry(&written.history.parties[*p], *idx).unwrap();
            if let Some(rule) = entry.void {
                *rules.entry(rule).or_default() += 1;
            }
        }
    }
    assert!(
        text > 50 && bind > 5 && crossed > 3 && contended > 3,
        "{text} {bind} {crossed} {contended}"
    );
    assert!(rules.len() >= 15, "{rules:?}");
}
