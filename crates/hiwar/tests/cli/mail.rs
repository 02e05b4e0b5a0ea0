//! `hiwar mail due` on a real folder: who is told what next, in words and as JSON, and nothing goes
//! out; settings that would give a password away are refused before.

use agencies::reminders;
use dialogue::act::{Act, Actor, Draft, Function};
use dialogue::content::{Content, Lang};
use dialogue::id::PartyId;
use dialogue::item;
use dialogue::reminders::Wish;
use node::{Node, Options};

use crate::command::Hiwar;

/// Kuwait's folder with a calendar, a commitment that falls due, and somebody to be told.
fn furnished() -> Hiwar {
    let kw = super::alone();
    let node = Node::open(std::path::Path::new(&kw.node()), Options::default()).expect("it opens");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let dialogue = node.dialogue("kwus").expect("the dialogue");
        let party = PartyId::parse("KW").expect("a party");
        let actor = Actor { party, function: Function::CoChair, account: "test".to_owned() };
        let mut calendar = Content::new().with("party", "KW").with("time_zone", "Asia/Kuwait");
        calendar.set_strings("weekend", ["fri", "sat"]);
        let commitment = Content::new()
            .with("kind", "joint_action")
            .with("text_ar", "تسمية نقاط اتصال")
            .with("text_en", "Name focal points")
            .with("due", "2020-11-27")
            .with("status", "in_progress");
        for (kind, content) in [("working_calendar", calendar), ("commitment", commitment)] {
            let draft = Draft::new(item::get(kind).expect("a type"), content);
            dialogue.perform(&actor, Act::Put(draft)).await.expect("it is put");
        }
        let wish = Wish { due: true, ..Wish::default() };
        for (to, lang) in
            [("desk@ministry.example", Lang::Ar), ("office@ministry.example", Lang::En)]
        {
            reminders::subscribe(node.private(), &dialogue, to, lang, &wish, &actor).expect("told");
        }
    });
    node.stop();
    kw
}

#[test]
fn who_is_told_what_next_is_listed_and_nothing_is_sent() {
    let kw = furnished();
    // On Friday nobody is written to; a week before the date is a Friday, so it is told before.
    let said = kw.run(&["mail", "due", "--on", "2020-11-17T06:00:00Z"]).done().out;
    for words in ["2020-11-17  desk@ministry.example (ar)", "due within 14 days, 2020-11-27"] {
        assert!(said.contains(words), "{said}");
    }
    assert!(said.contains("تسمية نقاط اتصال") && said.contains("Name focal points"), "{said}");
    assert!(said.contains("Between 8:00 and 16:00, Asia/Kuwait"), "{said}");
    let said = kw.run(&["mail", "due", "--on", "2020-11-20T06:00:00Z", "--json"]).done().json();
    let letters = &said["dialogues"][0]["letters"];
    assert_eq!(letters[0]["date"], "2020-11-22", "{said}");
    assert_eq!(letters[0]["notices"][0]["kind"], "due_7", "{said}");
    assert_eq!(letters.as_array().map(Vec::len), Some(2));
    // After the date nobody who asked for nothing else is told anything.
    let said = kw.run(&["mail", "due", "--on", "2020-12-01T06:00:00Z"]).refused().out;
    assert!(said.contains("2 further subscriptions"), "{said}");
    kw.run(&["mail", "due", "--on", "tomorrow"]).failed("is no time");
    assert!(!std::path::Path::new(&kw.node()).join("outbox").exists(), "nothing was sent");
}

#[test]
fn a_side_without_a_calendar_is_told_why_nobody_is_reminded() {
    let kw = super::alone();
    let said = kw.run(&["mail", "due"]).refused().out;
    assert!(said.contains("no calendar of working days"), "{said}");
}

#[test]
fn a_password_in_clear_is_refused_when_the_settings_are_read() {
    let kw = super::alone();
    let config = std::path::Path::new(&kw.node()).join("hiwar.toml");
    let mut text = std::fs::read_to_string(&config).expect("the settings");
    text.push_str(
        "[mail]\nhost = \"mail.example\"\nport = 25\ntls = \"none\"\nuser = \"u\"\n\
         password_file = \"p\"\nfrom = \"a@b.example\"\n",
    );
    std::fs::write(&config, text).expect("written");
    kw.run(&["mail", "due"]).failed("starttls");
    kw.run(&["serve"]).failed("in clear");
}
