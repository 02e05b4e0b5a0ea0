//! The entrance: sign-in, the exercise's chooser, sign-out, and choosing another function.

pub mod pages;
