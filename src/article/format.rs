//! Formats, by name and by content.

use std::path::Path;

/// Formats of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with front matter.
    Markdown,
    /// An HTML page.
    Html,
    /// One JSON object, or a list of them.
    Json,
    /// A JSON object a line.
    JsonLines,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Text, Self::Markdown, Self::Html, Self::Json, Self::JsonLines];

    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }

    /// The ends of file names that promise it.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Json => &["json"],
            Self::JsonLines => &["jsonl", "ndjson"],
        }
    }

    /// The format that a file name promises.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_string_lossy().to_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }
}

/// The format of an input of which only the beginning is known.
pub(super) fn sniff(start: &[u8]) -> Format {
    let start = String::from_utf8_lossy(start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start));
    let start = start.trim_start();
    let lower = start.get(..start.floor_char_boundary(1000)).unwrap_or_default().to_lowercase();
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| lower.starts_with(tag))
        || lower.starts_with('<') && lower.contains("<html")
    {
        return Format::Html;
    }
    if start.starts_with("---\n") || start.starts_with("+++\n") || start.starts_with("# ") {
        return Format::Markdown;
    }
    let Some(inside) = start.strip_prefix(['{', '[']) else { return Format::Text };
    match (start.starts_with('{'), inside.trim_start().starts_with(['"', '}'])) {
        (true, true) => {
            // Pretty JSON breaks its lines, JSON Lines end them with the object.
            let first = start.lines().next().unwrap_or_default();
            let whole = !start.contains('\n') || first.trim_end().ends_with('}');
            if whole { Format::JsonLines } else { Format::Json }
        }
        (false, _) if inside.trim_start().starts_with('{') => Format::Json,
        _ => Format::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_content() {
        for (start, format) in [
            ("It rained.", Format::Text),
            ("[Updated] It rained.", Format::Text),
            ("<!DOCTYPE html><p>", Format::Html),
            ("<?xml version='1.0'?>\n<html>", Format::Html),
            ("---\ntitle: A\n---\n", Format::Markdown),
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", Format::JsonLines),
            ("{\n  \"text\": \"a\"\n}\n", Format::Json),
            (" [{\"text\": \"a\"}]", Format::Json),
            ("", Format::Text),
        ] {
            assert_eq!(sniff(start.as_bytes()), format, "{start}");
        }
    }
}
