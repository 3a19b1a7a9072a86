//! Which format the client would like best (RFC 9110, 12.5.1).

use crate::graph::answer::AnswerFormat;

/// What a query gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Solutions or a truth value.
    Results,
    /// Triples.
    Graph,
}

/// Formats in the order of our preference.
const RESULTS: [&str; 4] = ["json", "xml", "csv", "tsv"];
const GRAPH: [&str; 7] = ["ttl", "nt", "rdf", "jsonld", "n3", "trig", "nq"];

impl Kind {
    /// The formats that it can be written in, and the media types that mean them.
    fn offers(self) -> impl Iterator<Item = (AnswerFormat, &'static str)> {
        let names = match self {
            Self::Results => &RESULTS[..],
            Self::Graph => &GRAPH[..],
        };
        let formats = names.iter().filter_map(|name| AnswerFormat::from_name(name));
        formats.flat_map(|format| aliases(format).iter().map(move |alias| (format, *alias)))
    }

    /// The best format for an `Accept` header; `None` where there is none that both sides know.
    pub fn negotiate(self, accept: &str) -> Option<AnswerFormat> {
        if accept.trim().is_empty() {
            return self.offers().next().map(|(format, _)| format);
        }
        let ranges: Vec<Range<'_>> = accept.split(',').filter_map(Range::parse).collect();
        let weighed = self.offers().filter_map(|(format, media_type)| {
            let best = ranges.iter().enumerate().filter(|(_, range)| range.matches(media_type));
            // The most specific range says how much a type is liked.
            let (place, range) = best.max_by_key(|(_, range)| range.specificity())?;
            (range.quality > 0).then_some((range.quality, range.specificity(), std::cmp::Reverse(place), format))
        });
        // Of equals the first: `max_by` would take the last.
        let better =
            |a: &(u16, u8, std::cmp::Reverse<usize>, AnswerFormat),
             b: &(u16, u8, std::cmp::Reverse<usize>, AnswerFormat)| { (b.0, b.1, b.2) > (a.0, a.1, a.2) };
        weighed.reduce(|a, b| if better(&a, &b) { b } else { a }).map(|(.., format)| format)
    }
}

/// Media types that clients ask by; the first is the registered one.
fn aliases(format: AnswerFormat) -> &'static [&'static str] {
    match format.name() {
        "json" => &["application/sparql-results+json", "application/json", "text/json"],
        "xml" => &["application/sparql-results+xml", "application/xml", "text/xml"],
        "csv" => &["text/csv"],
        "tsv" => &["text/tab-separated-values"],
        "ttl" => &["text/turtle", "application/turtle", "application/x-turtle"],
        "nt" => &["application/n-triples", "text/plain"],
        "rdf" => &["application/rdf+xml", "application/xml", "text/xml"],
        "jsonld" => &["application/ld+json", "application/json"],
        "n3" => &["text/n3", "text/rdf+n3"],
        "trig" => &["application/trig"],
        "nq" => &["application/n-quads"],
        _ => &[],
    }
}

/// One part of an `Accept` header.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// Thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let quality = quality.and_then(|q| q.trim().parse::<f32>().ok()).unwrap_or(1.0).clamp(0.0, 1.0);
        Some(Self { kind: kind.trim(), subtype: subtype.trim(), quality: (quality * 1000.0) as u16 })
    }

    fn matches(&self, media_type: &str) -> bool {
        let (kind, subtype) = media_type.split_once('/').unwrap_or_default();
        (self.kind == "*" || self.kind.eq_ignore_ascii_case(kind))
            && (self.subtype == "*" || self.subtype.eq_ignore_ascii_case(subtype))
    }

    fn specificity(&self) -> u8 {
        match (self.kind, self.subtype) {
            ("*", _) => 0,
            (_, "*") => 1,
            _ => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(accept: &str) -> Option<&'static str> {
        Kind::Results.negotiate(accept).map(AnswerFormat::name)
    }

    fn graph(accept: &str) -> Option<&'static str> {
        Kind::Graph.negotiate(accept).map(AnswerFormat::name)
    }

    #[test]
    fn clients_get_what_they_like_best() {
        assert_eq!(results(""), Some("json"));
        assert_eq!(results("*/*"), Some("json"));
        assert_eq!(results("text/csv;q=0.5, application/sparql-results+xml"), Some("xml"));
        assert_eq!(results("text/tab-separated-values, text/csv"), Some("tsv"));
        assert_eq!(results("application/json;q=0, */*;q=0.1"), Some("json"), "by its other name");
        assert_eq!(results("text/*"), Some("json"));
        assert_eq!(results("image/png"), None);
        assert_eq!(results("text/turtle"), None);
        assert_eq!(graph("text/turtle, application/rdf+xml;q=0.9"), Some("ttl"));
        assert_eq!(graph("application/xml"), Some("rdf"));
        assert_eq!(graph("application/sparql-results+json"), None);
    }

    #[test]
    fn browsers_and_libraries() {
        let firefox = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(results(firefox), Some("xml"));
        let wrapper = "application/sparql-results+json,application/json,text/javascript,application/javascript";
        assert_eq!(results(wrapper), Some("json"));
        assert_eq!(graph("application/turtle,text/turtle"), Some("ttl"));
    }
}
