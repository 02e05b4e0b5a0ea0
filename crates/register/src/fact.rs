//! The life of an instrument as dated facts: in which order they may stand, and why a new one is
//! refused. What one record does not tell is not missing from the life itself: only what
//! contradicts is refused, never a gap. The order follows VCLT 7 to 16, 24, 54 and 57.

use crate::civil::Dated;

/// A party of an instrument, as its place in the list of parties that the caller keeps.
pub type Side = usize;

/// Whether an instrument binds under international law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Binding {
    /// It does.
    Binding,
    /// It does not: it becomes operative, never enters into force.
    NonBinding,
    /// Nobody says.
    #[default]
    Unstated,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What happened to an instrument.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $name,)*
        }

        impl Kind {
            /// All of them, in the order of a life.
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)*];

            /// The fixed name in snake case.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Kind::$name => $word,)*
                }
            }
        }

        /// The names of all kinds, in the order of a life.
        pub const NAMES: &[&str] = &[$($word,)*];
    };
}

kinds! {
    /// One side proposed it.
    Proposed = "proposed",
    /// A side authorised its negotiators, with or without full powers.
    Authorised = "authorised",
    /// Negotiation began.
    Negotiating = "negotiating",
    /// Agreed by a delegate, subject to his capital.
    AdReferendum = "ad_referendum",
    /// The text is adopted (VCLT 9).
    TextAgreed = "text_agreed",
    /// Both languages say the same.
    ConcordanceCertified = "concordance_certified",
    /// A side's authorities approved it.
    NationallyApproved = "nationally_approved",
    /// Authenticated by initials (VCLT 10).
    Initialled = "initialled",
    /// Signed: by one side, or, without a side, by all.
    Signed = "signed",
    /// A side's domestic procedure for entry into force is complete.
    ProcedureCompleted = "procedure_completed",
    /// A side's note that its procedure is complete.
    Notified = "notified",
    /// Instruments were exchanged (VCLT 13, 16).
    Exchanged = "exchanged",
    /// Applied before its entry into force (VCLT 25).
    ProvisionallyApplied = "provisionally_applied",
    /// A non-binding instrument became operative.
    Operative = "operative",
    /// In force (VCLT 24).
    InForce = "in_force",
    /// Registered under Article 102 of the Charter.
    Registered = "registered",
    /// Published: in an Official Gazette or treaty series.
    Published = "published",
    /// Amended (VCLT 39).
    Amended = "amended",
    /// Its term was lengthened.
    Extended = "extended",
    /// Its operation was suspended (VCLT 57).
    Suspended = "suspended",
    /// Its operation was resumed.
    Resumed = "resumed",
    /// Renewed for a period.
    Renewed = "renewed",
    /// A side gave notice that it will not renew, or that it ends it (VCLT 54, 56).
    NoticeGiven = "notice_given",
    /// Terminated (VCLT 54).
    Terminated = "terminated",
    /// Its term ran out.
    Expired = "expired",
    /// Another instrument took its place (VCLT 59).
    Superseded = "superseded",
}

impl Kind {
    /// Reads the fixed name.
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// Whether it is one side's, so that the side must be named.
    pub fn needs_side(self) -> bool {
        matches!(
            self,
            Kind::Authorised
                | Kind::AdReferendum
                | Kind::NationallyApproved
                | Kind::ProcedureCompleted
                | Kind::Notified
                | Kind::NoticeGiven
        )
    }

    /// Whether it ends the life.
    pub fn ends(self) -> bool {
        matches!(self, Kind::Terminated | Kind::Expired | Kind::Superseded)
    }

    /// Where it stands among facts whose order is fixed; none for those that may come any time.
    fn rank(self) -> Option<u8> {
        match self {
            Kind::Proposed => Some(0),
            Kind::Negotiating => Some(1),
            Kind::TextAgreed => Some(2),
            Kind::Initialled => Some(3),
            Kind::Signed => Some(4),
            Kind::ProvisionallyApplied | Kind::Exchanged => Some(5),
            Kind::InForce | Kind::Operative => Some(6),
            Kind::Registered
            | Kind::Amended
            | Kind::Extended
            | Kind::Suspended
            | Kind::Resumed
            | Kind::Renewed => Some(7),
            Kind::Terminated | Kind::Expired | Kind::Superseded => Some(8),
            _ => None,
        }
    }

    /// Whether it happens once: in the whole life, or once a side where it is a side's.
    fn happens_once(self) -> bool {
        self.ends()
            || matches!(
                self,
                Kind::TextAgreed
                    | Kind::Signed
                    | Kind::ProcedureCompleted
                    | Kind::Notified
                    | Kind::Exchanged
                    | Kind::ProvisionallyApplied
                    | Kind::Operative
                    | Kind::InForce
            )
    }
}

/// Kinds beside the ranks of which the first is never after the second.
const ALSO: &[(Kind, Kind)] = &[
    (Kind::Proposed, Kind::Authorised),
    (Kind::Authorised, Kind::Signed),
    (Kind::AdReferendum, Kind::TextAgreed),
    (Kind::TextAgreed, Kind::ConcordanceCertified),
    (Kind::TextAgreed, Kind::NationallyApproved),
    (Kind::Signed, Kind::Notified),
    (Kind::Signed, Kind::NoticeGiven),
    (Kind::NoticeGiven, Kind::Terminated),
];

/// Whether `first` may never be after `then`.
fn ordered(first: Kind, then: Kind) -> bool {
    // What was in force may be registered when it no longer is.
    if first == Kind::Registered {
        return false;
    }
    let ranked = first.rank().zip(then.rank()).is_some_and(|(first, then)| first < then);
    ranked || ALSO.contains(&(first, then))
}

/// One dated fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// What happened.
    pub kind: Kind,
    /// Whose fact it is; none for all.
    pub side: Option<Side>,
    /// When.
    pub date: Dated,
    /// When a note reached the other side.
    pub received: Option<Dated>,
    /// For how many months, of a renewal or extension.
    pub months: Option<u32>,
    /// Until when, or with effect from when for a notice.
    pub until: Option<Dated>,
}

impl Fact {
    /// A fact of no particular side.
    pub fn of(kind: Kind, date: Dated) -> Fact {
        Fact { kind, side: None, date, received: None, months: None, until: None }
    }

    /// The same, of one side.
    pub fn by(self, side: Side) -> Fact {
        Fact { side: Some(side), ..self }
    }
}

/// Why a fact cannot stand beside the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disorder {
    /// It would be before a fact that it must follow.
    BeforeItsTime(Fact),
    /// It would be after a fact that it must precede.
    AfterItsTime(Fact),
    /// It is recorded already.
    Recorded(Fact),
    /// Another renewal or extension stands at the same time.
    RenewedAtOnce(Fact),
    /// It was not suspended then.
    NotSuspended,
    /// A side's fact without its side.
    SideMissing,
    /// A non-binding instrument does not enter into force; a binding one does not become operative.
    WrongBinding,
    /// A note is received before it is sent.
    ReceivedBeforeSent,
    /// What it says lasts until a day before it.
    EndsBeforeItBegins,
    /// It says for how long, where that means nothing.
    LastsForNothing,
}

/// Whether a fact can stand beside others. A date that is only roughly known is refused only when
/// it contradicts however it is read.
///
/// # Errors
/// The first contradiction, with the fact that it contradicts.
pub fn judge(others: &[Fact], new: &Fact, binding: Binding) -> Result<(), Disorder> {
    alone(new, binding)?;
    for other in others {
        if ordered(other.kind, new.kind) && new.date.surely_before(other.date) {
            return Err(Disorder::BeforeItsTime(*other));
        }
        if ordered(new.kind, other.kind) && other.date.surely_before(new.date) {
            return Err(Disorder::AfterItsTime(*other));
        }
        let procedure = (Kind::ProcedureCompleted, Kind::Notified);
        if other.side == new.side && (other.kind, new.kind) == procedure {
            if new.date.surely_before(other.date) {
                return Err(Disorder::BeforeItsTime(*other));
            }
        } else if other.side == new.side
            && (new.kind, other.kind) == procedure
            && other.date.surely_before(new.date)
        {
            return Err(Disorder::AfterItsTime(*other));
        }
        if new.kind == other.kind && new.kind.happens_once() {
            let same_side = new.side.zip(other.side).is_none_or(|(new, other)| new == other);
            if same_side {
                return Err(Disorder::Recorded(*other));
            }
        }
        let lengthens = |kind| matches!(kind, Kind::Renewed | Kind::Extended);
        let apart = new.date.surely_before(other.date) || other.date.surely_before(new.date);
        if lengthens(new.kind) && lengthens(other.kind) && !apart {
            return Err(Disorder::RenewedAtOnce(*other));
        }
    }
    // Ends exclude one another.
    if new.kind.ends()
        && let Some(other) = others.iter().find(|other| other.kind.ends())
    {
        return Err(Disorder::Recorded(*other));
    }
    let suspended =
        |other: &Fact| other.kind == Kind::Suspended && !new.date.surely_before(other.date);
    if new.kind == Kind::Resumed && !others.iter().any(suspended) {
        return Err(Disorder::NotSuspended);
    }
    Ok(())
}

/// What a fact must obey whatever others there are.
fn alone(new: &Fact, binding: Binding) -> Result<(), Disorder> {
    if new.kind.needs_side() && new.side.is_none() {
        return Err(Disorder::SideMissing);
    }
    let wrong = match binding {
        Binding::NonBinding => {
            matches!(new.kind, Kind::InForce | Kind::ProvisionallyApplied | Kind::Exchanged)
        }
        Binding::Binding => new.kind == Kind::Operative,
        Binding::Unstated => false,
    };
    if wrong {
        return Err(Disorder::WrongBinding);
    }
    if new.received.is_some_and(|received| received.surely_before(new.date)) {
        return Err(Disorder::ReceivedBeforeSent);
    }
    if new.until.is_some_and(|until| until.surely_before(new.date)) {
        return Err(Disorder::EndsBeforeItBegins);
    }
    let lasts =
        matches!(new.kind, Kind::Renewed | Kind::Extended | Kind::Suspended | Kind::NoticeGiven);
    if !lasts && (new.months.is_some() || new.until.is_some()) {
        return Err(Disorder::LastsForNothing);
    }
    Ok(())
}
