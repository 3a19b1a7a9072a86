//! Records in JSON: which of their fields are an article.

use super::draft::{Draft, Metadata};
use super::html::{self, name_of};
use super::paragraphs::{normalise, split};
use super::{Origin, ReadError};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Map, Value};

/// Where a record has what. A name with dots (`article.body`) leads into objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    names: [(&'static str, Vec<String>); 7],
}

impl Default for Fields {
    fn default() -> Self {
        let fields: [(&str, &[&str]); 7] = [
            ("text", &["text", "body", "content", "maintext", "articleBody", "article"]),
            ("title", &["title", "headline"]),
            (
                "date",
                &["date", "published", "date_publish", "datePublished", "publishedAt", "published_at", "pub_date"],
            ),
            ("url", &["url", "link"]),
            ("publisher", &["publisher", "source", "source_domain"]),
            ("author", &["author", "authors", "byline"]),
            ("id", &["id"]),
        ];
        Self { names: fields.map(|(field, names)| (field, names.iter().map(|&name| name.to_owned()).collect())) }
    }
}

impl Fields {
    /// Takes a setting like `text=body`: the text is in the field `body` and nowhere else.
    pub fn set(&mut self, setting: &str) -> Result<(), String> {
        let known = || self.names.iter().map(|(field, _)| *field).collect::<Vec<_>>().join(", ");
        let Some((field, name)) = setting.split_once('=').filter(|(_, name)| !name.is_empty()) else {
            return Err(format!("{setting:?} is not like text=body; the fields are {}", known()));
        };
        match self.names.iter().position(|(known, _)| *known == field) {
            Some(at) => self.names[at].1 = vec![name.to_owned()],
            None => return Err(format!("there is no field {field:?}; the fields are {}", known())),
        }
        Ok(())
    }

    fn names(&self, field: &str) -> &[String] {
        self.names.iter().find(|(known, _)| *known == field).map_or(&[], |(_, names)| names)
    }

    /// The first field that is there and not empty.
    fn get<'a>(&self, field: &str, record: &'a Map<String, Value>) -> Option<&'a Value> {
        let empty = |value: &Value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
        self.names(field).iter().filter_map(|name| lookup(record, name)).find(|value| !empty(value))
    }
}

fn lookup<'a>(record: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    record.get(name).or_else(|| {
        let (first, rest) = name.split_once('.')?;
        lookup(record.get(first)?.as_object()?, rest)
    })
}

/// Reads one record.
pub(super) fn parse(record: &[u8], fields: &Fields, origin: &Origin) -> Result<Draft, ReadError> {
    let value: Value = serde_json::from_slice(record)
        .map_err(|error| ReadError::Json { origin: origin.clone(), message: message(&error, record) })?;
    let Value::Object(record) = &value else { return Err(no_text(fields, "there is no object", origin)) };
    let Some(paragraphs) = fields.get("text", record).and_then(paragraphs) else {
        if fields.names("text").iter().any(|name| lookup(record, name).is_some()) {
            return Err(ReadError::Empty { origin: origin.clone() });
        }
        let found = record.keys().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
        return Err(no_text(fields, &format!("there are {found}"), origin));
    };
    Ok(Draft { metadata: metadata(fields, record), paragraphs })
}

fn metadata(fields: &Fields, record: &Map<String, Value>) -> Metadata {
    let mut metadata = Metadata::default();
    for field in ["id", "title", "url", "publisher", "author"] {
        if let Some(value) = fields.get(field, record).and_then(|value| number(value).or_else(|| name_of(value))) {
            metadata.set(field, &value);
        }
    }
    match fields.get("date", record) {
        Some(Value::Number(seconds)) => match day(seconds.as_f64().unwrap_or_default()) {
            Some(date) => metadata.published = Some(date),
            None => metadata.unclear_dates.push(seconds.to_string()),
        },
        Some(value) => metadata.set_date(&name_of(value).unwrap_or_default()),
        None => {}
    }
    metadata
}

fn number(value: &Value) -> Option<String> {
    value.is_number().then(|| value.to_string())
}

/// The day (in UTC) of a time in seconds or milliseconds since 1970; or of a number such as 20170302.
fn day(number: f64) -> Option<jiff::civil::Date> {
    if (1e7..3e7).contains(&number) {
        return super::parse_date(&format!("{number:.0}"));
    }
    let seconds = if number.abs() >= 1e11 { number / 1000.0 } else { number };
    Some(Timestamp::from_second(seconds as i64).ok()?.to_zoned(TimeZone::UTC).date())
}

/// The paragraphs of a text, of HTML, or of a list of paragraphs.
fn paragraphs(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) if is_html(text) => Some(html::fragment(text)),
        Value::String(text) => Some(split(normalise(text).lines())),
        Value::Array(values) => {
            let texts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            (!texts.is_empty()).then(|| split(normalise(&texts.join("\n\n")).lines()))
        }
        _ => None,
    }
}

fn is_html(text: &str) -> bool {
    ["</p>", "<br>", "<br/>", "<br />", "</div>"].iter().any(|tag| text.contains(tag))
}

fn no_text(fields: &Fields, found: &str, origin: &Origin) -> ReadError {
    ReadError::NoTextField { origin: origin.clone(), wanted: fields.names("text").join(", "), found: found.to_owned() }
}

/// What serde says, with the place in the record's own lines and columns only if it has several lines.
fn message(error: &serde_json::Error, record: &[u8]) -> String {
    let text = error.to_string();
    let bare = text.split(" at line ").next().unwrap_or_default();
    let line = if record.contains(&b'\n') { format!("line {} of the record, ", error.line()) } else { String::new() };
    let cut = if error.is_eof() { "; the file seems to be cut off" } else { "" };
    format!("{bare} at {line}column {}{cut}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(record: Value, fields: &[&str]) -> Result<Draft, String> {
        let mut settings = Fields::default();
        fields.iter().for_each(|field| settings.set(field).unwrap());
        parse(record.to_string().as_bytes(), &settings, &Origin::file("a.json")).map_err(|error| error.to_string())
    }

    #[test]
    fn fields_of_several_traditions() {
        let record = serde_json::json!({
            "source": {"id": null, "name": "The Example"}, "authors": ["Jane Roe", "John Doe"], "headline": "Calder sold",
            "publishedAt": "2024-05-14T08:00:00Z", "content": "It rained.\n\nIt snowed.", "url": "https://example.com/c", "id": 17,
        });
        let Draft { metadata, paragraphs } = read(record, &[]).unwrap();
        assert_eq!(paragraphs, ["It rained.", "It snowed."]);
        assert_eq!(metadata.publisher.as_deref(), Some("The Example"));
        assert_eq!(metadata.author.as_deref(), Some("Jane Roe, John Doe"));
        assert_eq!(metadata.id.as_deref(), Some("17"));
        assert_eq!(metadata.published.unwrap().to_string(), "2024-05-14");
    }

    #[test]
    fn fields_can_be_named() {
        let record =
            serde_json::json!({"text": "no", "story": {"words": ["It rained.", "It snowed."]}, "when": 1715673600});
        let draft = read(record, &["text=story.words", "date=when"]).unwrap();
        assert_eq!(draft.paragraphs, ["It rained.", "It snowed."]);
        assert_eq!(draft.metadata.published.unwrap().to_string(), "2024-05-14");
        let mut fields = Fields::default();
        assert!(fields.set("txt=body").unwrap_err().contains("there is no field \"txt\""));
        assert!(fields.set("text").is_err());
    }

    #[test]
    fn html_in_a_field() {
        let draft = read(serde_json::json!({"text": "<p>It <b>rained</b>.</p><p>It snowed.</p>"}), &[]).unwrap();
        assert_eq!(draft.paragraphs, ["It rained.", "It snowed."]);
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = read(serde_json::json!({"status": "ok", "articles": []}), &[]).unwrap_err();
        assert!(error.contains("there are status, articles") && error.contains("--field text=NAME"), "{error}");
        assert!(read(serde_json::json!({"text": " "}), &[]).unwrap_err().ends_with("no text in it"));
        let error = parse(b"{\"text\": \"It rai", &Fields::default(), &Origin::file("a.jsonl").at_line(3)).unwrap_err();
        assert!(error.to_string().starts_with("a.jsonl, line 3: broken JSON: EOF while parsing a string at column 16"));
    }

    #[test]
    fn days() {
        assert_eq!(day(1715673600.0).unwrap().to_string(), "2024-05-14");
        assert_eq!(day(1715673600000.0).unwrap().to_string(), "2024-05-14");
        assert_eq!(day(20240514.0).unwrap().to_string(), "2024-05-14");
        assert_eq!(day(f64::MAX), None);
    }
}
