//! Papers as data and as files. Pure: what comes out depends on what goes in alone; the same text
//! gives the same bytes. It never decides what a text says and holds no third-party template.

pub mod archive;
pub mod docx;
pub mod ics;
pub mod limits;
pub mod paper;
pub mod print;
pub mod qr;
pub mod sheet;
