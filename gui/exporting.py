"""Writes what the window shows into a file that the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import PeonyError
from engine.export import KINDS, write
from engine.words import load_words
from gui.picture import picture
from gui.scene import Scene
from gui.widget_picture import widget_picture
from gui.window import MainWindow


class Exporting(QObject):
    """Asks for a name, writes off the GUI thread, and says how it went."""

    _done = Signal(object, object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._done.connect(self._tell)
        window.leaving.connect(self._worker.shutdown)
        for suffix in ("png", "csv", "json", "npz"):
            window.commands.on(f"export_{suffix}", lambda suffix=suffix: self.ask(suffix))
        window.pictureWanted.connect(self.ask_picture)

    def ask(self, suffix: str) -> None:
        """Ask for a file of a kind, and write it."""
        if self._window.scene is not None:
            self._ask(suffix, lambda: contents(self._window.scene, suffix))

    def ask_picture(self, part: QWidget) -> None:
        """Ask for a file, and write the picture of a part of the window."""
        if self._window.scene is not None:
            self._ask("png", lambda: made(widget_picture(part, self._window.scene)))

    def _ask(self, suffix: str, make: Callable[[], Callable[[], bytes]]) -> None:
        words = load_words(self._window.state().lang)
        kind = f"{words(f'export.{suffix}')} (*.{suffix})"
        title = words("sentence.export_help")
        name, _ = QFileDialog.getSaveFileName(self._window, title, f"peony.{suffix}", kind)
        if name:
            path = with_suffix(Path(name), suffix)
            self._worker.submit(self._write, path, make())

    def _write(self, path: Path, made: Callable[[], bytes]) -> None:
        try:
            write(path, made())
            self._done.emit(path, None)
        except PeonyError as error:
            self._done.emit(path, error)
        except Exception as error:
            self._done.emit(path, PeonyError("bug", error=repr(error)))

    def _tell(self, path: Path, error: PeonyError | None) -> None:
        if error is None:
            self._window.show_note("export.done", file=path)
        else:
            self._window.show_error(error)


def contents(scene: Scene, suffix: str) -> Callable[[], bytes]:
    """Return what makes the file; a picture is made at once, for it belongs to the GUI thread."""
    if suffix == "png":
        return made(picture(scene))
    return lambda: KINDS[f".{suffix}"](scene.trace)


def made(data: bytes) -> Callable[[], bytes]:
    """Return what gives bytes that were made on the GUI thread."""
    return lambda: data


def with_suffix(path: Path, suffix: str) -> Path:
    """Return `path` with its kind's suffix, added only where that overwrites nothing.

    The dialog has asked about the name that was typed, and about no other.
    """
    if path.suffix.lower() == f".{suffix}":
        return path
    named = path.with_name(f"{path.name}.{suffix}")
    return path if named.exists() else named
