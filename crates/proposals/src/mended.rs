//! A report's text with its letters mended (`text::repair`), still found by the offsets of the
//! text as it came: every place of the one is a place of the other.

use text::repair::repair;

/// The text as people read it.
#[derive(Clone, Debug)]
pub struct Mended {
    clean: String,
    /// Where each scalar value of the raw text begins in `clean`, and the end.
    starts: Vec<usize>,
}

impl Mended {
    /// Mends a text: letters that a font or an encoding damaged, invisible characters.
    pub fn of(raw: &str) -> Mended {
        let repaired = repair(raw);
        let (mut clean, mut starts) = (String::with_capacity(raw.len()), Vec::new());
        let mut log = repaired.log.iter().peekable();
        for (at, c) in raw.char_indices() {
            starts.push(clean.len());
            while log.peek().is_some_and(|repair| repair.span_before.end <= at) {
                log.next();
            }
            match log.peek() {
                Some(repair) if repair.span_before.start == at => clean.push_str(&repair.after),
                Some(repair) if repair.span_before.contains(&at) => {}
                _ => clean.push(c),
            }
        }
        starts.push(clean.len());
        Mended { clean, starts }
    }

    /// What stands at a place of the raw text, offsets in scalar values; clipped to the text.
    pub fn at(&self, (from, to): (usize, usize)) -> &str {
        let last = self.starts.len() - 1;
        let (from, to) = (self.starts[from.min(last)], self.starts[to.min(last)]);
        self.clean.get(from..to).unwrap_or_default()
    }

    /// The first place of the raw text that reads exactly like `words`.
    pub fn find(&self, words: &str) -> Option<(usize, usize)> {
        let at = self.clean.find(words)?;
        let from = self.starts.partition_point(|start| *start <= at).checked_sub(1)?;
        let to = self.starts.partition_point(|start| *start < at + words.len());
        (self.at((from, to)) == words).then_some((from, to))
    }

    /// Length of the raw text in scalar values.
    pub fn length(&self) -> usize {
        self.starts.len() - 1
    }

    /// The words at a place in one line.
    pub fn words(&self, span: (usize, usize)) -> String {
        self.at(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_mended_and_places_stay() {
        // Yeh as a font's table left it wherever it joins, and right where it ends a word.
        let raw = "الكو\u{6cc}ت\u{6cc}ة والأمر\u{6cc}ك\u{6cc} الأمن\u{6cc}ة ف\u{64a} هذي";
        let mended = Mended::of(raw);
        assert_eq!(mended.length(), raw.chars().count());
        assert!(mended.at((0, 8)).starts_with("الكو"), "{}", mended.at((0, 8)));
        let whole = mended.words((0, mended.length()));
        assert_eq!(whole, repair(raw).clean);
        assert_eq!(mended.at((500, 900)), "");
        assert_eq!(mended.at((9, 3)), "", "a place the wrong way round is empty");
    }
}
