"""W_Q, W_K and W_V edited by hand: single entries that stand in for those of their source."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.projections import Projections

Array = NDArray[np.float64]
WEIGHTS = ("W_Q", "W_K", "W_V")
LARGEST = 1e6  # of an entry: products of products stay finite


@dataclass(frozen=True, order=True)
class Place:
    """One entry of one of `WEIGHTS`.

    Attributes
    ----------
    source
        Which W it belongs to (`source_name`): edits of another one rest until it is chosen again.
    """

    source: str
    matrix: str
    head: int
    row: int
    col: int


@dataclass(frozen=True)
class WeightEdits:
    """Every entry that was set by hand, in order of place, whichever source it belongs to."""

    values: tuple[tuple[Place, float], ...] = ()

    def set(self, place: Place, value: float) -> WeightEdits:
        """Return a copy with one entry set; it is kept finite."""
        value = float(np.clip(np.nan_to_num(value), -LARGEST, LARGEST))
        return WeightEdits(tuple(sorted((dict(self.values) | {place: value}).items())))

    def reset(self, places: Collection[Place]) -> WeightEdits:
        """Return a copy without some entries."""
        return WeightEdits(tuple((place, value) for place, value in self.values if place not in places))

    def of(self, source: str, matrix: str | None = None) -> tuple[tuple[Place, float], ...]:
        """Return the edits of one source, or of one of its matrices."""
        return tuple(
            (place, value)
            for place, value in self.values
            if place.source == source and matrix in (None, place.matrix)
        )


NO_EDITS = WeightEdits()


def source_name(weights: str, vectors: str, table: str, seed: int) -> str:
    """Name the W that an edit belongs to: what it comes from and which vectors it is for."""
    parts = [weights, *([str(seed)] if weights == "random" else []), vectors]
    return " · ".join([*parts, *([table] if vectors == "dense" and table else [])])


def apply_edits(W: Projections, edits: tuple[tuple[Place, float], ...]) -> Projections:
    """Return projections with the entries that fit set by hand; `edited` says which they are.

    W_Q, W_K and W_V of the result that have no edit are the arrays of `W` themselves.
    """
    arrays: dict[str, Array] = {name: getattr(W, name) for name in WEIGHTS}
    done = [(place, value) for place, value in edits if _fits(place, arrays[place.matrix].shape)]
    for name in {place.matrix for place, _ in done}:
        arrays[name] = arrays[name].copy()
    for place, value in done:
        arrays[place.matrix][place.head, place.row, place.col] = value
    before = {place: _at(W, place) for place, _ in done}
    return Projections(arrays["W_Q"], arrays["W_K"], arrays["W_V"], W.source, W.because, before)


def _fits(place: Place, shape: tuple[int, ...]) -> bool:
    index = place.head, place.row, place.col
    return all(0 <= at < size for at, size in zip(index, shape, strict=True))


def _at(W: Projections, place: Place) -> float:
    array: Array = getattr(W, place.matrix)
    return float(array[place.head, place.row, place.col])
