"""Vectors from characters: words that are written alike get similar rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.vectors.building.algebra import (
    inverse_frequency,
    leading,
    scale_columns,
    sparse_matrix,
    unit_rows_sparse,
)
from engine.vectors.directions import Matrix, unit_rows

WIDTH = 250


def spelling_vectors(words: Sequence[str]) -> Matrix:
    """Return a row of length 1 a Chinese word, (words, WIDTH); zeros for others."""
    number: dict[str, int] = {}
    cells = [
        (row, number.setdefault(piece, len(number)), 1.0)
        for row, word in enumerate(words)
        for piece in pieces(word)
    ]
    matrix = sparse_matrix(cells, (len(words), len(number)))
    matrix = unit_rows_sparse(scale_columns(matrix, inverse_frequency(matrix, len(words))))
    left, values = leading(matrix, WIDTH)
    return unit_rows(np.asarray(left * values, dtype=np.float32))


def pieces(word: str) -> list[str]:
    """Return the characters of a Chinese word, its first, its last, and pairs in longer words."""
    if word.isascii():
        return []
    pairs = [word[i : i + 2] for i in range(len(word) - 1)] if len(word) > 2 else []
    return sorted({*word, "^" + word[0], word[-1] + "$", *pairs})
