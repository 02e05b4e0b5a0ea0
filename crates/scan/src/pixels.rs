//! Grey pixels, made smaller or larger, and the codes that are found in them.

use crate::limits::{CODE_BYTES_MAX, ENLARGED_SIDE_PIXELS_MAX, SIDE_PIXELS_MAX};

/// A page in grey.
pub struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    /// From rows of samples: grey, grey and alpha, red-green-blue, or that and alpha; what is
    /// transparent is white. Made smaller by a whole number when it is longer than is looked at.
    pub fn of(width: usize, height: usize, samples: &[u8], channels: usize) -> Option<Grey> {
        if width == 0 || height == 0 || samples.len() != width * height * channels {
            return None;
        }
        let by = width.max(height).div_ceil(SIDE_PIXELS_MAX);
        let at = |x: usize, y: usize| {
            let from = (y * width + x) * channels;
            luma(&samples[from..from + channels])
        };
        Some(Grey::shrunk(width, height, by, at))
    }

    /// Each pixel the mean of a square of `by` times `by`.
    fn shrunk(width: usize, height: usize, by: usize, at: impl Fn(usize, usize) -> u32) -> Grey {
        let (small_width, small_height) = ((width / by).max(1), (height / by).max(1));
        let mut pixels = Vec::with_capacity(small_width * small_height);
        for y in 0..small_height {
            for x in 0..small_width {
                let rows = (y * by)..((y + 1) * by).min(height);
                let sum: u32 = rows
                    .map(|y| {
                        let columns = (x * by)..((x + 1) * by).min(width);
                        columns.map(|x| at(x, y)).sum::<u32>()
                    })
                    .sum();
                let n = ((by.min(height - y * by)) * (by.min(width - x * by))) as u32;
                pixels.push((sum / n.max(1)).min(255) as u8);
            }
        }
        Grey { width: small_width, height: small_height, pixels }
    }

    fn halved(&self) -> Grey {
        Grey::shrunk(self.width, self.height, 2, |x, y| u32::from(self.at(x, y)))
    }

    /// Twice as large, between pixels the mean of their neighbours.
    fn doubled(&self) -> Grey {
        let (width, height) = (self.width * 2, self.height * 2);
        let near = |n: usize, end: usize| ((n / 2), n.div_ceil(2).min(end - 1));
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let (above, below) = near(y, self.height);
            for x in 0..width {
                let (left, right) = near(x, self.width);
                let corners = [(left, above), (right, above), (left, below), (right, below)];
                let sum: u32 = corners.iter().map(|(x, y)| u32::from(self.at(*x, *y))).sum();
                pixels.push((sum / 4) as u8);
            }
        }
        Grey { width, height, pixels }
    }

    /// The grey at a place between pixels; none outside the page.
    pub fn between(&self, x: f32, y: f32) -> Option<u8> {
        let inside = x >= 0.0 && y >= 0.0;
        let (left, top) = (x as usize, y as usize);
        if !inside || left + 1 >= self.width || top + 1 >= self.height {
            return None;
        }
        let (right, down) = (x - left as f32, y - top as f32);
        let grey = |x, y| f32::from(self.at(x, y));
        let upper = grey(left, top) * (1.0 - right) + grey(left + 1, top) * right;
        let lower = grey(left, top + 1) * (1.0 - right) + grey(left + 1, top + 1) * right;
        Some((upper * (1.0 - down) + lower * down) as u8)
    }

    fn at(&self, x: usize, y: usize) -> u8 {
        self.pixels[y * self.width + x]
    }
}

fn luma(sample: &[u8]) -> u32 {
    let over_white = |value: u32, alpha: u8| {
        let alpha = u32::from(alpha);
        (value * alpha + 255 * (255 - alpha)) / 255
    };
    let mixed = |red: u8, green: u8, blue: u8| {
        (u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) / 256
    };
    match sample {
        [grey] => u32::from(*grey),
        [grey, alpha] => over_white(u32::from(*grey), *alpha),
        [red, green, blue] => mixed(*red, *green, *blue),
        [red, green, blue, alpha] => over_white(mixed(*red, *green, *blue), *alpha),
        _ => 255,
    }
}

/// A code and where it is.
pub struct Code {
    pub text: String,
    /// Upper left, upper right, lower right, lower left, as the code is turned; in pixels.
    pub corners: [[f32; 2]; 4],
    /// Modules of a side.
    pub modules: f32,
}

/// The codes on a page.
pub fn codes(grey: &Grey) -> Vec<Code> {
    let at = |x, y| grey.at(x, y);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(grey.width, grey.height, at);
    let mut codes = Vec::new();
    for grid in image.detect_grids() {
        let mut text = Vec::new();
        // Something like a code that is none, or is too dirty to be read.
        let Ok(read) = grid.decode_to(&mut text) else { continue };
        let Ok(text) = String::from_utf8(text) else { continue };
        if text.len() <= CODE_BYTES_MAX {
            let corners = grid.bounds.map(|point| [point.x as f32, point.y as f32]);
            let modules = (17 + 4 * read.version.0) as f32;
            codes.push(Code { text, corners, modules });
        }
    }
    codes
}

/// The same for a page on which nothing was found: modules of a coarse scan come apart when it is
/// made larger, noise goes when it is made smaller.
pub fn codes_in_other_sizes(grey: &Grey) -> Vec<Code> {
    let scaled = |mut codes: Vec<Code>, by: f32| {
        for code in &mut codes {
            code.corners = code.corners.map(|corner| corner.map(|n| n * by));
        }
        codes
    };
    if grey.width.max(grey.height) * 2 <= ENLARGED_SIDE_PIXELS_MAX {
        let large = codes(&grey.doubled());
        if !large.is_empty() {
            return scaled(large, 0.5);
        }
    }
    scaled(codes(&grey.halved()), 2.0)
}
