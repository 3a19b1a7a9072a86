//! CoNLL-U in and out.

use super::Sentence;
use std::io::{self, Write};

/// Writes sentences.
pub fn write(sentences: &[Sentence], out: &mut impl Write) -> io::Result<()> {
    for sentence in sentences {
        for (n, w) in sentence.words.iter().enumerate() {
            let head = w.head.map_or(0, |head| head + 1);
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t_",
                n + 1,
                w.form,
                w.lemma,
                w.upos.name(),
                w.xpos,
                w.feats,
                w.deprel
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}
