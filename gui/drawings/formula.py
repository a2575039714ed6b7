"""The formula for paper: text, each part on the tint of its stage."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from engine.formula import Part
from gui.drawings.drawing import Drawing, wrapped
from gui.drawings.text import text
from gui.theme import Theme

_SMALL = str.maketrans({"ᵀ": "^T", "ᵢ": "_i", "ⱼ": "_j"})
_LETTER = re.compile(r"(?<![A-Za-z^])([XWEMZ])(?![A-Za-z])")
_RAISED, _LOWERED = re.compile(r"\^(\w)"), re.compile(r"_(\w)")
_ROOT = re.compile(r"√(\d+)")


def formula(parts: Sequence[Part], theme: Theme, width: float) -> Drawing:
    """Return the parts in a row, wrapped to `width`."""
    return wrapped([_part(part, theme) for part in parts], width, 0.1 * theme.em)


def part_markup(part: Part) -> str:
    """Return a part as rich text: letters slanted, what is raised or lowered made small."""
    shown = html.escape(part.plain.translate(_SMALL))
    shown = _LETTER.sub(r"<i>\1</i>", shown)
    shown = _LOWERED.sub(r"<sub>\1</sub>", _RAISED.sub(r"<sup>\1</sup>", shown))
    return _ROOT.sub(r'√<span style="text-decoration:overline">\1</span>', shown)


def part_text(part: Part, theme: Theme, scale: float) -> Drawing:
    """Return a part as text, without the tint of its stage."""
    return text(part_markup(part), serif(theme, scale), theme.ink)


def _part(part: Part, theme: Theme) -> Drawing:
    written = part_text(part, theme, 1.5)
    tint, em = theme.tint(part.stage), theme.em
    edge = 0.4 * em if part.stage else 0.15 * em
    box = QRectF(1, 1, written.width + 2 * edge - 2, written.height - 2)

    def paint(painter: QPainter) -> None:
        if tint:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(box, 5, 5)
        written.paint_at(painter, edge, 0)

    return Drawing(written.width + 2 * edge, written.height, paint)


def serif(theme: Theme, scale: float) -> QFont:
    """Return the type of formulas."""
    font = QFont(theme.type(scale))
    font.setFamily("serif")
    return font
