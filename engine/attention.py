r"""Self-attention, step by step: $Z = softmax(Q K^T / \sqrt{d_k}) V$.

Start reading here. Letters are those of the design's definitions:

=========  ============  =====================================================
Q, K, V    (h, m, d_k)   queries, keys, values: one row per token, per head
S          (h, m, m)     scores: how well query i fits key j
A          (h, m, m)     attention weights: what token i takes from token j
Z          (m, h·d_k)    output rows, the heads side by side
=========  ============  =====================================================

Every function takes whole heads and returns whole heads; nothing is kept between calls.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.settings import Settings

Array = NDArray[np.float64]


def project(X: Array, W: Array) -> Array:
    """Return X W for every head: (m, n) times (h, n, d_k) gives (h, m, d_k)."""
    return X @ W


def scores(Q: Array, K: Array, settings: Settings) -> Array:
    """Return S (h, m, m): similarity of every query to every key, scaled, then masked."""
    S = SIMILARITIES[settings.similarity](Q, K)
    if settings.scale and settings.similarity == "dot":
        S /= np.sqrt(Q.shape[-1])
    if settings.mask != "none":
        S[:, hidden(S.shape[-1], settings.mask)] = -np.inf
    return S


def weigh(S: Array, settings: Settings) -> Array:
    """Return A (h, m, m): the scores of each row turned into weights."""
    match settings.activation:
        case "softmax":
            return softmax(S, settings.temperature)
        case "relu":
            return rescale(np.maximum(S, 0), settings.relu_rescale)
        case _:
            return np.where(np.isneginf(S), 0, S)


def mix(A: Array, V: Array) -> Array:
    """Return Z (m, h·d_k): row i is the sum over j of A_ij v_j, heads side by side."""
    Z = A @ V
    h, m, d_v = Z.shape
    return Z.transpose(1, 0, 2).reshape(m, h * d_v)


def dot(Q: Array, K: Array) -> Array:
    """Inner product q·k."""
    return Q @ K.swapaxes(-1, -2)


def cosine(Q: Array, K: Array) -> Array:
    """Cosine of the angle, q·k / (|q||k|); 0 where either vector is zero."""
    keys = unit(K)
    # One array where Q is K, as in raw mode: then S is symmetric to the last digit.
    return dot(keys if Q is K else unit(Q), keys)


def distance(Q: Array, K: Array) -> Array:
    """Negative Euclidean distance, -|q - k|: nearer is larger."""
    # Query by query: the short cut |q|² - 2q·k + |k|² would not give exactly 0 for q = k.
    rows = [-np.linalg.norm(K - Q[:, i, None], axis=-1) for i in range(Q.shape[1])]
    return np.stack(rows, axis=1) if rows else dot(Q, K)


SIMILARITIES = {"dot": dot, "cosine": cosine, "distance": distance}


def unit(rows: Array) -> Array:
    """Return the rows at length 1; a zero row stays zero."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return divide(rows, length)


def hidden(m: int, mask: str) -> NDArray[np.bool_]:
    """Return the (m, m) pairs that the mask hides: causal j > i, self j = i, none no pair."""
    if mask == "causal":
        return np.triu(np.ones((m, m), bool), k=1)
    return np.eye(m, dtype=bool) if mask == "self" else np.zeros((m, m), bool)


def softmax(S: Array, temperature: float = 1.0) -> Array:
    """Return exp(s/τ) / Σ exp(s/τ) along each row; a row that is masked throughout gives zeros."""
    top = S.max(axis=-1, keepdims=True, initial=-np.inf)
    # The row maximum is taken out so that exp cannot overflow; -inf - -inf would be no number.
    A: Array = S - np.where(np.isneginf(top), 0, top)
    if temperature != 1:
        A /= temperature
    np.exp(A, out=A)
    return divide_rows(A)


def rescale(A: Array, how: str) -> Array:
    """Return ReLU weights as they are (none), divided by m (length) or by their row sum (row)."""
    if how == "length":
        A /= max(A.shape[-1], 1)
    return divide_rows(A) if how == "row" else A


def divide_rows(A: Array) -> Array:
    """Divide each row of A by its sum, in place, and return A; an all-zero row stays zero."""
    total = A.sum(axis=-1, keepdims=True)
    A /= np.where(total > 0, total, 1)
    return A


def divide(rows: Array, by: Array) -> Array:
    """Return rows / by, and 0 where `by` is not positive."""
    quotient: Array = np.divide(rows, by, out=np.zeros_like(rows), where=by > 0)
    return quotient
