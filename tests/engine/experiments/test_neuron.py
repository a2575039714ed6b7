"""One unit as a neuron: its sum is the trace's entry; W stays and delta moves when a word changes."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PeonyError
from engine.experiments.neuron import Unit, change_word, terms, unit
from engine.pipeline import Analyser, Request
from engine.projections.edits import NO_EDITS, Place
from engine.settings import Settings
from tests.conftest import REFERENCE_CASE

SETTINGS = [
    {},
    {"heads": 3, "head_dim": 7},
    {"vectors": "onehot", "position": "sinusoidal"},
    {"activation": "relu", "tfidf": True, "mask": "causal"},
    {"weights": "identity"},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("matrix", ["Q", "K", "V", "Z"])
def test_a_unit_adds_up_to_the_entry_of_the_trace(analyse, matrix: str, settings) -> None:
    trace = analyse(**settings)
    head, row, col = trace.heads - 1, 3, 5
    found = unit(trace, matrix, row, col, head)
    if matrix == "Z":
        inputs = [trace.V[head, j, col] for j in range(5)]
        weights = [trace.A[head, row, j] for j in range(5)]
        wanted = trace.Z[row, head * trace.V.shape[2] + col]
    else:
        W = getattr(trace, f"W_{matrix}")
        inputs, weights = trace.X[row].tolist(), [W[head, k, col] for k in range(trace.X.shape[1])]
        wanted = getattr(trace, matrix)[head, row, col]
    assert found.inputs.tolist() == inputs
    assert found.weights.tolist() == weights
    assert found.value == pytest.approx(wanted, rel=1e-12, abs=1e-14)
    total = math.fsum(a * b for a, b in zip(inputs, weights, strict=True))
    assert found.value == pytest.approx(total, rel=1e-9, abs=1e-12)


def test_raw_attention_has_no_neuron_before_the_sum(analyse) -> None:
    trace = analyse(attention="raw")
    assert [unit(trace, matrix, 0, 0) for matrix in "QKV"] == [None, None, None]
    found = unit(trace, "Z", 1, 2)
    np.testing.assert_array_equal(found.inputs, trace.X[:, 2])
    np.testing.assert_array_equal(found.weights, trace.A[0, 1])


@pytest.mark.parametrize(("matrix", "row", "col"), [("Q", 0, 64), ("Z", 0, 64), ("Z", 0, -1), ("K", 9, 0)])
def test_an_entry_that_is_not_there(analyse, matrix: str, row: int, col: int) -> None:
    with pytest.raises(IndexError):
        unit(analyse(heads=2), matrix, row, col)


@pytest.mark.parametrize(("value", "relu"), [(1.5, 1.5), (-0.25, 0.0), (0.0, 0.0)])
def test_activation(value: float, relu: float) -> None:
    made = Unit("Q", 0, 0, 0, np.array([1.0]), np.array([value]), value)
    assert made.activated("identity") == value
    assert made.activated("relu") == relu


NUMBERS = st.floats(-1e3, 1e3)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=30), st.integers(0, 12))
def test_shown_terms_and_the_others_make_the_whole_sum(pairs: list[tuple[float, float]], most: int) -> None:
    inputs, weights = (np.array([pair[side] for pair in pairs], dtype=float) for side in (0, 1))
    made = Unit("Q", 0, 0, 0, inputs, weights, float(inputs @ weights))
    found = terms(made, most)
    assert len(found.largest) == min(most, len(pairs))
    assert len(found.largest) + found.others == len(pairs)
    total = math.fsum(term.product for term in found.largest) + found.rest
    assert total == pytest.approx(math.fsum(a * b for a, b in pairs), abs=1e-6)
    for term in found.largest:
        assert term.product == term.input * term.weight == pairs[term.number][0] * pairs[term.number][1]
    assert [term.number for term in found.largest] == sorted(term.number for term in found.largest)
    left = {abs(a * b) for number, (a, b) in enumerate(pairs)
            if number not in {term.number for term in found.largest}}  # fmt: skip
    if found.largest and left:
        assert max(left) <= min(abs(term.product) for term in found.largest)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_a_changed_word_leaves_W_and_moves_delta(analyse, settings) -> None:
    trace = analyse(**settings)
    found = change_word(trace, 1, "小猫")
    assert found.projections == {"W_Q": 0.0, "W_K": 0.0, "W_V": 0.0}
    other = analyse(REFERENCE_CASE.replace("牡丹", "小猫"), **settings)
    assert found.tokens == other.tokens == ("原野", "小猫", "最", "美丽", "花卉")
    np.testing.assert_allclose(found.after, other.A, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(found.Z_after, other.Z, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(found.before, trace.A)
    np.testing.assert_array_equal(found.difference, found.after - trace.A)
    assert abs(found.difference[found.where]) == found.largest
    # A one-hot number is given by place: a new word there has the old word's vector.
    moves = settings.get("vectors") != "onehot"
    assert (found.largest > 1e-4) == moves
    assert found.largest == np.abs(other.A - trace.A).max() or not moves


def test_a_W_edited_by_hand_stays_as_it_was_edited(resources) -> None:
    request = Request(REFERENCE_CASE, Settings(weights="random"))
    edits = NO_EDITS.set(Place(request.weights_name, "W_Q", 0, 3, 5), 7.5)
    request = replace(request, weight_edits=edits)
    trace = Analyser(resources).analyse(request)
    assert trace.W_Q[0, 3, 5] == 7.5
    found = change_word(trace, 1, "小猫")
    assert found.projections == {"W_Q": 0.0, "W_K": 0.0, "W_V": 0.0}
    other = Analyser(resources).analyse(replace(request, text=REFERENCE_CASE.replace("牡丹", "小猫")))
    np.testing.assert_allclose(found.after, other.A, rtol=1e-12, atol=1e-14)


def test_in_raw_attention_there_is_no_W_to_stay(analyse) -> None:
    found = change_word(analyse(attention="raw"), 1, "小猫")
    assert found.projections is None
    assert found.largest > 1e-3


def test_the_same_word_again_changes_nothing(analyse) -> None:
    assert change_word(analyse(), 1, "牡丹").largest == 0.0


def test_one_hot_a_word_that_is_there_already_makes_two_tokens_alike(analyse) -> None:
    trace = analyse(vectors="onehot", attention="raw")
    found = change_word(trace, 1, "原野")
    assert found.after[0, 0, 1] == found.after[0, 0, 0] > trace.A[0, 0, 1]


def test_an_unknown_word_is_taken_as_one_token(analyse) -> None:
    found = change_word(analyse(), 1, "qzx vk, 以及")
    assert found.tokens[1] == "qzx vk, 以及"
    assert np.isfinite(found.after).all()


def test_a_place_that_is_not_there(analyse) -> None:
    for row in (-1, 5):
        with pytest.raises(IndexError):
            change_word(analyse(), row, "小猫")


def test_a_one_hot_vocabulary_that_grows_is_refused(analyse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.embedding.ONE_HOT_WIDTH", 4)
    trace = analyse("小猫追着小狗，小狗追着小猫", vectors="onehot")
    assert trace.X.shape[1] == 4
    many = analyse("原野牡丹最美丽花卉", vectors="onehot")
    assert many.X.shape[1] == 5
    change_word(many, 1, "小猫")  # as many as before
    repeated = analyse("原野牡丹最美丽花卉花卉", vectors="onehot")
    with pytest.raises(PeonyError) as refused:
        change_word(repeated, 5, "小猫")
    assert refused.value.fields == {"before": 5, "after": 6}


def test_nothing_can_be_written_into_the_result(analyse) -> None:
    found = change_word(analyse(), 1, "小猫")
    assert not any(array.flags.writeable for array in (found.after, found.before, found.Z_after))
