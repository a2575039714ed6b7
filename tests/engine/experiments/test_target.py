"""Targets, and what no loss can be below."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st

from engine.experiments.fit import loss_and_gradient, problem_of
from engine.experiments.target import PRESETS, by_hand, floor_of, never_itself, next_word, target_of
from engine.settings import Settings


def test_the_presets() -> None:
    np.testing.assert_array_equal(target_of(next_word(3)), [[0, 1, 0], [0, 0, 1], [0, 0, 0]])
    np.testing.assert_array_equal(target_of(never_itself(3)), [[0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]])
    assert not by_hand(3).any()
    assert set(PRESETS) == {"next", "others", "hand"}
    assert not next_word(1).any()
    assert not never_itself(1).any()


@given(st.integers(1, 8), st.integers(0, 999))
def test_a_row_is_spread_evenly_over_its_marks_or_is_not_counted(m: int, seed: int) -> None:
    marks = np.random.RandomState(seed).rand(m, m) < 0.3
    for row, marked in zip(target_of(marks), marks, strict=True):
        np.testing.assert_array_equal(row > 0, marked)
        assert row.sum() == pytest.approx(float(marked.any()))
        assert len(set(row[marked])) <= 1


def test_the_floor_is_the_targets_entropy() -> None:
    assert floor_of(target_of(next_word(5))) == 0
    assert floor_of(target_of(never_itself(5))) == pytest.approx(np.log(4))
    marks = by_hand(4)
    marks[1, :2] = marks[3, 2] = True
    assert floor_of(target_of(marks)) == pytest.approx(np.log(2) / 2)


def test_no_attention_tells_the_same_word_apart() -> None:
    """Against a search over all weights that treat equal tokens alike."""
    X = np.eye(3)[[0, 1, 2, 1, 0]]
    kind, T = [0, 1, 2, 1, 0], target_of(next_word(5))

    def loss(logits: np.ndarray) -> float:
        S = logits.reshape(3, 3)[np.ix_(kind, kind)]
        logs = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
        return -(T * logs).sum() / 4

    found = scipy.optimize.minimize(loss, np.zeros(9))
    assert floor_of(T) == 0
    assert floor_of(T, X) == pytest.approx(found.fun, abs=1e-4)
    assert floor_of(T, np.eye(5)) == 0


@given(st.integers(2, 7), st.integers(0, 999))
def test_no_projections_come_below_it(m: int, seed: int) -> None:
    random = np.random.RandomState(seed)
    X = random.standard_normal((4, 6))[random.randint(0, 4, m)]
    marks = random.rand(m, m) < 0.4
    marks[0, 0] = True
    problem = problem_of(X, marks, Settings())
    W = 3 * random.standard_normal((2, 1, 6, 6))
    assert loss_and_gradient(problem, W)[0] >= problem.floor - 1e-12
