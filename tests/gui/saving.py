"""What the tests of sessions in the window share."""

from __future__ import annotations

from gui.documents import Documents
from gui.memory import Memory, shape
from gui.state import State
from gui.window import MainWindow
from tests.gui.driver import PATIENCE, Driver


def save(driver: Driver, name: str = "save") -> None:
    documents = driver.window.findChild(Documents)
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE):
        driver.window.commands[name].trigger()


def open_(driver: Driver) -> None:
    documents = driver.window.findChild(Documents)
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE), driver.settling():
        driver.window.commands["open"].trigger()


def keep(window: MainWindow, state: State | None = None) -> None:
    """Keep for the next start what a window keeps when it is closed."""
    Memory().keep(state or window.state(), shape(window))
