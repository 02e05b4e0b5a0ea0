//! Forms of the administrator read into changes: parsed whole or refused with the field and the
//! reason. A change is carried out on a thread of its own, since hashing a password takes time.

use dialogue::act::Function;
use jiff::civil::Date;
use node::{Account, Accounts, NodeError};

use crate::items::pages::value;
use crate::limits::ACCOUNT_NAME_CHARS_MAX;

/// One change of the accounts.
#[derive(Clone, PartialEq, Eq)]
pub enum Change {
    Add { name: String, password: String },
    SetPassword { name: String, password: String },
    Grant { name: String, function: Function, from: Option<String>, to: Option<String> },
    EndGrant { name: String, function: Function },
    Disable { name: String },
    Enable { name: String },
}

/// Why a form is not carried out: the field and the key of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub field: &'static str,
    pub key: &'static str,
}

/// What a form brings to an account that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Add,
    SetPassword,
    Grant,
    EndGrant,
    Disable,
    Enable,
}

type Form = [(String, String)];

impl Change {
    /// Reads a form. `by` is the administrator, who must not shut himself out.
    pub fn read(kind: Kind, form: &Form, known: &[Account], by: &str) -> Result<Change, Wrong> {
        let given = |field| value(form, field).unwrap_or_default().trim();
        let name = given("name").to_owned();
        if kind == Kind::Add {
            return Ok(Change::Add { name: new_name(&name, known)?, password: password(form)? });
        }
        if !known.iter().any(|account| account.name == name) {
            return Err(wrong("name", "accounts-wrong-unknown"));
        }
        Ok(match kind {
            Kind::Add | Kind::SetPassword => {
                Change::SetPassword { name, password: password(form)? }
            }
            Kind::Grant => {
                let function = function(given("function"))?;
                let (from, to) = span(given("from"), given("to"))?;
                Change::Grant { name, function, from, to }
            }
            Kind::EndGrant => {
                let function = function(given("function"))?;
                if name == by && function == Function::Administrator {
                    return Err(wrong("function", "accounts-wrong-self"));
                }
                Change::EndGrant { name, function }
            }
            Kind::Disable if name == by => return Err(wrong("name", "accounts-wrong-self")),
            Kind::Disable => Change::Disable { name },
            Kind::Enable => Change::Enable { name },
        })
    }

    /// Whose account it is about.
    pub fn name(&self) -> &str {
        match self {
            Change::Add { name, .. }
            | Change::SetPassword { name, .. }
            | Change::Grant { name, .. }
            | Change::EndGrant { name, .. }
            | Change::Disable { name }
            | Change::Enable { name } => name,
        }
    }

    /// What the audit line says: the code of the act and its matter, never a password.
    pub fn audit(&self) -> (&'static str, String) {
        match self {
            Change::Add { name, .. } => ("account-add", name.clone()),
            Change::SetPassword { name, .. } => ("account-password", name.clone()),
            Change::Grant { name, function, from, to } => {
                let from = from.as_deref().unwrap_or("now");
                let to = to.as_deref().unwrap_or("open");
                ("account-grant", format!("{name}: {function}, {from} / {to}"))
            }
            Change::EndGrant { name, function } => {
                ("account-end-grant", format!("{name}: {function}"))
            }
            Change::Disable { name } => ("account-disable", name.clone()),
            Change::Enable { name } => ("account-enable", name.clone()),
        }
    }

    /// Carries it out. Blocking: a password is hashed.
    pub fn perform(&self, accounts: &Accounts, by: &str) -> Result<(), NodeError> {
        match self {
            Change::Add { name, password } => accounts.add(name, password),
            Change::SetPassword { name, password } => accounts.set_password(name, password),
            Change::Grant { name, function, from, to } => {
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

fn wrong(field: &'static str, key: &'static str) -> Wrong {
    Wrong { field, key }
}

/// A name for a new account: visible characters only, so that no two look alike by a hidden sign.
fn new_name(name: &str, known: &[Account]) -> Result<String, Wrong> {
    let length = name.chars().count();
    let hidden = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    if length == 0 || length > ACCOUNT_NAME_CHARS_MAX || name.chars().any(hidden) {
        return Err(wrong("name", "accounts-wrong-name"));
    }
    let same = |account: &Account| account.name.to_lowercase() == name.to_lowercase();
    if known.iter().any(same) {
        return Err(wrong("name", "accounts-wrong-taken"));
    }
    Ok(name.to_owned())
}

fn password(form: &Form) -> Result<String, Wrong> {
    let password = value(form, "password").unwrap_or_default();
    let length = password.chars().count();
    let fits = node::limits::password_chars_min..=node::limits::password_chars_max;
    if !fits.contains(&length) {
        return Err(wrong("password", "accounts-wrong-password"));
    }
    Ok(password.to_owned())
}

fn function(name: &str) -> Result<Function, Wrong> {
    Function::parse(name).ok_or(wrong("function", "accounts-wrong-function"))
}

fn span(from: &str, to: &str) -> Result<(Option<String>, Option<String>), Wrong> {
    let (first, last) = (date(from, "from")?, date(to, "to")?);
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        return Err(wrong("to", "accounts-wrong-span"));
    }
    Ok((first.map(|date| date.to_string()), last.map(|date| date.to_string())))
}

fn date(text: &str, field: &'static str) -> Result<Option<Date>, Wrong> {
    if text.is_empty() {
        return Ok(None);
    }
    let date = text.parse::<Date>().ok().filter(|date| (1900..2200).contains(&date.year()));
    date.map(Some).ok_or(wrong(field, "accounts-wrong-date"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    fn known() -> Vec<Account> {
        ["amal", "root"]
            .map(|name| Account { name: name.to_owned(), functions: Vec::new(), disabled: false })
            .into()
    }

    fn key(kind: Kind, pairs: &[(&str, &str)]) -> &'static str {
        Change::read(kind, &form(pairs), &known(), "root").err().map_or("taken", |wrong| wrong.key)
    }

    #[test]
    fn forms_are_read_whole_or_refused_with_their_reason() {
        let long = "a sentence of words";
        let table: &[(Kind, &[(&str, &str)], &str)] = &[
            (Kind::Add, &[("name", "badr"), ("password", long)], "taken"),
            (Kind::Add, &[("name", " "), ("password", long)], "accounts-wrong-name"),
            (Kind::Add, &[("name", "ba\u{202e}dr"), ("password", long)], "accounts-wrong-name"),
            (Kind::Add, &[("name", "Amal"), ("password", long)], "accounts-wrong-taken"),
            (Kind::Add, &[("name", "badr"), ("password", "short")], "accounts-wrong-password"),
            (Kind::Grant, &[("name", "badr")], "accounts-wrong-unknown"),
            (Kind::Grant, &[("name", "amal"), ("function", "king")], "accounts-wrong-function"),
            (Kind::Disable, &[("name", "root")], "accounts-wrong-self"),
            (Kind::Disable, &[("name", "amal")], "taken"),
            (
                Kind::EndGrant,
                &[("name", "root"), ("function", "administrator")],
                "accounts-wrong-self",
            ),
            (Kind::EndGrant, &[("name", "root"), ("function", "auditor")], "taken"),
        ];
        for (kind, pairs, expected) in table {
            assert_eq!(key(*kind, pairs), *expected, "{kind:?} {pairs:?}");
        }
    }

    #[test]
    fn a_grant_ends_after_it_begins() {
        let grant = |from, to| {
            key(Kind::Grant, &[("name", "amal"), ("function", "legal"), ("from", from), ("to", to)])
        };
        assert_eq!(grant("2020-11-01", "2020-11-30"), "taken");
        assert_eq!(grant("", ""), "taken");
        assert_eq!(grant("2020-11-30", "2020-11-01"), "accounts-wrong-span");
        assert_eq!(grant("2020-13-01", ""), "accounts-wrong-date");
        assert_eq!(grant("", "tomorrow"), "accounts-wrong-date");
    }

    #[test]
    fn no_password_reaches_the_audit_trail() {
        let change = Change::Add { name: "badr".to_owned(), password: "secret words".to_owned() };
        assert_eq!(change.audit(), ("account-add", "badr".to_owned()));
    }
}
