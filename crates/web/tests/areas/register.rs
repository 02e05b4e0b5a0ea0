//! The register of instruments through its pages: next legal dates with their alarms in both
//! languages, facts refused in an impossible order, the table, the package for registration.

use std::collections::BTreeMap;
use std::io::Read;

use dialogue::Value;
use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::{Content, Lang};
use dialogue::id::{ItemId, PartyId};
use dialogue::item::instrument_fact;
use dialogue::{blob, item};
use http::StatusCode;
use web::i18n::T;

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
    assert!(ours.contains("new/instrument?related_to="), "a relative is recorded from here");
    let link = ours.split("new/domestic_step?").nth(1).unwrap_or_default();
    let link = link.split('"').next().unwrap_or_default().replace("&#38;", "&");
    let form = world.page(&cookie, "en", &format!("/new/domestic_step?{link}")).await;
    assert!(form.body.contains("value=\"clearance\""), "the step is filled in");
    let register = world.page(&cookie, "ar", "/instruments").await.body;
    assert!(register.contains("جهة موقّعة انتهت ولا خلف لها"));
    let paper = world.page(&cookie, "en", &format!("{address}/papers/report?copy=US")).await.body;
    assert!(paper.contains("Clearance") && paper.contains("إجازة"));
}

/// So many instruments of the years 1990 to 1999, every third a protocol.
async fn many(world: &World, n: usize) {
    let actor = Actor {
        party: PartyId::parse("KW").expect("a party"),
        function: Function::CoChair,
        account: "test".to_owned(),
    };
    let one = |nth: usize| {
        let content = instrument(&format!("الوثيقة {nth}"), &format!("Instrument {nth}"))
            .with("kind", ["protocol", "agreement", "agreement"][nth % 3])
            .with("signed", format!("199{}", nth % 10).as_str());
        Act::Put(Draft::new(item::get("instrument").expect("a type"), content))
    };
    let acts = (0..n).map(one).collect();
    world.dialogue("KW").perform_all(&actor, acts).await.expect("they are put");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_register_has_pages_that_keep_their_question_and_a_whole_table() {
    let mut world = World::empty().await;
    many(&world, 220).await;
    let body = Content::new().with("name_ar", "وكالة").with("name_en", "Customs agency");
    world.put("US", "agency", "institution", body).await;
    let agency = world.id("agency");
    let signatory = map(&[("party", "US"), ("institution", &agency)]);
    world.put("KW", "customs", "instrument", customs().with("signatories", vec![signatory])).await;
    let cookie = world.enter("KW", Function::Legal);
    let rows = |page: &str| page.matches("<tr data-item").count();
    let first = world.page(&cookie, "en", "/instruments").await.body;
    assert_eq!(rows(&first), 100);
    assert!(first.contains("/instruments?page=3\"") && first.contains("aria-current=\"page\""));
    assert_eq!(rows(&world.page(&cookie, "en", "/instruments?page=3").await.body), 21);
    let far = world.page(&cookie, "ar", "/instruments?page=99999").await.body;
    assert_eq!(rows(&far), 21, "behind the last page there is the last page");
    let agreements = world.page(&cookie, "en", "/instruments?kind=agreement&page=2").await.body;
    assert_eq!(rows(&agreements), 47);
    let first_page = "/instruments?kind=agreement&#38;page=1\"";
    assert!(agreements.contains(first_page), "the question stays");
    assert!(agreements.contains("register.csv?kind=agreement\""));
    for (question, n) in [
        ("kind=protocol", 74),
        ("year=1994", 22),
        ("year=2016", 1),
        ("year=none", 0),
        ("stands=in_force", 1),
        ("stands=signed", 220),
        ("binding=binding", 1),
        ("alarm=any", 1),
        ("alarm=30&stands=in_force&kind=agreement", 1),
        ("alarm=none&kind=protocol&year=1994", 7),
        (&*format!("body={agency}"), 1),
    ] {
        let page = world.page(&cookie, "en", &format!("/instruments?{question}")).await.body;
        assert_eq!(rows(&page), n.min(100), "{question}");
        assert!(plain(&page).contains(&format!("{n} of 221")), "{question}");
    }
    let table = world.page(&cookie, "en", "/instruments/register.csv?page=2").await.body;
    assert_eq!(table.lines().count(), 222, "a heading and every instrument");
    let table = world.page(&cookie, "en", "/instruments/register.csv?kind=protocol").await.body;
    assert_eq!(table.lines().count(), 75);
    for hostile in ["page=-1", "page=x", "kind=%22%3E%3Cscript%3E", "body=%00", "year=%D9%A1"] {
        let page = world.page(&cookie, "en", &format!("/instruments?{hostile}")).await;
        assert_eq!(page.status, StatusCode::OK, "{hostile}");
        assert!(!page.body.contains("<script>"), "{hostile}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_nearest_legal_dates_stand_on_the_desk_with_the_law_that_asks() {
    let mut world = World::empty().await;
    let cookie = world.enter("KW", Function::Legal);
    let desk = |lang: &'static str| {
        let (world, cookie) = (&world, &cookie);
        async move { plain(&world.ask("GET", cookie, &format!("/{lang}/"), "").await.body) }
    };
    assert!(!desk("en").await.contains("id=\"legal-1-h\""), "nothing where there is nothing");
    world.put("KW", "customs", "instrument", customs()).await;
    let mut report = map(&[
        ("code", "report"),
        ("title_ar", "تقرير"),
        ("title_en", "Text to the Department"),
        ("from", "signature"),
        ("law_ar", "كما يبيّنه الطرف"),
        ("law_en", "As the side states it"),
    ]);
    report.insert("days".to_owned(), Value::from(1_640));
    let list = Content::new().with("reports", vec![report]);
    world.put("US", "list", "domestic_checklist", list).await;
    let desk = |lang: &'static str| {
        let (world, cookie) = (&world, &cookie);
        async move {
            let body = plain(&world.ask("GET", cookie, &format!("/{lang}/"), "").await.body);
            body.split("id=\"legal-1-h\"").nth(1).map(str::to_owned).unwrap_or_default()
        }
    };
    let (en, ar) = (desk("en").await, desk("ar").await);
    for words in [
        "Customs agreement",
        "Last day for notice",
        "4 days left",
        "Within 30 days",
        "/instruments/dates",
    ] {
        assert!(en.contains(words), "{words}: {en}");
    }
    assert!(ar.contains("آخر يوم للإخطار") && ar.contains("جميع التواريخ القانونية"));
    assert!(en.contains("Text to the Department") && en.contains("As the side states it"));
    assert!(ar.contains("كما يبيّنه الطرف"));
    let dates = world.page(&cookie, "en", "/instruments/dates?alarm=30").await.body;
    assert!(dates.contains("Last day for notice") && !dates.contains("As the side states it"));
    let passed = world.page(&cookie, "en", "/instruments/dates?alarm=past").await.body;
    assert!(passed.contains("As the side states it") && !passed.contains("Last day for notice"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_without_a_clause_is_said_to_have_none_everywhere() {
    let mut world = World::empty().await;
    let bare = instrument("اتفاقية صحية", "Health agreement")
        .with("signed", "2019-03-04")
        .with("topics", Value::List(vec!["counter_terrorism".into(), "Own matter".into()]))
        .with("entry_rule", "not_stated");
    world.put("KW", "bare", "instrument", bare).await;
    let cookie = world.enter("KW", Function::Legal);
    let address = format!("/instruments/{}", world.id("bare"));
    let said = [
        ("en", "The source states no clause on entry into force", "the source states no clause"),
        ("ar", "لم يذكر المصدر حكماً للنفاذ، فلا يترتب عليه تاريخ", "لم يذكر المصدر حكماً للنفاذ"),
    ];
    for (lang, whole, short) in said {
        let page = world.page(&cookie, lang, &address).await.body;
        assert!(page.contains(whole), "{lang}");
        let list = world.page(&cookie, lang, "/instruments").await.body;
        assert!(list.contains(short), "{lang}");
        let table = world.page(&cookie, lang, "/instruments/register.csv").await.body;
        assert!(table.contains(short), "{lang}: {table}");
        let paper = world.page(&cookie, lang, "/instruments/papers/register").await.body;
        assert!(paper.contains(short), "{lang}");
        let paper = world.page(&cookie, lang, &format!("{address}/papers/statement")).await.body;
        assert!(paper.contains(whole), "{lang}");
    }
    // The catalogue's words, and what nobody knows as it was written.
    let page = world.page(&cookie, "ar", &address).await.body;
    assert!(page.contains("مكافحة الإرهاب، Own matter"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_bind_becomes_operative_and_is_not_offered_for_registration() {
    let mut world = World::empty().await;
    let soft = instrument("مذكرة تفاهم", "Memorandum")
        .with("signed", "2020-11-01")
        .with("binding", "non_binding")
        .with("entry_rule", "operative_on")
        .with("entry_date", "2021-01-15");
    world.put("KW", "soft", "instrument", soft).await;
    let cookie = world.enter("KW", Function::Legal);
    let address = format!("/instruments/{}", world.id("soft"));
    let page = plain(&world.page(&cookie, "en", &address).await.body);
    for words in
        ["Becoming operative", "Becomes operative on Friday 15 January 2021.", "60 days left"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("A non-binding instrument is not registered"));
    for words in ["still lacks", "The certified statement", "registration.zip"] {
        assert!(!page.contains(words), "{words}");
    }
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
    // The same file again for another purpose, stated to be as long as a file may be: once in the
    // package, with both purposes, by the length that it has.
    for nth in 0..5 {
        let again = Content::new()
            .with("on", &id(&world, "customs"))
            .with("title_en", format!("Again {nth}").as_str())
            .with("purpose", "certified_copy")
            .with("file_name", format!("again-{nth}.pdf").as_str())
            .with("media_type", "pdf")
            .with("bytes", 25 * 1_024 * 1_024)
            .with("sha256", blob::print(&blob::of(&copy)).as_str());
        world.put("KW", &format!("again-{nth}"), "attachment", again).await;
    }
    let translation = b"%PDF-1.7\na translation".to_vec();
    let fields = [("purpose", "translation"), ("title_en", "Translation"), ("return", "")];
    let body = multipart(&fields, Some(("t.pdf", &translation)));
    send(&world, &cookie, &path, Some(body)).await;
    let made = send(&world, &cookie, &package, None).await;
    assert_eq!(made.status, StatusCode::OK);
    let files = unpacked(&made.bytes);
    let copies: Vec<&str> =
        files.keys().map(String::as_str).filter(|name| name.contains('/')).collect();
    assert_eq!(copies, ["copies/01-certified_copy.pdf", "translations/02-translation.pdf"]);
    let statement = String::from_utf8(files["statement.en.html"].clone()).expect("text");
    assert!(plain(&statement).contains("Certified copy, Scan of a signed copy"), "{statement}");
    let registered = Content::new()
        .with("on", &id(&world, "customs"))
        .with("kind", "registered")
        .with("date", "2017-03-01");
    world.put("KW", "registered", "instrument_fact", registered).await;
    let page = plain(&world.page(&cookie, "en", &address).await.body);
    assert!(page.contains("Registered with the United Nations: Wednesday 1 March 2017."), "{page}");
}

#[test]
fn a_kind_of_fact_is_called_the_same_in_forms_and_in_titles() {
    for lang in Lang::ALL {
        for name in ::register::fact::NAMES {
            let key = format!("choice-instrument_fact-kind-{name}");
            let word = instrument_fact::word(name, lang).expect("a known kind");
            assert_eq!(T::new(lang).s(&key), word);
        }
    }
}
