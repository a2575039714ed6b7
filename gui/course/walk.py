"""Walks through a course: each step is a change of the state, and nothing else keeps it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.course.folder import Course, built_in, read_course
from engine.course.page import Page
from engine.errors import PeonyError
from gui.course import moves
from gui.state import Store


class Walk(QObject):
    """The course that is open, and the moves in it.

    Attributes
    ----------
    failed
        The course of the state cannot be read any more, and Peony's own is used; or a page of it cannot
        be measured.
    entered
        The person has opened the course, and wants to go on with it.
    unanswered
        The switch was to be thrown before the question was answered.
    """

    failed = Signal(object)
    entered = Signal()
    unanswered = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._read: dict[tuple[str, str], Course] = {}

    @property
    def course(self) -> Course:
        """The course that is open, in the language of the state."""
        state = self._store.state
        key = state.course.folder, state.lang
        if key not in self._read:
            self._read[key] = self._load(*key)
        return self._read[key]

    def _load(self, folder: str, lang: str) -> Course:
        if not folder:
            return built_in(lang)
        try:
            return read_course(Path(folder), lang)
        except PeonyError as error:
            self.failed.emit(error)
            return built_in(lang)

    @property
    def number(self) -> int:
        """The number of the present page, from 0."""
        return self.course.place(self._store.state.course.page)

    @property
    def page(self) -> Page | None:
        """The present page; None where no page can be read."""
        pages = self.course.pages
        return pages[self.number] if pages else None

    @property
    def is_last(self) -> bool:
        """Whether no page comes after the present one."""
        return self.number + 1 >= len(self.course.pages)

    def is_on_path(self) -> bool:
        """Whether the window shows what the page wants shown."""
        return self.page is not None and moves.is_on_path(self._store.state, self.page)

    def open(self, folder: str) -> Course:
        """Open the course in a folder, read anew; an empty name is Peony's own.

        Raises
        ------
        PeonyError
            There is no course in it.
        """
        if folder:
            read_course(Path(folder), self._store.state.lang)
        self._read.clear()
        if self._store.state.course.own is not None:
            self.leave(keep=False)
        self._store.update(course=replace(self._store.state.course, folder=folder, page=""))
        return self.course

    def go(self, number: int) -> None:
        """Show the page of a number, where there is one."""
        if 0 <= number < len(self.course.pages):
            self._move(moves.enter(self._store.state, self.course.pages[number], self.page))

    def step(self, by: int) -> None:
        """Show the next page, or the one before."""
        self.go(self.number + by)

    def resume(self) -> None:
        """Show the present page as it was left."""
        self.go(self.number)

    def answer(self, given: str, **more: Any) -> None:
        """Take an answer; what else changes with it comes as fields of the state."""
        if self.page and not self._store.state.course.record().thrown:
            self._move({**moves.answer(self._store.state, given), **more})

    def throw(self) -> None:
        """Throw the switch, which takes an answer; later, flip it."""
        if self.page is None:
            return
        if moves.may_throw(self._store.state, self.page):
            self._move(moves.throw(self._store.state, self.page))
        else:
            self.unanswered.emit()

    def ask_again(self) -> None:
        """Begin the page anew."""
        if self.page:
            self._move(moves.ask_again(self._store.state, self.page))

    def take_sample(self, sample: str) -> None:
        """Take a sample for the page."""
        if self.page:
            self._move(moves.take_sample(self._store.state, self.page, sample))

    def leave(self, keep: bool = False) -> None:
        """Give the person's own work back."""
        if self._store.state.course.own is not None:
            self._move(moves.leave(self._store.state, self.page, keep))

    def _move(self, changes: moves.Changes) -> None:
        self._store.update(**changes)
