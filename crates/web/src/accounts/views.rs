//! Sessions, accounts and the audit trail as ready strings. Times are the real clock's, shown on
//! both parties' clocks; days of grants are whole days in UTC, as the node keeps them.

use dialogue::act::Function;
use jiff::Timestamp;
use node::{Account, AuditLine, Grant, SessionRow};

use super::change::{Kind, Wrong};
use crate::clocks::{self, Places};
use crate::guard::Signed;
use crate::i18n::T;
use crate::items::pages::value;
use crate::texts;
use crate::limits::ACCOUNT_NAME_CHARS_MAX;

/// Audit lines shown beside the accounts.
pub const RECENT_LINES_MAX: u32 = 12;

/// One's own sign-in sessions.
#[derive(Debug)]
pub struct SessionsView {
    pub rows: Vec<OwnSession>,
    pub others: bool,
    pub limits: String,
    /// Where the audit trail lies; empty for who may not see it.
    pub audit: String,
}

/// One sign-in session.
#[derive(Debug)]
pub struct OwnSession {
    pub id: String,
    pub current: bool,
    pub function: String,
    pub since: String,
    pub seen: String,
    pub agent: String,
}

/// The accounts with their functions.
#[derive(Debug)]
pub struct AccountsView {
    pub rows: Vec<AccountRow>,
    pub count: String,
    pub functions: Vec<(&'static str, String)>,
    pub today: String,
    pub add: AddForm,
    pub name_chars_max: usize,
    pub password_chars_min: usize,
    pub password_chars_max: usize,
    /// Why the form that came was not carried out; empty otherwise.
    pub wrong: String,
    pub wrong_href: String,
    pub lines: Vec<AuditRow>,
}

/// The form for a new account as it stood.
#[derive(Debug, Default)]
pub struct AddForm {
    pub name: String,
    /// The field in error: `name`, `password` or none.
    pub wrong: &'static str,
}

/// One account.
#[derive(Debug)]
pub struct AccountRow {
    pub name: String,
    pub anchor: String,
    pub me: bool,
    pub disabled: bool,
    pub grants: Vec<GrantRow>,
    pub no_function: bool,
    /// What the form for a grant holds after it was refused.
    pub form: GrantForm,
    pub open: bool,
}

/// The form for a grant as it stood.
#[derive(Debug, Default)]
pub struct GrantForm {
    pub function: String,
    pub from: String,
    pub to: String,
    /// The field in error, or none.
    pub wrong: &'static str,
}

/// One function of an account.
#[derive(Debug)]
pub struct GrantRow {
    pub code: &'static str,
    pub function: String,
    pub span: String,
    pub by: String,
    pub state: String,
    pub tone: &'static str,
    /// May be ended: not over yet, and not the reader's own right to be here.
    pub may_end: bool,
}

/// The audit trail.
#[derive(Debug)]
pub struct AuditView {
    pub rows: Vec<AuditRow>,
    pub count: String,
}

/// One line of the audit trail.
#[derive(Debug)]
pub struct AuditRow {
    pub number: i64,
    pub at: String,
    pub when: String,
    pub actor: String,
    pub what: String,
    pub detail: String,
}

/// Whether a function sees the audit trail.
pub fn may_see_audit(function: Function) -> bool {
    matches!(function, Function::Administrator | Function::Auditor)
}

/// Builds the list of one's own sessions.
pub fn sessions(signed: &Signed, rows: Vec<SessionRow>) -> SessionsView {
    let (t, when) = (signed.t(), When::of(signed));
    let row = |row: SessionRow| OwnSession {
        current: row.id == signed.session_id,
        function: texts::function(row.function, t),
        since: when.say(row.since),
        seen: when.say(row.seen),
        agent: row.agent,
        id: row.id,
    };
    let rows: Vec<OwnSession> = rows.into_iter().map(row).collect();
    SessionsView {
        others: rows.iter().any(|row| !row.current),
        rows,
        limits: t.f(
            "sessions-limits",
            &[
                ("minutes", node::limits::session_idle_seconds_max / 60),
                ("hours", node::limits::session_absolute_seconds_max / 3_600),
            ],
        ),
        audit: if may_see_audit(signed.function) { signed.href("audit") } else { String::new() },
    }
}

/// Builds the page of accounts; `refused` is a form that was not carried out.
pub fn accounts(
    signed: &Signed,
    list: Vec<Account>,
    lines: Vec<AuditLine>,
    refused: Option<(Kind, &Vec<(String, String)>, Wrong)>,
) -> AccountsView {
    let t = signed.t();
    let today = signed.app.node().clock().real().strftime("%Y-%m-%d").to_string();
    let given = |field: &str| -> String {
        let form = refused.map(|(_, form, _)| form);
        form.and_then(|form| value(form, field)).unwrap_or_default().trim().to_owned()
    };
    let count = t.n("accounts-count", list.len());
    let row = |account: Account| {
        let grants: Vec<GrantRow> =
            account.functions.iter().map(|grant| grant_row(signed, &account, grant, &today)).collect();
        let form = match refused {
            Some((Kind::Grant, _, wrong)) if given("name") == account.name => GrantForm {
                function: given("function"),
                from: given("from"),
                to: given("to"),
                wrong: wrong.field,
            },
            _ => GrantForm { from: today.clone(), ..GrantForm::default() },
        };
        AccountRow {
            anchor: anchor(&account.name),
            me: account.name == signed.account.name,
            disabled: account.disabled,
            no_function: !grants.iter().any(|grant| grant.tone == "agreed"),
            open: !form.wrong.is_empty(),
            grants,
            form,
            name: account.name,
        }
    };
    let rows = list.into_iter().map(row).collect();
    let (wrong, wrong_href, add) = match refused {
        None => (String::new(), String::new(), AddForm::default()),
        Some((kind, _, wrong)) => {
            let (href, add) = match kind {
                Kind::Add => {
                    ("#add".to_owned(), AddForm { name: given("name"), wrong: wrong.field })
                }
                _ => (format!("#{}", anchor(&given("name"))), AddForm::default()),
            };
            (wrong_words(wrong, t), href, add)
        }
    };
    AccountsView {
        rows,
        count,
        functions: Function::ALL.map(|one| (one.as_str(), texts::function(one, t))).into(),
        today,
        add,
        name_chars_max: ACCOUNT_NAME_CHARS_MAX,
        password_chars_min: node::limits::password_chars_min,
        password_chars_max: node::limits::password_chars_max,
        wrong,
        wrong_href,
        lines: audit_rows(signed, lines),
    }
}

/// Builds the page of the audit trail.
pub fn audit(signed: &Signed, lines: Vec<AuditLine>) -> AuditView {
    let count = signed.t().n("audit-count", lines.len());
    AuditView { rows: audit_rows(signed, lines), count }
}

/// The place of an account on its page.
pub fn anchor(name: &str) -> String {
    let hex: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("account-{hex}")
}

fn wrong_words(wrong: Wrong, t: T) -> String {
    if wrong.key == "accounts-wrong-password" {
        let (min, max) =
            (node::limits::password_chars_min, node::limits::password_chars_max);
        return t.f(wrong.key, &[("min", min), ("max", max)]);
    }
    t.s(wrong.key).into_owned()
}

fn grant_row(signed: &Signed, account: &Account, grant: &Grant, today: &str) -> GrantRow {
    let t = signed.t();
    let over = grant.to.as_deref().is_some_and(|to| to < today);
    let (state, tone) = if over {
        ("accounts-grant-over", "none")
    } else if grant.from.as_str() > today {
        ("accounts-grant-future", "theirs")
    } else {
        ("accounts-grant-now", "agreed")
    };
    let span = match &grant.to {
        Some(to) => clocks::span(&grant.from, to, t),
        None => t.f("accounts-grant-from", &[("date", clocks::date(&grant.from, t))]),
    };
    let own_right =
        account.name == signed.account.name && grant.function == Function::Administrator;
    GrantRow {
        code: grant.function.as_str(),
        function: texts::function(grant.function, t),
        span,
        by: grant.by.clone(),
        state: t.s(state).into_owned(),
        tone,
        may_end: !over && !own_right,
    }
}

fn audit_rows(signed: &Signed, lines: Vec<AuditLine>) -> Vec<AuditRow> {
    let (t, when) = (signed.t(), When::of(signed));
    let row = |line: AuditLine| AuditRow {
        number: line.number,
        at: line.at.to_string(),
        when: when.say(line.at),
        actor: line.actor,
        what: audit_words(&line.what, t),
        detail: line.detail,
    };
    lines.into_iter().map(row).collect()
}

/// An act of the audit trail in words; one that has no word is shown as it was written.
fn audit_words(what: &str, t: T) -> String {
    let fits = what.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let key = format!("audit-did-{what}");
    if fits && t.has(&key) { t.s(&key).into_owned() } else { what.to_owned() }
}

/// Says instants on the parties' clocks, or in UTC on a node without any dialogue.
struct When {
    places: Option<Places>,
    t: T,
}

impl When {
    fn of(signed: &Signed) -> When {
        let dialogues = signed.app.node().dialogues();
        let places = dialogues.first().map(|first| Places::of(&first.read(), signed.lang));
        When { places, t: signed.t() }
    }

    fn say(&self, at: Timestamp) -> String {
        match &self.places {
            Some(places) => places.one_line(at, self.t),
            None => at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogue::content::Lang;

    #[test]
    fn acts_of_the_audit_trail_have_words_and_strange_ones_show_themselves() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            for what in AUDITED {
                assert_ne!(audit_words(what, t), *what, "{lang}: {what}");
            }
            assert_eq!(audit_words("signed in", t), "signed in");
            assert_eq!(audit_words("no-such-act", t), "no-such-act");
        }
    }

    /// What handlers write into the audit trail.
    const AUDITED: &[&str] = &[
        "account-add",
        "account-password",
        "account-grant",
        "account-end-grant",
        "account-disable",
        "account-enable",
        "session-end",
        "session-end-others",
        "session-end-all",
        "export",
    ];

    #[test]
    fn anchors_are_plain_whatever_the_name() {
        assert_eq!(anchor("a b"), "account-612062");
        assert_eq!(anchor("أ"), "account-d8a3");
    }

    #[test]
    fn the_administrator_and_the_auditor_see_the_audit_trail() {
        let seen: Vec<Function> =
            Function::ALL.into_iter().filter(|function| may_see_audit(*function)).collect();
        assert_eq!(seen, [Function::Auditor, Function::Administrator]);
    }
}
