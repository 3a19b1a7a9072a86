//! The default index: a dictionary of terms and the quads in four sorted orders, in one run of bytes.
//!
//! The same bytes are the cache on disk, so opening it is reading one file, and a look-up is a binary search. Why not
//! `oxigraph::store::Store` in memory: it takes 240,000 quads a second to fill, so a graph of some hundred articles
//! would take seconds before every query. Queries are evaluated by oxigraph all the same, over [`Dataset`].

use super::terms;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term, TermRef};
use rayon::prelude::*;
use spareval::{InternalQuad, QueryableDataset};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

/// First bytes of the cache; the last letter is the version of its layout.
const MAGIC: [u8; 8] = *b"bylineX1";
/// Length of [`Key`].
const KEY: usize = 32;
/// Magic, key, numbers of terms, of their bytes, and of quads.
const HEADER: usize = MAGIC.len() + KEY + 3 * 8;
const QUAD: usize = 16;

/// What the index was made from; another key, another graph.
pub type Key = [u8; KEY];

/// A quad as places in the dictionary: subject, predicate, object, graph.
type Ids = [u32; 4];

/// One sorted order of the quads: the positions of [`Ids`] that are compared first, second, …
#[derive(Clone, Copy)]
struct Order {
    section: usize,
    positions: [usize; 4],
}

const SPOG: Order = Order { section: 0, positions: [0, 1, 2, 3] };
const POSG: Order = Order { section: 1, positions: [1, 2, 0, 3] };
const OSPG: Order = Order { section: 2, positions: [2, 0, 1, 3] };
const GSPO: Order = Order { section: 3, positions: [3, 0, 1, 2] };
const ORDERS: [Order; 4] = [SPOG, POSG, OSPG, GSPO];

/// The index; see the [module](self).
pub struct Sorted {
    bytes: Vec<u8>,
    terms: usize,
    term_bytes: usize,
    quads: usize,
}

/// The quads of one file, their terms numbered within it.
pub struct Part {
    terms: Vec<Vec<u8>>,
    quads: Vec<Ids>,
}

impl Part {
    /// Numbers the terms of `quads`.
    pub fn new<E>(quads: impl Iterator<Item = Result<Quad, E>>) -> Result<Self, E> {
        let mut numbers: HashMap<Vec<u8>, u32> = HashMap::new();
        let mut part = Self { terms: Vec::new(), quads: Vec::new() };
        let mut number = |term: TermRef<'_>| {
            let mut bytes = Vec::new();
            terms::encode(term, &mut bytes);
            *numbers.entry(bytes).or_insert_with_key(|bytes| {
                part.terms.push(bytes.clone());
                u32::try_from(part.terms.len() - 1).expect("fewer than 2^32 terms in a file")
            })
        };
        for quad in quads {
            let quad = quad?;
            let graph = match &quad.graph_name {
                GraphName::NamedNode(node) => number(node.as_ref().into()),
                GraphName::BlankNode(node) => number(node.as_ref().into()),
                GraphName::DefaultGraph => continue,
            };
            let (subject, predicate) = (number(quad.subject.as_ref().into()), number(quad.predicate.as_ref().into()));
            part.quads.push([subject, predicate, number(quad.object.as_ref()), graph]);
        }
        Ok(part)
    }
}

impl Sorted {
    /// The index of `parts`.
    pub fn build(key: Key, parts: &[Part]) -> Self {
        let mut dictionary: Vec<&[u8]> = parts.iter().flat_map(|p| &p.terms).map(Vec::as_slice).collect();
        dictionary.par_sort_unstable();
        dictionary.dedup();
        let mut quads: Vec<Ids> = parts
            .par_iter()
            .flat_map_iter(|part| {
                let ids: Vec<u32> = part.terms.iter().map(|term| place(&dictionary, term)).collect();
                part.quads.iter().map(move |quad| quad.map(|local| ids[local as usize]))
            })
            .collect();
        quads.par_sort_unstable();
        quads.dedup();

        let term_bytes = dictionary.iter().map(|t| t.len()).sum::<usize>();
        let size = HEADER + (dictionary.len() + 1) * 8 + term_bytes + quads.len() * QUAD * ORDERS.len();
        let mut bytes = Vec::with_capacity(size);
        bytes.extend(MAGIC);
        bytes.extend(key);
        for number in [dictionary.len(), term_bytes, quads.len()] {
            bytes.extend((number as u64).to_le_bytes());
        }
        let mut offset = 0u64;
        for term in &dictionary {
            bytes.extend(offset.to_le_bytes());
            offset += term.len() as u64;
        }
        bytes.extend(offset.to_le_bytes());
        dictionary.iter().for_each(|term| bytes.extend(*term));
        for order in ORDERS {
            let mut sorted: Vec<Ids> = quads.iter().map(|quad| order.positions.map(|p| quad[p])).collect();
            sorted.par_sort_unstable();
            sorted.iter().flatten().for_each(|id| bytes.extend(id.to_le_bytes()));
        }
        Self { bytes, terms: dictionary.len(), term_bytes, quads: quads.len() }
    }

    /// The index in `bytes`, where it was made from `key` and is whole.
    pub fn from_bytes(bytes: Vec<u8>, key: &Key) -> Option<Self> {
        let (header, _) = bytes.split_at_checked(HEADER)?;
        let rest = header.strip_prefix(&MAGIC)?.strip_prefix(key)?;
        let mut numbers = rest.as_chunks::<8>().0.iter().map(|b| usize::try_from(u64::from_le_bytes(*b)).ok());
        let (terms, term_bytes, quads) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let size = terms.checked_add(1)?.checked_mul(8)?.checked_add(term_bytes)?;
        let size = size.checked_add(quads.checked_mul(QUAD * ORDERS.len())?)?.checked_add(HEADER)?;
        (size == bytes.len()).then_some(Self { bytes, terms, term_bytes, quads })
    }

    /// What it was made from.
    pub fn key(&self) -> Key {
        self.bytes[MAGIC.len()..].first_chunk().copied().unwrap_or_default()
    }

    /// Its bytes, to be kept and read again with [`Sorted::from_bytes`].
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Number of quads.
    pub fn len(&self) -> usize {
        self.quads
    }

    /// Its quads that fit the pattern, graph by graph.
    pub fn quads(
        &self,
        subject: Option<TermRef<'_>>,
        predicate: Option<TermRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<TermRef<'_>>,
    ) -> impl Iterator<Item = Quad> + '_ {
        let mut known = true;
        let pattern = [subject, predicate, object, graph].map(|term| {
            let id = term.map(|term| self.id(term));
            known &= id != Some(None);
            id.flatten()
        });
        let scan = if known { self.scan(pattern, false) } else { Scan { range: 0..0, ..self.scan(pattern, false) } };
        scan.filter_map(|ids| self.quad(ids))
    }

    fn quad(&self, [subject, predicate, object, graph]: Ids) -> Option<Quad> {
        let node = |term| match term {
            Term::NamedNode(node) => Some(NamedOrBlankNode::from(node)),
            Term::BlankNode(node) => Some(node.into()),
            _ => None,
        };
        let Term::NamedNode(predicate) = self.term(predicate)? else { return None };
        Some(Quad::new(node(self.term(subject)?)?, predicate, self.term(object)?, node(self.term(graph)?)?))
    }

    fn offset(&self, term: usize) -> usize {
        let at = HEADER + term * 8;
        self.bytes[at..at + 8].try_into().map_or(0, u64::from_le_bytes) as usize
    }

    fn term_slice(&self, term: usize) -> &[u8] {
        let first = HEADER + (self.terms + 1) * 8;
        self.bytes.get(first + self.offset(term)..first + self.offset(term + 1)).unwrap_or_default()
    }

    fn term(&self, id: u32) -> Option<Term> {
        terms::decode(self.term_slice(id as usize))
    }

    fn id(&self, term: TermRef<'_>) -> Option<u32> {
        let mut wanted = Vec::new();
        terms::encode(term, &mut wanted);
        let place = partition_point(0..self.terms, |i| self.term_slice(i) < wanted.as_slice());
        (place < self.terms && self.term_slice(place) == wanted).then_some(place as u32)
    }

    /// The quad at a place of an order, in that order.
    fn row(&self, order: Order, place: usize) -> Ids {
        let quads = HEADER + (self.terms + 1) * 8 + self.term_bytes;
        let at = quads + (order.section * self.quads + place) * QUAD;
        let row: &[u8; QUAD] = self.bytes[at..].first_chunk().unwrap_or(&[0; QUAD]);
        [0, 4, 8, 12].map(|i| u32::from_le_bytes([row[i], row[i + 1], row[i + 2], row[i + 3]]))
    }

    /// The places of the quads that begin, in `order`, with what `pattern` gives.
    fn range(&self, order: Order, pattern: &[Option<u32>; 4]) -> Range<usize> {
        let keys: Vec<u32> = order.positions.iter().map_while(|p| pattern[*p]).collect();
        let start = partition_point(0..self.quads, |i| self.row(order, i)[..keys.len()] < keys[..]);
        start..partition_point(start..self.quads, |i| self.row(order, i)[..keys.len()] <= keys[..])
    }

    fn scan(&self, pattern: [Option<u32>; 4], merge: bool) -> Scan<'_> {
        let mut order = match pattern {
            [Some(_), Some(_), ..] | [Some(_), _, None, _] | [None, None, None, _] => SPOG,
            [None, Some(_), ..] => POSG,
            [_, None, Some(_), _] => OSPG,
        };
        let mut range = self.range(order, &pattern);
        if pattern[3].is_some() {
            let of_graph = self.range(GSPO, &pattern);
            if of_graph.len() < range.len() {
                (order, range) = (GSPO, of_graph);
            }
        }
        Scan { index: self, order, range, pattern, merge, last: None }
    }
}

fn place(dictionary: &[&[u8]], term: &[u8]) -> u32 {
    let place = dictionary.binary_search(&term).expect("every term of every part is in the dictionary");
    u32::try_from(place).expect("fewer than 2^32 terms in a graph; for more, build with --features rocksdb")
}

fn partition_point(range: Range<usize>, before: impl Fn(usize) -> bool) -> usize {
    let Range { mut start, mut end } = range;
    while start < end {
        let middle = start + (end - start) / 2;
        if before(middle) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    start
}

/// Quads that fit a pattern.
struct Scan<'a> {
    index: &'a Sorted,
    order: Order,
    range: Range<usize>,
    pattern: [Option<u32>; 4],
    /// A triple once, however many graphs hold it. They are neighbours: every order but [`GSPO`] has the graph last.
    merge: bool,
    last: Option<[u32; 3]>,
}

impl Iterator for Scan<'_> {
    type Item = Ids;

    fn next(&mut self) -> Option<Ids> {
        for place in self.range.by_ref() {
            let row = self.index.row(self.order, place);
            let mut ids = [0; 4];
            for (position, id) in self.order.positions.into_iter().zip(row) {
                ids[position] = id;
            }
            let triple = [ids[0], ids[1], ids[2]];
            if self.merge && self.last.replace(triple) == Some(triple) {
                continue;
            }
            if self.pattern.iter().zip(ids).all(|(wanted, id)| wanted.is_none_or(|wanted| wanted == id)) {
                return Some(ids);
            }
        }
        None
    }
}

/// What a query sees: named graphs as they are, and as the default graph their union, each triple once.
pub struct Dataset<'a> {
    index: &'a Sorted,
    /// Terms that the query computed; numbered after those of the index.
    computed: RefCell<(HashMap<Term, u32>, Vec<Term>)>,
}

impl<'a> Dataset<'a> {
    /// A view of `index` for one query.
    pub fn new(index: &'a Sorted) -> Self {
        Self { index, computed: RefCell::default() }
    }
}

/// A damaged cache.
#[derive(Debug, thiserror::Error)]
#[error("the index is damaged; delete the folder \"index\" in the graph's folder, it will be made again")]
pub struct Damaged;

impl<'a> QueryableDataset<'a> for Dataset<'a> {
    type InternalTerm = u32;
    type Error = Damaged;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&u32>,
        predicate: Option<&u32>,
        object: Option<&u32>,
        graph_name: Option<Option<&u32>>,
    ) -> impl Iterator<Item = Result<InternalQuad<u32>, Damaged>> + use<'a> {
        let is_union = graph_name == Some(None);
        let pattern = [subject, predicate, object, graph_name.flatten()].map(Option::<&u32>::copied);
        self.index.scan(pattern, is_union).map(move |[subject, predicate, object, graph]| {
            Ok(InternalQuad { subject, predicate, object, graph_name: (!is_union).then_some(graph) })
        })
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<u32, Damaged>> + use<'a> {
        let index = self.index;
        let mut next = 0;
        std::iter::from_fn(move || {
            (next < index.quads).then(|| {
                let graph = index.row(GSPO, next)[0];
                next = partition_point(next..index.quads, |i| index.row(GSPO, i)[0] <= graph);
                Ok(graph)
            })
        })
    }

    fn internalize_term(&self, term: Term) -> Result<u32, Damaged> {
        if let Some(id) = self.index.id(term.as_ref()) {
            return Ok(id);
        }
        let (numbers, terms) = &mut *self.computed.borrow_mut();
        Ok(*numbers.entry(term).or_insert_with_key(|term| {
            terms.push(term.clone());
            (self.index.terms + terms.len() - 1) as u32
        }))
    }

    fn externalize_term(&self, id: u32) -> Result<Term, Damaged> {
        match (id as usize).checked_sub(self.index.terms) {
            None => self.index.term(id).ok_or(Damaged),
            Some(computed) => self.computed.borrow().1.get(computed).cloned().ok_or(Damaged),
        }
    }
}
