//! What others call a place: ISO's page of a country, GeoNames' number of a country, a state or a town.
//!
//! Only of places that are known by their name and are nowhere said to be elsewhere: *"Paris, Texas"* has no number here.

use super::class;
use super::id::slug;
use crate::lexicon;

/// IRIs of others for the entity with this id and these wordings, the name first; `region` finds what its name is followed by.
pub fn exact_matches(id: &str, wordings: &[&str], region: impl FnOnce() -> Option<&'static str>) -> Vec<String> {
    let (Some(place), [name, ..]) = (id.strip_prefix("place/"), wordings) else { return Vec::new() };
    if place.starts_with("country-") {
        return class::country_code(wordings).map(country).unwrap_or_default();
    }
    known(place, name, region).and_then(number).into_iter().collect()
}

/// IRIs of others for the country with this ISO 3166-1 code.
pub fn country(code: &str) -> Vec<String> {
    let iso = format!("https://www.iso.org/obp/ui/#iso:code:3166:{code}");
    let number = lexicon::GEONAMES.get(&format!("country {code}")).and_then(number);
    std::iter::once(iso).chain(number).collect()
}

/// The entry of a state or a town.
fn known(place: &str, name: &str, region: impl FnOnce() -> Option<&'static str>) -> Option<&'static str> {
    let own = slug(name);
    if place != own {
        // Towns of one name: the id says where this one is.
        let place = place.strip_prefix(own.as_str())?.strip_prefix('-')?.to_uppercase();
        return lexicon::GEONAMES.get(&format!("{name} {place}"));
    }
    let kind = lexicon::PLACES.get(name)?;
    let key = if kind.starts_with("state ") { kind } else { name };
    let entry = lexicon::GEONAMES.get(key)?;
    let here = entry.split(' ').next()?;
    // "Cleveland, Ohio" and "Cleveland, United States", not "Cleveland, Texas".
    let agrees = |said: &str| said == here || here.split('-').next() == Some(said);
    region().is_none_or(agrees).then_some(entry)
}

/// `FR 2988507` → GeoNames' IRI.
fn number(entry: &'static str) -> Option<String> {
    entry.split_once(' ').map(|(_, number)| format!("https://sws.geonames.org/{number}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_their_numbers() {
        let of = |id: &str, name: &str, region: Option<&'static str>| exact_matches(id, &[name], || region);
        let germany = ["https://www.iso.org/obp/ui/#iso:code:3166:DE", "https://sws.geonames.org/2921044/"];
        assert_eq!(of("place/country-de", "Germany", None), germany);
        assert_eq!(of("place/paris", "Paris", None), ["https://sws.geonames.org/2988507/"]);
        assert_eq!(of("place/paris", "Paris", Some("FR")), ["https://sws.geonames.org/2988507/"]);
        assert_eq!(of("place/austin", "Austin", Some("US")), ["https://sws.geonames.org/4671654/"]);
        assert_eq!(of("place/georgia-us-ga", "Georgia", None), ["https://sws.geonames.org/4197000/"]);
        assert_eq!(of("place/texas", "Texas", None), ["https://sws.geonames.org/4736286/"]);
        assert_eq!(of("place/fairfield-us-ca", "Fairfield", Some("US-CA")), ["https://sws.geonames.org/5347335/"]);
    }

    #[test]
    fn what_may_be_another_place_has_none() {
        let of = |id: &str, name: &str, region: Option<&'static str>| exact_matches(id, &[name], || region);
        assert!(of("place/paris", "Paris", Some("US-TX")).is_empty());
        assert!(of("a1/fairfield", "Fairfield", None).is_empty());
        assert!(of("place/washington", "Washington", None).is_empty());
        assert!(of("organization/paris", "Paris", None).is_empty());
        assert!(of("place/old-harbour", "Old Harbour", None).is_empty());
    }

    #[test]
    fn every_country_and_state_of_the_lexicon_has_one() {
        for name in ["France", "Kosovo", "South Sudan", "Taiwan", "U.K.", "Ohio", "Puerto Rico"] {
            let plain = name.replace('.', "");
            let kind = lexicon::PLACES.get(&plain).unwrap_or_else(|| panic!("{name}"));
            assert!(lexicon::GEONAMES.contains(kind), "{name}: {kind}");
        }
    }
}
