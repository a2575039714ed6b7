"""Files that are dropped onto the window: a session is opened, anything else may be word vectors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

Open = Callable[[Path], None]


class Drops(QObject):
    """Opens what is dropped by its suffix.

    Parameters
    ----------
    suffixes
        What opens files of a suffix, ``.peony``.
    otherwise
        What opens all others.
    """

    def __init__(self, window: QWidget, suffixes: Mapping[str, Open], otherwise: Open) -> None:
        super().__init__(window)
        self._suffixes, self._otherwise = suffixes, otherwise
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the one local file that is dragged here."""
        if isinstance(event, QDragEnterEvent) and _dropped(event):
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent) and (file := _dropped(event)):
            event.acceptProposedAction()
            self._suffixes.get(file.suffix.lower(), self._otherwise)(file)
            return True
        return super().eventFilter(watched, event)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one local file that is dragged; None for anything else."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
