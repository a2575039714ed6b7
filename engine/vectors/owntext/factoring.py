"""The leading singular vectors of a sparse matrix, with nothing but numpy.

Randomised subspace iteration (Halko, Martinsson and Tropp 2011) on Mᵀ M, which takes no transposed
copy of M. Always from the same start, so the same matrix gives the same vectors.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.vectors.directions import Matrix, fixed_signs
from engine.vectors.owntext.cells import Cells
from engine.vectors.owntext.pace import Pace, Step

EXTRA = 20  # columns beyond those wanted: makes the randomised factoring accurate
PASSES = 3
_BLOCK = 4096  # rows at a time
_NOTHING = 1e-5  # of the largest singular value: below it there is only rounding


def leading(cells: Cells, width: int, pace: Pace) -> tuple[Matrix, NDArray[np.float64]]:
    """Return at most `width` left singular vectors (rows, width) and singular values (width,).

    There are fewer where the matrix has no more.
    """
    pace.begin("factoring")
    size = min(width + EXTRA, *cells.shape)
    X = np.random.RandomState(0).standard_normal((cells.shape[1], size)).astype(np.float32)
    for number in range(PASSES):
        step = pace.part(number, PASSES + 1)
        X = _orthonormal(cells.square_times(X, step), step)
    X = _orthonormal(X, step)  # again: rounding has left the weakest columns a little oblique
    last = pace.part(PASSES, PASSES + 1)
    Y = cells.times(X, last)
    squares, axes = np.linalg.eigh(_gram(Y, last))
    values = np.sqrt(np.maximum(squares[::-1][:width], 0))
    values = values[values > _NOTHING * values[0]]
    axes = axes[:, ::-1][:, : len(values)] / values
    return fixed_signs(_turned(Y, axes, last)), values


def _orthonormal(columns: Matrix, step: Step) -> Matrix:
    """Return columns that span about the same space, orthonormal."""
    variances, axes = np.linalg.eigh(_gram(columns, step))
    kept = variances > variances[-1] * 1e-12
    return _turned(columns, axes[:, kept] / np.sqrt(variances[kept]), step)


def _gram(columns: Matrix, step: Step) -> NDArray[np.float64]:
    """Return the products of all columns with each other, (k, k)."""
    total = np.zeros((columns.shape[1], columns.shape[1]))
    for start in range(0, len(columns), _BLOCK):
        step(1.0)
        block = columns[start : start + _BLOCK].astype(np.float64)
        total += block.T @ block
    return total


def _turned(columns: Matrix, axes: NDArray[np.float64], step: Step) -> Matrix:
    """Return columns · axes."""
    turned = np.empty((len(columns), axes.shape[1]), dtype=np.float32)
    for start in range(0, len(columns), _BLOCK):
        step(1.0)
        turned[start : start + _BLOCK] = columns[start : start + _BLOCK] @ axes
    return turned
