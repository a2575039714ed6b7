"""How much of a text the table would have words for, measured on text it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.vectors.building.corpus import read_corpus
from engine.vectors.building.dictionaries import read_dictionaries
from engine.vectors.building.vocabulary import choose_words, jieba_counts
from engine.vectors.compose import PartsComposer
from engine.vectors.index import ListIndex
from engine.vectors.rows import FloatRows

EVERY = 10  # one sentence in ten is held back
OLD = frozenset({"bible.txt"})  # of 1919: no modern prose


@dataclass(frozen=True)
class Coverage:
    """Of a text's running words, the shares that can be had.

    Attributes
    ----------
    text, words
        The name of the text, and how many running words it has.
    known, composed
        The share in the table, and with those that can be composed.
    possible
        The share that any table could have: words of jieba's dictionary, of the lexicons, or of the other
        nine tenths of the text. The rest are names and the like that the cutter puts together.
    """

    text: str
    words: int
    known: float
    composed: float
    possible: float


def measure_coverage(folder: Path, size: int, workers: int = 2) -> Iterator[Coverage]:
    """Choose `size` words from nine tenths of the text; yield the coverage of the last tenth.

    One result for each file, then one for modern prose, and one for all of them together.
    """
    corpus = read_corpus(folder / "text", workers)
    learned: Counter[str] = Counter()
    for place, sentence in enumerate(corpus.sentences):
        if place % EVERY:
            learned.update(sentence)
    dictionaries = read_dictionaries(folder / "lexicon")
    index = ListIndex.of(choose_words(learned, dictionaries, size).words)
    anywhere = {*jieba_counts(), *learned, *dictionaries.glosses, *dictionaries.lemmas}
    held_back = {
        name: Counter(word for place in places if place % EVERY == 0 for word in corpus.sentences[place])
        for name, places in corpus.files.items()
    }
    modern = sum((counts for name, counts in held_back.items() if name not in OLD), Counter())
    together = {"modern prose": modern, "all": sum(held_back.values(), Counter())}
    for name, counts in (held_back | together).items():
        yield _coverage(name, counts, index, anywhere)


def _coverage(name: str, counts: Counter[str], index: ListIndex, anywhere: Set[str]) -> Coverage:
    composer = PartsComposer(index, FloatRows(np.zeros((0, 2), np.float32)), 1.0)
    missing = [word for word in counts if index.row(word) is None]

    def without(words: Iterable[str]) -> float:
        return 1 - sum(counts[word] for word in words) / max(1, counts.total())

    return Coverage(
        name,
        counts.total(),
        without(missing),
        without(word for word in missing if not composer.parts(word)),
        without(word for word in missing if word not in anywhere),
    )
