//! The node's audit trail, for those who answer for the node and those who check them. It names
//! accounts and stays on our node; the joint record names functions only.

use askama::Template;
use axum::response::Html;
use dialogue::act::Function;
use node::AuditLine;

use crate::clocks::Places;
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::limits::AUDIT_LINES_MAX;
use crate::shell::{Crumb, Page, Problem};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{lang}/audit", audit)
}

#[derive(Template)]
#[template(path = "accounts/audit.html")]
struct AuditPage {
    page: Page,
    t: T,
    rows: Vec<AuditRow>,
    count: String,
}

/// One line, ready to read.
pub(super) struct AuditRow {
    pub(super) number: i64,
    /// RFC 3339, for machines.
    pub(super) at: String,
    pub(super) when: String,
    pub(super) actor: String,
    pub(super) what: String,
    pub(super) detail: String,
}

/// Whether a function sees the audit trail.
pub(super) fn may_see(function: Function) -> bool {
    matches!(function, Function::Administrator | Function::Auditor)
}

async fn audit(signed: Signed) -> Result<Html<String>, Problem> {
    if !may_see(signed.function) {
        return Err(Problem::AdministratorOnly);
    }
    let t = signed.t();
    let rows = rows(&signed, AUDIT_LINES_MAX)?;
    let page = signed.page_outside("audit", vec![Crumb::new(t.s("audit-title"), "")]);
    let count = t.n("audit-count", rows.len());
    Ok(Html(AuditPage { page, t, rows, count }.render()?))
}

/// The newest lines, newest first.
pub(super) fn rows(signed: &Signed, n_max: u32) -> Result<Vec<AuditRow>, Problem> {
    let (t, node, moment) = (signed.t(), signed.app.node(), moment(signed));
    let row = |line: AuditLine| AuditRow {
        number: line.number,
        at: line.at.to_string(),
        when: moment(&line),
        actor: line.actor,
        what: words(&line.what, t),
        detail: line.detail,
    };
    Ok(node.private().audit_lines(n_max)?.into_iter().map(row).collect())
}

/// Says when a line was written: on the parties' clocks, on a node without a dialogue in UTC.
pub(crate) fn moment(signed: &Signed) -> impl Fn(&AuditLine) -> String + use<> {
    let (t, dialogues) = (signed.t(), signed.app.node().dialogues());
    let places = dialogues.first().map(|first| Places::of(&first.read(), signed.lang));
    move |line| match &places {
        Some(places) => places.one_line(line.at, t),
        None => line.at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    }
}

/// An act in words; one that has no word is shown as it was written.
pub(crate) fn words(what: &str, t: T) -> String {
    let fits = what.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let key = format!("audit-did-{}", if fits { what } else { "" });
    if t.has(&key) { t.s(&key).into_owned() } else { what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogue::content::Lang;

    #[test]
    fn acts_have_words_and_strange_ones_show_themselves() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            for what in ["account-add", "account-grant", "account-end-grant", "account-disable"] {
                assert_ne!(words(what, t), what, "{lang}");
            }
            for what in ["account-enable", "session-end", "session-end-all", "export"] {
                assert_ne!(words(what, t), what, "{lang}");
            }
            assert_eq!(words("signed in", t), "signed in");
            assert_eq!(words("no-such-act", t), "no-such-act");
        }
    }

    #[test]
    fn the_administrator_and_the_auditor_see_the_trail() {
        let seen: Vec<Function> = Function::ALL.into_iter().filter(|one| may_see(*one)).collect();
        assert_eq!(seen, [Function::Auditor, Function::Administrator]);
    }
}
