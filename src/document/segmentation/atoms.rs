//! Text → atoms, the smallest things that a token can be made of: runs of letters, runs of digits, and every other
//! character alone. White space only separates.

use crate::article::Span;
use unicode_general_category::{GeneralCategory, get_general_category};

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Letters,
    Digits,
    Symbol,
}

/// White space before an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    /// The end of a line.
    Line,
    /// An empty line: the end of a paragraph. Also stands before the first atom.
    Blank,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Atom {
    pub span: Span,
    pub kind: Kind,
    pub gap: Gap,
}

/// The atoms of `text` in order; together with the white space between them they are the text.
pub(super) fn atoms(text: &str) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut gap = Gap::Blank;
    let mut newlines = 0;
    let mut previous = '\0';
    for (start, c) in text.char_indices() {
        let span = Span::new(start, start + c.len_utf8());
        match kind(c) {
            None => {
                // "\r\n" is one line end.
                newlines += usize::from(is_line_end(c) && !(c == '\n' && previous == '\r'));
                let seen = match newlines {
                    0 => Gap::Space,
                    1 => Gap::Line,
                    _ => Gap::Blank,
                };
                gap = gap.max(seen);
                previous = c;
                continue;
            }
            Some(kind) => match atoms.last_mut() {
                Some(last) if gap == Gap::None && continues(last.kind, kind, c) => last.span.end = span.end,
                _ => atoms.push(Atom { span, kind, gap }),
            },
        }
        (gap, newlines, previous) = (Gap::None, 0, c);
    }
    atoms
}

/// `None` for white space and for controls, which count as such.
fn kind(c: char) -> Option<Kind> {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' => Some(Kind::Letters),
            '0'..='9' => Some(Kind::Digits),
            '!'..='~' => Some(Kind::Symbol),
            _ => None,
        };
    }
    use GeneralCategory::{Control, DecimalNumber};
    match get_general_category(c) {
        _ if c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}') => None,
        Control => None,
        DecimalNumber => Some(Kind::Digits),
        category if category.abbreviation().starts_with('L') => Some(Kind::Letters),
        _ => Some(Kind::Symbol),
    }
}

/// Whether a character belongs to the atom before it: the same kind of run, or a mark or joiner in a word.
fn continues(run: Kind, kind: Kind, c: char) -> bool {
    match kind {
        Kind::Symbol => {
            let category = get_general_category(c).abbreviation();
            !c.is_ascii() && (category.starts_with('M') || (category == "Cf" && run == Kind::Letters))
        }
        kind => kind == run,
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<(Gap, &str)> {
        atoms(text).iter().map(|atom| (atom.gap, atom.span.of(text))).collect()
    }

    #[test]
    fn runs_and_gaps() {
        use Gap::{Blank, Line, None, Space};
        let expected =
            [(Blank, "Don"), (None, "’"), (None, "t"), (Space, "5"), (None, "pm"), (Line, "x"), (Blank, "y")];
        assert_eq!(show("Don’t 5pm\r\nx \n\n y"), expected);
    }

    #[test]
    fn marks_stay_with_their_letter() {
        assert_eq!(show("cafe\u{301}s"), [(Gap::Blank, "cafe\u{301}s")]);
    }

    #[test]
    fn controls_are_white_space() {
        assert_eq!(show("\u{FEFF}a\0b").len(), 2);
        assert!(show(" \u{200B}\t").is_empty());
    }
}
