//! Turns the key-value tables of `models/en/lexicon` into fst maps, so that the program starts without parsing them.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

const TABLES: [&str; 10] = [
    "nouns",
    "verbs",
    "exceptions",
    "lemmas",
    "derivations",
    "given_names",
    "surnames",
    "places",
    "geonames",
    "demonyms",
];

fn main() {
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    println!("cargo::rerun-if-changed=models/en/lexicon");
    for table in TABLES {
        let path = format!("models/en/lexicon/{table}.tsv");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut values: Vec<u8> = Vec::new();
        let mut places: BTreeMap<&str, u64> = BTreeMap::new();
        let mut map = fst::MapBuilder::memory();
        for (number, line) in text.lines().enumerate() {
            let (key, value) = line.split_once('\t').unwrap_or_else(|| panic!("{path}:{}: no tab: {line}", number + 1));
            // A value is a length byte and its bytes; equal values are stored once.
            let place = *places.entry(value).or_insert_with(|| {
                let place = values.len() as u64;
                values.push(u8::try_from(value.len()).expect("values are short"));
                values.extend(value.as_bytes());
                place
            });
            map.insert(key, place).unwrap_or_else(|error| panic!("{path}:{}: {error}", number + 1));
        }
        let out = Path::new(&out);
        fs::write(out.join(format!("{table}.fst")), map.into_inner().expect("in memory")).expect("OUT_DIR is writable");
        fs::write(out.join(format!("{table}.values")), values).expect("OUT_DIR is writable");
    }
}
