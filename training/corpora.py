"""Read the training corpora: UD treebanks in CoNLL-U and name layers in IOB2.

A `Sentence` holds what one source says of it; what a source does not annotate is `None`, and the losses leave it out.
"""

from __future__ import annotations

import dataclasses
import pathlib

NAME_TYPES = ("PER", "ORG", "LOC", "MISC", "EVENT", "NORP", "TIME")
NAME_TAGS = ("O",) + tuple(f"{bio}-{kind}" for kind in NAME_TYPES for bio in "BI")

# Types that a name layer does not annotate (shared/data/README.md, "ner"): there, an O may hide such a name.
UNANNOTATED = {
    "ewt": {"EVENT", "TIME"},
    "gum": set(),
    "redocred": {"EVENT"},
    "wikigold": {"EVENT", "TIME"},
    "crossner": {"TIME"},
}


@dataclasses.dataclass
class Sentence:
    """One sentence of words with the layers that its source gives."""

    source: str
    sent_id: str
    forms: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[str] | None = None


def blocks(path: pathlib.Path):
    """Yield (comments, rows) for every blank-line separated block of a CoNLL-like file."""
    comments, rows = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield comments, rows
                comments, rows = [], []
            elif line.startswith("#"):
                comments.append(line)
            else:
                rows.append(line.split("\t"))
    if rows:
        yield comments, rows


def comment(comments: list[str], key: str) -> str:
    """The value of a `# key = value` comment, or the empty string."""
    prefix = f"# {key} = "
    return next((line[len(prefix):] for line in comments if line.startswith(prefix)), "")


def read_treebank(path: pathlib.Path, source: str) -> list[Sentence]:
    """Sentences of a CoNLL-U file; multiword-token lines and empty nodes are skipped."""
    sentences = []
    for comments, rows in blocks(path):
        words = [row for row in rows if row[0].isdigit()]
        sentences.append(Sentence(
            source, comment(comments, "sent_id"),
            [row[1] for row in words],
            [row[3] for row in words],
            [row[4] for row in words],
            [row[5] for row in words],
            [int(row[6]) for row in words],
            [row[7] for row in words],
        ))
    return sentences


def read_names(path: pathlib.Path, source: str, column: int) -> list[Sentence]:
    """Sentences of an IOB2 file with the tags of `column` (0-based), OBJECT folded into MISC."""
    sentences = []
    for comments, rows in blocks(path):
        tags = [row[column].replace("OBJECT", "MISC") for row in rows]
        tags = [tag if tag in NAME_TAGS else "O" for tag in tags]
        sentences.append(Sentence(source, comment(comments, "sent_id"), [row[1] for row in rows], names=tags))
    return sentences


def join_names(treebank: list[Sentence], layer: list[Sentence]) -> int:
    """Put the names of `layer` on the sentences of `treebank` with the same id and words; return how many matched."""
    by_id = {sentence.sent_id: sentence for sentence in layer}
    joined = 0
    for sentence in treebank:
        other = by_id.get(sentence.sent_id)
        if other is not None and other.forms == sentence.forms:
            sentence.names = other.names
            joined += 1
    return joined


def read_all(data: pathlib.Path, part: str) -> tuple[dict[str, list[Sentence]], dict[str, list[Sentence]]]:
    """(treebanks, name-only corpora) of `part` ("train" or "dev")."""
    treebanks, names = {}, {}
    for source in ("ewt", "gum"):
        treebanks[source] = read_treebank(data / source / f"{part}.conllu", source)
        # EWT dev is the released UNER file: its only tag column is the third.
        column = 2 if (source, part) == ("ewt", "dev") else 3
        join_names(treebanks[source], read_names(data / "ner" / f"{source}.{part}.iob2", source, column))
    for source in ("redocred", "wikigold", "crossner"):
        names[source] = read_names(data / "ner" / f"{source}.{part}.iob2", source, 3)
    return treebanks, names
