"""Where the parts of a drawn matrix go: cells, names, colour bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from gui.items.colours import Scale
from gui.items.grid import Grid, fit, step_for
from gui.theme import Theme

Cell = tuple[int, int]  # row and column
SMALLEST, LARGEST = 0.72, 1.6  # of the window's type: the numbers in cells
LARGEST_CELL = 7  # ems each way


@dataclass(frozen=True)
class Companions:
    """What the matrices that stand side by side have at most, so that all get cells of one size."""

    rows: int
    cols: int
    row_names: tuple[str, ...]
    col_names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Matrix:
    """A matrix to draw: its values, the names on its axes, how its values become colours.

    Where several stand side by side, the colour bar lies below the cells and not beside them. Cells
    that were set by hand are `marked`; those that answered a question are `judged` right or wrong; `cell`
    is the one that is worked out.
    """

    values: np.ndarray
    row_names: tuple[str, ...]
    col_names: tuple[str, ...]
    row_title: str
    col_title: str
    square: bool
    scale: Scale
    colours: str
    beside: Companions | None = None
    marked: frozenset[Cell] = frozenset()
    judged: Mapping[Cell, bool] = field(default_factory=dict)
    cell: Cell | None = None

    @property
    def room(self) -> Companions:
        """What there has to be room for."""
        return self.beside or Companions(*self.values.shape, self.row_names, self.col_names)


@dataclass(frozen=True, eq=False)
class Layout:
    """Where the parts of a drawn matrix are, in pixels.

    Attributes
    ----------
    rows, cols
        The rows and columns whose names are drawn: all of them where they fit.
    standing
        Whether the columns' names stand because they are too wide side by side.
    line, edge
        Height of a line of names; how far from the picture's left and upper edge they begin.
    right
        Where the picture ends.
    """

    grid: Grid
    rows: tuple[int, ...]
    cols: tuple[int, ...]
    standing: bool
    line: float
    edge: QPointF
    bar: QRectF
    right: float

    def row_box(self, row: int) -> QRectF:
        """Return where the name of a row is drawn: right before its cells."""
        cell = self.grid.row(row)
        high = max(cell.height(), self.line)
        left = self.edge.x()
        width = cell.left() - left - 0.6 * self.edge.y()
        return QRectF(left, cell.center().y() - high / 2, width, high)

    def col_box(self, col: int) -> QRectF:
        """Return where the name of a column is drawn: above its cells."""
        cell = self.grid.column(col)
        # The first two may stand closer: 1, 2, 4, 6, …
        step = self.cols[-1] - self.cols[-2] if len(self.cols) > 1 else self.grid.cols
        wide = self.line if self.standing else max(cell.width(), step * cell.width()) - 2
        return QRectF(cell.center().x() - wide / 2, self.edge.y(), wide, cell.top() - 1.2 * self.edge.y())


def lay_out(matrix: Matrix, size: QRectF, theme: Theme) -> Layout:
    """Divide `size` between the cells, their names and the colour bar."""
    metrics, em, room = QFontMetricsF(theme.type(0.95)), theme.em, matrix.room
    beside = 2.6 if matrix.row_title else 1.2
    left = min(widest(metrics, room.row_names), size.width() * 0.2) + beside * em
    right, bottom = (0.4, 2.8) if matrix.beside else (4.6, 0.8)
    area = size.adjusted(left, 3.3 * em, -right * em, -bottom * em)
    area.setHeight(max(area.height(), 2 * em))
    area.setWidth(max(area.width(), 2 * em))
    grid = placed(matrix, area, theme)
    name = min(widest(metrics, room.col_names), 5.5 * em) + 0.5 * em
    standing = matrix.square and name > grid.width
    if standing and area.height() > 2 * name:  # they need the room above
        area.setTop(area.top() + name - 1.2 * em)
        grid = placed(matrix, area, theme)
    line, (rows, cols) = metrics.height(), matrix.values.shape
    named_rows = named(rows, step_for(line, grid.height), tokens=True)
    named_cols = named(cols, step_for(line if standing else name, grid.width), matrix.square)
    bar = (bar_below if matrix.beside else bar_beside)(grid.area, size, em)
    edge = QPointF(1.5 * em if matrix.row_title else 0.1 * em, 1.5 * em)
    return Layout(grid, named_rows, named_cols, standing, line, edge, bar, size.right())


def useful_height(matrix: Matrix, size: QSizeF, theme: Theme) -> float:
    """Return how much of a height a matrix of tokens by tokens would take.

    It is the same for all matrices of a sentence, though others could be higher: going from one to the
    next moves nothing.
    """
    rows, names = matrix.room.rows, matrix.room.row_names
    room = matrix.beside and Companions(rows, rows, names, names)
    values = np.broadcast_to(0.0, (rows, rows))
    by_tokens = replace(matrix, square=True, col_names=names, values=values, beside=room)
    laid = lay_out(by_tokens, QRectF(QPointF(), size), theme)
    return laid.bar.bottom() + (1.7 if matrix.beside else 0.8) * theme.em


def placed(matrix: Matrix, area: QRectF, theme: Theme) -> Grid:
    """Return the cells: square ones, unless only longer ones have room for their names and numbers."""
    (rows, cols), room = matrix.values.shape, matrix.room
    cells = fit(area, room.rows, room.cols, matrix.square, LARGEST_CELL * theme.em)
    wide, high = cells.width, cells.height
    line, number = QFontMetricsF(theme.type(0.95)).height() + 0.5, 1.15 * number_room(theme.type(SMALLEST))
    if matrix.square and area.height() / room.rows >= line:
        high = max(high, line)
        if wide < number.width() <= area.width() / room.cols:
            wide = number.width()
    return Grid(QRectF(area.x(), area.y(), wide * cols, high * rows), rows, cols)


def number_room(font: QFont, widest_number: str = "−0.00") -> QSizeF:
    """Return the room that a number takes in a font."""
    metrics = QFontMetricsF(font)
    return QSizeF(metrics.horizontalAdvance(widest_number) + 4, metrics.height() * 0.95)


def bar_beside(cells: QRectF, size: QRectF, em: float) -> QRectF:
    """Return where a standing colour bar goes: inside of `size` with its figures."""
    high = min(max(cells.height(), 4 * em), size.bottom() - cells.top() - 0.7 * em)
    return QRectF(cells.right() + 1.2 * em, cells.top(), 0.8 * em, max(high, em))


def bar_below(cells: QRectF, size: QRectF, em: float) -> QRectF:
    """Return where a lying colour bar goes: inside of `size`."""
    wide = min(max(cells.width(), 6 * em), size.right() - cells.left() - 1)
    return QRectF(cells.left(), cells.bottom() + 0.8 * em, max(wide, 2 * em), 0.6 * em)


def named(count: int, step: int, tokens: bool) -> tuple[int, ...]:
    """Return which of `count` tokens, or of as many numbered dimensions, have their name drawn."""
    if tokens or step == 1:
        return tuple(range(0, count, step))
    return (0, *range(step - 1, count, step))  # 1, 5, 10, … and not 1, 6, 11, …


def widest(metrics: QFontMetricsF, names: tuple[str, ...]) -> float:
    """Return the width of the widest of the longest names."""
    longest = sorted(set(names), key=len)[-12:]
    return max((metrics.horizontalAdvance(name) for name in longest), default=0.0)
