//! One party's node: the writer and the signer of each dialogue, the exchange with its peers,
//! accounts and private notes. It holds no rule of the dialogue (those are in `dialogue`) and no
//! format (those are in `ledger`). The walk of an act through it: `ARCHITECTURE.md`.

mod accounts;
mod clock;
mod compose;
pub mod config;
mod error;
mod exchange;
mod files;
mod handle;
mod ingest;
pub mod init;
mod inner;
pub mod keys;
pub mod limits;
mod node;
mod private;
mod proof;
mod replay;
pub mod reports;
mod seal;
mod search;
mod signer;
pub mod silence;
mod start;
pub mod word;
mod writer;

pub use accounts::{Account, Accounts, Grant, SessionRow, SignInError, Signed};
pub use clock::Clock;
pub use config::Demo;
pub use error::{ActError, NodeError};
pub use files::{AttachError, Attached};
pub use handle::{Dialogue, Link, LogState};
pub use inner::{Change, Receipt, Signing};
pub use node::{Node, Options};
pub use private::{AuditLine, Private, PrivateDraft, PrivateNote};
pub use proof::{ItemProof, ProofEntry};
pub use search::{Reading, Scope, Search, SearchState};
pub use writer::Done;
