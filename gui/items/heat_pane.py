"""A heatmap with a title, a cursor of its own, and the value pointed at."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.items.elided_label import ElidedLabel
from gui.items.heat_layout import Cell, Matrix
from gui.items.heatmap import Heatmap
from gui.items.numbers import fixed
from gui.theme import Theme


class HeatPane(QWidget):
    """One matrix of an experiment; pointing at a cell, or going there with the arrows, reads it out."""

    def __init__(self, name: str, theme: Theme, heatmap: Heatmap | None = None) -> None:
        """Make a pane whose heatmap, a plain one or the given one, is called `name`."""
        super().__init__()
        self._matrix: Matrix | None = None
        self._cell: Cell | None = None
        self._title, self.readout = ElidedLabel(self), ElidedLabel(self)
        self._title.setProperty("title", True)
        self.readout.setProperty("quiet", True)
        self.heatmap = heatmap or Heatmap(theme)
        self.heatmap.setObjectName(name)
        self.readout.setObjectName(f"{name}Value")
        self.heatmap.setMinimumHeight(theme.px(17))
        self.heatmap.cellHovered.connect(self._read)
        self.heatmap.pointerLeft.connect(self._read_cursor)
        self.heatmap.cellClicked.connect(self._go)
        head = QHBoxLayout()
        head.setSpacing(theme.px(0.7))
        head.addWidget(self._title)
        head.addWidget(self.readout, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(0.2))
        column.addLayout(head)
        column.addWidget(self.heatmap, 1)

    def sizeHint(self) -> QSize:
        """Room for a heatmap that reads well."""
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def show_matrix(self, title: str, matrix: Matrix | None) -> None:
        """Show another matrix."""
        self._matrix = matrix
        self._title.show_text(title)
        self.heatmap.setAccessibleName(title)
        self.heatmap.set_matrix(matrix)
        self._read_cursor()

    def _go(self, row: int, col: int) -> None:
        self._cell = (row, max(col, 0))
        self._read_cursor()

    def _read_cursor(self) -> None:
        rows, cols = self.heatmap.matrix().shape
        cell = self._cell if self._cell and self._cell[0] < rows and self._cell[1] < cols else None
        self.heatmap.set_marks(None, cell, (None, None))
        if cell:
            self._read(*cell)
        else:
            self._say("")

    def _read(self, row: int, col: int) -> None:
        if self._matrix is not None:
            value = fixed(float(self._matrix.values[row, col]))
            self._say(f"{self._matrix.row_names[row]} → {self._matrix.col_names[col]}  {value}")

    def _say(self, text: str) -> None:
        self.readout.show_text(text)
        self.heatmap.setAccessibleDescription(text)
