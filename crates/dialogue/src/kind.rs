//! What kind of dialogue a record is: the ordinary one, or the compartment in which two central
//! authorities keep track of mutual legal assistance. The founding charter says it (rule `kind`),
//! so both sides signed it and the fold of every node judges alike; no later entry changes it.
//! It decides which types may stand in a log and which functions may enter.

use ledger::entry::Charter;

use crate::act::Function;
use crate::fold::{FoldError, RuleOf};
use crate::item;

/// The charter's rule that names the kind.
pub const CHARTER_RULE: &str = "kind";

/// What kind of dialogue a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum DialogueKind {
    /// A dialogue of states, with its words in two languages. Its charter names no kind.
    #[default]
    Ordinary,
    /// Mutual legal assistance: codes, dates and hashes only.
    LegalAssistance,
}

impl DialogueKind {
    /// All kinds.
    pub const ALL: [DialogueKind; 2] = [DialogueKind::Ordinary, DialogueKind::LegalAssistance];

    /// The fixed name, as the charter and the configuration write it.
    pub fn as_str(self) -> &'static str {
        match self {
            DialogueKind::Ordinary => "ordinary",
            DialogueKind::LegalAssistance => "legal_assistance",
        }
    }

    /// Reads the name of a compartment; the ordinary kind is never written.
    pub fn parse(text: &str) -> Option<DialogueKind> {
        (text == DialogueKind::LegalAssistance.as_str()).then_some(DialogueKind::LegalAssistance)
    }

    /// The kind that a founding charter names.
    ///
    /// # Errors
    /// A kind that this release does not know: it cannot judge what belongs into such a record.
    pub fn of(charter: &Charter) -> Result<DialogueKind, FoldError> {
        match charter.rules.get(CHARTER_RULE) {
            None => Ok(DialogueKind::Ordinary),
            Some(name) => DialogueKind::parse(name)
                .ok_or_else(|| FoldError::UnknownKind { kind: name.chars().take(64).collect() }),
        }
    }

    /// Whether somebody in this function may enter a dialogue of this kind at all.
    pub fn may_enter(self, function: Function) -> bool {
        match self {
            DialogueKind::Ordinary => !function.is_of_compartment(),
            DialogueKind::LegalAssistance => function.is_of_compartment(),
        }
    }

    /// How the fold finds the rule of a type in such a record: a type of another kind has none, and
    /// an entry that puts one is void on every node.
    pub(crate) fn rules(self) -> RuleOf {
        match self {
            DialogueKind::Ordinary => item::rule_of,
            DialogueKind::LegalAssistance => item::rule_of_legal_assistance,
        }
    }
}
