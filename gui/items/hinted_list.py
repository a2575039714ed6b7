"""A list that says, as long as it is empty, what belongs into it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QListWidget, QWidget


class HintedList(QListWidget):
    """A list with a hint on its empty ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""

    def hint(self) -> str:
        """Return what it says now: nothing while something is listed."""
        shown = any(not self.item(row).isHidden() for row in range(self.count()))
        return "" if shown else self._hint

    def show_hint(self, text: str) -> None:
        """Say this as long as nothing is listed."""
        self._hint = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the hint in the middle, where nothing else is."""
        super().paintEvent(event)
        if hint := self.hint():
            painter, line = QPainter(self.viewport()), self.fontMetrics().height()
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = self.viewport().rect().adjusted(line, line // 2, -line, -line // 2)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, hint)
