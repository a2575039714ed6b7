"""What the shipped table is like: how much a word looks at itself, and how much English it knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.lexicon import shipped_lexicon
from engine.vectors.building.corpus import Sentence, read_corpus
from engine.vectors.building.coverage import OLD
from engine.vectors.building.dictionaries import read_dictionaries
from engine.vectors.building.translations import words_used
from engine.vectors.table import VectorTable

TEN = 10
MOST = 4_000  # sentences
SEED = (
    ("牡丹", "花卉"),
    ("牡丹", "原野"),
    ("原野", "田野"),
    ("猫", "狗"),
    ("微信", "手机"),
    ("peony", "牡丹"),
)


@dataclass(frozen=True)
class English:
    """Of the so many commonest English words, how many the table has, composes, and does not know."""

    words: int
    known: int
    composed: int
    unknown: int


def self_weights(table: VectorTable, corpus: Path, workers: int = 2) -> NDArray[np.float64]:
    """Return the mean of softmax(XXᵀ/√n)_ii over ten different words, for each of some sentences, (s,).

    Stopwords are left out, as Peony leaves them out; sentences are spread over all modern prose.
    """
    read = read_corpus(corpus / "text", workers)
    modern = [read.sentences[i] for name, places in read.files.items() if name not in OLD for i in places]
    tens = list(_tens(modern))
    chosen = tens[:: max(1, len(tens) // MOST)]
    return np.array([_self_weight(table.look_up(words)[0]) for words in chosen])


def _tens(sentences: Sequence[Sentence]) -> Iterator[list[str]]:
    lexicon = shipped_lexicon()
    for sentence in sentences:
        words = [word for word in dict.fromkeys(sentence) if not lexicon.is_stopword(word)]
        if len(words) >= TEN:
            yield words[:TEN]


def _self_weight(X: NDArray[np.float64]) -> float:
    scores = X @ X.T / np.sqrt(X.shape[1])
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return float((np.diagonal(weights) / weights.sum(axis=1)).mean())


def english(table: VectorTable, corpus: Path, sizes: Sequence[int] = (1_000, 3_000, 10_000)) -> list[English]:
    """Count where the rows of the commonest English words of definitions and glosses come from."""
    used = words_used(read_dictionaries(corpus / "lexicon"))
    common = [word for word, _ in used.most_common() if re.fullmatch("[a-z]{2,}", word)][: max(sizes)]
    kinds = [origin.kind for origin in table.look_up(common)[1]]
    counts = [Counter(kinds[:size]) for size in sizes]
    return [English(c.total(), c["table"], c["composed"], c["unknown"]) for c in counts]


def cosines(table: VectorTable) -> list[tuple[str, str, float]]:
    """Return the cosines of the pairs that Peony's texts speak of."""
    found = []
    for first, second in SEED:
        a, b = table.look_up([first, second])[0]
        found.append((first, second, float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))))
    return found
