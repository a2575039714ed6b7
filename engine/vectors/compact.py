"""The rows of a large table, with a copy in one byte a number in which the nearest are looked for.

Going through a million rows of 300 numbers means reading 1.2 GB. The copy is a quarter of that, and what it
leaves open is known: each row keeps how far its copy is from it. So a row is passed over only where no
rounding could make it one of the nearest; the few others are compared in full. What is found is what
comparing every row would have found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.vectors.nearest import Check, Found, largest, threshold
from engine.vectors.rows import FloatRows

BLOCK = 2**20  # numbers at a time
_LARGEST = 127  # of a code
_SMALLEST = np.float32(
    1e-30
)  # what is smaller has codes of 0 and an error of 1: it is always compared in full


@dataclass(frozen=True, eq=False)
class Compact:
    """Rows (N, n) in one byte a number.

    Attributes
    ----------
    codes
        (N, n) int8: a row, scaled so that its largest number is 127, and rounded.
    steps
        (N,) what turns codes into a row of length 1; 0 for a row of zeros.
    errors
        (N,) the length of what is then missing, and the roundings: no cosine is wrong by more.
    """

    codes: NDArray[np.int8]
    steps: NDArray[np.float32]
    errors: NDArray[np.float32]

    @classmethod
    def of(cls, rows: NDArray[np.float32]) -> Compact:
        """Return the copy of `rows` (N, n)."""
        most = np.maximum(rows.max(axis=1), -rows.min(axis=1))
        scaled = rows * (_LARGEST / np.maximum(most, _SMALLEST))[:, None]
        codes = np.rint(scaled)
        lengths = np.sqrt(np.einsum("ij,ij->i", scaled, scaled))
        steps = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        scaled -= codes
        missing = np.sqrt(np.einsum("ij,ij->i", scaled, scaled)) * steps
        # And what float32 may add: a rounding of at most 2⁻²⁴ for each product, and some more.
        errors = missing + np.float32((rows.shape[1] + 16) * 2.0**-23)
        return cls(codes.astype(np.int8), steps, errors)

    def cosines(self, direction: NDArray[np.float64], check: Check) -> NDArray[np.float32]:
        """Return about the cosine of each row with `direction` (n,) of length 1, (N,)."""
        narrow, count = direction.astype(np.float32), max(1, BLOCK // len(direction))
        found = np.empty(len(self.codes), dtype=np.float32)
        wide = np.empty((count, len(direction)), dtype=np.float32)
        for first in range(0, len(found), count):
            check()
            codes = self.codes[first : first + count]
            np.copyto(wide[: len(codes)], codes)
            np.dot(wide[: len(codes)], narrow, out=found[first : first + count])
        found *= self.steps
        return found


@dataclass(frozen=True, eq=False)
class QuickRows(FloatRows):
    """Rows of plain numbers with their compact copy, both memory-mapped."""

    compact: Compact

    def nearest(self, direction: NDArray[np.float64], count: int, check: Check) -> Found:
        """Return the `count` rows with the largest cosines with `direction` (n,) of length 1."""
        cosines, errors = self.compact.cosines(direction, check), self.compact.errors
        bound = cosines - errors  # the cosine is not smaller
        surely = threshold(bound, count)
        np.add(cosines, errors, out=bound)  # and not larger
        rows = np.flatnonzero(bound >= surely)
        exact = self._cosines(rows, direction, check)
        return [(int(rows[place]), float(exact[place])) for place in largest(exact, count)]

    def _cosines(
        self, rows: NDArray[np.intp], direction: NDArray[np.float64], check: Check
    ) -> NDArray[np.float64]:
        """Return the cosine of some rows with `direction`, (k,); 0 for rows of zeros."""
        found, count = np.zeros(len(rows)), max(1, BLOCK // len(direction))
        for first in range(0, len(rows), count):
            check()
            part = slice(first, first + count)
            exact = self.numbers[rows[part]].astype(np.float64)
            lengths = np.linalg.norm(exact, axis=1)
            np.divide(exact @ direction, lengths, out=found[part], where=lengths > 0)
        return found
