"""Where docks lie: on both sides of what is in the middle, below what takes the whole width."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from gui.items.ground import Ground


class Floor(QMainWindow):
    """A part of the window that docks can lie in. It stays where all else is made anew."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Widget)
        self.setObjectName("floor")
        self.ground = Ground()
        self.setCentralWidget(self.ground)

    def hold(self, widget: QWidget, least: int) -> None:
        """Have another widget in the middle, of which at least so many pixels of height are in sight."""
        self.ground.hold(widget, least)
