"""Sparse counting and the matrix factoring that every block uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.vectors.building.libraries import sparse
from engine.vectors.directions import Matrix, fixed_signs

Sparse = Any  # scipy.sparse.csr_matrix, which is only there while building
EXTRA = 20  # columns beyond those wanted: makes the randomised factoring accurate


def sparse_matrix(cells: Iterable[tuple[int, int, float]], shape: tuple[int, int]) -> Sparse:
    """Return the sparse matrix with these (row, column, value); values of one cell add up."""
    table = np.array(list(cells), dtype=np.float64).reshape(-1, 3)
    places = table[:, :2].astype(np.int64)
    values = table[:, 2].astype(np.float32)
    return sparse().csr_matrix((values, (places[:, 0], places[:, 1])), shape=shape)


def scale_rows(matrix: Sparse, factors: Sequence[float] | NDArray[Any]) -> Sparse:
    """Return diag(factors) · matrix."""
    return sparse().diags(np.asarray(factors, dtype=np.float32)) @ matrix


def scale_columns(matrix: Sparse, factors: Sequence[float] | NDArray[Any]) -> Sparse:
    """Return matrix · diag(factors)."""
    return matrix @ sparse().diags(np.asarray(factors, dtype=np.float32))


def sums(matrix: Sparse, axis: int) -> NDArray[np.float64]:
    """Return the sums along `axis` as a flat array."""
    return np.asarray(matrix.sum(axis), dtype=np.float64).ravel()


def unit_rows_sparse(matrix: Sparse) -> Sparse:
    """Return `matrix` with every row of length 1; empty rows stay empty."""
    lengths = np.sqrt(sums(matrix.multiply(matrix), 1))
    return scale_rows(matrix, 1 / np.maximum(lengths, 1e-6))


def inverse_frequency(matrix: Sparse, rows: int) -> NDArray[np.float64]:
    """Return log(rows / rows that use the column) for each column; 0 for columns used once."""
    used = np.diff(matrix.tocsc().indptr)
    return np.where(used > 1, np.log(rows / np.maximum(used, 1)), 0.0)


def positive_information(counts: Sparse, smoothing: float = 0.75) -> Sparse:
    """Return positive pointwise mutual information of a matrix of co-occurrence counts.

    Column totals are raised to the power `smoothing`, which keeps rare contexts from looking
    more telling than they are (Levy, Goldberg and Dagan 2015).
    """
    rows, columns = sums(counts, 1), sums(counts, 0) ** smoothing
    cells = counts.tocoo()
    expected = rows[cells.row] * columns[cells.col] / columns.sum()
    information = np.log(np.maximum(cells.data, 1e-9) / np.maximum(expected, 1e-12))
    kept = information > 0
    places = (cells.row[kept], cells.col[kept])
    values = information[kept].astype(np.float32)
    return sparse().csr_matrix((values, places), shape=counts.shape)


def leading(matrix: Sparse, width: int, passes: int = 2) -> tuple[Matrix, Matrix]:
    """Return the first `width` left singular vectors (rows, width) and singular values (width,).

    Randomised subspace iteration (Halko, Martinsson and Tropp 2011), seeded.
    """
    if min(matrix.shape) < 2:
        return np.zeros((matrix.shape[0], 1), np.float32), np.zeros(1, np.float32)
    width = min(width, min(matrix.shape) - 1)
    size = min(width + EXTRA, min(matrix.shape))
    matrix = matrix.astype(np.float32).tocsr()
    flipped = matrix.T.tocsr()
    start = np.random.RandomState(0).standard_normal((matrix.shape[1], size))
    Y = matrix @ start.astype(np.float32)
    for _ in range(passes):
        Y = matrix @ _orthonormal(flipped @ Y)
    Q = np.linalg.qr(Y)[0]
    left, values, _ = np.linalg.svd((flipped @ Q).T, full_matrices=False)
    return fixed_signs(Q @ left)[:, :width], values[:width]


def _orthonormal(columns: Matrix) -> Matrix:
    """Return columns that span about the same space, orthonormal: much faster than QR."""
    variances, axes = np.linalg.eigh((columns.T @ columns).astype(np.float64))
    factors = 1 / np.sqrt(np.maximum(variances, variances[-1] * 1e-10))
    return np.asarray(columns @ (axes * factors).astype(np.float32))


def ridge(X: Matrix, Y: Matrix, weight: NDArray[Any], penalty: float = 1.0) -> Matrix:
    """Return B that minimises Σ weight_i |x_i B − y_i|² + penalty |B|², (width X, width Y)."""
    weighted = X * weight[:, None].astype(np.float32)
    square = X.T @ weighted + np.float32(penalty) * np.eye(X.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(square, weighted.T @ Y), dtype=np.float32)
