"""Writes what the window shows into a file that the person chooses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from engine.errors import PeonyError
from engine.export import KINDS, write
from engine.words import load_words
from gui.picture import picture
from gui.scene import Scene
from gui.window import MainWindow


class Exporting(QObject):
    """Asks for a name, writes, and says where a write failed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask(self, suffix: str) -> None:
        """Ask for a file of a kind, and write it."""
        words = load_words(self._window.state().lang)
        kind = f"{words(f'export.{suffix}')} (*.{suffix})"
        title = words("sentence.export_help")
        name, _ = QFileDialog.getSaveFileName(self._window, title, f"peony.{suffix}", kind)
        if name and self._window.scene is not None:
            self._write(self._window.scene, Path(name).with_suffix(f".{suffix}"))

    def _write(self, scene: Scene, path: Path) -> None:
        try:
            write(path, contents(scene, path.suffix))
        except PeonyError as error:
            self._window.show_error(error)


def contents(scene: Scene, suffix: str) -> bytes:
    """Return the scene as a file of a kind."""
    return picture(scene) if suffix == ".png" else KINDS[suffix](scene.trace)
