//! Named write steps, and a hook that tests use to fail or kill a node at any one of them.
//! In production no hook is given and a step costs one comparison. A hook must never write.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A point in the write path, in the order they occur in one append and its checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Before the transaction of an append begins.
    AppendBegin,
    /// After one entry row was inserted (not committed).
    AppendEntry,
    /// After one full tile was inserted (not committed).
    AppendTile,
    /// After one opening was inserted (not committed).
    AppendOpening,
    /// After the log's head was set (not committed).
    AppendHead,
    /// The append is durable; nobody was told.
    AppendDone,
    /// Before the entries are read back.
    ReadBack,
    /// Before the guard's slot is written.
    GuardBegin,
    /// Half of the guard's slot is written: what a power cut inside a sector write leaves.
    GuardTorn,
    /// The guard's slot is written, not yet flushed.
    GuardWrite,
    /// The guard's slot is durable.
    GuardDone,
    /// A guard file with a new origin is written beside the old one.
    GuardSwap,
    /// Before a checkpoint's note is stored.
    NoteBegin,
    /// The note is inserted (not committed).
    NoteWrite,
    /// The note is durable.
    NoteDone,
    /// Before a receipt is stored.
    ReceiptBegin,
    /// The receipt is durable.
    ReceiptDone,
    /// Before an opening is stored or erased on its own.
    OpeningBegin,
    /// The opening is stored or erased (not committed).
    OpeningWrite,
    /// The opening is durably stored or erased.
    OpeningDone,
    /// Before any other row of the joint file is written: evidence, peer, stamp, blob, snapshot.
    SideBegin,
    /// That row is durable.
    SideDone,
    /// Before a backup is written.
    BackupBegin,
    /// The backup is written beside its final name.
    BackupWrite,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 24] = [
        Step::AppendBegin,
        Step::AppendEntry,
        Step::AppendTile,
        Step::AppendOpening,
        Step::AppendHead,
        Step::AppendDone,
        Step::ReadBack,
        Step::GuardBegin,
        Step::GuardTorn,
        Step::GuardWrite,
        Step::GuardDone,
        Step::GuardSwap,
        Step::NoteBegin,
        Step::NoteWrite,
        Step::NoteDone,
        Step::ReceiptBegin,
        Step::ReceiptDone,
        Step::OpeningBegin,
        Step::OpeningWrite,
        Step::OpeningDone,
        Step::SideBegin,
        Step::SideDone,
        Step::BackupBegin,
        Step::BackupWrite,
    ];

    /// The step's name as tests and their reports write it.
    pub fn name(self) -> String {
        format!("{self:?}")
    }
}

/// What a hook wants to happen at a step. To kill the process, the hook does so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Go,
    /// Fail as a disk error does.
    FailIo,
    /// Fail as a full disk does.
    FailFull,
}

/// A hook at the write steps. Clones share it.
#[derive(Clone, Default)]
pub struct Fault(Option<Arc<Hook>>);

type Hook = dyn Fn(Step) -> Verdict + Send + Sync;

impl Fault {
    /// No hook: production.
    pub fn none() -> Fault {
        Fault(None)
    }

    /// Calls `hook` at every step.
    pub fn hook(hook: impl Fn(Step) -> Verdict + Send + Sync + 'static) -> Fault {
        Fault(Some(Arc::new(hook)))
    }

    /// `verdict` at the `n`-th step passed (counted from 0 over every store that shares this
    /// hook) and at every one after it: a disk that failed stays failed.
    pub fn from_nth(n: u64, verdict: Verdict) -> Fault {
        let passed = AtomicU64::new(0);
        Fault::hook(
            move |_| {
                if passed.fetch_add(1, Ordering::Relaxed) >= n { verdict } else { Verdict::Go }
            },
        )
    }

    /// Counts the steps passed, for a first run that learns how many there are.
    pub fn counting(counter: Arc<AtomicU64>) -> Fault {
        Fault::hook(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
            Verdict::Go
        })
    }

    /// Passes a step.
    pub(crate) fn at(&self, file: &std::path::Path, step: Step) -> crate::Result<()> {
        let Some(hook) = &self.0 else { return Ok(()) };
        let doing = "passing a step where a test makes it fail";
        match hook(step) {
            Verdict::Go => Ok(()),
            Verdict::FailFull => Err(crate::StoreError::Full { file: file.to_owned(), doing }),
            Verdict::FailIo => {
                Err(crate::StoreError::Io { file: file.to_owned(), doing, detail: step.name() })
            }
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Fault(hook)" } else { "Fault(none)" })
    }
}
