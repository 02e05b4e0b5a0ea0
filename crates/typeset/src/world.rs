//! What the typesetter may see: one template, the paper as data, the fonts of the system. No path
//! leads to a file, no package is fetched, and there is no today.

use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::{self, FontStore};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

const TEMPLATE: &str = include_str!("../templates/paper.typ");

/// Faces that set Arabic well, the first that is there is used; the template knows the same list.
const ARABIC_FACES: &[&str] =
    &["Amiri", "Noto Naskh Arabic", "Scheherazade New", "Noto Sans Arabic", "Geeza Pro", "Arial"];

/// Why a paper was not set.
pub enum Failure {
    /// No face for Arabic is installed.
    NoArabicFace,
    /// Anything else.
    Said(String),
}

struct Desk {
    library: LazyHash<Library>,
    fonts: FontStore,
    template: Source,
    paper: (FileId, Bytes),
}

/// Sets a paper.
pub fn set(json: &[u8]) -> Result<Vec<u8>, Failure> {
    let said = |error: &dyn std::fmt::Display| Failure::Said(error.to_string());
    let mut paper: Value = serde_json::from_slice(json).map_err(|error| said(&error))?;
    let mut store = FontStore::new();
    store.extend(fonts::system());
    let known = |name: &&&str| store.book().contains_family(&name.to_lowercase());
    let Some(face) = ARABIC_FACES.iter().find(known) else {
        return Err(Failure::NoArabicFace);
    };
    paper["face"] = Value::String((*face).to_owned());
    let desk = Desk {
        library: LazyHash::new(Library::default()),
        fonts: store,
        template: Source::new(file("/paper.typ"), TEMPLATE.to_owned()),
        paper: (file("/paper.json"), Bytes::new(paper.to_string().into_bytes())),
    };
    let document: PagedDocument = typst::compile(&desk).output.map_err(|errors| {
        let list: Vec<String> = errors.iter().map(|one| one.message.to_string()).collect();
        Failure::Said(list.join("; "))
    })?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Hiwar".to_owned())),
        timestamp: None,
        page_ranges: None,
        standards: PdfStandards::new(&[PdfStandard::A_2b])
            .map_err(|error| Failure::Said(error.message().to_string()))?,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| {
        let list: Vec<String> = errors.iter().map(|one| one.message.to_string()).collect();
        Failure::Said(list.join("; "))
    })
}

fn file(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a path without dots");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(nothing()) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.paper.0 { Ok(self.paper.1.clone()) } else { Err(nothing()) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn nothing() -> FileError {
    FileError::AccessDenied
}
