//! What was read off the scans of signed copies, kept in memory by fingerprint: the same bytes say
//! the same for ever. Each node reads the scan itself; what the other side says of it counts
//! nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use dialogue::blob::Sha;
use dialogue::paper_mark::{self, PaperMark};
use node::{Attached, Dialogue};
use scan::{Scan, ScanError, Scanner};

use crate::app::App;
use crate::limits::SCANS_KEPT_MAX;

/// What reading a scan came to.
pub type Read = Arc<Result<Scan, ScanError>>;

/// The scans that were read, and those that are being read (`None`).
#[derive(Debug, Default)]
pub struct Scans(Mutex<HashMap<Sha, Option<Read>>>);

impl Scans {
    /// Keeps what was read; when too much is kept all is dropped, for it can be read again.
    pub fn keep(&self, sha: Sha, read: Option<Read>) {
        let mut scans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if scans.len() >= SCANS_KEPT_MAX {
            scans.clear();
        }
        scans.insert(sha, read);
    }

    /// What was read; the inner `None` while it is being read.
    fn get(&self, sha: &Sha) -> Option<Option<Read>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(sha).cloned()
    }
}

/// The marks of this project among the codes on a scan; anything else a QR code may say is nothing
/// to us.
pub fn marks(scan: &Scan) -> Vec<PaperMark> {
    scan.found.iter().filter_map(|found| paper_mark::parse(&found.text)).collect()
}

/// What a scan that is here says; none while it is being read, which begins with the first call.
pub fn of(app: &App, dialogue: &Dialogue, sha: Sha) -> Option<Read> {
    if let Some(known) = app.scans().get(&sha) {
        return known;
    }
    let scanner = app.scanner()?.clone();
    app.scans().keep(sha, None);
    let (app, dialogue) = (app.clone(), dialogue.clone());
    tokio::spawn(async move {
        let read = read(&scanner, &dialogue, sha).await;
        app.scans().keep(sha, Some(Arc::new(read)));
        // Pages that say "is being read" are not shown again.
        app.private_changed();
    });
    None
}

async fn read(scanner: &Scanner, dialogue: &Dialogue, sha: Sha) -> Result<Scan, ScanError> {
    let dialogue = dialogue.clone();
    let bytes = tokio::task::spawn_blocking(move || dialogue.attached(&sha)).await;
    match bytes {
        Ok(Ok(Attached::Here(bytes))) => scanner.read(bytes).await,
        Ok(Ok(_)) => Err(ScanError::Failed("its bytes are not here".to_owned())),
        Ok(Err(error)) => Err(ScanError::Failed(error.to_string())),
        Err(error) => Err(ScanError::Failed(error.to_string())),
    }
}
