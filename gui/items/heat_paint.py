"""Paints the cells of a matrix: one image of their colours, one layer of their numbers."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QStaticText

from gui.items.colour_cells import paint_colours
from gui.items.colours import colours_of, ink_on, pooled
from gui.items.grid import Grid
from gui.items.hatch import paint_hatch
from gui.items.heat_layout import LARGEST, SMALLEST, Layout, Matrix, number_room
from gui.items.numbers import cell as cell_text
from gui.items.numbers import cell_digits
from gui.theme import Theme

MOST = 1500  # rows or columns of the drawn image: about as many as a heatmap has pixels

RING = 0.8  # ems: the least side of a ring
WIDE, HIGH = 0.75, 2.2  # ems of a cell for a character and for the height of its number in the window's type


def paint_cells(painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme) -> None:
    """Draw the image, the gaps between large cells, and the numbers where they fit."""
    grid = layout.grid
    small = min(grid.width, grid.height) < 1
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, small and matrix.square)
    drawn = pooled(matrix.values, MOST) if matrix.square else pooled(matrix.values, *pixels(painter, grid))
    paint_colours(painter, grid.area, drawn, matrix.scale, matrix.colours, theme.dark)
    paint_hatch(painter, grid, matrix.values, theme)
    if min(grid.width, grid.height) >= 0.9 * theme.em:
        _paint_gaps(painter, grid, theme)
    _paint_numbers(painter, matrix, grid, theme)
    _paint_edited(painter, matrix, grid, theme)


def _paint_edited(painter: QPainter, matrix: Matrix, grid: Grid, theme: Theme) -> None:
    """Put a ring around what was set by hand; around a small cell it is larger than that."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for cell in matrix.marked:
        box = grid.cell(*cell)
        across, down = (max(1.5, (RING * theme.em - side) / 2) for side in (box.width(), box.height()))
        for ink, thick in ((theme.card, 4), (theme.amber, 2)):  # seen on every colour
            painter.setPen(QPen(QColor(ink), thick))
            painter.drawRect(box.adjusted(-across, -down, across, down))


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


def writing(matrix: Matrix, grid: Grid, theme: Theme) -> tuple[QFont, int] | None:
    """Return the font and the decimals of the numbers in the cells, None where they have no room."""
    least = number_room(theme.type(SMALLEST), "0.00")
    if grid.width < least.width() or grid.height < least.height():  # before many values are looked at
        return None
    signed = matrix.scale.signed or matrix.beside is not None  # those side by side are written alike
    digits = cell_digits(np.array([matrix.scale.low, matrix.scale.high]) if matrix.beside else matrix.values)
    widest = ("−0." if signed else "0.") + max(digits, 2) * "0"
    scale = min(grid.width / (len(widest) * WIDE * theme.em), grid.height / (HIGH * theme.em))
    font = theme.type(min(LARGEST, max(SMALLEST, scale)))
    room = number_room(font, widest)
    return (font, digits) if grid.width >= room.width() and grid.height >= room.height() else None


def _paint_numbers(painter: QPainter, matrix: Matrix, grid: Grid, theme: Theme) -> None:
    found = writing(matrix, grid, theme)
    if found is None:
        return
    font, digits = found
    painter.setFont(font)
    light = ink_on(colours_of(matrix.values, matrix.scale, matrix.colours, theme.dark))
    pens = {True: QColor("#FFFFFF"), False: QColor("#000000")}
    for (row, col), value in np.ndenumerate(matrix.values):
        text = number(cell_text(float(value), digits, matrix.plus), font.toString())
        size = text.size()
        painter.setPen(pens[bool(light[row, col])])
        middle = grid.cell(row, col).center()
        painter.drawStaticText(middle - QPointF(size.width() / 2, size.height() / 2), text)


@lru_cache(maxsize=4096)
def number(text: str, font: str) -> QStaticText:
    """Return `text` laid out once for each font: cells repeat the same few hundred numbers."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    described = QFont()
    described.fromString(font)
    made.prepare(font=described)
    return made
