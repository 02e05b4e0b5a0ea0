//! The demo: every fact of the data file is in the record of both nodes with its sources, the
//! morning is as prepared, the play passes, and its export stands every check.

use std::collections::BTreeSet;

use dialogue::act::Function;
use dialogue::content::{Content, Lang};
use dialogue::follow::story;
use dialogue::record::{Item, State};
use dialogue::verify::verify;
use hiwar::demo::facts::{self, Facts};
use hiwar::demo::plan::{Horizon, SESSION};
use hiwar::demo::{Pair, Party, Setup, free_ports, play};
use hiwar::serving;

struct Demo {
    pair: Pair,
    folder: tempfile::TempDir,
}

impl Demo {
    async fn start(horizon: Horizon) -> Demo {
        let folder = tempfile::tempdir().expect("a folder");
        let ports = free_ports().expect("two free ports");
        let setup = Setup { folder: folder.path().to_owned(), horizon, ports };
        let pair = Pair::start(&setup).await.expect("the demo starts");
        Demo { pair, folder }
    }

    async fn end(self) {
        serving::stop(self.pair.nodes()).await.expect("both nodes stop");
    }

    /// Looks at an item by its slug on one side's node.
    fn look<T>(&self, party: Party, slug: &str, look: impl FnOnce(&Item<'_>) -> T) -> T {
        let seeded = self.pair.seeded.as_ref().expect("a fresh demo");
        let id = seeded.ids.get(slug).unwrap_or_else(|| panic!("{slug} was not entered"));
        let record = self.pair.side(party).dialogue.read();
        let item = record.item(id).unwrap_or_else(|| panic!("{slug} is not in the record"));
        look(&item)
    }

    fn state(&self, party: Party, slug: &str) -> State {
        self.look(party, slug, |item| item.state())
    }
}

/// What the file says of one slug: the texts that must be in the record, and its sources.
struct Fact<'a> {
    slug: &'a str,
    type_name: &'static str,
    texts: Vec<&'a str>,
    sources: &'a [String],
}

fn facts_of(facts: &Facts) -> Vec<Fact<'_>> {
    let mut all = Vec::new();
    let mut add = |slug, type_name, texts, sources| {
        all.push(Fact { slug, type_name, texts, sources });
    };
    macro_rules! each {
        ($list:expr, $type_name:literal, $one:ident => [$($text:expr),*]) => {
            for $one in &$list {
                add($one.id.as_str(), $type_name, vec![$($text.as_str()),*], &$one.source[..]);
            }
        };
    }
    each!(facts.parties, "party", one => [one.name.en, one.name.ar, one.capital.en]);
    each!(facts.institutions, "institution", one => [one.name.en, one.name.ar]);
    each!(facts.people, "person", one => [one.name.en, one.name.ar]);
    each!(facts.rounds, "round", one => [one.opened, one.closed, one.city.ar]);
    each!(facts.working_groups, "working_group", one => [one.name.en, one.name.ar]);
    each!(facts.sessions, "session", one => [one.title.en, one.title.ar, one.date, one.venue.ar]);
    each!(facts.commitments, "commitment", one => [one.text.en, one.text.ar]);
    each!(facts.instruments, "instrument", one => [one.title.en, one.title.ar]);
    each!(facts.events, "event", one => [one.what.en, one.what.ar, one.date]);
    for one in &facts.discrepancies {
        let claims = one.claims.iter().map(|claim| claim.value.ar.as_str());
        let texts = [one.question.en.as_str()].into_iter().chain(claims).collect();
        add(&one.id, "discrepancy", texts, &[]);
    }
    for one in &facts.sources {
        let texts = vec![one.publisher.as_str(), one.published.as_str(), one.about.as_str()];
        add(&one.id, "source", texts, &[]);
    }
    let frame = &facts.dialogue;
    add(&frame.id, "dialogue", vec![&frame.name.en, &frame.founded_how.ar], &frame.source[..]);
    all
}

fn texts_of(content: &Content) -> BTreeSet<String> {
    content.texts().into_iter().map(|(_, text)| text.to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fact_of_the_file_is_on_both_nodes_with_its_sources() {
    let facts = facts::read().expect("the facts");
    let demo = Demo::start(Horizon::Today).await;
    let all = facts_of(&facts);
    assert_eq!(all.len(), 2 + 40 + 69 + 6 + 6 + 20 + 122 + 32 + 16 + 13 + 110 + 1);
    for fact in &all {
        for party in Party::BOTH {
            demo.look(party, fact.slug, |item| {
                assert_eq!(item.kind().name, fact.type_name, "{}", fact.slug);
                let texts = texts_of(item.content());
                let has = |text: &str| assert!(texts.contains(text), "{}: {text}", fact.slug);
                fact.texts.iter().for_each(|text| has(text));
                fact.sources.iter().for_each(|source| has(source));
                assert_eq!(item.content().text("evidence"), Some("public_record"));
            });
        }
    }
    rows_of_the_file_are_all_there(&demo, &facts);
    everything_joint_is_agreed(&demo);
    three_stories_go_over_all_rounds(&demo);
    demo.end().await;
}

/// Customs from 1993, the development memorandum, mutual legal assistance since November 2020: each
/// is told from instruments, commitments and events, alike on both nodes.
fn three_stories_go_over_all_rounds(demo: &Demo) {
    let told = |record: &dialogue::record::Record, topic: &str| -> Vec<(String, &str, String)> {
        let chapters = story::of_topic(record, topic).chapters;
        let row = |one: &story::Chapter<'_>| {
            (one.date.to_owned(), one.item.kind().name, one.item.title(Lang::En))
        };
        chapters.iter().map(row).collect()
    };
    for (topic, first, last) in [
        ("customs", "1993", "2025-10-08"),
        ("development", "2020-11-24", "2024-12-09"),
        // What has only the month stands behind the days in it.
        ("mutual legal assistance", "2020-11-16", "2025"),
    ] {
        let (kw, us) = (demo.pair.kw.dialogue.read(), demo.pair.us.dialogue.read());
        let story = told(&kw, topic);
        assert_eq!(story, told(&us, topic), "{topic}");
        let dates: Vec<&str> = story.iter().map(|(date, ..)| date.as_str()).collect();
        assert_eq!((dates.first(), dates.last()), (Some(&first), Some(&last)), "{topic}");
        assert!(dates.is_sorted_by_key(|date| story::place(date)), "{topic}: {dates:?}");
        for kind in ["commitment", "instrument", "event"] {
            assert!(story.iter().any(|(_, of, _)| *of == kind), "{topic}: no {kind}");
        }
    }
}

/// What has no slug of its own: agenda topics, chairs, attendees, statements, conclusions, posts,
/// chairs of groups, follow-ups, signatories, notes.
fn rows_of_the_file_are_all_there(demo: &Demo, facts: &Facts) {
    let session = |slug: &str, type_name: &str| {
        demo.look(Party::Us, slug, |item| {
            let record = demo.pair.us.dialogue.read();
            record.children(item.id(), type_name).len()
        })
    };
    for one in &facts.sessions {
        assert_eq!(session(&one.id, "agenda_item"), one.agenda.len(), "{}", one.id);
        assert_eq!(session(&one.id, "statement"), one.statements.len(), "{}", one.id);
        assert_eq!(session(&one.id, "conclusion"), usize::from(one.conclusion.is_some()));
        let seats: usize = Party::BOTH
            .into_iter()
            .filter(|party| {
                let mut seats = one.chairs.iter().chain(&one.attendees);
                seats.any(|seat| Party::of(&seat.party) == *party)
            })
            .map(|party| {
                let slug = format!("{}:delegation:{}", one.id, party.slug());
                demo.look(Party::Kw, &slug, |item| item.content().rows("seats").len())
            })
            .sum();
        assert_eq!(seats, one.chairs.len() + one.attendees.len(), "{}", one.id);
    }
    let rows =
        |slug: &str, name: &str| demo.look(Party::Us, slug, |item| item.content().rows(name).len());
    for one in &facts.commitments {
        assert_eq!(rows(&one.id, "follow_up"), one.follow_up.len(), "{}", one.id);
    }
    for one in &facts.instruments {
        assert_eq!(rows(&one.id, "signatories"), one.signatories.len(), "{}", one.id);
        assert_eq!(rows(&one.id, "history"), one.history.len(), "{}", one.id);
    }
    for one in &facts.people {
        let spellings = one.press_variants.ar.len() + one.press_variants.en.len();
        assert_eq!(rows(&one.id, "variants"), spellings, "{}", one.id);
        let holders = demo.look(Party::Kw, &one.id, |item| {
            demo.pair.kw.dialogue.read().children(item.id(), "holder").len()
        });
        assert_eq!(holders, one.posts.len(), "{}", one.id);
        let uncertain = demo.look(Party::Us, &one.id, |item| item.content().flag("uncertain"));
        assert_eq!(uncertain, one.uncertain, "{}", one.id);
    }
    for one in &facts.rounds {
        let statement = demo.look(Party::Us, &one.id, |item| item.content().item("statement"));
        assert!(statement.is_some(), "{} names its statement", one.id);
        assert_eq!(rows(&one.id, "figures"), one.figures.len(), "{}", one.id);
    }
    let remark = demo.look(Party::Us, &facts.dialogue.id, |item| {
        item.content().bi("remark", Lang::Ar).map(str::to_owned)
    });
    assert_eq!(remark.as_ref(), Some(&facts.later_rounds.note.ar));
}

fn everything_joint_is_agreed(demo: &Demo) {
    for party in Party::BOTH {
        let record = demo.pair.side(party).dialogue.read();
        for item_type in dialogue::item::all() {
            for item in record.of_type(item_type.name) {
                let state = item.state();
                let stands = matches!(state, State::Own | State::Sealed(_));
                assert!(stands, "{party:?} sees {item:?} as {state:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_morning_is_as_the_two_desks_left_it() {
    let demo = Demo::start(Horizon::Morning).await;
    let both =
        |slug: &str| Party::BOTH.map(|party| demo.state(party, &format!("{SESSION}:{slug}")));
    for agreed in ["agenda:2", "agenda:3", "agenda:5"] {
        assert!(both(agreed).iter().all(|state| matches!(state, State::Sealed(_))), "{agreed}");
    }
    assert_eq!(both("agenda:7"), [State::TwoWordings; 2]);
    assert_eq!(both("agenda:6"), [State::OursOnly, State::TheirsOnly]);
    assert_eq!(both("minutes:1"), [State::OursOnly, State::TheirsOnly]);
    for invented in ["agenda:7", "minutes:1"] {
        for party in Party::BOTH {
            demo.look(party, &format!("{SESSION}:{invented}"), |item| {
                for version in item.versions() {
                    assert_eq!(version.content.text("evidence"), Some("exercise"), "{invented}");
                }
            });
        }
    }
    let seats = |slug: &str| {
        demo.look(Party::Us, &format!("{SESSION}:delegation:{slug}"), |item| {
            let seats = item.content().rows("seats");
            let role = |seat: &std::collections::BTreeMap<_, ledger::json::Value>| {
                format!("{:?}", seat.get("role"))
            };
            seats.into_iter().map(role).collect::<Vec<_>>()
        })
    };
    assert_eq!((seats("kw").len(), seats("us").len()), (3, 6));
    demo.look(Party::Us, SESSION, |item| {
        assert_eq!(item.content().instant("starts"), Some("2020-11-16T13:00:00Z"));
        assert_eq!(item.content().text("evidence"), Some("exercise"), "the hour is invented");
        let first = &item.versions()[0].content;
        assert_eq!((first.text("starts"), first.text("evidence")), (None, Some("public_record")));
    });
    let now = demo.pair.clock.now().to_string();
    assert!(now.starts_with("2020-11-16T05:0"), "{now}");
    let waiting = |of_statement: bool| {
        Party::BOTH.map(|party| {
            let record = demo.pair.side(party).dialogue.read();
            let waiting = record.waiting_for(&party.id());
            let provisions = waiting.iter().filter(|item| item.kind().name == "provision");
            if of_statement { provisions.count() } else { waiting.len() - provisions.count() }
        })
    };
    let elsewhere = waiting(false);
    assert_eq!(elsewhere, [1, 2], "the American wording; the open topic and the first paragraph");
    assert_eq!(waiting(true), [4, 2], "what Washington put; what it has not answered");
    demo.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn p18_the_play_passes_and_its_export_verifies_with_the_pin_alone() {
    let demo = Demo::start(Horizon::Morning).await;
    let mut out = Vec::new();
    let passed = play::play(&demo.pair, demo.folder.path(), &mut out).await.expect("it ends");
    let said = String::from_utf8(out).expect("text");
    assert!(passed, "{said}");
    assert!(said.contains("[KW: practical steps][US: a road map]"), "{said}");
    assert!(said.contains("[KW: خطوات عملية][US: خريطة طريق]"), "{said}");
    let pin = node::init::pin(&demo.folder.path().join("us")).expect("the pin");
    let bytes = std::fs::read(demo.folder.path().join("kw.hiwar")).expect("the export");
    let report = verify(&bytes, Some(&pin)).expect("it verifies");
    assert!(report.missing.is_empty());
    let another = dialogue::id::VersionId([7; 32]);
    let refused = verify(&bytes, Some(&another)).err().expect("another pin is refused");
    assert_eq!(refused.place, "charter");
    // The header, both ends, and a sample of what lies between.
    let step = bytes.len() / 40;
    let sample = (0..64).chain((0..40).map(|nth| nth * step)).chain([bytes.len() - 1]);
    for at in sample {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        assert!(verify(&damaged, Some(&pin)).is_err(), "a flipped bit of byte {at} was accepted");
        assert!(verify(&bytes[..at], Some(&pin)).is_err(), "cut at {at} it was accepted");
    }
    let again = play::play(&demo.pair, demo.folder.path(), &mut Vec::new()).await;
    assert!(again.is_err() || again.is_ok_and(|passed| !passed), "a played meeting is over");
    demo.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_signs_for_the_other_side() {
    let demo = Demo::start(Horizon::Morning).await;
    let american = demo.pair.us.officer(Function::CoChair);
    let item = demo.look(Party::Kw, &format!("{SESSION}:agenda:6"), |item| item.id().clone());
    let to = demo.look(Party::Kw, &format!("{SESSION}:agenda:6"), |item| {
        item.shown().expect("a version").id
    });
    let act = dialogue::act::Act::Consent { item, to, level: dialogue::Level::Text };
    let refused = demo.pair.kw.dialogue.perform(&american, act).await;
    assert!(matches!(refused, Err(node::ActError::Refused(_))), "{refused:?}");
    demo.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_node_takes_its_lost_entries_back_before_it_signs() {
    use hiwar::cli::{BackupArgs, FolderArg, RestoreArgs};
    use hiwar::commands::{Answer, backup, restore};
    let Demo { pair, folder } = Demo::start(Horizon::Morning).await;
    let (kw, copy) = (folder.path().join("kw"), folder.path().join("backup"));
    let at = FolderArg { folder: kw.clone() };
    let args = BackupArgs { at, out: copy.clone(), with_keys: true };
    assert_eq!(backup::run(args).expect("a backup of a working node"), Answer::Yes);
    let act = {
        let record = pair.kw.dialogue.read();
        let item = record.waiting_for(&Party::Kw.id())[0].id().clone();
        let to = record.item(&item).and_then(|item| Some(item.position(&Party::Us.id())?.id));
        let to = to.expect("the American wording");
        dialogue::act::Act::Consent { item, to, level: dialogue::Level::Text }
    };
    let officer = pair.kw.officer(Function::DeskOfficer);
    let done = pair.kw.dialogue.perform(&officer, act).await.expect("an act after the backup");
    pair.settle().await.expect("the other side has it");
    let agreed = done.item.expect("the item");
    serving::stop(pair.nodes()).await.expect("both nodes stop");
    drop(pair);

    std::fs::remove_dir_all(&kw).expect("the machine is lost");
    let args = RestoreArgs { from: copy, folder: kw };
    assert_eq!(restore::run(args).expect("a restored node"), Answer::Yes);
    let ports = free_ports().expect("two free ports");
    let setup = Setup { folder: folder.path().to_owned(), horizon: Horizon::Morning, ports };
    let pair = Pair::start(&setup).await.expect("both nodes start again");
    pair.level().await.expect("the lost entries are back");
    // They are shown when they are folded, and signed for once they are durable too.
    let start = std::time::Instant::now();
    while pair.kw.dialogue.signing() != node::Signing::Ready {
        let why = pair.kw.dialogue.signing();
        assert!(start.elapsed().as_secs() < 30, "{why:?}");
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    for party in Party::BOTH {
        let record = pair.side(party).dialogue.read();
        let state = record.item(&agreed).expect("the item").state();
        assert!(matches!(state, State::Agreed | State::Sealed(_)), "{party:?}: {state:?}");
    }
    let officer = pair.us.officer(Function::DeskOfficer);
    let waiting = {
        let record = pair.us.dialogue.read();
        let waiting = record.waiting_for(&Party::Us.id());
        let item = waiting.iter().find(|item| item.kind().name == "agenda_item");
        let item = item.expect("the open topic");
        let to = item.position(&Party::Kw.id()).expect("Kuwait's wording").id;
        dialogue::act::Act::Consent { item: item.id().clone(), to, level: dialogue::Level::Text }
    };
    pair.us.dialogue.perform(&officer, waiting).await.expect("the meeting goes on");
    pair.settle().await.expect("and is receipted by the restored node");
    serving::stop(pair.nodes()).await.expect("both nodes stop");
}

/// What the search of one side finds: items, best first.
fn searched(side: &hiwar::demo::Side, typed: &str) -> Vec<String> {
    let search = side.node.search();
    let query = search.read(typed).expect("a query");
    let (scope, function) = (node::Scope::Shared, Function::DeskOfficer);
    let found = search.find(scope, &query, &Default::default(), None, function);
    found.expect("an answer").hits.into_iter().map(|hit| hit.key.item).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_finds_every_spelling_in_the_public_record() {
    let demo = Demo::start(Horizon::Today).await;
    let seeded = demo.pair.seeded.as_ref().expect("a fresh demo");
    let id = |slug: &str| seeded.ids.get(slug).unwrap_or_else(|| panic!("{slug}")).to_string();
    let subaih = demo.look(Party::Kw, "nasser-al-subaih", |item| item.title(Lang::En));
    assert!(subaih.contains("Subaih"), "{subaih}");
    for party in Party::BOTH {
        let side = demo.pair.side(party);
        let start = std::time::Instant::now();
        while searched(side, "الصبيح").is_empty() {
            assert!(start.elapsed().as_secs() < 20, "the index is never there");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        for (typed, slug) in [
            ("الصبيح", "nasser-al-subaih"),
            ("الصبیح", "nasser-al-subaih"),
            ("Subaih", "nasser-al-subaih"),
            ("Sabeeh", "nasser-al-subaih"),
        ] {
            let found = searched(side, typed);
            assert!(found.contains(&id(slug)), "{typed}: {found:?}");
        }
        let all = ["الكويت", "الکویت", "الكُويت"].map(|typed| searched(side, typed));
        assert!(all[0].len() >= 20 && all[0] == all[1] && all[0] == all[2], "{all:?}");
        let record = side.dialogue.read();
        let title_of = |item: &String, lang| {
            let id = dialogue::id::ItemId::parse(item).expect("an id");
            record.item(&id).expect("an item").title(lang)
        };
        assert_eq!(title_of(&searched(side, "Kuwait")[0], Lang::En), "Kuwait");
        let terror = searched(side, "مكافحه الارهاب");
        let first = title_of(&terror[0], Lang::Ar);
        assert!(terror.len() >= 10 && first.contains("مكافحة الإرهاب"), "{first}");
    }
    serving::stop(demo.pair.nodes()).await.expect("both nodes stop");
    the_followed_index_answers_as_one_made_anew(&demo.folder.path().join("kw"));
}

/// The index that followed every act of the demo, some hundreds, against one made from the record.
fn the_followed_index_answers_as_one_made_anew(folder: &std::path::Path) {
    let reading = node::Reading::open(folder).expect("the folder");
    let answers = || -> Vec<Vec<(String, u32)>> {
        let keys = search::word::Keys::default();
        let of = |typed: &str| {
            let query = search::Query::read(typed, &keys).expect("a query");
            let found = reading.find(node::Scope::Shared, &query, &Default::default());
            let found = found.expect("an answer");
            let hits = found.hits.iter().map(|hit| (hit.key.item.clone(), hit.score));
            hits.chain([(String::from("all"), found.n_found as u32)]).collect()
        };
        [
            "الكويت",
            "Kuwait",
            "Subaih",
            "الصباح",
            "security",
            "secur*",
            "وزارة الخارجية",
            "trade",
            "\"joint statement\"",
            "التعاون",
            "2020",
            "terorism",
            "group",
            "الجولة",
            "agreement",
            "investment economy",
            "الاستثمار",
            "health",
            "education",
            "وزارةالخارجية",
        ]
        .map(of)
        .into()
    };
    let followed = answers();
    assert!(followed.iter().filter(|found| found.len() > 1).count() >= 18, "{followed:?}");
    reading.remake().expect("made anew");
    assert_eq!(followed, answers());
}
