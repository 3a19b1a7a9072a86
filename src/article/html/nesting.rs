//! How deep a page is nested, before it is parsed.
//!
//! Parsers take time and memory in the square of the depth, which a hostile page can have without limit.

/// Elements that are empty or end where the next one begins.
const NEED_NO_END: [&str; 30] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "html", "body",
    "head",
];
/// Elements whose content is not markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];
/// Elements that a parser opens again in the next paragraph if they were not closed in the last one.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Other elements of HTML that stay open even if they are written `<div/>`; those of SVG don't.
const STAY_OPEN: [&str; 24] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "header",
    "main",
    "nav",
    "ol",
    "pre",
    "section",
    "span",
    "table",
    "ul",
];

/// Elements in one another beyond which a page is refused.
const DEEPEST: usize = 1000;
/// Elements that unclosed formatting may multiply to.
const MOST_COPIES: usize = 5_000_000;

/// Whether a page is nested deeper than any that people write.
pub(super) fn is_too_deep(page: &str) -> bool {
    let Nesting { depth, formatting, tags } = Nesting::of(page);
    depth > DEEPEST || formatting > 10 && formatting * tags > MOST_COPIES
}

/// How deep elements are nested, about: what is never closed counts to the end of the page.
#[derive(Debug, Default, PartialEq)]
struct Nesting {
    depth: usize,
    /// The same of formatting elements.
    formatting: usize,
    tags: usize,
}

impl Nesting {
    fn of(page: &str) -> Self {
        let (mut deepest, mut now) = (Self::default(), Self::default());
        let mut rest = page;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end..]);
                continue;
            }
            let name = rest.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
            if !rest.starts_with('/') && is_one_of(name, &RAW) {
                rest = after_raw(rest, name);
            } else if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                now.take(name, &rest[..rest.find(['<', '>']).unwrap_or(rest.len())]);
                deepest.depth = deepest.depth.max(now.depth);
                deepest.formatting = deepest.formatting.max(now.formatting);
            }
        }
        Self { tags: now.tags, ..deepest }
    }

    fn take(&mut self, name: &str, tag: &str) {
        let formatting = is_one_of(name, &FORMATTING);
        self.tags += 1;
        if tag.starts_with('/') {
            self.depth = self.depth.saturating_sub(usize::from(!is_one_of(name, &NEED_NO_END)));
            self.formatting = self.formatting.saturating_sub(usize::from(formatting));
        } else if formatting || is_one_of(name, &STAY_OPEN) || !tag.ends_with('/') && !is_one_of(name, &NEED_NO_END) {
            self.depth += 1;
            self.formatting += usize::from(formatting);
        }
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// What follows the end tag of a raw element.
fn after_raw<'a>(rest: &'a str, name: &str) -> &'a str {
    let ends = rest.match_indices("</").map(|(at, _)| &rest[at + 2..]);
    ends.into_iter()
        .find(|end| end.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)))
        .unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(page: &str) -> usize {
        Nesting::of(page).depth
    }

    #[test]
    fn elements_count_where_they_are_in_one_another() {
        assert_eq!(depth("<div><b>x</b><i>y</i></div><div/>"), 2);
        assert_eq!(depth(&"<div><span>x</span></div>".repeat(100)), 2);
        assert_eq!(depth(&"<b id=1>x".repeat(100)), 100);
        assert_eq!(depth(&"<div/>".repeat(100)), 100);
    }

    #[test]
    fn what_ends_itself_does_not_nest() {
        assert_eq!(depth(&"<p>It rained.<li><br><img><path d=1 />".repeat(100)), 0);
        assert_eq!(depth(&"<script>for(i=0;i<n;i++)a<b</SCRIPT><!-- <div> --><style>a<b</style>".repeat(100)), 0);
        assert_eq!(depth("a < b <3 <"), 0);
        assert_eq!(depth("<script>a<b"), 0);
    }

    #[test]
    fn formatting_that_multiplies() {
        let open: String = (0..900).map(|number| format!("<b id={number}>")).collect();
        assert!(is_too_deep(&format!("<p>{open}{}", "<p>x".repeat(100_000))));
        assert!(!is_too_deep(&format!("<p>{open}{}", "<p>x".repeat(1000))));
        assert!(!is_too_deep(&"<p>It <b>rained</b> on <a href=/x><i>Monday</i></a>.</p>".repeat(100_000)));
    }
}
