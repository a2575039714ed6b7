r"""A table as LaTeX: an array with its names, which ``\[ … \]`` and amsmath display."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.sheet import Sheet

SIGNIFICANT = 4  # digits of the largest entry
LONG = 24  # characters of a name that are printed
_SPECIAL = {
    "\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", **{char: "\\" + char for char in "{}$&#%_"},
}  # fmt: skip


def as_latex(sheet: Sheet) -> str:
    r"""Return a sheet as an ``array`` whose first row and first column are its names.

    Entries are rounded, and a comment says to how many decimals; -∞ is ``-\infty``.
    """
    digits, count = decimals(sheet.values), len(sheet.columns)
    lines = [f"% {_printable(sheet.corner)}; {len(sheet.rows)} × {count}; {digits} decimals"]
    if not "".join((sheet.corner, *sheet.columns, *sheet.rows)).isascii():
        lines.append("% Chinese and other names beyond ASCII need XeLaTeX or LuaLaTeX, with ctex or xeCJK.")
    lines += [rf"\begin{{array}}{{r|*{{{count}}}{{r}}}}", _row(sheet.corner, map(_name, sheet.columns))]
    lines.append(r"\hline \rule{0pt}{2.8ex}")  # room under the line: Chinese is higher than Latin
    for name, values in zip(sheet.rows, sheet.values.tolist(), strict=True):
        lines.append(_row(name, (_entry(value, digits) for value in values)))
    return "\n".join([*lines, r"\end{array}"])


def as_tex(sheets: Sequence[Sheet]) -> bytes:
    r"""Return sheets as a file of displayed formulas, for ``\input`` into a document with amsmath."""
    return "\n\n".join(f"\\[\n{as_latex(sheet)}\n\\]" for sheet in sheets).encode() + b"\n"


def decimals(values: NDArray[np.float64]) -> int:
    """Return to how many decimals entries are shown: 4 digits of the largest one."""
    largest = float(np.abs(values[np.isfinite(values)]).max(initial=0))
    places = SIGNIFICANT - 1 - math.floor(math.log10(largest)) if largest else 0
    return min(max(places, 0), 12)


def _row(name: str, cells: Iterable[str]) -> str:
    return " & ".join([_name(name), *cells]) + r" \\"


def _name(name: str) -> str:
    r"""Return a name as text, in which nothing is a command; the number of a dimension as that number.

    Never empty: after ``\\`` a ``[`` or ``*`` of the next row would be taken for an argument.
    """
    if name.isascii() and name.isdigit() and len(name) <= LONG:
        return name
    shown = _printable(name)
    cut = shown if len(shown) <= LONG else shown[: LONG - 1]
    text = "".join(_SPECIAL.get(char, char) for char in cut)
    return rf"\text{{{text}}}" if cut == shown else rf"\text{{{text}\dots}}"


def _entry(value: float, digits: int) -> str:
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return r"-\infty"
    return "0" if value == 0 else f"{value:.{digits}f}"


def _printable(name: str) -> str:
    """Return a name in one line, what shows nothing written out: the rest of a comment would be run."""
    shown = " ".join(name.split())
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in shown)
