//! A written document taken apart and put together again, as a word processor does it.

#![allow(dead_code, reason = "each test uses some of them")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The parts of a document by their names.
pub type Parts = BTreeMap<String, String>;

pub fn unpack(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut parts = Parts::new();
    for nth in 0..archive.len() {
        let mut file = archive.by_index(nth).expect("a part");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        parts.insert(file.name().expect("a name").into_owned(), text);
    }
    parts
}

pub fn pack(parts: &Parts) -> Vec<u8> {
    let parts = parts.iter().map(|(name, part)| (name.clone(), part.clone().into_bytes()));
    pack_bytes(&parts.collect())
}

/// The same for parts that need not be text.
pub fn pack_bytes(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a new part");
        zip.write_all(part).expect("written to memory");
    }
    zip.finish().expect("packed").into_inner()
}

/// The document with its body changed.
pub fn with_body(bytes: &[u8], change: impl FnOnce(&str) -> String) -> Vec<u8> {
    let mut parts = unpack(bytes);
    let body = change(&parts["word/document.xml"]);
    parts.insert("word/document.xml".to_owned(), body);
    pack(&parts)
}

/// A run of text.
pub fn run(text: &str) -> String {
    format!("<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// Who and when, as attributes.
pub fn by(id: usize, author: &str) -> String {
    format!("w:id=\"{id}\" w:author=\"{author}\" w:date=\"2026-03-0{}T09:30:00Z\"", 1 + id % 9)
}

pub fn inserted(id: usize, author: &str, text: &str) -> String {
    format!("<w:ins {}>{}</w:ins>", by(id, author), run(text))
}

pub fn deleted(id: usize, author: &str, runs: &str) -> String {
    let runs = runs.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>");
    format!("<w:del {}>{runs}</w:del>", by(id, author))
}
