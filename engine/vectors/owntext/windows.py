"""Which words stand near which: window counts, and what they tell beyond chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.vectors.owntext.cells import Cells, Rows
from engine.vectors.owntext.pace import Pace
from engine.vectors.owntext.reading import BLOCK, BREAK, WINDOW, Ids, Reading

MOST_CONTEXTS = 20_000  # columns: only the commonest words say something about their neighbours
MOST_CELLS = 30_000_000  # that are kept: 240 MB
SMOOTHING = 0.75  # power of the contexts' counts (Levy, Goldberg and Dagan 2015)
_AT_ONCE = 2**22  # cells that are counted at one time: 16 MB
Places = NDArray[np.int64]
Sums = NDArray[np.float64]


class Information(NamedTuple):
    """How much more often than by chance two words stand together.

    Attributes
    ----------
    cells
        (words, contexts) positive pointwise mutual information, in nats.
    least
        Cells counted as little as this were left out, so that the rest could be kept; usually 0.
    """

    cells: Cells
    least: float


def information(reading: Reading, pace: Pace) -> Information:
    """Count the words within `WINDOW` words of each other, and keep what is more than chance.

    Words d apart in one line count (WINDOW + 1 − d) / WINDOW. Of the counts #(w, c) it keeps
    log(#(w, c) Σ #(c)^.75 / (#(w) #(c)^.75)) where that is positive.
    """
    pace.begin("counting")
    shape = len(reading.words), min(len(reading.words), MOST_CONTEXTS)
    words, contexts = _sums(reading.ids, shape, pace)
    chance = contexts**SMOOTHING
    chance /= max(chance.sum(), 1.0)  # 0 where no two words stand together
    kept: list[Rows] = []
    least = 0
    for first, last in _portions(shape):
        table = _count(reading.ids, first, last, shape, pace)
        kept.append(_telling(table, first, words[first:last], chance, least))
        while sum(len(rows.values) for rows in kept) > MOST_CELLS:
            least += 1
            for number, rows in enumerate(kept):  # one by one, for two of all would not fit
                kept[number] = _above(rows, least, pace)
    for number, rows in enumerate(kept):
        kept[number] = _as_information(rows, words, chance, pace)
    return Information(Cells(kept, shape), least / WINDOW)


def _around(ids: Ids, places: Places) -> Iterator[tuple[int, Ids]]:
    """Yield, for each distance to either side, its weight (WINDOW + 1 − d), and who stands there.

    Beyond the end of the line it is BREAK.
    """
    for step in (1, -1):
        same_line = np.ones(len(places), dtype=bool)
        for distance in range(1, WINDOW + 1):
            there = ids[places + step * distance]
            same_line &= there != BREAK
            yield WINDOW + 1 - distance, np.where(same_line, there, BREAK)


def _sums(ids: Ids, shape: tuple[int, int], pace: Pace) -> tuple[Sums, Sums]:
    """Return what the rows (words,) and the columns (contexts,) of the counts add up to, in WINDOWths.

    Counting is symmetric, so a context's column is what stands round it.
    """
    rows, columns = np.zeros(shape[0]), np.zeros(shape[0])
    for start in range(WINDOW, len(ids) - WINDOW, BLOCK):
        pace(0.0)
        places = np.arange(start, min(start + BLOCK, len(ids) - WINDOW))
        places = places[ids[places] >= 0]
        words, contexts = np.zeros(len(places)), np.zeros(len(places))
        for weight, there in _around(ids, places):
            words += weight * (there >= 0)
            contexts += weight * ((there >= 0) & (there < shape[1]))
        rows += np.bincount(ids[places], contexts, minlength=shape[0])
        columns += np.bincount(ids[places], words, minlength=shape[0])
    return rows, columns[: shape[1]]


def _portions(shape: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Part the rows so that each portion's table fits into `_AT_ONCE` cells."""
    size = max(1, _AT_ONCE // shape[1])
    for first in range(0, shape[0], size):
        yield first, min(first + size, shape[0])


def _count(ids: Ids, first: int, last: int, shape: tuple[int, int], pace: Pace) -> NDArray[np.int32]:
    """Return how often each context stands near the words `first` to `last`, in WINDOWths."""
    size, width = shape
    table = np.zeros((last - first) * width, dtype=np.int32)
    for start in range(WINDOW, len(ids) - WINDOW, BLOCK):
        pace(first / size)
        here = ids[start : min(start + BLOCK, len(ids) - WINDOW)]
        places = start + np.flatnonzero((here >= first) & (here < last))
        at = (ids[places].astype(np.int64) - first) * width
        for weight, there in _around(ids, places):
            near = (there >= 0) & (there < width)
            np.add.at(table, at[near] + there[near], np.int32(weight))
    return table.reshape(last - first, width)


def _telling(table: NDArray[np.int32], first: int, words: Sums, chance: Sums, least: int) -> Rows:
    """Return the cells of `table` that are counted more often than chance would have it, as counts."""
    rows, columns = np.nonzero(table > least)
    counts = table[rows, columns]
    telling = counts > words[rows] * chance[columns]
    rows, columns, counts = rows[telling], columns[telling], counts[telling]
    ends = np.cumsum([0, *np.bincount(rows, minlength=len(table))], dtype=np.int64)
    return Rows(first, ends, columns.astype(np.int32), counts.astype(np.float32))


def _above(rows: Rows, least: int, pace: Pace) -> Rows:
    """Leave out the cells that were not counted more than `least`."""
    pace(1.0)
    kept = rows.values > least
    ends = np.concatenate([[0], np.cumsum(kept)])[rows.ends]
    return Rows(rows.first, ends, rows.columns[kept], rows.values[kept])


def _as_information(rows: Rows, words: Sums, chance: Sums, pace: Pace) -> Rows:
    """Turn counts into logarithms of how many times chance they are."""
    pace(1.0)
    row = np.repeat(np.arange(len(rows.ends) - 1), np.diff(rows.ends)) + rows.first
    expected = words[row] * chance[rows.columns]
    return replace(rows, values=np.log(rows.values / expected).astype(np.float32))
