#!/usr/bin/env python3
"""Distil the annotator into the small network of `--fast`, and export all in one file.

    python3 training/fast.py --data ../shared/data --encoder DIR --out models/en [--text FILE.conllu]

Reads weights.pt and labels.json of annotator.py and boundary.pt of boundary.py in `--out`. The student shares the
annotator's embedding (frozen), learns from the gold trees and names, and from the annotator's scores on these, on the name
corpora and on the sentences of `--text` (any CoNLL-U file: only the words are used). Writes fast.pt, annotator.onnx, vocab.txt.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import random
import tempfile
import time
import unicodedata

import torch
from torch import nn
from torch.nn import functional as F

import annotator
import corpora
import onnx_file
from annotator import IGNORE, LAYERS_OF_TAGS, MAX_WORDS
from encoder import HIDDEN, Annotator, BoundaryHead, FastAnnotator, MeaningHead, WordPieces, best_heads, published_vocabulary


def last_pieces(inputs, words):
    """Index of every word's last piece in the flattened pieces; padding repeats the first."""
    _, _, valid, first = inputs
    row = torch.arange(first.shape[0])[:, None] * valid.shape[1]
    end = row + valid.sum(1, keepdim=True).long() - 1
    following = torch.cat([first[:, 1:], end], dim=1)
    following = torch.where(torch.cat([words[:, 1:], torch.zeros(len(words), 1)], dim=1) > 0, following, end)
    last = following - 1
    last[:, 0] = first[:, 0]
    return torch.where(words > 0, last, first)


class Student(nn.Module):
    """The small network on the annotator's embedding."""

    def __init__(self, teacher: Annotator, sizes: dict[str, int]):
        super().__init__()
        self.fast = FastAnnotator(sizes)
        self.embedding = [teacher.encoder]

    def vectors(self, inputs, words):
        pieces, shapes, _, first = inputs
        with torch.no_grad():
            embedded = self.embedding[0].embed(pieces, shapes).reshape(-1, HIDDEN)
        return self.fast.vectors(embedded, words, first, last_pieces(inputs, words))


class Teacher:
    """The annotator as the program runs it: int8 in ONNX Runtime, several times as fast as in PyTorch and as right."""

    LAYERS = ("upos", "xpos", "feats", "names")

    class Speech(nn.Module):
        """Scores of tags, arcs and the relations to the best heads."""

        def __init__(self, annotator: Annotator):
            super().__init__()
            self.annotator = annotator

        def forward(self, pieces, shapes, valid, first, words):
            vectors = self.annotator.vectors(pieces, shapes, valid, first)
            tags = self.annotator.tags(vectors)
            arcs = self.annotator.arcs(vectors).masked_fill(words[:, None, :] == 0, -1e4)
            return tuple(tags[layer] for layer in Teacher.LAYERS) + (arcs, self.annotator.deprels_of(vectors, arcs.argmax(-1)))

    def __init__(self, annotator: Annotator, inputs, words):
        import onnxruntime

        given, said = ["pieces", "shapes", "valid", "first", "words"], [*self.LAYERS, "arcs", "deprels"]
        axes = {name: {0: "batch", 1: "length"} for name in ("pieces", "shapes", "valid")}
        axes |= {name: {0: "batch", 1: "width"} for name in ["first", "words"] + said}
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "teacher.onnx")
            onnx_file.write(self.Speech(annotator), (*inputs, words), path, (given, said), axes, per_channel=True, reduce_range=True)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = torch.get_num_threads()
            self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def teach(self, inputs, words):
        """The teacher's distributions, and its heads."""
        given = dict(zip(["pieces", "shapes", "valid", "first", "words"], (value.numpy() for value in (*inputs, words))))
        *tags, arcs, relations = map(torch.from_numpy, self.session.run(None, given))
        tags = {layer: F.softmax(scores, -1) for layer, scores in zip(self.LAYERS, tags)}
        return tags, F.softmax(arcs, -1), arcs.argmax(-1), F.softmax(relations, -1)


def divergence(scores, target, words):
    """Cross-entropy of the student's scores against a distribution, over words (the root aside)."""
    keep = words.clone()
    keep[:, 0] = 0
    loss = -(target * F.log_softmax(scores.float(), -1)).sum(-1)
    return (loss * keep).sum() / keep.sum().clamp(min=1)


def loss_of(student, inputs, gold, sentences, lesson, tag_index):
    """Distillation on every sentence; gold labels, where there are any, count half as much."""
    words = gold["words"]
    tags, arcs, heads, relations = lesson
    vectors = student.vectors(inputs, words)
    guess = student.fast.tags(vectors)
    guess_arcs = student.fast.arcs(vectors).float().masked_fill(words[:, None, :] == 0, -1e4)
    loss = divergence(guess_arcs, arcs, words) + divergence(student.fast.deprels(vectors, heads), relations, words)
    for layer, target in tags.items():
        loss = loss + divergence(guess[layer], target, words) * (0.5 if layer == "feats" else 1.0)
    flat = lambda scores, target: F.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)
    if "heads" in gold:
        loss = loss + 0.5 * flat(guess_arcs, gold["heads"])
        loss = loss + 0.5 * flat(student.fast.deprels(vectors, gold["heads"].clamp(min=0)), gold["deprels"])
        for layer in LAYERS_OF_TAGS:
            loss = loss + 0.5 * flat(guess[layer], gold[layer])
    if "names" in gold:
        loss = loss + 0.5 * annotator.name_loss(guess["names"], gold["names"], sentences, tag_index)
    return loss


# Classes of words that are open enough for one to stand for another.
OPEN = {"NN", "NNS", "NNP", "NNPS", "JJ", "RB", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "CD"}


class Variations:
    """Sentences like those of the treebanks with other words in them: more for the student to hear the teacher on.

    Words are replaced by others that have the same Penn tag most often (after Jiao et al. 2020, TinyBERT), and long
    sentences are cut short.
    """

    def __init__(self, treebanks):
        tags = collections.defaultdict(collections.Counter)
        for sentence in treebanks:
            for form, tag in zip(sentence.forms, sentence.xpos):
                tags[form][tag] += 1
        self.tag = {form: counts.most_common(1)[0][0] for form, counts in sorted(tags.items())}
        self.pools = {tag: [form for form, its in self.tag.items() if its == tag] for tag in sorted(OPEN)}

    def of(self, sentence: corpora.Sentence, rng: random.Random) -> corpora.Sentence:
        forms = list(sentence.forms)
        if len(forms) > 12 and rng.random() < 0.3:
            start = rng.randrange(len(forms) - 8)
            forms = forms[start:rng.randrange(start + 8, len(forms) + 1)]
        for n, form in enumerate(forms):
            pool = self.pools.get(self.tag.get(form, ""))
            if pool and rng.random() < 0.2:
                other = rng.choice(pool)
                forms[n] = other[0].upper() + other[1:] if form[0].isupper() else other
        return corpora.Sentence("text", "", forms)


def mean_of(files: list[str]) -> dict[str, torch.Tensor]:
    """The weights of FILE, or the weighted mean of those of several FILE=WEIGHT (Izmailov et al. 2018)."""
    parts = [(torch.load(file), float(weight or 1)) for file, _, weight in (name.partition("=") for name in files)]
    total = sum(weight for _, weight in parts)
    return {key: sum(state[key] * (weight / total) for state, weight in parts) for key in parts[0][0]}


class Scored(nn.Module):
    """The student in the shape that annotator.evaluate wants: relations for every head, all the same."""

    def __init__(self, student: Student):
        super().__init__()
        self.student = student

    def forward(self, pieces, shapes, valid, first):
        inputs = (pieces, shapes, valid, first)
        words = torch.ones(first.shape)
        words[:, 1:] = (first[:, 1:] % pieces.shape[1] > 0).float()
        vectors = self.student.vectors(inputs, words)
        tags = self.student.fast.tags(vectors)
        arcs = self.student.fast.arcs(vectors).masked_fill(words[:, None, :] == 0, -1e4)
        relations = self.student.fast.deprels(vectors, arcs.argmax(-1))
        return tags["upos"], tags["xpos"], tags["feats"], tags["names"], arcs, relations[..., None].expand(-1, -1, -1, first.shape[1])


class All(nn.Module):
    """Annotator, student and the other heads with one embedding; what is not asked for is not computed."""

    def __init__(self, teacher: Annotator, student: Student, boundary: BoundaryHead, meaning: MeaningHead):
        super().__init__()
        self.teacher, self.fast, self.boundary, self.meaning = teacher, student.fast, boundary, meaning

    def forward(self, pieces, shapes, valid, first, last, words):
        encoder = self.teacher.encoder
        embedded = encoder.embed(pieces, shapes)
        states = encoder.states(embedded, (1.0 - valid)[:, None, None, :] * -1e4)
        vectors = encoder.mixed(states).reshape(-1, HIDDEN)[first]
        tags = self.teacher.tags(vectors)
        arcs = self.teacher.arcs(vectors)
        relations = self.teacher.deprels_of(vectors, best_heads(arcs, words))
        full = (tags["upos"], tags["xpos"], tags["feats"], tags["names"], arcs, relations)
        joined = torch.cat([states[n] for n in BoundaryHead.STATES], dim=-1)
        starts = self.boundary(joined.reshape(-1, joined.shape[-1])[first][:, 1:], words[:, 1:])
        return full + self.fast(embedded.reshape(-1, HIDDEN), words, first, last) + (starts, self.meaning(vectors))


def keep_pieces(pieces: WordPieces) -> list[str]:
    """The vocabulary without what English text cannot need: placeholders and pieces of other scripts.

    Ids 1 to 5 stay what they are (the segmenter reads numbers there).
    """
    # Accents never reach the vocabulary: words are decomposed and lose them.
    plain = lambda c: c.isascii() or 0x2000 <= ord(c) < 0x2200 or ord(c) < 0x250 and unicodedata.decomposition(c) == ""
    latin = lambda piece: all(plain(c) for c in piece)
    return [p for p, n in pieces.ids.items() if n <= 5 or latin(p) and not p.startswith("[unused")]


def export(teacher, student, boundary, meaning, batcher, sentences, out: pathlib.Path) -> None:
    """Write annotator.onnx, quantised per channel, and its vocabulary, pruned."""
    kept = keep_pieces(batcher.pieces)
    network = All(teacher, student, boundary, meaning)
    table = teacher.encoder.words
    pruned = nn.Embedding(len(kept), HIDDEN)
    pruned.weight.data.copy_(table.weight.data[[batcher.pieces.ids[piece] for piece in kept]])
    (out / "vocab.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    teacher.encoder.words = pruned
    inputs, gold = batcher.tensors(sentences[:3])
    inputs = (inputs[0].clamp(max=len(kept) - 1),) + inputs[1:]
    names = ["upos", "xpos", "feats", "names", "arcs", "deprels"]
    names = names + ["fast_" + name for name in names] + ["starts", "meaning"]
    inputs = inputs + (last_pieces(inputs, gold["words"]), gold["words"])
    given = ["pieces", "shapes", "valid", "first", "last", "words"]
    axes = {name: {0: "batch", 1: "length"} for name in ("pieces", "shapes", "valid")}
    axes |= {name: {0: "batch", 1: "width"} for name in ["first", "last", "words"] + names}
    # Seven bits: processors without dot-product instructions for bytes add in 16 bits, which eight would overflow.
    onnx_file.write(network, inputs, out / "annotator.onnx", (given, names), axes, per_channel=True, reduce_range=True)
    teacher.encoder.words = table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--encoder", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--text", type=pathlib.Path, help="CoNLL-U with more sentences to learn from")
    parser.add_argument("--layers", type=int, default=6, help="of the annotator")
    parser.add_argument("--variations", type=int, default=4, help="epochs on variations of the sentences for every one on the sentences as they are")
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--batch", type=int, default=1500, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--resume", nargs="+", help="fast.pt to start from; of several the mean, each with =WEIGHT behind it")
    parser.add_argument("--dropout", type=float, default=0.0, help="of the student at most; what it hears is always new")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--limit", type=int, help="batches an epoch, for trials")
    arguments = parser.parse_args()

    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    treebanks, names = corpora.read_all(arguments.data, "train")
    dev_treebanks, dev_names = corpora.read_all(arguments.data, "dev")
    short = lambda parts: [s for part in parts for s in part if len(s.forms) <= MAX_WORDS]
    parsed, named = short(treebanks.values()), short(names.values())
    text = []
    if arguments.text:
        text = [s for s in corpora.read_treebank(arguments.text, "text") if len(s.forms) <= MAX_WORDS]
        text = [corpora.Sentence("text", "", s.forms) for s in text]
    labels = json.loads((arguments.out / "labels.json").read_text(encoding="utf-8"))
    sizes = {layer: len(values) for layer, values in labels.items()}
    pieces = WordPieces(published_vocabulary(arguments.encoder))
    batcher = annotator.Batcher(pieces, labels)
    teacher = Annotator(arguments.layers, len(pieces.ids), sizes)
    teacher.load_state_dict(torch.load(arguments.out / "weights.pt"))
    teacher.eval().requires_grad_(False)
    student = Student(teacher, sizes)
    for module in student.modules():
        if isinstance(module, nn.Dropout):
            module.p = min(module.p, arguments.dropout)
    if arguments.resume or arguments.epochs == 0:
        student.fast.load_state_dict(mean_of(arguments.resume or [str(arguments.out / "fast.pt")]))
    optimizer = torch.optim.AdamW(student.fast.parameters(), lr=arguments.rate, weight_decay=0.01, betas=(0.9, 0.98))
    variations = Variations(parsed)
    inputs, gold = batcher.tensors(parsed[:3])
    # Nothing is heard twice: every epoch has variations of its own, and the teacher speaks while the student learns.
    speaker = Teacher(teacher, inputs, gold["words"]) if arguments.epochs else None
    original = parsed + named + text
    steps = arguments.epochs * len(batcher.batches(original, arguments.batch, None)[:arguments.limit])
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / 400, max(0.02, 1 - step / max(1, steps))))
    for epoch in range(1, arguments.epochs + 1):
        student.train()
        began, summed = time.time(), 0.0
        # The last epoch is on the sentences as they are.
        as_they_are = (arguments.epochs - epoch) % (1 + arguments.variations) == 0
        sentences = original if as_they_are else [variations.of(s, rng) for s in original]
        groups = batcher.batches(sentences, arguments.batch, rng)[:arguments.limit]
        for group in groups:
            inputs, gold = batcher.tensors(group, [annotator.augmented(s, rng) for s in group])
            lesson = speaker.teach(inputs, gold["words"])
            with torch.autocast("cpu", torch.bfloat16, enabled=arguments.bfloat16):
                loss = loss_of(student, inputs, gold, group, lesson, batcher.index["names"])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(student.fast.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            summed += loss.item()
        took = time.time() - began
        scored = Scored(student)
        report = {source: annotator.evaluate(scored, batcher, part, labels) for source, part in (dev_treebanks | dev_names).items()}
        print(json.dumps({"epoch": epoch, "loss": round(summed / len(groups), 4), "seconds": round(took), "dev": report}), flush=True)
        torch.save(student.fast.state_dict(), arguments.out / "fast.pt")
    boundary, meaning = BoundaryHead(), MeaningHead()
    boundary.load_state_dict(torch.load(arguments.out / "boundary.pt"))
    if (arguments.out / "meaning.pt").exists():
        meaning.load_state_dict(torch.load(arguments.out / "meaning.pt"))
    export(teacher, student.eval(), boundary, meaning, batcher, dev_treebanks["ewt"], arguments.out)


if __name__ == "__main__":
    main()
