"""What a page's figures are made of: two traces of one sentence, and what several figures share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine import attention
from engine.embedding import idf_of
from engine.measures import ranking
from engine.position import root_mean_square, sinusoidal
from engine.trace import Trace

Array = NDArray[np.float64]
Rows: TypeAlias = tuple[int, ...]
NEAREST = 5  # words of the table
SAME = 1e-9  # relative difference below which figures count as equal


@dataclass(frozen=True, eq=False)
class Evidence:
    """The trace before a page's switch is thrown, and the one after."""

    before: Trace
    after: Trace

    @cached_property
    def dropped(self) -> Rows:
        """The rows of the trace before that are no longer kept after."""
        return tuple(row for row, place in enumerate(self.before.places) if place not in self._after)

    @cached_property
    def common(self) -> tuple[Rows, Rows]:
        """The rows of the tokens that both sides keep: before, and after."""
        pairs = [(row, self._after[p]) for row, p in enumerate(self.before.places) if p in self._after]
        return tuple(one for one, _ in pairs), tuple(other for _, other in pairs)

    @cached_property
    def subject(self) -> int | None:
        """The row, after, of the first of the two different words that are most alike."""
        pair = alike(self.after)
        return None if pair is None else min(pair)

    @cached_property
    def subject_before(self) -> int | None:
        """The row of the same word before; None where it was not kept."""
        rows = dict(zip(*reversed(self.common), strict=True))
        return None if self.subject is None else rows.get(self.subject)

    @cached_property
    def neighbours(self) -> list[tuple[str, float]]:
        """The words of the whole table that are nearest to the subject, with their cosines."""
        token = None if self.subject is None else self.after.tokens[self.subject]
        return [] if token is None else self.after.table.neighbours(token, NEAREST)

    @cached_property
    def lost(self) -> Rows:
        """The rows whose own score is their largest before, and is not after."""
        rows, others = self.common
        before, after = on_diagonal(self.before), on_diagonal(self.after)
        return tuple(row for row, other in zip(rows, others, strict=True) if before[row] and not after[other])

    @cached_property
    def weight_change(self) -> float:
        """The largest change of a weight between two tokens that both sides keep."""
        one, other = (list(rows) for rows in self.common)
        before, after = (
            self.before.matrix("A")[np.ix_(one, one)],
            self.after.matrix("A")[np.ix_(other, other)],
        )
        return float(np.abs(after - before).max(initial=0))

    @cached_property
    def _after(self) -> dict[int, int]:
        return {place: row for row, place in enumerate(self.after.places)}


def lengths(trace: Trace) -> Array:
    """Return the length of every word vector x_i, (m,)."""
    return np.asarray(np.linalg.norm(trace.X, axis=1))


def leaders(values: Array) -> Rows:
    """Return every row whose value is the largest, but for rounding; none where there are none."""
    if not values.size:
        return ()
    return tuple(np.flatnonzero(np.isclose(values, values.max(), rtol=SAME, atol=0)).tolist())


def names(trace: Trace, rows: Rows) -> tuple[str, ...]:
    """Return the tokens of rows, each word once."""
    return tuple(dict.fromkeys(trace.tokens[row] for row in rows))


def on_diagonal(trace: Trace) -> NDArray[np.bool_]:
    """Return which rows of S (mean over heads) have their largest entry on the diagonal, (m,)."""
    S = trace.matrix("S")
    return np.asarray(np.diagonal(S) >= S.max(axis=1, initial=-np.inf), dtype=bool)


def rarest(trace: Trace) -> int:
    """Return the row of the token that is rarest in general, the first of several."""
    return ranking(np.array([idf_of(token) for token in trace.tokens]))[0]


def longest(trace: Trace) -> int:
    """Return the row of the longest word vector."""
    return ranking(lengths(trace))[0]


def different(trace: Trace) -> NDArray[np.bool_]:
    """Return which pairs are two different words, (m, m)."""
    names = np.array(trace.tokens, dtype=object)
    return np.asarray(names[:, None] != names[None, :], dtype=bool)


def cosines(trace: Trace) -> Array:
    """Return the cosine of every pair of word vectors, (m, m)."""
    return attention.cosine(trace.X, trace.X)


def alike(trace: Trace) -> tuple[int, int] | None:
    """Return the rows of the two different words with the largest cosine; None without any two."""
    return largest_pair(trace, cosines(trace))


def largest_pair(trace: Trace, values: Array) -> tuple[int, int] | None:
    """Return the two rows, in order, where `values` (m, m) is largest among different words.

    Of several that are equal, but for rounding, it is the pair that comes first in the sentence.
    """
    apart = different(trace)
    if not apart.any():
        return None
    largest = np.where(apart, values, -np.inf)
    row, col = divmod(int(np.isclose(largest, largest.max(), rtol=SAME, atol=SAME).argmax()), len(values))
    return min(row, col), max(row, col)


def sums(trace: Trace) -> Array:
    """Return the sum of each row of A, (h, m)."""
    return np.asarray(trace.A.sum(axis=-1))


def others_share(trace: Trace, row: int) -> float:
    """Return how much of z_row comes from other tokens: of all |δ_ij| |v_j| the part with j ≠ i."""
    parts = np.abs(trace.A[:, row]) * np.linalg.norm(trace.V, axis=-1)
    total = float(parts.sum())
    return 1 - float(parts[:, row].sum()) / total if total else 0.0


def reversal(trace: Trace) -> float:
    """Return how much any weight changes when the words come in reverse, beyond moving along.

    The largest difference between the weights of the reversed sentence, put back in order, and
    the weights as they are.
    """
    made, s = trace.embedding, trace.settings
    words = made.base if made.idf is None else made.idf[:, None] * made.base
    X = words[::-1]
    if made.position is not None:
        X = X + root_mean_square(X) * sinusoidal(*X.shape)
    W = trace.projections
    Q, K = (X[None], X[None]) if W is None else (attention.project(X, W.W_Q), attention.project(X, W.W_K))
    A = attention.weigh(attention.scores(Q, K, s), s)[:, ::-1, ::-1]
    change = float(np.abs(A - trace.A).max())
    return 0.0 if change < SAME else change
