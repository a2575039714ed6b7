"""The formula for paper: text, each part on the tint of its stage."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen

from engine.formula import Part
from gui.drawings.drawing import Drawing, wrapped
from gui.drawings.runs import Run, pieces, runs
from gui.theme import Theme

SCRIPT = 0.65  # of the type: what is raised or lowered
RAISED, LOWERED = 0.4, 0.22  # of the type: how far its baseline lies from that of the line
JOINING = frozenset("=+−/⊙")  # with the same blank before and after
BELOW = 0.42  # of the type: what a lowered letter may reach below the baseline


def formula(parts: Sequence[Part], theme: Theme, width: float) -> Drawing:
    """Return the parts in a row, wrapped to `width`."""
    return wrapped([_part(part, theme) for part in parts], width, 0.1 * theme.em)


def part_text(part: Part, theme: Theme, scale: float) -> Drawing:
    """Return a part as text, without the tint of its stage; every part has the same baseline."""
    written = runs(part)
    font = serif(theme, scale)
    base = QFontMetricsF(font).ascent()

    def paint(painter: QPainter) -> None:
        painter.setPen(QColor(theme.ink))
        x = 0.0
        for run in written:
            x += _paint(painter, run, font, QPointF(x, base))

    width = sum(_width(run, font) for run in written)
    return Drawing(width, base + BELOW * _size(font), paint)


def edge_of(part: Part, theme: Theme) -> float:
    """Return the blank at either side of a part: that of its tint, or a thin one round what joins two."""
    if theme.tint(part.stage):
        return 0.45 * theme.em
    return (0.3 if part.plain in JOINING else 0.15) * theme.em


def _part(part: Part, theme: Theme) -> Drawing:
    written = part_text(part, theme, 1.5)
    tint = theme.tint(part.stage)
    edge = edge_of(part, theme)
    box = QRectF(1, 1, written.width + 2 * edge - 2, written.height - 2)

    def paint(painter: QPainter) -> None:
        if tint:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(box, 5, 5)
        written.paint_at(painter, edge, 0)

    return Drawing(written.width + 2 * edge, written.height, paint)


def _paint(painter: QPainter, run: Run, font: QFont, at: QPointF) -> float:
    """Write a run from a point of the baseline on, and return how wide it is."""
    size = _size(font)
    wide = _paint_pieces(painter, run.text, font, at)
    if run.roofed:
        _paint_roof(painter, font, at, wide)
    aside, small = at + QPointF(wide, 0), _small(font)
    above = _paint_pieces(painter, run.above, small, aside - QPointF(0, RAISED * size))
    below = _paint_pieces(painter, run.below, small, aside + QPointF(0, LOWERED * size))
    return wide + max(above, below)


def _paint_pieces(painter: QPainter, text: str, font: QFont, at: QPointF) -> float:
    x = 0.0
    for piece, slanted in pieces(text):
        shown = _slanted(font, slanted)
        painter.setFont(shown)
        painter.drawText(at + QPointF(x, 0), piece)
        x += QFontMetricsF(shown).horizontalAdvance(piece)
    return x


def _paint_roof(painter: QPainter, font: QFont, at: QPointF, wide: float) -> None:
    """Draw the line that a root has over its number, from the tip of the sign on."""
    metrics, thin = QFontMetricsF(font), _size(font) / 16
    tip = metrics.tightBoundingRect("√")
    y = at.y() + tip.top() + thin / 2
    painter.save()
    painter.setPen(QPen(painter.pen().color(), thin))
    painter.drawLine(QLineF(at.x() + tip.right() - thin, y, at.x() + wide, y))
    painter.restore()


def _width(run: Run, font: QFont) -> float:
    small = _small(font)
    return _advance(run.text, font) + max(_advance(run.above, small), _advance(run.below, small))


def _advance(text: str, font: QFont) -> float:
    metrics = ((QFontMetricsF(_slanted(font, slanted)), piece) for piece, slanted in pieces(text))
    return sum(each.horizontalAdvance(piece) for each, piece in metrics)


def _size(font: QFont) -> int:
    """Return how large a font is in pixels, also where it was asked for in points."""
    return QFontInfo(font).pixelSize()


def _slanted(font: QFont, slanted: bool) -> QFont:
    shown = QFont(font)
    shown.setItalic(slanted)
    return shown


def _small(font: QFont) -> QFont:
    shown = QFont(font)
    shown.setPixelSize(round(SCRIPT * _size(font)))
    return shown


def serif(theme: Theme, scale: float) -> QFont:
    """Return the type of formulas."""
    font = QFont(theme.type(scale))
    font.setFamily("serif")
    return font
