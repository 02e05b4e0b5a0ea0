//! Lost blanks: those of the damaged reports, and words glued at random in the undamaged ones.

use text::repair::{Repaired, repair};
use text::spaces::{CONFIDENCE_TO_APPLY, Lexicon, restore};

use crate::{reports, shared};

/// How many blanks were found, invented and missed.
#[derive(Default, Debug)]
struct Score {
    n_found: u32,
    n_invented: u32,
    n_missed: u32,
}

impl Score {
    fn precision(&self) -> f64 {
        f64::from(self.n_found) / f64::from((self.n_found + self.n_invented).max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.n_found) / f64::from((self.n_found + self.n_missed).max(1))
    }
}

/// The damaged words of a report that are put right, and how they read then.
fn applied(raw: &str) -> Vec<(String, String)> {
    let repaired: Repaired = repair(raw);
    restore(&repaired.clean, Lexicon::own())
        .into_iter()
        .filter(|offer| offer.confidence >= CONFIDENCE_TO_APPLY)
        .map(|offer| (offer.before, offer.after))
        .collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|&(before, after)| (before.to_owned(), after.to_owned())).collect()
}

#[test]
fn every_lost_blank_of_the_reports_is_found_and_none_invented() {
    for (name, damaged, _) in reports() {
        let expected: &[(&str, &str)] = match name {
            "dev01" => &[
                ("دورتهاالتاسعة", "دورتها التاسعة"),
                ("منذالدورة", "منذ الدورة"),
                ("مشعلالحمدان", "مشعل الحمدان"),
                ("وزيرالدولة", "وزير الدولة"),
                ("عنوزارات", "عن وزارات"),
                ("وخطابنوايا", "وخطاب نوايا"),
            ],
            _ => &[],
        };
        assert_eq!(applied(&damaged), pairs(expected), "{name}");
    }
}

#[test]
fn every_lost_blank_of_the_real_report_is_found_and_none_invented() {
    let Some(raw) = shared("press/seed.txt") else {
        return;
    };
    let expected = [
        ("وسبلالتصدي", "وسبل التصدي"),
        ("وبحضورومشاركة", "وبحضور ومشاركة"),
        ("وزارةالخزانةبول", "وزارة الخزانة بول"),
        ("بروسشوارتز", "بروس شوارتز"),
        ("ونائبمنسق", "ونائب منسق"),
        ("منخلاله", "من خلاله"),
    ];
    assert_eq!(applied(&raw), pairs(&expected));
}

#[test]
fn words_glued_at_random_are_parted() {
    let mut chance = Chance(12_345);
    let mut score = Score::default();
    for (_, _, draft) in reports() {
        let clean = repair(&draft).clean;
        for _ in 0..20 {
            glue_and_restore(&clean, &mut chance, &mut score);
        }
    }
    eprintln!("{score:?}: P {:.3} R {:.3}", score.precision(), score.recall());
    assert!(score.n_found + score.n_missed > 500, "{score:?}");
    assert!(score.precision() >= 0.97 && score.recall() >= 0.90, "{score:?}");
}

/// Drops about one blank in eighteen between Arabic words, never two in a row.
fn glue_and_restore(clean: &str, chance: &mut Chance, score: &mut Score) {
    let chars: Vec<char> = clean.chars().collect();
    let is_letter = |at: usize| ('\u{0621}'..='\u{064A}').contains(&chars[at]);
    let (mut text, mut glued, mut just_glued) = (String::new(), Vec::new(), false);
    for at in 0..chars.len() {
        let between = chars[at] == ' ' && at > 0 && at + 1 < chars.len();
        if between && is_letter(at - 1) && is_letter(at + 1) && !just_glued && chance.one_in(18) {
            glued.push(text.len());
            just_glued = true;
            continue;
        }
        just_glued &= chars[at] != ' ';
        text.push(chars[at]);
    }
    let mut found = Vec::new();
    for offer in restore(&text, Lexicon::own()) {
        if offer.confidence >= CONFIDENCE_TO_APPLY {
            let mut at = offer.span_before.start;
            for part in offer.after.split(' ') {
                at += part.len();
                found.push(at);
            }
            found.pop();
        }
    }
    let n_right = found.iter().filter(|at| glued.contains(at)).count();
    score.n_found += n_right as u32;
    score.n_invented += (found.len() - n_right) as u32;
    score.n_missed += (glued.len() - n_right) as u32;
}

/// The same cases in every run.
struct Chance(u64);

impl Chance {
    fn one_in(&mut self, n: u64) -> bool {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33).is_multiple_of(n)
    }
}
