//! Files and standard input, up to a limit.

use super::{Origin, ReadError, decode};
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// Bytes looked at to know a format.
const START: u64 = 4096;

/// An input whose first bytes are known.
pub(super) struct Input {
    start: Vec<u8>,
    rest: Box<dyn Read + Send>,
    /// Size of the file.
    size: u64,
}

impl Input {
    /// Opens a file.
    pub fn open(path: &Path, origin: &Origin) -> Result<Self, ReadError> {
        let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
        let (metadata, file) = opened.map_err(|source| failed(origin, source))?;
        Self::new(Box::new(file), metadata.len(), origin)
    }

    /// Opens standard input.
    pub fn standard(origin: &Origin) -> Result<Self, ReadError> {
        Self::new(Box::new(std::io::stdin()), 0, origin)
    }

    fn new(mut rest: Box<dyn Read + Send>, size: u64, origin: &Origin) -> Result<Self, ReadError> {
        let mut start = Vec::new();
        (&mut rest).take(START).read_to_end(&mut start).map_err(|source| failed(origin, source))?;
        Ok(Self { start, rest, size })
    }

    /// The first bytes.
    pub fn start(&mut self) -> &[u8] {
        &self.start
    }

    /// All bytes, unless they are too many.
    pub fn bytes(self, limit: u64, origin: &Origin) -> Result<Vec<u8>, ReadError> {
        check_size(self.size, limit, origin)?;
        let mut bytes = self.start;
        let rest = (limit + 1).saturating_sub(bytes.len() as u64);
        self.rest.take(rest).read_to_end(&mut bytes).map_err(|source| failed(origin, source))?;
        check_size(bytes.len() as u64, limit, origin)?;
        Ok(bytes)
    }

    /// A stream in UTF-8 or another charset in which ASCII is ASCII; UTF-16 is decoded whole.
    pub fn utf8(self, limit: u64, origin: &Origin) -> Result<Box<dyn BufRead + Send>, ReadError> {
        if self.start.starts_with(b"\xff\xfe") || self.start.starts_with(b"\xfe\xff") {
            let text = decode::decode(self.bytes(limit, origin)?, None, origin, &mut Vec::new())?;
            return Ok(Box::new(Cursor::new(text.into_bytes())));
        }
        let start = self.start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.start).to_vec();
        Ok(Box::new(BufReader::with_capacity(64 * 1024, Cursor::new(start).chain(self.rest))))
    }
}

/// Size of a file, 0 where that is not known.
pub(super) fn size_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |metadata| metadata.len())
}

fn failed(origin: &Origin, source: std::io::Error) -> ReadError {
    ReadError::Io { origin: origin.clone(), source }
}

/// Refuses what is over the limit.
pub(super) fn check_size(bytes: u64, limit: u64, origin: &Origin) -> Result<(), ReadError> {
    if bytes > limit { Err(ReadError::TooLarge { origin: origin.clone(), limit }) } else { Ok(()) }
}
