"""The menu of recent sessions, with what was closed without having a file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from html import escape
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import Qt  # with what it adds about text
from PySide6.QtWidgets import QMenu

from engine.errors import PeonyError
from engine.recovery import aside
from engine.session import read_session
from engine.words import load_words
from gui.documents import Documents
from gui.items.names import short, visible
from gui.window import MainWindow

LONGEST = 24  # characters of a sentence


class RecentMenu(QObject):
    """Fills the command's menu whenever it opens."""

    def __init__(self, window: MainWindow, documents: Documents, folder: Path) -> None:
        super().__init__(window)
        self._window, self._documents, self._folder = window, documents, folder
        self._menu = QMenu(window)
        self._menu.setObjectName("recentMenu")
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self.fill)
        window.commands["recent"].setMenu(self._menu)
        window.commands.on("recent", self._open)  # by its name; in a menu it opens by itself

    def fill(self) -> None:
        """List the sessions used last, then the work that was put aside."""
        words, open_ = load_words(self._window.state().lang), self._documents.open
        self._menu.clear()
        for file in self._documents.recent.files():
            self._add(visible(file.name), str(file), lambda file=file: open_(file))
        self._menu.addSeparator()
        for file in aside(self._folder):
            if (text := _sentence(file)) is not None:
                name = words("session.aside", text=short(visible(text.strip()), LONGEST))
                self._add(name, "", lambda file=file: open_(file, has_file=False))
        empty = self._menu.isEmpty()
        self._menu.addSeparator()
        self._menu.addAction(words("session.clear"), self._clear).setEnabled(not empty)

    def _open(self) -> None:
        self._menu.popup(self._window.mapToGlobal(self._window.rect().center()))

    def _add(self, name: str, tip: str, run: Callable[[], None]) -> None:
        action = self._menu.addAction(name.replace("&", "&&"), run)
        action.setToolTip(literal(visible(tip) or name))  # without one of its own, Qt takes the name

    def _clear(self) -> None:
        recent, files = self._documents.recent, aside(self._folder)  # not what is put aside from now on

        def clear() -> None:
            recent.clear()
            for file in files:
                with suppress(OSError):  # only this comfort is lost
                    file.unlink(missing_ok=True)

        self._documents.later(clear)


def literal(text: str) -> str:
    """Return what shows as `text` where Qt takes whatever looks like markup for it."""
    return f"<qt>{escape(text)}</qt>" if Qt.mightBeRichText(text) else text


def _sentence(file: Path) -> str | None:
    try:
        return read_session(file).request.text
    except PeonyError:
        return None
