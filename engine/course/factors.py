"""Claims 12 to 14 in figures: what can be fitted to a target, and with how few factors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.attention import softmax
from engine.experiments.raw import best_temperature
from engine.experiments.target import next_word, target_of
from engine.trace import Trace

Array = NDArray[np.float64]
NEGLIGIBLE = 1e-6  # a singular value below this share of the largest counts as zero
TIE = 1e-9  # difference of scores up to which neither is larger
WANTED = 12.0  # the score that the wanted word is to have, where all others have 0


def hits(S: Array) -> int:
    """Return how many words give the word that follows a larger score than any other; S is (m, m)."""
    rows = np.arange(len(S) - 1)
    others = S[:-1].copy()
    wanted = others[rows, rows + 1]
    others[rows, rows + 1] = -np.inf
    return int(np.count_nonzero(wanted > others.max(axis=1, initial=-np.inf) + TIE))


def next_loss(S: Array) -> float:
    """Return the mean of -ln(weight of the following word) under softmax, S (m, m); 0 where none follows."""
    rows = np.arange(len(S) - 1)
    if not rows.size:
        return 0.0
    weights = softmax(S)[rows, rows + 1]
    return float(-np.log(np.maximum(weights, np.finfo(float).tiny)).mean())


def best_temperature_loss(S: Array) -> float:
    """Return the least loss that any temperature gives: all that raw scores leave to be learned.

    It is the search of the experiment that fits a target, so that both say the same. The best of all
    may be τ→∞, where every word counts alike.
    """
    hidden = np.isneginf(S)
    return best_temperature(np.where(hidden, 0, S), target_of(next_word(len(S))), hidden).loss


def solved_scores(trace: Trace) -> Array:
    """Return the scores (m, m) of a W made for one target: every word looks at the next.

    X M Xᵀ = T is solved in the least squares, and M (n, n) is cut to its d_k largest singular
    values, as W_Q W_Kᵀ can have no more. (Gradient descent finds such a W step by step.) With
    X = U s Vᵀ this is M = V B Vᵀ, so that only B = s⁻¹ Uᵀ T U s⁻¹, no larger than (m, m), is decomposed.
    """
    m = len(trace.tokens)
    T = np.zeros((m, m))
    T[np.arange(m - 1), np.arange(1, m)] = WANTED
    U, s, _ = np.linalg.svd(trace.X, full_matrices=False)
    kept = s > NEGLIGIBLE * s.max(initial=0)
    U, s = U[:, kept], s[kept]
    left, values, right = np.linalg.svd(U.T @ T @ U / np.outer(s, s))
    values[trace.settings.head_dim :] = 0
    B = (left * values) @ right
    return np.asarray(U @ (B * np.outer(s, s)) @ U.T)


def singular_values(trace: Trace, head: int = 0) -> Array:
    """Return the singular values of Q Kᵀ of a head, largest first; nothing larger is decomposed."""
    R_Q, R_K = (np.asarray(np.linalg.qr(side[head], mode="r")) for side in (trace.Q, trace.K))
    return np.asarray(np.linalg.svd(R_Q @ R_K.T, compute_uv=False))


def rebuilt_error(trace: Trace, r: int) -> float:
    """Return |S - S_r| / |S| (Frobenius), S_r the best table of rank r (Eckart and Young 1936)."""
    squares = singular_values(trace) ** 2
    total = float(squares.sum())
    return float(np.sqrt(squares[r:].sum() / total)) if total else 0.0
