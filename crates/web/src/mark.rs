//! The consent mark: a disc with one segment a party, drawn by `templates/mark.html`. Filled in a
//! party's colour = that party holds the current version; two colours = two wordings; whole with a
//! tick = agreed; ring = sealed; broken outline = contested or erased. A word always stands beside.
//! This file only lays out the strokes; what a mark means is decided in `dialogue::record`.

use dialogue::id::PartyId;
use dialogue::record::{Holds, Item, State};

use crate::i18n::T;
use crate::texts;

/// One mark, ready to draw: `{% import "mark.html" as marks %}{{ marks::mark(m) }}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// What it says, for readers who do not see it.
    pub word: String,
    /// Class of the whole: a tone of [`texts::tone`].
    pub tone: &'static str,
    pub segments: Vec<Segment>,
    /// Whole, with a tick.
    pub agreed: bool,
    /// Both sides consented to be bound: the tick is doubled.
    pub bound: bool,
    pub sealed: bool,
    /// Contested or erased: broken outline.
    pub broken: bool,
}

/// One party's part of the disc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// `ours`, `theirs`, `agreed` or `none`, with `other` when it holds another wording.
    pub class: &'static str,
    /// The path in a box of 24 by 24, the first segment on the right.
    pub d: String,
}

impl Mark {
    /// The mark of this item as it stands.
    pub fn of(item: &Item<'_>, t: T) -> Mark {
        let us: &PartyId = item.us();
        let parts = item.mark();
        let parts: Vec<(bool, Holds)> =
            parts.into_iter().map(|part| (&part.party == us, part.holds)).collect();
        Mark::draw(&item.state(), &parts, t)
    }

    /// A mark for this state and these parts (`true` = ours), ours first.
    pub fn draw(state: &State, parts: &[(bool, Holds)], t: T) -> Mark {
        let agreed = matches!(state, State::Agreed | State::AgreedBinding | State::Sealed(_));
        let mut parts = parts.to_vec();
        parts.sort_by_key(|(ours, _)| !ours);
        let segments = match (agreed, parts.len()) {
            (true, _) | (_, 0) => {
                let class = if agreed { "agreed" } else { "none" };
                vec![Segment { class, d: disc() }]
            }
            (false, 1) => vec![Segment { class: class(parts[0]), d: disc() }],
            (false, n) => parts
                .iter()
                .enumerate()
                .map(|(idx, part)| Segment { class: class(*part), d: wedge(idx, n) })
                .collect(),
        };
        Mark {
            word: texts::state(state, t),
            tone: texts::tone(state),
            segments,
            agreed,
            bound: texts::is_bound(state),
            sealed: matches!(state, State::Sealed(_)),
            broken: matches!(state, State::Contested | State::Erased),
        }
    }
}

fn class((ours, holds): (bool, Holds)) -> &'static str {
    match (ours, holds) {
        (true, Holds::Current) => "ours",
        (false, Holds::Current) => "theirs",
        (true, Holds::Other) => "ours other",
        (false, Holds::Other) => "theirs other",
        (_, Holds::None) => "none",
    }
}

const CENTRE: f64 = 12.0;
const RADIUS: f64 = 8.0;
/// Half of the gap between two segments, in user units.
const GAP: f64 = 0.8;

fn disc() -> String {
    "M12 4a8 8 0 0 1 0 16a8 8 0 0 1 0-16z".to_owned()
}

/// Segment `idx` of `n` (at least 2), clockwise from the top, moved out of the centre by the gap.
fn wedge(idx: usize, n: usize) -> String {
    let turn = std::f64::consts::TAU / n as f64;
    let (from, to) = (turn * idx as f64, turn * (idx + 1) as f64);
    let middle = (from + to) / 2.0;
    // Moving a wedge of half angle a outwards by GAP / sin(a) puts its edges GAP off the cut.
    let out = GAP / (turn / 2.0).sin();
    let (dx, dy) = (middle.sin() * out, -middle.cos() * out);
    let point = |angle: f64, radius: f64| {
        (CENTRE + dx + angle.sin() * radius, CENTRE + dy - angle.cos() * radius)
    };
    let ((x0, y0), (x1, y1), (x2, y2)) = (point(0.0, 0.0), point(from, RADIUS), point(to, RADIUS));
    let large = u8::from(turn > std::f64::consts::PI);
    format!("M{x0:.2} {y0:.2}L{x1:.2} {y1:.2}A{RADIUS} {RADIUS} 0 {large} 1 {x2:.2} {y2:.2}Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogue::content::Lang;

    const T_EN: fn() -> T = || T::new(Lang::En);

    #[test]
    fn agreed_is_one_whole_disc_with_a_tick() {
        let parts = [(true, Holds::Current), (false, Holds::Current)];
        let mark = Mark::draw(&State::Agreed, &parts, T_EN());
        assert!(mark.agreed && !mark.sealed);
        assert_eq!(mark.segments.len(), 1);
        assert_eq!(mark.segments[0].class, "agreed");
    }

    #[test]
    fn our_part_comes_first_whatever_the_order_of_the_parties() {
        let parts = [(false, Holds::Current), (true, Holds::None)];
        let mark = Mark::draw(&State::TheirsOnly, &parts, T_EN());
        let classes: Vec<_> = mark.segments.iter().map(|segment| segment.class).collect();
        assert_eq!(classes, ["none", "theirs"]);
    }

    #[test]
    fn three_parties_have_three_segments_of_their_own() {
        let parts = [(true, Holds::Current), (false, Holds::Other), (false, Holds::None)];
        let mark = Mark::draw(&State::TwoWordings, &parts, T_EN());
        assert_eq!(mark.segments.len(), 3);
        let strokes: std::collections::BTreeSet<_> =
            mark.segments.iter().map(|segment| segment.d.clone()).collect();
        assert_eq!(strokes.len(), 3);
    }

    #[test]
    fn every_mark_has_a_word() {
        for state in texts::STATES {
            for lang in Lang::ALL {
                assert!(!Mark::draw(state, &[], T::new(lang)).word.is_empty());
            }
        }
    }
}
