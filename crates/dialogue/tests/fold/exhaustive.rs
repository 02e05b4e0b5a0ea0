//! Small cases, all of them: two parties, up to six acts, every way in which each can have seen
//! the other's, every order of admission.

use ledger::entry::{Body, Level};
use ledger::id::VersionId;

use crate::history::{History, item, item_state, put, state};

#[derive(Clone, Copy, PartialEq, Debug)]
enum Move {
    Offer,
    Take,
    Bind,
    Leave,
}

const MOVES: [Move; 4] = [Move::Offer, Move::Take, Move::Bind, Move::Leave];

/// All ways in which `a` acts of one party and `b` of the other can have seen each other: the
/// sizes known at each act, in an order of writing.
fn interleavings(a: usize, b: usize) -> Vec<Vec<(usize, u64)>> {
    let mut found = Vec::new();
    extend(&mut Vec::new(), [a, b], [0, 0], &mut found);
    found.sort();
    found.dedup();
    found
}

fn extend(
    order: &mut Vec<(usize, u64)>,
    left: [usize; 2],
    knows: [u64; 2],
    found: &mut Vec<Vec<(usize, u64)>>,
) {
    if left == [0, 0] {
        // One order of writing for each pattern of knowledge: sorted by party within it.
        found.push(order.clone());
        return;
    }
    for p in 0..2 {
        if left[p] == 0 {
            continue;
        }
        let written = order.iter().filter(|(q, _)| *q != p).count() as u64;
        for known in knows[p]..=written {
            let mut now = knows;
            now[p] = known;
            let mut rest = left;
            rest[p] -= 1;
            order.push((p, known));
            extend(order, rest, now, found);
            order.pop();
        }
    }
}

/// The pattern of knowledge alone, so that equal histories are tried once.
fn pattern(order: &[(usize, u64)]) -> [Vec<u64>; 2] {
    let of = |p: usize| order.iter().filter(|(q, _)| *q == p).map(|(_, n)| *n).collect();
    [of(0), of(1)]
}

fn write(h: &mut History, p: usize, what: Move, known: &[VersionId]) -> Option<VersionId> {
    let pin = h.pin();
    let newest = known.last().copied().unwrap_or(VersionId([1; 32]));
    let oldest = known.first().copied().unwrap_or(VersionId([1; 32]));
    match what {
        Move::Offer => Some(h.write(p, put(pin, "joint", "t1", known, true))),
        Move::Take => {
            h.write(p, Body::Consent { to: newest, level: Level::Text });
            None
        }
        Move::Bind => {
            h.write(p, Body::Consent { to: oldest, level: Level::Bind });
            None
        }
        Move::Leave => {
            h.write(p, Body::Withdraw { to: newest, level: Level::Text });
            None
        }
    }
}

fn history(order: &[(usize, u64)], moves: &[Move]) -> History {
    let mut h = History::new(&["KW", "US"]);
    let mut versions: Vec<(usize, u64, VersionId)> = Vec::new();
    for ((p, known), what) in order.iter().zip(moves) {
        if *known > 0 {
            h.learn(*p, 1 - p, known + 1);
        }
        let seen: Vec<VersionId> = versions
            .iter()
            .filter(|(q, idx, _)| q == p || *idx < h.knows[*p][*q])
            .map(|(_, _, version)| *version)
            .collect();
        let idx = h.len(*p);
        if let Some(version) = write(&mut h, *p, *what, &seen) {
            versions.push((*p, idx, version));
        }
    }
    h
}

/// Every order in which two logs of these lengths can be admitted.
fn orders(a: u64, b: u64) -> Vec<Vec<(usize, u64)>> {
    if a == 0 && b == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (p, rest) in [(0, (a.checked_sub(1), Some(b))), (1, (Some(a), b.checked_sub(1)))] {
        let (Some(x), Some(y)) = rest else { continue };
        for mut order in orders(x, y) {
            order.push((p, if p == 0 { a } else { b }));
            all.push(order);
        }
    }
    all
}

fn check(a: usize, b: usize, moves_of: impl Fn(usize) -> Option<Vec<Move>>) -> usize {
    let mut patterns = std::collections::BTreeMap::new();
    for order in interleavings(a, b) {
        patterns.entry(pattern(&order)).or_insert(order);
    }
    let admissions = orders(a as u64, b as u64);
    let mut histories = 0;
    for order in patterns.values() {
        for number in 0.. {
            let Some(moves) = moves_of(number) else { break };
            // Without an offer nothing can happen: all acts are void.
            if !moves.contains(&Move::Offer) {
                continue;
            }
            let h = history(order, &moves);
            let expected = state(&h.fold());
            let mut agreed: Vec<Vec<VersionId>> = Vec::new();
            for admission in &admissions {
                let joint = h.fold_in(admission);
                assert_eq!(expected, state(&joint), "{order:?} {moves:?} {admission:?}");
                let standing = joint.standing(&item("t1"));
                agreed.push(standing.map(|s| s.effective).unwrap_or_default());
            }
            agreed.dedup();
            assert_eq!(agreed.len(), 1);
            histories += 1;
        }
    }
    histories
}

fn all_moves(n: usize, number: usize) -> Option<Vec<Move>> {
    if number >= MOVES.len().pow(n as u32) {
        return None;
    }
    Some((0..n).map(|i| MOVES[number / MOVES.len().pow(i as u32) % MOVES.len()]).collect())
}

#[test]
fn p1_every_order_of_up_to_four_acts_by_two_parties() {
    let mut histories = 0;
    for (a, b) in [(1, 0), (1, 1), (2, 0), (2, 1), (1, 2), (2, 2)] {
        histories += check(a, b, |number| all_moves(a + b, number));
    }
    assert!(histories > 1_000, "{histories}");
}

#[test]
fn p1_every_order_of_six_acts_by_two_parties() {
    // Each party offers once and then takes, binds or leaves: nine ways to go on for each.
    let later = [Move::Take, Move::Bind, Move::Leave];
    let scripts: Vec<[Move; 2]> =
        later.iter().flat_map(|x| later.iter().map(move |y| [*x, *y])).collect();
    let mut patterns = std::collections::BTreeMap::new();
    for order in interleavings(3, 3) {
        patterns.entry(pattern(&order)).or_insert(order);
    }
    let admissions = orders(3, 3);
    assert_eq!(admissions.len(), 20);
    let mut agreed = 0;
    for (number, order) in patterns.values().enumerate() {
        for (n, mine) in scripts.iter().enumerate().skip(number % 3).step_by(3) {
            // Over the patterns every script meets every other one.
            let theirs = scripts[(n + number) % scripts.len()];
            let of = [[Move::Offer, mine[0], mine[1]], [Move::Offer, theirs[0], theirs[1]]];
            let mut next = [0, 0];
            let moves: Vec<Move> = order
                .iter()
                .map(|(p, _)| {
                    next[*p] += 1;
                    of[*p][next[*p] - 1]
                })
                .collect();
            let h = history(order, &moves);
            let first = h.fold_in(&admissions[0]);
            let t1 = item("t1");
            agreed += usize::from(!first.standing(&t1).unwrap().effective.is_empty());
            for admission in &admissions[1..] {
                let joint = h.fold_in(admission);
                assert_eq!(item_state(&first, &t1), item_state(&joint, &t1));
                assert_eq!(first.heads(), joint.heads());
            }
        }
    }
    assert!(agreed > 100, "{agreed} of {} patterns", patterns.len());
}
