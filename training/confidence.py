#!/usr/bin/env python3
"""Weights of the confidence of triples: src/triple/confidence.tsv.

Usage
    byline triples --form full    --features carb.dev.sentences.txt    > full.jsonl
    byline triples --form compact --features benchie.dev.sentences.txt > compact.jsonl
    confidence.py --scorer oie_eval.py --data FOLDER --full full.jsonl --compact compact.jsonl [--out confidence.tsv]

One logistic regression a form over the features that `--features` prints with every candidate. Targets are soft:
the token precision of the gold tuple that CaRB's scorer pairs a candidate with (full), the mean of BenchIE's and
BenchIE-FL's verdicts (compact). The threshold of each form is the one that scores best in cross-validation over
sentences, whose scores are printed: those are the honest ones, as no sentence is scored by weights that saw it. The full
form keeps triples down to two thirds of that, since its measure sweeps the confidence.

Run it again after new annotator weights. The data: CaRB (github.com/dair-iitd/CaRB, MIT), BenchIE (github.com/gkiril/benchie)
and BenchIE-FL (github.com/rali-udem/benchie_fl), whose gold is under CC BY 4.0.

FOLDER holds carb.dev.tsv, benchie.dev.txt and benchie_fl.dev.txt; the scorer reads all three formats.
"""
import argparse
import contextlib
import importlib.util
import io
import json
import sys
from collections import Counter

import numpy as np

FOLDS = 10


def scorer(path):
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path):
    """-> [(sentence, [triple])]"""
    with open(path, encoding="utf-8") as rows:
        return [(row["sentence"], row["triples"]) for row in map(json.loads, rows)]


def bare(triple):
    return {name: value for name, value in triple.items() if name != "features"}


def gold_order(scoring, sentences, rows):
    """Which row has each gold sentence."""
    by_key = {scoring.key_of(text): n for n, (text, _) in enumerate(rows)}
    return [by_key[scoring.key_of(text)] for _, text in sentences]


def carb_targets(scoring, gold, order, rows):
    targets = {n: [0.0] * len(triples) for n, (_, triples) in enumerate(rows)}
    for wanted, n in zip(gold, order):
        table = []
        for triple in rows[n][1]:
            t = scoring.read_triple(bare(triple), "system")
            found = scoring.Tuple(t.relation, [t.subject, t.object] + t.args)
            table.append([scoring.best_overlap(g, found)[0] for g in wanted])
        pairs = sorted((-value, i, j) for j, row in enumerate(table) for i, value in enumerate(row) if value)
        rows_taken, columns_taken = set(), set()
        for value, i, j in pairs:
            if i not in rows_taken and j not in columns_taken:
                rows_taken.add(i)
                columns_taken.add(j)
                targets[n][j] = -value
    return targets


def system_of(scoring, order, rows, keep):
    """The system's triples by gold sentence, those that `keep` gives a confidence."""
    system = {}
    for g, n in enumerate(order):
        triples = []
        for j, triple in enumerate(rows[n][1]):
            confidence = keep(n, j)
            if confidence is not None:
                triples.append(scoring.read_triple({**bare(triple), "confidence": confidence}, "system"))
        system[g] = triples
    return system


class Regression:
    """Logistic regression with an L2 penalty, by Newton's method."""

    def __init__(self, rows, penalty, least):
        counts = Counter(f for _, triples in rows for t in triples for f in t["features"])
        self.names = sorted(name for name, count in counts.items() if count >= least)
        self.index = {name: i for i, name in enumerate(self.names)}
        self.penalty = penalty

    def matrix(self, triples):
        x = np.zeros((len(triples), len(self.names) + 1))
        x[:, -1] = 1
        for i, triple in enumerate(triples):
            for feature in triple["features"]:
                if feature in self.index:
                    x[i, self.index[feature]] = 1
        return x

    def fit(self, x, y):
        w = np.zeros(x.shape[1])
        ridge = np.full(x.shape[1], self.penalty)
        ridge[-1] = 1e-3
        for _ in range(30):
            p = 1 / (1 + np.exp(-x @ w))
            gradient = x.T @ (p - y) + ridge * w
            hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
            step = np.linalg.solve(hessian, gradient)
            w -= step
            if np.abs(step).max() < 1e-6:
                break
        return w


def cross_validate(regression, rows, targets):
    """Confidences of every candidate from weights of the other folds, and the weights of all."""
    x = {n: regression.matrix(triples) for n, (_, triples) in enumerate(rows)}
    confidences = {}
    for fold in range(FOLDS):
        rest = [n for n in x if n % FOLDS != fold and len(x[n])]
        w = regression.fit(np.vstack([x[n] for n in rest]), np.concatenate([targets[n] for n in rest]))
        for n in x:
            if n % FOLDS == fold:
                confidences[n] = 1 / (1 + np.exp(-x[n] @ w))
    every = [n for n in x if len(x[n])]
    return confidences, regression.fit(np.vstack([x[n] for n in every]), np.concatenate([targets[n] for n in every]))


def full(scoring, options):
    rows = read(options.full)
    sentences, gold = scoring.read_carb(options.data + "/carb.dev.tsv")
    order = gold_order(scoring, sentences, rows)
    targets = carb_targets(scoring, gold, order, rows)
    regression = Regression(rows, options.penalty, options.least)
    confidences, weights = cross_validate(regression, rows, targets)
    system = system_of(scoring, order, rows, lambda n, j: round(float(confidences[n][j]), 4))
    p, r, f1, auc, threshold, _ = scoring.score_carb(gold, system)
    print("full, cross-validated: P %.3f R %.3f F1 %.3f AUC %.3f at confidence %.3f; %d candidates"
          % (p, r, f1, auc, threshold, sum(map(len, system.values()))))
    return regression.names, weights, threshold * 2 / 3


def compact(scoring, options):
    rows = read(options.compact)
    parts, targets = [], {n: np.zeros(len(triples)) for n, (_, triples) in enumerate(rows)}
    for file, score in (("benchie.dev.txt", scoring.score_benchie), ("benchie_fl.dev.txt", scoring.score_benchie_fl)):
        sentences, gold = scoring.read_benchie(options.data + "/" + file)
        order = gold_order(scoring, sentences, rows)
        judged = score(gold, system_of(scoring, order, rows, lambda n, j: 1.0), "join")[3]
        for n, (_, verdicts) in zip(order, judged):
            targets[n] += [right / 2 for _, right in verdicts]
        parts.append((gold, order, score))
    regression = Regression(rows, options.penalty, options.least)
    confidences, weights = cross_validate(regression, rows, targets)
    best = None
    for threshold in np.arange(0.1, 0.4, 0.02):
        keep = lambda n, j: 1.0 if confidences[n][j] >= threshold else None
        scores = [score(gold, system_of(scoring, order, rows, keep), "join")[:3] for gold, order, score in parts]
        # Each measure in the units of its target.
        value = min(1.08, scores[0][2] / 0.48) + scores[1][2] / 0.33
        if best is None or value > best[0]:
            best = (value, threshold, scores)
    for name, scores in zip(("BenchIE", "BenchIE-FL"), best[2]):
        print("compact, cross-validated: %s P %.3f R %.3f F1 %.3f at confidence %.3f" % (name, *scores, best[1]))
    return regression.names, weights, best[1]


def main():
    parser = argparse.ArgumentParser(description="confidence weights", epilog="see the head of this file")
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--full", required=True)
    parser.add_argument("--compact", required=True)
    parser.add_argument("--out")
    parser.add_argument("--penalty", type=float, default=4.0)
    parser.add_argument("--least", type=int, default=5, help="features of fewer candidates are left out")
    options = parser.parse_args()
    scoring = scorer(options.scorer)
    with contextlib.redirect_stderr(io.StringIO()):
        forms = {"full": full(scoring, options), "compact": compact(scoring, options)}
    if options.out:
        with open(options.out, "w", encoding="utf-8") as out:
            out.write("# Written by training/confidence.py: form, feature, weight\n")
            for form, (names, weights, threshold) in forms.items():
                out.write("%s\tthreshold\t%.3f\n%s\tbias\t%.3f\n" % (form, threshold, form, weights[-1]))
                for name, weight in zip(names, weights):
                    if abs(weight) >= 0.0005:
                        out.write("%s\t%s\t%.3f\n" % (form, name, weight))


if __name__ == "__main__":
    sys.exit(main())
