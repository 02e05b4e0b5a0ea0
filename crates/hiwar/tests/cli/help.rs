//! The help is what a newcomer reads first; every word of it is reviewed.

use crate::command::hiwar;

#[test]
fn help_texts_are_as_reviewed() {
    let commands: [&[&str]; 27] = [
        &[],
        &["demo"],
        &["init"],
        &["peer"],
        &["peer", "card"],
        &["peer", "add"],
        &["peer", "charter"],
        &["peer", "pin"],
        &["user"],
        &["user", "add"],
        &["user", "grant"],
        &["user", "disable"],
        &["user", "list"],
        &["key"],
        &["key", "rotate"],
        &["mail"],
        &["mail", "due"],
        &["mail", "test"],
        &["read"],
        &["serve"],
        &["export"],
        &["verify"],
        &["search"],
        &["reindex"],
        &["doctor"],
        &["backup"],
        &["restore"],
    ];
    for command in commands {
        let mut args = command.to_vec();
        args.push("--help");
        let said = hiwar(&args).done().out;
        let name = if command.is_empty() { "hiwar".into() } else { command.join("_") };
        insta::assert_snapshot!(name, said);
    }
}

#[test]
fn a_word_that_is_no_command_ends_with_two() {
    assert_eq!(hiwar(&["agree"]).code, 2);
    assert_eq!(hiwar(&["serve"]).code, 2, "a folder is needed");
    assert_eq!(hiwar(&["demo", "--today", "--play"]).code, 2, "the play has its own day");
}
