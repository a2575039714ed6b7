"""One head's attention weights as a small picture that is a button."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.items.colours import Scale, image_of, pooled
from gui.items.grid import Grid
from gui.items.pointed_button import PointedButton
from gui.theme import Theme

MOST = 128  # pixels of the picture, each way: more would never be seen
SIDE = 5.6  # of the picture, in ems


class HeadThumb(PointedButton):
    """A square picture under a title and a figure; `cellHovered` follows the pointer over its cells."""

    cellHovered = Signal(int, int)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._weights = np.zeros((0, 0))
        self._image: QImage | None = None
        self._captions = ("", "")
        self.setObjectName(name)
        self.setCheckable(True)
        self.setMouseTracking(True)

    def matrix(self) -> np.ndarray:
        """Return the weights that are drawn."""
        return self._weights

    def show_weights(self, A: np.ndarray, scale: Scale, colours: str, title: str, figure: str) -> None:
        """Show other weights (m, m)."""
        self._weights, self._captions = A, (title, figure)
        self._image = image_of(pooled(A, MOST), scale, colours, self._theme.dark) if A.size else None
        self.setAccessibleName(f"{title} {figure}".strip())
        self.update()

    def nextCheckState(self) -> None:
        """Stay as it is: which head is in focus is for the scene to say."""

    def sizeHint(self) -> QSize:
        """The picture, its captions and an edge."""
        return QSize(self._theme.px(SIDE + 1.2), self._theme.px(SIDE + 4))

    minimumSizeHint = sizeHint

    def _grid(self) -> Grid:
        em, (rows, cols) = self._theme.em, self._weights.shape
        return Grid(QRectF(0.6 * em, 2 * em, SIDE * em, SIDE * em), rows, cols)

    def cell_center(self, row: int, col: int) -> QPointF:
        """Return the middle of a cell."""
        return self._grid().cell(row, col).center()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, the captions and the picture."""
        theme, em = self._theme, self._theme.em
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.hasFocus()
        edge = theme.ink if strong else theme.peony if self.isChecked() or self.underMouse() else theme.line
        painter.setPen(QPen(QColor(edge), 2 if strong or self.isChecked() else 1))
        painter.setBrush(QColor(theme.card if self.isChecked() else theme.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 0.5 * em, 0.5 * em)
        self._paint_captions(painter)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._image.width() > SIDE * em)
            painter.drawImage(self._grid().area, self._image)

    def _paint_captions(self, painter: QPainter) -> None:
        """Write the title over the picture, the figure under it."""
        theme, em, (title, figure) = self._theme, self._theme.em, self._captions
        above = QRectF(0.6 * em, 0.2 * em, SIDE * em, 1.8 * em)
        painter.setFont(theme.type(0.95, bold=self.isChecked()))
        painter.setPen(QColor(theme.peony if self.isChecked() else theme.ink))
        elide, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
        painter.drawText(above, middle, QFontMetricsF(painter.font()).elidedText(title, elide, above.width()))
        painter.setFont(theme.type(0.85))
        painter.setPen(QColor(theme.quiet))
        painter.drawText(above.translated(0, (SIDE + 1.9) * em), middle, figure)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which cell is under the pointer."""
        if self._weights.size and (cell := self._grid().at(event.position())):
            self.cellHovered.emit(*cell)
        else:
            self.left.emit()
        super().mouseMoveEvent(event)
