"""Undo where one types: bursts, the cursor, input methods, the field's own menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMenu

from gui.history import BURST
from tests.conftest import REFERENCE_CASE
from tests.gui.driver import Driver
from tests.gui.undoing import CONTROL, KEY, clock, named, redo, undo

__all__ = ["clock"]  # a fixture


def test_typing_is_one_step_and_a_pause_begins_another(driver: Driver, clock: list[float]):
    driver.edit.setFocus()
    driver.edit.setCursorPosition(2)
    for character in "很美":
        clock[0] += BURST / 2
        with driver.settling():
            driver.keys(driver.edit, character)
    clock[0] += BURST * 2
    with driver.settling():
        driver.keys(driver.edit, "丽")
    assert named(driver, "undo") == "Undo: typing"
    undo(driver)
    assert driver.edit.text() == driver.state.text == "原野很美中,牡丹是最美丽的花卉。"
    assert driver.edit.cursorPosition() == 4
    undo(driver)
    assert driver.edit.text() == driver.state.text == REFERENCE_CASE
    assert driver.edit.cursorPosition() == 2
    driver.check()
    redo(driver)
    redo(driver)
    assert driver.state.text.startswith("原野很美丽中")
    assert driver.edit.cursorPosition() == 5
    driver.check()


def menu_over_the_field(driver: Driver) -> dict[str, tuple[bool, QAction]]:
    """Open the field's menu; return its entries, and whether each could be chosen."""
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, QPoint(5, 5), driver.edit.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(driver.edit, event)
    menu = driver.window.findChild(QMenu, "fieldMenu")
    found = {each.text(): (each.isEnabled(), each) for each in menu.actions() if each.text()}
    menu.close()
    QApplication.sendPostedEvents(menu, QEvent.Type.DeferredDelete)
    driver.window.activateWindow()
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    driver.edit.setFocus()
    return found


def test_the_menu_over_the_field_has_this_undo_and_no_other(driver: Driver):
    found = menu_over_the_field(driver)
    assert list(found) == ["Undo", "Redo", "Cut", "Copy", "Paste", "Clear", "Select all"]
    assert not found["Undo"][0]
    driver.click("activation.relu")
    found = menu_over_the_field(driver)
    possible, action = found["Undo: change Activation"]
    assert possible
    with driver.settling():
        action.trigger()
    assert driver.state.settings.activation == "softmax"
    driver.click("languageButton")
    assert "全选" in menu_over_the_field(driver)


def test_the_menu_over_the_field_edits(driver: Driver):
    driver.edit.selectAll()
    found = menu_over_the_field(driver)
    assert found["Cut"][0]
    with driver.settling():
        driver.edit.cut()
    assert driver.state.text == ""
    undo(driver)
    assert driver.state.text == REFERENCE_CASE


def compose(driver: Driver, shown: str, committed: str = "") -> None:
    event = QInputMethodEvent(shown, [])
    event.setCommitString(committed)
    QApplication.sendEvent(driver.edit, event)


def test_composition_is_left_alone(driver: Driver, clock: list[float]):
    """While pinyin is composed the keys are the input method's; what is committed is undone as a whole."""
    driver.click("activation.relu")
    driver.edit.setFocus()
    driver.edit.setCursorPosition(len(driver.edit.text()))
    compose(driver, "mu dan")
    driver.key(KEY.Key_Z, CONTROL)
    assert driver.state.settings.activation == "relu"
    assert driver.edit.text() == driver.state.text == REFERENCE_CASE
    with driver.settling():
        compose(driver, "", "牡丹")
    assert driver.state.text == REFERENCE_CASE + "牡丹"
    undo(driver)
    assert driver.edit.text() == driver.state.text == REFERENCE_CASE
    undo(driver)
    assert driver.state.settings.activation == "softmax"
    driver.check()


def test_undoing_an_option_does_not_disturb_a_composition(driver: Driver):
    driver.click("activation.relu")
    driver.edit.setFocus()
    compose(driver, "mu dan")
    start = driver.edit.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).x()
    driver.click("undoButton")
    assert driver.state.settings.activation == "softmax"
    cursor = driver.edit.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert cursor.x() == pytest.approx(start, abs=2)
    with driver.settling():
        compose(driver, "", "牡丹")
    assert "牡丹" in driver.state.text.replace(REFERENCE_CASE, "")


def test_emoji_before_the_change_do_not_misplace_the_cursor(driver: Driver, clock: list[float]):
    driver.enter("😀😀牡丹")
    clock[0] += 10
    driver.edit.setCursorPosition(4)
    driver.edit.setFocus()
    with driver.settling():
        driver.keys(driver.edit, "白")
    undo(driver)
    assert driver.edit.cursorPosition() == 4
    redo(driver)
    assert driver.edit.cursorPosition() == 5
