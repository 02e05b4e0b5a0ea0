//! Letters, blanks and invisible characters of whole reports.

use text::fold::fold_str;
use text::repair::{Repair, RepairRule, repair, undo};

use crate::{reports, shared};

#[test]
fn letter_damage_of_whole_reports_is_undone() {
    for (name, damaged, draft) in reports() {
        let repaired = repair(&damaged);
        assert_eq!(undo(&repaired.clean, &repaired.log).as_ref(), Ok(&damaged), "{name}");
        assert_eq!(fold_str(&repaired.clean), fold_str(&damaged), "{name}");
        let spaceless = |text: &str| text.split_whitespace().collect::<String>();
        let draft = repair(&draft).clean;
        assert_eq!(spaceless(&repaired.clean), spaceless(&draft), "{name}");
    }
}

#[test]
fn the_real_report_is_repaired_by_proof_alone() {
    let Some(raw) = shared("press/seed.txt") else {
        return;
    };
    let repaired = repair(&raw);
    let positional = |before: &str| {
        let of = |rule| move |one: &&Repair| one.rule == rule && one.before == before;
        repaired.log.iter().filter(of(RepairRule::PositionalLetter)).count()
    };
    assert_eq!((positional("\u{06CC}"), positional("\u{06BE}")), (89, 26));
    assert_eq!(repaired.log.len(), 89 + 26);
    assert_eq!(undo(&repaired.clean, &repaired.log), Ok(raw));
}
