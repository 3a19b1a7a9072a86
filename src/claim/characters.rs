//! Places in a text counted in code points.

/// Bytes → code points, in one pass over the text.
pub(super) struct Characters {
    /// Code points before every 64th byte.
    marks: Vec<usize>,
    text: String,
}

impl Characters {
    pub(super) fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / 64 + 1);
        let mut count = 0;
        for (byte, value) in text.bytes().enumerate() {
            if byte % 64 == 0 {
                marks.push(count);
            }
            count += usize::from(value & 0xC0 != 0x80);
        }
        Self { marks, text: text.to_owned() }
    }

    pub(super) fn before(&self, byte: usize) -> usize {
        let mark = (byte / 64).min(self.marks.len().saturating_sub(1));
        let start = mark * 64;
        self.marks.get(mark).copied().unwrap_or(0)
            + self.text.as_bytes()[start..byte].iter().filter(|b| **b & 0xC0 != 0x80).count()
    }
}
