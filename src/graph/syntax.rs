//! What is wrong with a query, shown in the query.

use oxigraph::sparql::SparqlSyntaxError;
use std::fmt;

/// A query that is not SPARQL: where, and what the parser waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Line, from 1.
    pub line: usize,
    /// Character of the line, from 1.
    pub column: usize,
    /// The line.
    excerpt: String,
    /// What would have been right there, or what is wrong in words.
    reason: String,
    hint: Option<&'static str>,
}

impl std::error::Error for SyntaxError {}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, excerpt, reason, hint } = self;
        writeln!(f, "not a SPARQL query; line {line}, column {column}: {reason}")?;
        writeln!(f, "  {excerpt}")?;
        write!(f, "  {:>column$}", "^")?;
        hint.map_or(Ok(()), |hint| write!(f, "\n{hint}"))
    }
}

impl SyntaxError {
    /// Reads the parser's message, which has line and column but not the text.
    pub(super) fn new(query: &str, error: &SparqlSyntaxError) -> Self {
        let message = error.to_string();
        let (line, column, expected) = position(&message).unwrap_or((1, 1, message.as_str()));
        let text = query.lines().nth(line - 1).unwrap_or_default();
        let at = text.chars().nth(column - 1);
        Self {
            line,
            column,
            excerpt: text.replace(char::is_control, " "),
            reason: reason(expected, at.is_none() && query.lines().count() <= line),
            hint: hint(query, &text.chars().take(column).collect::<String>()),
        }
    }
}

/// `error at 3:14: expected …`
fn position(message: &str) -> Option<(usize, usize, &str)> {
    let (position, expected) = message.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = position.split_once(':')?;
    Some((line.parse().ok().filter(|line| *line > 0)?, column.parse().ok().filter(|column| *column > 0)?, expected))
}

/// Advice on frequent slips; `before` is the line up to the place.
fn hint(query: &str, before: &str) -> Option<&'static str> {
    let first = query.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    let has_slash =
        |word: &str| word.split_once('/').is_some_and(|(name, _)| name.contains(':') && !name.contains('<'));
    match (first.as_str(), before.split_whitespace().next_back()) {
        ("INSERT" | "DELETE" | "LOAD" | "CLEAR" | "DROP" | "CREATE" | "ADD" | "MOVE" | "COPY" | "WITH", _) => {
            Some("Updates are not supported: a graph changes by `byline build` and `byline remove`.")
        }
        (_, Some(word)) if has_slash(word) => {
            Some("In a prefixed name a slash is written \\/ (ent:person\\/jane-roe); person:jane-roe needs none.")
        }
        _ => None,
    }
}

/// As many of the tokens that were possible as help.
const MOST: usize = 8;

/// The parser's list without its classes of characters: words where it has some, else tokens.
fn reason(expected: &str, is_at_end: bool) -> String {
    let (mut words, mut tokens) = (Vec::new(), Vec::new());
    let mut rest = expected.trim_start_matches("expected ").trim_start_matches("one of ");
    while !rest.is_empty() {
        rest = rest.trim_start_matches([',', ' ', '\n']);
        if let Some(quoted) = rest.strip_prefix('"') {
            let (token, after) = unquoted(quoted);
            tokens.push(token);
            rest = after;
        } else if rest.starts_with('[') {
            rest = rest.split_once(']').map_or("", |(_, rest)| rest);
        } else {
            let (word, after) = rest.split_once(',').unwrap_or((rest, ""));
            words.push(word.trim());
            rest = after;
        }
    }
    words.retain(|word| !word.is_empty());
    tokens.retain(|token| !token.trim().is_empty());
    // Possible after almost anything, and next to never meant.
    words.retain(|word| !matches!(*word, "LATERAL" | "SERVICE"));
    let keyword = |word: &&str| word.chars().all(|c| c.is_ascii_uppercase() || c == ' ');
    match words.iter().find(|word| !keyword(word)) {
        Some(&"Prefix not found") => return "this prefix is not declared".to_owned(),
        Some(message) => return (*message).to_owned(),
        None => tokens.extend(words.iter().map(|word| (*word).to_owned())),
    }
    let found = if is_at_end { "something is missing, here or before" } else { "this was not expected" };
    match tokens.len() {
        0 => found.to_owned(),
        1..=MOST => format!("{found}; possible here: {}", tokens.join("  ")),
        _ => format!("{found}; possible here: {}  …", tokens[..MOST].join("  ")),
    }
}

/// A token in Rust's notation up to the closing quote, and what follows.
fn unquoted(text: &str) -> (String, &str) {
    let mut token = String::new();
    let mut chars = text.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '"' => return (token, &text[i + 1..]),
            '\\' => token.extend(chars.next().map(|(_, escaped)| escaped)),
            _ => token.push(c),
        }
    }
    (token, "")
}

#[cfg(test)]
mod tests {
    use crate::graph::query::prepare;

    fn message(query: &str) -> String {
        prepare(query).err().unwrap().to_string()
    }

    #[test]
    fn the_place_is_shown() {
        let error = message("SELECT * WHERE {\n  ?s ?p }");
        assert!(error.contains("line 2") && error.contains("\n    ?s ?p }\n           ^"), "{error}");
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(message("SELECT * { ?s foo:bar ?o }").contains("prefix is not declared"));
        assert!(message("SELECT * { ?s ent:person/x ?o }").contains("person:jane-roe"));
        assert!(message("SELECT * { ?s ?p \"x }").contains("possible here: \"  \\"));
        assert!(message("DROP ALL").contains("Updates are not supported"));
        assert!(message("SELECT ?x (COUNT(?y) AS ?n) { ?x a ?y }").contains("variable that is unbound"));
        assert!(message("SELECT * { ?s ?p ?o").contains("something is missing"));
        assert!(message("").contains("something is missing"));
    }
}
