"""Attention that learns: the forward pass, and its gradients written out by hand.

Every token of a sentence is predicted from the other tokens: its own column is masked, attention
mixes the values of the others, and an output map turns the mixture into a guess at the word's vector.
Each head makes a guess of its own, and their chances are averaged. (Were the heads' outputs added
up instead, differences of heads could spell out the very word that asks, which is part of the query.)

Axes: B sentences of equal length, m tokens, n width of a vector, h heads, d width of a head,
C candidate words.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Kind = Literal["uniform", "raw", "trained"]


@dataclass(frozen=True, eq=False)
class Weights:
    """What is learned, or a gradient of it.

    Attributes
    ----------
    W_Q, W_K, W_V
        (h, n, d).
    O
        Output map, only used in training, (h, d, n).
    """

    W_Q: Array
    W_K: Array
    W_V: Array
    O: Array

    def arrays(self) -> tuple[Array, ...]:
        """Return the four arrays in order."""
        return tuple(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, eq=False)
class Pass:
    """Everything that a forward pass computed and its gradients need."""

    X: Array  # (B, m, n)
    Q: Array  # (B, h, m, d)
    K: Array  # (B, h, m, d)
    V: Array  # (B, h, m, d)
    A: Array  # (B, h, m, m), the token itself masked
    own: Array  # (B, h, m), log-odds of attending to itself, were it not masked
    Z: Array  # (B, h, m, d)
    P: Array  # (B, h, m, n)


def forward(X: Array, weights: Weights, kind: Kind) -> Pass:
    """Return each head's guess at each token's vector, P (B, h, m, n), and what it was made of.

    `kind` says where attention comes from: the same to all other tokens, raw XXᵀ/√n, or QKᵀ/√d.
    """
    Q, K, V = (np.einsum("bmn,hnd->bhmd", X, W, optimize=True) for W in weights.arrays()[:3])
    A, own = attention(X, Q, K, kind)
    Z = A @ V
    return Pass(X, Q, K, V, A, own, Z, Z @ weights.O)


def attention(X: Array, Q: Array, K: Array, kind: Kind) -> tuple[Array, Array]:
    """Return attention to the other tokens (B, h, m, m), rows of sum 1 with 0 on the diagonal.

    Also return the log-odds (B, h, m) of a token attending to itself if it were let.
    """
    if kind == "trained":
        S = Q @ K.swapaxes(2, 3) / np.sqrt(Q.shape[3], dtype=Q.dtype)
    else:
        raw = (X @ X.swapaxes(1, 2) / np.sqrt(X.shape[2], dtype=X.dtype))[:, None]
        S = np.repeat(raw if kind == "raw" else 0 * raw, Q.shape[1], axis=1)
    itself = np.eye(X.shape[1], dtype=bool)
    others = np.where(itself, -np.inf, S)
    largest = others.max(axis=3, keepdims=True)
    E = np.exp(others - largest)
    total = E.sum(axis=3, keepdims=True)
    own = np.diagonal(S, axis1=2, axis2=3) - (largest + np.log(total))[..., 0]
    return E / total, own


def loss(P: Array, candidates: Array, answers: Array) -> tuple[float, Array]:
    """Return the mean surprise at the true words, and its gradient by P.

    Parameters
    ----------
    P
        Guesses, (B, h, m, n).
    candidates
        Vectors of the words to choose from, (C, n).
    answers
        Which candidate each token is, (B, m).
    """
    p = chances(P, candidates)
    wanted = answers[:, None, :, None]
    true = np.take_along_axis(p, np.broadcast_to(wanted, (*P.shape[:3], 1)), axis=3)  # (B, h, m, 1)
    total = np.maximum(true.sum(axis=1, keepdims=True), np.finfo(P.dtype).tiny)
    surprise = float(-np.log(total / P.shape[1]).mean())
    # Each head is held to account by its share in the chance of the true word.
    share = true / total / np.asarray(answers.size, P.dtype)
    return surprise, share * (p @ candidates - candidates[answers][:, None])


def chances(P: Array, candidates: Array) -> Array:
    """Return each head's chances of the candidates, (B, h, m, C); they sum to 1."""
    logits = P @ candidates.T
    logits -= logits.max(axis=3, keepdims=True)
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=3, keepdims=True)
    return np.asarray(logits)


def selfishness(own: Array) -> float:
    """Return the mean of max(0, log-odds)² / 2: nothing up to half of the attention, then more.

    The masked column would otherwise be free, and a word would look at nothing but itself as soon
    as the mask is taken off.
    """
    return float(np.square(np.maximum(own, 0)).mean() / 2)


def backward(done: Pass, weights: Weights, dP: Array, kind: Kind, modesty: float) -> Weights:
    """Return the gradients of loss + modesty · selfishness, given that of the loss by P."""
    dO = np.einsum("bhmd,bhmn->hdn", done.Z, dP, optimize=True)
    dZ = dP @ weights.O.swapaxes(1, 2)
    dV = _by_weight(done.X, done.A.swapaxes(2, 3) @ dZ)
    if kind != "trained":  # attention does not depend on W_Q and W_K
        nothing = np.zeros_like(weights.W_Q)
        return Weights(nothing, nothing, dV, dO)
    dA = dZ @ done.V.swapaxes(2, 3)
    dS = done.A * (dA - (done.A * dA).sum(axis=3, keepdims=True))
    down = (modesty / done.own.size * np.maximum(done.own, 0))[..., None]
    dS += down * (np.eye(dS.shape[3], dtype=dS.dtype) - done.A)
    dS /= np.sqrt(done.Q.shape[3], dtype=dS.dtype)
    dQ, dK = dS @ done.K, dS.swapaxes(2, 3) @ done.Q
    return Weights(_by_weight(done.X, dQ), _by_weight(done.X, dK), dV, dO)


def _by_weight(X: Array, dY: Array) -> Array:
    """Return the gradient of W where Y = X W: (B, m, n), (B, h, m, d) → (h, n, d)."""
    return np.asarray(np.einsum("bmn,bhmd->hnd", X, dY, optimize=True))
