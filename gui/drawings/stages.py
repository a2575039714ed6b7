"""The data flow for paper: the matrices as thumbnails."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from gui.drawings.drawing import Drawing
from gui.drawings.formula import serif
from gui.items.colour_cells import paint_colours
from gui.items.colours import pooled, scale_of
from gui.theme import Theme

MOST = 64  # cells of a thumbnail each way
MIDDLE, RIGHT = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, eq=False)
class Figure:
    """A matrix of the data flow: its letter, its values, how it was made, its shape in words."""

    name: str
    values: np.ndarray
    made: str
    shape: str
    square: bool


def thumbnail(figure: Figure, theme: Theme, colours: str, width: float) -> Drawing:
    """Return one matrix with its captions above it."""
    em, thin = theme.em, pooled(figure.values, MOST)
    rows, cols = max(thin.shape[0], 1), max(thin.shape[1], 1)
    side = min(0.6 * em, width / cols)
    size = (side * cols, side * rows) if figure.square else (width, min(0.6 * em * rows, 5 * em))
    head = 1.7 * em

    def paint(painter: QPainter) -> None:
        letter = QFont(serif(theme, 1.2))
        letter.setBold(True)
        letter.setItalic(True)
        _write(painter, QRectF(0, 0, width, head), letter, theme.ink, figure.name)
        _write(painter, QRectF(1.6 * em, 0, width, head), theme.type(0.85), theme.quiet, figure.made)
        _write(painter, QRectF(0, 0, width, head), theme.type(0.85), theme.quiet, figure.shape, RIGHT)
        if thin.size:
            paint_colours(painter, QRectF(0, head, *size), thin, scale_of(thin), colours, theme.dark)

    return Drawing(width, head + size[1], paint)


def _write(
    painter: QPainter,
    box: QRectF,
    font: QFont,
    ink: str,
    text: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, MIDDLE | side, text)
