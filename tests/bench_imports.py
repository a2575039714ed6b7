"""Benchmarks of tables of one's own, as ratios to gensim in the same run, on files written here."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from engine.vectors.imported import clear_cache, open_table

ROWS, WIDTH = 100_000, 200
MILLION = 1_000_000
BLOCK = 1000
Figures = tuple[str, float, str, float | None, str]  # what, seconds, peer, its seconds, aim


def import_rows() -> Iterator[Figures]:
    """Importing text and binary against gensim; opening again and neighbours among a million words."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        fixed, exact = folder / "fixed.txt", folder / "exact.txt"
        _write_text(fixed, [f"{number:.6f}" for number in _numbers(50_000)])
        _write_text(exact, [str(number) for number in _numbers(50_000).astype(np.float32)])
        _write_binary(folder / "binary", ROWS)
        yield _import_row("import of text, six decimals, 100,000 × 200", fixed, False, 1, "≤ 0.25")
        yield _import_row("import of text, every digit, 100,000 × 200", exact, False, 1, "≤ 0.25")
        yield _import_row("import of binary, 100,000 × 200", folder / "binary", True, 7, "≤ 0.5")
        for file in (fixed, exact, folder / "binary"):
            file.unlink()
        yield from _million_rows(folder)


def _million_rows(folder: Path) -> Iterator[Figures]:
    file, cache = folder / "million", folder / "cache"
    _write_binary(file, MILLION)
    start = time.perf_counter()
    open_table(file, cache)
    first = time.perf_counter() - start
    sentence = ["词5", "词999999", "原野", "牡丹"]
    again = _median(lambda: open_table(file, cache).look_up(sentence), 9)
    yield "a million words opened again, looked up", again, "their import", first, "under 50 ms"
    table = open_table(file, cache)
    found = _median(lambda: table.neighbours("词5", 10), 9)
    numbers = np.array(table.numbers)
    direction = np.ones(WIDTH, np.float32)
    product = _median(lambda: numbers @ direction, 9)
    yield (
        "neighbours among a million words, × 200",
        found,
        "the product alone, numpy",
        product,
        "under 100 ms",
    )


def _import_row(name: str, file: Path, binary: bool, runs: int, aim: str) -> Figures:
    cache = file.parent / "cache"

    def ours() -> None:
        clear_cache(cache)
        open_table(file, cache)

    try:
        from gensim.models import KeyedVectors
    except ImportError:
        return name, _median(ours, runs), "gensim", None, aim

    def theirs() -> None:
        KeyedVectors.load_word2vec_format(str(file), binary=binary)

    # In turn, so that whatever else the machine does meets both alike.
    times = [(_median(ours, 1), _median(theirs, 1)) for _ in range(runs)]
    seconds, peer = np.median(times, axis=0).tolist()
    return name, seconds, "gensim", peer, aim


def _median(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def _numbers(count: int) -> np.ndarray:
    return np.random.RandomState(5).standard_normal(count) * 0.3


def _write_text(file: Path, spellings: list[str]) -> None:
    """Write rows of numbers drawn from a stock of spellings, which is quicker than spelling each."""
    stock, random = [spelling.encode() for spelling in spellings], np.random.RandomState(6)
    with file.open("wb") as out:
        out.write(b"%d %d\n" % (ROWS, WIDTH))
        for first in range(0, ROWS, BLOCK):
            for row, chosen in enumerate(random.randint(0, len(stock), (BLOCK, WIDTH)).tolist(), first):
                out.write(b"%s %s\n" % (f"词{row}".encode(), b" ".join([stock[place] for place in chosen])))


def _write_binary(file: Path, rows: int) -> None:
    with file.open("wb") as out:
        out.write(b"%d %d\n" % (rows, WIDTH))
        for first in range(0, rows, BLOCK):
            block = np.random.RandomState(first).standard_normal((BLOCK, WIDTH)).astype(np.float32)
            for row, numbers in enumerate(block, first):
                out.write(b"%s %s\n" % (f"词{row}".encode(), numbers.tobytes()))
