//! Handlers of the lists and pages of people and institutions.

use askama::Template;
use axum::extract::Path;
use axum::response::Html;

use super::duplicates::{Twins, twins};
use super::institutions::{self, InstitutionView, InstitutionsView};
use super::views::{self, PeopleView, PersonView};
use crate::guard::{Routes, Signed};
use crate::i18n::T;
use crate::items::visit::{Visit, html, item_id};
use crate::shell::{Crumb, Page, Problem};

pub fn routes() -> Routes {
    Routes::new()
        .get("/{lang}/d/{did}/people", people)
        .get("/{lang}/d/{did}/people/duplicates", duplicates)
        .get("/{lang}/d/{did}/people/{item}", person)
        .get("/{lang}/d/{did}/institutions", all_institutions)
        .get("/{lang}/d/{did}/institutions/{item}", institution)
}

#[derive(Template)]
#[template(path = "people/people.html")]
struct PeoplePage {
    page: Page,
    t: T,
    v: PeopleView,
}

#[derive(Template)]
#[template(path = "people/duplicates.html")]
struct DuplicatesPage {
    page: Page,
    t: T,
    twins: Vec<Twins>,
}

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    page: Page,
    t: T,
    v: PersonView,
}

#[derive(Template)]
#[template(path = "people/institutions.html")]
struct InstitutionsPage {
    page: Page,
    t: T,
    v: InstitutionsView,
}

#[derive(Template)]
#[template(path = "people/institution.html")]
struct InstitutionPage {
    page: Page,
    t: T,
    v: InstitutionView,
}

type Here = Path<(String, String)>;
type At = Path<(String, String, String)>;

async fn people(signed: Signed, Path((_, did)): Here) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let v = visit.read(|reader| {
        let mut v = views::people(reader);
        v.proof = reader.proof_card(&visit.logs, None);
        v
    });
    let crumbs = vec![Crumb::new(v.title.clone(), "")];
    html(&PeoplePage { page: visit.page("people", crumbs), t: visit.t(), v })
}

async fn duplicates(signed: Signed, Path((_, did)): Here) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let (twins, people) = visit.read(|reader| {
        (twins(reader), Crumb::new(reader.t.s("people-title"), reader.at("people")))
    });
    let crumbs = vec![people, Crumb::new(visit.t().s("people-duplicates"), "")];
    html(&DuplicatesPage { page: visit.page("people", crumbs), t: visit.t(), twins })
}

async fn person(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let (v, people) = visit
        .read(|reader| {
            let item = reader.record.item(&id).filter(|item| item.kind().name == "person")?;
            let mut v = views::person(reader, &item);
            v.proof = reader.proof_card(&visit.logs, Some(&id));
            Some((v, Crumb::new(reader.t.s("people-title"), reader.at("people"))))
        })
        .ok_or(Problem::NotFound)?;
    let v = PersonView { notes: visit.notes(&id)?, ..v };
    let crumbs = vec![people, Crumb::new(v.title.clone(), "")];
    html(&PersonPage { page: visit.page("people", crumbs), t: visit.t(), v })
}

async fn all_institutions(signed: Signed, Path((_, did)): Here) -> Result<Html<String>, Problem> {
    let visit = Visit::enter(signed, &did)?;
    let v = visit.read(|reader| {
        let mut v = institutions::tree(reader);
        v.proof = reader.proof_card(&visit.logs, None);
        v
    });
    let crumbs = vec![Crumb::new(v.title.clone(), "")];
    html(&InstitutionsPage { page: visit.page("institutions", crumbs), t: visit.t(), v })
}

async fn institution(signed: Signed, Path((_, did, item)): At) -> Result<Html<String>, Problem> {
    let (visit, id) = (Visit::enter(signed, &did)?, item_id(&item)?);
    let (v, list) = visit
        .read(|reader| {
            let item = reader.record.item(&id).filter(|item| item.kind().name == "institution")?;
            let mut v = institutions::institution(reader, &item);
            v.proof = reader.proof_card(&visit.logs, Some(&id));
            Some((v, Crumb::new(reader.t.s("types-institution"), reader.at("institutions"))))
        })
        .ok_or(Problem::NotFound)?;
    let v = InstitutionView { notes: visit.notes(&id)?, ..v };
    let crumbs = vec![list, Crumb::new(v.title.clone(), "")];
    html(&InstitutionPage { page: visit.page("institutions", crumbs), t: visit.t(), v })
}
