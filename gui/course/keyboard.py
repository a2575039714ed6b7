"""Where the keyboard is in the course, and where it goes when what it was on is gone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.course.drawing import Shown
from gui.course.frame import CourseFrame

NUMBERS = range(int(Qt.Key.Key_1), int(Qt.Key.Key_9) + 1)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Keyboard:
    """Moves the focus as a page changes under it: `before` and `after` each drawing."""

    def __init__(self, frame: CourseFrame) -> None:
        self._frame = frame
        self._held: QWidget | None = None
        self._step: tuple[str, bool] = "", False
        self._due = False
        self._waits: QWidget | None = None  # where the keyboard is until the answers can be chosen

    def enter(self) -> None:
        """Go to the answers as soon as they are there, unless the person goes elsewhere meanwhile."""
        self._due, self._waits = True, self._focused()

    def before(self, shown: Shown) -> None:
        """Remember where the keyboard is; go on from the switch that was just thrown."""
        (page, was), thrown = self._step, shown.record.thrown
        self._step = shown.record.page, thrown
        if page == shown.record.page and thrown and not was:
            self._go(self._frame.next)
        focus = self._focused()
        if page != shown.record.page and self._frame.question.holds(focus):
            self.enter()
        self._held = focus if focus is not None and self._frame.isAncestorOf(focus) else None

    def after(self, shown: Shown) -> None:
        """Go on to what comes next, where the keyboard cannot stay."""
        held = self._held
        if held is not None and not (held.isVisibleTo(self._frame) and held.isEnabled()):
            self._leave(shown)
        if self._due and shown.findings is not None and self._frame.isVisible():
            self._due = False
            if self._waits in (None, self._focused()):
                self._go(None if not shown.record.thrown else self._frame.next)

    def _leave(self, shown: Shown) -> None:
        frame = self._frame
        if frame.resume.isVisibleTo(frame):
            self._go(frame.resume)
        elif shown.record.thrown or shown.findings is None:
            self._go(frame.next)
        else:
            self._go(None)
        if shown.findings is None and not shown.record.thrown:
            self.enter()

    def _go(self, widget: QWidget | None) -> None:
        """Put the keyboard on a part of the panel; on the answers if none is given."""
        if widget is None:
            self._frame.question.focus_answer()
        else:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> QWidget | None:
        return self._frame.window().focusWidget()


def number_of(event: QKeyEvent) -> int | None:
    """Return which answer a key chooses, from 1; None for any other key."""
    if event.modifiers() in _PLAIN and event.key() in NUMBERS:
        return event.key() - NUMBERS.start + 1
    return None
