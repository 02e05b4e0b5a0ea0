//! A joint text from the first draft to signature: how far each provision has come, what keeps the
//! text from being closed, what an agreed edition locks, and agreement by silence.

use dialogue::act::{Act, Draft, Function};
use dialogue::content::{Content, Lang};
use dialogue::negotiation::{
    Negotiation, Silence, Stage, chapeau_of, is_agreed, silence_of, silences_due,
};
use dialogue::paper_mark::{self, Bound, PaperMark};
use dialogue::record::State;
use dialogue::refusal::{FieldRule, Refusal};
use ledger::entry::{Body, Level, Put};
use ledger::id::{DialogueId, VersionId};

use crate::world::{World, draft, id, row, two};

fn text() -> Content {
    Content::new()
        .with("kind", "joint_statement")
        .with("title_ar", "بيان")
        .with("title_en", "Statement")
        .with("mode", "line_by_line")
}

fn provision(role: &str, ar: &str, en: &str) -> Content {
    Content::new().with("text", &id("t1")).with("role", role).with("ar", ar).with("en", en)
}

/// A text with a title and two paragraphs put by Kuwait.
fn begun() -> World {
    let mut world = two();
    let to = world.put("KW", "t1", "joint_text", text());
    world.agree(&id("t1"), to);
    world.put_at("KW", "p0", "provision", provision("title", "بيان", "Statement"), Some(1));
    let first =
        provision("paragraph", "يجتمع الخبراء خلال 90 يوماً.", "Experts meet within 90 days.");
    world.put_at("KW", "p1", "provision", first, Some(2));
    let second = provision("paragraph", "يرحب الجانبان بذلك.", "Both sides welcome this.");
    world.put_at("KW", "p2", "provision", second, Some(3));
    world
}

fn stage(world: &World, code: &str, item: &str) -> Stage {
    let negotiation = Negotiation::of(world.node(code), &id("t1")).unwrap();
    negotiation.row(&id(item)).unwrap().stage
}

fn blockers(world: &World) -> Vec<(&'static str, usize)> {
    Negotiation::of(world.node("KW"), &id("t1")).unwrap().blockers()
}

fn shown(world: &World, code: &str, item: &str) -> VersionId {
    world.item(code, &id(item)).shown().unwrap().id
}

fn agree(world: &mut World, item: &str) {
    let to = shown(world, "KW", item);
    world.agree(&id(item), to);
}

/// Puts other words for a provision as one side's position.
fn word(world: &mut World, code: &str, item: &str, ar: &str, en: &str) -> Result<(), Refusal> {
    let mut draft = Draft::revise(&world.item(code, &id(item)));
    draft.content = draft.content.with("ar", ar).with("en", en);
    world.act(code, Function::DeskOfficer, Act::Put(draft))
}

fn edition(world: &World) -> Content {
    let negotiation = Negotiation::of(world.node("KW"), &id("t1")).unwrap();
    Content::new()
        .with("text", &id("t1"))
        .with("digest", negotiation.digest().to_string().as_str())
        .with("versions", negotiation.versions().as_str())
        .with("provisions", negotiation.live().count() as u64)
}

fn refused(world: &World, type_name: &str, content: Content) -> Refusal {
    let act = Act::Put(draft(type_name, content));
    world.judge("KW", Function::CoChair, &act).expect_err("it is refused")
}

/// Everything agreed ad referendum.
fn settled() -> World {
    let mut world = begun();
    ["p0", "p1", "p2"].iter().for_each(|item| agree(&mut world, item));
    world
}

#[test]
fn a_provision_comes_from_proposed_through_brackets_to_confirmed() {
    let mut world = begun();
    assert_eq!(stage(&world, "US", "p1"), Stage::Proposed);
    let ar = "يجتمع الخبراء خلال 60 يوماً.";
    word(&mut world, "US", "p1", ar, "Experts meet within 60 days.").unwrap();
    assert_eq!(stage(&world, "KW", "p1"), Stage::Bracketed);
    let to = world.item("KW", &id("p1")).position(&world.parties[1]).unwrap().id;
    world.consent("KW", &id("p1"), to, Level::Text);
    assert_eq!(stage(&world, "US", "p1"), Stage::AdReferendum);
    world.consent("KW", &id("p1"), to, Level::Bind);
    assert_eq!(stage(&world, "US", "p1"), Stage::AdReferendum, "one side is not both");
    world.consent("US", &id("p1"), to, Level::Bind);
    assert_eq!(stage(&world, "KW", "p1"), Stage::Agreed);
}

#[test]
fn agreed_words_with_brackets_inside_are_still_in_brackets() {
    let mut world = begun();
    let ar = "يجتمع الخبراء [KW: قريباً][US: خلال سنة].";
    let en = "Experts meet [KW: soon][US: within a year].";
    word(&mut world, "KW", "p1", ar, en).unwrap();
    agree(&mut world, "p1");
    let negotiation = Negotiation::of(world.node("US"), &id("t1")).unwrap();
    let row = negotiation.row(&id("p1")).unwrap();
    assert_eq!((row.stage, row.n_brackets, row.n_placeholders), (Stage::Bracketed, 1, 0));
}

#[test]
fn what_was_agreed_is_opened_again_with_a_reason_only() {
    let mut world = settled();
    let (ar, en) = ("يجتمع الخبراء خلال 30 يوماً.", "Experts meet within 30 days.");
    let refusal = word(&mut world, "US", "p1", ar, en).unwrap_err();
    assert_eq!(refusal.problems()[0].field, "reason_en");
    let mut draft = Draft::revise(&world.item("US", &id("p1")));
    draft.content = draft.content.with("ar", ar).with("en", en).with("reason_en", "New dates");
    world.act("US", Function::DeskOfficer, Act::Put(draft)).unwrap();
    assert_eq!(stage(&world, "KW", "p1"), Stage::Reopened);
    assert_eq!(blockers(&world), [("brackets", 1), ("reopened", 1)]);
}

#[test]
fn words_that_break_the_notation_or_name_a_stranger_are_refused() {
    let mut world = begun();
    let cases = [
        ("نص [KW: مفتوح", "text", FieldRule::Notation),
        ("نص", "text ] closed", FieldRule::Notation),
        ("نص", "[FR: text]", FieldRule::NotAParty),
        ("نص \u{202E}مقلوب", "text", FieldRule::Bidi),
    ];
    for (ar, en, rule) in cases {
        let refusal = word(&mut world, "KW", "p1", ar, en).unwrap_err();
        assert_eq!(refusal.problems()[0].rule, rule, "{ar} {en}");
    }
    let one = provision("paragraph", "نص", "").with("en", "");
    let mut one = one;
    one.remove("en");
    let refusal = refused(&world, "provision", one);
    assert_eq!(refusal.problems()[0].rule, FieldRule::OtherLanguageMissing);
}

#[test]
fn a_changed_chapeau_opens_its_items_again() {
    let mut world = begun();
    let chapeau = provision("chapeau", "يشمل ذلك:", "This covers:");
    world.put_at("KW", "c", "provision", chapeau, Some(4));
    let item = provision("item", "الحدود.", "borders.").with("under", &id("c"));
    let print = chapeau_of(world.node("KW"), &item).unwrap();
    world.put_at("KW", "i", "provision", item.with("chapeau", print.as_str()), Some(5));
    ["c", "i"].iter().for_each(|item| agree(&mut world, item));
    assert_eq!(stage(&world, "KW", "i"), Stage::AdReferendum);
    let mut draft = Draft::revise(&world.item("KW", &id("c")));
    let words = draft.content.with("ar", "لا يشمل ذلك:").with("en", "This does not cover:");
    draft.content = words.with("reason_en", "Turned round");
    world.act("KW", Function::DeskOfficer, Act::Put(draft)).unwrap();
    let to = world.item("US", &id("c")).position(&world.parties[0]).unwrap().id;
    world.consent("US", &id("c"), to, Level::Text);
    assert_eq!(stage(&world, "KW", "c"), Stage::AdReferendum);
    assert_eq!(stage(&world, "US", "i"), Stage::Reopened, "what it says has changed");
    let mut again = Draft::revise(&world.item("US", &id("i")));
    let print = chapeau_of(world.node("US"), &again.content).unwrap();
    again.content.set_text("chapeau", &print);
    world.act("US", Function::DeskOfficer, Act::Put(again)).unwrap();
    let to = world.item("KW", &id("i")).position(&world.parties[1]).unwrap().id;
    world.consent("KW", &id("i"), to, Level::Text);
    assert_eq!(stage(&world, "KW", "i"), Stage::AdReferendum);
}

#[test]
fn nothing_is_closed_while_one_thing_is_open() {
    let open = |change: &dyn Fn(&mut World)| {
        let mut world = settled();
        change(&mut world);
        let refusal = refused(&world, "edition", edition(&world));
        match refusal {
            Refusal::TextOpen { blockers, .. } => blockers,
            other => panic!("{other}"),
        }
    };
    let words = |ar: &'static str, en: &'static str| {
        move |world: &mut World| {
            let content = provision("paragraph", ar, en);
            world.put_at("KW", "p9", "provision", content, Some(9));
            agree(world, "p9");
        }
    };
    assert_eq!(open(&words("[KW: نعم][US: لا]", "[KW: yes][US: no]")), [("brackets", 1)]);
    assert_eq!(open(&words("في [?date]", "on [?date]")), [("placeholders", 1)]);
    assert_eq!(open(&words("خلال 90 يوماً", "within 60 days")), [("mismatches", 1)]);
    let reserve = |world: &mut World| {
        let content = Content::new().with("on", &id("p1")).with("kind", "scrutiny");
        world.put("US", "r", "reservation", content);
    };
    assert_eq!(open(&reserve), [("reservations", 1)]);
    let propose = |world: &mut World| {
        world.put_at("US", "p9", "provision", provision("paragraph", "نص", "text"), Some(9));
    };
    assert_eq!(open(&propose), [("open", 1)]);
}

#[test]
fn an_agreed_edition_locks_every_word_and_dies_with_no_letter() {
    let mut world = settled();
    let moved = edition(&world).with("digest", "0".repeat(64).as_str());
    assert!(matches!(refused(&world, "edition", moved), Refusal::TextMoved { .. }));
    let to = world.put("KW", "e1", "edition", edition(&world));
    assert_eq!(stage(&world, "US", "p1"), Stage::AdReferendum, "one side has put it");
    world.consent("US", &id("e1"), to, Level::Text);
    assert_eq!(stage(&world, "KW", "p1"), Stage::Locked);
    let refusal = word(&mut world, "KW", "p1", "نص", "text").unwrap_err();
    assert!(matches!(refusal, Refusal::TextLocked { .. }), "{refusal}");
    let correction = Content::new()
        .with("corrects", &id("p1"))
        .with("ar", "يجتمع الخبراء خلال 91 يوماً.")
        .with("en", "Experts meet within 91 days.");
    let to = world.put("US", "x", "corrigendum", correction);
    world.agree(&id("x"), to);
    assert!(matches!(world.item("KW", &id("x")).state(), State::Agreed));
}

#[test]
fn a_scan_on_an_edition_is_judged_by_what_is_printed_the_text_and_its_digest() {
    let mut world = settled();
    let content = edition(&world);
    let to = world.put("KW", "e1", "edition", content.clone());
    world.consent("US", &id("e1"), to, Level::Text);
    let dialogue = DialogueId::parse("test").unwrap();
    let digest = dialogue::blob::parse(content.text("digest").unwrap()).unwrap();
    let mark =
        |item: &str, digest| PaperMark { dialogue: dialogue.clone(), item: id(item), digest };
    let judge = |on: &str, marks: &[PaperMark], said| {
        paper_mark::judge(world.node("US"), &dialogue, &id(on), marks, said)
    };
    let right = mark("t1", digest);
    assert_eq!(judge("e1", &[right.clone(), right.clone()], None), Bound::ThisVersion);
    assert_eq!(judge("e1", &[mark("t1", [7; 32])], None), Bound::OtherVersion);
    assert_eq!(judge("e1", &[mark("t2", digest)], None), Bound::OtherText);
    assert_eq!(judge("e1", &[right.clone(), mark("t1", [7; 32])], None), Bound::Mixed);
    assert_eq!(judge("e1", &[right.clone(), mark("t2", digest)], None), Bound::Mixed);
    let elsewhere = PaperMark { dialogue: DialogueId::parse("other").unwrap(), ..right.clone() };
    assert_eq!(judge("e1", &[elsewhere], None), Bound::OtherText);
    assert_eq!(judge("e1", &[], None), Bound::NoMark);
    assert_eq!(judge("e1", &[], Some(digest)), Bound::SaidThisVersion);
    assert_eq!(judge("e1", &[], Some([7; 32])), Bound::OtherVersion);
    // What an officer says by hand never outweighs what the paper says.
    assert_eq!(judge("e1", &[mark("t2", digest)], Some(digest)), Bound::OtherText);
    // On anything but an edition only its own mark counts.
    assert_eq!(judge("p1", std::slice::from_ref(&right), None), Bound::OtherText);
}

#[test]
fn a_consent_to_an_edition_that_moved_on_is_refused() {
    let mut world = settled();
    let to = world.put("KW", "e1", "edition", edition(&world));
    let mut draft = Draft::revise(&world.item("US", &id("p1")));
    let words = draft.content.with("ar", "يجتمع الخبراء خلال 45 يوماً.");
    draft.content = words.with("en", "Experts meet within 45 days.").with("reason_en", "Why");
    world.act("US", Function::DeskOfficer, Act::Put(draft)).unwrap();
    let act = Act::Consent { item: id("e1"), to, level: Level::Text };
    let refusal = world.judge("US", Function::CoChair, &act).unwrap_err();
    assert!(matches!(refusal, Refusal::TextOpen { .. }), "{refusal}");
}

#[test]
fn the_ladder_is_climbed_in_order_and_each_rung_once() {
    let mut world = settled();
    let to = world.put("KW", "e1", "edition", edition(&world));
    let step = |rung: &str| {
        Content::new()
            .with("edition", &id("e1"))
            .with("rung", rung)
            .with("function_en", "Assistant Minister")
            .with("authority", "full_powers")
            .with("date", "2020-11-24")
            .with("place_en", "Washington")
    };
    let needs = |world: &World, rung: &str| match refused(world, "sign_off", step(rung)) {
        Refusal::StepMissing { needs, .. } => needs,
        other => panic!("{other}"),
    };
    assert_eq!(needs(&world, "initialled"), "text_agreed");
    world.consent("US", &id("e1"), to, Level::Text);
    assert_eq!(needs(&world, "signed"), "certificate");
    let digest = edition(&world).text("digest").unwrap().to_owned();
    let certificate = Content::new()
        .with("text", &id("t1"))
        .with("digest", digest.as_str())
        .with("result", "conform")
        .with("checker_en", "Language officer");
    world.put("KW", "cc", "concordance_certificate", certificate);
    world.put("KW", "s1x", "sign_off", step("initialled"));
    let again = refused(&world, "sign_off", step("initialled"));
    assert!(matches!(again, Refusal::OnlyOne { .. }), "{again}");
    world.put("KW", "s2x", "sign_off", step("signed"));
}

fn calendars(world: &mut World) {
    for (code, days) in [("KW", ["fri", "sat"]), ("US", ["sat", "sun"])] {
        let mut content = Content::new().with("party", code).with("time_zone", "Asia/Kuwait");
        content.set_strings("weekend", days);
        let holiday = row(&[("from", "2020-11-26"), ("name_en", "Thanksgiving Day")]);
        content.set_rows("holidays", vec![holiday]);
        world.put(code, &format!("cal{}", code.to_lowercase()), "working_calendar", content);
    }
}

fn silence(version: VersionId, deadline: &str, days: u64) -> Content {
    Content::new()
        .with("on", &id("e1"))
        .with("version", version.to_string().as_str())
        .with("deadline", deadline)
        .with("from", "2020-11-18")
        .with("working_days", days)
}

/// A running procedure over an edition put by Kuwait: two working days from Wednesday 18 November
/// 2020 end on Monday the 23rd.
fn running() -> World {
    let mut world = settled();
    calendars(&mut world);
    let version = world.put("KW", "e1", "edition", edition(&world));
    let wrong = refused(&world, "silence_procedure", silence(version, "2020-11-20T14:00:00Z", 2));
    assert_eq!(wrong.problems()[0].field, "deadline");
    let content = silence(version, "2020-11-23T22:00:00Z", 2);
    let to = world.put("KW", "q", "silence_procedure", content);
    world.consent("US", &id("q"), to, Level::Text);
    world
}

#[test]
fn silence_agrees_on_both_nodes_alike_when_the_deadline_has_passed() {
    let mut world = running();
    let now = "2020-11-23T22:00:01Z";
    assert!(silences_due(world.node("US"), "2020-11-23T21:59:59Z").is_empty());
    assert!(silences_due(world.node("KW"), now).is_empty(), "Kuwait holds it already");
    let due = silences_due(world.node("US"), now);
    assert_eq!(due.len(), 1);
    for act in due {
        world.act("US", Function::CoChair, act).unwrap();
    }
    for code in ["KW", "US"] {
        let record = world.node(code);
        let procedure = record.item(&id("q")).unwrap();
        assert_eq!(silence_of(record, &procedure), Silence::Agreed, "{code}");
        assert_eq!(stage(&world, code, "p1"), Stage::Locked, "{code}");
    }
    assert!(silences_due(world.node("US"), now).is_empty());
}

#[test]
fn broken_silence_agrees_to_nothing_for_good() {
    let mut world = running();
    let content = Content::new().with("procedure", &id("q")).with("reason_en", "Article 2");
    world.put("US", "b", "silence_break", content.clone());
    for code in ["KW", "US"] {
        let record = world.node(code);
        let procedure = record.item(&id("q")).unwrap();
        assert_eq!(silence_of(record, &procedure), Silence::Broken, "{code}");
        assert!(silences_due(record, "2021-01-01T00:00:00Z").is_empty(), "{code}");
    }
    let refusal = refused(&world, "silence_break", content);
    assert!(matches!(refusal, Refusal::SilenceOver { .. }), "{refusal}");
}

/// Whatever a node writes that obeys no rule of a text, the others read what both agreed.
#[test]
fn words_put_after_the_text_was_agreed_change_nothing() {
    let mut world = settled();
    let before = edition(&world);
    let to = world.put("KW", "e1", "edition", before.clone());
    world.consent("US", &id("e1"), to, Level::Text);
    // Past its own rules: other words for a provision, and a new provision at the top.
    let other = provision("paragraph", "نص آخر", "Other words").with("by", "desk_officer");
    let base = vec![shown(&world, "US", "p1")];
    put_past_the_rules(&mut world, "US", ("provision", "p1"), (base, Some(2)), &other);
    put_past_the_rules(&mut world, "US", ("provision", "p9"), (vec![], Some(0)), &other);
    world.sync();
    for code in ["KW", "US"] {
        let negotiation = Negotiation::of(world.node(code), &id("t1")).unwrap();
        assert_eq!(negotiation.digest().to_string(), before.text("digest").unwrap(), "{code}");
        let words = negotiation.row(&id("p1")).unwrap().words(Lang::En);
        assert_eq!(words, Some("Experts meet within 90 days."), "{code}");
        let numbers = negotiation.rows.iter().map(|row| row.number.as_ref().map(|one| one.n));
        assert_eq!(numbers.collect::<Vec<_>>(), [None, Some(1), Some(2)], "{code}");
        assert_eq!((negotiation.rows.len(), negotiation.n_late), (3, 2), "{code}");
        assert!(negotiation.rows.iter().all(|row| row.stage == Stage::Locked), "{code}");
    }
}

/// What a node can write whose program obeys no rule of a text.
fn put_past_the_rules(
    world: &mut World,
    code: &str,
    (type_name, item): (&str, &str),
    (base, pos): (Vec<VersionId>, Option<u64>),
    content: &Content,
) -> VersionId {
    let put = Put {
        item: id(item),
        type_name: dialogue::item::get(type_name).unwrap().type_name(),
        base,
        charter: world.node(code).joint().charter_in_force(),
        offer: true,
        pos,
        aud: None,
    };
    world.write(code, Body::Put(put), content)
}

#[test]
fn an_edition_that_is_not_what_it_says_locks_nothing() {
    let mut world = settled();
    let forged = edition(&world).with("digest", "0".repeat(64).as_str());
    let to = put_past_the_rules(
        &mut world,
        "US",
        ("edition", "e1"),
        (vec![], None),
        &forged.with("by", "co_chair"),
    );
    world.sync();
    world.write("KW", Body::Consent { to, level: Level::Text }, &Content::new());
    world.sync();
    assert!(is_agreed(&world.item("KW", &id("e1")).state()), "both hold it");
    assert_eq!(stage(&world, "KW", "p1"), Stage::AdReferendum);
}

#[test]
fn who_holds_an_edition_takes_it_back_before_he_negotiates_on() {
    let mut world = settled();
    let to = world.put("KW", "e1", "edition", edition(&world));
    let needs = |refusal: Refusal| match refusal {
        Refusal::StepMissing { needs, .. } => needs,
        other => panic!("{other}"),
    };
    let mut draft = Draft::revise(&world.item("KW", &id("p1")));
    draft.content = draft.content.with("en", "Experts meet.").with("reason_en", "Shorter");
    let put = Act::Put(draft);
    let judge = |world: &World, act: &Act| world.judge("KW", Function::CoChair, act);
    assert_eq!(needs(judge(&world, &put).unwrap_err()), "edition_withdrawn");
    let reserve = Content::new().with("on", &id("p1")).with("kind", "general");
    assert_eq!(needs(refused(&world, "reservation", reserve)), "edition_withdrawn");
    let back = Act::Withdraw { item: id("e1"), to, level: Level::Text };
    world.act("KW", Function::CoChair, back).unwrap();
    judge(&world, &put).expect("free again");
}

#[test]
fn what_stands_under_a_provision_taken_out_is_out_with_it() {
    let mut world = settled();
    let under = |role: &str, upper: &str, ar: &str, en: &str| {
        provision(role, ar, en).with("under", &id(upper))
    };
    world.put_at("KW", "a1", "provision", provision("article", "المادة", "Article"), Some(5));
    world.put_at("KW", "a2", "provision", under("paragraph", "a1", "نص", "Words"), Some(1));
    agree(&mut world, "a1");
    agree(&mut world, "a2");
    assert_eq!(blockers(&world), []);
    let mut draft = Draft::revise(&world.item("KW", &id("a1")));
    draft.content = draft.content.with("deleted", true).with("reason_en", "Not needed");
    world.act("KW", Function::DeskOfficer, Act::Put(draft)).unwrap();
    let to = world.item("US", &id("a1")).position(&world.parties[0]).unwrap().id;
    world.consent("US", &id("a1"), to, Level::Text);
    assert_eq!(stage(&world, "US", "a2"), Stage::Deleted);
    let negotiation = Negotiation::of(world.node("US"), &id("t1")).unwrap();
    assert_eq!(negotiation.live().count(), 3);
    assert!(negotiation.row(&id("a2")).unwrap().number.is_none());
}

#[test]
fn a_text_that_is_not_agreed_as_such_is_not_closed() {
    let mut world = two();
    world.put("KW", "t1", "joint_text", text());
    world.put_at("KW", "p1", "provision", provision("paragraph", "نص", "Words"), Some(2));
    agree(&mut world, "p1");
    assert_eq!(blockers(&world), [("text", 1)]);
    agree(&mut world, "t1");
    assert_eq!(blockers(&world), []);
}

#[test]
fn an_item_names_the_chapeau_that_stands_above_it() {
    let mut world = settled();
    let chapeau = provision("chapeau", "يعتزم الجانبان:", "The two sides intend to:");
    world.put_at("KW", "c", "provision", chapeau, Some(7));
    let item = provision("item", "العمل معا؛", "work together;").with("under", &id("c"));
    for said in [None, Some("0000000000000000")] {
        let content = said.map_or(item.clone(), |said| item.clone().with("chapeau", said));
        let refusal = refused(&world, "provision", content);
        assert_eq!(refusal.problems()[0].rule, FieldRule::ChapeauMoved);
    }
    let stands = chapeau_of(world.node("KW"), &item).unwrap();
    let content = item.clone().with("chapeau", stands.as_str());
    world.put_at("KW", "i", "provision", content, Some(1));
    let below = provision("item", "وبسرعة.", "and fast.").with("under", &id("i"));
    let deep = chapeau_of(world.node("KW"), &below).expect("the chapeau governs all below");
    assert_eq!(deep, stands);
}

#[test]
fn who_answers_is_not_silent() {
    let now = "2020-12-01T00:00:00Z";
    let ends = |world: &World| {
        let record = world.node("US");
        assert!(silences_due(record, now).is_empty());
        silence_of(record, &record.item(&id("q")).unwrap())
    };
    let mut world = running();
    let to = shown(&world, "KW", "e1");
    world.act("US", Function::CoChair, Act::Reject { item: id("e1"), to }).unwrap();
    assert_eq!(ends(&world), Silence::Answered);

    // A break is for good, and after agreement it is nothing.
    let mut world = running();
    let content = Content::new().with("procedure", &id("q")).with("reason_en", "Article 2");
    let to = world.put("US", "b", "silence_break", content.clone());
    let edited = Draft::revise(&world.item("US", &id("b")));
    let act = Act::Put(Draft { content: edited.content.with("reason_en", "Other"), ..edited });
    assert!(world.judge("US", Function::CoChair, &act).is_err(), "it is never changed");
    let back = Act::Withdraw { item: id("b"), to, level: Level::Text };
    assert!(world.judge("US", Function::CoChair, &back).is_err(), "nor taken back");
    assert_eq!(ends(&world), Silence::Broken);

    let mut world = running();
    let due = silences_due(world.node("US"), now);
    let late = due.clone();
    due.into_iter().for_each(|act| world.act("US", Function::CoChair, act).unwrap());
    for act in &late {
        assert!(world.judge("US", Function::CoChair, act).is_err(), "once is enough");
    }
    let refusal =
        world.judge("US", Function::CoChair, &Act::Put(draft("silence_break", content.clone())));
    assert!(matches!(refusal, Err(Refusal::SilenceOver { .. })));
    assert!(
        matches!(refused(&world, "silence_break", content), Refusal::SilenceOver { .. }),
        "nor by the side that tabled it"
    );
}

#[test]
fn a_reservation_of_ours_keeps_our_side_from_signing() {
    let mut world = settled();
    let to = world.put("KW", "e1", "edition", edition(&world));
    // It crosses the consent that locks the text.
    let content = Content::new().with("on", &id("p1")).with("kind", "parliamentary");
    put_past_the_rules(
        &mut world,
        "KW",
        ("reservation", "r"),
        (vec![], None),
        &content.clone().with("by", "desk_officer"),
    );
    world.consent("US", &id("e1"), to, Level::Text);
    let digest = edition(&world).text("digest").unwrap().to_owned();
    let certificate = Content::new()
        .with("text", &id("t1"))
        .with("digest", digest.as_str())
        .with("result", "conform")
        .with("checker_en", "Language officer");
    let refusal = refused(&world, "concordance_certificate", certificate);
    assert!(matches!(refusal, Refusal::TextOpen { .. }), "{refusal}");
    assert!(matches!(refused(&world, "reservation", content), Refusal::TextLocked { .. }));
}

#[test]
fn places_numbers_and_digests_are_the_same_on_both_nodes() {
    let world = settled();
    let read = |code: &str| {
        let negotiation = Negotiation::of(world.node(code), &id("t1")).unwrap();
        let numbers = negotiation.rows.iter().map(|row| row.number.as_ref().map(|n| n.n));
        (negotiation.digest(), numbers.collect::<Vec<_>>())
    };
    assert_eq!(read("KW"), read("US"));
    assert_eq!(read("KW").1, [None, Some(1), Some(2)]);
}

#[test]
fn a_provision_cannot_stand_under_itself_or_in_another_text() {
    let mut world = begun();
    let to = world.put("KW", "t2", "joint_text", text());
    world.agree(&id("t2"), to);
    let mut draft = Draft::revise(&world.item("KW", &id("p1")));
    draft.content = draft.content.with("under", &id("p2"));
    world.act("KW", Function::DeskOfficer, Act::Put(draft)).unwrap();
    let mut round = Draft::revise(&world.item("KW", &id("p2")));
    round.content = round.content.with("under", &id("p1"));
    let act = Act::Put(round);
    let refusal = world.judge("KW", Function::DeskOfficer, &act).unwrap_err();
    assert_eq!(refusal.problems()[0].rule, FieldRule::Itself);
    let foreign = provision("paragraph", "نص", "text").with("text", &id("t2"));
    let refusal = refused(&world, "provision", foreign.with("under", &id("p1")));
    assert_eq!(refusal.problems()[0].field, "under");
}

#[test]
fn a_text_of_ten_thousand_paragraphs_is_refused_at_the_first_too_many() {
    let mut world = begun();
    let most = dialogue::limits::PROVISIONS_OF_TEXT_MAX;
    let code = "KW";
    for nth in 0..most - 3 {
        let (name, place) = (format!("n{nth}"), (vec![], Some(100 + nth as u64)));
        let words = provision("paragraph", "نص", "Words");
        put_past_the_rules(&mut world, code, ("provision", &name), place, &words);
    }
    let refusal = refused(&world, "provision", provision("paragraph", "نص", "Words"));
    let problem = &refusal.problems()[0];
    assert_eq!((problem.rule, problem.field.as_str()), (FieldRule::TooMany, "text"));
    // Past its own rules a peer may write more: the text is shown cut and cannot be closed.
    put_past_the_rules(
        &mut world,
        code,
        ("provision", "over"),
        (vec![], Some(1 << 40)),
        &provision("paragraph", "نص", "Words"),
    );
    let negotiation = Negotiation::of(world.node(code), &id("t1")).unwrap();
    assert!(negotiation.cut && negotiation.rows.len() == most);
    assert!(negotiation.blockers().iter().any(|(name, _)| *name == "cut"));
}
