"""Qt's own words (the menus of text fields, the buttons of dialogs) in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from gui.window import MainWindow


class QtWords(QObject):
    """Follows the window's language. Qt speaks English where it has no translation, as for English."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._translator = QTranslator(self)
        window.store.changed.connect(lambda old, new: old.lang != new.lang and self._speak(new.lang))
        window.leaving.connect(self._fall_silent)
        self._speak(window.state().lang)

    def _speak(self, lang: str) -> None:
        self._fall_silent()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{lang}", folder):
            QCoreApplication.installTranslator(self._translator)

    def _fall_silent(self) -> None:
        QCoreApplication.removeTranslator(self._translator)
