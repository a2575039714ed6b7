"""A part of the window that can be put away, moved and torn off."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QMainWindow

from engine.words import Words
from gui.panels.panel import Panel

SIDES = Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea


class Dock(QDockWidget):
    """Holds one panel. Its command shows and hides it; while hidden its panel does nothing."""

    opened = Signal()

    def __init__(self, name: str, side: Qt.DockWidgetArea, action: QAction, window: QMainWindow) -> None:
        super().__init__(window)
        self._name, self._window = name, window
        self._placed = QTimer(self, singleShot=True, interval=0)
        self._placed.timeout.connect(self.opened)
        self.setObjectName(f"{name}Dock")
        self.setAllowedAreas(SIDES)
        window.addDockWidget(side, self)
        self.hide()
        action.triggered.connect(lambda shown: self.setVisible(shown))
        self.visibilityChanged.connect(lambda _: action.setChecked(not self.isHidden()))

    def showEvent(self, event: QShowEvent) -> None:
        """Say so, once it has its place."""
        super().showEvent(event)
        self._placed.start()

    def leave(self, lacking: int) -> None:
        """Be so many pixels narrower, as far as the panel can, so that the window beside it fits."""
        wide = max(self.width() - lacking, self.minimumSizeHint().width())
        if lacking > 0 and self.isVisible() and not self.isFloating():
            self._window.resizeDocks([self], [wide], Qt.Orientation.Horizontal)

    def hold(self, panel: Panel) -> None:
        """Hold another panel instead of the present one, which is deleted."""
        if (old := self.widget()) is not None:
            old.hide()
            old.setParent(None)  # or what is looked for by its name would be found in it
            old.deleteLater()
        self.setWidget(panel)

    def translate(self, words: Words) -> None:
        """Put the title into a language."""
        self.setWindowTitle(words(f"dock.{self._name}"))
        self.setAccessibleName(self.windowTitle())
        for part, key in (("closebutton", "dock.close"), ("floatbutton", "dock.float")):
            button = self.findChild(
                QAbstractButton, f"qt_dockwidget_{part}"
            )  # Qt names it once, and not again
            button.setAccessibleName(words(key))
            button.setAccessibleDescription("")
            button.setToolTip(words(key))
