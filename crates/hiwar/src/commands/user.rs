//! `hiwar user`: accounts and the functions they hold. Passwords come from standard input or a
//! prompt, never from the command line, where other accounts of the machine could read them.

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, bail};
use dialogue::act::Function;
use node::{Account, Accounts};
use serde_json::json;

use super::{Answer, print_json};
use crate::cli::UserCommand;
use crate::limits::PASSWORD_BYTES_MAX;

/// Who granted a function: nobody is signed in here, but the operator of the machine.
const OPERATOR: &str = "operator";

pub fn run(command: UserCommand) -> anyhow::Result<Answer> {
    match command {
        UserCommand::Add { name, at, function, from, to } => {
            let function = function.as_deref().map(parse_function).transpose()?;
            let accounts = Accounts::open(&at.folder)?;
            accounts.add(&name, &password()?)?;
            if let Some(function) = function {
                accounts.grant(&name, function, from.as_deref(), to.as_deref(), OPERATOR)?;
            }
            println!("The account {name} is made.");
            if function.is_none() {
                println!("It holds no function yet: `hiwar user grant {name} FUNCTION`.");
            }
        }
        UserCommand::Grant { name, function, at, from, to, end } => {
            let function = parse_function(&function)?;
            let accounts = Accounts::open(&at.folder)?;
            known(&accounts, &name)?;
            if end {
                if !accounts.end_grant(&name, function)? {
                    bail!("{name} does not hold {function}; see `hiwar user list`");
                }
                println!("{name} no longer holds {function}.");
            } else {
                accounts.grant(&name, function, from.as_deref(), to.as_deref(), OPERATOR)?;
                println!("{name} holds {function}.");
            }
        }
        UserCommand::Disable { name, at, reopen } => {
            let accounts = Accounts::open(&at.folder)?;
            known(&accounts, &name)?;
            accounts.set_disabled(&name, !reopen)?;
            println!("The account {name} is {}.", if reopen { "open" } else { "closed" });
        }
        UserCommand::Password { name, at } => {
            let accounts = Accounts::open(&at.folder)?;
            known(&accounts, &name)?;
            accounts.set_password(&name, &password()?)?;
            println!("{name} has a new password; its sessions are ended.");
        }
        UserCommand::List { at, json } => list(&at.folder, json)?,
    }
    Ok(Answer::Yes)
}

fn parse_function(text: &str) -> anyhow::Result<Function> {
    Function::parse(text).with_context(|| {
        let all: Vec<&str> = Function::ALL.iter().map(|function| function.as_str()).collect();
        format!("function {text:?}: use one of {}", all.join(", "))
    })
}

fn known(accounts: &Accounts, name: &str) -> anyhow::Result<Account> {
    let found = accounts.list()?.into_iter().find(|account| account.name == name);
    found.with_context(|| format!("there is no account {name:?}; see `hiwar user list`"))
}

fn list(folder: &Path, json: bool) -> anyhow::Result<()> {
    let accounts = Accounts::open(folder)?.list()?;
    if json {
        let of = |account: &Account| {
            let functions = account.functions.iter().map(|grant| {
                let function = grant.function.as_str();
                json!({ "function": function, "from": grant.from, "to": grant.to, "by": grant.by })
            });
            let functions: Vec<_> = functions.collect();
            json!({ "name": account.name, "disabled": account.disabled, "functions": functions })
        };
        print_json(&json!(accounts.iter().map(of).collect::<Vec<_>>()));
        return Ok(());
    }
    if accounts.is_empty() {
        println!("There are no accounts yet. Make one with `hiwar user add NAME`.");
    }
    for account in accounts {
        println!("{}{}", account.name, if account.disabled { " (closed)" } else { "" });
        for grant in account.functions {
            let until = grant.to.map(|to| format!(" to {to}")).unwrap_or_default();
            println!("  {} from {}{until}, granted by {}", grant.function, grant.from, grant.by);
        }
    }
    Ok(())
}

/// The password: the first line of standard input, asked for when it is a terminal.
fn password() -> anyhow::Result<String> {
    let input = std::io::stdin();
    if !input.is_terminal() {
        return first_line(input.lock());
    }
    let _quiet = Quiet::start();
    let ask = |question: &str| -> anyhow::Result<String> {
        eprint!("{question}: ");
        std::io::stderr().flush()?;
        let line = first_line(input.lock())?;
        eprintln!();
        Ok(line)
    };
    let password = ask("Password (15 characters or more)")?;
    if password != ask("Once more")? {
        bail!("the two passwords differ; nothing was changed");
    }
    Ok(password)
}

fn first_line(input: impl BufRead) -> anyhow::Result<String> {
    let mut line = String::new();
    input
        .take(PASSWORD_BYTES_MAX)
        .read_line(&mut line)
        .context("the password on standard input is not UTF-8 text")?;
    let line = line.strip_suffix('\n').unwrap_or(&line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.is_empty() {
        bail!("no password was given on standard input; write it as one line");
    }
    Ok(line.to_owned())
}

/// A terminal that does not show what is typed, until this value goes.
struct Quiet;

impl Quiet {
    fn start() -> Option<Quiet> {
        let quiet = echo("-echo").then_some(Quiet);
        if quiet.is_none() {
            eprintln!("(this terminal shows what you type)");
        }
        quiet
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        echo("echo");
    }
}

fn echo(how: &str) -> bool {
    let status = std::process::Command::new("stty").arg(how).status();
    status.is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_one_line_as_typed() {
        assert_eq!(first_line(&b"two words \r\nmore"[..]).expect("a line"), "two words ");
        assert_eq!(first_line(&b"no line end"[..]).expect("a line"), "no line end");
        assert!(first_line(&b"\n"[..]).is_err());
        assert!(first_line(&b"\xff\xfe\n"[..]).is_err());
    }
}
