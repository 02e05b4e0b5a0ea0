//! The topics of `hiwar.press/1` by their codes, in both languages: a report names a topic in one
//! language, and an agenda item stands in two.

/// Code, Arabic, English.
const TOPICS: &[(&str, &str, &str)] = &[
    ("security", "التعاون الأمني", "Security cooperation"),
    ("counter_terrorism", "مكافحة الإرهاب", "Counter-terrorism"),
    ("terrorist_financing", "مكافحة تمويل الإرهاب", "Countering the financing of terrorism"),
    ("money_laundering", "مكافحة غسل الأموال", "Countering money laundering"),
    ("cybersecurity", "الأمن السيبراني", "Cyber security"),
    ("law_enforcement", "إنفاذ القانون", "Law enforcement"),
    ("legal_assistance", "المساعدة القانونية المتبادلة", "Mutual legal assistance"),
    ("justice", "العدالة", "Justice"),
    ("anti_corruption", "مكافحة الفساد", "Anti-corruption"),
    ("counter_narcotics", "مكافحة المخدرات", "Counter-narcotics"),
    ("customs_border", "الجمارك وأمن الحدود", "Customs and border security"),
    ("defence", "الدفاع", "Defence"),
    ("maritime_security", "الأمن البحري", "Maritime security"),
    ("energy", "الطاقة", "Energy"),
    ("climate_environment", "المناخ والبيئة", "Climate and environment"),
    ("water", "المياه", "Water"),
    ("food_security", "الأمن الغذائي", "Food security"),
    ("agriculture", "الزراعة", "Agriculture"),
    ("trade", "التجارة", "Trade"),
    ("investment", "الاستثمار", "Investment"),
    ("finance_tax", "المالية والضرائب", "Finance and taxation"),
    ("health", "الصحة", "Health"),
    ("education", "التعليم", "Education"),
    ("culture", "الثقافة", "Culture"),
    ("science_tech", "العلوم والتكنولوجيا", "Science and technology"),
    ("ai_digital", "الذكاء الاصطناعي والتحول الرقمي", "Artificial intelligence and digital"),
    ("space", "الفضاء", "Space"),
    ("transport_aviation", "النقل والطيران", "Transport and aviation"),
    ("consular_visa", "الشؤون القنصلية والتأشيرات", "Consular affairs and visas"),
    ("migration", "الهجرة", "Migration"),
    ("labour", "العمل", "Labour"),
    ("human_rights", "حقوق الإنسان", "Human rights"),
    (
        "humanitarian_development",
        "الشؤون الإنسانية والتنمية",
        "Humanitarian affairs and development",
    ),
    ("regional_issues", "القضايا الإقليمية", "Regional issues"),
    ("women_youth", "المرأة والشباب", "Women and youth"),
    ("sports", "الرياضة", "Sports"),
    ("tourism", "السياحة", "Tourism"),
    ("media", "الإعلام", "Media"),
];

/// What a topic is called, Arabic and English.
pub fn name(code: &str) -> Option<[&'static str; 2]> {
    let found = TOPICS.iter().find(|(one, _, _)| *one == code);
    found.map(|(_, ar, en)| [*ar, *en])
}
