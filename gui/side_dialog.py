"""Dialogs that lie beside the work, which stays usable: each is there once, and follows the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog

from engine.words import Words, load_words
from gui.state import State
from gui.window import MainWindow

D = TypeVar("D", bound="SideDialog")
MARGIN, GAP = 1.4, 0.7  # ems around everything, and between two parts
MOST = 0.92  # of the window


class SideDialog(QDialog):
    """Has the window's language and look.

    What is derived from it lays out its parts, says what `translate` writes on them, and calls `refresh`.

    Attributes
    ----------
    main
        The window.
    """

    def __init__(self, window: MainWindow, name: str, ems: tuple[float, float]) -> None:
        super().__init__(window)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.main = window
        self.resize(QSize(*map(window.theme.px, ems)).boundedTo(window.size() * MOST))
        # Methods, for what outlives the dialog lets go of its methods with it, and of a lambda never.
        window.store.changed.connect(self._on_change)
        window.dressed.connect(self.refresh)

    def _on_change(self, old: State, new: State) -> None:
        if old.lang != new.lang:
            self.refresh()

    def refresh(self) -> None:
        """Write everything in the window's language, in its sizes."""
        margin, gap = self.main.theme.px(MARGIN), self.main.theme.px(GAP)
        self.layout().setContentsMargins(margin, margin, margin, margin)
        self.layout().setSpacing(gap)
        self.translate(load_words(self.main.state().lang))

    def translate(self, words: Words) -> None:
        """Put every word into a language."""
        raise NotImplementedError


def bring_up(window: MainWindow, kind: type[D], make: Callable[[], D] | None = None) -> D:
    """Open the dialog of a kind, or raise it where it is open."""
    dialog = window.findChild(kind)
    if dialog is None or not dialog.isVisible():  # what was closed is there until Qt deletes it
        dialog = make() if make else kind(window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
