//! CoNLL-U in and out (<https://universaldependencies.org/format.html>). Names stand in MISC, as `NER=B-PER`.
//!
//! ```
//! use byline::document::conllu;
//! let source = "1\tDogs\tdog\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tbark\tbark\tVERB\tVBP\t_\t0\troot\t_\tSpaceAfter=No\n\n";
//! let reading = conllu::read("dogs.conllu", source)?;
//! assert_eq!(reading.text, "Dogs bark");
//! assert_eq!(reading.document.sentences[0].words[0].head, Some(1));
//! # Ok::<(), conllu::ReadError>(())
//! ```

mod read;
mod write;

pub use read::{ReadError, Reading, read};
pub use write::{Attributes, Writer, write, write_with};

#[cfg(test)]
mod tests;
