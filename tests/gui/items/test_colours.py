"""Pooling keeps what is farthest from 0, on each axis for itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gui.items.colours import pooled

SHAPES = st.tuples(st.integers(1, 20), st.integers(1, 40))


@given(arrays(np.float64, SHAPES, elements=st.integers(-5, 5)), st.integers(1, 12), st.integers(1, 12))
def test_no_more_rows_and_columns_than_asked_for(M: np.ndarray, rows: int, cols: int) -> None:
    found = pooled(M, rows, cols)
    assert found.shape[0] <= rows
    assert found.shape[1] <= cols
    assert np.abs(found).max() == np.abs(M).max()
    if M.shape[0] <= rows and M.shape[1] <= cols:
        np.testing.assert_array_equal(found, M)


def test_a_single_one_among_many_zeros_stays() -> None:
    M = np.zeros((2, 512))
    M[0, 3] = M[1, 300] = 1
    found = pooled(M, 100, 150)
    assert found.shape == (2, 128)
    assert found.sum() == 2
    assert found[0, 0] == found[1, 75] == 1
