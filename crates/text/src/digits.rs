//! Digits of numbers and dates by the policy of a document or dialogue.
//! Reference numbers always keep western digits; agreed text keeps the digits it was written with,
//! so nothing here may be applied to stored text: only to what is about to be shown or was typed.

use std::fmt;

/// Which digits a document shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DigitPolicy {
    /// 0-9, as the press agencies of the Gulf and the Maghreb write.
    #[default]
    Western,
    /// U+0660 to U+0669, as official Arabic documents of the Mashriq write.
    ArabicIndic,
    /// Every digit stays as it was written.
    AsWritten,
}

impl DigitPolicy {
    /// The stable name of the policy in settings: `western`, `arabic_indic`, `as_written`.
    pub fn as_str(self) -> &'static str {
        match self {
            DigitPolicy::Western => "western",
            DigitPolicy::ArabicIndic => "arabic_indic",
            DigitPolicy::AsWritten => "as_written",
        }
    }

    /// The policy with a given name; `None` for any other string.
    pub fn parse(name: &str) -> Option<DigitPolicy> {
        [DigitPolicy::Western, DigitPolicy::ArabicIndic, DigitPolicy::AsWritten]
            .into_iter()
            .find(|policy| policy.as_str() == name)
    }
}

/// Why [`parse`] refused what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberProblem {
    /// Nothing was typed.
    Empty,
    /// A character that is no digit, at a byte offset of the input.
    NotADigit { at: usize, found: char },
    /// The number does not fit into 64 bits.
    TooLarge,
}

impl fmt::Display for NumberProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberProblem::Empty => f.write_str("no number was given; write digits"),
            NumberProblem::NotADigit { at, found } => write!(
                f,
                "U+{:04X} at byte {at} is not a digit; write digits only, without separators",
                *found as u32
            ),
            NumberProblem::TooLarge => {
                write!(f, "the number is larger than {}; write a smaller one", u64::MAX)
            }
        }
    }
}

impl std::error::Error for NumberProblem {}

/// The text with its digits (western, Arabic-Indic and Persian) in those of the policy. Separators
/// and signs stay: a comma or point may belong to a date or a reference.
///
/// # Examples
/// ```
/// use text::digits::{DigitPolicy, convert};
/// assert_eq!(convert("16 نوفمبر ٢٠٢٠", DigitPolicy::Western), "16 نوفمبر 2020");
/// assert_eq!(convert("2020", DigitPolicy::ArabicIndic), "٢٠٢٠");
/// ```
pub fn convert(text: &str, policy: DigitPolicy) -> String {
    let zero = match policy {
        DigitPolicy::Western => '0',
        DigitPolicy::ArabicIndic => '\u{0660}',
        DigitPolicy::AsWritten => return text.to_owned(),
    };
    text.chars()
        .map(|c| match value(c) {
            Some(digit) => char::from_u32(zero as u32 + digit).unwrap_or(c),
            None => c,
        })
        .collect()
}

/// A whole number in the digits of the policy, without grouping. [`DigitPolicy::AsWritten`] writes
/// western digits, there being nothing to keep.
///
/// # Examples
/// ```
/// use text::digits::{DigitPolicy, number};
/// assert_eq!(number(1442, DigitPolicy::ArabicIndic), "١٤٤٢");
/// ```
pub fn number(n: u64, policy: DigitPolicy) -> String {
    convert(&n.to_string(), policy)
}

/// A whole number as typed in any of the three digit sets, blanks around it allowed.
///
/// # Errors
/// Nothing typed, a character that is no digit, or a number above `u64::MAX`.
///
/// # Examples
/// ```
/// assert_eq!(text::digits::parse(" ٤٢ "), Ok(42));
/// assert!(text::digits::parse("4-2").is_err());
/// ```
pub fn parse(typed: &str) -> Result<u64, NumberProblem> {
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        return Err(NumberProblem::Empty);
    }
    let lead = typed.len() - typed.trim_start().len();
    let mut n: u64 = 0;
    for (at, found) in trimmed.char_indices() {
        let digit = value(found).ok_or(NumberProblem::NotADigit { at: lead + at, found })?;
        n = n
            .checked_mul(10)
            .and_then(|n| n.checked_add(u64::from(digit)))
            .ok_or(NumberProblem::TooLarge)?;
    }
    Ok(n)
}

/// The value of a western, Arabic-Indic or Persian digit.
fn value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{0660}'..='\u{0669}' => Some(c as u32 - 0x0660),
        '\u{06F0}'..='\u{06F9}' => Some(c as u32 - 0x06F0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_follow_the_policy_and_nothing_else_moves() {
        for (text, western, arabic_indic) in [
            ("9-24 / ٩-٢٤", "9-24 / 9-24", "٩-٢٤ / ٩-٢٤"),
            ("\u{06F4}/2020-SEC", "4/2020-SEC", "٤/٢٠٢٠-SEC"),
            ("١٬٢٣٤٫٥", "1٬234٫5", "١٬٢٣٤٫٥"),
            ("no digits", "no digits", "no digits"),
        ] {
            assert_eq!(convert(text, DigitPolicy::Western), western);
            assert_eq!(convert(text, DigitPolicy::ArabicIndic), arabic_indic);
            assert_eq!(convert(text, DigitPolicy::AsWritten), text);
        }
    }

    #[test]
    fn numbers_are_read_in_any_digits_or_refused_with_the_place() {
        assert_eq!(parse("\u{06F1}٢3"), Ok(123));
        assert_eq!(parse("  "), Err(NumberProblem::Empty));
        assert_eq!(parse(" 1,000"), Err(NumberProblem::NotADigit { at: 2, found: ',' }));
        assert_eq!(parse("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(parse("18446744073709551616"), Err(NumberProblem::TooLarge));
    }

    #[test]
    fn policies_are_named() {
        for policy in [DigitPolicy::Western, DigitPolicy::ArabicIndic, DigitPolicy::AsWritten] {
            assert_eq!(DigitPolicy::parse(policy.as_str()), Some(policy));
        }
        assert_eq!(DigitPolicy::parse("latin"), None);
    }
}
