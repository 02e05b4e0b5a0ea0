//! A request for mutual legal assistance as both central authorities see it: references, basis,
//! classes, offices, dates, hashes. No name, no account of facts, no free text: the request itself
//! travels sealed, outside the record. It is the requesting side's own; what becomes of it is said
//! by the steps of both.

use mutual::codes;

use super::{AUTHORITY_OWN, Field, ItemType, Kind};
use crate::assistance;
use crate::limits::{ASSISTANCE_ITEMS_MAX, CODE_CHARS_MAX};

pub(super) static TYPE: ItemType = ItemType {
    name: "assistance_request",
    label: ["طلب مساعدة قانونية", "Request for legal assistance"],
    fields: &[
        // The reference of the requesting central authority, such as KW-MLA-2020-0017.
        Field::code("reference").required(),
        Field::date("date").required(),
        // Who is asked; the author asks.
        Field::party("requested").required(),
        Field::choice("basis", codes::BASES).required(),
        Field::choice("measure", codes::MEASURES).required(),
        Field::choice("offence", codes::OFFENCES).required(),
        Field::choice("class", codes::CLASSES).required(),
        Field::choice("urgency", codes::URGENCY),
        Field::choice("language", codes::LANGUAGES).required(),
        Field::choice("requesting_office", codes::OFFICES).required(),
        Field::choice("requested_office", codes::OFFICES).required(),
        Field::choice("channel", codes::CHANNELS).required(),
        Field::choice("cost_class", codes::COSTS),
        // What is enclosed with the sealed request, of `codes::ENCLOSURES`.
        Field::new("enclosed", Kind::Texts { chars_max: CODE_CHARS_MAX }),
        Field::int("items", ASSISTANCE_ITEMS_MAX),
        // SHA-256 of the list of what is enclosed.
        Field::code("manifest"),
        // The requested side keeps the request itself secret.
        Field::flag("keep_secret"),
        // Police, customs or financial intelligence spoke of it before.
        Field::flag("informal_contact"),
        Field::date("next_consultation"),
    ],
    natural: &["date"],
    // What is no reference is no title either, whoever wrote it.
    title: |record, content, lang| match content.text("reference") {
        Some(reference) if assistance::is_reference_here(record, reference) => reference.to_owned(),
        _ => TYPE.label(lang).to_owned(),
    },
    check: assistance::request,
    // It ends by a step that says so, never by being taken away with its whole life.
    for_good: true,
    ..AUTHORITY_OWN
};
