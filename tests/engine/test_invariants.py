"""What must hold whatever is computed: the contract's section 7, masks, temperature, odd sizes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from engine import attention
from engine.embedding import embed, one_hot
from engine.measures import norms, received
from engine.pipeline import Resources
from engine.settings import Settings
from tests.engine import oracle

WORDS = ("牡丹", "原野", "美丽", "花卉", "医生", "蜜蜂", "公园", "手机", "老师", "龘龘")
words = st.lists(st.sampled_from(WORDS), max_size=9)
some_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)
scorings = st.sampled_from(oracle.SCORINGS)
weighings = st.sampled_from(oracle.WEIGHINGS)
seeds = st.integers(0, 2**31 - 1)
temperatures = st.floats(0.001, 1000)


def heads(h: int, m: int, d_k: int, seed: int, size: float = 1.0) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [size * rng.normal(size=(h, m, d_k)) for _ in range(3)]


def run(Q: np.ndarray, K: np.ndarray, V: np.ndarray, settings: Settings) -> tuple[np.ndarray, ...]:
    S = attention.scores(Q, K, settings)
    A = attention.weigh(S, settings)
    return S, A, attention.mix(A, V)


# Section 7 of the definitions, one invariant after the other.


@pytest.mark.parametrize("vectors", ["dense", "onehot"])
@pytest.mark.parametrize("position", ["none", "sinusoidal"])
@pytest.mark.parametrize(
    "text", ["原野中,牡丹是最美丽的花卉。", "牡丹", "", "春天的花园里，红色的牡丹和白色的百合" * 4]
)
def test_raw_equals_projected_with_identity_digit_for_digit(analyse, text, vectors, position) -> None:
    for scoring, weighing in itertools.product(oracle.SCORINGS[::3], oracle.WEIGHINGS[::3]):
        made = {"vectors": vectors, "position": position} | scoring | weighing
        raw = analyse(text, attention="raw", **made)
        projected = analyse(text, attention="projected", weights="identity", heads=3, **made)
        for name in ("Q", "K", "V", "S", "A", "Z", "norms", "received"):
            assert_array_equal(getattr(raw, name), getattr(projected, name), err_msg=name)


@given(scorings, temperatures, seeds, st.integers(1, 12), st.sampled_from([1e-8, 1.0, 1e3]))
def test_softmax_rows_sum_to_one_and_are_masked_exactly(scoring, tau, seed, m, size) -> None:
    settings = Settings(temperature=tau, **scoring)
    _, A, _ = run(*heads(2, m, 3, seed, size), settings)
    hidden = attention.hidden(m, settings.mask)
    assert_array_equal(A[:, hidden], 0)
    assert (A >= 0).all()
    open_rows = ~hidden.all(axis=-1)
    assert_allclose(A[:, open_rows].sum(axis=-1), 1, rtol=1e-12)
    assert_array_equal(A[:, ~open_rows], 0)


@given(some_words, scorings, weighings, st.randoms(use_true_random=False), st.booleans())
def test_shuffling_tokens_shuffles_everything_unless_position_is_on(
    resources: Resources, words, scoring, weighing, random, raw
) -> None:
    order = list(range(len(words)))
    random.shuffle(order)
    settings = Settings(**(scoring | weighing | {"mask": "none"}))

    def traced(words: list[str], settings: Settings) -> tuple[np.ndarray, ...]:
        X = embed(words, settings, resources.table).X
        W = heads(2, X.shape[1], 4, seed=1, size=0.1)
        made = [X[None]] * 3 if raw else [attention.project(X, each) for each in W]
        return run(*made, settings)

    S, A, Z = traced(words, settings)
    S_, A_, Z_ = traced([words[place] for place in order], settings)
    size = max(1.0, float(np.abs(Z).max()))
    assert_allclose(S_, S[:, order][:, :, order], rtol=1e-9, atol=1e-6)
    assert_allclose(A_, A[:, order][:, :, order], rtol=1e-6, atol=1e-6 * size)
    assert_allclose(Z_, Z[order], rtol=1e-6, atol=1e-6 * size)


@pytest.mark.parametrize(("position", "matters"), [("none", False), ("sinusoidal", True)])
def test_the_order_matters_only_with_position(resources: Resources, position: str, matters: bool) -> None:
    settings = Settings(position=position)
    X, X_ = (embed(each, settings, resources.table).X for each in (WORDS[:4], WORDS[:4][::-1]))
    assert np.array_equal(X, X_[::-1]) != matters
    made, reversed_ = (run(each[None], each[None], each[None], settings) for each in (X, X_))
    assert np.allclose(made[0], reversed_[0][:, ::-1, ::-1], atol=1e-9) != matters
    assert np.allclose(made[1], reversed_[1][:, ::-1, ::-1], atol=1e-9) != matters
    assert np.allclose(made[2], reversed_[2][::-1], atol=1e-9) != matters


@given(words)
def test_raw_one_hot_scores_are_1_where_tokens_are_equal_and_0_elsewhere(words) -> None:
    X = one_hot(words)[None]
    S = attention.scores(X, X, Settings(scale=False))
    assert_array_equal(S[0], [[float(a == b) for b in words] for a in words] or np.zeros((0, 0)))


@given(some_words, st.sampled_from(["dot", "cosine", "distance"]), st.booleans())
def test_raw_scores_are_symmetric(resources: Resources, words, similarity, scale) -> None:
    X = embed(words, Settings(), resources.table).X[None]
    S = attention.scores(X, X, Settings(similarity=similarity, scale=scale))
    assert_allclose(S, S.swapaxes(1, 2), rtol=0, atol=1e-13 * max(1, np.abs(S).max()))


@given(some_words, st.sampled_from(["onehot", "dense"]), st.booleans(), st.booleans())
def test_without_activation_and_scale_raw_attention_is_x_xt_x(
    resources: Resources, words, vectors, tfidf, position
) -> None:
    place = "sinusoidal" if position else "none"
    made = Settings(vectors=vectors, tfidf=tfidf, position=place, scale=False, activation="none")
    X = embed(words, made, resources.table).X
    S, A, Z = run(X[None], X[None], X[None], made)
    assert_array_equal(S, A)
    assert_allclose(Z, X @ X.T @ X, rtol=1e-9, atol=1e-9)


# Masks, temperature, zero and equal vectors.


@given(scorings, weighings, seeds, st.integers(0, 9))
def test_a_masked_pair_has_no_score_and_weight_0_under_every_activation(scoring, weighing, seed, m) -> None:
    settings = Settings(**scoring, **weighing)
    S, A, Z = run(*heads(2, m, 3, seed), settings)
    hidden = attention.hidden(m, settings.mask)
    assert_array_equal(S[:, hidden], -np.inf)
    assert np.isfinite(S[:, ~hidden]).all()
    assert_array_equal(A[:, hidden], 0)
    assert np.isfinite(A).all()
    assert np.isfinite(Z).all()


@pytest.mark.parametrize("weighing", oracle.WEIGHINGS, ids=str)
def test_alone_under_the_self_mask_a_token_sees_nothing(weighing: dict) -> None:
    S, A, Z = run(*heads(2, 1, 3, 0), Settings(mask="self", **weighing))
    assert_array_equal(S, np.full((2, 1, 1), -np.inf))
    assert_array_equal(A, np.zeros((2, 1, 1)))
    assert_array_equal(Z, np.zeros((1, 6)))


@pytest.mark.parametrize("m", [1, 2, 30])
def test_under_the_causal_mask_the_first_token_sees_only_itself(m: int) -> None:
    _, A, Z = run(*(made := heads(2, m, 3, 0)), Settings(mask="causal"))
    assert_array_equal(A[:, 0], np.eye(m)[[0, 0]])
    assert_allclose(Z[0], made[2][:, 0].ravel(), rtol=1e-15)


@pytest.mark.parametrize("mask", ["none", "causal", "self"])
def test_what_comes_later_changes_earlier_rows_only_without_the_causal_mask(mask: str) -> None:
    Q, K, V = heads(1, 5, 3, 0)
    before = run(Q, K, V, Settings(mask=mask))[2]
    for array in (Q, K, V):
        array[:, 4] += 3
    after = run(Q, K, V, Settings(mask=mask))[2]
    assert np.array_equal(before[:4], after[:4]) == (mask == "causal")


@given(seeds, st.integers(2, 10))
def test_temperature_sharpens_and_evens_but_never_reorders(seed: int, m: int) -> None:
    S = attention.scores(*heads(1, m, 4, seed)[:2], Settings())
    made = [attention.weigh(S, Settings(temperature=tau)) for tau in (0.05, 1.0, 20.0)]
    tops = [A.max(axis=-1) for A in made]
    assert (tops[0] >= tops[1] - 1e-15).all()
    assert (tops[1] >= tops[2] - 1e-15).all()
    for A in made:
        assert_array_equal(np.argmax(A, axis=-1), np.argmax(S, axis=-1))


def test_temperature_has_its_limits_right() -> None:
    S = np.array([[[3.0, 3.0, 1.0], [-5.0, 0.0, 5.0], [700.0, -700.0, 0.0]]])
    cold = attention.weigh(S, Settings(temperature=0.05))
    assert_allclose(cold, [[[0.5, 0.5, 0], [0, 0, 1], [1, 0, 0]]], atol=1e-15)
    hot = attention.weigh(S / 1e6, Settings(temperature=20))
    assert_allclose(hot, np.full((1, 3, 3), 1 / 3), rtol=1e-3)


@given(seeds, st.integers(1, 6), st.lists(st.integers(0, 5), max_size=6))
def test_cosine_is_within_one_and_0_for_zero_vectors(seed: int, m: int, empty: list[int]) -> None:
    Q, K, _ = heads(2, m, 3, seed)
    zero = sorted({row for row in empty if row < m})
    Q[:, zero] = 0
    S = attention.scores(Q, K, Settings(similarity="cosine"))
    assert (np.abs(S) <= 1 + 1e-12).all()
    assert_array_equal(S[:, zero], 0)
    own = attention.scores(Q, Q, Settings(similarity="cosine"))
    expected = [0.0 if row in zero else 1.0 for row in range(m)]
    assert_allclose(np.einsum("hii->hi", own), [expected] * 2, atol=1e-12)


@given(seeds, st.floats(1e-3, 1e3))
def test_cosine_does_not_depend_on_length(seed: int, size: float) -> None:
    Q, K, _ = heads(1, 4, 3, seed)
    cosine = Settings(similarity="cosine")
    assert_allclose(attention.scores(size * Q, K, cosine), attention.scores(Q, K, cosine), atol=1e-12)


@given(seeds, st.sampled_from([1e-100, 1e-3, 1.0, 1e7, 1e100]))
def test_distance_is_never_positive_and_exactly_0_between_equal_vectors(seed: int, size: float) -> None:
    Q, K, _ = heads(2, 5, 33, seed, size)
    K[:, 3] = Q[:, 1]
    S = attention.scores(Q, K, Settings(similarity="distance"))
    assert (S <= 0).all()
    assert_array_equal(S[:, 1, 3], 0)
    own = attention.scores(Q, Q, Settings(similarity="distance"))
    assert_array_equal(np.einsum("hii->hi", own), 0)


@given(seeds, st.integers(1, 8))
def test_relu_forms_differ_only_in_what_they_divide_by(seed: int, m: int) -> None:
    S = attention.scores(*heads(2, m, 3, seed)[:2], Settings())
    plain, length, row = (
        attention.weigh(S, Settings(activation="relu", relu_rescale=how)) for how in ("none", "length", "row")
    )
    assert_array_equal(plain, np.maximum(S, 0))
    assert_allclose(length * m, plain, rtol=1e-15)
    sums = plain.sum(axis=-1)
    assert_allclose(row.sum(axis=-1), sums > 0, rtol=1e-12)
    assert_allclose(row * sums[..., None], plain, rtol=1e-12, atol=1e-300)


# Odd sentences and odd magnitudes; every warning is an error here.


@given(scorings, weighings, seeds, st.sampled_from([0.0, 1e-300, 1e-150, 1e-100, 1e100]))
def test_no_magnitude_gives_what_is_no_number(scoring, weighing, seed, size) -> None:
    settings = Settings(**scoring, **weighing)
    S, A, Z = run(*heads(2, 4, 3, seed, size), settings)
    assert not np.isnan(S).any()
    assert np.isfinite(A).all()
    if settings.activation == "softmax" or size <= 1:
        assert np.isfinite(norms(Z)).all()
        assert np.isfinite(received(A)).all()


@pytest.mark.parametrize("settings", [{}, {"vectors": "onehot"}, {"attention": "raw"}, {"heads": 4}], ids=str)
@pytest.mark.parametrize("scoring", oracle.SCORINGS, ids=str)
def test_ten_equal_tokens_are_treated_equally(analyse, settings: dict, scoring: dict) -> None:
    trace = analyse("牡丹 " * 10, **settings, **scoring)
    assert trace.tokens == ("牡丹",) * 10
    if trace.settings.mask == "none":
        assert_allclose(trace.A, np.full((trace.heads, 10, 10), 0.1), rtol=1e-12)
        assert np.ptp(trace.norms) < 1e-12
        assert set(trace.diagnostics.rank.tolist()) <= {0, 1}
    assert np.isfinite(trace.Z).all()


@pytest.mark.parametrize("text", ["", "   ", "。。。", "的", "牡丹"])
@pytest.mark.parametrize("vectors", ["onehot", "dense"])
@pytest.mark.parametrize("kind", ["raw", "projected"])
def test_no_token_and_one_token_have_a_whole_trace(analyse, text: str, vectors: str, kind: str) -> None:
    for scoring, weighing in itertools.product(oracle.SCORINGS[::4], oracle.WEIGHINGS):
        trace = analyse(
            text, vectors=vectors, attention=kind, position="sinusoidal", tfidf=True, **scoring, **weighing
        )
        m = len(trace.tokens)
        assert m == (1 if text == "牡丹" else 0)
        assert trace.A.shape == (1, m, m)
        assert trace.Z.shape == (m, trace.V.shape[2])
        assert trace.norms.shape == trace.received.shape == (m,)
        assert np.isfinite(trace.A).all()
        assert np.isfinite(trace.diagnostics.diagonal_share)
