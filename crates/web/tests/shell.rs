//! The frame of the pages, asked as a browser asks it: who may ask for what, where forms may come
//! from, cookies and headers, problems in the reader's language, live changes, kept pages.

#[path = "areas/world.rs"]
#[allow(dead_code, reason = "the tests of the areas use the rest")]
mod world;

#[path = "shell/browser.rs"]
mod browser;
#[path = "shell/frame.rs"]
mod frame;
#[path = "shell/matrix.rs"]
mod matrix;
#[path = "shell/sign_in.rs"]
mod sign_in;
#[path = "shell/stream.rs"]
mod stream;
