//! The compartment of mutual legal assistance: only its types and its functions, no word, no
//! personal data; requests as both nodes read them; agreed times and figures.

use dialogue::act::{Act, Draft, Function};
use dialogue::assistance::{self, Request};
use dialogue::content::Content;
use dialogue::id::PartyId;
use dialogue::item::{self, Field, Kind};
use dialogue::kind::DialogueKind;
use dialogue::record::Record;
use dialogue::refusal::{FieldRule, Refusal};
use ledger::entry::{Body, Level, Put};
use ledger::json::Value;
use mutual::clocks::Levels;
use mutual::life::{Side, State, Step};
use proptest::prelude::*;

use crate::world::{World, charter_with, draft, id, party, row, two};

const AUTHORITY: Function = Function::CentralAuthority;

fn asked() -> Content {
    Content::new()
        .with("reference", "KW-MLA-2020-0017")
        .with("date", "2020-10-01")
        .with("requested", "US")
        .with("basis", "uncac")
        .with("measure", "bank_records")
        .with("offence", "corruption")
        .with("class", "ordinary")
        .with("language", "ar_en")
        .with("requesting_office", "public_prosecution")
        .with("requested_office", "central_authority")
        .with("channel", "central_authorities")
        .with("evidence", "exercise")
}

fn put(world: &mut World, code: &str, name: &str, kind: &str, content: Content) {
    let draft = draft(kind, content);
    world.quietly(code, AUTHORITY, name, Act::Put(draft)).unwrap_or_else(|e| panic!("{name}: {e}"));
    world.sync();
}

fn step(step: &str, date: &str) -> Content {
    Content::new()
        .with("request", &id("r1"))
        .with("step", step)
        .with("date", date)
        .with("office", "central_authority")
}

fn refused(world: &World, code: &str, kind: &str, content: Content) -> Refusal {
    world.judge(code, AUTHORITY, &Act::Put(draft(kind, content))).expect_err("refused")
}

fn rules(refusal: &Refusal) -> Vec<(String, FieldRule)> {
    refusal.problems().iter().map(|problem| (problem.field.clone(), problem.rule)).collect()
}

fn compartment() -> World {
    let mut world = World::legal();
    put(&mut world, "KW", "r1", "assistance_request", asked());
    world
}

fn state(world: &World, code: &str) -> State {
    let record = world.node(code);
    Request::of(record, record.item(&id("r1")).unwrap()).unwrap().life.state
}

#[test]
fn types_of_one_kind_of_dialogue_are_refused_in_the_other_and_void_when_a_peer_writes_them() {
    let (ordinary, legal) = (two(), World::legal());
    for item_type in item::all() {
        let elsewhere = match item_type.held_in {
            DialogueKind::Ordinary => &legal,
            DialogueKind::LegalAssistance => &ordinary,
        };
        let kind = elsewhere.node("KW").kind();
        let actor = match kind {
            DialogueKind::Ordinary => Function::CoChair,
            DialogueKind::LegalAssistance => AUTHORITY,
        };
        let act = Act::Put(draft(item_type.name, Content::new()));
        let refusal = elsewhere.judge("KW", actor, &act).expect_err("refused");
        let type_name = item_type.name;
        assert_eq!(refusal, Refusal::NotInThisDialogue { type_name, kind });
        // A changed program on the other side writes it all the same: no node counts it.
        let mut record = Record::new(party("KW"), &elsewhere.charter).expect("a record");
        let us = party("US");
        for log in ["KW", "US"] {
            if record.joint().length(&party(log)) == 0 {
                record.admit(&party(log), &elsewhere.charter);
            }
        }
        let put = Put {
            item: id("x"),
            type_name: item_type.type_name(),
            base: Vec::new(),
            charter: record.joint().charter_in_force(),
            offer: true,
            pos: None,
            aud: None,
        };
        let origin = ledger::entry::Origin {
            party: us.clone(),
            seq: 1,
            seen: Default::default(),
            open: Default::default(),
        };
        let entry = ledger::entry::Entry {
            dialogue: ledger::id::DialogueId::parse("test").expect("an id"),
            at: "2020-11-16T08:00:00Z".to_owned().into(),
            origin: Some(origin),
            body: Body::Put(put),
        };
        let (bytes, _) = entry.seal().expect("an entry");
        let changes = record.admit(&us, &bytes);
        assert_eq!(changes.void.len(), 1, "{type_name}: {changes:?}");
        assert!(record.item(&id("x")).is_none(), "{type_name}");
    }
}

#[test]
fn only_the_functions_of_a_compartment_enter_it_and_they_enter_nothing_else() {
    let (ordinary, legal) = (two(), World::legal());
    for function in Function::ALL {
        let act = Act::Put(draft("assistance_request", asked()));
        let in_legal = legal.judge("KW", function, &act);
        let in_ordinary = ordinary.judge("KW", function, &act);
        match function {
            Function::CentralAuthority => {
                assert_eq!(in_legal, Ok(()));
                assert_eq!(in_ordinary, Err(Refusal::NotEntered { function }));
            }
            Function::Auditor | Function::Administrator | Function::CompartmentAuditor => {
                assert_eq!(in_legal, Err(Refusal::WritesNothing { function }));
            }
            _ => assert_eq!(in_legal, Err(Refusal::NotEntered { function })),
        }
    }
}

#[test]
fn an_unknown_kind_of_dialogue_is_not_opened() {
    let rules = [("kind".to_owned(), "tribunal".to_owned())].into();
    let charter = charter_with(&["KW", "US"], rules);
    let error = Record::new(party("KW"), &charter).expect_err("refused").to_string();
    assert!(error.contains("tribunal"), "{error}");
}

/// Which texts a type can hold at all: closed lists, party codes, dates, ids, and the few codes
/// that are checked by form. Whoever adds a field reads this.
#[test]
fn no_type_of_the_compartment_has_a_field_for_words() {
    let codes = ["reference", "manifest", "delivery_proof", "by", "enclosed", "needs", "weekend"];
    fn each(fields: &[Field], codes: &[&str], of: &str) {
        for field in fields {
            match field.kind {
                Kind::Rows(columns) => each(columns, codes, of),
                Kind::Text { .. } | Kind::Texts { .. } => {
                    assert!(codes.contains(&field.name), "{of}.{} may hold words", field.name);
                }
                Kind::Bi { .. } | Kind::Url | Kind::Urls => panic!("{of}.{}", field.name),
                _ => {}
            }
        }
    }
    let mut n_types = 0;
    for item_type in item::all().iter().filter(|t| t.held_in == DialogueKind::LegalAssistance) {
        each(item_type.fields, &codes, item_type.name);
        each(item_type.common(), &codes, item_type.name);
        n_types += 1;
    }
    assert_eq!(n_types, 5);
}

proptest! {
    /// Whatever is typed into any text of any type: what is kept is a code.
    #[test]
    fn no_words_pass_into_the_compartment(
        typed in "[A-Za-z\u{0621}-\u{064A}0-9\u{0660}-\u{0669}@+ ./-]{1,40}",
        at in any::<prop::sample::Index>(),
    ) {
        let world = compartment();
        let texts = ["reference", "manifest", "by", "basis", "offence", "enclosed", "urgency"];
        let field = texts[at.index(texts.len())];
        let mut content = asked();
        let value = match field {
            "enclosed" => Value::List(vec![typed.as_str().into()]),
            _ => typed.as_str().into(),
        };
        content.set(field, value);
        prop_assume!(!mutual::codes::is_reference(&typed, "KW"));
        let refusal = refused(&world, "KW", "assistance_request", content);
        prop_assert!(matches!(refusal, Refusal::Form { .. }), "{} {}", field, typed);
    }
}

#[test]
fn a_request_holds_codes_of_the_right_form_and_nothing_else() {
    let world = World::legal();
    let cases: &[(&str, Value, FieldRule)] = &[
        ("reference", "KW-ALI-2020-0017".into(), FieldRule::NotACode),
        ("reference", "US-MLA-2020-0017".into(), FieldRule::NotACode),
        ("reference", "284031501234".into(), FieldRule::NotACode),
        ("requested", "KW".into(), FieldRule::NotAParty),
        ("requested", "FR".into(), FieldRule::NotAParty),
        ("date", "2020-10".into(), FieldRule::NotADate),
        ("manifest", "not a hash".into(), FieldRule::NotAFingerprint),
        ("urgency", "custody_limit".into(), FieldRule::Unknown),
        ("enclosed", Value::List(vec!["a letter".into()]), FieldRule::NotAChoice),
        ("by", "Ali".into(), FieldRule::NotAChoice),
        ("remark_en", "about him".into(), FieldRule::Unknown),
        ("sources", Value::List(vec!["https://x.example/".into()]), FieldRule::Unknown),
        ("evidence_note", "letter of Ali".into(), FieldRule::Unknown),
    ];
    for (field, value, rule) in cases {
        let mut content = asked();
        content.set(field, value.clone());
        let found = rules(&refused(&world, "KW", "assistance_request", content));
        assert!(found.contains(&((*field).to_owned(), *rule)), "{field} {value:?}: {found:?}");
    }
    let urgent = asked().with("class", "urgent");
    let found = rules(&refused(&world, "KW", "assistance_request", urgent));
    assert_eq!(found, [("urgency".to_owned(), FieldRule::Missing)]);
    let world = compartment();
    let found = rules(&refused(&world, "KW", "assistance_request", asked()));
    assert_eq!(found, [("reference".to_owned(), FieldRule::Taken)]);
}

#[test]
fn steps_are_taken_by_the_side_whose_they_are_and_both_nodes_see_one_life() {
    let mut world = compartment();
    let wrong = refused(&world, "US", "assistance_step", step("sent", "2020-10-02"));
    assert_eq!(
        wrong,
        Refusal::StepNotPossible { item: id("r1"), step: "sent", state: "shared_draft" }
    );
    put(&mut world, "KW", "s1", "assistance_step", step("sent", "2020-10-02"));
    let early = refused(&world, "US", "assistance_step", step("received", "2020-10-01"));
    assert_eq!(rules(&early), [("date".to_owned(), FieldRule::Before)]);
    put(&mut world, "US", "s2", "assistance_step", step("received", "2020-10-05"));
    let without = refused(&world, "US", "assistance_step", step("acknowledged", "2020-10-06"));
    assert_eq!(rules(&without), [("reference".to_owned(), FieldRule::Missing)]);
    let acknowledged = step("acknowledged", "2020-10-06").with("reference", "US-MLA-2020-311");
    put(&mut world, "US", "s3", "assistance_step", acknowledged);
    let refusing = step("refused", "2020-10-20").with("ground", "ne_bis_in_idem");
    let found = rules(&refused(&world, "US", "assistance_step", refusing));
    let duties = ["consulted", "conditions_considered", "reasons_given"];
    assert_eq!(found, duties.map(|duty| (duty.to_owned(), FieldRule::Missing)));
    let more = step("accepted", "2020-10-20").with("ground", "ne_bis_in_idem");
    let found = rules(&refused(&world, "US", "assistance_step", more));
    assert_eq!(found, [("ground".to_owned(), FieldRule::Unknown)]);
    put(&mut world, "US", "s4", "assistance_step", step("accepted", "2020-10-20"));
    for code in ["KW", "US"] {
        assert_eq!(state(&world, code), State::Accepted);
        let record = world.node(code);
        let request = Request::of(record, record.item(&id("r1")).unwrap()).unwrap();
        assert_eq!(request.turn(), Some(&party("US")));
        assert_eq!(request.their_reference(), Some("US-MLA-2020-311"));
        assert_eq!(request.side(&party("KW")), Some(Side::Requesting));
        assert!(request.life.out_of_order.is_empty());
    }
    // What was stated is not restated, and the request is not rewritten behind it.
    let mut again = Draft::revise(&world.item("US", &id("s4")));
    again.content.set_text("date", "2020-10-21");
    let refusal = world.judge("US", AUTHORITY, &Act::Put(again)).expect_err("refused");
    assert!(matches!(refusal, Refusal::StepNotPossible { step: "rewrite", .. }), "{refusal}");
    let mut again = Draft::revise(&world.item("KW", &id("r1")));
    again.content.set_text("measure", "video_link");
    let refusal = world.judge("KW", AUTHORITY, &Act::Put(again)).expect_err("refused");
    assert!(matches!(refusal, Refusal::StepNotPossible { step: "rewrite", .. }), "{refusal}");
}

#[test]
fn limits_of_use_come_with_the_reply() {
    let mut world = compartment();
    put(&mut world, "KW", "s1", "assistance_step", step("sent", "2020-10-02"));
    let with = step("acknowledged", "2020-10-03").with("reference", "US-MLA-2020-311");
    put(&mut world, "US", "s2", "assistance_step", with);
    put(&mut world, "US", "s3", "assistance_step", step("accepted", "2020-10-04"));
    put(&mut world, "US", "s4", "assistance_step", step("in_execution", "2020-10-05"));
    put(&mut world, "US", "s5", "assistance_step", step("executed", "2020-10-06"));
    let bare = refused(&world, "US", "assistance_step", step("transmitted", "2020-10-07"));
    assert_eq!(bare.problems().len(), 4, "{bare}");
    let reply = step("transmitted", "2020-10-07")
        .with("items", 3)
        .with("manifest", "ab".repeat(32).as_str())
        .with("purpose", "trial")
        .with("onward", "with_consent")
        .with("use_until", "2021-10-07")
        .with("return_by", "2021-01-07");
    put(&mut world, "US", "s6", "assistance_step", reply);
    let record = world.node("KW");
    let request = Request::of(record, record.item(&id("r1")).unwrap()).unwrap();
    let uses = request.uses();
    assert_eq!(uses.len(), 1);
    let day = |text| dialogue::working_days::day_of(text).unwrap();
    let standing = uses[0].1.using(day("2022-01-01"));
    assert!(matches!(standing, mutual::uses::Standing::Expired { .. }), "{standing:?}");
    assert_eq!(request.life.possible(Side::Requesting), [Step::ReceiptConfirmed]);
}

#[test]
fn agreed_times_replace_the_benchmark_once_both_agreed_them() {
    let mut world = compartment();
    let level = Content::new()
        .with("class", "ordinary")
        .with("acknowledge_days", 3)
        .with("decide_days", 20)
        .with("extend_days", 10)
        .with("carry_out_days", 60);
    let act = Act::Put(draft("service_level", level.clone()));
    let version = world.quietly("KW", AUTHORITY, "l1", act).unwrap();
    world.sync();
    assert_eq!(assistance::levels(world.node("US"), "ordinary"), Levels::default());
    let act = Act::Consent { item: id("l1"), to: version, level: Level::Text };
    world.act("US", AUTHORITY, act).unwrap();
    for code in ["KW", "US"] {
        assert_eq!(assistance::levels(world.node(code), "ordinary").decide, 20);
        assert_eq!(assistance::levels(world.node(code), "urgent"), Levels::default());
    }
    let found = rules(&refused(&world, "US", "service_level", level));
    assert_eq!(found, [("class".to_owned(), FieldRule::Taken)]);
}

#[test]
fn calendars_of_central_authorities_are_dates_without_names() {
    let mut world = compartment();
    let mut calendar = Content::new();
    calendar.set_strings("weekend", ["fri", "sat"]);
    calendar.set_rows("holidays", vec![row(&[("from", "2020-10-29")])]);
    put(&mut world, "KW", "c1", "authority_calendar", calendar.clone());
    let known = assistance::calendar_of(world.node("US"), &PartyId::parse("KW").unwrap());
    let known = known.expect("a calendar");
    let day = |text| dialogue::working_days::day_of(text).unwrap();
    assert!(!known.works(day("2020-10-29")) && !known.works(day("2020-10-30")));
    assert!(known.works(day("2020-10-28")));
    calendar.set_strings("weekend", ["friday, because of Ali"]);
    let found = rules(&refused(&World::legal(), "KW", "authority_calendar", calendar));
    assert_eq!(found, [("weekend".to_owned(), FieldRule::NotAChoice)]);
}

#[test]
fn published_figures_hold_no_count_below_five_and_none_that_gives_one_away() {
    let mut world = two();
    let figures = Content::new().with("year", 2020).with("half", "first").with("opened", 10);
    let act = |content: Content| Act::Put(draft("assistance_figures", content));
    assert_eq!(world.judge("KW", Function::DeskOfficer, &act(figures.clone())), Ok(()));
    let ground = |n: u64| {
        let mut row = row(&[("ground", "ne_bis_in_idem")]);
        row.insert("refused".to_owned(), Value::from(n));
        Value::List(vec![Value::Map(row)])
    };
    let median = |weeks: u64| {
        let mut row = row(&[("class", "ordinary")]);
        row.insert("median_weeks".to_owned(), Value::from(weeks));
        Value::List(vec![Value::Map(row)])
    };
    type Case<'c> = (&'c [(&'c str, Value)], &'c str, FieldRule);
    let cases: &[Case<'_>] = &[
        (&[("closed", 4.into())], "closed", FieldRule::TooSmall),
        (&[("closed", 7.into())], "closed", FieldRule::TooSmall),
        (&[("opened", 12.into())], "opened", FieldRule::TooSmall),
        (&[("closed", 15.into())], "opened", FieldRule::GivesAway),
        (&[("returned", 15.into())], "opened", FieldRule::GivesAway),
        (&[("grounds", ground(5))], "opened", FieldRule::GivesAway),
        (&[("closed", 5.into()), ("grounds", ground(3))], "grounds", FieldRule::TooSmall),
        (&[("classes", median(3))], "opened", FieldRule::GivesAway),
        (&[("closed", 5.into()), ("classes", median(60))], "classes", FieldRule::TooBig),
    ];
    for (values, field, rule) in cases {
        let mut content = figures.clone();
        values.iter().for_each(|(name, value)| content.set(name, value.clone()));
        let refusal = world.judge("KW", Function::DeskOfficer, &act(content)).expect_err("refused");
        assert_eq!(rules(&refusal), [((*field).to_owned(), *rule)], "{values:?}");
    }
    let whole = figures.with("closed", 10);
    let mut whole = Content::clone(&whole);
    whole.set("grounds", ground(5));
    whole.set("classes", median(12));
    let put = world.quietly("KW", Function::DeskOfficer, "f1", act(whole));
    put.expect("figures that keep the rule");
}

/// Writes what no policy allows, as a changed program of a party can, on both nodes.
fn smuggle(world: &mut World, code: &str, name: &str, kind: &str, content: &Content) {
    let put = Put {
        item: id(name),
        type_name: item::get(kind).expect("a type").type_name(),
        base: Vec::new(),
        charter: world.node(code).joint().charter_in_force(),
        offer: true,
        pos: None,
        aud: None,
    };
    world.write(code, Body::Put(put), content);
    world.sync();
}

#[test]
fn a_code_that_is_none_never_blocks_the_figures_of_a_half_year() {
    let mut world = compartment();
    put(&mut world, "KW", "s1", "assistance_step", step("sent", "2020-10-02"));
    let with = step("acknowledged", "2020-10-03").with("reference", "US-MLA-2020-311");
    put(&mut world, "US", "s2", "assistance_step", with);
    let refused = step("refused", "2020-10-20").with("ground", "because of Ali");
    smuggle(&mut world, "US", "s3", "assistance_step", &refused);
    let strange = asked()
        .with("reference", "US-MLA-2020-0009")
        .with("requested", "KW")
        .with("class", "a class of Ali");
    smuggle(&mut world, "US", "r2", "assistance_request", &strange);
    let sent = step("sent", "2020-10-02").with("request", &id("r2"));
    smuggle(&mut world, "US", "s4", "assistance_step", &sent);
    assert_eq!(state(&world, "KW"), State::Refused);
    let day = |text| dialogue::working_days::day_of(text).unwrap();
    for code in ["KW", "US"] {
        let record = world.node(code);
        let cases = assistance::cases(record);
        let figures = mutual::figures::count(&cases, day("2020-07-01"), day("2020-12-31"));
        assert_eq!((figures.opened, figures.closed, figures.unknown), (2, 1, 2), "{code}");
        let mut content = Content::new().with("year", 2020).with("half", "second");
        assistance::fill_aggregate(record, &figures, &mut content);
        let act = Act::Put(draft("assistance_aggregate", content.clone()));
        assert_eq!(world.judge(code, AUTHORITY, &act), Ok(()), "{code}");
        let mut read = assistance::figures_of(&content);
        read.by_class.retain(|_, one| one.opened + one.closed > 0);
        assert_eq!(read, mutual::figures::Figures { unknown: 0, ..figures });
    }
}

/// Values with which words or names could be smuggled in, for a field of any kind.
fn smuggled() -> Vec<Value> {
    let texts = [
        "ALI-HASSAN",
        "ali-hassan",
        "Ali Hassan, born 1984",
        "علي حسن",
        "284031501234",
        "KW-MLA-2020-284031501234",
        "KW-ALI-2020-0017",
        "XX-MLA-2020-0017",
        "+96522221234",
        "2020-11-16 Ali",
        "https://ali.example/",
        "Central_Authority",
        "CO-CHAIR",
    ];
    let mut values: Vec<Value> = texts.iter().map(|text| Value::from(*text)).collect();
    values.extend(texts.iter().map(|text| Value::List(vec![(*text).into()])));
    for key in ["class", "ground", "from", "ali-hassan", "opened", "alike"] {
        let row = |text: &&str| Value::Map([(key.to_owned(), Value::from(*text))].into());
        values.extend(texts.iter().map(|text| Value::List(vec![row(text)])));
    }
    values.push(Value::Int(1_700_000_000));
    values
}

/// Every text of a value, keys of maps too.
fn all_texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Str(text) => found.push(text.to_string()),
        Value::List(list) => list.iter().for_each(|value| all_texts(value, found)),
        Value::Map(map) => map.iter().for_each(|(key, value)| {
            found.push(key.to_string());
            all_texts(value, found);
        }),
        _ => {}
    }
}

/// Every fixed word of a type: choices, and names of columns.
fn fixed(fields: &[Field]) -> Vec<&'static str> {
    let mut words = mutual::codes::ENCLOSURES.to_vec();
    words.extend(assistance::NEEDS);
    words.extend(item::working_calendar::WEEKDAYS);
    for field in fields {
        match field.kind {
            Kind::Choice(choices) => words.extend(choices),
            Kind::Rows(columns) => {
                words.extend(columns.iter().map(|column| column.name));
                words.extend(fixed(columns));
            }
            _ => {}
        }
    }
    words
}

#[test]
fn whatever_a_changed_program_writes_what_is_shown_is_a_code() {
    let mut world = compartment();
    let mut n = 0;
    let fields = ["by", "evidence", "evidence_note", "remark_en", "sources", "ali_hassan"];
    let types = item::all().iter().filter(|t| t.held_in == DialogueKind::LegalAssistance);
    for item_type in types {
        let own = item_type.fields.iter().flat_map(|field| field.stored());
        let own: Vec<String> = own.map(|name| name.to_string()).collect();
        for field in own.iter().map(String::as_str).chain(fields) {
            for value in smuggled() {
                let mut content = Content::new();
                content.set(field, value.clone());
                let (shown, _) = assistance::legible(world.node("KW"), item_type, &content);
                let words = [fixed(item_type.fields), fixed(item_type.common())].concat();
                let mut texts = Vec::new();
                shown.iter().for_each(|(_, value)| all_texts(value, &mut texts));
                for text in texts {
                    let is = words.contains(&text.as_str()) || Function::parse(&text).is_some();
                    assert!(is, "{}.{field}: {text} of {value:?}", item_type.name);
                }
                for (_, value) in shown.iter() {
                    let big = matches!(value, Value::Int(n) if *n > 1_000_000);
                    assert!(!big, "{}.{field}: {value:?}", item_type.name);
                }
            }
            // Nor is it a title, in either language.
            let mut content = Content::new();
            content.set(field, Value::from("Ali Hassan, born 1984"));
            n += 1;
            let name = format!("x{n}");
            smuggle(&mut world, "US", &name, item_type.name, &content);
            for lang in [dialogue::content::Lang::Ar, dialogue::content::Lang::En] {
                let title = world.node("KW").title_of(&id(&name), lang).unwrap_or_default();
                assert!(!title.contains("Ali"), "{}.{field}: {title}", item_type.name);
            }
        }
    }
}

#[test]
fn a_request_that_names_no_member_is_counted_and_never_shown() {
    let mut world = compartment();
    let strange = asked().with("requested", "ALI-HASSAN");
    smuggle(&mut world, "US", "r2", "assistance_request", &strange);
    smuggle(&mut world, "US", "r3", "assistance_request", &asked().with("date", "of Ali"));
    for code in ["KW", "US"] {
        let record = world.node(code);
        assert_eq!(Request::all(record).len(), 1, "{code}");
        assert_eq!(Request::unreadable(record), 2, "{code}");
    }
}
