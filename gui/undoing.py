"""Undo and redo: one history of everything that a person does, whatever control they did it with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from engine.settings import OPTIONS
from engine.tokens import is_another
from engine.words import Words
from gui.history import History
from gui.state import WORK, State, Work
from gui.window import MainWindow

NUMBERS = {option.name for option in OPTIONS if option.kind in ("integer", "real")}


class Undoing(QObject):
    """The commands undo and redo of a window, and the history behind them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._store, self._commands = window.store, window.commands
        self._held = False
        self.history = History(window.state().work)
        self._store.changed.connect(self._record)
        self._store.gaveBack.connect(self._mend)
        self._store.held.connect(self._hold)
        self._commands.on("undo", lambda: self._show(self.history.undo()))
        self._commands.on("redo", lambda: self._show(self.history.redo()))
        self._commands.entitle("undo", lambda words: title("undo", self.history.undoable, words))
        self._commands.entitle("redo", lambda words: title("redo", self.history.redoable, words))
        self._refresh()

    def clear(self) -> None:
        """Forget every step: the work is another."""
        self.history.clear(self._store.state.work)
        self._refresh()

    def _record(self, _old: State, _new: State) -> None:
        # What another answered a change with is heard of before the change itself: only the newest counts.
        new = self._store.state
        if new.work != self.history.present:
            old = replace(new, **dict(zip(WORK, self.history.present, strict=True)))
            name = name_of(old, new)
            self.history.record(new.work, name, time.monotonic(), burst_of(name, old, new), self._held)
            self._refresh()

    def _mend(self, old: State, new: State) -> None:
        """What could not be computed is no step: going back to it would only fail again."""
        failed = {name: getattr(new, name) for name in WORK if getattr(old, name) != getattr(new, name)}
        self.history.mend(without(failed, old))
        self._refresh()

    def _hold(self, held: bool) -> None:
        self._held = held
        self.history.seal()

    def _show(self, work: Work | None) -> None:
        if work is not None:
            self._store.put(self._store.state.with_work(work))
            self._refresh()

    def _refresh(self) -> None:
        self._commands["undo"].setEnabled(self.history.undoable is not None)
        self._commands["redo"].setEnabled(self.history.redoable is not None)
        self._commands.refresh("undo", "redo")


def title(command: str, step: str | None, words: Words) -> str:
    """Return what the menu says: the command, and what it would do."""
    if step is None:
        return words(f"action.{command}")
    known = f"step.{step}"
    option = words(f"option.{step}.label") if known not in words.sentences else ""
    what = words(known) if not option else words("step.option", option=option)
    return words(f"undo.{command}", what=what)


def name_of(old: State, new: State) -> str:
    """Name the step between two states: an option, or what else of the work it changed."""
    if old.text != new.text:
        return "sentence" if is_another(old.text, new.text) else "typing"
    changed = [name for name in WORK if getattr(old, name) != getattr(new, name)]
    if changed == ["settings"]:
        before, after = old.settings.to_dict(), new.settings.to_dict()
        options = [name for name in after if after[name] != before[name]]
        return options[0] if len(options) == 1 else "settings"
    return "unpin" if changed == ["pin"] and new.pin is None else changed[0]


def burst_of(name: str, old: State, new: State) -> str | None:
    """Return what a step may be one with: typing, the same number, the same entry of W."""
    if name == "weight_edits":
        return f"{name} {[place for place, _ in {*old.weight_edits.values} ^ {*new.weight_edits.values}][:1]}"
    return name if name == "typing" or name in NUMBERS else None


def without(failed: dict[str, object], old: State) -> Callable[[Work], Work]:
    """Return what puts other values in the place of those that failed together in `old`."""
    bad = {name: getattr(old, name) for name in failed}

    def mended(work: Work) -> Work:
        held = dict(zip(WORK, work, strict=True))
        if all(held[name] == bad[name] for name in bad):
            held |= failed
        return tuple(held.values())

    return mended
