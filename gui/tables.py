"""Opening tables of one's own, and clearing what was kept of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from engine.errors import PeonyError
from engine.folders import tables_folder
from engine.vectors.choice import SHIPPED, TableChoice
from engine.vectors.imported import ImportedTable, check_table, clear_cache
from engine.vectors.owntext.report import SMALL
from engine.words import load_words
from gui.amount import ask_amount
from gui.runner import Wanted
from gui.window import MainWindow

LARGE = 300 * 2**20  # bytes from which on it is asked how much of a file to take


class Tables(QObject):
    """What a person does with tables; the window's loop does the rest."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.settled.connect(self._report)
        self._failed: Wanted | None = None  # what is wanted while an error is shown
        window.failed.connect(lambda error: setattr(self, "_failed", window.state().wanted))
        self._announced: tuple[TableChoice, str] | None = None
        window.commands.on("table_open", self.ask)
        window.commands.on("table_shipped", lambda: window.store.choose_table(SHIPPED))
        window.commands.on("tables_clear", self.clear)

    def ask(self) -> None:
        """Ask for a file, and open it."""
        words = load_words(self._window.state().lang)
        name, _ = QFileDialog.getOpenFileName(self._window, words("vectors.open"), "", words("vectors.files"))
        if name:
            self.open(Path(name))

    def open(self, file: Path) -> None:
        """Take dense vectors from a file from now on; a large one may be taken in part."""
        file = file.absolute()
        try:
            check_table(file)
        except PeonyError as error:
            self._window.show_error(error)
            return
        limit = 0
        if file.stat().st_size > LARGE:
            asked = ask_amount(self._window, file)
            if asked is None:
                return
            limit = asked
        if not self._window.commands["vectors"].isChecked():
            self._window.commands["vectors"].trigger()
        self._window.store.choose_table(TableChoice(str(file), limit))

    def clear(self) -> None:
        """Remove every table that was imported from the cache; the files themselves stay."""
        self._window.store.update(table=SHIPPED)
        freed = clear_cache(tables_folder())
        self._window.show_note("vectors.cleared", megabytes=f"{freed / 2**20:,.1f}")

    def _report(self) -> None:
        """Say once what came of opening another table."""
        trace, chosen = self._window.trace(), self._window.state().table
        if trace is None:
            return
        # A file may have been made anew under the same name.
        shown = chosen, trace.table.fingerprint
        known, self._announced = self._announced or shown, shown
        told = self._window.state().wanted == self._failed  # that something is missing matters more
        if shown != known and not told and isinstance(trace.table, ImportedTable):
            report = trace.table.report
            key = "vectors.opened_small" if report.words < SMALL else "vectors.opened"
            self._window.show_note(key, file=trace.table.name, words=report.words, width=report.width)
