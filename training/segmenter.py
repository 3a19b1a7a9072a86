#!/usr/bin/env python3
"""Train the segmenter and export it.

    python3 training/segmenter.py --data ../shared/data --encoder DIR --out models/en

`--encoder` is as for annotator.py; its word-piece embeddings, reduced to their main directions, are where the network
starts from. The pieces are those of vocab.txt in `--out`, which fast.py writes.
The text is cut into atoms (runs of letters, runs of digits, every other character alone); the network decides before
each atom whether it continues a token, begins one, or begins a sentence. Trained on the texts of EWT and GUM, put
together again from their tokens and roughened (curly quotes, dashes, wrapped lines, missing stops and spaces), since
news text has what web text lacks. Writes segmenter.onnx; scores on the dev parts go to stdout.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import pathlib
import random
import time
import unicodedata

import torch
from torch import nn
from torch.nn import functional as F

import corpora
import onnx_file
from encoder import QUOTES, WordPieces, published_vocabulary, published_weights

INSIDE, TOKEN, SENTENCE = range(3)
NONE, SPACE, WRAP, LINE, BLANK = range(5)
SUFFIXES, SHAPES, LENGTHS = 2048, 16, 16
WIDTH = 64
IGNORE = -100
TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"


# ---------------------------------------------------------------------------------------------------------------------
# Text → atoms → features; src/document/segmentation/{atoms,features}.rs must agree.

@dataclasses.dataclass
class Atom:
    """A piece of text: where it is, what it is made of, what white space is before it."""

    start: int
    end: int
    kind: str
    gap: int


def kind_of(c: str) -> str | None:
    """Letters, digits or symbol; None for white space and controls."""
    category = unicodedata.category(c)
    if c.isspace() or category == "Cc" or c in "\u200b\ufeff\u2060":
        return None
    if category == "Nd":
        return "digits"
    return "letters" if category[0] == "L" else "symbol"


def atoms_of(text: str) -> list[Atom]:
    """The atoms of a text."""
    atoms: list[Atom] = []
    gap, ends, previous = BLANK, 0, ""
    for n, c in enumerate(text):
        kind = kind_of(c)
        if kind is None:
            ends += c in LINE_ENDS and not (c == "\n" and previous == "\r")
            gap = max(gap, (SPACE, LINE, BLANK)[min(ends, 2)])
            previous = c
            continue
        mark = kind == "symbol" and not c.isascii() and (
            unicodedata.category(c)[0] == "M" or (unicodedata.category(c) == "Cf" and atoms and atoms[-1].kind == "letters"))
        if atoms and gap == NONE and (mark or (kind != "symbol" and kind == atoms[-1].kind)):
            atoms[-1].end = n + 1
        else:
            atoms.append(Atom(n, n + 1, kind, gap))
        gap, ends, previous = NONE, 0, c
    return atoms


def mark_wraps(text: str, atoms: list[Atom]) -> None:
    """Line ends that only fold a paragraph become WRAP: the next word would not have fitted into the line."""
    start = 0
    while start < len(atoms):
        end = start + 1
        while end < len(atoms) and atoms[end].gap != BLANK:
            end += 1
        breaks = [start] + [n for n in range(start + 1, end) if atoms[n].gap == LINE] + [end]
        lines = [atoms[b - 1].end - atoms[a].start for a, b in zip(breaks, breaks[1:])]
        if 40 <= max(lines) <= 120:
            for before, n in zip(lines, breaks[1:-1]):
                last = n
                while last + 1 < end and atoms[last + 1].gap == NONE:
                    last += 1
                if before + 1 + atoms[last].end - atoms[n].start > max(lines):
                    atoms[n].gap = WRAP
        start = end


def fnv(text: str) -> int:
    """FNV-1a, 32 bits."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def features_of(text: str, atom: Atom, pieces: WordPieces) -> list[int]:
    """First word piece, suffix, shape, length, gap."""
    raw = text[atom.start:atom.end]
    length = min(len(raw), LENGTHS - 1)
    if atom.kind == "digits":
        # Only how many digits counts; ids 1 to 5 are unused in the vocabulary.
        return [min(len(raw), 5), 0, 7 + min(len(raw), 5), length, atom.gap]
    if atom.kind == "symbol":
        # The slant of a quote says on which side it stands, so it counts here.
        return [pieces.ids.get(raw, pieces.unknown), 0, 1, length, atom.gap]
    form = raw.translate(QUOTES).lower()
    upper = sum(c.isupper() for c in raw)
    if upper == 0:
        shape = 2 if len(raw) == 1 else 3
    elif upper == len(raw):
        shape = 4 if len(raw) == 1 else 5
    else:
        shape = 6 if raw[0].isupper() and upper == 1 else 7
    return [pieces.word(raw)[0], 1 + fnv(form[-3:]) % (SUFFIXES - 1), shape, length, atom.gap]


# ---------------------------------------------------------------------------------------------------------------------
# Treebank → text with known boundaries.

@dataclasses.dataclass
class Token:
    """A surface token."""

    text: str
    space: bool
    tag: str = "X"


Sentence = list[Token]
Paragraph = list[Sentence]


def read_texts(path: pathlib.Path) -> list[list[Paragraph]]:
    """Documents of paragraphs of sentences of tokens."""
    documents: list[list[Paragraph]] = []
    for comments, rows in corpora.blocks(path):
        starts = [line for line in comments if line.startswith(("# newdoc", "# newpar"))]
        if not documents or any(line.startswith("# newdoc") for line in starts):
            documents.append([])
        if starts or not documents[-1]:
            documents[-1].append([])
        sentence, covered = [], 0
        tags = {row[0]: row[3] for row in rows}
        for row in rows:
            first, _, last = row[0].partition("-")
            if "." in row[0] or (not last and int(first) <= covered):
                continue
            covered = int(last) if last else covered
            sentence.append(Token(row[1], "SpaceAfter=No" not in row[9].split("|"), tags[first]))
        documents[-1][-1].append(sentence)
    return documents


TITLES = "Sen. Rep. Gov. Gen. Lt. Col. Sgt. Capt. Cmdr. Maj. Adm. Prof. Dr. Mr. Mrs. Ms. Rev. Sens. Reps. Supt. Det.".split()
ROLES = """Governor Justice Princess Prince Prime_Minister Senator President Vice_President Chief_Executive Judge General Colonel
Secretary_of_State Attorney_General Chancellor Mayor Professor King Queen Congressman Congresswoman Minister Police_Chief Captain
Officer Director Chairman Chairwoman Spokesman Spokeswoman CEO MP Bishop Pope Ambassador Commissioner Detective Dr Chief_Justice
mathematician actor actress singer player coach spokesperson journalist lawmaker lawyer analyst author defender striker""".split()
AGENCIES = "AP Reuters AFP UPI CNN Bloomberg".split()
CITIES = "WASHINGTON LONDON PARIS BEIRUT CHICAGO MOSCOW BERLIN TOKYO CAIRO BAGHDAD GENEVA BRUSSELS".split()


def roughen(sentence: Sentence, rng: random.Random, style: dict) -> Sentence:
    """A copy of the sentence in the typography and with the habits of the style."""
    tokens = [dataclasses.replace(token) for token in sentence]
    opened = False
    for n, token in enumerate(tokens):
        if style["curly"]:
            token.text = token.text.replace("'", "’")
            if token.text == '"':
                token.text = "”" if opened else "“"
                opened = not opened
            elif token.text in ("``", "''"):
                token.text = {"``": "“", "''": "”"}[token.text]
        elif style["straight"]:
            token.text = token.text.translate(QUOTES)
        if token.text in ("--", "-") and token.space and style["dash"]:
            token.text = style["dash"]
    if style["titles"] and rng.random() < 0.15:
        places = [n for n, token in enumerate(tokens) if token.tag == "PROPN" and token.text[:1].isupper() and (n == 0 or tokens[n - 1].tag != "PROPN" and tokens[n - 1].space)]
        if places:
            title = rng.choice(TITLES if rng.random() < 0.5 else ROLES).split("_")
            place = rng.choice(places)
            tokens[place:place] = [Token(word, True, "PROPN" if word[0].isupper() else "NOUN") for word in title]
    if rng.random() < 0.02 and len(tokens) > 5:
        city, agency = rng.choice(CITIES), rng.choice(AGENCIES)
        tokens[:0] = [
            Token(city, True, "PROPN"), Token("(", False, "PUNCT"), Token(agency, False, "PROPN"), Token(")", True, "PUNCT"),
            Token(rng.choice("—–-"), True, "PUNCT"),
        ]
    if style["case"] == "lower":
        for token in tokens:
            token.text = token.text.lower()
    elif style["case"] == "upper":
        for token in tokens:
            token.text = token.text.upper()
    return tokens


def wrap(text: str, rng: random.Random) -> str:
    """The paragraph in lines of at most some width, folded at its spaces; nothing moves."""
    width, out, column, last = rng.randint(45, 100), list(text), 0, -1
    for n, c in enumerate(text):
        if c == " ":
            last = n
        column += 1
        if column > width and last >= 0:
            out[last] = "\n"
            column, last = n - last, -1
    return "".join(out)


def render(documents, rng: random.Random | None) -> tuple[str, dict[int, int], dict[int, str]]:
    """Text, and label and tag of every place where a token begins.

    Without `rng` as the targets are measured: blank lines between paragraphs, one space between sentences.
    """
    pieces: list[str] = []
    labels: dict[int, int] = {}
    tags: dict[int, str] = {}
    size = 0

    def put(text: str) -> None:
        nonlocal size
        pieces.append(text)
        size += len(text)

    for document in documents:
        style = {"curly": False, "straight": False, "dash": None, "titles": False, "case": None}
        layout = "blank"
        if rng:
            style = {
                "curly": rng.random() < 0.4, "straight": rng.random() < 0.2,
                "dash": rng.choice([None, None, "—", "–"]), "titles": rng.random() < 0.5,
                "case": rng.choices([None, "lower", "upper"], [0.94, 0.04, 0.02])[0],
            }
            layout = rng.choices(["blank", "line", "wrap", "sentences", "lost"], [0.52, 0.14, 0.14, 0.08, 0.12])[0]
        for paragraph in document:
            if rng and layout == "line" and rng.random() < 0.8 and size:
                put("\n")
            elif layout == "lost" and rng.random() < 0.5 and size:
                put(" ")
            else:
                put("\n\n")
            start, inner, places = size, [], {}
            offset = 0
            for number, sentence in enumerate(paragraph):
                tokens = roughen(sentence, rng, style) if rng else sentence
                stops = tokens[-1].text in (".", "!", "?")
                last = number + 1 == len(paragraph)
                if rng and stops and len(tokens) > 2 and last and rng.random() < (0.25 if number == 0 else 0.08):
                    tokens = tokens[:-1]
                elif rng and stops and not last and tokens[-1].space and rng.random() < 0.015:
                    tokens[-1].space = False
                for n, token in enumerate(tokens):
                    places[start + offset] = SENTENCE if n == 0 else TOKEN
                    tags[start + offset] = token.tag
                    inner.append(token.text)
                    offset += len(token.text)
                    if token.space:
                        inner.append("\n" if rng and layout == "sentences" and n + 1 == len(tokens) else " ")
                        offset += 1
            block = "".join(inner)
            put(wrap(block, rng) if layout == "wrap" else block)
            labels |= places
    return "".join(pieces), labels, tags


@dataclasses.dataclass
class Example:
    """A long text as tensors."""

    features: torch.Tensor
    labels: torch.Tensor
    tags: torch.Tensor


def example(documents, pieces: WordPieces, rng: random.Random | None) -> Example:
    """Features and labels of the documents' atoms."""
    text, labels, tags = render(documents, rng)
    atoms = atoms_of(text)
    mark_wraps(text, atoms)
    return Example(
        torch.tensor([features_of(text, atom, pieces) for atom in atoms]),
        torch.tensor([labels.get(atom.start, INSIDE) for atom in atoms]),
        torch.tensor([TAGS.index(tags[atom.start]) if atom.start in tags else IGNORE for atom in atoms]),
    )


# ---------------------------------------------------------------------------------------------------------------------
# Network.

class Block(nn.Module):
    """A dilated convolution over five atoms with a residual, written as one product, which rten runs faster."""

    def __init__(self, channels: int, dilation: int):
        super().__init__()
        self.norm = nn.LayerNorm(channels)
        self.dilation = dilation
        self.conv = nn.Linear(5 * channels, channels)
        self.out = nn.Linear(channels, channels)
        self.dropout = nn.Dropout(0.15)

    def forward(self, x):
        length, step = x.shape[1], self.dilation
        padded = F.pad(self.norm(x), (0, 0, 2 * step, 2 * step))
        y = self.conv(torch.cat([padded[:, n * step:n * step + length] for n in range(5)], dim=-1))
        return x + self.dropout(self.out(F.relu(y)))


class Segmenter(nn.Module):
    """Embedded features, five dilated convolutions, three labels: [batch, atoms, 5] → [batch, atoms, 3]."""

    def __init__(self, vocabulary: int, channels: int = 96):
        super().__init__()
        self.form, self.suffix = nn.Embedding(vocabulary, WIDTH), nn.Embedding(SUFFIXES, 16)
        self.shape, self.length, self.gap = nn.Embedding(SHAPES, 12), nn.Embedding(LENGTHS, 4), nn.Embedding(5, 8)
        self.enter = nn.Linear(WIDTH + 16 + 12 + 4 + 8, channels)
        self.dropout = nn.Dropout(0.2)
        self.blocks = nn.ModuleList(Block(channels, dilation) for dilation in (1, 1, 2, 4, 8))
        self.norm = nn.LayerNorm(channels)
        self.label = nn.Linear(channels, 3)
        # Tags are learned beside the boundaries, so that the network sees sentences, not only marks; not exported.
        self.tag = nn.Linear(channels, len(TAGS))

    def load_embeddings(self, table: torch.Tensor) -> None:
        """Start from published word-piece embeddings, reduced to their main directions."""
        table = table - table.mean(0)
        directions = torch.linalg.eigh(table.T @ table).eigenvectors[:, -WIDTH:]
        reduced = table @ directions
        self.form.weight.data.copy_(reduced / reduced.std() * 0.5)

    def states(self, features):
        """What the network knows of every atom."""
        form, suffix, shape, length, gap = features.unbind(-1)
        x = torch.cat([self.form(form), self.suffix(suffix), self.shape(shape), self.length(length), self.gap(gap)], -1)
        x = self.enter(self.dropout(x))
        for block in self.blocks:
            x = block(x)
        return self.norm(x)

    def forward(self, features):
        return self.label(self.states(features))


def spans(labels: list[int], level: int) -> set[tuple[int, int]]:
    """Spans that begin with a label of at least `level`."""
    starts = [n for n, label in enumerate(labels) if label >= level] + [len(labels)]
    return set(zip(starts, starts[1:]))


def evaluate(model: Segmenter, part: Example) -> dict[str, float]:
    """F1 of tokens and sentences in per cent; blank lines end sentences, white space ends tokens."""
    model.eval()
    with torch.inference_mode():
        best = model(part.features[None])[0].argmax(-1)
    gap = part.features[:, 4]
    best = torch.where(gap == BLANK, SENTENCE, torch.where((gap > NONE) & (best == INSIDE), TOKEN, best)).tolist()
    gold = part.labels.tolist()
    scores = {}
    for name, level in (("tokens", TOKEN), ("sentences", SENTENCE)):
        found, true = spans(best, level), spans(gold, level)
        scores[name] = round(200 * len(found & true) / (len(found) + len(true)), 2)
    return scores


def export(model: Segmenter, out: pathlib.Path) -> None:
    """Write segmenter.onnx, quantised per channel."""
    axes = {name: {0: "batch", 1: "atoms"} for name in ("features", "labels")}
    inputs = (torch.ones(1, 50, 5, dtype=torch.long),)
    names = (["features"], ["labels"])
    # Seven bits: as in fast.py.
    onnx_file.write(model, inputs, out / "segmenter.onnx", names, axes, per_channel=True, reduce_range=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--encoder", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--window", type=int, default=400, help="atoms a row")
    parser.add_argument("--batch", type=int, default=8, help="rows a step")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    vocabulary = (arguments.out / "vocab.txt").read_text(encoding="utf-8").splitlines()
    pieces = WordPieces(vocabulary)
    train = [document for source in ("ewt", "gum") for document in read_texts(arguments.data / source / "train.conllu")]
    dev = {source: example(read_texts(arguments.data / source / "dev.conllu"), pieces, None) for source in ("ewt", "gum")}
    model = Segmenter(len(pieces.ids))
    published = {piece: n for n, piece in enumerate(published_vocabulary(arguments.encoder))}
    table = published_weights(arguments.encoder)["embeddings.word_embeddings.weight"]
    model.load_embeddings(table[[published[piece] for piece in vocabulary]])
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.02, betas=(0.9, 0.98))
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998))
    rows = len(example(train, pieces, None).labels) // arguments.window
    steps = arguments.epochs * rows // arguments.batch
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / 200, max(0.01, 1 - step / steps)))
    for epoch in range(1, arguments.epochs + 1):
        model.train()
        began, summed, taken = time.time(), 0.0, 0
        rng.shuffle(train)
        whole = example(train, pieces, rng)
        length = arguments.window
        offset = rng.randrange(length)
        starts = list(range(offset, len(whole.labels) - length, length))
        rng.shuffle(starts)
        for group in (starts[n:n + arguments.batch] for n in range(0, len(starts), arguments.batch)):
            features = torch.stack([whole.features[s:s + length] for s in group])
            labels = torch.stack([whole.labels[s:s + length] for s in group])
            # Forms that training never saw must not confuse: some are blotted out.
            letters = features[..., 1] > 0
            features[..., 0][letters & (torch.rand(letters.shape) < 0.1)] = pieces.unknown
            features[..., 1][letters & (torch.rand(letters.shape) < 0.1)] = 0
            states = model.states(features)
            tags = torch.stack([whole.tags[s:s + length] for s in group])
            loss = F.cross_entropy(model.label(states).flatten(0, 1), labels.flatten())
            loss = loss + 0.2 * F.cross_entropy(model.tag(states).flatten(0, 1), tags.flatten(), ignore_index=IGNORE)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            summed, taken = summed + loss.item(), taken + 1
        report = {source: evaluate(average.module, part) for source, part in dev.items()}
        print(json.dumps({"epoch": epoch, "loss": round(summed / taken, 5), "seconds": round(time.time() - began), "dev": report}), flush=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    export(average.module, arguments.out)


if __name__ == "__main__":
    main()
