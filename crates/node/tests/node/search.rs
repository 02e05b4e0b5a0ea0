//! Search in a whole node: what is done is found within a second, whatever happens to the index is
//! made good, what is erased or private leaves no byte where it does not belong.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use ::search::{Filters, Hits};
use dialogue::act::{Act, Draft, Function};
use dialogue::content::Content;
use dialogue::item;
use ledger::id::{FieldName, ItemId};
use node::{Node, Reading, Scope};

use crate::world::{World, actor, chair, desk, dialogue, perform, reword, until};

/// A text that stands nowhere else.
const CANARY: &str = "zanzibarian kingfisher";

fn hits(node: &Node, scope: Scope, typed: &str, function: Function) -> Hits {
    let query = node.search().read(typed).expect("a query");
    node.search().find(scope, &query, &Filters::default(), None, function).expect("an answer")
}

fn found(node: &Node, typed: &str) -> usize {
    hits(node, Scope::Shared, typed, Function::DeskOfficer).n_found
}

fn group(name: &str) -> Act {
    let content = Content::new().with("name_ar", "مجموعة").with("name_en", name);
    Act::Put(Draft::new(item::get("working_group").expect("a type"), content))
}

/// Everything that the index answers to these words: item, kind, score.
fn answers(node: &Node, words: &[&str]) -> BTreeMap<String, Vec<(String, u32)>> {
    let of = |typed: &&str| {
        let found = hits(node, Scope::Shared, typed, Function::DeskOfficer);
        let mut found: Vec<(String, u32)> =
            found.hits.iter().map(|hit| (hit.key.item.clone(), hit.score)).collect();
        found.sort();
        ((*typed).to_owned(), found)
    };
    words.iter().map(of).collect()
}

fn holds(file: &Path, words: &str) -> bool {
    let beside = |suffix: &str| std::path::PathBuf::from(format!("{}{suffix}", file.display()));
    ["", "-wal", "-shm"].iter().any(|suffix| {
        let bytes = std::fs::read(beside(suffix)).unwrap_or_default();
        words.split(' ').any(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes()))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_is_found_within_a_second_on_both_sides() {
    let world = World::found(&["KW", "US"], &[("KW", "US")]);
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    until("the nodes meet", || dialogue(&us).exchange().len() == 2).await;
    let start = Instant::now();
    let done = perform(&dialogue(&kw), &desk("KW"), group("Cyber group")).await;
    until("it is found here", || found(&kw, "cyber") == 1).await;
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    until("it is found there", || found(&us, "cyber") == 1).await;
    let id = done.item.expect("a new item");
    perform(&dialogue(&kw), &desk("KW"), reword(&dialogue(&kw), &id, "name_en", "Health")).await;
    until("the new wording is found", || found(&kw, "health") == 1).await;
    assert_eq!(found(&kw, "cyber"), 0, "what nobody holds any more is not");
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_is_old_lost_or_damaged_is_made_good_at_the_next_start() {
    const WORDS: [&str; 5] = ["group", "cyber", "health", "مجموعة", "third"];
    let world = World::found(&["KW"], &[]);
    let folder = world.path("KW").join("search");
    let old = world.folder.path().join("old");
    let node = world.open("KW");
    perform(&dialogue(&node), &desk("KW"), group("Cyber group")).await;
    until("the first is found", || found(&node, "cyber") == 1).await;
    // The files as a crash at this moment leaves them.
    crate::world::copy(&folder, &old);
    perform(&dialogue(&node), &desk("KW"), group("Health group")).await;
    let last = perform(&dialogue(&node), &desk("KW"), group("Third group")).await;
    let id = last.item.expect("an item");
    perform(&dialogue(&node), &desk("KW"), reword(&dialogue(&node), &id, "name_en", "Trade")).await;
    until("all is found", || found(&node, "trade") == 1).await;
    let expected = answers(&node, &WORDS);
    node.stop();
    assert!(expected["group"].len() == 2 && expected["third"].is_empty(), "{expected:?}");
    let clean = world.open("KW");
    assert_eq!(answers(&clean, &WORDS), expected, "at once, since it was closed in order");
    clean.stop();
    let harms: [&dyn Fn(); 4] = [
        &|| {
            std::fs::remove_dir_all(&folder).expect("removed");
            crate::world::copy(&old, &folder);
        },
        &|| std::fs::remove_dir_all(&folder).expect("removed"),
        &|| std::fs::write(folder.join("shared.db"), b"nonsense").expect("written"),
        &|| {
            let bytes = std::fs::read(folder.join("shared.db")).expect("bytes");
            std::fs::write(folder.join("shared.db"), &bytes[..bytes.len() / 2]).expect("written");
        },
    ];
    for (case, harm) in harms.iter().enumerate() {
        harm();
        let node = world.open("KW");
        until("it is level again", || {
            node.search().state().sweeping.is_none() && found(&node, "trade") == 1
        })
        .await;
        assert_eq!(answers(&node, &WORDS), expected, "case {case}");
        node.stop();
        let reading = Reading::open(&world.path("KW")).expect("read beside");
        assert_eq!(reading.behind().expect("known"), 0, "case {case}");
    }
    let reading = Reading::open(&world.path("KW")).expect("read beside");
    assert!(reading.remake().expect("made anew") >= 3);
    let node = world.open("KW");
    assert_eq!(answers(&node, &WORDS), expected, "as one made anew");
    node.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn p14_no_private_byte_is_in_the_shared_index_or_at_the_peer() {
    let world = World::found(&["KW", "US"], &[("KW", "US")]);
    let (kw, us) = (world.start("KW").await, world.start("US").await);
    let done = perform(&dialogue(&kw), &desk("KW"), group("Cyber group")).await;
    let id: ItemId = done.item.expect("an item");
    let note = kw.private().add_note("test-dialogue", &id, CANARY, &desk("KW")).expect("a note");
    let notes = |node: &Node, function| hits(node, Scope::Notes, "kingfisher", function).n_found;
    until("the note is found", || notes(&kw, Function::DeskOfficer) == 1).await;
    until("the item came over", || found(&us, "cyber") == 1).await;
    for node in [&kw, &us] {
        assert_eq!(found(node, "kingfisher"), 0, "never among what is shared");
    }
    assert_eq!(notes(&us, Function::DeskOfficer), 0);
    for function in Function::ALL {
        let reads = dialogue::policy::may_read(function);
        assert_eq!(notes(&kw, function), usize::from(reads), "{function}");
        let shared = hits(&kw, Scope::Shared, "cyber", function).n_found;
        assert_eq!(shared, usize::from(reads), "{function}");
    }
    let file = |party: &str, name: &str| world.path(party).join("search").join(name);
    assert!(holds(&file("KW", "notes.db"), CANARY), "the test finds what is there");
    for (party, name) in [("KW", "shared.db"), ("US", "shared.db"), ("US", "notes.db")] {
        assert!(!holds(&file(party, name), CANARY), "{party} {name}");
    }
    assert!(kw.private().delete_note(note, &desk("KW")).expect("deleted"));
    until("the note is gone", || notes(&kw, Function::DeskOfficer) == 0).await;
    until("no byte of it stays", || !holds(&file("KW", "notes.db"), CANARY)).await;
    kw.stop();
    us.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_erased_from_the_record_leaves_the_index() {
    let world = World::found(&["KW"], &[]);
    let node = world.open("KW");
    let kw = dialogue(&node);
    let done = perform(&kw, &desk("KW"), group(&format!("{CANARY} group"))).await;
    until("it is found", || found(&node, "kingfisher") == 1).await;
    let fields = vec![FieldName::parse("name_en").expect("a field")];
    let order = Act::Redact { of: done.version, fields, basis: "law-1".to_owned() };
    perform(&kw, &actor("KW", Function::Legal), order).await;
    until("it is not found any more", || found(&node, "kingfisher") == 0).await;
    let file = world.path("KW").join("search").join("shared.db");
    until("no byte of it stays", || !holds(&file, CANARY)).await;
    until("the rest is found again", || found(&node, "مجموعة") == 1).await;
    node.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_is_answered_while_acts_are_done() {
    let world = World::found(&["KW"], &[]);
    let node = world.open("KW");
    let kw = dialogue(&node);
    for n in 0..40 {
        perform(&kw, &chair("KW"), group(&format!("Group number{n} security"))).await;
        assert!(found(&node, "security") <= n + 1);
    }
    until("all are found", || found(&node, "security") == 40).await;
    node.stop();
}
