//! What a child says of a scan, as lines: `pages N`, then `code PAGE TEXT` for each code and after
//! it `box X Y FILLED` for each box for a tick below it. Read with the same suspicion as the scan,
//! for a child that was taken over may say anything.

use crate::limits::{BOX_PLACE_MAX, BOXES_MAX, CODE_BYTES_MAX, CODES_MAX, PAGES_MAX};

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
    /// The boxes for ticks below it, at most 64.
    pub boxes: Vec<TickBox>,
}

/// A box for a tick below a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TickBox {
    /// Its upper left corner from that of the code with the white around it, to the right and down
    /// as the code is turned, in tenths of a millimetre.
    pub x: i32,
    pub y: i32,
    /// How much of the room within is dark, in thousandths.
    pub filled: u32,
}

impl Scan {
    /// The pages on which no code was read.
    pub fn pages_without(&self) -> Vec<usize> {
        let bare = |page: &usize| !self.found.iter().any(|found| found.page == *page);
        (1..=self.n_pages).filter(bare).collect()
    }

    /// Keeps a code unless it says what no mark can say, or is there already.
    #[cfg(feature = "engine")]
    pub(crate) fn add(&mut self, found: Found) {
        let same = |one: &Found| (one.page, &one.text) == (found.page, &found.text);
        if is_sound(&found) && self.found.len() < CODES_MAX && !self.found.iter().any(same) {
            self.found.push(found);
        }
    }

    #[cfg(feature = "engine")]
    pub(crate) fn to_lines(&self) -> String {
        let tick_box = |one: &TickBox| format!("box {} {} {}\n", one.x, one.y, one.filled);
        let code = |found: &Found| {
            let boxes: String = found.boxes.iter().map(tick_box).collect();
            format!("code {} {}\n{boxes}", found.page, found.text)
        };
        let codes: String = self.found.iter().map(code).collect();
        format!("pages {}\n{codes}", self.n_pages)
    }

    pub(crate) fn from_lines(text: &str) -> Option<Scan> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let n_pages = lines.next()?.strip_prefix("pages ")?.parse().ok()?;
        let mut scan = Scan { n_pages, found: Vec::new() };
        for line in lines {
            if let Some(numbers) = line.strip_prefix("box ") {
                scan.found.last_mut()?.boxes.push(tick_box_of(numbers)?);
                continue;
            }
            let (page, text) = line.strip_prefix("code ")?.split_once(' ')?;
            let (page, text) = (page.parse().ok()?, text.to_owned());
            scan.found.push(Found { page, text, boxes: Vec::new() });
        }
        let sound = |found: &Found| is_sound(found) && found.page <= n_pages;
        if !scan.found.iter().all(sound) {
            return None;
        }
        (n_pages <= PAGES_MAX && scan.found.len() <= CODES_MAX).then_some(scan)
    }
}

fn is_sound(found: &Found) -> bool {
    let visible = found.text.bytes().all(|byte| byte.is_ascii_graphic());
    let near = |one: &TickBox| {
        let places = -BOX_PLACE_MAX..=BOX_PLACE_MAX;
        places.contains(&one.x) && places.contains(&one.y) && one.filled <= 1_000
    };
    let boxes = found.boxes.len() <= BOXES_MAX && found.boxes.iter().all(near);
    found.page >= 1 && visible && boxes && (1..=CODE_BYTES_MAX).contains(&found.text.len())
}

fn tick_box_of(numbers: &str) -> Option<TickBox> {
    let mut numbers = numbers.split(' ');
    let x = numbers.next()?.parse().ok()?;
    let y = numbers.next()?.parse().ok()?;
    let filled = numbers.next()?.parse().ok()?;
    numbers.next().is_none().then_some(TickBox { x, y, filled })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_child_says_is_read_in_its_only_form() {
        let scan = Scan::from_lines("pages 3\ncode 1 hiwar:a/b\ncode 3 x\n").expect("read");
        assert_eq!((scan.n_pages, scan.found.len()), (3, 2));
        assert_eq!(scan.pages_without(), vec![2]);
        let scan = Scan::from_lines("pages 1\ncode 1 x\nbox -2 301 40\nbox 5 301 0\n");
        let boxes = scan.expect("read").found.remove(0).boxes;
        assert_eq!(boxes[0], TickBox { x: -2, y: 301, filled: 40 });
        assert_eq!(boxes.len(), 2);
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
            "pages 1\nbox 1 1 1\n",
            "pages 1\ncode 1 x\nbox 1 1\n",
            "pages 1\ncode 1 x\nbox 1 1 1 1\n",
            "pages 1\ncode 1 x\nbox 1 1 1001\n",
            "pages 1\ncode 1 x\nbox 1 4201 1\n",
            "pages 1\ncode 1 x\nbox 1 1 -1\n",
        ];
        for text in refused {
            assert_eq!(Scan::from_lines(text), None, "{text:?}");
        }
        let many = format!("pages 1\ncode 1 x\n{}", "box 1 1 1\n".repeat(BOXES_MAX + 1));
        assert_eq!(Scan::from_lines(&many), None);
        let many = format!("pages 1\n{}", "code 1 x\n".repeat(CODES_MAX + 1));
        assert_eq!(Scan::from_lines(&many), None);
    }
}
