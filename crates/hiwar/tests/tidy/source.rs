//! Enough of a Rust reader for the tidy rules: takes comments, texts and tests out of a source and
//! finds where functions begin and end. Lines stay where they were.

/// The source with comments and the insides of texts blanked.
pub fn code_of(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match (chars[at], chars.get(at + 1)) {
            ('/', Some('/')) => line_end(&chars, at),
            ('/', Some('*')) => block_end(&chars, at),
            ('"', _) => text_end(&chars, at),
            ('r', Some('"' | '#')) if !part_of_a_name(&chars, at) => raw_end(&chars, at),
            ('\'', _) => char_end(&chars, at),
            _ => at,
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let blank = |c: &char| if *c == '\n' { '\n' } else { ' ' };
        out.extend(chars[at..end].iter().map(blank));
        at = end;
    }
    out
}

fn part_of_a_name(chars: &[char], at: usize) -> bool {
    // A raw text may have a `b` or `c` before it.
    let before = at.checked_sub(1).map(|before| chars[before]);
    before.is_some_and(|c| (c.is_alphanumeric() || c == '_') && c != 'b' && c != 'c')
}

fn line_end(chars: &[char], at: usize) -> usize {
    chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |length| at + length)
}

fn block_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut at) = (0, at);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

fn text_end(chars: &[char], at: usize) -> usize {
    let mut at = at + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

fn raw_end(chars: &[char], at: usize) -> usize {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    if chars.get(at + 1 + hashes) != Some(&'"') {
        return at;
    }
    let mut end = at + 2 + hashes;
    while end < chars.len() {
        let closing = chars[end] == '"'
            && chars[end + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
        if closing {
            return end + 1 + hashes;
        }
        end += 1;
    }
    end
}

/// A character in quotes; a lifetime has no closing quote and stays.
fn char_end(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), Some(_)) => {
            let close = chars[at + 3..].iter().position(|c| *c == '\'');
            close.map_or(at, |length| at + 4 + length)
        }
        (Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

/// The code without what is compiled for tests only.
pub fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let body = start + "#[cfg(test)]".len();
        let open = out[body..].find(['{', ';']).map_or(out.len(), |length| body + length);
        let end = match out[open..].starts_with('{') {
            true => closing(&out, open) + 1,
            false => (open + 1).min(out.len()),
        };
        let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
        let blanked: String = out[start..end].chars().map(blank).collect();
        out.replace_range(start..end, &blanked);
    }
    out
}

/// Where the brace opened at `open` is closed.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + at;
        }
    }
    code.len() - 1
}

/// A function with its first line and how many lines it has.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub n_lines: usize,
}

/// Every function of the code that has a body.
pub fn functions(code: &str) -> Vec<Function> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(length) = code[from..].find("fn ") {
        let at = from + length;
        from = at + 3;
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let is_name = |c: &char| c.is_alphanumeric() || *c == '_';
        let name: String = code[from..].chars().take_while(is_name).collect();
        let Some(length) = code[from..].find(['{', ';']) else {
            continue;
        };
        let open = from + length;
        if name.is_empty() || code[open..].starts_with(';') {
            continue;
        }
        let lines = |text: &str| text.matches('\n').count();
        let end = closing(code, open);
        let n_lines = lines(&code[at..end]) + 1;
        found.push(Function { name, line: lines(&code[..at]) + 1, n_lines });
    }
    found
}

#[test]
fn comments_texts_and_tests_are_taken_out() {
    let source = [
        "fn a<'x>() { let c = '{'; } // fn no() {",
        "/* { /* } */ */ fn b() {",
        "  r#\"}\"#;",
        "}",
        "#[cfg(test)]",
        "mod tests { fn c() { \"}\"; x.unwrap() } }",
        "fn d();",
    ];
    let source = &source.join("\n");
    let code = code_of(source);
    assert_eq!(code.lines().count(), source.lines().count());
    assert!(!code.contains("no()"));
    let shipped = without_tests(&code);
    assert!(!shipped.contains("unwrap"));
    let function = |name: &str, line, n_lines| Function { name: name.into(), line, n_lines };
    assert_eq!(functions(&shipped), [function("a", 1, 1), function("b", 2, 3)]);
}
