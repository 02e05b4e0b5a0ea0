//! Coming in and going out: the entrance, the demo's chooser, changing function, signing out.
//! It must never say whether an account exists, and sends nobody to another site.

pub mod pages;
