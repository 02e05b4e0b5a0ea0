//! Five papers in invented words, Arabic and English, with brackets, placeholders and what is
//! turned round inside Arabic when nobody takes care.

#![allow(dead_code, reason = "each test and the bench use some of them")]

use documents::docx::sheet::{Block, Pair, Provision, Role, Sheet, Words};

/// What has to stand in this order inside Arabic.
pub const CODES: [&str; 4] = ["2020-11-16", "+965-2222-0000", "9-24", "4/2020-SEC"];

pub fn pair(ar: &str, en: &str) -> Pair {
    Pair { ar: ar.to_owned(), en: en.to_owned() }
}

pub fn fixed(role: Role, ar: &str, en: &str) -> Block {
    Block::Fixed { role, words: pair(ar, en) }
}

fn sheet(document: &str, title: (&str, &str), provisions: &[(&str, &str)]) -> Sheet {
    let mut blocks = Vec::new();
    for (nth, (ar, en)) in provisions.iter().enumerate() {
        blocks.push(Block::Provision(Provision {
            item: format!("{document}.p{nth:02}"),
            number: pair(&format!("{}.", nth + 1), &format!("{}.", nth + 1)),
            heading: false,
            ar: Words::plain(ar),
            en: Words::plain(en),
        }));
    }
    blocks.insert(1, fixed(Role::Heading, "الجزء الأول", "Part one"));
    blocks.push(fixed(Role::Note, "عن الجانب الأول: ............", "For the first side: ........"));
    Sheet {
        document: document.to_owned(),
        version: "v7".to_owned(),
        digest: "a3f1c09b77e2d4".to_owned(),
        title: pair(title.0, title.1),
        marking: pair("مسودة للتفاوض - مقيد", "Negotiating draft - restricted"),
        blocks,
    }
}

pub fn joint_statement() -> Sheet {
    sheet(
        "js1",
        ("بيان مشترك", "Joint statement"),
        &[
            (
                "اجتمع الجانبان في [?place: المدينة] بتاريخ 2020-11-16 وبحثا [KW: التعاون]\
                 [US: الشراكة] في أربعة مجالات.",
                "The two sides met in [?place: city] on 2020-11-16 and discussed \
                 [KW: cooperation][US: partnership] in four fields.",
            ),
            (
                "يشير الجانبان إلى المذكرة رقم 4/2020-SEC وإلى المواد 9-24 منها.",
                "The sides recall memorandum 4/2020-SEC and its articles 9-24.",
            ),
            (
                "للاستفسار: +965-2222-0000، والبريد office@example.org.",
                "For questions: +965-2222-0000 or office@example.org.",
            ),
            (
                "[KW, US: يرحب الجانبان [KW: ترحيبا حارا ][US:]بالنتائج.]",
                "[KW, US: The sides welcome [KW: warmly ][US:]the results.]",
            ),
        ],
    )
}

pub fn agreed_minutes() -> Sheet {
    sheet(
        "am1",
        ("محضر متفق عليه", "Agreed minutes"),
        &[
            ("افتتح الرئيسان الجلسة في الساعة 10:30.", "The chairs opened the session at 10:30."),
            (
                "أقرت اللجنة جدول الأعمال،\nثم ناقشت البندين «الموانئ» و«الطيران».",
                "The committee adopted the agenda,\nthen discussed \"ports\" & \"aviation\".",
            ),
            (
                "يقدم الفريق تقريره في غضون [KW: ثلاثين][US: ستين] يوما.",
                "The group [KW: shall][US: should] report within [KW: thirty][US: sixty] days.",
            ),
        ],
    )
}

pub fn memorandum() -> Sheet {
    sheet(
        "mou1",
        ("مذكرة تفاهم", "Memorandum of understanding"),
        &[
            (
                "يتعاون الموقعان (\u{2068}Port Authority of X\u{2069} والهيئة العامة) في السلامة.",
                "The signatories (the Port and the General Authority) cooperate on safety.",
            ),
            (
                "تسري هذه المذكرة من [?date] لمدة 3 سنوات.",
                "It takes effect on [?date] for 3 years.",
            ),
            (
                "لا تنشئ هذه المذكرة التزاما قانونيا <بموجب> القانون الدولي & لا تمس غيرها.",
                "It creates no obligation <under> international law & leaves others untouched.",
            ),
        ],
    )
}

pub fn action_plan() -> Sheet {
    sheet(
        "ap1",
        ("خطة عمل", "Action plan"),
        &[
            (
                "المرحلة 1: تدريب [?number] خبيرا قبل 31/12/2027 بكلفة [?amount] دينار.",
                "Phase 1: train [?number] experts before 31/12/2027 at a cost of [?amount] dinars.",
            ),
            ("", "Phase 2: the Arabic words are not written yet."),
            (
                "المرحلة 3: تشغيل نظام COVID-19 وربطه بمنصة e-Gov 2.0 في الربع 3-4.",
                "Phase 3: run the COVID-19 system and link it to e-Gov 2.0 in quarters 3-4.",
            ),
        ],
    )
}

pub fn exchange_of_notes() -> Sheet {
    sheet(
        "en1",
        ("تبادل مذكرات", "Exchange of notes"),
        &[
            (
                "تهدي [?body: السفارة] تحياتها وتشير إلى مذكرتكم MFA-12/2026 المؤرخة 2026-02-01.",
                "[?body: The Embassy] presents its compliments and refers to your note \
                 MFA-12/2026 of 2026-02-01.",
            ),
            (
                "وتقترح أن يشكل ردكم [KW: اتفاقا][US: ترتيبا] بين الحكومتين.",
                "It proposes that your reply constitute [KW: an agreement][US: an arrangement] \
                 between the two governments.",
            ),
        ],
    )
}

/// All five.
pub fn papers() -> [Sheet; 5] {
    [joint_statement(), agreed_minutes(), memorandum(), action_plan(), exchange_of_notes()]
}

/// A long text: a page, as LibreOffice prints it, holds 31 of these in two languages.
pub fn long(pages: usize) -> Sheet {
    let source = papers();
    let mut blocks = Vec::new();
    let provisions =
        source.iter().flat_map(|sheet| &sheet.blocks).filter_map(|block| match block {
            Block::Provision(one) => Some(one.clone()),
            Block::Fixed { .. } => None,
        });
    let provisions: Vec<Provision> = provisions.collect();
    for nth in 0..pages * 31 / 2 {
        let mut one = provisions[nth % provisions.len()].clone();
        one.item = format!("long.p{nth:04}");
        blocks.push(Block::Provision(one));
    }
    Sheet { document: "long".to_owned(), blocks, ..joint_statement() }
}

/// The provisions of a sheet with their plain words.
pub fn provisions(sheet: &Sheet) -> Vec<(&str, String, String)> {
    let words = |words: &Words| words.spans.iter().map(|span| span.text.as_str()).collect();
    let provisions = sheet.blocks.iter().filter_map(|block| match block {
        Block::Provision(one) => Some((one.item.as_str(), words(&one.ar), words(&one.en))),
        Block::Fixed { .. } => None,
    });
    provisions.collect()
}
