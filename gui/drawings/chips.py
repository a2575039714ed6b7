"""Tokens for paper."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from engine.tokens import Token
from gui.drawings.drawing import Drawing, rendered
from gui.items.chip import Chip
from gui.theme import Theme


def drawn_chip(token: Token, kept: bool, selected: bool, mark: str, theme: Theme) -> Drawing:
    """Return a token as it stands in the strip; `mark` is ``composed``, ``unknown`` or empty."""
    made = Chip(theme, 0)
    made.show_token(token, kept, selected, mark)
    made.resize(made.sizeHint())
    return rendered(made, theme.paper)


def drawn_rest(said: str, theme: Theme) -> Drawing:
    """Return what is said after the last chip, on the line on which the tokens are written."""
    high, chip, font = Chip(theme, 0).sizeHint().height(), QFontMetricsF(theme.type(1.15)), theme.type()
    base = (high + chip.ascent() - chip.descent()) / 2

    def paint(painter: QPainter) -> None:
        painter.setFont(font)
        painter.setPen(QColor(theme.quiet))
        painter.drawText(QPointF(0, base), said)

    return Drawing(QFontMetricsF(font).horizontalAdvance(said), high, paint)
