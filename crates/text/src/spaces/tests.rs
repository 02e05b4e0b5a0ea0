//! What is parted, what must never be, and that offers fit their text.

use proptest::prelude::*;

use super::*;

fn parted_text(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for offer in restore(text, Lexicon::own()) {
        out.push_str(&text[at..offer.span_before.start]);
        out.push_str(&offer.after);
        at = offer.span_before.end;
    }
    out + &text[at..]
}

#[test]
fn glued_words_are_parted() {
    for (glued, apart) in [
        ("وسبلالتصدي", "وسبل التصدي"),
        ("وبحضورومشاركة", "وبحضور ومشاركة"),
        ("وزارةالخزانة", "وزارة الخزانة"),
        ("ونائبمنسق", "ونائب منسق"),
        ("منخلاله", "من خلاله"),
        ("وزيرالدولة", "وزير الدولة"),
        ("إلىأن", "إلى أن"),
        ("الوزراءالعرب", "الوزراء العرب"),
        ("الجولةالرابعةمن", "الجولة الرابعة من"),
        ("الْوَزِيرُالْكُوَيْتِيُّ", "الْوَزِيرُ الْكُوَيْتِيُّ"),
    ] {
        assert_eq!(parted_text(glued), apart);
    }
}

#[test]
fn whole_words_stay_whole() {
    for word in [
        "تختتمان",
        "يرأسان",
        "اجتماعاتهما",
        "والاستراتيجية",
        "بمسؤولياتهم",
        "عبدالله",
        "للمخدرات",
        "فرانسيسكو",
        "كاليفورنيا",
        "لافوا",
        "أوباما",
        "الهيدروجين",
        "سيلتقيان",
        "وإنفاذ",
        "شأن",
        "اتفاقيتان",
        "نعماني",
        "الأبنودي",
    ] {
        assert_eq!(restore(word, Lexicon::own()), [], "{word}");
    }
}

#[test]
fn a_callers_words_are_known_with_their_particles_and_endings() {
    let glued = "السفيرهارغريف";
    let word = Word { text: "هارغريف", kind: WordKind::Name, class: 2 };
    let lexicon = Lexicon::own().with([word]);
    assert_eq!(restore(glued, &lexicon)[0].after, "السفير هارغريف");
    assert!(lexicon.knows("وهارغريف") && !lexicon.knows("هارغريفات"));
    for form in ["اتفاقيتنا", "مستواه", "أعضائها", "شركاؤنا", "سيعقدون", "أجرته", "للكويت"]
    {
        assert!(Lexicon::own().knows(form), "{form}");
    }
}

#[test]
fn hyphens_at_line_ends_are_judged_by_the_rest_of_the_text() {
    let after = |text: &str| -> Vec<(String, f32)> {
        let offers = join_lines(text, Lexicon::own());
        offers.into_iter().map(|offer| (offer.after, offer.confidence)).collect()
    };
    assert_eq!(after("agree-\nment; the agreement"), [("agreement".to_owned(), 0.95)]);
    assert_eq!(after("co-\nchaired and co-chaired"), [("co-chaired".to_owned(), 0.95)]);
    assert_eq!(after("long-\nterm, a term, long"), [("long-term".to_owned(), 0.55)]);
    assert_eq!(after("bilat- \n  eral"), [("bilateral".to_owned(), 0.7)]);
    assert_eq!(after("a -\n- b\n1-\n2"), []);
}

proptest! {
    #[test]
    fn offers_fit_their_text(text in "[ابتةىهأإءوليمنفعسرد\u{064B}\u{0640} \nab-]{0,80}") {
        let mut end = 0;
        for offer in restore(&text, Lexicon::own()) {
            prop_assert!(offer.span_before.start >= end);
            end = offer.span_before.end;
            prop_assert_eq!(&text[offer.span_before.clone()], &offer.before);
            prop_assert_eq!(offer.after.replace(' ', ""), offer.before);
            prop_assert!((0.0..=1.0).contains(&offer.confidence));
        }
        for offer in join_lines(&text, Lexicon::own()) {
            prop_assert_eq!(&text[offer.span_before.clone()], &offer.before);
        }
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,60}") {
        restore(&text, Lexicon::own());
        join_lines(&text, Lexicon::own());
    }
}
