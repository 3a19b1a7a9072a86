//! `byline show`.

use super::{GraphFolder, Outcome};
use crate::claim::{Certainty, Polarity, Value as Argument};
use crate::graph::view::{Edge, Node, NodeKind, View};
use crate::graph::{Index, vocabulary};
use clap::ValueEnum;
use clap::builder::styling::{AnsiColor, Style};
use petgraph::visit::EdgeRef;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

/// Show what is claimed about and by one entity, or in one relation
///
/// NAME is any of its names, in any case, or a part of one; where several entities fit, their ids are listed, and an id
/// will do as well. `stated` is what articles say themselves, `reported` what they say that others say.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Name or id of the entity
    #[arg(required_unless_present = "relation")]
    name: Option<String>,

    /// Show a relation instead: what it means, its wordings, its inverse, and who stands in it. By its name
    /// (byline:communicatedWith), or any wording ("spoke with")
    #[arg(long, value_name = "NAME", conflicts_with = "name")]
    relation: Option<String>,

    /// How to write it
    #[arg(long, value_enum, default_value = "text")]
    format: ShowFormat,

    #[command(flatten)]
    graph: GraphFolder,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    Text,
    Json,
}

const EXAMPLES: &str = "\
Examples:
  byline show 'Jane Roe'
  byline show --relation 'spoke with'
  byline show person:jane-roe --format json | jq '.by[].quote'";

/// Longest quote that is shown whole.
const LONGEST_QUOTE: usize = 240;

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    let index = super::index(&arguments.graph)?;
    if let Some(name) = &arguments.relation {
        let relation = super::relation::of(&index, name)?;
        let mut out = BufWriter::new(io::stdout().lock());
        match arguments.format {
            ShowFormat::Json => writeln!(out, "{:#}", relation.json())?,
            ShowFormat::Text => relation.write(&mut out)?,
        }
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let found = index.find(arguments.name.as_deref().unwrap_or_default())?;
    if let Some(note) = found.note() {
        super::warn(&note);
    }
    let page = Page::of(&index, &found.id)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.format {
        ShowFormat::Json => writeln!(out, "{:#}", page.json())?,
        ShowFormat::Text => page.write(&Paint::for_stdout(), &mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// All about one entity.
struct Page {
    view: View,
    entity: Node,
    /// Claims it takes part in, whoever makes them; but those it makes itself.
    about: Vec<Line>,
    /// Claims it makes.
    by: Vec<Line>,
    /// What else it is called in the world: property and IRI.
    links: Vec<(&'static str, String)>,
}

/// A claim with the names of its ends.
struct Line {
    edge: Edge,
    subject: String,
    object: Option<String>,
}

impl Page {
    fn of(index: &Index, id: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let mut articles = index.articles_about(id)?;
        articles.sort_by(|a, b| a.article.published.cmp(&b.article.published));
        let view = View::of_articles(&articles);
        let entity = view.graph.node_weights().find(|node| node.id == id).cloned();
        let entity = entity.ok_or_else(|| format!("no article of the graph describes {id}"))?;
        let (mut about, mut by) = (Vec::new(), Vec::new());
        for edge in view.graph.edge_references() {
            let (subject, object) = (&view.graph[edge.source()], &view.graph[edge.target()]);
            let line = Line {
                edge: edge.weight().clone(),
                subject: subject.name.clone(),
                object: (object.kind != NodeKind::Nothing).then(|| object.name.clone()),
            };
            let claim = &line.edge.claim;
            let is_entity = |value: &Argument| matches!(value, Argument::Entity(other) if other == id);
            if claim.attribution.iter().any(|voice| is_entity(&voice.source)) {
                by.push(line);
            } else if claim.subject == id
                || claim.object.as_ref().is_some_and(is_entity)
                || claim.place.as_ref().is_some_and(is_entity)
                || claim.qualifiers.iter().any(|qualifier| is_entity(&qualifier.value))
            {
                about.push(line);
            }
        }
        Ok(Self { view, entity, about, by, links: links(index, id)? })
    }

    fn write(&self, paint: &Paint, out: &mut impl Write) -> io::Result<()> {
        let Node { name, kind, aliases, articles, mentions, id } = &self.entity;
        let short = vocabulary::shorten(vocabulary::entity(id).as_str());
        let counts = format!("{}, {}", counted(*mentions, "mention"), counted(articles.len(), "article"));
        writeln!(out, "{}  {}  {}", paint.bold(name), kind.name(), paint.faint(&format!("{short}  {counts}")))?;
        if !aliases.is_empty() {
            let aliases: Vec<String> = aliases.iter().map(|alias| plain(alias)).collect();
            writeln!(out, "{}", paint.faint(&format!("also: {}", aliases.join(", "))))?;
        }
        for (property, iri) in &self.links {
            let what = property.rsplit(':').next().unwrap_or(property);
            writeln!(out, "{}", paint.faint(&format!("{what}: {}", vocabulary::shorten(iri))))?;
        }
        for (title, lines) in [("Claims about", &self.about), ("Claims by", &self.by)] {
            if !lines.is_empty() {
                writeln!(out, "\n{}", paint.bold(&format!("{title} {name} ({})", lines.len())))?;
            }
            for (line, times) in once(lines) {
                line.write(times, paint, out)?;
            }
        }
        if self.about.is_empty() && self.by.is_empty() {
            writeln!(out, "\nNothing is claimed about it or by it; it is only mentioned.")?;
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let names: BTreeMap<&str, &str> =
            self.view.graph.node_weights().map(|node| (node.id.as_str(), node.name.as_str())).collect();
        let Node { id, name, kind, aliases, articles, mentions } = &self.entity;
        let lines = |lines: &[Line]| -> Vec<Value> { lines.iter().map(|line| line.json(&names)).collect() };
        json!({
            "entity": {
                "id": id, "name": name, "type": kind.name(), "aliases": aliases, "articles": articles, "mentions": mentions,
                "links": self.links.iter().map(|(property, iri)| json!({"property": property, "iri": iri})).collect::<Vec<_>>(),
            },
            "about": lines(&self.about),
            "by": lines(&self.by),
        })
    }
}

/// Entries of authorities that are the entity, or may be.
fn links(index: &Index, id: &str) -> Result<Vec<(&'static str, String)>, crate::graph::GraphError> {
    let mut found = Vec::new();
    for (name, property) in [
        ("owl:sameAs", vocabulary::SAME_AS),
        ("skos:exactMatch", vocabulary::EXACT_MATCH),
        ("skos:closeMatch", vocabulary::CLOSE_MATCH),
    ] {
        let of_entity = index.quads(Some(&vocabulary::entity(id)), Some(&property.into()), None, None)?;
        let mut iris: Vec<String> = of_entity.iter().map(|quad| quad.object.to_string()).collect();
        iris.sort();
        iris.dedup();
        found.extend(iris.into_iter().map(|iri| (name, iri.trim_matches(['<', '>']).to_owned())));
    }
    Ok(found)
}

/// Claims that read the same once, with their number, where the first of them stands.
fn once(lines: &[Line]) -> Vec<(&Line, usize)> {
    let mut times: BTreeMap<_, usize> = BTreeMap::new();
    for line in lines {
        *times.entry(line.words()).or_default() += 1;
    }
    lines.iter().filter_map(|line| Some((line, times.remove(&line.words())?))).collect()
}

impl Line {
    /// All that is shown of it but quote and article.
    fn words(&self) -> (String, String, Option<&str>, Vec<String>, &[String]) {
        let plain = Paint { is_on: false };
        let relation = &self.edge.claim.relation.label;
        (
            self.status(&plain),
            format!("{} {relation}", self.subject),
            self.object.as_deref(),
            self.arguments(),
            &self.edge.voices,
        )
    }

    fn write(&self, times: usize, paint: &Paint, out: &mut impl Write) -> io::Result<()> {
        let claim = &self.edge.claim;
        let mut sentence = format!("{} {}", plain(&self.subject), paint.bold(&claim.relation.label));
        for part in self.object.iter().map(|object| plain(object)).chain(self.arguments()) {
            sentence.push(' ');
            sentence.push_str(&part);
        }
        if times > 1 {
            sentence.push_str(&paint.faint(&format!("  ×{times}, first in:")));
        }
        writeln!(out, "\n  {}  {sentence}", self.status(paint))?;
        if !self.edge.voices.is_empty() {
            let voices = self.edge.voices.iter().zip(&claim.attribution);
            let voices: Vec<String> =
                voices.map(|(name, voice)| format!("{} (“{}”)", plain(name), plain(&voice.cue))).collect();
            writeln!(out, "            {}", paint.cyan(&format!("— {}", voices.join(", quoting "))))?;
        }
        let article = &self.edge.article;
        let source = article.title.as_deref().unwrap_or(&article.id);
        let source: Vec<&str> =
            [Some(source), article.publisher.as_deref(), article.published.as_deref()].into_iter().flatten().collect();
        writeln!(out, "            {}", quote(&claim.evidence.quote))?;
        writeln!(out, "            {}", paint.faint(&plain(&source.join(", "))))
    }

    /// Time, place and further arguments.
    fn arguments(&self) -> Vec<String> {
        let mut arguments: Vec<String> =
            self.edge.qualifiers.iter().map(|(role, value)| format!("{} {}", plain(role), plain(value))).collect();
        if let Some(place) = &self.edge.place {
            arguments.push(format!("[{}]", plain(place)));
        }
        if let Some(time) = &self.edge.claim.time {
            arguments.push(format!("[{}]", self.edge.time().unwrap_or_else(|| plain(&time.text))));
        }
        arguments
    }

    /// One word, ten columns wide: may the reader take it for what the article says?
    fn status(&self, paint: &Paint) -> String {
        let claim = &self.edge.claim;
        let certainty = match claim.certainty {
            Certainty::Certain => None,
            Certainty::Probable => Some("probable"),
            Certainty::Possible => Some("possible"),
        };
        match (claim.polarity, certainty, self.edge.voices.is_empty()) {
            (Polarity::Negative, None, _) => paint.red("denied  "),
            (Polarity::Negative, Some(_), _) => paint.red("denied? "),
            (Polarity::Positive, Some(certainty), _) => paint.faint(certainty),
            (Polarity::Positive, None, false) => paint.cyan("reported"),
            (Polarity::Positive, None, true) => paint.green("stated  "),
        }
    }

    fn json(&self, names: &BTreeMap<&str, &str>) -> Value {
        let claim = &self.edge.claim;
        let mut line = serde_json::to_value(claim).unwrap_or_default();
        line["article"] = serde_json::to_value(&*self.edge.article).unwrap_or_default();
        line["subject"] = json!({"id": claim.subject, "name": names.get(claim.subject.as_str())});
        if let Some(Argument::Entity(object)) = &claim.object {
            line["object"] = json!({"id": object, "name": names.get(object.as_str())});
        }
        line["speakers"] = json!(self.edge.voices);
        line["quote"] = json!(claim.evidence.quote);
        line
    }
}

fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Text of articles, which must not steer the terminal.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// The article's words, in quotation marks unless they are speech in quotation marks already.
fn quote(text: &str) -> String {
    let mut text = plain(text);
    if let Some((cut, _)) = text.char_indices().nth(LONGEST_QUOTE) {
        text = format!("{}…", text[..cut].trim_end());
    }
    if text.starts_with(['“', '"']) { text } else { format!("“{text}”") }
}

/// Colours, on a terminal alone.
struct Paint {
    is_on: bool,
}

impl Paint {
    fn for_stdout() -> Self {
        Self { is_on: io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) }
    }

    fn with(&self, style: Style, text: &str) -> String {
        if self.is_on { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn bold(&self, text: &str) -> String {
        self.with(Style::new().bold(), &plain(text))
    }

    fn faint(&self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    fn red(&self, text: &str) -> String {
        self.with(AnsiColor::Red.on_default(), text)
    }

    fn green(&self, text: &str) -> String {
        self.with(AnsiColor::Green.on_default(), text)
    }

    fn cyan(&self, text: &str) -> String {
        self.with(AnsiColor::Cyan.on_default(), text)
    }
}
