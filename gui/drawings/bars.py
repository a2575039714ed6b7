"""A list of bars for paper, and as a table."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.sheet import Sheet
from engine.words import Words
from gui.drawings.drawing import Drawing, column, rendered
from gui.drawings.text import heading, plain, text
from gui.items.bars import Bar, Bars
from gui.items.names import visible
from gui.theme import Theme


@dataclass(frozen=True)
class BarList:
    """What a bar panel shows: its title, what it says of itself, its bars.

    Attributes
    ----------
    figure
        What the values are, in symbols.
    full
        The value of a full bar.
    strong
        The row whose name is written strongly.
    ink
        The colour of the bars.
    note
        What is said under the bars.
    """

    title: str
    says: str
    figure: str
    bars: tuple[Bar, ...]
    full: float
    strong: int | None
    ink: str
    note: str = ""


def bar_list(listed: BarList, words: Words, theme: Theme, width: float, most: int) -> Drawing:
    """Return the title, and the first `most` bars below each other."""
    head = heading(listed.title, listed.says, theme, width)
    return column(head, untitled(listed, words, theme, width, most), gap=0.35 * theme.em)


def untitled(listed: BarList, words: Words, theme: Theme, width: float, most: int) -> Drawing:
    """Return the first `most` bars, and how many more there are."""
    made = Bars(theme, listed.ink)
    shown = tuple(replace(bar, name=visible(bar.name)) for bar in listed.bars[:most])
    made.set_bars(shown, listed.full)
    made.set_marks(listed.strong, None)
    made.resize(round(width), made.sizeHint().height() if listed.bars else 0)
    picture = rendered(made, theme.paper)
    left = words("drawing.more", count=len(listed.bars) - most) if len(listed.bars) > most else ""
    said = [text(plain(each), theme.type(0.85), theme.quiet, width) for each in (left, listed.note) if each]
    return column(picture, *said)


def sheet_of(listed: BarList) -> Sheet:
    """Return the bars as a table, in drawn order."""
    values = np.array([bar.value for bar in listed.bars]).reshape(-1, 1)
    return Sheet(listed.title, (listed.figure,), tuple(bar.name for bar in listed.bars), values)
