//! HTML: the main text of a page by readability, and what its metadata say.

mod metadata;
mod nesting;

pub(super) use metadata::name_of;

use super::draft::{Draft, Metadata};
use super::paragraphs::{normalise, one_line, split};
use dom_query::{Document, NodeRef, Selection};
use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;

/// Bytes at the beginning of a page in which it may declare its charset.
const DECLARATION: usize = 4096;
/// Content shorter than this makes readability try again with laxer rules, which let boilerplate in.
const SHORT: usize = 200;

/// Elements that hold no sentences of the article.
const APART: &str = "script, style, noscript, template, nav, button, input, textarea, select, aside, figure, figcaption, iframe, svg, \
                     video, audio, sup.reference, .mw-editsection, [aria-hidden=true]";

/// Elements that begin and end a paragraph; all others are part of a line.
#[rustfmt::skip]
const BLOCKS: [&str; 34] = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
    "summary", "table", "td", "th", "tr", "ul",
];

/// The charset that a page declares.
pub(super) fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]).to_ascii_lowercase();
    let (_, label) = start.split_once("charset=").or_else(|| start.split_once("<?xml")?.1.split_once("encoding="))?;
    let label = label.trim_start_matches([' ', '"', '\'']);
    let end = label.find(|c: char| "\"' />;?".contains(c))?;
    Encoding::for_label(&label.as_bytes()[..end])
}

/// A page nested deeper than any that people write; the parser would take hours.
#[derive(Debug)]
pub(super) struct TooDeep;

/// Reads a page.
pub(super) fn parse(page: &str) -> Result<Draft, TooDeep> {
    if nesting::is_too_deep(page) {
        return Err(TooDeep);
    }
    let document = Document::from(page);
    let (mut metadata, body) = metadata::metadata(&document);
    let mut paragraphs = main_text(document, &mut metadata);
    let length = |paragraphs: &[String]| paragraphs.iter().map(String::len).sum::<usize>();
    if length(&body) > length(&paragraphs) {
        paragraphs = body;
    }
    Ok(Draft { metadata, paragraphs })
}

/// The paragraphs of a piece of HTML without boilerplate, such as a field of a JSON record.
pub(super) fn fragment(html: &str) -> Vec<String> {
    if nesting::is_too_deep(html) {
        return Vec::new();
    }
    let document = Document::fragment(html);
    document.select(APART).remove();
    paragraphs(document.root())
}

/// The main text; completes the title, if that is missing.
fn main_text(document: Document, metadata: &mut Metadata) -> Vec<String> {
    document.select(APART).remove();
    remove_data_tables(&document);
    let everything = document.clone();
    let config = Config { char_threshold: SHORT, disable_json_ld: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else { return Vec::new() };
    let title = title(&readability);
    metadata.set("title", &title);
    match readability.parse() {
        Ok(_) => {
            let content = readability.doc.select_single("#readability-page-1");
            content.nodes().first().map(|root| paragraphs(*root)).unwrap_or_default()
        }
        // Too little of a page for readability to find its way.
        Err(_) => everything.body().map(paragraphs).unwrap_or_default(),
    }
}

/// The page's heading where its `<title>` has it too, else what readability makes of the `<title>`.
fn title(page: &Readability) -> String {
    let heading = one_line(&page.doc.select_single("h1").text());
    let title = one_line(&page.doc.select_single("title").text());
    if !heading.is_empty() && title.contains(&heading) { heading } else { page.get_article_title().to_string() }
}

/// Tables of figures hold no sentences; tables that only place text on a page do.
fn remove_data_tables(document: &Document) {
    for table in document.select("table").nodes() {
        let cells = Selection::from(*table).select("td, th").length();
        if cells > 0 && table.text().trim().len() < 60 * cells {
            table.remove_from_parent();
        }
    }
}

/// The text below a node, one string a paragraph.
fn paragraphs(root: NodeRef<'_>) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut lines = String::new();
    let mut preformatted = 0usize;
    // A stack, not recursion: pages can be nested deeper than a thread's stack.
    let mut steps = vec![Step::Enter(root)];
    while let Some(step) = steps.pop() {
        let (node, entering) = match step {
            Step::Enter(node) => (node, true),
            Step::Leave(node) => (node, false),
        };
        if node.is_text() {
            let text = node.text();
            push_text(&mut lines, &text, preformatted > 0);
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        if BLOCKS.contains(&&*name) {
            paragraphs.extend(split(normalise(&std::mem::take(&mut lines)).lines().map(str::trim)));
        }
        match (&*name, entering) {
            ("br", true) => lines.push('\n'),
            ("pre", true) => preformatted += 1,
            ("pre", false) => preformatted -= 1,
            _ => {}
        }
        if entering {
            steps.push(Step::Leave(node));
            steps.extend(node.children_it(true).map(Step::Enter));
        }
    }
    paragraphs.extend(split(normalise(&lines).lines().map(str::trim)));
    paragraphs
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(NodeRef<'a>),
}

/// Appends text as a browser shows it: white space is one space, except in `pre`.
fn push_text(lines: &mut String, text: &str, preformatted: bool) {
    if preformatted {
        lines.push_str(text);
        return;
    }
    let mut words = text.split([' ', '\t', '\r', '\n', '\u{c}']).peekable();
    while let Some(word) = words.next() {
        lines.push_str(word);
        if words.peek().is_some() && !lines.is_empty() && !lines.ends_with([' ', '\n']) {
            lines.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(head: &str, body: &str) -> Draft {
        parse(&format!("<!doctype html><html><head>{head}</head><body>{body}</body></html>")).unwrap()
    }

    const STORY: &str = "<p>Brightwater Group said on Tuesday it had agreed to buy its smaller rival <a href=/c>Calder \
        Foods</a> for $3.1&nbsp;billion in cash,\n ending months of speculation.</p><p>Chief executive Maren Tollefsen \
        told reporters that the deal would create the largest food producer in Vessland.</p>";

    #[test]
    fn boilerplate_goes_and_paragraphs_stay() {
        let draft = page(
            "<title>Calder sold - The Example</title>",
            &format!(
                "<nav><a href=/>Home</a></nav><article><h1>Calder sold</h1>{STORY}<figure><figcaption>A plant</figcaption>\
                 </figure></article><aside>Most read</aside><footer><p>© The Example</p></footer>"
            ),
        );
        assert_eq!(draft.metadata.title.as_deref(), Some("Calder sold"));
        assert_eq!(draft.paragraphs.len(), 2, "{:?}", draft.paragraphs);
        assert!(draft.paragraphs[0].ends_with("Calder Foods for $3.1 billion in cash, ending months of speculation."));
    }

    #[test]
    fn a_body_in_json_ld_where_the_page_shows_none() {
        let draft = page(
            r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Calder sold",
               "articleBody": "Calder was sold.\n\nNobody commented."}</script>"#,
            "<div id=app></div>",
        );
        assert_eq!(draft.paragraphs, ["Calder was sold.", "Nobody commented."]);
    }

    #[test]
    fn fragments() {
        assert_eq!(
            fragment("<p>One <b>two</b>\nthree.</p><p>Four.<br>Five.</p>six"),
            ["One two three.", "Four.", "Five.", "six"]
        );
        assert_eq!(fragment("a<div>b</div>c &amp; d"), ["a", "b", "c & d"]);
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        let nested = |depth| format!("{}It rained.{}", "<div>".repeat(depth), "</div>".repeat(depth));
        assert_eq!(parse(&nested(400)).unwrap().paragraphs, ["It rained."]);
        assert!(parse(&nested(1_000_000)).is_err());
    }

    #[test]
    fn declared_charsets() {
        let label = |bytes: &[u8]| declared_charset(bytes).map(Encoding::name);
        assert_eq!(label(b"<meta charset=iso-8859-2>"), Some("ISO-8859-2"));
        assert_eq!(label(b"<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>"), Some("Shift_JIS"));
        assert_eq!(label(b"<?xml version='1.0' encoding='windows-1251'?>"), Some("windows-1251"));
        assert_eq!(label(b"<p>no"), None);
    }
}
