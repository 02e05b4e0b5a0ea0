//! The elements of HTML as far as reading text needs them: which begin a paragraph, which show no
//! text, which close others, and which names mark furniture.

/// An element by its name; unknown names are told apart by a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag(u64);

/// How an element shows its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// In the line.
    Inline,
    /// As a paragraph or more.
    Block,
    /// Never: programs, styles, controls, drawings.
    Never,
}

impl Tag {
    pub const A: Self = Self::of("a");
    pub const ARTICLE: Self = Self::of("article");
    pub const BODY: Self = Self::of("body");
    pub const DD: Self = Self::of("dd");
    pub const DL: Self = Self::of("dl");
    pub const DT: Self = Self::of("dt");
    pub const HTML: Self = Self::of("html");
    pub const LI: Self = Self::of("li");
    pub const MAIN: Self = Self::of("main");
    pub const OL: Self = Self::of("ol");
    pub const P: Self = Self::of("p");
    pub const PRE: Self = Self::of("pre");
    pub const SCRIPT: Self = Self::of("script");
    pub const STYLE: Self = Self::of("style");
    pub const TABLE: Self = Self::of("table");
    pub const TD: Self = Self::of("td");
    pub const TH: Self = Self::of("th");
    pub const TITLE: Self = Self::of("title");
    pub const TR: Self = Self::of("tr");
    pub const UL: Self = Self::of("ul");

    /// The element of a name in lower case.
    pub const fn of(name: &str) -> Self {
        // FNV-1a; names are only compared with names of the same page.
        let bytes = name.as_bytes();
        let mut hash = 0xcbf2_9ce4_8422_2325u64;
        let mut at = 0;
        while at < bytes.len() {
            hash = (hash ^ bytes[at] as u64).wrapping_mul(0x100_0000_01b3);
            at += 1;
        }
        Self(hash)
    }
}

/// Elements without an end tag.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "basefont"
            | "frame"
            | "keygen"
    )
}

/// How an element shows its text.
pub fn show(name: &str) -> Show {
    match name {
        "script" | "style" | "template" | "noscript" | "svg" | "math" | "object" | "iframe"
        | "audio" | "video" | "canvas" | "select" | "option" | "button" | "textarea" | "head"
        | "title" | "datalist" | "noframes" | "noembed" | "applet" | "map" | "progress"
        | "meter" | "dialog" | "rp" | "rt" => Show::Never,
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside"
        | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "dl" | "dt" | "dd"
        | "table" | "tr" | "td" | "th" | "caption" | "thead" | "tbody" | "tfoot" | "blockquote"
        | "pre" | "figure" | "figcaption" | "form" | "fieldset" | "legend" | "address" | "hr"
        | "details" | "summary" | "body" | "html" | "center" | "menu" | "hgroup" | "search"
        | "listing" | "xmp" | "dir" => Show::Block,
        _ => Show::Inline,
    }
}

/// How much an element's own name speaks for furniture: 0 to 100.
pub fn aside_of_name(name: &str) -> u8 {
    match name {
        "nav" | "menu" => 90,
        "footer" => 80,
        "aside" | "search" => 70,
        _ => 0,
    }
}

/// How much class, id and role speak for furniture: 0 to 100.
pub fn aside_of_names(class: &str, id: &str, role: &str) -> u8 {
    match role {
        "navigation" | "contentinfo" | "search" | "menu" | "menubar" | "dialog" | "alertdialog" => {
            return 90;
        }
        "complementary" => return 70,
        _ => {}
    }
    let tokens = class.split_ascii_whitespace().chain([id]).take(24);
    tokens.map(aside_of_token).max().unwrap_or(0)
}

fn aside_of_token(token: &str) -> u8 {
    let token = token.to_ascii_lowercase();
    if token == "sr-only" || token == "visually-hidden" || token.starts_with("screen-reader") {
        return 85;
    }
    let words: Vec<&str> = token.split(['-', '_', ':']).filter(|word| !word.is_empty()).collect();
    // `has-sidebar`, `no-comments`, `content-with-menu`: layout classes of the whole page.
    if words.iter().any(|word| matches!(*word, "has" | "no" | "with" | "is" | "without")) {
        return 0;
    }
    let of_word = |word: &&str| match *word {
        "nav" | "navbar" | "menu" | "breadcrumb" | "breadcrumbs" | "pagination" | "pager" => 85,
        "share" | "sharing" | "social" | "sharedaddy" | "addthis" | "toolbar" => 85,
        "cookie" | "cookies" | "consent" | "gdpr" | "popup" | "modal" => 85,
        "related" | "comments" | "comment" | "respond" | "newsletter" | "subscribe" => 80,
        "footer" | "sidebar" | "widget" | "advert" | "ads" | "advertisement" | "promo" => 75,
        "tags" | "trending" => 60,
        _ => 0,
    };
    words.iter().map(of_word).max().unwrap_or(0)
}
