"""The worked example: its last step is the cell, and every step follows from its operands."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.embedding import idf_of
from engine.explain import Explanation, Ref, Step, explain
from engine.settings import OPTIONS
from engine.trace import MATRICES, Trace

TEXT = "原野中,牡丹是最美丽的花卉，牡丹龘龘"
options = st.fixed_dictionaries(
    {option.name: st.sampled_from(option.choices) for option in OPTIONS if option.kind == "choice"}
    | {option.name: st.booleans() for option in OPTIONS if option.kind == "switch"}
    | {
        "temperature": st.sampled_from([0.05, 0.5, 1.0, 20.0]),
        "weights": st.sampled_from(["identity", "random", "trained"]),
        "heads": st.integers(1, 3),
        "head_dim": st.integers(1, 5),
    }
)


def follows(step: Step, before: float, made: Explanation) -> float:
    """Return what the step's value must be, by the rule that the docstring of `Step` gives."""
    left = None if step.left is None else step.left.tolist()
    right = None if step.right is None else step.right.tolist()
    match step.does:
        case "look_up" | "same":
            return step.value
        case "one_hot":
            return float(made.col == step.by)
        case "idf":
            return before * step.by
        case "position":
            return before + step.by
        case "product":
            return sum(a * b for a, b in zip(left, right, strict=True))
        case "norms":
            lengths = math.hypot(*left) * math.hypot(*right)
            assert step.by == pytest.approx(lengths)
            return before / step.by if step.by > 0 else 0.0
        case "distance":
            return -math.dist(left, right)
        case "scale" | "length":
            return before / step.by
        case "mask":
            return -math.inf
        case "softmax":
            powers = [math.exp((s - max(left)) / step.by) for s in left]
            return powers[made.col] / sum(powers)
        case "relu":
            return max(before, 0.0)
        case "row":
            assert step.by == pytest.approx(sum(max(s, 0.0) for s in left))
            return before / step.by if step.by > 0 else 0.0
        case "none":
            return before
        case "mean":
            return sum(left) / len(left)
    raise AssertionError(step.does)


def named(trace: Trace, ref: Ref) -> np.ndarray:
    """Return the row or column that a reference names."""
    array = getattr(trace, ref.matrix)
    table = array if array.ndim == 2 else array[ref.head]
    if ref.row is not None and ref.col is not None:
        return table[ref.row, ref.col]
    return table[ref.row] if ref.row is not None else table[:, ref.col]


def check(trace: Trace, made: Explanation) -> None:
    value = float(trace.matrix(made.matrix, made.head)[made.row, made.col])
    assert made.value == value
    before = math.nan
    for step in made.steps:
        assert step.value == pytest.approx(follows(step, before, made), rel=1e-9, abs=1e-9)
        if step.does == "mean":
            array = getattr(trace, made.matrix)[:, made.row, made.col]
            np.testing.assert_array_equal(step.left, array)
            assert (step.left_ref.matrix, step.left_ref.row, step.left_ref.col) == (
                made.matrix, made.row, made.col,
            )  # fmt: skip
        elif step.does == "same":
            assert named(trace, step.left_ref) == step.value
        else:
            for operand, ref in ((step.left, step.left_ref), (step.right, step.right_ref)):
                assert (operand is None) == (ref is None)
                if ref is not None:
                    np.testing.assert_array_equal(operand, named(trace, ref))
        before = step.value
    last = made.steps[-1]
    if last.does == "mask" and made.matrix == "A":
        assert value == 0  # hidden: no score, weight 0
    else:
        assert last.value == pytest.approx(value, rel=1e-9, abs=1e-9)


@given(options, st.data())
def test_every_cell_is_explained_by_steps_that_follow(analyse, settings: dict, data: st.DataObject) -> None:
    trace = analyse(TEXT, **settings)
    for matrix in MATRICES:
        head = None
        if matrix not in ("X", "Z"):
            head = data.draw(st.none() | st.integers(0, trace.heads - 1), label=f"head of {matrix}")
        rows, cols = trace.matrix(matrix, head).shape
        for _ in range(3):
            row, col = data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, cols - 1))
            made = explain(trace, matrix, row, col, head)
            assert (made.matrix, made.row, made.col, made.head) == (matrix, row, col, head)
            check(trace, made)


def does(made: Explanation) -> list[str]:
    return [step.does for step in made.steps]


@pytest.mark.parametrize(
    ("settings", "steps"),
    [
        ({}, ["product", "scale", "softmax"]),
        ({"scale": False, "activation": "none"}, ["product", "none"]),
        ({"similarity": "cosine"}, ["product", "norms", "softmax"]),
        ({"similarity": "distance"}, ["distance", "softmax"]),
        ({"activation": "relu"}, ["product", "scale", "relu"]),
        ({"activation": "relu", "relu_rescale": "length"}, ["product", "scale", "relu", "length"]),
        ({"activation": "relu", "relu_rescale": "row"}, ["product", "scale", "relu", "row"]),
        ({"mask": "causal"}, ["product", "scale", "mask"]),
        ({"heads": 3}, ["mean"]),
    ],
    ids=str,
)
def test_the_steps_of_a_weight_are_those_of_the_formula(analyse, settings: dict, steps: list[str]) -> None:
    assert does(explain(analyse(**settings), "A", 0, 3)) == steps


def test_a_vector_says_what_it_is_made_of(analyse) -> None:
    dense = analyse(TEXT, tfidf=True, position="sinusoidal")
    made = explain(dense, "X", 5, 3)
    assert does(made) == ["look_up", "idf", "position"]
    assert made.steps[0].origin == dense.embedding.origins[5]
    assert made.steps[1].by == idf_of("牡丹")
    onehot = analyse(TEXT, vectors="onehot")
    assert onehot.tokens[1] == onehot.tokens[5] == "牡丹"
    assert [explain(onehot, "X", 5, col).value for col in (0, 1, 2)] == [0, 1, 0]
    assert explain(onehot, "X", 5, 0).steps[0].by == 1


def test_raw_attention_explains_q_k_v_as_x_itself(analyse) -> None:
    trace = analyse(attention="raw")
    for matrix in "QKV":
        made = explain(trace, matrix, 2, 7)
        assert does(made) == ["same"]
        assert made.steps[0].left_ref == Ref("X", row=2, col=7)


def test_columns_of_heads_laid_side_by_side_are_explained_by_their_own_head(analyse) -> None:
    trace = analyse(heads=3, head_dim=4)
    for matrix in ("Q", "K", "V"):
        (step,) = explain(trace, matrix, 1, 9).steps
        assert step.right_ref == Ref(f"W_{matrix}", 2, col=1)
    (step,) = explain(trace, "Z", 1, 9).steps
    assert (step.left_ref, step.right_ref) == (Ref("A", 2, row=1), Ref("V", 2, col=1))


@pytest.mark.parametrize("matrix", MATRICES)
def test_no_such_cell_is_an_index_error(analyse, matrix: str) -> None:
    trace = analyse(heads=2)
    rows, cols = trace.matrix(matrix).shape
    for row, col in ((rows, 0), (0, cols), (-1, 0), (0, -1), (10**6, 10**6)):
        with pytest.raises(IndexError):
            explain(trace, matrix, row, col)
    if matrix not in ("X", "Z"):
        for head in (2, -1):
            with pytest.raises(IndexError):
                explain(trace, matrix, 0, 0, head)
    with pytest.raises(IndexError):
        explain(analyse(""), matrix, 0, 0)
