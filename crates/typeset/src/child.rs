//! The side that works: bounds itself first, reads a paper, sets it, writes the PDF. It opens no
//! socket, writes no file, and ends after one paper.

use std::io::{Read, Write};
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::EXIT_NO_FACE;
use crate::limits::{
    CHILD_CPU_SECONDS_MAX, CHILD_FILES_MAX, CHILD_MEMORY_BYTES_MAX, PAPER_BYTES_MAX,
};
use crate::world;

/// Runs as a child: a paper as JSON on standard input, a PDF on standard output.
pub fn run() -> ExitCode {
    match work() {
        Ok(()) => ExitCode::SUCCESS,
        Err(world::Failure::NoArabicFace) => ExitCode::from(EXIT_NO_FACE),
        Err(world::Failure::Said(why)) => {
            let _ = writeln!(std::io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn work() -> Result<(), world::Failure> {
    bound().map_err(|error| world::Failure::Said(format!("limits: {error}")))?;
    let mut paper = Vec::new();
    let said = |error: std::io::Error| world::Failure::Said(error.to_string());
    std::io::stdin()
        .lock()
        .take(PAPER_BYTES_MAX as u64 + 1)
        .read_to_end(&mut paper)
        .map_err(said)?;
    if paper.len() > PAPER_BYTES_MAX {
        return Err(world::Failure::Said("the paper is too long".to_owned()));
    }
    let pdf = world::set(&paper)?;
    std::io::stdout().lock().write_all(&pdf).map_err(said)
}

/// Limits on memory, processor time, open files; no file may grow, no core is written.
fn bound() -> rustix::io::Result<()> {
    let limits = [
        (Resource::As, CHILD_MEMORY_BYTES_MAX),
        (Resource::Cpu, CHILD_CPU_SECONDS_MAX),
        (Resource::Nofile, CHILD_FILES_MAX),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}
