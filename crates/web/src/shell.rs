//! The frame around every page: what the layout template needs beside the page's own matter.
//! It reads the node and the request; it decides nothing and changes nothing.

mod crumb;
mod page;
mod problem;

pub use crumb::Crumb;
pub use page::{Choice, Exercise, Language, Live, NavLink, Page, Place, Who};
pub use problem::{Problem, Reference, problem_pages};
