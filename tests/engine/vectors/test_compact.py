"""Nearest rows found in the compact copy: the very ones that comparing every row finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.errors import Cancelled
from engine.vectors import compact
from engine.vectors.compact import Compact, QuickRows

SHAPES = ("scattered", "one direction", "few directions", "one large number", "all sizes", "many zeros")


def made(shape: str, rows: int, width: int, seed: int) -> NDArray[np.float32]:
    random = np.random.default_rng(seed)
    numbers = random.standard_normal((rows, width))
    if shape == "one direction":
        numbers = np.outer(random.standard_normal(rows), numbers[0]) + 1e-6 * numbers
    elif shape == "few directions":
        numbers = numbers[random.integers(0, min(3, rows), rows)]
    elif shape == "one large number":
        numbers[:, 0] += 1e4
    elif shape == "all sizes":
        numbers *= 10.0 ** random.integers(-44, 16, (rows, 1))
    elif shape == "many zeros":
        numbers *= random.random((rows, width)) < 0.1
    return numbers.astype(np.float32)


def quick(numbers: NDArray[np.float32]) -> QuickRows:
    return QuickRows(numbers, Compact.of(numbers))


def brute_force(numbers: NDArray[np.float32], direction: NDArray[np.float64]) -> NDArray[np.float64]:
    wide = numbers.astype(np.float64)
    lengths = np.linalg.norm(wide, axis=1)
    return np.divide(wide @ direction, lengths, out=np.zeros(len(wide)), where=lengths > 0)


CASES = (st.sampled_from(SHAPES), st.integers(1, 400), st.integers(1, 40), st.integers(0, 99))


@given(*CASES, st.integers(0, 50))
def test_the_nearest_are_those_of_comparing_every_row(
    shape: str, rows: int, width: int, seed: int, count: int
) -> None:
    numbers = made(shape, rows, width, seed)
    direction = np.random.default_rng(seed + 1).standard_normal(width)
    for vector in (direction, numbers[0].astype(np.float64)):
        if not (length := np.linalg.norm(vector)):
            continue
        cosines = brute_force(numbers, vector / length)
        found = quick(numbers).nearest(vector / length, count, lambda: None)
        best = sorted(cosines.tolist(), reverse=True)[:count]
        assert [cosine for _, cosine in found] == pytest.approx(best, abs=1e-14)
        assert len({row for row, _ in found}) == len(found) == min(count, rows)
        np.testing.assert_allclose(cosines[[row for row, _ in found]], best, atol=1e-14)


@given(*CASES)
def test_no_cosine_is_wrong_by_more_than_its_error(shape: str, rows: int, width: int, seed: int) -> None:
    numbers = made(shape, rows, width, seed)
    direction = np.random.default_rng(seed + 1).standard_normal(width)
    direction /= np.linalg.norm(direction)
    copy = Compact.of(numbers)
    wrong = np.abs(copy.cosines(direction, lambda: None) - brute_force(numbers, direction))
    assert (wrong <= copy.errors).all()
    assert not copy.steps[~numbers.any(axis=1)].any()


def test_errors_are_small_enough_to_be_of_use() -> None:
    numbers = made("scattered", 20_000, 100, 0)
    direction = numbers[7].astype(np.float64) / np.linalg.norm(numbers[7])
    read = []

    class Counted(QuickRows):
        def _cosines(self, rows, direction, check):  # type: ignore[no-untyped-def]
            read.append(len(rows))
            return super()._cosines(rows, direction, check)

    assert Counted(numbers, Compact.of(numbers)).nearest(direction, 10, lambda: None)[0][0] == 7
    assert read[0] < 100


def test_equal_rows_come_in_their_order() -> None:
    numbers = np.tile(np.float32([[1, 2, 3], [3, 2, 1]]), (50, 1))
    found = quick(numbers).nearest(np.array([1.0, 0.0, 0.0]), 60, lambda: None)
    assert [row for row, _ in found] == [*range(1, 100, 2), *range(0, 20, 2)]


def test_looking_can_be_left_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compact, "BLOCK", 300)
    calls = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 4:
            raise Cancelled

    rows = quick(made("scattered", 1000, 3, 0))
    with pytest.raises(Cancelled):
        rows.nearest(np.array([1.0, 0.0, 0.0]), 5, check)
    assert len(calls) == 4
