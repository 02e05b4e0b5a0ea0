//! The private file: accounts, functions, sessions, notes, drafts, audit lines.

use ledger::id::{DialogueId, ItemId, TypeName, VersionId};
use rusqlite::Connection;
use sha2::Digest as _;
use store::Kind;
use store::private::{
    Draft, Filled, Holding, LetterState, LinkLetter, NewScan, NewSession, PrivateStore, Reminder,
    Report, SessionLimits, Settled, Subscription, Update, UpdateForm, UpdateLink, UpdateState,
};

use crate::world::did;

const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA";
const LIMITS: SessionLimits = SessionLimits { idle_ms_max: 1_800_000, absolute_ms_max: 43_200_000 };
const ID: &[u8] = &[7; 32];

fn with_account() -> (tempfile::TempDir, PrivateStore) {
    let dir = tempfile::tempdir().unwrap();
    let mut private = PrivateStore::create(&dir.path().join("private.db")).unwrap();
    private.add_account("amal", HASH, 1_000).unwrap();
    (dir, private)
}

fn item(id: &str) -> ItemId {
    ItemId::parse(id).unwrap()
}

fn sign_in(private: &mut PrivateStore, id: &[u8], now_ms: i64) {
    let new = NewSession { account: "amal", function: "co-chair", now_ms, agent: "Browser/1" };
    private.open_session(id, &new).unwrap();
}

#[test]
fn accounts_are_unique_and_take_only_hashes() {
    let (_dir, mut private) = with_account();
    let account = private.account("amal").unwrap().unwrap();
    assert_eq!((account.hash.as_str(), account.disabled, account.created_ms), (HASH, false, 1_000));
    assert!(!format!("{account:?}").contains("argon2"), "a log line must not hold the hash");
    assert_eq!(private.add_account("amal", HASH, 1).unwrap_err().kind(), Kind::Refused);
    let error = private.add_account("nura", "my secret password", 1).unwrap_err();
    assert_eq!(error.kind(), Kind::Refused);
    assert!(!error.to_string().contains("my secret"), "{error}");
    for bad in ["", "line\nfeed", &"x".repeat(257)] {
        assert_eq!(private.add_account(bad, HASH, 1).unwrap_err().kind(), Kind::Refused);
    }
    assert_eq!(private.account("nura").unwrap(), None);
    assert_eq!(private.set_hash("nura", HASH).unwrap_err().kind(), Kind::Refused);
    private.add_account("nura", HASH, 5).unwrap();
    let names: Vec<_> = private.accounts().unwrap().into_iter().map(|a| a.name).collect();
    assert_eq!(names, ["amal", "nura"]);
}

#[test]
fn a_function_is_held_from_its_first_moment_to_before_its_end() {
    let (_dir, mut private) = with_account();
    let mut holding = Holding {
        account: "amal".to_owned(),
        function: "co-chair".to_owned(),
        from_ms: 100,
        to_ms: Some(200),
        granter: "admin".to_owned(),
        at_ms: 50,
    };
    private.grant(&holding).unwrap();
    let held = |private: &PrivateStore| {
        [99, 100, 199, 200].map(|at| private.holds("amal", "co-chair", at).unwrap())
    };
    assert_eq!(held(&private), [false, true, true, false]);
    assert_eq!([99, 100, 199, 200].map(|at| holding.holds_at(at)), held(&private));
    holding.to_ms = None;
    private.grant(&holding).unwrap();
    assert_eq!(held(&private), [false, true, true, true]);
    assert!(private.end_grant("amal", "co-chair", 150).unwrap());
    assert_eq!(held(&private), [false, true, false, false]);
    assert!(!private.end_grant("amal", "co-chair", 150).unwrap());
    assert_eq!(private.holdings().unwrap(), private.holdings_of("amal").unwrap());
    assert_eq!(private.holdings().unwrap()[0].to_ms, Some(150));
    private.set_disabled("amal", true).unwrap();
    assert_eq!(held(&private), [false; 4], "a disabled account holds nothing");
    let stranger = Holding { account: "nobody".to_owned(), ..holding.clone() };
    assert_eq!(private.grant(&stranger).unwrap_err().kind(), Kind::Refused);
    let backwards = Holding { to_ms: Some(99), ..holding };
    assert_eq!(private.grant(&backwards).unwrap_err().kind(), Kind::Refused);
}

#[test]
fn a_session_ends_when_idle_old_or_before_its_start() {
    for (uses, open) in [
        (&[1_000i64, 1_700_000][..], true),
        (&[1_900_000], false),
        (&[1_700_000, 3_400_000, 5_100_000], true),
        (&[1_700_000, 3_600_000], false),
        (&[-1], false),
    ] {
        let (_dir, mut private) = with_account();
        sign_in(&mut private, ID, 0);
        let mut last = None;
        for now in uses {
            last = private.session(ID, *now, &LIMITS).unwrap();
        }
        assert_eq!(last.is_some(), open, "{uses:?}");
        assert_eq!(private.sessions_of("amal").unwrap().len(), usize::from(open), "{uses:?}");
    }
    // Used all the time, it still ends at its absolute limit.
    let (_dir, mut private) = with_account();
    sign_in(&mut private, ID, 0);
    let mut now = 0;
    while private.session(ID, now, &LIMITS).unwrap().is_some() {
        now += 1_000_000;
        assert!(now < 50_000_000, "the session never ended");
    }
    assert_eq!(now, 44_000_000);
}

#[test]
fn the_secret_of_a_session_is_not_in_the_file() {
    let (dir, mut private) = with_account();
    let id: Vec<u8> = (100..132).collect();
    sign_in(&mut private, &id, 0);
    let bytes = std::fs::read(dir.path().join("private.db-wal")).unwrap();
    assert!(bytes.windows(9).any(|w| w == b"Browser/1"), "the test looks at the wrong file");
    assert!(!bytes.windows(32).any(|w| w == id));
    assert!(private.session(&id, 1, &LIMITS).unwrap().is_some());
    let handle = private.sessions_of("amal").unwrap()[0].handle;
    assert!(private.session(&handle, 1, &LIMITS).unwrap().is_none(), "a handle opens nothing");
    assert_eq!(private.session(&[9; 32], 1, &LIMITS).unwrap(), None);
}

#[test]
fn sessions_end_with_the_account_the_password_and_the_function() {
    let (_dir, mut private) = with_account();
    let n_open = |private: &PrivateStore| private.sessions_of("amal").unwrap().len();
    sign_in(&mut private, ID, 0);
    private.set_disabled("amal", true).unwrap();
    assert_eq!(n_open(&private), 0);
    let new = NewSession { account: "amal", function: "co-chair", now_ms: 0, agent: "" };
    assert_eq!(private.open_session(ID, &new).unwrap_err().kind(), Kind::Refused);
    private.set_disabled("amal", false).unwrap();
    sign_in(&mut private, ID, 0);
    private.set_hash("amal", HASH).unwrap();
    assert_eq!(n_open(&private), 0);
    sign_in(&mut private, ID, 0);
    private.end_grant("amal", "co-chair", 1).unwrap();
    assert_eq!(n_open(&private), 0);
    for n in 0..3 {
        sign_in(&mut private, &[n; 32], 0);
    }
    let refused = private.open_session(&[0; 32], &new).unwrap_err();
    assert_eq!(refused.kind(), Kind::Refused, "an id in use");
    assert_eq!(private.open_session(b"short", &new).unwrap_err().kind(), Kind::Refused);
    assert!(private.close_session(&[0; 32]).unwrap());
    let handle = private.sessions_of("amal").unwrap()[0].handle;
    assert!(private.end_session(&handle).unwrap());
    assert!(!private.end_session(&handle).unwrap());
    assert_eq!(private.end_sessions_of("amal").unwrap(), 1);
    sign_in(&mut private, ID, 0);
    sign_in(&mut private, &[1; 32], 2_000_000);
    assert_eq!(private.sweep_sessions(2_000_001, &LIMITS).unwrap(), 1);
    assert_eq!(private.end_all_sessions().unwrap(), 1);
}

#[test]
fn private_notes_are_changed_only_by_their_author() {
    let (dir, mut private) = with_account();
    let id =
        private.add_note(&did(), &item("t4.p1"), "amal", "they will ask for more", 10).unwrap();
    private.add_note(&did(), &item("t4.p2"), "nura", "other", 11).unwrap();
    assert!(!private.edit_note(id, "nura", "changed", 20).unwrap());
    assert!(private.edit_note(id, "amal", "ask for less, quietly", 20).unwrap());
    let notes = private.notes_on(&did(), &item("t4.p1")).unwrap();
    assert_eq!(notes.len(), 1);
    assert_eq!((notes[0].text.as_str(), notes[0].edited_ms), ("ask for less, quietly", Some(20)));
    assert_eq!(private.notes(&did()).unwrap().len(), 2);
    assert!(!private.delete_note(id, "nura").unwrap());
    assert!(private.delete_note(id, "amal").unwrap());
    for name in ["private.db", "private.db-wal"] {
        let bytes = std::fs::read(dir.path().join(name)).unwrap();
        assert!(!bytes.windows(12).any(|w| w == b"less, quietl"), "still in {name}");
    }
    let long = "x".repeat(300_000);
    let error = private.add_note(&did(), &item("t4.p1"), "amal", &long, 1).unwrap_err();
    assert_eq!(error.kind(), Kind::Refused);
}

#[test]
fn drafts_and_read_marks_keep_the_newest() {
    let (_dir, mut private) = with_account();
    let mut draft = Draft {
        dialogue: did(),
        id: "d1".to_owned(),
        type_name: TypeName::parse("minute").unwrap(),
        item: Some(item("t4.p1")),
        content: br#"{"en":"The Parties"}"#.to_vec(),
        author: "amal".to_owned(),
        at_ms: 5,
    };
    private.put_draft(&draft).unwrap();
    draft.content = b"{}".to_vec();
    draft.item = None;
    private.put_draft(&draft).unwrap();
    assert_eq!(private.draft(&did(), "d1").unwrap(), Some(draft.clone()));
    assert_eq!(private.drafts(&did()).unwrap(), [draft.clone()]);
    draft.content = vec![0; 5_000_000];
    assert_eq!(private.put_draft(&draft).unwrap_err().kind(), Kind::Refused);
    assert!(private.delete_draft(&did(), "d1").unwrap());
    assert!(!private.delete_draft(&did(), "d1").unwrap());

    let (one, two) = (VersionId([1; 32]), VersionId([2; 32]));
    private.mark_read("amal", &did(), &[(item("t4.p1"), one)], 5).unwrap();
    private.mark_read("amal", &did(), &[(item("t4.p1"), two)], 6).unwrap();
    assert_eq!(private.read_marks("amal", &did()).unwrap(), [(item("t4.p1"), two, 6)]);
    let error = private.mark_read("nobody", &did(), &[(item("t4.p1"), one)], 5).unwrap_err();
    assert_eq!(error.kind(), Kind::Refused);
}

#[test]
fn audit_lines_stay_and_a_changed_or_missing_one_shows() {
    let (dir, mut private) = with_account();
    for n in 0..10 {
        assert_eq!(private.add_audit(n, "amal", "signed in", "from 10.0.0.1").unwrap(), n + 1);
    }
    assert_eq!(private.audit(7, 100).unwrap().len(), 3);
    assert_eq!(private.audit_newest(None, 1).unwrap()[0].n, 10);
    let before: Vec<i64> =
        private.audit_newest(Some(4), 2).unwrap().iter().map(|line| line.n).collect();
    assert_eq!(before, [3, 2], "page by page");
    assert_eq!(private.doctor(), []);
    drop(private);
    let path = dir.path().join("private.db");
    let insider = Connection::open(&path).unwrap();
    for change in ["UPDATE audit SET actor='x' WHERE n=4", "DELETE FROM audit WHERE n=4"] {
        let error = insider.execute(change, []).unwrap_err();
        assert!(error.to_string().contains("audit lines stay"), "{error}");
    }
    let triggers = "DROP TRIGGER audit_stays; DROP TRIGGER audit_is;";
    insider.execute_batch(triggers).unwrap();
    drop(insider);
    let error = PrivateStore::open(&path).unwrap_err();
    assert!(error.to_string().contains("tables are not those"), "{error}");

    for (change, place) in [
        ("UPDATE audit SET actor='x' WHERE n=4", "audit line 4"),
        ("DELETE FROM audit WHERE n=6", "audit line 6"),
    ] {
        let insider = Connection::open(&path).unwrap();
        let trigger: Vec<String> = model_triggers();
        insider.execute_batch(&format!("{triggers_if} {change};", triggers_if = DROP)).unwrap();
        trigger.iter().for_each(|sql| insider.execute_batch(sql).unwrap());
        drop(insider);
        let findings = PrivateStore::open(&path).unwrap().doctor();
        assert!(findings.iter().any(|finding| finding.place == place), "{findings:?}");
    }
}

const DROP: &str = "DROP TRIGGER IF EXISTS audit_stays; DROP TRIGGER IF EXISTS audit_is;";

/// The statements of the two triggers, for an insider careful enough to put them back.
fn model_triggers() -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("model.db");
    drop(PrivateStore::create(&path).unwrap());
    let model = Connection::open(&path).unwrap();
    let mut query = model.prepare("SELECT sql FROM sqlite_schema WHERE type='trigger'").unwrap();
    let rows = query.query_map([], |row| row.get(0)).unwrap();
    rows.map(|sql| sql.unwrap()).collect()
}

#[test]
fn p14_no_private_byte_is_in_the_joint_file_or_its_backup() {
    let place = crate::world::Place::new();
    let canary = "CANARY-7f3a-private-note";
    let mut private = PrivateStore::create(&place.dir.path().join("private.db")).unwrap();
    let mut joint = place.open();
    joint
        .append(&crate::world::kw(), &crate::world::EMPTY, &crate::world::batch("KW", 0, 3))
        .unwrap();
    private.add_note(&did(), &item("t0.p1"), "amal", canary, 1).unwrap();
    joint.backup_to(&place.dir.path().join("joint-backup.db")).unwrap();
    private.backup_to(&place.dir.path().join("private-backup.db")).unwrap();
    let mut n_with = 0;
    for file in std::fs::read_dir(place.dir.path()).unwrap() {
        let file = file.unwrap().path();
        let bytes = std::fs::read(&file).unwrap();
        if bytes.windows(canary.len()).any(|w| w == canary.as_bytes()) {
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            assert!(name.starts_with("private"), "{name}");
            n_with += 1;
        }
    }
    assert!(n_with >= 2, "the test looks at the wrong files");
    let restored = PrivateStore::open(&place.dir.path().join("private-backup.db")).unwrap();
    assert_eq!(restored.notes(&did()).unwrap()[0].text, canary);
    assert_eq!(restored.doctor(), []);
}

#[test]
fn a_page_left_open_does_not_keep_its_session_alive() {
    let (_dir, mut private) = with_account();
    sign_in(&mut private, ID, 0);
    for now in (60_000..=LIMITS.idle_ms_max).step_by(60_000) {
        assert!(private.peek_session(ID, now, &LIMITS).unwrap().is_some(), "{now}");
    }
    let over = LIMITS.idle_ms_max + 60_000;
    assert!(private.peek_session(ID, over, &LIMITS).unwrap().is_none(), "looking is no use");
    assert!(private.session(ID, over, &LIMITS).unwrap().is_none());
}

fn report(id: &str, at_ms: i64) -> Report {
    Report {
        dialogue: did(),
        id: id.to_owned(),
        name: "report.txt".to_owned(),
        kind: "text".to_owned(),
        sha: [7; 32],
        text: "عقد الاجتماع".to_owned(),
        facts: b"{}".to_vec(),
        choices: b"{}".to_vec(),
        author: "amal".to_owned(),
        at_ms,
        submitted_ms: None,
    }
}

#[test]
fn reports_keep_their_document_and_what_was_chosen() {
    let (_folder, mut store) = with_account();
    store.add_report(&report("a", 1), b"as it came").unwrap();
    store.add_report(&report("b", 2), b"another").unwrap();
    assert!(store.add_report(&report("a", 3), b"twice").is_err(), "an id is used once");
    let listed = store.reports(&did()).unwrap();
    assert_eq!(listed.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["b", "a"]);
    assert!(store.change_report(&did(), "a", b"[1]", b"[2]", Some(9)).unwrap());
    let changed = store.report(&did(), "a").unwrap().unwrap();
    assert_eq!((changed.facts, changed.choices), (b"[1]".to_vec(), b"[2]".to_vec()));
    assert_eq!(changed.submitted_ms, Some(9));
    let original = store.report_original(&did(), "a").unwrap();
    assert_eq!(original.as_deref(), Some(&b"as it came"[..]));
    assert!(store.delete_report(&did(), "a").unwrap());
    assert_eq!(store.report(&did(), "a").unwrap(), None);
}

#[test]
fn a_file_of_the_first_schema_is_brought_up_and_keeps_what_it_has() {
    let (folder, mut store) = with_account();
    let path = folder.path().join("private.db");
    store.add_note(&did(), &item("t4.p1"), "amal", "kept", 1).unwrap();
    drop(store);
    let old = Connection::open(&path).unwrap();
    let newer = "DROP TABLE report; DROP TABLE mail_letter; DROP TABLE update_page; \
                 DROP TABLE update_link; DROP TABLE update_form; \
                 DROP TABLE update_waiting; DROP TABLE update_scan; \
                 DROP TABLE mail_subscription; DROP TABLE mail_sent; PRAGMA user_version=1;";
    old.execute_batch(newer).unwrap();
    drop(old);
    let mut store = PrivateStore::open(&path).unwrap();
    assert_eq!(store.notes(&did()).unwrap()[0].text, "kept");
    store.add_report(&report("a", 1), b"as it came").unwrap();
    assert_eq!(store.doctor(), []);
}

fn link(id: &str) -> UpdateLink {
    UpdateLink {
        id: id.to_owned(),
        dialogue: did(),
        items: vec![item("c1"), item("c2")],
        post: ["مدير".to_owned(), "Director".to_owned()],
        author: "amal".to_owned(),
        at_ms: 10,
        expires_ms: 100,
        used_ms: None,
        revoked_ms: None,
    }
}

fn update(id: &str, origin: &str, of: &str) -> Update {
    Update {
        id: id.to_owned(),
        dialogue: did(),
        item: item(of),
        channel: "link".to_owned(),
        origin: origin.to_owned(),
        post: [String::new(), "Director".to_owned()],
        content: b"{}".to_vec(),
        at_ms: 20,
        late: false,
        state: UpdateState::Waiting,
        settled_ms: None,
        settler: None,
        report: None,
    }
}

#[test]
fn a_link_is_found_by_its_secret_alone_and_used_once() {
    let (folder, mut store) = with_account();
    let secret = [7_u8; 32];
    store.add_update_link(&link("a"), &secret).unwrap();
    assert_eq!(store.update_link(&secret).unwrap(), Some(link("a")));
    assert_eq!(store.update_link(&[8; 32]).unwrap(), None);
    assert!(store.add_update_link(&link("b"), b"short").is_err());
    store.add_update_link(&link("b"), &[9; 32]).unwrap();
    let came = [update("u1", "a", "c1"), update("u2", "a", "c2")];
    assert!(!store.use_update_link("a", &came, 101).unwrap(), "it is over");
    assert_eq!(store.updates(&did()).unwrap(), []);
    assert!(store.use_update_link("a", &came, 50).unwrap());
    assert!(!store.use_update_link("a", &came, 51).unwrap(), "it was used");
    assert!(!store.revoke_update_link(&did(), "a", 52).unwrap(), "nothing is left to revoke");
    assert_eq!(store.revoke_all_update_links(53).unwrap(), 1, "the one that was not used");
    assert_eq!(store.updates(&did()).unwrap().len(), 2);
    let settled =
        Settled { state: UpdateState::Rejected, account: "amal", report: None, now_ms: 60 };
    assert!(store.settle_update(&did(), "u1", &settled).unwrap());
    assert!(!store.settle_update(&did(), "u1", &settled).unwrap(), "it waits no more");
    drop(store);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(32).any(|part| part == secret), "only a hash is kept");
    }
}

#[test]
fn a_commitment_is_named_once_and_older_links_that_named_it_twice_are_read_so() {
    let (folder, mut store) = with_account();
    let twice = UpdateLink { items: vec![item("c1"), item("c1")], ..link("a") };
    let refused = store.add_update_link(&twice, &[7; 32]).unwrap_err();
    assert!(refused.to_string().contains("named twice"), "{refused}");
    store.add_update_link(&link("b"), &[8; 32]).unwrap();
    let file = Connection::open(folder.path().join("private.db")).unwrap();
    file.execute_batch("UPDATE update_link SET items='c1 c1 c2'").unwrap();
    assert_eq!(store.update_links(&did()).unwrap()[0].items, [item("c1"), item("c2")]);
}

fn filled(id: &str) -> Filled {
    let update = Update { channel: "form".to_owned(), ..update(id, "7K2M-93QX", "c1") };
    Filled { update, read: b"{}".to_vec() }
}

fn scan(bytes: &[u8]) -> Option<NewScan<'_>> {
    Some(NewScan { kind: "png", bytes })
}

fn reject(store: &mut PrivateStore, id: &str) {
    let state = UpdateState::Rejected;
    let settled = Settled { state, account: "amal", report: None, now_ms: 60 };
    assert!(store.settle_update(&did(), id, &settled).unwrap());
}

#[test]
fn a_scan_is_kept_once_and_goes_with_the_last_update_that_needs_it() {
    let (_folder, mut store) = with_account();
    let bytes = b"the bytes of an image";
    let sha: [u8; 32] = sha2::Sha256::digest(bytes).into();
    assert_eq!(store.take_filled(scan(bytes), &[filled("u1")]).unwrap(), ["u1"]);
    // The same paper again leads to where it was.
    assert_eq!(store.take_filled(scan(bytes), &[filled("u2")]).unwrap(), ["u1"]);
    assert_eq!(store.updates(&did()).unwrap().len(), 1);
    let kept = store.update_scan("u1", &sha).unwrap();
    assert_eq!(kept, Some(("png".to_owned(), bytes.to_vec())));
    assert_eq!(store.update_scan("u2", &sha).unwrap(), None, "it stands beside no other");
    assert_eq!(store.sweep_updates(1_000, 0).unwrap(), 0, "what waits stays");
    reject(&mut store, "u1");
    assert_eq!(store.sweep_updates(1_000, 0).unwrap(), 3);
    assert_eq!(store.update_scan("u1", &sha).unwrap(), None);
}

#[test]
fn no_scan_of_a_form_is_dropped_whatever_came_before_it() {
    let (_folder, mut store) = with_account();
    // The number came first, then the scan, then a better one: they stand beside one update.
    assert_eq!(store.take_filled(None, &[filled("u1")]).unwrap(), ["u1"]);
    assert_eq!(store.take_filled(scan(b"one"), &[filled("u2")]).unwrap(), ["u1"]);
    assert_eq!(store.take_filled(scan(b"two!"), &[filled("u3")]).unwrap(), ["u1"]);
    let scans = store.update_scans("u1").unwrap();
    let lengths: std::collections::BTreeSet<u64> = scans.iter().map(|one| one.n_bytes).collect();
    assert_eq!(lengths, [3, 4].into());
    assert_eq!(store.updates_waiting(&did()).unwrap(), 1);
    reject(&mut store, "u1");
    // What was seen leads to what became of it, by its scan and by its number.
    assert_eq!(store.take_filled(scan(b"one"), &[filled("u4")]).unwrap(), ["u1"]);
    assert_eq!(store.take_filled(None, &[filled("u5")]).unwrap(), ["u1"]);
    // Another paper is a further update, and its number now leads to that.
    assert_eq!(store.take_filled(scan(b"three"), &[filled("u6")]).unwrap(), ["u6"]);
    assert_eq!(store.take_filled(None, &[filled("u7")]).unwrap(), ["u6"]);
    assert_eq!(store.updates(&did()).unwrap().len(), 2);
    assert_eq!(store.update_scans("u6").unwrap().len(), 1);
}

#[test]
fn forms_are_kept_until_they_are_old_and_nothing_came_from_them() {
    let (_folder, mut store) = with_account();
    let form = |number: &str| UpdateForm {
        number: number.to_owned(),
        dialogue: did(),
        items: vec![item("c1")],
        post: [String::new(), "Director".to_owned()],
        author: "amal".to_owned(),
        at_ms: 10,
    };
    for number in ["7K2M-93QX", "0000-0000"] {
        store.add_update_form(&form(number)).unwrap();
    }
    store.take_filled(None, &[filled("u1")]).unwrap();
    assert_eq!(store.sweep_updates(5, 10).unwrap(), 0, "neither is old");
    assert_eq!(store.sweep_updates(5, 11).unwrap(), 1);
    assert_eq!(store.update_forms(&did()).unwrap(), [form("7K2M-93QX")], "something waits from it");
    reject(&mut store, "u1");
    assert_eq!(store.sweep_updates(61, 11).unwrap(), 2);
}

#[test]
fn a_file_of_the_fourth_schema_keeps_its_updates_and_their_scans() {
    let (folder, store) = with_account();
    drop(store);
    let path = folder.path().join("private.db");
    let old = Connection::open(&path).unwrap();
    old.execute_batch(
        "DROP TABLE mail_letter; DROP TABLE update_page; DROP TABLE update_waiting; \
         PRAGMA user_version=4;",
    )
    .unwrap();
    old.execute_batch(WAITING_OF_SCHEMA_4).unwrap();
    let sha: [u8; 32] = sha2::Sha256::digest(b"one").into();
    let sql = "INSERT INTO update_scan (sha, kind, bytes) VALUES (?1, 'png', ?2)";
    old.execute(sql, rusqlite::params![sha, b"one"]).unwrap();
    let sql = "INSERT INTO update_waiting VALUES (?1, ?2, 'c1', 'form', '7K2M-93QX', '', \
               'Director', CAST('{}' AS BLOB), 20, 0, ?3, 'waiting', NULL, NULL, NULL)";
    old.execute(sql, rusqlite::params!["u1", did().as_str(), sha]).unwrap();
    drop(old);
    let mut store = PrivateStore::open(&path).unwrap();
    assert_eq!(store.updates(&did()).unwrap(), [filled("u1").update]);
    assert_eq!(store.update_scans("u1").unwrap()[0].sha, sha);
    assert_eq!(store.take_filled(scan(b"one"), &[filled("u2")]).unwrap(), ["u1"]);
    assert_eq!(store.doctor(), []);
}

/// As releases with schemas 3 and 4 made it.
const WAITING_OF_SCHEMA_4: &str = "CREATE TABLE update_waiting (
  id TEXT NOT NULL PRIMARY KEY, dialogue TEXT NOT NULL, item TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('link', 'form')), origin TEXT NOT NULL,
  post_ar TEXT NOT NULL, post_en TEXT NOT NULL, content BLOB NOT NULL, at INTEGER NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1)), scan BLOB REFERENCES update_scan (sha),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'rejected')),
  settled INTEGER, settler TEXT, report TEXT, UNIQUE (channel, origin, item)) STRICT;
CREATE INDEX update_waiting_dialogue ON update_waiting (dialogue, state, at);
";

#[test]
fn a_subscription_ends_in_its_own_dialogue_only() {
    let (_folder, mut store) = with_account();
    let one = Subscription {
        id: "s1".to_owned(),
        dialogue: did(),
        address: "desk@ministry.example".to_owned(),
        lang: "ar".to_owned(),
        items: Vec::new(),
        kinds: "due".to_owned(),
        author: "amal".to_owned(),
        at_ms: 1,
    };
    store.add_subscription(&one).unwrap();
    let claim = Reminder { kind: "due_7", item: "c1", date: "2020-11-27" };
    assert_eq!(store.claim_reminders("s1", &[claim], 5).unwrap(), [true]);
    let other = DialogueId::parse("kw-fr").unwrap();
    assert!(!store.delete_subscription(&other, "s1").unwrap());
    assert!(store.was_sent("s1", &claim).unwrap(), "what was sent for it is not forgotten");
    assert!(store.delete_subscription(&did(), "s1").unwrap());
    assert!(!store.was_sent("s1", &claim).unwrap());
}

#[test]
fn a_letter_with_a_link_goes_from_state_to_state_and_ends_with_the_node() {
    let (_folder, mut store) = with_account();
    store.add_update_link(&link("a"), &[7; 32]).unwrap();
    let letter = |id: &str| LinkLetter {
        id: id.to_owned(),
        dialogue: did(),
        link: "a".to_owned(),
        address: "office@ministry.example".to_owned(),
        lang: "ar".to_owned(),
        author: "amal".to_owned(),
        at_ms: 1,
        state: LetterState::Waiting,
        done_ms: None,
    };
    for id in ["l1", "l2", "l3"] {
        store.add_link_letter(&letter(id)).unwrap();
    }
    let (waits, sends) = (LetterState::Waiting, LetterState::Sending);
    assert!(store.move_link_letter("l1", waits, sends, 2).unwrap());
    assert!(!store.move_link_letter("l1", waits, sends, 2).unwrap(), "it is on the line");
    assert!(store.move_link_letter("l1", sends, LetterState::Sent, 3).unwrap());
    assert!(store.move_link_letter("l2", waits, sends, 4).unwrap());
    assert_eq!(store.end_link_letters(9).unwrap(), 2);
    let states: Vec<LetterState> =
        store.link_letters(&did()).unwrap().iter().map(|one| one.state).collect();
    assert_eq!(states, [LetterState::Sent, LetterState::Unknown, LetterState::Lost]);
    assert_eq!(store.sweep_updates(101, 0).unwrap(), 4, "they go with their link");
}
