//! Markdown, with front matter.

use super::draft::{Draft, Metadata};
use super::paragraphs::{normalise, one_line};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads a Markdown text.
pub(super) fn parse(text: &str) -> Draft {
    let text = normalise(text);
    let mut metadata = Metadata::default();
    let text = take_front_matter(text.trim_start(), &mut metadata);
    let mut reader = Reader::default();
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    Parser::new_ext(text, extensions).for_each(|event| reader.take(event));
    reader.flush();
    if let Some(title) = &reader.title {
        metadata.set("title", title);
    }
    Draft { metadata, paragraphs: reader.paragraphs }
}

/// Reads `key: value` lines between `---` lines, or `key = "value"` between `+++`; returns what follows.
fn take_front_matter<'a>(text: &'a str, metadata: &mut Metadata) -> &'a str {
    for (fence, separator) in [("---", ':'), ("+++", '=')] {
        let Some(inside) = text.strip_prefix(fence).and_then(|rest| rest.trim_start_matches(' ').strip_prefix('\n'))
        else {
            continue;
        };
        let mut length = 0;
        for line in inside.split_inclusive('\n') {
            length += line.len();
            if line.trim_end() == fence || line.trim_end() == "..." {
                inside[..length].lines().for_each(|line| take_field(line, separator, metadata));
                return &inside[length..];
            }
        }
    }
    text
}

fn take_field(line: &str, separator: char, metadata: &mut Metadata) {
    if let Some((name, value)) = line.split_once(separator)
        && !name.starts_with([' ', '#', '-'])
    {
        let value = value.trim();
        let quoted = ['"', '\''].iter().find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote));
        let list = value.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
        let list = list.map(|list| list.replace(['"', '\''], ""));
        metadata.set(name, quoted.or(list.as_deref()).unwrap_or(value));
    }
}

/// Collects paragraphs; what is not prose is left out.
#[derive(Default)]
struct Reader {
    paragraphs: Vec<String>,
    title: Option<String>,
    line: String,
    /// How many elements without prose we are in.
    apart: usize,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) if is_apart(&tag) => self.apart += 1,
            Event::End(tag) if is_apart_end(tag) => self.apart -= 1,
            _ if self.apart > 0 => {}
            Event::Text(text) | Event::Code(text) => self.line.push_str(&text),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak | Event::Rule => self.flush(),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if self.paragraphs.is_empty() => {
                self.title = Some(one_line(&self.line));
                self.flush();
            }
            Event::Start(tag) if is_block(&tag) => self.flush(),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::BlockQuote(_)) => self.flush(),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let line = one_line(&std::mem::take(&mut self.line));
        if !line.is_empty() {
            self.paragraphs.push(line);
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::List(_) | Tag::BlockQuote(_))
}

fn is_apart(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) | Tag::Image { .. } | Tag::FootnoteDefinition(_))
}

fn is_apart_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table | TagEnd::Image | TagEnd::FootnoteDefinition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_and_prose() {
        let draft = parse(
            "---\ntitle: \"Calder sold\"\ndate: 2024-05-14\ntags: [food]\nauthor: Jane Roe\n---\n\n\
             Brightwater **bought** [Calder](https://example.com).\nIt paid _well_.[^1]\n\n> “No,” said Dorn.\n\n\
             - One\n- Two\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![A plant](plant.png)\n\n[^1]: Note.\n",
        );
        assert_eq!(draft.metadata.title.as_deref(), Some("Calder sold"));
        assert_eq!(draft.metadata.published.unwrap().to_string(), "2024-05-14");
        assert_eq!(draft.metadata.author.as_deref(), Some("Jane Roe"));
        assert_eq!(draft.paragraphs, ["Brightwater bought Calder. It paid well.", "“No,” said Dorn.", "One", "Two"]);
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let draft = parse("# Calder *sold*\n\nIt rained.\n\n# More\n\nIt snowed.");
        assert_eq!(draft.metadata.title.as_deref(), Some("Calder sold"));
        assert_eq!(draft.paragraphs, ["Calder sold", "It rained.", "More", "It snowed."]);
    }

    #[test]
    fn front_matter_in_toml_and_rules() {
        let draft = parse("+++\ntitle = 'Calder sold'\n+++\nIt rained.");
        assert_eq!((draft.metadata.title.as_deref(), draft.paragraphs.len()), (Some("Calder sold"), 1));
        let draft = parse("It rained.\n\n---\n\nIt snowed.");
        assert_eq!(draft.paragraphs, ["It rained.", "It snowed."]);
    }
}
