//! What line agencies report without an account: one-time links, printed forms, and the updates
//! that wait until a desk officer confirms them; and what they are reminded of by mail. It works
//! beside a node on its private file; it holds no rule of the record and has no way to a log but
//! an officer's own act.

mod form;
mod inbox;
pub mod limits;
pub mod mail;
pub mod outgoing;
pub mod reminders;
pub mod rounds;
mod tries;

pub use form::{FormMark, parse_mark, print_mark, tidy_number};
pub use inbox::{
    ConfirmError, Form, Late, Link, MakeError, Opened, REPORT, Returned, Scan, Sent, TakeError,
    Update, UpdateState, Updates, Wanted, late, may_handle, open_commitments, our_days, proposed,
};
pub use store::private::{LetterState, LinkLetter};
