//! The ways from other pages to updates: from a commitment's page to a new link or form and to what
//! waits about it, and from the desk to all that waits. Shown to those who handle updates only.

use agencies::{UpdateState, may_handle};
use dialogue::id::ItemId;

use crate::guard::Signed;
use crate::items::visit::Visit;
use crate::shell::Problem;

/// What stands on a commitment's page; empty for those who do not handle updates.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub new: String,
    pub all: String,
    /// Updates about this commitment that wait: where each is.
    pub waiting: Vec<String>,
}

/// The entry of a commitment's page.
pub fn of(visit: &Visit, item: &ItemId) -> Result<Entry, Problem> {
    let is_commitment = visit.read(|reader| {
        reader.record.item(item).is_some_and(|item| item.kind().name == "commitment")
    });
    if !may_handle(visit.signed.function) || !is_commitment {
        return Ok(Entry::default());
    }
    let updates = visit.signed.app.updates().updates(&visit.did)?;
    let waits = updates.iter().filter(|one| one.item == *item && one.state == UpdateState::Waiting);
    Ok(visit.read(|reader| Entry {
        new: reader.at(&format!("updates/new?commitment={item}")),
        all: reader.at("updates"),
        waiting: waits.map(|one| reader.at(&format!("updates/{}", one.id))).collect(),
    }))
}

/// Updates that wait in all dialogues, with the way there; none for others' functions.
pub fn waiting(signed: &Signed) -> Result<Vec<(String, usize)>, Problem> {
    if !may_handle(signed.function) {
        return Ok(Vec::new());
    }
    let mut list = Vec::new();
    for dialogue in signed.app.node().dialogues() {
        let did = dialogue.id().as_str();
        let n = signed.app.updates().n_waiting(did)?;
        list.push((signed.href(&format!("d/{did}/updates")), n as usize));
    }
    Ok(list)
}
