"""Three similarities, against plain sums and another formula for the angle."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import distance as scipy_distance

from engine.experiments.similarity import KINDS, Pair, pair_of, pairs_of, shortened

VECTORS = arrays(np.float64, 6, elements=st.floats(-100, 100).map(lambda x: round(x, 3)))


@given(VECTORS, VECTORS)
def test_measures_of_any_pair(a: np.ndarray, b: np.ndarray) -> None:
    found = Pair(a.copy(), b.copy())
    dot = math.fsum(x * y for x, y in zip(a, b, strict=True))
    lengths = math.sqrt(math.fsum(x * x for x in a)), math.sqrt(math.fsum(y * y for y in b))
    assert found.dot == pytest.approx(dot, rel=1e-9, abs=1e-8)
    assert found.lengths == pytest.approx(lengths)
    assert found.distance == pytest.approx(scipy_distance.euclidean(a, b), abs=1e-12)
    assert found.zeros == (list(a).count(0), list(b).count(0))
    assert found.products.sum() == pytest.approx(found.dot, rel=1e-9, abs=1e-8)
    assert math.sqrt(found.squares.sum()) == pytest.approx(found.distance)
    if not all(lengths):
        assert (found.cosine, found.angle) == (0, None)
        return
    assert found.cosine == pytest.approx(1 - scipy_distance.cosine(a, b), abs=1e-12)
    angle = math.degrees(math.acos(min(max(found.cosine, -1), 1)))
    assert found.angle == pytest.approx(angle, abs=1e-5)  # the arc cosine is that coarse near 0
    # The law of cosines ties all three together.
    third = lengths[0] ** 2 + lengths[1] ** 2 - 2 * found.dot
    assert found.distance**2 == pytest.approx(third, rel=1e-9, abs=1e-6)


@given(VECTORS.filter(np.any))
def test_a_vector_and_itself(a: np.ndarray) -> None:
    same = Pair(a.copy(), a.copy())
    assert (same.angle, same.distance) == (0.0, 0.0)
    assert math.copysign(1, same.distance) == 1
    assert Pair(a, -a).angle == pytest.approx(180)
    assert same.cosine == pytest.approx(1)


@pytest.mark.parametrize("settings", [{}, {"tfidf": True}, {"position": "sinusoidal"}], ids=str)
def test_pairs_are_rows_of_X_under_both_kinds(analyse, settings) -> None:
    trace = analyse(**settings)
    found = pairs_of(trace, 1, 4)
    assert tuple(found) == KINDS
    for kind in KINDS:
        X = analyse(vectors=kind, **settings).X
        np.testing.assert_array_equal(found[kind].a, X[1])
        np.testing.assert_array_equal(found[kind].b, X[4])


def test_one_hot_vectors_are_all_equally_far_apart(analyse) -> None:
    """Claim 6, as far as it goes: distinct tokens at a right angle, whatever they mean."""
    trace = analyse()
    for first in range(5):
        for second in range(first):
            pair = pair_of(trace, first, second, "onehot")
            assert (pair.dot, pair.cosine) == (0, 0)
            assert pair.angle == pytest.approx(90)
            assert pair.distance == pytest.approx(math.sqrt(2))
            assert pair.zeros == (511, 511)
            assert pair_of(trace, first, second, "dense").dot != 0


@given(arrays(np.float64, st.integers(0, 30), elements=st.integers(-9, 9)), st.integers(0, 10))
def test_a_shortened_sum_is_the_whole_sum(values: np.ndarray, most: int) -> None:
    found = shortened(values, most)
    assert sum(value for _, value in found.terms) + found.rest == found.total == values.sum()
    assert len(found.terms) + found.others == np.count_nonzero(values)
    assert len(found.terms) == min(most, np.count_nonzero(values))
    assert all(values[number] == value != 0 for number, value in found.terms)
    left = np.delete(np.abs(values), [number for number, _ in found.terms])
    if found.terms:
        assert left.max(initial=0) <= min(abs(value) for _, value in found.terms)


@pytest.mark.reference
def test_cosine_equals_pytorchs(torch, analyse) -> None:
    pair = pair_of(analyse(), 1, 4, "dense")
    a, b = (torch.tensor(np.array(each)) for each in (pair.a, pair.b))
    assert pair.cosine == pytest.approx(float(torch.nn.functional.cosine_similarity(a, b, dim=0)), rel=1e-12)
    assert pair.distance == pytest.approx(float(torch.dist(a, b)), rel=1e-12)
