//! Characters and lines → paragraphs.
//!
//! Text comes with one line a paragraph, with blank lines between paragraphs, or wrapped by hand at some width.
//! Wrapped text is recognised as typists made it: a line ends where the next word would not have fitted.

/// One kind of line end, one kind of space, no characters that don't print.
pub(super) fn normalise(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                characters.next_if_eq(&'\n');
                normal.push('\n');
            }
            '\u{b}' | '\u{85}' | '\u{2028}' => normal.push('\n'),
            '\u{c}' | '\u{2029}' => normal.push_str("\n\n"),
            '\n' => normal.push('\n'),
            // A soft hyphen, joiners and marks of direction that only a layout program reads.
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' => {}
            '\t' => normal.push(' '),
            c if c.is_control() => {}
            c if c.is_whitespace() => normal.push(' '),
            c => normal.push(c),
        }
    }
    normal
}

/// Elements of HTML whose tags are left over in texts that were taken from pages.
const ELEMENTS: [&str; 22] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "cite",
    "div",
    "em",
    "font",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "ul",
    "wbr",
];

/// The text without tags of HTML that were left over in it: `<u>Ann Roe</u>`. What else stands in angle brackets stays.
pub(super) fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        plain.push_str(before);
        let length = tag_length(tag).unwrap_or(0);
        if length == 0 {
            plain.push('<');
        }
        rest = &tag[length.max(1)..];
    }
    plain.push_str(rest);
    plain
}

/// The bytes of the tag that the text begins with: `<`, perhaps `/`, the name of an element, attributes, `>`.
fn tag_length(text: &str) -> Option<usize> {
    let end = text.find(['>', '\n'])?;
    let inner = text[1..].get(..end - 1).filter(|_| text[end..].starts_with('>'))?;
    let inner = inner.strip_prefix('/').unwrap_or(inner).trim_end_matches('/');
    let name = inner.split(' ').next()?.to_ascii_lowercase();
    let attributes = inner[name.len()..].trim();
    let known = ELEMENTS.contains(&name.as_str()) && (attributes.is_empty() || attributes.contains('='));
    known.then_some(end + 1)
}

/// The paragraphs of a normalised text, each on one line.
pub(super) fn split<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let lines: Vec<&str> = lines.into_iter().map(str::trim_end).collect();
    let layout = Layout::of(&lines);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut above = "";
    for line in lines {
        match paragraphs.last_mut() {
            _ if line.is_empty() => {}
            Some(paragraph) if !above.is_empty() && layout.continues(above, line) => {
                append(paragraph, line.trim_start())
            }
            _ => paragraphs.push(line.trim_start().to_owned()),
        }
        above = line;
    }
    paragraphs
}

/// One paragraph of the text, whatever its line ends: for formats that mark paragraphs themselves.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn append(paragraph: &mut String, line: &str) {
    let mut last = paragraph.chars().rev();
    let dash =
        last.next().is_some_and(|c| matches!(c, '-' | '–' | '—')) && last.next().is_some_and(char::is_alphanumeric);
    if !(dash && line.starts_with(char::is_alphanumeric)) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// What the line ends of a text mean.
#[derive(Debug, PartialEq)]
enum Layout {
    /// Lines broken where the width was used up.
    Wrapped { width: usize },
    /// Every line is a paragraph.
    Lines,
    /// Too few lines to tell.
    Unknown,
}

/// Wider than anybody wraps by hand.
const WIDEST: usize = 200;

impl Layout {
    fn of(lines: &[&str]) -> Self {
        let breaks: Vec<(usize, usize)> = lines
            .windows(2)
            .filter(|pair| !pair[0].is_empty() && !pair[1].is_empty() && !is_list_item(pair[1]))
            .map(|pair| (length(pair[0]), first_word(pair[1])))
            .collect();
        let mut lengths: Vec<usize> = breaks.iter().map(|(length, _)| *length).collect();
        lengths.sort_unstable();
        // Not the longest: an address or a table may stick out.
        let width = lengths.get((lengths.len() * 19 / 20).min(lengths.len().saturating_sub(1))).copied().unwrap_or(0);
        let full = breaks.iter().filter(|(length, word)| length + 1 + word > width).count();
        if (40..=WIDEST).contains(&width) && full >= 2 && full * 10 >= breaks.len() * 6 {
            Self::Wrapped { width }
        } else if lines.iter().any(|line| length(line) > 120) {
            Self::Lines
        } else {
            Self::Unknown
        }
    }

    /// Whether `line` goes on with the paragraph that `above` belongs to.
    fn continues(&self, above: &str, line: &str) -> bool {
        if is_list_item(line) {
            return false;
        }
        if !ends_sentence(above) && line.trim_start().starts_with(char::is_lowercase) {
            return true;
        }
        match *self {
            Self::Wrapped { width } => {
                let indented = indent(line) >= indent(above) + 2 && !is_list_item(above);
                !indented && length(above) + 1 + first_word(line) > width
            }
            Self::Lines => false,
            Self::Unknown => !ends_sentence(above) && length(above) >= 50,
        }
    }
}

fn length(line: &str) -> usize {
    line.chars().count()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn first_word(line: &str) -> usize {
    line.split_whitespace().next().map_or(0, length)
}

/// `- `, `* `, `• `, `1. `, `(a) `.
fn is_list_item(line: &str) -> bool {
    let Some((marker, _)) = line.trim_start().split_once(' ') else { return false };
    let number = marker.trim_start_matches('(').trim_end_matches(['.', ')']);
    let short = number.len() <= 2 && number.len() < marker.len();
    matches!(marker, "-" | "*" | "•" | "–" | "·" | "+")
        || short && (number.parse::<u8>().is_ok() || number.len() == 1 && number.starts_with(char::is_lowercase))
}

/// Whether the line ends with a full stop or the like, quotes and brackets aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end().trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    bare.ends_with(['.', '!', '?', '…', ':', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_text(text: &str) -> Vec<String> {
        split(normalise(text).lines())
    }

    #[test]
    fn characters_are_normalised() {
        assert_eq!(normalise("a\r\nb\rc\u{2028}d"), "a\nb\nc\nd");
        assert_eq!(normalise("10\u{a0}000\u{202f}km\tfar"), "10 000 km far");
        assert_eq!(normalise("\u{feff}re\u{ad}cuse\u{200b} now\u{7}"), "recuse now");
        assert_eq!(normalise("“Don’t” — said"), "“Don’t” — said");
    }

    #[test]
    fn wrapped_text_is_unwrapped() {
        let text = "Brightwater Group, the dairy company based in Port Ansel, said on Tuesday\n\
                    it had agreed to buy its smaller rival Calder Foods for $3.1 billion in\n\
                    cash, ending months of speculation.\n\
                    \n\
                    Chief executive Maren Tollefsen told reporters that the deal would create\n\
                    the largest food producer in Vessland. Tollefsen said that no long-\n\
                    established plant would close.\n";
        let paragraphs = split_text(text);
        assert_eq!(paragraphs.len(), 2);
        assert!(paragraphs[0].ends_with(
            "on Tuesday it had agreed to buy its smaller rival Calder Foods for $3.1 \
                                         billion in cash, ending months of speculation."
        ));
        assert!(paragraphs[1].contains("no long-established plant"));
    }

    #[test]
    fn a_short_or_indented_line_marks_a_paragraph_in_wrapped_text() {
        let text = "Brightwater Group, the dairy company based in Port Ansel, said on Tuesday\n\
                    Calder Foods, founded in Dunmere in 1952 by Edgar Calder and his family,\n\
                    was for sale.\n\
                    Chief executive Maren Tollefsen told reporters that the deal would create\n\
                    Vessland's largest food producer. Other people in the company had doubts.\n   \
                    Pavel Dorn, a spokesman for the union, said that managers in Dunmere had\n\
                    told staff to expect layoffs.\n";
        let paragraphs = split_text(text);
        let starts: Vec<&str> = paragraphs.iter().map(|p| p.split(' ').next().unwrap()).collect();
        assert_eq!(starts, ["Brightwater", "Chief", "Pavel"]);
    }

    #[test]
    fn a_line_can_be_a_paragraph() {
        let long = "Brightwater Group, the dairy company based in Port Ansel, said on Tuesday it had agreed to buy its \
                    smaller rival Calder Foods for $3.1 billion in cash.";
        let text = format!("{long}\nNobody commented\n{long} Again.\nCalder fell.\n");
        assert_eq!(split_text(&text), [long, "Nobody commented", &format!("{long} Again."), "Calder fell."]);
    }

    #[test]
    fn few_lines_are_joined_where_a_sentence_goes_on() {
        assert_eq!(split_text("Sessions said\nthat he would go.").len(), 1);
        assert_eq!(split_text("In the afternoon the attorney general also said that\nFranken had asked him.").len(), 1);
        assert_eq!(split_text("Sessions resigned.\nFranken did not.").len(), 2);
        assert_eq!(split_text("The demands:\n- more pay\n- fewer hours\n").len(), 3);
    }
}
