"""Claims 12 to 14 in figures: what can be fitted to a target, and with how few factors."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.attention import softmax
from engine.trace import Trace

Array = NDArray[np.float64]
WANTED = 12.0  # the score that the wanted word is to have, where all others have 0
COLDEST, HOTTEST = 1 / 20, 20.0  # of 1/τ: the temperatures that can be set


def hits(S: Array) -> int:
    """Return how many words give their largest score to the word that follows; S is (m, m)."""
    return int((S[:-1].argmax(axis=1) == np.arange(1, len(S))).sum())


def next_loss(S: Array) -> float:
    """Return the mean of -ln(weight of the following word) under softmax, S (m, m), m > 1."""
    rows = np.arange(len(S) - 1)
    weights = softmax(S)[rows, rows + 1]
    return float(-np.log(np.maximum(weights, np.finfo(float).tiny)).mean())


def best_temperature_loss(S: Array) -> float:
    """Return the least loss that any temperature gives: all that raw scores leave to be learned.

    The loss is convex in 1/τ, so that the least is found by narrowing down.
    """

    def loss(log_rate: float) -> float:
        return next_loss(np.exp(log_rate) * S)

    return _least(loss, np.log(COLDEST), np.log(HOTTEST))


def _least(loss: Callable[[float], float], low: float, high: float) -> float:
    while high - low > 1e-4:
        third = (high - low) / 3
        if loss(low + third) < loss(high - third):
            high -= third
        else:
            low += third
    return loss((low + high) / 2)


def solved_scores(trace: Trace) -> Array:
    """Return the scores (m, m) of a W made for one target: every word looks at the next.

    X M Xᵀ = T is solved in the least squares, and M (n, n) is cut to its d_k largest singular
    values, as W_Q W_Kᵀ can have no more. (Gradient descent finds such a W step by step.)
    """
    X, m = trace.X, len(trace.tokens)
    T = np.zeros((m, m))
    T[np.arange(m - 1), np.arange(1, m)] = WANTED
    back = np.linalg.pinv(X, rcond=1e-6)
    U, s, V = np.linalg.svd(back @ T @ back.T)
    d = min(trace.settings.head_dim, len(s))
    W_Q, W_K = U[:, :d] * np.sqrt(s[:d]), V[:d].T * np.sqrt(s[:d])
    return np.asarray((X @ W_Q) @ (X @ W_K).T)


def singular_values(trace: Trace, head: int = 0) -> Array:
    """Return the singular values of Q Kᵀ of a head, largest first; nothing larger is decomposed."""
    R_Q, R_K = (np.asarray(np.linalg.qr(side[head], mode="r")) for side in (trace.Q, trace.K))
    return np.asarray(np.linalg.svd(R_Q @ R_K.T, compute_uv=False))


def rebuilt_error(trace: Trace, r: int) -> float:
    """Return |S - S_r| / |S| (Frobenius), S_r the best table of rank r (Eckart and Young 1936)."""
    squares = singular_values(trace) ** 2
    total = float(squares.sum())
    return float(np.sqrt(squares[r:].sum() / total)) if total else 0.0
