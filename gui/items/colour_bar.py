"""The colour bar beside a heatmap: what value each colour stands for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gui.items.colour_cells import paint_colours
from gui.items.colours import Scale
from gui.items.numbers import MINUS, cell_digits
from gui.theme import Theme

FIGURES = 0.85  # of the window's type
AWAY = 0.5  # ems from the bar to what is written beside it


def paint_bar(painter: QPainter, bar: QRectF, scale: Scale, colours: str, theme: Theme) -> None:
    """Draw the colours from the least to the largest value, with figures; upwards where it stands."""
    ramp = np.linspace(scale.low, scale.high, 128)
    shown = ramp[None] if _lies(bar) else ramp[::-1, None]
    paint_colours(painter, bar, shown, scale, colours, theme.dark)
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar)
    painter.setFont(theme.type(FIGURES))
    painter.setPen(QColor(theme.quiet))
    for share, text in _figures(scale).items():
        (_below if _lies(bar) else _beside)(painter, bar, share, text, theme)


def widest_figure(scale: Scale, theme: Theme) -> float:
    """Return the width of the widest of the figures."""
    metrics = QFontMetricsF(theme.type(FIGURES))
    return max(map(metrics.horizontalAdvance, _figures(scale).values()))


def _figures(scale: Scale) -> dict[float, str]:
    """Return what is written at both ends of the bar and in its middle."""
    digits, span = cell_digits(np.array([scale.high])), scale.high - scale.low
    values = {share: scale.low + share * span for share in (0.0, 0.5, 1.0)}
    return {
        share: _past(share, scale) + f"{value:.{digits}f}".replace("-", MINUS)
        for share, value in values.items()
    }


def _past(share: float, scale: Scale) -> str:
    """Say at an end of the bar whether it stands for what lies beyond it, too."""
    below, above = scale.beyond
    return "≤" if below and share == 0 else "≥" if above and share == 1 else ""


def _lies(bar: QRectF) -> bool:
    return bar.width() > bar.height()


def _beside(painter: QPainter, bar: QRectF, share: float, text: str, theme: Theme) -> None:
    y = bar.bottom() - share * bar.height()
    box = QRectF(bar.right() + AWAY * theme.em, y - theme.em, 4 * theme.em, 2 * theme.em)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)


def _below(painter: QPainter, bar: QRectF, share: float, text: str, theme: Theme) -> None:
    box = QRectF(bar.left(), bar.bottom(), bar.width(), 1.5 * theme.em)
    sides = {0.0: Qt.AlignmentFlag.AlignLeft, 0.5: Qt.AlignmentFlag.AlignHCenter}
    if share != 0.5 or bar.width() > 12 * theme.em:
        painter.drawText(box, sides.get(share, Qt.AlignmentFlag.AlignRight), text)


def paint_mark(painter: QPainter, bar: QRectF, scale: Scale, value: float, theme: Theme) -> None:
    """Point at the colour of `value`."""
    if not np.isfinite(value):
        return
    share = min(max((value - scale.low) / (scale.high - scale.low), 0), 1)
    painter.setPen(QPen(QColor(theme.ink), 2))
    if _lies(bar):
        x = bar.left() + share * bar.width()
        painter.drawLine(QPointF(x, bar.top() - 3), QPointF(x, bar.bottom() + 3))
    else:
        y = bar.bottom() - share * bar.height()
        painter.drawLine(QPointF(bar.left() - 3, y), QPointF(bar.right() + 3, y))
