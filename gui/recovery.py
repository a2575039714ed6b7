"""Unsaved work is copied while one works; what a killed window left is offered at the next start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from engine.errors import PeonyError
from engine.recovery import Copy, orphans, put_aside
from engine.session import SUFFIX, Session, read_session
from gui.background import InOrder
from gui.documents import Documents
from gui.items.names import short, visible
from gui.offer import Offer
from gui.session import kept, opened, to_bytes
from gui.session_view import read_view
from gui.state import State
from gui.window import MainWindow

DELAY = 250  # milliseconds from a change to its copy; a disk that is slow adds its own time
MOST = 20  # copies that are offered, one after another
# What no Peony can read. Anything else may be of a newer one.
DAMAGED = {
    f"error.{name}"
    for name in (
        "json_cut",
        "json_empty",
        "json_none",
        "json_syntax",
        "json_encoding",
        "json_deep",
        "json_large",
        "json_twice",
        "session_format",
    )
}
LONGEST = 24  # characters of a sentence that an offer names


@dataclass(frozen=True)
class Found:
    """A copy that a killed window left, and what is in it."""

    copy: Copy
    session: Session
    when: datetime


class Recovery(QObject):
    """Keeps the copy of one window, and offers those of windows that are gone.

    Parameters
    ----------
    copies, aside
        The folders of copies, and of work that was left without having a file.
    """

    def __init__(self, window: MainWindow, documents: Documents, copies: Path, aside: Path) -> None:
        super().__init__(window)
        self._window, self._documents, self._aside = window, documents, aside
        self._copies, self._copy = copies, Copy(copies)
        self._found: list[Found] = []
        self._warned = self._writing = self._ended = False
        self._not_aside: PeonyError | None = None
        self._work = InOrder("recovery", self)
        self._work.done.connect(self._on_done)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._write)
        window.store.changed.connect(self._on_change)
        documents.changed.connect(self._plan)
        documents.put_aside = self._put_aside
        window.leaving.connect(self._leave)
        self._plan()  # the command line may have changed what is saved

    def look(self) -> None:
        """Look for copies that killed windows left, and offer the newest."""
        self._work.ask("find", lambda: find(self._copies))

    def _on_change(self, old: State, new: State) -> None:
        if kept(old) != kept(new):
            self._plan()

    def _plan(self) -> None:
        # Not begun anew by each change: who types on and on would never be copied.
        if not self._timer.isActive():
            self._timer.start()

    def _write(self) -> None:
        """Copy what is unsaved, or remove the copy where nothing is."""
        if self._writing:  # the disk is slow: once it has answered
            self._plan()
            return
        self._writing = True
        state, copy = self._window.state(), self._copy
        file, stamp, unsaved = self._documents.file, self._documents.stamp, self._documents.differs
        self._work.ask(
            "copy", (lambda: copy.write(to_bytes(state, copy.file, file, stamp))) if unsaved else copy.remove
        )

    def _put_aside(self, state: State) -> PeonyError | None:
        """Put work aside, and wait until that is done: it is left only once it is safe."""
        folder, instead = self._aside, self._documents.aside
        self._work.ask("aside", lambda: put_aside(folder, to_bytes(state, folder / f"_{SUFFIX}"), instead))
        self._work.finish()
        return self._not_aside

    def _on_done(self, asked: str, result: object) -> None:
        if asked == "find" and isinstance(result, list):
            self._found = result
            self._offer()
        self._writing = self._writing and asked != "copy"
        error = result if isinstance(result, PeonyError) else None
        if asked == "aside":
            self._not_aside = error  # who wanted it put aside is asked what now
        elif error and not self._warned:
            self._warned = True
            self._window.show_error(error)

    def _offer(self) -> None:
        if not self._found:
            self._window.show_offer(None)
            return
        found = self._found[0]
        text = short(visible(found.session.request.text.strip()), LONGEST)
        name = visible(Path(found.session.unsaved_of).name) if found.session.unsaved_of else text
        fields = {"name": name, "time": found.when.strftime("%Y-%m-%d %H:%M")}
        answers = {"restore": self._restore, "forget": self._forget}
        self._window.show_offer(Offer("recovery", fields, answers))

    def _restore(self) -> None:
        found = self._found[0]
        try:
            state = opened(found.session, found.copy.file, self._window.state())
        except PeonyError as error:
            self._window.show_error(error)
            return
        file = Path(found.session.unsaved_of) if found.session.unsaved_of else None
        stamp = found.session.stamp  # the file's of now may be of what another has saved since
        if self._documents.adopt(state, file, None, stamp):
            own, state = self._copy, self._window.state()

            def move() -> None:
                own.write(to_bytes(state, own.file, file, stamp))
                found.copy.remove()  # not before the work is safe again

            self._work.ask("move", move)
            self._next()

    def _forget(self) -> None:
        self._work.ask("forget", self._found[0].copy.remove)
        self._next()

    def _next(self) -> None:
        del self._found[0]
        self._offer()

    def leave_behind(self) -> None:
        """Leave what is unsaved to the next start, which offers it: nobody is asked any more."""
        self._ended = True

    def _leave(self) -> None:
        """The window is closed, and nothing in it would be lost: its copy goes."""
        self._timer.stop()
        self._work.finish()
        if self._ended:
            self._write()
        for found in self._found:
            self._work.ask("leave", found.copy.leave)
        self._work.ask("leave", self._copy.leave if self._ended else self._copy.remove)
        self._work.close()


def find(folder: Path) -> list[Found]:
    """Return the copies that killed windows left, the newest first; one of a newer Peony is left for it."""
    found = list[Found]()
    for copy in orphans(folder):
        try:
            when = datetime.fromtimestamp(copy.file.stat().st_mtime)
            session = read_session(copy.file)
            read_view(session, copy.file)
            found.append(Found(copy, session, when))
        except PeonyError as error:
            (copy.set_aside if error.key in DAMAGED else copy.leave)()
        except OSError:
            copy.leave()
        if len(found) == MOST:
            break
    return found
