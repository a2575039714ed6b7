"""What the tests of undo and redo share: the history's time, and the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.gui.driver import Driver

KEY, CONTROL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the history sees: ``clock[0] += 5`` waits for five seconds."""
    now = [100.0]
    monkeypatch.setattr("gui.undoing.time.monotonic", lambda: now[0])
    return now


def undo(driver: Driver) -> None:
    with driver.settling():
        driver.key(KEY.Key_Z, CONTROL)


def redo(driver: Driver) -> None:
    with driver.settling():
        driver.key(KEY.Key_Z, CONTROL | SHIFT)


def named(driver: Driver, name: str) -> str:
    return driver.window.commands[name].text()
