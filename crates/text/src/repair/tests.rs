//! What each rule repairs and what it leaves, and that every text can be had back.

use proptest::prelude::*;

use super::*;
use crate::bidi;
use crate::fold::fold_str;

fn codes(raw: &str) -> Vec<&'static str> {
    repair(raw).log.iter().map(|repair| repair.rule.code()).collect()
}

#[test]
fn each_rule_repairs_what_it_is_for() {
    for (raw, clean, rules) in [
        ("a\r\nb\rc\u{2028}d\u{85}e\u{0C}f", "a\nb\nc\nd\ne\nf", &["line-end"; 5][..]),
        ("e\u{0301}\u{0648}\u{0654}", "\u{E9}\u{0624}", &["composed"; 2]),
        ("\u{FEE3}\u{FEBC}\u{FEAE} \u{FEFB}", "مصر لا", &["presentation-form"; 4]),
        (
            "\u{FB01}x \u{FDFA} \u{FDFD} \u{BD}",
            "fix \u{FDFA} \u{FDFD} \u{BD}",
            &["presentation-form"],
        ),
        ("قلم\u{FE71}", "قلم\u{064B}", &["presentation-form"]),
        ("الجـــانب", "الجانب", &["tatweel"; 3]),
        ("1446هـ 15هـالموافق ـ لـ(كونا) الـMoU", "1446هـ 15هـالموافق ـ لـ(كونا) الـMoU", &[]),
        ("\u{FEFF}ا\u{200B}ل\u{2060}ب", "الب", &["invisible"; 3]),
        ("باولا\u{200C} الص\u{200C}بيح", "باولا الصبيح", &["invisible"; 2]),
        ("(\u{200E}MoU\u{200F}\u{061C})", "(MoU)", &["direction-mark"; 3]),
        ("coop\u{AD}eration coop\u{AD}\neration", "cooperation cooperation", &["soft-hyphen"; 2]),
        ("a \u{A0}\tb", "a b", &["blank"]),
        ("a\u{1}b\0", "a b ", &["control"; 2]),
    ] {
        let repaired = repair(raw);
        assert_eq!(repaired.clean, clean, "{}", raw.escape_unicode());
        assert_eq!(codes(raw), rules, "{}", raw.escape_unicode());
    }
}

#[test]
fn embeddings_become_isolates_and_overrides_are_dropped_with_a_warning() {
    for (raw, clean) in [
        ("\u{202A}x\u{202C}", "\u{2066}x\u{2069}"),
        ("\u{202B}x\u{202C} \u{2068}y\u{2069}", "\u{2067}x\u{2069} \u{2068}y\u{2069}"),
        ("\u{202A}x\n\u{202C}", "x\n"),
        ("\u{2066}a\u{202B}b\u{2069}c\u{202C}", "\u{2066}ab\u{2069}c"),
        ("\u{2069}\u{202C}x\u{2067}", "x"),
    ] {
        let repaired = repair(raw);
        assert_eq!(repaired.clean, clean, "{}", raw.escape_unicode());
        assert!(!repaired.has_warning());
    }
    let repaired = repair("pay \u{202E}001\u{202C} to");
    assert_eq!(repaired.clean, "pay 001 to");
    assert!(repaired.has_warning());
    let deep = repair(&("\u{202A}".repeat(99) + "x" + &"\u{202C}".repeat(99)));
    assert!(bidi::check(&deep.clean).is_ok());
}

#[test]
fn letters_of_a_font_table_are_repaired_by_their_positions() {
    let raw = "ترأس الجانب الكو\u{06CC}تي مساعد وز\u{06CC}ر الخارج\u{06CC}ة ناصر الصب\u{06CC}ح \
               أوج\u{06BE} التعاون ف\u{06CC}ما \u{06CC}تعلق ب\u{06BE}ا وتمو\u{06CC}ل\u{06BE}";
    let repaired = repair(raw);
    assert!(!repaired.clean.contains(['\u{06CC}', '\u{06BE}']), "{}", repaired.clean);
    assert!(repaired.clean.contains("الكويتي") && repaired.clean.contains("أوجه"));
    let yeh = repaired.log.iter().find(|repair| repair.before == "\u{06CC}").expect("a yeh");
    assert_eq!((yeh.rule, yeh.confidence), (RepairRule::PositionalLetter, 1.0));
}

#[test]
fn letters_of_a_persian_keyboard_are_repaired_in_arabic_only() {
    let repaired = repair("عقدت وکالة الإمارات الحوار الاستراتیجی علی مستوی الوزراء إلی الأولی");
    let clean = "عقدت وكالة الإمارات الحوار الاستراتيجي على مستوى الوزراء إلى الأولى";
    assert_eq!(repaired.clean, clean);
    assert!(repaired.log.iter().all(|repair| repair.rule == RepairRule::KeyboardLetter));

    let quotation = "وقال الوزير الإيراني للوكالة «گفتگوهای راهبردی ادامه دارد» في اليوم التالي";
    assert_eq!(repair(quotation).log, []);
    assert_eq!(repair("جمهوری اسلامی ایران و پاکستان").log, []);
    let undecided = repair("محمد علی");
    assert_eq!(undecided.clean, "محمد علی");
    assert!(undecided.log.is_empty() && undecided.offers.is_empty());
    let offered = repair("سعید");
    assert_eq!((offered.log.len(), offered.offers.len()), (0, 1));
}

#[test]
fn words_with_a_dotless_yeh_get_it_back() {
    let repaired = repair("والمستوی الأعلی للرؤی التی لدی مصطفی ومنتدی الأقصی فی الوزارة");
    let clean = "والمستوى الأعلى للرؤى التي لدى مصطفى ومنتدى الأقصى في الوزارة";
    assert_eq!(repaired.clean, clean);
}

#[test]
fn a_quotation_in_persian_survives_a_damaged_document() {
    let quotation = "«گفتگوهای ما ادامه دارد»";
    let raw = format!(
        "ترأس الجانب الكو\u{06CC}تي مساعد وز\u{06CC}ر الخارج\u{06CC}ة في الحوار الاستراتيجي \
         و\u{06CC}أتي {quotation}"
    );
    let repaired = repair(&raw);
    assert!(repaired.clean.contains(quotation) && repaired.clean.contains("وزير الخارجية"));
}

#[test]
fn typed_texts_are_refused_rather_than_changed() {
    let kept = "الجـانب\u{A0}و\u{FB01} \u{2068}x\u{2069}  ی";
    let typed = repair_with(kept, RepairProfile::Typed).expect("nothing to refuse");
    assert_eq!((typed.clean.as_str(), typed.log.len()), (kept, 0));
    for raw in ["\u{202E}x", "a\u{200F}", "\u{2066}x", "a\u{1}"] {
        assert!(repair_with(raw, RepairProfile::Typed).is_err());
    }
}

#[test]
fn accepted_repairs_join_the_log() {
    let raw = "من خلال\u{0640}\u{0640}ه\u{A0}وسبلالتصدي";
    let mut repaired = repair(raw);
    assert_eq!(repaired.clean, "من خلاله وسبلالتصدي");
    let at = repaired.clean.find("وسبلالتصدي").expect("the word");
    let lost = Repair {
        rule: RepairRule::LostSpace,
        span_before: at..repaired.clean.len(),
        before: "وسبلالتصدي".to_owned(),
        after: "وسبل التصدي".to_owned(),
        confidence: 0.9,
    };
    let stranger = Repair { span_before: 0..2, before: "x".to_owned(), ..lost.clone() };
    repaired.accept(raw, &[lost, stranger]);
    assert_eq!(repaired.clean, "من خلاله وسبل التصدي");
    assert_eq!(undo(&repaired.clean, &repaired.log).as_deref(), Ok(raw));
    let at = repaired.clean.find("وسبل التصدي").expect("the words");
    assert_eq!(&raw[repaired.map.to_raw(at..repaired.clean.len())], "وسبلالتصدي");
}

/// Texts of the characters that repair treats specially, and of any others.
fn any_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(
        "ابتةيىهكوأئؤءلمن \u{06CC}\u{06BE}\u{06C1}\u{06A9}\u{06AF}\u{067E}\u{0640}\u{064B}\u{0654}\
         \n\r\u{2028}\u{85}\u{0C}\t\u{A0}\u{3000}\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{FEFF}\
         \u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}\u{AD}\u{1}\
         \u{FEFB}\u{FE71}\u{FC5E}\u{FDFB}\u{FDFA}\u{FB03}\u{0301}e\u{1FEF}\u{212B}\u{0345}\u{1100}\
         \u{1161}\u{3094}\u{3099}\u{0958}\u{093C}\u{0915}«»\"1a"
            .chars()
            .collect::<Vec<_>>(),
    );
    let character = prop_oneof![4 => special, 1 => any::<char>()];
    prop::collection::vec(character, 0..60).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn the_raw_text_follows_from_the_clean_one_and_the_log(raw in any_text()) {
        let repaired = repair(&raw);
        prop_assert_eq!(undo(&repaired.clean, &repaired.log), Ok(raw));
    }

    #[test]
    fn repairing_twice_can_only_settle_letters(raw in any_text()) {
        // A repaired letter or joiner may complete the proof for others; nothing else is left.
        let again = repair(&repair(&raw).clean);
        let settles = |rule| matches!(rule, RepairRule::PositionalLetter
            | RepairRule::KeyboardLetter | RepairRule::Tatweel
            | RepairRule::Invisible | RepairRule::Composed);
        prop_assert!(again.log.iter().all(|one| settles(one.rule)), "{:?}", again.log);
    }

    #[test]
    fn a_repaired_text_is_safe_to_agree(raw in any_text()) {
        let clean = repair(&raw).clean;
        prop_assert_eq!(bidi::check_prose(&clean), Ok(()));
    }

    #[test]
    fn repair_changes_nothing_for_search(raw in any_text()) {
        // A word that was parted by a soft hyphen at a line end is whole again, as it should be.
        prop_assume!(!raw.contains("\u{AD}\n") && !raw.contains("\u{AD}\r"));
        prop_assert_eq!(fold_str(&repair(&raw).clean), fold_str(&raw));
    }

    #[test]
    fn ranges_lead_there_and_back(raw in any_text(), a in 0usize..200, b in 0usize..200) {
        let repaired = repair(&raw);
        let clean = &repaired.clean;
        let (a, b) = (a.min(b).min(clean.len()), a.max(b).min(clean.len()));
        prop_assume!(clean.is_char_boundary(a) && clean.is_char_boundary(b));
        let source = repaired.map.to_raw(a..b);
        prop_assert!(raw.get(source.clone()).is_some());
        let back = repaired.map.to_clean(source);
        prop_assert!(clean.get(back.clone()).is_some());
        prop_assert!(a == b || back.start <= a && b <= back.end);
    }

    #[test]
    fn accepted_repairs_can_be_undone(
        raw in any_text(),
        cuts in prop::collection::vec(0usize..60, 0..6),
    ) {
        let mut repaired = repair(&raw);
        let lost: Vec<Repair> = cuts
            .iter()
            .filter_map(|&cut| repaired.clean.char_indices().nth(cut))
            .map(|(at, _)| Repair {
                rule: RepairRule::LostSpace,
                span_before: at..at,
                before: String::new(),
                after: "-".to_owned(),
                confidence: 0.5,
            })
            .collect();
        let n_before = repaired.clean.len();
        repaired.accept(&raw, &lost);
        let places: std::collections::BTreeSet<usize> =
            lost.iter().map(|repair| repair.span_before.start).collect();
        prop_assert!(repaired.clean.len() >= n_before + places.len());
        prop_assert_eq!(undo(&repaired.clean, &repaired.log), Ok(raw));
    }
}
