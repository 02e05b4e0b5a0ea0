//! Each grammar by small reports of our own: what users rely on, in both languages.

use reading::{Claim, Correction, Day, Draft, Gazetteers, Reader, Report, Slot, Value};

fn reader() -> &'static Reader {
    static READER: std::sync::OnceLock<Reader> = std::sync::OnceLock::new();
    READER.get_or_init(|| Reader::new(&Gazetteers::default()))
}

/// A report with a headline and an opening that name the dialogue, then the sentence.
fn arabic(sentence: &str) -> Draft {
    let text = format!(
        "الكويت وفرنسا تعقدان الجولة الثالثة من الحوار الاستراتيجي\n\nباريس - 10 - 5 (كونا) \
        -- عقدت الكويت \
         وفرنسا اليوم الثلاثاء الجولة الثالثة من الحوار الاستراتيجي بين البلدين في \
         باريس.\n\n{sentence}\n"
    );
    read(&text, "2022-05-10")
}

fn english(sentence: &str) -> Draft {
    let text = format!(
        "Kuwait and France hold third round of Strategic Dialogue\n\nPARIS, 10 May (KUNA) \
        -- Kuwait and \
         France held today the third round of their Strategic Dialogue in Paris.\n\n{sentence}\n"
    );
    read(&text, "2022-05-10")
}

fn read(text: &str, day: &str) -> Draft {
    let report = Report { text, published: Day::parse(day), name: "test" };
    reader().read(&report).expect("short enough")
}

fn all(draft: &Draft, slot: Slot) -> Vec<&Claim> {
    draft.claims.iter().filter(|claim| claim.slot == slot).collect()
}

#[track_caller]
fn only(draft: &Draft, slot: Slot) -> &Claim {
    let found = all(draft, slot);
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0]
}

fn number(claim: &Claim, name: &str) -> Option<i64> {
    match claim.field(name)?.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

#[track_caller]
fn person<'d>(draft: &'d Draft, name: &str) -> &'d Claim {
    let found = all(draft, Slot::Person);
    found
        .iter()
        .copied()
        .find(|claim| claim.text("name") == Some(name))
        .unwrap_or_else(|| panic!("no {name} in {found:#?}"))
}

/// Due date that a sentence with a promise gives.
#[track_caller]
fn due(sentence: &str) -> Option<String> {
    let latin = sentence.is_ascii();
    let draft = if latin { english(sentence) } else { arabic(sentence) };
    only(&draft, Slot::Commitment).code("due").map(str::to_owned)
}

#[test]
fn source_dialogue_round_and_session_of_a_wire() {
    let draft = arabic("وتناول الاجتماع الأمن الغذائي.");
    let source = only(&draft, Slot::Source);
    assert_eq!(source.code("agency"), Some("KUNA"));
    assert_eq!(source.code("date"), Some("2022-05-10"));
    assert_eq!(source.text("place"), Some("باريس"));
    assert_eq!(number(only(&draft, Slot::Round), "number"), Some(3));
    let session = only(&draft, Slot::Session);
    assert_eq!(session.code("date"), Some("2022-05-10"));
    assert_eq!(session.text("place"), Some("باريس"));
    assert_eq!(only(&draft, Slot::Topic).code("code"), Some("food_security"));
}

#[test]
fn due_dates_are_last_days_periods_and_parts_of_years() {
    assert_eq!(
        due("واتفق الجانبان على تشكيل فريق فني قبل نهاية سبتمبر المقبل.").as_deref(),
        Some("2022-09-30")
    );
    assert_eq!(due("واتفق الجانبان على تبادل قوائم خلال 90 يوما.").as_deref(), Some("2022-08-08"));
    assert_eq!(due("واتفق الجانبان على إيفاد بعثة فنية في آذار 2023.").as_deref(), Some("2023-03"));
    assert_eq!(
        due("واتفق الجانبان على رفع التوصيات في موعد أقصاه 15 رمضان 1444هـ.").as_deref(),
        Some("2023-04-06")
    );
    assert_eq!(
        due("France will hand over the list within two months.").as_deref(),
        Some("2022-07-10")
    );
    assert_eq!(
        due("The two sides agreed to share the plan by July.").as_deref(),
        Some("2022-07-31")
    );
    assert_eq!(
        due("The two sides agreed to open a centre before the end of 2023.").as_deref(),
        Some("2023-12-31")
    );
}

#[test]
fn next_and_past_rounds_have_number_date_and_place() {
    let draft = arabic("وتستضيف الكويت الجولة الرابعة في الربع الأول من عام 2023.");
    let next = only(&draft, Slot::Next);
    assert_eq!(number(next, "number"), Some(4));
    assert_eq!(next.code("date"), Some("2023-Q1"));
    assert_eq!(next.text("place"), Some("الكويت"));
    let draft = arabic("وكانت الجولة السابقة قد عقدت في الكويت في ديسمبر الماضي.");
    assert_eq!(only(&draft, Slot::Past).code("date"), Some("2021-12"));
    let draft = english("The fourth round will be held in Kuwait City in the second half of 2023.");
    let next = only(&draft, Slot::Next);
    assert_eq!(next.code("date"), Some("2023-H2"));
    assert_eq!(next.text("place"), Some("Kuwait City"));
}

#[test]
fn persons_in_both_orders_with_side_and_role() {
    let draft = arabic(
        "وترأس الجانب الكويتي نائب وزير الخارجية السفير سالم المطيري فيما ترأس الجانب \
        الفرنسي السيد بيير \
         لوران، المدير السياسي في وزارة الخارجية.",
    );
    let one = person(&draft, "سالم المطيري");
    assert_eq!(one.text("title"), Some("نائب وزير الخارجية"));
    assert_eq!(one.text("rank"), Some("السفير"));
    assert_eq!((one.code("party"), one.code("role")), (Some("KW"), Some("head")));
    let two = person(&draft, "بيير لوران");
    assert_eq!(two.text("title"), Some("المدير السياسي في وزارة الخارجية"));
    assert_eq!((two.code("party"), two.code("role")), (Some("FR"), Some("head")));
}

#[test]
fn a_list_of_members_is_read_to_its_end() {
    let draft = arabic(
        "ومثل الجانب الكويتي وكيل وزارة الداخلية اللواء فهد العنزي ومدير عام الجمارك سعد \
        الهاجري وسفيرة \
         الكويت لدى فرنسا نورة الصالح وعدد من المسؤولين.",
    );
    assert_eq!(person(&draft, "فهد العنزي").code("inst"), Some("interior"));
    assert_eq!(person(&draft, "سعد الهاجري").code("inst"), Some("customs"));
    let third = person(&draft, "نورة الصالح");
    assert_eq!((third.code("inst"), third.code("role")), (Some("embassy"), Some("member")));
    assert_eq!(all(&draft, Slot::Delegation).len(), 1);
}

#[test]
fn lists_under_a_side_give_its_members_and_head() {
    let draft = arabic(
        "وتركب الوفد الكويتي من:\n- السيد سالم المطيري، وكيل وزارة الخارجية، رئيس الوفد\n\
         - السيدة نورة الصالح، مديرة إدارة أوروبا",
    );
    assert_eq!(person(&draft, "سالم المطيري").code("role"), Some("head"));
    let member = person(&draft, "نورة الصالح");
    assert_eq!((member.code("party"), member.code("role")), (Some("KW"), Some("member")));
    let draft = english(
        "French delegation:\n- Pierre Laurent, Head of Delegation\n\
         - Marie Dubois, Ministry of Health",
    );
    assert_eq!(person(&draft, "Pierre Laurent").code("role"), Some("head"));
    let member = person(&draft, "Marie Dubois");
    assert_eq!((member.code("party"), member.code("inst")), (Some("FR"), Some("health")));
}

#[test]
fn english_lists_keep_sides_apart() {
    let draft = english(
        "The Kuwaiti side was headed by Ambassador Salem Al-Mutairi, Deputy Foreign \
        Minister, while Pierre \
         Laurent, Political Director at the Ministry of Foreign Affairs, led the French side.",
    );
    let one = person(&draft, "Salem Al-Mutairi");
    assert_eq!((one.code("party"), one.code("role")), (Some("KW"), Some("head")));
    let two = person(&draft, "Pierre Laurent");
    assert_eq!((two.code("party"), two.code("role")), (Some("FR"), Some("head")));
    assert_eq!(two.text("title"), Some("Political Director at the Ministry of Foreign Affairs"));
}

#[test]
fn quotations_have_their_speaker() {
    let draft = arabic(
        "وقال نائب وزير الخارجية السفير سالم المطيري إن الحوار \"نقل العلاقات إلى مرحلة \
        جديدة\" مضيفا أن \
         البلدين يعملان على توسيع التعاون في المجالات كافة.",
    );
    let speaker = person(&draft, "سالم المطيري");
    let statements = all(&draft, Slot::Statement);
    assert_eq!(statements.len(), 2, "{statements:#?}");
    assert!(statements.iter().all(|claim| claim.code("speaker") == Some(speaker.id.as_str())));
    assert_eq!(statements[0].code("form"), Some("direct"));
    assert_eq!(statements[1].code("form"), Some("indirect"));
}

#[test]
fn agreements_have_kind_state_and_signatories() {
    let draft = arabic(
        "ووقع الجانبان مذكرة تفاهم في مجال حماية المنافسة، وقعها عن الكويت مدير عام الجمارك \
        سعد الهاجري.",
    );
    let agreement = only(&draft, Slot::Agreement);
    assert_eq!((agreement.code("kind"), agreement.code("status")), (Some("mou"), Some("signed")));
    assert_eq!(agreement.text("title"), Some("حماية المنافسة"));
    let signer = person(&draft, "سعد الهاجري");
    assert_eq!(
        agreement.field("signed_by").map(|field| field.value.clone()),
        Some(Value::List(vec![signer.id.clone()]))
    );
    let draft = english("Negotiations on a Comprehensive Economic Partnership Agreement go on.");
    let agreement = only(&draft, Slot::Agreement);
    assert_eq!(agreement.code("status"), Some("negotiating"));
}

#[test]
fn a_hijri_dateline_has_its_twin() {
    let text = "الاجتماع الثاني للحوار الاستراتيجي السعودي - الياباني\n\nالرياض 25 ربيع \
        الآخر 1445 هـ الموافق 09 \
        نوفمبر 2023 م واس\n\nرأس نائب وزير الخارجية الدكتور سالم بن فهد المطيري في الرياض \
        اليوم الاجتماع الثاني \
        للحوار الاستراتيجي السعودي - الياباني.\n";
    let report = Report { text, published: None, name: "test" };
    let draft = reader().read(&report).expect("short enough");
    let source = only(&draft, Slot::Source);
    assert_eq!(source.code("date"), Some("2023-11-09"));
    assert_eq!(source.code("date_hijri"), Some("1445-04-25"));
    assert_eq!(only(&draft, Slot::Session).code("date"), Some("2023-11-09"));
}

#[test]
fn ordinals_reach_forty_in_both_languages() {
    for (words, n) in
        [("الجولة الحادية والعشرين", 21), ("الدورة التاسعة عشرة", 19), ("الدورة الأربعون", 40)]
    {
        let text = format!(
            "الكويت وفرنسا تعقدان {words} من الحوار الاستراتيجي\n\nعقدت الكويت وفرنسا اليوم \
            {words} من الحوار \
             الاستراتيجي بين البلدين في باريس.\n"
        );
        assert_eq!(
            number(only(&read(&text, "2022-05-10"), Slot::Round), "number"),
            Some(n),
            "{words}"
        );
    }
    for (words, n) in [("twenty-first round", 21), ("12th round", 12), ("fortieth round", 40)] {
        let text = format!(
            "Kuwait and France hold {words} of Strategic Dialogue\n\nKuwait and France held \
            today the {words} \
             of their Strategic Dialogue in Paris, officials of both sides said.\n"
        );
        assert_eq!(
            number(only(&read(&text, "2022-05-10"), Slot::Round), "number"),
            Some(n),
            "{words}"
        );
    }
}

#[test]
fn corrections_are_taken_and_the_rest_follows() {
    let draft = arabic("وترأس الجانب الكويتي نائب وزير الخارجية السفير سالم المطيري.");
    let text = "الكويت وفرنسا تعقدان الجولة الثالثة من الحوار الاستراتيجي\n\nعقدت الكويت \
        وفرنسا أمس الجولة \
        الثالثة من الحوار الاستراتيجي بين البلدين، ورأسها نائب وزير الخارجية السفير سالم \
        المطيري.\n";
    assert_eq!(person(&draft, "سالم المطيري").code("party"), Some("KW"));
    let report = Report { text, published: Day::new(2022, 5, 10), name: "test" };
    let corrections = [
        Correction::Published(Day::new(2022, 6, 2).expect("it exists")),
        Correction::Round(5),
        Correction::PersonParty {
            name: "سالم المطيري".to_owned(), party: "FR".to_owned()
        },
    ];
    let draft = reader().read_with(&report, &corrections).expect("short enough");
    assert_eq!(only(&draft, Slot::Session).code("date"), Some("2022-06-01"));
    assert_eq!(number(only(&draft, Slot::Round), "number"), Some(5));
    assert_eq!(person(&draft, "سالم المطيري").code("party"), Some("FR"));
    let parties = Correction::Parties(["KW".to_owned(), "IT".to_owned()]);
    let day = Correction::SessionDay { session: 0, day: Day::new(2022, 5, 8).expect("it exists") };
    let draft = reader().read_with(&report, &[parties, day]).expect("short enough");
    let named = only(&draft, Slot::Dialogue).field("parties").map(|field| field.value.clone());
    assert_eq!(named, Some(Value::List(vec!["KW".to_owned(), "IT".to_owned()])));
    assert_eq!(only(&draft, Slot::Session).code("date"), Some("2022-05-08"));
}
