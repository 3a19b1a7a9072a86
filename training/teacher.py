#!/usr/bin/env python3
"""Train the annotator's own teacher: the same heads on a larger, cased encoder, too slow to ship.

    python3 training/teacher.py --data ../shared/data --bert DIR --out DIR2

`--bert` is the folder with BERT-base-cased as TensorFlow saved it (README.md beside this file). Writes teacher.pt and labels.json;
scores go to stdout after every epoch. annotator.py --teacher learns from it.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import struct
import time

import numpy
import torch

import annotator
import corpora
from annotator import MAX_WORDS, Batcher
from encoder import Annotator, WordPieces

LAYERS, FROZEN, WIDTH = 9, 3, 768


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of protocol buffers' variable length and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def block(data: bytes, offset: int, size: int):
    """Keys and values of one block of a table of LevelDB's format, not compressed."""
    content = data[offset:offset + size]
    restarts = struct.unpack("<I", content[-4:])[0]
    at, end, key = 0, len(content) - 4 - 4 * restarts, b""
    while at < end:
        shared, at = varint(content, at)
        fresh, at = varint(content, at)
        length, at = varint(content, at)
        key = key[:shared] + content[at:at + fresh]
        at += fresh
        yield key, content[at:at + length]
        at += length


def message(data: bytes) -> dict[int, list]:
    """Fields of a protocol buffer by their numbers."""
    at, fields = 0, {}
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
        else:
            length = {1: 8, 5: 4}.get(tag & 7)
            if length is None:
                length, at = varint(data, at)
            value = data[at:at + length]
            at += length
        fields.setdefault(tag >> 3, []).append(value)
    return fields


def saved_tensors(folder: pathlib.Path) -> dict[str, torch.Tensor]:
    """The float tensors of a TensorFlow checkpoint (tensor_bundle.proto), by name."""
    index = (folder / "variables.index").read_bytes()
    footer, at = index[-48:], 0
    numbers = []
    for _ in range(4):
        number, at = varint(footer, at)
        numbers.append(number)
    values = numpy.memmap(folder / "variables.data-00000-of-00001", dtype=numpy.uint8, mode="r")
    tensors = {}
    for _, handle in block(index, numbers[2], numbers[3]):
        offset, at = varint(handle, 0)
        size, _ = varint(handle, at)
        for key, value in block(index, offset, size):
            entry = message(value)
            if key and entry.get(1) == [1]:
                shape = [message(dimension).get(1, [0])[0] for dimension in message(entry[2][0]).get(2, [])]
                start = entry.get(4, [0])[0]
                raw = values[start:start + entry[5][0]].tobytes()
                tensors[key.decode()] = torch.from_numpy(numpy.frombuffer(raw, dtype="<f4").reshape(shape).copy())
    return tensors


def published(folder: pathlib.Path) -> dict[str, torch.Tensor]:
    """BERT's tensors under the names that `Encoder.load_published` knows."""
    tensors = {}
    for name, tensor in saved_tensors(folder / "variables").items():
        name = name.removeprefix("module/bert/")
        if name.startswith(("embeddings/", "encoder/")):
            name = name.replace("layer_", "layer/").replace("/", ".").replace(".beta", ".bias").replace(".gamma", ".weight")
            if name.endswith(".kernel"):
                name, tensor = name.removesuffix("kernel") + "weight", tensor.T.contiguous()
            elif name.endswith("_embeddings"):
                name += ".weight"
            tensors[name] = tensor
    return tensors


def vocabulary(folder: pathlib.Path) -> list[str]:
    """BERT's word pieces in the order of their ids."""
    return (folder / "assets" / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]


def build(folder: pathlib.Path, labels: dict[str, list[str]]) -> tuple[Annotator, Batcher]:
    """The teacher as it is before training, and what makes its tensors."""
    batcher = Batcher(WordPieces(vocabulary(folder), cased=True), labels)
    sizes = {layer: len(values) for layer, values in labels.items()}
    model = Annotator(LAYERS, len(batcher.pieces.ids), sizes, WIDTH)
    return model, batcher


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--bert", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=1000, help="word pieces a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="batches an epoch, for trials")
    arguments = parser.parse_args()

    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    treebanks, names = corpora.read_all(arguments.data, "train")
    dev_treebanks, dev_names = corpora.read_all(arguments.data, "dev")
    short = lambda parts: [s for part in parts for s in part if len(s.forms) <= MAX_WORDS]
    parsed, named = short(treebanks.values()), short(names.values())
    labels = annotator.inventory([s for part in treebanks.values() for s in part])
    (arguments.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    model, batcher = build(arguments.bert, labels)
    model.encoder.load_published(published(arguments.bert))
    # The embedding and the lowest layers stay as they are: little is lost and a quarter of the time saved.
    for part in (model.encoder.words, model.encoder.positions, *model.encoder.layers[:FROZEN]):
        part.requires_grad_(False)
    inner = [p for n, p in model.named_parameters() if n.startswith("encoder.layers.") and p.requires_grad]
    known = {id(p) for p in inner}
    heads = [p for p in model.parameters() if id(p) not in known and p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": inner, "lr": 7e-5}, {"params": heads, "lr": 1e-3}], weight_decay=0.01, betas=(0.9, 0.98))
    epoch_batches = lambda: batcher.batches(parsed, arguments.batch, rng) + batcher.batches(rng.sample(named, 2 * len(named) // 3), arguments.batch, rng)
    steps = arguments.epochs * min(arguments.limit or 10**9, len(epoch_batches()))
    warmup = min(steps // 10, 200)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / warmup, max(0.02, (steps - step) / (steps - warmup))))
    for epoch in range(1, arguments.epochs + 1):
        model.train()
        began, summed = time.time(), 0.0
        groups = epoch_batches()
        rng.shuffle(groups)
        groups = groups[:arguments.limit]
        for number, group in enumerate(groups):
            inputs, gold = batcher.tensors(group, [annotator.augmented(s, rng) for s in group])
            loss = annotator.losses(model, inputs, gold, group, batcher.index["names"])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            summed += loss.item()
            if number % 100 == 0:
                print(json.dumps({"epoch": epoch, "batch": number, "of": len(groups), "loss": round(summed / (number + 1), 3), "seconds": round(time.time() - began)}), flush=True)
        report = {source: annotator.evaluate(model, batcher, part, labels) for source, part in (dev_treebanks | dev_names).items()}
        print(json.dumps({"epoch": epoch, "loss": round(summed / len(groups), 4), "seconds": round(time.time() - began), "dev": report}), flush=True)
        torch.save(model.state_dict(), arguments.out / "teacher.pt")


if __name__ == "__main__":
    main()
