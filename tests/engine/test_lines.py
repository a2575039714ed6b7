"""The strongest weights: the fewest that hold a share of all attention."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.lines import at_most, strongest

weights = arrays(np.float64, (3, 3), elements=st.floats(-1, 1, width=16))


def test_a_share_is_held_by_the_largest() -> None:
    A = np.array([[0.5, 0.5], [0.9, 0.1]])
    assert strongest(A, 0.4).tolist() == [[False, False], [True, False]]
    assert strongest(A, 0.5).tolist() == [[True, False], [True, False]]
    assert strongest(A, 1).all()


def test_nothing_is_drawn_for_zeros() -> None:
    assert not strongest(np.zeros((2, 2)), 1).any()
    assert not strongest(np.zeros((2, 2)), 0.5).any()
    assert strongest(np.zeros((0, 0)), 0.5).shape == (0, 0)
    assert strongest(np.array([[0.0, 2.0]]), 1).tolist() == [[False, True]]


@given(weights, st.floats(0.05, 0.95))
def test_no_fewer_would_do(A: np.ndarray, share: float) -> None:
    size, chosen = np.abs(A).ravel(), strongest(A, share).ravel()
    wanted = share * size.sum()
    assert size[chosen].sum() >= wanted - 1e-12
    fewer = combinations(size, max(int(chosen.sum()) - 1, 0))
    assert not chosen.any() or max(sum(some) for some in fewer) < wanted + 1e-12


@given(weights)
def test_all_of_it_is_every_weight_that_is_not_zero(A: np.ndarray) -> None:
    np.testing.assert_array_equal(strongest(A, 1), A != 0)


@given(weights, st.integers(0, 9))
def test_of_the_chosen_the_largest_are_kept(A: np.ndarray, most: int) -> None:
    chosen = strongest(A, 0.9)
    kept = at_most(A, chosen, most)
    assert not (kept & ~chosen).any()
    assert kept.sum() == min(most, chosen.sum())
    assert abs(A[chosen & ~kept]).max(initial=0) <= abs(A[kept]).min(initial=1)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_on_a_sentence(analyse, share: float) -> None:
    A = analyse().A[0]
    assert A[strongest(A, share)].sum() >= share * A.sum()
