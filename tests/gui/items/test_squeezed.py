"""Everything that Peony paints itself can be painted in any room, and in none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from gui.experiments import EXPERIMENTS
from tests.gui.driver import Driver

ROOMS = ((0, 0), (1, 1), (12, 400), (400, 3), (45, 45), (90, 60))


def painted(window: QWidget) -> list[QWidget]:
    """Return what paints itself, and what holds that."""
    return [each for each in window.findChildren(QWidget) if type(each).__module__.startswith("gui.")]


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_anything_can_be_squeezed(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], experiment: str
):
    driver = drive(open_window(experiment=experiment))
    for command in ("experiments", "vectors", "pin"):
        driver.window.commands[command].trigger()
    driver.click("attention.raw")
    driver.qtbot.waitUntil(driver.window.is_complete, timeout=20_000)
    parts = painted(driver.window)
    assert len(parts) > 50
    for part in parts:
        for room in ROOMS:
            part.resize(*room)
            part.grab()
    QApplication.processEvents()
    driver.check()
