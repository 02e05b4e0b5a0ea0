//! Why an entry has no effect. Every rule is decided from the entry's causal past alone, so that
//! all nodes decide alike; none looks at a clock, at openings or at the order of arrival.
//! Codes never change their meaning. Format: `docs/format-consent.md`, part 3.

use std::fmt;

/// The rule that a void entry breaks. A void entry stays in its tree, receipted and provable; it
/// moves no position, names nobody and may not be built upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum VoidRule {
    /// The bytes are no entry of this format.
    Grammar = 1,
    /// The entry belongs to another dialogue.
    WrongDialogue = 2,
    /// The entry names an author who is not the log's party.
    WrongAuthor = 3,
    /// The entry's number is not its place in the log.
    WrongNumber = 4,
    /// A founding charter after the first entry.
    SecondFounding = 5,
    /// The author lists his own log as seen.
    SeenSelf = 6,
    /// The author claims to have seen less of a log than in his entry before.
    SeenShrinks = 7,
    /// The author claims to have seen less of a log than an entry that he has seen.
    SeenBelowCause = 8,
    /// A version that is not in the causal past.
    UnknownVersion = 9,
    /// An entry that is not in the causal past, or is no redaction where one is needed.
    UnknownEntry = 10,
    /// An item that has no version in the causal past.
    UnknownItem = 11,
    /// A charter that is not in the causal past.
    UnknownCharter = 12,
    /// A base that is a version of another item.
    BaseOfAnotherItem = 13,
    /// A type that the schema in force does not have.
    UnknownType = 14,
    /// A consent to a version that was never offered.
    NotOffered = 15,
    /// An act on a statement that is another party's own.
    ForeignStatement = 16,
    /// An audience beyond the members of the charter.
    AudienceOutside = 17,
    /// A redaction of nothing that its author may redact.
    ForeignRedaction = 18,
    /// A key that would be in force before the statement of it.
    KeyTooEarly = 19,
    /// More key statements than one log may have.
    TooManyKeys = 20,
    /// A time stamp over a checkpoint that does not exist yet.
    StampAhead = 21,
    /// More amendments, or more newcomers, than one party may propose.
    TooManyAmendments = 22,
    /// The author is not a member.
    NotAMember = 32,
    /// The author has left the dialogue.
    HasLeft = 33,
    /// The charter named is not in force.
    CharterNotInForce = 34,
    /// The author is not among those whose consent the version needs.
    NotOfThisVersion = 35,
    /// The item exists with another type, or as another party's own.
    ItemTaken = 36,
    /// What the entry refers to is void itself.
    RestsOnVoid = 37,
    /// An amendment that goes back to an older schema.
    SchemaBackward = 38,
    /// An amendment that names a party that has left.
    NamesLeaver = 39,
    /// The entry stands past a proven fork of its log.
    PastFork = 40,
}

/// All rules, in the order of their codes.
pub const VOID_RULES: [VoidRule; 31] = {
    use VoidRule::*;
    [
        Grammar,
        WrongDialogue,
        WrongAuthor,
        WrongNumber,
        SecondFounding,
        SeenSelf,
        SeenShrinks,
        SeenBelowCause,
        UnknownVersion,
        UnknownEntry,
        UnknownItem,
        UnknownCharter,
        BaseOfAnotherItem,
        UnknownType,
        NotOffered,
        ForeignStatement,
        AudienceOutside,
        ForeignRedaction,
        KeyTooEarly,
        TooManyKeys,
        StampAhead,
        TooManyAmendments,
        NotAMember,
        HasLeft,
        CharterNotInForce,
        NotOfThisVersion,
        ItemTaken,
        RestsOnVoid,
        SchemaBackward,
        NamesLeaver,
        PastFork,
    ]
};

impl VoidRule {
    /// The code of documents and messages, e.g. `V-09`.
    pub fn code(self) -> String {
        format!("V-{:02}", self as u8)
    }

    /// Whether the rule looks at the entry and its references only. The others also look at what
    /// has effect, who was a member and what was in force, which a fork proof can change.
    pub(super) fn is_of_form(self) -> bool {
        (self as u8) < VoidRule::NotAMember as u8 && self != VoidRule::SeenBelowCause
    }

    pub(super) fn from_code(code: u8) -> Option<VoidRule> {
        VOID_RULES.into_iter().find(|rule| *rule as u8 == code)
    }

    fn words(self) -> &'static str {
        match self {
            VoidRule::Grammar => "it is no entry of this format",
            VoidRule::WrongDialogue => "it belongs to another dialogue",
            VoidRule::WrongAuthor => "it names an author who is not the party of this log",
            VoidRule::WrongNumber => "its number is not its place in the log",
            VoidRule::SecondFounding => "a founding charter stands only at the start of a log",
            VoidRule::SeenSelf => "its author lists his own log as seen",
            VoidRule::SeenShrinks => "it has seen less of a log than the entry before it",
            VoidRule::SeenBelowCause => "it has seen less of a log than an entry it has seen",
            VoidRule::UnknownVersion => "it names a version that its author had not seen",
            VoidRule::UnknownEntry => "it names an entry that its author had not seen",
            VoidRule::UnknownItem => "it names an item that its author had not seen",
            VoidRule::UnknownCharter => "it names a charter that its author had not seen",
            VoidRule::BaseOfAnotherItem => "it is written from a version of another item",
            VoidRule::UnknownType => "its type is not in the schema in force",
            VoidRule::NotOffered => "it consents to a draft that was never offered",
            VoidRule::ForeignStatement => "it acts on a statement that is another party's own",
            VoidRule::AudienceOutside => "its audience goes beyond the members of the charter",
            VoidRule::ForeignRedaction => "it redacts nothing that its author may redact",
            VoidRule::KeyTooEarly => "the key would be in force before this entry",
            VoidRule::TooManyKeys => "the log has too many key statements",
            VoidRule::StampAhead => "it stamps a checkpoint that does not exist yet",
            VoidRule::TooManyAmendments => "its author has proposed too many amendments or parties",
            VoidRule::NotAMember => "its author is not a member",
            VoidRule::HasLeft => "its author has left the dialogue",
            VoidRule::CharterNotInForce => "the charter it names is not in force",
            VoidRule::NotOfThisVersion => "the version does not need its author's consent",
            VoidRule::ItemTaken => "the item exists with another type or owner",
            VoidRule::RestsOnVoid => "it refers to an entry that is void itself",
            VoidRule::SchemaBackward => "it goes back to an older schema",
            VoidRule::NamesLeaver => "it names a party that has left",
            VoidRule::PastFork => "it stands past a proven fork of its log",
        }
    }
}

impl fmt::Display for VoidRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "void by rule {}: {}", self.code(), self.words())
    }
}
