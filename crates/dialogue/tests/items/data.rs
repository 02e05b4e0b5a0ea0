//! The public record of a real dialogue fits into the types: its fourth round, as two nodes would
//! enter it, through the policy.

use dialogue::act::{Act, Draft, Function};
use dialogue::content::{Content, Lang, Row};
use dialogue::record::State;
use ledger::entry::Level;
use ledger::json::Value;

use crate::world::{World, draft, id, row};

const SOURCE: &str =
    "https://wirenn.com/post/joint-statement-of-the-fourth-united-states-kuwait-strategic-dialogue";

fn bi(base: &str, ar: &str, en: &str) -> Content {
    Content::new().with(&format!("{base}_ar"), ar).with(&format!("{base}_en"), en)
}

fn urls() -> Value {
    Value::List(vec![SOURCE.into(), "press:kuna-2020-11-16".into()])
}

/// Persons, bodies and posts of both sides, each put by its own side.
fn people(world: &mut World) {
    let people = [
        ("KW", "p-subaih", "ناصر الصبيح", "Nasser Al-Subaih"),
        ("KW", "p-nasser", "أحمد ناصر المحمد الصباح", "Ahmed Nasser Al-Mohammed Al-Sabah"),
        ("US", "p-sales", "ناثان سيلز", "Nathan Sales"),
        ("US", "p-ahern", "بول أهيرن", "Paul Ahern"),
        ("US", "p-pompeo", "مايك بومبيو", "Mike Pompeo"),
    ];
    for (code, name, ar, en) in people {
        let variant = row(&[("lang", "en"), ("text", "Another Spelling")]);
        let content = bi("name", ar, en)
            .with("party", code)
            .with("variants", vec![variant])
            .with("sources", urls());
        world.put(code, name, "person", content);
    }
    let mut ministry = bi("name", "وزارة الخارجية", "Ministry of Foreign Affairs");
    ministry.set_text("kind", "ministry");
    world.put("KW", "i-mofa", "institution", ministry);
    let mut treasury = bi("name", "وزارة الخزانة", "Department of the Treasury");
    treasury.set_text("kind", "department");
    world.put("US", "i-treasury", "institution", treasury);
    let title = bi(
        "title",
        "مساعد وزير الخارجية لشؤون التنمية والتعاون الدولي",
        "Assistant Foreign Minister for Development and International Cooperation",
    );
    world.put("KW", "o-dev", "post", title.with("institution", &id("i-mofa")));
    let holder = Content::new()
        .with("person", &id("p-subaih"))
        .with("post", &id("o-dev"))
        .with("as_of", "2020-11")
        .with("from", "2019-03")
        .with("to", "2020-11");
    world.put("KW", "h-dev", "holder", holder);
}

fn frame(world: &mut World) {
    let name = bi(
        "name",
        "الحوار الاستراتيجي بين دولة الكويت والولايات المتحدة الأمريكية",
        "Strategic Dialogue between the State of Kuwait and the United States of America",
    );
    let content = name
        .with("founded", "2016-10-21")
        .with("parties", Value::List(vec!["KW".into(), "US".into()]))
        .with("leads", vec![id("i-mofa")]);
    let to = world.put("KW", "d1", "dialogue", content);
    world.agree(&id("d1"), to);
    let figure = |name: &str, count: u64| {
        let mut figure = row(&[("name", name)]);
        figure.insert("count".to_owned(), count.into());
        figure
    };
    let mut round = bi("city", "واشنطن العاصمة", "Washington, D.C.")
        .with("number", 4)
        .with("opened", "2020-11-09")
        .with("closed", "2020-11-24")
        .with("ministerial_day", "2020-11-24")
        .with("mode", "hybrid")
        .with("host", "US")
        .with("co_chairs", vec![id("p-nasser"), id("p-pompeo")])
        .with("figures", vec![figure("working_groups", 6), figure("bodies_kw_at_least", 20)])
        .with("sources", urls());
    round.set_bi("remark", Lang::En, "Six working groups by video, then the ministers met.");
    let to = world.put("US", "r4", "round", round);
    world.agree(&id("r4"), to);
    let mut chairs = row(&[("round", "r4"), ("party", "US")]);
    let list = vec!["p-sales".into(), "p-ahern".into()];
    chairs.insert("persons".to_owned(), Value::List(list));
    let group = bi("name", "مجموعة عمل التعاون الأمني", "Security Cooperation Working Group")
        .with("order", 2)
        .with("aliases", vec![row(&[("lang", "ar"), ("text", "مجموعة التعاون الأمني")])])
        .with("created_in", &id("r4"))
        .with("chairs", vec![chairs]);
    let to = world.put("KW", "g2", "working_group", group);
    world.agree(&id("g2"), to);
}

fn session(world: &mut World) {
    let session = bi("title", "مجموعة التعاون الأمني", "Security Cooperation Working Group")
        .with("round", &id("r4"))
        .with("group", &id("g2"))
        .with("kind", "working_group")
        .with("date", "2020-11-16")
        .with("starts", "2020-11-16T14:00:00Z")
        .with("mode", "remote")
        .with("place_en", "Remote (video)")
        .with("institutions", vec![id("i-mofa"), id("i-treasury")])
        .with("note_attendance_ar", "شارك ممثلون لجهات كويتية أخرى لم تذكر أسماؤهم");
    let to = world.put("KW", "s1", "session", session);
    world.agree(&id("s1"), to);
    let seat = |person: &str, role: &str| row(&[("person", person), ("role", role)]);
    let list = |code: &str, seats: Vec<_>| {
        let content = Content::new().with("session", &id("s1")).with("party", code);
        content.with("seats", seats).with("others", true)
    };
    world.put("KW", "dk", "delegation", list("KW", vec![seat("p-subaih", "co_chair")]));
    let seats = vec![seat("p-ahern", "co_chair"), seat("p-sales", "co_chair")];
    world.put("US", "du", "delegation", list("US", seats));
    let topics = [("مكافحة الإرهاب", "Counter-terrorism"), ("أمن الحدود", "Border security")];
    for (nth, (ar, en)) in (1..).zip(topics) {
        let item = bi("title", ar, en).with("session", &id("s1")).with("minutes_planned", 45);
        let name = format!("a{nth}");
        let to = world.put_at("KW", &name, "agenda_item", item, Some(nth));
        world.agree(&id(&name), to);
    }
    let said = bi("summary", "التنسيق قائم", "Security services already coordinate")
        .with("session", &id("s1"))
        .with("person", &id("p-subaih"));
    world.put("KW", "t1", "statement", said);
    let number = Content::new()
        .with("about", &id("s1"))
        .with("number", "م/2020/417")
        .with("kind", "note_verbale")
        .with("date", "2020-11-10");
    world.put("KW", "n1", "reference", number);
    let powers = bi("title", "وثائق تفويض رئيس الوفد", "Full powers of the head of delegation")
        .with("on", &id("s1"))
        .with("purpose", "full_powers")
        .with("file_name", "full-powers.pdf")
        .with("media_type", "pdf")
        .with("bytes", 48_213)
        .with("sha256", "5e".repeat(32).as_str())
        .with("note_number", "م/2020/418");
    world.put("KW", "f1", "attachment", powers);
    world.put("US", "n2", "reference", {
        Content::new().with("about", &id("s1")).with("number", "20-1182").with("kind", "file")
    });
}

fn outcome(world: &mut World) {
    let mut signatory = row(&[("party", "KW"), ("institution", "i-mofa")]);
    signatory.insert("person".to_owned(), "p-nasser".into());
    let mut history = row(&[("date", "2020-11-27"), ("what_en", "Released by the US side")]);
    history.insert("sources".to_owned(), urls());
    let statement =
        bi("title", "البيان المشترك للجولة الرابعة", "Joint statement of the fourth round")
            .with("kind", "joint_statement")
            .with("signed", "2020-11-24")
            .with("round", &id("r4"))
            .with("signatories", vec![signatory])
            .with("topics", Value::List(vec!["security".into(), "all".into()]))
            .with("status", "published")
            .with("history", vec![history]);
    let to = world.put("US", "j4", "instrument", statement);
    world.agree(&id("j4"), to);
    let what = bi("what", "تأجيل الجولة", "The round was put off").with("date", "2019-01");
    world.put("US", "e1", "event", what.with("kind", "postponement"));
    let mut follow_up = row(&[("date", "2022-01-26"), ("note_en", "Taken up again")]);
    follow_up.insert("event".to_owned(), "e1".into());
    follow_up.insert("instrument".to_owned(), "j4".into());
    let promise = bi("text", "تبادل المعلومات", "Exchange information on terrorism financing")
        .with("round", &id("r4"))
        .with("group", &id("g2"))
        .with("session", &id("s1"))
        .with("kind", "joint_action")
        .with("owner_parties", Value::List(vec!["KW".into(), "US".into()]))
        .with("owner_institutions", vec![id("i-treasury")])
        .with("to_parties", Value::List(vec!["KW".into()]))
        .with("status", "in_progress")
        .with("due", "2021-04")
        .with("instruments", vec![id("j4")])
        .with("follow_up", vec![follow_up])
        .with("uncertain", true);
    let to = world.put("KW", "c1", "commitment", promise);
    world.agree(&id("c1"), to);
}

fn evidence(world: &mut World) {
    let claim = |en: &str| {
        let mut claim = row(&[("value_en", en)]);
        claim.insert("sources".to_owned(), Value::List(vec![SOURCE.into()]));
        claim
    };
    let question = bi("question", "متى عقدت الجولة الرابعة؟", "When was the fourth round held?")
        .with("about", vec![id("r4"), id("j4")])
        .with("claims", vec![claim("9 to 24 November"), claim("8 to 24 November")]);
    let to = world.put("KW", "q1", "discrepancy", question);
    world.agree(&id("q1"), to);
    let source = Content::new()
        .with("url", SOURCE)
        .with("publisher", "WIREnn")
        .with("lang", "en")
        .with("published", "2020-11-27")
        .with("about_en", "Joint statement of the fourth round");
    world.put("US", "x1", "source", source);
}

#[test]
fn the_fourth_round_of_the_public_record_is_entered_and_read_back() {
    let mut world = World::new(&["KW", "US"]);
    people(&mut world);
    frame(&mut world);
    session(&mut world);
    outcome(&mut world);
    evidence(&mut world);
    let node = world.node("US");
    let children = |parent: &str, type_name: &str| {
        let items = node.children(&id(parent), type_name);
        items.iter().map(|item| item.title(Lang::En)).collect::<Vec<_>>()
    };
    assert_eq!(children("r4", "session"), ["Security Cooperation Working Group"]);
    assert_eq!(children("g2", "session"), children("r4", "session"));
    assert_eq!(children("s1", "agenda_item"), ["Counter-terrorism", "Border security"]);
    assert_eq!(children("s1", "delegation"), ["Delegation of KW", "Delegation of US"]);
    assert_eq!(children("s1", "reference"), ["20-1182", "م/2020/417"]);
    assert_eq!(children("r4", "commitment").len(), 1);
    assert_eq!(children("r4", "discrepancy"), ["When was the fourth round held?"]);
    assert_eq!(children("p-subaih", "holder").len(), 1);
    let precedence: Vec<String> = {
        let delegation = node.item(&id("du")).unwrap();
        let seats = delegation.content().rows("seats");
        seats.iter().map(|seat| Row(seat).item("person").unwrap().to_string()).collect()
    };
    assert_eq!(precedence, ["p-ahern", "p-sales"], "as supplied, never sorted");
    for type_name in ["dialogue", "round", "working_group", "session", "commitment"] {
        for item in node.of_type(type_name) {
            assert_eq!(item.state(), State::Agreed, "{item:?}");
        }
    }
}

#[test]
fn the_next_round_binds_like_any_other() {
    let mut world = World::new(&["KW", "US"]);
    people(&mut world);
    frame(&mut world);
    let act = Act::Put(Draft { pos: None, ..draft("round", Content::new().with("number", 5)) });
    let to = world.quietly("KW", Function::DeskOfficer, "r5", act).unwrap();
    world.sync();
    world.agree(&id("r5"), to);
    world.consent("KW", &id("r5"), to, Level::Bind);
    world.consent("US", &id("r5"), to, Level::Bind);
    assert_eq!(world.item("KW", &id("r5")).state(), State::AgreedBinding);
}
