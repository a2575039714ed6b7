"""Paints the colours of a matrix: as an image on a screen, as shapes where shapes are wanted."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEngine, QPainter

from gui.items.colours import Scale, colours_of, image_of
from gui.items.grid import Grid

SHAPES = (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf)
MOST_SHAPES = 4096  # more cells than this are an image everywhere: no reader likes a file of a million shapes
OVERLAP = 0.5  # pixels by which a cell reaches under the next, else the ground shines through between them


def paint_colours(
    painter: QPainter, area: QRectF, M: np.ndarray, scale: Scale, colours: str, dark: bool
) -> None:
    """Fill `area` with the colour of each entry."""
    if painter.paintEngine().type() not in SHAPES:
        painter.drawImage(area, image_of(M, scale, colours, dark))
    elif M.size > MOST_SHAPES:
        _paint_enlarged(painter, area, image_of(M, scale, colours, dark))
    else:
        _paint_shapes(painter, Grid(area, *M.shape), colours_of(M, scale, colours, dark))


def _paint_enlarged(painter: QPainter, area: QRectF, image: QImage) -> None:
    # Enlarged here, since many readers would blur the edges of the cells.
    times = max(1, round(2 * area.width() / image.width()))
    painter.drawImage(area, image.scaled(image.size() * times))


def _paint_shapes(painter: QPainter, grid: Grid, colours: np.ndarray) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    for colour in np.unique(colours):
        painter.setBrush(QColor.fromRgb(int(colour)))
        cells = np.argwhere(colours == colour).tolist()
        painter.drawRects([grid.cell(row, col).adjusted(0, 0, OVERLAP, OVERLAP) for row, col in cells])
    painter.restore()
