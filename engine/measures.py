"""What can be said about a whole matrix in one figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.attention import divide, unit
from engine.settings import Settings

Array = NDArray[np.float64]
_NEGLIGIBLE = 1e-6  # a singular value below this share of the largest counts as zero


@dataclass(frozen=True, eq=False)
class Diagnostics:
    """The figures of the status line. None where a figure has no meaning.

    Attributes
    ----------
    diagonal_rows
        How many rows of S have their largest entry on the diagonal, per head, (h,).
    diagonal_share
        Mean of A_ii over tokens and heads.
    asymmetry
        |S - Sᵀ| / |S| (Frobenius) per head, (h,); None under a mask, where S is not finite.
    sparsity_X, sparsity_A
        Share of entries that are exactly zero.
    entropy
        Entropy of each row of A in bits, (h, m); None where rows are no distributions.
    rank
        Rank of S per head, (h,); None under a mask.
    """

    diagonal_rows: NDArray[np.int64]
    asymmetry: Array | None
    rank: NDArray[np.int64] | None
    diagonal_share: float
    sparsity_A: float
    entropy: Array | None
    sparsity_X: float


def of_scores(
    Q: Array, K: Array, S: Array, settings: Settings
) -> tuple[NDArray[np.int64], Array | None, NDArray[np.int64] | None]:
    """Return `diagonal_rows`, `asymmetry` and `rank` of `Diagnostics`."""
    if settings.mask != "none":
        return diagonal_rows(S), None, None
    return diagonal_rows(S), asymmetry(S), score_rank(Q, K, S, settings.similarity)


def of_weights(A: Array, settings: Settings) -> tuple[float, float, Array | None]:
    """Return `diagonal_share`, `sparsity_A` and `entropy` of `Diagnostics`."""
    share = float(np.einsum("hii->hi", A).mean()) if A.size else 0.0
    return share, sparsity(A), entropy(A) if sums_to_one(settings) else None


def sums_to_one(settings: Settings) -> bool:
    """Whether every row of A is a distribution (or all zero) under these settings."""
    rescaled = settings.activation == "relu" and settings.relu_rescale == "row"
    return settings.activation == "softmax" or rescaled


def diagonal_rows(S: Array) -> NDArray[np.int64]:
    """Count, per head, the rows whose largest entry is on the diagonal and not masked."""
    if not S.size:
        return np.zeros(S.shape[0], dtype=np.int64)
    own = np.einsum("hii->hi", S)
    count: NDArray[np.int64] = np.count_nonzero((own == S.max(axis=-1)) & np.isfinite(own), axis=-1)
    return count


def asymmetry(S: Array) -> Array:
    """Return |S - Sᵀ| / |S| per head; 0 for a zero S."""
    size = np.linalg.norm(S, axis=(-2, -1))
    apart = np.linalg.norm(S - S.swapaxes(-1, -2), axis=(-2, -1))
    return divide(apart, size)


def sparsity(M: Array) -> float:
    """Return the share of exact zeros; 0 for an empty matrix."""
    return 1 - np.count_nonzero(M) / M.size if M.size else 0.0


def entropy(A: Array) -> Array:
    """Return the entropy of each row in bits: 0 for one sure choice, log2(m) for none."""
    logs = np.log2(A, out=np.zeros_like(A), where=A > 0)
    bits: Array = np.abs((A * logs).sum(axis=-1))
    return bits


def score_rank(Q: Array, K: Array, S: Array, similarity: str) -> NDArray[np.int64]:
    """Return the rank of S per head: singular values above 1e-6 of the largest."""
    m, d_k = Q.shape[1:]
    if not S.size:
        return np.zeros(len(S), dtype=np.int64)
    if similarity == "distance" or m <= d_k:
        return rank(S)
    if similarity == "cosine":
        Q, K = unit(Q), unit(K)
    return product_rank(Q, K)


def product_rank(Q: Array, K: Array) -> NDArray[np.int64]:
    """Return the rank of Q Kᵀ per head without building it: only d_k × d_k matrices are decomposed.

    With QᵀQ = B Bᵀ the squared singular values of Q Kᵀ are the eigenvalues of Bᵀ KᵀK B.
    """
    values, vectors = np.linalg.eigh(Q.swapaxes(-1, -2) @ Q)
    B = vectors * np.sqrt(np.maximum(values, 0))[..., None, :]
    squares = np.linalg.eigvalsh(B.swapaxes(-1, -2) @ (K.swapaxes(-1, -2) @ K) @ B)
    count: NDArray[np.int64] = np.count_nonzero(squares > _NEGLIGIBLE**2 * squares[..., -1:], axis=-1)
    return count


def rank(M: Array) -> NDArray[np.int64]:
    """Return the number of singular values above 1e-6 of the largest, over the last two axes."""
    values = np.linalg.svd(M, compute_uv=False)
    count: NDArray[np.int64] = np.count_nonzero(values > _NEGLIGIBLE * values[..., :1], axis=-1)
    return count


def norms(Z: Array) -> Array:
    """Return the Euclidean length of each output row, (m,)."""
    lengths: Array = np.linalg.norm(Z, axis=-1)
    return lengths


def received(A: Array) -> Array:
    """Return how much each token is looked at: the mean of A over heads and queries, (m,)."""
    return A.mean(axis=(0, 1)) if A.size else np.zeros(A.shape[-1])


def ranking(values: Array) -> tuple[int, ...]:
    """Return token numbers from the largest value down; ties in order of the sentence."""
    return tuple(np.argsort(-values, kind="stable").tolist())
