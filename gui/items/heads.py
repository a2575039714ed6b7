"""How the name of a column stands over it: lying, one character a line, or turned."""

from __future__ import annotations

import unicodedata

from PySide6.QtGui import QFontMetricsF

STACKED = 4  # characters that are read one below the other; longer names are turned
LONGEST = 12  # names that are measured: the longest need the most room
HIGHEST = 4.2  # lines that a turned name may be long
CHARACTER = 0.87  # of a line: from one character to the one below it


def lies(name: str, wide: float, metrics: QFontMetricsF) -> bool:
    """Whether a name fits the width of its column as it is."""
    return metrics.horizontalAdvance(name) <= wide


def stacks(name: str) -> bool:
    """Whether a name is Chinese throughout and short, and so reads well one character a line."""
    return len(name) <= STACKED and is_wide(name)


def is_wide(name: str) -> bool:
    """Whether a text is Chinese throughout."""
    return all(unicodedata.east_asian_width(char) in "WF" for char in name)


def is_spelt(name: str) -> bool:
    """Whether a text has letters of an alphabet."""
    return any(char.isalpha() and not is_wide(char) for char in name)


def head_height(names: tuple[str, ...], wide: float, metrics: QFontMetricsF) -> float:
    """Return the room that names need over columns that are `wide`."""
    line = metrics.height()
    longest = sorted(set(names), key=len)[-LONGEST:]
    return max((_height(name, max(wide - 2, 0.8 * line), metrics) for name in longest), default=line)


def _height(name: str, wide: float, metrics: QFontMetricsF) -> float:
    line = metrics.height()
    if lies(name, wide, metrics):
        return line
    if stacks(name):
        return (CHARACTER * len(name) + 0.2) * line
    return min(metrics.horizontalAdvance(name) + 4, HIGHEST * line)
