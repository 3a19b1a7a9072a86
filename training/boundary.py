#!/usr/bin/env python3
"""Train the annotator's second opinion on where sentences begin.

    python3 training/boundary.py --data ../shared/data --encoder DIR --out models/en

Reads weights.pt and labels.json of annotator.py in `--out`, whose encoder stays as it is; writes boundary.pt, which fast.py
exports with the rest. The segmenter decides, and asks where it is unsure: the encoder has seen more English than it has.
Learns from paragraphs of EWT and GUM train, as they are and roughened as for the segmenter. Scores (F1 of "a sentence
begins here", paragraphs' first words aside) go to stdout.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import time

import torch
from torch.nn import functional as F

import segmenter
from annotator import Batcher
from corpora import Sentence
from encoder import Annotator, BoundaryHead, WordPieces, published_vocabulary

# Words a window; the first and the last CONTEXT of one count only where the paragraph ends there.
WINDOW, CONTEXT = 80, 20


def windows(documents, rng: random.Random | None):
    """(words, whether a sentence begins, whether the place counts) of paragraphs in parts."""
    for document in documents:
        style = {"curly": False, "straight": False, "dash": None, "titles": False, "case": None}
        if rng:
            style |= {
                "titles": rng.random() < 0.5, "dash": rng.choice([None, "—", "–"]),
                "case": rng.choices([None, "lower", "upper"], [0.9, 0.07, 0.03])[0],
            }
        for paragraph in document:
            sentences = []
            for sentence in paragraph:
                tokens = segmenter.roughen(sentence, rng, style) if rng else sentence
                if rng and len(tokens) > 2 and tokens[-1].text in (".", "!", "?") and rng.random() < 0.05:
                    tokens = tokens[:-1]
                sentences.append(tokens)
            words = [token.text for sentence in sentences for token in sentence]
            starts = [float(n == 0) for sentence in sentences for n in range(len(sentence))]
            at = 0
            while at < len(words):
                end = min(at + WINDOW, len(words))
                first = at + CONTEXT if at else 1
                last = end if end == len(words) else end - CONTEXT
                if last > first:
                    yield words[at:end], starts[at:end], [float(first <= n < last) for n in range(at, end)]
                if end == len(words):
                    break
                at = end - 2 * CONTEXT


def batches(parts, size: int):
    parts = sorted(parts, key=lambda part: len(part[0]))
    return [parts[n:n + size] for n in range(0, len(parts), size)]


def vectors(encoder, batcher, group):
    """States of the encoder at the words of a group of windows (without the root), and which words there are."""
    (pieces, shapes, valid, first), gold = batcher.tensors([Sentence("text", "", words) for words, _, _ in group])
    with torch.no_grad():
        states = encoder.states(encoder.embed(pieces, shapes), (1.0 - valid)[:, None, None, :] * -1e4)
        joined = torch.cat([states[n] for n in BoundaryHead.STATES], dim=-1)
        return joined.reshape(-1, joined.shape[-1])[first][:, 1:].half(), gold["words"][:, 1:]


def padded(rows, width):
    return torch.tensor([row + [0.0] * (width - len(row)) for row in rows])


def lessons(encoder, batcher, parts, bfloat16: bool):
    made = []
    for group in batches(list(parts), 16):
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            known, words = vectors(encoder, batcher, group)
        width = words.shape[1]
        made.append((known, words, padded([part[1] for part in group], width), padded([part[2] for part in group], width)))
    return made


def f1(head, made) -> float:
    head.eval()
    right = found = true = 0
    with torch.inference_mode():
        for known, words, starts, counts in made:
            guess = (head(known.float(), words) > 0) & (counts > 0)
            gold = (starts > 0) & (counts > 0)
            right, found, true = right + (guess & gold).sum().item(), found + guess.sum().item(), true + gold.sum().item()
    return round(200 * right / max(1, found + true), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--encoder", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--layers", type=int, default=6, help="of the annotator")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true")
    arguments = parser.parse_args()

    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    labels = json.loads((arguments.out / "labels.json").read_text(encoding="utf-8"))
    pieces = WordPieces(published_vocabulary(arguments.encoder))
    batcher = Batcher(pieces, labels)
    teacher = Annotator(arguments.layers, len(pieces.ids), {layer: len(values) for layer, values in labels.items()})
    teacher.load_state_dict(torch.load(arguments.out / "weights.pt"))
    encoder = teacher.eval().requires_grad_(False).encoder
    read = lambda source, part: segmenter.read_texts(arguments.data / source / f"{part}.conllu")
    began = time.time()
    train = [document for source in ("ewt", "gum") for document in read(source, "train")]
    made = lessons(encoder, batcher, list(windows(train, None)) + list(windows(train, rng)), arguments.bfloat16)
    dev = {source: lessons(encoder, batcher, windows(read(source, "dev"), None), arguments.bfloat16) for source in ("ewt", "gum")}
    print(json.dumps({"windows": sum(len(part[0]) for part in made), "seconds": round(time.time() - began)}), flush=True)
    head = BoundaryHead()
    optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.02, betas=(0.9, 0.98))
    steps = arguments.epochs * len(made)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / 100, max(0.01, 1 - step / steps)))
    for epoch in range(1, arguments.epochs + 1):
        head.train()
        began = time.time()
        rng.shuffle(made)
        for known, words, starts, counts in made:
            with torch.autocast("cpu", torch.bfloat16, enabled=arguments.bfloat16):
                logits = head(known.float(), words)
            loss = (F.binary_cross_entropy_with_logits(logits.float(), starts, reduction="none") * counts).sum() / counts.sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        scores = {source: f1(head, part) for source, part in dev.items()}
        print(json.dumps({"epoch": epoch, "seconds": round(time.time() - began), "dev": scores}), flush=True)
        torch.save(head.state_dict(), arguments.out / "boundary.pt")


if __name__ == "__main__":
    main()
