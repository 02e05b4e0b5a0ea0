//! A form as ready strings: every field with its label, hint, value as typed, and its problems in
//! the reader's language. References are chosen from the items that make sense there.

use dialogue::content::{Lang, bi_name};
use dialogue::follow;
use dialogue::id::{ItemId, PartyId};
use dialogue::item::{Field, ItemType, Kind, attachment};
use dialogue::limits::LINE_CHARS_MAX;
use dialogue::record::Item;
use dialogue::refusal::FieldProblem;
use jiff::tz::TimeZone;

use super::pairs::{self, Pairs, Typed, first, rows_sent, values};
use crate::items::acts::is_agreed;
use crate::items::beside::ProofCard;
use crate::items::reader::{Link, Reader};
use crate::items::shown::column_path;
use crate::texts;

/// A form.
#[derive(Debug, Default)]
pub struct FormView {
    pub kind: String,
    pub title: String,
    pub lead: String,
    pub action: String,
    pub base: Vec<String>,
    pub pos: String,
    pub draft: String,
    /// What was kept earlier is shown; empty, or what to say about it.
    pub drafted: String,
    pub return_to: String,
    pub back: String,
    pub fields: Vec<Fld>,
    pub more: Vec<Fld>,
    pub more_open: bool,
    pub problems: Vec<ProblemLine>,
    pub problems_title: String,
    pub means: String,
    pub rule_means: String,
    pub acting_as: String,
    pub put_word: String,
    pub drafts: Vec<Link>,
    pub proof: ProofCard,
}

/// One problem in the list above the form.
#[derive(Clone, Debug)]
pub struct ProblemLine {
    pub anchor: String,
    pub label: String,
    pub text: String,
}

/// One field of a form.
#[derive(Clone, Debug, Default)]
pub struct Fld {
    pub name: String,
    pub id: String,
    /// The name under which the browser sends it.
    pub input: String,
    pub label: String,
    pub hint: String,
    pub required: bool,
    /// `bi`, `rows`, `radio`, `checks`, `select`, `flag`, `long`, `instant` or `line`.
    pub shape: &'static str,
    pub value: String,
    pub texts: Vec<TextFld>,
    pub options: Vec<Choice>,
    pub rows: Vec<RowFld>,
    pub problems: Vec<String>,
    pub described: String,
    pub dir: &'static str,
    pub inputmode: &'static str,
    pub placeholder: &'static str,
    pub clocks: Vec<String>,
}

/// One language of a bilingual field.
#[derive(Clone, Debug)]
pub struct TextFld {
    pub id: String,
    pub name: String,
    pub label: String,
    pub lang: &'static str,
    pub dir: &'static str,
    pub rows: usize,
    pub chars_max: usize,
    pub value: String,
    pub invalid: bool,
}

/// One thing to choose.
#[derive(Clone, Debug)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct RowFld {
    pub label: String,
    pub fields: Vec<Fld>,
}

/// Most things to choose from in one list.
const CHOICES_MAX: usize = 500;
/// Choices of a required field that stand open as radio buttons.
const RADIOS_MAX: usize = 6;

/// What the fields of a form are drawn from.
pub struct Drawing<'d> {
    pub item_type: &'static ItemType,
    pub pairs: &'d Pairs,
    pub problems: &'d [FieldProblem],
    /// The table for which more empty rows were asked.
    pub more_rows: Option<&'d str>,
    pub zone: TimeZone,
}

impl Reader<'_> {
    /// The zone of our own clock.
    pub fn our_zone(&self) -> TimeZone {
        let parties = self.record.of_type("party");
        let ours =
            parties.iter().find(|item| item.content().party("code").as_ref() == Some(&self.us));
        let zone = ours.and_then(|item| item.content().text("time_zone"));
        zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC)
    }

    /// The fields of the type and the common ones.
    pub fn draw(&self, drawing: &Drawing<'_>) -> (Vec<Fld>, Vec<Fld>) {
        // Nobody types what is read off a file.
        let typed = |field: &&Field| {
            let of_file = attachment::OF_THE_FILE.contains(&field.name);
            drawing.item_type.name != "attachment" || !of_file
        };
        let of_type = drawing.item_type.fields.iter().filter(typed);
        let own = of_type.map(|field| self.fld(drawing, field, "f.", "", ""));
        let common =
            pairs::common(drawing.item_type).map(|field| self.fld(drawing, field, "f.", "", ""));
        (own.collect(), common.collect())
    }

    /// The problems as a list that leads to the fields.
    pub fn problem_lines(&self, drawing: &Drawing<'_>) -> Vec<ProblemLine> {
        let line = |problem: &FieldProblem| {
            let (base, rest) = problem.field.split_once('.').unwrap_or((&problem.field, ""));
            let base = field_of(drawing.item_type, base);
            let label = self.label(drawing.item_type.name, base);
            let row = rest.split('.').next().and_then(|row| row.parse::<usize>().ok());
            ProblemLine {
                anchor: format!("f-{}", if base.is_empty() { "words" } else { base }),
                label: match row {
                    Some(row) => format!("{label} {}", row + 1),
                    None => label,
                },
                text: texts::field_problem(problem, self.t),
            }
        };
        drawing.problems.iter().map(line).collect()
    }

    /// One field. `prefix` is how the browser names it, `at` how problems do, `path` how words do.
    fn fld(&self, drawing: &Drawing<'_>, field: &Field, prefix: &str, at: &str, path: &str) -> Fld {
        let type_name = drawing.item_type.name;
        let words =
            if path.is_empty() { field.name.to_owned() } else { column_path(path, field.name) };
        let input = format!("{prefix}{}", field.name);
        let mut fld = Fld {
            name: field.name.to_owned(),
            id: id_of(prefix, field.name),
            label: self.label(type_name, &words),
            hint: self.hint(type_name, &words),
            required: field.required,
            problems: problems_of(drawing, field, at, self),
            dir: "auto",
            inputmode: "text",
            input,
            ..Fld::default()
        };
        self.shape(drawing, field, prefix, &words, &mut fld);
        let hint = (!fld.hint.is_empty()).then(|| format!("{}-hint", fld.id));
        let problem = (!fld.problems.is_empty()).then(|| format!("{}-problem", fld.id));
        fld.described = hint.into_iter().chain(problem).collect::<Vec<_>>().join(" ");
        fld
    }

    fn shape(
        &self,
        drawing: &Drawing<'_>,
        field: &Field,
        prefix: &str,
        words: &str,
        fld: &mut Fld,
    ) {
        let typed = first(drawing.pairs, &fld.input);
        typed.clone_into(&mut fld.value);
        let in_row = prefix != "f.";
        match field.kind {
            Kind::Bi { chars_max, .. } => {
                fld.shape = "bi";
                let invalid = !fld.problems.is_empty();
                fld.texts = Lang::ALL
                    .map(|lang| self.text_fld(drawing, field, prefix, lang, chars_max, invalid))
                    .into();
            }
            Kind::Choice(choices) => {
                let few = choices.len() <= RADIOS_MAX;
                fld.shape = if field.required && few && !in_row { "radio" } else { "select" };
                let choice = |value: &&str| Choice {
                    value: (*value).to_owned(),
                    label: self.choice(drawing.item_type.name, words, value),
                    chosen: *value == typed,
                };
                fld.options = choices.iter().map(choice).collect();
            }
            Kind::Party => {
                fld.shape = "select";
                fld.options = self.parties_to_choose(&[typed]);
            }
            Kind::Parties => {
                fld.shape = "checks";
                fld.options = self.parties_to_choose(&values(drawing.pairs, &fld.input));
            }
            Kind::Item(types) => {
                fld.shape = "select";
                fld.options = self.items_to_choose(drawing, field.name, types, &[typed], in_row);
            }
            Kind::Items(types) => {
                fld.shape = "checks";
                let chosen = values(drawing.pairs, &fld.input);
                fld.options = self.items_to_choose(drawing, field.name, types, &chosen, in_row);
            }
            Kind::Rows(columns) => {
                fld.shape = "rows";
                fld.rows = self.rows(drawing, field.name, columns);
            }
            Kind::Flag => fld.shape = "flag",
            Kind::Urls => (fld.shape, fld.dir) = ("long", "ltr"),
            Kind::Texts { .. } => fld.shape = "long",
            Kind::Text { chars_max } if chars_max > LINE_CHARS_MAX => fld.shape = "long",
            Kind::Instant => {
                fld.shape = "instant";
                let typed = Typed { pairs: drawing.pairs, zone: drawing.zone.clone() };
                let at = typed.instant(&fld.value).and_then(|at| at.parse().ok());
                let lines = at.map(|at| self.places.clocks(at, self.t)).unwrap_or_default();
                fld.clocks = lines.iter().map(crate::clocks::ClockLine::sentence).collect();
            }
            Kind::Int { .. } => (fld.shape, fld.inputmode, fld.dir) = ("line", "numeric", "ltr"),
            Kind::Date => {
                (fld.shape, fld.inputmode, fld.dir) = ("line", "numeric", "ltr");
                fld.placeholder = "2020-11-16";
            }
            Kind::Url => (fld.shape, fld.inputmode, fld.dir) = ("line", "url", "ltr"),
            Kind::Text { .. } => fld.shape = "line",
        }
    }

    fn text_fld(
        &self,
        drawing: &Drawing<'_>,
        field: &Field,
        prefix: &str,
        lang: Lang,
        chars_max: usize,
        invalid: bool,
    ) -> TextFld {
        let stored = bi_name(field.name, lang);
        let name = format!("{prefix}{stored}");
        TextFld {
            id: id_of(prefix, &stored),
            label: self.t.s(&format!("choice-lang-{lang}")).into_owned(),
            lang: lang.as_str(),
            dir: Reader::dir(lang),
            rows: if chars_max > LINE_CHARS_MAX { 6 } else { 2 },
            chars_max,
            value: first(drawing.pairs, &name).to_owned(),
            name,
            invalid,
        }
    }

    fn rows(&self, drawing: &Drawing<'_>, table: &str, columns: &'static [Field]) -> Vec<RowFld> {
        let sent = rows_sent(drawing.pairs, table);
        let empty = match (drawing.more_rows == Some(table), sent) {
            (true, _) => 4,
            (false, 0) => 2,
            (false, _) => 1,
        };
        let row = |row: usize| {
            let (prefix, at) = (format!("f.{table}.{row}."), format!("{table}.{row}."));
            let fields =
                columns.iter().map(|column| self.fld(drawing, column, &prefix, &at, table));
            RowFld { label: self.t.n("form-row", row + 1), fields: fields.collect() }
        };
        (0..sent + empty).map(row).collect()
    }

    fn parties_to_choose(&self, chosen: &[&str]) -> Vec<Choice> {
        let choice = |party: PartyId| Choice {
            label: self.party(&party),
            chosen: chosen.contains(&party.as_str()),
            value: party.to_string(),
        };
        let mut all: Vec<PartyId> = self.sides().into_iter().map(|side| side.party).collect();
        // A party that is no member may be named too (a host, an addressee): keep what is typed.
        let typed = chosen.iter().filter_map(|code| PartyId::parse(code).ok());
        for party in typed {
            if !all.contains(&party) {
                all.push(party);
            }
        }
        all.into_iter().map(choice).collect()
    }

    /// The items that make sense in a field: of its types, and near what is already chosen.
    fn items_to_choose(
        &self,
        drawing: &Drawing<'_>,
        field: &str,
        types: &[&str],
        chosen: &[&str],
        in_row: bool,
    ) -> Vec<Choice> {
        const ANY: &[&str] = &["round", "working_group", "session", "instrument", "commitment"];
        let types = if types.is_empty() { ANY } else { types };
        let mut found: Vec<Item<'_>> = Vec::new();
        for type_name in types {
            let all = self.record.of_type(type_name);
            let near =
                all.into_iter().filter(|item| self.makes_sense(drawing, field, item, in_row));
            let mut near: Vec<Item<'_>> = near.collect();
            // Who and what is looked for by name; rounds and sessions by their dates.
            if matches!(*type_name, "person" | "post" | "institution") {
                near.sort_by_cached_key(|item| self.title(item));
            }
            // Of a long register the latest are asked for most; the rest from their own pages.
            if *type_name == "instrument" {
                near.reverse();
            }
            found.extend(near);
        }
        for id in chosen.iter().filter_map(|id| ItemId::parse(id).ok()) {
            if !found.iter().any(|item| *item.id() == id) {
                found.extend(self.record.item(&id));
            }
        }
        let choice = |item: &Item<'_>| Choice {
            value: item.id().to_string(),
            label: self.title(item),
            chosen: chosen.contains(&item.id().as_str()),
        };
        let mut choices: Vec<Choice> = found.iter().map(choice).collect();
        // What is chosen always stands in the list, however long it is.
        choices.sort_by_key(|choice| !choice.chosen);
        choices.truncate(CHOICES_MAX);
        choices
    }

    fn makes_sense(
        &self,
        drawing: &Drawing<'_>,
        field: &str,
        item: &Item<'_>,
        in_row: bool,
    ) -> bool {
        let here = |name: &str| first(drawing.pairs, &format!("f.{name}"));
        match (drawing.item_type.name, field, item.kind().name) {
            (_, "agenda_item", _) => {
                let session = here("session");
                session.is_empty() || item.content().text("session") == Some(session)
            }
            // A side seats its own people.
            ("delegation" | "attendance", _, "person" | "post") if in_row => {
                let party = PartyId::parse(here("party")).unwrap_or_else(|_| self.us.clone());
                self.record.party_of(item.id()).is_none_or(|of| of == party)
            }
            ("post" | "institution", _, "institution") => {
                let party = PartyId::parse(here("party")).unwrap_or_else(|_| self.us.clone());
                self.record.party_of(item.id()).is_none_or(|of| of == party)
            }
            ("corrigendum", "corrects", _) => is_agreed(&item.state()),
            // Nothing goes on in what has ended or what one side alone proposes, nor in itself.
            ("commitment_answer", "into", _) => {
                let life = follow::life(self.record, *item);
                item.id().as_str() != here("commitment") && life.is_commitment() && life.is_open()
            }
            ("commitment_answer", "replaces", _) => {
                item.content().text("commitment") == Some(here("commitment"))
            }
            _ => true,
        }
    }
}

/// The field that a stored name belongs to: `title` of `title_ar`, "" of `ar`.
fn field_of<'n>(item_type: &ItemType, stored: &'n str) -> &'n str {
    if item_type.field(stored).is_some() {
        return stored;
    }
    match stored {
        "ar" | "en" => "",
        _ => stored.strip_suffix("_ar").or(stored.strip_suffix("_en")).unwrap_or(stored),
    }
}

/// The id of an input: letters, digits and hyphens only.
fn id_of(prefix: &str, name: &str) -> String {
    let name = if name.is_empty() { "words" } else { name };
    format!("{prefix}{name}").replace('.', "-")
}

fn problems_of(drawing: &Drawing<'_>, field: &Field, at: &str, reader: &Reader<'_>) -> Vec<String> {
    let names: Vec<String> = field.stored().iter().map(|name| format!("{at}{name}")).collect();
    let concerns = |problem: &&FieldProblem| {
        names.iter().any(|name| {
            let rest = problem.field.strip_prefix(name.as_str());
            match field.kind {
                Kind::Rows(_) => rest == Some(""),
                _ => rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
            }
        })
    };
    let found = drawing.problems.iter().filter(concerns);
    found.map(|problem| texts::field_problem(problem, reader.t)).collect()
}
