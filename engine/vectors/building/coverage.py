"""How much of a text the table would have words for, measured on text it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.vectors.building.corpus import Sentence, read_corpus
from engine.vectors.building.dictionaries import read_dictionaries
from engine.vectors.building.vocabulary import choose_words
from engine.vectors.compose import PartsComposer
from engine.vectors.index import ListIndex
from engine.vectors.rows import FloatRows

EVERY = 10  # one sentence in ten is held back


@dataclass(frozen=True)
class Coverage:
    """Of a text's running words, the share in the table, and with those that can be composed."""

    text: str
    words: int
    known: float
    composed: float


def measure_coverage(folder: Path, size: int, workers: int = 2) -> Iterator[Coverage]:
    """Choose `size` words from nine tenths of the text; yield the coverage of the last tenth.

    One result for each file, and last one for all of them together.
    """
    corpus = read_corpus(folder / "text", workers)
    learned: Counter[str] = Counter()
    for place, sentence in enumerate(corpus.sentences):
        if place % EVERY:
            learned.update(sentence)
    words = choose_words(learned, read_dictionaries(folder / "lexicon"), size).words
    held_back = {
        name: [corpus.sentences[place] for place in places if place % EVERY == 0]
        for name, places in corpus.files.items()
    }
    index = ListIndex.of(words)
    for name, sentences in held_back.items():
        yield _coverage(name, sentences, index)
    yield _coverage("all", [s for sentences in held_back.values() for s in sentences], index)


def _coverage(name: str, sentences: Sequence[Sentence], index: ListIndex) -> Coverage:
    composer = PartsComposer(index, FloatRows(np.zeros((0, 2), np.float32)), 1.0)
    counts = Counter(word for sentence in sentences for word in sentence)
    total = max(1, counts.total())
    missing = {word: count for word, count in counts.items() if index.row(word) is None}
    lost = sum(count for word, count in missing.items() if not composer.parts(word))
    return Coverage(name, total, 1 - sum(missing.values()) / total, 1 - lost / total)
