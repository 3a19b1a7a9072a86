//! RDF terms as bytes: equal terms are equal bytes, so a sorted list of them is a dictionary.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{BaseDirection, BlankNode, Literal, NamedNode, NamedOrBlankNode, Term, TermRef, Triple};

const IRI: u8 = 1;
const BLANK: u8 = 2;
const STRING: u8 = 3;
const LANGUAGE: u8 = 4;
const TYPED: u8 = 5;
const LEFT_TO_RIGHT: u8 = 6;
const RIGHT_TO_LEFT: u8 = 7;
const TRIPLE: u8 = 8;

/// Appends `term` to `bytes`.
pub fn encode(term: TermRef<'_>, bytes: &mut Vec<u8>) {
    match term {
        TermRef::NamedNode(node) => push(bytes, IRI, &[node.as_str()]),
        TermRef::BlankNode(node) => push(bytes, BLANK, &[node.as_str()]),
        TermRef::Literal(literal) => match (literal.language(), literal.direction()) {
            (Some(language), None) => push(bytes, LANGUAGE, &[language, literal.value()]),
            (Some(language), Some(BaseDirection::Ltr)) => push(bytes, LEFT_TO_RIGHT, &[language, literal.value()]),
            (Some(language), Some(BaseDirection::Rtl)) => push(bytes, RIGHT_TO_LEFT, &[language, literal.value()]),
            (None, _) if literal.datatype() == xsd::STRING => push(bytes, STRING, &[literal.value()]),
            (None, _) => push(bytes, TYPED, &[literal.datatype().as_str(), literal.value()]),
        },
        TermRef::Triple(triple) => {
            bytes.push(TRIPLE);
            for part in [Term::from(triple.subject.clone()), triple.predicate.clone().into(), triple.object.clone()] {
                let length = bytes.len();
                bytes.extend([0; 4]);
                encode(part.as_ref(), bytes);
                let written = u32::try_from(bytes.len() - length - 4).expect("a term is smaller than 4 GiB");
                bytes[length..length + 4].copy_from_slice(&written.to_le_bytes());
            }
        }
    }
}

fn push(bytes: &mut Vec<u8>, tag: u8, parts: &[&str]) {
    bytes.push(tag);
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            bytes.push(0);
        }
        bytes.extend(part.as_bytes());
    }
}

/// The term that [`encode`] wrote; `None` where the bytes are none of its.
pub fn decode(bytes: &[u8]) -> Option<Term> {
    let (tag, rest) = bytes.split_first()?;
    if *tag == TRIPLE {
        return triple(rest);
    }
    let text = std::str::from_utf8(rest).ok()?;
    Some(match *tag {
        IRI => NamedNode::new_unchecked(text).into(),
        BLANK => BlankNode::new_unchecked(text).into(),
        STRING => Literal::new_simple_literal(text).into(),
        tag => {
            let (first, value) = text.split_once('\0')?;
            match tag {
                LANGUAGE => Literal::new_language_tagged_literal_unchecked(value, first).into(),
                TYPED => Literal::new_typed_literal(value, NamedNode::new_unchecked(first)).into(),
                LEFT_TO_RIGHT | RIGHT_TO_LEFT => {
                    let direction = if tag == LEFT_TO_RIGHT { BaseDirection::Ltr } else { BaseDirection::Rtl };
                    Literal::new_directional_language_tagged_literal_unchecked(value, first, direction).into()
                }
                _ => return None,
            }
        }
    })
}

fn triple(mut bytes: &[u8]) -> Option<Term> {
    let mut next = || {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let (part, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        bytes = rest;
        decode(part)
    };
    let subject: NamedOrBlankNode = match next()? {
        Term::NamedNode(node) => node.into(),
        Term::BlankNode(node) => node.into(),
        _ => return None,
    };
    let Term::NamedNode(predicate) = next()? else { return None };
    Some(Triple::new(subject, predicate, next()?).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_term_comes_back() {
        let iri = NamedNode::new_unchecked("http://example.org/x");
        let terms: Vec<Term> = vec![
            iri.clone().into(),
            BlankNode::new_unchecked("b").into(),
            Literal::from("").into(),
            Literal::from("a\0b").into(),
            Literal::new_language_tagged_literal_unchecked("Wort\0e", "de").into(),
            Literal::new_directional_language_tagged_literal_unchecked("x", "ar", BaseDirection::Rtl).into(),
            Literal::new_typed_literal("2017", xsd::G_YEAR).into(),
            Triple::new(iri.clone(), iri.clone(), Triple::new(iri.clone(), iri, Literal::from(1))).into(),
        ];
        for term in terms {
            let mut bytes = Vec::new();
            encode(term.as_ref(), &mut bytes);
            assert_eq!(decode(&bytes), Some(term));
        }
        for broken in [&b""[..], b"\x01\xff", b"\x05no separator", b"\x08\x01", b"\x09x\0y"] {
            assert_eq!(decode(broken), None);
        }
    }
}
