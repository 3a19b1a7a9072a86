//! `byline eval`.

use super::model::Model;
use super::{Outcome, parse, warn};
use crate::article::Article;
use crate::document::{Annotator, Document, conllu};
use crate::eval::coreference::{self, Accuracy, Choice, CoreferenceScores, Figures};
use crate::eval::names::{self, Columns, NameScores};
use crate::eval::treebank::{self, AlignedScore, Corpus, Metric, Relations, TextsDiffer};
use clap::builder::NonEmptyStringValueParser;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use thiserror::Error;

/// Score the annotator, or any other's output, against a gold standard
///
/// Precision, recall and F1 in per cent, as the CoNLL shared tasks count them.
#[derive(clap::Args)]
#[command(arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Segmentation, tags, lemmas and trees (CoNLL-U; metrics of CoNLL 2018)
    Parse {
        #[command(flatten)]
        treebank: Treebank,

        /// Compare whole relations (nsubj:pass), not only up to the colon
        #[arg(long)]
        subtypes: bool,
    },
    /// Parts of speech and features (CoNLL-U)
    Tag(Treebank),
    /// Lemmas (CoNLL-U)
    Lemma(Treebank),
    /// Sentences, tokens and words (CoNLL-U)
    Segment(Treebank),
    /// Names, exact span and type (IOB2)
    Ner(Names),
    /// Coreference: MUC, B-cubed, CEAF-e and their mean (CoNLL-U with Entity=, or JSON Lines)
    Coref(Coreference),
}

#[derive(clap::Args)]
struct Treebank {
    /// Gold standard in CoNLL-U
    #[arg(value_name = "GOLD.conllu")]
    gold: PathBuf,

    /// Score this CoNLL-U file instead of the built-in annotator
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    system: Option<PathBuf>,

    /// What the annotator gets; both unless one is chosen
    #[arg(long, value_enum)]
    from: Option<From>,

    /// Print one JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    model: Model,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum From {
    /// The raw text
    Text,
    /// The gold's sentences and words
    Words,
}

#[derive(clap::Args)]
struct Names {
    /// Gold standard in IOB2: one token a line, form in the second column
    #[arg(value_name = "GOLD.iob2")]
    gold: PathBuf,

    /// Score this IOB2 file instead of the built-in annotator
    #[arg(long, value_name = "FILE")]
    system: Option<PathBuf>,

    /// Column of the tags, from 1
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = column)]
    column: usize,

    /// The same in the system's file, if other
    #[arg(long, value_name = "N", requires = "system", value_parser = column)]
    system_column: Option<usize>,

    /// Types that count, separated by commas; all: every type
    #[arg(long, value_name = "TYPES", value_delimiter = ',', default_value = "PER,ORG,LOC", value_parser = NonEmptyStringValueParser::new())]
    types: Vec<String>,

    /// Print one JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    model: Model,
}

fn column(value: &str) -> Result<usize, String> {
    value.parse().ok().filter(|&column| column > 0).ok_or_else(|| "columns count from 1".to_string())
}

#[derive(clap::Args)]
struct Coreference {
    /// Gold standard: CoNLL-U with Entity= (CorefUD, GUM) or JSON Lines
    #[arg(value_name = "GOLD")]
    gold: PathBuf,

    /// What to score, in either format: `byline parse --input conllu --coref` writes it over the gold's words
    #[arg(value_name = "SYSTEM")]
    system: PathBuf,

    /// Leave out clusters of one mention
    #[arg(long)]
    no_singletons: bool,

    /// Only clusters with a named mention
    #[arg(long)]
    named: bool,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Error)]
enum EvalError {
    #[error("{file}: no words in it")]
    Empty { file: String },
    #[error("the texts differ:\n  {gold}: {:?}\n  {system}: {:?}", .source.gold, .source.system)]
    TextsDiffer { gold: String, system: String, source: TextsDiffer },
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Outcome {
    use Metric::*;
    match arguments.what {
        What::Parse { treebank, subtypes } => {
            let relations = if subtypes { Relations::Subtypes } else { Relations::Universal };
            treebank_scores(&treebank, &Metric::ALL, relations)?;
        }
        What::Tag(treebank) => treebank_scores(&treebank, &[Words, Upos, Xpos, Feats, AllTags], Relations::Universal)?,
        What::Lemma(treebank) => treebank_scores(&treebank, &[Words, Lemmas], Relations::Universal)?,
        What::Segment(treebank) => treebank_scores(&treebank, &[Tokens, Sentences, Words], Relations::Universal)?,
        What::Ner(names) => name_scores(&names)?,
        What::Coref(coreference) => coreference_scores(&coreference)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A CoNLL-U file.
struct Source {
    name: String,
    text: String,
    reading: conllu::Reading,
}

impl Source {
    fn read(file: &std::path::Path) -> Result<Self, Box<dyn std::error::Error>> {
        let (name, text) = parse::text(file)?;
        let reading = conllu::read(&name, &text)?;
        if reading.document.sentences.is_empty() {
            return Err(EvalError::Empty { file: name }.into());
        }
        Ok(Self { name, text, reading })
    }

    fn place(&self, token: usize) -> String {
        format!("{}:{}", self.name, treebank::token_line(&self.text, token))
    }
}

type Scores = BTreeMap<Metric, AlignedScore>;

fn treebank_scores(
    arguments: &Treebank,
    metrics: &[Metric],
    relations: Relations,
) -> Result<(), Box<dyn std::error::Error>> {
    let gold = Source::read(&arguments.gold)?;
    let corpus = Corpus::new(&gold.reading.document, &gold.reading.text);
    let mut out = std::io::stdout().lock();
    if let Some(system) = &arguments.system {
        let system = Source::read(system)?;
        let other = Corpus::new(&system.reading.document, &system.reading.text);
        let scores = treebank::evaluate(&corpus, &other, relations).map_err(|source| EvalError::TextsDiffer {
            gold: gold.place(source.gold_token),
            system: system.place(source.system_token),
            source,
        })?;
        if arguments.json {
            writeln!(out, "{}", treebank_json(&scores, metrics))?;
        } else {
            treebank_table(&mut out, &scores, metrics)?;
        }
        return Ok(());
    }
    let annotator = arguments.model.annotator();
    let mut ways = Map::new();
    for (way, name) in [(From::Text, "text"), (From::Words, "words")] {
        if arguments.from.is_some_and(|from| from != way) {
            continue;
        }
        let document = annotated(&annotator, way, &gold.reading);
        let scores = treebank::evaluate(&corpus, &Corpus::new(&document, &gold.reading.text), relations)?;
        if arguments.json {
            ways.insert(name.to_string(), treebank_json(&scores, metrics));
            continue;
        }
        let separator = if way == From::Words && arguments.from.is_none() { "\n" } else { "" };
        writeln!(out, "{separator}from {}", if way == From::Text { "raw text" } else { "gold words" })?;
        treebank_table(&mut out, &scores, metrics)?;
        out.flush()?;
    }
    if arguments.json {
        writeln!(out, "{}", Value::Object(ways))?;
    }
    Ok(())
}

fn annotated(annotator: &Annotator, way: From, gold: &conllu::Reading) -> Document {
    match way {
        From::Text => annotator.annotate(&Article::new("gold", gold.text.as_str())),
        From::Words => {
            let mut document = gold.document.clone();
            annotator.annotate_sentences(&mut document.sentences);
            document
        }
    }
}

fn treebank_table(out: &mut impl Write, scores: &Scores, metrics: &[Metric]) -> std::io::Result<()> {
    writeln!(out, "{:<10} {:>9} {:>9} {:>9} {:>9}", "", "precision", "recall", "F1", "aligned")?;
    for metric in metrics {
        let score = &scores[metric];
        let [precision, recall, f1] = [score.precision(), score.recall(), score.f1()].map(|share| 100.0 * share);
        let accuracy = score.accuracy().filter(|_| *metric != Metric::Words);
        let accuracy = accuracy.map(|share| format!(" {:>9.2}", 100.0 * share)).unwrap_or_default();
        writeln!(out, "{:<10} {precision:>9.2} {recall:>9.2} {f1:>9.2}{accuracy}", metric.name())?;
    }
    Ok(())
}

fn treebank_json(scores: &Scores, metrics: &[Metric]) -> Value {
    let row = |metric: &Metric| {
        let score = &scores[metric];
        let value = json!({
            "gold": score.gold, "system": score.system, "correct": score.correct, "paired": score.aligned,
            "precision": score.precision(), "recall": score.recall(), "f1": score.f1(), "accuracy": score.accuracy(),
        });
        (metric.name().to_string(), value)
    };
    Value::Object(metrics.iter().map(row).collect())
}

fn name_scores(arguments: &Names) -> Result<(), Box<dyn std::error::Error>> {
    let types = (!arguments.types.iter().any(|kind| kind == "all")).then(|| arguments.types.iter().cloned().collect());
    let columns = Columns { tags: arguments.column, types };
    let (name, text) = parse::text(&arguments.gold)?;
    let gold = names::read(&name, &text, &columns)?;
    let system = match &arguments.system {
        Some(system) => {
            let (name, text) = parse::text(system)?;
            let tags = arguments.system_column.unwrap_or(arguments.column);
            names::read(&name, &text, &Columns { tags, ..columns })?
        }
        None => {
            let mut document = gold.document();
            arguments.model.annotator().annotate_sentences(&mut document.sentences);
            gold.with_names_of(&document, &columns)
        }
    };
    let scores = names::evaluate(&gold, &system)?;
    scores.remarks.iter().for_each(warn);
    let mut out = std::io::stdout().lock();
    if arguments.json {
        writeln!(out, "{}", name_json(&scores))?;
        return Ok(());
    }
    name_table(&mut out, &scores)?;
    Ok(())
}

fn name_rows(scores: &NameScores) -> impl Iterator<Item = (&str, crate::eval::Score)> {
    scores.types.iter().map(|(kind, score)| (kind.as_str(), *score)).chain([("all", scores.all)])
}

fn name_table(out: &mut impl Write, scores: &NameScores) -> std::io::Result<()> {
    writeln!(
        out,
        "{:<8} {:>9} {:>9} {:>9} {:>7} {:>7} {:>7}",
        "", "precision", "recall", "F1", "gold", "system", "right"
    )?;
    for (kind, score) in name_rows(scores) {
        let [precision, recall, f1] = [score.precision(), score.recall(), score.f1()].map(|share| 100.0 * share);
        let crate::eval::Score { gold, system, correct } = score;
        writeln!(out, "{kind:<8} {precision:>9.2} {recall:>9.2} {f1:>9.2} {gold:>7} {system:>7} {correct:>7}")?;
    }
    Ok(())
}

fn name_json(scores: &NameScores) -> Value {
    let row = |(kind, score): (&str, crate::eval::Score)| {
        let value = json!({
            "gold": score.gold, "system": score.system, "correct": score.correct,
            "precision": score.precision(), "recall": score.recall(), "f1": score.f1(),
        });
        (kind.to_string(), value)
    };
    Value::Object(name_rows(scores).map(row).collect())
}

fn coreference_scores(arguments: &Coreference) -> Result<(), Box<dyn std::error::Error>> {
    let read = |file: &PathBuf| -> Result<coreference::Corpus, Box<dyn std::error::Error>> {
        let (name, text) = parse::text(file)?;
        Ok(coreference::read(&name, &text)?)
    };
    let choice = Choice { no_singletons: arguments.no_singletons, named: arguments.named };
    let scores = coreference::evaluate(&read(&arguments.gold)?, &read(&arguments.system)?, choice)?;
    scores.remarks.iter().for_each(warn);
    let mut out = std::io::stdout().lock();
    if arguments.json {
        writeln!(out, "{}", coreference_json(&scores))?;
        return Ok(());
    }
    writeln!(out, "{:<10} {:>9} {:>9} {:>9}", "", "precision", "recall", "F1")?;
    for (name, figures) in coreference_rows(&scores) {
        let [precision, recall, f1] = [figures.precision, figures.recall, figures.f1()].map(|share| 100.0 * share);
        writeln!(out, "{name:<10} {precision:>9.2} {recall:>9.2} {f1:>9.2}")?;
    }
    for (name, accuracy) in [("pronouns", scores.pronouns), ("he she it", scores.third_person)] {
        let Accuracy { right, of } = accuracy;
        writeln!(out, "{name:<10} {:>29.2}     ({right} of {of} antecedents)", 100.0 * accuracy.share())?;
    }
    let (gold, system) = scores.clusters;
    let conll = 100.0 * scores.conll();
    writeln!(out, "{:<10} {conll:>29.2}     ({gold} gold clusters, {system} system clusters)", "CoNLL")?;
    Ok(())
}

fn coreference_rows(scores: &CoreferenceScores) -> [(&'static str, Figures); 4] {
    [("mentions", scores.mentions), ("MUC", scores.muc), ("B-cubed", scores.b_cubed), ("CEAF-e", scores.ceaf_e)]
}

fn coreference_json(scores: &CoreferenceScores) -> Value {
    let row = |(name, figures): (&str, Figures)| {
        let value = json!({"precision": figures.precision, "recall": figures.recall, "f1": figures.f1()});
        (name.to_string(), value)
    };
    let mut rows: Map<String, Value> = coreference_rows(scores).into_iter().map(row).collect();
    rows.insert("pronouns".to_string(), json!(scores.pronouns.share()));
    rows.insert("third_person_pronouns".to_string(), json!(scores.third_person.share()));
    rows.insert("CoNLL".to_string(), json!(scores.conll()));
    rows.insert("gold_clusters".to_string(), json!(scores.clusters.0));
    rows.insert("system_clusters".to_string(), json!(scores.clusters.1));
    Value::Object(rows)
}
