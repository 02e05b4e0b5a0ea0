//! The boxes for ticks on a page, and how much is drawn in each. They are looked for on the side of
//! the paper below a code, whose size says how large they must be; where they are is measured from
//! the code. What a box means is not known here, and what is not clearly a box is none.

use crate::limits::BOXES_MAX;
use crate::pixels::{Code, Grey};
use crate::report::TickBox;

/// Side of a code with the white around it, in millimetres, as the papers of this project draw it.
const CODE_MM: f32 = 25.0;
/// Modules of white on each side of it.
const QUIET_MODULES: f32 = 4.0;
/// Side of a box for a tick, in millimetres.
const BOX_MM: f32 = 5.0;
/// How far to the right of the code, and how far below it, boxes stand, in millimetres.
const RIGHT_MM: f32 = 185.0;
const BELOW_MM: f32 = 190.0;
/// Pixels of a millimetre of the page as it is looked at here, turned upright.
const PIXELS_A_MM: f32 = 8.0;

/// Side of a box in these pixels.
const SIDE: usize = (BOX_MM * PIXELS_A_MM) as usize;
/// Half the breadth of the band in which a side of a box is looked for.
const HALF_BAND: usize = 2;
/// From where to where, outside a side, there must be white.
const OUTSIDE: (usize, usize) = (5, 9);
/// How far inside its sides the room of a box begins.
const INSET: usize = 6;
/// Share of a side's band that is dark: the line is half as broad as the band.
const SIDE_DARK_MIN: f32 = 0.3;
/// Parts of a side, and the share of each that is dark.
const SIDE_PARTS: usize = 8;
const PART_DARK_MIN: f32 = 0.2;
/// Share of the white outside a side that may be dark: a tick goes over one side or two.
const OUTSIDE_DARK_MAX: f32 = 0.2;
/// Darker than this share of the paper is dark; a pencil is.
const DARK_OF_PAPER: f32 = 0.72;

/// The boxes below a code, row by row; none where the code is too small to measure by.
pub fn below(grey: &Grey, code: &Code) -> Vec<TickBox> {
    match Page::of(grey, code) {
        Some(page) => page.boxes(),
        None => Vec::new(),
    }
}

/// The part of a page below a code, turned upright: which pixels are dark, summed up.
struct Page {
    width: usize,
    height: usize,
    /// Dark pixels above and to the left of each, one row and one column more than the page.
    sums: Vec<u32>,
}

impl Page {
    fn of(grey: &Grey, code: &Code) -> Option<Page> {
        let (right, down) = axes(code)?;
        // The upper left corner of the white around the code, and what is below the code.
        let [x, y] = code.corners[0];
        let quiet = QUIET_MODULES * CODE_MM / (code.modules + 2.0 * QUIET_MODULES);
        let from = |mm_x: f32, mm_y: f32| {
            let (mm_x, mm_y) = (mm_x - quiet, mm_y - quiet);
            (x + right[0] * mm_x + down[0] * mm_y, y + right[1] * mm_x + down[1] * mm_y)
        };
        let width = ((RIGHT_MM + BOX_MM) * PIXELS_A_MM) as usize;
        let height = (BELOW_MM * PIXELS_A_MM) as usize;
        let mut pixels = Vec::with_capacity(width * height);
        for row in 0..height {
            for column in 0..width {
                let mm = |n: usize| n as f32 / PIXELS_A_MM;
                let (x, y) = from(mm(column) - BOX_MM, mm(row) + CODE_MM);
                pixels.push(grey.between(x, y));
            }
        }
        let paper = middle(&pixels)?;
        let dark = f32::from(paper) * DARK_OF_PAPER;
        let mut sums = vec![0_u32; (width + 1) * (height + 1)];
        for row in 0..height {
            let mut in_row = 0;
            for column in 0..width {
                let pixel = pixels[row * width + column];
                in_row += u32::from(pixel.is_some_and(|pixel| f32::from(pixel) < dark));
                let above = sums[row * (width + 1) + column + 1];
                sums[(row + 1) * (width + 1) + column + 1] = above + in_row;
            }
        }
        Some(Page { width, height, sums })
    }

    /// The dark share of a rectangle that lies within the page.
    fn dark(&self, x: usize, y: usize, width: usize, height: usize) -> f32 {
        let at = |x: usize, y: usize| self.sums[y * (self.width + 1) + x];
        let sum = at(x + width, y + height) + at(x, y) - at(x + width, y) - at(x, y + height);
        sum as f32 / (width * height) as f32
    }

    /// How clearly a box has its upper left corner here; nothing where there is none.
    fn box_at(&self, x: usize, y: usize) -> Option<f32> {
        let band = 2 * HALF_BAND;
        let (left, top) = (x - HALF_BAND, y - HALF_BAND);
        let across = |y: usize| [x, y, SIDE, band];
        let down = |x: usize| [x, y, band, SIDE];
        let mut clear = 0.0;
        for [x, y, width, height] in
            [across(top), across(top + SIDE), down(left), down(left + SIDE)]
        {
            let dark = self.dark(x, y, width, height);
            if dark < SIDE_DARK_MIN {
                return None;
            }
            clear += dark;
        }
        // A side is one line from end to end; letters in a row are not.
        let part = SIDE / SIDE_PARTS;
        for n in (0..SIDE).step_by(part) {
            let parts = [
                [x + n, top, part, band],
                [x + n, top + SIDE, part, band],
                [left, y + n, band, part],
                [left + SIDE, y + n, band, part],
            ];
            if parts.iter().any(|[x, y, w, h]| self.dark(*x, *y, *w, *h) < PART_DARK_MIN) {
                return None;
            }
        }
        let (near, far) = OUTSIDE;
        let breadth = far - near;
        let outside = [
            [x, y - far, SIDE, breadth],
            [x - far, y, breadth, SIDE],
            [x, y + SIDE + near, SIDE, breadth],
            [x + SIDE + near, y, breadth, SIDE],
        ];
        let white = outside
            .iter()
            .filter(|[x, y, width, height]| self.dark(*x, *y, *width, *height) <= OUTSIDE_DARK_MAX);
        (white.count() >= 2).then_some(clear)
    }

    fn boxes(&self) -> Vec<TickBox> {
        let margin = OUTSIDE.1;
        let mut found: Vec<(f32, usize, usize)> = Vec::new();
        for y in margin..self.height - SIDE - margin {
            for x in margin..self.width - SIDE - margin {
                let Some(clear) = self.box_at(x, y) else { continue };
                // Of places that cover one another the clearest is the box.
                let covers = |(_, other_x, other_y): &(f32, usize, usize)| {
                    x.abs_diff(*other_x) < SIDE && y.abs_diff(*other_y) < SIDE
                };
                match found.iter_mut().find(|other| covers(other)) {
                    Some(other) if other.0 < clear => *other = (clear, x, y),
                    Some(_) => {}
                    None => found.push((clear, x, y)),
                }
            }
        }
        // What has more boxes than any form is no form.
        if found.len() > BOXES_MAX {
            return Vec::new();
        }
        let tenths = |n: usize, from_mm: f32| ((n as f32 / PIXELS_A_MM + from_mm) * 10.0) as i32;
        let room = SIDE - 2 * INSET;
        let one = |(_, x, y): &(f32, usize, usize)| TickBox {
            x: tenths(*x, -BOX_MM),
            y: tenths(*y, CODE_MM),
            filled: (self.dark(x + INSET, y + INSET, room, room) * 1_000.0) as u32,
        };
        found.iter().map(one).collect()
    }
}

/// One millimetre to the right and one down, in pixels of the page; none for a code that is not
/// square within reason. Paper on a scanner is turned and not bent, so one turn and one size are
/// measured from all four sides.
fn axes(code: &Code) -> Option<([f32; 2], [f32; 2])> {
    let [top_left, top_right, bottom_right, bottom_left] = code.corners;
    let side = |from: [f32; 2], to: [f32; 2]| [to[0] - from[0], to[1] - from[1]];
    let (top, bottom) = (side(top_left, top_right), side(bottom_left, bottom_right));
    let (left, right) = (side(top_left, bottom_left), side(top_right, bottom_right));
    // A quarter turn brings the sides that go down onto those that go right.
    let sides = [top, bottom, [left[1], -left[0]], [right[1], -right[0]]];
    let mean = [0, 1].map(|n| sides.iter().map(|side| side[n]).sum::<f32>() / 4.0);
    let length = mean[0].hypot(mean[1]);
    let strays = |side: &[f32; 2]| (side[0] - mean[0]).hypot(side[1] - mean[1]) > length * 0.1;
    let code_mm = CODE_MM * code.modules / (code.modules + 2.0 * QUIET_MODULES);
    if length < code_mm * 2.0 || sides.iter().any(strays) {
        return None;
    }
    let right = mean.map(|n| n / code_mm);
    Some((right, [-right[1], right[0]]))
}

/// How light the paper is: most of a page is paper.
fn middle(pixels: &[Option<u8>]) -> Option<u8> {
    let mut counts = [0_usize; 256];
    let mut n_pixels = 0;
    for pixel in pixels.iter().flatten() {
        counts[usize::from(*pixel)] += 1;
        n_pixels += 1;
    }
    let mut seen = 0;
    let half = |count: &usize| {
        seen += count;
        seen * 2 >= n_pixels
    };
    let at = counts.iter().position(half)?;
    (n_pixels > 0).then_some(at as u8)
}
