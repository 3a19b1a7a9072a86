#!/usr/bin/env python3
"""Cut the lexicons of ../shared/data/lexicon down to what the program looks up, as sorted key-value tables.

    python3 training/lexicon.py --data ../shared/data/lexicon --out models/en/lexicon

Every table is two tab-separated columns, key and value, sorted by the key's bytes; build.rs turns it into an fst.
"""

import argparse
import collections
import pathlib
import re

PLACE_POPULATION = 50_000
# One-word places that are common words or first names oftener than places.
PLAIN = re.compile(r"[a-z][a-z'-]*$")


def rows(path: pathlib.Path):
    """The fields of every line but the header."""
    with open(path, encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")


def supersenses(path: pathlib.Path) -> dict[str, str]:
    """Lemma → lexicographer files by frequency in SemCor, the first senses next: `person` or `act+event`."""
    table = {}
    for lemma, first, second, _, counts in rows(path):
        if not re.match(r"[a-z][a-z' -]*$", lemma) or lemma.count(" ") > 1:
            continue
        tally = collections.Counter()
        for entry in filter(None, counts.split(";")):
            name, count = entry.split(":")
            tally[name] += int(count)
        order = [first] + [name for name, count in tally.most_common() if name != first and count * 2 >= tally[first]]
        if second and second not in order:
            order.append(second)
        table[lemma] = "+".join(name.split(".")[1].lower() for name in order[:3])
    return table


def exceptions(path: pathlib.Path) -> dict[str, str]:
    """`noun children` → `child`."""
    return {f"{pos} {inflected}": base for pos, inflected, base in rows(path)}


def derivations(path: pathlib.Path) -> dict[str, str]:
    """Noun → `class verb` of its most frequent senses: `investigation` → `event investigate`."""
    best = {}
    for noun, verb, _, noun_sense, _, verb_sense, kind in rows(path):
        if PLAIN.match(noun) and PLAIN.match(verb) and kind in ("event", "agent"):
            shared = len([1 for a, b in zip(noun, verb) if a == b])
            rank = (int(noun_sense), int(verb_sense), -shared, verb)
            if noun not in best or rank < best[noun][0]:
                best[noun] = (rank, f"{kind} {verb}")
    return {noun: value for noun, (_, value) in best.items()}


def given_names(path: pathlib.Path) -> dict[str, str]:
    """Lower-case given name → m, f or e (either)."""
    short = {"m": "m", "f": "f", "mostly_m": "m", "mostly_f": "f", "either": "e"}
    return {row[0]: short[row[3]] for row in rows(path)}


def surnames(path: pathlib.Path) -> dict[str, str]:
    """Lower-case surname → `common` for the 500 commonest of the census of 1990, `known` for the next 4,500."""
    ranks = {row[0]: int(row[2]) for row in rows(path)}
    return {name: "common" if rank <= 500 else "known" for name, rank in ranks.items() if rank <= 5000}


def places(folder: pathlib.Path) -> dict[str, str]:
    """Name → `country DE`, `state US-TX`, `city FR`."""
    table = {}
    for name, iso2, population, _ in rows(folder / "cities.tsv"):
        if int(population) >= PLACE_POPULATION:
            table.setdefault(name, f"city {iso2}")
    for code, name, _ in rows(folder / "us_states.tsv"):
        table[name] = f"state US-{code}"
    for iso2, _, name, aliases, *_ in rows(folder / "countries.tsv"):
        for alias in [name] + re.split(r"[;|]", aliases):
            if alias.strip():
                table[alias.strip()] = f"country {iso2}"
    return table


def demonyms(folder: pathlib.Path) -> dict[str, str]:
    """Demonym → place: `Russian` → `Russia`."""
    table = {}
    for demonym, _, place, _ in rows(folder / "demonyms.tsv"):
        table.setdefault(demonym, place)
    for row in rows(folder / "countries.tsv"):
        for demonym in re.split(r"[;|]", row[4]) + re.split(r"[;|]", row[5]):
            if demonym.strip():
                table[demonym.strip()] = row[2]
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    data, out = arguments.data, arguments.out
    out.mkdir(parents=True, exist_ok=True)
    tables = {
        "nouns": supersenses(data / "noun_supersense.tsv"),
        "verbs": supersenses(data / "verb_supersense.tsv"),
        "exceptions": exceptions(data / "exceptions.tsv"),
        "derivations": derivations(data / "derivation.tsv"),
        "given_names": given_names(data / "first_names.tsv"),
        "surnames": surnames(data / "surnames.tsv"),
        "places": places(data),
        "demonyms": demonyms(data),
    }
    for name, table in tables.items():
        lines = sorted(f"{key}\t{value}\n".encode() for key, value in table.items())
        (out / f"{name}.tsv").write_bytes(b"".join(lines))
        print(f"{name}: {len(lines)} rows")


if __name__ == "__main__":
    main()
