//! How paragraphs of a joint text are marked in a Word document: the tag of a control, and a
//! bookmark that survives word processors which drop tags. Both are written by `documents::docx`;
//! a mark of any other form is not ours.

use text::Language;

use super::super::gather::Key;

/// What a control's tag says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub document: String,
    pub key: Key,
}

/// Reads the tag of a control, `hiwar:<document>:<item>:ar`.
pub fn tag(text: &str) -> Option<Tag> {
    let rest = text.strip_prefix("hiwar:")?;
    let mut parts = rest.split(':');
    let (document, item, language) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !is_id(document) || !is_id(item) {
        return None;
    }
    Some(Tag { document: document.to_owned(), key: (item.to_owned(), language_of(language)?) })
}

/// Reads the name of a bookmark, `hw_<item>_ar`; `_` in an item is `__`, `.` is `_d`, `-` is `_h`.
pub fn bookmark(name: &str) -> Option<Key> {
    let rest = name.strip_prefix("hw_")?;
    let (item, language) = rest.rsplit_once('_')?;
    let language = language_of(language)?;
    let mut out = String::new();
    let mut letters = item.chars();
    while let Some(letter) = letters.next() {
        out.push(match letter {
            '_' => match letters.next()? {
                '_' => '_',
                'd' => '.',
                'h' => '-',
                _ => return None,
            },
            letter => letter,
        });
    }
    is_id(&out).then_some((out, language))
}

fn language_of(text: &str) -> Option<Language> {
    match text {
        "ar" => Some(Language::Ar),
        "en" => Some(Language::En),
        _ => None,
    }
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_our_form_only_are_read() {
        let key = || ("a.b-c_d".to_owned(), Language::Ar);
        let found = tag("hiwar:t1:a.b-c_d:ar").expect("a tag of ours");
        assert_eq!(found, Tag { document: "t1".to_owned(), key: key() });
        assert_eq!(bookmark("hw_a_db_hc__d_ar"), Some(key()));
        for other in ["hiwar:t1:a:fr", "hiwar:t1:a", "hiwar:t1:a:ar:x", "hiwar::a:ar", "t1:a:ar"] {
            assert_eq!(tag(other), None, "{other}");
        }
        for other in ["hw__ar", "hw_a_x_ar", "hw_a", "_Toc12", "hw_a b_ar"] {
            assert_eq!(bookmark(other), None, "{other}");
        }
    }
}
