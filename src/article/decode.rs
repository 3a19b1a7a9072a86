//! Bytes → characters.

use super::{Note, Origin, ReadError};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// What files begin with that people mistake for text.
const SIGNATURES: [(&[u8], &str, &str); 10] = [
    (b"%PDF-", "a PDF document", "; convert it first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "; unpack or convert it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "; convert it first"),
    (b"{\\rtf", "an RTF document", "; convert it first"),
    (b"\x1f\x8b", "compressed with gzip", "; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", "; unpack it first"),
    (b"BZh", "compressed with bzip2", "; unpack it first"),
    (b"\xfd7zXZ", "compressed with xz", "; unpack it first"),
    (b"\x89PNG", "an image", ""),
    (b"\xff\xd8\xff", "an image", ""),
];
/// Bytes looked at to tell text from other data.
const SAMPLE: usize = 64 * 1024;

/// The characters of a text in any charset. `declared`: the charset that an HTML page says it has.
pub(super) fn decode(
    bytes: Vec<u8>,
    declared: Option<&'static Encoding>,
    origin: &Origin,
    notes: &mut Vec<Note>,
) -> Result<String, ReadError> {
    if let Some((_, kind, advice)) = SIGNATURES.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Err(ReadError::Binary { origin: origin.clone(), kind, advice });
    }
    let text = match Encoding::for_bom(&bytes).map(|(encoding, _)| encoding).or_else(|| unmarked_utf16(&bytes)) {
        Some(encoding) => encoding.decode(&bytes).0.into_owned(),
        None => unmarked(bytes, declared, origin, notes)?,
    };
    if is_text(&text) { Ok(text) } else { Err(binary(origin)) }
}

/// UTF-16 without a mark: of English text, every other byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, units) = (zeros(0), zeros(1), sample.len() / 2);
    match units {
        0 => None,
        _ if odd * 10 >= units * 8 && even * 20 <= units => Some(UTF_16LE),
        _ if even * 10 >= units * 8 && odd * 20 <= units => Some(UTF_16BE),
        _ => None,
    }
}

fn unmarked(
    bytes: Vec<u8>,
    declared: Option<&'static Encoding>,
    origin: &Origin,
    notes: &mut Vec<Note>,
) -> Result<String, ReadError> {
    if bytes[..bytes.len().min(SAMPLE)].contains(&0) {
        return Err(binary(origin));
    }
    let (bytes, error) = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => (error.as_bytes().to_vec(), error.utf8_error()),
    };
    let (characters, broken) = utf8_evidence(&bytes);
    let tail = bytes.len() - error.valid_up_to();
    if error.error_len().is_none() && (characters > 0 || tail > 1) {
        return Err(ReadError::Truncated { origin: origin.clone(), byte: error.valid_up_to() });
    }
    if characters >= 4 * broken {
        notes.push(Note::Replaced { origin: origin.clone(), count: broken });
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    let encoding = declared.filter(|encoding| !encoding.decode(&bytes).2).unwrap_or_else(|| detect(&bytes));
    Ok(encoding.decode_without_bom_handling(&bytes).0.into_owned())
}

/// How many characters beyond ASCII are right in UTF-8, and how many places are wrong.
fn utf8_evidence(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(characters, broken), chunk| {
        let beyond_ascii = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (characters + beyond_ascii, broken + usize::from(!chunk.invalid().is_empty()))
    })
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Text has next to no control characters.
fn is_text(text: &str) -> bool {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let odd =
        sample.chars().filter(|&c| c == '\u{fffd}' || (c.is_control() && !"\t\n\r\u{b}\u{c}\u{1b}\u{85}".contains(c)));
    odd.count() * 50 <= sample.chars().count()
}

fn binary(origin: &Origin) -> ReadError {
    ReadError::Binary { origin: origin.clone(), kind: "binary data", advice: "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“No,” said Zoë Müller. The café’s owner, José Peña, paid €3.";

    fn decoded(bytes: &[u8]) -> Result<String, String> {
        decode(bytes.to_vec(), None, &Origin::file("a.txt"), &mut Vec::new()).map_err(|error| error.to_string())
    }

    #[test]
    fn charsets() {
        assert_eq!(decoded(TEXT.as_bytes()).unwrap(), TEXT);
        assert_eq!(decoded(format!("\u{feff}{TEXT}").as_bytes()).unwrap(), TEXT);
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(TEXT);
        assert_eq!(decoded(&windows).unwrap(), TEXT);
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&utf16).unwrap(), TEXT);
        assert_eq!(decoded(&[&b"\xff\xfe"[..], &utf16].concat()).unwrap(), TEXT);
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&utf16).unwrap(), TEXT);
    }

    #[test]
    fn a_declared_charset_counts_where_the_bytes_fit() {
        let text = "Łódź and Kraków";
        let (bytes, ..) = encoding_rs::ISO_8859_2.encode(text);
        let origin = Origin::file("a.html");
        let read = decode(bytes.to_vec(), Some(encoding_rs::ISO_8859_2), &origin, &mut Vec::new()).unwrap();
        assert_eq!(read, text);
        let read = decode(text.into(), Some(encoding_rs::ISO_8859_2), &origin, &mut Vec::new()).unwrap();
        assert_eq!(read, text, "UTF-8 wins over a wrong declaration");
    }

    #[test]
    fn a_few_broken_bytes_do_not_spoil_utf8() {
        let mut notes = Vec::new();
        let bytes = [TEXT.as_bytes(), b" \xff ", TEXT.as_bytes()].concat();
        let read = decode(bytes, None, &Origin::file("a.txt"), &mut notes).unwrap();
        assert_eq!(read, format!("{TEXT} \u{fffd} {TEXT}"));
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn what_is_not_text() {
        assert_eq!(decoded(b"a\0b\x01\x02").unwrap_err(), "a.txt: binary data, not text");
        let pdf = decoded(b"%PDF-1.7 ...").unwrap_err();
        assert_eq!(pdf, "a.txt: a PDF document, not text; convert it first, for example with pdftotext");
        let noise: Vec<u8> = (0..5000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1).collect();
        assert_eq!(decoded(&noise).unwrap_err(), "a.txt: binary data, not text");
        let cut = &TEXT.as_bytes()[..1 + TEXT.rfind('€').unwrap()];
        assert!(decoded(cut).unwrap_err().starts_with("a.txt: ends in the middle of a UTF-8 character (byte "));
    }
}
