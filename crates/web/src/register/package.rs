//! The package for registration under Article 102: the certified statement in both languages, the
//! attached copies, their hashes, and what is to be said about translations, in one ZIP. While
//! something is missing there is no package, and the page says what.

use std::fmt::Write as _;

use dialogue::blob::{self, Sha};
use dialogue::id::ItemId;
use dialogue::instruments::Filed;
use documents::paper::{Layout, Paper};
use node::Attached;
use register::civil::Day;
use register::{Binding, Reckoning, Stage};

use super::papers;
use super::reckoned;
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::Visit;
use crate::limits::{REGISTRATION_BYTES_MAX, REGISTRATION_FILES_MAX};
use crate::shell::Problem;

/// An attached copy of an instrument.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name in the package.
    pub name: String,
    pub purpose: String,
    /// The SHA-256 in hexadecimal.
    pub sha: String,
    pub bytes: u64,
    /// All of it is on this node.
    pub here: bool,
    key: Sha,
}

/// Something that the package still lacks.
#[derive(Clone, Debug)]
pub struct Lacking {
    pub text: String,
}

/// What a copy of the text is for.
const COPIES: &[&str] = &["certified_copy", "signed_copy"];

/// The copies attached to an instrument, in the order of the record.
pub fn files(visit: &Visit, id: &ItemId) -> Vec<File> {
    let mut found = visit.read(|reader| {
        let items = reader.record.children(id, "attachment");
        let one = |(at, item): (usize, &dialogue::record::Item<'_>)| {
            let content = &item.shown()?.content;
            let purpose = content.text("purpose").filter(|purpose| COPIES.contains(purpose))?;
            let sha = content.text("sha256")?;
            let ending = match content.text("media_type") {
                Some("pdf") => "pdf",
                Some("png") => "png",
                Some("jpeg") => "jpg",
                Some("docx") => "docx",
                _ => "bin",
            };
            Some(File {
                name: format!("copies/{:02}-{purpose}.{ending}", at + 1),
                purpose: purpose.to_owned(),
                sha: sha.to_owned(),
                bytes: content.int("bytes").unwrap_or_default(),
                here: false,
                key: blob::parse(sha)?,
            })
        };
        items.iter().enumerate().filter_map(one).take(REGISTRATION_FILES_MAX).collect::<Vec<_>>()
    });
    for file in &mut found {
        file.here = visit.dialogue.held(&file.key).is_some_and(|(have, all)| have == all);
    }
    found
}

/// What the package lacks, in words; nothing when it can be made.
pub fn lacking(
    reader: &Reader<'_>,
    filed: &Filed<'_>,
    found: &Reckoning,
    today: Day,
    files: &[File],
) -> Vec<Lacking> {
    let t = reader.t;
    let mut lacking = Vec::new();
    let mut add = |text: String| lacking.push(Lacking { text });
    if filed.instrument.terms.binding == Binding::NonBinding {
        add(t.s("register-lacks-binding").into_owned());
        return lacking;
    }
    if filed.instrument.terms.binding == Binding::Unstated {
        add(t.s("register-lacks-stated").into_owned());
    }
    let in_force = matches!(found.stage, Stage::InForce(_) | Stage::Suspended(_));
    if !in_force || found.recorded.is_none_or(|date| date.first > today) {
        let entry = reckoned::entry(reader, filed, found, today);
        add(t.f("register-lacks-entry", &[("why", entry.outcome)]));
        entry.missing.into_iter().for_each(&mut add);
    }
    if found.contradiction {
        add(t.s("register-lacks-one-date").into_owned());
    }
    if filed.item.content().strings("languages").is_empty() {
        add(t.s("register-lacks-languages").into_owned());
    }
    if files.is_empty() {
        add(t.s("register-lacks-copy").into_owned());
    }
    if files.iter().any(|file| !file.here) {
        add(t.s("register-lacks-bytes").into_owned());
    }
    if files.iter().map(|file| file.bytes).sum::<u64>() > REGISTRATION_BYTES_MAX {
        add(t.s("register-lacks-room").into_owned());
    }
    lacking
}

/// The package; none while something is missing.
pub async fn pack(visit: &Visit, id: &ItemId, today: Day) -> Result<Option<Vec<u8>>, Problem> {
    let copies = files(visit, id);
    let made = visit.read(|reader| {
        let item = reader.record.item(id).filter(|item| item.kind().name == "instrument")?;
        let checklists = dialogue::instruments::Checklists::of(reader.record);
        let filed = Filed::of(reader.record, item, &checklists);
        let found = filed.reckon(today);
        let whole = lacking(reader, &filed, &found, today, &copies).is_empty();
        let statements = [("ar", Layout::ArabicFirst), ("en", Layout::EnglishFirst)]
            .map(|(lang, layout)| (lang, papers::statement(reader, &item, today, layout, &copies)));
        let notes = papers::translations(reader, &filed);
        Some((whole, statements, format!("{}\n\n{}\n", notes.ar.text(), notes.en.text())))
    });
    let Some((true, statements, notes)) = made else { return Ok(None) };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (lang, paper) in statements {
        let paper = Paper { date: register::civil::date_of(today), ..paper };
        let paper = crate::negotiation::papers::of_exercise(visit, paper);
        let html = documents::print::page(&paper).into_bytes();
        files.push((format!("statement.{lang}.html"), html));
        if let Some(pdf) = set(visit, &paper).await? {
            files.push((format!("statement.{lang}.pdf"), pdf));
        }
    }
    files.push(("translations.txt".to_owned(), notes.into_bytes()));
    for copy in &copies {
        let (dialogue, key) = (visit.dialogue.clone(), copy.key);
        let read = tokio::task::spawn_blocking(move || dialogue.attached(&key)).await;
        let read = read.map_err(|error| Problem::Failed(error.to_string()))??;
        let Attached::Here(bytes) = read else { return Ok(None) };
        files.push((copy.name.clone(), bytes));
    }
    let contents = contents(&files);
    files.insert(0, ("CONTENTS.txt".to_owned(), contents.into_bytes()));
    let packed = documents::archive::pack(&files);
    packed.map(Some).map_err(|error| Problem::Failed(error.to_string()))
}

/// As PDF, where a typesetter is there and has its faces.
async fn set(visit: &Visit, paper: &Paper) -> Result<Option<Vec<u8>>, Problem> {
    let Some(typesetter) = visit.signed.app.typesetter() else { return Ok(None) };
    match typesetter.set(&paper.to_json()).await {
        Ok(pdf) => Ok(Some(pdf)),
        Err(typeset::SetError::NoArabicFace) => Ok(None),
        Err(error) => Err(Problem::Failed(error.to_string())),
    }
}

/// The list of contents with the SHA-256 and length of every file, in both languages; the lines of
/// hashes are those that `sha256sum --check` reads.
fn contents(files: &[(String, Vec<u8>)]) -> String {
    let mut text = String::new();
    for lang in dialogue::content::Lang::ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "# {}", T::new(lang).s("register-contents"));
    }
    for (name, bytes) in files {
        let _ = writeln!(text, "{}  {name}", blob::print(&blob::of(bytes)));
    }
    text
}
