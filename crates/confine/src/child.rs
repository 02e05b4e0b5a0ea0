//! The side that works: bounds itself before it reads a byte, does one piece of work, ends.

use std::io::{Read, Write};
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::Limits;

/// Why a child gives nothing: a number for what the parent knows by name, or words for the log.
#[derive(Debug)]
pub enum Refused {
    /// A refusal by its number; 1 and 101 are taken (failure, panic).
    Known(u8),
    /// Anything else.
    Said(String),
}

/// Runs as a child: the input from standard input, what `work` makes of it to standard output.
pub fn run(limits: &Limits, work: impl FnOnce(Vec<u8>) -> Result<Vec<u8>, Refused>) -> ExitCode {
    match bounded(limits, work) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Refused::Known(code)) => ExitCode::from(code),
        Err(Refused::Said(why)) => {
            // With nobody listening any more there is nobody to tell.
            let _unheard = writeln!(std::io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn bounded(
    limits: &Limits,
    work: impl FnOnce(Vec<u8>) -> Result<Vec<u8>, Refused>,
) -> Result<(), Refused> {
    bound(limits).map_err(|error| Refused::Said(format!("limits: {error}")))?;
    let said = |error: std::io::Error| Refused::Said(error.to_string());
    let mut input = Vec::new();
    let most = limits.input_bytes_max as u64 + 1;
    std::io::stdin().lock().take(most).read_to_end(&mut input).map_err(said)?;
    if input.len() > limits.input_bytes_max {
        return Err(Refused::Said("the input is too long".to_owned()));
    }
    let output = work(input)?;
    std::io::stdout().lock().write_all(&output).map_err(said)
}

/// Limits on memory, processor time, open files; no file may grow, no core is written.
fn bound(limits: &Limits) -> rustix::io::Result<()> {
    let limits = [
        (Resource::As, limits.memory_bytes_max),
        (Resource::Cpu, limits.cpu_seconds_max),
        (Resource::Nofile, limits.files_max),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}
