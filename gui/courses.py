"""Courses by command: opening the dock, going on, and taking a teacher's folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import PeonyError
from engine.words import load_words
from gui.state import State
from gui.window import MainWindow

WALKING = ("course_next", "course_back", "course_throw", "course_own")  # while the dock is open


class Courses(QObject):
    """What a person does with courses; the walk and the window's loop do the rest."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, walk, commands = window, window.walk, window.commands
        # Later: what led there also asks for another trace, and that takes errors back.
        walk.failed.connect(window.show_error, Qt.ConnectionType.QueuedConnection)
        walk.unanswered.connect(self._show_cells)
        commands.on("course_next", self._go_on)
        commands.on("course_back", lambda: walk.step(-1))
        commands.on("course_throw", walk.throw)
        commands.on("course_own", walk.leave)
        commands.on("course_open", self.ask)
        commands.on("course_shipped", lambda: self.open(""))
        commands["course"].toggled.connect(self._toggled)
        commands["course"].triggered.connect(self._triggered)
        window.store.changed.connect(self._taken_over, Qt.ConnectionType.QueuedConnection)
        self._toggled(False)

    def _taken_over(self, old: State, new: State) -> None:
        """Show the course where a session that is opened was saved in the middle of it."""
        command = self._window.commands["course"]
        took_over = new.course.own is not None and old.course.own is None
        if took_over and not command.isChecked() and self._window.state().course.own is not None:
            command.trigger()

    def _toggled(self, shown: bool) -> None:
        """Begin where the person was, or give their own work back."""
        for name in WALKING:
            self._window.commands[name].setEnabled(shown)
        if shown:
            self._window.walk.resume()
        else:
            self._window.walk.leave(keep=True)

    def _triggered(self, shown: bool) -> None:
        """Take the keyboard along to the question, where a person opens the course themselves."""
        if shown:
            self._window.walk.entered.emit()

    def _go_on(self) -> None:
        """Go to the next page; from the last one to one's own sentence."""
        if not self._window.walk.is_last:
            self._window.walk.step(1)
            return
        self._window.walk.leave()
        self._window.commands["sentence"].trigger()

    def _show_cells(self) -> None:
        """Put the keyboard where an answer that is a cell is chosen."""
        page = self._window.walk.page
        if page is not None and page.question.kind == "cell":
            self._window.findChild(QWidget, "focusHeatmap").setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Ask for a folder, and open the course in it."""
        words = load_words(self._window.state().lang)
        name = QFileDialog.getExistingDirectory(self._window, words("course.open"))
        if name:
            self.open(str(Path(name).absolute()))

    def open(self, folder: str) -> None:
        """Open a course from its beginning; an empty name is Peony's own."""
        try:
            course = self._window.walk.open(folder)
        except PeonyError as error:
            self._window.show_error(error)
            return
        if not self._window.commands["course"].isChecked():
            self._window.commands["course"].trigger()
        else:
            self._window.walk.resume()
        if folder:
            self._window.show_note("course.opened", folder=folder, count=len(course.pages))
