//! The commands, one file each, and what they share: the answer, and small readings of input.

pub mod backup;
pub mod demo;
pub mod dialogue;
pub mod doctor;
pub mod export;
pub mod init;
pub mod key;
pub mod mail;
pub mod peer;
pub mod read;
pub mod reindex;
pub mod restore;
pub mod search;
pub mod serve;
pub mod user;
pub mod verify;

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cli::Command;

/// How a command that could be done ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Done, or: all is well.
    Yes,
    /// What was asked does not hold: a refused export, findings, differences.
    No,
}

impl From<Answer> for ExitCode {
    fn from(answer: Answer) -> ExitCode {
        ExitCode::from(match answer {
            Answer::Yes => 0,
            Answer::No => 1,
        })
    }
}

/// Runs a command. An error says what could not be done, why, and what to do.
pub fn run(command: Command) -> anyhow::Result<Answer> {
    match command {
        Command::Demo(args) => demo::run(args),
        Command::Init(args) => init::run(args),
        Command::Peer(command) => peer::run(command),
        Command::Dialogue(command) => dialogue::run(command),
        Command::User(command) => user::run(command),
        Command::Key(command) => key::run(command),
        Command::Mail(command) => mail::run(command),
        Command::Read(args) => read::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Export(args) => export::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Search(args) => search::run(args),
        Command::Reindex(args) => reindex::run(args),
        Command::Doctor(args) => doctor::run(args),
        Command::Backup(args) => backup::run(args),
        Command::Restore(args) => restore::run(args),
    }
}

/// Reads a file that is at most `bytes_max` long.
fn read_bounded(path: &Path, bytes_max: u64) -> anyhow::Result<Vec<u8>> {
    let file = std::fs::File::open(path)
        .with_context(|| format!("{}: cannot be opened; check the name", path.display()))?;
    let mut bytes = Vec::new();
    file.take(bytes_max + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{}: cannot be read", path.display()))?;
    if bytes.len() as u64 > bytes_max {
        bail!("{}: larger than {bytes_max} bytes; name another file", path.display());
    }
    Ok(bytes)
}

/// Writes a new file; one that exists is never overwritten.
fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    use std::io::Write;
    let what =
        || format!("{}: cannot be written; name a file that is not there yet", path.display());
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).open(path).with_context(what)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).with_context(what)
}

/// Makes a folder that only its owner can enter; one with something in it is refused.
fn fresh_folder(path: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(path).with_context(|| format!("{}: cannot be made", path.display()))?;
    let mut inside =
        std::fs::read_dir(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    if inside.next().is_some() {
        bail!(
            "{}: the folder is not empty; nothing is ever overwritten, name another",
            path.display()
        );
    }
    own_only(path)
}

/// Closes a folder to other accounts of the machine.
pub(crate) fn own_only(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700))
        .with_context(|| format!("{}: its mode cannot be set to 700", path.display()))
}

/// Prints a value as one line of JSON.
fn print_json(value: &serde_json::Value) {
    println!("{value}");
}
