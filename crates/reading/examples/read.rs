//! Reads `X.txt` with `X.meta.json` of a folder and writes the drafts as `X.json` into another:
//! `cargo run --release --example read -- FOLDER OUT [NAMES...]`.
#![allow(clippy::disallowed_methods)]

use std::path::Path;

use reading::{Day, Gazetteers, Reader, Report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, out, names @ ..] = arguments.as_slice() else {
        return Err("give a folder of texts and a folder for the drafts".into());
    };
    std::fs::create_dir_all(out)?;
    let reader = Reader::new(&Gazetteers::default());
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let wanted = names.is_empty() || names.contains(&name);
        if path.extension().is_none_or(|end| end != "txt") || !wanted {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let meta = std::fs::read_to_string(path.with_extension("meta.json")).unwrap_or_default();
        let meta: serde_json::Value = serde_json::from_str(&meta).unwrap_or_default();
        let published = meta["published"].as_str().and_then(Day::parse);
        let draft = reader.read(&Report { text: &text, published, name: &name })?;
        let json = serde_json::to_string_pretty(&draft.to_json())?;
        std::fs::write(Path::new(out).join(format!("{name}.json")), json)?;
    }
    Ok(())
}
