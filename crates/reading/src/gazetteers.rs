//! Word lists of the reader: countries, institutions, titles, months, topics and the words that
//! open a fact. They are data: the files under `data/` are the default, an operator adds others.
//! A line is `class<TAB>code<TAB>forms`, forms parted by ` | `; `land` has a fourth column.

use std::collections::{BTreeMap, BTreeSet};

use crate::limits::{FORM_BYTES_MAX, GAZETTEER_BYTES_MAX};
use crate::page::fold_form;

/// The files that are built in, with their names.
pub const DEFAULT_FILES: [(&str, &str); 12] = [
    ("agencies.tsv", include_str!("../data/agencies.tsv")),
    ("agreements.tsv", include_str!("../data/agreements.tsv")),
    ("calendar.tsv", include_str!("../data/calendar.tsv")),
    ("cities.tsv", include_str!("../data/cities.tsv")),
    ("countries.tsv", include_str!("../data/countries.tsv")),
    ("furniture.tsv", include_str!("../data/furniture.tsv")),
    ("institutions.tsv", include_str!("../data/institutions.tsv")),
    ("meetings.tsv", include_str!("../data/meetings.tsv")),
    ("names.tsv", include_str!("../data/names.tsv")),
    ("people.tsv", include_str!("../data/people.tsv")),
    ("topics.tsv", include_str!("../data/topics.tsv")),
    ("triggers.tsv", include_str!("../data/triggers.tsv")),
];

/// A list of common words, kept apart because it is the longest.
pub const WORDS_FILE: (&str, &str) = ("words.tsv", include_str!("../data/words.tsv"));

macro_rules! classes {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// What a form is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Class { $($name),* }

        impl Class {
            /// The name of the class in the files.
            pub fn as_str(self) -> &'static str {
                match self { $(Class::$name => $text),* }
            }

            fn parse(name: &str) -> Option<Class> {
                match name { $($text => Some(Class::$name),)* _ => None }
            }
        }
    };
}

classes! {
    Land = "land", Nisba = "nisba", City = "city", Month = "month", Hijri = "hijri",
    Weekday = "weekday", Agency = "agency", Home = "home", Portfolio = "portfolio", Inst = "inst",
    Head = "head", Rank = "rank", Honour = "honour", Particle = "particle", Given = "given",
    Family = "family", Topic = "topic", Kind = "kind", Status = "status", Dialogue = "dialogue",
    Round = "round", Group = "group", Mode = "mode", Session = "session", Next = "next",
    Past = "past", Venue = "venue", Say = "say", SayForm = "say_form", Lead = "lead",
    CoLead = "colead", StandFor = "stand_for", Attend = "attend", SignBy = "sign_by",
    Discuss = "discuss", Agree = "agree", Undertake = "undertake", Conclude = "conclude",
    Held = "held", Host = "host", Launch = "launch", Side = "side", Both = "both",
    OnBehalf = "on_behalf", Others = "others", Negation = "negation", DateWord = "date_word",
    Furniture = "furniture", FurnitureLine = "furniture_line", Section = "section",
    Turn = "turn", End = "end", Stop = "stop", Verb = "verb", Word = "word", EnWord = "en_word",
}

/// One entry: a class and its code. `-` is no code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub class: Class,
    /// The code, such as `KW` or `mfa`.
    pub code: String,
    /// The code as a number; 0 when it is none.
    pub number: u32,
    /// The form is only meant with the Arabic article.
    pub with_article: bool,
}

/// Why a gazetteer text was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {rule}; {remedy}")]
pub struct GazetteerProblem {
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1; 0 for the file as a whole.
    pub line: usize,
    /// The rule that was broken.
    pub rule: String,
    /// What to do.
    pub remedy: String,
}

/// All word lists in folded form.
#[derive(Debug, Clone)]
pub struct Gazetteers {
    entries: Vec<Entry>,
    /// Folded form to the entries it stands for.
    forms: BTreeMap<String, Vec<u32>>,
    homes: BTreeMap<String, String>,
    capitals: BTreeMap<String, String>,
}

impl Default for Gazetteers {
    fn default() -> Gazetteers {
        Gazetteers::with_folder_texts(&[]).expect("the built-in files are tested")
    }
}

impl Gazetteers {
    /// The built-in lists and those of an operator's folder, as (file name, text). A form that is
    /// already known with another code of the same class is read as the operator says.
    ///
    /// # Errors
    /// A text that is too long, a line of another shape, an unknown class, an unknown code of a
    /// closed list, a form without letters or with a control character.
    pub fn with_folder_texts(texts: &[(&str, &str)]) -> Result<Gazetteers, GazetteerProblem> {
        let mut all = Gazetteers {
            entries: Vec::new(),
            forms: BTreeMap::new(),
            homes: BTreeMap::new(),
            capitals: BTreeMap::new(),
        };
        let n_bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
        if n_bytes > GAZETTEER_BYTES_MAX {
            return Err(GazetteerProblem {
                file: texts.first().map_or("", |(name, _)| name).to_owned(),
                line: 0,
                rule: format!("the files hold {n_bytes} bytes, above {GAZETTEER_BYTES_MAX}"),
                remedy: "leave out lists that are not needed".to_owned(),
            });
        }
        for (name, text) in DEFAULT_FILES.iter().chain(std::iter::once(&WORDS_FILE)) {
            all.read(name, text, false)?;
        }
        for (name, text) in texts {
            all.read(name, text, true)?;
        }
        all.add_words_of_phrases();
        Ok(all)
    }

    /// Folded forms with their entries.
    pub(crate) fn forms(&self) -> impl Iterator<Item = (&str, &[u32])> {
        self.forms.iter().map(|(form, of)| (form.as_str(), of.as_slice()))
    }

    pub(crate) fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// Whether a folded form stands in any list.
    pub(crate) fn is_known(&self, folded: &str) -> bool {
        self.forms.contains_key(folded)
    }

    /// The country of a news agency.
    pub(crate) fn home_of(&self, agency: &str) -> Option<&str> {
        self.homes.get(agency).map(String::as_str)
    }

    fn read(&mut self, file: &str, text: &str, own: bool) -> Result<(), GazetteerProblem> {
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            self.line(line, own).map_err(|(rule, remedy)| GazetteerProblem {
                file: file.to_owned(),
                line: at + 1,
                rule,
                remedy: remedy.to_owned(),
            })?;
        }
        Ok(())
    }

    fn line(&mut self, line: &str, own: bool) -> Result<(), (String, &'static str)> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [class, code, forms, rest @ ..] = columns.as_slice() else {
            return Err((
                format!("a line has three columns parted by tabs, this one {}", columns.len()),
                "write class, code and forms with one tab between them",
            ));
        };
        let Some(class) = Class::parse(class) else {
            return Err((
                format!("\"{}\" is no class", class.escape_debug()),
                "use a class that the built-in files use",
            ));
        };
        if rest.len() != usize::from(class == Class::Land) {
            return Err((
                format!("a {} line has another number of columns", class.as_str()),
                "a land line has four columns, every other line three",
            ));
        }
        check_code(class, code)?;
        if class == Class::Home {
            self.homes.insert((*code).to_owned(), (*forms).to_owned());
            return Ok(());
        }
        self.column(class, code, forms, own)?;
        if let [adjectives] = rest {
            self.column(Class::Nisba, code, adjectives, own)?;
        }
        Ok(())
    }

    fn column(
        &mut self,
        class: Class,
        code: &str,
        forms: &str,
        own: bool,
    ) -> Result<(), (String, &'static str)> {
        let number = code.parse().unwrap_or(0);
        for with_article in [false, true] {
            let entry = Entry { class, code: code.to_owned(), number, with_article };
            self.entries.push(entry);
        }
        let index = u32::try_from(self.entries.len() - 2).expect("far fewer entries than u32");
        for form in forms.split(" | ").filter(|form| *form != "-") {
            check_form(form)?;
            let folded = fold_form(form);
            if !folded.chars().any(char::is_alphabetic) {
                return Err((
                    format!("the form \"{}\" has no letters", form.escape_debug()),
                    "write at least one letter",
                ));
            }
            if class == Class::City {
                self.capitals.entry(code.to_owned()).or_insert_with(|| folded.clone());
            }
            let article = form.starts_with("ال");
            for (variant, entry) in variants(class, &folded, article, index) {
                self.add(variant, entry, own);
            }
        }
        Ok(())
    }

    fn add(&mut self, form: String, entry: u32, own: bool) {
        let class = self.entries[entry as usize].class;
        let code = self.entries[entry as usize].code.clone();
        let entries = &self.entries;
        let of = self.forms.entry(form).or_default();
        let same = |at: &u32| entries[*at as usize].class == class;
        if own {
            of.retain(|at| !same(at));
        }
        // The first line that names a form within a class wins; equal codes are one entry.
        let known = of
            .iter()
            .any(|at| same(at) && (entries[*at as usize].code == code || class != Class::Topic));
        if !known {
            of.push(entry);
        }
    }

    /// Single words of the Arabic phrases count as common words: they are no names.
    fn add_words_of_phrases(&mut self) {
        let mut words = BTreeSet::new();
        for (form, of) in &self.forms {
            let of_words = of.iter().any(|&at| {
                matches!(
                    self.entries[at as usize].class,
                    Class::Portfolio
                        | Class::Inst
                        | Class::Topic
                        | Class::Kind
                        | Class::Dialogue
                        | Class::Group
                        | Class::Mode
                        | Class::Session
                        | Class::Discuss
                        | Class::Others
                        | Class::Conclude
                        | Class::Attend
                )
            });
            if of_words && !form.is_ascii() && form.contains(' ') {
                for (nth, word) in form.split(' ').enumerate() {
                    // "and" is no part of a word inside a phrase.
                    let and =
                        word.strip_prefix('و').filter(|rest| nth > 0 && rest.chars().count() >= 3);
                    let word = strip_article(and.unwrap_or(word));
                    if word.chars().count() >= 3 {
                        words.insert(word.to_owned());
                    }
                }
            }
        }
        let entry =
            Entry { class: Class::Word, code: "-".to_owned(), number: 0, with_article: false };
        let index = u32::try_from(self.entries.len()).expect("far fewer entries than u32");
        self.entries.push(entry);
        for word in words {
            let known = self.forms.contains_key(&word);
            if !known {
                self.forms.insert(word, vec![index]);
            }
        }
    }
}

/// An Arabic word without its article.
pub(crate) fn strip_article(word: &str) -> &str {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 2 => rest,
        _ => word,
    }
}

/// Forms that one written form stands for, each with the index of its entry.
fn variants(class: Class, folded: &str, article: bool, index: u32) -> Vec<(String, u32)> {
    let arabic =
        !folded.is_ascii() && folded.chars().any(|c| ('\u{0600}'..'\u{0700}').contains(&c));
    if !arabic {
        return latin_variants(class, folded).into_iter().map(|form| (form, index)).collect();
    }
    // A hamza on the first alef ("German") is no article.
    let bare = if article { strip_article(folded) } else { folded };
    let needs_article = bare.len() < folded.len()
        && matches!(
            class,
            Class::Rank
                | Class::Weekday
                | Class::Both
                | Class::Honour
                | Class::Agency
                | Class::Side
        );
    let entry = if needs_article { index + 1 } else { index };
    match class {
        // Articles of names are part of them.
        Class::Given | Class::Family | Class::Particle => vec![(folded.to_owned(), index)],
        Class::Nisba => nisba_forms(bare).into_iter().map(|form| (form, index)).collect(),
        Class::Portfolio => portfolio_forms(folded).into_iter().map(|form| (form, index)).collect(),
        _ => vec![(bare.to_owned(), entry)],
    }
}

fn latin_variants(class: Class, folded: &str) -> Vec<String> {
    if class != Class::Portfolio {
        return vec![folded.to_owned()];
    }
    let bare = folded.strip_prefix("the ").unwrap_or(folded);
    let mut forms = Vec::new();
    for head in ["ministry", "department", "minister", "ministers", "secretary", "ministries"] {
        forms.push(format!("{head} of {folded}"));
        if bare == folded {
            forms.push(format!("{head} of the {folded}"));
        }
        forms.push(format!("{head} for {folded}"));
    }
    for tail in ["ministry", "department", "minister", "secretary", "ministers", "ministries"] {
        forms.push(format!("{bare} {tail}"));
    }
    forms
}

fn nisba_forms(bare: &str) -> Vec<String> {
    ["", "ه", "ان", "ين", "ون", "ات", "تان", "تين"]
        .iter()
        .map(|end| format!("{bare}{end}"))
        .collect()
}

fn portfolio_forms(folded: &str) -> Vec<String> {
    const HEADS: [&str; 12] = [
        "وزاره",
        "وزير",
        "وزيره",
        "وزارتي",
        "وزارات",
        "وزرا",
        "وزارتا",
        "وزيري",
        "وزيرا",
        "كاتب الدوله",
        "وزاره الدوله لشوون",
        "وزير الدوله لشوون",
    ];
    HEADS.iter().map(|head| format!("{head} {folded}")).collect()
}

fn check_form(form: &str) -> Result<(), (String, &'static str)> {
    if form.len() > FORM_BYTES_MAX {
        return Err((
            format!("a form has {} bytes, above {FORM_BYTES_MAX}", form.len()),
            "shorten the form",
        ));
    }
    if let Some(c) =
        form.chars().find(|&c| c.is_control() || text::bidi::invisible_name(c).is_some())
    {
        return Err((
            format!("a form holds U+{:04X}", c as u32),
            "remove controls and invisible characters",
        ));
    }
    Ok(())
}

fn check_code(class: Class, code: &str) -> Result<(), (String, &'static str)> {
    let known = match class {
        Class::Land | Class::City => {
            code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())
        }
        Class::Month | Class::Hijri => code.parse().is_ok_and(|n: u32| (1..=12).contains(&n)),
        Class::Weekday => code.parse().is_ok_and(|n: u32| (1..=7).contains(&n)),
        Class::Topic => TOPICS.contains(&code) || GENERAL_TOPICS.contains(&code),
        Class::Portfolio | Class::Inst => INSTITUTIONS.contains(&code),
        Class::Kind => KINDS.contains(&code),
        Class::Status => STATUSES.contains(&code),
        Class::Mode => MODES.contains(&code),
        Class::Session => SESSIONS.contains(&code),
        Class::Agency | Class::Home => {
            !code.is_empty() && code.bytes().all(|b| b.is_ascii_uppercase() || b == b'-')
        }
        _ => code == "-",
    };
    if known {
        return Ok(());
    }
    Err((
        format!("\"{}\" is no code of class {}", code.escape_debug(), class.as_str()),
        "use a code of the closed list, ISO 3166 for countries, a number for months, else -",
    ))
}

/// Codes of topics, the most special first.
pub const TOPICS: [&str; 36] = [
    "terrorist_financing",
    "money_laundering",
    "cybersecurity",
    "counter_narcotics",
    "counter_terrorism",
    "legal_assistance",
    "anti_corruption",
    "customs_border",
    "maritime_security",
    "food_security",
    "law_enforcement",
    "consular_visa",
    "migration",
    "human_rights",
    "humanitarian_development",
    "ai_digital",
    "space",
    "transport_aviation",
    "climate_environment",
    "energy",
    "water",
    "agriculture",
    "health",
    "education",
    "culture",
    "labour",
    "women_youth",
    "sports",
    "tourism",
    "media",
    "finance_tax",
    "investment",
    "defence",
    "trade",
    "science_tech",
    "justice",
];
/// Codes of topics that are taken only when nothing more special is there.
pub const GENERAL_TOPICS: [&str; 3] = ["security", "regional_issues", "other"];
/// Codes of institutions.
pub const INSTITUTIONS: [&str; 25] = [
    "mfa",
    "embassy",
    "interior",
    "police",
    "defence",
    "justice",
    "prosecutor",
    "finance",
    "customs",
    "central_bank",
    "commerce",
    "investment",
    "energy",
    "water",
    "health",
    "education",
    "culture",
    "agriculture",
    "transport",
    "ict",
    "labour",
    "youth_sports",
    "cabinet",
    "parliament",
    "other",
];
/// Codes of kinds of agreement.
pub const KINDS: [&str; 7] =
    ["mou", "agreement", "protocol", "programme", "loi", "statement", "unspecified"];
/// Codes of states of agreements.
pub const STATUSES: [&str; 4] = ["signed", "existing", "negotiating", "proposed"];
/// Codes of modes of sessions.
pub const MODES: [&str; 3] = ["in_person", "remote", "hybrid"];
/// Codes of kinds of session.
pub const SESSIONS: [&str; 9] = [
    "plenary",
    "opening",
    "closing",
    "working_group",
    "preparatory",
    "signing",
    "side_event",
    "technical",
    "bilateral",
];
