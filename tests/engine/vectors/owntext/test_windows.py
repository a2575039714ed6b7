"""Counts and information against plain loops, in portions of any size, and within their bounds."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.vectors.owntext import windows as module
from engine.vectors.owntext.pace import Pace
from engine.vectors.owntext.reading import BREAK, OTHER, WINDOW, Reading
from engine.vectors.owntext.windows import information


def a_reading(size: int = 30, lines: int = 60, seed: int = 0) -> Reading:
    """Return random lines over `size` words, the commonest first, some words without a row among them."""
    random = np.random.RandomState(seed)
    ids = [BREAK] * WINDOW
    for _ in range(lines):
        words = (random.pareto(1, random.randint(0, 25)) * 3).astype(int)
        ids += [number if number < size else OTHER for number in words] + [BREAK]
    ids += [BREAK] * WINDOW
    array = np.array(ids, dtype=np.int32)
    counts = np.bincount(array[array >= 0], minlength=size)
    return Reading(array, tuple(map(str, range(size))), counts, int(counts.sum()), size, 1, size, 1.0)


def counted(reading: Reading, contexts: int) -> NDArray[np.float64]:
    """Count word by word: those d apart in one line count (WINDOW + 1 − d) / WINDOW."""
    table = np.zeros((len(reading.words), contexts))
    line: list[int] = []
    for number in reading.ids.tolist():
        if number != BREAK:
            line.append(number)
            continue
        for i, word in enumerate(line):
            for j, context in enumerate(line):
                if i != j and abs(i - j) <= WINDOW and word >= 0 and 0 <= context < contexts:
                    table[word, context] += (WINDOW + 1 - abs(i - j)) / WINDOW
        line = []
    return table


def told(counts: NDArray[np.float64], columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the positive pointwise mutual information, cell by cell."""
    chance = [total**0.75 for total in columns]
    found = np.zeros_like(counts)
    for (word, context), count in np.ndenumerate(counts):
        if count:
            expected = counts[word].sum() * chance[context] / sum(chance)
            found[word, context] = max(0.0, log(count / expected))
    return found


def dense(found: module.Information) -> NDArray[np.float64]:
    table = np.zeros(found.cells.shape)
    for block in found.cells.blocks:
        for row in range(len(block.ends) - 1):
            part = slice(block.ends[row], block.ends[row + 1])
            assert np.all(np.diff(block.columns[part]) > 0)
            table[block.first + row, block.columns[part]] = block.values[part]
    return table


@pytest.mark.parametrize("contexts", [30, 12])
@pytest.mark.parametrize(("at_once", "block"), [(2**22, 2**17), (40, 50), (1, 7)])
def test_information_is_that_of_a_plain_loop(
    monkeypatch: pytest.MonkeyPatch, contexts: int, at_once: int, block: int
) -> None:
    monkeypatch.setattr(module, "MOST_CONTEXTS", contexts)
    monkeypatch.setattr(module, "_AT_ONCE", at_once)
    monkeypatch.setattr(module, "BLOCK", block)
    reading = a_reading()
    found = information(reading, Pace())
    counts = counted(reading, contexts)
    columns = counted(reading, 30).sum(axis=0)[:contexts]
    np.testing.assert_allclose(dense(found), told(counts, columns), rtol=1e-5, atol=1e-6)
    assert found.least == 0
    assert len(found.cells) == np.count_nonzero(dense(found))
    assert found.cells.filled().tolist() == dense(found).any(axis=1).tolist()


def test_what_would_not_fit_is_left_out_the_faintest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 90)
    reading = a_reading()
    whole = information(reading, Pace())
    most = len(whole.cells) // 2
    monkeypatch.setattr(module, "MOST_CELLS", most)
    found = information(reading, Pace())
    assert 0 < len(found.cells) <= most
    counts = counted(reading, 30)
    assert found.least > 0
    np.testing.assert_array_equal(dense(found), np.where(counts > found.least, dense(whole), 0))


def test_a_line_ends_what_stands_together() -> None:
    ids = np.array([BREAK] * WINDOW + [0, 1, BREAK, 2, 3, BREAK] + [BREAK] * WINDOW, dtype=np.int32)
    reading = Reading(ids, ("a", "b", "c", "d"), np.ones(4, dtype=np.int64), 4, 4, 1, 4, 1.0)
    assert dense(information(reading, Pace())).astype(bool).tolist() == [
        [False, True, False, False],
        [True, False, False, False],
        [False, False, False, True],
        [False, False, True, False],
    ]
