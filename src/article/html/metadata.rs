//! What a page says about itself: JSON-LD, `<meta>` elements, links and times.

use crate::article::draft::Metadata;
use crate::article::paragraphs::{normalise, one_line, split};
use crate::article::parse_date;
use dom_query::Document;
use serde_json::Value;

/// What a page says about itself, most explicit first; and the text that its JSON-LD holds.
pub(super) fn metadata(document: &Document) -> (Metadata, Vec<String>) {
    let mut metadata = Metadata::default();
    let body = json_ld(document, &mut metadata);
    for (field, names) in META {
        let values = names.iter().filter_map(|name| document.select_single(&meta_selector(name)).attr("content"));
        values.for_each(|value| _ = set(&mut metadata, field, &value));
    }
    for (field, selector, attribute) in [
        ("url", "link[rel=canonical]", "href"),
        ("date", "[itemprop=datePublished][datetime]", "datetime"),
        ("date", "time[pubdate][datetime]", "datetime"),
        ("date", "time[datetime]", "datetime"),
    ] {
        if let Some(value) = document.select_single(selector).attr(attribute) {
            set(&mut metadata, field, &value);
        }
    }
    if let (Some(title), Some(publisher)) = (&metadata.title, &metadata.publisher) {
        metadata.title = Some(without_publisher(title, publisher).to_owned());
    }
    (metadata, body)
}

/// Names of `<meta>` elements, best first, by the field that they fill.
const META: [(&str, &[&str]); 5] = [
    ("title", &["og:title", "dc.title", "dcterms.title", "twitter:title", "parsely-title"]),
    (
        "date",
        &[
            "article:published_time",
            "og:published_time",
            "datepublished",
            "date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publication_date",
            "dc.date",
            "dc.date.issued",
            "dcterms.date",
            "dcterms.issued",
            "dcterms.created",
            "parsely-pub-date",
            "sailthru.date",
            "article.published",
            "citation_publication_date",
        ],
    ),
    ("url", &["og:url", "parsely-link"]),
    ("publisher", &["og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "citation_publisher"]),
    ("author", &["author", "dc.creator", "dcterms.creator", "parsely-author", "article:author"]),
];

fn meta_selector(name: &str) -> String {
    ["name", "property", "itemprop"].map(|attribute| format!("meta[{attribute}=\"{name}\" i]")).join(", ")
}

/// Sets a field unless the value can't be one; pages are sloppy, so what is not understood is nothing.
fn set(metadata: &mut Metadata, field: &str, value: &str) -> bool {
    let is_url = value.starts_with("http://") || value.starts_with("https://");
    match field {
        "url" if !is_url => false,
        "author" if is_url => false,
        "date" if parse_date(value).is_none() => false,
        _ => metadata.set(field, &one_line(value)),
    }
}

/// The title without ` | The Example` at its end.
fn without_publisher<'a>(title: &'a str, publisher: &str) -> &'a str {
    let bare = title.strip_suffix(publisher).map(str::trim_end).unwrap_or(title);
    let cut = bare.trim_end_matches(['|', '-', '–', '—', '·', ':']);
    if cut.len() < bare.len() && !cut.trim().is_empty() { cut.trim_end() } else { title }
}

/// Reads schema.org's description of the article, if there is one.
fn json_ld(document: &Document, metadata: &mut Metadata) -> Vec<String> {
    for script in document.select("script[type=\"application/ld+json\"]").nodes() {
        let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) else { continue };
        let Some(article) = find_article(&value) else { continue };
        let text = |names: &[&str]| names.iter().find_map(|name| article.get(name).and_then(name_of));
        for (field, names) in [
            ("title", &["headline", "name"][..]),
            ("date", &["datePublished", "dateCreated"]),
            ("url", &["url", "mainEntityOfPage", "@id"]),
            ("publisher", &["publisher", "sourceOrganization"]),
            ("author", &["author", "creator"]),
        ] {
            if let Some(value) = text(names) {
                set(metadata, field, &value);
            }
        }
        return text(&["articleBody"]).map(|body| split(normalise(&body).lines())).unwrap_or_default();
    }
    Vec::new()
}

/// The object whose type is a kind of article, alone, in a list, or in a `@graph`.
fn find_article(value: &Value) -> Option<&Value> {
    let is_article = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.ends_with("Article") || ["Report", "BlogPosting"].contains(&kind))
    };
    match value {
        Value::Array(values) => values.iter().find_map(find_article),
        Value::Object(object) => match object.get("@type") {
            Some(Value::Array(kinds)) if kinds.iter().any(is_article) => Some(value),
            Some(kind) if is_article(kind) => Some(value),
            _ => object.get("@graph").and_then(find_article),
        },
        _ => None,
    }
}

/// A string, or the name of a thing, or the names of several.
pub(in crate::article) fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Object(object) => ["name", "@id"].iter().find_map(|key| object.get(*key).and_then(name_of)),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(name_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str) -> Metadata {
        metadata(&Document::from(format!("<!doctype html><html><head>{head}</head><body></body></html>"))).0
    }

    #[test]
    fn metadata_of_meta_elements() {
        let metadata = of(
            "<meta property=og:title content='Calder sold | The Example'><meta property=og:site_name content='The Example'>\
             <meta property=article:published_time content=2024-05-14T08:00:00Z><meta name=Author content='Jane Roe'>\
             <link rel=canonical href=https://example.com/calder>",
        );
        let Metadata { title, published, url, publisher, author, .. } = metadata;
        assert_eq!(title.as_deref(), Some("Calder sold"));
        assert_eq!(published.unwrap().to_string(), "2024-05-14");
        assert_eq!(url.as_deref(), Some("https://example.com/calder"));
        assert_eq!((publisher.as_deref(), author.as_deref()), (Some("The Example"), Some("Jane Roe")));
    }

    #[test]
    fn metadata_of_json_ld() {
        let metadata = of(
            r#"<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"},
               {"@type": ["NewsArticle"], "headline": "Calder sold", "datePublished": "2024-05-14",
                "author": [{"name": "Jane Roe"}, {"name": "John Doe"}], "publisher": {"name": "The Example"}}]}</script>
               <title>Something else</title>"#,
        );
        assert_eq!(metadata.title.as_deref(), Some("Calder sold"));
        assert_eq!(metadata.author.as_deref(), Some("Jane Roe, John Doe"));
        assert_eq!(metadata.publisher.as_deref(), Some("The Example"));
        assert!(metadata.published.is_some());
    }
}
