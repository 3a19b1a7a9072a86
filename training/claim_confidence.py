#!/usr/bin/env python3
"""Weights of the confidence of claims: src/claim/confidence.tsv, and how far they hold.

Usage
    claim_confidence.py --byline BYLINE --judged benches/claims-*.tsv --articles FOLDER
                        [--scorer oie_eval.py --carb carb.dev.tsv] [--out confidence.tsv] [--plot confidence.svg]

One logistic regression over the features that `byline extract --features` prints for every claim. Two kinds of gold:

* claims that a person judged against their quotes (columns as in benches/claims-*.tsv): right in subject, relation,
  object, polarity and speaker, or not (borderline calls, which rounds 7 to 9 tell apart, count as right). Judgements of claims
  that the program no longer makes are left out. Rounds 1 to 6 were read by the one who wrote the rules, who is milder than
  other readers: they have an intercept of their own, which the weights that are shipped lack, and are in no figure printed.
* claims of CaRB's development sentences: the share of a claim's words that lie in the gold tuple it fits best. They count
  less, and have an intercept of their own, as CaRB asks another question; the weights that are shipped lack it.

Printed: Brier score, log loss, AUC and expected calibration error on the judged claims, cross-validated over articles (no
claim is scored by weights that saw its article), the table of the reliability plot, and the precision and share of the
claims that stay above a threshold. No randomness: the folds are by the order of the articles.
"""
import argparse
import csv
import glob
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import Counter

import numpy as np

FOLDS = 10
CARB_WEIGHT = 0.05
# What stands in the features of claims that the one who wrote the rules read, and the last such round.
OWN, OWN_ROUNDS = "(own reader)", 6
# What the small network made of the same sentence (src/claim/second.rs).
SECOND = "second reading:"
BINS = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001]


def run(byline, *arguments):
    out = subprocess.run([byline, "extract", "--quiet", "--min-confidence", "0", *map(str, arguments)], check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def value(entities, v):
    if v is None:
        return "-"
    return entities.get(v, v) if isinstance(v, str) else '"%s"' % v["text"]


def judged(byline, files, folder):
    """-> [(article, features, 1 or 0)]"""
    rows = []
    for file in files:
        with open(file, encoding="utf-8") as lines:
            found = csv.DictReader((l for l in lines if not l.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
            own = int(re.search(r"(\d+)\.tsv$", file).group(1)) <= OWN_ROUNDS
            rows += [row | {"own": [OWN] if own else []} for row in found]
    names = sorted({row["article"] for row in rows})
    paths = [folder / name for name in names]
    found, lost = [], 0
    for name, article, features in zip(names, run(byline, *paths), run(byline, "--features", *paths)):
        entities = {e["id"]: e["name"] for e in article["entities"]}
        by_id = {f["id"]: f["features"] for f in features}
        claims = {}
        for claim in article["claims"]:
            by = " > ".join(value(entities, a["source"]) for a in claim["attribution"])
            key = (claim["evidence"]["start"], value(entities, claim["subject"]), claim["relation"]["label"],
                   value(entities, claim["object"]), claim["polarity"], by)
            claims[key] = by_id[claim["id"]]
        # Names of things grow longer or shorter from version to version: "fight" is "fight against hunger".
        loose = lambda key: [other for other in claims if (other[0], other[2], other[4]) == (key[0], key[2], key[4])
                             and all(alike(other[n], key[n]) for n in (1, 3, 5))]
        for row in rows:
            if row["article"] == name:
                key = (int(row["start"]), row["subject"], row["relation"], row["object"], row["polarity"], row["by"])
                others = [] if key in claims else loose(key)
                key = others[0] if len(others) == 1 else key
                if key in claims:
                    found.append((name, claims[key] + row["own"], float(row["verdict"] in ("right", "close"))))
                else:
                    lost += 1
    print("%d judged claims, %d of them still made" % (len(rows), len(rows) - lost))
    return found


def alike(a, b):
    """Whether one wording is in the other, quotation marks of literals and case aside."""
    a, b = a.strip('"').lower(), b.strip('"').lower()
    return a == b or bool(a and b) and (a in b or b in a)


def plain(sentence):
    """Treebank tokens as running text."""
    for mark, text in (("-LRB- ", "("), (" -RRB-", ")"), ("`` ", '"'), (" ''", '"'), (" n't", "n't")):
        sentence = sentence.replace(mark, text)
    return re.sub(r" ([,.;:?!%]|'\w*\b)", r"\1", sentence)


def carb(byline, scorer, gold_file):
    """-> [(sentence, features, share)]"""
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    scoring = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scoring)
    sentences, gold = scoring.read_carb(gold_file)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for n, (_, text) in enumerate(sentences):
            file.write(json.dumps({"id": "s%d" % n, "text": plain(text)}) + "\n")
        file.flush()
        rows = run(byline, "--features", file.name)
    found = []
    for n, (claims, wanted) in enumerate(zip(rows, gold)):
        for claim in claims:
            subject, relation, obj = claim["words"]
            if wanted:
                ours = scoring.Tuple(relation, [subject, obj])
                found.append(("s%d" % n, claim["features"], max(scoring.best_overlap(g, ours)[0] for g in wanted)))
    return found


def fit(x, y, weights, penalty, free):
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = ridge[-2] = 1e-3
    ridge[free] = 1e-3
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (weights * (p - y)) + ridge * w
        hessian = (x * (weights * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def area(y, p):
    order = np.argsort(p, kind="stable")
    ranks = np.empty(len(p))
    ranks[order] = np.arange(1, len(p) + 1)
    for v in np.unique(p):
        ranks[p == v] = ranks[p == v].mean()
    positive = y == 1
    return (ranks[positive].sum() - positive.sum() * (positive.sum() + 1) / 2) / (positive.sum() * (~positive).sum())


def reliability(y, p):
    rows, error = [], 0.0
    for low, high in zip(BINS, BINS[1:]):
        inside = (p >= low) & (p < high)
        if inside.any():
            rows.append((low, min(high, 1.0), int(inside.sum()), p[inside].mean(), y[inside].mean()))
            error += inside.sum() / len(p) * abs(p[inside].mean() - y[inside].mean())
    return rows, error


def plot(rows, error, file):
    """A reliability plot as SVG: the diagonal is what a calibrated confidence would give."""
    def x(v):
        return 50 + 300 * v

    def y(v):
        return 330 - 300 * v
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" width="380" height="380" font-family="sans-serif" font-size="11">',
             '<rect width="380" height="380" fill="white"/>',
             '<path d="M50 30V330H350" fill="none" stroke="#444"/>',
             '<path d="M50 330L350 30" stroke="#bbb" stroke-dasharray="4 3"/>']
    for tick in (0, 0.2, 0.4, 0.6, 0.8, 1):
        parts.append('<text x="%g" y="345" text-anchor="middle">%g</text><text x="42" y="%g" text-anchor="end">%g</text>'
                     % (x(tick), tick, y(tick) + 4, tick))
    path = " ".join("%s%.1f %.1f" % ("ML"[n > 0], x(r[3]), y(r[4])) for n, r in enumerate(rows))
    parts.append('<path d="%s" fill="none" stroke="#1769aa" stroke-width="1.5"/>' % path)
    for _, _, count, mean, right in rows:
        parts.append('<circle cx="%.1f" cy="%.1f" r="4" fill="#1769aa"/><text x="%.1f" y="%.1f">%d</text>'
                     % (x(mean), y(right), x(mean) + 6, y(right) + 12, count))
    parts.append('<text x="200" y="368" text-anchor="middle">mean confidence (expected calibration error %.3f)</text>' % error)
    parts.append('<text x="16" y="180" text-anchor="middle" transform="rotate(-90 16 180)">claims judged right</text></svg>')
    pathlib.Path(file).write_text("\n".join(parts) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="confidence weights of claims", epilog="see the head of this file")
    parser.add_argument("--byline", required=True)
    parser.add_argument("--judged", required=True, nargs="+")
    parser.add_argument("--articles", required=True, type=pathlib.Path)
    parser.add_argument("--scorer")
    parser.add_argument("--carb")
    parser.add_argument("--out")
    parser.add_argument("--plot")
    parser.add_argument("--penalty", type=float, default=15.0)
    parser.add_argument("--least", type=int, default=8, help="features of fewer claims are left out")
    options = parser.parse_args()
    files = sorted(file for pattern in options.judged for file in glob.glob(pattern))
    ours = judged(options.byline, files, options.articles)
    theirs = carb(options.byline, options.scorer, options.carb) if options.carb else []
    print("%d claims of CaRB's sentences" % len(theirs))
    counts = Counter(f for _, features, _ in ours + theirs for f in features)
    names = sorted(name for name, count in counts.items() if count >= options.least)
    index = {name: n for n, name in enumerate(names)}

    def matrix(rows, source):
        x = np.zeros((len(rows), len(names) + 2))
        x[:, -2], x[:, -1] = source, 1
        for n, (_, features, _) in enumerate(rows):
            for feature in features:
                if feature in index:
                    x[n, index[feature]] = 1
        return x
    x = np.vstack([matrix(ours, 0), matrix(theirs, 1)])
    y = np.array([target for _, _, target in ours + theirs])
    weights = np.array([1.0] * len(ours) + [CARB_WEIGHT] * len(theirs))
    articles = sorted({name for name, _, _ in ours})
    fold = np.array([articles.index(name) % FOLDS for name, _, _ in ours] + [-1] * len(theirs))
    free = [index[OWN]] if OWN in index else []
    p = np.zeros(len(ours))
    for k in range(FOLDS):
        rest = fold != k
        w = fit(x[rest], y[rest], weights[rest], options.penalty, free)
        here = np.flatnonzero(fold == k)
        p[here] = 1 / (1 + np.exp(-x[here] @ w))
    others = np.array([OWN not in features for _, features, _ in ours])
    p, right = p[others], y[:len(ours)][others]
    table, error = reliability(right, p)
    loss = -(right * np.log(p) + (1 - right) * np.log(1 - p)).mean()
    print("cross-validated over %d articles: right %.3f, Brier %.3f (constant: %.3f), log loss %.3f, AUC %.3f, ECE %.3f"
          % (len(articles), right.mean(), ((p - right) ** 2).mean(), right.mean() * (1 - right.mean()), loss, area(right, p), error))
    print("| confidence | claims | mean confidence | right |\n| --- | --- | --- | --- |")
    for low, high, count, mean, share in table:
        print("| %.1f-%.1f | %d | %.2f | %.2f |" % (low, high, count, mean, share))
    print("| at least | share of claims | right |\n| --- | --- | --- |")
    for least in (0, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        kept = p >= least
        print("| %.2f | %.2f | %.3f |" % (least, kept.mean(), right[kept].mean()))
    if options.plot:
        plot(table, error, options.plot)
    if options.out:
        w = fit(x, y, weights, options.penalty, free)
        with open(options.out, "w", encoding="utf-8") as out:
            out.write("# Written by training/claim_confidence.py: feature, weight\nbias\t%.3f\n" % w[-1])
            # `--fast` has no second reading: its claims get what one is worth on average.
            second = [name for name in names if name.startswith(SECOND)]
            asked = sum(counts[name] for name in second)
            out.write("%snot asked\t%.3f\n" % (SECOND, sum(w[index[name]] * counts[name] for name in second) / max(asked, 1)))
            for name, weight in zip(names, w):
                if abs(weight) >= 0.0005 and name != OWN:
                    out.write("%s\t%.3f\n" % (name, weight))


if __name__ == "__main__":
    sys.exit(main())
