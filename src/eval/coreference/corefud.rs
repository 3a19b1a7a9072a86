//! CoNLL-U with `Entity=` (CorefUD 1.x, GUM) → documents.

use super::read::{CoreferenceError, Document, Mention, Sentence};
use std::collections::BTreeMap;

/// Reads a file; one without `# newdoc` is one document, named after the file.
pub(super) fn read(file: &str, source: &str) -> Result<Vec<Document>, CoreferenceError> {
    let mut reader = Reader { file, documents: Vec::new(), fields: Vec::new(), open: Vec::new() };
    for (line, row) in (1..).zip(source.strip_prefix('\u{FEFF}').unwrap_or(source).lines()) {
        reader.row(line, row.trim_end_matches('\r'))?;
    }
    reader.closed()?;
    Ok(reader.documents)
}

struct Reader<'a> {
    file: &'a str,
    documents: Vec<Document>,
    /// Names of the parts of an opening bracket.
    fields: Vec<&'a str>,
    /// Brackets open in this sentence: entity, number of the mention, line.
    open: Vec<(&'a str, usize, usize)>,
}

impl<'a> Reader<'a> {
    fn row(&mut self, line: usize, row: &'a str) -> Result<(), CoreferenceError> {
        if row.trim().is_empty() {
            self.closed()?;
            if self.documents.last().and_then(|d| d.sentences.last()).is_some_and(|s| !s.tokens.is_empty()) {
                self.document(line).sentences.push(Sentence::default());
            }
            return Ok(());
        }
        if let Some(comment) = row.strip_prefix('#') {
            if let Some((name, value)) = comment.split_once('=') {
                match name.trim() {
                    "newdoc id" => self.begin(line, value.trim()),
                    "global.Entity" => self.fields = value.trim().split('-').collect(),
                    _ => {}
                }
            }
            return Ok(());
        }
        let columns: Vec<&str> = row.split('\t').collect();
        let [id, form, .., misc] = columns[..] else {
            return Err(CoreferenceError::Columns { file: self.file.to_owned(), line });
        };
        if id.contains(['-', '.']) {
            return Ok(());
        }
        let document = self.document(line);
        if document.sentences.is_empty() {
            document.sentences.push(Sentence::default());
        }
        if let Some(sentence) = document.sentences.last_mut() {
            sentence.tokens.push(form.to_owned());
        }
        let entities = misc.split('|').find_map(|attribute| attribute.strip_prefix("Entity="));
        entities.map_or(Ok(()), |entities| self.brackets(line, entities))
    }

    fn begin(&mut self, line: usize, id: &str) {
        let place = format!("{}:{line}", self.file);
        self.documents.push(Document::new(id, &place));
    }

    fn document(&mut self, line: usize) -> &mut Document {
        if self.documents.is_empty() {
            let id = self.file.to_owned();
            self.begin(line, &id);
        }
        self.documents.last_mut().expect("one was begun")
    }

    /// `(e1-person-1(e2-place-1)e3)`: opens one, opens and closes another, closes a third.
    fn brackets(&mut self, line: usize, mut entities: &'a str) -> Result<(), CoreferenceError> {
        let wrong = |file: &str| CoreferenceError::Bracket { file: file.to_owned(), line, value: entities.to_owned() };
        let all = entities;
        while !entities.is_empty() {
            if let Some(rest) = entities.strip_prefix('(') {
                let end = rest.find(['(', ')']).unwrap_or(rest.len());
                self.opens(line, &rest[..end]);
                entities = &rest[end..];
                if let Some(rest) = entities.strip_prefix(')') {
                    self.open.pop();
                    entities = rest;
                }
                continue;
            }
            let Some((entity, rest)) = entities.split_once(')') else { return Err(wrong(self.file)) };
            let part = |name: &str| name.split('[').next().unwrap_or_default().to_owned();
            let Some(at) = self.open.iter().rposition(|(open, ..)| part(open) == part(entity)) else {
                let value = all.to_owned();
                return Err(CoreferenceError::Bracket { file: self.file.to_owned(), line, value });
            };
            let (_, mention, _) = self.open.remove(at);
            let document = self.document(line);
            document.mentions[mention].end = document.sentences.last().map_or(0, |sentence| sentence.tokens.len());
            entities = rest;
        }
        Ok(())
    }

    fn opens(&mut self, line: usize, opening: &'a str) {
        let parts: Vec<&str> = opening.split('-').collect();
        let place = |names: &[&str]| self.fields.iter().position(|field| names.contains(field));
        let entity = place(&["eid", "GRP"]).and_then(|n| parts.get(n)).copied().unwrap_or(parts[0]);
        let kind = place(&["etype"]).and_then(|n| parts.get(n)).filter(|kind| !kind.is_empty());
        let kind = kind.map(|kind| (*kind).to_owned());
        let document = self.document(line);
        let sent = document.sentences.len() - 1;
        let word = document.sentences[sent].tokens.len();
        // Of a mention in pieces (`e1[2/3]`) each is one.
        let cluster = entity.split('[').next().map(|entity| entity.to_owned().into());
        document.mentions.push(Mention { sent, start: word - 1, end: word, kind, cluster });
        let number = document.mentions.len() - 1;
        self.open.push((entity, number, line));
    }

    /// No bracket stays open at the end of a sentence.
    fn closed(&mut self) -> Result<(), CoreferenceError> {
        match self.open.first() {
            None => Ok(()),
            Some((entity, _, line)) => {
                Err(CoreferenceError::Bracket { file: self.file.to_owned(), line: *line, value: format!("({entity}") })
            }
        }
    }
}

/// Documents by id.
pub(super) fn by_id(file: &str, documents: Vec<Document>) -> Result<BTreeMap<String, Document>, CoreferenceError> {
    let mut found = BTreeMap::new();
    for document in documents {
        let id = document.id.clone();
        let line = document.line();
        if found.insert(id.clone(), document).is_some() {
            return Err(CoreferenceError::Twice { file: file.to_owned(), line, id });
        }
    }
    Ok(found)
}
