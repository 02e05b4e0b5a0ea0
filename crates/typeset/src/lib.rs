//! Papers to PDF. The typesetter (typst) runs in a child process of the same binary with limits on
//! memory, time and files; what goes in is a paper as JSON, never source; what comes out is a PDF
//! or the reason why not. It reads fonts of the system and opens nothing else.

#[cfg(feature = "engine")]
mod child;
mod limits;
mod parent;
#[cfg(feature = "engine")]
mod world;

#[cfg(feature = "engine")]
pub use child::run;
pub use parent::{SetError, Typesetter};

/// The hidden subcommand that makes a process a child.
pub const CHILD_COMMAND: &str = "typeset-child";
/// How a child says that no Arabic face is there.
pub const EXIT_NO_FACE: u8 = 3;
