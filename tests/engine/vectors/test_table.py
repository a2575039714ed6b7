"""Look-up and neighbours, against plain loops over numbers that are made up here."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Cancelled
from engine.vectors.index import ListIndex
from engine.vectors.rows import FloatRows, PackedRows
from engine.vectors.table import UNKNOWN, Origin, VectorTable

WORDS = [f"w{number}" for number in range(300)]


def made_up(rows: int = 300, width: int = 6, seed: int = 0) -> VectorTable:
    numbers = np.random.default_rng(seed).standard_normal((rows, width)).astype(np.float32)
    return VectorTable("made up", "", "", ListIndex.of(WORDS[:rows]), FloatRows(numbers))


def plain_cosine(a: list[float], b: list[float]) -> float:
    dot = sum(x * y for x, y in zip(a, b, strict=True))
    return dot / math.sqrt(sum(x * x for x in a)) / math.sqrt(sum(y * y for y in b))


@given(st.lists(st.sampled_from([*WORDS[:20], "missing", "", "?"]), max_size=12))
def test_look_up_row_by_row(words: list[str]) -> None:
    table = made_up()
    X, origins = table.look_up(words)
    assert X.shape == (len(words), 6)
    assert X.dtype == np.float64
    for row, word, origin in zip(X, words, origins, strict=True):
        if word in WORDS:
            assert origin == Origin("table", ())
            assert np.array_equal(row, table.rows.numbers[WORDS.index(word)])  # type: ignore[attr-defined]
        else:
            assert origin == UNKNOWN
            assert not row.any()


def test_rows_are_fresh() -> None:
    table = made_up()
    table.look_up(["w1"])[0][:] = 9
    assert not (table.look_up(["w1"])[0] == 9).any()


def test_capital_letters_are_found_as_small_ones() -> None:
    table = made_up()
    assert "W7" in table
    assert np.array_equal(table.look_up(["W7"])[0], table.look_up(["w7"])[0])


def test_anything_may_be_asked_for() -> None:
    assert 7 not in made_up()


@given(st.integers(0, 299), st.integers(0, 310), st.integers(0, 5))
def test_neighbours_of_a_word(row: int, count: int, seed: int) -> None:
    table = made_up(seed=seed)
    numbers = table.rows.numbers.tolist()  # type: ignore[attr-defined]
    expected = sorted(
        ((plain_cosine(numbers[row], other), word) for word, other in zip(WORDS, numbers, strict=True)),
        reverse=True,
    )
    expected = [pair for pair in expected if pair[1] != WORDS[row]][:count]
    found = table.neighbours(WORDS[row], count)
    assert [word for word, _ in found] == [word for _, word in expected]
    assert [c for _, c in found] == pytest.approx([c for c, _ in expected], abs=1e-5)


def test_neighbours_of_a_vector_include_every_word() -> None:
    table = made_up()
    assert table.neighbours(table.look_up(["w5"])[0][0], 1)[0] == ("w5", pytest.approx(1, abs=1e-6))


def test_looking_for_neighbours_can_be_left_off() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        made_up().neighbours("w1", 3, stop)


def test_neighbours_of_nothing() -> None:
    table = made_up()
    assert table.neighbours(np.zeros(6), 5) == []
    assert table.neighbours("missing", 5) == []
    assert table.neighbours("w0", 0) == []


def test_ties_come_in_the_order_of_the_table() -> None:
    numbers = np.ones((4, 2), dtype=np.float32)
    table = VectorTable("", "", "", ListIndex.of(WORDS[:4]), FloatRows(numbers))
    assert [word for word, _ in table.neighbours(np.ones(2), 3)] == ["w0", "w1", "w2"]


def test_a_row_of_zeros_is_near_nothing() -> None:
    numbers = np.array([[0, 0], [1, 0]], dtype=np.float32)
    table = VectorTable("", "", "", ListIndex.of(WORDS[:2]), FloatRows(numbers))
    assert table.neighbours(np.array([1.0, 0.0]), 2) == [("w1", 1.0), ("w0", 0.0)]


def test_packed_rows_against_a_plain_loop() -> None:
    random = np.random.default_rng(1)
    codes = random.integers(0, 256, (5, 3), dtype=np.uint8)
    scales = random.random(5).astype(np.float16)
    levels = np.sort(random.standard_normal(16)).astype(np.float32)
    rows = PackedRows(codes, scales, levels)
    plain = [
        [float(levels[half]) * float(scale) for byte in row for half in (byte % 16, byte // 16)]
        for row, scale in zip(codes.tolist(), scales, strict=True)
    ]
    assert rows.width == 6
    assert np.allclose(rows.read([4, 0, 4]), [plain[4], plain[0], plain[4]], atol=1e-6)
    assert np.allclose(np.vstack([block for _, block in rows.blocks()]), plain, atol=1e-6)
