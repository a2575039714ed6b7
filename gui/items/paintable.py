"""A heatmap whose cells a person marks: by clicking, dragging, or with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from gui.items.heat_layout import Cell
from gui.items.heatmap import Heatmap
from gui.theme import Theme


class Paintable(Heatmap):
    """A click marks a cell or takes its mark away; a drag does the same to every cell on its way.

    With the keyboard, the arrows move the cursor, Space or Enter marks, Delete clears the row.
    """

    cellPainted = Signal(int, int, bool)
    rowCleared = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._marking = True
        self._last: Cell | None = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def _paint(self, cell: Cell) -> None:
        if cell != self._last:
            self._last = cell
            self.cellPainted.emit(*cell, self._marking)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke: it marks where the first cell is unmarked, else it takes marks away."""
        super().mousePressEvent(event)
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._marking, self._last = not self.matrix()[cell] > 0, None
            self._paint(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        super().mouseMoveEvent(event)
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and self._last is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._paint(cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        self._last = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark the cell at the cursor, or clear its row."""
        key, cell = event.key(), self.cursor_cell()
        if cell is not None and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cellPainted.emit(*cell, not self.matrix()[cell] > 0)
        elif cell is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.rowCleared.emit(cell[0])
        else:
            super().keyPressEvent(event)
