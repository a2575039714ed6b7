"""A part of the window that can be put away, moved and torn off."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QMainWindow, QTabBar, QWidget

from engine.words import Words
from gui.panels.panel import BEHIND, Panel

SIDES = Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea


class Dock(QDockWidget):
    """Holds one panel. Its command shows and hides it; while hidden its panel does nothing.

    Where the panel has a focus proxy, opening takes the keyboard there; closing gives it back.
    """

    opened = Signal()

    def __init__(self, name: str, side: Qt.DockWidgetArea, action: QAction, window: QMainWindow) -> None:
        super().__init__(window)
        self._name, self._window, self._tabs = name, window, ""
        self._before, self._behind = "", False  # what had the keyboard; whether another dock is in front
        self._placed = QTimer(self, singleShot=True, interval=0)
        self._placed.timeout.connect(self._join)
        self.setObjectName(f"{name}Dock")
        self.setAllowedAreas(SIDES)
        window.addDockWidget(side, self)
        self.hide()
        action.triggered.connect(self._toggle)
        self.visibilityChanged.connect(lambda _: action.setChecked(not self.isHidden()))
        self.visibilityChanged.connect(self._note)

    def _note(self, seen: bool) -> None:
        """Let the panel know whether another dock lies on this one."""
        tabbed = bool(self._window.tabifiedDockWidgets(self)) and not self.isFloating()
        self._behind = tabbed and not seen and not self.isHidden()
        self.widget().setProperty(BEHIND, self._behind)
        if self._behind:
            self.widget().rest()

    def _toggle(self, shown: bool) -> None:
        """Do what the command says; a dock behind another comes to the front.

        What had the keyboard is kept by name: panels are made anew in another theme.
        """
        shown, focus = shown or self._behind, QApplication.focusWidget()
        self._before = focus.objectName() if shown and focus is not None else self._before
        self.setVisible(shown)
        if shown:
            self.raise_()
        if shown and self.widget().focusProxy() is not None:
            self.widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keyboard back before Qt moves it to whatever comes next."""
        super().hideEvent(event)
        if self.isHidden() and self.isAncestorOf(QApplication.focusWidget()):
            names = (name for name in (self._before, "sentenceEdit") if name)  # without one Qt finds any
            places = (self._window.findChild(QWidget, name) for name in names)
            before = next((place for place in places if place and place.isVisible()), None)
            if before is not None:
                before.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Say so, once it has its place."""
        super().showEvent(event)
        self._placed.start()

    def _join(self) -> None:
        """Lie on the docks of the same side, not below them: both would be too low.

        Where docks on both sides would leave less than their own width, all lie on one.
        """
        for other in self._others() if not self.isFloating() else ():
            beside = self._window.dockWidgetArea(other) == self._window.dockWidgetArea(self)
            left = self._window.width() - other.least() - self.least()
            if other not in self._window.tabifiedDockWidgets(self) and (beside or left < self.least()):
                self._window.tabifyDockWidget(other, self)
                self.raise_()
        self._name_tabs()
        self.opened.emit()

    def _others(self) -> list[Dock]:
        found = (each for each in self._window.findChildren(Dock) if each is not self)
        return [each for each in found if not each.isHidden() and not each.isFloating()]

    def least(self) -> int:
        """Return the width that it must have."""
        return self.minimumSizeHint().width()

    def _name_tabs(self) -> None:
        for tabs in self._window.findChildren(QTabBar, "", Qt.FindChildOption.FindDirectChildrenOnly):
            tabs.setAccessibleName(self._tabs)

    def leave(self, lacking: int) -> None:
        """Be so many pixels narrower, or let others be, so that the window beside them fits."""
        for dock in (self, *self._others()):
            gives = min(lacking, dock.width() - dock.least())
            if gives > 0 and dock.isVisible() and not dock.isFloating():
                self._window.resizeDocks([dock], [dock.width() - gives], Qt.Orientation.Horizontal)
                lacking -= gives

    def hold(self, panel: Panel) -> None:
        """Hold another panel instead of the present one, which is deleted, and not found by name before."""
        if (old := self.widget()) is not None:
            old.hide()
            old.setParent(None)  # or what is looked for by its name would be found in it
            old.deleteLater()
        self.setWidget(panel)
        panel.setProperty(BEHIND, self._behind)
        if self.isVisible():
            self._placed.start()  # in another size of type it may need another width

    def translate(self, words: Words) -> None:
        """Put the title into a language."""
        self.setWindowTitle(words(f"dock.{self._name}"))
        self.setAccessibleName(self.windowTitle())
        self._tabs = words("dock.tabs")
        self._name_tabs()
        for part, key in (("closebutton", "dock.close"), ("floatbutton", "dock.float")):
            button = self.findChild(
                QAbstractButton, f"qt_dockwidget_{part}"
            )  # Qt names it once, and not again
            button.setAccessibleName(words(key))
            button.setAccessibleDescription("")
            button.setToolTip(words(key))
