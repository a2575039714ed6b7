"""The heatmap: a matrix with names, numbers, a colour bar, a cursor and a pointer."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from engine.sheet import Sheet
from gui.items.colour_bar import paint_bar, paint_mark
from gui.items.colour_cells import SHAPES
from gui.items.heat_judged import paint_judged
from gui.items.heat_layout import Cell, Layout, Matrix, around, lay_out, useful_height
from gui.items.heat_names import paint_names, paint_strong_names
from gui.items.heat_paint import paint_cells
from gui.items.numbers import MINUS
from gui.theme import Theme

NUMBER = (*"0123456789.,-", MINUS)  # what a number begins with
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class Heatmap(QWidget):
    """Shows one `Matrix`.

    What is costly to paint (colours, numbers, names) is kept as one picture; pointing and selecting
    only draw on top of it.
    """

    cellHovered = Signal(int, int)
    cellClicked = Signal(int, int)
    cellDragged = Signal(int, int, float)
    cellHeld = Signal(bool)
    numberTyped = Signal(str)
    pointerLeft = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._matrix: Matrix | None = None
        self._picture: QPixmap | None = None
        self._layout: Layout | None = None
        self._named: tuple[object, ...] = ()
        self._names = QPixmap()
        self._row: int | None = None
        self._cell: Cell | None = None
        self._pointed: tuple[int | None, int | None] = (None, None)
        self._held: tuple[Cell, float] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def matrix(self) -> np.ndarray:
        """Return the values that are drawn; a 0 × 0 array where there are none."""
        return self._matrix.values if self._matrix else np.zeros((0, 0))

    def table(self) -> Sheet:
        """Return the matrix with its names."""
        drawn = self._matrix
        names = (drawn.col_names, drawn.row_names) if drawn else ((), ())
        return Sheet(self.accessibleName(), *names, self.matrix())

    def judged(self) -> Mapping[Cell, bool]:
        """Return which cells are marked as right and as wrong answers."""
        return self._matrix.judged if self._matrix else {}

    def cell_at(self, point: QPoint) -> Cell | None:
        """Return the (row, col) drawn at a point of this widget."""
        layout = self._laid_out()
        return layout.grid.at(QPointF(point)) if layout else None

    def cell_center(self, row: int, col: int) -> QPoint | None:
        """Return the point in the middle of a cell."""
        layout = self._laid_out()
        return layout.grid.cell(row, col).center().toPoint() if layout else None

    def cursor_cell(self) -> Cell | None:
        """Return the cell that the keyboard is on."""
        return self._cell

    def set_matrix(self, matrix: Matrix | None) -> None:
        """Show another matrix."""
        self._matrix = matrix if matrix is not None and matrix.values.size else None
        self._forget_picture()

    def set_marks(self, row: int | None, cell: Cell | None, pointed: tuple[int | None, int | None]) -> None:
        """Outline the selected row and cell, and highlight what is pointed at, here or elsewhere."""
        if (row, cell, pointed) != (self._row, self._cell, self._pointed):
            self._row, self._cell, self._pointed = row, cell, pointed
            self.update()

    def useful_height(self, size: QSize) -> int:
        """Return how much of a height the matrix can use."""
        return math.ceil(useful_height(self._matrix, QSizeF(size), self._theme)) + 1 if self._matrix else 0

    def height_around(self, wide: int) -> int:
        """Return the height of what is over and under the cells in a width."""
        return math.ceil(around(self._matrix, wide, self._theme)) if self._matrix else 0

    def sizeHint(self) -> QSize:
        """Room for a heatmap that reads well."""
        return QSize(self._theme.px(36), self._theme.px(15))

    def minimumSizeHint(self) -> QSize:
        """Room for one that still reads, though three stand side by side."""
        return QSize(self._theme.px(6.2), self._theme.px(7.8))

    def resizeEvent(self, event: QEvent) -> None:
        """Lay out anew."""
        self._forget_picture()

    def _forget_picture(self) -> None:
        self._picture = self._layout = None
        self.update()

    def _laid_out(self) -> Layout | None:
        if self._layout is None and self._matrix is not None:
            self._layout = lay_out(self._matrix, QRectF(self.rect()), self._theme)
        return self._layout

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the kept picture and the marks."""
        painter = QPainter(self)
        layout = self._laid_out()
        if layout is None or self._matrix is None:
            painter.fillRect(self.rect(), QColor(self._theme.paper))
            return
        if self._is_screen(painter):
            if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
                self._picture = self._painted(self._matrix, layout)
            painter.drawPixmap(0, 0, self._picture)
        else:  # for a file: the picture of this screen would be coarse, and its text no text
            self._paint_all(painter, self._matrix, layout)
        self._paint_marks(painter, self._matrix, layout)

    def _is_screen(self, painter: QPainter) -> bool:
        """Whether what is drawn on is as fine as this widget's screen, and made of pixels."""
        fine = painter.deviceTransform().m11() == self.devicePixelRatioF()
        return fine and painter.paintEngine().type() not in SHAPES

    def _painted(self, matrix: Matrix, layout: Layout) -> QPixmap:
        picture = QPixmap(self._with_names(matrix, layout))
        painter = QPainter(picture)
        self._paint_values(painter, matrix, layout)
        painter.end()
        return picture

    def _paint_values(self, painter: QPainter, matrix: Matrix, layout: Layout) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cells(painter, matrix, layout, self._theme)
        paint_judged(painter, matrix, layout, self._theme)
        paint_bar(painter, layout.bar, matrix.scale, matrix.colours, self._theme)

    def _paint_all(self, painter: QPainter, matrix: Matrix, layout: Layout) -> None:
        painter.fillRect(self.rect(), QColor(self._theme.paper))
        paint_names(painter, matrix, layout, self._theme)
        self._paint_values(painter, matrix, layout)

    def _with_names(self, matrix: Matrix, layout: Layout) -> QPixmap:
        """Return the picture with names alone: a switch changes the values far oftener than them."""
        ratio = self.devicePixelRatioF()
        titles = matrix.row_title, matrix.col_title
        key = (
            matrix.row_names,
            matrix.col_names,
            titles,
            layout.grid.area.getRect(),
            self.size(),
            ratio,
        )
        if key != self._named:
            names = QPixmap(self.size() * ratio)
            names.setDevicePixelRatio(ratio)
            names.fill(QColor(self._theme.paper))
            painter = QPainter(names)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_names(painter, matrix, layout, self._theme)
            painter.end()
            self._named, self._names = key, names
        return self._names

    def _paint_marks(self, painter: QPainter, matrix: Matrix, layout: Layout) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid, theme, (rows, cols) = layout.grid, self._theme, matrix.values.shape
        row, col = self._pointed
        # Outlines, not shades: a shade would change the colours that mean the values.
        painter.setPen(QPen(QColor(theme.quiet), 1.5))
        if row is not None and row < rows:
            painter.drawRect(grid.row(row))
        if col is not None and col < cols:
            painter.drawRect(grid.column(col))
        if self._row is not None and self._row < rows:
            paint_strong_names(painter, matrix, layout, theme, self._row, None)
            painter.setPen(QPen(QColor(theme.ink), 2))
            painter.drawRoundedRect(grid.row(self._row).adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
        if self._cell is not None and self._cell[0] < rows and self._cell[1] < cols:
            self._paint_cell_mark(painter, matrix, layout, self._cell)

    def _paint_cell_mark(self, painter: QPainter, matrix: Matrix, layout: Layout, cell: Cell) -> None:
        theme, box = self._theme, layout.grid.cell(*cell)
        paint_strong_names(painter, matrix, layout, theme, *cell)
        grow = max(0.0, (5 - min(box.width(), box.height())) / 2)
        mark = box.adjusted(-grow, -grow, grow, grow)
        # Light and dark together show on every colour; thicker where the keyboard is.
        for ink, thick in ((theme.card, 3.5), (theme.ink, 1.5)):
            painter.setPen(QPen(QColor(ink), thick + self.hasFocus()))
            painter.drawRect(mark)
        paint_mark(painter, layout.bar, matrix.scale, float(matrix.values[cell]), theme)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which cell is under the pointer, or how far up the one that is held was dragged, in ems."""
        if self._held and event.buttons() & Qt.MouseButton.LeftButton:
            (row, col), y = self._held
            self.cellDragged.emit(row, col, (y - event.position().y()) / self._theme.em)
            return
        cell = self.cell_at(event.position().toPoint())
        if cell is None:
            self.pointerLeft.emit()
        else:
            self.cellHovered.emit(*cell)

    def leaveEvent(self, event: QEvent) -> None:
        """Say that no cell is."""
        self.pointerLeft.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the cell, or the row whose name was clicked."""
        layout = self._laid_out()
        if layout is None or event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        area = layout.grid.area
        if point.x() < area.left() and area.top() <= point.y() < area.bottom():
            cell = layout.grid.at(QPointF(area.left(), point.y()))
            if cell:
                self.cellClicked.emit(cell[0], -1)
        elif cell := layout.grid.at(point):
            self._held = cell, point.y()
            self.cellHeld.emit(True)
            self.cellClicked.emit(*cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the cell."""
        if self._held:
            self._held = None
            self.cellHeld.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor with the arrows, Home and End; say with what somebody begins to type a number."""
        key, (rows, cols) = Qt.Key(event.key()), self.matrix().shape
        row, col = self._cell or (0, 0)
        if key in _STEPS and rows:
            down, right = _STEPS[key]
            row, col = row + down, col + right
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and rows:
            col = 0 if key == Qt.Key.Key_Home else cols - 1
        else:
            if event.text() in NUMBER and not event.modifiers() & _COMMANDS:
                self.numberTyped.emit(event.text())
            super().keyPressEvent(event)
            return
        if 0 <= row < rows and 0 <= col < cols:
            self.cellClicked.emit(row, col)

    def focusInEvent(self, event: QEvent) -> None:
        """Show the cursor more strongly."""
        self.update()

    focusOutEvent = focusInEvent
