//! XML as it is written: elements, attributes and text, escaped. Every element that is opened is
//! closed by name; an unequal pair is a mistake of this crate and stops a test.

use quick_xml::escape::{escape, partial_escape};

/// A part in the making.
pub struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A part with the declaration that every part begins with.
    pub fn part() -> Self {
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        Self { out: declaration.to_owned(), open: Vec::new() }
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.out.push_str(&escape(*value));
            self.out.push('"');
        }
    }

    /// Begins an element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// Ends the element opened last, which has this name.
    pub fn close(&mut self, name: &'static str) {
        let open = self.open.pop();
        debug_assert_eq!(open, Some(name), "elements close in the order in which they opened");
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.out.push_str("/>");
    }

    /// Text inside the open element.
    pub fn text(&mut self, text: &str) {
        self.out.push_str(&partial_escape(text));
    }

    /// An element that holds nothing but text.
    pub fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// The part.
    pub fn finish(self) -> String {
        debug_assert!(self.open.is_empty(), "every element is closed");
        self.out
    }
}
