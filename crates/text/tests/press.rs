//! What the text rules do on whole reports: the invented ones in `data/press`, and the real one
//! where it is at hand.

#[path = "press/recall.rs"]
mod recall;
#[path = "press/repair.rs"]
mod repair;
#[path = "press/spaces.rs"]
mod spaces;

use std::path::Path;

/// The damaged report and its undamaged draft.
fn reports() -> Vec<(&'static str, String, String)> {
    let files = [
        ("dev01", include_str!("data/press/dev01.txt"), include_str!("data/press/dev01.clean.txt")),
        ("dev02", include_str!("data/press/dev02.txt"), include_str!("data/press/dev02.clean.txt")),
        ("dev03", include_str!("data/press/dev03.txt"), include_str!("data/press/dev03.clean.txt")),
        ("dev04", include_str!("data/press/dev04.txt"), include_str!("data/press/dev04.clean.txt")),
        ("dev05", include_str!("data/press/dev05.txt"), include_str!("data/press/dev05.clean.txt")),
        ("dev06", include_str!("data/press/dev06.txt"), include_str!("data/press/dev06.clean.txt")),
        ("dev07", include_str!("data/press/dev07.txt"), include_str!("data/press/dev07.clean.txt")),
        ("dev08", include_str!("data/press/dev08.txt"), include_str!("data/press/dev08.clean.txt")),
    ];
    files.map(|(name, damaged, draft)| (name, unescaped(damaged), unescaped(draft))).to_vec()
}

/// Replaces `\u{...}` by its character: characters without ink are written out in the files.
fn unescaped(file: &str) -> String {
    let mut parts = file.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an escape is closed");
        let code = u32::from_str_radix(code, 16).expect("an escape is hexadecimal");
        out.push(char::from_u32(code).expect("an escape is a character"));
        out.push_str(rest);
    }
    out
}

/// A file of the shared data, when it is there.
fn shared(path: &str) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    #[expect(clippy::disallowed_methods, reason = "data beside the project is read by tests alone")]
    std::fs::read_to_string(root.join(path)).ok()
}
