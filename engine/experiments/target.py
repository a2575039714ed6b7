"""A target for attention: who should look at whom.

A person marks pairs; a row of the target spreads its weight evenly over what is marked in it, and a row
without a mark is not counted. So "the next word" marks one pair a row, and "never itself" all but one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Marks = NDArray[np.bool_]


def next_word(m: int) -> Marks:
    """Return the marks (m, m) of: every word looks at the next one. The last row is not counted."""
    return np.eye(m, k=1, dtype=bool)


def never_itself(m: int) -> Marks:
    """Return the marks (m, m) of: every word looks at all the others alike, and not at itself."""
    return ~np.eye(m, dtype=bool)


def by_hand(m: int) -> Marks:
    """Return no marks (m, m): a person makes them, such as from a verb to its noun."""
    return np.zeros((m, m), dtype=bool)


PRESETS = {"next": next_word, "others": never_itself, "hand": by_hand}


def target_of(marks: Marks) -> Array:
    """Return the target (m, m): marked rows sum to 1, rows without a mark are zero."""
    count = marks.sum(axis=1, keepdims=True)
    target: Array = marks / np.maximum(count, 1)
    target.flags.writeable = False
    return target


def floor_of(target: Array, X: Array | None = None) -> float:
    """Return what no loss can be below, in nats: the target's own mean entropy.

    Given X, (m, n), it takes into account that attention cannot tell tokens of the same vector apart: it
    looks from all of them, and at all of them, alike.
    """
    best = target
    if X is not None:
        kind = np.unique(X, axis=0, return_inverse=True)[1].reshape(-1)
        same = (kind[:, None] == kind).astype(float)
        queries = same * target.any(axis=1)
        queries /= np.maximum(queries.sum(axis=1, keepdims=True), 1)
        best = queries @ target @ (same / same.sum(axis=1))
    logs = np.log(best, out=np.zeros_like(target), where=target > 0)
    return cross_entropy(target, logs) + 0.0  # and not -0


def cross_entropy(target: Array, logs: Array) -> float:
    """Return the mean of -Σ target · logs over counted rows, in nats; where target is 0, logs may be -inf."""
    rows = max(int(np.count_nonzero(target.any(axis=1))), 1)
    return float(-np.vdot(target, np.where(target > 0, logs, 0)) / rows)
