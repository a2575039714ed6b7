"""The words of a huge table, searched on disk: a word touches some twenty places of the file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class SortedIndex:
    """A `WordIndex` over arrays that may be memory-mapped.

    Attributes
    ----------
    blob
        All words in UTF-8, one after the other in row order.
    ends
        (N + 1,) where each word ends in `blob`, in bytes, beginning with 0.
    order
        (N,) the rows, sorted by their words' bytes.
    """

    blob: NDArray[np.uint8]
    ends: NDArray[np.int64]
    order: NDArray[np.int32]

    @classmethod
    def of(cls, words: Iterable[bytes]) -> SortedIndex:
        """Index `words`, which are in row order and all different."""
        listed = list(words)
        ends = np.cumsum([0, *map(len, listed)], dtype=np.int64)
        order = np.array(sorted(range(len(listed)), key=listed.__getitem__), dtype=np.int32)
        return cls(np.frombuffer(b"".join(listed), dtype=np.uint8), ends, order)

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.order)

    def row(self, word: str) -> int | None:
        """Return the row of `word`, None where there is none."""
        # A lone surrogate, which a command line can bring, is no UTF-8 and is in no table.
        key = word.encode("utf-8", "surrogatepass")
        at = bisect_left(self.order, key, key=self._bytes)
        if at == len(self.order) or self._bytes(self.order[at]) != key:
            return None
        return int(self.order[at])

    def word(self, row: int) -> str:
        """Return the word of a row."""
        return self._bytes(row).decode()

    def _bytes(self, row: int | np.integer) -> bytes:
        return self.blob[self.ends[row] : self.ends[row + 1]].tobytes()
