"""Paints two axes that have the same unit: lines at round numbers, figures, what the axes are."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.items.numbers import MINUS
from gui.theme import Theme

CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_axes(
    painter: QPainter, area: QRectF, unit: float, origin: QPointF, titles: tuple[str, str], theme: Theme
) -> None:
    """Draw the axes of `area`, where a unit has `unit` pixels; figures and titles stand outside of it."""
    em, step = theme.em, nice_step(5 * theme.em / unit)
    painter.setFont(theme.type(0.85))
    for tick in ticks((area.left() - origin.x()) / unit, (area.right() - origin.x()) / unit, step):
        x = origin.x() + unit * tick * step
        _line(painter, QPointF(x, area.top()), QPointF(x, area.bottom()), tick, theme)
        painter.drawText(
            QRectF(x - 2 * em, area.bottom() + 2, 4 * em, 1.4 * em), CENTRE, written(tick * step)
        )
    for tick in ticks((origin.y() - area.bottom()) / unit, (origin.y() - area.top()) / unit, step):
        y = origin.y() - unit * tick * step
        _line(painter, QPointF(area.left(), y), QPointF(area.right(), y), tick, theme)
        box = QRectF(area.left() - 4.3 * em, y - 0.7 * em, 4 * em, 1.4 * em)
        painter.drawText(box, RIGHT, written(tick * step))
    below = QRectF(area.left(), area.bottom() + 1.6 * em, area.width(), 1.6 * em)
    painter.drawText(below, CENTRE | Qt.TextFlag.TextDontClip, titles[0])
    painter.save()
    painter.translate(0, area.bottom())
    painter.rotate(-90)
    painter.drawText(QRectF(0, 0, area.height(), 1.5 * em), CENTRE | Qt.TextFlag.TextDontClip, titles[1])
    painter.restore()


def _line(painter: QPainter, start: QPointF, end: QPointF, tick: int, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.edge if tick == 0 else theme.line), 1.5 if tick == 0 else 1))
    painter.drawLine(start, end)
    painter.setPen(QColor(theme.quiet))


def ticks(low: float, high: float, step: float) -> range:
    """Return the multiples of `step` from `low` to `high`, as whole numbers of steps."""
    return range(math.ceil(low / step), math.floor(high / step) + 1)


def nice_step(least: float) -> float:
    """Return the least of 1, 2, 5 times a power of ten that is at least `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least * (1 - 1e-9))


def written(value: float) -> str:
    """Return a value as it stands at an axis."""
    return f"{value:g}".replace("-", MINUS)
