"""What the dialog's buttons do: look for texts, learn beside the window, put the table in use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from engine.errors import PeonyError
from engine.export import write
from engine.folders import own_tables_folder
from engine.vectors.choice import SHIPPED, TableChoice
from engine.vectors.owntext.beside import Job, train_beside
from engine.vectors.owntext.pace import Pace, Stage
from engine.vectors.owntext.report import Report
from engine.vectors.owntext.saving import SUFFIX, prepare
from engine.vectors.owntext.texts import Text, find_texts
from engine.words import load_words
from gui.background import Check, Latest
from gui.file_names import with_suffix
from gui.side_dialog import bring_up
from gui.training.dialog import TrainingDialog
from gui.window import MainWindow


class Training(QObject):
    """Opens the dialog, at most one, and works for it on workers of its own."""

    _progress = Signal(float, str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: TrainingDialog | None = None
        self._finder, self._trainer = Latest("texts", self), Latest("train", self)
        self._finder.done.connect(self._show_texts)
        self._finder.failed.connect(self._show_no_texts)
        self._trainer.done.connect(self._finish)
        self._trainer.failed.connect(self._fail)
        self._progress.connect(self._show_progress)
        window.commands.on("table_train", self.open)
        window.leaving.connect(self._leave)

    def open(self) -> None:
        """Open the dialog, or raise it where it is open."""
        self._dialog = bring_up(self._window, TrainingDialog, self._make)

    def _make(self) -> TrainingDialog:
        words = load_words(self._window.state().lang)
        dialog = TrainingDialog(self._window, own_tables_folder(), words)
        dialog.box.files.clicked.connect(self._ask_files)
        dialog.box.folder.clicked.connect(self._ask_folder)
        dialog.form.elsewhere.clicked.connect(self._ask_place)
        dialog.buttons["start"].clicked.connect(self._start)
        dialog.buttons["stop"].clicked.connect(self._stop)
        dialog.left.connect(self._forget)
        return dialog

    def _ask_files(self) -> None:
        words = load_words(self._window.state().lang)
        title, kinds = words("own_text.files_title"), words("own_text.kinds")
        names, _ = QFileDialog.getOpenFileNames(self._dialog, title, "", kinds)
        self._look([Path(name) for name in names])

    def _ask_folder(self) -> None:
        words = load_words(self._window.state().lang)
        name = QFileDialog.getExistingDirectory(self._dialog, words("own_text.folder_title"))
        self._look([Path(name)] if name else [])

    def _look(self, places: Sequence[Path]) -> None:
        """See what texts there are; a large folder takes a while."""
        if self._dialog is not None and places:
            self._dialog.box.look()
            self._dialog.say(())
            self._finder.ask(lambda check: (places[0].stem, find_texts(places, Pace(check=check))))

    def _show_texts(self, found: tuple[str, tuple[Text, ...]]) -> None:
        name, texts = found
        if self._dialog is not None:
            self._dialog.form.propose(name)
            self._dialog.box.show_texts(texts)
            self._dialog.buttons["start"].setFocus()

    def _show_no_texts(self, error: PeonyError) -> None:
        if self._dialog is not None:
            self._dialog.box.show_texts(())
            self._complain(error)

    def _ask_place(self) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        words = load_words(self._window.state().lang)
        before = str(dialog.form.path or own_tables_folder())
        kinds = words("own_text.place_kinds")
        name, _ = QFileDialog.getSaveFileName(dialog, words("own_text.place_title"), before, kinds)
        if name:
            dialog.form.place_at(with_suffix(Path(name), SUFFIX))

    def _start(self) -> None:
        dialog = self._dialog
        if dialog is not None and (path := dialog.form.path) is not None and dialog.box.texts:
            dialog.say(())
            dialog.show_running(True)
            job = Job(dialog.box.texts, self._window.state().lexicon, dialog.form.width_wanted)
            self._trainer.ask(partial(make, job, path, self._progress.emit))

    def _show_progress(self, fraction: float, stage: Stage) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(fraction, stage)

    def _finish(self, made: tuple[Path, Report]) -> None:
        """Put the new table in use, and say what it is."""
        path, report = made
        if self._dialog is not None:
            self._dialog.show_running(False)
            self._dialog.form.take_note(path)
            self._dialog.say([("own_text.done", {"file": path}), *report.sentences()])
        store, choice = self._window.store, TableChoice(str(path))
        if store.state.table == choice:  # trained anew: the choice is the same, the file is not
            store.update(table=SHIPPED)
        store.choose_table(choice)

    def _fail(self, error: PeonyError) -> None:
        if self._dialog is not None:
            self._dialog.show_running(False)
            self._complain(error)

    def _stop(self) -> None:
        self._trainer.cancel()
        if self._dialog is not None:
            self._dialog.show_running(False)
            self._dialog.say([("own_text.stopped", {})])

    def _complain(self, error: PeonyError) -> None:
        self._dialog.say([(error.key, error.fields)])

    def _forget(self) -> None:
        self._finder.cancel()
        self._dialog = None

    def _leave(self) -> None:
        """The window closes: give up, and wait no longer than a step takes."""
        for latest in (self._finder, self._trainer):
            latest.close()
        if self._dialog is not None:
            self._dialog.show_running(False)


def make(job: Job, path: Path, progress: Callable[[float, Stage], None], check: Check) -> tuple[Path, Report]:
    """Learn a table and save it; nothing is written before it is whole."""
    prepare(path)
    made = train_beside(job, progress, check)
    check()
    write(path, made.data)
    return path, made.report
