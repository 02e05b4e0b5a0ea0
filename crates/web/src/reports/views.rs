//! What the pages of reports show, as ready strings.

use dialogue::content::Lang;
use dialogue::id::PartyId;
use dialogue::item;
use dialogue::record::Item;
use node::reports::Report;
use proposals::{Choice, Claim, Fact, Mended, Outcome, Proposal, Verdict, Why, propose};

use super::submit::{is_wanted, placed};
use super::text::{Paragraph, paragraphs};
use crate::items::reader::{Link, Reader};
use crate::texts;

/// One line of the list.
#[derive(Clone, Debug)]
pub struct ReportLine {
    pub id: String,
    pub href: String,
    pub name: String,
    pub kind: String,
    pub when: String,
    pub state: String,
    pub submitted: bool,
    pub n_facts: String,
}

/// A report with its facts.
#[derive(Clone, Debug)]
pub struct ReportView {
    pub href: String,
    pub name: String,
    pub dir: &'static str,
    pub lang: &'static str,
    pub mended: bool,
    pub other_text: String,
    pub paragraphs: Vec<Paragraph>,
    pub published: String,
    pub address: String,
    pub questions: Vec<String>,
    pub warnings: Vec<String>,
    pub cards: Vec<Card>,
    pub submit_word: String,
    pub can_submit: bool,
    pub submitted: String,
    pub original: String,
    pub refused: String,
    pub sha: String,
}

/// One fact.
#[derive(Clone, Debug)]
pub struct Card {
    pub id: String,
    pub slot: String,
    pub slot_word: String,
    pub title: String,
    pub sure: String,
    pub rule: String,
    pub accepted: bool,
    pub rejected: bool,
    pub fields: Vec<Line>,
    pub outcome: String,
    pub tone: &'static str,
    pub item: Option<Link>,
    pub choices: Vec<LinkChoice>,
    pub conflicts: Vec<String>,
    pub keep_conflict: bool,
    pub evidence: Vec<String>,
    pub refused: String,
    /// Something in it has to be decided by hand.
    pub ask: bool,
}

/// One value that can be typed over.
#[derive(Clone, Debug)]
pub struct Line {
    pub name: String,
    pub label: String,
    pub value: String,
    pub lang: &'static str,
    pub dir: &'static str,
    pub long: bool,
    pub inferred: bool,
    /// Spellings offered, in the style of the person's country.
    pub offered: Vec<String>,
    /// Where only these values can be meant; empty for what is typed.
    pub options: Vec<LinkChoice>,
}

/// An item a fact may be about.
#[derive(Clone, Debug)]
pub struct LinkChoice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// Facts of several reports side by side.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    pub heads: Vec<Link>,
    pub rows: Vec<BesideRow>,
}

#[derive(Clone, Debug)]
pub struct BesideRow {
    pub label: String,
    pub values: Vec<String>,
    pub differ: bool,
}

/// A report with its letters mended once: every field asks for words of the text.
pub struct Sheet<'a> {
    report: &'a Report,
    mended: Mended,
}

impl<'a> Sheet<'a> {
    pub fn of(report: &'a Report) -> Sheet<'a> {
        Sheet { report, mended: Mended::of(&report.text) }
    }
}

impl std::ops::Deref for Sheet<'_> {
    type Target = Report;

    fn deref(&self) -> &Report {
        self.report
    }
}

/// Fields that an officer sees, in this order; the rest is read from them.
const FIELDS: &[(&str, &[&str])] = &[
    ("source", &["agency", "place", "date"]),
    ("dialogue", &["name", "parties"]),
    ("round", &["number", "start", "end"]),
    ("session", &["kind", "group", "date", "place", "mode"]),
    ("person", &["name", "rank", "title", "party", "role"]),
    ("delegation", &["party", "size"]),
    ("topic", &["text", "code"]),
    ("statement", &["speaker", "form", "quote"]),
    ("outcome", &["text"]),
    ("agreement", &["title", "kind", "status", "date"]),
    ("commitment", &["text", "by", "due"]),
    ("next", &["what", "number", "date", "place"]),
    ("past", &["what", "number", "date", "place"]),
];

/// Fields whose value is a text in a language.
const TEXTS: &[&str] = &["name", "rank", "title", "group", "place", "text", "quote"];

pub fn line(reader: &Reader<'_>, report: &Report) -> ReportLine {
    let t = reader.t;
    let state = if report.submitted.is_some() { "reports-submitted" } else { "reports-open" };
    ReportLine {
        id: report.id.clone(),
        href: reader.at(&format!("reports/{}", report.id)),
        name: report.name.clone(),
        kind: t.s(&format!("reports-kind-{}", report.kind)).into_owned(),
        when: reader.places.one_line(report.at, t),
        state: t.s(state).into_owned(),
        submitted: report.submitted.is_some(),
        n_facts: t.n("reports-facts", report.facts.claims.len() as u64),
    }
}

pub fn view(
    reader: &Reader<'_>,
    report: &Report,
    mended: bool,
    refused: Option<&(String, String)>,
) -> ReportView {
    let t = reader.t;
    let lang = report.facts.language();
    let given = (&report.facts, &report.choices, report.text.as_str(), &report.sha);
    let proposals = propose(reader.record, given, &placed(report));
    let n_wanted = proposals.iter().filter(|one| is_new(report, one)).count() as u64;
    let sheet = Sheet::of(report);
    let cards = proposals.iter().map(|one| card(reader, &sheet, one, refused)).collect();
    let href = reader.at(&format!("reports/{}", report.id));
    let other_text = if mended { format!("{href}?as=written") } else { href.clone() };
    let warnings = report.facts.warnings.iter().map(|code| {
        let key = format!("reports-warning-{code}");
        t.s(if t.has(&key) { &key } else { "reports-warning-other" }).into_owned()
    });
    ReportView {
        name: report.name.clone(),
        dir: Reader::dir(lang),
        lang: lang.as_str(),
        mended,
        other_text,
        paragraphs: paragraphs(report, mended),
        published: report.choices.published.clone().unwrap_or_default(),
        address: report.choices.address.clone().unwrap_or_default(),
        questions: report.facts.notes.iter().map(|note| question(reader, note)).collect(),
        warnings: warnings.collect(),
        cards,
        submit_word: t.n("reports-submit", n_wanted),
        can_submit: n_wanted > 0,
        submitted: match report.submitted {
            Some(at) => t.f("reports-submitted-at", &[("when", reader.places.one_line(at, t))]),
            None => String::new(),
        },
        original: format!("{href}/original"),
        refused: refused.map(|(_, why)| why.clone()).unwrap_or_default(),
        sha: report.sha.iter().map(|byte| format!("{byte:02x}")).collect(),
        href,
    }
}

/// The reader's question in the language of the page, with its own words behind it where we have
/// none for it.
fn question(reader: &Reader<'_>, note: &proposals::Note) -> String {
    let key = format!("reports-note-{}", note.code.replace('_', "-"));
    match reader.t.has(&key) {
        true => reader.t.f(&key, &[("text", note.text.clone())]),
        false => note.text.clone(),
    }
}

fn is_new(report: &Report, proposal: &Proposal) -> bool {
    matches!(proposal.outcome, Outcome::New(_)) && is_wanted(report, proposal)
}

fn card(
    reader: &Reader<'_>,
    report: &Sheet<'_>,
    proposal: &Proposal,
    refused: Option<&(String, String)>,
) -> Card {
    let t = reader.t;
    let choice = report.choices.of(&proposal.claim);
    let claim = report.facts.claim(&proposal.claim);
    let slot = claim.map_or("delegation", |claim| claim.slot.as_str());
    let fields = claim.map(|claim| lines(reader, report, claim, &choice)).unwrap_or_default();
    let (outcome, tone, item) = outcome(reader, report, proposal);
    let conflicts = proposal.conflicts.iter().map(|conflict| {
        let label = reader.label(proposal.type_name, conflict.field);
        let said = [
            ("field", label),
            ("recorded", conflict.recorded.clone()),
            ("reported", conflict.reported.clone()),
        ];
        t.f("reports-conflict", &said)
    });
    let title = claim.and_then(|claim| heading(report, claim));
    let title = title.or_else(|| {
        fields.iter().find(|line| !line.value.is_empty()).map(|line| line.value.clone())
    });
    let refused = refused.filter(|(at, _)| *at == proposal.claim).map(|(_, why)| why.clone());
    Card {
        id: proposal.claim.clone(),
        slot: slot.to_owned(),
        slot_word: t.s(&format!("reports-slot-{slot}")).into_owned(),
        title: title.map(|title| title.chars().take(90).collect()).unwrap_or_default(),
        sure: claim.map(|claim| sure(reader, claim)).unwrap_or_default(),
        rule: claim.map(|claim| claim.rule.clone()).unwrap_or_default(),
        accepted: is_wanted(report, proposal),
        rejected: choice.verdict == Some(Verdict::Rejected),
        fields,
        outcome,
        tone,
        item,
        choices: link_choices(reader, proposal, &choice),
        ask: is_open(proposal),
        conflicts: conflicts.collect(),
        keep_conflict: choice.values.get("conflict").is_some_and(|kept| kept == "yes"),
        evidence: claim.map(|claim| evidence(report, claim)).unwrap_or_default(),
        refused: refused.unwrap_or_default(),
    }
}

fn sure(reader: &Reader<'_>, claim: &Claim) -> String {
    let key = match claim.confidence {
        _ if claim.rule == proposals::second::RULE => "reports-second",
        high if high >= 0.9 => "reports-sure",
        middle if middle >= 0.7 => "reports-likely",
        _ => "reports-unsure",
    };
    reader.t.s(key).into_owned()
}

/// The words of the report that carry the fact, the shortest first.
fn evidence(report: &Report, claim: &Claim) -> Vec<String> {
    let scalars: Vec<char> = report.text.chars().collect();
    let mut spans: Vec<(usize, usize)> =
        claim.fields.values().flat_map(|fact| fact.spans.iter().copied()).collect();
    spans.sort_unstable();
    spans.dedup();
    spans.sort_by_key(|(from, to)| to.saturating_sub(*from));
    let words = spans.iter().filter_map(|(from, to)| scalars.get(*from..*to));
    words.take(4).map(|chars| chars.iter().take(120).collect()).collect()
}

fn lines(reader: &Reader<'_>, report: &Sheet<'_>, claim: &Claim, choice: &Choice) -> Vec<Line> {
    let names = FIELDS.iter().find(|(slot, _)| *slot == claim.slot).map_or(&[][..], |(_, n)| n);
    let mut lines = Vec::new();
    for name in names {
        let label = reader.t.s(&format!("reports-field-{name}")).into_owned();
        let fact = claim.fields.get(*name);
        if !TEXTS.contains(name) {
            let found = fact.and_then(Fact::code).unwrap_or_default();
            let value = choice.values.get(*name).cloned().unwrap_or(found);
            let label = match speaker(report, name, &value) {
                Some(said) => format!("{label}: {said}"),
                None => label,
            };
            let inferred = fact.is_some_and(|fact| fact.inferred);
            let (lang, dir) = ("", "ltr");
            let name = (*name).to_owned();
            let (offered, options) = (Vec::new(), options(reader, &name, &value));
            let long = false;
            lines.push(Line { name, label, value, lang, dir, long, inferred, offered, options });
            continue;
        }
        let long = matches!(*name, "text" | "quote") && claim.slot != "topic";
        for lang in languages(report.facts.language()) {
            let key = format!("{name}_{lang}");
            let found = fact.map(|fact| text_of(report, fact, lang)).unwrap_or_default();
            let value = choice.values.get(&key).cloned().unwrap_or(found);
            let dir = Reader::dir(lang);
            let label = label.clone();
            let (lang, inferred) = (lang.as_str(), false);
            let offered = match (*name, lang) {
                ("name", "en") if claim.slot == "person" => offered(report, claim, choice),
                _ => Vec::new(),
            };
            let (name, options) = (key, Vec::new());
            lines.push(Line { name, label, value, lang, dir, long, inferred, offered, options });
        }
    }
    lines
}

/// Whether an officer has to decide: something is missing, the record says otherwise, or two
/// items are about as likely.
fn is_open(proposal: &Proposal) -> bool {
    let needs = matches!(proposal.outcome, Outcome::Needs(_));
    let close = matches!(&proposal.candidates[..], [first, second, ..]
        if first.score - second.score < TOO_CLOSE && first.score < 0.99);
    needs || close || !proposal.conflicts.is_empty()
}

/// Two items whose likeness differs by less are offered, not chosen between.
const TOO_CLOSE: f32 = 0.08;

/// What a card is called: who speaks and what he says; which group met and when.
fn heading(report: &Sheet<'_>, claim: &Claim) -> Option<String> {
    if claim.slot == "session" {
        let group = claim.fields.get("group").and_then(Fact::text).map(str::to_owned);
        let date = claim.fields.get("date").and_then(Fact::code);
        let parts: Vec<String> = group.into_iter().chain(date).collect();
        return (!parts.is_empty()).then(|| parts.join(", "));
    }
    let speaker = claim.fields.get("speaker")?.code()?;
    let quote = claim.fields.get("quote");
    let quote = quote.map(|quote| text_of(report, quote, report.facts.language()));
    let who = speaker_name(report, &speaker).unwrap_or(speaker);
    Some(format!("{who}: {}", quote.unwrap_or_default()))
}

fn speaker(report: &Report, field: &str, value: &str) -> Option<String> {
    if field == "speaker" { speaker_name(report, value) } else { None }
}

fn speaker_name(report: &Report, claim: &str) -> Option<String> {
    let name = report.facts.claim(claim)?.fields.get("name")?;
    name.text().map(str::to_owned)
}

/// The values of a field that has few: how a session met, and which party somebody belongs to.
fn options(reader: &Reader<'_>, field: &str, value: &str) -> Vec<LinkChoice> {
    let mut known: Vec<(String, String)> = match field {
        "mode" => ["in_person", "remote", "hybrid"]
            .into_iter()
            .map(|mode| (mode.to_owned(), reader.choice("session", "mode", mode)))
            .collect(),
        "party" => {
            let members = reader.record.joint().members().into_iter();
            let named = |party: PartyId| {
                let word = texts::party(reader.record, &party, reader.lang());
                (party.as_str().to_owned(), word)
            };
            members.map(named).collect()
        }
        _ => return Vec::new(),
    };
    let nothing = reader.t.s("reports-not-said").into_owned();
    known.insert(0, (String::new(), nothing));
    if known.iter().all(|(code, _)| code != value) {
        known.push((value.to_owned(), value.to_owned()));
    }
    let choice = |(code, label): (String, String)| {
        let chosen = code == value;
        LinkChoice { value: code, label, chosen }
    };
    known.into_iter().map(choice).collect()
}

/// Three Latin spellings of an Arabic name, as its country writes them.
fn offered(report: &Sheet<'_>, claim: &Claim, choice: &Choice) -> Vec<String> {
    let typed = choice.values.get("name_ar").cloned();
    let found = claim.fields.get("name").map(|fact| text_of(report, fact, Lang::Ar));
    let name = typed.or(found).filter(|name| !name.is_empty());
    let party = choice.values.get("party").cloned();
    let party = party.or_else(|| claim.fields.get("party").and_then(Fact::code));
    match name {
        Some(name) => {
            let country = party.unwrap_or_default();
            let mut spellings = ::text::names::renderings(&name, &country).to_vec();
            spellings.dedup();
            spellings
        }
        None => Vec::new(),
    }
}

/// What the form shows for a field until somebody types over it.
pub fn found(report: &Sheet<'_>, claim: &str, field: &str) -> Option<String> {
    let claim = report.facts.claim(claim)?;
    let text = Lang::ALL.into_iter().find_map(|lang| {
        let name = field.strip_suffix(lang.as_str())?.strip_suffix('_')?;
        TEXTS.contains(&name).then_some((name, lang))
    });
    let shown = match text {
        Some((name, lang)) => claim.fields.get(name).map(|fact| text_of(report, fact, lang)),
        None => claim.fields.get(field).and_then(Fact::code),
    };
    Some(shown.unwrap_or_default())
}

/// The report's own language first.
fn languages(own: Lang) -> [Lang; 2] {
    [own, own.other()]
}

fn text_of(report: &Sheet<'_>, fact: &Fact, lang: Lang) -> String {
    let found = match lang {
        Lang::Ar => fact.ar.clone(),
        Lang::En => fact.en.clone(),
    };
    if let Some(found) = found {
        return found;
    }
    if lang != report.facts.language() || fact.value.is_some() {
        return String::new();
    }
    let span = fact.spans.first().copied();
    span.map(|span| report.mended.words(span)).unwrap_or_default()
}

fn outcome(
    reader: &Reader<'_>,
    report: &Report,
    proposal: &Proposal,
) -> (String, &'static str, Option<Link>) {
    let t = reader.t;
    let word = |key: &str| t.s(key).into_owned();
    match &proposal.outcome {
        Outcome::Known(item) => {
            let put = report.choices.placed.contains_key(&proposal.claim);
            let key = if put { "reports-put" } else { "reports-known" };
            let link = reader.record.item(item).map(|_| reader.link_of(item));
            (word(key), "good", link)
        }
        Outcome::New(_) => {
            let kind = item::get(proposal.type_name).map(|kind| kind.label(reader.lang()));
            let kind = kind.unwrap_or_default();
            (t.f("reports-new", &[("type", kind)]), "new", None)
        }
        Outcome::Needs(need) => (word(&format!("reports-needs-{}", need.code())), "warn", None),
        Outcome::Nothing(Why::TheirsToSay(party)) => {
            let party = texts::party(reader.record, party, reader.lang());
            (t.f("reports-theirs", &[("party", party)]), "idle", None)
        }
        Outcome::Nothing(Why::StaysHere) => (word("reports-stays"), "idle", None),
    }
}

fn link_choices(reader: &Reader<'_>, proposal: &Proposal, choice: &Choice) -> Vec<LinkChoice> {
    if proposal.candidates.is_empty() {
        return Vec::new();
    }
    let known = match &proposal.outcome {
        Outcome::Known(item) => Some(item),
        _ => None,
    };
    let mut choices: Vec<LinkChoice> = proposal
        .candidates
        .iter()
        .map(|candidate| {
            let title = reader.record.title_of(&candidate.item, reader.lang());
            let party =
                reader.record.item(&candidate.item).and_then(|item| party_word(reader, &item));
            let percent = (candidate.score * 100.0).round() as u64;
            let title = title.unwrap_or_default();
            let title = match party {
                Some(party) => format!("{title} ({party})"),
                None => title,
            };
            let said = [("title", title), ("percent", percent.to_string())];
            let label = reader.t.f("reports-candidate", &said);
            let value = candidate.item.to_string();
            let chosen = known == Some(&candidate.item);
            LinkChoice { value, label, chosen }
        })
        .collect();
    let label = reader.t.s("reports-link-new").into_owned();
    let chosen = choice.link == "new" || known.is_none();
    choices.push(LinkChoice { value: "new".to_owned(), label, chosen });
    choices
}

fn party_word(reader: &Reader<'_>, item: &Item<'_>) -> Option<String> {
    let party: PartyId = reader.record.party_of(item.id())?;
    Some(texts::party(reader.record, &party, reader.lang()))
}

/// The chosen reports beside each other: one row for each fact that can be compared.
pub fn beside(reader: &Reader<'_>, reports: &[Report]) -> Beside {
    let heads = reports.iter().map(|report| Link {
        href: reader.at(&format!("reports/{}", report.id)),
        title: report.name.clone(),
        other: String::new(),
    });
    let sheets: Vec<Sheet<'_>> = reports.iter().map(Sheet::of).collect();
    let mut rows: Vec<BesideRow> = Vec::new();
    for (slot, names) in FIELDS {
        if matches!(*slot, "topic" | "statement") {
            continue;
        }
        let most = reports.iter().map(|report| of_slot(report, slot).count()).max().unwrap_or(0);
        for nth in 0..most {
            for name in *names {
                let values: Vec<String> = sheets
                    .iter()
                    .map(|report| {
                        let claim = of_slot(report, slot).nth(nth);
                        let fact = claim.and_then(|claim| claim.fields.get(*name));
                        fact.map(|fact| shown(report, fact)).unwrap_or_default()
                    })
                    .collect();
                if values.iter().all(String::is_empty) {
                    continue;
                }
                let said: Vec<String> = values
                    .iter()
                    .filter(|value| !value.is_empty())
                    .map(|value| ::text::fold::spaceless(value))
                    .collect();
                let differ = said.windows(2).any(|pair| pair[0] != pair[1]);
                let slot = reader.t.s(&format!("reports-slot-{slot}"));
                let field = reader.t.s(&format!("reports-field-{name}"));
                rows.push(BesideRow { label: format!("{slot}: {field}"), values, differ });
            }
        }
    }
    Beside { heads: heads.collect(), rows }
}

fn of_slot<'a>(report: &'a Report, slot: &'a str) -> impl Iterator<Item = &'a Claim> {
    report.facts.claims.iter().filter(move |claim| claim.slot == slot)
}

fn shown(report: &Sheet<'_>, fact: &Fact) -> String {
    let code = fact.code();
    let text = fact.text().map(str::to_owned).or(code);
    text.unwrap_or_else(|| text_of(report, fact, report.facts.language()))
}
