//! Reminders by mail: over weeks with both working weeks and holidays on a clock of the test's own,
//! in both languages, at most once over restarts and broken lines, through a small mail server and
//! as files; and the page on which they are ordered.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use agencies::mail::Mailer;
use agencies::reminders::{self, Compose as _};
use dialogue::act::{Actor, Function};
use dialogue::content::{Content, Lang};
use dialogue::id::ItemId;
use dialogue::reminders::{Kind, Notice, Reckoned, Wish, reckon};
use http::StatusCode;
use jiff::{Timestamp, ToSpan as _};
use node::config::{Mail, MailTls};
use node::{Node, Options};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use web::updates::letters::Letters;

use crate::world::{DID, World};

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn mailer(node: &Node) -> Mailer {
    Mailer::open(node.folder(), node.config()).expect("a mailer")
}

fn outbox(node: &Node) -> Vec<String> {
    let folder = node.folder().path().join("outbox");
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = files.map(|file| file.expect("a file").path());
    paths.map(|path| std::fs::read_to_string(path).expect("a letter")).collect()
}

fn all() -> Wish {
    Wish { items: Vec::new(), due: true, overdue: true, digest: false }
}

/// What is open in Kuwait's record on a day on which its side works.
fn reckoned(world: &World, day: &str) -> Reckoned {
    let dialogue = world.dialogue("KW");
    let record = dialogue.read();
    let calendar = agencies::our_days(&record).1.expect("a calendar");
    reckon(&record, dialogue::working_days::day_of(day).expect("a day"), &calendar)
}

fn subscribe(world: &World, party: &str, address: &str, lang: Lang, wish: &Wish) {
    let actor = Actor {
        party: world.node(party).party().clone(),
        function: Function::DeskOfficer,
        account: "desk".to_owned(),
    };
    let private = world.node(party).private();
    let made = reminders::subscribe(private, &world.dialogue(party), address, lang, wish, &actor);
    made.expect("a subscription");
}

/// The furnished world with both calendars and one dated commitment.
async fn world() -> World {
    let mut world = World::furnished().await;
    let calendar = |party: &str, zone: &str, weekend: [&str; 2], holiday: &str| {
        let mut calendar = Content::new().with("party", party).with("time_zone", zone);
        calendar.set_strings("weekend", weekend);
        let row = [("from", holiday), ("name_ar", "عطلة"), ("name_en", "Holiday")];
        let row = row.map(|(k, v)| (k.to_owned(), dialogue::Value::from(v)));
        calendar.set_rows("holidays", vec![row.into()]);
        calendar
    };
    // In Kuwait a holiday on Thursday 19, in Washington Thanksgiving on the 26th.
    let kuwait = calendar("KW", "Asia/Kuwait", ["fri", "sat"], "2020-11-19");
    world.put("KW", "calendar-kw", "working_calendar", kuwait).await;
    let washington = calendar("US", "America/New_York", ["sat", "sun"], "2020-11-26");
    world.put("US", "calendar-us", "working_calendar", washington).await;
    world.reword("KW", "commitment", "due", "2020-11-27").await;
    world.agree("US", "commitment").await;
    world
}

/// What the node of Kuwait writes in a week to somebody who asked for everything, in English, so
/// that its words stand in the file as they are.
pub async fn a_week_of_letters(world: &mut World) -> Vec<String> {
    let mut calendar = Content::new().with("party", "KW").with("time_zone", "Asia/Kuwait");
    calendar.set_strings("weekend", ["fri", "sat"]);
    world.put("KW", "calendar-kw", "working_calendar", calendar).await;
    let wish = Wish { digest: true, ..all() };
    subscribe(world, "KW", "desk@ministry.example", Lang::En, &wish);
    hours(world, "KW", "Asia/Kuwait", "2020-11-16T21:30:00Z", 24 * 7).await;
    outbox(world.node("KW"))
}

/// Lets the clock run by the hour and gives the local hours at which letters went out.
async fn hours(world: &World, party: &str, zone: &str, from: &str, n_hours: i64) -> Vec<String> {
    let node = world.node(party);
    let (mailer, start) = (mailer(node), from.parse::<Timestamp>().expect("an instant"));
    let mut sent = Vec::new();
    for hour in 0..n_hours {
        let now = start + hour.hours();
        node.clock().set(now);
        if reminders::look(node, &mailer, &Letters).await > 0 {
            let local = now.in_tz(zone).expect("a zone");
            sent.push(local.strftime("%a %Y-%m-%d %H:%M").to_string());
        }
    }
    sent
}

#[test]
fn each_side_is_reminded_on_its_own_working_days_between_eight_and_four() {
    run(async {
        let world = world().await;
        subscribe(&world, "KW", "desk@ministry.example", Lang::Ar, &all());
        subscribe(&world, "US", "desk@state.example", Lang::En, &all());
        let start = "2020-11-16T21:30:00Z";
        // Due on Friday 27. Kuwait: 7 days before is Friday 20, the holiday goes before: Wednesday.
        let kuwait = hours(&world, "KW", "Asia/Kuwait", start, 24 * 14).await;
        let days = ["Tue 2020-11-17 08:30", "Wed 2020-11-18 08:30", "Thu 2020-11-26 08:30"];
        let after = ["Sun 2020-11-29 08:30"];
        assert_eq!(kuwait, [&days[..], &after[..]].concat());
        let washington = hours(&world, "US", "America/New_York", start, 24 * 14).await;
        let days = ["Tue 2020-11-17 08:30", "Fri 2020-11-20 08:30", "Wed 2020-11-25 08:30"];
        let after = ["Mon 2020-11-30 08:30"];
        assert_eq!(washington, [&days[..], &after[..]].concat());
        let letters = outbox(world.node("KW"));
        assert_eq!(letters.len(), 4);
        for letter in letters {
            let head = letter.split("\r\n\r\n").next().expect("a head").to_owned();
            assert!(head.contains("To: desk@ministry.example"), "{head}");
            assert!(head.contains("multipart/alternative"), "{head}");
            assert!(letter.contains("text/plain") && letter.contains("text/html"));
        }
    });
}

#[test]
fn a_digest_comes_once_a_week_and_names_what_is_open_in_the_readers_language() {
    run(async {
        let world = world().await;
        let node = world.node("KW");
        let id = ItemId::parse(&world.id("commitment")).expect("an id");
        let actor = Actor {
            party: node.party().clone(),
            function: Function::DeskOfficer,
            account: "desk".to_owned(),
        };
        let canary = "canary of a private note";
        node.private().add_note(DID, &id, canary, &actor).expect("a note");
        let wish = Wish { digest: true, ..Wish::default() };
        subscribe(&world, "KW", "desk@ministry.example", Lang::Ar, &wish);
        let start = "2020-11-16T21:30:00Z";
        let sent = hours(&world, "KW", "Asia/Kuwait", start, 24 * 14).await;
        let days = ["Tue 2020-11-17 08:30", "Sun 2020-11-22 08:30", "Sun 2020-11-29 08:30"];
        assert_eq!(sent, days);
        let dialogue = world.dialogue("KW");
        let known = reminders::subscriptions(node.private(), &dialogue).expect("read");
        let all = reckoned(&world, "2020-11-22");
        let digest = Notice { kind: Kind::Digest, item: None, date: "2020-11-22".to_owned() };
        let due = Notice { kind: Kind::Due7, item: Some(id), date: "2020-11-27".to_owned() };
        for (lang, title, dir) in [
            (Lang::Ar, "تسمية نقاط اتصال", "dir=\"rtl\""),
            (Lang::En, "Name focal points", "dir=\"ltr\""),
        ] {
            let to = reminders::Subscription { lang, ..known[0].clone() };
            let letter = Letters.letter(&dialogue, &to, &[digest.clone(), due.clone()], &all);
            assert!(letter.text.contains(title) && letter.html.contains(title), "{}", letter.text);
            assert!(letter.html.contains(dir) && !letter.html.contains("<script"));
            assert!(!letter.subject.contains('\u{2068}') && !letter.subject.is_empty());
            for part in [&letter.subject, &letter.text, &letter.html] {
                assert!(!part.contains(canary));
            }
        }
    });
}

#[test]
fn nothing_goes_out_twice_over_a_restart() {
    run(async {
        let world = world().await;
        subscribe(&world, "KW", "desk@ministry.example", Lang::En, &all());
        let node = world.node("KW");
        node.clock().set("2020-11-17T06:00:00Z".parse().expect("an instant"));
        assert_eq!(reminders::look(node, &mailer(node), &Letters).await, 1);
        assert_eq!(reminders::look(node, &mailer(node), &Letters).await, 0);
        node.stop();
        let options = Options { clock: node.clock().clone(), ..Options::default() };
        let again = Node::open(node.folder().path(), options).expect("it opens again");
        assert_eq!(reminders::look(&again, &mailer(&again), &Letters).await, 0);
        again.clock().set("2020-11-17T07:00:00Z".parse().expect("an instant"));
        assert_eq!(reminders::look(&again, &mailer(&again), &Letters).await, 0);
        assert_eq!(outbox(&again).len(), 1);
        again.stop();
    });
}

fn mailer_at(node: &Node, port: u16) -> Mailer {
    let mut config = node.config().clone();
    config.mail = Some(Mail {
        host: "127.0.0.1".to_owned(),
        port,
        tls: MailTls::None,
        user: None,
        password_file: None,
        ca_file: None,
        from: "Hiwar <hiwar@ministry.example>".to_owned(),
    });
    Mailer::open(node.folder(), &config).expect("a mailer")
}

/// What the mail server of the test does with a message.
#[derive(Clone, Copy)]
enum Does {
    Takes,
    Refuses,
    /// Reads the whole message and hangs up without a word.
    HangsUp,
}

/// A mail server that speaks enough of RFC 5321: what it was told, line by line.
struct Server {
    port: u16,
    does: Arc<Mutex<Does>>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let does = Arc::new(Mutex::new(Does::Takes));
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let server = Server { port, does: does.clone(), heard: heard.clone() };
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.expect("a caller");
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                let mut say = async |line: &str| {
                    let line = format!("{line}\r\n");
                    write.write_all(line.as_bytes()).await.expect("said");
                };
                say("220 mail.example ESMTP").await;
                let mut in_data = false;
                while let Ok(Some(line)) = lines.next_line().await {
                    let does = *does.lock().expect("no panic");
                    heard.lock().expect("no panic").push(line.clone());
                    match line.split(' ').next().unwrap_or_default() {
                        "." if in_data && matches!(does, Does::HangsUp) => break,
                        "." if in_data => {
                            in_data = false;
                            say("250 taken").await;
                        }
                        _ if in_data => {}
                        "EHLO" => say("250 mail.example").await,
                        "RCPT" if matches!(does, Does::Refuses) => say("451 later").await,
                        "DATA" => {
                            in_data = true;
                            say("354 go on").await;
                        }
                        "QUIT" => {
                            say("221 bye").await;
                            break;
                        }
                        _ => say("250 fine").await,
                    }
                }
            }
        });
        server
    }

    fn mailer(&self, node: &Node) -> Mailer {
        mailer_at(node, self.port)
    }

    fn does(&self, what: Does) {
        *self.does.lock().expect("no panic") = what;
    }

    fn messages(&self) -> usize {
        let heard = self.heard.lock().expect("no panic");
        heard.iter().filter(|line| *line == ".").count()
    }
}

#[test]
fn a_server_that_is_down_loses_no_reminder() {
    run(async {
        let world = world().await;
        subscribe(&world, "KW", "desk@ministry.example", Lang::Ar, &all());
        let node = world.node("KW");
        node.clock().set("2020-11-17T06:00:00Z".parse().expect("an instant"));
        let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = nobody.local_addr().expect("an address").port();
        drop(nobody);
        assert_eq!(reminders::look(node, &mailer_at(node, port), &Letters).await, 0);
        let server = Server::start().await;
        assert_eq!(reminders::look(node, &server.mailer(node), &Letters).await, 1);
        assert_eq!(server.messages(), 1);
    });
}

#[test]
fn a_server_that_refuses_is_asked_again_and_one_that_hangs_up_is_not() {
    run(async {
        let world = world().await;
        subscribe(&world, "KW", "desk@ministry.example", Lang::Ar, &all());
        let node = world.node("KW");
        let server = Server::start().await;
        let mailer = server.mailer(node);
        node.clock().set("2020-11-17T06:00:00Z".parse().expect("an instant"));
        server.does(Does::Refuses);
        assert_eq!(reminders::look(node, &mailer, &Letters).await, 0);
        assert_eq!(server.messages(), 0);
        server.does(Does::Takes);
        assert_eq!(reminders::look(node, &mailer, &Letters).await, 1);
        assert_eq!(reminders::look(node, &mailer, &Letters).await, 0);
        assert_eq!(server.messages(), 1);
        {
            let heard = server.heard.lock().expect("no panic");
            let to: BTreeSet<&String> =
                heard.iter().filter(|line| line.starts_with("RCPT")).collect();
            assert_eq!(to.len(), 1, "{to:?}");
            assert!(heard.iter().any(|line| line == "From: Hiwar <hiwar@ministry.example>"));
        }
        // The next reminder is lost on the line: nobody knows, so it is not sent again.
        node.clock().set("2020-11-18T06:00:00Z".parse().expect("an instant"));
        server.does(Does::HangsUp);
        assert_eq!(reminders::look(node, &mailer, &Letters).await, 0);
        assert_eq!(server.messages(), 2);
        server.does(Does::Takes);
        assert_eq!(reminders::look(node, &mailer, &Letters).await, 0);
        assert_eq!(server.messages(), 2);
        assert!(outbox(node).is_empty());
    });
}

#[test]
fn a_side_without_a_calendar_is_not_written_to() {
    run(async {
        let world = World::furnished().await;
        subscribe(&world, "KW", "desk@ministry.example", Lang::Ar, &all());
        let sent = hours(&world, "KW", "UTC", "2020-11-16T21:30:00Z", 48).await;
        assert!(sent.is_empty(), "{sent:?}");
    });
}

#[test]
fn reminders_are_ordered_and_ended_on_their_page() {
    run(async {
        let world = world().await;
        let desk = world.enter("KW", Function::DeskOfficer);
        let path = "/updates/reminders";
        let table: &[&[(&str, &str)]] = &[
            &[("address", "nobody"), ("due", "yes")],
            &[("address", "a@b.example\r\nBcc: c@d.example"), ("due", "yes")],
            &[("address", "a@b.example, c@d.example"), ("due", "yes")],
            &[("address", "a@b.example")],
        ];
        for form in table {
            let page = world.post(&desk, path, form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
            assert!(page.body.contains("class=\"problems\""));
        }
        let form = [("address", "office@ministry.example"), ("lang", "ar"), ("digest", "yes")];
        let most = agencies::limits::SUBSCRIPTIONS_OF_ADDRESS_MAX;
        for _ in 0..most {
            assert_eq!(world.post(&desk, path, &form).await.status, StatusCode::SEE_OTHER);
        }
        let page = world.post(&desk, path, &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "one address has its quota");
        let page = world.page(&desk, "ar", path).await.body;
        assert!(page.contains("office@ministry.example") && page.contains("كل ما هو مفتوح"));
        let rest = page.split("name=\"end\" value=\"").nth(1).expect("a button");
        let id = &rest[..rest.find('"').expect("its end")];
        world.post(&desk, path, &[("end", id)]).await;
        let private = world.node("KW").private();
        let known = reminders::subscriptions(private, &world.dialogue("KW")).expect("read");
        assert_eq!(known.len(), most - 1);
        let press = world.enter("KW", Function::Press);
        assert_eq!(world.page(&press, "en", path).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn nothing_is_reckoned_again_before_the_day_the_record_or_the_list_changes() {
    run(async {
        let world = world().await;
        let node = world.node("KW");
        let mailer = mailer(node);
        let mut reminders = reminders::Reminders::default();
        let mut look = async |at: &str| {
            node.clock().set(at.parse().expect("an instant"));
            let n_sent = reminders.look(node, &mailer, &Letters).await;
            (n_sent, reminders.n_reckoned())
        };
        assert_eq!(look("2020-11-17T06:00:00Z").await, (0, 0), "nobody is to be told");
        let nothing_due = Wish { overdue: true, ..Wish::default() };
        subscribe(&world, "KW", "desk@ministry.example", Lang::En, &nothing_due);
        assert_eq!(look("2020-11-17T04:30:00Z").await, (0, 0), "before office hours");
        assert_eq!(look("2020-11-17T06:15:00Z").await, (0, 1));
        assert_eq!(look("2020-11-17T06:30:00Z").await, (0, 1));
        subscribe(&world, "KW", "office@ministry.example", Lang::Ar, &all());
        assert_eq!(look("2020-11-17T06:45:00Z").await, (1, 2));
        assert_eq!(look("2020-11-17T07:00:00Z").await, (0, 2));
        world.reword("KW", "commitment", "due", "2020-11-16").await;
        world.agree("US", "commitment").await;
        assert_eq!(look("2020-11-17T07:15:00Z").await, (1, 3), "the record changed: it is overdue");
        assert_eq!(look("2020-11-17T07:30:00Z").await, (0, 3));
        // The other one had its letter of today, and is told tomorrow.
        assert_eq!(look("2020-11-18T06:00:00Z").await, (1, 4));
        assert_eq!(look("2020-11-18T12:00:00Z").await, (0, 4));
        assert_eq!(look("2020-11-18T13:30:00Z").await, (0, 4), "after office hours");
    });
}

#[test]
fn a_refused_letter_is_tried_again_and_a_dead_server_is_not_asked_for_each() {
    run(async {
        let world = world().await;
        for n in 0..agencies::limits::MAIL_REFUSALS_IN_A_ROW_MAX + 2 {
            let address = format!("desk{n}@ministry.example");
            subscribe(&world, "KW", &address, Lang::Ar, &all());
        }
        let node = world.node("KW");
        let server = Server::start().await;
        let mailer = server.mailer(node);
        let mut reminders = reminders::Reminders::default();
        node.clock().set("2020-11-17T06:00:00Z".parse().expect("an instant"));
        server.does(Does::Refuses);
        assert_eq!(reminders.look(node, &mailer, &Letters).await, 0);
        let n_asked = {
            let heard = server.heard.lock().expect("no panic");
            heard.iter().filter(|line| line.starts_with("RCPT")).count()
        };
        assert_eq!(n_asked, agencies::limits::MAIL_REFUSALS_IN_A_ROW_MAX);
        server.does(Does::Takes);
        let n_sent = reminders.look(node, &mailer, &Letters).await;
        assert_eq!(n_sent, agencies::limits::MAIL_REFUSALS_IN_A_ROW_MAX + 2, "none is lost");
    });
}

#[test]
fn a_subscription_ends_once_in_its_own_dialogue_and_no_typed_word_reaches_the_trail() {
    run(async {
        let world = world().await;
        subscribe(&world, "KW", "desk@ministry.example", Lang::En, &all());
        let node = world.node("KW");
        node.clock().set("2020-11-17T06:00:00Z".parse().expect("an instant"));
        assert_eq!(reminders::look(node, &mailer(node), &Letters).await, 1);
        let desk = world.enter("KW", Function::DeskOfficer);
        let id = reminders::subscriptions(node.private(), &world.dialogue("KW")).expect("read");
        let id = id[0].id.clone();
        let other = node.any_dialogue(crate::world::MLA).expect("the compartment");
        let actor = Actor {
            party: node.party().clone(),
            function: Function::DeskOfficer,
            account: "desk".to_owned(),
        };
        let ended = reminders::unsubscribe(node.private(), &other, &id, &actor);
        assert!(!ended.expect("asked"), "it is of another dialogue");
        assert_eq!(reminders::look(node, &mailer(node), &Letters).await, 0, "what was sent stays");
        for wrong in ["no such one\nforged line", &"x".repeat(5_000), "\u{202e}"] {
            let page = world.post(&desk, "/updates/reminders", &[("end", wrong)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.body.contains("no such subscription"), "{}", page.body);
        }
        let lines = node.private().audit_lines(50).expect("audit lines");
        assert!(lines.iter().all(|line| line.what != "mail-ended"), "nothing was ended");
        let page = world.post(&desk, "/updates/reminders", &[("end", &id)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let lines = node.private().audit_lines(1).expect("audit lines");
        assert_eq!((lines[0].what.as_str(), &lines[0].detail), ("mail-ended", &id));
    });
}

#[test]
fn who_is_told_what_next_is_known_ahead_and_nothing_goes_out() {
    run(async {
        let world = world().await;
        let node = world.node("KW");
        let ahead = |at: &str| {
            let store = node.private().store();
            let (store, dialogue) = (store.lock(), world.dialogue("KW"));
            let at = at.parse().expect("an instant");
            reminders::ahead(&store, dialogue.id(), &dialogue.read(), at).expect("read")
        };
        let dates = |at: &str| -> Vec<(String, String, Vec<Kind>)> {
            let reminders::Ahead::Letters { next, .. } = ahead(at) else { panic!("a calendar") };
            let kinds = |next: &reminders::Next| next.notices.iter().map(|one| one.kind).collect();
            next.iter().map(|one| (one.to.address.clone(), one.date.clone(), kinds(one))).collect()
        };
        assert_eq!(dates("2020-11-17T06:00:00Z"), []);
        subscribe(&world, "KW", "desk@ministry.example", Lang::Ar, &all());
        let overdue = Wish { overdue: true, ..Wish::default() };
        subscribe(&world, "KW", "late@ministry.example", Lang::En, &overdue);
        let (desk, late) = ("desk@ministry.example", "late@ministry.example");
        let told =
            |who: &str, date: &str, kind: Kind| (who.to_owned(), date.to_owned(), vec![kind]);
        // Due on Friday 27 November, a day off; overdue is told on the next working day, Sunday.
        let after = told(late, "2020-11-29", Kind::Overdue);
        let today = told(desk, "2020-11-17", Kind::Due14);
        assert_eq!(dates("2020-11-17T06:00:00Z"), [today, after.clone()]);
        let tomorrow = told(desk, "2020-11-18", Kind::Due7);
        assert_eq!(
            dates("2020-11-17T14:00:00Z"),
            [tomorrow.clone(), after.clone()],
            "today is over"
        );
        assert!(outbox(node).is_empty(), "nothing was sent");
        node.clock().set("2020-11-17T06:00:00Z".parse().expect("an instant"));
        assert_eq!(reminders::look(node, &mailer(node), &Letters).await, 1);
        assert_eq!(dates("2020-11-17T06:30:00Z"), [tomorrow, after], "today's letter went out");
    });
}
