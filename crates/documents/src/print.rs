//! A paper as a plain page for print, complete when there is no typesetter: each part carries its
//! language and direction, values that read from left to right are isolated, everything is
//! escaped, and there is no script and no style but a class name.

use crate::paper::{Block, Layout, Pair, Paper, Rich, Style};

/// The body of the page: what stands inside `<main>`.
///
/// ```
/// use documents::paper::{Block, Kind, Layout, Pair, Paper};
/// let paper = Paper {
///     kind: Kind::Clean,
///     layout: Layout::EnglishFirst,
///     title: Pair::plain("بيان", "A <statement>"),
///     heads: Vec::new(),
///     marking: Pair::default(),
///     version: "v1".to_owned(),
///     digest: "3f8a1-c02bd".to_owned(),
///     date: "2020-11-16".to_owned(),
///     mark: String::new(),
///     blocks: vec![Block::Note(Pair::plain("ملاحظة", "note"))],
/// };
/// assert!(documents::print::body(&paper).contains("A &lt;statement&gt;"));
/// ```
pub fn body(paper: &Paper) -> String {
    let mut html = String::new();
    if paper.kind.is_wide() {
        html.push_str("<div class=\"paper-wide\">");
    }
    match paper.layout {
        Layout::ArabicFirst => {
            part(paper, Lang::Ar, "h1", &mut html);
            part(paper, Lang::En, "h2", &mut html);
        }
        Layout::EnglishFirst => {
            part(paper, Lang::En, "h1", &mut html);
            part(paper, Lang::Ar, "h2", &mut html);
        }
        Layout::Columns => columns(paper, &mut html),
    }
    html.push_str("<footer class=\"paper-foot\">");
    // A drawing of our own: no letter of it comes from a text.
    html.push_str(&crate::qr::svg(&paper.mark));
    html.push_str("<bdi dir=\"ltr\">");
    escape(&format!("{} · {} · {}", paper.version, paper.digest, paper.date), &mut html);
    html.push_str("</bdi></footer>");
    if paper.kind.is_wide() {
        html.push_str("</div>");
    }
    html
}

/// The paper as a file of its own that needs nothing else: for archives and for other machines.
pub fn page(paper: &Paper) -> String {
    let (lang, dir, title) = match paper.layout {
        Layout::ArabicFirst => ("ar", "rtl", paper.title.ar.text()),
        Layout::EnglishFirst | Layout::Columns => ("en", "ltr", paper.title.en.text()),
    };
    let mut html = format!("<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><head>");
    html.push_str("<meta charset=\"utf-8\"><title>");
    escape(&title, &mut html);
    html.push_str("</title><style>");
    html.push_str(PAGE_STYLE);
    html.push_str("</style></head><body><main>");
    html.push_str(&body(paper));
    html.push_str("</main></body></html>\n");
    html
}

/// What a page of its own needs to be read and printed: faces, distances, lines of tables.
const PAGE_STYLE: &str = "body{font-family:serif;margin:2rem auto;max-width:50rem;line-height:1.6}\
    table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3rem .5rem;\
    text-align:start;vertical-align:top;overflow-wrap:anywhere}.paper-part{margin-block:2rem}\
    .paper-signatures{display:flex;gap:3rem;margin-block:3rem}.paper-foot svg{width:6rem}\
    @page{size:A4;margin:20mm}@page wide{size:A4 landscape}.paper-wide{page:wide}";

#[derive(Clone, Copy, PartialEq)]
enum Lang {
    Ar,
    En,
}

impl Lang {
    fn attributes(self) -> &'static str {
        match self {
            Lang::Ar => " lang=\"ar\" dir=\"rtl\"",
            Lang::En => " lang=\"en\" dir=\"ltr\"",
        }
    }

    fn of(self, pair: &Pair) -> &Rich {
        match self {
            Lang::Ar => &pair.ar,
            Lang::En => &pair.en,
        }
    }
}

/// One language of the whole; a page has one heading of the first level.
fn part(paper: &Paper, lang: Lang, title: &str, html: &mut String) {
    html.push_str(&format!("<section class=\"paper-part\"{}>", lang.attributes()));
    element("p", "marking", lang.of(&paper.marking), html);
    element(title, "paper-title", lang.of(&paper.title), html);
    heads(paper, lang, html);
    paper.blocks.iter().for_each(|one| block(one, lang, html));
    html.push_str("</section>");
}

/// The lines under the title: how it stands, whose copy it is.
fn heads(paper: &Paper, lang: Lang, html: &mut String) {
    if paper.heads.is_empty() {
        return;
    }
    html.push_str("<dl class=\"paper-heads\">");
    for (label, value) in &paper.heads {
        html.push_str("<div>");
        element("dt", "", lang.of(label), html);
        element("dd", "", lang.of(value), html);
        html.push_str("</div>");
    }
    html.push_str("</dl>");
}

fn columns(paper: &Paper, html: &mut String) {
    let both = |tags: [&str; 2], class: &str, pair: &Pair, html: &mut String| {
        html.push_str("<div class=\"paper-pair\">");
        for (lang, tag) in [Lang::En, Lang::Ar].into_iter().zip(tags) {
            html.push_str(&format!("<div{}>", lang.attributes()));
            element(tag, class, lang.of(pair), html);
            html.push_str("</div>");
        }
        html.push_str("</div>");
    };
    both(["p", "p"], "marking", &paper.marking, html);
    both(["h1", "h2"], "paper-title", &paper.title, html);
    html.push_str("<div class=\"paper-pair\">");
    for lang in [Lang::En, Lang::Ar] {
        html.push_str(&format!("<div{}>", lang.attributes()));
        heads(paper, lang, html);
        html.push_str("</div>");
    }
    html.push_str("</div>");
    for one in &paper.blocks {
        if one.is_shared() {
            shared(one, html);
            continue;
        }
        if let (true, Block::Table { columns, rows, .. }) = (paper.kind.joins_tables(), one) {
            both_table(columns, rows, html);
            continue;
        }
        html.push_str("<div class=\"paper-pair\">");
        for lang in [Lang::En, Lang::Ar] {
            html.push_str(&format!("<div{}>", lang.attributes()));
            block(one, lang, html);
            html.push_str("</div>");
        }
        html.push_str("</div>");
    }
}

/// One table with both languages in each cell: two do not fit beside one another.
fn both_table(columns: &[Pair], rows: &[Vec<Pair>], html: &mut String) {
    let cell = |tag: &str, pair: &Pair, html: &mut String| {
        html.push_str(&format!("<{tag}>"));
        let same = pair.en.text() == pair.ar.text();
        for lang in [Lang::En, Lang::Ar].into_iter().filter(|lang| !same || *lang == Lang::En) {
            html.push_str(&format!("<div{}>", lang.attributes()));
            rich(lang.of(pair), html);
            html.push_str("</div>");
        }
        html.push_str(&format!("</{}>", tag.split(' ').next().unwrap_or(tag)));
    };
    html.push_str("<table dir=\"ltr\"><thead><tr>");
    columns.iter().for_each(|column| cell("th scope=\"col\"", column, html));
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        row.iter().for_each(|one| cell("td", one, html));
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>");
}

fn block(block: &Block, lang: Lang, html: &mut String) {
    match block {
        Block::Heading { level, text } => {
            element(&format!("h{}", (level + 1).min(6)), "", lang.of(text), html);
        }
        Block::Paragraph { number, depth, text, state, .. } => {
            html.push_str(&format!("<div class=\"paper-paragraph depth-{depth}\">"));
            element("span", "number", lang.of(number), html);
            element("p", "", lang.of(text), html);
            element("small", "", lang.of(state), html);
            html.push_str("</div>");
        }
        Block::Table { columns, rows, .. } => {
            html.push_str("<table><thead><tr>");
            for column in columns {
                html.push_str("<th scope=\"col\">");
                rich(lang.of(column), html);
                html.push_str("</th>");
            }
            html.push_str("</tr></thead><tbody>");
            for row in rows {
                html.push_str("<tr>");
                for cell in row {
                    html.push_str("<td>");
                    rich(lang.of(cell), html);
                    html.push_str("</td>");
                }
                html.push_str("</tr>");
            }
            html.push_str("</tbody></table>");
        }
        Block::Signatures(places) => {
            html.push_str("<div class=\"paper-signatures\">");
            for place in places {
                html.push_str("<div class=\"paper-signature\">");
                element("b", "", lang.of(&place.party), html);
                place.lines.iter().for_each(|line| element("p", "", lang.of(line), html));
                html.push_str("</div>");
            }
            html.push_str("</div>");
        }
        Block::Note(text) => element("p", "note", lang.of(text), html),
        one => shared(one, html),
    }
}

/// What is drawn once: its words stand in both languages beside one another.
fn shared(block: &Block, html: &mut String) {
    let both = |pair: &Pair, html: &mut String| {
        for lang in [Lang::En, Lang::Ar] {
            html.push_str(&format!("<span{}>", lang.attributes()));
            rich(lang.of(pair), html);
            html.push_str("</span> ");
        }
    };
    match block {
        Block::Ticks { columns, boxes } => {
            html.push_str(&format!("<ul class=\"paper-ticks columns-{columns}\">"));
            for one in boxes {
                html.push_str("<li><i class=\"paper-box\"></i>");
                both(one, html);
                html.push_str("</li>");
            }
            html.push_str("</ul>");
        }
        Block::Room { label, lines } => {
            html.push_str("<div class=\"paper-room\"><p>");
            both(label, html);
            html.push_str("</p>");
            (0..*lines).for_each(|_| html.push_str("<i class=\"paper-line\"></i>"));
            html.push_str("</div>");
        }
        Block::Code { mark, letters, label } => {
            html.push_str("<div class=\"paper-code\">");
            html.push_str(&crate::qr::svg(mark));
            html.push_str("<p><bdi dir=\"ltr\"><b>");
            escape(letters, html);
            html.push_str("</b></bdi> ");
            both(label, html);
            html.push_str("</p></div>");
        }
        Block::Break => html.push_str("<div class=\"paper-break\"></div>"),
        Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::Table { .. }
        | Block::Signatures(_)
        | Block::Note(_) => {}
    }
}

fn element(tag: &str, class: &str, words: &Rich, html: &mut String) {
    if words.is_empty() {
        return;
    }
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    html.push_str(&format!("<{tag}{class}>"));
    rich(words, html);
    html.push_str(&format!("</{tag}>"));
}

fn rich(words: &Rich, html: &mut String) {
    for run in &words.0 {
        let (open, close) = match run.style {
            Style::Plain => ("", ""),
            Style::Strong => ("<b>", "</b>"),
            Style::Ltr => ("<bdi dir=\"ltr\">", "</bdi>"),
            Style::Open | Style::Close => ("<b class=\"br\">", "</b>"),
            Style::Placeholder => ("<span class=\"placeholder\">", "</span>"),
            Style::Inserted => ("<ins>", "</ins>"),
            Style::Deleted => ("<del>", "</del>"),
        };
        html.push_str(open);
        escape(&run.text, html);
        html.push_str(close);
    }
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Kind;

    #[test]
    fn a_wide_paper_side_by_side_is_one_table_with_both_languages_in_each_cell() {
        let table = Block::Table {
            columns: vec![Pair::plain("الرقم", "No."), Pair::plain("الالتزام", "Commitment")],
            widths: vec![0, 1],
            rows: vec![vec![Pair::ltr("1"), Pair::plain("تبادل", "Share <x>")]],
        };
        let paper = |kind| Paper {
            kind,
            layout: Layout::Columns,
            title: Pair::plain("مصفوفة", "Matrix"),
            heads: Vec::new(),
            marking: Pair::default(),
            version: String::new(),
            digest: String::new(),
            date: String::new(),
            mark: String::new(),
            blocks: vec![table.clone()],
        };
        let wide = body(&paper(Kind::Matrix));
        assert_eq!(wide.matches("<table").count(), 1, "{wide}");
        assert!(wide.starts_with("<div class=\"paper-wide\">") && wide.ends_with("</div>"));
        assert!(wide.contains("Share &lt;x&gt;</div><div lang=\"ar\" dir=\"rtl\">تبادل"), "{wide}");
        assert_eq!(wide.matches(">1</bdi>").count(), 1, "a number stands once: {wide}");
        assert_eq!(body(&paper(Kind::Story)).matches("<table").count(), 1);
        assert_eq!(body(&paper(Kind::Agenda)).matches("<table").count(), 2);
    }
}
