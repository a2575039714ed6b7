"""Which attention weights are worth a line between two words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def strongest(A: Array, share: float) -> NDArray[np.bool_]:
    """Return the fewest weights that together hold a share of all attention.

    Parameters
    ----------
    A
        Attention weights (m, m); without activation they may be negative, and count by their size.
    share
        0 to 1. At 1 every weight that is not zero is chosen.

    Returns
    -------
    chosen
        (m, m); the largest weights, ties in order of rows and columns.
    """
    size = np.abs(A).ravel()
    order = np.argsort(-size, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(size[order])])
    # A weight is needed where those before it fall short; the last sum is the total, rounding and all.
    needed = before[:-1] < share * before[-1] if share < 1 else np.ones(len(size), bool)
    chosen = np.zeros(len(size), bool)
    chosen[order[needed]] = True
    return (chosen & (size > 0)).reshape(A.shape)


def at_most(A: Array, chosen: NDArray[np.bool_], most: int) -> NDArray[np.bool_]:
    """Return the largest of the chosen weights, no more of them than can be drawn.

    Parameters
    ----------
    A, chosen
        Attention weights (m, m), and which of them are chosen (m, m).
    most
        How many are kept at most.

    Returns
    -------
    kept
        (m, m); ties in order of rows and columns.
    """
    if np.count_nonzero(chosen) <= most:
        return chosen
    places = np.flatnonzero(chosen)
    largest = np.argsort(-np.abs(A.ravel()[places]), kind="stable")[:most]
    kept = np.zeros(A.size, bool)
    kept[places[largest]] = True
    return kept.reshape(A.shape)
