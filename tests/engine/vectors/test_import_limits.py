"""Importing within bounds: memory, nothing read twice, a process that is killed."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.vectors.imported import open_table

ROWS, WIDTH = 20_000, 100
ROW = b" ".join((b"0.123456",) * WIDTH)


def lines(rows: int) -> Iterator[bytes]:
    yield b"%d %d\n" % (rows, WIDTH)
    yield from (b"w%d %s\n" % (number, ROW) for number in range(rows))


def binary(rows: int) -> Iterator[bytes]:
    numbers = np.full(WIDTH, 0.5, np.float32).tobytes()
    yield b"%d %d\n" % (rows, WIDTH)
    yield from (b"w%d %s\n" % (number, numbers) for number in range(rows))


def grown(path: Path, cache: Path) -> int:
    """Return the most memory that an import took at one time, in bytes."""
    tracemalloc.start()
    try:
        open_table(path, cache)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("make", [lines, binary, "gzip"])
def test_memory_is_that_of_the_words_not_of_the_numbers(tmp_path: Path, make: object) -> None:
    content = b"".join(lines(ROWS) if make == "gzip" else make(ROWS))  # type: ignore[operator]
    path = tmp_path / "table"
    path.write_bytes(gzip.compress(content, 1) if make == "gzip" else content)
    words, numbers = 300 * ROWS, 4 * WIDTH * ROWS
    assert words < numbers
    assert grown(path, tmp_path / "cache") < 6_000_000 + words - 300_000


def test_opening_again_reads_nothing_but_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "table"
    path.write_bytes(b"".join(lines(ROWS)))
    open_table(path, tmp_path / "cache")
    monkeypatch.delattr("engine.vectors.imported.import_table")
    monkeypatch.delattr("engine.vectors.imported.format_of")
    table = open_table(path, tmp_path / "cache")
    rows, _ = table.look_up(["w1", "w19999", "missing"])
    assert rows[0] == pytest.approx([0.123456] * WIDTH)
    assert isinstance(table.numbers.base, np.ndarray)  # mapped, not read


SLOW = """
import sys, time
from pathlib import Path
from engine.vectors.imported import open_table
def check():
    print("working", flush=True)
    time.sleep(0.02)
open_table(Path(sys.argv[1]), Path(sys.argv[2]), check=check)
"""


@pytest.mark.skipif(os.name != "posix", reason="killed as POSIX kills")
@pytest.mark.parametrize("after", [1, 4, 9])
def test_a_killed_import_leaves_nothing_that_counts(tmp_path: Path, after: int) -> None:
    path, cache = tmp_path / "table", tmp_path / "cache"
    path.write_bytes(b"".join(lines(ROWS)))
    command = [sys.executable, "-c", SLOW, str(path), str(cache)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as process:
        assert process.stdout is not None
        for _ in range(after):
            assert process.stdout.readline() == b"working\n"
        process.send_signal(signal.SIGKILL)
    (part,) = cache.iterdir()
    assert part.name.startswith(".part-")
    assert len(open_table(path, cache)) == ROWS
    (kept,) = cache.iterdir()
    assert not kept.name.startswith(".")
