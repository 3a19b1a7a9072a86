r"""Trains the ranker of coreference: models/en/coreference.tsv.

    byline parse --input conllu gum.train.conllu > train.conllu         # the program's own trees over the gold's words
    byline parse --input conllu --given --coref-cases 99 train.conllu > train.own.jsonl
    python training/coreference.py edge gum.train.jsonl train.own.jsonl gum.dev.jsonl dev.own.jsonl --epochs 6 --hide 0.1
    python training/coreference.py type (the same files) --epochs 6 --rate 0.01 --hide 0.2 --decay 0.1
    cargo build                                                         # so that mentions have the extents of these weights
    byline parse --input conllu --given --coref-cases 99 train.conllu > train.own.jsonl
    python training/coreference.py mention (the same files) --epochs 8 --dropout 0.5
    cargo build                                                         # so that pairs are made of what it takes for mentions
    byline parse --input conllu --given --coref-cases=-1.0 train.conllu > train.pairs.jsonl
    python training/coreference.py link gum.train.jsonl train.pairs.jsonl gum.dev.jsonl dev.pairs.jsonl --epochs 6 \
        --dropout 0.4 --hide 0.15 --wrong-new 0.8

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
    kept = [line for line in TABLE.read_text().splitlines() if line and line.split("\t")[0] not in new and line[0] not in "#*"]
    lines = ["# Weights of src/coreference/ranker.rs, made by training/coreference.py: table, feature, value, weights."]
    lines.append("# Trained on GUM (CC BY), see models/en/CARD.md.")
    scale = f"*\tscale\t{SCALE}\t0"
    lines.append(scale)
    lines += kept
    for name, rows in new.items():
        for feature, value, weights in rows:
            numbers = np.asarray(weights) / SCALE
            # The few weights of an output stay exact.
            texts = [f"{n:.3f}" for n in numbers] if feature == "output" else [f"{n:.0f}" for n in numbers]
            texts = ["0" if text == "-0" else text for text in texts]
            if any(text != "0" for text in texts):
                lines.append(f"{name}\t{feature}\t{value}\t{' '.join(texts)}")
    TABLE.write_text("\n".join(lines) + "\n")
    print(TABLE, TABLE.stat().st_size, "bytes")


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


def mention(arguments):
    (own, *_), train = read(arguments.gold, arguments.cases)
    _, dev = read(arguments.dev_gold, arguments.dev_cases)
    at, size = offsets(own)

    def tensors(documents):
        x = np.array([case["own"] for _, cases in documents for case in cases]) + at
        y = [gold.exact(case["place"]) is not None for gold, cases in documents for case in cases]
        return torch.tensor(x, dtype=torch.int32), torch.tensor(y, dtype=torch.float32)

    (x, y), (dev_x, dev_y) = tensors(train), tensors(dev)
    total = sum(len(gold.spans) for gold, _ in dev)
    torch.manual_seed(arguments.seed)
    model = Scorer([size], arguments.dropout)
    optimiser = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=arguments.decay)
    steps = arguments.epochs * (len(x) // 256 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))
    for epoch in range(arguments.epochs):
        model.train()
        for batch in torch.randperm(len(x)).split(256):
            loss = nn.functional.binary_cross_entropy_with_logits(model.finish(model.tables[0](x[batch])), y[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        model.eval()
        scores = model.finish(model.tables[0](dev_x)).detach()
        for least in [-1.0, -0.5, 0.0]:
            kept = scores > least
            right = (kept * dev_y).sum().item()
            precision, recall = right / kept.sum().item(), right / total
            print(epoch, least, f"P {precision:.4f} R {recall:.4f} F {2*precision*recall/(precision+recall):.4f}")
    if not arguments.dry:
        write({"mention": list(rows(model.tables[0], own, x)), "mention output": output(model.output)})


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
    def __init__(self, own, pair, dropout, hide):
        super().__init__()
        self.link = Scorer([own, own, pair + 1], dropout)
        self.new = Scorer([own], dropout)
        # A row for features that are hidden in training.
        self.hide, self.none = hide, pair

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
        return index, row, self.link.finish(total), self.new.finish(self.new.tables[0](own))


def group_logsumexp(scores, row, size):
    most = torch.full((size,), -1e4).scatter_reduce(0, row, scores, "amax")
    total = torch.zeros(size).index_add(0, row, torch.exp(scores - most[row]))
    return torch.log(total + 1e-30) + most


def link(arguments):
    (own, pair, *_), train = read(arguments.gold, arguments.cases)
    _, dev = read(arguments.dev_gold, arguments.dev_cases)
    data, dev_data = Pairs(own, pair, train), Pairs(own, pair, dev)
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
    model = Linker(offsets(own)[1], offsets(pair)[1], arguments.dropout, arguments.hide)
    optimiser = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=arguments.decay)
    # What is kept is the mean of the weights over the last two hundred steps or so.
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    batch = 128
    steps = arguments.epochs * (len(data.own) // batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))
    for epoch in range(arguments.epochs):
        model.train()
        began, losses = time.time(), 0.0
        for mentions in torch.randperm(len(data.own)).split(batch):
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
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    {"edge": edges, "type": types, "mention": mention, "link": link}[arguments.what](arguments)


if __name__ == "__main__":
    main()
