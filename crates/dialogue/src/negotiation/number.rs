//! Numbers of provisions. They are derived from the place, never written: a paragraph put in
//! between moves those after it, in both languages alike.

/// The number of a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// What is counted: `article`, `annex`, `paragraph`, `item` or `heading`.
    pub of: &'static str,
    /// From 1.
    pub n: usize,
    /// Numbers of the provisions above it and its own, joined: `2.1.a`.
    pub path: String,
}

/// Counts provisions in reading order.
#[derive(Debug, Default)]
pub struct Numbering {
    /// For each depth: what was counted there how often, and the path of the last one.
    levels: Vec<Level>,
}

#[derive(Debug, Default)]
struct Level {
    counts: [usize; KINDS.len()],
    path: String,
}

/// What is counted apart from the others.
const KINDS: [&str; 5] = ["annex", "heading", "article", "paragraph", "item"];

impl Numbering {
    /// The number of the next provision in reading order; none for what carries no number (title,
    /// preamble, closing words, signatures).
    pub fn next(&mut self, role: &str, depth: usize) -> Option<Number> {
        self.levels.truncate(depth + 1);
        while self.levels.len() <= depth {
            self.levels.push(Level::default());
        }
        let kind = match role {
            "chapeau" => "paragraph",
            other => other,
        };
        let at = KINDS.iter().position(|known| *known == kind)?;
        let above = self.above(depth).to_owned();
        let level = &mut self.levels[depth];
        level.counts[at] += 1;
        let n = level.counts[at];
        let own = match kind {
            "item" => letter(n),
            "annex" => format!("A{n}"),
            _ => n.to_string(),
        };
        level.path = if above.is_empty() { own } else { format!("{above}.{own}") };
        Some(Number { of: KINDS[at], n, path: level.path.clone() })
    }

    fn above(&self, depth: usize) -> &str {
        let above = self.levels[..depth].iter().rev();
        above.map(|level| level.path.as_str()).find(|path| !path.is_empty()).unwrap_or_default()
    }
}

/// `a` to `z`, then `aa`.
fn letter(n: usize) -> String {
    let mut left = n;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'a' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_run_through_and_what_is_under_them_begins_anew() {
        let mut numbering = Numbering::default();
        let shape = [
            ("title", 0, None),
            ("preamble", 0, None),
            ("article", 0, Some("1")),
            ("paragraph", 1, Some("1.1")),
            ("chapeau", 1, Some("1.2")),
            ("item", 2, Some("1.2.a")),
            ("item", 2, Some("1.2.b")),
            ("paragraph", 1, Some("1.3")),
            ("article", 0, Some("2")),
            ("paragraph", 1, Some("2.1")),
            ("closing", 0, None),
            ("annex", 0, Some("A1")),
            ("paragraph", 1, Some("A1.1")),
        ];
        for (role, depth, path) in shape {
            let number = numbering.next(role, depth);
            assert_eq!(number.as_ref().map(|n| n.path.as_str()), path, "{role}");
        }
    }

    #[test]
    fn letters_go_on_after_z() {
        let all: Vec<String> = [1, 2, 26, 27, 52, 53].map(letter).to_vec();
        assert_eq!(all, ["a", "b", "z", "aa", "az", "ba"]);
    }
}
