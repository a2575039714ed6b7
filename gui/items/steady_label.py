"""Sentences that change while one looks: what lies below them does not jump."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class SteadyLabel(QLabel):
    """Wraps its lines, and stays as high as it ever had to be at its present width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._highest = 0
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setTextFormat(Qt.TextFormat.PlainText)  # a token may look like markup
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the highest text so far, where the width is the present one."""
        needed = super().heightForWidth(width)
        if width != self.width():
            return needed
        self._highest = max(self._highest, needed)
        return self._highest

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forget the heights of another width."""
        if event.size().width() != event.oldSize().width():
            self._highest = 0
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))
