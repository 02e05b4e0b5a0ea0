//! A signature copy is set by the real typesetter, drawn by poppler, spoilt as paper and scanners
//! spoil it, and its mark is read back; what is hostile or cut off is refused and never hangs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use documents::paper::{Block, Kind, Layout, Pair, Paper};
use scan::{PAGES_MAX, Scan, ScanError, Scanner};

/// As long as a mark of this project usually is.
const MARK: &str = "hiwar:kwus-2016/abcdefghijkmnpqr/\
    3f0a9c5d7e1b2846a0c4e8f2135779bd3f0a9c5d7e1b2846a0c4e8f2135779bd";
/// A scan that cannot be read must be given up within this.
const PATIENCE: Duration = Duration::from_secs(26);

fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_hiwar"))
}

fn scanner() -> Scanner {
    Scanner::new(binary())
}

async fn paper(n_paragraphs: usize) -> Vec<u8> {
    let words = "يعمل الطرفان معا على تيسير تبادل المعلومات. ".repeat(6);
    let latin = "The Parties shall work together to ease the exchange of information. ".repeat(4);
    let paragraph = |n: usize| Block::Paragraph {
        id: format!("t4.p{n}"),
        number: Pair::plain(&format!("{n}."), &format!("{n}.")),
        depth: 0,
        text: Pair::plain(&words, &latin),
        state: Pair::default(),
    };
    let paper = Paper {
        kind: Kind::SignatureCopy,
        layout: Layout::Columns,
        title: Pair::plain("بيان مشترك", "Joint Statement"),
        heads: Vec::new(),
        marking: Pair::default(),
        version: "t4".to_owned(),
        digest: "3f0a9-c5d7e".to_owned(),
        date: "2020-11-24".to_owned(),
        mark: MARK.to_owned(),
        blocks: (1..=n_paragraphs).map(paragraph).collect(),
    };
    let set = typeset::Typesetter::new(binary()).set(&paper.to_json()).await;
    set.expect("set: apt-get install fonts-hosny-amiri")
}

/// The first page as poppler draws it.
fn drawn(folder: &Path, pdf: &[u8], dots: u32, options: &[&str], ending: &str) -> Vec<u8> {
    let from = folder.join("paper.pdf");
    std::fs::write(&from, pdf).expect("kept");
    let to = folder.join(format!("page-{dots}-{}", options.len()));
    let drawn = Command::new("pdftoppm")
        .args(["-singlefile", "-r", &dots.to_string()])
        .args(options)
        .args([&from, &to])
        .status()
        .expect("pdftoppm runs: apt-get install poppler-utils");
    assert!(drawn.success());
    std::fs::read(format!("{}.{ending}", to.display())).expect("a page")
}

/// A page in grey.
struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    fn drawn(folder: &Path, pdf: &[u8], dots: u32) -> Grey {
        let bytes = drawn(folder, pdf, dots, &["-gray"], "pgm");
        let mut words = bytes.splitn(4, |byte| byte.is_ascii_whitespace());
        assert_eq!(words.next(), Some(&b"P5"[..]));
        let mut side = || {
            let word = words.next().and_then(|word| std::str::from_utf8(word).ok());
            word.and_then(|word| word.parse().ok()).expect("a side")
        };
        let (width, height) = (side(), side());
        let pixels = bytes[bytes.len() - width * height..].to_vec();
        Grey { width, height, pixels }
    }

    /// Turned about its middle on a white ground, with the grain of a cheap scanner.
    fn turned(&self, degrees: f64) -> Grey {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (w, h) = (self.width as f64, self.height as f64);
        let width = (w * cos.abs() + h * sin.abs()).round() as usize;
        let height = (w * sin.abs() + h * cos.abs()).round() as usize;
        let mut noise = 12_345_u32;
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let (dx, dy) = (x as f64 - width as f64 / 2.0, y as f64 - height as f64 / 2.0);
                let from_x = dx * cos + dy * sin + w / 2.0;
                let from_y = dy * cos - dx * sin + h / 2.0;
                let inside = from_x >= 0.0 && from_y >= 0.0 && from_x < w && from_y < h;
                let at = from_y as usize * self.width + from_x as usize;
                let ground = if inside { self.pixels[at] } else { 255 };
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let paper = 16 + u32::from(ground) * 208 / 255;
                pixels.push((paper + (noise >> 27)).min(255) as u8);
            }
        }
        Grey { width, height, pixels }
    }

    fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&self.pixels).expect("pixels");
        drop(writer);
        bytes
    }
}

/// A PDF as scanners make it: a JPEG on each page, laid slightly askew.
fn scanned_pdf(jpeg: &[u8], width: usize, height: usize, n_pages: usize) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut object = |pdf: &mut Vec<u8>, body: &[u8]| {
        places.push(pdf.len());
        pdf.extend(format!("{} 0 obj\n", places.len()).bytes());
        pdf.extend(body);
        pdf.extend(b"\nendobj\n");
    };
    object(&mut pdf, b"<</Type/Catalog/Pages 2 0 R>>");
    let kids: String = (0..n_pages).map(|n| format!("{} 0 R ", n + 5)).collect();
    object(&mut pdf, format!("<</Type/Pages/Count {n_pages}/Kids[{kids}]>>").as_bytes());
    let head = format!(
        "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB\
         /BitsPerComponent 8/Filter/DCTDecode/Length {}>>\nstream\n",
        jpeg.len()
    );
    object(&mut pdf, &[head.as_bytes(), jpeg, b"\nendstream"].concat());
    let draw = "q 594.6 20.8 -29.4 841.2 14 -10 cm /I Do Q";
    let content = format!("<</Length {}>>\nstream\n{draw}\nendstream", draw.len());
    object(&mut pdf, content.as_bytes());
    for _ in 0..n_pages {
        let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
                    /Resources<</XObject<</I 3 0 R>>>>>>";
        object(&mut pdf, page.as_bytes());
    }
    let from = pdf.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        table.push_str(&format!("{place:010} 00000 n \n"));
    }
    table.push_str(&format!(
        "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{from}\n%%EOF\n",
        places.len() + 1
    ));
    pdf.extend(table.bytes());
    pdf
}

fn assert_marked(scan: Result<Scan, ScanError>, n_pages: usize, how: &str) {
    let scan = scan.unwrap_or_else(|error| panic!("{how}: {error}"));
    assert_eq!(scan.n_pages, n_pages, "{how}");
    assert_eq!(scan.pages_without(), Vec::<usize>::new(), "{how}: every page has its mark");
    assert!(scan.found.iter().all(|found| found.text == MARK), "{how}: {:?}", scan.found);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mark_is_read_off_the_pdf_itself_and_off_every_page() {
    let pdf = paper(40).await;
    let scan = scanner().read(pdf).await;
    let n_pages = scan.as_ref().map(|scan| scan.n_pages).unwrap_or_default();
    assert!(n_pages >= 3, "{n_pages} pages");
    assert_marked(scan, n_pages, "as a PDF");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mark_is_read_off_images_straight_turned_and_askew() {
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = paper(3).await;
    let page = Grey::drawn(folder.path(), &pdf, 300);
    for degrees in [0.0, 90.0, 180.0, 270.0, 2.0, -3.5] {
        let scan = scanner().read(page.turned(degrees).png()).await;
        assert_marked(scan, 1, &format!("turned by {degrees} degrees"));
    }
    let fine = Grey::drawn(folder.path(), &pdf, 600);
    assert_marked(scanner().read(fine.png()).await, 1, "at 600 dots an inch");
    let coarse = Grey::drawn(folder.path(), &pdf, 200);
    assert_marked(scanner().read(coarse.png()).await, 1, "at 200 dots an inch");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mark_is_read_off_jpegs_and_off_a_scanners_pdf() {
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = paper(3).await;
    for quality in ["quality=75", "quality=60"] {
        let jpeg = drawn(folder.path(), &pdf, 300, &["-jpeg", "-jpegopt", quality], "jpg");
        assert_marked(scanner().read(jpeg.clone()).await, 1, quality);
        let page = Grey::drawn(folder.path(), &pdf, 300);
        let scanned = scanned_pdf(&jpeg, page.width, page.height, 2);
        assert_marked(scanner().read(scanned).await, 2, "in a scanner's PDF, askew");
    }
}

async fn refused(bytes: Vec<u8>, how: &str) -> ScanError {
    let start = Instant::now();
    let scan = scanner().read(bytes).await;
    assert!(start.elapsed() < PATIENCE, "{how} hangs");
    match scan {
        Err(error) => error,
        Ok(scan) => panic!("{how} was read: {scan:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_scan_is_cut_off_or_too_large_is_refused_with_the_rule() {
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = paper(3).await;
    assert_eq!(refused(b"GIF89a".to_vec(), "a GIF").await, ScanError::Kind);
    assert_eq!(refused(Vec::new(), "nothing").await, ScanError::Kind);
    assert_eq!(refused(b"%PDF-1.7 and nothing".to_vec(), "no PDF").await, ScanError::Broken);
    let png = Grey::drawn(folder.path(), &pdf, 150).png();
    let jpeg = drawn(folder.path(), &pdf, 150, &["-jpeg"], "jpg");
    for part in [3, 10, 40, 90] {
        let cut = |bytes: &[u8]| bytes[..(bytes.len() * part / 100).max(9)].to_vec();
        assert_eq!(refused(cut(&png), "a PNG cut off").await, ScanError::Broken, "{part} %");
        assert_eq!(refused(cut(&jpeg), "a JPEG cut off").await, ScanError::Broken, "{part} %");
    }
    // A header that promises more than anybody scans, with nothing behind it.
    let mut vast = png.clone();
    vast[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let refusal = refused(vast, "a vast PNG").await;
    assert!(matches!(refusal, ScanError::Broken | ScanError::TooManyPixels), "{refusal:?}");
    let white = Grey { width: 30_000, height: 2_401, pixels: vec![255; 30_000 * 2_401] };
    assert_eq!(refused(white.png(), "too many pixels").await, ScanError::TooManyPixels);
    let pages = scanned_pdf(&jpeg, 1_240, 1_754, PAGES_MAX + 1);
    assert_eq!(refused(pages, "too many pages").await, ScanError::TooManyPages);
    let long = [pdf.as_slice(), &vec![b' '; scan::SCAN_BYTES_MAX]].concat();
    assert_eq!(refused(long, "too many bytes").await, ScanError::TooLong);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_that_asks_for_endless_work_is_given_up() {
    // A form that draws itself ten times, and so on: more drawing than there is time for.
    let mut pdf = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n\
        3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]/Contents 4 0 R\
        /Resources<</XObject<</F 5 0 R>>>>>>\nendobj\n"
        .to_vec();
    let draws = "/F Do ".repeat(10);
    pdf.extend(
        format!("4 0 obj\n<</Length {}>>\nstream\n{draws}\nendstream\nendobj\n", draws.len())
            .bytes(),
    );
    for n in 5..25 {
        let next = n + 1;
        pdf.extend(
            format!(
                "{n} 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 14400 14400]/Length {}\
                 /Resources<</XObject<</F {next} 0 R>>>>>>\nstream\n{draws}\nendstream\nendobj\n",
                draws.len()
            )
            .bytes(),
        );
    }
    let fill = "0 0 14400 14400 re f";
    pdf.extend(
        format!(
            "25 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 14400 14400]/Length {}>>\nstream\n\
             {fill}\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n",
            fill.len()
        )
        .bytes(),
    );
    let start = Instant::now();
    let scan = scanner().read(pdf).await;
    assert!(start.elapsed() < PATIENCE, "it hangs");
    // A decoder may also see through it and find an empty page; what counts is that it ends.
    match scan {
        Ok(scan) => assert_eq!(scan.found, Vec::new()),
        Err(error) => assert!(
            matches!(error, ScanError::TooSlow | ScanError::Failed(_) | ScanError::Broken),
            "{error:?}"
        ),
    }
}
