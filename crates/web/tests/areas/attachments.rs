//! Files beside an item, through the real router: attached by a form without JavaScript, seen and
//! saved by both sides, refused with the rule and the remedy in the reader's language.

use axum::body::Body;
use dialogue::act::Function;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::world::{DID, World};

const BOUNDARY: &str = "----hiwar-test-boundary";

/// A form as browsers send it with a file.
pub fn multipart(fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    if let Some((name, bytes)) = file {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; \
             filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

pub struct Got {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Got {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

pub async fn send(world: &World, cookie: &str, path: &str, body: Option<Vec<u8>>) -> Got {
    let request = Request::builder()
        .method(if body.is_some() { "POST" } else { "GET" })
        .uri(path)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(body.unwrap_or_default()))
        .expect("a request");
    let answer = world.app(cookie).oneshot(request).await.expect("an answer");
    let (status, headers) = (answer.status(), answer.headers().clone());
    let bytes = answer.into_body().collect().await.expect("a body").to_bytes().to_vec();
    Got { status, headers, bytes }
}

async fn attach(
    world: &World,
    cookie: &str,
    lang: &str,
    fields: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> Got {
    let path = format!("/{lang}/d/{DID}/i/{}/attachments", world.id("cyber"));
    send(world, cookie, &path, Some(multipart(fields, file))).await
}

/// The address behind the link that saves a file.
fn saved_from(page: &str) -> String {
    let link = page.split("/file\" download").next().unwrap_or_default();
    let start = link.rsplit("href=\"").next().unwrap_or_default();
    format!("{start}/file")
}

fn pdf(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..length).map(|n| (n * 31 % 251) as u8));
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_attached_by_one_side_and_saved_by_the_other_byte_for_byte() {
    let world = World::furnished().await;
    let kuwait = world.enter("KW", Function::DeskOfficer);
    let item = format!("/i/{}", world.id("cyber"));
    let before = world.page(&kuwait, "ar", &item).await.body;
    assert!(before.contains("لا ملفات مرفقة"));
    assert!(before.contains("enctype=\"multipart/form-data\""));
    let bytes = pdf(1_500_000);
    let fields = [("purpose", "note_verbale"), ("title_ar", ""), ("title_en", "Our note")];
    let done = attach(&world, &kuwait, "ar", &fields, Some(("مذكرة.html", &bytes))).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert!(done.header(header::LOCATION).ends_with(&format!("{item}#attachments")));
    let page = world.page(&kuwait, "ar", &item).await.body;
    for words in ["مذكرة شفوية", "موجود هنا", "1.4"] {
        assert!(page.contains(words), "{words}");
    }

    let washington = world.enter("US", Function::Auditor);
    let mut page = String::new();
    for _ in 0..400 {
        page = world.page(&washington, "en", &item).await.body;
        if page.contains("Save the file") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    assert!(page.contains("Our note") && page.contains("Note verbale"), "{page}");
    assert!(!page.contains("multipart/form-data"), "an auditor attaches nothing");
    let got = send(&world, &washington, &saved_from(&page), None).await;
    assert_eq!(got.status, StatusCode::OK);
    assert!(got.bytes == bytes, "the same bytes");
    assert_eq!(got.header(header::CONTENT_TYPE), "application/octet-stream");
    assert_eq!(got.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    let disposition = got.header(header::CONTENT_DISPOSITION).to_owned();
    assert!(disposition.starts_with("attachment; filename=\"_____.pdf\""), "{disposition}");
    assert!(disposition.ends_with(".pdf"), "its ending is what it is: {disposition}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_attached_is_refused_in_words_and_nothing_typed_is_lost() {
    let world = World::furnished().await;
    let kuwait = world.enter("KW", Function::Legal);
    let size = world.dialogue("KW").exchange()[0].size;
    let fields = [
        ("purpose", "instructions"),
        ("title_ar", "تعليمات \"الوفد\" <1>"),
        ("title_en", "Instructions"),
        ("note_number", "م/2020/418"),
        ("own", "yes"),
    ];
    let program = b"MZ\x90\x00 a program that calls itself scan.pdf".as_slice();
    for (lang, file, words) in [
        ("en", Some(("scan.pdf", program)), "neither PDF, PNG, JPEG nor DOCX"),
        ("ar", Some(("scan.pdf", program)), "ليس PDF ولا PNG ولا JPEG ولا DOCX"),
        ("en", None, "none was chosen, or it is empty"),
        ("ar", Some(("scan.pdf", b"".as_slice())), "لم يُختر ملف أو أنه فارغ"),
    ] {
        let refused = attach(&world, &kuwait, lang, &fields, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text();
        assert!(page.contains(words), "{words}");
        for typed in ["تعليمات &#34;الوفد&#34; &#60;1&#62;", "value=\"Instructions\"", "م/2020/418"]
        {
            assert!(page.contains(typed), "{typed} in {page}");
        }
        assert!(page.contains("value=\"instructions\" selected"));
        assert!(page.contains("name=\"own\" value=\"yes\" checked"));
    }
    // A value that the record refuses is named with its rule.
    let wrong = [("purpose", "bribe"), ("title_ar", "ورقة"), ("title_en", "Paper")];
    let refused = attach(&world, &kuwait, "en", &wrong, Some(("a.pdf", &pdf(9)))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Purpose"), "{}", refused.text());
    let long = attach(&world, &kuwait, "en", &fields, Some(("a.pdf", &pdf(27 << 20)))).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    let press = world.enter("KW", Function::Press);
    let refused = attach(&world, &press, "en", &fields, Some(("a.pdf", &pdf(9)))).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(world.dialogue("KW").exchange()[0].size, size, "nothing was written");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_for_our_side_only_never_leaves_our_node() {
    let world = World::furnished().await;
    let kuwait = world.enter("KW", Function::CoChair);
    let fields = [("purpose", "instructions"), ("own", "yes")];
    let done = attach(&world, &kuwait, "en", &fields, Some(("secret.pdf", &pdf(70)))).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    world.meet().await;
    let item = format!("/i/{}", world.id("cyber"));
    let ours = world.page(&kuwait, "en", &item).await.body;
    let from = saved_from(&ours);
    assert_eq!(send(&world, &kuwait, &from, None).await.status, StatusCode::OK);
    let washington = world.enter("US", Function::CoChair);
    let theirs = world.page(&washington, "en", &item).await.body;
    assert!(!theirs.contains("Instructions") || theirs.contains("No file is attached"), "{theirs}");
    assert_eq!(send(&world, &washington, &from, None).await.status, StatusCode::NOT_FOUND);
    // A later version tells nobody more, and cannot name another file.
    let file =
        from.trim_start_matches(&format!("/en/d/{DID}")).trim_end_matches("/file").to_owned();
    let form = world.page(&kuwait, "en", &format!("{file}/edit")).await.body;
    assert!(form.contains("f.title_en") && !form.contains("f.sha256"), "{form}");
    let base = form.split("name=\"base\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let sha = "ab".repeat(32);
    let fields = [
        ("base", base.expect("a base")),
        ("f.on", &world.id("cyber")),
        ("f.purpose", "instructions"),
        ("f.title_ar", "سري"),
        ("f.title_en", "Secret instructions"),
        ("f.file_name", "secret.pdf"),
        ("f.sha256", &sha),
        ("do", "put"),
    ];
    let done = world.post(&kuwait, &format!("{file}/edit"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    world.meet().await;
    let same = send(&world, &kuwait, &from, None).await;
    assert!(same.status == StatusCode::OK && same.bytes == pdf(70), "the same file");
    let told = world.page(&washington, "en", &file).await.body;
    assert!(!told.contains("Secret instructions"), "{told}");
    assert_eq!(send(&world, &washington, &from, None).await.status, StatusCode::NOT_FOUND);
    let new = format!("/new/attachment?on={}", world.id("cyber"));
    assert_eq!(world.page(&kuwait, "en", &new).await.status, StatusCode::NOT_FOUND);
    // An address of something that is no file gives none.
    let no_file = format!("/en/d/{DID}{item}/file");
    assert_eq!(send(&world, &kuwait, &no_file, None).await.status, StatusCode::NOT_FOUND);
}
