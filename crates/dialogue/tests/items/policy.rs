//! The whole matrix of who may do what, as a table that a lawyer can read, and that `may` keeps
//! to it.

use dialogue::act::{Act, Draft, Function, Verb};
use dialogue::content::Content;
use dialogue::item::{self, Rule};
use dialogue::kind::DialogueKind;
use dialogue::policy::{allows, may_read, writes_nothing};
use dialogue::refusal::Refusal;
use ledger::entry::Level;

use crate::world::{draft, field, id, two};

fn matrix() -> String {
    let mut text = String::from(
        "Who may do what. P put a version; T consent to a text; B bind the state;\n\
         w withdraw a proposal or text consent; W withdraw a binding consent; R reject;\n\
         X order fields erased; H hold fields against an erasure; . nothing.\n\
         Own items stand on their owner's word: nobody consents to them.\n\n",
    );
    let marks = [
        (Verb::Put, 'P'),
        (Verb::ConsentText, 'T'),
        (Verb::ConsentBind, 'B'),
        (Verb::WithdrawText, 'w'),
        (Verb::WithdrawBind, 'W'),
        (Verb::Reject, 'R'),
        (Verb::Redact, 'X'),
        (Verb::Hold, 'H'),
    ];
    text.push_str(&format!("{:<18} {:<5}", "type", "rule"));
    for function in Function::ALL {
        text.push_str(&format!(" {:<13}", function.as_str()));
    }
    text = text.trim_end().to_owned() + "\n";
    for item_type in item::all() {
        let rule = if item_type.rule == Rule::Own { "own" } else { "joint" };
        let mut line = format!("{:<18} {rule:<5}", item_type.name);
        for function in Function::ALL {
            let marks = marks.iter().filter(|(verb, _)| allows(function, item_type, *verb));
            let cell: String = marks.map(|(_, mark)| *mark).collect();
            let cell = if cell.is_empty() { ".".to_owned() } else { cell };
            line.push_str(&format!(" {cell:<13}"));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[test]
fn the_matrix_of_function_type_and_verb_is_agreed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../policy");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("matrix", matrix()));
}

#[test]
fn auditors_and_administrators_write_nothing_and_only_administrators_read_nothing() {
    let world = two();
    let act = Act::Put(draft("round", Content::new()));
    for function in [Function::Auditor, Function::Administrator, Function::CompartmentAuditor] {
        assert_eq!(world.judge("KW", function, &act), Err(Refusal::WritesNothing { function }));
        for item_type in item::all() {
            assert!(Verb::ALL.iter().all(|verb| !allows(function, item_type, *verb)));
        }
    }
    let readers: Vec<Function> = Function::ALL.into_iter().filter(|f| may_read(*f)).collect();
    assert_eq!(readers.len(), 7);
    assert!(!may_read(Function::CentralAuthority), "not in ordinary dialogues");
    assert!(!may_read(Function::Administrator));
}

#[test]
fn binding_is_the_co_chairs_alone() {
    for item_type in item::all() {
        for function in Function::ALL {
            if allows(function, item_type, Verb::ConsentBind) {
                assert_eq!(function, Function::CoChair, "{}", item_type.name);
            }
        }
    }
}

/// `may` refuses for the function exactly where the matrix has no mark.
#[test]
fn may_keeps_to_the_matrix() {
    keeps_to_the_matrix(two(), DialogueKind::Ordinary);
    keeps_to_the_matrix(crate::world::World::legal(), DialogueKind::LegalAssistance);
}

fn keeps_to_the_matrix(mut world: crate::world::World, kind: DialogueKind) {
    let mut versions = Vec::new();
    for item_type in item::all().iter().filter(|item_type| item_type.held_in == kind) {
        let name = format!("m-{}", item_type.name);
        // Contents are not judged here, so that every type can be there with the least of it.
        let version = world.write(
            "US",
            ledger::entry::Body::Put(ledger::entry::Put {
                item: id(&name),
                type_name: item_type.type_name(),
                base: Vec::new(),
                charter: world.node("US").joint().charter_in_force(),
                offer: true,
                pos: None,
                aud: None,
            }),
            &Content::new().with("remark_en", "x"),
        );
        versions.push((item_type, id(&name), version));
    }
    world.sync();
    for (item_type, item, to) in versions {
        for function in Function::ALL {
            if writes_nothing(function) || !kind.may_enter(function) {
                continue;
            }
            for verb in Verb::ALL {
                let act = act_of(verb, item_type.name, &item, to);
                let refused = matches!(
                    world.judge("KW", function, &act),
                    Err(Refusal::FunctionMayNot { .. }
                        | Refusal::OwnItem { .. }
                        | Refusal::NeverBound { .. })
                );
                let own = item_type.rule == Rule::Own
                    && !matches!(verb, Verb::Put | Verb::WithdrawText | Verb::Redact | Verb::Hold);
                let never = item_type.binds.is_empty()
                    && matches!(verb, Verb::ConsentBind | Verb::WithdrawBind);
                // Their proposal: who may only write cannot withdraw it, whoever holds it.
                let theirs = verb == Verb::WithdrawText
                    && item_type.rule == Rule::Joint
                    && !item_type.consents.contains(&function);
                let allowed = allows(function, item_type, verb) && !own && !never && !theirs;
                assert_eq!(refused, !allowed, "{} {function} {verb:?}", item_type.name);
            }
        }
    }
}

fn act_of(
    verb: Verb,
    type_name: &str,
    item: &ledger::id::ItemId,
    to: ledger::id::VersionId,
) -> Act {
    let item = item.clone();
    match verb {
        Verb::Put => Act::Put(draft(type_name, Content::new())),
        Verb::ConsentText => Act::Consent { item, to, level: Level::Text },
        Verb::ConsentBind => Act::Consent { item, to, level: Level::Bind },
        Verb::WithdrawText => Act::Withdraw { item, to, level: Level::Text },
        Verb::WithdrawBind => Act::Withdraw { item, to, level: Level::Bind },
        Verb::Reject => Act::Reject { item, to },
        Verb::Redact => {
            let fields = vec![field("remark_en")];
            Act::Redact { of: to, fields, basis: "art-17".to_owned() }
        }
        Verb::Hold => Act::Hold { of: to, basis: "art-17".to_owned() },
    }
}

#[test]
fn desk_officers_settle_the_agenda_and_only_co_chairs_bind_it() {
    let mut world = two();
    let session = id("s1");
    let put = Act::Put(Draft {
        pos: Some(1),
        ..draft("agenda_item", crate::world::agenda(&session, "Opening"))
    });
    let to = world.quietly("KW", Function::DeskOfficer, "a1", put).unwrap();
    world.sync();
    let consent = |level| Act::Consent { item: id("a1"), to, level };
    world.act("US", Function::DeskOfficer, consent(Level::Text)).unwrap();
    let bound = world.judge("US", Function::DeskOfficer, &consent(Level::Bind));
    assert!(matches!(bound, Err(Refusal::FunctionMayNot { .. })), "{bound:?}");
    world.act("US", Function::CoChair, consent(Level::Bind)).unwrap();
    let minutes = crate::world::minute(&session, "Said.");
    let put = Act::Put(draft("minutes_paragraph", minutes));
    let to = world.quietly("KW", Function::DeskOfficer, "m1", put).unwrap();
    world.sync();
    let consent = Act::Consent { item: id("m1"), to, level: Level::Text };
    let refused = world.judge("US", Function::DeskOfficer, &consent);
    assert!(matches!(refused, Err(Refusal::FunctionMayNot { .. })), "{refused:?}");
}
