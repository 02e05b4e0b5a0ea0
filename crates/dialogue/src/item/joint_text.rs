//! A text that both sides write together: a joint statement, agreed minutes, a memorandum. It holds
//! what is true of the whole; its words are its provisions. Nothing here is a signature.

use super::{Field, ItemType, JOINT, title_from};
use crate::act::Function;
use crate::limits::{LINE_CHARS_MAX, SUMMARY_CHARS_MAX};
use crate::negotiation::rules;

/// The kinds of joint text, each with a template of its own.
pub const KINDS: &[&str] =
    &["joint_statement", "agreed_minutes", "memorandum", "action_plan", "exchange_of_notes"];

pub(super) static TYPE: ItemType = ItemType {
    name: "joint_text",
    label: ["نص مشترك", "Joint text"],
    fields: &[
        Field::choice("kind", KINDS).required(),
        Field::both("title", LINE_CHARS_MAX).required(),
        Field::item("round", &["round"]),
        Field::item("group", &["working_group"]),
        Field::item("session", &["session"]),
        // How it is negotiated: every party's wording in brackets, or one chair's text from which
        // proposals may be left out.
        Field::choice("mode", &["line_by_line", "chairs_text"]).required(),
        Field::party("chair"),
        // Whether the words of a treaty may stand in it (practice of memoranda: they may not).
        Field::flag("binding"),
        // Nothing is agreed until all is agreed.
        Field::flag("whole"),
        Field::choice("prevails", &["none", "ar", "en"]),
        Field::choice("digits", &["western", "arabic_indic"]),
        // As the originator writes it; on every page of its papers, never translated by us.
        Field::bi("marking", LINE_CHARS_MAX),
        Field::bi("note", SUMMARY_CHARS_MAX),
    ],
    parent: &["session", "round", "group"],
    title: |_, content, lang| title_from(&TYPE, content, "title", lang),
    writes: NEGOTIATORS,
    consents: NEGOTIATORS,
    check: rules::chair_named,
    ..JOINT
};

/// Who negotiates texts: everything they agree to is ad referendum until a co-chair confirms it.
pub(super) const NEGOTIATORS: &[Function] =
    &[Function::DeskOfficer, Function::CoChair, Function::Legal];
