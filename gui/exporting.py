"""Writes what the window shows into a file that the person chooses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from engine.errors import PeonyError
from engine.export import write
from engine.words import load_words
from gui.documents import Documents
from gui.file_names import proposed, with_suffix
from gui.kinds import NAMES, Maker, of_scene
from gui.window import MainWindow

log = logging.getLogger(__name__)


class Exporting(QObject):
    """Asks for a name, writes off the GUI thread, and says how it went."""

    _done = Signal(object, object)

    def __init__(self, window: MainWindow, documents: Documents) -> None:
        super().__init__(window)
        self._window, self._documents = window, documents
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._done.connect(self._tell)
        window.leaving.connect(self._worker.shutdown)
        for suffix in NAMES:
            window.commands.on(f"export_{suffix[1:]}", partial(self._whole, suffix))

    def _whole(self, suffix: str) -> None:
        if self._window.scene is not None:
            self.ask({suffix: partial(of_scene, self._window.scene, suffix)})

    def ask(self, kinds: Mapping[str, Callable[[], Maker]]) -> None:
        """Ask for a file of one of some kinds, and write it."""
        state = self._window.state()
        words, stem = load_words(state.lang), proposed(state.text, self._documents.file)
        filters = {f"{words(NAMES[suffix])} (*{suffix})": suffix for suffix in kinds}
        first = next(iter(kinds))
        name, chosen = QFileDialog.getSaveFileName(
            self._window, words("sentence.export_help"), f"{stem}{first}", ";;".join(filters)
        )
        if name:
            path, suffix = target(Path(name), filters.get(chosen, first), kinds)
            self._write(path, kinds[suffix])

    def _write(self, path: Path, prepare: Callable[[], Maker]) -> None:
        try:
            self._worker.submit(self._run, path, prepare())
        except Exception as error:
            log.exception("cannot draw %s", path)
            self._tell(path, PeonyError("bug", error=repr(error)))

    def _run(self, path: Path, make: Maker) -> None:
        try:
            write(path, make())
            self._done.emit(path, None)
        except PeonyError as error:
            self._done.emit(path, error)
        except Exception as error:
            log.exception("cannot write %s", path)
            self._done.emit(path, PeonyError("bug", error=repr(error)))

    def _tell(self, path: Path, error: PeonyError | None) -> None:
        if error is None:
            self._window.show_note("export.done", file=path)
        else:
            self._window.show_error(error)


def target(path: Path, suffix: str, kinds: Mapping[str, object]) -> tuple[Path, str]:
    """Return the file that was meant and its kind: by the suffix that was typed, else `suffix`."""
    typed = path.suffix.lower()
    return (path, typed) if typed in kinds else (with_suffix(path, suffix), suffix)
