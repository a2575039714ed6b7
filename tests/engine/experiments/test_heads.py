"""Whom heads look at, counted once more with loops."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.experiments.heads import NOBODY, compare_heads, strongest_keys, strongest_other
from tests.conftest import REFERENCE_CASE

SETTINGS = [
    {"heads": 4},
    {"heads": 16, "head_dim": 3},
    {"heads": 3, "mask": "self"},
    {"heads": 3, "activation": "relu"},
    {"heads": 2, "activation": "none", "similarity": "distance"},
    {"attention": "raw"},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_figures_are_those_of_a_plain_count(analyse, settings) -> None:
    trace = analyse(**settings)
    found, h, m = compare_heads(trace), trace.heads, len(trace.tokens)
    keys = [[best(trace.A[head, row].tolist()) for row in range(m)] for head in range(h)]
    assert found.strongest.tolist() == keys
    means = [[sum(trace.A[head, i, j] for head in range(h)) / h for j in range(m)] for i in range(m)]
    assert found.merged.tolist() == [best(row) for row in means]
    agree = [[sum(a == b for a, b in zip(one, two, strict=True)) / m for two in keys] for one in keys]
    np.testing.assert_allclose(found.agreement, agree, rtol=1e-12)
    assert found.unanimous == sum(len({key[row] for key in keys}) == 1 for row in range(m))
    pairs = [agree[a][b] for a in range(h) for b in range(a)]
    assert found.mean_agreement == pytest.approx(sum(pairs) / len(pairs) if pairs else 1)
    if h > 1:
        first, second = found.apart
        assert first < second
        assert agree[first][second] == min(pairs)


def best(row: list[float]) -> int:
    """Return the first place of the largest entry; `NOBODY` where all are 0."""
    return row.index(max(row)) if any(row) else NOBODY


def test_entropy_in_bits(analyse) -> None:
    trace = analyse(heads=3)
    found = compare_heads(trace)
    for head in range(3):
        for row in range(5):
            bits = -sum(a * math.log2(a) for a in trace.A[head, row].tolist() if a > 0)
            assert found.entropy[head, row] == pytest.approx(bits, rel=1e-9)
    merged = trace.A.mean(axis=0).tolist()
    wanted = [-sum(a * math.log2(a) for a in row if a > 0) for row in merged]
    np.testing.assert_allclose(found.merged_entropy, wanted, rtol=1e-9)
    each, of_mean = found.spread
    np.testing.assert_allclose(each, [sum(row) / 5 for row in found.entropy.tolist()], rtol=1e-9)
    assert of_mean == pytest.approx(sum(wanted) / 5)
    assert of_mean >= sum(each) / 3, "entropy is concave"


def test_without_distributions_there_is_no_entropy(analyse) -> None:
    for trace in (analyse(activation="relu"), analyse(activation="none", heads=2)):
        found = compare_heads(trace)
        assert (found.entropy, found.merged_entropy, found.spread) == (None, None, None)
    assert compare_heads(analyse("")).spread is None


def test_a_row_of_zeros_looks_at_nobody() -> None:
    A = np.array([[[0.0, 0.0], [0.2, 0.8]], [[0.0, -0.5], [0.5, 0.5]]])
    # Without activation a negative weight is the largest only where the others are smaller still.
    assert strongest_keys(A).tolist() == [[NOBODY, 1], [0, 0]]


def test_a_fully_masked_row(analyse) -> None:
    found = compare_heads(analyse("牡丹", mask="self"))
    assert found.strongest.tolist() == [[NOBODY]]
    assert found.mean_agreement == 1


def test_no_tokens(analyse) -> None:
    found = compare_heads(analyse("", heads=2))
    assert found.strongest.shape == (2, 0)
    assert found.agreement.tolist() == [[1, 1], [1, 1]]
    assert found.unanimous == 0


def test_nothing_can_be_written_into_the_result(analyse) -> None:
    found = compare_heads(analyse(heads=2))
    for array in (found.strongest, found.merged, found.entropy, found.agreement):
        assert not array.flags.writeable


@pytest.mark.reference
def test_strongest_keys_equal_pytorchs(torch, analyse) -> None:
    trace = analyse(REFERENCE_CASE, heads=4, position="sinusoidal")
    wanted = torch.tensor(np.array(trace.A)).argmax(dim=-1).tolist()
    assert compare_heads(trace).strongest.tolist() == wanted


def test_the_strongest_other_is_never_the_token_itself(analyse) -> None:
    A = analyse().A[0]
    for row in range(5):
        others = [(A[row, key], -key) for key in range(5) if key != row]
        assert strongest_other(A, row) == -max(others)[1]
    assert strongest_other(np.ones((1, 1)), 0) == 0
