//! Printed forms from end to end, by the real typesetter, the eye of poppler and the real scanner:
//! a form is printed, filled on paper, scanned, and one confirmation records it; the scan stays on
//! our side. What carries no code of a form, or a number that is none, is refused with the way on.

use std::path::{Path, PathBuf};
use std::process::Command;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::Content;
use dialogue::id::{ItemId, PartyId};
use dialogue::item;
use http_body_util::BodyExt as _;
use node::init::{self, Plan};
use node::{Demo, Node, Options};
use tower::ServiceExt as _;

const DID: &str = "kw-us";
const BOUNDARY: &str = "----hiwar-test-boundary";

struct Desk {
    folder: tempfile::TempDir,
    node: Node,
    app: Router,
    cookie: String,
}

/// What came back: status, where to go next, the page or the bytes.
struct Got {
    status: StatusCode,
    location: String,
    bytes: Vec<u8>,
}

impl Got {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Desk {
    fn found() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |party: &str| folder.path().join(party);
        let plan = |party: &str| Plan {
            party: party.to_owned(),
            domain: format!("hiwar.{}.example", party.to_lowercase()),
            dialogue: DID.to_owned(),
            web: "127.0.0.1:0".to_owned(),
            exchange: None,
            demo: Some(Demo {
                other_url: "http://127.0.0.1:1/".to_owned(),
                starts: "2020-11-16T05:00:00Z".to_owned(),
            }),
        };
        let cards = ["KW", "US"].map(|party| init::init(&path(party), &plan(party)).expect("made"));
        init::add_peer(&path("KW"), &cards[1], None).expect("a peer");
        init::found(&path("KW"), "2020-10-01T00:00:00Z").expect("a charter");
        let node = Node::open(&path("KW"), Options::default()).expect("the node opens");
        let binary = PathBuf::from(env!("CARGO_BIN_EXE_hiwar"));
        let tools = web::Tools {
            typesetter: Some(web::Typesetter::new(binary.clone())),
            scanner: Some(web::Scanner::new(binary)),
            ..web::Tools::default()
        };
        let app = web::app_with(node.clone(), tools);
        let entered = node.accounts().enter_demo(Function::DeskOfficer, "test");
        let cookie = format!("hiwar-kw={}", entered.expect("entered").0);
        Desk { folder, node, app, cookie }
    }

    async fn ask(&self, path: &str, form: Option<(&str, Vec<u8>)>) -> Got {
        let (kind, body) = form.unwrap_or(("text/plain", Vec::new()));
        let request = Request::builder()
            .method(if kind == "text/plain" { "GET" } else { "POST" })
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .expect("a request");
        let answer = self.app.clone().oneshot(request).await.expect("an answer");
        let status = answer.status();
        let location = answer.headers().get(header::LOCATION);
        let location = location.and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes().to_vec();
        Got { status, location, bytes }
    }

    async fn post(&self, path: &str, form: &str) -> Got {
        let kind = "application/x-www-form-urlencoded";
        self.ask(&format!("/en/d/{DID}{path}"), Some((kind, form.as_bytes().to_vec()))).await
    }

    async fn take(&self, lang: &str, code: &str, file: &[u8]) -> Got {
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n{code}\r\n\
             --{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
        )
        .into_bytes();
        body.extend(file);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.ask(&format!("/{lang}/d/{DID}/updates/filled"), Some((&kind, body))).await
    }

    async fn commitment(&self, ar: &str, en: &str) -> ItemId {
        let content = Content::new()
            .with("kind", "joint_action")
            .with("text_ar", ar)
            .with("text_en", en)
            .with("due", "2021-03-31")
            .with("status", "in_progress");
        let party = PartyId::parse("KW").expect("a party");
        let actor = Actor { party, function: Function::CoChair, account: "test".to_owned() };
        let draft = Draft::new(item::get("commitment").expect("a type"), content);
        let dialogue = self.node.dialogue(DID).expect("the dialogue");
        let done = dialogue.perform(&actor, Act::Put(draft)).await.expect("it is put");
        done.item.expect("a new item")
    }

    /// A form about commitments: its number and its PDF.
    async fn form(&self, items: &[&ItemId]) -> (String, Vec<u8>) {
        let chosen: String = items.iter().map(|id| format!("commitment={id}&")).collect();
        let form = format!("{chosen}post_en=Director&do=form");
        assert_eq!(self.post("/updates/new", &form).await.status, StatusCode::SEE_OTHER);
        let hub = self.ask(&format!("/en/d/{DID}/updates"), None).await.text();
        let number = hub.split("/updates/forms/").nth(1).expect("a form").get(..9);
        let number = number.expect("its number").to_owned();
        let paper = format!("/en/d/{DID}/updates/forms/{number}?form=pdf");
        let pdf = self.ask(&paper, None).await;
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{} {}", pdf.status, pdf.text());
        if let Ok(folder) = std::env::var("HIWAR_PAPERS") {
            std::fs::write(Path::new(&folder).join("form.pdf"), &pdf.bytes).expect("kept");
        }
        (number, pdf.bytes)
    }

    /// The first page as it comes out of a scanner.
    fn scanned(&self, pdf: &[u8]) -> Vec<u8> {
        let (from, to) = (self.folder.path().join("a.pdf"), self.folder.path().join("page"));
        std::fs::write(&from, pdf).expect("kept");
        let options = ["-singlefile", "-png", "-gray", "-r", "150"];
        let drawn = Command::new("pdftoppm").args(options).args([&from, &to]).status();
        assert!(drawn.expect("pdftoppm runs: apt-get install poppler-utils").success());
        std::fs::read(to.with_extension("png")).expect("a page")
    }

    fn reports(&self) -> Vec<Content> {
        let dialogue = self.node.dialogue(DID).expect("the dialogue");
        let record = dialogue.read();
        record.of_type("commitment_report").iter().map(|item| item.content().clone()).collect()
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

#[test]
fn a_scanned_form_is_recorded_by_one_confirmation_and_its_scan_stays_ours() {
    run(async {
        let desk = Desk::found();
        let item = desk.commitment("تسمية نقاط اتصال", "Name focal points").await;
        let (number, pdf) = desk.form(&[&item]).await;
        let scan = desk.scanned(&pdf);
        let taken = desk.take("en", "", &scan).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        let page = desk.ask(&taken.location, None).await.text();
        assert!(page.contains("Name focal points") && page.contains(&number), "{page}");
        assert!(page.contains("<img class=\"scan\""));
        let image = desk.ask(&format!("{}/scan", taken.location), None).await;
        assert_eq!(image.bytes, scan);
        assert!(desk.reports().is_empty());
        let path = taken.location.trim_start_matches(&format!("/en/d/{DID}")).to_owned();
        let form = "date=2020-11-15&status=done_claimed&done_on=2020-11-10&do=confirm";
        assert_eq!(desk.post(&path, form).await.status, StatusCode::SEE_OTHER);
        let reports = desk.reports();
        assert_eq!(reports.len(), 1);
        assert_eq!(reports[0].text("channel"), Some("form"));
        {
            let dialogue = desk.node.dialogue(DID).expect("the dialogue");
            let record = dialogue.read();
            let kept = record.of_type("attachment");
            assert_eq!(kept.len(), 1, "the scan stands beside the report");
            let kept = record.of_type("commitment_report")[0].id().clone();
            assert_eq!(record.children(&kept, "attachment").len(), 1);
        }
        // The same paper a second time leads to what became of it and records nothing.
        let again = desk.take("en", "", &scan).await;
        assert_eq!(again.location, taken.location);
        let page = desk.ask(&again.location, None).await.text();
        assert!(page.contains("Confirmed") && !page.contains("value=\"confirm\""));
        assert_eq!(desk.reports().len(), 1);
        desk.node.stop();
    });
}

#[test]
fn several_forms_in_one_scan_are_told_apart_and_a_number_can_be_typed() {
    run(async {
        let desk = Desk::found();
        let one = desk.commitment("تسمية نقاط اتصال", "Name focal points").await;
        let two = desk.commitment("عقد دورة تدريبية", "Hold a training course").await;
        let (_, pdf) = desk.form(&[&one, &two]).await;
        let taken = desk.take("ar", "", &pdf).await;
        assert_eq!(taken.location, format!("/ar/d/{DID}/updates"), "{}", taken.text());
        let hub = desk.ask(&taken.location, None).await.text();
        assert!(hub.contains("عقد دورة تدريبية") && hub.contains("تسمية نقاط اتصال"));
        let (number, _) = desk.form(&[&two]).await;
        let typed = number.to_lowercase().replace('-', " ");
        let taken = desk.take("en", &typed, b"").await;
        assert!(taken.location.contains("/updates/"), "{}", taken.text());
        let page = desk.ask(&taken.location, None).await.text();
        assert!(page.contains("Hold a training course") && !page.contains("<img class=\"scan\""));
        desk.node.stop();
    });
}

/// A page in grey on which somebody has drawn.
struct Sheet {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    dots: f64,
}

/// How a page was drawn, and how it lay on the scanner.
#[derive(Clone, Copy, Debug)]
struct Lies {
    dots: u32,
    degrees: f64,
    /// How dark the pen is, and how bright the paper comes out, of 255.
    pen: u8,
    paper: u32,
}

impl Sheet {
    fn drawn(desk: &Desk, pdf: &[u8], dots: u32) -> Sheet {
        let (from, to) = (desk.folder.path().join("t.pdf"), desk.folder.path().join("t"));
        std::fs::write(&from, pdf).expect("kept");
        let drawn = Command::new("pdftoppm")
            .args(["-singlefile", "-gray", "-r", &dots.to_string()])
            .args([&from, &to])
            .status();
        assert!(drawn.expect("pdftoppm runs: apt-get install poppler-utils").success());
        let bytes = std::fs::read(to.with_extension("pgm")).expect("a page");
        let mut words = bytes.splitn(4, |byte| byte.is_ascii_whitespace()).skip(1);
        let mut side = || {
            let word = words.next().and_then(|word| std::str::from_utf8(word).ok());
            word.and_then(|word| word.parse::<usize>().ok()).expect("a side")
        };
        let (width, height) = (side(), side());
        let pixels = bytes[bytes.len() - width * height..].to_vec();
        Sheet { width, height, pixels, dots: f64::from(dots) }
    }

    /// Draws a line with a pen of half a millimetre, in points of the page.
    fn line(&mut self, from: [f64; 2], to: [f64; 2], pen: u8) {
        let scale = self.dots / 72.0;
        let half = (self.dots / 25.4 * 0.25).max(1.0) as i64;
        for step in 0..=200 {
            let at = |n: usize| (from[n] + (to[n] - from[n]) * f64::from(step) / 200.0) * scale;
            let (x, y) = (at(0) as i64, at(1) as i64);
            for dy in -half..=half {
                for dx in -half..=half {
                    let place = (y + dy) as usize * self.width + (x + dx) as usize;
                    self.pixels[place] = self.pixels[place].min(pen);
                }
            }
        }
    }

    /// Turned a little about its middle, with the grain of a cheap scanner, as a PNG.
    fn scanned(&self, lies: Lies) -> Vec<u8> {
        let (sin, cos) = lies.degrees.to_radians().sin_cos();
        let (w, h) = (self.width as f64, self.height as f64);
        let width = (w * cos.abs() + h * sin.abs()).round() as usize;
        let height = (w * sin.abs() + h * cos.abs()).round() as usize;
        let mut noise = 12_345_u32;
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let (dx, dy) = (x as f64 - width as f64 / 2.0, y as f64 - height as f64 / 2.0);
                let (from_x, from_y) =
                    (dx * cos + dy * sin + w / 2.0, dy * cos - dx * sin + h / 2.0);
                let inside = from_x >= 0.0 && from_y >= 0.0 && from_x < w && from_y < h;
                let at = from_y as usize * self.width + from_x as usize;
                let ground = u32::from(if inside { self.pixels[at] } else { 255 });
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                pixels.push((16 + ground * lies.paper / 255 + (noise >> 27)).min(255) as u8);
            }
        }
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&pixels).expect("pixels");
        drop(writer);
        bytes
    }
}

/// Where the English words beside the boxes of a form begin, and how high they stand, in points.
fn labels(desk: &Desk, pdf: &[u8]) -> Vec<(String, [f64; 2])> {
    let from = desk.folder.path().join("l.pdf");
    std::fs::write(&from, pdf).expect("kept");
    let said = Command::new("pdftotext").arg("-bbox").arg(&from).arg("-").output();
    let said = said.expect("pdftotext runs: apt-get install poppler-utils").stdout;
    let said = String::from_utf8(said).expect("text");
    let number = |line: &str, name: &str| -> Option<f64> {
        line.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.parse().ok()
    };
    let word = |line: &str| {
        let text = line.split('>').nth(1)?.split('<').next()?.to_owned();
        Some((text, [number(line, "xMin")?, number(line, "yMax")?]))
    };
    said.lines().filter_map(word).collect()
}

/// Ticks the box before a word: two strokes, as people make them, over its right side.
fn tick(sheet: &mut Sheet, labels: &[(String, [f64; 2])], word: &str, pen: u8) {
    let mut found = labels.iter().filter(|(text, _)| text == word);
    let [x, y] = found.next_back().unwrap_or_else(|| panic!("{word} is not on the form")).1;
    // The box of 5 mm stands 2.5 mm before the word, its middle at the foot of the English line.
    let (middle, right) = (x - 14.2, x - 7.1);
    sheet.line([middle - 4.0, y - 1.0], [middle, y + 4.0], pen);
    sheet.line([middle, y + 4.0], [right + 2.0, y - 8.0], pen);
}

#[test]
fn ticks_on_a_scanned_form_are_proposed_and_never_decided() {
    run(async {
        let desk = Desk::found();
        let table: &[(u32, f64, u8, u32)] = &[
            (300, 0.0, 30, 208),
            (200, 0.8, 60, 208),
            (150, -1.1, 60, 208),
            (300, 180.0, 30, 190),
            (200, 2.0, 110, 208),
        ];
        for (n, (dots, degrees, pen, paper)) in table.iter().copied().enumerate() {
            let lies = Lies { dots, degrees, pen, paper };
            let item = desk.commitment(&format!("التزام {n}"), &format!("Commitment {n}")).await;
            let (_, pdf) = desk.form(&[&item]).await;
            let labels = labels(&desk, &pdf);
            let mut sheet = Sheet::drawn(&desk, &pdf, lies.dots);
            tick(&mut sheet, &labels, "Blocked", lies.pen);
            tick(&mut sheet, &labels, "Funding", lies.pen);
            let taken = desk.take("en", "", &sheet.scanned(lies)).await;
            let page = desk.ask(&taken.location, None).await.text();
            assert!(page.contains("Read off the ticks"), "{lies:?} {page}");
            assert!(page.contains("value=\"blocked\" checked"), "{lies:?} {page}");
            assert!(page.contains("value=\"funding\" selected"), "{lies:?} {page}");
            assert!(desk.reports().is_empty(), "nothing is decided");
        }
        desk.node.stop();
    });
}

#[test]
fn ticks_that_are_not_clear_propose_nothing() {
    run(async {
        let desk = Desk::found();
        let lies = Lies { dots: 200, degrees: 0.4, pen: 60, paper: 208 };
        // None; two ways at once; a reason without its status.
        for (n, ticks) in [&[][..], &["started", "progress"], &["Funding"]].iter().enumerate() {
            let item = desk.commitment(&format!("التزام {n}"), &format!("Commitment {n}")).await;
            let (_, pdf) = desk.form(&[&item]).await;
            let labels = labels(&desk, &pdf);
            let mut sheet = Sheet::drawn(&desk, &pdf, lies.dots);
            for word in *ticks {
                // Of two words the first stands beside the box.
                let before = match *word {
                    "started" => "Not",
                    "progress" => "In",
                    word => word,
                };
                tick(&mut sheet, &labels, before, lies.pen);
            }
            let taken = desk.take("en", "", &sheet.scanned(lies)).await;
            assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
            let page = desk.ask(&taken.location, None).await.text();
            assert!(!page.contains("Read off the ticks"), "{ticks:?} {page}");
            assert!(
                !page.contains("\" checked><span>") && !page.contains("\" selected>"),
                "{ticks:?}"
            );
        }
        desk.node.stop();
    });
}

#[test]
fn what_is_no_form_is_refused_with_the_way_on() {
    run(async {
        let desk = Desk::found();
        let item = desk.commitment("تسمية نقاط اتصال", "Name focal points").await;
        let (number, _) = desk.form(&[&item]).await;
        let blank = b"%PDF-1.4 nothing";
        let table: &[(&str, &[u8], &str)] = &[
            ("", b"", "Give a scan"),
            ("", b"GIF89a", "PNG"),
            ("0000-0000", b"", "not of a form"),
            ("../../x", b"", "not of a form"),
            ("", blank, ""),
        ];
        for (code, file, says) in table {
            let got = desk.take("en", code, file).await;
            assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY, "{code} {file:?}");
            let page = got.text();
            assert!(page.contains("class=\"problems\"") && page.contains(says), "{says}: {page}");
            assert!(page.contains(&format!("value=\"{code}\"")), "what was typed stays");
        }
        // An unreadable scan with the number typed: the scan is kept beside it.
        let taken = desk.take("en", &number, blank).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        let page = desk.ask(&taken.location, None).await.text();
        assert!(page.contains("/scan?of=") && page.contains("&#38;save=yes"), "{page}");
        desk.node.stop();
    });
}
