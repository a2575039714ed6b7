"""What was chosen before: it is likely to be sought again."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from gui.finder.thing import Thing
from gui.window import MainWindow

MOST = 6


class Used(QObject):
    """The things that were chosen last, as long as the window is there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._names: list[str] = []

    def note(self, thing: Thing) -> None:
        """Remember a thing as the one that was chosen last."""
        name = name_of(thing)
        self._names = [name, *(each for each in self._names if each != name)][:MOST]

    def first(self, things: Iterable[Thing]) -> list[Thing]:
        """Return things, those that were chosen last before all others."""
        places = {name: place for place, name in enumerate(self._names)}
        return sorted(things, key=lambda thing: places.get(name_of(thing), MOST))


def name_of(thing: Thing) -> str:
    """Return what a thing is called in every language: things are made anew each time."""
    return " ".join(thing.titles.values())


def used_in(window: MainWindow) -> Used:
    """Return what was chosen in a window."""
    return window.findChild(Used) or Used(window)
