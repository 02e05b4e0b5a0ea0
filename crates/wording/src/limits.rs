//! Bounds of what is read, so that no text of a peer, however written, costs more than its length.
//! What exceeds one is refused with the rule, never cut. Those of the notation are normative
//! (`docs/format-text.md`).

/// Most levels of brackets inside one another; a placeholder in the innermost option is allowed.
pub const BRACKET_DEPTH_MAX: usize = 4;
/// Most stacks of options in one text, nested ones included.
pub const STACKS_MAX: usize = 200;
/// Most placeholders in one text.
pub const PLACEHOLDERS_MAX: usize = 200;
/// Most parties named in one stack.
pub const PARTIES_OF_STACK_MAX: usize = 64;
/// Longest code of a party, in bytes.
pub const PARTY_BYTES_MAX: usize = 16;
/// Longest hint of a placeholder, in bytes.
pub const HINT_BYTES_MAX: usize = 200;
/// Longest text of one provision in one language, in bytes.
pub const TEXT_BYTES_MAX: usize = 256 * 1_024;
/// Most steps of aligning the words of one pair of texts, or of all paragraphs of two versions;
/// what is not aligned by then differs as a whole. About a tenth of a second.
pub const COMPARE_STEPS_MAX: usize = 20_000_000;
/// Most numbers, dates, sums and references that are read from one language of a pair; they are
/// held against each other one by one.
pub const FACTS_MAX: usize = 2_000;
/// Farthest that the concordance looks for the end of the parties of a bracket, in bytes; as many
/// as a stack may name.
pub const BRACKET_HEAD_BYTES_MAX: usize = 1_200;
/// Farthest that it looks for a letter beside a digit, in characters; no reference is longer.
pub const REFERENCE_CHARS_MAX: usize = 40;
/// A word that occurs in more paragraphs than this says little about which two belong together.
pub const RARE_PARAGRAPHS_MAX: usize = 16;
