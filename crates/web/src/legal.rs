//! The pages of mutual legal assistance: whose turn it is on each request, its clocks and limits of
//! use, the guided request, agreed times, figures. They show codes, dates and hashes; a text that
//! an officer types is looked through before it is kept. Nothing of a compartment is shown outside
//! it.

mod authority;
mod carried;
mod clock;
mod figures;
pub(crate) mod notes;
mod offline;
pub mod pages;
mod paper;
mod published;
mod request;
pub(crate) mod trail;
mod views;

/// Pages of the common kind that a compartment has too, behind an item's id.
const ITEM_PAGES: &[&str] = &["", "consent", "reject", "withdraw", "notes", "proof.txt", "redact"];

/// Whether a path below a compartment has a page there: its own ones, the exchange, and an item's
/// life. Everything else is not there, as if the compartment were no dialogue at all.
pub(crate) fn is_shown(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    // "/en/d/<id>/…"
    let mut parts = path.trim_start_matches('/').splitn(4, '/').skip(3);
    let rest = parts.next().unwrap_or_default();
    let (first, behind) = rest.split_once('/').unwrap_or((rest, ""));
    match first {
        "" | "exchange" | "export" | "live" => behind.is_empty(),
        "legal" => true,
        "i" => {
            let page = behind.split_once('/').map_or("", |(_, page)| page);
            ITEM_PAGES.contains(&page)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_shown;

    #[test]
    fn a_compartment_has_its_own_pages_and_few_others() {
        for path in ["/en/d/x", "/ar/d/x/", "/en/d/x/legal", "/en/d/x/legal/r1/step?step=sent"] {
            assert!(is_shown(path), "{path}");
        }
        for path in ["/en/d/x/i/r1", "/en/d/x/i/r1/notes", "/en/d/x/exchange", "/en/d/x/live"] {
            assert!(is_shown(path), "{path}");
        }
        for path in [
            "/en/d/x/texts",
            "/en/d/x/reports/new",
            "/en/d/x/new/assistance_request",
            "/en/d/x/i/r1/edit",
            "/en/d/x/i/r1/attachments",
            "/en/d/x/figures",
            "/en/d/x/legally",
        ] {
            assert!(!is_shown(path), "{path}");
        }
    }
}
