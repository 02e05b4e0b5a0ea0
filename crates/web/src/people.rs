//! People by their posts, institutions by their place in the state: post first, holder second,
//! every spelling with its source.

pub mod duplicates;
pub mod institutions;
pub mod pages;
pub mod views;
