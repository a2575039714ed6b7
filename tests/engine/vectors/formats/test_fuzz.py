"""Files with damage at random: a whole table or one refusal, never anything else, never anything left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from engine.errors import PeonyError
from engine.vectors.imported import ImportedTable, open_table
from engine.words import load_words
from tests.engine.vectors.formats.files import FILES, WORDS, fasttext_binary

SOURCES = {**FILES, "fastText .bin with n-grams": fasttext_binary}
ODD = (
    b"\0",
    b"\xff",
    b" ",
    b"\n",
    b"\r",
    b"-",
    b".",
    b"9",
    b"nan",
    b"e",
    b"\xe7\x89",
    b"{",
    b"\x80\x04",
    b"PK",
)


def flip(data: bytearray, place: int, choice: int) -> None:
    data[place] ^= 1 << choice % 8


def replace(data: bytearray, place: int, choice: int) -> None:
    data[place] = choice


def insert(data: bytearray, place: int, choice: int) -> None:
    data[place:place] = ODD[choice % len(ODD)]


def cut(data: bytearray, place: int, choice: int) -> None:
    del data[place : place + (1, 2, 9, 100)[choice % 4]]


def end(data: bytearray, place: int, choice: int) -> None:
    del data[place + 1 :]


def repeat(data: bytearray, place: int, choice: int) -> None:
    data[place:place] = data[place : place + 1 + choice]


def grow(data: bytearray, place: int, choice: int) -> None:
    """Write a large number over four bytes, as in a header, or more digits into one."""
    at = place % 400
    data[at : at + 4] = (b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"9999", b"\0\0\0\x80")[choice % 4]


Change = Callable[[bytearray, int, int], None]
CHANGES: tuple[Change, ...] = (flip, replace, insert, cut, end, repeat, grow)
EDITS = st.tuples(st.sampled_from(CHANGES), st.integers(0, 2**16), st.integers(0, 255))
DAMAGE = (st.sampled_from(list(SOURCES)), st.lists(EDITS, min_size=1, max_size=5))


def mutated(name: str, edits: list[tuple[Change, int, int]]) -> bytes:
    data = bytearray(SOURCES[name]())
    for change, place, choice in edits:
        if data:
            change(data, place % len(data), choice)
    return bytes(data)


def opened(path: Path, cache: Path) -> ImportedTable | PeonyError:
    try:
        return open_table(path, cache)
    except PeonyError as error:
        return error


def check_damaged(content: bytes, folder: Path) -> None:
    """Open a damaged file: either it is refused with its name, or its table holds together."""
    path, cache = folder / "mutated", folder / "cache"
    path.write_bytes(content)
    cache.mkdir(exist_ok=True)
    table = opened(path, cache)
    if isinstance(table, PeonyError):
        event("refused")
        assert path.name in load_words("en").error(table)
        assert list(cache.iterdir()) == []
        return
    event("opened")
    words = [table.index.word(row) for row in range(len(table))]
    assert len(set(words)) == len(words) == len(table.numbers) == len(table.rows.compact.codes) > 0
    assert [table.index.row(word) for word in words] == list(range(len(words)))
    assert np.isfinite(table.numbers).all()
    X, _ = table.look_up([*words[:3], *WORDS, "没有的词"])
    assert np.isfinite(X).all()
    assert all(np.isfinite(cosine) for _, cosine in table.neighbours(words[0], 3))
    (kept,) = cache.iterdir()
    kept.unlink()


@settings(max_examples=300)
@given(*DAMAGE)
def test_damaged_files(tmp_path: Path, name: str, edits: list[tuple[Change, int, int]]) -> None:
    check_damaged(mutated(name, edits), tmp_path)


@pytest.mark.nightly
@settings(max_examples=10_000)
@given(*DAMAGE)
def test_ten_thousand_damaged_files(tmp_path: Path, name: str, edits: list[tuple[Change, int, int]]) -> None:
    check_damaged(mutated(name, edits), tmp_path)


@pytest.mark.parametrize("name", SOURCES)
def test_a_file_that_ends_anywhere_gives_its_own_numbers_or_none(name: str, tmp_path: Path) -> None:
    whole = SOURCES[name]()
    path, cache = tmp_path / "whole", tmp_path / "cache"
    path.write_bytes(whole)
    numbers = open_table(path, cache).numbers
    for size in range(0, len(whole), 1 + len(whole) // 60):
        path.write_bytes(whole[:size])
        table = opened(path, cache)
        if isinstance(table, ImportedTable) and table.width == numbers.shape[1]:
            cut = len(table) - ("text" in table.report.format)  # the last number may have lost digits
            assert table.numbers[:cut].tobytes() == numbers[:cut].tobytes()
