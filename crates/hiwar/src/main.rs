//! The `hiwar` command: reads the command line, runs one command, says how it ended.
//! Exit codes: 0 done; 1 the answer is no (a refused export, findings, a play that differs);
//! 2 it could not be done.

use std::process::ExitCode;

use clap::Parser;
use hiwar::cli::Cli;

fn main() -> ExitCode {
    // A child that works apart is this program again: it takes no other argument, no environment.
    #[cfg(feature = "scan")]
    if std::env::args_os().nth(1).is_some_and(|word| word == scan::CHILD_COMMAND) {
        return scan::run();
    }
    #[cfg(feature = "typeset")]
    if std::env::args_os().nth(1).is_some_and(|word| word == typeset::CHILD_COMMAND) {
        return typeset::run();
    }
    let cli = Cli::parse();
    match hiwar::commands::run(cli.command) {
        Ok(answer) => answer.into(),
        Err(error) => {
            eprintln!("hiwar: {error:#}");
            ExitCode::from(2)
        }
    }
}
