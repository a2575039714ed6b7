"""Showing the window to a room: the whole screen, large type, a ring around the pointer. Docks stay."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from gui.dock import Dock
from gui.items.ring import PointerRing
from gui.state import State
from gui.window import MainWindow


class Presenting(QObject):
    """Enters and leaves; leaving puts everything where it was.

    What parts are shown the desk decides, how large the type is `gui.look`.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._store = window, window.store
        self._was = Qt.WindowState.WindowNoState
        self._docks: dict[Dock, int] = {}  # their widths
        self._sizes, self._em = (), 0.0
        self._ring: PointerRing | None = None
        window.commands.on("present", lambda: self._show(not self._store.state.presenting))
        window.leaving.connect(lambda: self._store.state.presenting and self._show(False))
        window.dressed.connect(self._fit)
        self._store.changed.connect(self._on_change)

    def _show(self, presenting: bool) -> None:
        self._store.update(presenting=presenting)

    def _on_change(self, old: State, new: State) -> None:
        if old.presenting != new.presenting:
            if new.presenting:
                self._enter()
            else:
                self._window.show_note("")  # it said how to leave
                self._window.setWindowState(self._was)
            self._window.commands["present"].setChecked(new.presenting)
            self._fit()

    def _beside(self) -> list[Dock]:
        """Return the docks that take width from the rest."""
        docks = self._window.findChildren(Dock)
        return [dock for dock in docks if dock.isVisible() and not dock.isFloating()]

    def _enter(self) -> None:
        window = self._window
        self._was = window.windowState()
        self._docks = {dock: dock.width() for dock in self._beside()}
        self._sizes, self._em = window.columns.outer(), window.theme.em
        window.show_note("look.presenting")  # everything that says how to leave is gone
        window.setWindowState(self._was | Qt.WindowState.WindowFullScreen)

    def _fit(self) -> None:
        """Follow the look, which is another while presenting."""
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None
        if self._store.state.presenting:
            self._ring = PointerRing(self._window.theme, self._window)
        elif self._sizes and self._window.theme.em == self._em:  # only now they fit again
            # Their widths alone: which docks there are is the person's, also while presenting.
            docks = [dock for dock in self._beside() if dock in self._docks]
            widths = [self._docks[dock] for dock in docks]
            self._window.floor.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
            self._window.columns.set_outer(*self._sizes)
            self._sizes = ()
