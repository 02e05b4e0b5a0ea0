//! Joint texts as two delegations meet them: what the table, the comparison, the concordance, the
//! closing and the papers show in both languages, and that nothing typed is lost, whatever is wrong
//! with it.

use dialogue::act::Function;
use dialogue::content::Content;
use http::{Request, StatusCode, header};

use crate::world::{Answer, DID, World};

/// A memorandum of Kuwait's: one provision agreed, one in two wordings, one with a stack and a
/// placeholder that Washington has not answered, one with a number that differs.
async fn begun() -> World {
    let mut world = World::furnished().await;
    let content = Content::new()
        .with("kind", "memorandum")
        .with("mode", "line_by_line")
        .with("session", world.id("session").as_str())
        .with("title_ar", "مذكرة تفاهم بشأن الأمن السيبراني برقم 4/2020-SEC")
        .with("title_en", "Memorandum on cyber security 4/2020-SEC")
        .with("whole", true);
    world.put("KW", "text", "joint_text", content).await;
    for (name, role, ar, en) in [
        ("purpose", "paragraph", "تبين هذه المذكرة أوجه التعاون.", "This Memorandum sets out."),
        ("meetings", "paragraph", "يجتمع الجانبان سنويا.", "The two sides meet yearly."),
        (
            "contact",
            "paragraph",
            "نقطة الاتصال [KW: الوزارة][US: المكتب] اعتبارا من [?date: تاريخ].",
            "The focal point is [KW: the ministry][US: the office] from [?date: day].",
        ),
        ("term", "paragraph", "مدة العمل بها 3 سنوات.", "It applies for 4 years."),
    ] {
        let content = Content::new().with("text", world.id("text").as_str()).with("role", role);
        world.put("KW", name, "provision", content.with("ar", ar).with("en", en)).await;
    }
    world.agree("US", "purpose").await;
    world.agree("US", "term").await;
    world.reword("US", "meetings", "en", "The two sides meet twice a year.").await;
    world
}

fn at(world: &World, rest: &str) -> String {
    format!("/texts/{}{rest}", world.id("text"))
}

#[tokio::test]
async fn a_text_in_negotiation_reads_alike_in_both_languages() {
    let world = begun().await;
    let cookie = world.enter("KW", Function::CoChair);
    for (name, rest) in [
        ("table", ""),
        ("table-open", "?show=open"),
        ("compare", "/compare?boxes=yes"),
        ("concordance", "/concordance"),
        ("closing", "/closing"),
        ("papers", "/papers"),
    ] {
        for lang in ["ar", "en"] {
            let answer = world.page(&cookie, lang, &at(&world, rest)).await;
            assert_eq!(answer.status, StatusCode::OK, "{lang} {rest}");
            insta::assert_snapshot!(format!("text-{name}.{lang}"), world.outline(&answer.body));
        }
    }
    for lang in ["ar", "en"] {
        let answer = world.page(&cookie, lang, "/texts").await;
        insta::assert_snapshot!(format!("texts.{lang}"), world.outline(&answer.body));
    }
}

#[tokio::test]
async fn what_cannot_be_read_comes_back_with_the_reason_and_every_letter() {
    let world = begun().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let item = world.id("meetings");
    for (ar, en, says) in [
        ("نص [لم يُغلق", "oddwords", "never closed"),
        ("نص", "oddwords [KW: one][KW: two]", "two options"),
        ("نص", "oddwords [ZZ: one]", "names no side"),
        ("نص", "", "needed in the other language"),
        ("نص \u{202E}مقلوب", "oddwords", "directional character"),
    ] {
        let form = [("item", item.as_str()), ("ar", ar), ("en", en), ("do", "put")];
        let refused = world.post(&cookie, &at(&world, "/write"), &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{ar} {en}");
        let typed = format!(">{}</textarea>", ar);
        assert!(refused.body.contains(&typed), "{ar} is kept");
        let problems = refused.body.split("id=\"problems\"").nth(1).expect("the problems");
        let problems = problems.split("</ul>").next().unwrap_or_default();
        assert!(problems.contains(says), "{says}: {problems}");
    }
    let page = world.page(&cookie, "en", &at(&world, "")).await;
    assert!(!page.body.contains("oddwords"), "nothing was put");
}

#[tokio::test]
async fn two_officers_of_one_side_overwrite_nothing() {
    let world = begun().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let item = world.id("meetings");
    let page = world.page(&cookie, "en", &at(&world, &format!("?edit={item}"))).await;
    let bases: Vec<&str> = page
        .body
        .split("name=\"base\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(!bases.is_empty(), "the form says what it was written from");
    let mut form = vec![("item", item.as_str()), ("do", "put")];
    form.extend(bases.iter().map(|base| ("base", *base)));
    let first = [&form[..], &[("ar", "نص أول"), ("en", "first words")]].concat();
    let second = [&form[..], &[("ar", "نص ثان"), ("en", "second words")]].concat();
    let done = world.post(&cookie, &at(&world, "/write"), &first).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let refused = world.post(&cookie, &at(&world, "/write"), &second).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("second words"), "what was typed stays");
    assert!(refused.body.contains("first words"), "what the colleague put stands beside it");
    // He has seen both now, and puts his own.
    let again: Vec<&str> = refused
        .body
        .split("name=\"base\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let mut form = vec![("item", item.as_str()), ("do", "put")];
    form.extend(again.iter().map(|base| ("base", *base)));
    form.extend([("ar", "نص ثان"), ("en", "second words")]);
    let done = world.post(&cookie, &at(&world, "/write"), &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let dialogue = world.dialogue("KW");
    let record = dialogue.read();
    let id = dialogue::id::ItemId::parse(&item).expect("an id");
    let versions = record.item(&id).expect("the item").versions();
    let en =
        |version: &&dialogue::record::Version| version.content.text("en") == Some("first words");
    assert!(versions.iter().any(en), "the history has the other");
}

#[tokio::test]
async fn a_consent_to_words_that_moved_on_is_refused_and_says_so() {
    let world = begun().await;
    let cookie = world.enter("KW", Function::CoChair);
    let item = world.id("meetings");
    let seen = world.page(&cookie, "en", &at(&world, "")).await;
    let agree = seen
        .body
        .split("href=\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|href| href.contains(&item) && href.contains("/consent"))
        .expect("a way to agree")
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    world.reword("US", "meetings", "en", "The two sides meet at will.").await;
    let path = agree.strip_prefix(&format!("/en/d/{DID}")).expect("of this dialogue");
    let answer = world.page(&cookie, "en", path).await;
    let to = path.split("to=").nth(1).and_then(|rest| rest.split('&').next());
    let (to, page) = (to.expect("the version"), path.split('?').next().unwrap_or_default());
    let stale =
        world.post(&cookie, page, &[("to", to), ("level", "text"), ("confirmed", "yes")]).await;
    assert!(
        !stale.status.is_redirection(),
        "not agreed to what is no longer on the table: {} {}",
        stale.status,
        answer.status
    );
    let table = world.page(&cookie, "en", &at(&world, "")).await;
    assert!(table.body.contains("at will"), "the new words stand there");
}

/// Sends a file as a browser does.
async fn sent(world: &World, cookie: &str, lang: &str, path: &str, bytes: &[u8]) -> Answer {
    let edge = "edge-of-a-part";
    let mut body = format!(
        "--{edge}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"back.docx\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
    let request = Request::post(format!("/{lang}/d/{DID}{path}"))
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={edge}"))
        .body(axum::body::Body::from(body))
        .expect("a request");
    world.send(cookie, request).await
}

#[tokio::test]
async fn a_document_that_cannot_be_taken_is_refused_in_the_readers_language() {
    let world = begun().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let path = at(&world, "/word");
    for (lang, says) in [("ar", "DOCX"), ("en", "DOCX")] {
        for bytes in [&b"no archive"[..], b"PK\x03\x04 cut off", b""] {
            let answer = sent(&world, &cookie, lang, &path, bytes).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{lang}");
            let main = answer.body.split("<main").nth(1).unwrap_or_default();
            assert!(main.contains(says), "{lang}: {main}");
        }
    }
}

#[tokio::test]
async fn a_document_comes_back_unchanged_as_nothing_new() {
    let world = begun().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let request = Request::get(format!("/en/d/{DID}{}", at(&world, "/word.docx")))
        .header(header::COOKIE, &cookie)
        .body(axum::body::Body::empty())
        .expect("a request");
    let docx = world.bytes(&cookie, request).await;
    for _ in 0..2 {
        let answer = sent(&world, &cookie, "en", &at(&world, "/word"), &docx).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert!(!answer.body.contains("name=\"take\""), "no proposal");
    }
    world.meet().await;
    let text = dialogue::id::ItemId::parse(&world.id("text")).expect("an id");
    let kept = |party: &str| {
        let dialogue = world.dialogue(party);
        let record = dialogue.read();
        let files = record.of_type("attachment");
        let named = files.iter().filter(|file| file.content().item("on").as_ref() == Some(&text));
        named.filter(|file| file.content().text("sha256").is_some()).count()
    };
    assert_eq!((kept("KW"), kept("US")), (1, 0), "the document stays beside the text, with us");
}

#[tokio::test]
async fn in_a_chairs_text_the_chairs_words_stand_and_the_others_propose() {
    let mut world = World::furnished().await;
    let content = Content::new()
        .with("kind", "action_plan")
        .with("mode", "chairs_text")
        .with("chair", "KW")
        .with("title_ar", "خطة عمل")
        .with("title_en", "Action plan");
    world.put("KW", "text", "joint_text", content).await;
    let content = Content::new().with("text", world.id("text").as_str()).with("role", "paragraph");
    let content = content.with("ar", "يجتمع الفريق سنويا.").with("en", "The team meets yearly.");
    world.put("KW", "p", "provision", content).await;
    world.reword("US", "p", "en", "The team meets monthly.").await;
    for party in ["KW", "US"] {
        let cookie = world.enter(party, Function::DeskOfficer);
        let page = world.page(&cookie, "en", &at(&world, "")).await;
        let row = page.body.split("class=\"prov ").nth(1).expect("the provision");
        let (words, proposals) = row.split_once("class=\"positions\" open").expect("proposals");
        assert!(words.contains("The team meets yearly."), "{party}: the chair's words stand");
        assert!(!words.contains("class=\"opt"), "{party}: nobody's brackets are put into them");
        assert!(proposals.contains("The team meets monthly."), "{party}: what is proposed");
        let paper = world.page(&cookie, "en", &at(&world, "/papers/bracketed?form=print")).await;
        assert!(paper.body.contains("yearly") && !paper.body.contains("monthly"), "{party}");
    }
}

#[tokio::test]
async fn what_a_side_wants_besides_words_is_said() {
    let world = begun().await;
    let theirs = world.enter("US", Function::DeskOfficer);
    let item = world.id("meetings");
    let form = [("item", item.as_str()), ("do", "out")];
    let done = world.post(&theirs, &at(&world, "/write"), &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    world.meet().await;
    let ours = world.enter("KW", Function::DeskOfficer);
    let page = world.page(&ours, "en", &at(&world, "")).await;
    assert!(page.body.contains("wants to take it out"), "the other side sees what is asked");
}

#[tokio::test]
async fn an_option_is_taken_in_both_languages_and_looked_at_where_there_are_more() {
    let mut world = begun().await;
    let two = Content::new()
        .with("text", world.id("text").as_str())
        .with("role", "paragraph")
        .with("ar", "يجتمعان [KW: سنويا][US: شهريا] في [KW: الكويت][US: واشنطن].")
        .with("en", "They meet in [KW: Kuwait][US: Washington] [KW: yearly][US: monthly].");
    world.put("KW", "two", "provision", two).await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let held = |name: &str| {
        let dialogue = world.dialogue("KW");
        let record = dialogue.read();
        let id = dialogue::id::ItemId::parse(&world.id(name)).expect("an id");
        let item = record.item(&id).expect("the item");
        let content = item.position(dialogue.us()).expect("ours").content.clone();
        ["ar", "en"].map(|lang| content.text(lang).unwrap_or_default().to_owned())
    };
    let item = world.id("contact");
    let [ar, en] = held("contact");
    let page = world.page(&cookie, "en", &at(&world, &format!("?edit={item}"))).await;
    assert!(page.body.contains("value=\"settle:0:1\""), "the other side's option can be taken");
    let named = ["[Kuwait: the ministry][United States: the office]", "[الكويت: الوزارة]"];
    assert!(named.iter().all(|words| page.body.contains(words)), "sides are written by name");
    let form = [("item", item.as_str()), ("ar", &ar), ("en", &en), ("do", "settle:0:1")];
    let done = world.post(&cookie, &at(&world, "/write"), &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(
        held("contact"),
        [
            "نقطة الاتصال المكتب اعتبارا من [?date: تاريخ].",
            "The focal point is the office from [?date: day]."
        ]
    );
    // The order of the two brackets differs between the languages: nothing is put unseen.
    let item = world.id("two");
    let [ar, en] = held("two");
    let form = [("item", item.as_str()), ("ar", &ar), ("en", &en), ("do", "settle:0:1")];
    let shown = world.post(&cookie, &at(&world, "/write"), &form).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("They meet in Washington"), "what would be put is shown");
    assert_eq!(held("two"), [ar, en], "and is not put");
}

#[tokio::test]
async fn changes_of_nobody_are_put_for_nobody() {
    let world = begun().await;
    let cookie = world.enter("KW", Function::DeskOfficer);
    let item = world.id("meetings");
    let (ar, en) = (format!("ar.{item}"), format!("en.{item}"));
    for side in ["", "ZZ", "a side"] {
        let form = [
            ("side", side),
            ("take", item.as_str()),
            (ar.as_str(), "كلمات الغير"),
            (en.as_str(), "words of others"),
        ];
        let answer = world.post(&cookie, &at(&world, "/word/put"), &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{side:?}");
    }
    let page = world.page(&cookie, "en", &at(&world, "")).await;
    assert!(!page.body.contains("words of others"));
}
