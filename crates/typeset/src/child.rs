//! The side that works: reads a paper, sets it, gives the PDF. It opens no socket, writes no file,
//! and ends after one paper.

use std::process::ExitCode;

use confine::Refused;

use crate::limits::LIMITS;
use crate::{EXIT_NO_FACE, world};

/// Runs as a child: a paper as JSON on standard input, a PDF on standard output.
pub fn run() -> ExitCode {
    confine::run(&LIMITS, |paper| {
        world::set(&paper).map_err(|failure| match failure {
            world::Failure::NoArabicFace => Refused::Known(EXIT_NO_FACE),
            world::Failure::Said(why) => Refused::Said(why),
        })
    })
}
