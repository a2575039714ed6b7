"""A table with names on both sides, and how it is written: for a spreadsheet, for LaTeX."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MINUS_INFINITY = "−∞"  # a minus sign, for "-inf" would be a formula to a spreadsheet
SIGNIFICANT = 4  # digits of the largest entry in LaTeX
MOST_COLUMNS = 10  # of a bmatrix, unless LaTeX is told otherwise


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


def as_latex(sheet: Sheet) -> str:
    r"""Return a sheet as a ``bmatrix``, its names in comments, so that no font has to have them.

    Entries are rounded, and a comment says to how many decimals; -∞ is ``-\infty``.
    """
    digits = decimals(sheet.values)
    names = ", ".join(map(_comment, sheet.columns))
    lines = [f"% {_comment(sheet.corner)}; {len(sheet.rows)} × {len(sheet.columns)}; {digits} decimals"]
    lines.append(f"% {names}")
    if len(sheet.columns) > MOST_COLUMNS:
        lines.append(rf"\setcounter{{MaxMatrixCols}}{{{len(sheet.columns)}}}")
    lines.append(r"\begin{bmatrix}")
    last = len(sheet.rows) - 1
    for row, (name, values) in enumerate(zip(sheet.rows, sheet.values.tolist(), strict=True)):
        end = r" \\" if row < last else ""
        lines.append(f"{' & '.join(_entry(value, digits) for value in values)}{end} % {_comment(name)}")
    return "\n".join([*lines, r"\end{bmatrix}"])


def as_tex(sheets: Sequence[Sheet]) -> bytes:
    r"""Return sheets as a file of displayed formulas, for ``\input`` into a document with amsmath."""
    return "\n\n".join(f"\\[\n{as_latex(sheet)}\n\\]" for sheet in sheets).encode() + b"\n"


def decimals(values: NDArray[np.float64]) -> int:
    """Return to how many decimals LaTeX shows entries: 4 digits of the largest one."""
    largest = float(np.abs(values[np.isfinite(values)]).max(initial=0))
    places = SIGNIFICANT - 1 - math.floor(math.log10(largest)) if largest else 0
    return min(max(places, 0), 12)


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


def _entry(value: float, digits: int) -> str:
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return r"-\infty"
    return "0" if value == 0 else f"{value:.{digits}f}"


def _comment(name: str) -> str:
    """Return a name in one line, whatever was in it: the rest would be run by LaTeX."""
    shown = "".join(char if char.isprintable() else " " for char in name)
    return " ".join(shown.split())
