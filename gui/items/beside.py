"""Widgets side by side where there is room, below each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Beside(QWidget):
    """Lays its widgets out for the width that it is given: a dock's, or a projector's."""

    def __init__(self, *widgets: QWidget, least: int, gap: int, parent: QWidget | None = None) -> None:
        """Take `widgets`, each of which wants to be at least `least` pixels wide."""
        super().__init__(parent)
        self._wide = least * len(widgets) + gap * (len(widgets) - 1)
        self._row = QBoxLayout(DOWN, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        for widget in widgets:
            self._row.addWidget(widget, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction."""
        direction = ACROSS if event.size().width() >= self._wide else DOWN
        if direction != self._row.direction():
            self._row.setDirection(direction)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest widget: what is side by side must be able to become narrow again."""
        items = (self._row.itemAt(place) for place in range(self._row.count()))
        width = max(item.minimumSize().width() for item in items)
        return QSize(width, self._row.minimumSize().height())
