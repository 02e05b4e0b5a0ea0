//! The packed files of a DOCX: which there are, whether the list can be trusted, and the text of
//! the few that are read. Nothing is unpacked that is not read; growth is bounded as it happens,
//! whatever the list of files says.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8};
use memchr::memmem;
use zip::ZipArchive;

use crate::document::Kind;
use crate::limits::ZIP_RATIO_FREE_BYTES;
use crate::refusal::{Excess, Refusal, Unread};
use crate::{Context, encoding};

/// The mark of an entry in the list of a packed file (APPNOTE 4.3.12).
const LIST_ENTRY: &[u8] = b"PK\x01\x02";

/// An opened package.
pub struct Package<'a> {
    ctx: &'a Context<'a>,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Index by name.
    entries: BTreeMap<String, usize>,
    unpacked_bytes: usize,
}

impl<'a> Package<'a> {
    /// Opens a package and checks its list.
    pub fn open(bytes: &'a [u8], ctx: &'a Context<'a>) -> Result<Self, Refusal> {
        let max = ctx.limits.zip_entry_count_max;
        // Before the list is read: reading it takes memory for each entry.
        let listed = memmem::find_iter(bytes, LIST_ENTRY).take(max + 1).count();
        if listed > max {
            return Err(ctx.too_much(Excess::Entries, listed, max));
        }
        let broken = || ctx.broken(Kind::Docx, "zip");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        if archive.has_duplicate_names() || archive.len() > listed {
            let entry = "zip".to_owned();
            return Err(Refusal::Contradiction { name: ctx.name.clone(), entry });
        }
        let mut entries = BTreeMap::new();
        for nth in 0..archive.len() {
            let file = archive.by_index_raw(nth).map_err(|_| broken())?;
            let entry = file.name().map_err(|_| broken())?.into_owned();
            if file.encrypted() {
                return Err(Refusal::Encrypted { name: ctx.name.clone(), kind: Kind::Docx });
            }
            if points_outside(&entry) {
                return Err(Refusal::Path { name: ctx.name.clone(), entry: shown(&entry) });
            }
            entries.insert(entry, nth);
        }
        let package = Self { ctx, archive, entries, unpacked_bytes: 0 };
        package.check_kind()?;
        Ok(package)
    }

    /// The names of the packed files that begin so.
    pub fn names<'b>(&'b self, start: &'b str) -> impl Iterator<Item = &'b String> {
        self.entries.keys().filter(move |name| name.starts_with(start))
    }

    /// The text of a packed XML file; nothing when it is not there.
    pub fn read(&mut self, entry: &str) -> Result<Option<String>, Refusal> {
        let bytes = self.unpack(entry)?;
        Ok(bytes.map(|bytes| encoding::decode(&bytes).text))
    }

    /// The same for text that may be agreed: it is UTF-8, or UTF-16 with its mark, and whole.
    pub fn read_strict(&mut self, entry: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.unpack(entry)? else {
            return Ok(None);
        };
        let (encoding, _) = Encoding::for_bom(&bytes).unwrap_or((UTF_8, 0));
        let (text, _, damaged) = encoding.decode(&bytes);
        match damaged {
            true => Err(self.ctx.broken(Kind::Docx, &shown(entry))),
            false => Ok(Some(text.into_owned())),
        }
    }

    fn unpack(&mut self, entry: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(nth) = self.entries.get(entry).copied() else {
            return Ok(None);
        };
        let ctx = self.ctx;
        let limits = ctx.limits;
        let broken = |_| ctx.broken(Kind::Docx, &shown(entry));
        let file = self.archive.by_index(nth).map_err(broken)?;
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let declared = usize::try_from(file.size()).unwrap_or(usize::MAX);
        let by_ratio = packed.saturating_mul(limits.zip_ratio_max).max(ZIP_RATIO_FREE_BYTES);
        let left = limits.zip_unpacked_bytes_max.saturating_sub(self.unpacked_bytes);
        let excess = |bytes: usize| match bytes > by_ratio {
            true => ctx.too_much(Excess::Ratio, bytes / packed.max(1), limits.zip_ratio_max),
            false => {
                let found = self.unpacked_bytes.saturating_add(bytes);
                ctx.too_much(Excess::UnpackedBytes, found, limits.zip_unpacked_bytes_max)
            }
        };
        let max = by_ratio.min(left);
        if declared > max {
            return Err(excess(declared));
        }
        let mut bytes = Vec::new();
        let mut bounded = file.take(max as u64 + 1);
        let size = bounded.read_to_end(&mut bytes);
        let size = size.map_err(|_| ctx.broken(Kind::Docx, &shown(entry)))?;
        if size > max {
            return Err(excess(size));
        }
        if size != declared {
            return Err(Refusal::Contradiction { name: ctx.name.clone(), entry: shown(entry) });
        }
        self.unpacked_bytes += size;
        Ok(Some(bytes))
    }

    /// Refuses packages of other kinds and those with macros.
    fn check_kind(&self) -> Result<(), Refusal> {
        let has = |end: &str| self.entries.keys().any(|name| name.ends_with(end));
        if has("vbaProject.bin") || has("vbaData.xml") {
            return Err(Refusal::Macros { name: self.ctx.name.clone() });
        }
        if self.entries.contains_key("[Content_Types].xml") && self.names("word/").next().is_some()
        {
            return Ok(());
        }
        let what = match () {
            () if self.names("xl/").next().is_some() => Unread::OtherOffice,
            () if self.names("ppt/").next().is_some() => Unread::OtherOffice,
            () if self.entries.contains_key("mimetype") => Unread::OpenDocument,
            () if self.entries.contains_key("[Content_Types].xml") => Unread::OtherOffice,
            () => Unread::Archive,
        };
        Err(Refusal::Unread { name: self.ctx.name.clone(), what })
    }
}

/// A name that a careless unpacker would write outside its folder.
fn points_outside(entry: &str) -> bool {
    entry.starts_with(['/', '\\'])
        || entry.contains('\0')
        || entry.get(1..2) == Some(":")
        || entry.split(['/', '\\']).any(|step| step == "..")
}

/// The name of a packed file as a message may show it.
pub fn shown(entry: &str) -> String {
    entry.chars().filter(|c| !c.is_control()).take(80).collect()
}
