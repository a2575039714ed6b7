"""`engine.attention` against three others: plain loops, scipy, PyTorch."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
import scipy.special
from numpy.testing import assert_allclose, assert_array_equal

from engine import attention
from engine.settings import Settings
from tests.engine import oracle

CLOSE = {"rtol": 1e-9, "atol": 1e-12}


def heads(h: int, m: int, d_k: int, seed: int = 0) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [rng.normal(scale=2, size=(h, m, d_k)) for _ in range(3)]


def run(Q: np.ndarray, K: np.ndarray, V: np.ndarray, settings: Settings) -> tuple[np.ndarray, ...]:
    S = attention.scores(Q, K, settings)
    A = attention.weigh(S, settings)
    return S, A, attention.mix(A, V)


@pytest.mark.parametrize("h", [1, 3])
@pytest.mark.parametrize("weighing", oracle.WEIGHINGS, ids=str)
@pytest.mark.parametrize("scoring", oracle.SCORINGS, ids=str)
def test_every_formula_equals_plain_loops(scoring: dict, weighing: dict, h: int) -> None:
    settings = Settings(**scoring, **weighing)
    Q, K, V = heads(h, 6, 5)
    Q[0, 2] = K[0, 3] = 0  # zero vectors, where cosine has no angle
    K[-1, 1] = Q[-1, 1]  # and two that are equal, where the distance is nothing
    S, A, Z = run(Q, K, V, settings)
    for head in range(h):
        S_, A_, Z_ = oracle.attention(Q[head].tolist(), K[head].tolist(), V[head].tolist(), settings)
        assert_allclose(S[head], S_, **CLOSE)
        assert_allclose(A[head], A_, **CLOSE)
        assert_allclose(Z[:, 5 * head : 5 * head + 5], Z_, **CLOSE)


@pytest.mark.parametrize("temperature", [0.05, 0.3, 1.0, 7.5, 20.0])
def test_softmax_equals_scipy(temperature: float) -> None:
    S = np.random.default_rng(1).normal(scale=30, size=(4, 9, 9))
    S[:, :, 4] = -np.inf
    A = attention.weigh(S, Settings(temperature=temperature))
    assert_allclose(A, scipy.special.softmax(S / temperature, axis=-1), rtol=1e-12, atol=1e-300)


@pytest.mark.reference
@pytest.mark.parametrize("mask", ["none", "causal", "self"])
@pytest.mark.parametrize("scale", [True, False])
@pytest.mark.parametrize("temperature", [0.5, 1.0, 4.0])
@pytest.mark.parametrize(("h", "m", "d_k"), [(1, 2, 3), (2, 17, 8), (8, 64, 16)])
def test_softmax_attention_equals_pytorch(
    torch: ModuleType, mask: str, scale: bool, temperature: float, h: int, m: int, d_k: int
) -> None:
    Q, K, V = heads(h, m, d_k, seed=m)
    settings = Settings(mask=mask, scale=scale, temperature=temperature)
    _, _, Z = run(Q, K, V, settings)
    seen = {"none": np.ones((m, m)), "causal": np.tril(np.ones((m, m))), "self": 1 - np.eye(m)}[mask]
    made = torch.nn.functional.scaled_dot_product_attention(
        *(torch.from_numpy(array) for array in (Q, K, V)),
        attn_mask=torch.from_numpy(seen.astype(bool)),
        scale=(1 / np.sqrt(d_k) if scale else 1.0) / temperature,
    )
    expected = made.numpy().transpose(1, 0, 2).reshape(m, h * d_k)
    assert_allclose(Z, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.reference
@pytest.mark.parametrize("settings", [{}, {"heads": 4, "head_dim": 9}, {"mask": "causal"}], ids=str)
def test_a_whole_sentence_equals_pytorch(torch: ModuleType, analyse, settings: dict) -> None:
    trace = analyse(position="sinusoidal", tfidf=True, **settings)
    X = torch.from_numpy(trace.X.copy())
    Q, K, V = (X @ torch.from_numpy(W.copy()) for W in (trace.W_Q, trace.W_K, trace.W_V))
    made = torch.nn.functional.scaled_dot_product_attention(Q, K, V, is_causal="mask" in settings)
    assert_allclose(trace.Z, torch.cat(list(made), dim=-1).numpy(), rtol=1e-9, atol=1e-11)


@pytest.mark.reference
def test_distances_equal_pytorch(torch: ModuleType) -> None:
    Q, K, _ = heads(2, 30, 12)
    S = attention.scores(Q, K, Settings(similarity="distance"))
    made = torch.cdist(torch.from_numpy(Q), torch.from_numpy(K), compute_mode="donot_use_mm_for_euclid_dist")
    assert_allclose(S, -made.numpy(), rtol=1e-9)


@pytest.mark.parametrize("similarity", ["cosine", "distance"])
def test_scale_touches_only_dot(similarity: str) -> None:
    Q, K, _ = heads(2, 5, 4)
    on, off = (
        attention.scores(Q, K, Settings(similarity=similarity, scale=scale)) for scale in (True, False)
    )
    assert_array_equal(on, off)


def test_scale_divides_dot_by_the_root_of_the_width() -> None:
    Q, K, _ = heads(2, 5, 16)
    on, off = (attention.scores(Q, K, Settings(scale=scale)) for scale in (True, False))
    assert_allclose(on, off / 4, rtol=1e-15)


def test_nothing_that_is_given_is_changed() -> None:
    given = heads(2, 4, 3)
    for array in given:
        array.flags.writeable = False
    for scoring in oracle.SCORINGS:
        for weighing in oracle.WEIGHINGS:
            S, A, _ = run(*given, Settings(**scoring, **weighing))
            S.flags.writeable = A.flags.writeable = False


def test_output_rows_hold_the_heads_side_by_side() -> None:
    A = np.stack([np.eye(3), np.zeros((3, 3))])
    V = np.arange(24.0).reshape(2, 3, 4)
    assert_array_equal(attention.mix(A, V), np.hstack([V[0], np.zeros((3, 4))]))


@pytest.mark.parametrize("m", [0, 1])
@pytest.mark.parametrize("scoring", oracle.SCORINGS, ids=str)
def test_no_token_and_one_token_work_everywhere(scoring: dict, m: int) -> None:
    Q, K, V = heads(3, m, 4)
    for weighing in oracle.WEIGHINGS:
        S, A, Z = run(Q, K, V, Settings(**scoring, **weighing))
        assert S.shape == A.shape == (3, m, m)
        assert Z.shape == (m, 12)
        assert np.isfinite(A).all()
        assert np.isfinite(Z).all()
