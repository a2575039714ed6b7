"""The numbers of a table, wherever they are kept; only the rows asked for are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.vectors.nearest import Check, Found, nearest_of

BLOCK = 2048  # rows at a time when the whole table is gone through: they stay in the processor's cache


class Rows(Protocol):
    """What a `VectorTable` asks of its numbers."""

    @property
    def width(self) -> int:
        """Return n, the width of a row."""
        ...

    def read(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """Return the rows with these numbers, (k, n), as a fresh array."""
        ...

    def blocks(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield all rows in turn: the number of a block's first row, and the block (b, n)."""
        ...

    def nearest(self, direction: NDArray[np.float64], count: int, check: Check) -> Found:
        """Return the `count` rows with the largest cosines with `direction` (n,) of length 1, best first.

        A row of zeros has cosine 0; equal cosines come in the order of the rows. `check` is called
        some hundred times a second, and may raise `Cancelled`.
        """
        ...


@dataclass(frozen=True, eq=False)
class FloatRows:
    """Rows of plain numbers, in memory or memory-mapped, (N, n) float32."""

    numbers: NDArray[np.float32]

    @property
    def width(self) -> int:
        """Return n, the width of a row."""
        return int(self.numbers.shape[1])

    def read(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """Return the rows with these numbers, (k, n)."""
        return np.asarray(self.numbers[np.asarray(rows, dtype=np.intp)], dtype=np.float64)

    def blocks(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield all rows in turn, (b, n) each."""
        for start in range(0, len(self.numbers), BLOCK):
            yield start, np.asarray(self.numbers[start : start + BLOCK], dtype=np.float32)

    def nearest(self, direction: NDArray[np.float64], count: int, check: Check) -> Found:
        """Return the `count` rows with the largest cosines with `direction`."""
        return nearest_of(self.blocks(), direction, count, check)


@dataclass(frozen=True, eq=False)
class PackedRows:
    """Rows of four-bit codes, two in a byte: x_ij = scale_i · levels[code_ij].

    Half the bytes of int8, so twice the words fit. Dimensions are rotated before packing so that
    all have about the same spread, which is what makes sixteen levels enough (cosine .995 with the
    original row).

    Attributes
    ----------
    codes
        (N, n/2) uint8: the low four bits are the even column, the high four the odd one.
    scales
        (N,) what each row is multiplied by.
    levels
        (16,) the values that a code stands for.
    """

    codes: NDArray[np.uint8]
    scales: NDArray[np.floating]
    levels: NDArray[np.float32]

    @property
    def width(self) -> int:
        """Return n, the width of a row."""
        return 2 * int(self.codes.shape[1])

    def read(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """Return the rows with these numbers, (k, n)."""
        chosen = np.asarray(rows, dtype=np.intp)
        return self._unpack(self.codes[chosen], self.scales[chosen]).astype(np.float64)

    def blocks(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield all rows in turn, (b, n) each."""
        for start in range(0, len(self.codes), BLOCK):
            part = slice(start, start + BLOCK)
            yield start, self._unpack(self.codes[part], self.scales[part])

    def nearest(self, direction: NDArray[np.float64], count: int, check: Check) -> Found:
        """Return the `count` rows with the largest cosines with `direction`."""
        return nearest_of(self.blocks(), direction, count, check)

    def _unpack(self, codes: NDArray[np.uint8], scales: NDArray[np.floating]) -> NDArray[np.float32]:
        pairs = np.stack((np.tile(self.levels, 16), np.repeat(self.levels, 16)), axis=1)  # (256, 2)
        # Both numbers of a byte are taken as one of eight bytes: a tenth of the time.
        values = pairs.view(np.uint64).ravel().take(codes).view(np.float32)
        values *= scales[:, None].astype(np.float32)
        return values
