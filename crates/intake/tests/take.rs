//! What officers rely on: a document of each kind gives its paragraphs in order, in the right
//! letters, with what is hidden or furniture told apart, and with its own statement of its day.

mod documents;
#[path = "take/docx.rs"]
mod docx;
#[path = "take/html.rs"]
mod html;
#[path = "take/pdf.rs"]
mod pdf;
#[path = "take/plain.rs"]
mod plain;

use intake::{Document, Hint, Limits, Refusal, Role, take};

/// Reads a document, or fails with its refusal.
#[track_caller]
fn read(bytes: &[u8]) -> Document {
    match take(bytes, Hint::default(), &Limits::default()) {
        Ok(document) => document,
        Err(refusal) => panic!("refused: {refusal}"),
    }
}

/// The refusal of a document called `report.x`.
#[track_caller]
fn refused(bytes: &[u8]) -> Refusal {
    let hint = Hint { file_name: Some("report.x"), ..Hint::default() };
    take(bytes, hint, &Limits::default()).expect_err("refused")
}

/// The texts of the parts with this role.
fn texts(document: &Document, role: Role) -> Vec<&str> {
    let parts = document.parts.iter().filter(|part| part.role == role);
    parts.map(|part| document.text_of(part)).collect()
}

/// The codes of the warnings.
fn codes(document: &Document) -> Vec<&'static str> {
    document.warnings.iter().map(|warning| warning.code()).collect()
}
