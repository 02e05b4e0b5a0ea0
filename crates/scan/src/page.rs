//! The pages of a scan as grey pixels, one after the other, each within its bounds. Which decoder
//! reads a file is said by its first bytes.

use std::io::Cursor;

use confine::Refused;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use crate::limits::{PAGE_DOTS_PER_INCH, PAGE_PIXELS_MAX, PAGES_MAX, PIXELS_MAX, PNG_BYTES_MAX};
use crate::parent::{EXIT_BROKEN, EXIT_KIND, EXIT_LOCKED, EXIT_PAGES, EXIT_PIXELS};
use crate::pixels::Grey;

/// Points an inch, the unit of a PDF.
const POINTS_PER_INCH: f32 = 72.0;

/// A scan, opened.
pub enum Pages {
    Png(Vec<u8>),
    Jpeg(Vec<u8>),
    Pdf(Box<Pdf>),
}

impl Pages {
    /// Opens a scan.
    pub fn of(bytes: Vec<u8>) -> Result<Pages, Refused> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Ok(Pages::Png(bytes));
        }
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Ok(Pages::Jpeg(bytes));
        }
        if !bytes.starts_with(b"%PDF-") {
            return Err(Refused::Known(EXIT_KIND));
        }
        let pdf = Pdf::new(bytes).map_err(|error| match error {
            LoadPdfError::Decryption(_) => Refused::Known(EXIT_LOCKED),
            LoadPdfError::Invalid => broken(),
        })?;
        match pdf.pages().len() {
            0 => Err(broken()),
            n_pages if n_pages > PAGES_MAX => Err(Refused::Known(EXIT_PAGES)),
            _ => Ok(Pages::Pdf(Box::new(pdf))),
        }
    }

    /// How many pages there are.
    pub fn count(&self) -> usize {
        match self {
            Pages::Png(_) | Pages::Jpeg(_) => 1,
            Pages::Pdf(pdf) => pdf.pages().len(),
        }
    }

    /// A page, from 1.
    pub fn grey(&self, page: usize) -> Result<Grey, Refused> {
        match self {
            Pages::Png(bytes) => png(bytes),
            Pages::Jpeg(bytes) => jpeg(bytes),
            Pages::Pdf(pdf) => rendered(pdf, page),
        }
    }
}

fn broken() -> Refused {
    Refused::Known(EXIT_BROKEN)
}

fn within(width: usize, height: usize) -> Result<(), Refused> {
    let pixels = (width as u64).saturating_mul(height as u64);
    if pixels > PIXELS_MAX { Err(Refused::Known(EXIT_PIXELS)) } else { Ok(()) }
}

fn png(bytes: &[u8]) -> Result<Grey, Refused> {
    let limits = png::Limits { bytes: PNG_BYTES_MAX };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    let (width, height) = {
        let header = decoder.read_header_info().map_err(|_| broken())?;
        (header.width as usize, header.height as usize)
    };
    within(width, height)?;
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|_| broken())?;
    let size = reader.output_buffer_size().ok_or_else(broken)?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(|_| broken())?;
    pixels.truncate(frame.buffer_size());
    Grey::of(width, height, &pixels, frame.color_type.samples()).ok_or_else(broken)
}

fn jpeg(bytes: &[u8]) -> Result<Grey, Refused> {
    let options = |space| {
        let side = usize::from(u16::MAX);
        let sides = DecoderOptions::new_safe().set_max_width(side).set_max_height(side);
        // A page cut off in the middle is no page.
        sides.set_strict_mode(true).jpeg_set_out_colorspace(space)
    };
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options(ColorSpace::RGB));
    decoder.decode_headers().map_err(|_| broken())?;
    let (width, height) = decoder.dimensions().ok_or_else(broken)?;
    within(width, height)?;
    let pixels = decoder.decode().map_err(|_| broken())?;
    Grey::of(width, height, &pixels, 3).ok_or_else(broken)
}

fn rendered(pdf: &Pdf, page: usize) -> Result<Grey, Refused> {
    let pages = pdf.pages();
    let page = pages.get(page - 1).ok_or_else(broken)?;
    let (width, height) = page.render_dimensions();
    let usable = |side: f32| side.is_finite() && side >= 1.0;
    if !usable(width) || !usable(height) {
        return Err(broken());
    }
    let fitting = (PAGE_PIXELS_MAX / (width * height)).sqrt();
    let scale = (PAGE_DOTS_PER_INCH / POINTS_PER_INCH).min(fitting);
    let side = |points: f32| (points * scale).floor().clamp(1.0, f32::from(u16::MAX)) as u16;
    let settings = RenderSettings {
        x_scale: scale,
        y_scale: scale,
        width: Some(side(width)),
        height: Some(side(height)),
        bg_color: WHITE,
    };
    let cache = RenderCache::new();
    let pixmap = hayro::render(page, &cache, &InterpreterSettings::default(), &settings);
    let (width, height) = (usize::from(pixmap.width()), usize::from(pixmap.height()));
    Grey::of(width, height, pixmap.data_as_u8_slice(), 4).ok_or_else(broken)
}
