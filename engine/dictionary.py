"""jieba's word frequencies, searched on disk instead of loaded.

jieba builds a Python dictionary of half a million entries at every start (most of a second, 60 MB).
Peony asks about some hundred pieces of one sentence, so a sorted file that is searched by halves serves:
it opens in a millisecond. It is made once from jieba's own ``dict.txt`` and kept in the user's cache folder.
"""

from __future__ import annotations

import os
import tempfile
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_STEP = 20_000  # words


class FrequencyTable:
    """Stands in for jieba's ``FREQ``: word → count, and 0 for what only begins a word.

    Parameters
    ----------
    blob
        All words in UTF-8, sorted, one after the other.
    ends
        Where each word ends in `blob`, in bytes; one more than there are words, beginning with 0.
    counts
        How often jieba's corpus has each word.
    total
        What jieba divides counts by.
    """

    def __init__(
        self, blob: NDArray[np.uint8], ends: NDArray[np.int64], counts: NDArray[np.int64], total: int
    ) -> None:
        self._blob = blob
        self._ends = ends
        self._counts = counts
        self.total = total

    def __contains__(self, word: str) -> bool:
        """Whether `word` is a word or the beginning of one."""
        key = _bytes(word)
        at = self._find(key)
        return at < len(self._counts) and self._word(at).startswith(key)

    def get(self, word: str, default: int | None = None) -> int | None:
        """Return the count of `word`, 0 for the beginning of one, else `default`."""
        key = _bytes(word)
        at = self._find(key)
        found = self._word(at) if at < len(self._counts) else b""
        if found == key:
            return int(self._counts[at])
        return 0 if found.startswith(key) and found else default

    def __getitem__(self, word: str) -> int:
        """Return `get(word)`; `KeyError` where the dictionary has nothing."""
        count = self.get(word)
        if count is None:
            raise KeyError(word)
        return count

    def whole(self, check: Callable[[], None] = lambda: None) -> dict[str, int]:
        """Return the same in memory, for texts of many pages: 100 MB, and some fifteen times as fast.

        `check` is called on the way, and may raise `Cancelled`.
        """
        blob, ends, counts = self._blob.tobytes(), self._ends.tolist(), self._counts.tolist()
        found: dict[str, int] = {}
        for number, count in enumerate(counts):
            if number % _STEP == 0:
                check()
            word = blob[ends[number] : ends[number + 1]].decode()
            found[word] = count
            for length in range(1, len(word)):
                found.setdefault(word[:length], 0)  # a word comes after all of its beginnings
        return found

    def _find(self, key: bytes) -> int:
        return bisect_left(range(len(self._counts)), key, key=self._word)

    def _word(self, at: int) -> bytes:
        return self._blob[self._ends[at] : self._ends[at + 1]].tobytes()


def load_frequencies(source: Path, cache: Path | None) -> FrequencyTable:
    """Open the table made from jieba's `source`, making it first where `cache` has none.

    `cache` is a folder; None, or one that cannot be written, keeps the table in memory.
    """
    stat = source.stat()
    kept = cache / f"jieba-{stat.st_size}-{stat.st_mtime_ns}.bin" if cache else None
    try:
        if kept is not None:
            return _unpack(np.memmap(kept, dtype=np.uint8, mode="r").view(np.ndarray))
    except (OSError, ValueError):
        pass  # not made yet, or damaged: made anew below
    packed = _pack(source)
    if kept is not None:
        _keep(packed, kept)
    return _unpack(packed)


def _bytes(word: str) -> bytes:
    # A lone surrogate, which a command line can bring, is no UTF-8 and is in no dictionary.
    return word.encode("utf-8", "surrogatepass")


def _pack(source: Path) -> NDArray[np.uint8]:
    """Read ``word count tag`` lines into one flat array: number of words, total, ends, counts, blob."""
    with source.open("rb") as file:
        pairs = [(line.split(b" ", 1)[0], int(line.split(b" ")[1])) for line in file]
    found = dict(pairs)
    words = sorted(found)
    total = sum(count for _, count in pairs)  # a word that is listed twice counts twice, as in jieba
    ends = np.cumsum([0, *map(len, words)], dtype=np.int64)
    counts = np.array([found[word] for word in words], dtype=np.int64)
    head = np.array([len(words), total], dtype=np.int64)
    blob = np.frombuffer(b"".join(words), dtype=np.uint8)
    return np.concatenate([np.concatenate([head, ends, counts]).view(np.uint8), blob])


def _unpack(packed: NDArray[np.uint8]) -> FrequencyTable:
    size, total = packed[:16].view(np.int64).tolist()
    start = 8 * (2 * size + 3)
    if not 0 < size < 10**8 or len(packed) <= start:
        raise ValueError("not a table of frequencies")
    numbers = packed[16:start].view(np.int64)
    if numbers[size] != len(packed) - start:
        raise ValueError("cut short")
    return FrequencyTable(packed[start:], numbers[: size + 1], numbers[size + 1 :], total)


def _keep(packed: NDArray[np.uint8], kept: Path) -> None:
    scratch = None
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
            scratch = Path(file.name)
            file.write(packed.tobytes())
        os.replace(scratch, kept)
    except OSError:  # a full or read-only disk only costs the next start a second
        if scratch is not None:
            scratch.unlink(missing_ok=True)
