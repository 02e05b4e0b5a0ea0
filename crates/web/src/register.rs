//! The register of instruments: the list with the next legal dates, the page of one with its life,
//! what each side's own law asks, its family, its papers and the package for registration.
//! Everything is reckoned when it is read; nothing of it is stored.

pub mod family;
pub mod instrument;
pub mod kept;
pub mod list;
pub mod near;
pub mod package;
pub mod pages;
pub mod papers;
pub mod reckoned;
pub mod sides;
pub mod table;
