"""A colour bar by itself, for several pictures on one scale."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.items.colour_bar import paint_bar
from gui.items.colours import Scale
from gui.theme import Theme


class ScaleBar(QWidget):
    """What value each colour stands for."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._shown: tuple[Scale, str] | None = None

    def show_scale(self, scale: Scale, colours: str, title: str) -> None:
        """Stand for another scale, under an accessible name."""
        self._shown = scale, colours
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{scale.low:.3g} – {scale.high:.3g}")
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a small picture."""
        return QSize(self._theme.px(5.2), self._theme.px(9))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar and its figures."""
        if self._shown is not None:
            em = self._theme.em
            bar = QRectF(0.4 * em, em, 0.8 * em, self.height() - 2 * em)
            paint_bar(QPainter(self), bar, *self._shown, self._theme)
