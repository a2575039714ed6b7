"""A heatmap under a line that says which one it is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.items.elided_label import ElidedLabel
from gui.items.heat_layout import Matrix
from gui.items.heatmap import Heatmap
from gui.theme import Theme


class Captioned(QWidget):
    """A heatmap; the line over it is shown only where several stand side by side."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heatmap, self._caption = Heatmap(theme, self), ElidedLabel(self)
        self.heatmap.setObjectName(name)
        self._caption.setObjectName(f"{name}Caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(0.2))
        column.addWidget(self._caption)
        column.addWidget(self.heatmap, 1)

    def show_matrix(self, matrix: Matrix | None, name: str, caption: str = "") -> None:
        """Show a matrix under a caption, or nothing at all."""
        self.heatmap.set_matrix(matrix)
        self.heatmap.setAccessibleName(f"{name}: {caption}" if caption else name)
        self._caption.show_text(caption)
        self._caption.setVisible(bool(caption))

    def useful_height(self, size: QSize) -> int:
        """Return how much of a height the matrix can use."""
        above = self._height_above()
        return above + self.heatmap.useful_height(size - QSize(0, above))

    def height_around(self, wide: int) -> int:
        """Return the height of everything but the cells in a width."""
        return self._height_above() + self.heatmap.height_around(wide)

    def _height_above(self) -> int:
        return self._caption.sizeHint().height() + self.layout().spacing() if self._caption.whole else 0
