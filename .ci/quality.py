#!/usr/bin/env python3
"""Fail if the annotator or the claims fall below their floors on the development sets.

    quality.py BYLINE SHARED

BYLINE is the binary, SHARED the folder with data/ and tools/ (their README has the metrics).
Prints a line for every floor; exit status 1 if one is not reached.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

# (F1, or accuracy on aligned words for LAS, in per cent)
FLOORS = {
    "ewt": {"gold tokens": {"LAS": 90.0}, "raw text": {"Sentences": 91.0, "Tokens": 99.3}},
    "gum": {"gold tokens": {"LAS": 90.5}, "raw text": {"Sentences": 95.5, "Tokens": 99.5}},
}
# The least recall follows the default confidence of claims: .65, since round 26.
RECALL, SEED_RECALL, SEED_FALSE = 0.79, 0.85, 0

failed = []


def floor(name, value, least):
    good = value >= least
    print("%-34s %8.3f  (floor %g)%s" % (name, value, least, "" if good else "  TOO LOW"))
    if not good:
        failed.append(name)


def ceiling(name, value, most):
    print("%-34s %8d  (at most %d)%s" % (name, value, most, "" if value <= most else "  TOO MANY"))
    if value > most:
        failed.append(name)


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, **options).stdout


def raw_text(conllu):
    """The text of a treebank: sentences as spaced there, paragraphs and documents apart by a blank line."""
    text, multiword_end, space = [], 0, ""
    for line in conllu.splitlines():
        if line.startswith("# newdoc") or line.startswith("# newpar"):
            space = "\n\n" if text else ""
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if "." in columns[0]:
                continue
            if "-" in columns[0]:
                multiword_end = int(columns[0].split("-")[1])
            elif int(columns[0]) <= multiword_end:
                continue
            text.append(space + columns[1])
            space = "" if "SpaceAfter=No" in columns[9].split("|") else " "
        elif not line:
            multiword_end = 0
    return "".join(text) + "\n"


def annotator(byline, shared, work):
    for treebank, ways in FLOORS.items():
        gold = shared / "data" / treebank / "dev.conllu"
        raw = work / (treebank + ".txt")
        raw.write_text(raw_text(gold.read_text(encoding="utf-8")), encoding="utf-8")
        for way, floors in ways.items():
            arguments = ["--input", "conllu", gold] if way == "gold tokens" else [raw]
            began = time.time()
            parsed = work / (treebank + ".conllu")
            parsed.write_bytes(run(byline, "parse", *arguments))
            took = time.time() - began
            scores = json.loads(run(sys.executable, shared / "tools/ud_eval.py", "--json", gold, parsed))
            print("%s dev, %s: %.1f s" % (treebank.upper(), way, took))
            for metric, least in floors.items():
                score = scores[metric]
                value = score["accuracy"] if metric == "LAS" and score.get("accuracy") is not None else score["f1"]
                floor("  " + metric, 100 * value, least)


def claims(byline, shared, work):
    articles = sorted(path.stem for path in (shared / "data/gold").glob("*.json"))
    output = work / "claims.jsonl"
    output.write_bytes(run(byline, "extract", *(shared / "data/articles" / (name + ".txt") for name in articles)))
    command = [sys.executable, shared / "tools/kg_score.py", "--gold", shared / "data/gold", "--system", output]
    print(run(*command).decode(), end="")
    scores = json.loads(run(*command, "--json", "-"))
    floor("fact recall, all", scores["all"]["recall"], RECALL)
    floor("fact recall, seed", scores["documents"]["seed"]["recall"], SEED_RECALL)
    ceiling("false assertions, seed", scores["documents"]["seed"]["false"], SEED_FALSE)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    byline, shared = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as work:
        annotator(byline, shared, pathlib.Path(work))
        claims(byline, shared, pathlib.Path(work))
    if failed:
        sys.exit("below the floor: " + ", ".join(name.strip() for name in failed))


if __name__ == "__main__":
    main()
