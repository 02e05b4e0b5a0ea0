//! The side that works: reads one scan, says which codes are on which page and what is
//! ticked below them, ends.

use std::process::ExitCode;

use confine::Refused;

use crate::limits::{LIMITS, SECOND_LOOKS_MAX};
use crate::page::Pages;
use crate::{Found, Scan, boxes, pixels};

/// Runs as a child: a scan on standard input, what was found on standard output.
pub fn run() -> ExitCode {
    confine::run(&LIMITS, |bytes| Ok(read(bytes)?.to_lines().into_bytes()))
}

fn read(bytes: Vec<u8>) -> Result<Scan, Refused> {
    let pages = Pages::of(bytes)?;
    let mut scan = Scan { n_pages: pages.count(), found: Vec::new() };
    let mut second_looks = SECOND_LOOKS_MAX;
    for page in 1..=scan.n_pages {
        let grey = pages.grey(page)?;
        let mut codes = pixels::codes(&grey);
        if codes.is_empty() && second_looks > 0 {
            second_looks -= 1;
            codes = pixels::codes_in_other_sizes(&grey);
        }
        for code in codes {
            let boxes = boxes::below(&grey, &code);
            scan.add(Found { page, text: code.text, boxes });
        }
    }
    Ok(scan)
}
