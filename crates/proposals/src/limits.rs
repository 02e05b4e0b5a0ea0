//! The limits of proposals, with their units.

/// Confidence (0 to 1) from which a fact counts as accepted until the officer says otherwise.
pub const SURE_FROM: f32 = 0.7;
/// Existing items offered for one fact.
pub const CANDIDATES_MAX: usize = 5;
/// Likeness (0 to 1) from which an item is offered for a fact.
pub const CANDIDATE_SCORE_MIN: f32 = 0.45;
/// Longest title taken from a report's headline, characters.
pub const TITLE_CHARS_MAX: usize = 250;
/// Facts taken from one answer of a second reader.
pub const SECOND_CLAIMS_MAX: usize = 200;
/// Longest quotation of a second reader, characters.
pub const SECOND_QUOTE_CHARS_MAX: usize = 2_000;
/// Confidence (0 to 1) of whatever a second reader says: never enough by itself.
pub const SECOND_CONFIDENCE: f32 = 0.5;
