"""Which canonical relation an open relation means: proposals for ontology/relations.ttl, to be read before they go in.

    byline query --graph DIR --format tsv --file training/relations.rq > open.tsv
    python training/relations.py --encoder encoder/e5-small-v2.onnx --tokenizer encoder/e5-small-v2-tokenizer.json open.tsv

Evidence: the wording ("speak with") is compared with every known wording by the encoder (cosine of "she speak with him"),
by WordNet's class of its verb (models/en/lexicon/verbs.tsv), by its last word (the preposition), and by the verb behind a light
verb's noun ("have conversation with" - converse; derivations.tsv). A proposal needs the class or the derivation, and the
preposition; the encoder ranks. Printed: count, similarity, margin to the next relation, wording, known wording, relation.
"""

import argparse
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parent.parent
PREPOSITIONS = set("about after against along among as at before behind between by down during for from in into like of off on onto out over through to toward towards under up upon with within without".split())
LIGHT = set("be do express get give have hold make offer provide put receive send take".split())


def table(name):
    lines = (ROOT / "models/en/lexicon" / name).read_text().splitlines()
    return dict(line.split("\t", 1) for line in lines)


def known(text):
    """Wording to canonical relation."""
    canonical = set(re.findall(r"^((?:rel|byline):\w+) a [^;]*CanonicalRelation", text, re.M))
    wordings = {}
    for block in re.split(r"\.\n", text):
        subject = re.search(r"^((?:rel|byline):\w+) ", block, re.M)
        if not subject:
            continue
        parent = re.search(r"rdfs:subPropertyOf ((?:rel|byline):\w+)", block)
        relation = parent.group(1) if parent else subject.group(1)
        if relation in canonical:
            for wording in re.findall(r'"([^"]+)"', "".join(re.findall(r"byline:wording ([^;.]+)", block))):
                wordings[wording] = relation
    return wordings


class Encoder:
    def __init__(self, model, tokenizer):
        self.session = onnxruntime.InferenceSession(model)
        self.tokenizer = Tokenizer.from_file(tokenizer)
        self.tokenizer.enable_padding()

    def __call__(self, wordings):
        rows = []
        for start in range(0, len(wordings), 64):
            texts = [f"query: they {wording} them" for wording in wordings[start : start + 64]]
            encodings = self.tokenizer.encode_batch(texts)
            mask = np.array([e.attention_mask for e in encodings])
            inputs = {"input_ids": np.array([e.ids for e in encodings]), "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
            names = {i.name for i in self.session.get_inputs()}
            hidden = self.session.run(None, {k: v for k, v in inputs.items() if k in names})[0]
            rows.append((hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True))
        vectors = np.concatenate(rows)
        vectors -= vectors.mean(0)  # what all of these sentences share says nothing
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--least", type=int, default=2, help="occurrences")
    parser.add_argument("relations")
    arguments = parser.parse_args()
    verbs, derivations = table("verbs.tsv"), table("derivations.tsv")
    wordings = known((ROOT / "ontology/relations.ttl").read_text())

    def classes(wording):
        words = wording.split()
        verb = words[0]
        if verb in LIGHT and len(words) > 1:
            derived = [derivations[w].split()[1] for w in words[1:] if derivations.get(w, "").startswith("event")]
            verb = derived[0] if derived else words[1]
        return verb, set(verbs.get(verb, "").split("+")) - {""}

    unknown = []
    for line in Path(arguments.relations).read_text().splitlines()[1:]:
        iri, wording, count = (field.strip('<>"') for field in line.split("\t")[:3])
        if wording not in wordings and int(count) >= arguments.least:
            unknown.append((int(count), wording, iri.rsplit("/", 1)[1]))
    encode = Encoder(arguments.encoder, arguments.tokenizer)
    names = sorted(wordings)
    vectors = encode(names + [wording for _, wording, _ in unknown])
    rows, new = vectors[: len(names)], vectors[len(names) :]
    for (count, wording, iri), vector in sorted(zip(unknown, new), key=lambda x: (-x[0][0], x[0][1])):
        similarity = rows @ vector
        best = defaultdict(lambda: (-1.0, ""))
        verb, own = classes(wording)
        for name, value in zip(names, similarity):
            last, other = wording.split()[-1], name.split()[-1]
            prepositions = {w for w in (last, other) if w in PREPOSITIONS}
            other_verb, theirs = classes(name)
            if len(prepositions) > 1 or (last != other and prepositions) or not (verb == other_verb or own & theirs):
                continue
            best[wordings[name]] = max(best[wordings[name]], (float(value), name))
        ranked = sorted(((v, n, r) for r, (v, n) in best.items()), reverse=True)[:2]
        if ranked:
            margin = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)
            print(count, f"{ranked[0][0]:.2f}", f"{margin:.2f}", wording, ranked[0][1], ranked[0][2], f"rel:{iri}", sep="\t")


if __name__ == "__main__":
    main()
