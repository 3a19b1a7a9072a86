#!/usr/bin/env python3
"""Take the weights out of the shipped network again, so that training can go on from it.

    python3 training/restore.py --data ../shared/data --encoder DIR --network models/en/annotator.onnx --out DIR

Writes weights.pt, fast.pt, boundary.pt, meaning.pt and labels.json as annotator.py, fast.py, boundary.py and coreference.py do. int8 weights become what
they stand for: at most half a step (a 127th of a column's largest weight) off what was trained.
"""

from __future__ import annotations

import argparse
import json
import pathlib

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import annotator
import corpora
from encoder import SHAPES, Annotator, BoundaryHead, FastAnnotator, MeaningHead, WordPieces, published_vocabulary, published_weights
from fast import keep_pieces

LAYERS = 6


class Stored:
    """A quantised network's constants, and who uses them."""

    def __init__(self, path: pathlib.Path):
        graph = onnx.load(path).graph
        self.constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self.maker = {name: node for node in graph.node for name in node.output}
        self.users = {}
        for node in graph.node:
            for name in node.input:
                self.users.setdefault(name, []).append(node)

    def table(self, name: str) -> np.ndarray:
        """A table of embeddings."""
        node = self.users[name][0]
        while node.op_type != "DequantizeLinear":
            node = self.users[node.output[0]][0]
        step, zero = self.constants[node.input[1]], self.constants[node.input[2]]
        return (self.constants[name].astype(np.float32) - zero.astype(np.float32)) * step

    def weight(self, product: str) -> np.ndarray:
        """The weight of the product that ends in the value `product`, as PyTorch keeps it."""
        node, step = self.maker[product], None
        while node.op_type != "MatMulInteger":
            if node.op_type == "Mul":
                for name in node.input:
                    made = self.maker.get(name)
                    if made is not None and made.op_type == "Mul":
                        step = next(self.constants[given] for given in made.input if given in self.constants)
                node = next(self.maker[name] for name in node.input if self.maker[name].op_type == "Cast")
            else:
                node = self.maker[node.input[0]]
        whole = self.constants[node.input[1]].astype(np.float32) - self.constants[node.input[3]].astype(np.float32)
        return (whole * step).T

    def before(self, bias: str) -> np.ndarray:
        """The weight of the product that `bias` is added to."""
        node = self.users[bias][0]
        return self.weight(next(name for name in node.input if name != bias))

    def unbiased(self, rows: int, columns: int) -> np.ndarray:
        """The weight of the one product of this size that nothing is added to at once."""
        found = []
        for node in self.maker.values():
            if node.op_type == "MatMulInteger" and self.constants[node.input[1]].shape == (rows, columns):
                value = node.output[0]
                while self.users[value][0].op_type in ("Cast", "Mul"):
                    value = self.users[value][0].output[0]
                user = self.users[value][0]
                if not (user.op_type == "Add" and any(name in self.constants for name in user.input)):
                    found.append(value)
        (value,) = found
        return self.weight(value)

    def module(self, module: torch.nn.Module, names: list[str]) -> list[str]:
        """Fill `module`; `names` are the constants that are neither weights nor tables, in the order of the modules. What is left of them."""
        state = {}
        ours = [name for name, value in module.named_parameters() if value.dim() == 1 and name != "encoder.mix"]
        for name, stored in zip(ours, names):
            assert self.constants[stored].shape == tuple(module.get_parameter(name).shape), (name, stored)
            state[name] = self.constants[stored]
            weight = name.removesuffix("bias") + "weight"
            if name.endswith(".bias") and module.get_parameter(weight).dim() == 2:
                state[weight] = self.before(stored)
        for name, value in module.named_parameters():
            if name not in state and not name.startswith("encoder."):
                state[name] = self.unbiased(value.shape[1], value.shape[0])
        missing, unexpected = module.load_state_dict({name: torch.tensor(np.ascontiguousarray(value)) for name, value in state.items()}, strict=False)
        assert not unexpected and all(name in TABLES for name in missing), (missing, unexpected)
        return names[len(ours):]


TABLES = {"encoder.mix", "encoder.words.weight", "encoder.positions.weight", "encoder.shapes.weight"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--encoder", type=pathlib.Path, required=True)
    parser.add_argument("--network", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()

    treebanks, _ = corpora.read_all(arguments.data, "train")
    labels = annotator.inventory([s for part in treebanks.values() for s in part])
    sizes = {layer: len(values) for layer, values in labels.items()}
    pieces = WordPieces(published_vocabulary(arguments.encoder))
    teacher, fast, boundary, meaning = Annotator(LAYERS, len(pieces.ids), sizes), FastAnnotator(sizes), BoundaryHead(), MeaningHead()
    teacher.encoder.load_published(published_weights(arguments.encoder))
    stored = Stored(arguments.network)
    # The exporter numbers constants in the order of the modules' parameters, which come before everything else.
    plain = sorted((name for name, value in stored.constants.items() if value.dtype == np.float32 and value.ndim == 1), key=lambda name: int(name[1:], 16))
    for module in (teacher, fast, boundary, meaning):
        plain = stored.module(module, plain)
    encoder, tables = teacher.encoder, {}
    for name, value in stored.constants.items():
        if value.dtype == np.uint8 and value.ndim == 2:
            tables[len(value)] = stored.table(name)
    kept = keep_pieces(pieces)
    with torch.no_grad():
        encoder.words.weight[[pieces.ids[piece] for piece in kept]] = torch.tensor(tables[len(kept)])
        encoder.positions.weight.copy_(torch.tensor(tables[512]))
        encoder.shapes.weight.copy_(torch.tensor(tables[SHAPES]))
        encoder.mix.copy_(torch.tensor(mix(stored)).log())
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for module, name in ((teacher, "weights.pt"), (fast, "fast.pt"), (boundary, "boundary.pt"), (meaning, "meaning.pt")):
        torch.save(module.state_dict(), arguments.out / name)
    batcher = annotator.Batcher(pieces, labels)
    dev_treebanks, dev_names = corpora.read_all(arguments.data, "dev")
    for source, part in (dev_treebanks | dev_names).items():
        print(json.dumps({source: annotator.evaluate(teacher.eval(), batcher, part, labels)}), flush=True)


def mix(stored: Stored) -> list[float]:
    """The shares of the layers in the mix: the sum of as many products as there are states."""
    def shares(value):
        node = stored.maker[value]
        if node.op_type == "Add":
            return shares(node.input[0]) + shares(node.input[1])
        return [float(stored.constants[name]) for name in node.input if name in stored.constants]

    for node in stored.maker.values():
        if node.op_type == "Add":
            found = shares(node.output[0]) if leads_to_products(stored, node.output[0]) else []
            if len(found) == LAYERS + 1:
                return found
    raise ValueError("the mix of the layers is not in the network")


def leads_to_products(stored: Stored, value: str) -> bool:
    """Whether a value is a sum of scaled states and nothing else."""
    node = stored.maker.get(value)
    if node is None:
        return False
    if node.op_type == "Add":
        return all(leads_to_products(stored, name) for name in node.input)
    scalar = lambda name: name in stored.constants and stored.constants[name].ndim == 0
    return node.op_type == "Mul" and any(scalar(name) for name in node.input)


if __name__ == "__main__":
    main()
