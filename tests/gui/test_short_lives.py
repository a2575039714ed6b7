"""What was opened once and closed is gone: nothing that outlives it calls it again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from engine.errors import PeonyError
from gui.trouble.watch import Watch
from tests.gui.driver import Driver

OPENED = {
    "guide": "helpDialog",
    "report": "troubleDialog",
    "lists": "listsDialog",
    "table_train": "trainingDialog",
    "find": "finder",
}


@pytest.mark.parametrize("command", OPENED)
def test_what_is_closed_is_not_spoken_to(driver: Driver, command: str):
    """An exception in a slot fails the test."""
    driver.window.commands[command].trigger()
    opened = driver.find(OPENED[command])
    if isinstance(opened, QDialog):
        opened.close()
    else:
        opened.leave()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert driver.window.findChild(QWidget, OPENED[command]) is None
    for change in ({"lang": "zh_CN"}, {"theme": "dark"}, {"scale": 125}, {"lang": "en"}):
        with driver.settling():
            driver.window.store.update(**change)
    driver.enter("牡丹")
    driver.window.show_error(PeonyError("text_long"))
    driver.window.findChild(Watch).kept.emit()
    driver.check()


def test_panels_that_were_replaced_are_not_spoken_to(driver: Driver):
    """Nor are they drawn, nor do they ask for anything."""
    for dock in ("course", "vectors", "experiments"):
        with driver.settling():
            driver.window.commands[dock].trigger()
    for theme in ("dark", "light"):
        with driver.settling():
            driver.window.store.update(theme=theme)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    driver.wait_for_formula()  # the typesetter speaks to everything that shows formulas
    for change in ({"lang": "zh_CN"}, {"pin": driver.state.request}, {"lang": "en"}, {"pin": None}):
        with driver.settling():
            driver.window.store.update(**change)
    for name in ("undo", "redo", "pin", "pin"):  # and so do the commands to their buttons
        driver.window.commands[name].trigger()
    driver.qtbot.waitUntil(driver.is_newest)
    driver.check()
