//! The papers of the exercise as they leave the program: PDF by the real typesetter, print pages by
//! a real browser, Word documents by a real word processor. Their text layers are kept as reviewed
//! snapshots in reading order, and codes inside Arabic must come out as they were written.

use std::path::Path;
use std::process::Command;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use dialogue::Level;
use dialogue::act::{Act, Draft, Function};
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::item;
use dialogue::negotiation::Negotiation;
use hiwar::demo::plan::{Horizon, SESSION};
use hiwar::demo::{Pair, Setup, free_ports, script};
use hiwar::serving;
use http_body_util::BodyExt;
use tower::ServiceExt;

/// What has to stand in this order inside Arabic.
const CODES: [&str; 4] = ["2020-11-16", "+965-2222-0000", "9-24", "4/2020-SEC"];

struct Demo {
    pair: Pair,
    folder: tempfile::TempDir,
    app: Router,
    cookie: String,
}

impl Demo {
    async fn start() -> Demo {
        let folder = tempfile::tempdir().expect("a folder");
        let ports = free_ports().expect("two free ports");
        let setup = Setup { folder: folder.path().join("demo"), horizon: Horizon::Morning, ports };
        let pair = Pair::start(&setup).await.expect("the demo starts");
        let typesetter = web::Typesetter::new(env!("CARGO_BIN_EXE_hiwar").into());
        let tools = web::Tools { typesetter: Some(typesetter), ..web::Tools::default() };
        let app = web::app_with(pair.kw.node.clone(), tools);
        let mut demo = Demo { pair, folder, app, cookie: String::new() };
        demo.cookie = demo.enter().await;
        demo
    }

    async fn end(self) {
        serving::stop(self.pair.nodes()).await.expect("both nodes stop");
    }

    async fn ask(&self, request: Request<Body>) -> (StatusCode, header::HeaderMap, Vec<u8>) {
        let response = self.app.clone().oneshot(request).await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        (status, headers, bytes.to_vec())
    }

    async fn enter(&self) -> String {
        let host = self.pair.kw.url.trim_start_matches("http://").trim_end_matches('/');
        let request = Request::post("/ar/enter")
            .header(header::HOST, host)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("function=co_chair"));
        let (status, headers, _) = self.ask(request.expect("a request")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "the entrance lets a co-chair in");
        let cookies = headers.get_all(header::SET_COOKIE).iter();
        let cookies = cookies.filter_map(|value| value.to_str().ok()?.split(';').next());
        cookies.collect::<Vec<_>>().join("; ")
    }

    /// A page of the dialogue or a paper, by its path behind the dialogue.
    async fn get(&self, lang: Lang, path: &str) -> Vec<u8> {
        let path = format!("/{lang}/d/{}/{path}", self.pair.kw.dialogue.id());
        let request = Request::get(&path).header(header::COOKIE, &self.cookie).body(Body::empty());
        let (status, _, bytes) = self.ask(request.expect("a request")).await;
        assert!(status.is_success(), "{path}: {status} {}", String::from_utf8_lossy(&bytes));
        bytes
    }

    /// A page that a browser can open as a file: with its style inside, without its scripts.
    async fn with_style(&self, page: &str) -> String {
        let href = page.split("rel=\"stylesheet\" href=\"").nth(1).expect("a style");
        let href = href.split('"').next().expect("an address");
        let request = Request::get(href).body(Body::empty()).expect("a request");
        let (status, _, style) = self.ask(request).await;
        assert!(status.is_success(), "{href}");
        let style = String::from_utf8(style).expect("UTF-8");
        page.replace("</head>", &format!("<style>{style}</style></head>"))
    }

    fn keep(&self, name: &str, bytes: &[u8]) -> std::path::PathBuf {
        let file = self.folder.path().join(name);
        std::fs::write(&file, bytes).expect("kept");
        // For the eye: `HIWAR_PAPERS=folder` keeps what the test looked at.
        if let Ok(folder) = std::env::var("HIWAR_PAPERS") {
            std::fs::write(Path::new(&folder).join(name), bytes).expect("kept for the eye");
        }
        file
    }

    async fn put(&self, type_name: &str, content: Content, pos: Option<u64>) -> ItemId {
        let kind = item::get(type_name).expect("a type");
        let draft = Draft { pos, ..Draft::new(kind, content) };
        let officer = self.pair.kw.officer(Function::CoChair);
        let done = self.pair.kw.dialogue.perform(&officer, Act::Put(draft)).await;
        done.expect("it is put").item.expect("a new item")
    }

    /// Plays the rest of the negotiation and lets both sides agree the edition.
    async fn close(&self, text: &ItemId) {
        let blocks: Vec<ItemId> = {
            let record = self.pair.kw.dialogue.read();
            let negotiation = Negotiation::of(&record, text).expect("the text");
            negotiation.rows.iter().map(|row| row.item.id().clone()).collect()
        };
        let (_, after) = script::steps();
        script::play(&self.pair, text, &blocks, &after).await.expect("the rest is played");
        let content = {
            let record = self.pair.kw.dialogue.read();
            let negotiation = Negotiation::of(&record, text).expect("the text");
            assert_eq!(negotiation.blockers(), [], "nothing is open after the script");
            Content::new()
                .with("text", text)
                .with("digest", negotiation.digest().to_string().as_str())
                .with("versions", negotiation.versions().as_str())
                .with("provisions", negotiation.live().count() as u64)
        };
        let edition = self.put("edition", content, None).await;
        self.pair.level().await.expect("it arrives");
        let act = {
            let record = self.pair.us.dialogue.read();
            let to = record.item(&edition).expect("the edition").shown().expect("a version").id;
            Act::Consent { item: edition, to, level: Level::Text }
        };
        let officer = self.pair.us.officer(Function::CoChair);
        self.pair.us.dialogue.perform(&officer, act).await.expect("agreed");
        self.pair.level().await.expect("it arrives");
    }
}

fn run(command: &str, args: &[&str]) -> String {
    let output = Command::new(command).args(args).output();
    let output = output.unwrap_or_else(|error| panic!("{command}: {error}; run ./test"));
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn text_of(pdf: &Path) -> String {
    run("pdftotext", &[pdf.to_str().expect("a path"), "-"])
}

/// The same without what stands at the head and foot of every page, in points of an A4 page.
fn body_of(pdf: &Path) -> String {
    let area = ["-x", "0", "-y", "64", "-W", "595", "-H", "684"];
    run("pdftotext", &[&area[..], &[pdf.to_str().expect("a path"), "-"]].concat())
}

/// The words of a text layer, a paragraph a line as the extractor parts them; direction marks that
/// the extractor adds and what differs in every run are taken out.
fn reviewed(text: &str, ids: &[&str]) -> String {
    let marks = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}');
    let mut text = text.replace(marks, "").replace('\u{c}', "\n\n");
    for id in ids {
        text = text.replace(id, "<id>");
    }
    let text = without_digests(&text);
    let paragraphs = text.split("\n\n").map(|one| one.split_whitespace().collect::<Vec<_>>());
    let lines = paragraphs.filter(|words| !words.is_empty()).map(|words| words.join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

/// A table of many columns in one run of words: ids are random and differ in width, so that the
/// extractor parts what stands beside them now here, now there.
fn in_one_run(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "<id>").collect();
    words.chunks(12).map(|some| some.join(" ")).collect::<Vec<_>>().join("\n")
}

/// Short digests hold random ids: `4f36c-af61f`.
fn without_digests(text: &str) -> String {
    let hex = |part: &str| part.len() == 5 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let is_digest =
        |word: &str| word.split_once('-').is_some_and(|(one, two)| hex(one) && hex(two));
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let bare = word.trim_end();
        if is_digest(bare) { word.replace(bare, "<id>") } else { word.to_owned() }
    });
    words.collect()
}

/// Letters alone: neither blanks nor marks, which extractors place as they like.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_paper_is_tagged_pdf_a_with_a_text_layer_in_reading_order() {
    let demo = Demo::start().await;
    let seeded = demo.pair.seeded.as_ref().expect("a fresh demo");
    let (text, session) = (&seeded.ids[&format!("{SESSION}:statement")], &seeded.ids[SESSION]);
    let (of_text, of_session) =
        (format!("texts/{text}/papers"), format!("sessions/{session}/papers"));
    let mut papers = vec![
        ("bracketed", "ar", format!("{of_text}/bracketed?layout=ar")),
        ("bracketed", "columns", format!("{of_text}/bracketed?layout=columns")),
        ("compared", "en", format!("{of_text}/compared?layout=en")),
        ("agenda", "ar", format!("{of_session}/agenda?layout=ar")),
        ("delegations", "ar", format!("{of_session}/delegations?layout=ar")),
        ("minutes", "en", format!("{of_session}/minutes?layout=en")),
        ("cover", "ar", format!("{of_session}/cover?layout=ar")),
        ("matrix", "ar", format!("commitments/matrix?round={}&layout=ar", seeded.ids["r2"])),
        ("story", "en", "stories/topic?topic=customs&layout=en".to_owned()),
    ];
    for paper in papers.drain(..) {
        review(&demo, text, paper).await;
    }
    demo.close(text).await;
    for (name, layout, copy) in
        [("clean", "ar", ""), ("signature-kw", "ar", "KW"), ("signature-us", "en", "US")]
    {
        let kind = if copy.is_empty() { "clean" } else { "signature" };
        let path = format!("{of_text}/{kind}?layout={layout}&copy={copy}");
        let path = path.trim_end_matches("&copy=").to_owned();
        review(&demo, text, (name, layout, path)).await;
    }
    demo.end().await;
}

/// Sets one paper and holds its text layer against the reviewed one and against the record.
async fn review(demo: &Demo, text: &ItemId, (name, layout, path): (&str, &str, String)) {
    let bytes = demo.get(Lang::Ar, &format!("{path}&form=pdf")).await;
    assert!(bytes.starts_with(b"%PDF-"), "{name}");
    let file = demo.keep(&format!("{name}.{layout}.pdf"), &bytes);
    let info = run("pdfinfo", &[file.to_str().expect("a path")]);
    let says = |name: &str, value: &str| {
        let line = info.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        assert!(line.contains(value), "{name} {value}: {info}");
    };
    says("Tagged:", "yes");
    says("Page size:", "(A4)");
    for says in ["<pdfaid:part>2<", "<pdfaid:conformance>B<"] {
        let at = bytes.windows(says.len()).position(|window| window == says.as_bytes());
        assert!(at.is_some(), "{name} says that it is PDF/A-2b: {says}");
    }
    let layer = text_of(&file);
    if matches!(name, "clean" | "signature-kw" | "signature-us") {
        let record = demo.pair.kw.dialogue.read();
        let negotiation = Negotiation::of(&record, text).expect("the text");
        assert!(!layer.contains('['), "{name} is clean");
        let all = letters(&body_of(&file));
        for row in negotiation.live().filter(|row| row.role() == "paragraph") {
            for lang in Lang::ALL {
                let words = row.words(lang).unwrap_or_default();
                assert!(all.contains(&letters(words)), "{name}: {words}\n{layer}");
            }
        }
    }
    let seeded = demo.pair.seeded.as_ref().expect("a fresh demo");
    let ids: Vec<&str> = seeded.ids.values().map(ItemId::as_str).collect();
    let words = reviewed(&layer, &ids);
    let words = if name == "matrix" { in_one_run(&words) } else { words };
    insta::with_settings!({ snapshot_path => "papers", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(format!("{name}.{layout}"), words);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_inside_arabic_keep_their_order_in_pdf_print_page_table_and_word() {
    let demo = Demo::start().await;
    let content = Content::new()
        .with("kind", "memorandum")
        .with("mode", "line_by_line")
        .with("title_ar", "مذكرة برقم 4/2020-SEC")
        .with("title_en", "Memorandum 4/2020-SEC");
    let text = demo.put("joint_text", content, None).await;
    let (ar, en) = (
        "عقد الاجتماع في 2020-11-16، وتسري المواد 9-24 من المذكرة 4/2020-SEC، وللاستفسار \
         الهاتف +965-2222-0000.",
        "The meeting was held on 2020-11-16, articles 9-24 of memorandum 4/2020-SEC apply, and \
         questions go to +965-2222-0000.",
    );
    let content = Content::new().with("text", &text).with("role", "paragraph");
    let provision = content.with("ar", ar).with("en", en);
    demo.put("provision", provision, Some(1 << 20)).await;
    let base = format!("texts/{text}");
    let pdf = demo.get(Lang::Ar, &format!("{base}/papers/bracketed?layout=ar&form=pdf")).await;
    stand("PDF", &text_of(&demo.keep("codes.pdf", &pdf)));
    for (name, path) in [
        ("print page", format!("{base}/papers/bracketed?layout=ar&form=print")),
        ("table", base.clone()),
        ("compare", format!("{base}/compare?from=of-US&to=of-KW")),
    ] {
        let page = String::from_utf8(demo.get(Lang::Ar, &path).await).expect("UTF-8");
        stand(name, &printed_by_browser(&demo, &demo.with_style(&page).await));
    }
    let docx = demo.get(Lang::Ar, &format!("{base}/word.docx")).await;
    let docx = demo.keep("codes-word.docx", &docx);
    let folder = demo.folder.path().to_str().expect("a path");
    let profile = format!("-env:UserInstallation=file://{folder}/profile");
    let docx = docx.to_str().expect("a path");
    run("soffice", &[&profile, "--headless", "--convert-to", "pdf", "--outdir", folder, docx]);
    stand("Word document", &text_of(&demo.folder.path().join("codes-word.pdf")));
    demo.end().await;
}

/// A code that was turned round on the page comes out of the extractor turned round.
fn stand(name: &str, layer: &str) {
    for code in CODES {
        assert!(layer.contains(code), "{name}: {code} in {layer}");
        let turned: String = code.split(['-', '/']).rev().collect::<Vec<_>>().join("-");
        assert!(!layer.contains(&turned), "{name}: {turned} in {layer}");
    }
}

fn printed_by_browser(demo: &Demo, page: &str) -> String {
    let file = demo.keep("page.html", page.as_bytes());
    let folder = demo.folder.path().to_str().expect("a path");
    let (to, profile) =
        (format!("--print-to-pdf={folder}/page.pdf"), format!("--user-data-dir={folder}/chromium"));
    let mut args = vec!["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"];
    args.extend(["--disable-background-networking", "--no-pdf-header-footer", &profile, &to]);
    args.push(file.to_str().expect("a path"));
    run("chromium", &args);
    text_of(&demo.folder.path().join("page.pdf"))
}
