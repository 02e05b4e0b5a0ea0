//! Old backups, full disks, damaged files, wrong permissions: a clear word, and nothing lost.

use dialogue::act::Act;
use node::{ActError, Options, Signing};
use store::fault::{Fault, Verdict};

use crate::world::{World, copy, desk, dialogue, perform, round, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_backup_signs_nothing_until_its_tail_is_back_from_the_peer() {
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let us = world.start("US").await;
    let old = tempfile::tempdir().expect("a folder");
    let saved = old.path().join("kw");
    {
        let kw = world.start("KW").await;
        let ours = dialogue(&kw);
        perform(&ours, &desk("KW"), round(1)).await;
        until("receipted", || ours.exchange()[0].lag == 0).await;
        kw.stop();
        copy(&world.path("KW"), &saved);
    }
    let before = {
        let kw = world.start("KW").await;
        let ours = dialogue(&kw);
        for number in 2..=5 {
            perform(&ours, &desk("KW"), round(number)).await;
        }
        until("receipted", || ours.exchange()[0].lag == 0).await;
        let root = ours.exchange()[0].root;
        kw.stop();
        root
    };
    // The backup brings the databases back; the guard is never part of it.
    for name in
        ["joint-test-dialogue.db", "joint-test-dialogue.db-wal", "joint-test-dialogue.db-shm"]
    {
        let (from, to) = (saved.join(name), world.path("KW").join(name));
        if from.exists() {
            std::fs::copy(from, to).expect("restored");
        } else if to.exists() {
            std::fs::remove_file(to).expect("removed");
        }
    }
    let kw = world.open("KW");
    let ours = dialogue(&kw);
    let refused = ours.perform(&desk("KW"), round(9)).await;
    assert!(matches!(refused, Err(ActError::Stopped(_))), "{refused:?}");
    kw.start_exchange().await.expect("the exchange starts");
    until("the tail comes back and signing resumes", || ours.signing() == Signing::Ready).await;
    assert_eq!(ours.exchange()[0].root, before, "the very log that was signed");
    assert_eq!(ours.read().of_type("round").len(), 5);
    perform(&ours, &desk("KW"), round(6)).await;
    until("the peer follows", || dialogue(&us).read().of_type("round").len() == 6).await;
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fails_refuses_the_act_and_forgets_nothing_else() {
    let world = World::found(&["KW", "US"], &[]);
    {
        let kw = world.open("KW");
        perform(&dialogue(&kw), &desk("KW"), round(1)).await;
        kw.stop();
    }
    for verdict in [Verdict::FailFull, Verdict::FailIo] {
        let options = Options { fault: Fault::from_nth(1, verdict), ..Options::default() };
        let kw = world.open_with("KW", options);
        let ours = dialogue(&kw);
        let failed = ours.perform(&desk("KW"), round(2)).await;
        assert!(matches!(failed, Err(ActError::Failed(_))), "{failed:?}");
        assert_eq!(ours.read().of_type("round").len(), 1, "the act was not done");
        kw.stop();
    }
    let kw = world.open("KW");
    let ours = dialogue(&kw);
    assert_eq!(ours.read().of_type("round").len(), 1);
    perform(&ours, &desk("KW"), round(2)).await;
    kw.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_of_several_acts_is_done_whole_or_not_at_all() {
    let world = World::found(&["KW", "US"], &[]);
    let kw = world.open("KW");
    let ours = dialogue(&kw);
    let Act::Put(mut broken) = round(2) else { unreachable!("a round is put") };
    broken.content.set_text("opened", "yesterday");
    let refused = ours.perform_all(&desk("KW"), vec![round(1), Act::Put(broken)]).await;
    let Err(ActError::Refused(refusal)) = refused else { panic!("refused: {refused:?}") };
    assert!(!refusal.to_string().is_empty());
    assert_eq!(ours.read().of_type("round").len(), 0, "not even the first");
    assert_eq!(ours.exchange()[0].size, 1, "the log did not grow");
    kw.stop();
}

#[test]
fn damaged_folders_are_named_with_a_remedy() {
    let world = World::found(&["KW", "US"], &[]);
    let path = world.path("KW");
    let message = |what: &str| {
        let error = node::Node::open(&path, Options::default()).err();
        error.unwrap_or_else(|| panic!("{what} is noticed")).to_string()
    };

    let key = path.join("keys/test-dialogue/log.seed");
    let mode = std::os::unix::fs::PermissionsExt::from_mode;
    std::fs::set_permissions(&key, mode(0o644)).expect("set");
    assert!(message("a key that others may read").contains("chmod 600"));
    std::fs::set_permissions(&key, mode(0o600)).expect("set");

    let database = path.join("joint-test-dialogue.db");
    // Opened and closed once, so that all of it is in the one file.
    node::Node::open(&path, Options::default()).expect("it opens").stop();
    for end in ["-wal", "-shm"] {
        let beside = path.join(format!("joint-test-dialogue.db{end}"));
        if beside.exists() {
            std::fs::remove_file(beside).expect("removed");
        }
    }
    let whole = std::fs::read(&database).expect("a file");
    std::fs::write(&database, &whole[..whole.len() / 2]).expect("written");
    let said = message("a truncated database");
    assert!(said.contains("joint-test-dialogue.db"), "{said}");
    std::fs::remove_file(&database).expect("removed");
    let said = message("a missing database");
    assert!(said.contains("joint-test-dialogue.db"), "{said}");
    std::fs::write(&database, whole).expect("written");

    std::fs::rename(path.join("hiwar.toml"), path.join("away")).expect("moved");
    assert!(message("no node").contains("hiwar init"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_without_its_guard_signs_again_once_every_peer_holds_nothing_newer() {
    let world = World::found(&["KW", "US"], &[("KW", "US"), ("US", "KW")]);
    let us = world.start("US").await;
    {
        let kw = world.start("KW").await;
        perform(&dialogue(&kw), &desk("KW"), round(1)).await;
        until("receipted", || dialogue(&kw).exchange()[0].lag == 0).await;
        kw.stop();
    }
    let guard = world.path("KW").join("guard");
    std::fs::remove_file(&guard).expect("removed");
    store::guard::HeadGuard::create(&guard).expect("an empty guard, as `hiwar restore` makes");
    let kw = world.open("KW");
    let ours = dialogue(&kw);
    let refused = ours.perform(&desk("KW"), round(2)).await;
    assert!(matches!(refused, Err(ActError::Stopped(_))), "{refused:?}");
    kw.start_exchange().await.expect("the exchange starts");
    until("signing resumes", || ours.signing() == Signing::Ready).await;
    perform(&ours, &desk("KW"), round(2)).await;
    until("the peer follows", || dialogue(&us).read().of_type("round").len() == 2).await;
    kw.stop();
    us.stop();
}
