//! Files beside an item: the list on its page, the form that attaches one, the download, and what
//! the marks on the scan of a signed copy say. A file is never shown by us, only handed over, and a
//! scan of another text or version is never bound to an edition.

pub mod pages;
pub mod scans;
pub mod section;
