//! From the order in which a line is seen to the order in which it is read. A PDF says where signs
//! stand, not which comes first; for Arabic the line is turned round, while numbers and Latin
//! words inside keep their order (the inverse of UAX #9, rules L2 and L4, as far as a line shows
//! it). No letter is changed but brackets, whose shapes are mirrored in Arabic.

/// A sign of a line, with the marks that sit on it.
#[derive(Debug, Clone)]
pub struct Cluster {
    pub letters: String,
    /// The document itself says which letters it is; they are in reading order and not mirrored.
    pub stated: bool,
}

/// What a sign does to the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Rtl,
    Ltr,
    /// European digits; beside Latin words part of them.
    Digit,
    /// Arabic digits, which stay apart from Latin words.
    ArabicDigit,
    Neutral,
}

/// Letters of both directions.
#[derive(Debug, Default, Clone, Copy)]
pub struct Balance {
    pub rtl: usize,
    pub ltr: usize,
}

impl Balance {
    pub fn add(&mut self, clusters: &[Cluster]) {
        for cluster in clusters {
            match way(cluster) {
                Way::Rtl => self.rtl += 1,
                Way::Ltr => self.ltr += 1,
                _ => {}
            }
        }
    }

    pub fn is_rtl(self) -> bool {
        self.rtl > self.ltr
    }
}

/// The text of a line whose signs come from the left edge to the right. `page_rtl` says which way
/// the page is read, for lines that do not say it.
pub fn logical(line: &[Cluster], page_rtl: bool) -> String {
    let rtl = reads_rtl(line, page_rtl);
    let ways: Vec<Way> = line.iter().map(way).collect();
    let mut out = String::new();
    if rtl {
        turned(line, &ways, &mut out);
        return out;
    }
    let mut at = 0;
    while at < line.len() {
        // Arabic inside a Latin line: from its first letter to the last before the next Latin one.
        let end = run_end(&ways, at, Way::Rtl, |way| way != Way::Ltr);
        match ways[at] == Way::Rtl {
            true => {
                turned(&line[at..end], &ways[at..end], &mut out);
                at = end;
            }
            false => {
                out.push_str(&line[at].letters);
                at += 1;
            }
        }
    }
    out
}

/// Whether a line is read from right to left: as the page is, unless its letters say otherwise.
pub fn reads_rtl(line: &[Cluster], page_rtl: bool) -> bool {
    let mut balance = Balance::default();
    balance.add(line);
    match page_rtl {
        true => balance.rtl * 3 >= balance.ltr,
        false => balance.rtl > 0 && balance.rtl >= balance.ltr * 3,
    }
}

/// Appends a line that is read from right to left.
fn turned(line: &[Cluster], ways: &[Way], out: &mut String) {
    let mut end = line.len();
    while end > 0 {
        let start = match ways[end - 1] {
            Way::Ltr | Way::Digit => ltr_start(line, ways, end),
            Way::ArabicDigit => number_start(line, ways, end),
            _ => end - 1,
        };
        for cluster in &line[start..end] {
            let alone = end - start == 1 && ways[start] == Way::Neutral;
            match (alone && !cluster.stated, cluster.letters.chars().next()) {
                (true, Some(c)) if cluster.letters.chars().count() == 1 => out.push(mirrored(c)),
                _ => out.push_str(&cluster.letters),
            }
        }
        end = start;
    }
}

/// Where the run begins that ends at `end` and is read from the left: Latin words with the numbers
/// and signs between them, or a number alone.
fn ltr_start(line: &[Cluster], ways: &[Way], end: usize) -> usize {
    let mut start = number_start(line, ways, end);
    let mut latin = ways[start..end].contains(&Way::Ltr);
    for at in (0..start).rev() {
        match ways[at] {
            Way::Rtl | Way::ArabicDigit => break,
            Way::Ltr => (start, latin) = (at, true),
            // A number belongs to the run only with a word on its left or right.
            Way::Digit if latin => start = at,
            _ => {}
        }
    }
    match latin {
        true => start,
        false => number_start(line, ways, end),
    }
}

/// Where the number begins that ends at `end`: digits, with single separators between them.
fn number_start(line: &[Cluster], ways: &[Way], end: usize) -> usize {
    let digit = |at: usize| matches!(ways[at], Way::Digit | Way::ArabicDigit);
    let mut start = end - 1;
    while start > 0 {
        let joins = matches!(line[start - 1].letters.as_str(), "." | "," | ":" | "/" | "٫" | "٬");
        if digit(start - 1) && digit(start) {
            start -= 1;
        } else if joins && start > 1 && digit(start - 2) && digit(start) {
            start -= 2;
        } else {
            break;
        }
    }
    start
}

/// The end of the run of `kind` that begins at `at`; it ends after its last sign of that kind.
fn run_end(ways: &[Way], at: usize, kind: Way, within: impl Fn(Way) -> bool) -> usize {
    let mut end = at;
    for (nth, way) in ways.iter().enumerate().skip(at) {
        if !within(*way) {
            break;
        }
        if *way == kind {
            end = nth + 1;
        }
    }
    end
}

fn way(cluster: &Cluster) -> Way {
    for c in cluster.letters.chars() {
        match c {
            '0'..='9' => return Way::Digit,
            '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => return Way::ArabicDigit,
            '\u{590}'..='\u{5ff}' | '\u{600}'..='\u{605}' | '\u{608}' | '\u{60b}' => {
                return Way::Rtl;
            }
            '\u{61b}' | '\u{61f}' | '\u{60c}' | '\u{640}' => return Way::Rtl,
            '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
            '\u{620}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                return Way::Rtl;
            }
            _ if c.is_alphabetic() => return Way::Ltr,
            _ => {}
        }
    }
    Way::Neutral
}

/// The bracket that is meant where this shape is seen in a line read from the right.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{Cluster, logical};

    /// What is seen from left to right and what it reads.
    fn read(seen: &str, page_rtl: bool) -> String {
        let cluster = |c: char| Cluster { letters: c.to_string(), stated: false };
        let line: Vec<Cluster> = seen.chars().map(cluster).collect();
        logical(&line, page_rtl)
    }

    fn turn(text: &str) -> String {
        text.chars().rev().collect()
    }

    #[test]
    fn arabic_is_turned_and_numbers_and_latin_words_are_not() {
        let arabic = |text: &str| turn(text);
        assert_eq!(read(&arabic("عقد الاجتماع"), true), "عقد الاجتماع");
        let seen = format!("12/03/2025 {}", arabic("بتاريخ"));
        assert_eq!(read(&seen, true), "بتاريخ 12/03/2025");
        let seen = format!("{} MoU {}", arabic("الموقعة"), arabic("التفاهم"));
        assert_eq!(read(&seen, true), "التفاهم MoU الموقعة");
        let seen = format!("{} GCC 2020 {}", arabic("في"), arabic("تقرير"));
        assert_eq!(read(&seen, true), "تقرير GCC 2020 في");
        let seen = format!(".{} ٢٠٢٣ {}", arabic("تبقى"), arabic("عام"));
        assert_eq!(read(&seen, true), "عام ٢٠٢٣ تبقى.");
        let seen = format!("13 - 12 {}", arabic("يومي"));
        assert_eq!(read(&seen, true), "يومي 12 - 13");
        let seen = format!("{} .1", arabic("إنشاء فريق"));
        assert_eq!(read(&seen, true), "1. إنشاء فريق");
    }

    #[test]
    fn brackets_are_mirrored_in_arabic_only() {
        let seen = format!("({})", turn("اللجنة"));
        assert_eq!(read(&seen, true), "(اللجنة)");
        let seen = format!("«{}»", turn("خطوة واضحة"));
        assert_eq!(read(&seen, true), "«خطوة واضحة»");
        let seen = format!("Salem ({}) said", turn("سالم البحري"));
        assert_eq!(read(&seen, false), "Salem (سالم البحري) said");
        assert_eq!(
            read("the memorandum (MoU), signed in 2023.", true),
            "the memorandum (MoU), signed in 2023."
        );
    }
}
