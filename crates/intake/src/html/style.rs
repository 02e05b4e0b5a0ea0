//! Which elements of a page nobody sees: by attribute, by inline style, by the plain rules of the
//! page's own style sheets. Text that only machines see may be meant to mislead them.
//! It is no style engine: selectors other than one tag, class or id are not looked at.

use std::collections::BTreeSet;

use crate::limits::STYLE_RULE_COUNT_MAX;

/// A colour as red, green, blue; each 0 to 255.
pub type Colour = [u8; 3];

/// What an inline style says about being seen.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub hidden: bool,
    pub colour: Option<Colour>,
    pub background: Option<Colour>,
}

/// Simple selectors of the page's own rules that hide what they name: `.class`, `#id`.
#[derive(Debug, Default)]
pub struct Rules {
    hiding: BTreeSet<String>,
    count: usize,
}

impl Rules {
    /// Reads a style sheet. Rules inside `@media print` hide nothing on a screen and are skipped.
    pub fn read(&mut self, sheet: &str) {
        let sheet = without_comments(sheet);
        let mut rest = sheet.as_str();
        while let Some(open) = rest.find('{') {
            self.count += 1;
            if self.count > STYLE_RULE_COUNT_MAX {
                return;
            }
            let selectors = rest[..open].trim();
            let body = &rest[open + 1..];
            if selectors.starts_with("@media") && selectors.contains("print") {
                rest = after_block(body);
                continue;
            }
            if selectors.starts_with('@') {
                // The rules inside are read as if they stood alone.
                rest = body;
                continue;
            }
            let close = body.find('}').unwrap_or(body.len());
            if inline(&body[..close]).hidden {
                for selector in selectors.trim_start_matches('}').split(',').map(str::trim) {
                    if is_simple(selector) {
                        self.hiding.insert(selector.to_owned());
                    }
                }
            }
            rest = body.get(close + 1..).unwrap_or_default();
        }
    }

    /// Whether an element with these names is hidden by a rule.
    pub fn hide(&self, tag: &str, class: &str, id: &str) -> bool {
        if self.hiding.is_empty() {
            return false;
        }
        let named = |class: &str| {
            self.hiding.contains(&format!(".{class}"))
                || self.hiding.contains(&format!("{tag}.{class}"))
        };
        class.split_ascii_whitespace().take(32).any(named)
            || !id.is_empty() && self.hiding.contains(&format!("#{id}"))
    }
}

/// Reads the declarations of an inline style.
pub fn inline(style: &str) -> Style {
    let mut seen = Style::default();
    let mut away = false;
    let mut placed = false;
    let mut empty_box = false;
    let mut cut = false;
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else {
            continue;
        };
        let property = property.trim().to_ascii_lowercase();
        let value = value.trim().to_ascii_lowercase();
        let value = value.trim_end_matches("!important").trim();
        match property.as_str() {
            "display" => seen.hidden |= value == "none",
            "visibility" => seen.hidden |= matches!(value, "hidden" | "collapse"),
            "content-visibility" => seen.hidden |= value == "hidden",
            "opacity" => seen.hidden |= number(value).is_some_and(|(part, _)| part < 0.05),
            "font-size" => seen.hidden |= is_tiny(value),
            "font" => seen.hidden |= value.split([' ', '/']).any(|one| is_sized(one, is_tiny)),
            "text-indent" => seen.hidden |= number(value).is_some_and(|(size, _)| size <= -500.0),
            "transform" => seen.hidden |= value.replace(' ', "").contains("scale(0)"),
            "clip" => seen.hidden |= value.replace(' ', "").starts_with("rect(0"),
            "clip-path" => {
                let value = value.replace(' ', "");
                seen.hidden |= value.starts_with("inset(100%") || value.starts_with("inset(50%");
            }
            "left" | "right" | "top" | "margin-left" | "margin-right" | "margin-top" => {
                away |= number(value).is_some_and(|(size, _)| size <= -500.0);
            }
            "position" => placed |= matches!(value, "absolute" | "fixed" | "relative"),
            "height" | "width" | "max-height" | "max-width" => {
                empty_box |= number(value).is_some_and(|(size, _)| size.abs() <= 1.0);
            }
            "overflow" => cut |= matches!(value, "hidden" | "clip"),
            "color" => {
                seen.hidden |= is_clear(value);
                seen.colour = colour(value);
            }
            "background" | "background-color" => {
                seen.background = value.split(' ').find_map(colour);
            }
            _ => {}
        }
    }
    seen.hidden |= away || empty_box && (cut || placed);
    seen
}

/// Whether two colours can hardly be told apart.
pub fn alike(one: Colour, other: Colour) -> bool {
    one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 12)
}

/// The value of the old `color` and `bgcolor` attributes, and of styles.
pub fn colour(value: &str) -> Option<Colour> {
    let value = value.trim();
    if let Some(hex) = value.strip_prefix('#') {
        let digit = |at: usize| hex.get(at..=at).and_then(|one| u8::from_str_radix(one, 16).ok());
        let pair = |at: usize| Some(digit(at)? * 16 + digit(at + 1)?);
        return match hex.len() {
            3 | 4 => Some([digit(0)? * 17, digit(1)? * 17, digit(2)? * 17]),
            6 | 8 => Some([pair(0)?, pair(2)?, pair(4)?]),
            _ => None,
        };
    }
    if let Some(list) = value.strip_prefix("rgb(").or_else(|| value.strip_prefix("rgba(")) {
        let mut parts = list.trim_end_matches(')').split([',', ' ', '/']);
        let mut parts = parts.by_ref().filter(|part| !part.is_empty());
        let mut next = || number(parts.next()?).map(|(part, _)| part.clamp(0.0, 255.0) as u8);
        return Some([next()?, next()?, next()?]);
    }
    match value {
        "white" | "snow" | "ivory" | "whitesmoke" | "ghostwhite" => Some([255, 255, 255]),
        "black" => Some([0, 0, 0]),
        "red" => Some([255, 0, 0]),
        "blue" => Some([0, 0, 255]),
        "green" => Some([0, 128, 0]),
        "yellow" => Some([255, 255, 0]),
        "gray" | "grey" => Some([128, 128, 128]),
        _ => None,
    }
}

/// A colour that lets everything through.
fn is_clear(value: &str) -> bool {
    if value == "transparent" {
        return true;
    }
    let list = value.strip_prefix("rgba(").map(|list| list.trim_end_matches(')'));
    let last = list.and_then(|list| list.rsplit([',', '/']).next());
    last.and_then(|part| number(part.trim())).is_some_and(|(part, _)| part < 0.05)
}

fn is_tiny(value: &str) -> bool {
    number(value).is_some_and(|(size, unit)| match unit {
        "px" | "pt" => size <= 2.0,
        "em" | "rem" => size <= 0.15,
        "%" => size <= 15.0,
        _ => size == 0.0,
    })
}

fn is_sized(value: &str, test: fn(&str) -> bool) -> bool {
    value.ends_with(|c: char| c.is_ascii_lowercase() || c == '%') && test(value)
}

/// A number and its unit.
fn number(value: &str) -> Option<(f32, &str)> {
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
        .unwrap_or(value.len());
    Some((value[..end].parse().ok()?, value[end..].trim()))
}

fn is_simple(selector: &str) -> bool {
    let named = selector.contains(['.', '#']);
    let one = selector.chars().filter(|c| matches!(c, '.' | '#')).count() == 1;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '#' | '-' | '_');
    named && one && selector.len() <= 128 && selector.chars().all(plain)
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(open) = rest.find("/*") {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 2..];
        rest = inside.find("*/").map_or("", |close| &inside[close + 2..]);
    }
    out.push_str(rest);
    out
}

/// What follows the block whose inside begins here.
fn after_block(inside: &str) -> &str {
    let mut depth = 1usize;
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &inside[at + 1..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::{Rules, inline};

    #[test]
    fn styles_that_nobody_sees() {
        for style in [
            "display:none",
            "DISPLAY : None !important",
            "visibility: hidden",
            "opacity:0",
            "font-size:0",
            "font-size: 1px",
            "font: 0px/1 serif",
            "color:transparent",
            "color: rgba(0, 0, 0, 0)",
            "position:absolute;left:-9999px",
            "text-indent:-999em",
            "height:0;overflow:hidden",
            "clip: rect(0 0 0 0)",
            "clip-path: inset(100%)",
        ] {
            assert!(inline(style).hidden, "{style}");
        }
        for style in [
            "display:block",
            "font-size:12px",
            "font: 12px/1.5 serif",
            "opacity:0.9",
            "left:-3px",
            "color:#333",
            "width:0.5em",
            "height:100%;overflow:hidden",
            "",
            "::;",
            "color",
        ] {
            assert!(!inline(style).hidden, "{style}");
        }
    }

    #[test]
    fn rules_of_the_page_hide_by_class_and_id() {
        let mut rules = Rules::default();
        rules.read(
            "/* .a{display:none} */ .b, p.c { display: none } @media print { .d{display:none} } \
             @media screen { #e {visibility:hidden} } .f .g {display:none} .h{color:red}",
        );
        for (tag, class, id, hidden) in [
            ("p", "a", "", false),
            ("div", "x b", "", true),
            ("p", "c", "", true),
            ("div", "c", "", false),
            ("p", "d", "", false),
            ("p", "", "e", true),
            ("p", "g", "", false),
            ("p", "h", "", false),
        ] {
            assert_eq!(rules.hide(tag, class, id), hidden, "{tag} {class} {id}");
        }
    }
}
