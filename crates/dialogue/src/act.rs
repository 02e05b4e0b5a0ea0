//! What an officer can ask for: put a version, consent, withdraw, reject, redact, hold.
//! An act is only a wish; `policy::may` turns it into a permit or a refusal, and only a permit
//! is ever written into a log.

use std::fmt;

use ledger::entry::Level;
use ledger::id::{FieldName, ItemId, PartyId, TypeName, VersionId};

use crate::content::Content;
use crate::item::ItemType;
use crate::record::Item;

/// The function in which somebody acts. Persons hold functions for a time; the record names the
/// function only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    /// Drafts and proposes.
    DeskOfficer,
    /// Consents for the party and binds it.
    CoChair,
    /// Writes the minutes.
    Rapporteur,
    /// Answers for a line agency.
    FocalPoint,
    /// Speaks to the public.
    Press,
    /// Sees to the texts' law.
    Legal,
    /// Reads everything, writes nothing.
    Auditor,
    /// Runs the node; has nothing to do with contents.
    Administrator,
    /// Acts for the central authority in the compartment of mutual legal assistance, and there
    /// only.
    CentralAuthority,
    /// Reads that compartment, writes nothing, and reads nothing else.
    CompartmentAuditor,
}

impl Function {
    /// All functions.
    pub const ALL: [Function; 10] = [
        Function::DeskOfficer,
        Function::CoChair,
        Function::Rapporteur,
        Function::FocalPoint,
        Function::Press,
        Function::Legal,
        Function::Auditor,
        Function::Administrator,
        Function::CentralAuthority,
        Function::CompartmentAuditor,
    ];

    /// The fixed name in snake case, e.g. `desk_officer`.
    pub fn as_str(self) -> &'static str {
        match self {
            Function::DeskOfficer => "desk_officer",
            Function::CoChair => "co_chair",
            Function::Rapporteur => "rapporteur",
            Function::FocalPoint => "focal_point",
            Function::Press => "press",
            Function::Legal => "legal",
            Function::Auditor => "auditor",
            Function::Administrator => "administrator",
            Function::CentralAuthority => "central_authority",
            Function::CompartmentAuditor => "compartment_auditor",
        }
    }

    /// Whether it enters the compartment of mutual legal assistance, and nothing else.
    pub fn is_of_compartment(self) -> bool {
        matches!(self, Function::CentralAuthority | Function::CompartmentAuditor)
    }

    /// Reads the fixed name.
    pub fn parse(text: &str) -> Option<Function> {
        Function::ALL.into_iter().find(|function| function.as_str() == text)
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// For which party.
    pub party: PartyId,
    /// In which function.
    pub function: Function,
    /// The account on this node; never leaves it.
    pub account: String,
}

/// What somebody wants to do to the joint record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Put a version of an item and make it the party's position.
    Put(Draft),
    /// Take a version as the party's position, at a level.
    Consent {
        /// The item.
        item: ItemId,
        /// The version.
        to: VersionId,
        /// How far the consent goes.
        level: Level,
    },
    /// Consent by silence: the node writes it when a procedure's deadline has passed.
    Lapse {
        /// The silence procedure.
        procedure: ItemId,
        /// What it is about.
        item: ItemId,
        /// The version that silence agrees to.
        to: VersionId,
        /// The node's time, RFC 3339 in UTC to the second.
        now: String,
    },
    /// End the party's position at a level.
    Withdraw {
        /// The item.
        item: ItemId,
        /// The version it holds.
        to: VersionId,
        /// The level to end.
        level: Level,
    },
    /// Say no to a version without putting another.
    Reject {
        /// The item.
        item: ItemId,
        /// The version.
        to: VersionId,
    },
    /// Order fields of a version erased.
    Redact {
        /// The version.
        of: VersionId,
        /// The stored names of its fields.
        fields: Vec<FieldName>,
        /// The legal basis, a citation code.
        basis: String,
    },
    /// State that a redaction is not carried out here, and by which law.
    Hold {
        /// The entry of the redaction.
        of: VersionId,
        /// The law, a citation code.
        basis: String,
    },
}

/// A version that is not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The item; none for a new one, whose id the node draws.
    pub item: Option<ItemId>,
    /// Its type.
    pub type_name: TypeName,
    /// The versions it was written from; none for a new item. [`Draft::revise`] fills it.
    pub base: Vec<VersionId>,
    /// Its values.
    pub content: Content,
    /// Its place among its siblings, for ordered types.
    pub pos: Option<u64>,
    /// Who is served its openings; everybody when absent.
    pub aud: Option<Vec<PartyId>>,
}

impl Draft {
    /// A draft of a new item.
    pub fn new(item_type: &ItemType, content: Content) -> Draft {
        let type_name = item_type.type_name();
        Draft { item: None, type_name, base: Vec::new(), content, pos: None, aud: None }
    }

    /// A draft of the next version of an item: written from every version on the table and the
    /// one in force, so that it settles differences between them. Begins with the values shown;
    /// where all was withdrawn, with the newest version.
    pub fn revise(item: &Item<'_>) -> Draft {
        let from = item.shown().or_else(|| item.versions().pop());
        let mut base = item.on_the_table();
        if base.is_empty() {
            base.extend(from.map(|version| version.id));
        }
        Draft {
            item: Some(item.id().clone()),
            base,
            pos: from.and_then(|version| version.pos),
            ..Draft::new(
                item.kind(),
                from.map(|version| version.content.clone()).unwrap_or_default(),
            )
        }
    }
}

/// One thing that a function may or may not do to a type; the columns of the policy matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Put a version.
    Put,
    /// Consent to a text.
    ConsentText,
    /// Bind the party.
    ConsentBind,
    /// End a position at text level.
    WithdrawText,
    /// End a binding consent.
    WithdrawBind,
    /// Reject a version.
    Reject,
    /// Order fields erased.
    Redact,
    /// Hold fields against a redaction.
    Hold,
}

impl Verb {
    /// All verbs.
    pub const ALL: [Verb; 8] = [
        Verb::Put,
        Verb::ConsentText,
        Verb::ConsentBind,
        Verb::WithdrawText,
        Verb::WithdrawBind,
        Verb::Reject,
        Verb::Redact,
        Verb::Hold,
    ];

    /// The fixed name in snake case.
    pub fn as_str(self) -> &'static str {
        match self {
            Verb::Put => "put",
            Verb::ConsentText => "consent_text",
            Verb::ConsentBind => "consent_bind",
            Verb::WithdrawText => "withdraw_text",
            Verb::WithdrawBind => "withdraw_bind",
            Verb::Reject => "reject",
            Verb::Redact => "redact",
            Verb::Hold => "hold",
        }
    }
}

impl Act {
    /// The verb of the matrix that decides about this act.
    pub fn verb(&self) -> Verb {
        match self {
            Act::Put(_) => Verb::Put,
            Act::Consent { level: Level::Text, .. } | Act::Lapse { .. } => Verb::ConsentText,
            Act::Consent { level: Level::Bind, .. } => Verb::ConsentBind,
            Act::Withdraw { level: Level::Text, .. } => Verb::WithdrawText,
            Act::Withdraw { level: Level::Bind, .. } => Verb::WithdrawBind,
            Act::Reject { .. } => Verb::Reject,
            Act::Redact { .. } => Verb::Redact,
            Act::Hold { .. } => Verb::Hold,
        }
    }
}
