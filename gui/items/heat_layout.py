"""Where the parts of a drawn matrix go: cells, names, colour bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from gui.items.colour_bar import AWAY, widest_figure
from gui.items.colours import Scale
from gui.items.grid import Grid, step_for
from gui.items.heads import head_height, is_spelt
from gui.theme import Theme

Cell = tuple[int, int]  # row and column
SMALLEST, LARGEST = 0.72, 1.8  # of the window's type: the numbers in cells
LARGEST_CELL = 12  # ems of height
CLOSE = 0.82  # of a line: how near each other names stand
ROUND = 1, 5  # dimensions are counted in fives and tens
HIGH = 30  # ems: room for any names over the cells
OVER, UNDER, UNDER_BESIDE = 3.3, 0.6, 2.7  # ems of height: names that lie, and the bar where it lies
NAMES, NAMES_BESIDE = 0.2, 0.27  # of the width: what the names of rows take at most
GAP = 0.6  # ems between the name of a row and its cells
OBLONG = 2  # times as wide as high, where width is spare: the numbers are large, and no field lies bare
TALL = 1.25  # times as high as wide, where height is spare
BAR, BAR_AWAY, BAR_WIDE = 5.2, 1.2, 0.8  # ems: all that is beside the cells; where the bar begins; itself
ANY_SCALE = Scale(0, 1, False)  # its figures are short


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
    is the one that is worked out. A difference is written with its sign (`plus`).
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
    plus: bool = False

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
    turned
        Whether those that are spelt with letters are turned: one that is too wide turns the others, too.
    line, gap, edge
        Height of a line of names; how far those of rows end before their cells; how far all begin
        from the picture's left and upper edge.
    right
        Where the picture ends.
    """

    grid: Grid
    rows: tuple[int, ...]
    cols: tuple[int, ...]
    standing: bool
    turned: bool
    line: float
    gap: float
    edge: QPointF
    bar: QRectF
    right: float

    def row_box(self, row: int) -> QRectF:
        """Return where the name of a row is drawn: right before its cells."""
        cell = self.grid.row(row)
        high = max(cell.height(), CLOSE * self.line)
        left = self.edge.x()
        width = cell.left() - left - self.gap
        return QRectF(left, cell.center().y() - high / 2, width, high)

    def col_box(self, col: int) -> QRectF:
        """Return where the name of a column is drawn: above its cells."""
        cell = self.grid.column(col)
        # The first two may stand closer: 1, 2, 4, 6, …
        step = self.cols[-1] - self.cols[-2] if len(self.cols) > 1 else self.grid.cols
        wide = max(cell.width(), step * cell.width()) - 2
        wide = max(wide, CLOSE * self.line) if self.standing else wide
        return QRectF(cell.center().x() - wide / 2, self.edge.y(), wide, cell.top() - 1.2 * self.edge.y())


def lay_out(matrix: Matrix, size: QRectF, theme: Theme) -> Layout:
    """Divide `size` between the cells, their names and the colour bar."""
    metrics, em, room = QFontMetricsF(theme.type(0.95)), theme.em, matrix.room
    beside = (1.5 if matrix.row_title else 0.1) + GAP + 0.1
    right, bottom = (0.4, UNDER_BESIDE) if matrix.beside else (room_for_bar(matrix.scale, theme), UNDER)
    left = names_width(matrix, size.width() - (beside + right) * em, size.width(), theme) + beside * em
    area = size.adjusted(left, OVER * em, -right * em, -bottom * em)
    area.setHeight(max(area.height(), 2 * em))
    area.setWidth(max(area.width(), 2 * em))
    grid = placed(matrix, area, theme)
    name = widest(metrics, room.col_names) + 0.5 * em
    standing = matrix.square and name > grid.width
    if standing:  # they need the room above; what is low keeps some for its cells
        most = max(2.6 * em, 0.35 * size.height())
        area.setTop(size.top() + 1.8 * em + min(head_height(room.col_names, grid.width, metrics), most))
        area.setHeight(max(area.height(), 2 * em))
        grid = placed(matrix, area, theme)
    # Letters are lower than their line: names may stand a little closer than lines of text.
    line, close, (rows, cols) = metrics.height(), CLOSE * metrics.height(), matrix.values.shape
    named_rows = named(rows, close, grid.height, is_numbered(matrix.row_names))
    named_cols = named(cols, close if standing else name, grid.width, not matrix.square)
    spelt = tuple(filter(is_spelt, room.col_names)) if standing else ()
    turned = widest(metrics, spelt) > max(grid.width - 2, close)
    bar = (bar_below if matrix.beside else bar_beside)(cells_of(matrix, grid), size, em)
    edge = QPointF(1.5 * em if matrix.row_title else 0.1 * em, 1.5 * em)
    return Layout(grid, named_rows, named_cols, standing, turned, line, GAP * em, edge, bar, size.right())


def names_width(matrix: Matrix, free: float, wide: float, theme: Theme) -> float:
    """Return the width of the names of rows in `wide` pixels, where `free` are left for them and the cells.

    The name of the selected row is bold, and is to be whole, too. The numbers in the cells come first.
    """
    least, most = NAMES * wide, (NAMES_BESIDE if matrix.beside else NAMES) * wide
    spare = free - matrix.room.cols * (number_room(theme.type(SMALLEST)).width() + 0.01)
    if least <= spare < most:
        most = spare
    return min(widest(QFontMetricsF(theme.type(0.95, bold=True)), matrix.room.row_names), most)


def around(matrix: Matrix, wide: float, theme: Theme) -> float:
    """Return the height of what is over and under the cells of a matrix of tokens by tokens."""
    under = UNDER_BESIDE if matrix.beside else UNDER
    room = QRectF(0, 0, wide, HIGH * theme.em)
    return lay_out(by_tokens(matrix), room, theme).grid.area.top() + under * theme.em


def useful_height(matrix: Matrix, size: QSizeF, theme: Theme) -> float:
    """Return how much of a height a matrix of tokens by tokens would take.

    It is the same for all matrices of a sentence, though others could be higher: going from one to the
    next moves nothing.
    """
    laid = lay_out(by_tokens(matrix), QRectF(QPointF(), size), theme)
    return laid.bar.bottom() + (1.7 if matrix.beside else UNDER) * theme.em


def by_tokens(matrix: Matrix) -> Matrix:
    """Return a matrix of the tokens of another by the same tokens."""
    rows, names = matrix.room.rows, matrix.room.row_names
    room = matrix.beside and Companions(rows, rows, names, names)
    values = np.broadcast_to(0.0, (rows, rows))
    return replace(matrix, square=True, col_names=names, values=values, beside=room, scale=ANY_SCALE)


def placed(matrix: Matrix, area: QRectF, theme: Theme) -> Grid:
    """Return the cells: wider than high where width is spare, a little higher than wide where height is."""
    (rows, cols), room, largest = matrix.values.shape, matrix.room, LARGEST_CELL * theme.em
    wide, high = area.width() / room.cols, min(area.height() / room.rows, largest)
    if matrix.square:
        line = QFontMetricsF(theme.type(0.95)).height() + 0.5
        wide = min(wide, OBLONG * high)
        high = min(high, max(TALL * wide, line))
    return Grid(QRectF(area.x(), area.y(), wide * cols, high * rows), rows, cols)


def cells_of(matrix: Matrix, grid: Grid) -> QRectF:
    """Return the cells of the highest of those that stand side by side: their colour bars lie level."""
    area = QRectF(grid.area)
    area.setHeight(grid.height * matrix.room.rows)
    return area


def number_room(font: QFont, widest_number: str = "−0.00") -> QSizeF:
    """Return the room that a number takes in a font."""
    metrics = QFontMetricsF(font)
    return QSizeF(metrics.horizontalAdvance(widest_number) + 2, metrics.height() * 0.95)


def room_for_bar(scale: Scale, theme: Theme) -> float:
    """Return the ems that a standing colour bar takes: the same for all but very long figures."""
    return max(BAR, BAR_AWAY + BAR_WIDE + AWAY + widest_figure(scale, theme) / theme.em + 0.1)


def bar_beside(cells: QRectF, size: QRectF, em: float) -> QRectF:
    """Return where a standing colour bar goes: inside of `size` with its figures."""
    high = min(max(cells.height(), 4 * em), size.bottom() - cells.top() - 0.7 * em)
    return QRectF(cells.right() + BAR_AWAY * em, cells.top(), BAR_WIDE * em, max(high, em))


def bar_below(cells: QRectF, size: QRectF, em: float) -> QRectF:
    """Return where a lying colour bar goes: inside of `size`."""
    wide = min(max(cells.width(), 6 * em), size.right() - cells.left() - 1)
    return QRectF(cells.left(), cells.bottom() + 0.8 * em, max(wide, 2 * em), 0.6 * em)


def named(count: int, label: float, cell: float, numbered: bool) -> tuple[int, ...]:
    """Return which of `count` tokens, or of as many numbered dimensions, have their name drawn."""
    step = step_for(label, cell)
    if not numbered or step == 1:
        return tuple(range(0, count, step))
    step = step_for(label, cell, ROUND)
    places = range(step - 1, count, step)  # 5, 10, 15, … and not 1, 6, 11, …
    return (0, *places) if (step - 1) * cell >= label else tuple(places)


def is_numbered(names: tuple[str, ...]) -> bool:
    """Whether names are the numbers of dimensions."""
    return names == tuple(map(str, range(1, len(names) + 1)))


def widest(metrics: QFontMetricsF, names: tuple[str, ...]) -> float:
    """Return the width of the widest of the longest names."""
    longest = sorted(set(names), key=len)[-12:]
    return max((metrics.horizontalAdvance(name) for name in longest), default=0.0)
