"""Tables rebuilt from few factors, against numpy.linalg and scipy."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PeonyError
from engine.experiments.rank import (
    LONGEST,
    factors_of,
    factors_of_product,
    factors_of_scores,
    factors_of_weights,
)
from tests.conftest import Analyse


def random(*shape: int, seed: int = 3) -> np.ndarray:
    return np.random.RandomState(seed).standard_normal(shape)


@pytest.mark.parametrize("shape", [(5, 5), (7, 3), (3, 7), (1, 1), (40, 40)])
def test_every_rank_is_what_scipy_rebuilds(shape: tuple[int, int]) -> None:
    M = random(*shape)
    found = factors_of(M)
    U, values, Vt = scipy.linalg.svd(M, full_matrices=False)
    assert found.most == min(shape)
    for r in range(found.most + 1):
        wanted = (U[:, :r] * values[:r]) @ Vt[:r]
        np.testing.assert_allclose(found.rebuilt(r), wanted, atol=1e-12)
        error = np.linalg.norm(M - wanted) / np.linalg.norm(M)
        np.testing.assert_allclose(found.errors[r], error, rtol=1e-9, atol=1e-14)
        assert found.parameters(r) == r * (shape[0] + shape[1])
    assert found.full == shape[0] * shape[1]


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 6), st.integers(0, 99))
def test_a_product_is_taken_apart_as_if_it_were_a_table(m: int, n: int, d: int, seed: int) -> None:
    P, Q = random(m, d, seed=seed), random(n, d, seed=seed + 1)
    found, wanted = factors_of_product(P, Q), np.linalg.svd(P @ Q.T, compute_uv=False)
    k = min(found.most, len(wanted))
    np.testing.assert_allclose(found.values[:k], wanted[:k], atol=1e-9 * wanted[0])
    np.testing.assert_allclose(wanted[k:], 0, atol=1e-9 * wanted[0])
    np.testing.assert_allclose(found.rebuilt(found.most), P @ Q.T, atol=1e-9 * wanted[0])


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 99))
def test_more_factors_are_never_worse_and_all_of_them_are_exact(m: int, n: int, seed: int) -> None:
    errors = factors_of(random(m, n, seed=seed)).errors
    assert errors[0] == 1
    assert errors[-1] == 0
    assert (np.diff(errors) <= 0).all()


def test_how_many_factors_an_error_needs() -> None:
    found = factors_of(np.diag([3.0, 4.0, 0.0]))  # |M| = 5, without the first value 3
    np.testing.assert_allclose(found.errors, [1, 0.6, 0, 0])
    assert [found.needed(error) for error in (1, 0.61, 0.59, 0)] == [0, 1, 2, 2]


def test_a_zero_table_has_no_error() -> None:
    found = factors_of(np.zeros((3, 3)))
    assert (found.errors == 0).all()
    assert found.needed(0.05) == 0


@pytest.mark.parametrize("heads", [1, 4])
@pytest.mark.parametrize("head", [None, 0])
def test_the_scores_and_the_weights_of_a_sentence(analyse: Analyse, heads: int, head: int | None) -> None:
    trace = analyse(heads=heads, weights="random")
    S = trace.S.mean(axis=0) if head is None else trace.S[head]
    np.testing.assert_allclose(factors_of_scores(trace, head).M, S)
    products = np.einsum("hnd,hkd->hnk", trace.W_Q, trace.W_K)
    W = products.mean(axis=0) if head is None else products[head]
    found = factors_of_weights(trace, head)
    np.testing.assert_allclose(found.M, W, atol=1e-12)
    np.testing.assert_allclose(found.rebuilt(found.most), W, atol=1e-12)
    assert found.most == min(heads * 64 if head is None else 64, len(W))


def test_nothing_can_be_written_into(analyse: Analyse) -> None:
    found = factors_of_scores(analyse(), None)
    for array in (found.M, found.U, found.values, found.Vt, found.errors, found.rebuilt(2)):
        assert not array.flags.writeable


@pytest.mark.parametrize("mask", ["causal", "self"])
def test_masked_scores_are_refused(analyse: Analyse, mask: str) -> None:
    with pytest.raises(PeonyError, match="rank_masked"):
        factors_of_scores(analyse(mask=mask), None)
    assert factors_of_weights(analyse(mask=mask), None).most


def test_raw_attention_has_no_weights(analyse: Analyse) -> None:
    with pytest.raises(PeonyError, match="rank_raw"):
        factors_of_weights(analyse(attention="raw"), None)


def test_a_text_that_is_too_long_is_refused_at_once(analyse: Analyse) -> None:
    trace = analyse("牡丹 原野 美丽 花卉 " * 300)
    with pytest.raises(PeonyError, match="rank_large"):
        factors_of_scores(trace, None)
    assert len(trace.tokens) > LONGEST
    assert factors_of_weights(trace, None).most == 64
