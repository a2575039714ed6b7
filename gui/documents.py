"""The session that a window works on: new, open, save; its title, and what is not saved yet.

Work that has a file is asked about before it is left unsaved. Work that has none is put aside, and can
be had back from the menu of recent sessions; it is asked about only where it cannot be put aside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from engine.errors import PeonyError
from engine.export import write
from engine.files import Stamp, file_stamp
from engine.session import SUFFIX
from engine.words import load_words
from gui.background import InOrder, Latest
from gui.file_names import proposed, with_suffix
from gui.items.names import visible
from gui.items.number_field import finish_typing
from gui.questions import ask
from gui.recent import Recent
from gui.session import fresh, kept, onto, read, to_bytes
from gui.state import State
from gui.undoing import Undoing
from gui.window import MainWindow

GIVEN_BACK = ("settings", "table", "pin")  # see `Store.give_back`


@dataclass(frozen=True)
class Opened:
    """A session that was read, the file that it is in, and the stamp of that before it was read."""

    file: Path
    state: State
    stamp: Stamp = None
    is_aside: bool = False


class Documents(QObject):
    """What a person does with sessions as files.

    Attributes
    ----------
    file
        The session file; None where the work has none yet.
    stamp
        That of the file when it was read or last saved; None, which is no file's, where that is not known.
    changed
        Another session is worked on, or it was saved.
    put_aside
        Keeps a state that has no file and is about to be left; returns the error where it could not.
    aside
        What the work was put aside in before, which may be gone at any time; None where it was not.
    """

    changed = Signal()

    def __init__(self, window: MainWindow, undoing: Undoing, recent: Recent) -> None:
        super().__init__(window)
        self._window, self._undoing, self.recent = window, undoing, recent
        self.put_aside: Callable[[State], PeonyError | None] = lambda state: None
        self.file: Path | None = None
        self.aside: Path | None = None
        self._saved: State | None = window.state()
        self._own = window.state()
        self._is_as_read = False  # whether what is saved was read, and not written here
        self.stamp: Stamp = None
        self._reading, self._writing = Latest("open", self), InOrder("save", self)
        self._reading.done.connect(self._on_read)
        self._reading.failed.connect(self._on_unreadable)
        self._writing.done.connect(self._on_written)
        window.store.gaveBack.connect(self._on_given_back)  # before the title is shown
        window.store.changed.connect(self._show_title)
        window.leaving.connect(self._reading.close)
        window.leaving.connect(self._writing.close)
        window.may_close = self.may_leave
        for name in ("new", "open", "save", "save_as"):
            window.commands.on(name, getattr(self, name if name != "open" else "ask"))
        self._show_title()

    @property
    def is_modified(self) -> bool:
        """Whether there is work that is not saved."""
        return self._saved is None or self._window.state().work != self._saved.work

    @property
    def differs(self) -> bool:
        """Whether what a session keeps is not saved, the view included, but not the token looked at."""
        now, saved = self._window.state(), self._saved
        unsure = saved is None or self.aside is not None
        return unsure or kept(unlooked(now)) != kept(unlooked(saved))

    @property
    def own(self) -> State:
        """The present state with the options, lists and table that are the person's own, of no session."""
        state = self._window.state()
        own = self._own if self.file else state
        # A page's settings are nobody's own.
        settings = state.course.own.settings if state.course.own and not self.file else own.settings
        course = replace(state.course, own=None)
        return replace(state, settings=settings, lexicon=own.lexicon, table=own.table, course=course)

    def new(self) -> None:
        """Begin anew."""
        state = fresh(self.own)
        self.adopt(state, None, state)

    def ask(self) -> None:
        """Ask for a session file, and open it."""
        words = load_words(self._window.state().lang)
        kind = f"{words('session.kind')} (*{SUFFIX})"
        name, _ = QFileDialog.getOpenFileName(self._window, words("session.open"), self._folder(), kind)
        if name:
            self.open(Path(name))

    def open(self, file: Path, has_file: bool = True) -> None:
        """Open a session. One that was put aside is opened as work that has no file."""
        self._writing.finish()  # it may be this file that is being written
        file, present = file.absolute(), self._window.state()
        self._reading.ask(lambda check: load(file, present, not has_file))

    def save(self) -> None:
        """Write the session to its file."""
        self._writing.finish()  # else what it is writing itself would look like another's
        if self.file is None:
            self.save_as()
        elif self._may_overwrite():
            self._write(self.file)

    def save_as(self) -> None:
        """Ask for a file, and write the session to it."""
        words = load_words(self._window.state().lang)
        kind = f"{words('session.kind')} (*{SUFFIX})"
        name = f"{proposed(self._window.state().text)}{SUFFIX}"
        place = self.file or Path(self._folder()) / name
        name, _ = QFileDialog.getSaveFileName(self._window, words("session.save_as"), str(place), kind)
        if name:
            self._write(with_suffix(Path(name).absolute(), SUFFIX))

    def adopt(self, state: State, file: Path | None, saved: State | None, stamp: Stamp = None) -> bool:
        """Work on another session, unless the person would rather not leave the present one.

        Parameters
        ----------
        state
            What to work on.
        file
            Where it belongs; None has no file yet.
        saved
            What is in that file; None where that is not known to be `state`.
        stamp
            That of the file, from before it was read.
        """
        if not self.may_leave():
            return False
        self._take(state, file, saved, stamp)
        return True

    def _take(self, state: State, file: Path | None, saved: State | None, stamp: Stamp) -> None:
        self._own = self.own
        self._window.take(onto(state, self._window.state()))
        self._undoing.clear()
        self.begin(file, saved, stamp)

    def begin(
        self, file: Path | None, saved: State | None, stamp: Stamp = None, own: State | None = None
    ) -> None:
        """Take the present work as that of `file`, of which `saved` is saved already."""
        self.file, self._saved, self.stamp, self._own = file, saved, stamp, own or self._own
        self.aside, self._is_as_read = None, True
        if file is not None:
            self.later(lambda: self.recent.add(file))
        self._show_title()
        self.changed.emit()

    def later(self, work: Callable[[], None]) -> None:
        """Change what is remembered of sessions: off the GUI thread, after all that was asked before."""
        self._writing.ask(None, work)

    def may_leave(self) -> bool:
        """Whether the present work may be left: it is saved, given up, or put aside."""
        finish_typing()
        self._writing.finish()
        if not self.is_modified and (self.aside is None or self.aside.exists()):
            return True
        error = None
        if self.file is None and (error := self.put_aside(self._window.state())) is None:
            return True
        words = load_words(self._window.state().lang)
        fields = {"why": error.fields.get("reason") or words.error(error)} if error else {}
        answer = self._ask("not_aside" if error else "unsaved", ("save", "discard", "cancel"), **fields)
        if answer == "save":
            self.save()
            self._writing.finish()
            return not self.is_modified
        return answer == "discard"

    def _ask(self, key: str, answers: tuple[str, ...], **fields: object) -> str:
        name = visible(self.file.name) if self.file else ""
        return ask(self._window, self._window.state().lang, key, answers, file=name, **fields)

    def _may_overwrite(self) -> bool:
        if file_stamp(str(self.file)) in (self.stamp, None):
            return True
        answer = self._ask("changed", ("save_as", "overwrite", "cancel"))
        if answer == "save_as":
            self.save_as()
        return answer == "overwrite"

    def _write(self, file: Path) -> None:
        finish_typing()
        state = self._window.state()
        self._undoing.history.seal()  # so that one can undo to what was saved

        def work() -> Stamp:
            write(file, to_bytes(state, file))
            return file_stamp(str(file))

        self._writing.ask(Opened(file, state), work)

    def _on_written(self, written: Opened | None, result: PeonyError | Stamp) -> None:
        if written is None:
            return
        if isinstance(result, PeonyError):
            self._window.show_error(result)
            return
        if written.file != self.file:
            self._window.show_note("session.saved", file=written.file)
            self._own = self.own
        self.begin(written.file, written.state, result)
        self._is_as_read = False

    def _on_read(self, found: Opened) -> None:
        if not self.may_leave():
            return
        try:
            found = self._newest(found)
        except PeonyError as error:
            self._on_unreadable(error)
            return
        self._take(found.state, None if found.is_aside else found.file, found.state, found.stamp)
        if found.is_aside:
            self.aside = found.file

    def _newest(self, found: Opened) -> Opened:
        """Read again what was written meanwhile, perhaps by this window; what is gone is as it was read."""
        if file_stamp(str(found.file)) in (found.stamp, None):
            return found
        return load(found.file, self._window.state(), found.is_aside)

    def _on_given_back(self, old: State, new: State) -> None:
        """Take what is in the file and could not be had for missing there, not for changed by the person."""
        if self._saved is not None and self._is_as_read:
            missing = (name for name in GIVEN_BACK if getattr(old, name) == getattr(self._saved, name))
            self._saved = replace(self._saved, **{name: getattr(new, name) for name in missing})

    def _on_unreadable(self, error: PeonyError) -> None:
        if error.key == "error.file_missing":
            self.later(lambda: self.recent.forget(Path(str(error.fields["file"]))))
        self._window.show_error(error)

    def _folder(self) -> str:
        last = [self.file] if self.file else self.recent.files()
        return str(last[0].parent) if last else ""

    def _show_title(self) -> None:
        words = load_words(self._window.state().lang)
        name = visible(self.file.name).replace("[*]", "[*][*]") if self.file else ""
        title = words("session.title", file=name) if name else words("window.title") + "[*]"
        if title != self._window.windowTitle():
            self._window.setWindowTitle(title)
        self._window.setWindowModified(self.is_modified)


def load(file: Path, present: State, is_aside: bool) -> Opened:
    """Read a session; `PeonyError` as `gui.session.read`."""
    stamp = file_stamp(str(file))  # before it is read: what is changed from then on is another's
    return Opened(file, read(file, present), stamp, is_aside)


def unlooked(state: State) -> State:
    """Return a state without the token that is looked at: a switch fixes it, and undoing does not free it."""
    return replace(state, anchor=None, col=None)
