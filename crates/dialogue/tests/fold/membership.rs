//! Joining, leaving, amendments of the charter, schemas: who counts, and from where on.

use dialogue::fold::{FoldError, Joint, Refused, VoidRule, WaitsFor};
use ledger::entry::{Body, Level};
use ledger::id::VersionId;

use crate::history::{History, charter, item, party, put, rules, state};

const KW: usize = 0;
const US: usize = 1;

fn amend(history: &mut History, p: usize, codes: &[&str], schema: u64) -> VersionId {
    history.write(p, Body::Charter(charter(codes, schema)))
}

/// KW proposes ZA; all three consent; all know it.
fn joined() -> (History, usize, VersionId) {
    let mut h = History::new(&["KW", "US"]);
    let c = amend(&mut h, KW, &["KW", "US", "ZA"], 1);
    let za = h.join("ZA");
    h.learn_all(US);
    h.consent(US, c);
    h.learn_all(za);
    h.consent(za, c);
    for p in [KW, US, za] {
        h.learn_all(p);
    }
    (h, za, c)
}

#[test]
fn a_newcomer_is_a_member_when_old_and_new_consent() {
    let mut h = History::new(&["KW", "US"]);
    let c = amend(&mut h, KW, &["KW", "US", "ZA"], 1);
    let za = h.join("ZA");
    let joint = h.fold();
    assert_eq!(joint.members(), [party("KW"), party("US")]);
    assert_eq!(joint.length(&party("ZA")), 1);
    let proposed = &joint.amendments()[0];
    assert_eq!(proposed.needs, [party("KW"), party("US"), party("ZA")]);
    assert_eq!((proposed.agreed, &proposed.held_by[..]), (false, &[party("KW")][..]));
    h.learn_all(za);
    h.consent(za, c);
    assert_eq!(h.fold().members().len(), 2);
    h.learn_all(US);
    h.consent(US, c);
    let joint = h.fold();
    assert_eq!(joint.members(), [party("KW"), party("US"), party("ZA")]);
    assert_eq!((joint.charter_in_force(), joint.charter_pin()), (c, h.pin()));
    assert!(joint.amendments()[0].agreed);
}

#[test]
fn a_log_that_no_charter_names_is_refused() {
    let mut h = History::new(&["KW", "US"]);
    let mut joint = h.joint();
    let refused = joint.admit(&party("ZA"), b"anything").refused;
    assert_eq!(refused, Some(Refused::UnknownParty { party: party("ZA") }));
    amend(&mut h, KW, &["KW", "US", "ZA"], 1);
    joint.admit(&party("KW"), &h.logs[KW][1]);
    assert_eq!(joint.admit(&party("ZA"), b"anything").refused, None);
}

#[test]
fn a_newcomer_may_only_speak_about_its_own_joining() {
    let mut h = History::new(&["KW", "US"]);
    let c = amend(&mut h, KW, &["KW", "US", "ZA"], 1);
    let za = h.join("ZA");
    h.learn_all(za);
    h.write(za, put(h.pin(), "joint", "t1", &[], true));
    h.write(za, put(c, "joint", "t1", &[], true));
    amend(&mut h, za, &["ZA"], 1);
    h.write(za, Body::Denounce);
    let joint = h.fold();
    for idx in 1..5 {
        let void = joint.entry(&party("ZA"), idx).unwrap().void;
        assert_eq!(void, Some(VoidRule::NotAMember), "entry {idx}");
    }
    assert_eq!(joint.members().len(), 2);
}

#[test]
fn members_of_a_version_are_those_of_the_charter_it_names() {
    let (mut h, za, c) = joined();
    let v = h.write(KW, put(c, "joint", "t2", &[], true));
    h.learn_all(US);
    h.consent(US, v);
    assert!(h.fold().standing(&item("t2")).unwrap().effective.is_empty());
    h.learn_all(za);
    h.consent(za, v);
    let joint = h.fold();
    assert_eq!(joint.standing(&item("t2")).unwrap().effective, [v]);
    assert_eq!(joint.version(&v).unwrap().members.len(), 3);
}

#[test]
fn a_joiner_has_no_say_in_what_was_put_before() {
    let mut h = History::new(&["KW", "US"]);
    let old = h.put(KW, "t1", &[]);
    let c = amend(&mut h, KW, &["KW", "US", "ZA"], 1);
    let za = h.join("ZA");
    for p in [US, za] {
        h.learn_all(p);
        h.consent(p, c);
    }
    h.learn_all(za);
    h.consent(za, old);
    h.learn_all(US);
    h.consent(US, old);
    let joint = h.fold();
    assert_eq!(joint.entry(&party("ZA"), 2).unwrap().void, Some(VoidRule::NotOfThisVersion));
    assert_eq!(joint.standing(&item("t1")).unwrap().effective, [old]);
}

#[test]
fn a_charter_counts_only_where_its_agreement_was_seen() {
    let (mut h, za, c) = joined();
    h.write(KW, put(h.pin(), "joint", "t3", &[], true));
    let new = h.write(za, put(c, "joint", "t3", &[], true));
    let joint = h.fold();
    let last = h.len(KW) - 1;
    let void = joint.entry(&party("KW"), last).unwrap().void;
    assert_eq!(void, Some(VoidRule::CharterNotInForce));
    assert!(joint.version(&new).is_some());
    // Somebody who names it before he has seen the agreement is void too.
    let mut h = History::new(&["KW", "US"]);
    let c = amend(&mut h, KW, &["KW", "US"], 1);
    h.write(KW, put(c, "joint", "t1", &[], true));
    let joint = h.fold();
    assert_eq!(joint.entry(&party("KW"), 2).unwrap().void, Some(VoidRule::CharterNotInForce));
}

#[test]
fn leaving_ends_membership_from_there_and_past_acts_stand() {
    let mut h = History::new(&["KW", "US", "ZA"]);
    let za = 2;
    let v = h.put(KW, "t1", &[]);
    for p in [US, za] {
        h.learn_all(p);
        h.consent(p, v);
    }
    h.write(za, Body::Denounce);
    let late = h.write(za, put(h.pin(), "joint", "t9", &[], true));
    let parallel = h.put(KW, "t2", &[]);
    h.learn_all(KW);
    let after = h.put(KW, "t3", &[]);
    h.learn_all(US);
    h.consent(US, parallel);
    h.consent(US, after);
    let joint = h.fold();
    assert_eq!(joint.members(), [party("KW"), party("US")]);
    assert_eq!(joint.standing(&item("t1")).unwrap().effective, [v]);
    assert!(joint.version(&late).is_none());
    assert_eq!(joint.entry(&party("ZA"), 3).unwrap().void, Some(VoidRule::HasLeft));
    // What was put before the leaving was seen still needs the leaver; put again, it does not.
    assert!(joint.standing(&item("t2")).unwrap().effective.is_empty());
    assert_eq!(joint.standing(&item("t3")).unwrap().effective, [after]);
}

#[test]
fn a_leaver_comes_back_only_under_a_new_code() {
    let mut h = History::new(&["KW", "US"]);
    h.write(US, Body::Denounce);
    h.learn_all(KW);
    amend(&mut h, KW, &["KW", "US"], 1);
    let joint = h.fold();
    assert_eq!(joint.entry(&party("KW"), 1).unwrap().void, Some(VoidRule::NamesLeaver));
    assert_eq!(joint.members(), [party("KW")]);
}

#[test]
fn amendments_that_crossed_are_settled_by_one_that_has_seen_both() {
    let mut h = History::new(&["KW", "US"]);
    let a = amend(&mut h, KW, &["KW", "US"], 1);
    h.hours[US] = 3;
    let b = amend(&mut h, US, &["KW", "US"], 1);
    h.learn(KW, US, 2);
    h.learn(US, KW, 2);
    h.consent(KW, b);
    h.consent(US, a);
    let joint = h.fold();
    assert!(joint.charter_crossed());
    assert_eq!(joint.charter_in_force(), a);
    h.learn_all(KW);
    let c = amend(&mut h, KW, &["KW", "US"], 1);
    h.learn_all(US);
    h.consent(US, c);
    let joint = h.fold();
    assert_eq!((joint.charter_crossed(), joint.charter_in_force()), (false, c));
    assert_eq!(state(&joint), state(&h.fold_in(&h.shuffled(|n| n - 1))));
}

#[test]
fn an_expelled_party_has_to_agree_to_it() {
    let mut h = History::new(&["KW", "US", "ZA"]);
    let c = amend(&mut h, KW, &["KW", "US"], 1);
    h.learn_all(US);
    h.consent(US, c);
    assert_eq!(h.fold().members().len(), 3);
    h.learn_all(2);
    h.consent(2, c);
    assert_eq!(h.fold().members(), [party("KW"), party("US")]);
}

#[test]
fn one_party_cannot_name_the_whole_world() {
    let mut h = History::new(&["KW", "US"]);
    let codes: Vec<String> = (10..30).map(|n| format!("N{n}")).collect();
    for code in &codes {
        amend(&mut h, KW, &["KW", code], 1);
    }
    for _ in 0..300 {
        amend(&mut h, US, &["KW", "US"], 1);
    }
    let joint = h.fold();
    let void = |p: &str, idx| joint.entry(&party(p), idx).unwrap().void;
    assert_eq!((void("KW", 8), void("KW", 9)), (None, Some(VoidRule::TooManyAmendments)));
    assert_eq!((void("US", 256), void("US", 257)), (None, Some(VoidRule::TooManyAmendments)));
    assert_eq!(joint.logs().len(), 10);
}

/// A18: the others have a newer release and have agreed on its schema.
#[test]
fn a18_an_unknown_schema_stops_the_fold_and_never_diverges() {
    let mut h = History::new(&["KW", "US"]);
    let v = h.put(KW, "t1", &[]);
    let c = amend(&mut h, KW, &["KW", "US"], 2);
    h.learn_all(US);
    h.consent(US, v);
    h.consent(US, c);
    let new = h.write(US, put(c, "late", "t2", &[], true));
    // KW has not seen the agreement yet and goes on in the old schema.
    let old = h.put(KW, "t3", &[]);
    h.learn_all(KW);
    h.consent(KW, new);
    let joint = h.fold();
    assert_eq!(joint.upgrade_needed(), Some(2));
    let staged = joint.staged();
    assert_eq!(staged.len(), 2);
    let us = staged.iter().find(|one| one.party == party("US")).unwrap();
    assert_eq!((us.idx, &us.waits_for), (3, &WaitsFor::Upgrade { schema: 2 }));
    let kw = staged.iter().find(|one| one.party == party("KW")).unwrap();
    let behind_us = WaitsFor::Entries { party: party("US"), size: 4 };
    assert_eq!((kw.idx, &kw.waits_for), (4, &behind_us));
    assert!(joint.version(&old).is_some() && joint.version(&new).is_none());
    assert_eq!(joint.standing(&item("t1")).unwrap().effective, [v]);
    for order in [h.shuffled(|_| 0), h.shuffled(|n| n - 1)] {
        assert_eq!(state(&joint), state(&h.fold_in(&order)));
    }
    let mut newer = Joint::with_schema(&h.founding, rules, 2).unwrap();
    h.admit_in(&mut newer, &h.order);
    assert_eq!((newer.upgrade_needed(), newer.schema()), (None, 2));
    assert_eq!(newer.standing(&item("t2")).unwrap().effective, [new]);
    assert_eq!(newer.standing(&item("t1")), joint.standing(&item("t1")));
}

#[test]
fn p16_a_type_of_a_later_schema_is_void_before_the_charter_brings_it() {
    let mut h = History::new(&["KW", "US"]);
    h.write(KW, put(h.pin(), "late", "t1", &[], true));
    let mut newer = Joint::with_schema(&h.founding, rules, 2).unwrap();
    h.admit_in(&mut newer, &h.order);
    assert_eq!(state(&newer), state(&h.fold()));
    assert_eq!(newer.entry(&party("KW"), 1).unwrap().void, Some(VoidRule::UnknownType));
}

#[test]
fn an_entry_of_an_unknown_kind_still_says_what_it_has_seen() {
    let mut h = History::new(&["KW", "US"]);
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    let text = String::from_utf8(h.draft(US, Body::Denounce).encode()).unwrap();
    let bytes = text.replace("\"kind\":\"denounce\"", "\"kind\":\"wave\"").into_bytes();
    let mut seen = h.knows[US].clone();
    seen[US] = 1;
    h.append(US, bytes, seen);
    h.consent(US, v);
    let mut joint = h.joint();
    joint.admit(&party("US"), &h.logs[US][1]);
    // It waits like any other entry: a newer release would fold it there.
    assert_eq!(joint.folded(&party("US")), 1);
    let joint = h.fold();
    assert_eq!(joint.entry(&party("US"), 1).unwrap().void, Some(VoidRule::Grammar));
    assert_eq!(joint.standing(&item("t1")).unwrap().effective, [v]);
}

#[test]
fn a_schema_does_not_go_back() {
    let mut h = History::with_schema(&["KW", "US"], 2);
    amend(&mut h, KW, &["KW", "US"], 1);
    let mut joint = Joint::with_schema(&h.founding, rules, 2).unwrap();
    h.admit_in(&mut joint, &h.order);
    assert_eq!(joint.entry(&party("KW"), 1).unwrap().void, Some(VoidRule::SchemaBackward));
    let ahead = Joint::with_schema(&h.founding, rules, 1).unwrap_err();
    assert_eq!(ahead, FoldError::SchemaAhead { schema: 2, known: 1 });
}

#[test]
fn only_a_founding_charter_founds() {
    let mut h = History::new(&["KW", "US"]);
    h.put(KW, "t1", &[]);
    let error = Joint::new(&h.logs[KW][1], rules).unwrap_err();
    assert_eq!(error, FoldError::NotFounding { kind: "put" });
    assert!(matches!(Joint::new(b"{}", rules), Err(FoldError::Entry(_))));
    let second = h.founding.clone();
    h.append_alone(KW, second);
    let joint = h.fold();
    assert_eq!(joint.entry(&party("KW"), 2).unwrap().void, Some(VoidRule::SecondFounding));
}

#[test]
fn sixteen_parties_agree() {
    let mut codes = crate::history::CODES.to_vec();
    codes.sort_unstable();
    let mut h = History::new(&codes);
    let v = h.put(0, "t1", &[]);
    for level in [Level::Text, Level::Bind] {
        for p in 0..16 {
            h.learn_all(p);
            h.write(p, Body::Consent { to: v, level });
        }
    }
    for p in 0..16 {
        h.learn_all(p);
        h.bind(p, v);
    }
    let joint = h.fold_in(&h.shuffled(|n| n - 1));
    let standing = joint.standing(&item("t1")).unwrap();
    assert_eq!((standing.effective, standing.level), (vec![v], Some(Level::Bind)));
    assert_eq!(standing.positions.len(), 16);
}
