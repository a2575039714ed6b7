"""The colour bar beside a heatmap: what value each colour stands for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.items.colour_cells import paint_colours
from gui.items.colours import Scale
from gui.items.numbers import MINUS, cell_digits
from gui.theme import Theme


def paint_bar(painter: QPainter, bar: QRectF, scale: Scale, colours: str, theme: Theme) -> None:
    """Draw the colours from the largest value down to the least, with three figures."""
    ramp = np.linspace(scale.high, scale.low, 128)[:, None]
    paint_colours(painter, bar, ramp, scale, colours)
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.drawRect(bar)
    painter.setFont(theme.type(0.85))
    painter.setPen(QColor(theme.quiet))
    digits = cell_digits(np.array([scale.high]))
    middle = (scale.high + scale.low) / 2
    for share, value in ((0.0, scale.high), (0.5, middle), (1.0, scale.low)):
        y = bar.top() + share * bar.height()
        box = QRectF(bar.right() + 0.5 * theme.em, y - theme.em, 4 * theme.em, 2 * theme.em)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"{value:.{digits}f}".replace("-", MINUS))


def paint_mark(painter: QPainter, bar: QRectF, scale: Scale, value: float, theme: Theme) -> None:
    """Point at the colour of `value`."""
    if not np.isfinite(value):
        return
    share = (scale.high - value) / (scale.high - scale.low)
    y = bar.top() + min(max(share, 0), 1) * bar.height()
    painter.setPen(QPen(QColor(theme.ink), 2))
    painter.drawLine(QPointF(bar.left() - 3, y), QPointF(bar.right() + 3, y))
