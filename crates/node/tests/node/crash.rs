//! P8, P10 and the promise behind them: a node that dies at any write loses no acknowledged act
//! and never signs two roots for one size. Each case stops the store for good at one numbered
//! write step, as a power cut does, then opens the folder again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ledger::checkpoint::Checkpoint;
use ledger::id::VersionId;
use ledger::note::Note;
use node::{Node, Options};
use store::fault::{Fault, Verdict};

use crate::world::{World, copy, desk, dialogue, round};

/// Notes that left the node, by size: the root of each.
type Signed = BTreeMap<u64, String>;

fn note_signed(node: &Node, signed: &mut Signed) {
    for log in dialogue(node).exchange() {
        if !log.own || log.checkpoint_note.is_empty() {
            continue;
        }
        let note = Note::parse(log.checkpoint_note.as_bytes()).expect("a note");
        let head = Checkpoint::parse(&note.text).expect("a checkpoint").head;
        let root = VersionId(head.root).to_string();
        if let Some(known) = signed.insert(head.size, root.clone()) {
            assert_eq!(known, root, "two roots signed for size {}", head.size);
        }
    }
}

/// Acts until the disk dies; returns the acknowledged versions.
async fn act_until_dead(
    world: &World,
    fault: Fault,
    first: u64,
    signed: &mut Signed,
) -> Vec<VersionId> {
    let options = Options { fault, ..Options::default() };
    // The disk may die while the node starts.
    let Ok(node) = Node::open(&world.path("KW"), options) else {
        return Vec::new();
    };
    let ours = dialogue(&node);
    let mut acknowledged = Vec::new();
    for number in first..first + 6 {
        let done = ours.perform(&desk("KW"), round(number)).await;
        note_signed(&node, signed);
        match done {
            Ok(done) => acknowledged.push(done.version),
            Err(_) => break,
        }
    }
    node.stop();
    acknowledged
}

#[tokio::test(flavor = "multi_thread")]
async fn p8_a_node_killed_at_any_write_loses_nothing_and_signs_one_root_a_size() {
    let original = World::found(&["KW", "US"], &[]);
    let counter = Arc::new(AtomicU64::new(0));
    {
        let world = clone(&original);
        let mut signed = Signed::new();
        act_until_dead(&world, Fault::counting(counter.clone()), 1, &mut signed).await;
    }
    let steps = counter.load(Ordering::Relaxed);
    assert!(steps > 50, "six acts pass many steps, not {steps}");
    let mut cases = 0;
    for n in 0..steps {
        let world = clone(&original);
        let mut signed = Signed::new();
        let mut acknowledged = Vec::new();
        // Die, start again, die at another place, start again.
        for (life, at) in [n, (n * 7 + 3) % steps, (n * 13 + 5) % steps].into_iter().enumerate() {
            let fault = Fault::from_nth(at, Verdict::FailIo);
            let first = 1 + 10 * life as u64;
            acknowledged.extend(act_until_dead(&world, fault, first, &mut signed).await);
            cases += 1;
        }
        let node = world.open("KW");
        note_signed(&node, &mut signed);
        let ours = dialogue(&node);
        let record = ours.read();
        for version in &acknowledged {
            assert!(record.joint().version(version).is_some(), "case {n}: an act was lost");
        }
        drop(record);
        node.stop();
    }
    assert!(cases >= 200, "{cases} points");
}

/// The same folders in another place.
fn clone(world: &World) -> World {
    let folder = tempfile::tempdir().expect("a folder");
    copy(world.folder.path(), folder.path());
    World { folder, parties: world.parties.clone() }
}
