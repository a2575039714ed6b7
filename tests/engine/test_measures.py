"""The figures of the status line against scipy and NumPy's plain ways."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from engine import attention, measures
from engine.settings import Settings
from tests.engine import oracle

seeds = st.integers(0, 2**31 - 1)
SIMILARITIES = ["dot", "cosine", "distance"]


def scored(
    similarity: str, h: int, m: int, d_k: int, true_rank: int, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return Q, K, S where Q and K are of a lower rank than their shape allows."""
    rng = np.random.default_rng(seed)
    low = [rng.normal(size=(h, m, true_rank)) @ rng.normal(size=(h, true_rank, d_k)) for _ in range(2)]
    return *low, attention.scores(*low, Settings(similarity=similarity))


@given(st.sampled_from(SIMILARITIES), st.integers(1, 20), st.integers(1, 9), st.integers(0, 5), seeds)
def test_rank_is_that_of_the_whole_matrix(similarity, m, d_k, true_rank, seed) -> None:
    Q, K, S = scored(similarity, 2, m, d_k, true_rank, seed)
    expected = [np.linalg.matrix_rank(head, rtol=1e-6) for head in S]
    assert_array_equal(measures.score_rank(Q, K, S, similarity), expected)


@pytest.mark.parametrize("similarity", SIMILARITIES)
@pytest.mark.parametrize("true_rank", [1, 5, 8])
def test_rank_of_many_tokens_is_that_of_the_whole_matrix(similarity: str, true_rank: int) -> None:
    Q, K, S = scored(similarity, 2, 90, 8, true_rank, 0)
    assert_array_equal(measures.score_rank(Q, K, S, similarity), measures.rank(S))


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0], ids=["all in K", "half in each", "all in Q"])
@pytest.mark.parametrize("spectrum", [(1, 1e-2, 1e-5, 1e-7), (1, 1, 1, 1e-8), (1, 2e-6, 5e-7, 1e-9)], ids=str)
def test_rank_of_many_tokens_is_right_near_the_limit(spectrum: tuple, share: float) -> None:
    rng = np.random.default_rng(3)
    bases = [np.linalg.qr(rng.normal(size=(60, 4))).Q for _ in range(2)]
    turn = np.linalg.qr(rng.normal(size=(4, 4))).Q
    values = np.array(spectrum)
    Q, K = bases[0] * values**share @ turn, bases[1] * values ** (1 - share) @ turn
    S = (Q @ K.T)[None]
    assert measures.rank(S).tolist() == [sum(value > 1e-6 for value in spectrum)]
    assert measures.score_rank(Q[None], K[None], S, "dot").tolist() == measures.rank(S).tolist()


@pytest.mark.parametrize(("values", "rank"), [((1, 1e-5), 2), ((1, 1e-7), 1), ((0, 0), 0), ((1e-9, 1e-9), 2)])
def test_rank_counts_singular_values_above_a_millionth_of_the_largest(values, rank: int) -> None:
    assert measures.rank(np.diag(values)[None]).tolist() == [rank]


@given(seeds, st.integers(1, 9))
def test_asymmetry_is_the_frobenius_ratio(seed: int, m: int) -> None:
    S = np.random.default_rng(seed).normal(size=(3, m, m))
    expected = [np.linalg.norm(head - head.T, "fro") / np.linalg.norm(head, "fro") for head in S]
    assert_allclose(measures.asymmetry(S), expected, rtol=1e-12, atol=1e-15)


def test_asymmetry_has_its_ends_right() -> None:
    symmetric = np.array([[1.0, 2], [2, 5]])
    skew = np.array([[0.0, 2], [-2, 0]])
    assert_allclose(measures.asymmetry(np.stack([symmetric, skew, np.zeros((2, 2))])), [0, 2, 0])


@given(seeds, st.integers(1, 12), st.floats(0.05, 20))
def test_entropy_is_scipys_in_bits(seed: int, m: int, temperature: float) -> None:
    S = np.random.default_rng(seed).normal(scale=3, size=(2, m, m))
    A = attention.weigh(S, Settings(temperature=temperature))
    assert_allclose(measures.entropy(A), scipy.stats.entropy(A, base=2, axis=-1), rtol=1e-9, atol=1e-9)


def test_entropy_has_its_ends_right() -> None:
    A = np.stack([np.eye(8), np.full((8, 8), 1 / 8), np.zeros((8, 8))])
    bits = measures.entropy(A)
    assert_allclose(bits, [[0] * 8, [3] * 8, [0] * 8])
    assert not np.signbit(bits).any()  # never shown as -0


@pytest.mark.parametrize("weighing", oracle.WEIGHINGS, ids=str)
def test_entropy_is_given_only_where_rows_are_distributions(analyse, weighing: dict) -> None:
    entropy = analyse(**weighing).diagnostics.entropy
    sums = weighing["activation"] == "softmax" or weighing.get("relu_rescale") == "row"
    assert (entropy is not None) == sums


@pytest.mark.parametrize(
    ("M", "share"), [([[0, 1], [2, 3]], 0.25), ([[0, 0]], 1), ([[1e-300, -1]], 0), ([[]], 0)]
)
def test_sparsity_is_the_share_of_exact_zeros(M: list, share: float) -> None:
    assert measures.sparsity(np.array(M, dtype=float)) == share


def test_one_hot_is_sparse_and_dense_is_not(analyse) -> None:
    assert analyse(vectors="onehot").diagnostics.sparsity_X == pytest.approx(511 / 512)
    assert analyse(vectors="dense").diagnostics.sparsity_X < 0.05
    assert analyse(mask="causal").diagnostics.sparsity_A == pytest.approx(10 / 25)


@given(seeds, st.integers(0, 9), st.sampled_from(oracle.SCORINGS))
def test_diagonal_rows_are_counted_as_a_loop_counts_them(seed: int, m: int, scoring: dict) -> None:
    Q, K, _ = (np.random.default_rng(seed).integers(-1, 2, size=(2, m, 2)).astype(float) for _ in range(3))
    S = attention.scores(Q, K + 0.5, Settings(**scoring))
    expected = [
        sum(math.isfinite(head[i][i]) and all(head[i][i] >= other for other in head[i]) for i in range(m))
        for head in S.tolist()
    ]
    assert measures.diagonal_rows(S).tolist() == expected


def test_diagonal_share_is_the_mean_of_the_diagonal() -> None:
    A = np.random.default_rng(0).random((3, 5, 5))
    share, zeros, entropy = measures.of_weights(A, Settings(activation="none"))
    assert share == pytest.approx(np.mean([np.trace(head) / 5 for head in A]))
    assert zeros == 0
    assert entropy is None


@pytest.mark.parametrize("mask", ["causal", "self"])
def test_under_a_mask_asymmetry_and_rank_have_no_meaning(analyse, mask: str) -> None:
    diagnostics = analyse(mask=mask).diagnostics
    assert diagnostics.asymmetry is None
    assert diagnostics.rank is None
    assert diagnostics.diagonal_rows.shape == (1,)


def test_raw_attention_is_symmetric_and_projected_is_not(analyse) -> None:
    for similarity in SIMILARITIES:
        assert_array_equal(analyse(attention="raw", similarity=similarity).diagnostics.asymmetry, 0)
        assert (analyse(heads=3, similarity=similarity).diagnostics.asymmetry > 0.01).all()


@given(seeds, st.integers(1, 9), st.integers(1, 4))
def test_norms_and_received_are_plain_sums(seed: int, m: int, h: int) -> None:
    rng = np.random.default_rng(seed)
    A, Z = rng.random((h, m, m)), rng.normal(size=(m, 6))
    assert_allclose(measures.norms(Z), [math.sqrt(sum(z * z for z in row)) for row in Z.tolist()], rtol=1e-12)
    expected = [sum(A[head, i, j] for head in range(h) for i in range(m)) / (h * m) for j in range(m)]
    assert_allclose(measures.received(A), expected, rtol=1e-12)


def test_what_is_received_adds_up_to_one_where_rows_do(analyse) -> None:
    for heads in (1, 4):
        assert analyse(heads=heads).received.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("values", "order"),
    [([], ()), ([5], (0,)), ([1, 3, 2], (1, 2, 0)), ([2, 2, 2], (0, 1, 2)), ([0, 1, 0, 1], (1, 3, 0, 2)),
     ([-1, 0.0, -0.0], (1, 2, 0))],
)  # fmt: skip
def test_ranking_is_from_the_largest_down_and_ties_stand_as_in_the_sentence(values, order) -> None:
    assert measures.ranking(np.array(values, dtype=float)) == order


def test_equal_tokens_rank_in_the_order_of_the_sentence(analyse) -> None:
    assert measures.ranking(analyse("牡丹 " * 6, vectors="onehot").norms) == tuple(range(6))
