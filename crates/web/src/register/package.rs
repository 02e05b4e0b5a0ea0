//! The package for registration under Article 102: the certified statement in both languages, the
//! attached copies and translations, their hashes, in one ZIP. While something is missing there is
//! no package, and the page says what. What a party states about its files is not believed: sizes
//! are those of the bytes held here, and every file is hashed again before it is packed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dialogue::blob::{self, Sha};
use dialogue::id::ItemId;
use dialogue::instruments::Filed;
use documents::archive::{ArchiveError, Packer};
use documents::paper::{Layout, Paper};
use node::Attached;
use register::civil::Day;
use register::{Binding, Reckoning};
use tokio::sync::Semaphore;

use super::papers;
use super::reckoned;
use crate::i18n::T;
use crate::items::reader::Reader;
use crate::items::visit::Visit;
use crate::limits::{REGISTRATION_BYTES_MAX, REGISTRATION_FILES_MAX, REGISTRATIONS_AT_ONCE};
use crate::shell::Problem;

/// A file of an instrument that goes into the package, once however often it is attached.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name in the package.
    pub name: String,
    /// What it is attached for; the first names it.
    pub purposes: Vec<String>,
    /// The SHA-256 in hexadecimal.
    pub sha: String,
    /// How long it is, as far as it is here.
    pub bytes: u64,
    /// All of it is on this node.
    pub here: bool,
    key: Sha,
}

impl File {
    /// Whether it shows the text as it was signed.
    fn is_copy(&self) -> bool {
        self.purposes.iter().any(|purpose| COPIES.contains(&purpose.as_str()))
    }
}

/// Something that the package still lacks.
#[derive(Clone, Debug)]
pub struct Lacking {
    pub text: String,
}

/// What a copy of the text is for.
const COPIES: &[&str] = &["certified_copy", "signed_copy"];
/// What a translation is for.
const TRANSLATION: &str = "translation";

/// Packages that are being made at this moment, in the whole node: each may hold as much as
/// [`REGISTRATION_BYTES_MAX`] in memory.
static PACKING: Semaphore = Semaphore::const_new(REGISTRATIONS_AT_ONCE);

/// The copies and translations attached to an instrument, in the order of the record.
pub fn files(visit: &Visit, id: &ItemId) -> Vec<File> {
    let mut found = visit.read(|reader| {
        let (mut files, mut places) = (Vec::<File>::new(), BTreeMap::<Sha, usize>::new());
        for item in reader.record.children(id, "attachment") {
            let Some(content) = item.shown().map(|version| &version.content) else { continue };
            let purpose = content.text("purpose").unwrap_or_default();
            if !COPIES.contains(&purpose) && purpose != TRANSLATION {
                continue;
            }
            let Some((sha, key)) =
                content.text("sha256").and_then(|sha| Some((sha, blob::parse(sha)?)))
            else {
                continue;
            };
            let place = *places.entry(key).or_insert(files.len());
            if let Some(known) = files.get_mut(place) {
                if known.purposes.iter().all(|known| known != purpose) {
                    known.purposes.push(purpose.to_owned());
                }
                continue;
            }
            let folder = if purpose == TRANSLATION { "translations" } else { "copies" };
            let ending = ending(content.text("media_type"));
            files.push(File {
                name: format!("{folder}/{:02}-{purpose}.{ending}", place + 1),
                purposes: vec![purpose.to_owned()],
                sha: sha.to_owned(),
                bytes: 0,
                here: false,
                key,
            });
        }
        files
    });
    for file in &mut found {
        if let Some((have, all)) = visit.dialogue.held(&file.key) {
            (file.bytes, file.here) = (have, have == all);
        }
    }
    found
}

fn ending(media_type: Option<&str>) -> &'static str {
    match media_type {
        Some("pdf") => "pdf",
        Some("png") => "png",
        Some("jpeg") => "jpg",
        Some("docx") => "docx",
        _ => "bin",
    }
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
    // What was in force may be registered when it no longer is.
    if found.recorded.is_none_or(|date| date.first > today) {
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
    if !files.iter().any(File::is_copy) {
        add(t.s("register-lacks-copy").into_owned());
    }
    if files.iter().any(|file| !file.here) {
        add(t.s("register-lacks-bytes").into_owned());
    }
    if files.len() > REGISTRATION_FILES_MAX {
        add(t.f("register-lacks-fewer", &[("most", REGISTRATION_FILES_MAX)]));
    }
    let bytes = files.iter().fold(0_u64, |sum, file| sum.saturating_add(file.bytes));
    if bytes > REGISTRATION_BYTES_MAX {
        add(t.s("register-lacks-room").into_owned());
    }
    lacking
}

/// What came of asking for a package.
#[derive(Debug)]
pub enum Made {
    Whole(Vec<u8>),
    /// Something is missing; the page says what.
    Lacking,
    /// The bytes of this file are not those that its SHA-256 names.
    Damaged(String),
}

/// The package, while nothing is missing.
pub async fn pack(visit: &Visit, id: &ItemId, today: Day) -> Result<Made, Problem> {
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
    let Some((true, statements, notes)) = made else { return Ok(Made::Lacking) };
    let mut papers: Vec<(String, Vec<u8>)> = Vec::new();
    for (lang, paper) in statements {
        let paper = Paper { date: register::civil::date_of(today), ..paper };
        let paper = crate::negotiation::papers::of_exercise(visit, paper);
        let html = documents::print::page(&paper).into_bytes();
        papers.push((format!("statement.{lang}.html"), html));
        if let Some(pdf) = set(visit, &paper).await? {
            papers.push((format!("statement.{lang}.pdf"), pdf));
        }
    }
    papers.push(("translations.txt".to_owned(), notes.into_bytes()));
    let room = PACKING.acquire().await.map_err(|error| Problem::Failed(error.to_string()))?;
    let dialogue = visit.dialogue.clone();
    let packing = move || {
        let made = packed(|key| Ok(dialogue.attached(key)?), &papers, &copies);
        drop(room);
        made
    };
    let packed = tokio::task::spawn_blocking(packing).await;
    packed.map_err(|error| Problem::Failed(error.to_string()))?
}

/// Packs the papers and one file of the record after the other, as `read` gives them. Blocking.
fn packed(
    read: impl Fn(&Sha) -> Result<Attached, Problem>,
    papers: &[(String, Vec<u8>)],
    copies: &[File],
) -> Result<Made, Problem> {
    let failed = |error: ArchiveError| Problem::Failed(error.to_string());
    let mut packer = Packer::default();
    packer.add("CONTENTS.txt", contents(papers, copies).as_bytes()).map_err(failed)?;
    for (name, bytes) in papers {
        packer.add(name, bytes).map_err(failed)?;
    }
    let mut room = REGISTRATION_BYTES_MAX;
    for copy in copies {
        // Erased, or come to be longer, since the page was read: the page says so.
        let Attached::Here(bytes) = read(&copy.key)? else {
            return Ok(Made::Lacking);
        };
        if blob::of(&bytes) != copy.key {
            return Ok(Made::Damaged(copy.name.clone()));
        }
        let Some(left) = room.checked_sub(bytes.len() as u64) else { return Ok(Made::Lacking) };
        room = left;
        packer.add(&copy.name, &bytes).map_err(failed)?;
    }
    packer.finish().map(Made::Whole).map_err(failed)
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

/// The list of contents with the SHA-256 of every file, in both languages; the lines of hashes are
/// those that `sha256sum --check` reads.
fn contents(papers: &[(String, Vec<u8>)], copies: &[File]) -> String {
    let mut text = String::new();
    for lang in dialogue::content::Lang::ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "# {}", T::new(lang).s("register-contents"));
    }
    let papers = papers.iter().map(|(name, bytes)| (blob::print(&blob::of(bytes)), name));
    let copies = copies.iter().map(|copy| (blob::print(&copy.key), &copy.name));
    for (sha, name) in papers.chain(copies) {
        let _ = writeln!(text, "{sha}  {name}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(name: &str, bytes: &[u8]) -> File {
        let key = blob::of(bytes);
        File {
            name: name.to_owned(),
            purposes: vec!["signed_copy".to_owned()],
            sha: blob::print(&key),
            bytes: bytes.len() as u64,
            here: true,
            key,
        }
    }

    #[test]
    fn every_file_is_hashed_again_and_a_damaged_one_is_named() {
        let copies = [copy("copies/01-a.pdf", b"one"), copy("copies/02-b.pdf", b"two")];
        let whole = |key: &Sha| {
            let bytes: &[u8] = if *key == copies[0].key { b"one" } else { b"two" };
            Ok(Attached::Here(bytes.to_vec()))
        };
        assert!(matches!(packed(whole, &[], &copies), Ok(Made::Whole(_))));
        // The second file alone has rotted on the disk.
        let rotten = |_: &Sha| Ok(Attached::Here(b"one".to_vec()));
        let made = packed(rotten, &[], &copies).expect("an answer");
        assert!(matches!(made, Made::Damaged(name) if name == "copies/02-b.pdf"));
        let part = |_: &Sha| Ok(Attached::Part { have: 1, bytes: 3 });
        assert!(matches!(packed(part, &[], &copies), Ok(Made::Lacking)));
    }

    #[test]
    fn no_more_than_the_bound_is_packed_whatever_was_stated() {
        // Stated as three bytes each, and longer when they are read: every file counts.
        let long = vec![0_u8; usize::try_from(REGISTRATION_BYTES_MAX / 2 + 1).expect("a length")];
        let mut copies = [copy("copies/01-a.bin", &long), copy("copies/02-b.bin", &long)];
        copies.iter_mut().for_each(|copy| copy.bytes = 3);
        let read = |_: &Sha| Ok(Attached::Here(long.clone()));
        assert!(matches!(packed(read, &[], &copies), Ok(Made::Lacking)));
    }
}
