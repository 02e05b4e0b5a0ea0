//! What the administrator's form asks for: read whole into a change, or refused with the key of the
//! reason. It never lets him shut himself out, and a password never reaches the audit trail.

use dialogue::act::Function;
use jiff::civil::Date;
use node::{Account, Accounts, NodeError};
use serde::Deserialize;

use crate::limits::ACCOUNT_NAME_CHARS_MAX;

/// The form as it is sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(rename = "do")]
    pub verb: String,
    pub name: String,
    pub password: String,
    pub function: String,
    pub from: String,
    pub to: String,
}

/// One change of the accounts.
pub enum Change {
    Add { name: String, password: String },
    Grant { name: String, function: Function, from: Option<Date>, to: Option<Date> },
    EndGrant { name: String, function: Function },
    Disable { name: String },
    Enable { name: String },
}

/// The key of the message that says why nothing is changed.
pub type Wrong = &'static str;

impl Change {
    /// Reads a form. `by` is the administrator who sends it.
    pub fn read(asked: &Asked, known: &[Account], by: &str) -> Result<Change, Wrong> {
        let name = asked.name.trim().to_owned();
        if asked.verb == "add" {
            new_name(&name, known)?;
            let password = asked.password.clone();
            let length = password.chars().count();
            let fits = node::limits::password_chars_min..=node::limits::password_chars_max;
            return match fits.contains(&length) {
                true => Ok(Change::Add { name, password }),
                false => Err("accounts-wrong-password"),
            };
        }
        if !known.iter().any(|account| account.name == name) {
            return Err("accounts-wrong-unknown");
        }
        let function = || Function::parse(&asked.function).ok_or("accounts-wrong-function");
        match asked.verb.as_str() {
            "grant" => {
                let function = function()?;
                let (from, to) = (date(&asked.from)?, date(&asked.to)?);
                match (from, to) {
                    (Some(from), Some(to)) if to < from => Err("accounts-wrong-span"),
                    _ => Ok(Change::Grant { name, function, from, to }),
                }
            }
            "end" => match function()? {
                Function::Administrator if name == by => Err("accounts-not-self"),
                function => Ok(Change::EndGrant { name, function }),
            },
            "disable" if name == by => Err("accounts-not-self"),
            "disable" => Ok(Change::Disable { name }),
            "enable" => Ok(Change::Enable { name }),
            _ => Err("accounts-wrong-unknown"),
        }
    }

    /// What the audit line says: the code of the act and its matter.
    pub fn audit(&self) -> (&'static str, String) {
        match self {
            Change::Add { name, .. } => ("account-add", name.clone()),
            Change::Grant { name, function, from, to } => {
                let day = |date: &Option<Date>, none: &str| {
                    date.map_or_else(|| none.to_owned(), |date| date.to_string())
                };
                let (from, to) = (day(from, "now"), day(to, "open"));
                ("account-grant", format!("{name}: {function}, {from} / {to}"))
            }
            Change::EndGrant { name, function } => {
                ("account-end-grant", format!("{name}: {function}"))
            }
            Change::Disable { name } => ("account-disable", name.clone()),
            Change::Enable { name } => ("account-enable", name.clone()),
        }
    }

    /// Carries it out. Blocking: a new password is hashed.
    pub fn perform(&self, accounts: &Accounts, by: &str) -> Result<(), NodeError> {
        match self {
            Change::Add { name, password } => accounts.add(name, password),
            Change::Grant { name, function, from, to } => {
                let (from, to) =
                    (from.map(|date| date.to_string()), to.map(|date| date.to_string()));
                accounts.grant(name, *function, from.as_deref(), to.as_deref(), by)
            }
            Change::EndGrant { name, function } => {
                accounts.end_grant(name, *function).map(|_held| ())
            }
            Change::Disable { name } => accounts.set_disabled(name, true),
            Change::Enable { name } => accounts.set_disabled(name, false),
        }
    }
}

/// A name for a new account: visible characters only, so that no two look alike by a hidden sign.
fn new_name(name: &str, known: &[Account]) -> Result<(), Wrong> {
    let length = name.chars().count();
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
            || matches!(c, '\u{2060}'..='\u{2069}')
    };
    if length == 0 || length > ACCOUNT_NAME_CHARS_MAX || name.chars().any(hidden) {
        return Err("accounts-wrong-name");
    }
    let same = |account: &Account| account.name.to_lowercase() == name.to_lowercase();
    if known.iter().any(same) { Err("accounts-wrong-taken") } else { Ok(()) }
}

fn date(text: &str) -> Result<Option<Date>, Wrong> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let date = text.parse::<Date>().ok().filter(|date| (1900..2200).contains(&date.year()));
    date.map(Some).ok_or("accounts-wrong-date")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::T;
    use dialogue::content::Lang;

    /// The reason of a refusal, or "taken". `pairs`: verb, name, password, function, from, to.
    fn read(pairs: [&str; 6]) -> &'static str {
        let [verb, name, password, function, from, to] = pairs.map(str::to_owned);
        let asked = Asked { verb, name, password, function, from, to };
        let known = ["amal", "root"].map(|name| Account {
            name: name.to_owned(),
            functions: Vec::new(),
            disabled: false,
        });
        Change::read(&asked, &known, "root").err().unwrap_or("taken")
    }

    #[test]
    fn forms_are_read_whole_or_refused_with_their_reason_in_both_languages() {
        let long = "a sentence of words";
        let table: &[([&str; 6], &str)] = &[
            (["add", "badr", long, "", "", ""], "taken"),
            (["add", " ", long, "", "", ""], "accounts-wrong-name"),
            (["add", "ba\u{202e}dr", long, "", "", ""], "accounts-wrong-name"),
            (["add", "Amal", long, "", "", ""], "accounts-wrong-taken"),
            (["add", "badr", "short", "", "", ""], "accounts-wrong-password"),
            (["grant", "badr", "", "legal", "", ""], "accounts-wrong-unknown"),
            (["grant", "amal", "", "king", "", ""], "accounts-wrong-function"),
            (["grant", "amal", "", "legal", "", ""], "taken"),
            (["grant", "amal", "", "legal", "2020-11-01", "2020-11-30"], "taken"),
            (["grant", "amal", "", "legal", "2020-11-30", "2020-11-01"], "accounts-wrong-span"),
            (["grant", "amal", "", "legal", "2020-13-01", ""], "accounts-wrong-date"),
            (["grant", "amal", "", "legal", "", "tomorrow"], "accounts-wrong-date"),
            (["end", "root", "", "administrator", "", ""], "accounts-not-self"),
            (["end", "root", "", "auditor", "", ""], "taken"),
            (["disable", "root", "", "", "", ""], "accounts-not-self"),
            (["disable", "amal", "", "", "", ""], "taken"),
            (["burn", "amal", "", "", "", ""], "accounts-wrong-unknown"),
        ];
        for (pairs, expected) in table {
            assert_eq!(read(*pairs), *expected, "{pairs:?}");
            if *expected != "taken" {
                assert!(Lang::ALL.into_iter().all(|lang| T::new(lang).has(expected)), "{expected}");
            }
        }
    }

    #[test]
    fn no_password_reaches_the_audit_trail() {
        let change = Change::Add { name: "badr".to_owned(), password: "secret words".to_owned() };
        assert_eq!(change.audit(), ("account-add", "badr".to_owned()));
    }
}
