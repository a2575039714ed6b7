"""Several heads look at several things: whom each looks at most, how spread, how alike (claim 20)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import measures
from engine.pipeline import freeze
from engine.trace import Trace

Array = NDArray[np.float64]
NOBODY = -1


@dataclass(frozen=True, eq=False)
class Heads:
    """What each head of a trace looks at.

    Attributes
    ----------
    strongest
        The key with the largest weight in each row, per head, (h, m); `NOBODY` where a row is all 0.
        Among equals it is the first.
    merged
        The same of the mean over heads, (m,).
    entropy
        Entropy of each row in bits, (h, m); None where rows are no distributions.
    merged_entropy
        The same of the mean over heads, (m,); None likewise.
    agreement
        Share of rows in which two heads have the same strongest key, (h, h).
    unanimous
        In how many rows all heads have the same one.
    """

    strongest: NDArray[np.int64]
    merged: NDArray[np.int64]
    entropy: Array | None
    merged_entropy: Array | None
    agreement: Array
    unanimous: int

    def __post_init__(self) -> None:
        """Make every array read-only."""
        freeze(tuple(vars(self).values()))

    @property
    def mean_agreement(self) -> float:
        """Mean of `agreement` over all pairs of different heads; 1 for a single head."""
        h = len(self.agreement)
        return float((self.agreement.sum() - h) / (h * (h - 1))) if h > 1 else 1.0

    @property
    def spread(self) -> tuple[tuple[float, ...], float] | None:
        """Mean entropy of the rows of each head, and of the mean over heads; None without entropy."""
        if self.entropy is None or self.merged_entropy is None or not self.entropy.size:
            return None
        return tuple(self.entropy.mean(axis=1).tolist()), float(self.merged_entropy.mean())

    @property
    def apart(self) -> tuple[int, int]:
        """The two heads that agree least."""
        first, second = np.unravel_index(int(self.agreement.argmin()), self.agreement.shape)
        return int(min(first, second)), int(max(first, second))


def compare_heads(trace: Trace) -> Heads:
    """Return whom each head of a trace looks at."""
    strongest, m = strongest_keys(trace.A), len(trace.tokens)
    merged, spread = trace.matrix("A", None), measures.sums_to_one(trace.settings)
    same = strongest[:, None] == strongest[None]
    return Heads(
        strongest=strongest,
        merged=strongest_keys(merged),
        entropy=measures.entropy(trace.A) if spread else None,
        merged_entropy=measures.entropy(merged) if spread else None,
        agreement=same.mean(axis=-1) if m else np.ones((trace.heads, trace.heads)),
        unanimous=int((strongest == strongest[0]).all(axis=0).sum()),
    )


def strongest_keys(A: Array) -> NDArray[np.int64]:
    """Return the column of the largest weight of each row; `NOBODY` for a row of zeros."""
    if not A.size:
        return np.zeros(A.shape[:-1], dtype=np.int64)
    keys: NDArray[np.int64] = np.where((A != 0).any(axis=-1), A.argmax(axis=-1), NOBODY)
    return keys


def strongest_other(A: Array, row: int) -> int:
    """Return the key that a row of A (m, m) weighs most besides the token itself; itself if alone."""
    weights = A[row].copy()
    if len(weights) > 1:
        weights[row] = -np.inf
    return int(weights.argmax())
