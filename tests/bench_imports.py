"""Benchmarks of tables of one's own, as ratios to gensim in the same run, on files written here."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from engine.vectors.imported import clear_cache, open_table
from tests.engine.vectors.formats.files import fasttext_binary

ROWS, WIDTH = 100_000, 200
MILLION = 1_000_000
BLOCK = 1000
Figures = tuple[str, float, str, float | None, str]  # what, seconds, peer, its seconds, aim


def import_rows() -> Iterator[Figures]:
    """Importing against gensim; opening again and neighbours among a million words."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, write, load, runs, aim in IMPORTS:
            file = folder / "table"
            write(file)
            yield _import_row(name, file, load, runs, aim)
            file.unlink()
        for width in (200, 300):
            yield from _million_rows(folder, width)


def _million_rows(folder: Path, width: int) -> Iterator[Figures]:
    file, cache = folder / "million", folder / "cache"
    clear_cache(cache)
    _write_binary(file, MILLION, width)
    first = _median(lambda: open_table(file, cache), 1)
    sentence = ["词5", "词999999", "原野", "牡丹"]
    again = _median(lambda: open_table(file, cache).look_up(sentence), 9)
    on = f"a million words, × {width}"
    yield f"{on}: opened again, looked up", again, "their import", first, "under 50 ms"
    table = open_table(file, cache)
    direction = np.ones(width, np.float32)
    every = _median(lambda: table.numbers @ direction, 9)
    for name, found in (
        ("neighbours", _median(lambda: table.neighbours("词5", 10), 9)),
        ("neighbours, just opened", _median(lambda: open_table(file, cache).neighbours("词5", 10), 9)),
    ):
        yield f"{on}: {name}", found, "one product of all, numpy", every, "under 100 ms"
    file.unlink()


def _import_row(name: str, file: Path, load: Callable[[str], object], runs: int, aim: str) -> Figures:
    cache = file.parent / "cache"

    def ours() -> None:
        clear_cache(cache)
        open_table(file, cache)

    try:
        import gensim  # noqa: F401
    except ImportError:
        return name, _median(ours, runs), "gensim", None, aim
    # In turn, so that whatever else the machine does meets both alike.
    times = [(_median(ours, 1), _median(lambda: load(str(file)), 1)) for _ in range(runs)]
    seconds, peer = np.median(times, axis=0).tolist()
    return name, seconds, "gensim", peer, aim


def _load_text(file: str) -> object:
    from gensim.models import KeyedVectors

    return KeyedVectors.load_word2vec_format(file)


def _load_binary(file: str) -> object:
    from gensim.models import KeyedVectors

    return KeyedVectors.load_word2vec_format(file, binary=True)


def _load_fasttext(file: str) -> object:
    from gensim.models.fasttext import load_facebook_vectors

    return load_facebook_vectors(file)


def _median(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def _numbers(count: int) -> np.ndarray:
    return np.random.RandomState(5).standard_normal(count) * 0.3


def _write_fixed(file: Path) -> None:
    _write_text(file, [f"{number:.6f}" for number in _numbers(50_000)])


def _write_exact(file: Path) -> None:
    _write_text(file, [str(number) for number in _numbers(50_000).astype(np.float32)])


def _write_text(file: Path, spellings: list[str]) -> None:
    """Write rows of numbers drawn from a stock of spellings, which is quicker than spelling each."""
    stock, random = [spelling.encode() for spelling in spellings], np.random.RandomState(6)
    with file.open("wb") as out:
        out.write(b"%d %d\n" % (ROWS, WIDTH))
        for first in range(0, ROWS, BLOCK):
            for row, chosen in enumerate(random.randint(0, len(stock), (BLOCK, WIDTH)).tolist(), first):
                out.write(b"%s %s\n" % (f"词{row}".encode(), b" ".join([stock[place] for place in chosen])))


def _write_binary(file: Path, rows: int = ROWS, width: int = WIDTH) -> None:
    with file.open("wb") as out:
        out.write(b"%d %d\n" % (rows, width))
        for first in range(0, rows, BLOCK):
            block = np.random.RandomState(first).standard_normal((BLOCK, width)).astype(np.float32)
            for row, numbers in enumerate(block, first):
                out.write(b"%s %s\n" % (f"词{row}".encode(), numbers.tobytes()))


def _write_fasttext(file: Path) -> None:
    words = tuple(f"word{row}" for row in range(ROWS // 2))
    numbers = _numbers(100 * (len(words) + ROWS)).astype(np.float32).reshape(-1, 100)
    file.write_bytes(fasttext_binary(words, sizes=(3, 6), buckets=ROWS, numbers=numbers))


# What, what writes the file, gensim's reader, how often, the ratio that is aimed for.
IMPORTS: tuple[tuple[str, Callable[[Path], None], Callable[[str], object], int, str], ...] = (
    ("import of text, six decimals, 100,000 × 200", _write_fixed, _load_text, 1, "≤ 0.25"),
    ("import of text, every digit, 100,000 × 200", _write_exact, _load_text, 1, "≤ 0.25"),
    ("import of binary, 100,000 × 200", _write_binary, _load_binary, 7, "≤ 0.5"),
    ("import of fastText .bin, 50,000 × 100", _write_fasttext, _load_fasttext, 3, "≤ 1"),
)
