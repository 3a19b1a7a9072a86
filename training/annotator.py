#!/usr/bin/env python3
"""Train the annotator and export it.

    python3 training/annotator.py --data ../shared/data --encoder DIR --out models/en

`--encoder` is the folder with the encoder's ONNX file and tokenizer (README.md beside this file: where from, time, memory).
Writes weights.pt and labels.json; scores go to stdout after every epoch. fast.py goes on from there and exports.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import random
import time

import torch
from torch.nn import functional as F

import corpora
from encoder import Annotator, WordPieces, published_vocabulary, published_weights, shape

LAYERS_OF_TAGS = ("upos", "xpos", "feats")
IGNORE = -100
MAX_WORDS = 160


def inventory(sentences: list[corpora.Sentence]) -> dict[str, list[str]]:
    """The labels of every head, the frequent first; feature bundles and relations seen once are dropped."""
    labels = {}
    for layer in LAYERS_OF_TAGS + ("deprels",):
        counts = collections.Counter(label for sentence in sentences for label in getattr(sentence, layer))
        least = 3 if layer == "feats" else 1
        labels[layer] = sorted((label for label, n in counts.items() if n >= least), key=lambda label: (-counts[label], label))
    labels["names"] = list(corpora.NAME_TAGS)
    return labels


class Batcher:
    """Turns sentences into tensors."""

    def __init__(self, pieces: WordPieces, labels: dict[str, list[str]]):
        self.pieces = pieces
        self.index = {layer: {label: n for n, label in enumerate(values)} for layer, values in labels.items()}

    def length(self, sentence: corpora.Sentence) -> int:
        return 2 + sum(len(self.pieces.word(form)) for form in sentence.forms)

    def batches(self, sentences: list[corpora.Sentence], size: int, rng: random.Random | None):
        """Batches of about `size` pieces and like lengths, in random order if `rng` is given."""
        order = [(self.length(s) + (rng.random() * 4 if rng else 0), n) for n, s in enumerate(sentences)]
        order.sort()
        groups, group, longest = [], [], 0
        for length, number in order:
            longest = max(longest, length)
            if group and longest * (len(group) + 1) > size:
                groups.append(group)
                group, longest = [], length
            group.append(sentences[number])
        if group:
            groups.append(group)
        if rng:
            rng.shuffle(groups)
        return groups

    def tensors(self, sentences: list[corpora.Sentence], forms: list[list[str]] | None = None):
        """(inputs, gold) of a batch; `forms` replaces the words (augmentation), one for one."""
        forms = forms or [s.forms for s in sentences]
        width = max(len(f) for f in forms) + 1
        rows = []
        for words in forms:
            ids, shapes, first = [self.pieces.cls], [0], [0]
            for n, word in enumerate(words):
                first.append(len(ids))
                found = self.pieces.word(word)
                ids.extend(found)
                shapes.extend([shape(word, n == 0)] * len(found))
            rows.append((ids + [self.pieces.sep], shapes + [0], first))
        length = max(len(ids) for ids, _, _ in rows)
        pieces = torch.zeros(len(rows), length, dtype=torch.long)
        shapes = torch.zeros_like(pieces)
        valid = torch.zeros(len(rows), length)
        first = torch.zeros(len(rows), width, dtype=torch.long)
        for n, (ids, kinds, starts) in enumerate(rows):
            pieces[n, :len(ids)] = torch.tensor(ids)
            shapes[n, :len(ids)] = torch.tensor(kinds)
            valid[n, :len(ids)] = 1
            first[n] = n * length
            first[n, :len(starts)] += torch.tensor(starts)
        gold = {}
        for layer in LAYERS_OF_TAGS + ("deprels", "heads", "names"):
            rows = [getattr(s, layer) for s in sentences]
            if any(row is not None for row in rows):
                table = torch.full((len(rows), width), IGNORE, dtype=torch.long)
                for n, row in enumerate(rows):
                    if row is not None:
                        values = row if layer == "heads" else [self.index[layer].get(label, IGNORE) for label in row]
                        table[n, 1:1 + len(row)] = torch.tensor(values)
                gold[layer] = table
        words = torch.zeros(len(sentences), width)
        for n, row in enumerate(forms):
            words[n, :len(row) + 1] = 1
        gold["words"] = words
        return (pieces, shapes, valid, first), gold


def augmented(sentence: corpora.Sentence, rng: random.Random, names: "OtherNames | None" = None) -> list[str]:
    """The sentence's words, now and then in the letter case of a headline, of a telegram or of a careless writer; with `names`,
    a share of them with other names."""
    draw = rng.random()
    forms = names.of(sentence, rng) if names and rng.random() < names.share else sentence.forms
    if draw < 0.03:
        return [w[:1].upper() + w[1:] for w in forms]
    if draw < 0.045:
        return [w.upper() for w in forms]
    if draw < 0.06:
        return [w.lower() for w in forms]
    return forms


def masked(inputs, mask: int, share: float):
    """The inputs with a share of the word pieces hidden, the special ones aside."""
    pieces, shapes, valid, first = inputs
    ordinary = (valid > 0) & (shapes > 0)
    hidden = ordinary & (torch.rand(pieces.shape) < share)
    return pieces.masked_fill(hidden, mask), shapes, valid, first


class OtherNames:
    """Sentences with other names in them, word for word: what stands around a name has to tell what it is.

    A person, an organisation or a place becomes another one of as many words, from any of the corpora; a full name of a
    person is also made of a given name and a surname of two (after Dai & Adel 2020, mention replacement).
    """

    TYPES = ("PER", "ORG", "LOC")

    def __init__(self, sentences: list[corpora.Sentence], share: float):
        self.share = share
        self.known = {}
        for sentence in sentences:
            for start, end, kind in sorted(chunks(sentence.names)) if sentence.names else ():
                if kind in self.TYPES:
                    self.known.setdefault((kind, end - start), []).append(sentence.forms[start:end])

    def of(self, sentence: corpora.Sentence, rng: random.Random) -> list[str]:
        forms = list(sentence.forms)
        for start, end, kind in sorted(chunks(sentence.names)) if sentence.names else ():
            pool = self.known.get((kind, end - start), ())
            if len(pool) < 50 or rng.random() < 0.3:
                continue
            other = rng.choice(pool)
            if kind == "PER" and end - start == 2 and rng.random() < 0.5:
                other = [other[0], rng.choice(pool)[1]]
            # What is written in capitals or in small letters stays so.
            style = "".join(forms[start:end])
            change = str.upper if style.isupper() and len(style) > 4 else str.lower if style.islower() else str
            forms[start:end] = [change(word) for word in other]
        return forms


def name_loss(scores, gold, sentences, tag_index, smoothing: float = 0.0):
    """Cross-entropy of name tags, marginal over the types that a sentence's source does not annotate.

    Where a source has no EVENT, say, its O may hide one and its MISC may be one.
    """
    batch, width, size = scores.shape
    allowed = torch.zeros(batch, width, size, dtype=torch.bool)
    allowed.scatter_(2, gold.clamp(min=0)[:, :, None], True)
    for n, sentence in enumerate(sentences):
        missing = corpora.UNANNOTATED.get(sentence.source, ())
        outside = gold[n] == tag_index["O"]
        for kind in missing:
            allowed[n, outside, tag_index[f"B-{kind}"]] = True
            allowed[n, outside, tag_index[f"I-{kind}"]] = True
        if "EVENT" in missing:
            for bio in "BI":
                allowed[n, gold[n] == tag_index[f"{bio}-MISC"], tag_index[f"{bio}-EVENT"]] = True
    keep = gold != IGNORE
    logs = F.log_softmax(scores.float(), dim=-1)
    total = torch.logsumexp(logs.masked_fill(~allowed, -1e9), dim=-1)
    # A little for every tag, so that the network is less sure (Szegedy et al. 2016).
    total = (1 - smoothing) * total + smoothing * logs.mean(-1)
    return -(total * keep).sum() / keep.sum().clamp(min=1)


def losses(model, inputs, gold, sentences, tag_index, smoothing: float = 0.0):
    """The sum of the losses of the layers that the batch has."""
    vectors = model.vectors(*inputs)
    tags = model.tags(vectors)
    loss = vectors.new_zeros(())
    flat = lambda scores, target: F.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)
    for layer in LAYERS_OF_TAGS:
        if layer in gold:
            loss = loss + flat(tags[layer], gold[layer]) * (0.5 if layer == "feats" else 1.0)
    if "names" in gold:
        loss = loss + name_loss(tags["names"], gold["names"], sentences, tag_index, smoothing)
    if "heads" in gold:
        arcs = model.arcs(vectors).float().masked_fill(gold["words"][:, None, :] == 0, -1e4)
        loss = loss + flat(arcs, gold["heads"])
        scores = model.deprels(vectors).float()
        heads = gold["heads"].clamp(min=0)[:, :, None, None].expand(-1, -1, scores.shape[2], 1)
        loss = loss + flat(scores.gather(3, heads)[..., 0], gold["deprels"])
    return loss


def chunks(tags: list[str]) -> set[tuple[int, int, str]]:
    """Spans of an IOB2 sequence."""
    found, start = set(), None
    for n, tag in enumerate(tags + ["O"]):
        if start is not None and not (tag[0] == "I" and tag[2:] == tags[start][2:]):
            found.add((start, n, tags[start][2:]))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start = n
    return found


def evaluate(model, batcher, sentences, labels) -> dict[str, float]:
    """Accuracies in per cent on gold words, greedy heads; names F1 on PER, ORG, LOC."""
    model.eval()
    right, total = collections.Counter(), collections.Counter()
    with torch.inference_mode():
        for group in batcher.batches(sentences, 4000, None):
            inputs, gold = batcher.tensors(group)
            upos, xpos, feats, names, arcs, deprels = model(*inputs)
            if "heads" in gold:
                arcs = arcs.masked_fill(gold["words"][:, None, :] == 0, -1e4)
                heads = arcs.argmax(-1)
                index = heads[:, :, None, None].expand(-1, -1, deprels.shape[2], 1)
                relations = deprels.gather(3, index)[..., 0].argmax(-1)
                universal = [label.split(":")[0] for label in labels["deprels"]]
                for n, sentence in enumerate(group):
                    for w in range(1, len(sentence.forms) + 1):
                        total["words"] += 1
                        attached = heads[n, w].item() == sentence.heads[w - 1]
                        right["uas"] += attached
                        right["las"] += attached and universal[relations[n, w]] == sentence.deprels[w - 1].split(":")[0]
                        right["upos"] += labels["upos"][upos[n, w].argmax()] == sentence.upos[w - 1]
                        right["xpos"] += labels["xpos"][xpos[n, w].argmax()] == sentence.xpos[w - 1]
                        right["feats"] += labels["feats"][feats[n, w].argmax()] == sentence.feats[w - 1]
            best = names.argmax(-1)
            for n, sentence in enumerate(group):
                if sentence.names is None:
                    continue
                main = lambda spans: {span for span in spans if span[2] in ("PER", "ORG", "LOC")}
                guess = main(chunks([labels["names"][best[n, w]] for w in range(1, len(sentence.forms) + 1)]))
                truth = main(chunks(sentence.names))
                right["names"] += len(guess & truth)
                total["guess"] += len(guess)
                total["truth"] += len(truth)
    scores = {k: round(100 * right[k] / total["words"], 2) for k in ("upos", "xpos", "feats", "uas", "las") if total["words"]}
    scores["names"] = round(200 * right["names"] / max(1, total["guess"] + total["truth"]), 2)
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--encoder", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=1000, help="word pieces a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true", help="mixed precision, where the processor has it")
    parser.add_argument("--limit", type=int, help="batches an epoch, for trials")
    parser.add_argument("--stop-after", type=int, help="epochs to run of a schedule for more")
    parser.add_argument("--resume", type=pathlib.Path, help="weights.pt to go on from")
    parser.add_argument("--keep-embedding", action="store_true", help="leave the embedding as it is: the small network's stays its own")
    parser.add_argument("--scale", type=float, default=1.0, help="factor on the learning rates")
    parser.add_argument("--other-names", type=float, default=0.0, help="share of the sentences that get other names")
    parser.add_argument("--hidden", type=float, default=0.0, help="share of the word pieces that are hidden")
    parser.add_argument("--smoothing", type=float, default=0.0, help="of the labels of names")
    parser.add_argument("--average", type=float, default=0.0, help="decay of a running mean of the weights, which is what is kept; 0: none")
    parser.add_argument("--threads", type=int, help="processor threads; 1 where others use the machine")
    arguments = parser.parse_args()

    torch.manual_seed(arguments.seed)
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    rng = random.Random(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    treebanks, names = corpora.read_all(arguments.data, "train")
    dev_treebanks, dev_names = corpora.read_all(arguments.data, "dev")
    parsed = [s for part in treebanks.values() for s in part]
    named = [s for part in names.values() for s in part]
    labels = inventory(parsed)
    pieces = WordPieces(published_vocabulary(arguments.encoder))
    batcher = Batcher(pieces, labels)
    model = Annotator(arguments.layers, len(pieces.ids), {layer: len(values) for layer, values in labels.items()})
    model.encoder.load_published(published_weights(arguments.encoder))
    if arguments.resume:
        model.load_state_dict(torch.load(arguments.resume))
    (arguments.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    parsed = [s for s in parsed if len(s.forms) <= MAX_WORDS]
    named = [s for s in named if len(s.forms) <= MAX_WORDS]
    if arguments.keep_embedding:
        for name in ("words", "positions", "shapes", "norm"):
            getattr(model.encoder, name).requires_grad_(False)
        model.encoder.segment.requires_grad_(False)
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.") and "shapes" not in n and "mix" not in n]
    known = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": 2e-4 * arguments.scale}, {"params": heads, "lr": 1.5e-3 * arguments.scale}], weight_decay=0.01, betas=(0.9, 0.98))
    epoch_batches = lambda: batcher.batches(parsed, arguments.batch, rng) + batcher.batches(rng.sample(named, len(named) // 2), arguments.batch, rng)
    steps = arguments.epochs * min(arguments.limit or 10**9, len(epoch_batches()))
    warmup = min(steps // 10, 400)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / warmup, max(0.02, (steps - step) / (steps - warmup))))
    others = OtherNames(parsed + named, arguments.other_names) if arguments.other_names else None
    averaged = torch.optim.swa_utils
    average = averaged.AveragedModel(model, multi_avg_fn=averaged.get_ema_multi_avg_fn(arguments.average)) if arguments.average else None
    for epoch in range(1, (arguments.stop_after or arguments.epochs) + 1):
        model.train()
        began, summed = time.time(), 0.0
        groups = epoch_batches()
        rng.shuffle(groups)
        groups = groups[:arguments.limit]
        for group in groups:
            inputs, gold = batcher.tensors(group, [augmented(s, rng, others) for s in group])
            if arguments.hidden:
                inputs = masked(inputs, pieces.ids["[MASK]"], arguments.hidden)
            with torch.autocast("cpu", torch.bfloat16, enabled=arguments.bfloat16):
                loss = losses(model, inputs, gold, group, batcher.index["names"], arguments.smoothing)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            if average:
                average.update_parameters(model)
            summed += loss.item()
        took = time.time() - began
        kept = average.module if average else model
        report = {source: evaluate(kept, batcher, part, labels) for source, part in (dev_treebanks | dev_names).items()}
        print(json.dumps({"epoch": epoch, "loss": round(summed / len(groups), 4), "seconds": round(took), "dev": report}), flush=True)
        torch.save(kept.state_dict(), arguments.out / "weights.pt")


if __name__ == "__main__":
    main()
