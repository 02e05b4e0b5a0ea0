//! A table as a file for a spreadsheet: CSV (RFC 4180, UTF-8 with a byte order mark, so that
//! spreadsheets read Arabic) and XLSX (ISO/IEC 29500). A cell is always words: whatever a peer or
//! a form wrote into it, no program may take it for a formula.

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatBorder, Workbook};

use crate::limits::{SHEET_CELL_CHARS_MAX, SHEET_ROWS_MAX};

/// A table with its heading row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called: the name of the tab, and the title in the file's properties.
    pub title: String,
    /// True where the columns run from right to left.
    pub rtl: bool,
    /// Headings of the columns.
    pub head: Vec<String>,
    /// The rows, each as long as the heading.
    pub rows: Vec<Vec<String>>,
    /// The day it was made, `2020-11-16`.
    pub date: String,
}

/// Why no file could be made.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    #[error("the table has {is} rows; at most {SHEET_ROWS_MAX}; narrow it by a filter")]
    TooLong {
        /// Rows asked for.
        is: usize,
    },
    #[error("the spreadsheet could not be written: {0}")]
    Failed(String),
}

impl Sheet {
    /// The table as CSV. Cells that a spreadsheet would calculate begin with an apostrophe.
    pub fn to_csv(&self) -> Result<Vec<u8>, SheetError> {
        self.check()?;
        let failed = |error: &dyn std::fmt::Display| SheetError::Failed(error.to_string());
        let mut out = b"\xef\xbb\xbf".to_vec();
        let terminator = csv::Terminator::CRLF;
        let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(&mut out);
        for row in std::iter::once(&self.head).chain(&self.rows) {
            let cells = row.iter().map(|cell| harmless(cell));
            writer.write_record(cells).map_err(|error| failed(&error))?;
        }
        writer.flush().map_err(|error| failed(&error))?;
        drop(writer);
        Ok(out)
    }

    /// The table as XLSX: a frozen heading with filters, cells of words only.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, SheetError> {
        self.check()?;
        let mut book = Workbook::new();
        let properties = DocProperties::new().set_title(&self.title);
        book.set_properties(&match self.day() {
            Some(day) => properties.set_creation_datetime(&day),
            None => properties,
        });
        let failed = |error: rust_xlsxwriter::XlsxError| SheetError::Failed(error.to_string());
        let sheet = book.add_worksheet();
        sheet.set_name(tab(&self.title)).map_err(failed)?;
        sheet.set_right_to_left(self.rtl);
        let words = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
        let head = words.clone().set_bold().set_background_color(Color::RGB(0xE8_EDF3));
        let head = head.set_border_bottom(FormatBorder::Thin);
        for (at, row) in std::iter::once(&self.head).chain(&self.rows).enumerate() {
            let format = if at == 0 { &head } else { &words };
            for (column, cell) in row.iter().enumerate() {
                let cell: String = cell.chars().take(SHEET_CELL_CHARS_MAX).collect();
                let (row, column) = (row_of(at), column_of(column));
                sheet.write_string_with_format(row, column, cell, format).map_err(failed)?;
            }
        }
        for column in 0..self.head.len() {
            let longest = self.rows.iter().filter_map(|row| row.get(column));
            let longest = longest.map(|cell| cell.chars().count()).max().unwrap_or(0);
            let width = longest.clamp(10, 48) as f64;
            sheet.set_column_width(column_of(column), width).map_err(failed)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        if !self.head.is_empty() {
            let last = (row_of(self.rows.len()), column_of(self.head.len() - 1));
            sheet.autofilter(0, 0, last.0, last.1).map_err(failed)?;
        }
        book.save_to_buffer().map_err(failed)
    }

    fn check(&self) -> Result<(), SheetError> {
        match self.rows.len() {
            is if is > SHEET_ROWS_MAX => Err(SheetError::TooLong { is }),
            _ => Ok(()),
        }
    }

    fn day(&self) -> Option<ExcelDateTime> {
        let mut parts = self.date.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        ExcelDateTime::from_ymd(year, month, day).ok()
    }
}

fn row_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn column_of(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// A cell that no spreadsheet calculates: an apostrophe stands before what could begin a formula,
/// also behind blanks and invisible characters that spreadsheets skip.
pub fn harmless(cell: &str) -> String {
    let first = cell.chars().find(|c| !skipped(*c));
    let begins = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    let controls = cell.starts_with(['\t', '\r', '\n']);
    if begins || controls {
        return format!("'{}", harmless_parts(cell));
    }
    harmless_parts(cell)
}

/// Where a spreadsheet parts cells at semicolons or tabs, what follows one begins a cell too.
fn harmless_parts(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut after = false;
    for c in cell.chars() {
        if after && matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') {
            out.push('\'');
        }
        after = matches!(c, ';' | '\t') || (after && skipped(c));
        out.push(c);
    }
    out
}

fn skipped(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

/// A tab's name: at most 31 characters, without those that a spreadsheet forbids.
fn tab(title: &str) -> String {
    let kept = title.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control());
    let name: String = kept.take(31).collect();
    if name.trim().is_empty() { "Hiwar".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            title: "مصفوفة المتابعة: [أ]/ب".to_owned(),
            rtl: true,
            head: vec!["الالتزام".to_owned(), "Due".to_owned()],
            rows: vec![
                vec!["=HYPERLINK(\"http://x\")".to_owned(), "2020-11-16".to_owned()],
                vec!["قال: \"نعم\"، ثم\nسطر".to_owned(), "-1+1".to_owned()],
            ],
            date: "2020-11-16".to_owned(),
        }
    }

    #[test]
    fn no_cell_begins_a_formula() {
        for hostile in ["=1", "+1", "-1", "@SUM", " =1", "\u{200f}=1", "\t=1", "＝1", "\r1"] {
            assert!(harmless(hostile).starts_with('\''), "{hostile:?}");
        }
        for (hostile, tamed) in [("x;=1", "x;'=1"), ("x\t @a", "x\t '@a"), ("a; -1", "a; '-1")] {
            assert_eq!(harmless(hostile), tamed);
        }
        for plain in ["2020-11-16", "نص", "", "a=b", "a; b-c"] {
            assert_eq!(harmless(plain), plain);
        }
    }

    #[test]
    fn a_csv_is_read_back_as_it_was_but_for_the_apostrophe() {
        let bytes = sheet().to_csv().expect("a file");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().expect("a heading"), vec!["الالتزام", "Due"]);
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("row")).collect();
        assert_eq!(&rows[0][0], "'=HYPERLINK(\"http://x\")");
        assert_eq!(&rows[1][0], "قال: \"نعم\"، ثم\nسطر");
        assert_eq!(&rows[1][1], "'-1+1");
    }

    #[test]
    fn an_xlsx_holds_words_and_no_formula() {
        let bytes = sheet().to_xlsx().expect("a file");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let mut read = |name: &str| {
            let mut text = String::new();
            let mut file = zip.by_name(name).expect(name);
            std::io::Read::read_to_string(&mut file, &mut text).expect("text");
            text
        };
        let cells = read("xl/worksheets/sheet1.xml");
        assert!(!cells.contains("<f>") && cells.contains("rightToLeft=\"1\""), "{cells}");
        assert!(read("xl/sharedStrings.xml").contains("=HYPERLINK"), "the words are as written");
        assert!(read("xl/workbook.xml").contains("name=\"مصفوفة المتابعة أب\""));
    }

    #[test]
    fn too_long_a_table_says_so() {
        let rows = vec![vec![String::new()]; SHEET_ROWS_MAX + 1];
        let long = Sheet { rows, head: vec![String::new()], ..Sheet::default() };
        assert!(matches!(long.to_csv(), Err(SheetError::TooLong { .. })));
        assert!(matches!(long.to_xlsx(), Err(SheetError::TooLong { .. })));
    }
}
