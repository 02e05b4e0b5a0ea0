//! What the ticks on a printed form say: which boxes stand below its code, in the rows and columns
//! in which `forms` sets them, and which of them are filled. It proposes, and the officer decides;
//! whatever is not clear proposes nothing.

use dialogue::content::Content;
use scan::TickBox;

use super::sheet::choices;

/// Up to this share, in thousandths, a box is empty: specks of a scanner.
const EMPTY_MAX: u32 = 25;
/// From this share on something was drawn in it; between the two nobody knows.
const TICKED_MIN: u32 = 50;
/// From this share on it was blacked out, and nobody knows whether that is a tick or its undoing.
const TICKED_MAX: u32 = 700;
/// How far boxes of one row or one column may be apart, in tenths of a millimetre.
const APART_MAX: i32 = 15;

/// The fields with ticks in the order of the form, and in how many columns each is set.
pub const FIELDS: [(&str, u8); 2] = [("status", 2), ("blocking", 3)];

/// What the boxes below a code say; nothing where they are not those of the form or not clear.
pub fn said(boxes: &[TickBox]) -> Content {
    read(boxes).unwrap_or_default()
}

fn read(boxes: &[TickBox]) -> Option<Content> {
    let rows = rows_of(boxes);
    let mut rows = rows.iter();
    let mut content = Content::new();
    for (field, columns) in FIELDS {
        let list = choices(field);
        let mut set = Vec::new();
        for in_row in list.chunks(usize::from(columns)) {
            let row = rows.next().filter(|row| row.len() == in_row.len())?;
            set.push(row.as_slice());
        }
        let first = *set.first()?;
        let in_columns = |row: &&[TickBox]| {
            row.iter().zip(first).all(|(one, above)| (one.x - above.x).abs() <= APART_MAX)
        };
        if !set.iter().all(in_columns) {
            return None;
        }
        let mut ticked = Vec::new();
        for (one, value) in set.concat().iter().zip(list) {
            match one.filled {
                0..=EMPTY_MAX => {}
                TICKED_MIN..=TICKED_MAX => ticked.push(*value),
                _ => return None,
            }
        }
        match ticked.as_slice() {
            [] => {}
            [value] => content.set_text(field, value),
            _ => return None,
        }
    }
    let blocked = content.text("status") == Some("blocked");
    let fits = rows.next().is_none() && (blocked || content.text("blocking").is_none());
    fits.then_some(content)
}

/// The boxes row by row, each from left to right.
fn rows_of(boxes: &[TickBox]) -> Vec<Vec<TickBox>> {
    let mut sorted = boxes.to_vec();
    sorted.sort_by_key(|one| one.y);
    let mut rows: Vec<Vec<TickBox>> = Vec::new();
    for one in sorted {
        match rows.last_mut() {
            Some(row) if (one.y - row[0].y).abs() <= APART_MAX => row.push(one),
            _ => rows.push(vec![one]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by_key(|one| one.x));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The boxes of a form on which these are ticked: which field, which of its choices, how much.
    fn form(ticked: &[(&str, usize, u32)]) -> Vec<TickBox> {
        let mut boxes = Vec::new();
        let mut y = 400;
        for (field, columns) in FIELDS {
            let columns = usize::from(columns);
            for (n, _) in choices(field).iter().enumerate() {
                let filled = ticked.iter().find(|(of, at, _)| *of == field && *at == n);
                boxes.push(TickBox {
                    x: (n % columns) as i32 * 1_700 / columns as i32 + (n % 3) as i32,
                    y: y + (n / columns) as i32 * 90 + (n % 2) as i32,
                    filled: filled.map_or(n as u32 % 5, |(.., filled)| *filled),
                });
            }
            y += 400;
        }
        boxes.reverse();
        boxes
    }

    #[test]
    fn the_print_page_draws_code_and_boxes_as_large_as_scans_are_measured_by() {
        let css = include_str!("../../assets/css/updates.css");
        // From the middle of one side to the middle of the other 5 mm, as in the PDF.
        assert!(css.contains(".paper-box { inline-size: calc(5mm + .8pt); block-size: calc(5mm"));
        assert!(css.contains("border: .8pt solid"));
        assert!(css.contains(".paper-code svg { inline-size: 25mm; block-size: 25mm;"));
    }

    #[test]
    fn what_is_clear_is_proposed() {
        let content = said(&form(&[("status", 1, 120)]));
        assert_eq!(content, Content::new().with("status", choices("status")[1]));
        let blocked = choices("status").iter().position(|one| *one == "blocked").expect("it is");
        let content = said(&form(&[("status", blocked, 90), ("blocking", 7, 300)]));
        assert_eq!(content.text("blocking"), Some(choices("blocking")[7]));
        assert_eq!(content.text("status"), Some("blocked"));
        assert!(said(&form(&[])).is_empty(), "nothing is ticked");
    }

    #[test]
    fn what_is_not_clear_proposes_nothing() {
        let unsure: &[&[(&str, usize, u32)]] = &[
            &[("status", 0, 120), ("status", 1, 120)],
            &[("status", 0, 40)],
            &[("status", 0, 120), ("status", 1, 30)],
            &[("status", 0, 900)],
            &[("status", 1, 120), ("blocking", 0, 120)],
            &[("blocking", 0, 120)],
        ];
        for ticked in unsure {
            assert!(said(&form(ticked)).is_empty(), "{ticked:?}");
        }
        let whole = form(&[("status", 1, 120)]);
        assert!(said(&whole[1..]).is_empty(), "a box was not found");
        let further = TickBox { x: 0, y: 1_900, filled: 0 };
        assert!(said(&[&whole[..], &[further]].concat()).is_empty(), "one too many");
        let mut askew = whole.clone();
        askew[0].x += 100;
        assert!(said(&askew).is_empty(), "a box out of its column");
    }
}
