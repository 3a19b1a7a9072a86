//! Splits a stream of JSON into records, one at a time: files of any size pass through.

use super::{Origin, ReadError};
use std::io::{BufRead, Read};

/// A record, not parsed yet.
#[derive(Debug, PartialEq)]
pub(super) struct Record {
    pub bytes: Vec<u8>,
    /// Line at which it starts, from 1.
    pub line: u64,
    /// Whether it is one of a list (or of JSON Lines).
    pub listed: bool,
}

type Input = Box<dyn BufRead + Send>;

/// Records of JSON Lines: a broken line costs only itself.
pub(super) struct Lines {
    input: Input,
    origin: Origin,
    limit: u64,
    line: u64,
    failed: bool,
}

impl Lines {
    pub fn new(input: Input, origin: Origin, limit: u64) -> Self {
        Self { input, origin, limit, line: 0, failed: false }
    }

    fn next_line(&mut self) -> Result<Option<Record>, ReadError> {
        loop {
            self.line += 1;
            let mut bytes = Vec::new();
            self.read_line(&mut bytes)?;
            if bytes.is_empty() {
                return Ok(None);
            }
            if bytes.len() as u64 > self.limit {
                if !bytes.ends_with(b"\n") {
                    self.skip_line()?;
                }
                return Err(ReadError::TooLarge { origin: self.origin.at_line(self.line), limit: self.limit });
            }
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(Record { bytes, line: self.line, listed: true }));
            }
        }
    }

    fn read_line(&mut self, bytes: &mut Vec<u8>) -> Result<(), ReadError> {
        let read = (&mut self.input).take(self.limit + 1).read_until(b'\n', bytes);
        read.map(|_| ()).map_err(|source| self.broken(source))
    }

    fn skip_line(&mut self) -> Result<(), ReadError> {
        self.input.skip_until(b'\n').map(|_| ()).map_err(|source| self.broken(source))
    }

    fn broken(&mut self, source: std::io::Error) -> ReadError {
        self.failed = true;
        ReadError::Io { origin: self.origin.clone(), source }
    }
}

impl Iterator for Lines {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed { None } else { self.next_line().transpose() }
    }
}

/// Records of JSON: the objects of a list, or one object, or several one after another.
pub(super) struct Objects {
    input: Input,
    origin: Origin,
    limit: u64,
    line: u64,
    listed: bool,
    done: bool,
}

impl Objects {
    pub fn new(input: Input, origin: Origin, limit: u64) -> Self {
        Self { input, origin, limit, line: 1, listed: false, done: false }
    }

    /// The next object; its bytes are not checked beyond quotes and brackets.
    fn next_object(&mut self) -> Result<Option<Record>, ReadError> {
        let Some(line) = self.skip_to_object()? else { return Ok(None) };
        let mut object = Object::default();
        loop {
            let available = self.input.fill_buf().map_err(|source| io_error(&self.origin, source))?;
            if available.is_empty() {
                let message = "ends in the middle of an object; the file seems to be cut off".to_owned();
                return Err(ReadError::Json { origin: self.origin.at_line(line), message });
            }
            let (taken, complete) = object.take(available);
            self.line += available[..taken].iter().filter(|&&byte| byte == b'\n').count() as u64;
            self.input.consume(taken);
            if object.bytes.len() as u64 > self.limit {
                return Err(ReadError::TooLarge { origin: self.origin.at_line(line), limit: self.limit });
            }
            if complete {
                return Ok(Some(Record { bytes: object.bytes, line, listed: self.listed }));
            }
        }
    }

    /// Goes on to the next `{` and returns its line; `None`: the input ends properly.
    fn skip_to_object(&mut self) -> Result<Option<u64>, ReadError> {
        let error = |origin: &Origin, line, message: &str| {
            Err(ReadError::Json { origin: origin.at_line(line), message: message.to_owned() })
        };
        loop {
            let available = self.input.fill_buf().map_err(|source| io_error(&self.origin, source))?;
            let Some(&byte) = available.first() else {
                return if self.listed {
                    error(&self.origin, self.line, "the list has no end; the file seems to be cut off")
                } else {
                    Ok(None)
                };
            };
            match byte {
                b'{' => return Ok(Some(self.line)),
                b'[' if !self.listed => self.listed = true,
                b']' if self.listed => self.listed = false,
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' | b',' => {}
                _ => return error(&self.origin, self.line, "there should be an object ({…}) or a list of objects"),
            }
            self.input.consume(1);
        }
    }
}

impl Iterator for Objects {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.next_object().transpose();
        // After a broken object nobody knows where the next one starts.
        self.done = !matches!(next, Some(Ok(_)));
        next
    }
}

/// An object on its way in.
#[derive(Default)]
struct Object {
    bytes: Vec<u8>,
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Object {
    /// Takes bytes up to the end of the object; returns how many, and whether it is complete.
    fn take(&mut self, available: &[u8]) -> (usize, bool) {
        for (at, &byte) in available.iter().enumerate() {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_string => self.escaped = true,
                b'"' => self.in_string = !self.in_string,
                b'{' | b'[' if !self.in_string => self.depth += 1,
                b'}' | b']' if !self.in_string => self.depth -= 1,
                _ => {}
            }
            if self.depth == 0 {
                self.bytes.extend_from_slice(&available[..=at]);
                return (at + 1, true);
            }
        }
        self.bytes.extend_from_slice(available);
        (available.len(), false)
    }
}

fn io_error(origin: &Origin, source: std::io::Error) -> ReadError {
    ReadError::Io { origin: origin.clone(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor};

    fn input(text: &str) -> Input {
        // A small buffer, so that objects lie across its borders.
        Box::new(BufReader::with_capacity(7, Cursor::new(text.to_owned())))
    }

    fn shown(records: impl Iterator<Item = Result<Record, ReadError>>) -> Vec<String> {
        let show = |record: Record| format!("{} {}", record.line, String::from_utf8(record.bytes).unwrap().trim());
        records.map(|record| record.map_or_else(|error| error.to_string(), show)).collect()
    }

    fn objects(text: &str) -> Vec<String> {
        shown(Objects::new(input(text), Origin::file("a"), 100))
    }

    #[test]
    fn objects_of_lists_and_streams() {
        assert_eq!(objects(r#"{"a": "}\"{", "b": [{}]}"#), [r#"1 {"a": "}\"{", "b": [{}]}"#]);
        assert_eq!(objects("[{\"a\": 1},\n {\"b\":\n 2} ,{}]\n"), ["1 {\"a\": 1}", "2 {\"b\":\n 2}", "3 {}"]);
        assert_eq!(objects("{\"a\": 1}\n{\"b\": 2}\n"), ["1 {\"a\": 1}", "2 {\"b\": 2}"]);
        assert_eq!(objects(" [ ] "), Vec::<String>::new());
    }

    #[test]
    fn broken_lists() {
        let cut = "a, line 2: broken JSON: ends in the middle of an object; the file seems to be cut off";
        assert_eq!(objects("[{\"a\": 1},\n{\"b\": "), ["1 {\"a\": 1}", cut]);
        let open = "a, line 2: broken JSON: the list has no end; the file seems to be cut off";
        assert_eq!(objects("[{\"a\": 1},\n"), ["1 {\"a\": 1}", open]);
        assert_eq!(objects("[1, 2]").len(), 1);
        assert_eq!(objects(&format!("{{\"a\": \"{}\"}}", "x".repeat(200))).len(), 1);
    }

    #[test]
    fn lines() {
        let long = "x".repeat(200);
        let lines = shown(Lines::new(input(&format!("{{}}\n\n{long}\n{{\"a\": 1}}")), Origin::file("a"), 100));
        assert_eq!(lines[0], "1 {}");
        assert!(lines[1].starts_with("a, line 3: over 0 MB"), "{}", lines[1]);
        assert_eq!(lines[2..], ["4 {\"a\": 1}"]);
    }
}
