//! One request to a page of a dialogue: who reads, which dialogue, the state of its logs. The
//! record is locked only inside [`Visit::read`], which never waits for anything; what takes the
//! lock by itself (frame, exchange, proof) is asked before or after.

use askama::Template;
use axum::response::Html;
use dialogue::act::{Actor, Function};
use dialogue::id::ItemId;
use dialogue::refusal::Refusal;
use jiff::Timestamp;
use node::{Dialogue, LogState};

use super::beside::Notes;
use super::reader::Reader;
use crate::guard::Signed;
use crate::i18n::T;
use crate::shell::{Crumb, Page, Problem};

/// A visit of somebody signed in to one dialogue.
pub struct Visit {
    pub signed: Signed,
    pub dialogue: Dialogue,
    pub actor: Actor,
    pub logs: Vec<LogState>,
    pub did: String,
}

impl Visit {
    /// Lets somebody in who may read contents.
    pub fn enter(signed: Signed, did: &str) -> Result<Visit, Problem> {
        let dialogue = signed.dialogue(did)?;
        if signed.function == Function::Administrator {
            return Err(Problem::from(Refusal::WritesNothing { function: signed.function }));
        }
        let (actor, logs) = (signed.actor(), dialogue.exchange());
        Ok(Visit { dialogue, actor, logs, did: did.to_owned(), signed })
    }

    /// Reads the record for this visitor. Short: never across an await, and nothing inside may
    /// ask the dialogue anything else.
    pub fn read<R>(&self, reading: impl FnOnce(&Reader<'_>) -> R) -> R {
        let names = self.signed.lent_names(&self.dialogue);
        let record = self.dialogue.read();
        let mut reader = Reader::new(&record, &self.did, self.t(), &self.actor);
        reader.lent_names = names;
        reading(&reader)
    }

    /// The words of the page.
    pub fn t(&self) -> T {
        self.signed.t()
    }

    /// Now, by the domain clock.
    pub fn now(&self) -> Timestamp {
        self.signed.app.node().clock().now()
    }

    /// The frame of the page.
    pub fn page(&self, section: &str, crumbs: Vec<Crumb>) -> Page {
        self.signed.page(&self.dialogue, section, crumbs)
    }

    /// The private notes on an item.
    pub fn notes(&self, item: &ItemId) -> Result<Notes, Problem> {
        let notes = self.signed.app.node().private_of(&self.did).notes(&self.did, item)?;
        Ok(self.read(|reader| reader.notes(item, notes)))
    }
}

/// An item's id from an address.
pub fn item_id(text: &str) -> Result<ItemId, Problem> {
    ItemId::parse(text).map_err(|_| Problem::NotFound)
}

/// A rendered page.
pub fn html(page: &impl Template) -> Result<Html<String>, Problem> {
    Ok(Html(page.render()?))
}
