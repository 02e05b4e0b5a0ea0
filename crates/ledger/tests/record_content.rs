//! What the two sides rely on in entries, openings and frames: one spelling for each meaning
//! (P11, A9), commitments that open to one value (A6), and readers that survive anything (A16).
//! The vectors under `tests/vectors` serve a second implementation as well.

#![allow(clippy::unwrap_used)]

#[path = "record_content/generators.rs"]
mod generators;
#[path = "record_content/oracle.rs"]
mod oracle;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use ledger::entry::{
    Body, Charter, Entry, EntryError, FieldRef, Head, Level, Member, Origin, Put, leaf_hash,
};
use ledger::frame::{self, Fault, Frame, OpeningsOf};
use ledger::id::{DialogueId, FieldName, IdError, ItemId, PartyId, TypeName, VersionId};
use ledger::json::{self, JsonError, Profile, Rule, Value};
use ledger::limits;
use ledger::opening::{Digest, Opening, OpeningError};
use proptest::collection::vec;
use proptest::prelude::*;

use generators::{Random, any_json, entries, fields, frame_of_any_kind, json_bytes, values};
use oracle::{in_subset, oracle, to_serde};

const CHARTER: &[u8] = include_bytes!("vectors/entry/charter.json");
const KW_1: &[u8] = include_bytes!("vectors/entry/kw-1.json");
const US_1: &[u8] = include_bytes!("vectors/entry/us-1.json");
const LEAVES: &str = include_str!("vectors/entry/leaves.tsv");
const KW_1_OPENINGS: &str = include_str!("vectors/opening/kw-1.tsv");
const REFUSED: &str = include_str!("vectors/refused.tsv");
const KW_FRAMES: &[u8] = include_bytes!("vectors/frame/kw.frames");

// ---- the worked example, both directions ----

#[test]
fn worked_example_leaves_and_version_ids_are_those_of_the_format() {
    let files = [CHARTER, KW_1, US_1];
    for (bytes, row) in files.iter().zip(LEAVES.lines().skip(1)) {
        let [file, length, hex, id] = columns(row);
        let leaf = VersionId(leaf_hash(bytes));
        assert_eq!(bytes.len().to_string(), length, "{file}");
        assert_eq!(leaf.to_hex(), hex, "{file}");
        assert_eq!(leaf.to_string(), id, "{file}");
        assert_eq!(VersionId::parse(id), Ok(leaf), "{file}");
        assert_eq!(leaf.short(), id[..8], "{file}");
    }
}

#[test]
fn worked_example_charter_is_written_and_read_to_the_last_byte() {
    let member = |party: &str, node: &str, log: &str, mirror: &str| Member {
        party: party_id(party),
        log: format!("{node}/kwus-3q7f5m2a+{log}"),
        mirror: format!("{node}/kwus-3q7f5m2a/mirror+{mirror}"),
        pins: vec![],
        recovery: None,
    };
    let kw = member(
        "KW",
        "hiwar.kw.example",
        "9187f788+AWFo0EgOInLMYu/MCLgrCRQCAQrDyOetQ4fMIBBlkC0O",
        "d2cc3c50+BBZFVJleYBFOJfwgPvYTV0fAMvC/xmA9LTYFIvf5AF4G",
    );
    let us = member(
        "US",
        "hiwar.us.example",
        "a5c2e682+AVguWkTrfMeIkR8KAl1PnK6sGwalDUDO7rJwHSzwF1Xc",
        "fb796b08+BG8MOdDjwSYfucr4i5sX20FkKQzGYWV3PHz923t/ZsLx",
    );
    let charter = Charter { members: vec![kw, us], rules: BTreeMap::new(), schema: 1 };
    let entry = Entry {
        dialogue: dialogue_id(),
        at: "2026-11-23T08:00:00Z".into(),
        origin: None,
        body: Body::Charter(charter),
    };
    assert_eq!(text(&entry.encode()), text(CHARTER));
    assert_eq!(Entry::decode(CHARTER), Ok(entry));
}

#[test]
fn worked_example_put_is_written_and_read_to_the_last_byte() {
    let open = opening_rows().map(|[field, digest, ..]| {
        (FieldName::parse(field).unwrap(), Digest::parse(digest).unwrap())
    });
    let charter = VersionId(leaf_hash(CHARTER));
    let entry = Entry {
        dialogue: dialogue_id(),
        at: "2026-11-23T09:00:00Z".into(),
        origin: Some(Origin {
            party: party_id("KW"),
            seq: 1,
            seen: [(party_id("US"), Head { size: 1, root: charter.0 })].into(),
            open: open.collect(),
        }),
        body: Body::Put(Put {
            item: ItemId::parse("t4.p012").unwrap(),
            type_name: TypeName::parse("paragraph").unwrap(),
            base: vec![],
            charter,
            offer: true,
            pos: None,
            aud: None,
        }),
    };
    assert_eq!(text(&entry.encode()), text(KW_1));
    assert_eq!(Entry::decode(KW_1), Ok(entry));
}

#[test]
fn worked_example_consent_is_written_and_read_to_the_last_byte() {
    let root = VersionId::parse("bzh2AL4sa3Z-izLwl_xkXJ_pXtrD6A90uRgDfSjgXR0").unwrap().0;
    let entry = Entry {
        dialogue: dialogue_id(),
        at: "2026-11-23T09:02:00Z".into(),
        origin: Some(Origin {
            party: party_id("US"),
            seq: 1,
            seen: [(party_id("KW"), Head { size: 2, root })].into(),
            open: BTreeMap::new(),
        }),
        body: Body::Consent { to: VersionId(leaf_hash(KW_1)), level: Level::Text },
    };
    let (bytes, id) = entry.seal().unwrap();
    assert_eq!(text(&bytes), text(US_1));
    assert_eq!(id.0, leaf_hash(US_1));
    assert_eq!(Entry::decode(US_1), Ok(entry));
}

#[test]
fn worked_example_openings_open_their_commitments_and_write_back_the_same() {
    let origin = Entry::decode(KW_1).unwrap().origin.unwrap();
    assert_eq!(origin.open.len(), opening_rows().count());
    for [field, digest, disclosure, decoded] in opening_rows() {
        let field = FieldName::parse(field).unwrap();
        assert_eq!(origin.open[&field].to_string(), digest);
        let opening = Opening::parse_for(disclosure, &field, &origin.open[&field]).unwrap();
        assert_eq!(opening.disclosure(), disclosure);
        let list = vec![opening.salt.into(), field.as_str().into(), opening.value];
        assert_eq!(json::write(&Value::List(list)), decoded);
    }
}

#[test]
fn digests_are_those_of_rfc_9901() {
    // RFC 9901 part 5.1, claim `family_name`. Its spaces are legal there and not canonical here.
    let disclosure = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
    let digest = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0";
    assert_eq!(Opening::digest(disclosure).to_string(), digest);
    let rule = Rule::Whitespace;
    assert_eq!(Opening::parse(disclosure), Err(JsonError { at: 27, rule }.into()));
}

#[test]
fn worked_example_frames_are_written_and_read_to_the_last_byte() {
    let frames = frame::decode(KW_FRAMES).unwrap();
    let [have, entries, openings, checkpoint, cosignatures] = &frames[..] else {
        panic!("{} frames instead of five", frames.len());
    };
    let root = leaf_hash(CHARTER);
    assert_eq!(*have, Frame::Have { party: party_id("US"), head: Head { size: 1, root } });
    let bytes = vec![CHARTER.to_vec(), KW_1.to_vec()];
    assert_eq!(*entries, Frame::Entries { party: party_id("KW"), from: 0, entries: bytes });
    let disclosures = opening_rows().map(|row| row[2].to_owned()).collect();
    let line = OpeningsOf { index: 1, disclosures };
    assert_eq!(*openings, Frame::Openings { party: party_id("KW"), openings: vec![line] });
    let Frame::Checkpoint { dialogue, note, .. } = checkpoint else { panic!("no checkpoint") };
    assert_eq!((dialogue, note.len()), (&dialogue_id(), 354));
    let Frame::Cosignatures { size: 2, lines, .. } = cosignatures else { panic!("no receipt") };
    assert!(text(note).ends_with(&format!("{}\n", lines[0])));
    assert_eq!(frame::encode(&frames), KW_FRAMES);
    assert_eq!(frame::check(&frames), Ok(()));
}

// ---- P11: one spelling for each meaning ----

proptest! {
    #[test]
    fn p11_decode_of_encode_is_the_same_entry(entry in entries()) {
        let bytes = entry.encode();
        prop_assert_eq!(Entry::decode(&bytes), Ok(entry.clone()));
        prop_assert_eq!(entry.seal(), Ok((bytes.clone(), VersionId(leaf_hash(&bytes)))));
        prop_assert_eq!(json::check(&bytes, Profile::Skeleton), Ok(()));
        prop_assert_eq!(oracle(&bytes), Some(bytes));
    }

    #[test]
    fn p11_any_byte_change_is_rejected_or_yields_another_leaf(
        entry in entries(), at in any::<prop::sample::Index>(), byte in any::<u8>()
    ) {
        let bytes = entry.encode();
        let mut changed = bytes.clone();
        changed[at.index(bytes.len())] = byte;
        prop_assume!(changed != bytes);
        if let Ok(other) = Entry::decode(&changed) {
            prop_assert_ne!(&other, &entry);
            prop_assert_eq!(other.encode(), changed.clone());
            prop_assert_ne!(leaf_hash(&changed), leaf_hash(&bytes));
        }
    }

    #[test]
    fn p11_the_writer_is_the_oracle_canonicaliser_on_the_subset(value in values()) {
        let bytes = json::write(&value).into_bytes();
        let written = serde_json_canonicalizer::to_string(&to_serde(&value)).unwrap();
        prop_assert_eq!(text(&bytes), written);
        prop_assert_eq!(json::parse(&bytes, Profile::Opening), Ok(value));
        prop_assert_eq!(json::check(&bytes, Profile::Opening), Ok(()));
    }

    #[test]
    fn p11_check_and_parse_give_the_same_verdict(
        value in values(), edits in vec((any::<prop::sample::Index>(), json_bytes()), 0..4)
    ) {
        let mut bytes = json::write(&value).into_bytes();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        for profile in [Profile::Skeleton, Profile::Opening] {
            let parsed = json::parse(&bytes, profile);
            prop_assert_eq!(json::check(&bytes, profile), parsed.clone().map(drop));
            if let Ok(value) = parsed {
                prop_assert_eq!(json::write(&value).into_bytes(), bytes.clone());
                prop_assert_eq!(oracle(&bytes), Some(bytes.clone()));
            }
        }
    }

    #[test]
    fn p11_exactly_the_subset_of_canonical_json_is_accepted(value in any_json()) {
        let bytes = serde_json_canonicalizer::to_vec(&value).unwrap();
        let accepted = json::check(&bytes, Profile::Opening).is_ok();
        prop_assert_eq!(accepted, in_subset(&value, 1), "{}", text(&bytes));
        let spaced = serde_json::to_vec_pretty(&value).unwrap();
        if spaced != bytes {
            prop_assert!(json::check(&spaced, Profile::Opening).is_err());
        }
    }

    #[test]
    fn p11_openings_read_back_and_open_only_themselves(
        salt in any::<[u8; 16]>(), field in fields(), value in values(), flip in any::<u16>()
    ) {
        let opening = Opening::new(salt, field.clone(), value);
        let (disclosure, digest) = opening.seal().unwrap();
        prop_assert_eq!(Opening::parse_for(&disclosure, &field, &digest), Ok(opening));
        let mut other = disclosure.clone().into_bytes();
        let at = usize::from(flip) % other.len();
        other[at] ^= 1;
        let other = text(&other);
        let error = Opening::parse_for(&other, &field, &digest).unwrap_err();
        let refused = matches!(error, OpeningError::WrongDigest { .. });
        prop_assert!(refused, "{error}");
    }

    #[test]
    fn p11_frames_read_back_as_they_were_written(frames in vec(frame_of_any_kind(), 0..6)) {
        let bytes = frame::encode(&frames);
        prop_assert_eq!(frame::check(&frames), Ok(()));
        prop_assert_eq!(bytes.len(), frames.iter().map(Frame::encoded_bytes).sum::<usize>());
        prop_assert_eq!(frame::decode(&bytes), Ok(frames));
    }

    #[test]
    fn p13_a_body_cut_anywhere_gives_its_whole_frames_and_a_clean_error(
        frames in vec(frame_of_any_kind(), 1..6), cut in any::<prop::sample::Index>()
    ) {
        let bytes = frame::encode(&frames);
        let cut = &bytes[..cut.index(bytes.len())];
        let prefix = frame::decode_prefix(cut);
        let whole = prefix.frames.len();
        prop_assert_eq!(&prefix.frames[..], &frames[..whole]);
        prop_assert_eq!(prefix.used, frame::encode(&frames[..whole]).len());
        if prefix.used == cut.len() {
            prop_assert_eq!(prefix.error, None);
        } else {
            let error = prefix.error.unwrap();
            prop_assert_eq!((error.whole, error.at), (whole, prefix.used));
            let cut_short = matches!(error.fault, Fault::Cut { .. });
            prop_assert!(cut_short, "{error}");
            prop_assert_eq!(frame::decode(cut), Err(error));
        }
        // The rest, sent again from the first frame that was not whole, completes the body.
        let rest = frame::decode(&bytes[prefix.used..]).unwrap();
        prop_assert_eq!([prefix.frames, rest].concat(), frames);
    }
}

#[test]
fn p11_every_one_byte_change_of_the_worked_example_is_rejected_or_yields_another_leaf() {
    for bytes in [CHARTER, KW_1, US_1] {
        let (entry, leaf) = (Entry::decode(bytes).unwrap(), leaf_hash(bytes));
        let mut changed = bytes.to_vec();
        let mut survivors = 0;
        for at in 0..bytes.len() {
            for byte in (0..=255).filter(|byte| *byte != bytes[at]) {
                changed[at] = byte;
                if let Ok(other) = Entry::decode(&changed) {
                    assert_ne!(other, entry);
                    assert_eq!(other.encode(), changed);
                    assert_ne!(leaf_hash(&changed), leaf);
                    survivors += 1;
                }
            }
            changed[at] = bytes[at];
        }
        // Digits of the time and characters of keys and hashes may change; syntax may not.
        assert!(survivors > 0 && survivors < bytes.len() * 64, "{survivors}");
    }
}

// ---- rules of entries ----

#[test]
fn only_a_founding_charter_has_no_author() {
    let mut charter = Entry::decode(CHARTER).unwrap();
    let put = Entry::decode(KW_1).unwrap();
    let mut orphan = put.clone();
    orphan.origin = None;
    let missing = |place| Err(EntryError::Missing { place, key: "party" });
    assert_eq!(Entry::decode(&orphan.encode()), missing("put"));
    assert_eq!(orphan.seal().map(drop), missing("put").map(|_: Entry| ()));
    // An amendment is a charter with an author.
    charter.origin = put.origin;
    let (bytes, _) = charter.seal().unwrap();
    assert_eq!(Entry::decode(&bytes), Ok(charter));
    // Half an author is none.
    let half = edited(CHARTER, r#""v":1"#, r#""seq":1,"v":1"#);
    let key = "seq".to_owned();
    assert_eq!(Entry::decode(&half), Err(EntryError::Foreign { place: "charter", key }));
}

#[test]
fn keys_that_are_missing_or_do_not_belong_are_refused_by_name() {
    let error = |bytes: &[u8]| Entry::decode(bytes).unwrap_err().to_string();
    let cases = [
        (r#""v":1"#, r#""v":2"#, "entry has format version 2"),
        (r#""kind":"put""#, r#""kind":"pet""#, "unknown kind `pet`"),
        (r#""offer":true,"#, "", "put lacks the key `offer`"),
        (r#","type":"paragraph""#, "", "put lacks the key `type`"),
        (r#""item":"t4.p012","kind""#, r#""item":"t4.p012","items":1,"kind""#, "no key `items`"),
        (r#""kind":"put""#, r#""kind":"put","level":"text""#, "put has no key `level`"),
        (r#""offer":true"#, r#""offer":1"#, "`offer` of put: write true or false"),
        (r#""seq":1"#, r#""seq":0"#, "`seq` of put"),
        (r#""seq":1"#, r#""seq":"1""#, "`seq` of put: write an integer"),
        (r#""seen":{"US""#, r#""seen":{"KW""#, "not the author's own"),
        (r#""seen":{"US":[1,"#, r#""seen":{"US":[1,1,"#, "list of size and root"),
        (r#""party":"KW""#, r#""party":"kw""#, "is not a party code"),
        (r#"T09:00:00Z"#, r#"T09:00:60Z"#, "`at` of put: write RFC 3339"),
        (r#"2026-11-23"#, r#"2026-02-29"#, "`at` of put: write RFC 3339"),
        (r#"T09:00:00Z"#, r#"T09:00:00z"#, "`at` of put: write RFC 3339"),
        (r#""offer":true"#, r#""aud":[],"offer":true"#, "key-order"),
    ];
    for (from, to, wanted) in cases {
        let found = error(&edited(KW_1, from, to));
        assert!(found.contains(wanted), "{to}: `{found}` does not say `{wanted}`");
    }
    assert!(error(b"[]").contains("not a map"));
    assert!(
        error(&edited(US_1, "\"level\":\"text\"", "\"level\":\"sign\"")).contains("text or bind")
    );
    let schema = edited(CHARTER, r#""v":1"#, r#""schema":1,"v":1"#);
    assert!(error(&schema).contains("leave the key out for schema 1"));
    let rules = edited(CHARTER, r#""v":1"#, r#""rules":{},"v":1"#);
    assert!(error(&rules).contains("leave the key out when there is none"));
}

#[test]
fn lists_have_one_order() {
    let hash = |byte| VersionId([byte; 32]);
    let refused = |entry: &Entry| {
        let error = entry.check().unwrap_err();
        assert_eq!(Entry::decode(&entry.encode()), Err(error.clone()));
        assert_eq!(entry.seal(), Err(error.clone()));
        error.to_string()
    };
    let mut charter = Entry::decode(CHARTER).unwrap();
    let Body::Charter(body) = &mut charter.body else { panic!("no charter") };
    body.members.reverse();
    assert!(refused(&charter).contains("sort the members by party"));
    let Body::Charter(body) = &mut charter.body else { panic!("no charter") };
    body.members[0] = body.members[1].clone();
    assert!(refused(&charter).contains("each once"));

    let mut put = Entry::decode(KW_1).unwrap();
    let mut with = |change: &dyn Fn(&mut Put)| {
        let Body::Put(body) = &mut put.body else { panic!("no put") };
        *body = Put { base: vec![], aud: None, pos: None, ..body.clone() };
        change(body);
        put.clone()
    };
    let twice = with(&|put| put.base = vec![hash(2), hash(1), hash(2)]);
    assert!(refused(&twice).contains("name each version once"));
    let unsorted = with(&|put| put.base = vec![hash(2), hash(1)]);
    assert_eq!(Entry::decode(&unsorted.encode()), Ok(unsorted), "base keeps its given order");
    let aud = with(&|put| put.aud = Some(vec![party_id("US"), party_id("KW")]));
    assert!(refused(&aud).contains("sort the parties"));
    let nobody = with(&|put| put.aud = Some(vec![]));
    assert!(refused(&nobody).contains("leave the key out"));
    let far = with(&|put| put.pos = Some(limits::INTEGER_MAX + 1));
    assert!(far.check().is_err() && Entry::decode(&far.encode()).is_err());

    let fields = ["en", "ar"].map(|field| FieldName::parse(field).unwrap()).to_vec();
    put.body = Body::Redact {
        of: vec![FieldRef { entry: hash(1), fields }],
        basis: "KW-DL-79-2025".into(),
    };
    assert!(refused(&put).contains("sorted, each once"));
    put.body = Body::Hold { of: hash(1), basis: " padded".into() };
    assert!(refused(&put).contains("no space at either end"));
}

#[test]
fn times_have_one_form_and_name_a_day_that_exists() {
    let mut entry = Entry::decode(KW_1).unwrap();
    let good =
        "2024-02-29T00:00:00Z 2000-02-29T23:59:59Z 2026-12-31T12:00:00Z 0000-01-01T00:00:00Z";
    for at in good.split(' ') {
        entry.at = at.into();
        assert_eq!(Entry::decode(&entry.encode()), Ok(entry.clone()), "{at}");
    }
    let bad = "2023-02-29T00:00:00Z 1900-02-29T00:00:00Z 2026-04-31T00:00:00Z 2026-13-01T00:00:00Z \
               2026-00-01T00:00:00Z 2026-01-00T00:00:00Z 2026-01-32T00:00:00Z 2026-01-01T24:00:00Z \
               2026-01-01T00:60:00Z 2026-01-01T00:00:60Z 2026-01-01T00:00:00.0Z 2026-01-01T00:00Z \
               2026-01-01T00:00:00+00:00 2026-01-01t00:00:00Z 2026-1-01T00:00:00Z 20260101T000000Z";
    for at in bad.split_whitespace() {
        entry.at = at.into();
        let found = Entry::decode(&entry.encode()).unwrap_err();
        assert!(matches!(found, EntryError::Invalid { key: "at", .. }), "{at}: {found}");
    }
}

#[test]
fn an_entry_that_writing_would_break_is_refused_before_it_is_sealed() {
    let mut entry = Entry::decode(KW_1).unwrap();
    for basis in ["", "a\"b", "back\\slash", "\u{642}\u{627}\u{646}\u{648}\u{646}", "line\nfeed"] {
        entry.body = Body::Hold { of: VersionId([1; 32]), basis: basis.into() };
        assert!(entry.seal().is_err(), "{basis:?}");
        assert!(Entry::decode(&entry.encode()).is_err(), "{basis:?}");
    }
    let long = "x".repeat(limits::VKEY_BYTES_MAX);
    let members = (0..16).map(|i| Member {
        party: party_id(&format!("P{i:02}")),
        log: long.clone(),
        mirror: "m".into(),
        pins: vec![],
        recovery: None,
    });
    let (members, rules) = (members.collect(), BTreeMap::new());
    entry.body = Body::Charter(Charter { members, rules, schema: 1 });
    let bytes = entry.encode().len();
    assert_eq!(entry.check(), Ok(()));
    assert_eq!(entry.seal(), Err(EntryError::TooLong { bytes }));
}

#[test]
fn the_shortest_entry_is_longer_than_the_frame_bound() {
    let note = r#"{"at":"2026-11-23T10:00:00Z","dialogue":"d","kind":"denounce","open":{},"#;
    let note = note.to_owned() + r#""party":"K","seen":{},"seq":1,"v":1}"#;
    assert!(Entry::decode(note.as_bytes()).is_ok());
    assert_eq!(note.len(), 108);
    assert!(limits::ENTRY_BYTES_MIN < note.len());
    let bytes = Opening::new([0; 16], FieldName::parse("f").unwrap(), 1.into()).disclosure().len();
    assert!(limits::DISCLOSURE_BYTES_MIN < bytes, "{bytes}");
}

#[test]
fn identifiers_have_one_form_each() {
    fn ok<T>(parse: fn(&str) -> Result<T, IdError>, texts: &[&str]) {
        texts.iter().for_each(|text| assert!(parse(text).is_ok(), "{text}"));
    }
    fn bad<T>(parse: fn(&str) -> Result<T, IdError>, texts: &[&str]) {
        texts.iter().for_each(|text| assert!(parse(text).is_err(), "{text}"));
    }
    let (s16, s17) = ("A".repeat(16), "A".repeat(17));
    let (s64, s65) = ("a".repeat(64), "a".repeat(65));
    ok(PartyId::parse, &["KW", "US", "K", "P-1", &s16]);
    bad(PartyId::parse, &["", "kw", "1K", "-K", "K W", "K_W", "\u{41a}W", "KW\n", &s17]);
    ok(DialogueId::parse, &["kwus-3q7f5m2a", "0", &s64]);
    bad(DialogueId::parse, &["", "-a", "A", "a.b", "a/b", &s65]);
    ok(ItemId::parse, &["t4.p012", "-", ".", "_", &s64]);
    bad(ItemId::parse, &["", "a b", "a/b", "a+b", "\u{628}", &s65]);
    ok(FieldName::parse, &["ar", "title_ar", "A1", &s64]);
    bad(FieldName::parse, &["", "_a", "1a", "a-b", "a.b", &s65]);
    ok(TypeName::parse, &["paragraph", "MouText"]);
    bad(TypeName::parse, &["", "_sd", "..."]);
    let id = VersionId(leaf_hash(KW_1)).to_string();
    // The last character carries two bits that must be zero.
    let stray = id[..42].to_owned() + "B";
    bad(VersionId::parse, &["", &id[..42], &format!("{id}="), &stray, &id.replace('_', "/")]);
    let error = PartyId::parse("k\u{202e}w\n").unwrap_err().to_string();
    assert_eq!(
        error,
        "`k\\u{202e}w\\n` is not a party code: 1 to 16 of A-Z, 0-9 and -, \
                       the first a letter"
    );
}

// ---- A6: wrong opening for a digest ----

#[test]
fn a6_an_opening_opens_neither_another_field_nor_another_commitment() {
    let [ar, by, ..] = opening_rows().collect::<Vec<_>>()[..] else { panic!("rows") };
    let field = |row: [&str; 4]| FieldName::parse(row[0]).unwrap();
    let digest = |row: [&str; 4]| Digest::parse(row[1]).unwrap();
    // Someone serves the Arabic text as the officer's name.
    assert!(matches!(
        Opening::parse_for(ar[2], &field(by), &digest(by)),
        Err(OpeningError::WrongDigest { .. })
    ));
    // An author commits under `by` to an opening that names `ar`.
    let wrong = Err(OpeningError::WrongField { wanted: field(by), found: field(ar) });
    assert_eq!(Opening::parse_for(ar[2], &field(by), &digest(ar)), wrong);
}

#[test]
fn a6_an_opening_has_one_shape() {
    let seal = |json: &str| {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(json)
    };
    let salt = "AAAAAAAAAAAAAAAAAAAAAA";
    assert!(Opening::parse(&seal(&format!(r#"["{salt}","en","x"]"#))).is_ok());
    let shape = [r#"["AAAAAAAAAAAAAAAAAAAAAA","en"]"#, "{}", r#"[1,"en","x"]"#, "[]"];
    for json in shape {
        assert_eq!(Opening::parse(&seal(json)), Err(OpeningError::Shape), "{json}");
    }
    // Fewer bits, more bits, stray bits, standard base64, padding.
    let salts = [
        "AAAA",
        &"A".repeat(43),
        "AAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAA+A",
        "AAAAAAAAAAAAAAAAAAAAAA==",
    ];
    for salt in salts {
        let found = Opening::parse(&seal(&format!(r#"["{salt}","en","x"]"#)));
        assert_eq!(found, Err(OpeningError::Salt(salt.into())));
    }
    let named = seal(&format!(r#"["{salt}","_sd","x"]"#));
    assert!(matches!(Opening::parse(&named), Err(OpeningError::Field(_))));
    let padded = seal(&format!(r#"["{salt}","en","xy"]"#)) + "=";
    assert!(matches!(Opening::parse(&padded), Err(OpeningError::Base64(_))));
    let deep = (0..8).fold(Value::Int(1), |value, _| Value::List(vec![value]));
    let deep = Opening::new([1; 16], FieldName::parse("en").unwrap(), deep);
    assert!(matches!(deep.seal(), Err(OpeningError::Json(e)) if e.rule == Rule::Depth));
    let long = "x".repeat(limits::OPENING_BYTES_MAX);
    let long = Opening::new([1; 16], FieldName::parse("en").unwrap(), long.into());
    assert!(matches!(long.seal(), Err(OpeningError::TooLong { .. })));
}

// ---- A9: non-canonical twins ----

#[test]
fn a9_twins_are_refused_with_the_name_of_the_rule() {
    let mut seen = std::collections::BTreeSet::new();
    for row in REFUSED.lines().skip(1) {
        let [profile, name, at, bytes, what] = columns(row);
        let profile = if profile == "skeleton" { Profile::Skeleton } else { Profile::Opening };
        let error = json::check(&percent_decoded(bytes), profile).expect_err(what);
        assert_eq!((error.rule.name(), error.at.to_string().as_str()), (name, at), "{what}");
        assert!(error.to_string().contains(name), "{what}: {error}");
        seen.insert(name);
    }
    assert_eq!(seen.len(), 19, "every rule but `length` has a vector: {seen:?}");
}

#[test]
fn a9_equal_meaning_in_other_bytes_is_refused() {
    let twins: Vec<Vec<u8>> = vec![
        serde_json::to_vec_pretty(&serde_json::from_slice::<serde_json::Value>(KW_1).unwrap())
            .unwrap(),
        [KW_1, b"\n"].concat(),
        [b"\xef\xbb\xbf", KW_1].concat(),
        edited(KW_1, r#""seq":1"#, r#""seq":1.0"#),
        edited(KW_1, r#""seq":1"#, r#""seq":1e0"#),
        edited(KW_1, r#""seq":1"#, r#""seq":01"#),
        edited(KW_1, r#""kind":"put""#, r#""kind":"p\u0075t""#),
        edited(KW_1, r#""kind":"put""#, r#""kind":"put","kind":"put""#),
        edited(KW_1, r#""type":"paragraph","v":1"#, r#""v":1,"type":"paragraph""#),
        edited(KW_1, r#""offer":true"#, r#""offer":true,"pos":null"#),
    ];
    for twin in twins {
        let same: serde_json::Value =
            serde_json::from_slice(twin.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&twin))
                .unwrap_or_default();
        let error = Entry::decode(&twin).unwrap_err();
        assert!(matches!(error, EntryError::Json(_)), "{same}: {error}");
    }
}

// ---- A16: parser bombs ----

#[test]
fn a16_depth_size_and_count_bombs_are_refused_quickly() {
    let started = Instant::now();
    let deep = "[".repeat(60_000);
    for profile in [Profile::Skeleton, Profile::Opening] {
        let error = json::parse(deep.as_bytes(), profile).unwrap_err();
        assert_eq!((error.at, error.rule), (limits::JSON_DEPTH_MAX, Rule::Depth));
    }
    let maps = "{\"a\":".repeat(13_000);
    assert_eq!(json::check(maps.as_bytes(), Profile::Skeleton).unwrap_err().rule, Rule::Depth);
    let wide = format!("[{}0]", "0,".repeat(32_000));
    assert_eq!(json::check(wide.as_bytes(), Profile::Skeleton), Ok(()));
    assert!(Entry::decode(wide.as_bytes()).is_err());
    let long = format!("\"{}\"", "x".repeat(limits::OPENING_BYTES_MAX));
    let rule = json::check(long.as_bytes(), Profile::Opening).unwrap_err().rule;
    assert_eq!(rule, Rule::Length);
    let digits = "9".repeat(60_000);
    assert_eq!(json::check(digits.as_bytes(), Profile::Skeleton).unwrap_err().at, 0);
    // As many keys as fit, each of them foreign.
    let keys: Vec<String> = (0..5_900).map(|i| format!("\"a{i:05}\":0")).collect();
    let flood = edited(KW_1, "{\"at\"", &format!("{{{},\"at\"", keys.join(",")));
    assert!(flood.len() > 60_000);
    assert!(matches!(Entry::decode(&flood), Err(EntryError::Foreign { .. })));
    // As many bases as fit: the bound answers before anything quadratic does.
    let ids: Vec<String> =
        (0u32..1_300).map(|i| format!("\"{}\"", VersionId(leaf_hash(&i.to_be_bytes())))).collect();
    let bases = edited(KW_1, "\"base\":[]", &format!("\"base\":[{}]", ids.join(",")));
    assert!(Entry::decode(&bases).unwrap_err().to_string().contains("at most 64 versions"));
    let disclosure = "A".repeat(limits::DISCLOSURE_BYTES_MAX + 1);
    assert!(matches!(Opening::parse(&disclosure), Err(OpeningError::TooLong { .. })));
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[test]
fn a16_frame_bombs_are_refused_quickly() {
    let started = Instant::now();
    let fault = |bytes: &[u8]| frame::decode(bytes).unwrap_err().fault;
    let have = frame::encode(&[Frame::Have {
        party: party_id("KW"),
        head: Head { size: 1, root: [0; 32] },
    }]);
    assert!(frame::decode(&have.repeat(limits::FRAMES_MAX)).is_ok());
    assert_eq!(fault(&have.repeat(limits::FRAMES_MAX + 1)), Fault::TooMany);
    let huge = vec![0; limits::FRAMES_BYTES_MAX + 1];
    assert_eq!(fault(&huge), Fault::TooLong { bytes: huge.len() });
    // A length that promises 4 GiB allocates nothing.
    assert_eq!(fault(b"\x02\xff\xff\xff\xff\x02KW"), Fault::TooLong { bytes: 0xffff_ffff });
    assert_eq!(fault(b"\x02\x00\xf0\x00\x00\x02KW"), Fault::Cut { missing: 0xf0_0000 - 3 });
    assert_eq!(fault(b"\x00\x00\x00\x00\x00"), Fault::Kind { kind: 0 });
    assert_eq!(fault(b"\x08\x00\x00\x00\x00"), Fault::Kind { kind: 8 });
    let framed = |kind: u8, payload: Vec<u8>| {
        let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
        [vec![kind], length.to_vec(), payload].concat()
    };
    let size = limits::FRAMES_BYTES_MAX - 64;
    let tiny_entries = [b"\x02KW\0\0\0\0\0\0\0\0".to_vec(), b"\0\x01x".repeat(size / 3)].concat();
    let empty_lines = [b"\x02KW\0\0\0\0\0\0\0\0".to_vec(), b"\n".repeat(size)].concat();
    let tiny_openings = [b"\x02KW{\"i\":1,\"d\":[\"".to_vec(), b"\",\"".repeat(size / 3)].concat();
    let tiny_openings = [tiny_openings, b"\"]}\n".to_vec()].concat();
    for (kind, payload) in [(2, tiny_entries), (4, empty_lines), (3, tiny_openings)] {
        assert!(matches!(fault(&framed(kind, payload)), Fault::Form(_)), "kind {kind}");
    }
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn frames_that_a_reader_would_refuse_fail_the_writers_check() {
    let party = party_id("KW");
    let entries = |from, entries| Frame::Entries { party: party.clone(), from, entries };
    let lines = |lines: &[&str]| Frame::Cosignatures {
        party: party.clone(),
        size: 1,
        lines: lines.iter().map(|line| line.to_string()).collect(),
    };
    let openings = |rows: &[(u64, &str)]| Frame::Openings {
        party: party.clone(),
        openings: rows
            .iter()
            .map(|(index, d)| OpeningsOf { index: *index, disclosures: vec![d.to_string()] })
            .collect(),
    };
    let d = "A".repeat(50);
    let bad = [
        entries(0, vec![]),
        entries(0, vec![vec![b'x'; 63]]),
        entries(u64::MAX, vec![vec![b'x'; 64]]),
        lines(&[]),
        lines(&["- hyphen AAAA"]),
        lines(&["\u{2014} a\u{85}b"]),
        openings(&[]),
        openings(&[(2, &d), (1, &d)]),
        openings(&[(1, &d), (1, &d)]),
        openings(&[(1, "short")]),
        openings(&[(1, &(d.clone() + "="))]),
        Frame::Checkpoint { dialogue: dialogue_id(), party: party.clone(), note: vec![] },
    ];
    for frame in bad {
        let frames = [frame];
        let error = frame::check(&frames).unwrap_err();
        assert!(matches!(error.fault, Fault::Form(_)), "{error}");
        assert_eq!(frame::decode(&frame::encode(&frames)).unwrap_err().at, 0, "{frames:?}");
    }
    let many = vec![entries(0, vec![vec![b'x'; 64]]); limits::FRAMES_MAX + 1];
    assert_eq!(frame::check(&many).unwrap_err().fault, Fault::TooMany);
}

#[test]
fn a16_random_and_mutated_inputs_never_panic() {
    let mut random = Random(0x6869_7761_7231);
    let started = Instant::now();
    let disclosures: Vec<&str> = opening_rows().map(|row| row[2]).collect();
    let mut accepted = 0;
    for round in 0..100_000 {
        let seed = [CHARTER, KW_1, US_1][round % 3];
        let bytes = match round % 5 {
            0 => random.bytes(300),
            1 => random.json_like(300),
            _ => random.mutated(seed),
        };
        if let Ok(entry) = Entry::decode(&bytes) {
            assert_eq!(entry.encode(), bytes);
            accepted += 1;
        }
        let _ = json::parse(&bytes, Profile::Opening);
        let disclosure = random.mutated(disclosures[round % 3].as_bytes());
        if let Ok(disclosure) = str::from_utf8(&disclosure)
            && let Ok(opening) = Opening::parse(disclosure)
        {
            assert_eq!(opening.disclosure(), disclosure);
        }
        let frames = random.mutated(KW_FRAMES);
        if let Ok(read) = frame::decode(&frames) {
            assert_eq!(frame::encode(&read), frames);
        }
    }
    assert!(accepted > 100, "mutations reach past the first byte: {accepted}");
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
}

// ---- reading vectors ----

fn columns<const N: usize>(row: &str) -> [&str; N] {
    let columns: Vec<&str> = row.split('\t').collect();
    columns.try_into().unwrap_or_else(|_| panic!("{N} columns: {row}"))
}

fn opening_rows() -> impl Iterator<Item = [&'static str; 4]> {
    KW_1_OPENINGS.lines().skip(1).map(columns)
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        if *first == b'%' {
            let hex = str::from_utf8(&tail[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    bytes
}

fn edited(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = text(bytes);
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn party_id(text: &str) -> PartyId {
    PartyId::parse(text).unwrap()
}

fn dialogue_id() -> DialogueId {
    DialogueId::parse("kwus-3q7f5m2a").unwrap()
}
