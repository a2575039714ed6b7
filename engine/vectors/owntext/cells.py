"""A large sparse matrix, row after row, and the two products that factoring it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.vectors.directions import Matrix
from engine.vectors.owntext.pace import Step


@dataclass(frozen=True, eq=False)
class Rows:
    """Some rows of the matrix, one after the other.

    Attributes
    ----------
    first
        Number of the first row.
    ends
        (b + 1,) where each row ends in the two other arrays, beginning with 0.
    columns, values
        The cells that are not zero, in order of their columns within a row.
    """

    first: int
    ends: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Cells:
    """A sparse matrix M.

    Attributes
    ----------
    blocks
        All of its rows in turn.
    shape
        Rows, columns.
    """

    blocks: Sequence[Rows]
    shape: tuple[int, int]

    def __len__(self) -> int:
        """Return how many cells are not zero."""
        return sum(len(block.values) for block in self.blocks)

    def filled(self) -> NDArray[np.bool_]:
        """Return which rows have cells at all, (rows,)."""
        return np.concatenate([np.diff(block.ends) > 0 for block in self.blocks])

    def times(self, X: Matrix, step: Step) -> Matrix:
        """Return M X, (rows, k), for X (columns, k)."""
        product = np.zeros((self.shape[0], X.shape[1]), dtype=np.float32)
        for row, columns, values in self._each(step):
            product[row] = values @ X[columns]
        return product

    def square_times(self, X: Matrix, step: Step) -> Matrix:
        """Return Mᵀ M X, (columns, k): each row is read once and serves both products."""
        product = np.zeros_like(X)
        for _, columns, values in self._each(step):
            product[columns] += np.outer(values, values @ X[columns])
        return product

    def _each(self, step: Step) -> Iterator[tuple[int, NDArray[np.int32], NDArray[np.float32]]]:
        for block in self.blocks:
            ends = block.ends.tolist()
            for row in range(len(ends) - 1):
                part = slice(ends[row], ends[row + 1])
                if part.start < part.stop:
                    step((block.first + row) / self.shape[0])
                    yield block.first + row, block.columns[part], block.values[part]
