"""Paints the cells of a matrix: one image of their colours, one layer of their numbers."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QStaticText

from gui.items.colour_cells import paint_colours
from gui.items.colours import colours_of, ink_on, pooled
from gui.items.grid import Grid
from gui.items.heat_layout import LARGEST, SMALLEST, Layout, Matrix, number_room
from gui.items.numbers import cell as cell_text
from gui.items.numbers import cell_digits
from gui.theme import Theme

MOST = 1500  # rows or columns of the drawn image: about as many as a heatmap has pixels


def paint_cells(painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme) -> None:
    """Draw the image, the gaps between large cells, and the numbers where they fit."""
    grid = layout.grid
    small = min(grid.width, grid.height) < 1
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, small and matrix.square)
    drawn = pooled(matrix.values, MOST) if matrix.square else pooled(matrix.values, *pixels(painter, grid))
    paint_colours(painter, grid.area, drawn, matrix.scale, matrix.colours, theme.dark)
    if min(grid.width, grid.height) >= 0.9 * theme.em:
        _paint_gaps(painter, grid, theme)
    _paint_numbers(painter, matrix, grid, theme)
    painter.setPen(QPen(QColor(theme.amber), 1.5, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for cell in matrix.marked:
        painter.drawRect(grid.cell(*cell).adjusted(-1, -1, 1, 1))


def pixels(painter: QPainter, grid: Grid) -> tuple[int, int]:
    """Return how many pixels there are for the rows and for the columns.

    A single 1 among hundreds of dimensions would fade away between them.
    """
    fine = painter.device().devicePixelRatioF()
    return max(1, int(grid.area.height() * fine)), max(1, int(grid.area.width() * fine))


def _paint_gaps(painter: QPainter, grid: Grid, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.paper), max(1.0, theme.em / 8)))
    x, y, right, bottom = grid.area.getCoords()
    for col in range(grid.cols + 1):
        painter.drawLine(QPointF(x + col * grid.width, y), QPointF(x + col * grid.width, bottom))
    for row in range(grid.rows + 1):
        painter.drawLine(QPointF(x, y + row * grid.height), QPointF(right, y + row * grid.height))


def _paint_numbers(painter: QPainter, matrix: Matrix, grid: Grid, theme: Theme) -> None:
    font = theme.type(min(LARGEST, max(SMALLEST, grid.width / (5.2 * theme.em))))
    signed = matrix.scale.signed or matrix.beside is not None  # those side by side are written alike
    if not _has_room(grid, font, signed, 2):
        return
    digits = cell_digits(matrix.values)
    if digits > 2 and not _has_room(grid, font, signed, digits):
        return
    painter.setFont(font)
    light = ink_on(colours_of(matrix.values, matrix.scale, matrix.colours, theme.dark))
    pens = {True: QColor("#FFFFFF"), False: QColor("#000000")}
    for (row, col), value in np.ndenumerate(matrix.values):
        text = number(cell_text(float(value), digits), font.toString())
        size = text.size()
        painter.setPen(pens[bool(light[row, col])])
        middle = grid.cell(row, col).center()
        painter.drawStaticText(middle - QPointF(size.width() / 2, size.height() / 2), text)


def _has_room(grid: Grid, font: QFont, signed: bool, digits: int) -> bool:
    room = number_room(font, ("−0." if signed else "0.") + digits * "0")
    return grid.width >= room.width() and grid.height >= room.height()


@lru_cache(maxsize=4096)
def number(text: str, font: str) -> QStaticText:
    """Return `text` laid out once for each font: cells repeat the same few hundred numbers."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    described = QFont()
    described.fromString(font)
    made.prepare(font=described)
    return made
