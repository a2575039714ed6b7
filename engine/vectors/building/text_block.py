"""Vectors from text: words that stand in the same surroundings get similar rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.vectors.building.algebra import (
    Sparse,
    leading,
    positive_information,
)
from engine.vectors.building.corpus import Sentence
from engine.vectors.building.libraries import sparse
from engine.vectors.directions import Matrix, unit_rows

WINDOW = 8  # words to either side
WIDTH = 300
POWER = 0.25  # of the singular values: flattens the few strong directions
CONTEXT = 8  # occurrences from which a word says something about its neighbours
BREAK, OTHER = -2, -1  # in place of a word's number: end of a sentence, word not counted


def text_vectors(
    sentences: Sequence[Sentence], number: Mapping[str, int], count: NDArray[np.int64]
) -> Matrix:
    """Return a row of length 1 for each word with a number, (words, WIDTH); zeros if never seen.

    Parameters
    ----------
    sentences
        The text.
    number
        Word → its row.
    count
        Occurrences of each row's word, (words,).
    """
    counts = neighbours(sentences, number)
    seen, contexts = count > 0, count >= CONTEXT
    left, values = leading(positive_information(counts[seen][:, contexts]), WIDTH)
    rows = left * values**POWER
    vectors = np.zeros((len(count), rows.shape[1]), dtype=np.float32)
    vectors[seen] = unit_rows(rows - rows.mean(axis=0))
    return vectors


def neighbours(sentences: Sequence[Sentence], number: Mapping[str, int]) -> Sparse:
    """Count which words stand near which, (words, words), symmetric.

    Words d apart in one sentence count (WINDOW + 1 − d) / WINDOW.
    """
    text = np.array([n for s in sentences for n in (*(number.get(w, OTHER) for w in s), BREAK)])
    size = len(number)
    total = sparse().csr_matrix((size, size), dtype=np.float32)
    sentence = np.cumsum(text == BREAK)
    for distance in range(1, WINDOW + 1):
        first, second = text[:-distance], text[distance:]
        same = sentence[:-distance] == sentence[distance:]
        kept = same & (first >= 0) & (second >= 0)
        weight = (WINDOW + 1 - distance) / WINDOW
        values = np.full(int(kept.sum()), weight, dtype=np.float32)
        total = total + sparse().csr_matrix((values, (first[kept], second[kept])), (size, size))
    return total + total.T
