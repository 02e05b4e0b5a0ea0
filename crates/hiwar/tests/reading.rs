//! An officer of the demo reads a report in: what is found is matched with the record, what he
//! accepts is put in his name with its source, the rest stays at home.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use dialogue::content::Lang;
use dialogue::id::ItemId;
use hiwar::demo::plan::Horizon;
use hiwar::demo::{Pair, Party, Setup, free_ports};
use hiwar::serving;
use http_body_util::BodyExt;
use node::config::SecondReader;
use node::reports::Report;
use proposals::{Outcome, Why, propose};
use tower::ServiceExt;

const SAMPLE: &str = include_str!("../../web/data/sample-report.txt");
const DIALOGUE: &str = "kwus-2016";

struct Officer {
    app: Router,
    host: String,
    cookie: String,
}

impl Officer {
    async fn enter(app: Router, url: &str, function: &str) -> Officer {
        let host = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let mut officer = Officer { app, host, cookie: String::new() };
        let body = format!("function={function}");
        let answer = officer.post("/en/enter", FORM, body.into_bytes()).await;
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
        let pairs = cookies.filter_map(|one| one.to_str().ok()?.split(';').next());
        officer.cookie = pairs.collect::<Vec<_>>().join("; ");
        officer
    }

    async fn post(&self, path: &str, kind: &str, body: Vec<u8>) -> Response<Body> {
        let request = Request::post(path)
            .header(header::HOST, &self.host)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .expect("a request");
        self.app.clone().oneshot(request).await.expect("an answer")
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path)
            .header(header::HOST, &self.host)
            .header(header::COOKIE, &self.cookie)
            .body(Body::empty())
            .expect("a request");
        let answer = self.app.clone().oneshot(request).await.expect("an answer");
        let status = answer.status();
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Gives a document as a browser does; the answer's status and where it leads.
    async fn give(&self, text: &[u8], published: &str) -> (StatusCode, String, String) {
        let mut body = Vec::new();
        body.extend(b"--edge\r\nContent-Disposition: form-data; name=\"file\"; ");
        body.extend(b"filename=\"report.txt\"\r\nContent-Type: text/plain\r\n\r\n");
        body.extend(text);
        body.extend(b"\r\n--edge\r\nContent-Disposition: form-data; name=\"published\"\r\n\r\n");
        body.extend(published.as_bytes());
        body.extend(b"\r\n--edge--\r\n");
        let path = format!("/en/d/{DIALOGUE}/reports/new");
        let answer = self.post(&path, "multipart/form-data; boundary=edge", body).await;
        let status = answer.status();
        let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
        let to = to.unwrap_or_default().to_owned();
        let bytes = answer.into_body().collect().await.expect("a body").to_bytes();
        (status, to, String::from_utf8_lossy(&bytes).into_owned())
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

async fn pair(folder: &tempfile::TempDir) -> Pair {
    let ports = free_ports().expect("two free ports");
    let setup = Setup { folder: folder.path().to_owned(), horizon: Horizon::Morning, ports };
    Pair::start(&setup).await.expect("the demo starts")
}

fn report(pair: &Pair, address: &str) -> Report {
    let id = address.rsplit('/').next().expect("an id");
    let node = &pair.side(Party::Kw).node;
    node.private().report(DIALOGUE, id).expect("the private file").expect("the report")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_matched_confirmed_and_put_with_its_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let pair = pair(&folder).await;
    let kw = pair.side(Party::Kw);
    let officer = Officer::enter(web::app(kw.node.clone()), &kw.url, "desk_officer").await;
    let (status, address, _) = officer.give(SAMPLE.as_bytes(), "2020-11-16").await;
    assert_eq!(status, StatusCode::SEE_OTHER);

    let read = report(&pair, &address);
    let dialogue = kw.node.dialogue(DIALOGUE).expect("the dialogue");
    let outcomes: BTreeMap<String, Outcome> = {
        let given = (&read.facts, &read.choices, read.text.as_str(), &read.sha);
        let proposals = propose(&dialogue.read(), given, &BTreeMap::new());
        proposals.into_iter().map(|one| (one.claim, one.outcome)).collect()
    };
    let known = |claim: &str, title: &str| {
        let Outcome::Known(item) = &outcomes[claim] else {
            panic!("{claim}: {:?}", outcomes[claim])
        };
        assert!(named(&dialogue, item).contains(title), "{claim} is {}", named(&dialogue, item));
    };
    known("round1", "Fourth round");
    known("session1", "Security cooperation");
    known("person1", "Al-Subaih");
    known("person5", "Swartz");
    let (_, page) = officer.get(&address).await;
    assert!(page.contains("In the record already") && page.contains("Nasser Al-Subaih"));
    assert!(page.contains("بروس شوارتز"), "the lost blank is restored");

    let before = dialogue.read().of_type("source").len();
    let answer = officer.post(&address, FORM, b"published=2020-11-16&do=submit".to_vec()).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let read = report(&pair, &address);
    assert!(read.submitted.is_some());
    assert_eq!(dialogue.read().of_type("source").len(), before + 1);
    let source = ItemId::parse(&read.choices.placed["source1"]).expect("an id");
    let record = dialogue.read();
    let url = record.item(&source).and_then(|item| item.content().text("url").map(str::to_owned));
    let sha: String = read.sha.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(url, Some(format!("urn:sha256:{sha}")), "the document is cited by its fingerprint");
    let note = record.item(&source).expect("the source").content().text("evidence_note");
    assert_eq!(note, Some(format!("sha256:{sha}").as_str()), "and with every fact put from it");
    drop(record);
    serving::stop(pair.nodes()).await.expect("both nodes stop");
}

fn named(dialogue: &node::Dialogue, item: &ItemId) -> String {
    dialogue.read().title_of(item, Lang::En).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_other_side_says_about_itself_is_never_put_by_us() {
    let folder = tempfile::tempdir().expect("a folder");
    let pair = pair(&folder).await;
    let kw = pair.side(Party::Kw);
    let officer = Officer::enter(web::app(kw.node.clone()), &kw.url, "desk_officer").await;
    let stranger = SAMPLE.replace("نایثن سایلز", "فرانكلين هاريسون");
    let (_, address, _) = officer.give(stranger.as_bytes(), "2020-11-16").await;
    let read = report(&pair, &address);
    let person = read.facts.claims.iter().find(|claim| {
        let name = claim.fields.get("name").and_then(|name| name.text());
        name.is_some_and(|name| name.contains("هاريسون"))
    });
    let person = person.expect("the new name is found").id.clone();
    let dialogue = kw.node.dialogue(DIALOGUE).expect("the dialogue");
    let given = (&read.facts, &read.choices, read.text.as_str(), &read.sha);
    let proposals = propose(&dialogue.read(), given, &BTreeMap::new());
    let one = proposals.iter().find(|one| one.claim == person).expect("a proposal");
    assert!(
        matches!(&one.outcome, Outcome::Nothing(Why::TheirsToSay(party)) if party.as_str() == "US")
    );
    serving::stop(pair.nodes()).await.expect("both nodes stop");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_record_and_report_say_differently_is_kept_as_a_discrepancy_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let pair = pair(&folder).await;
    let kw = pair.side(Party::Kw);
    let officer = Officer::enter(web::app(kw.node.clone()), &kw.url, "desk_officer").await;
    let other = SAMPLE.replace("یستمر حتى 24 نوفمبر", "یستمر حتى 26 نوفمبر");
    assert_ne!(other, SAMPLE, "the sample says the end of the round");
    let (_, address, _) = officer.give(other.as_bytes(), "2020-11-16").await;
    let dialogue = kw.node.dialogue(DIALOGUE).expect("the dialogue");
    let read = report(&pair, &address);
    let conflicts = || {
        let read = report(&pair, &address);
        let given = (&read.facts, &read.choices, read.text.as_str(), &read.sha);
        let proposals = propose(&dialogue.read(), given, &BTreeMap::new());
        proposals.into_iter().filter(|one| !one.conflicts.is_empty()).collect::<Vec<_>>()
    };
    let found = conflicts();
    let [round] = &found[..] else { panic!("one conflict, not {found:?}") };
    assert_eq!((round.conflicts[0].field, read.facts.claims.len() > 5), ("planned_to", true));
    let before = dialogue.read().of_type("discrepancy").len();
    let asked = format!("published=2020-11-16&conflict.{}=yes&do=submit", round.claim);
    let answer = officer.post(&address, FORM, asked.into_bytes()).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let record = dialogue.read();
    let discrepancies = record.of_type("discrepancy");
    assert_eq!(discrepancies.len(), before + 1);
    let id = &report(&pair, &address).choices.placed["conflict-round1"];
    let new = discrepancies.iter().find(|one| one.id().as_str() == id).expect("the new one");
    let claims = new.content().rows("claims");
    let said: Vec<_> = claims.iter().filter_map(|row| row.get("value_en")?.as_str()).collect();
    assert_eq!(said[1], "2020-11-26");
    drop(record);
    serving::stop(pair.nodes()).await.expect("both nodes stop");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_settled_is_kept_and_the_rest_follows() {
    let folder = tempfile::tempdir().expect("a folder");
    let pair = pair(&folder).await;
    let kw = pair.side(Party::Kw);
    let officer = Officer::enter(web::app(kw.node.clone()), &kw.url, "desk_officer").await;
    let text = SAMPLE.replace(" - 16 نوفمبر", "");
    let (_, address, _) = officer.give(text.as_bytes(), "2020-11-16").await;
    let date = || {
        let read = report(&pair, &address);
        let session = read.facts.claim("session1").expect("the session").clone();
        session.fields["date"].code()
    };
    assert_eq!(date().as_deref(), Some("2020-11-16"));
    // The browser sends every field; what still says what was found follows the new day.
    let form = "published=2020-11-23&v.session1.date=2020-11-16&v.person1.rank_ar=&do=keep";
    officer.post(&address, FORM, form.as_bytes().to_vec()).await;
    assert_eq!(date().as_deref(), Some("2020-11-23"));
    let form = "published=2020-11-23&v.session1.date=2020-11-19&do=keep";
    officer.post(&address, FORM, form.as_bytes().to_vec()).await;
    let read = report(&pair, &address);
    assert_eq!(read.choices.of("session1").values["date"], "2020-11-19");
    assert_eq!(read.choices.of("person1").values["rank_ar"], "", "a value may be taken away");
    serving::stop(pair.nodes()).await.expect("both nodes stop");
}

#[tokio::test(flavor = "multi_thread")]
async fn junk_an_unrelated_text_and_a_missing_right_are_answered_plainly() {
    let folder = tempfile::tempdir().expect("a folder");
    let pair = pair(&folder).await;
    let kw = pair.side(Party::Kw);
    let app = web::app(kw.node.clone());
    let officer = Officer::enter(app.clone(), &kw.url, "desk_officer").await;
    let (status, _, page) = officer.give(&[0, 159, 146, 150, 0, 1, 2, 255, 254], "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("This was not read in"), "{page}");
    let (status, _, page) = officer.give(SAMPLE.as_bytes(), "the day before yesterday").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("2020-11-16"), "the remedy shows the form of a day");
    let (status, _, _) = officer.give(&vec![b'x'; 22 * 1024 * 1024], "").await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let weather = "The weather will be dry tomorrow, with light wind from the north-west.";
    let (status, address, _) = officer.give(weather.as_bytes(), "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(report(&pair, &address).facts.claims.is_empty(), "nothing is invented");
    assert!(officer.get(&address).await.1.contains("Nothing was found"));
    let rapporteur = Officer::enter(app, &kw.url, "auditor").await;
    let (status, _, _) = rapporteur.give(SAMPLE.as_bytes(), "").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    serving::stop(pair.nodes()).await.expect("both nodes stop");
}

/// A server of the chat completions protocol for one call; gives what it was asked.
async fn second_reader(answer: String) -> (SecondReader, tokio::task::JoinHandle<String>) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let asked = tokio::spawn(async move {
        let (mut line, _) = listener.accept().await.expect("a call");
        let mut bytes = Vec::new();
        let mut part = [0; 4096];
        let request = loop {
            let n = line.read(&mut part).await.expect("bytes");
            bytes.extend(&part[..n]);
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.and_then(|n| n.trim().parse().ok()).unwrap_or(usize::MAX);
            if let Some((_, body)) = text.split_once("\r\n\r\n")
                && body.len() >= length
            {
                break text;
            }
        };
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
        let answer = format!("{head}content-length: {}\r\n\r\n{answer}", answer.len());
        line.write_all(answer.as_bytes()).await.expect("sent");
        request
    });
    (SecondReader { url: format!("http://127.0.0.1:{port}"), model: "ministry".into() }, asked)
}

fn chat(content: &str) -> String {
    serde_json::json!({ "choices": [{ "message": { "role": "assistant", "content": content } }] })
        .to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_reader_proposes_only_what_stands_in_the_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let pair = pair(&folder).await;
    let kw = pair.side(Party::Kw);
    let officer = Officer::enter(web::app(kw.node.clone()), &kw.url, "desk_officer").await;
    let text =
        SAMPLE.replace("وبحث الجانبان", "وحضر اللقاء كذلك مستشار من معهد ساليم. وبحث الجانبان");
    let (_, address, _) = officer.give(text.as_bytes(), "2020-11-16").await;
    let mut read = report(&pair, &address);
    let n_before = read.facts.claims.len();
    let said = r#"{"claims":[
        {"slot":"topic","fields":{"text":{"quote":"معهد ساليم"}}},
        {"slot":"person","fields":{"name":{"quote":"أحمد المخترع"}}}]}"#;
    let (reader, asked) = second_reader(chat(said)).await;
    let private = kw.node.private();
    let dropped = private.ask_second(&reader, DIALOGUE, &mut read).await.expect("an answer");
    assert_eq!((dropped, read.facts.claims.len()), (1, n_before + 1));
    let claim = read.facts.claims.last().expect("the new one");
    assert_eq!(claim.rule, "second-reader");
    assert!(!read.choices.accepts(claim), "an officer has to accept it");
    let asked = asked.await.expect("what was asked");
    assert!(asked.starts_with("POST /v1/chat/completions "));
    assert!(asked.contains("\"temperature\":0") && asked.contains("REPORT BEGINS"));
    assert!(officer.get(&address).await.1.contains("from the second reader"));

    for answer in ["no JSON".to_owned(), chat("I may not say"), "{}".to_owned()] {
        let (reader, _) = second_reader(answer).await;
        let mut again = report(&pair, &address);
        assert!(private.ask_second(&reader, DIALOGUE, &mut again).await.is_err());
        assert_eq!(again.facts.claims.len(), n_before + 1, "nothing is lost");
    }
    let nobody = SecondReader { url: "http://127.0.0.1:9".into(), model: "none".into() };
    let error = private.ask_second(&nobody, DIALOGUE, &mut read).await.expect_err("nobody there");
    assert!(error.to_string().contains("127.0.0.1:9"), "{error}");
    serving::stop(pair.nodes()).await.expect("both nodes stop");
}
