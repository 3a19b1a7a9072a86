//! Words as numbers, within one document.

use std::collections::HashMap;

/// Words in the order of their first use.
#[derive(Default)]
pub(super) struct Symbols {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
}

impl Symbols {
    /// The number of a word; equal words have equal numbers.
    pub fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.words.push(word.to_owned());
        number
    }

    /// The word of a number.
    pub fn word(&self, number: u32) -> &str {
        &self.words[number as usize]
    }
}
