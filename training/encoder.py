"""The annotator's network: an encoder with heads for tags, features, names, arcs and relations.

Sources: MiniLM (Wang et al. 2020), E5 (Wang et al. 2022), deep biaffine attention (Dozat & Manning 2017), layer mixing (Peters et al. 2018).
"""

from __future__ import annotations

import json
import pathlib
import unicodedata

import torch
from torch import nn
from torch.nn import functional as F

HIDDEN = 384
ATTENTION_HEADS = 12
ARC, REL = 256, 96
SHAPES = 9


def published_weights(folder: pathlib.Path) -> dict[str, torch.Tensor]:
    """The encoder's tensors by their names in PyTorch, from the one ONNX file in `folder`.

    Linear layers have lost their names there: they are found by the nodes that multiply with them.
    """
    import onnx
    from onnx import numpy_helper

    model = onnx.load(next(folder.glob("*.onnx")))
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    array = lambda name: torch.from_numpy(numpy_helper.to_array(stored[name]).copy())
    tensors = {name: array(name) for name in stored if name.startswith(("embeddings.", "encoder."))}
    for node in model.graph.node:
        weight = next((name for name in node.input if name in stored), None)
        if node.op_type == "MatMul" and weight and node.name.startswith("/encoder/layer"):
            name = node.name.removeprefix("/encoder/").removesuffix("/MatMul").replace("/", ".")
            tensors[f"encoder.{name}.weight"] = array(weight).T.contiguous()
    return tensors


def published_vocabulary(folder: pathlib.Path) -> list[str]:
    """The encoder's word pieces in the order of their ids, from the one tokenizer file in `folder`."""
    tokenizer = json.loads(next(folder.glob("*tokenizer.json")).read_text(encoding="utf-8"))
    return sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)


class WordPieces:
    """WordPiece, word by word (Devlin et al. 2019), uncased; the Rust side in src/document/pieces.rs must agree."""

    def __init__(self, vocabulary: list[str]):
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.cls, self.sep, self.unknown = self.ids["[CLS]"], self.ids["[SEP]"], self.ids["[UNK]"]
        self.cache: dict[str, list[int]] = {}

    def word(self, form: str) -> list[int]:
        """Piece ids of one word, never empty."""
        if form not in self.cache:
            self.cache[form] = self._word(form)
        return self.cache[form]

    def _word(self, form: str) -> list[int]:
        text = normalise_quotes(form)
        text = unicodedata.normalize("NFD", text.lower())
        text = "".join(c for c in text if unicodedata.category(c) != "Mn")
        ids: list[int] = []
        for chunk in split_punctuation(text):
            ids.extend(self._chunk(chunk))
        return ids[:MAX_PIECES_PER_WORD] or [self.unknown]

    def _chunk(self, chunk: str) -> list[int]:
        ids, start = [], 0
        while start < len(chunk):
            prefix = "##" if start else ""
            for end in range(len(chunk), start, -1):
                found = self.ids.get(prefix + chunk[start:end])
                if found is not None:
                    ids.append(found)
                    start = end
                    break
            else:
                return [self.unknown]
        return ids


MAX_PIECES_PER_WORD = 8
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‚": "'", "„": '"', "`": "'"})


def normalise_quotes(form: str) -> str:
    """Typographic quotes as ASCII: the treebanks hardly have the others, news text does."""
    return form.translate(QUOTES)


def is_punctuation(c: str) -> bool:
    """BERT's notion: ASCII symbols and the Unicode P categories."""
    return (c.isascii() and not c.isalnum() and not c.isspace()) or unicodedata.category(c).startswith("P")


def split_punctuation(text: str) -> list[str]:
    """Runs of other characters, and every punctuation character alone; white space and controls are dropped."""
    chunks, run = [], ""
    for c in text:
        if c.isspace() or unicodedata.category(c) in ("Cc", "Cf"):
            continue
        if is_punctuation(c):
            if run:
                chunks.append(run)
            chunks.append(c)
            run = ""
        else:
            run += c
    if run:
        chunks.append(run)
    return chunks


def shape(form: str, first: bool) -> int:
    """Class of a word's letter cases, which the uncased vocabulary cannot see.

    0 none (special pieces), 1 lower, 2 Title, 3 UPPER, 4 mixed, 5 digits, 6 punctuation, 7 sentence-initial Title,
    8 single capital letter.
    """
    letters = [c for c in form if c.isalpha()]
    if not letters:
        return 5 if any(unicodedata.category(c) == "Nd" for c in form) else 6
    if all(not c.isupper() for c in letters):
        return 1
    if all(c.isupper() for c in letters):
        return 8 if len(letters) == 1 else 3
    if letters[0].isupper() and all(not c.isupper() for c in letters[1:]):
        return 7 if first else 2
    return 4


class Attention(nn.Module):
    """Multi-head self-attention, written with plain products so that it exports to few ONNX operators."""

    def __init__(self, hidden: int = HIDDEN, heads: int = ATTENTION_HEADS):
        super().__init__()
        self.hidden, self.heads = hidden, heads
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.output = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        split = lambda y: y.view(batch, length, self.heads, self.hidden // self.heads)
        query = split(self.query(x)).permute(0, 2, 1, 3)
        key = split(self.key(x)).permute(0, 2, 3, 1)
        value = split(self.value(x)).permute(0, 2, 1, 3)
        weights = torch.softmax(query @ key * (self.hidden // self.heads) ** -0.5 + mask, dim=-1)
        mixed = (self.dropout(weights) @ value).permute(0, 2, 1, 3).reshape(batch, length, self.hidden)
        return self.norm(x + self.dropout(self.output(mixed)))


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self, hidden: int = HIDDEN, heads: int = ATTENTION_HEADS, inner: int = 4 * HIDDEN):
        super().__init__()
        self.attention = Attention(hidden, heads)
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, mask):
        x = self.attention(x, mask)
        return self.norm(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The first `layers` layers of E5-small, a shape embedding at the input, a learned mix of all layers at the output."""

    def __init__(self, layers: int, vocabulary: int, hidden: int = HIDDEN):
        super().__init__()
        self.words = nn.Embedding(vocabulary, hidden)
        self.positions = nn.Embedding(512, hidden)
        self.segment = nn.Parameter(torch.zeros(hidden))
        self.shapes = nn.Embedding(SHAPES, hidden)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(hidden, ATTENTION_HEADS, 4 * hidden) for _ in range(layers))
        self.mix = nn.Parameter(torch.cat([torch.zeros(layers), torch.full((1,), 2.0)]))

    def load_published(self, tensors: dict[str, torch.Tensor]) -> None:
        """Take over the published weights."""
        state = {
            "words.weight": tensors["embeddings.word_embeddings.weight"],
            "positions.weight": tensors["embeddings.position_embeddings.weight"],
            "segment": tensors["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": tensors["embeddings.LayerNorm.weight"],
            "norm.bias": tensors["embeddings.LayerNorm.bias"],
        }
        names = {
            "attention.query": "attention.self.query", "attention.key": "attention.self.key",
            "attention.value": "attention.self.value", "attention.output": "attention.output.dense",
            "attention.norm": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm": "output.LayerNorm",
        }
        for number in range(len(self.layers)):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    state[f"layers.{number}.{ours}.{kind}"] = tensors[f"encoder.layer.{number}.{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(state, strict=False)
        assert set(missing) == {"shapes.weight", "mix"} and not unexpected, (missing, unexpected)

    def embed(self, pieces, shapes):
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        return self.norm(self.words(pieces) + self.positions(positions) + self.segment + self.shapes(shapes))

    def forward(self, pieces, shapes, mask):
        return self.mixed(self.states(self.embed(pieces, shapes), mask))

    def states(self, embedded, mask):
        """The embedded pieces and what every layer makes of them."""
        states = [self.dropout(embedded)]
        for layer in self.layers:
            states.append(layer(states[-1], mask))
        return states

    def mixed(self, states):
        """The learned mix of all layers."""
        weights = torch.softmax(self.mix, dim=0)
        return sum(state * weight for state, weight in zip(states, weights))


class Convolution(nn.Module):
    """A dilated convolution over three words with a residual, written as one product, which rten runs faster."""

    def __init__(self, hidden: int, dilation: int):
        super().__init__()
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dilation = dilation
        self.around = nn.Linear(3 * hidden, hidden)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, words):
        length, step = x.shape[1], self.dilation
        padded = F.pad(self.norm(x) * words[:, :, None], (0, 0, step, step))
        around = torch.cat([padded[:, n * step:n * step + length] for n in range(3)], dim=-1)
        return x + self.dropout(F.gelu(self.around(around)))


def perceptron(hidden: int, size: int, dropout: float) -> nn.Sequential:
    """The projection before a biaffine score."""
    return nn.Sequential(nn.Linear(hidden, size), nn.GELU(), nn.Dropout(dropout))


class Heads(nn.Module):
    """What is read off word vectors: tags, names and arcs."""

    def __init__(self, hidden: int, arc: int, sizes: dict[str, int], dropout: float = 0.33):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.taggers = nn.ModuleDict({name: nn.Linear(hidden, sizes[name]) for name in ("upos", "xpos", "feats")})
        self.names = nn.Sequential(nn.Linear(hidden, hidden // 2), nn.GELU(), nn.Dropout(0.2), nn.Linear(hidden // 2, sizes["names"]))
        self.arc_dependent, self.arc_head = perceptron(hidden, arc, dropout), perceptron(hidden, arc, dropout)
        self.arc = nn.Linear(arc, arc, bias=False)
        self.arc_bias = nn.Linear(arc, 1, bias=False)
        self.relations = sizes["deprels"]
        nn.init.zeros_(self.arc.weight)
        nn.init.zeros_(self.arc_bias.weight)

    def tags(self, vectors):
        return {name: head(vectors) for name, head in self.taggers.items()} | {"names": self.names(vectors)}

    def arcs(self, vectors):
        """Scores [batch, dependent, head]."""
        head = self.arc_head(vectors)
        return self.arc(self.arc_dependent(vectors)) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)


def rows_at(table, index):
    """Rows `index` [batch, words] of `table` [batch, words, size]."""
    batch, words, size = table.shape
    row = torch.arange(batch, device=table.device)[:, None] * words
    return table.reshape(-1, size)[index + row]


def best_heads(arcs, words):
    """The head with the best score for every word; `words` is 1 where there is one."""
    return (arcs + (1.0 - words)[:, None, :] * -1e4).argmax(-1)


class Annotator(Heads):
    """Encoder and heads. Word 0 of every sentence is the artificial root, read off the [CLS] piece."""

    def __init__(self, layers: int, vocabulary: int, sizes: dict[str, int], hidden: int = HIDDEN):
        super().__init__(hidden, ARC, sizes)
        self.encoder = Encoder(layers, vocabulary, hidden)
        self.rel_dependent, self.rel_head = perceptron(hidden, REL, 0.33), perceptron(hidden, REL, 0.33)
        self.rel = nn.Linear(REL, self.relations * REL)
        self.rel_sum_dependent = nn.Linear(REL, self.relations)
        self.rel_sum_head = nn.Linear(REL, self.relations, bias=False)
        nn.init.zeros_(self.rel.weight)
        nn.init.zeros_(self.rel.bias)

    def vectors(self, pieces, shapes, valid, first):
        """Word vectors [batch, 1 + words, hidden]; `first` indexes the flattened pieces."""
        mask = (1.0 - valid)[:, None, None, :] * -1e4
        hidden = self.encoder(pieces, shapes, mask)
        return self.dropout(hidden.reshape(-1, hidden.shape[-1])[first])

    def deprels(self, vectors):
        """Scores [batch, dependent, relation, head]."""
        dependent, head = self.rel_dependent(vectors), self.rel_head(vectors)
        batch, words, _ = dependent.shape
        left = self.rel(dependent).view(batch, words * self.relations, REL)
        scores = (left @ head.transpose(1, 2)).view(batch, words, self.relations, words)
        sums = self.rel_sum_dependent(dependent)[:, :, :, None] + self.rel_sum_head(head).transpose(1, 2)[:, None]
        return scores + sums

    def deprels_of(self, vectors, heads):
        """Scores [batch, dependent, relation] for the given heads [batch, dependent]: the same, for one head a word."""
        dependent = self.rel_dependent(vectors)
        head = rows_at(self.rel_head(vectors), heads)
        left = self.rel(dependent).view(*dependent.shape[:2], self.relations, REL)
        return (left * head[:, :, None, :]).sum(-1) + self.rel_sum_dependent(dependent) + self.rel_sum_head(head)

    def forward(self, pieces, shapes, valid, first):
        vectors = self.vectors(pieces, shapes, valid, first)
        tags = self.tags(vectors)
        return tags["upos"], tags["xpos"], tags["feats"], tags["names"], self.arcs(vectors), self.deprels(vectors)


class FastAnnotator(Heads):
    """A small network over words instead of pieces; a word is its first and its last piece in the annotator's embedding.

    Convolutions see the neighbourhood, one layer of attention the sentence. Relations are scored for one head a word, the
    best one, by a perceptron (Kiperwasser & Goldberg 2016).
    """

    def __init__(self, sizes: dict[str, int], hidden: int = 256, inner: int = 768, heads: int = 8):
        super().__init__(hidden, 128, sizes, dropout=0.1)
        self.enter = nn.Linear(2 * HIDDEN, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.below = nn.ModuleList(Convolution(hidden, dilation) for dilation in (1, 2))
        self.layer = Layer(hidden, heads, inner)
        self.above = Convolution(hidden, 1)
        self.rel_dependent, self.rel_head = nn.Linear(hidden, 192), nn.Linear(hidden, 192)
        self.rel = nn.Linear(192, self.relations)

    def vectors(self, embedded, words, first, last):
        """Word vectors [batch, 1 + words, hidden] from the annotator's embedded pieces, flattened."""
        x = self.norm(F.gelu(self.enter(torch.cat([embedded[first], embedded[last]], dim=-1))))
        for convolution in self.below:
            x = convolution(x, words)
        x = self.layer(x, (1.0 - words)[:, None, None, :] * -1e4)
        return self.dropout(self.above(x, words))

    def deprels(self, vectors, heads):
        """Scores [batch, dependent, relation] for the given heads [batch, dependent]."""
        head = rows_at(self.rel_head(vectors), heads)
        return self.rel(self.dropout(F.gelu(self.rel_dependent(vectors) + head)))

    def forward(self, embedded, words, first, last):
        vectors = self.vectors(embedded, words, first, last)
        tags = self.tags(vectors)
        arcs = self.arcs(vectors)
        return tags["upos"], tags["xpos"], tags["feats"], tags["names"], arcs, self.deprels(vectors, best_heads(arcs, words))


class MeaningHead(nn.Module):
    """What the steps behind the annotator want to know of a word, read off its vector: `coreference.py` trains the parts."""

    PARTS = {"mention": 32, "link": 64}

    def __init__(self):
        super().__init__()
        self.parts = nn.ModuleDict({name: nn.Linear(HIDDEN, size) for name, size in self.PARTS.items()})
        # Untrained it says nothing, as where there are no vectors.
        for weights in self.parameters():
            nn.init.zeros_(weights)

    def forward(self, vectors):
        """[batch, words, all parts] of word vectors [batch, words, HIDDEN]."""
        return torch.cat([torch.relu(self.parts[name](vectors)) for name in self.PARTS], dim=-1)


class BoundaryHead(nn.Module):
    """Whether a sentence begins at a word of running text, read off three states of the annotator's encoder."""

    STATES = (2, 4, 6)

    def __init__(self, hidden: int = 128):
        super().__init__()
        self.enter = nn.Linear(len(self.STATES) * HIDDEN, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(0.3)
        self.layer = Layer(hidden, 4, 2 * hidden)
        self.leave = nn.Linear(hidden, 1)

    def forward(self, vectors, words):
        """Logits [batch, words] of word vectors [batch, words, 3 * HIDDEN]."""
        x = self.dropout(self.norm(F.gelu(self.enter(vectors))))
        return self.leave(self.layer(x, (1.0 - words)[:, None, None, :] * -1e4))[..., 0]
