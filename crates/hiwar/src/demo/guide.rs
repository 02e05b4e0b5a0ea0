//! What the terminal says when the demo stands: two addresses, three things to try, how to stop.

use std::path::Path;
use std::time::Duration;

use super::Pair;
use super::plan::Horizon;

/// The guide, ready to be printed.
pub fn text(pair: &Pair, took: Duration, kept: Option<&Path>) -> String {
    let mut text = String::new();
    let seconds = took.as_secs_f32();
    let moment = match pair.horizon {
        Horizon::Morning => "Monday 16 November 2020, 08:00 in Kuwait, 00:00 in Washington.",
        Horizon::Today => "All six rounds of the public record are over; the clock is real.",
    };
    text.push_str("\nHiwar: two nodes, one agreed record. This is an exercise.\n");
    text.push_str(&format!("{moment}\n\n"));
    for side in [&pair.kw, &pair.us] {
        text.push_str(&format!("  {:<15} {}/\n", side.party.name(), side.url));
    }
    text.push_str("\nThree things to try:\n\n");
    let steps = match pair.horizon {
        Horizon::Morning => [
            "Enter as desk officer of the United States, open today's session and agree the\n     \
             last item of the agenda. Now look from the Kuwaiti desk: it is agreed there too.",
            "Item 4 has two wordings. Settle it from either side and see the brackets go.",
            "Word the minutes in Arabic and English, agree them as both co-chairs, then open\n     \
             a paragraph's proof and check it without either node: `hiwar verify`.",
        ],
        Horizon::Today => [
            "Enter as desk officer of Kuwait and follow a commitment from the first round on.",
            "Open the discrepancies: where public claims differ, each keeps its sources.",
            "Download the record of both sides from the exchange page, and compare the pins\n     \
             and sizes with `hiwar verify`.",
        ],
    };
    for (nth, step) in (1..).zip(steps) {
        text.push_str(&format!("  {nth}. {step}\n"));
    }
    text.push_str("\nCtrl-C ends it. ");
    match kept {
        Some(folder) => text.push_str(&format!("Both nodes stay in {}.\n", folder.display())),
        None => text.push_str("Nothing is left behind (use --keep or --folder to go on later).\n"),
    }
    if let Some(seeded) = &pair.seeded {
        text.push_str(&format!(
            "({} versions and {} consents entered, signed and exchanged in {seconds:.1} s)\n",
            seeded.n_versions, seeded.n_consents
        ));
    }
    text
}
