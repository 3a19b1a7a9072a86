//! Texts at random: out of nothing, and out of the articles in `examples/`.

use fastrand::Rng;

/// Characters that texts have broken over.
const ODD: &[&str] = &[
    "\0",
    "\u{1}",
    "\u{7F}",
    "\t",
    "\r",
    "\r\n",
    "\n",
    "\n\n",
    "\u{B}",
    "\u{C}",
    "\u{1C}",
    "\u{85}",
    "\u{A0}",
    "\u{AD}",
    "\u{2028}",
    "\u{2029}",
    "\u{3000}",
    "\u{200B}",
    "\u{200C}",
    "\u{200D}",
    "\u{2060}",
    "\u{FEFF}",
    "\u{FFFD}",
    "\u{FFFF}",
    "\u{10FFFF}",
    "\u{E000}",
    "\u{301}",
    "\u{308}",
    "\u{20DD}",
    "\u{FE0F}",
    "\u{1F3FD}",
    "\u{1F1EB}",
    "\u{202A}",
    "\u{202E}",
    "\u{202C}",
    "\u{2066}",
    "\u{2069}",
    "שלום",
    "مرحبا",
    "ﷺ",
    "漢字",
    "ไทย",
    "हिन्दी",
    "ǅ",
    "ŉ",
    "ß",
    "İ",
    "ı",
    "ﬁ",
    "Ⅷ",
    "½",
    "²",
    "٣",
    "𝐁𝐨𝐥𝐝",
    "😀",
    "👩‍👩‍👧",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "#",
    "_",
    "|",
    "=",
    "\\",
    "<b>",
    "&amp;",
    "://",
    "@",
];

/// Marks that sentences, quotations and numbers are cut at.
const MARKS: &[&str] = &[
    ".",
    "..",
    "...",
    "…",
    "?",
    "!",
    ",",
    ";",
    ":",
    "-",
    "--",
    "–",
    "—",
    "'",
    "’",
    "‘",
    "\"",
    "“",
    "”",
    "``",
    "''",
    "«",
    "»",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "/",
    "$",
    "£",
    "€",
    "%",
    "°",
    "•",
    "*",
    "'s",
    "n't",
    "’ll",
    "Mr.",
    "U.S.",
    "a.m.",
    "1,000.5",
    "3/4",
    "12:30",
    "2024-05-16",
    "No. 1",
];

/// Words that rules hang on.
const WORDS: &[&str] = &[
    "said",
    "says",
    "denied",
    "told",
    "according",
    "to",
    "that",
    "who",
    "which",
    "not",
    "never",
    "no",
    "if",
    "may",
    "allegedly",
    "was",
    "is",
    "has",
    "been",
    "be",
    "have",
    "had",
    "by",
    "of",
    "in",
    "on",
    "at",
    "with",
    "from",
    "the",
    "a",
    "his",
    "her",
    "he",
    "she",
    "it",
    "they",
    "them",
    "himself",
    "and",
    "or",
    "but",
    "because",
    "Monday",
    "yesterday",
    "last",
    "week",
    "March",
    "2017",
    "Ann",
    "Roe",
    "Acme",
    "Inc.",
    "Paris",
    "France",
    "French",
    "Senator",
    "minister",
    "spokesman",
    "company",
    "bought",
    "sold",
    "resigned",
    "met",
    "announced",
    "born",
    "died",
    "million",
    "percent",
    "there",
    "than",
    "as",
    "more",
    "cannot",
    "gonna",
    "wanna",
    "I",
    "we",
    "you",
    "what",
    "why",
];

/// The most characters that most texts have.
const SHORT: usize = 160;

/// Makes texts; the same seed makes the same.
pub struct Texts {
    rng: Rng,
    articles: Vec<Vec<char>>,
    /// Every so many texts one is long.
    long_every: usize,
    made: usize,
}

impl Texts {
    /// Mutates `articles` among others.
    pub fn new(seed: u64, articles: &[String], long_every: usize) -> Self {
        let articles = articles.iter().map(|text| text.chars().collect()).collect();
        Self { rng: Rng::with_seed(seed), articles, long_every, made: 0 }
    }

    fn one_of(&mut self, strings: &[&'static str]) -> &'static str {
        strings[self.rng.usize(..strings.len())]
    }

    fn any_character(&mut self) -> char {
        let range = match self.rng.u8(..8) {
            0..=2 => '\u{20}'..='\u{7E}',
            3 => '\0'..='\u{2FF}',
            4 => '\u{300}'..='\u{1FFF}',
            5 => '\u{2000}'..='\u{2FFF}',
            6 => '\u{3000}'..='\u{FFFF}',
            _ => '\u{10000}'..='\u{10FFFF}',
        };
        self.rng.char(range)
    }

    /// Characters without sense.
    fn noise(&mut self, length: usize) -> String {
        (0..self.rng.usize(..=length)).map(|_| self.any_character()).collect()
    }

    /// Words, marks and odd characters, with spaces or without.
    fn soup(&mut self, length: usize) -> String {
        let spaced = self.rng.u8(..=10);
        let mut text = String::new();
        while text.len() < length {
            let part = match self.rng.u8(..10) {
                0 => self.one_of(ODD),
                1..=4 => self.one_of(MARKS),
                _ => self.one_of(WORDS),
            };
            text.push_str(part);
            if self.rng.u8(..10) < spaced {
                text.push(' ');
            }
        }
        text
    }

    /// A stretch of an article.
    fn stretch(&mut self, length: usize) -> Vec<char> {
        if self.articles.is_empty() {
            return self.soup(length).chars().collect();
        }
        let number = self.rng.usize(..self.articles.len());
        let article = &self.articles[number];
        let start = self.rng.usize(..article.len().max(1));
        article[start..(start + length).min(article.len())].to_vec()
    }

    /// A stretch of an article with some of its characters changed.
    fn mutation(&mut self, length: usize) -> String {
        let mut text = self.stretch(length);
        for _ in 0..=self.rng.usize(..6) {
            let at = self.rng.usize(..=text.len());
            let end = (at + self.rng.usize(..12)).min(text.len());
            match self.rng.u8(..9) {
                0 => drop(text.drain(at..end)),
                1 if at < text.len() => text[at] = self.any_character(),
                2 if end < text.len() => text.swap(at, end),
                3 => drop(text.splice(at..at, self.one_of(ODD).chars())),
                4 => drop(text.splice(at..end, self.one_of(MARKS).chars())),
                5 => {
                    let mark = self.one_of(MARKS).repeat(self.rng.usize(1..20));
                    drop(text.splice(at..at, mark.chars()));
                }
                6 => {
                    let repeated: Vec<char> = text[at..end].repeat(self.rng.usize(1..8));
                    drop(text.splice(at..at, repeated));
                }
                7 => {
                    let other = self.stretch(40);
                    drop(text.splice(at..end, other));
                }
                _ => text[at..end].reverse(),
            }
        }
        text.into_iter().collect()
    }

    /// More of one thing than any text should have.
    fn long(&mut self) -> String {
        let number = self.rng.usize(500..10_000);
        match self.rng.u8(..8) {
            0 => "x".repeat(number * 10),
            1 => self.one_of(MARKS).repeat(number),
            2 => self.one_of(ODD).repeat(number),
            // Words without a stop.
            3 => (0..number).flat_map(|_| [self.one_of(WORDS), " "]).collect(),
            4 => format!("{} {} ", self.one_of(WORDS), self.one_of(MARKS)).repeat(number / 2),
            5 => self.noise(number * 3),
            6 => self.soup(number * 3),
            _ => self.mutation(number),
        }
    }
}

impl Iterator for Texts {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.made += 1;
        if self.long_every > 0 && self.made.is_multiple_of(self.long_every) {
            return Some(self.long());
        }
        let length = self.rng.usize(..SHORT);
        Some(match self.rng.u8(..8) {
            0 => self.noise(length / 2),
            1..=3 => self.soup(length),
            _ => self.mutation(length),
        })
    }
}
