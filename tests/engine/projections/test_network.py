"""The hand-written gradients, against PyTorch and against small differences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.projections.network import Kind, Weights, backward, chances, forward, loss, selfishness

MODESTY = 0.3
KINDS: tuple[Kind, ...] = ("uniform", "raw", "trained")


def material(heads: int) -> tuple[np.ndarray, Weights, np.ndarray, np.ndarray]:
    random = np.random.default_rng(heads)
    X = random.standard_normal((3, 5, 6))
    W = [0.7 * random.standard_normal((heads, 6, 4)) for _ in range(3)]
    W[1] = W[0] + 0.1 * W[1]  # so that tokens like themselves, and the price for it is paid
    weights = Weights(*W, 0.7 * random.standard_normal((heads, 4, 6)))
    return X, weights, random.standard_normal((9, 6)), random.integers(0, 9, (3, 5))


def total(X: np.ndarray, weights: Weights, candidates: np.ndarray, answers: np.ndarray, kind: Kind) -> float:
    done = forward(X, weights, kind)
    price = MODESTY * selfishness(done.own) if kind == "trained" else 0.0
    return loss(done.P, candidates, answers)[0] + price


def gradients(X: np.ndarray, weights: Weights, c: np.ndarray, answers: np.ndarray, kind: Kind) -> Weights:
    done = forward(X, weights, kind)
    return backward(done, weights, loss(done.P, c, answers)[1], kind, MODESTY)


@pytest.mark.parametrize("heads", [1, 3])
@pytest.mark.parametrize("kind", KINDS)
def test_gradients_against_small_differences(heads: int, kind: Kind) -> None:
    X, weights, candidates, answers = material(heads)
    found = gradients(X, weights, candidates, answers, kind)
    step = 1e-6
    for name in ("W_Q", "W_K", "W_V", "O"):
        W = getattr(weights, name)
        for place in ((0, 1, 2), (heads - 1, 3, 3), (0, 0, 0)):
            up, down = W.copy(), W.copy()
            up[place] += step
            down[place] -= step
            high, low = (
                total(X, replace(weights, **{name: moved}), candidates, answers, kind) for moved in (up, down)
            )
            expected = (high - low) / (2 * step)
            assert getattr(found, name)[place] == pytest.approx(expected, rel=1e-4, abs=1e-7)


@pytest.mark.reference
@pytest.mark.parametrize("heads", [1, 4])
@pytest.mark.parametrize("kind", KINDS)
def test_gradients_against_pytorch(heads: int, kind: Kind) -> None:
    torch = pytest.importorskip("torch", reason="the reference extra (PyTorch) is not installed")
    X, weights, candidates, answers = material(heads)
    leaves = [torch.tensor(array, requires_grad=True) for array in weights.arrays()]
    value = torch_total(torch, torch.tensor(X), leaves, torch.tensor(candidates), answers, kind)
    value.backward()
    assert total(X, weights, candidates, answers, kind) == pytest.approx(value.item(), rel=1e-9)
    found = gradients(X, weights, candidates, answers, kind).arrays()
    for ours, leaf in zip(found, leaves, strict=True):
        theirs = np.zeros_like(ours) if leaf.grad is None else leaf.grad.numpy()
        assert np.allclose(ours, theirs, rtol=1e-5, atol=1e-9)


def torch_total(
    torch: Any, X: Any, leaves: list[Any], candidates: Any, answers: np.ndarray, kind: Kind
) -> Any:
    """The same loss, written anew with PyTorch's own functions."""
    W_Q, W_K, W_V, O = leaves
    Q, K, V = ((X[:, None] @ W) for W in (W_Q, W_K, W_V))
    S = {
        "trained": Q @ K.mT / W_Q.shape[2] ** 0.5,
        "raw": (X @ X.mT / X.shape[2] ** 0.5)[:, None].expand(-1, W_Q.shape[0], -1, -1),
        "uniform": torch.zeros(X.shape[0], W_Q.shape[0], X.shape[1], X.shape[1], dtype=X.dtype),
    }[kind]
    itself = torch.eye(X.shape[1], dtype=torch.bool)
    others = S.masked_fill(itself, -torch.inf)
    P = torch.softmax(others, dim=3) @ V @ O
    p = torch.softmax(P @ candidates.T, dim=3).mean(dim=1)
    surprise = torch.nn.functional.nll_loss(p.log().flatten(0, 1), torch.tensor(answers).flatten())
    own = S.diagonal(dim1=2, dim2=3) - others.logsumexp(dim=3)
    price = (own.clamp(min=0) ** 2).mean() / 2
    return surprise + MODESTY * price * (kind == "trained")


@pytest.mark.parametrize("kind", KINDS)
def test_attention_goes_to_the_other_tokens(kind: Kind) -> None:
    X, weights, _, _ = material(2)
    A = forward(X, weights, kind).A
    assert A.shape == (3, 2, 5, 5)
    assert np.allclose(A.sum(axis=3), 1)
    assert not np.diagonal(A, axis1=2, axis2=3).any()
    if kind == "uniform":
        assert np.allclose(A[~np.broadcast_to(np.eye(5, dtype=bool), A.shape)], 1 / 4)


def test_chances_against_a_plain_loop() -> None:
    random = np.random.default_rng(0)
    P, candidates = random.standard_normal((2, 1, 3, 4)), random.standard_normal((5, 4))
    found = chances(P, candidates)
    for b in range(2):
        for m in range(3):
            e = [np.exp(sum(P[b, 0, m] * word)) for word in candidates]
            assert np.allclose(found[b, 0, m], np.array(e) / sum(e))


def test_selfishness_is_free_up_to_half() -> None:
    assert selfishness(np.array([-3.0, 0.0])) == 0
    assert selfishness(np.array([2.0, -1.0])) == pytest.approx(1.0)
