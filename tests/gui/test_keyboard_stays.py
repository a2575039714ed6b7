"""The keyboard stays where it is when every panel is made anew."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QLineEdit

from gui.items.choice import Choice
from tests.gui.driver import PATIENCE, Driver

DOCKS = {"vectors": "tableCombo", "experiments": "experimentCombo", "course": "courseDots"}
LOOKS = ({"theme": "dark"}, {"scale": 150}, {"scale": 100})
KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def change_look(driver: Driver, look: dict[str, object]) -> None:
    with driver.settling():
        driver.window.store.update(**look)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def named() -> str:
    focus = QApplication.focusWidget()
    return focus.objectName() if focus else ""


@pytest.fixture
def keyed(driver: Driver) -> Driver:
    """The window, which the keyboard is on."""
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    return driver


@pytest.mark.parametrize("dock", DOCKS)
def test_in_a_dock(keyed: Driver, dock: str):
    with keyed.settling():
        keyed.window.commands[dock].trigger()
    keyed.find(DOCKS[dock]).setFocus()
    for look in LOOKS:
        change_look(keyed, look)
        assert QApplication.focusWidget() is keyed.find(DOCKS[dock]), look


@pytest.mark.parametrize("dock", DOCKS)
def test_in_a_dock_that_is_torn_off(keyed: Driver, dock: str):
    with keyed.settling():
        keyed.window.commands[dock].trigger()
    keyed.find(f"{dock}Dock", QDockWidget).setFloating(True)
    keyed.find(DOCKS[dock]).activateWindow()
    keyed.find(DOCKS[dock]).setFocus()
    keyed.qtbot.waitUntil(keyed.find(DOCKS[dock]).hasFocus)
    for look in LOOKS:
        change_look(keyed, look)
        assert QApplication.focusWidget() is keyed.find(DOCKS[dock]), look


def test_on_an_answer_which_comes_only_once_it_is_measured(keyed: Driver):
    with keyed.settling():
        keyed.window.commands["course"].trigger()
    keyed.qtbot.waitUntil(lambda: bool(keyed.window.findChildren(Choice)), timeout=PATIENCE)
    for look in LOOKS:
        keyed.window.findChildren(Choice)[0].setFocus()
        change_look(keyed, look)
        keyed.qtbot.waitUntil(lambda: named().startswith("answer."), timeout=PATIENCE)


@pytest.mark.parametrize("dock", DOCKS)
def test_in_a_dock_after_presenting(keyed: Driver, dock: str):
    with keyed.settling():
        keyed.window.commands[dock].trigger()
    keyed.find(DOCKS[dock]).setFocus()
    for _ in range(2):
        with keyed.settling():
            keyed.window.commands["present"].trigger()
        assert named() == DOCKS[dock]


def test_in_the_finder_which_stays_open(keyed: Driver):
    keyed.edit.setFocus()
    keyed.key(KEY.Key_K, CTRL)
    field = keyed.find("finderField", QLineEdit)
    keyed.keys(field, "relu")
    for look in LOOKS:
        change_look(keyed, look)
        assert keyed.find("finder").isVisible()
        assert keyed.window.rect().contains(keyed.find("finder").geometry())
        assert QApplication.focusWidget() is field
        assert field.text() == "relu"
    keyed.key(KEY.Key_Return)
    assert QApplication.focusWidget() is keyed.edit
    keyed.qtbot.waitUntil(keyed.is_newest)
    assert keyed.state.settings.activation == "relu"
    keyed.check()
