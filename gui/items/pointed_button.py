"""A button that says when the pointer, or the keyboard, comes to it and goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPushButton


class PointedButton(QPushButton):
    """`entered` and `left` follow the pointer."""

    entered = Signal()
    left = Signal()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is here."""
        self.entered.emit()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone."""
        self.left.emit()
        super().leaveEvent(event)
