//! Which spellings are one name and which are not, why, and what is offered for a new name.

use proptest::prelude::*;

use super::*;

#[test]
fn spellings_of_one_name_are_alike() {
    for (a, b) in [
        ("ناصر الصبيح", "Nasser Al-Subaih"),
        ("ناصر الصبيح", "Nacer Essabih"),
        ("عبد الرحمن", "Abdurrahman"),
        ("عبدالرحمن السيد", "Abd al-Rahman El-Sayed"),
        ("معمر القذافي", "Moammar Gaddafi"),
        ("Muammar Qadhafi", "Moammar Gaddafi"),
        ("جمال عبد الناصر", "Gamal Abdel Nasser"),
        ("قاسم", "Kacem"),
        ("وائل الشرقاوي", "Ouael Cherkaoui"),
        ("يوسف شاهين", "Youssef Chahine"),
        ("ثريا عبيد", "Soraya Obaid"),
        ("خديجة بن قنة", "Khadidja Benguenna"),
        ("هشام", "Hicham"),
        ("إلينا رومانوسكي", "Alina Romanowski"),
        ("J. Smith", "John Smith"),
        ("Al-Subaih Nasser", "Nasser Al-Subaih"),
    ] {
        let found = likeness(a, b);
        assert!(found.score >= 0.8, "{a} {b} {found:?}");
    }
}

#[test]
fn names_of_others_are_not() {
    for (a, b) in [
        ("محمد الشرهان", "Hamad Al-Mashaan"),
        ("ناصر الصبيح", "Nasser Al-Sabri"),
        ("سالم المري", "Salem Al-Kaabi"),
        ("فهد", "فيصل"),
        ("Ali Hassan", "Omar Hussein"),
    ] {
        let found = likeness(a, b);
        assert!(found.score < 0.8, "{a} {b} {found:?}");
    }
}

#[test]
fn a_hamza_says_that_there_is_no_article() {
    assert!(score("إلينا", "Elena") > score("إلينا", "Ina"));
    assert!(score("الصبيح", "Subaih") > 0.9, "a final h may be a consonant");
    assert!(score("فاطمة", "Fatimah") > 0.9 && score("فاطمة", "Fatma") > 0.9);
}

#[test]
fn reasons_name_the_parts() {
    let found = likeness("J. Al-Subaih", "Jassim bin Nasser Al-Subaih").reasons;
    assert!(matches!(&found[0], Reason::Initial { of_a, of_b } if of_a == "J" && of_b == "Jassim"));
    assert!(found.contains(&Reason::Missing { part: "Nasser".to_owned() }), "{found:?}");
    assert!(matches!(
        &found[found.len() - 1],
        Reason::Alike { of_a, likeness, .. } if of_a == "Subaih" && *likeness == 1.0
    ));
    assert_eq!(likeness("الصبيح", "الصبيـح").reasons, [Reason::Same]);
    let turned = likeness("Al-Subaih, Nasser", "Nasser Al-Subaih");
    assert_eq!(turned.reasons[0], Reason::Reordered);
    let joined = likeness("Abd al-Rahman", "Abdelrahman").reasons;
    assert!(matches!(&joined[0], Reason::Alike { of_a, .. } if of_a == "Abd Rahman"));
}

#[test]
fn candidates_come_best_first_and_nothing_is_merged() {
    let pool = ["Nasser Al-Sabah", "Nasser Al-Subaih", "N. Al Subaih", ""];
    let found = candidates("ناصر الصبيح", &pool, 9);
    assert_eq!(found.iter().map(|one| one.index).collect::<Vec<_>>()[..2], [1, 2]);
    assert_eq!(found.len(), 4);
    assert_eq!(found[3].score, 0.0);
    assert!(candidates("", &pool, 1)[0].score == 0.0 && candidates::<&str>("x", &[], 3).is_empty());
}

#[test]
fn spellings_follow_the_country() {
    for (name, country, expected) in [
        ("الشيخ محمد بن راشد آل مكتوم", "AE", "Al Sheikh Mohammed bin Rashid Al Maktoum"),
        ("عبد الرحمن الجبالي", "TN", "Abderrahmane El Jebali"),
        ("عبدالفتاح السيسي", "EG", "Abdelfattah El-Sisi"),
        ("شريف عبد المجيد", "EG", "Sherif Abdelmeguid"),
        ("جمال الشاذلي", "DZ", "Djamel Echchadli"),
        ("هشام العلوي", "MA", "Hicham El Alaoui"),
        ("صلاح الدين", "KW", "Salah Al-Din"),
        ("صلاح الدين", "DZ", "Salaheddine"),
        ("نصر الله", "LB", "Nasrallah"),
        ("حمدان المطلق", "SA", "Hamdan Al-Matlaq"),
        ("قرقاش", "EG", "Karkash"),
        ("يونس بوعزيز", "DZ", "Younes Bouaziz"),
    ] {
        let found = renderings(name, country);
        assert_eq!(found[0], expected, "{found:?}");
        assert!(found[1] != found[0] && found[2] != found[1] && found[2] != found[0], "{found:?}");
    }
    assert_eq!(renderings("", "KW"), ["", "", ""]);
    assert_eq!(renderings("Smith", "KW")[0], "Smith");
}

#[test]
fn what_is_offered_is_found_again() {
    let names = ["ناصر الصبيح", "فاطمة الزهراء", "غانم الغانم", "شيخة المري", "عبد العزيز قرقاش"];
    for name in names {
        for country in ["KW", "AE", "EG", "DZ", "MA", "IQ", "LB", "SD"] {
            for spelling in renderings(name, country) {
                assert!(score(name, &spelling) > 0.8, "{name} {spelling}");
            }
        }
    }
}

proptest! {
    #[test]
    fn scores_are_shares_and_symmetric(a in any_name(), b in any_name()) {
        let (one, other) = (score(&a, &b), score(&b, &a));
        prop_assert!((0.0..=1.0).contains(&one));
        prop_assert!((one - other).abs() < 0.001, "{one} {other}");
        prop_assert!(a.is_empty() || score(&a, &a) > 0.999 || fold_str(&a).is_empty());
    }

    #[test]
    fn no_name_is_too_strange(a in "\\PC{0,40}", b in "\\PC{0,300}") {
        likeness(&a, &b);
        renderings(&b, "DZ");
    }
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ابتجحخدرسشصعقكلمنهويةىأإ]{1,7}( [ابتجحخدرسشصعقكلمنهوي]{1,7}){0,3}",
        "[a-z]{1,8}([ -][a-z]{1,8}){0,3}",
    ]
}
