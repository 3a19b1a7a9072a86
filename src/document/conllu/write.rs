//! Sentences → CoNLL-U.

use crate::document::{Document, Sentence, Word};
use std::io::{self, Write};

/// Writes a document. `text` is what its spans count in; `id` names it (`# newdoc id`, `# sent_id`).
///
/// Sentences that came with comments keep them; the others get `newpar`, `sent_id` and `text`.
pub fn write(document: &Document, text: &str, id: &str, out: &mut impl Write) -> io::Result<()> {
    let mut writer = Writer::new(id, out);
    document.sentences.iter().try_for_each(|sentence| writer.sentence(sentence, text))
}

/// Writes the sentences of one document one after the other.
pub struct Writer<W> {
    id: String,
    sentences: usize,
    paragraph: Option<usize>,
    out: W,
}

impl<W: Write> Writer<W> {
    /// A writer of the document `id`.
    pub fn new(id: &str, out: W) -> Self {
        Self { id: id.split_whitespace().collect::<Vec<_>>().join("_"), sentences: 0, paragraph: None, out }
    }

    /// Writes one sentence, whose spans count in `text`.
    pub fn sentence(&mut self, sentence: &Sentence, text: &str) -> io::Result<()> {
        self.sentences += 1;
        if sentence.comments.is_empty() {
            self.comments(sentence, text)?;
        }
        for comment in &sentence.comments {
            writeln!(self.out, "{comment}")?;
        }
        let mut multiword = sentence.multiword.iter().peekable();
        let mut inside = 0;
        let names = name_tags(sentence);
        for (n, word) in sentence.words.iter().enumerate() {
            if let Some((span, words)) = multiword.next_if(|(_, words)| words.start == n) {
                inside = words.end;
                let misc = space(sentence.words[words.end - 1].space_after).unwrap_or("_");
                let form = span.of(text);
                writeln!(self.out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", words.start + 1, words.end)?;
            }
            let space = if n < inside { None } else { space(word.space_after) };
            let misc = match (&names[n], space) {
                (Some(name), Some(space)) => format!("{name}|{space}"),
                (Some(name), None) => name.clone(),
                (None, space) => space.unwrap_or("_").to_string(),
            };
            row(&mut self.out, n, word, &misc)?;
        }
        writeln!(self.out)
    }

    fn comments(&mut self, sentence: &Sentence, text: &str) -> io::Result<()> {
        if self.sentences == 1 && !self.id.is_empty() {
            writeln!(self.out, "# newdoc id = {}", self.id)?;
        }
        if self.paragraph != Some(sentence.paragraph) {
            writeln!(self.out, "# newpar")?;
            self.paragraph = Some(sentence.paragraph);
        }
        let dash = if self.id.is_empty() { "" } else { "-" };
        writeln!(self.out, "# sent_id = {}{dash}{}", self.id, self.sentences)?;
        writeln!(self.out, "# text = {}", surface(sentence, text))
    }
}

fn row(out: &mut impl Write, n: usize, word: &Word, misc: &str) -> io::Result<()> {
    let column = |value: &str| if value.is_empty() { "_".to_string() } else { value.to_string() };
    let head = word.head.map_or(0, |head| head + 1);
    writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t{misc}",
        n + 1,
        column(&word.form),
        column(&word.lemma),
        word.upos.name(),
        column(&word.xpos),
        column(&word.feats),
        column(&word.deprel),
    )
}

fn space(after: bool) -> Option<&'static str> {
    (!after).then_some("SpaceAfter=No")
}

/// `NER=B-PER` and the like, where there is a name.
fn name_tags(sentence: &Sentence) -> Vec<Option<String>> {
    let mut tags = vec![None; sentence.words.len()];
    for name in &sentence.names {
        for word in name.words.iter() {
            let position = if word == name.words.start { 'B' } else { 'I' };
            tags[word] = Some(format!("NER={position}-{}", name.kind.label()));
        }
    }
    tags
}

/// The sentence's text with single spaces, which is what its rows spell.
fn surface(sentence: &Sentence, text: &str) -> String {
    let mut surface = String::new();
    let mut multiword = sentence.multiword.iter().peekable();
    let mut inside = 0;
    for (n, word) in sentence.words.iter().enumerate() {
        if let Some((span, words)) = multiword.next_if(|(_, words)| words.start == n) {
            surface.push_str(span.of(text));
            inside = words.end;
        } else if n >= inside {
            surface.push_str(&word.form);
        }
        if word.space_after && n + 1 >= inside {
            surface.push(' ');
        }
    }
    surface.truncate(surface.trim_end().len());
    surface
}
