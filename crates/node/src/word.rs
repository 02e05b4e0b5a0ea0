//! Word documents that come back, as the pages ask for them: what is read is hostile and is bounded
//! by `intake`; names of the people who wrote in them stay in what is returned here and never reach
//! the record.

pub use intake::{Control, LossReport, Outside, Passage, Refusal, Returned};

/// Reads a document that came back.
///
/// # Errors
/// The rule that the document breaks, with a message in both languages.
pub fn read(bytes: &[u8]) -> Result<Returned, Refusal> {
    intake::read_returned(bytes, &intake::Limits::default())
}
