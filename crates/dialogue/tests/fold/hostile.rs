//! Adversaries: false `seen` (A7), floods (A8, P20), clocks (A17), and one test for each void rule.

use std::collections::BTreeMap;

use dialogue::fold::{Joint, VOID_RULES, VoidRule, WaitsFor, Work};
use ledger::entry::{Body, Entry, FieldRef, Head, KeyUse, Level, Origin};
use ledger::id::{DialogueId, FieldName, VersionId};
use proptest::prelude::*;

use crate::history::{History, item, party, put, state};
use crate::random::{build, steps};

const KW: usize = 0;
const US: usize = 1;

fn with_seen(history: &History, p: usize, seen: &[(usize, Head)]) -> Vec<u8> {
    let mut entry = history.draft(p, put(history.pin(), "joint", "t1", &[], true));
    let heads = seen.iter().map(|(q, head)| (history.parties[*q].clone(), *head));
    entry.origin.as_mut().unwrap().seen = heads.collect();
    entry.encode()
}

#[test]
fn a7_seen_ahead_of_any_copy_stays_staged_and_folds_when_it_comes_true() {
    let mut h = History::new(&["KW", "US"]);
    let mut ahead = h.clone();
    ahead.put(US, "t1", &[]);
    ahead.put(US, "t2", &[]);
    let bytes = with_seen(&h, KW, &[(US, ahead.head(US, 3))]);
    h.append_alone(KW, bytes);
    let mut joint = h.fold();
    let staged = joint.staged();
    assert_eq!(staged[0].waits_for, WaitsFor::Entries { party: party("US"), size: 3 });
    joint.admit(&party("US"), &ahead.logs[US][1]);
    assert_eq!(joint.folded(&party("KW")), 1);
    let last = joint.admit(&party("US"), &ahead.logs[US][2]);
    assert_eq!(last.folded.len(), 2);
    assert!(joint.staged().is_empty());
}

#[test]
fn a7_seen_with_a_false_root_stays_staged_with_one_alarm() {
    let mut h = History::new(&["KW", "US"]);
    h.put(US, "t1", &[]);
    let bytes = with_seen(&h, KW, &[(US, Head { size: 2, root: [7; 32] })]);
    h.append_alone(KW, bytes);
    h.put(KW, "t2", &[]);
    let mut joint = h.joint();
    // The liar's entries come first: no alarm until our copy can be compared.
    let first = joint.admit(&party("KW"), &h.logs[KW][1]);
    assert!(first.alarms.is_empty());
    let second = joint.admit(&party("US"), &h.logs[US][1]);
    assert_eq!(second.alarms.len(), 1);
    let alarm = &second.alarms[0];
    assert_eq!((alarm.claimed, alarm.ours), ([7; 32], h.head(US, 2).root));
    assert!(alarm.to_string().contains("KW, entry 1"));
    let third = joint.admit(&party("KW"), &h.logs[KW][2]);
    assert!(third.alarms.is_empty() && third.folded.is_empty());
    // The liar is stuck, nobody else is.
    assert_eq!((joint.folded(&party("KW")), joint.length(&party("KW"))), (1, 3));
    let staged = joint.staged();
    assert_eq!((staged.len(), staged[0].behind), (1, 1));
    assert_eq!(joint.folded(&party("US")), 2);
}

#[test]
fn a7_seen_behind_is_void() {
    let mut h = History::new(&["KW", "US", "ZA"]);
    h.put(US, "t1", &[]);
    h.put(US, "t2", &[]);
    h.learn_all(KW);
    h.put(KW, "t3", &[]);
    let less = with_seen(&h, KW, &[(US, h.head(US, 2))]);
    h.append_alone(KW, less);
    // ZA lists KW's entry and hides that KW had seen two entries of US.
    let hiding = with_seen(&h, 2, &[(KW, h.head(KW, 2))]);
    h.append(2, hiding, vec![2, 0, 1]);
    // ZA repairs it: everything listed again.
    h.learn_all(2);
    h.put(2, "t4", &[]);
    let joint = h.fold();
    assert_eq!(joint.entry(&party("KW"), 2).unwrap().void, Some(VoidRule::SeenShrinks));
    assert_eq!(joint.entry(&party("ZA"), 1).unwrap().void, Some(VoidRule::SeenBelowCause));
    assert_eq!(joint.entry(&party("ZA"), 2).unwrap().void, None);
}

#[test]
fn a7_hiding_a_cause_stays_void_until_it_is_listed() {
    let mut h = History::new(&["KW", "US", "ZA"]);
    h.put(US, "t1", &[]);
    h.learn_all(KW);
    h.put(KW, "t3", &[]);
    let hiding = with_seen(&h, 2, &[(KW, h.head(KW, 2))]);
    h.append(2, hiding, vec![2, 0, 1]);
    let silent = with_seen(&h, 2, &[]);
    h.append(2, silent, vec![2, 0, 2]);
    let joint = h.fold();
    assert_eq!(joint.entry(&party("ZA"), 2).unwrap().void, Some(VoidRule::SeenBelowCause));
}

fn work_of(history: &History) -> Work {
    let joint = history.fold();
    assert!(joint.staged().is_empty());
    joint.work()
}

/// An ordinary history: put, consent, put, consent.
fn ordinary(n: usize, parties: &[&str]) -> History {
    let mut h = History::new(parties);
    for i in 0..n {
        let author = i % parties.len();
        h.learn_all(author);
        let v = h.put(author, &format!("t{}", i % 20), &[]);
        for p in (0..parties.len()).filter(|p| *p != author) {
            h.learn_all(p);
            h.consent(p, v);
        }
    }
    h
}

fn per_entry(history: &History) -> f64 {
    let work = work_of(history);
    let steps = work.comparisons + work.drops + work.ancestors;
    steps as f64 / history.order.len() as f64
}

#[test]
fn a8_a_flood_of_consents_and_withdrawals_costs_no_more_than_honest_work() {
    let codes = ["KW", "US", "ZA"];
    let honest = per_entry(&ordinary(300, &codes));
    let mut h = History::new(&codes);
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    for _ in 0..1_000 {
        h.consent(US, v);
        h.withdraw(US, v);
    }
    // The third consents late, having seen only the first of the flood: the queue is popped.
    h.learn(2, KW, 2);
    h.consent(2, v);
    h.withdraw(2, v);
    h.learn_all(2);
    h.consent(2, v);
    let flood = per_entry(&h);
    assert!(flood <= 3.0 * honest, "{flood} against {honest} steps an entry");
}

type Flood = fn(&[&str]) -> History;

#[test]
fn p20_hostile_entries_cost_at_most_three_times_honest_ones() {
    let codes = ["KW", "US", "ZA", "ZW"];
    let honest = per_entry(&ordinary(250, &codes));
    let floods: [(&str, Flood); 4] = [
        ("void", void_flood),
        ("cyclic consent", cyclic_consents),
        ("many bases", many_bases),
        ("late comers", alternating),
    ];
    for (name, flood) in floods {
        let hostile = per_entry(&flood(&codes));
        assert!(hostile <= 3.0 * honest, "{name}: {hostile} against {honest} steps an entry");
    }
}

fn void_flood(codes: &[&str]) -> History {
    let mut h = History::new(codes);
    for n in 0..1_000u32 {
        let mut to = [0; 32];
        to[..4].copy_from_slice(&n.to_be_bytes());
        h.consent(KW, VersionId(to));
    }
    h
}

/// Everybody runs through all texts again and again, each seeing the others' last move.
fn cyclic_consents(codes: &[&str]) -> History {
    let mut h = History::new(codes);
    let texts: Vec<VersionId> = (0..codes.len()).map(|p| h.put(p, "t1", &[])).collect();
    for p in 0..codes.len() {
        h.learn_all(p);
    }
    for round in 0..300 {
        for p in 0..codes.len() {
            h.consent(p, texts[(round + p) % texts.len()]);
            if round % 3 == 0 {
                h.learn_all(p);
            }
        }
    }
    h
}

fn many_bases(codes: &[&str]) -> History {
    let mut h = History::new(codes);
    let mut texts: Vec<VersionId> = Vec::new();
    for n in 0..400 {
        let bases = &texts[texts.len().saturating_sub(4)..].to_vec();
        let v = h.put(KW, "t1", bases);
        texts.push(v);
        if n % 100 == 99 {
            for p in 1..codes.len() {
                h.learn_all(p);
                h.consent(p, v);
            }
        }
    }
    h
}

/// Two parties alternate so that no two of their intervals overlap, and a third joins in late.
fn alternating(codes: &[&str]) -> History {
    let mut h = History::new(codes);
    let v = h.put(KW, "t1", &[]);
    for p in 1..codes.len() {
        h.learn_all(p);
        h.consent(p, v);
        h.withdraw(p, v);
    }
    for _ in 0..200 {
        for p in 0..codes.len() {
            h.withdraw(p, v);
            h.learn_all(p);
            h.consent(p, v);
            h.withdraw(p, v);
        }
    }
    h
}

#[test]
fn p20_sixty_four_openings_a_put_share_one_set_of_names() {
    let mut h = History::new(&["KW", "US"]);
    for n in 0..200 {
        let mut entry = h.draft(KW, put(h.pin(), "joint", "t1", &[], true));
        let origin = entry.origin.as_mut().unwrap();
        let digest = *origin.open.values().next().unwrap();
        let name = |i: usize| FieldName::parse(&format!("f{i}")).unwrap();
        origin.open = (0..64).map(|i| (name(i), digest)).collect();
        let mut seen = h.knows[KW].clone();
        seen[KW] = n + 1;
        let bytes = entry.encode();
        h.append(KW, bytes, seen);
    }
    let joint = h.fold();
    assert_eq!(joint.item(&item("t1")).unwrap().versions.len(), 200);
    assert_eq!(joint.entry(&party("KW"), 150).unwrap().fields.len(), 64);
}

#[test]
fn a_long_chain_of_waiting_entries_needs_no_stack() {
    let mut h = History::new(&["KW", "US"]);
    for _ in 0..5_000 {
        for p in [KW, US] {
            h.learn(p, 1 - p, h.len(1 - p));
            h.write(p, Body::Consent { to: VersionId([1; 32]), level: Level::Text });
        }
    }
    let mut joint = h.joint();
    for idx in 1..h.len(US) {
        joint.admit(&party("US"), &h.logs[US][idx as usize]);
    }
    for idx in 2..h.len(KW) {
        assert!(joint.admit_at(&party("KW"), idx, b"later").refused.is_some());
    }
    for idx in 1..h.len(KW) {
        joint.admit(&party("KW"), &h.logs[KW][idx as usize]);
    }
    assert!(joint.staged().is_empty());
    assert_eq!(joint.folded(&party("US")), 5_001);
}

/// Bytes for each rule that one entry can break by itself, in a history where KW has put `v` on
/// `t1` and `s` as its own statement on `s1`, and US writes.
fn breach(rule: VoidRule, h: &History, v: VersionId, s: VersionId) -> Option<Vec<u8>> {
    let pin = h.pin();
    let unknown = VersionId([9; 32]);
    let consent = |to| Body::Consent { to, level: Level::Text };
    let of = |entry, field: &str| {
        vec![FieldRef { entry, fields: vec![FieldName::parse(field).unwrap()] }]
    };
    let changed = |change: &dyn Fn(&mut Entry, &mut Origin)| {
        let mut entry = h.draft(US, consent(v));
        let mut origin = entry.origin.take().unwrap();
        change(&mut entry, &mut origin);
        entry.origin = Some(origin);
        Some(entry.encode())
    };
    let body = match rule {
        VoidRule::Grammar => return Some(b"{\"v\":1}".to_vec()),
        VoidRule::WrongDialogue => {
            return changed(&|entry, _| entry.dialogue = DialogueId::parse("d-2").unwrap());
        }
        VoidRule::WrongAuthor => {
            return changed(&|_, origin| {
                origin.party = party("KW");
                origin.seen = BTreeMap::new();
            });
        }
        VoidRule::WrongNumber => return changed(&|_, origin| origin.seq = 99),
        VoidRule::SecondFounding => return Some(h.founding.clone()),
        VoidRule::SeenSelf => {
            return changed(&|_, origin| {
                origin.seen.insert(party("US"), h.head(US, 1));
            });
        }
        VoidRule::UnknownVersion => consent(unknown),
        VoidRule::UnknownEntry => Body::Erased { of: v },
        VoidRule::UnknownItem => Body::Note { item: item("t77") },
        VoidRule::UnknownCharter => put(unknown, "joint", "t2", &[], true),
        VoidRule::BaseOfAnotherItem => put(pin, "joint", "t2", &[v], true),
        VoidRule::UnknownType => put(pin, "unheard", "t2", &[], true),
        VoidRule::ForeignStatement => consent(s),
        VoidRule::AudienceOutside => match put(pin, "joint", "t2", &[], true) {
            Body::Put(mut put) => {
                put.aud = Some(vec![party("XX")]);
                Body::Put(put)
            }
            _ => return None,
        },
        VoidRule::ForeignRedaction => Body::Redact { of: of(s, "by"), basis: "law".into() },
        VoidRule::KeyTooEarly => Body::Key { use_: KeyUse::Mirror, vkey: "k".into(), from_size: 1 },
        VoidRule::StampAhead => Body::Stamp { size: 2, tsa: "tsa".into(), digest: [0; 32] },
        VoidRule::ItemTaken => put(pin, "other", "t1", &[], true),
        _ => return None,
    };
    Some(h.draft(US, body).encode())
}

#[test]
fn p16_every_rule_that_one_entry_can_break_is_found() {
    let mut tried = 0;
    for rule in VOID_RULES {
        let mut h = History::new(&["KW", "US"]);
        let v = h.put(KW, "t1", &[]);
        let s = h.write(KW, put(h.pin(), "own", "s1", &[], true));
        h.learn_all(US);
        let Some(bytes) = breach(rule, &h, v, s) else {
            continue;
        };
        let mut joint = h.fold();
        let admitted = joint.admit(&party("US"), &bytes);
        assert_eq!(admitted.void, [(party("US"), 1, rule)]);
        // It stays in the tree and the next entry is as good as ever.
        assert_eq!(joint.length(&party("US")), 2);
        assert!(rule.to_string().contains(&rule.code()), "{rule}");
        tried += 1;
    }
    assert_eq!(tried, 18);
}

#[test]
fn rests_on_void_is_void() {
    let mut h = History::new(&["KW", "US"]);
    h.put(KW, "t1", &[]);
    h.learn_all(US);
    let taken = h.write(US, put(h.pin(), "other", "t1", &[], true));
    h.consent(US, taken);
    h.write(US, put(h.pin(), "other", "t1", &[taken], true));
    let joint = h.fold();
    let void = |idx| joint.entry(&party("US"), idx).unwrap().void;
    assert_eq!(void(1), Some(VoidRule::ItemTaken));
    assert_eq!([void(2), void(3)], [Some(VoidRule::RestsOnVoid); 2]);
}

#[test]
fn a_stolen_entry_in_another_log_is_void_and_does_not_hide_the_original() {
    let mut h = History::new(&["KW", "US"]);
    let v = h.put(KW, "t1", &[]);
    let bytes = h.logs[KW][1].clone();
    h.append_alone(US, bytes);
    h.learn_all(US);
    h.consent(US, v);
    let joint = h.fold();
    assert_eq!(joint.entry(&party("US"), 1).unwrap().void, Some(VoidRule::WrongAuthor));
    assert_eq!(joint.find(&v), Some((party("KW"), 1)));
    assert_eq!(joint.standing(&item("t1")).unwrap().effective, [v]);
}

#[test]
fn codes_of_void_rules_never_change() {
    let codes: Vec<String> = VOID_RULES.iter().map(|rule| rule.code()).collect();
    let first: Vec<String> = (1..=22).map(|n| format!("V-{n:02}")).collect();
    let second: Vec<String> = (32..=40).map(|n| format!("V-{n}")).collect();
    assert_eq!(codes, [first, second].concat());
    assert_eq!(VoidRule::ForeignRedaction.code(), "V-18");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// A17: clocks that run wild on every node.
    #[test]
    fn a17_clocks_decide_nothing(steps in steps(60), hours in 1u64..6, parties in 2usize..=4) {
        let straight = build(parties, &steps, false, 0, 0);
        let skewed = build(parties, &steps, false, hours, 0);
        prop_assert_eq!(state(&straight.history.fold()), state(&skewed.history.fold()));
        let by_log = skewed.history.fold_in(&skewed.history.shuffled(|_| 0));
        prop_assert_eq!(state(&straight.history.fold()), state(&by_log));
    }

    /// A16: whatever stands in a log, the fold takes it as a void entry and goes on.
    #[test]
    fn a16_any_bytes_are_void_and_never_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        at in any::<prop::sample::Index>(),
        with in any::<u8>(),
    ) {
        let mut h = History::new(&["KW", "US"]);
        let v = h.put(KW, "t1", &[]);
        h.learn_all(US);
        h.consent(US, v);
        let mut mutated = h.logs[US][1].clone();
        let place = at.index(mutated.len());
        mutated[place] = with;
        let mut joint = Joint::new(&h.founding, crate::history::rules).unwrap();
        joint.admit(&party("KW"), &h.logs[KW][1]);
        joint.admit(&party("US"), &mutated);
        joint.admit(&party("KW"), &bytes);
        prop_assert_eq!(joint.length(&party("US")), 2);
        prop_assert_eq!(joint.folded(&party("KW")), 3);
        prop_assert_eq!(joint.entry(&party("KW"), 2).unwrap().void, Some(VoidRule::Grammar));
    }
}
