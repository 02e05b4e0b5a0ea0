//! QR codes as drawings: the mark that names the exact version of a printed text. Square, black on
//! white, with the quiet zone that readers need; no colour and no logo. What is too long for a
//! paper is not drawn.

use qrcode::{Color, EcLevel, QrCode};

use crate::limits::MARK_BYTES_MAX;

/// Modules of white around the code (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

/// A code as an SVG drawing, passed over by screen readers: what it says stands beside it in
/// letters. Empty for an empty mark or one longer than [`MARK_BYTES_MAX`].
///
/// ```
/// let svg = documents::qr::svg("hiwar:kw-us/t4/00");
/// assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
/// assert_eq!(documents::qr::svg(""), "");
/// ```
pub fn svg(mark: &str) -> String {
    let Drawing { size, path } = drawing(mark);
    if path.is_empty() {
        return String::new();
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\" \
         viewBox=\"0 0 {size} {size}\">\
         <rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/>\
         <path d=\"{path}\" fill=\"#000\"/></svg>"
    )
}

/// A code as a path of black modules in a square, the quiet zone within.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Modules of a side.
    pub size: usize,
    /// The path, in modules; empty for an empty mark or one longer than [`MARK_BYTES_MAX`].
    pub path: String,
}

/// A code for a page that draws it itself.
pub fn drawing(mark: &str) -> Drawing {
    if mark.is_empty() || mark.len() > MARK_BYTES_MAX {
        return Drawing::default();
    }
    let Ok(code) = QrCode::with_error_correction_level(mark, EcLevel::M) else {
        return Drawing::default();
    };
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET));
        }
    }
    Drawing { size: width + 2 * QUIET, path }
}
