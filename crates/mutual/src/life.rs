//! The life of a request: which side may take which step from which state, and what follows. The
//! table is the whole rule. Steps are dated facts of offices; both nodes fold the same steps in the
//! same order and come to the same state, whatever order they arrived in. A step that the table
//! does not know at its place changes nothing and is shown as out of order.

use crate::Day;

/// Which side of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The one that asks.
    Requesting,
    /// The one that is asked.
    Requested,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$own:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$own])* $variant,)+ }

        impl $name {
            /// All of them, in the order of a life.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// Their fixed names.
            pub const NAMES: &'static [&'static str] = &[$($text,)+];

            /// The fixed name in snake case.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            /// Reads the fixed name.
            pub fn parse(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}

named! {
    /// Where a request stands.
    State {
        /// Shown to the other side before it is sent.
        SharedDraft = "shared_draft",
        /// On its way.
        Sent = "sent",
        /// With the other central authority.
        Received = "received",
        /// Acknowledged on the form.
        Acknowledged = "acknowledged",
        /// More was asked for.
        MoreInformation = "more_information",
        /// Sent back: wrong channel, language or basis.
        Returned = "returned",
        /// Found to be one that is carried out.
        Accepted = "accepted",
        /// Accepted for a part.
        RefusedInPart = "refused_in_part",
        /// With the office that carries it out.
        Assigned = "assigned",
        /// Being carried out.
        InExecution = "in_execution",
        /// Some of the answer was given.
        PartialReply = "partial_reply",
        /// Put off.
        Postponed = "postponed",
        /// Carried out.
        Executed = "executed",
        /// The answer is on its way.
        Transmitted = "transmitted",
        /// The answer has come; limits of use run.
        ReceiptConfirmed = "receipt_confirmed",
        /// What had to go back went back.
        ItemsReturned = "items_returned",
        /// Over.
        Closed = "closed",
        /// Refused.
        Refused = "refused",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Without object: time barred.
        Lapsed = "lapsed",
        /// Without object: extradition, a plea.
        Overtaken = "overtaken",
    }
}

named! {
    /// A dated change that an office states.
    Step {
        /// The request goes out.
        Sent = "sent",
        /// It has come.
        Received = "received",
        /// The form of acknowledgement.
        Acknowledged = "acknowledged",
        /// More is needed.
        MoreInformation = "more_information",
        /// What was asked for was given.
        InformationSent = "information_sent",
        /// Sent back.
        Returned = "returned",
        /// Will be carried out.
        Accepted = "accepted",
        /// Will be carried out in part.
        RefusedInPart = "refused_in_part",
        /// Will not.
        Refused = "refused",
        /// The time to decide is extended, once.
        Extended = "extended",
        /// An office is charged.
        Assigned = "assigned",
        /// It began.
        InExecution = "in_execution",
        /// It will take longer; the date expected is named.
        Delayed = "delayed",
        /// Part of the answer.
        PartialReply = "partial_reply",
        /// Put off.
        Postponed = "postponed",
        /// Taken up again.
        Resumed = "resumed",
        /// Done.
        Executed = "executed",
        /// The answer goes out.
        Transmitted = "transmitted",
        /// It has come.
        ReceiptConfirmed = "receipt_confirmed",
        /// Items went back.
        ItemsReturned = "items_returned",
        /// The file is closed.
        Closed = "closed",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Time barred.
        Lapsed = "lapsed",
        /// Overtaken by events.
        Overtaken = "overtaken",
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
struct Line {
    step: Step,
    by: &'static [Side],
    from: &'static [State],
    /// None: the state stays.
    to: Option<State>,
}

const fn line(step: Step, by: &'static [Side], from: &'static [State], to: Option<State>) -> Line {
    Line { step, by, from, to }
}

const ASKS: &[Side] = &[Side::Requesting];
const ASKED: &[Side] = &[Side::Requested];
const BOTH: &[Side] = &[Side::Requesting, Side::Requested];

/// States in which the requested side has still to answer.
const UNANSWERED: &[State] = &[
    State::Sent,
    State::Received,
    State::Acknowledged,
    State::MoreInformation,
    State::Accepted,
    State::RefusedInPart,
    State::Assigned,
    State::InExecution,
    State::PartialReply,
    State::Postponed,
];
/// The same, and the drafts and returned ones that the requesting side holds.
const OPEN: &[State] = &[
    State::SharedDraft,
    State::Sent,
    State::Received,
    State::Acknowledged,
    State::MoreInformation,
    State::Returned,
    State::Accepted,
    State::RefusedInPart,
    State::Assigned,
    State::InExecution,
    State::PartialReply,
    State::Postponed,
];

const TABLE: &[Line] = {
    use State as S;
    &[
        line(Step::Sent, ASKS, &[S::SharedDraft, S::Returned], Some(S::Sent)),
        line(Step::Received, ASKED, &[S::Sent], Some(S::Received)),
        line(Step::Acknowledged, ASKED, &[S::Sent, S::Received], Some(S::Acknowledged)),
        line(
            Step::MoreInformation,
            ASKED,
            &[S::Acknowledged, S::Assigned, S::InExecution],
            Some(S::MoreInformation),
        ),
        line(Step::InformationSent, ASKS, &[S::MoreInformation], Some(S::Acknowledged)),
        line(Step::Returned, ASKED, &[S::Received, S::Acknowledged], Some(S::Returned)),
        line(Step::Accepted, ASKED, &[S::Acknowledged, S::Postponed], Some(S::Accepted)),
        line(Step::RefusedInPart, ASKED, &[S::Acknowledged], Some(S::RefusedInPart)),
        line(
            Step::Refused,
            ASKED,
            &[S::Acknowledged, S::Assigned, S::InExecution, S::Postponed],
            Some(S::Refused),
        ),
        line(Step::Extended, ASKED, &[S::Acknowledged], None),
        line(Step::Assigned, ASKED, &[S::Accepted, S::RefusedInPart], Some(S::Assigned)),
        line(
            Step::InExecution,
            ASKED,
            &[S::Accepted, S::RefusedInPart, S::Assigned],
            Some(S::InExecution),
        ),
        line(Step::Delayed, ASKED, &[S::Assigned, S::InExecution, S::PartialReply], None),
        line(Step::PartialReply, ASKED, &[S::InExecution, S::PartialReply], Some(S::PartialReply)),
        line(
            Step::Postponed,
            ASKED,
            &[S::Acknowledged, S::Accepted, S::RefusedInPart, S::Assigned, S::InExecution],
            Some(S::Postponed),
        ),
        line(Step::Resumed, ASKED, &[S::Postponed], Some(S::InExecution)),
        line(Step::Executed, ASKED, &[S::InExecution, S::PartialReply], Some(S::Executed)),
        line(Step::Transmitted, ASKED, &[S::Executed], Some(S::Transmitted)),
        line(Step::ReceiptConfirmed, ASKS, &[S::Transmitted], Some(S::ReceiptConfirmed)),
        line(Step::ItemsReturned, ASKS, &[S::ReceiptConfirmed], Some(S::ItemsReturned)),
        line(Step::Closed, ASKS, &[S::ReceiptConfirmed, S::ItemsReturned], Some(S::Closed)),
        line(Step::Withdrawn, ASKS, OPEN, Some(S::Withdrawn)),
        line(Step::Lapsed, BOTH, UNANSWERED, Some(S::Lapsed)),
        line(Step::Overtaken, BOTH, UNANSWERED, Some(S::Overtaken)),
    ]
};

/// Where a step of a side leads from a state; none when it is not possible there.
///
/// ```
/// use mutual::life::{Side, State, Step, after};
/// let asked = Side::Requested;
/// assert_eq!(after(State::Sent, Step::Acknowledged, asked), Some(State::Acknowledged));
/// assert_eq!(after(State::Sent, Step::Acknowledged, Side::Requesting), None);
/// assert_eq!(after(State::Closed, Step::Refused, asked), None);
/// ```
pub fn after(state: State, step: Step, by: Side) -> Option<State> {
    let line = TABLE.iter().find(|line| line.step == step)?;
    (line.by.contains(&by) && line.from.contains(&state)).then(|| line.to.unwrap_or(state))
}

/// Everything a side may do now, in the order of a life.
pub fn possible(state: State, by: Side) -> Vec<Step> {
    Step::ALL.iter().copied().filter(|step| after(state, *step, by).is_some()).collect()
}

/// Whose turn it is; nobody's when it is over.
pub fn turn(state: State) -> Option<Side> {
    match state {
        State::SharedDraft
        | State::MoreInformation
        | State::Returned
        | State::Transmitted
        | State::ReceiptConfirmed
        | State::ItemsReturned => Some(Side::Requesting),
        State::Sent
        | State::Received
        | State::Acknowledged
        | State::Accepted
        | State::RefusedInPart
        | State::Assigned
        | State::InExecution
        | State::PartialReply
        | State::Postponed
        | State::Executed => Some(Side::Requested),
        State::Closed | State::Refused | State::Withdrawn | State::Lapsed | State::Overtaken => {
            None
        }
    }
}

/// A step as it was stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    /// The day it names.
    pub on: Day,
    /// The step; later steps of one day come later in a life.
    pub step: Step,
    /// Who stated it.
    pub by: Side,
    /// Tells steps apart, the same on both nodes: the item's id.
    pub id: String,
}

/// The life of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub since: Day,
    /// The steps that counted, in order, each with the state it led to.
    pub counted: Vec<(Taken, State)>,
    /// Those that did not: not possible where they stand.
    pub out_of_order: Vec<Taken>,
    /// The time to decide was extended.
    pub extended: bool,
}

impl Life {
    /// Folds the steps of a request that was shown on `begun`.
    pub fn of(begun: Day, mut steps: Vec<Taken>) -> Life {
        steps.sort();
        let mut life = Life {
            state: State::SharedDraft,
            since: begun,
            counted: Vec::new(),
            out_of_order: Vec::new(),
            extended: false,
        };
        // A step may be stated with the day of one that has to come first: what is not possible yet
        // on its own day is tried again after the others of that day.
        let mut waiting: Vec<Taken> = Vec::new();
        for step in steps {
            if waiting.first().is_some_and(|first| first.on != step.on) {
                life.out_of_order.append(&mut waiting);
            }
            if life.take(&step) {
                let again = std::mem::take(&mut waiting);
                waiting = again.into_iter().filter(|step| !life.take(step)).collect();
            } else {
                waiting.push(step);
            }
        }
        life.out_of_order.append(&mut waiting);
        life
    }

    fn take(&mut self, step: &Taken) -> bool {
        let again = step.step == Step::Extended && self.extended;
        let to = if again { None } else { after(self.state, step.step, step.by) };
        let Some(to) = to.filter(|_| step.on >= self.since) else { return false };
        if to != self.state {
            self.since = step.on;
        }
        self.extended |= step.step == Step::Extended;
        self.state = to;
        self.counted.push((step.clone(), to));
        true
    }

    /// The day of the last step of this kind that counted.
    pub fn last(&self, step: Step) -> Option<Day> {
        self.counted.iter().rev().find(|(taken, _)| taken.step == step).map(|(taken, _)| taken.on)
    }

    /// The day of the first step of this kind that counted.
    pub fn first(&self, step: Step) -> Option<Day> {
        self.counted.iter().find(|(taken, _)| taken.step == step).map(|(taken, _)| taken.on)
    }

    /// The steps that a side may take now.
    pub fn possible(&self, by: Side) -> Vec<Step> {
        let mut steps = possible(self.state, by);
        if self.extended {
            steps.retain(|step| *step != Step::Extended);
        }
        steps
    }

    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        turn(self.state).is_none()
    }

    /// The day it ended.
    pub fn ended(&self) -> Option<Day> {
        self.is_over().then_some(self.since)
    }
}
