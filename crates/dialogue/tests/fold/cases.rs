//! The hard cases of the consent model, one by one, with two and three parties.

use dialogue::fold::{Rule, Standing, VoidRule};
use ledger::entry::{Body, Entry, FieldRef, KeyUse, Level};
use ledger::id::{FieldName, VersionId};

use crate::history::{History, item, item_state, party, put};

const KW: usize = 0;
const US: usize = 1;
const ZA: usize = 2;

fn two() -> History {
    History::new(&["KW", "US"])
}

fn three() -> History {
    History::new(&["KW", "US", "ZA"])
}

fn standing(history: &History) -> Standing {
    history.fold().standing(&item("t1")).unwrap()
}

#[test]
fn an_offer_becomes_agreed_when_the_other_consents() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    let before = standing(&h);
    assert_eq!(before.positions[&party("KW")], Some(v));
    assert_eq!(before.positions[&party("US")], None);
    assert!(before.effective.is_empty() && before.level.is_none());
    h.learn_all(US);
    h.consent(US, v);
    let after = standing(&h);
    assert_eq!((after.effective.as_slice(), after.level), (&[v][..], Some(Level::Text)));
    assert!(!after.contended && !after.contested && !after.sealed && !after.recorded_alone);
}

#[test]
fn both_edit_one_paragraph_and_a_third_text_resolves_it() {
    let mut h = two();
    let a = h.put(KW, "t1", &[]);
    let b = h.put(US, "t1", &[]);
    let two_wordings = standing(&h);
    assert_eq!(two_wordings.positions[&party("KW")], Some(a));
    assert_eq!(two_wordings.positions[&party("US")], Some(b));
    assert!(two_wordings.effective.is_empty());
    h.learn_all(KW);
    let c = h.put(KW, "t1", &[a, b]);
    h.learn_all(US);
    h.consent(US, c);
    assert_eq!(standing(&h).effective, [c]);
}

#[test]
fn a_consent_that_meets_a_withdrawal_is_agreed_and_contended() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, v);
    h.withdraw(KW, v);
    let met = standing(&h);
    assert_eq!(met.effective, [v]);
    assert!(met.contended);
    assert_eq!(met.positions[&party("KW")], None);
    // Taking it again, now that the consent is seen, settles it.
    h.learn_all(KW);
    h.consent(KW, v);
    assert!(!standing(&h).contended);
}

#[test]
fn a_consent_that_meets_another_text_is_agreed_and_contended() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, v);
    let w = h.put(KW, "t1", &[v]);
    let met = standing(&h);
    assert_eq!(met.effective, [v]);
    assert!(met.contended);
    assert_eq!(met.positions[&party("KW")], Some(w));
}

#[test]
fn letting_go_after_seeing_the_agreement_is_not_contention() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, v);
    h.learn_all(KW);
    h.withdraw(KW, v);
    let after = standing(&h);
    assert_eq!(after.effective, [v]);
    assert!(!after.contended);
}

#[test]
fn a_consent_after_the_withdrawal_was_seen_agrees_nothing() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    h.withdraw(KW, v);
    h.learn_all(US);
    h.consent(US, v);
    let after = standing(&h);
    assert!(after.effective.is_empty());
    assert_eq!(after.positions[&party("US")], Some(v));
    // A new consent of the first party completes it: both hold it now.
    h.learn_all(KW);
    h.consent(KW, v);
    assert_eq!(standing(&h).effective, [v]);
}

#[test]
fn accepting_each_others_text_at_once_crosses() {
    let mut h = two();
    let a = h.put(KW, "t1", &[]);
    let b = h.put(US, "t1", &[]);
    h.learn_all(KW);
    h.learn(US, KW, 2);
    h.consent(KW, b);
    h.consent(US, a);
    let crossed = standing(&h);
    let mut both = [a, b];
    both.sort();
    assert_eq!(crossed.effective, both);
    assert_eq!(crossed.level, None);
    h.learn_all(KW);
    let c = h.put(KW, "t1", &[a, b]);
    h.learn_all(US);
    h.consent(US, c);
    assert_eq!(standing(&h).effective, [c]);
}

#[test]
fn an_agreed_successor_replaces_what_it_was_written_from() {
    let mut h = two();
    let a = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, a);
    let b = h.put(US, "t1", &[a]);
    let c = h.put(US, "t1", &[b]);
    h.learn_all(KW);
    h.consent(KW, c);
    assert_eq!(standing(&h).effective, [c]);
    // The one between is agreed afterwards: it was replaced before it was agreed.
    h.learn_all(US);
    h.consent(US, b);
    h.learn_all(KW);
    h.consent(KW, b);
    let joint = h.fold();
    assert_eq!(joint.version(&b).unwrap().agreed, Some(Level::Text));
    assert_eq!(standing(&h).effective, [c]);
}

#[test]
fn binding_takes_a_second_act_of_each_that_has_seen_the_text_agreed() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    h.bind(KW, v);
    h.learn_all(US);
    h.bind(US, v);
    // Both said "bind", nobody after seeing the agreement.
    assert_eq!(standing(&h).level, Some(Level::Text));
    h.learn_all(KW);
    h.bind(KW, v);
    assert_eq!(standing(&h).level, Some(Level::Text));
    h.bind(US, v);
    assert_eq!(standing(&h).level, Some(Level::Bind));
}

#[test]
fn a_party_need_not_bind_itself_to_a_contended_text() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, v);
    h.withdraw(KW, v);
    h.learn_all(US);
    h.bind(US, v);
    let after = standing(&h);
    assert_eq!((after.level, after.contended), (Some(Level::Text), true));
}

#[test]
fn withdrawing_a_binding_leaves_the_text() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, v);
    h.learn_all(KW);
    h.bind(KW, v);
    h.write(KW, Body::Withdraw { to: v, level: Level::Bind });
    h.learn_all(US);
    h.bind(US, v);
    let after = standing(&h);
    assert_eq!(after.level, Some(Level::Text));
    assert_eq!(after.positions[&party("KW")], Some(v));
}

#[test]
fn a_party_that_was_away_completes_the_text_but_not_the_binding() {
    let mut h = three();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(ZA);
    // Away from here on; its consent arrives weeks later.
    h.consent(ZA, v);
    h.learn(US, KW, 2);
    h.consent(US, v);
    h.learn(KW, US, 2);
    h.bind(KW, v);
    h.learn(US, KW, 3);
    h.bind(US, v);
    let after = standing(&h);
    assert_eq!(after.level, Some(Level::Text));
    for p in [KW, US, ZA] {
        h.learn_all(p);
    }
    for p in [KW, US] {
        h.bind(p, v);
    }
    assert_eq!(standing(&h).level, Some(Level::Text));
    h.bind(ZA, v);
    assert_eq!(standing(&h).level, Some(Level::Bind));
}

#[test]
fn entries_of_a_party_that_was_away_wait_for_their_causes() {
    let mut h = three();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, v);
    h.learn_all(ZA);
    h.consent(ZA, v);
    let mut joint = h.joint();
    joint.admit(&party("ZA"), &h.logs[ZA][1]);
    let staged = joint.staged();
    assert_eq!((staged.len(), staged[0].party.as_str(), staged[0].idx), (1, "ZA", 1));
    assert_eq!((joint.length(&party("ZA")), joint.folded(&party("ZA"))), (2, 1));
    joint.admit(&party("US"), &h.logs[US][1]);
    assert_eq!(joint.staged().len(), 2);
    let all = joint.admit(&party("KW"), &h.logs[KW][1]);
    assert_eq!(all.folded.len(), 3);
    assert!(joint.staged().is_empty());
    assert_eq!(joint.standing(&item("t1")).unwrap().effective, [v]);
}

#[test]
fn three_parties_agree_only_on_a_consistent_cut() {
    let mut h = three();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, v);
    h.withdraw(KW, v);
    // ZA consents knowing that KW has withdrawn: there was no moment at which all three held it.
    h.learn_all(ZA);
    h.consent(ZA, v);
    assert!(standing(&h).effective.is_empty());
    // US lets go, and only then KW returns: still none.
    h.withdraw(US, v);
    h.learn_all(KW);
    h.consent(KW, v);
    assert!(standing(&h).effective.is_empty());
    h.learn_all(US);
    h.consent(US, v);
    assert_eq!(standing(&h).effective, [v]);
}

#[test]
fn two_of_three_are_not_enough() {
    let mut h = three();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, v);
    let two_of_three = standing(&h);
    assert!(two_of_three.effective.is_empty());
    assert_eq!(two_of_three.positions.len(), 3);
}

#[test]
fn receipts_of_every_other_member_seal() {
    let mut h = three();
    let v = h.put(KW, "t1", &[]);
    for p in [US, ZA] {
        h.learn_all(p);
        h.consent(p, v);
    }
    let mut joint = h.fold();
    let t1 = item("t1");
    for (log, by) in [("KW", "US"), ("KW", "ZA"), ("US", "KW"), ("US", "ZA"), ("ZA", "KW")] {
        joint.receipt(&party(log), &party(by), 2);
        assert!(!joint.standing(&t1).unwrap().sealed);
    }
    // A receipt for less than the consent does not count; an older one never undoes a newer.
    joint.receipt(&party("ZA"), &party("US"), 1);
    assert!(!joint.standing(&t1).unwrap().sealed);
    joint.receipt(&party("ZA"), &party("US"), 2);
    joint.receipt(&party("ZA"), &party("US"), 1);
    let sealed = joint.standing(&t1).unwrap();
    assert!(sealed.sealed);
    assert_eq!(sealed.sealed_level, Some(Level::Text));
}

#[test]
fn a_binding_is_sealed_by_later_receipts_than_the_text() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, v);
    h.learn_all(KW);
    h.bind(KW, v);
    h.bind(US, v);
    let mut joint = h.fold();
    joint.receipt(&party("KW"), &party("US"), 2);
    joint.receipt(&party("US"), &party("KW"), 2);
    let text_only = joint.standing(&item("t1")).unwrap();
    assert_eq!((text_only.level, text_only.sealed), (Some(Level::Bind), false));
    assert_eq!(text_only.sealed_level, Some(Level::Text));
    joint.receipt(&party("KW"), &party("US"), 3);
    joint.receipt(&party("US"), &party("KW"), 3);
    assert!(joint.standing(&item("t1")).unwrap().sealed);
}

#[test]
fn a_receipt_is_never_consent() {
    let mut h = two();
    h.put(KW, "t1", &[]);
    let mut joint = h.fold();
    joint.receipt(&party("KW"), &party("US"), 2);
    let standing = joint.standing(&item("t1")).unwrap();
    assert!(standing.effective.is_empty() && !standing.sealed);
}

#[test]
fn one_party_alone_records_and_nothing_is_sealed() {
    let mut h = History::new(&["KW"]);
    let v = h.put(KW, "t1", &[]);
    let alone = standing(&h);
    assert!(alone.recorded_alone && !alone.sealed);
    assert_eq!(alone.effective, [v]);
}

#[test]
fn a_refusal_is_kept_until_the_party_changes_its_mind() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.write(US, Body::Reject { to: v });
    assert_eq!(standing(&h).rejected, [(party("US"), v)]);
    h.consent(US, v);
    let after = standing(&h);
    assert!(after.rejected.is_empty());
    assert_eq!(after.effective, [v]);
}

#[test]
fn a_draft_is_no_position_and_cannot_be_consented_to() {
    let mut h = two();
    let v = h.write(KW, put(h.pin(), "joint", "t1", &[], false));
    h.learn_all(US);
    let consent = h.consent(US, v);
    let joint = h.fold();
    assert_eq!(joint.standing(&item("t1")).unwrap().positions[&party("KW")], None);
    assert_eq!(joint.entry(&party("US"), 1).unwrap().void, Some(VoidRule::NotOffered));
    assert_eq!(joint.find(&consent), None);
}

#[test]
fn own_statements_are_their_owners_alone() {
    let mut h = two();
    let v = h.write(KW, put(h.pin(), "own", "s1", &[], true));
    h.learn_all(US);
    h.consent(US, v);
    h.write(US, put(h.pin(), "own", "s1", &[], true));
    h.write(US, put(h.pin(), "joint", "s1", &[], true));
    let w = h.write(KW, put(h.pin(), "own", "s1", &[v], true));
    let mut joint = h.fold();
    let rules: Vec<_> = (1..4).map(|i| joint.entry(&party("US"), i).unwrap().void).collect();
    let taken = Some(VoidRule::ItemTaken);
    assert_eq!(rules, [Some(VoidRule::ForeignStatement), taken, taken]);
    let state = joint.item(&item("s1")).unwrap();
    assert_eq!((state.rule, state.owner.as_str()), (Rule::Own, "KW"));
    assert_eq!(state.versions, [v, w]);
    assert!(!state.clashes);
    joint.receipt(&party("KW"), &party("US"), 2);
    assert!(!joint.standing(&item("s1")).unwrap().sealed);
    joint.receipt(&party("KW"), &party("US"), 3);
    let standing = joint.standing(&item("s1")).unwrap();
    assert_eq!((standing.effective, standing.sealed), (vec![w], true));
}

#[test]
fn an_id_taken_twice_at_once_is_alike_everywhere_and_flagged() {
    let mut h = two();
    h.write(US, put(h.pin(), "own", "t1", &[], true));
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    h.consent(US, v);
    let one = h.fold();
    let other = h.fold_in(&h.shuffled(|_| 0));
    let t1 = item("t1");
    assert_eq!(item_state(&one, &t1), item_state(&other, &t1));
    let state = one.item(&t1).unwrap();
    assert!(state.clashes);
    assert_eq!(state.type_name.as_str(), "joint");
    assert_eq!(one.items().count(), 1);
    assert_eq!(one.standing(&t1).unwrap().effective, [v]);
}

fn fields(names: &[&str]) -> Vec<FieldName> {
    names.iter().map(|name| FieldName::parse(name).unwrap()).collect()
}

fn redact(entry: VersionId, names: &[&str]) -> Body {
    let mut fields = fields(names);
    fields.sort();
    let of = vec![FieldRef { entry, fields }];
    Body::Redact { of, basis: "KW-Law-61-1976".into() }
}

#[test]
fn ones_own_data_are_erased_on_ones_own_word() {
    let mut h = two();
    let v = h.write(KW, put(h.pin(), "own", "s1", &[], true));
    h.learn_all(US);
    let foreign = h.write(US, redact(v, &["by"]));
    let joint = h.fold();
    assert_eq!(joint.find(&foreign), None);
    assert_eq!(joint.entry(&party("US"), 1).unwrap().void, Some(VoidRule::ForeignRedaction));
    assert!(joint.version(&v).unwrap().redacted.is_empty());
    let order = h.write(KW, redact(v, &["by", "en"]));
    h.learn_all(US);
    h.write(US, Body::Erased { of: order });
    h.write(US, Body::Hold { of: order, basis: "US-FRA".into() });
    let joint = h.fold();
    assert_eq!(joint.version(&v).unwrap().redacted, fields(&["by", "en"]));
    let (erased, orders) = joint.redactions(&v);
    assert_eq!(erased, fields(&["by", "en"]));
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0].basis, "KW-Law-61-1976");
    assert_eq!(orders[0].erased_by, [party("US")]);
    assert_eq!(orders[0].held_by, [(party("US"), "US-FRA".to_owned())]);
}

#[test]
fn joint_data_are_erased_when_every_member_has_ordered_it() {
    let mut h = three();
    let v = h.put(KW, "t1", &[]);
    for p in [US, ZA] {
        h.learn_all(p);
        h.consent(p, v);
    }
    let before = item_state(&h.fold(), &item("t1"));
    h.write(KW, redact(v, &["by", "ar"]));
    h.write(US, redact(v, &["by"]));
    let mut joint = h.fold();
    assert!(joint.version(&v).unwrap().redacted.is_empty());
    assert_eq!(item_state(&joint, &item("t1")), before);
    h.learn_all(ZA);
    h.write(ZA, redact(v, &["by", "ar"]));
    let last = h.logs[ZA].last().unwrap().clone();
    let admitted = joint.admit(&party("ZA"), &last);
    assert_eq!(admitted.erased, [(v, fields(&["by"])[0].clone())]);
    assert!(admitted.touched.contains(&item("t1")));
    let version = joint.version(&v).unwrap();
    assert_eq!(version.redacted, fields(&["by"]));
    // Erased is not undone: text, agreement and receipts stand.
    assert_eq!(version.agreed, Some(Level::Text));
}

#[test]
fn what_was_opened_beside_a_consent_is_its_authors_to_erase() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    h.learn_all(US);
    let consent = h.consent(US, v);
    h.learn_all(KW);
    h.write(KW, redact(consent, &["by"]));
    h.write(US, redact(consent, &["by", "nothing"]));
    let joint = h.fold();
    assert_eq!(joint.entry(&party("KW"), 2).unwrap().void, Some(VoidRule::ForeignRedaction));
    assert_eq!(joint.redactions(&consent).0, fields(&["by"]));
}

#[test]
fn keys_are_in_force_from_their_size_on() {
    let mut h = two();
    let key = |vkey: &str, from_size| Body::Key { use_: KeyUse::Log, vkey: vkey.into(), from_size };
    h.write(KW, key("too-early", 1));
    h.write(KW, key("second", 5));
    h.write(KW, key("third", 9));
    let joint = h.fold();
    let kw = party("KW");
    assert_eq!(joint.entry(&kw, 1).unwrap().void, Some(VoidRule::KeyTooEarly));
    let at = |size| joint.keys_in_force(&kw, KeyUse::Log, size).unwrap();
    let first = "KW.example/d+01020304+AQ";
    assert_eq!([at(0), at(4), at(5), at(8), at(9)], [first, first, "second", "second", "third"]);
    assert_eq!(joint.log_keys(&kw), [("second".into(), 5), ("third".into(), 9)]);
    assert_eq!(joint.key_statements(&kw, KeyUse::Log).len(), 3);
    assert_eq!(joint.keys_in_force(&kw, KeyUse::Bag, 9), None);
}

#[test]
fn the_next_entry_lists_only_what_has_grown() {
    let mut h = two();
    let v = h.put(KW, "t1", &[]);
    let joint = h.fold();
    let seen = joint.next_seen(&party("US"));
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[&party("KW")], h.head(KW, 2));
    h.learn_all(US);
    h.consent(US, v);
    let joint = h.fold();
    assert!(joint.next_seen(&party("US")).is_empty());
    let written = Entry::decode(&h.logs[US][1]).unwrap().origin.unwrap().seen;
    assert_eq!(written, seen);
    assert_eq!(joint.heads()[&party("US")], h.head(US, 2));
    assert!(joint.happened_before((&party("KW"), 1), (&party("US"), 1)));
    assert!(!joint.happened_before((&party("US"), 1), (&party("KW"), 1)));
}

/// The worked example of the entry format, folded.
#[test]
fn the_worked_example_is_agreed() {
    let vectors = concat!(env!("CARGO_MANIFEST_DIR"), "/../ledger/tests/vectors/entry/");
    let read = |name: &str| std::fs::read(format!("{vectors}{name}")).unwrap();
    let rules = |name: &str, _| (name == "paragraph").then_some(Rule::Joint);
    let mut joint = dialogue::fold::Joint::new(&read("charter.json"), rules).unwrap();
    // The consent arrives first.
    joint.admit(&party("US"), &read("us-1.json"));
    assert_eq!(joint.folded(&party("US")), 1);
    let admitted = joint.admit(&party("KW"), &read("kw-1.json"));
    assert_eq!(admitted.folded, [(party("KW"), 1), (party("US"), 1)]);
    let standing = joint.standing(&item("t4.p012")).unwrap();
    let version = VersionId::parse("s6BqAY3DWVxDqgSBEci5TZeDO3ogK6NJG852_6_2kbA").unwrap();
    assert_eq!((standing.effective, standing.level), (vec![version], Some(Level::Text)));
    joint.receipt(&party("KW"), &party("US"), 2);
    joint.receipt(&party("US"), &party("KW"), 2);
    assert!(joint.standing(&item("t4.p012")).unwrap().sealed);
}
