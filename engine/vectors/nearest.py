"""The rows that point most nearly in a direction."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

Check = Callable[[], None]
Found = list[tuple[int, float]]  # rows with their cosines, best first


def nearest_of(
    blocks: Iterable[tuple[int, NDArray[np.float32]]],
    direction: NDArray[np.float64],
    count: int,
    check: Check,
) -> Found:
    """Return the `count` rows with the largest cosines with `direction`, of all that `blocks` yields.

    Parameters
    ----------
    blocks
        As `engine.vectors.rows.Rows.blocks`.
    direction
        (n,) of length 1.
    check
        Called before each block; it may raise `Cancelled`.
    """
    narrow = direction.astype(np.float32)
    cosines = []
    for _, block in blocks:
        check()
        dots = block @ narrow
        lengths = np.sqrt(np.einsum("ij,ij->i", block, block))
        cosines.append(np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths > 0))
    values = np.concatenate(cosines) if cosines else np.empty(0, np.float32)
    return [(int(row), float(values[row])) for row in largest(values, count)]


def largest(values: NDArray[np.floating], count: int) -> NDArray[np.intp]:
    """Return the places of the `count` largest of `values`, largest first, ties in order of place."""
    places = np.flatnonzero(values >= threshold(values, count))
    return places[np.lexsort((places, -values[places]))][: max(0, count)]


def threshold(values: NDArray[np.floating], count: int) -> float:
    """Return the `count`-th largest of `values`; infinity for none, minus infinity where all are wanted."""
    if count <= 0:
        return float("inf")
    if count >= len(values):
        return float("-inf")
    return float(np.partition(values, len(values) - count)[len(values) - count])
