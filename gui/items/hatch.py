"""Strokes over cells for which there is no number."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from gui.items.grid import Grid
from gui.theme import Theme

APART = 0.6  # ems between two strokes


def paint_hatch(painter: QPainter, grid: Grid, values: np.ndarray, theme: Theme) -> None:
    """Hatch the cells that have no number."""
    strokes: list[QLineF] = []
    for row, col in np.argwhere(np.isnan(values)).tolist():
        strokes += hatch(grid.cell(row, col), APART * theme.em)
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.drawLines(strokes)


def hatch(box: QRectF, apart: float) -> list[QLineF]:
    """Return slanting strokes that fill a box, as lines: not every kind of file knows patterns."""
    wide, high = box.width(), box.height()
    strokes = []
    for end in np.arange(apart / 2, wide + high, apart).tolist():
        left, right = max(0.0, end - high), min(end, wide)
        line = QLineF(left, end - left, right, end - right)
        strokes.append(line.translated(box.topLeft()))
    return strokes
