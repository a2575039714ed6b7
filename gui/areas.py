"""The areas of the window, and going from one to the next by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QWidget

from gui.panels.panel import Panel
from gui.window import MainWindow

# In the order in which the window is read. Each is the panel that has the part of this name in it; one
# that belongs to no panel is an area by itself.
AREAS = (
    "sentenceEdit", "stopwordsToggle", "optionsPanel", "formulaView", "tokenStrip", "pipelineStrip",
    "focusHeatmap", "explanation", "side", "courseDock", "vectorsDock", "experimentsDock", "statusFigures",
)  # fmt: skip
# Where the keyboard comes to in an area; without one of them, to what lies at its upper left.
FIRST = ("sentenceEdit", "focusHeatmap", "attentionLines", "tableCombo", "experimentCombo")


class Areas(QObject):
    """The commands that go to the next area, and to the one before."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.commands.on("area_next", lambda: self._go(1))
        window.commands.on("area_back", lambda: self._go(-1))

    def _go(self, step: int) -> None:
        """Put the keyboard into an area; one that is hidden, or has nothing for it, is passed by."""
        areas, here = list(self._areas()), QApplication.focusWidget()
        place = next((n for n, area in enumerate(areas) if area == here or area.isAncestorOf(here)), None)
        if place is None:  # on nothing, or on a note between two areas
            place = -1 if step > 0 else 0
        for away in range(1, len(areas) + 1):
            landing = landing_of(areas[(place + step * away) % len(areas)])
            if landing is not None:
                landing.activateWindow()  # a dock may be torn off
                landing.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _areas(self) -> Iterator[QWidget]:
        for name in AREAS:
            part = self._window.findChild(QWidget, name)
            if part is not None:
                yield panel_with(part)


def panel_with(part: QWidget) -> QWidget:
    """Return the panel that a part is, or lies in; without one the part itself."""
    above: QWidget | None = part
    while above is not None and not isinstance(above, Panel):
        above = None if isinstance(above, QDockWidget) else above.parentWidget()
    return above or part


def landing_of(area: QWidget) -> QWidget | None:
    """Return what in an area the keyboard comes to; of a group of buttons it is the chosen one.

    Not by Qt's own chain of what takes the keyboard: PySide does not survive a walk along it.
    """
    parts = [part for part in area.findChildren(QWidget) if takes_keyboard(part)]
    first = min(parts, key=lambda part: _order(part, area), default=None)
    if isinstance(first, QAbstractButton) and first.group() is not None:
        return first.group().checkedButton() or first
    return first


def takes_keyboard(part: QWidget) -> bool:
    """Whether Tab comes to a part now."""
    tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and part.isVisible() and part.isEnabled() and part.focusProxy() is None


def _order(part: QWidget, area: QWidget) -> tuple[bool, int, int]:
    place = part.mapTo(area, QPoint())
    return part.objectName() not in FIRST, place.y(), place.x()
