//! One step of "where am I".

/// A crumb: a word and, unless it is the page itself, where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub word: String,
    /// A path of this site, with the language: `/en/d/kw-us`. Empty: not a link.
    pub href: String,
}

impl Crumb {
    pub fn new(word: impl Into<String>, href: impl Into<String>) -> Crumb {
        Crumb { word: word.into(), href: href.into() }
    }
}
