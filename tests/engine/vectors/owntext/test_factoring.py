"""Products and singular vectors against scipy's and numpy's own."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from engine.vectors.owntext.cells import Cells, Rows
from engine.vectors.owntext.factoring import leading
from engine.vectors.owntext.pace import Pace


def a_matrix(rows: int, columns: int, seed: int = 0) -> NDArray[np.float32]:
    """Return positive numbers in a tenth of the cells, stronger in some directions than in others."""
    random = np.random.RandomState(seed)
    parts = np.abs(random.standard_normal((rows, 12))) @ np.diag(2.0 ** -np.arange(12))
    table = parts @ np.abs(random.standard_normal((12, columns)))
    return np.where(random.random_sample(table.shape) < 0.1, table, 0).astype(np.float32)


def cells_of(table: NDArray[np.float32], at_once: int = 7) -> Cells:
    blocks = []
    for first in range(0, len(table), at_once):
        part = csr_matrix(table[first : first + at_once])
        blocks.append(Rows(first, part.indptr.astype(np.int64), part.indices, part.data))
    return Cells(blocks, (table.shape[0], table.shape[1]))


def nothing(fraction: float) -> None:
    assert 0 <= fraction <= 1


def test_products() -> None:
    table = a_matrix(40, 30)
    table[7] = 0
    X = np.random.RandomState(1).standard_normal((30, 5)).astype(np.float32)
    np.testing.assert_allclose(cells_of(table).times(X, nothing), table @ X, rtol=1e-4, atol=1e-5)
    square = cells_of(table).square_times(X, nothing)
    np.testing.assert_allclose(square, table.T @ (table @ X), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(("shape", "width"), [((300, 200), 10), ((150, 150), 20), ((60, 400), 8)])
def test_the_leading_directions_are_those_of_scipy(shape: tuple[int, int], width: int) -> None:
    table = a_matrix(*shape)
    left, values = leading(cells_of(table), width, Pace())
    theirs, their_values, _ = svds(csr_matrix(table.astype(np.float64)), k=width)
    np.testing.assert_allclose(values, their_values[::-1], rtol=0.015)  # the last ones the least
    np.testing.assert_allclose(left.T @ left, np.eye(width), atol=1e-4)
    # The strong directions one by one; the others as a space, for near the end they can change places.
    strong = theirs[:, ::-1][:, :3]
    np.testing.assert_allclose(np.abs(np.sum(left[:, :3] * strong, axis=0)), 1, atol=1e-3)
    inside = np.linalg.svd(left.T @ theirs)[1]
    assert inside.mean() > 0.97


def test_the_signs_are_settled() -> None:
    left, _ = leading(cells_of(a_matrix(100, 80)), 6, Pace())
    largest = np.abs(left).argmax(axis=0)
    assert np.all(left[largest, np.arange(6)] > 0)


@pytest.mark.parametrize("rank", [1, 3])
def test_there_are_no_more_directions_than_the_matrix_has(rank: int) -> None:
    random = np.random.RandomState(0)
    table = (random.random_sample((50, rank)) @ random.random_sample((rank, 40))).astype(np.float32)
    left, values = leading(cells_of(table), 20, Pace())
    assert left.shape == (50, rank)
    np.testing.assert_allclose(values, np.linalg.svd(table)[1][:rank], rtol=1e-4)


def test_as_wide_as_it_can_be() -> None:
    table = a_matrix(12, 12)
    _, values = leading(cells_of(table), 300, Pace())
    expected = np.linalg.svd(table)[1]
    np.testing.assert_allclose(values, expected[: len(values)], rtol=1e-3)
    assert len(values) >= np.linalg.matrix_rank(table) - 1
