"""Paints a matrix: one image of its colours, one layer of its numbers and names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QStaticText

from gui.items.colours import Scale, colours_of, image_of, ink_on, pooled
from gui.items.grid import Grid, fit, step_for
from gui.items.numbers import cell as cell_text
from gui.items.numbers import cell_digits
from gui.theme import Theme

MOST = 1500  # rows or columns of the drawn image: about as many as a heatmap has pixels


@dataclass(frozen=True, eq=False)
class Matrix:
    """A matrix to draw: its values, the names on its axes, how its values become colours."""

    values: np.ndarray
    row_names: tuple[str, ...]
    col_names: tuple[str, ...]
    row_title: str
    col_title: str
    square: bool
    scale: Scale
    colours: str


@dataclass(frozen=True, eq=False)
class Layout:
    """Where the parts of a drawn matrix are, in pixels."""

    grid: Grid
    row_step: int
    col_step: int
    upright: bool
    bar: QRectF


def lay_out(matrix: Matrix, size: QRectF, theme: Theme) -> Layout:
    """Divide `size` between the cells, their names and the colour bar."""
    metrics, em = QFontMetricsF(theme.type(0.95)), theme.em
    most = size.width() * 0.2
    left = min(widest(metrics, matrix.row_names), most) + 2.6 * em
    area = size.adjusted(left, 3.3 * em, -4.6 * em, -0.4 * em)
    rows, cols = matrix.values.shape
    grid = fit(area, rows, cols, matrix.square, 7 * em)
    name = min(widest(metrics, matrix.col_names), 5.5 * em) + 0.5 * em
    upright = matrix.square and name > grid.width and widest(metrics, matrix.col_names) > 0
    if upright:  # names that do not fit side by side stand, and need the room above
        area.setTop(area.top() + name - 1.2 * em)
        grid = fit(area, rows, cols, matrix.square, 7 * em)
    line = metrics.height()
    col_step = step_for(line if upright else name, grid.width)
    bar = QRectF(grid.area.right() + 1.2 * em, grid.area.top(), 0.8 * em, grid.area.height())
    bar.setHeight(max(min(grid.area.height(), 18 * em), 4 * em))
    return Layout(grid, step_for(line, grid.height), col_step, upright, bar)


def widest(metrics: QFontMetricsF, names: tuple[str, ...]) -> float:
    """Return the width of the widest of the longest names."""
    longest = sorted(set(names), key=len)[-12:]
    return max((metrics.horizontalAdvance(name) for name in longest), default=0.0)


def paint_cells(painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme) -> None:
    """Draw the image, the gaps between large cells, and the numbers where they fit."""
    grid = layout.grid
    small = min(grid.width, grid.height) < 1
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, small)
    drawn = pooled(matrix.values, MOST)
    painter.drawImage(grid.area, image_of(drawn, matrix.scale, matrix.colours))
    if min(grid.width, grid.height) >= 0.9 * theme.em:
        _paint_gaps(painter, grid, theme)
    _paint_numbers(painter, matrix, grid, theme)


def _paint_gaps(painter: QPainter, grid: Grid, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.paper), max(1.0, theme.em / 8)))
    x, y, right, bottom = grid.area.getCoords()
    for col in range(grid.cols + 1):
        painter.drawLine(QPointF(x + col * grid.width, y), QPointF(x + col * grid.width, bottom))
    for row in range(grid.rows + 1):
        painter.drawLine(QPointF(x, y + row * grid.height), QPointF(right, y + row * grid.height))


def _paint_numbers(painter: QPainter, matrix: Matrix, grid: Grid, theme: Theme) -> None:
    font = theme.type(min(1.15, max(0.72, grid.width / (5.2 * theme.em))))
    metrics = QFontMetricsF(font)
    widest_number = metrics.horizontalAdvance("−0.00" if matrix.scale.signed else "0.00")
    if grid.width < widest_number + 4 or grid.height < metrics.height() * 0.95:
        return
    painter.setFont(font)
    digits = cell_digits(matrix.values)
    light = ink_on(colours_of(matrix.values, matrix.scale, matrix.colours))
    pens = {True: QColor("#FFFFFF"), False: QColor(theme.ink)}
    for (row, col), value in np.ndenumerate(matrix.values):
        text = number(cell_text(float(value), digits), font.toString())
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


def paint_names(painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme) -> None:
    """Draw the names on both axes, every second, fifth, tenth … where all do not fit."""
    for row in range(0, len(matrix.row_names), layout.row_step):
        paint_row_name(painter, matrix, layout, theme, row)
    for col in range(0, len(matrix.col_names), layout.col_step):
        paint_col_name(painter, matrix, layout, theme, col)
    painter.setFont(theme.type(0.85))
    painter.setPen(QColor(theme.quiet))
    area, em = layout.grid.area, theme.em
    top = QRectF(area.x(), 0, max(area.width(), 12 * em), 1.4 * em)
    painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, matrix.col_title)
    painter.save()
    painter.translate(0, area.bottom())
    painter.rotate(-90)
    side = QRectF(0, 0, max(area.height(), 11 * em), 1.4 * em)
    painter.drawText(side, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, matrix.row_title)
    painter.restore()


def paint_row_name(
    painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme, row: int, strong: bool = False
) -> None:
    """Draw the name of one row, right before its cells."""
    cell = layout.grid.row(row)
    height = max(cell.height(), QFontMetricsF(theme.font).height())
    right = cell.left() - 0.6 * theme.em
    box = QRectF(1.6 * theme.em, cell.center().y() - height / 2, right - 1.6 * theme.em, height)
    if strong and row % layout.row_step:
        # It stands between two names that are drawn: half of them would stay visible.
        painter.fillRect(box.adjusted(0, -height, 0, height), QColor(theme.paper))
    _name(painter, box, matrix.row_names[row], theme, strong, Qt.AlignmentFlag.AlignRight)


def paint_col_name(
    painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme, col: int, strong: bool = False
) -> None:
    """Draw the name of one column above its cells, standing where it is too wide."""
    cell, em = layout.grid.column(col), theme.em
    room = max(cell.width(), layout.col_step * layout.grid.width) - 0.2 * em
    height = cell.top() - 1.5 * em
    if not layout.upright:
        box = QRectF(cell.center().x() - room / 2, 1.5 * em, room, height - 0.2 * em)
        _name(painter, box, matrix.col_names[col], theme, strong, Qt.AlignmentFlag.AlignHCenter)
        return
    if strong and col % layout.col_step:
        line = QFontMetricsF(theme.font).height()
        between = QRectF(cell.center().x() - 1.5 * line, 1.5 * em, 3 * line, height - 0.2 * em)
        painter.fillRect(between, QColor(theme.paper))
    _standing_name(painter, cell, height - 0.4 * em, matrix.col_names[col], theme, strong)


def _standing_name(
    painter: QPainter, cell: QRectF, height: float, name: str, theme: Theme, strong: bool
) -> None:
    """Draw a name that ends above `cell`: Chinese one character a line, other scripts turned."""
    line, x, bottom = QFontMetricsF(theme.font).height(), cell.center().x(), cell.top() - 0.4 * theme.em
    if _stacks(name) and len(name) * 0.9 * line <= height:
        for place, char in enumerate(reversed(name)):
            box = QRectF(x - line / 2, bottom - (place + 1) * 0.9 * line, line, line)
            _name(painter, box, char, theme, strong, Qt.AlignmentFlag.AlignHCenter)
        return
    painter.save()
    painter.translate(x, bottom)
    painter.rotate(-90)
    _name(painter, QRectF(0, -line / 2, height, line), name, theme, strong, Qt.AlignmentFlag.AlignLeft)
    painter.restore()


def _stacks(name: str) -> bool:
    return all(unicodedata.east_asian_width(char) in "WF" for char in name)


def _name(
    painter: QPainter, box: QRectF, name: str, theme: Theme, strong: bool, side: Qt.AlignmentFlag
) -> None:
    font = theme.type(0.95, bold=strong)
    if strong:
        painter.fillRect(box.adjusted(-2, -2, 2, 2), QColor(theme.paper))
    painter.setFont(font)
    painter.setPen(QColor(theme.peony if strong else theme.ink))
    shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
