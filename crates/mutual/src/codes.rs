//! The closed lists, and the two forms of codes that are no choice: references and fingerprints.
//! A reference is made of the party's code, the fixed letters `MLA`, a year and a running number,
//! so that neither a name nor an identity number can stand in it.

use crate::limits::REFERENCE_CHARS_MAX;

/// On what a request rests. Whether a treaty is in force is said by the register, never here.
pub const BASES: &[&str] = &[
    "treaty",
    "untoc",
    "uncac",
    "vienna_1988",
    "riyadh_1983",
    "domestic_law",
    "reciprocity",
    "comity",
];

/// What is asked for.
pub const MEASURES: &[&str] = &[
    "service_of_documents",
    "taking_evidence",
    "video_link",
    "search_and_seizure",
    "bank_records",
    "preservation_of_data",
    "production_of_data",
    "official_records",
    "identification",
    "transfer_of_prisoner",
    "freezing_of_assets",
    "confiscation",
    "return_of_assets",
    "spontaneous_information",
];

/// Measures that need coercion, so that dual criminality is commonly asked for.
pub const COERCIVE: &[&str] = &[
    "search_and_seizure",
    "bank_records",
    "production_of_data",
    "freezing_of_assets",
    "confiscation",
    "transfer_of_prisoner",
];

/// What the proceedings are about, by class.
pub const OFFENCES: &[&str] = &[
    "corruption",
    "money_laundering",
    "terrorist_financing",
    "fraud",
    "drugs",
    "organised_crime",
    "cybercrime",
    "trafficking_in_persons",
    "smuggling",
    "counterfeiting",
    "environment",
    "violence",
    "other_class",
];

/// Classes with a service level of their own.
pub const CLASSES: &[&str] = &["urgent", "ordinary", "complex"];

/// Why a request is urgent.
pub const URGENCY: &[&str] =
    &["limitation_period", "custody_limit", "trial_fixed", "loss_of_evidence", "flight_of_assets"];

/// The language a request is written in.
pub const LANGUAGES: &[&str] = &["ar", "en", "ar_en"];

/// Offices, by kind: an office is named, never who sits in it.
pub const OFFICES: &[&str] = &[
    "central_authority",
    "public_prosecution",
    "ministry_of_justice",
    "court",
    "interior_police",
    "customs",
    "financial_intelligence",
    "anti_corruption",
    "foreign_affairs",
    "capital_markets",
];

/// How it was sent.
pub const CHANNELS: &[&str] =
    &["central_authorities", "diplomatic", "liaison_magistrate", "network_24_7"];

/// Who bears what it costs.
pub const COSTS: &[&str] = &["ordinary", "substantial", "extraordinary"];

/// What is enclosed with the sealed request, which itself never enters the record.
pub const ENCLOSURES: &[&str] = &[
    "facts",
    "provisions_of_law",
    "identity_sheet",
    "procedure_wanted",
    "questions",
    "asset_schedule",
    "court_order",
    "translation",
    "certificate",
    "undertaking_of_reciprocity",
    "safe_conduct",
];

/// Grounds on which assistance may be refused (A/RES/45/117, art. 4, and common treaty practice).
pub const GROUNDS: &[&str] = &[
    "essential_interests",
    "political_offence",
    "military_offence",
    "discrimination",
    "ne_bis_in_idem",
    "no_dual_criminality",
    "measure_unlawful_here",
    "human_rights",
    "immunity_or_privilege",
    "disproportionate",
    "wrong_form_or_authority",
];

/// Why carrying out is put off. Pending proceedings postpone; they never refuse.
pub const POSTPONEMENTS: &[&str] =
    &["pending_proceedings", "safety", "capacity", "consultation_under_way"];

/// What a request lacks when it is sent back or more is asked for.
pub const DEFECTS: &[&str] = &[
    "channel",
    "language",
    "legal_basis",
    "facts",
    "provisions_of_law",
    "link_to_measure",
    "certificate",
    "clarity",
];

/// For what the material may be used.
pub const PURPOSES: &[&str] =
    &["investigation", "prosecution", "trial", "confiscation", "administrative"];

/// Whether it may be given on.
pub const ONWARD: &[&str] = &["none", "with_consent", "free"];

/// How a request ended.
pub const CLOSINGS: &[&str] =
    &["executed", "partly_executed", "refused", "withdrawn", "lapsed", "overtaken"];

/// Whether a text is a reference of a party's central authority: `KW-MLA-2020-0017`.
///
/// ```
/// use mutual::codes::is_reference;
/// assert!(is_reference("KW-MLA-2020-0017", "KW"));
/// assert!(!is_reference("US-MLA-2020-0017", "KW"), "another party's");
/// assert!(!is_reference("KW-ALI-2020-0017", "KW"), "letters that could be a name");
/// assert!(!is_reference("KW-MLA-2020-281010112345", "KW"), "longer than a running number");
/// ```
pub fn is_reference(text: &str, party: &str) -> bool {
    let Some(rest) = text.strip_prefix(party).and_then(|rest| rest.strip_prefix("-MLA-")) else {
        return false;
    };
    let Some((year, number)) = rest.split_once('-') else { return false };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= REFERENCE_CHARS_MAX
        && year.len() == 4
        && digits(year)
        && (year.starts_with("19") || year.starts_with("20"))
        && (1..=5).contains(&number.len())
        && digits(number)
}

/// Whether a text is a SHA-256 in small hexadecimal digits.
pub fn is_fingerprint(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
