//! The number and the mark of a printed form. The mark is a QR code: which dialogue, which
//! commitment, which form; no person, and no right to anything. What is read off a scan is hostile:
//! it is parsed here, looked up, and never followed as an address.
//! Form: `hiwar-form:<dialogue>/<commitment>/<number>`.

use ledger::id::{DialogueId, ItemId};
use node::NodeError;
use node::keys::random;

const SCHEME: &str = "hiwar-form:";

/// Longest mark: scheme, two ids of 64, a number of 9, two slashes.
const MARK_BYTES_MAX: usize = SCHEME.len() + 64 + 1 + 64 + 1 + 9;

/// What the code on a form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormMark {
    /// The dialogue.
    pub dialogue: DialogueId,
    /// The commitment beside which it stands.
    pub item: ItemId,
    /// The form's number.
    pub number: String,
}

/// Writes a mark.
pub fn print_mark(mark: &FormMark) -> String {
    format!("{SCHEME}{}/{}/{}", mark.dialogue, mark.item, mark.number)
}

/// Reads a mark in its only form; none for anything else a QR code may hold.
pub fn parse_mark(text: &str) -> Option<FormMark> {
    if text.len() > MARK_BYTES_MAX {
        return None;
    }
    let mut parts = text.strip_prefix(SCHEME)?.splitn(3, '/');
    let dialogue = DialogueId::parse(parts.next()?).ok()?;
    let item = ItemId::parse(parts.next()?).ok()?;
    let number = parts.next()?;
    let number = tidy_number(number).filter(|tidy| tidy == number)?;
    Some(FormMark { dialogue, item, number })
}

/// Letters and digits that are not taken for one another on paper (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A form's number, `7K2M-93QX`: forty random bits, for people to read and type.
pub(crate) fn new_number() -> Result<String, NodeError> {
    let mut bytes = [0; 8];
    random(&mut bytes)?;
    let mut number: String =
        bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    number.insert(4, '-');
    Ok(number)
}

/// A number as somebody typed it: small letters, blanks and the letters that look like digits.
pub fn tidy_number(typed: &str) -> Option<String> {
    let mut number = String::new();
    for c in typed.trim().chars().filter(|c| !matches!(c, '-' | ' ')) {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            '\u{660}'..='\u{669}' => char::from(b'0' + (u32::from(c) - 0x660) as u8),
            c => c,
        };
        if !c.is_ascii() || !LETTERS.contains(&(c as u8)) || number.len() == 8 {
            return None;
        }
        number.push(c);
    }
    if number.len() != 8 {
        return None;
    }
    number.insert(4, '-');
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_has_one_form_only() {
        let text = "hiwar-form:kw-us/t4.c1/7K2M-93QX";
        let mark = parse_mark(text).expect("a mark");
        assert_eq!(print_mark(&mark), text);
        for wrong in [
            "hiwar-form:kw-us/t4.c1/7k2m-93qx",
            "hiwar-form:kw-us/t4.c1/7K2M-93QX/more",
            "https://evil.example/hiwar-form:kw-us/t4.c1/7K2M-93QX",
            "hiwar:kw-us/t4.c1/7K2M-93QX",
            "",
        ] {
            assert_eq!(parse_mark(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_number_is_read_as_people_type_it() {
        assert_eq!(tidy_number(" 7k2m 93qx "), Some("7K2M-93QX".to_owned()));
        assert_eq!(tidy_number("7K2M-93QX"), Some("7K2M-93QX".to_owned()));
        assert_eq!(tidy_number("oIl0-0000"), Some("0110-0000".to_owned()));
        assert_eq!(tidy_number("٧K2M-٩٣QX"), Some("7K2M-93QX".to_owned()));
        for wrong in ["", "7K2M", "7K2M-93QXA", "7K2M-93QU", "7K2M-93Q\u{202e}", "../../etc"] {
            assert_eq!(tidy_number(wrong), None, "{wrong:?}");
        }
        let number = new_number().expect("a number");
        assert_eq!(tidy_number(&number), Some(number));
    }
}
