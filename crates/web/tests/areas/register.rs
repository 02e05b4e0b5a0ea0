//! The register of instruments through its pages: next legal dates with their alarms in both
//! languages, facts refused in an impossible order, the table, the package for registration.

use std::collections::BTreeMap;
use std::io::Read;

use dialogue::Value;
use dialogue::act::Function;
use dialogue::blob;
use dialogue::content::Content;
use dialogue::id::ItemId;
use http::StatusCode;

use crate::attachments::{multipart, send};
use crate::world::{DID, World};

fn instrument(ar: &str, en: &str) -> Content {
    Content::new().with("kind", "agreement").with("title_ar", ar).with("title_en", en)
}

/// In force since 20 May 2016 for five years, renewed by silence unless notice is given six months
/// before: the last day for notice is four days after the world begins.
fn customs() -> Content {
    instrument("اتفاقية جمركية", "Customs agreement")
        .with("signed", "2016-05-20")
        .with("binding", "binding")
        .with("entry_rule", "signature")
        .with("term_months", 60)
        .with("renewal", "tacit")
        .with("notice_months", 6)
        .with("languages", Value::List(vec!["ar".into(), "en".into()]))
}

/// Without the isolates around arguments.
fn plain(page: &str) -> String {
    page.replace(['\u{2068}', '\u{2069}'], "")
}

fn id(world: &World, name: &str) -> ItemId {
    ItemId::parse(&world.id(name)).expect("an id")
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, Value> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), Value::from(*text))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_legal_date_stands_in_the_register_with_a_word_and_a_sign() {
    let mut world = World::empty().await;
    world.put("KW", "customs", "instrument", customs()).await;
    world.put("KW", "old", "instrument", instrument("قديمة", "Old one")).await;
    let cookie = world.enter("KW", Function::Legal);
    let said = [
        ("en", "Last day for notice before tacit renewal", "Within 30 days", "4 days left"),
        ("ar", "آخر يوم للإخطار قبل التجديد التلقائي", "خلال 30 يوماً", "بقيت"),
    ];
    for (lang, what, alarm, left) in said {
        let address = format!("/instruments/{}", world.id("customs"));
        for path in ["/instruments", "/instruments/dates", address.as_str()] {
            let page = world.page(&cookie, lang, path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            let body = plain(&page.body);
            for words in [what, alarm, left, "<b aria-hidden=\"true\">!!!</b>"] {
                assert!(body.contains(words), "{lang} {path}: {words}");
            }
        }
    }
    let table = |page: String| {
        let table = page.split("<table").nth(1).unwrap_or_default();
        table.split("</table>").next().unwrap_or_default().to_owned()
    };
    let near = table(world.page(&cookie, "en", "/instruments?alarm=30").await.body);
    assert!(near.contains("Customs agreement") && !near.contains("Old one"));
    let none = "/instruments?alarm=none&binding=unstated";
    let none = table(world.page(&cookie, "en", none).await.body);
    assert!(none.contains("Old one") && !none.contains("Customs agreement"));
    assert!(none.contains("None: clause not recorded"));
    let paper = world.page(&cookie, "ar", "/instruments/papers/register").await;
    assert!(paper.body.contains("اتفاقية جمركية") && paper.body.contains("Customs agreement"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_title_becomes_a_formula_in_the_table() {
    let mut world = World::empty().await;
    let hostile = instrument("+اتفاقية", "=HYPERLINK(\"https://a.example\")");
    world.put("US", "hostile", "instrument", hostile).await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let table = world.page(&cookie, "en", "/instruments/register.csv").await;
    assert_eq!(table.status, StatusCode::OK);
    assert!(table.body.contains("\"'=HYPERLINK(\"\"https://a.example\"\")\""), "{}", table.body);
    assert!(table.body.contains("'+اتفاقية"));
    for cell in table.body.trim_start_matches('\u{FEFF}').split([',', '\n']) {
        let cell = cell.trim_start_matches('"');
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_in_an_impossible_order_is_refused_and_nothing_typed_is_lost() {
    let mut world = World::empty().await;
    world.put("KW", "customs", "instrument", customs()).await;
    let cookie = world.enter("KW", Function::Legal);
    let on = world.id("customs");
    let back = format!("/en/d/{DID}/instruments/{on}");
    let form = |date: &'static str| {
        vec![
            ("f.on", on.as_str()),
            ("f.kind", "in_force"),
            ("f.date", date),
            ("return", back.as_str()),
            ("do", "put"),
        ]
    };
    let early = world.post(&cookie, "/new/instrument_fact", &form("2016-05-19")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["This is before a fact that it must follow", "Signed", "2016-05-19"] {
        assert!(early.body.contains(words), "{words}");
    }
    let done = world.post(&cookie, "/new/instrument_fact", &form("2016-05-20")).await;
    assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, back.as_str()));
    let page = world.page(&cookie, "en", &format!("/instruments/{on}")).await.body;
    assert!(page.contains("The clause gives the same date"));
    assert!(page.contains("This rests on a fact that both sides have not agreed yet."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_told_with_the_side_it_is_missing_from() {
    let mut world = World::empty().await;
    let waiting = instrument("اتفاقية", "Waiting agreement")
        .with("signed", "2020-01-10")
        .with("entry_rule", "days_after_later_note")
        .with("entry_count", 30);
    world.put("KW", "waiting", "instrument", waiting).await;
    let note = Content::new()
        .with("on", &id(&world, "waiting"))
        .with("kind", "notified")
        .with("party", "KW")
        .with("date", "2020-03-01");
    world.put("KW", "note", "instrument_fact", note).await;
    let cookie = world.enter("US", Function::Auditor);
    let address = format!("/instruments/{}", world.id("waiting"));
    let page = plain(&world.page(&cookie, "en", &address).await.body);
    assert!(page.contains("Not in force: the following is missing."));
    assert!(page.contains("30 days after the later note"));
    let list = page.split("missing-list").nth(1).unwrap_or_default();
    let list = list.split("</ul>").next().unwrap_or_default();
    assert!(list.contains("US") && !list.contains("KW"), "{list}");
    assert!(!page.contains("new/instrument_fact"), "an auditor records nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn families_checklists_and_orphans_stand_on_the_page() {
    let mut world = World::empty().await;
    let body = Content::new()
        .with("name_ar", "وكالة")
        .with("name_en", "Closed agency")
        .with("ended", "2019-12-31");
    world.put("US", "agency", "institution", body).await;
    let agency = world.id("agency");
    let signatory = map(&[("party", "US"), ("institution", &agency)]);
    let parent = customs().with("signatories", vec![signatory]);
    world.put("KW", "customs", "instrument", parent).await;
    let child = instrument("بروتوكول", "Protocol")
        .with("related_to", &id(&world, "customs"))
        .with("relation", "amends");
    world.put("KW", "protocol", "instrument", child).await;
    let mut report = map(&[
        ("code", "report"),
        ("title_ar", "تقرير"),
        ("title_en", "Text to the Department"),
        ("from", "signature"),
        ("law_en", "As the side states it"),
    ]);
    report.insert("days".to_owned(), Value::from(20));
    let step = map(&[("code", "clearance"), ("title_ar", "إجازة"), ("title_en", "Clearance")]);
    let list = Content::new().with("steps", vec![step]).with("reports", vec![report]);
    world.put("US", "list", "domestic_checklist", list).await;
    let address = format!("/instruments/{}", world.id("customs"));
    let theirs = world.page(&world.enter("KW", Function::Legal), "en", &address).await.body;
    for words in [
        "This body has ended and no successor is recorded.",
        "Amends",
        "Clearance",
        "Text to the Department",
        "As the side states it",
        "has not supplied its checklist yet",
    ] {
        assert!(theirs.contains(words), "{words}");
    }
    assert!(!theirs.contains("step=%63"), "their steps are theirs to record");
    let cookie = world.enter("US", Function::Legal);
    let ours = world.page(&cookie, "en", &address).await.body;
    let link = ours.split("new/domestic_step?").nth(1).unwrap_or_default();
    let link = link.split('"').next().unwrap_or_default().replace("&#38;", "&");
    let form = world.page(&cookie, "en", &format!("/new/domestic_step?{link}")).await;
    assert!(form.body.contains("value=\"clearance\""), "the step is filled in");
    let register = world.page(&cookie, "ar", "/instruments").await.body;
    assert!(register.contains("جهة موقّعة انتهت ولا خلف لها"));
    let paper = world.page(&cookie, "en", &format!("{address}/papers/report?copy=US")).await.body;
    assert!(paper.contains("Clearance") && paper.contains("إجازة"));
}

fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        files.insert(file.name().expect("a name").to_string(), bytes);
    }
    files
}

#[tokio::test(flavor = "multi_thread")]
async fn the_package_for_registration_is_whole_or_says_what_it_lacks() {
    let mut world = World::empty().await;
    world.put("KW", "customs", "instrument", customs()).await;
    let cookie = world.enter("KW", Function::Legal);
    let address = format!("/instruments/{}", world.id("customs"));
    let page = world.page(&cookie, "en", &address).await.body;
    assert!(page.contains("Entry into force as a recorded fact."));
    assert!(page.contains("A certified true copy or a signed copy"));
    let package = format!("/en/d/{DID}{address}/registration.zip");
    let early = send(&world, &cookie, &package, None).await;
    assert_eq!(early.status, StatusCode::SEE_OTHER, "it leads to what is missing");
    let fact = Content::new()
        .with("on", &id(&world, "customs"))
        .with("kind", "in_force")
        .with("date", "2016-05-20");
    world.put("KW", "fact", "instrument_fact", fact).await;
    let copy = b"%PDF-1.7\na signed copy".to_vec();
    let fields = [("purpose", "signed_copy"), ("title_en", "Signed copy"), ("return", "")];
    let path = format!("/en/d/{DID}/i/{}/attachments", world.id("customs"));
    let body = multipart(&fields, Some(("copy.pdf", &copy)));
    let done = send(&world, &cookie, &path, Some(body)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let made = send(&world, &cookie, &package, None).await;
    assert_eq!(made.status, StatusCode::OK, "{}", String::from_utf8_lossy(&made.bytes));
    let files = unpacked(&made.bytes);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let expected = [
        "CONTENTS.txt",
        "copies/01-signed_copy.pdf",
        "statement.ar.html",
        "statement.en.html",
        "translations.txt",
    ];
    assert_eq!(names, expected);
    assert_eq!(files["copies/01-signed_copy.pdf"], copy);
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("text");
    let contents = text("CONTENTS.txt");
    for name in &expected[1..] {
        let line = format!("{}  {name}\n", blob::print(&blob::of(&files[*name])));
        assert!(contents.contains(&line), "{contents}");
    }
    let statement = text("statement.ar.html");
    for words in ["lang=\"ar\" dir=\"rtl\"", "المادة 102", "اتفاقية جمركية", "Customs agreement"]
    {
        assert!(statement.contains(words), "{words}");
    }
    assert!(text("statement.en.html").contains("In force since Friday 20 May 2016"));
    assert!(text("translations.txt").contains("no translation is needed"));
    let page = world.page(&cookie, "ar", &address).await.body;
    assert!(page.contains("تنزيل ملف التسجيل"));
}
