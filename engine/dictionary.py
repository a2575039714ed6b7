"""jieba's word frequencies, searched on disk instead of loaded.

jieba builds a Python dictionary of half a million entries at every start (most of a second, 60 MB).
Peony asks about some hundred pieces of one sentence, so a sorted file that is searched by halves serves:
it opens in a millisecond. It is made once from jieba's own ``dict.txt`` and kept in the user's cache folder.
"""

from __future__ import annotations

import io
import os
import tempfile
from bisect import bisect_left
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


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
    """

    def __init__(self, blob: NDArray[np.uint8], ends: NDArray[np.int64], counts: NDArray[np.int64]) -> None:
        self._blob = blob
        self._ends = ends
        self._counts = counts
        self.total = int(counts.sum())

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

    def _find(self, key: bytes) -> int:
        return bisect_left(range(len(self._counts)), key, key=self._word)

    def _word(self, at: int) -> bytes:
        return self._blob[self._ends[at] : self._ends[at + 1]].tobytes()


def load_frequencies(source: Path, cache: Path | None) -> FrequencyTable:
    """Open the table made from jieba's `source`, making it first where `cache` has none.

    `cache` is a folder; None, or one that cannot be written, keeps the table in memory.
    """
    stat = source.stat()
    kept = cache / f"jieba-{stat.st_size}-{stat.st_mtime_ns}.npy" if cache else None
    try:
        if kept is not None:
            return _unpack(np.load(kept, mmap_mode="r", allow_pickle=False))
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
    """Read ``word count tag`` lines into one flat array: number of words, ends, counts, blob."""
    with source.open("rb") as file:
        found = {line.split(b" ", 1)[0]: int(line.split(b" ")[1]) for line in file}
    words = sorted(found)
    ends = np.cumsum([0, *map(len, words)], dtype=np.int64)
    counts = np.array([found[word] for word in words], dtype=np.int64)
    head = np.array([len(words)], dtype=np.int64)
    blob = np.frombuffer(b"".join(words), dtype=np.uint8)
    return np.concatenate([np.concatenate([head, ends, counts]).view(np.uint8), blob])


def _unpack(packed: NDArray[np.uint8]) -> FrequencyTable:
    size = int(packed[:8].view(np.int64)[0])
    start = 8 * (2 * size + 2)
    if packed.dtype != np.uint8 or not 0 < size < 10**8 or len(packed) <= start:
        raise ValueError("not a table of frequencies")
    numbers = packed[8:start].view(np.int64)
    if numbers[size] != len(packed) - start:
        raise ValueError("cut short")
    return FrequencyTable(packed[start:], numbers[: size + 1], numbers[size + 1 :])


def _keep(packed: NDArray[np.uint8], kept: Path) -> None:
    buffer = io.BytesIO()
    np.save(buffer, packed, allow_pickle=False)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
            file.write(buffer.getvalue())
        os.replace(file.name, kept)
    except OSError:
        pass  # a full or read-only disk only costs the next start a second
