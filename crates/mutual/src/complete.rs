//! What a request still lacks, before it is sent: asked while it is written, on the page and in the
//! file that works without any network. The rules stand here as data, so that the file's script is
//! given the same ones ([`rules`]) and never has rules of its own.

use crate::codes;

/// A request as far as it is filled in: codes only; empty where nothing is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Our reference.
    pub reference: String,
    /// One of [`codes::BASES`].
    pub basis: String,
    /// One of [`codes::MEASURES`].
    pub measure: String,
    /// One of [`codes::OFFENCES`].
    pub offence: String,
    /// One of [`codes::CLASSES`].
    pub class: String,
    /// One of [`codes::URGENCY`]; only for an urgent one.
    pub urgency: String,
    /// One of [`codes::LANGUAGES`].
    pub language: String,
    /// Who asks, one of [`codes::OFFICES`].
    pub requesting_office: String,
    /// Who is asked, one of [`codes::OFFICES`].
    pub requested_office: String,
    /// One of [`codes::CHANNELS`].
    pub channel: String,
    /// What is enclosed, of [`codes::ENCLOSURES`].
    pub enclosed: Vec<String>,
}

/// What is missing: a field, or an enclosure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A field that is empty.
    Field(&'static str),
    /// An enclosure that such a request needs.
    Enclosure(&'static str),
}

/// An enclosure that is needed when `field` holds one of `values`; always, when `field` is empty.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The enclosure.
    pub enclosure: &'static str,
    /// The field that decides, or "".
    pub field: &'static str,
    /// Its values.
    pub values: &'static [&'static str],
}

/// Fields that every request has.
pub const FIELDS: &[&str] = &[
    "reference",
    "basis",
    "measure",
    "offence",
    "class",
    "language",
    "requesting_office",
    "requested_office",
    "channel",
];

/// What is enclosed when.
pub fn rules() -> &'static [Rule] {
    const RULES: &[Rule] = &[
        Rule { enclosure: "facts", field: "", values: &[] },
        Rule { enclosure: "provisions_of_law", field: "", values: &[] },
        Rule { enclosure: "certificate", field: "", values: &[] },
        Rule { enclosure: "translation", field: "language", values: &["ar", "en"] },
        Rule {
            enclosure: "undertaking_of_reciprocity",
            field: "basis",
            values: &["reciprocity", "comity"],
        },
        Rule { enclosure: "court_order", field: "measure", values: codes::COERCIVE },
        Rule {
            enclosure: "questions",
            field: "measure",
            values: &["taking_evidence", "video_link"],
        },
        Rule {
            enclosure: "asset_schedule",
            field: "measure",
            values: &["freezing_of_assets", "confiscation", "return_of_assets"],
        },
        Rule {
            enclosure: "identity_sheet",
            field: "measure",
            values: &["service_of_documents", "identification", "transfer_of_prisoner"],
        },
        Rule { enclosure: "safe_conduct", field: "measure", values: &["transfer_of_prisoner"] },
    ];
    RULES
}

impl Asked {
    /// A field's value.
    pub fn value(&self, field: &str) -> &str {
        match field {
            "reference" => &self.reference,
            "basis" => &self.basis,
            "measure" => &self.measure,
            "offence" => &self.offence,
            "class" => &self.class,
            "urgency" => &self.urgency,
            "language" => &self.language,
            "requesting_office" => &self.requesting_office,
            "requested_office" => &self.requested_office,
            "channel" => &self.channel,
            _ => "",
        }
    }

    /// Everything that is missing, fields first.
    pub fn gaps(&self) -> Vec<Gap> {
        let fields = FIELDS.iter().filter(|field| self.value(field).is_empty());
        let mut gaps: Vec<Gap> = fields.map(|field| Gap::Field(field)).collect();
        if self.class == "urgent" && self.urgency.is_empty() {
            gaps.push(Gap::Field("urgency"));
        }
        // Spontaneous information asks for nothing, so nothing has to be shown for it.
        if self.measure == "spontaneous_information" {
            return gaps;
        }
        for rule in rules() {
            let asked = rule.field.is_empty() || rule.values.contains(&self.value(rule.field));
            if asked && !self.enclosed.iter().any(|one| one == rule.enclosure) {
                gaps.push(Gap::Enclosure(rule.enclosure));
            }
        }
        gaps
    }
}
