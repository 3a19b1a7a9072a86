#!/usr/bin/env python3
"""Fail if who says what is found less well than the floors on GUM's development documents.

    attribution.py BYLINE SHARED [train|dev]

BYLINE is the binary, SHARED the folder with data/ and tools/. The texts are rebuilt from the treebank: sentences joined by
spaces, paragraphs by blank lines. Attributions without a cue (turns of a transcript, a quotation that goes on after
"he said.") are left out: GUM annotates neither.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

FOUND, HOLDER, HOLDER_COREF, POLARITY = 0.87, 0.92, 0.95, 0.98


def documents(conllu):
    """Name of a document -> its paragraphs, lists of sentences."""
    found = {}
    for line in conllu.splitlines():
        if line.startswith("# newdoc"):
            paragraphs = found.setdefault(line.split("=")[1].strip(), [])
        elif line.startswith("# newpar"):
            paragraphs.append([])
        elif line.startswith("# text = "):
            if not paragraphs:
                paragraphs.append([])
            paragraphs[-1].append(line[len("# text = "):])
    return found


def length(text):
    """Characters but white space."""
    return len(re.sub(r"\s", "", text))


def fits(text, attributions):
    def part(span):
        return text[span[0]:span[1]]
    return all(
        " … ".join(map(part, a["spans"]["content"])) == a["content"]
        and all(a[name] is None or part(a["spans"][name]) == a[name] for name in ("holder", "cue"))
        for a in attributions)


def in_gold_sentences(name, paragraphs, attributions):
    """The attributions with the number of the treebank's sentence that their cue stands in."""
    ends, end = [], 0
    for sentence in sum(paragraphs, []):
        end += length(sentence)
        ends.append(end)
    # A dateline at the head of a text is no part of the article's text.
    for dropped in range(len(paragraphs) + 1):
        text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs[dropped:])
        if fits(text, attributions):
            break
    else:
        sys.exit("%s: the spans don't fit the text" % name)
    before = sum(length(sentence) for sentence in sum(paragraphs[:dropped], []))
    for a in attributions:
        if a["cue"] is not None:
            at = before + length(text[:a["spans"]["cue"][0]])
            yield dict(a, doc=name, sentence=next(n for n, end in enumerate(ends) if at < end))


def scores(byline, shared, part, work):
    texts = documents((shared / "data/gum" / (part + ".conllu")).read_text(encoding="utf-8"))
    source = work / "texts.jsonl"
    with source.open("w", encoding="utf-8") as out:
        for name, paragraphs in texts.items():
            text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
            out.write(json.dumps({"id": name, "text": text}) + "\n")
    lines = subprocess.run([byline, "extract", source], check=True, stdout=subprocess.PIPE).stdout.decode().splitlines()
    system = work / "attributions.jsonl"
    with system.open("w", encoding="utf-8") as out:
        for line in map(json.loads, lines):
            name = line["article"]["id"]
            for row in in_gold_sentences(name, texts[name], line["attributions"]):
                out.write(json.dumps(row) + "\n")
    gold, coref = (shared / "data" / kind / ("gum.%s.jsonl" % part) for kind in ("attribution", "coref"))
    command = [sys.executable, shared / "tools/attribution_eval.py", gold, system, "--json"]
    for options in (["--reporting"], ["--reporting", "--coref", coref], []):
        yield json.loads(subprocess.run(command + options, check=True, stdout=subprocess.PIPE).stdout)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    byline, shared = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    part = sys.argv[3] if len(sys.argv) == 4 else "dev"
    with tempfile.TemporaryDirectory() as work:
        reporting, coref, every = scores(byline, shared, part, pathlib.Path(work))
    low = []
    for name, value, least in (
            ("found, reporting cues (F1)", reporting["found_prf"]["f1"], FOUND),
            ("holder", reporting["holder"], HOLDER),
            ("holder, any mention of it", coref["holder"], HOLDER_COREF),
            ("polarity", reporting["polarity"], POLARITY),
            ("found, all cues (F1)", every["found_prf"]["f1"], 0)):
        good = part != "dev" or value >= least
        print("%-34s %8.3f  (floor %g)%s" % (name, value, least, "" if good else "  TOO LOW"))
        low += [] if good else [name]
    if low:
        sys.exit("below the floor: " + ", ".join(low))


if __name__ == "__main__":
    main()
