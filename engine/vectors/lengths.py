"""How long the rows of a table are made: a length says how specific a word is, and fits attention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.vectors.directions import Matrix, unit_rows

SHORTEST = 0.75  # length of the commonest word's row, against the rarest's
COMMONEST, RAREST = 6.0, 20.0  # −log₂ of their shares of running words
SELF_WEIGHT = 0.70  # wanted on average: softmax(XXᵀ/√n)_ii over ten words
SAMPLE, TEN = 1_000, 10
SENTENCES = 8 * SAMPLE  # are enough to find so many tens in
FUNCTION_WORDS = 150  # the commonest words, left out where the scale is set as Peony leaves them out


def lengths_of(probability: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how long each row is, against the rarest word's: the less expected, the longer.

    `probability` is each word's share of running words, (N,).
    """
    surprise = -np.log2(np.asarray(probability))
    part = np.clip((surprise - COMMONEST) / (RAREST - COMMONEST), 0, 1)
    return np.asarray(SHORTEST + (1 - SHORTEST) * part)


def fitting_scale(directions: Matrix, lengths: NDArray[np.float64], tens: Sequence[Sequence[int]]) -> float:
    """Return what to multiply `lengths` by so that self-weights average `SELF_WEIGHT`.

    Parameters
    ----------
    directions
        (N, n); only their directions count.
    lengths
        (N,) before scaling.
    tens
        Row numbers of words that stand together in a sentence, ten each.
    """
    if not tens:
        return 1.0
    rows = (unit_rows(directions) * lengths[:, None].astype(np.float32))[np.asarray(tens)]
    scores = rows @ rows.transpose(0, 2, 1) / np.sqrt(directions.shape[1])  # (sentences, 10, 10)
    low, high = 0.1, 100.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _self_weight(scores * middle**2) < SELF_WEIGHT else (low, middle)
    return round(low, 3)


def _self_weight(scores: NDArray[np.floating]) -> float:
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    return float(np.diagonal(weights, axis1=1, axis2=2).mean())


def ten_words(sentences: Iterable[Sequence[int]], skip: int) -> list[list[int]]:
    """Return the first ten different words of sentences of row numbers, at most `SAMPLE` times.

    The `skip` commonest words, which have the lowest numbers, are left out, as is what has no row.
    """
    tens: list[list[int]] = []
    for sentence in sentences:
        rows = [row for row in dict.fromkeys(sentence) if row >= skip]
        if len(rows) >= TEN and len(tens) < SAMPLE:
            tens.append(rows[:TEN])
    return tens
