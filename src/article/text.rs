//! Plain text.
//!
//! The text may begin with `Title:`, `Date:`, `URL:`, `Publisher:` and `Author:` lines, or with a line `date
//! 2017-03-02`, on which the text may begin too. A first line that is short, has no full stop and stands alone is the
//! title.

use super::date::{leading_date, parse_date};
use super::draft::{Draft, Metadata};
use super::paragraphs::{ends_sentence, normalise, split, without_tags};

/// Longest title, in characters.
const LONGEST_TITLE: usize = 200;

/// Reads a plain text.
pub(super) fn parse(text: &str) -> Draft {
    let text = without_tags(&normalise(text));
    let mut head = Head { metadata: Metadata::default(), lines: text.lines().map(str::trim_end).collect() };
    head.skip_blank();
    head.take_header();
    head.take_title();
    let mut paragraphs = split(head.lines);
    let mut metadata = head.metadata;
    if let Some(title) = &metadata.title {
        // A text that is nothing but one short line is no title without an article.
        if paragraphs.is_empty() {
            paragraphs = vec![title.clone()];
            metadata.title = None;
        }
    }
    Draft { metadata, paragraphs }
}

/// The lines that are still to be read and what those before them said.
struct Head<'a> {
    metadata: Metadata,
    lines: std::collections::VecDeque<&'a str>,
}

impl<'a> Head<'a> {
    fn skip_blank(&mut self) {
        while self.lines.front().is_some_and(|line| line.is_empty()) {
            self.lines.pop_front();
        }
    }

    /// `Title: …`, `date 2017-03-02 …`, a date alone.
    fn take_header(&mut self) {
        while let Some(line) = self.lines.front().copied() {
            if let Some((date, text)) = date_line(line) {
                self.metadata.published.get_or_insert(date);
                self.lines.pop_front();
                if !text.is_empty() {
                    self.lines.push_front(text);
                    break;
                }
            } else if let Some((name, value)) = line.split_once(':').filter(|(name, _)| is_header(name)) {
                self.metadata.set(name, value);
                self.lines.pop_front();
            } else {
                break;
            }
        }
        self.skip_blank();
    }

    /// The first block of lines, if it is a title, with a date and an author below.
    fn take_title(&mut self) {
        let block: Vec<&str> = self.lines.iter().copied().take_while(|line| !line.is_empty()).collect();
        let more = self.lines.iter().skip(block.len()).any(|line| !line.is_empty());
        let title_lines = block.iter().skip(1).take_while(|line| !is_date_or_author(line)).count() + 1;
        let followed = title_lines < block.len();
        if self.metadata.title.is_none() && !block.is_empty() && title_lines <= 3 && (more || followed) {
            let joined = split(block[..title_lines].iter().copied());
            if let [title] = joined.as_slice()
                && is_title(title)
            {
                self.metadata.title = Some(title.clone());
                self.lines.drain(..title_lines);
            }
        }
    }
}

fn is_header(name: &str) -> bool {
    let known = [
        "title",
        "headline",
        "date",
        "published",
        "publication date",
        "url",
        "link",
        "publisher",
        "source",
        "author",
        "authors",
        "by",
        "byline",
    ];
    known.contains(&name.trim().to_lowercase().as_str())
}

/// A line that is a date, or begins with the word `date` or `published` and one: the date, and what follows it.
pub(super) fn date_line(line: &str) -> Option<(jiff::civil::Date, &str)> {
    let line = line.trim();
    if let Some(date) = parse_date(line) {
        return Some((date, ""));
    }
    let (word, rest) = line.split_once([' ', ':'])?;
    if !["date", "dated", "published", "posted", "updated"].contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let rest = rest.trim_start_matches([' ', ':']);
    let rest = rest.strip_prefix("on ").unwrap_or(rest);
    if let Some(date) = parse_date(rest) {
        return Some((date, ""));
    }
    let (date, length) = leading_date(rest)?;
    Some((date, rest[length..].trim_start_matches([' ', '.', ':', ';', ','])))
}

/// `By Jane Roe and John Doe`, alone on a line.
pub(super) fn author(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix("By ").or_else(|| line.trim().strip_prefix("BY "))?.trim();
    let small = ["and", "of", "de", "van", "von", "for", "in", "the"];
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || small.contains(&word);
    let words = name.split([' ', ',']).filter(|word| !word.is_empty());
    (words.clone().count() <= 10 && words.clone().all(is_name) && !ends_sentence(name)).then_some(name)
}

pub(super) fn is_date_or_author(line: &str) -> bool {
    author(line).is_some() || date_line(line).is_some_and(|(_, text)| text.is_empty())
}

fn is_title(line: &str) -> bool {
    let abbreviation = line.rsplit(' ').next().is_some_and(|word| {
        let letters = word.trim_end_matches('.');
        word.matches('.').count() > 1 || ["Inc", "Co", "Corp", "Ltd", "Jr", "Sr"].contains(&letters)
    });
    let open = line.ends_with([',', ':', ';', '—', '-']);
    let stop = ends_sentence(line) && !line.trim_end_matches(['"', '\'', '”', '’', ')']).ends_with(['?', '!']);
    line.chars().count() <= LONGEST_TITLE
        && line.contains(char::is_alphabetic)
        && !open
        && (!stop || abbreviation && line.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Sessions resigned on Tuesday.\n\nHe thanked nobody.";

    fn facts(draft: &Draft) -> (Option<&str>, Option<String>, usize) {
        let Metadata { title, published, .. } = &draft.metadata;
        (title.as_deref(), published.map(|date| date.to_string()), draft.paragraphs.len())
    }

    #[test]
    fn a_date_line_on_which_the_text_begins() {
        let draft = parse(&format!(" date 2017-03-02 {BODY}"));
        assert_eq!(facts(&draft), (None, Some("2017-03-02".into()), 2));
        assert_eq!(draft.paragraphs[0], "Sessions resigned on Tuesday.");
        assert_eq!(facts(&parse(&format!("Date: March 2, 2017\n{BODY}"))), (None, Some("2017-03-02".into()), 2));
        assert_eq!(facts(&parse(&format!("Date palms are dying. {BODY}"))), (None, None, 2));
    }

    #[test]
    fn tags_that_were_left_over() {
        let draft = parse(
            "<span style=\"text-decoration: underline\">\n\n<u>Ann Roe, Nominee</u> left<br/>.\n\na < b > c, <the court>",
        );
        assert_eq!(draft.paragraphs, ["Ann Roe, Nominee left.", "a < b > c, <the court>"]);
    }

    #[test]
    fn header_lines() {
        let draft = parse(&format!(
            "Title: An end\nDATE: 2 March 2017\nURL: https://example.com/end\nPublisher: The Example\nAuthor: Jane Roe\n\n{BODY}"
        ));
        assert_eq!(facts(&draft), (Some("An end"), Some("2017-03-02".into()), 2));
        assert_eq!(draft.metadata.url.as_deref(), Some("https://example.com/end"));
        assert_eq!(draft.metadata.publisher.as_deref(), Some("The Example"));
        assert_eq!(draft.metadata.author.as_deref(), Some("Jane Roe"));
        assert_eq!(parse("Note: this is a text.\n\nReally.").paragraphs.len(), 2);
    }

    #[test]
    fn a_title_with_date_and_author() {
        let expected = (Some("Sessions steps down"), Some("2017-03-02".to_owned()), 2);
        for head in [
            "Sessions steps down\n2017-03-02\n",
            "\n\nSessions steps down\n\nThursday, March 2, 2017\n",
            "Sessions steps down\nBy Jane Roe and John Doe\nPublished: March 2, 2017\n",
            "Sessions steps down\n\nBy Jane Roe\n\n2 March 2017\n",
            "2017-03-02\n\nSessions steps down\n",
            "Sessions steps down\nMarch 2, 2017",
        ] {
            let mut draft = parse(&format!("{head}\n{BODY}"));
            draft.take_dates_and_authors();
            assert_eq!(facts(&draft), expected, "{head}");
            assert_eq!(draft.metadata.author.is_some(), head.contains("Jane"), "{head}");
        }
    }

    #[test]
    fn what_is_no_title() {
        for text in [
            "Sessions resigned.\n\nHe thanked nobody.",
            "“I resign,” Sessions said.\n\nHe thanked nobody.",
            "WASHINGTON —\n\nSessions resigned.",
            "Only one line",
        ] {
            assert_eq!(parse(text).metadata.title, None, "{text}");
        }
        assert_eq!(parse("Only one line").paragraphs, ["Only one line"]);
        assert_eq!(parse("").paragraphs, Vec::<String>::new());
    }

    #[test]
    fn titles_may_ask_and_abbreviate() {
        for title in ["Will Sessions go?", "Envoy returns to the U.S.", "‘He must go!’", "Calder sold to Kestrel Inc."]
        {
            assert_eq!(parse(&format!("{title}\n\n{BODY}")).metadata.title.as_deref(), Some(title));
        }
    }
}
