//! The `hiwar` command: reads the command line, runs one command, says how it ended.
//! Exit codes: 0 done; 1 the answer is no (a refused export, findings, a play that differs);
//! 2 it could not be done.

use std::process::ExitCode;

use clap::Parser;
use hiwar::cli::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match hiwar::commands::run(cli.command) {
        Ok(answer) => answer.into(),
        Err(error) => {
            eprintln!("hiwar: {error:#}");
            ExitCode::from(2)
        }
    }
}
