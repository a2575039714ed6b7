"""What rows and columns of numbers are before they have a length or a sign."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


def unit_rows(matrix: Matrix) -> Matrix:
    """Return `matrix` with every row of length 1; rows of zeros stay zeros."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(lengths > 1e-6, lengths, np.inf), dtype=np.float32)


def fixed_signs(columns: Matrix) -> Matrix:
    """Turn each column so that its largest entry is positive: a factoring leaves that open."""
    largest = columns[np.abs(columns).argmax(axis=0), np.arange(columns.shape[1])]
    return columns * np.where(largest < 0, -1, 1).astype(np.float32)
