"""The words of a huge table, found on disk: a word touches some twenty places of the file."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class HashedIndex:
    """A `WordIndex` over arrays that may be memory-mapped.

    Attributes
    ----------
    blob
        All words in UTF-8, one after the other in row order.
    ends
        (N + 1,) where each word ends in `blob`, in bytes, beginning with 0.
    hashes
        (N,) the CRC-32 of each word, in rising order; among a million words some share one.
    order
        (N,) the row that each hash belongs to.
    """

    blob: NDArray[np.uint8]
    ends: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    order: NDArray[np.int32]

    @classmethod
    def of(cls, words: Iterable[bytes]) -> HashedIndex:
        """Index `words`, which are in row order and all different."""
        listed = list(words)
        ends = np.cumsum([0, *map(len, listed)], dtype=np.int64)
        hashes = np.fromiter(map(zlib.crc32, listed), dtype=np.uint32, count=len(listed))
        order = np.argsort(hashes, kind="stable").astype(np.int32)
        return cls(np.frombuffer(b"".join(listed), dtype=np.uint8), ends, hashes[order], order)

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.order)

    def row(self, word: str) -> int | None:
        """Return the row of `word`, None where there is none."""
        # A lone surrogate, which a command line can bring, is no UTF-8 and is in no table.
        key = word.encode("utf-8", "surrogatepass")
        value = np.uint32(zlib.crc32(key))  # of the same type, or the whole array would be converted
        at = int(np.searchsorted(self.hashes, value))
        while at < len(self) and self.hashes[at] == value:
            row = int(self.order[at])
            if self._bytes(row) == key:
                return row
            at += 1
        return None

    def word(self, row: int) -> str:
        """Return the word of a row."""
        return self._bytes(row).decode()

    def _bytes(self, row: int) -> bytes:
        return self.blob[self.ends[row] : self.ends[row + 1]].tobytes()
