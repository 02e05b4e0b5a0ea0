//! What a child says of a scan, as lines: `pages N`, then `code PAGE TEXT` for each code. Read with
//! the same suspicion as the scan, for a child that was taken over may say anything.

use crate::limits::{CODE_BYTES_MAX, CODES_MAX, PAGES_MAX};

/// What was read off a scan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// How many pages it has.
    pub n_pages: usize,
    /// The codes, by page.
    pub found: Vec<Found>,
}

/// A code on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The page, from 1.
    pub page: usize,
    /// What it says: visible ASCII, at most 400 bytes.
    pub text: String,
}

impl Scan {
    /// The pages on which no code was read.
    pub fn pages_without(&self) -> Vec<usize> {
        let bare = |page: &usize| !self.found.iter().any(|found| found.page == *page);
        (1..=self.n_pages).filter(bare).collect()
    }

    /// Keeps a code unless it says what no mark can say.
    #[cfg(feature = "engine")]
    pub(crate) fn add(&mut self, page: usize, text: String) {
        let found = Found { page, text };
        if is_sound(&found) && self.found.len() < CODES_MAX && !self.found.contains(&found) {
            self.found.push(found);
        }
    }

    #[cfg(feature = "engine")]
    pub(crate) fn to_lines(&self) -> String {
        let code = |found: &Found| format!("code {} {}\n", found.page, found.text);
        let codes: String = self.found.iter().map(code).collect();
        format!("pages {}\n{codes}", self.n_pages)
    }

    pub(crate) fn from_lines(text: &str) -> Option<Scan> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let n_pages = lines.next()?.strip_prefix("pages ")?.parse().ok()?;
        let mut scan = Scan { n_pages, found: Vec::new() };
        for line in lines {
            let (page, text) = line.strip_prefix("code ")?.split_once(' ')?;
            let found = Found { page: page.parse().ok()?, text: text.to_owned() };
            if !is_sound(&found) || found.page > n_pages {
                return None;
            }
            scan.found.push(found);
        }
        (n_pages <= PAGES_MAX && scan.found.len() <= CODES_MAX).then_some(scan)
    }
}

fn is_sound(found: &Found) -> bool {
    let visible = found.text.bytes().all(|byte| byte.is_ascii_graphic());
    found.page >= 1 && visible && (1..=CODE_BYTES_MAX).contains(&found.text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_child_says_is_read_in_its_only_form() {
        let scan = Scan::from_lines("pages 3\ncode 1 hiwar:a/b\ncode 3 x\n").expect("read");
        assert_eq!((scan.n_pages, scan.found.len()), (3, 2));
        assert_eq!(scan.pages_without(), vec![2]);
        let refused = [
            "",
            "pages 3",
            "pages -1\n",
            "pages 61\n",
            "pages 1\ncode 2 x\n",
            "pages 1\ncode 0 x\n",
            "pages 1\ncode 1 \n",
            "pages 1\ncode 1 a b\n",
            "pages 1\ncode 1 a\u{202e}\n",
            "pages 1\nother\n",
        ];
        for text in refused {
            assert_eq!(Scan::from_lines(text), None, "{text:?}");
        }
        let many = format!("pages 1\n{}", "code 1 x\n".repeat(CODES_MAX + 1));
        assert_eq!(Scan::from_lines(&many), None);
    }
}
