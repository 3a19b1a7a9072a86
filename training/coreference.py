r"""Trains the ranker of coreference: models/en/coreference.tsv, and meaning.pt, what it reads of the annotator's vectors.

    byline parse --input conllu gum.train.conllu > train.conllu         # the program's own trees over the gold's words
    byline parse --input conllu --given --coref-cases 99 train.conllu > train.own.jsonl
    python training/coreference.py edge gum.train.jsonl train.own.jsonl gum.dev.jsonl dev.own.jsonl --epochs 6 --hide 0.1
    python training/coreference.py type (the same files) --epochs 6 --rate 0.01 --hide 0.2 --decay 0.1
    cargo build                                                         # so that mentions have the extents of these weights
    byline parse --input conllu --given --coref-cases 99 train.conllu > train.own.jsonl
    python training/coreference.py mention (the same files) --epochs 8 --dropout 0.5 --encoder ENCODER \
        --vectors DIR gum.train.conllu gum.dev.conllu
    python training/fast.py … --out DIR --epochs 0                      # and copy annotator.onnx: the program makes the same vectors
    cargo build                                                         # so that pairs are made of what it takes for mentions
    byline parse --input conllu --coref-cases=-1.0 gum.train.conllu > train.pairs.jsonl     # given trees have no vectors
    python training/coreference.py link gum.train.jsonl train.pairs.jsonl gum.dev.jsonl dev.pairs.jsonl --epochs 14 \
        --dropout 0.4 --hide 0.15 --wrong-new 0.8 --encoder ENCODER --vectors DIR gum.train.conllu gum.dev.conllu
    python training/fast.py … --out DIR --epochs 0                      # once more

DIR is the folder with weights.pt and labels.json of annotator.py; meaning.pt is written there, and fast.py exports it.

The network has one hidden layer, whose input is a sum of rows of weights (src/coreference/ranker.rs); "edge" trains the
table that tells which dependents belong to a mention, "type" that of its type, "mention" the one that tells mentions from
other phrases, "link" those that rank antecedents. Each writes its own tables and keeps
the others'.
"""

import argparse
import collections
import json
import pathlib
import time

import numpy as np
import torch
from torch import nn

HIDDEN = 32
SCALE = 1 / 32
# Finer steps for the weights of vectors, whose numbers are large.
VECTOR_SCALE = 1 / 512
# Dot products of a pair's vectors, and how many numbers each takes.
DOTS, DOT = 8, 4
TABLE = pathlib.Path(__file__).parent.parent / "models/en/coreference.tsv"


def offsets(features):
    return np.cumsum([0] + [size for _, size in features[:-1]]).astype(np.int32), sum(size for _, size in features)


TYPES = ["person", "place", "organization", "object", "event", "time", "substance", "animal", "plant", "abstract"]


class Gold:
    """Clusters of a document, by span and by head."""

    def __init__(self, line):
        document = json.loads(line)
        self.spans, heads = {}, collections.defaultdict(list)
        self.types, self.extents = {}, {}
        for mention in document["mentions"]:
            place = (mention["sent"], mention["start"], mention["end"])
            self.spans.setdefault(place, mention["cluster"])
            head = mention["sent"], mention["head"]
            heads[head].append(mention["cluster"])
            if mention["type"] in TYPES:
                self.types.setdefault(place, TYPES.index(mention["type"]))
            # Of a head's mentions the shortest: the longer ones are coordinations.
            old = self.extents.get(head)
            if old is None or place[2] - place[1] < old[1] - old[0]:
                self.extents[head] = place[1:]
        self.heads = {head: clusters[0] for head, clusters in heads.items() if len(clusters) == 1}

    def exact(self, place):
        return self.spans.get(tuple(place[:3]))

    def cluster(self, place):
        exact = self.exact(place)
        return exact if exact is not None else self.heads.get((place[0], place[3]))


def read(gold_file, case_file):
    golds = {}
    for line in open(gold_file):
        golds[json.loads(line)["doc"]] = Gold(line)
    with open(case_file) as lines:
        features = json.loads(next(lines))
        documents = [json.loads(line) for line in lines]
    return features, [(golds[d["doc"]], d["cases"]) for d in documents]


class Scorer(nn.Module):
    def __init__(self, tables, dropout):
        super().__init__()
        self.tables = nn.ModuleList([nn.EmbeddingBag(size, HIDDEN, mode="sum") for size in tables])
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.05)
        self.output = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(dropout)

    def finish(self, total):
        return self.output(self.dropout(torch.relu(total))).squeeze(-1)


def write(new):
    """Replaces the tables of the same names."""
    tables = {}
    for line in TABLE.read_text().splitlines():
        if line and line[0] not in "#*":
            tables.setdefault(line.split("\t")[0], []).append(line)
    lines = ["# Weights of src/coreference/ranker.rs, made by training/coreference.py: table, feature, value, weights."]
    lines.append("# Trained on GUM (CC BY), see models/en/CARD.md.")
    of_vectors = lambda name: name.startswith("vector ")
    for scale, wanted in ((SCALE, lambda name: not of_vectors(name)), (VECTOR_SCALE, of_vectors)):
        lines.append(f"*\tscale\t{scale}\t0")
        for name in [name for name in tables if name not in new and wanted(name)]:
            lines += tables[name]
        write_rows(lines, {name: rows for name, rows in new.items() if wanted(name)}, scale)
    TABLE.write_text("\n".join(lines) + "\n")
    print(TABLE, TABLE.stat().st_size, "bytes")


def write_rows(lines, new, scale):
    for name, rows in new.items():
        for feature, value, weights in rows:
            numbers = np.asarray(weights) / scale
            # The few weights of an output stay exact.
            texts = [f"{n:.3f}" for n in numbers] if feature == "output" else [f"{n:.0f}" for n in numbers]
            texts = ["0" if text == "-0" else text for text in texts]
            if any(text != "0" for text in texts):
                lines.append(f"{name}\t{feature}\t{value}\t{' '.join(texts)}")


def rows(table, features, used):
    """Rows of weights; those hardly seen in training are left out."""
    weights, at = table.weight.detach().numpy().copy(), 0
    weights[np.bincount(used.flatten().numpy(), minlength=len(weights)) < 3] = 0
    for name, size in features:
        for value in range(size):
            yield name, value, weights[at]
            at += 1


def output(layer):
    return [("output", 0, np.append(layer.weight.detach().numpy()[0], layer.bias.item()))]


def matrix(weight):
    """A matrix [out, in] as rows of its columns: what one number of the vector adds."""
    return [("dimension", value, row) for value, row in enumerate(weight.detach().numpy().T)]


def head_vectors(arguments, conllu, documents):
    """The annotator's vectors of the heads of all mentions, document by document: [mentions, 384], half precision."""
    import corpora
    from annotator import Batcher
    from encoder import Annotator, WordPieces, published_vocabulary

    labels = json.loads((arguments.weights / "labels.json").read_text(encoding="utf-8"))
    batcher = Batcher(WordPieces(published_vocabulary(arguments.encoder)), labels)
    sizes = {layer: len(values) for layer, values in labels.items()}
    annotator = Annotator(arguments.layers, len(batcher.pieces.ids), sizes)
    annotator.load_state_dict(torch.load(arguments.weights / "weights.pt"))
    annotator.eval()
    texts = {}
    for comments, rows in corpora.blocks(pathlib.Path(conllu)):
        begins = corpora.comment(comments, "newdoc id")
        if begins:
            sentences = texts.setdefault(begins, [])
        sentences.append(corpora.Sentence("text", "", [row[1] for row in rows if row[0].isdigit()]))
    found = []
    with torch.inference_mode():
        for name, (_, cases) in documents:
            sentences, vectors = texts[name], {}
            order = sorted(range(len(sentences)), key=lambda n: len(sentences[n].forms))
            for start in range(0, len(order), 16):
                group = order[start:start + 16]
                inputs, _ = batcher.tensors([sentences[n] for n in group])
                for n, row in zip(group, annotator.vectors(*inputs)):
                    vectors[n] = row[1:].half()
            found += [vectors[case["place"][0]][case["place"][3]] for case in cases]
    return torch.stack(found)


def names_of(case_file):
    with open(case_file) as lines:
        next(lines)
        return [json.loads(line)["doc"] for line in lines]


def vectors_of(arguments, train, dev):
    """Vectors of the mentions of both parts; none without `--vectors`."""
    if not arguments.vectors:
        return None, None
    weights, train_text, dev_text = arguments.vectors
    arguments.weights = pathlib.Path(weights)
    parts = ((train_text, arguments.cases, train), (dev_text, arguments.dev_cases, dev))
    return [head_vectors(arguments, text, list(zip(names_of(cases), documents))) for text, cases, documents in parts]


def keep_meaning(arguments, part, layer):
    """Puts the layer between the annotator's vectors and the tables into meaning.pt."""
    from encoder import MeaningHead

    path, head = arguments.weights / "meaning.pt", MeaningHead()
    if path.exists():
        head.load_state_dict(torch.load(path))
    head.parts[part].load_state_dict(layer.state_dict())
    torch.save(head.state_dict(), path)


class Meaning(nn.Module):
    """What is read of a vector: a few numbers, none below zero; now and then nothing, for there are trees without vectors."""

    NONE = 0.15

    def __init__(self, size, dropout):
        super().__init__()
        self.layer = nn.Linear(384, size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, vectors, known):
        return self.dropout(torch.relu(self.layer(self.dropout(vectors.float())))) * known[:, None]

    def known(self, size):
        return (torch.rand(size) >= self.NONE).float() if self.training else torch.ones(size)


def mention(arguments):
    (own, *_), train = read(arguments.gold, arguments.cases)
    _, dev = read(arguments.dev_gold, arguments.dev_cases)
    vectors, dev_vectors = vectors_of(arguments, train, dev)
    at, size = offsets(own)

    def tensors(documents):
        x = np.array([case["own"] for _, cases in documents for case in cases]) + at
        y = [gold.exact(case["place"]) is not None for gold, cases in documents for case in cases]
        return torch.tensor(x, dtype=torch.int32), torch.tensor(y, dtype=torch.float32)

    (x, y), (dev_x, dev_y) = tensors(train), tensors(dev)
    total = sum(len(gold.spans) for gold, _ in dev)
    torch.manual_seed(arguments.seed)
    model = Scorer([size], arguments.dropout)
    if vectors is not None:
        model.meaning, model.read = Meaning(32, arguments.vector_dropout), nn.Linear(32, HIDDEN, bias=False)
    optimiser = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=arguments.decay)
    steps = arguments.epochs * (len(x) // 256 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))

    def logits(x, vectors):
        total = model.tables[0](x)
        if vectors is not None:
            total = total + model.read(model.meaning(vectors, model.meaning.known(len(x))))
        return model.finish(total)

    for epoch in range(arguments.epochs):
        model.train()
        for batch in torch.randperm(len(x)).split(256):
            known = None if vectors is None else vectors[batch]
            loss = nn.functional.binary_cross_entropy_with_logits(logits(x[batch], known), y[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        model.eval()
        scores = logits(dev_x, dev_vectors).detach()
        for least in [-1.0, -0.5, 0.0]:
            kept = scores > least
            right = (kept * dev_y).sum().item()
            precision, recall = right / kept.sum().item(), right / total
            print(epoch, least, f"P {precision:.4f} R {recall:.4f} F {2*precision*recall/(precision+recall):.4f}")
    if arguments.dry:
        return
    new = {"mention": list(rows(model.tables[0], own, x)), "mention output": output(model.output)}
    if vectors is not None:
        keep_meaning(arguments, "mention", model.meaning.layer)
        new["vector mention"] = matrix(model.read.weight)
    write(new)


def edges(arguments):
    """Which dependents are in the mention of a head, among those that a gold mention of that head leads to."""
    (_, _, _, features), train = read(arguments.gold, arguments.cases)
    _, dev = read(arguments.dev_gold, arguments.dev_cases)
    at, size = offsets(features)

    def tensors(documents):
        x, y = [], []
        for gold, cases in documents:
            for case in cases:
                sentence, _, _, head = case["place"]
                extent = gold.extents.get((sentence, head))
                if not case["edges"] or extent is None:
                    continue
                inside = [True]
                for above, word, verdict, *values in case["edges"]:
                    inside.append(inside[above] and extent[0] <= word < extent[1])
                    if inside[above] and verdict == 2:
                        x.append(values)
                        y.append(inside[-1])
        return torch.tensor(np.array(x) + at, dtype=torch.int32), torch.tensor(y, dtype=torch.float32)

    (x, y), (dev_x, dev_y) = tensors(train), tensors(dev)
    print(len(x), "dependents, inside", y.mean().item(), "on dev", len(dev_x), dev_y.mean().item())
    model = Scorer([size], arguments.dropout)
    optimiser = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=arguments.decay)
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99))
    steps = arguments.epochs * (len(x) // 256 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))
    for epoch in range(arguments.epochs):
        model.train()
        for batch in torch.randperm(len(x)).split(256):
            seen = (torch.rand(x[batch].shape) >= arguments.hide).float()
            sums = nn.functional.embedding_bag(x[batch], model.tables[0].weight, mode="sum", per_sample_weights=seen)
            loss = nn.functional.binary_cross_entropy_with_logits(model.finish(sums), y[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            average.update_parameters(model)
        kept = average.module
        kept.eval()
        right = lambda x, y: ((kept.finish(kept.tables[0](x)) > 0) == (y > 0.5)).float().mean().item()
        with torch.no_grad():
            print(epoch, f"right: {right(x, y):.4f}, on dev {right(dev_x, dev_y):.4f}", flush=True)
    model = average.module
    if not arguments.dry:
        write({"edge": list(rows(model.tables[0], features, x)), "edge output": output(model.output)})


def types(arguments):
    """Types of mentions: a sum of rows, one number for each type."""
    (_, _, features, _), train = read(arguments.gold, arguments.cases)
    _, dev = read(arguments.dev_gold, arguments.dev_cases)
    at, size = offsets(features)

    def tensors(documents):
        found = [(case["types"], gold.types.get(tuple(case["place"][:3]))) for gold, cases in documents for case in cases]
        found = [(values, kind) for values, kind in found if kind is not None]
        return torch.tensor(np.array([v for v, _ in found]) + at, dtype=torch.int32), torch.tensor([k for _, k in found])

    (x, y), (dev_x, dev_y) = tensors(train), tensors(dev)
    model = nn.EmbeddingBag(size, len(TYPES), mode="sum")
    nn.init.zeros_(model.weight)
    optimiser = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=arguments.decay)
    steps = arguments.epochs * (len(x) // 256 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))
    for epoch in range(arguments.epochs):
        for batch in torch.randperm(len(x)).split(256):
            # Words are hidden at times, so that what is said of their kinds is learned too.
            seen = (torch.rand(x[batch].shape) >= arguments.hide).float()
            logits = nn.functional.embedding_bag(x[batch], model.weight, mode="sum", per_sample_weights=seen)
            loss = nn.functional.cross_entropy(logits, y[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        with torch.no_grad():
            right = lambda x, y: (model(x).argmax(1) == y).float().mean().item()
            print(epoch, f"right: {right(x, y):.4f}, on dev {right(dev_x, dev_y):.4f}", flush=True)
    if not arguments.dry:
        write({"type": list(rows(model, features, x))})


class Pairs:
    """Mentions and pairs of all documents, as arrays."""

    def __init__(self, own, pair, documents):
        own_at, _ = offsets(own)
        pair_at, _ = offsets(pair)
        x, pairs, later, earlier, good, new, exact, documents_of = [], [], [], [], [], [], [], []
        for number, (gold, cases) in enumerate(documents):
            base = len(x)
            clusters = [gold.cluster(case["place"]) for case in cases]
            for n, case in enumerate(cases):
                x.append(case["own"])
                exact.append(gold.exact(case["place"]) is not None)
                documents_of.append(number)
                some = False
                for row in case["pairs"]:
                    is_good = clusters[n] is not None and clusters[row[0]] == clusters[n]
                    some |= is_good
                    good.append(is_good)
                    later.append(base + n)
                    earlier.append(base + row[0])
                    pairs.append(np.array(row[1:], dtype=np.int16))
                new.append(not some)
        self.own = torch.from_numpy(np.array(x, dtype=np.int32) + own_at)
        self.pair = np.array(pairs, dtype=np.int16)
        self.pair = torch.from_numpy(self.pair.astype(np.int32) + pair_at)
        self.later, self.earlier = torch.tensor(later), torch.tensor(earlier)
        self.good, self.new = torch.tensor(good), torch.tensor(new)
        self.exact = torch.tensor(exact)
        self.document = np.array(documents_of)
        counts = np.bincount(np.array(later), minlength=len(x))
        self.starts = np.concatenate([[0], np.cumsum(counts)])


class Linker(nn.Module):
    def __init__(self, own, pair, dropout, hide, vector_dropout):
        super().__init__()
        self.link = Scorer([own, own, pair + 1], dropout)
        self.new = Scorer([own], dropout)
        # A row for features that are hidden in training.
        self.hide, self.none = hide, pair
        self.meaning = Meaning(64, vector_dropout)
        linear = lambda size: nn.Linear(64, size, bias=False)
        self.later, self.earlier, self.first = linear(HIDDEN), linear(HIDDEN), linear(HIDDEN)
        self.query, self.key = linear(DOTS * DOT), linear(DOTS * DOT)
        self.dots = nn.Linear(DOTS, HIDDEN, bias=False)

    def forward(self, data, mentions):
        """Scores of the mentions' pairs and of being new; and which mention each pair is of."""
        index = np.concatenate([np.arange(data.starts[m], data.starts[m + 1]) for m in mentions])
        index = torch.from_numpy(index.astype(np.int64))
        later, earlier, pair = self.link.tables
        row = torch.from_numpy(np.repeat(np.arange(len(mentions)), [data.starts[m + 1] - data.starts[m] for m in mentions]))
        own = data.own[mentions]
        if self.training and self.hide:
            pairs = torch.where(torch.rand(len(index), data.pair.shape[1]) < self.hide, self.none, data.pair[index])
        else:
            pairs = data.pair[index]
        total = later(own)[row] + earlier(data.own[data.earlier[index]]) + pair(pairs)
        new = self.new.tables[0](own)
        if data.vectors is not None:
            of_later = torch.from_numpy(np.asarray(mentions, dtype=np.int64))
            distinct, place = torch.unique(torch.cat([of_later, data.earlier[index]]), return_inverse=True)
            here, there = place[:len(of_later)], place[len(of_later):]
            # A document has vectors or it has none.
            known = self.meaning.known(int(data.document.max()) + 1)[data.document[distinct.numpy()]]
            read = self.meaning(data.vectors[distinct], known)
            query, key = (layer(read).view(-1, DOTS, DOT) for layer in (self.query, self.key))
            dots = (query[here][row] * key[there]).sum(-1)
            total = total + self.later(read)[here][row] + self.earlier(read)[there] + self.dots(dots)
            new = new + self.first(read)[here]
        return index, row, self.link.finish(total), self.new.finish(new)


def group_logsumexp(scores, row, size):
    most = torch.full((size,), -1e4).scatter_reduce(0, row, scores, "amax")
    total = torch.zeros(size).index_add(0, row, torch.exp(scores - most[row]))
    return torch.log(total + 1e-30) + most


def link(arguments):
    (own, pair, *_), train = read(arguments.gold, arguments.cases)
    _, dev = read(arguments.dev_gold, arguments.dev_cases)
    data, dev_data = Pairs(own, pair, train), Pairs(own, pair, dev)
    data.vectors, dev_data.vectors = vectors_of(arguments, train, dev)
    for features, at, tables in [(own, 0, [data, dev_data])]:
        for n, (name, _) in enumerate(features):
            if name in arguments.without:
                for table in tables:
                    table.own[:, n] = int(offsets(own)[0][n])
    for n, (name, _) in enumerate(pair):
        if name in arguments.without:
            data.pair[:, n] = dev_data.pair[:, n] = int(offsets(pair)[0][n])
    print(len(data.own), "mentions", len(data.pair), "pairs", "of which good", data.good.sum().item(), flush=True)
    torch.manual_seed(arguments.seed)
    model = Linker(offsets(own)[1], offsets(pair)[1], arguments.dropout, arguments.hide, arguments.vector_dropout)
    optimiser = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=arguments.decay)
    # What is kept is the mean of the weights over the last two hundred steps or so.
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    batch = 128
    steps = arguments.epochs * (len(data.own) // batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))
    for epoch in range(arguments.epochs):
        model.train()
        began, losses = time.time(), 0.0
        # Neighbours together: they share candidates, whose vectors are read once.
        runs = torch.arange(len(data.own)).split(32)
        order = torch.randperm(len(runs)).split(batch // 32)
        for mentions in (torch.cat([runs[run] for run in part]) for part in order):
            index, row, scores, new = model(data, mentions.numpy())
            good = data.good[index]
            is_new = data.new[mentions]
            # Cost: a wrong link for a new thing, "new" for an old one.
            scores = torch.where(is_new[row] & ~good, scores + arguments.wrong_link, scores)
            new = torch.where(is_new, new, new + arguments.wrong_new)
            everything = torch.logaddexp(group_logsumexp(scores, row, len(mentions)), new)
            right = torch.where(
                is_new, new, group_logsumexp(torch.where(good, scores, torch.tensor(-1e4)), row, len(mentions))
            )
            loss = (everything - right).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            average.update_parameters(model)
            losses += loss.item() * len(mentions)
        print(epoch, f"{time.time()-began:.0f} s, loss {losses/len(data.own):.4f}", evaluate(average.module, dev_data, dev), flush=True)
    model = average.module
    if arguments.dry:
        return
    new = {
        "later": list(rows(model.link.tables[0], own, data.own)),
        "earlier": list(rows(model.link.tables[1], own, data.own)),
        "pair": list(rows(model.link.tables[2], pair, data.pair)),
        "link output": output(model.link.output),
        "new": list(rows(model.new.tables[0], own, data.own)),
        "new output": output(model.new.output),
    }
    if data.vectors is not None:
        keep_meaning(arguments, "link", model.meaning.layer)
        layers = {"later": model.later, "earlier": model.earlier, "new": model.first, "query": model.query, "key": model.key, "dots": model.dots}
        new |= {f"vector {name}": matrix(layer.weight) for name, layer in layers.items()}
    write(new)


def evaluate(model, data, documents):
    """MUC and B3 without the rules over clusters, and how often the pronouns' antecedents are right."""
    model.eval()
    above = np.arange(len(data.own))
    right = total = 0
    pronouns = set(range(1, 36))
    offset = 11
    with torch.no_grad():
        for mentions in np.array_split(np.arange(len(data.own)), len(data.own) // 256 + 1):
            index, row, scores, new = model(data, mentions)
            best = group_logsumexp(scores * 1000, row, len(mentions)) / 1000
            order = {}
            for i, r, s in zip(index.tolist(), row.tolist(), scores.tolist()):
                if r not in order or s > order[r][0]:
                    order[r] = (s, i)
            for r, m in enumerate(mentions):
                is_pronoun = int(data.own[m][1]) - offset in pronouns
                linked = r in order and order[r][0] > new[r].item()
                if is_pronoun and not data.new[m]:
                    total += 1
                    right += linked and bool(data.good[order[r][1]])
                if linked:
                    above[m] = above[int(data.earlier[order[r][1]])]
    sums = collections.Counter()
    start = 0
    for gold, cases in documents:
        system = {tuple(case["place"][:3]): int(above[start + n]) for n, case in enumerate(cases)}
        start += len(cases)
        score(sums, gold.spans, system)
    f = lambda name: 2 * (p := sums[name + "p"] / sums[name + "P"]) * (r := sums[name + "r"] / sums[name + "R"]) / (p + r)
    return f"MUC {f('muc'):.4f} B3 {f('b3'):.4f} pronouns {right/total:.4f} of {total}"


def score(sums, gold, system):
    for side, ours, theirs in [("r", gold, system), ("p", system, gold)]:
        sets = collections.defaultdict(list)
        for span, cluster in ours.items():
            sets[cluster].append(span)
        for members in sets.values():
            parts = collections.Counter(theirs[m] for m in members if m in theirs)
            alone = len(members) - sum(parts.values())
            sums["muc" + side] += len(members) - len(parts) - alone
            sums["muc" + side.upper()] += len(members) - 1
            sums["b3" + side] += sum(n * n for n in parts.values()) / len(members)
            sums["b3" + side.upper()] += len(members)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["edge", "type", "mention", "link"])
    parser.add_argument("gold")
    parser.add_argument("cases")
    parser.add_argument("dev_gold")
    parser.add_argument("dev_cases")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--hide", type=float, default=0.0, help="share of a pair's features that a step does not see")
    parser.add_argument("--wrong-link", type=float, default=0.0)
    parser.add_argument("--wrong-new", type=float, default=0.5)
    parser.add_argument("--without", nargs="*", default=["lemma", "parent lemma", "part of a name", "doubt", "first word", "tag before", "tag behind", "relation"], help="features to leave out, to see what they are worth")
    parser.add_argument("--vectors", nargs=3, metavar=("DIR", "TRAIN", "DEV"), help="folder of the annotator's weights; the words of both parts in CoNLL-U")
    parser.add_argument("--encoder", type=pathlib.Path, help="the folder that annotator.py takes")
    parser.add_argument("--layers", type=int, default=6, help="of the annotator")
    parser.add_argument("--vector-dropout", type=float, default=0.3)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    {"edge": edges, "type": types, "mention": mention, "link": link}[arguments.what](arguments)


if __name__ == "__main__":
    main()
