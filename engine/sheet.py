"""A table with names on both sides, and how it is written for a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MINUS_INFINITY = "−∞"  # a minus sign, for "-inf" would be a formula to a spreadsheet


@dataclass(frozen=True, eq=False)
class Sheet:
    """What a view shows, as a table.

    Attributes
    ----------
    corner
        What it is: stands above the names of the rows.
    columns, rows
        The names, (c,) and (r,).
    values
        The numbers, (r, c). NaN is an empty cell, -inf a masked score.
    """

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    values: NDArray[np.float64]

    @property
    def size(self) -> int:
        """Number of cells."""
        return self.values.size


def as_csv(sheets: Sequence[Sheet]) -> bytes:
    """Return sheets as a file for a spreadsheet, an empty line between them; nothing is rounded."""
    text = io.StringIO()
    # The byte-order mark is what makes spreadsheets read the Chinese as UTF-8.
    text.write("\ufeff")
    rows = csv.writer(text)
    for number, sheet in enumerate(sheets):
        if number:
            rows.writerow([])
        rows.writerows(_lines(sheet))
    return text.getvalue().encode()


def as_tsv(sheet: Sheet) -> str:
    """Return a sheet as lines of cells parted by tabs, to be pasted; nothing is rounded."""
    lines = ["\t".join(" ".join(cell.split()) for cell in line) for line in _lines(sheet)]
    return "\n".join(lines) + "\n"


def _lines(sheet: Sheet) -> Iterator[list[str]]:
    yield [_safe(sheet.corner), *map(_safe, sheet.columns)]
    for name, values in zip(sheet.rows, sheet.values, strict=True):
        yield [_safe(name), *map(_cell, values.tolist())]


def _safe(name: str) -> str:
    # A spreadsheet would run a cell that begins like a formula.
    return "'" + name if name[:1] in "=+-@" and name else name


def _cell(value: float) -> str:
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return MINUS_INFINITY
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
