"""A table rebuilt from r factors: M ≈ P Qᵀ with r columns each, the best that there are.

This is what latent-factor models do: instead of a full (m, n) table they keep r(m + n) numbers. That
the first singular values give the best ones is the theorem of Eckart and Young (1936).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.trace import Trace

Array = NDArray[np.float64]
LONGEST = 1024  # rows of a table: more would take minutes, and nobody could stop it meanwhile


@dataclass(frozen=True, eq=False)
class Factors:
    """The singular value decomposition M = U diag(values) Vt of an (m, n) table.

    Attributes
    ----------
    M
        The table.
    U, values, Vt
        (m, k), (k,) falling, (k, n); k may be less than min(m, n) where the rest is known to be zero.
    """

    M: Array
    U: Array
    values: Array
    Vt: Array

    @property
    def most(self) -> int:
        """The largest r, k, with which M is rebuilt whole."""
        return len(self.values)

    @property
    def full(self) -> int:
        """How many numbers the whole table has, m·n."""
        return self.M.size

    @cached_property
    def errors(self) -> Array:
        """|M - M_r| / |M| (Frobenius) for r = 0 … k, (k + 1,); 0 throughout for a zero table."""
        squares = np.append(np.cumsum(self.values[::-1] ** 2)[::-1], 0.0)
        errors = np.sqrt(squares / squares[0]) if squares[0] > 0 else squares
        errors.flags.writeable = False
        return errors

    def parameters(self, r: int) -> int:
        """Return how many numbers r factors have, r(m + n)."""
        return r * sum(self.M.shape)

    def rebuilt(self, r: int) -> Array:
        """Return M_r (m, n), rebuilt from the r largest singular values."""
        made: Array = (self.U[:, :r] * self.values[:r]) @ self.Vt[:r]
        made.flags.writeable = False
        return made

    def needed(self, error: float) -> int:
        """Return the least r whose error is at most `error`."""
        return int(np.argmax(self.errors <= error))


def factors_of_scores(trace: Trace, head: int | None) -> Factors:
    """Return the factors of S (m, m): one head's, or the mean over heads for None.

    Raises
    ------
    PeonyError
        The text is too long, or a mask makes scores -inf, which no sum of products gives.
    """
    _check(len(trace.tokens))
    if trace.settings.mask != "none":
        raise PeonyError("rank_masked")
    return factors_of(trace.matrix("S", head))


def factors_of_weights(trace: Trace, head: int | None) -> Factors:
    """Return the factors of W_Q W_Kᵀ (n, n): one head's, or the mean over heads for None.

    Raises
    ------
    PeonyError
        Raw attention has no W, or the vectors are too wide.
    """
    _check(trace.X.shape[1])
    W_Q, W_K = trace.W_Q, trace.W_K
    if W_Q is None or W_K is None:
        raise PeonyError("rank_raw")
    if head is not None:
        return factors_of_product(W_Q[head], W_K[head])
    return factors_of_product(np.hstack(list(W_Q)) / len(W_Q), np.hstack(list(W_K)))


def factors_of(M: Array) -> Factors:
    """Return the factors of a table."""
    return _frozen(M, *np.linalg.svd(M, full_matrices=False))


def factors_of_product(P: Array, Q: Array) -> Factors:
    """Return the factors of P Qᵀ, (m, d) times (d, n), without decomposing more than d rows and columns."""
    left, R_P = np.linalg.qr(P)
    right, R_Q = np.linalg.qr(Q)
    U, values, Vt = np.linalg.svd(R_P @ R_Q.T)
    return _frozen(P @ Q.T, left @ U, values, Vt @ right.T)


def _check(rows: int) -> None:
    if rows > LONGEST:
        raise PeonyError("rank_large", rows=rows, most=LONGEST)


def _frozen(*arrays: Array) -> Factors:
    for array in arrays:
        array.flags.writeable = False
    return Factors(*arrays)
