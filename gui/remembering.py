"""Keeps what the next start wants back while one works: nothing is lost with a window that is killed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from gui.background import InOrder
from gui.documents import Documents
from gui.memory import LOOK, Memory, shape
from gui.state import State, changes
from gui.window import MainWindow

DELAY = 500  # milliseconds from a change to the file; more changes may come with it
NAMES = frozenset({"settings", "lexicon", "table", "tables", "lang", "colours", "more", "course", *LOOK})


class Remembering(QObject):
    """Writes what changed in one window, and at its end what it looked like.

    Parameters
    ----------
    kept
        What was kept when the window started; None is what is kept now.
    """

    def __init__(self, window: MainWindow, documents: Documents, kept: State | None = None) -> None:
        super().__init__(window)
        self._window, self._documents = window, documents
        self._memory, self._work = Memory(kept), InOrder("memory", self)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._write)
        window.store.changed.connect(self._on_change)
        window.leaving.connect(self._leave)

    def _on_change(self, old: State, new: State) -> None:
        if not self._timer.isActive() and changes(old, new) & NAMES:
            self._timer.start()

    def _write(self, **looks: object) -> None:
        own = self._documents.own
        self._work.ask(None, lambda: self._memory.keep(own, looks))

    def _leave(self) -> None:
        self._timer.stop()
        self._write(**shape(self._window))
        self._work.close()
