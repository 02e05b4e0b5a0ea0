//! Templates of joint texts, one for each kind: provisions in both languages with placeholders for
//! what varies. A text begun from one is the parties' own from the first word on. The files read
//! `= role depth`, then a line `ar:` and a line `en:`; numbers are never written.

/// One provision of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block<'t> {
    /// Its role in the tree.
    pub role: &'t str,
    /// 0 for what stands under none.
    pub depth: usize,
    /// Its Arabic words.
    pub ar: &'t str,
    /// Its English words.
    pub en: &'t str,
}

/// The template of a kind of joint text; empty for a kind that has none.
///
/// ```
/// use dialogue::negotiation::templates;
/// let blocks = templates::of("memorandum");
/// assert!(blocks.iter().any(|block| block.role == "article"));
/// ```
pub fn of(kind: &str) -> Vec<Block<'static>> {
    let text = match kind {
        "joint_statement" => include_str!("templates/joint_statement.txt"),
        "agreed_minutes" => include_str!("templates/agreed_minutes.txt"),
        "memorandum" => include_str!("templates/memorandum.txt"),
        "action_plan" => include_str!("templates/action_plan.txt"),
        "exchange_of_notes" => include_str!("templates/exchange_of_notes.txt"),
        _ => "",
    };
    read(text)
}

/// Reads a file of provisions; lines of any other form are passed over.
pub fn read(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("= ") {
            let (role, depth) = head.trim().split_once(' ').unwrap_or((head.trim(), "0"));
            let depth = depth.trim().parse().unwrap_or(0);
            blocks.push(Block { role, depth, ar: "", en: "" });
        } else if let Some(block) = blocks.last_mut() {
            if let Some(words) = line.strip_prefix("ar: ") {
                block.ar = words.trim();
            } else if let Some(words) = line.strip_prefix("en: ") {
                block.en = words.trim();
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::{joint_text::KINDS, provision::ROLES};
    use text::digits::DigitPolicy;
    use wording::concordance::{Against, Pair, Severity, check};
    use wording::notation;

    #[test]
    fn every_kind_has_a_template_that_both_languages_say_alike() {
        for kind in KINDS {
            let blocks = of(kind);
            assert!(blocks.len() >= 10, "{kind}");
            let mut depth = 0;
            for block in &blocks {
                assert!(ROLES.contains(&block.role), "{kind}: {}", block.role);
                assert!(block.depth <= depth + 1, "{kind}: {}", block.en);
                depth = block.depth;
                for words in [block.ar, block.en] {
                    let phrase = notation::parse(words).expect(words);
                    assert_eq!(phrase.stacks(), 0, "{kind}: {words}");
                }
            }
            let pairs: Vec<Pair<'_>> = blocks
                .iter()
                .map(|block| Pair {
                    id: block.en,
                    number: "",
                    under: None,
                    role: block.role,
                    ar: block.ar,
                    en: block.en,
                })
                .collect();
            let against = Against {
                names: &[],
                terms: &[],
                digits: DigitPolicy::Western,
                binding: *kind == "exchange_of_notes",
            };
            let findings = check(&pairs, &against);
            let errors: Vec<_> =
                findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{kind}: {errors:#?}");
        }
    }
}
