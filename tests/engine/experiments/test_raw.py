"""The best temperature of raw scores, against scipy's search."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.optimize
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from engine.attention import hidden
from engine.experiments.fit import problem_of
from engine.experiments.raw import best_raw
from engine.experiments.target import by_hand, never_itself, next_word
from engine.settings import Settings
from tests.conftest import Analyse


def loss_at(X: np.ndarray, target: np.ndarray, tau: float, mask: str = "none") -> float:
    """The loss of softmax(X Xᵀ / (√n τ)), by scipy."""
    S = X @ X.T / np.sqrt(X.shape[1]) / tau
    S[hidden(len(X), mask)] = -np.inf
    logs = scipy.special.log_softmax(S, axis=1)
    return -(target[target > 0] * logs[target > 0]).sum() / np.count_nonzero(target.any(axis=1))


@given(st.integers(2, 8), st.integers(0, 999), st.sampled_from(["none", "causal", "self"]))
def test_no_other_temperature_does_better(m: int, seed: int, mask: str) -> None:
    random = np.random.RandomState(seed)
    X = random.standard_normal((m, 5))
    marks = random.rand(m, m) < 0.4
    marks[-1, 0] = True
    problem = problem_of(X, marks, Settings(mask=mask))
    found = best_raw(problem)
    for tau in np.geomspace(1e-2, 1e4, 60):
        assert found.loss <= loss_at(X, problem.target, tau, mask) + 1e-9
    if 0 < found.temperature < np.inf:
        at = loss_at(X, problem.target, found.temperature, mask)
        assert found.loss == pytest.approx(at, rel=1e-9)
        wanted = scipy.optimize.minimize_scalar(
            lambda b: loss_at(X, problem.target, np.exp(-b), mask), bracket=(-1, 1), tol=1e-10
        )
        assert found.loss <= wanted.fun + 1e-9


def test_raw_scores_cannot_look_away_from_themselves(analyse: Analyse) -> None:
    """On the built-in sentence every word fits itself best, so weights that are all the same do best."""
    X = analyse().X
    found = best_raw(problem_of(X, never_itself(len(X)), Settings()))
    assert found.temperature == np.inf
    assert found.loss == pytest.approx(np.log(len(X)))
    np.testing.assert_allclose(found.A, 1 / len(X))


def test_raw_scores_can_look_at_themselves_as_sharply_as_one_wants() -> None:
    X = np.eye(4)
    found = best_raw(problem_of(X, np.eye(4, dtype=bool), Settings()))
    assert found.temperature == 0
    assert found.loss == pytest.approx(0)


def test_the_next_word_is_beyond_them(analyse: Analyse) -> None:
    X = analyse().X
    problem = problem_of(X, next_word(len(X)), Settings())
    assert best_raw(problem).loss > 1 > problem.floor == 0


def test_vectors_that_are_all_zero() -> None:
    marks = by_hand(3)
    marks[0, 1] = True
    found = best_raw(problem_of(np.zeros((3, 4)), marks, Settings()))
    assert found.temperature == np.inf
    assert found.loss == pytest.approx(np.log(3))
