"""W edited by hand: what is set holds, what is not stays, and the way back leads to the same digits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.explain import explain
from engine.lexicon import shipped_lexicon
from engine.pipeline import Analyser, Request
from engine.projections.edits import LARGEST, NO_EDITS, WEIGHTS, Place, WeightEdits
from engine.settings import Settings
from engine.tokens import Edits
from tests.conftest import REFERENCE_CASE

RANDOM = Settings(weights="random", heads=2, head_dim=3)


def request(edits: WeightEdits, settings: Settings = RANDOM) -> Request:
    return Request(REFERENCE_CASE, settings, Edits(), shipped_lexicon(), weight_edits=edits)


def place(settings: Settings = RANDOM, *, matrix: str = "W_Q", head: int = 0, row: int = 0, col: int = 0):
    return Place(request(NO_EDITS, settings).weights_name, matrix, head, row, col)


def test_one_entry_is_set_and_all_follows(resources) -> None:
    before = Analyser(resources).analyse(request(NO_EDITS))
    after = Analyser(resources).analyse(request(NO_EDITS.set(place(head=1, row=4, col=2), 2.5)))
    apart = np.argwhere(after.W_Q != before.W_Q)
    assert apart.tolist() == [[1, 4, 2]]
    assert after.W_Q[1, 4, 2] == 2.5
    np.testing.assert_array_equal(after.W_K, before.W_K)
    np.testing.assert_allclose(after.Q, after.X @ after.W_Q)
    assert not np.array_equal(after.A, before.A)
    assert after.projections.edited == {place(head=1, row=4, col=2): before.W_Q[1, 4, 2]}
    assert after.projections.source == "random"


def test_resetting_gives_the_same_digits(resources) -> None:
    analyser = Analyser(resources)
    before = analyser.analyse(request(NO_EDITS))
    edits = NO_EDITS.set(place(), 1.0).set(place(matrix="W_V", row=3), -1.0)
    analyser.analyse(request(edits))
    back = analyser.analyse(request(edits.reset([each for each, _ in edits.values])))
    np.testing.assert_array_equal(back.Z, before.Z)
    assert back.projections.edited == {}


def test_edits_rest_while_another_w_is_chosen(resources) -> None:
    edits = NO_EDITS.set(place(), 9.0)
    analyser = Analyser(resources)
    other = analyser.analyse(request(edits, RANDOM.with_(seed=8)))
    assert other.projections.edited == {}
    assert not (other.W_Q == 9).any()
    assert analyser.analyse(request(edits)).W_Q[0, 0, 0] == 9


def test_edits_that_do_not_fit_rest(resources) -> None:
    edits = NO_EDITS.set(place(head=1, col=2), 9.0)
    small = Analyser(resources).analyse(request(edits, RANDOM.with_(heads=1, head_dim=2)))
    assert small.projections.edited == {}


def test_an_edited_identity_leaves_the_other_matrices_alone(resources) -> None:
    identity = Settings(weights="identity")
    trace = Analyser(resources).analyse(request(NO_EDITS.set(place(identity, row=1), 0.5), identity))
    np.testing.assert_array_equal(trace.K, trace.X[None])
    np.testing.assert_array_equal(trace.V, trace.X[None])
    assert not np.array_equal(trace.Q, trace.K)


def test_an_edited_entry_is_explained(resources) -> None:
    edited = place(head=1, row=4, col=2)
    trace = Analyser(resources).analyse(request(NO_EDITS.set(edited, 2.5)))
    (step,) = explain(trace, "W_Q", 4, 2, head=1).steps
    assert (step.does, step.value, step.by) == ("edited", 2.5, trace.projections.edited[edited])
    assert explain(trace, "W_Q", 4, 5).steps[0].does == "edited"  # the heads side by side
    (plain,) = explain(trace, "W_K", 4, 2, head=1).steps
    assert (plain.does, plain.value) == ("weight", trace.W_K[1, 4, 2])


def test_w_as_a_table(analyse) -> None:
    trace = analyse(weights="random", heads=2, head_dim=3)
    for name in WEIGHTS:
        W = getattr(trace, name)
        np.testing.assert_array_equal(trace.matrix(name, 1), W[1])
        np.testing.assert_array_equal(trace.matrix(name), np.hstack(list(W)))


@given(st.floats())
def test_any_number_is_kept_finite(value: float) -> None:
    [(_, kept)] = NO_EDITS.set(place(), value).values
    assert abs(kept) <= LARGEST
    assert kept == value or not abs(value) <= LARGEST


@given(st.lists(st.tuples(st.sampled_from(WEIGHTS), st.integers(0, 3), st.floats(-2, 2)), max_size=8))
def test_the_order_of_edits_does_not_matter(done: list[tuple[str, int, float]]) -> None:
    last = {(matrix, row): value for matrix, row, value in done}
    edits = NO_EDITS
    for matrix, row, value in done:
        edits = edits.set(place(matrix=matrix, row=row), value)
    other = NO_EDITS
    for (matrix, row), value in reversed(last.items()):
        other = other.set(place(matrix=matrix, row=row), value)
    assert edits == other
    assert hash(edits) == hash(other)
    assert len(edits.of(place().source)) == len(last)
    assert len(edits.of(place().source, "W_Q")) == sum(matrix == "W_Q" for matrix, _ in last)
    assert edits.of("another") == ()


@pytest.mark.parametrize("name", WEIGHTS)
def test_edited_arrays_are_read_only(resources, name: str) -> None:
    trace = Analyser(resources).analyse(request(NO_EDITS.set(place(matrix=name), 1.0)))
    assert not getattr(trace, name).flags.writeable
