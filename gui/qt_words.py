"""Qt's own words (the menus of text fields, the buttons of dialogs) in the language of the window."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from gui.keys import SIGNS
from gui.window import MainWindow


class KeySigns(QTranslator):
    """Writes the keys in menus as the help and the tips do; all else it leaves to Qt's own words."""

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return the sign of a key; None where another translator is to be asked."""
        return SIGNS.get(sourceText) if context == "QShortcut" else None


class QtWords(QObject):
    """Follows the window's language. Qt speaks English where it has no translation, as for English."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._translator, self._signs = QTranslator(self), KeySigns(self)
        window.store.changed.connect(lambda old, new: old.lang != new.lang and self._speak(new.lang))
        window.leaving.connect(self._fall_silent)
        self._speak(window.state().lang)

    def _speak(self, lang: str) -> None:
        self._fall_silent()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{lang}", folder):
            QCoreApplication.installTranslator(self._translator)
        if sys.platform != "darwin":  # there the keys have signs of their own
            QCoreApplication.installTranslator(self._signs)  # the last is asked first

    def _fall_silent(self) -> None:
        QCoreApplication.removeTranslator(self._translator)
        QCoreApplication.removeTranslator(self._signs)
