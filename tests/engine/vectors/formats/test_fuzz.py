"""Files with damage at random: a whole table or one refusal, never anything else, never anything left."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

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


def flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def replace(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.randrange(256)


def insert(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data) + 1)
    data[place:place] = chance.choice(ODD)


def cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 2, 9, 100))]


def end(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) + 1 :]


def repeat(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.randrange(1, 200)]


def grow(data: bytearray, chance: random.Random) -> None:
    """Write a large number over four bytes, as in a header, or more digits into one."""
    place = chance.randrange(min(len(data), 400))
    data[place : place + 4] = chance.choice(
        (b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"9999", b"\0\0\0\x80")
    )


CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip, replace, insert, cut, end, repeat, grow,
)  # fmt: skip


def mutated(seed: int) -> bytes:
    chance = random.Random(seed)
    data = bytearray(chance.choice(list(SOURCES.values()))())
    for _ in range(chance.choice((1, 1, 2, 5))):
        if data:
            chance.choice(CHANGES)(data, chance)
    return bytes(data)


def opened(path: Path, cache: Path) -> ImportedTable | PeonyError:
    try:
        return open_table(path, cache)
    except PeonyError as error:
        return error


def survives(seed: int, folder: Path) -> bool:
    """Open a mutated file; return whether it was refused."""
    path, cache = folder / "mutated", folder / "cache"
    path.write_bytes(mutated(seed))
    cache.mkdir(exist_ok=True)
    table = opened(path, cache)
    if isinstance(table, PeonyError):
        assert path.name in load_words("en").error(table), seed
        assert list(cache.iterdir()) == [], seed
        return True
    words = [table.index.word(row) for row in range(len(table))]
    assert len(set(words)) == len(words) == len(table.numbers) == len(table.rows.compact.codes) > 0, seed
    assert [table.index.row(word) for word in words] == list(range(len(words))), seed
    assert np.isfinite(table.numbers).all(), seed
    X, _ = table.look_up([*words[:3], *WORDS, "没有的词"])
    assert np.isfinite(X).all(), seed
    table.neighbours(words[0], 3)
    (kept,) = cache.iterdir()
    kept.unlink()
    return False


@pytest.mark.parametrize("part", range(6))
def test_damaged_files(part: int, tmp_path: Path) -> None:
    refused = [survives(seed, tmp_path) for seed in range(50 * part, 50 * part + 50)]
    assert 0 < sum(refused) < len(refused)


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(20))
def test_ten_thousand_damaged_files(part: int, tmp_path: Path) -> None:
    refused = [survives(seed, tmp_path) for seed in range(1000 + 500 * part, 1500 + 500 * part)]
    assert 0 < sum(refused) < len(refused)


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
