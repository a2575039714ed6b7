"""The sentence: typed, pasted, composed with an input method, taken from the samples."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton

from engine.samples import load_samples
from tests.gui.driver import Driver

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def test_it_starts_with_the_built_in_sentence(driver: Driver):
    assert driver.edit.text() == driver.state.text == load_samples()[0].text
    driver.check()


def test_each_keystroke_is_answered_without_a_button(driver: Driver):
    driver.edit.clear()
    for character in "牡丹是花卉":
        with driver.settling():
            driver.keys(driver.edit, character)
        assert driver.state.text == driver.edit.text() == driver.trace.text
        driver.check()
    assert driver.trace.tokens[0] == "牡丹"
    for _ in range(5):
        with driver.settling():
            driver.send_key(driver.edit, KEY.Key_Backspace)
        driver.check()
    assert driver.state.text == ""


def test_the_cursor_stays_where_one_types(driver: Driver):
    driver.edit.setCursorPosition(3)
    with driver.settling():
        driver.keys(driver.edit, "白")
    assert driver.edit.cursorPosition() == 4
    assert driver.edit.text() == "原野中白,牡丹是最美丽的花卉。"
    driver.click("activation.relu")
    assert driver.edit.cursorPosition() == 4


def test_pasting(driver: Driver):
    QGuiApplication.clipboard().setText("春天的花园里有牡丹\n和\t百合")
    driver.edit.selectAll()
    with driver.settling():
        driver.qtbot.keyClick(driver.edit, KEY.Key_V, CONTROL)
    assert driver.state.text.split() == ["春天的花园里有牡丹", "和", "百合"]
    driver.check()


def cursor(driver: Driver) -> int:
    """Where the cursor is drawn: behind the composition, which is part of no text yet."""
    return driver.edit.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).x()


def compose(driver: Driver, shown: str, committed: str = "") -> None:
    event = QInputMethodEvent(shown, [])
    event.setCommitString(committed)
    QApplication.sendEvent(driver.edit, event)


def test_composition_never_disturbs_the_text(driver: Driver):
    """Pinyin on its way is no sentence yet; whatever happens meanwhile, it is not thrown away."""
    driver.edit.setFocus()
    driver.edit.setCursorPosition(len(driver.edit.text()))
    text, trace, start = driver.edit.text(), driver.trace, cursor(driver)
    for shown in ("m", "mu", "mu d", "mu dan"):
        compose(driver, shown)
        assert driver.edit.text() == driver.state.text == text
        assert driver.trace is trace
        assert cursor(driver) > start
    driver.click("activation.relu")
    driver.click("moreButton")
    driver.qtbot.mouseDClick(driver.find("token.1"), Qt.MouseButton.LeftButton)
    assert len(driver.trace.tokens) == 6
    assert cursor(driver) > start
    with driver.settling():
        compose(driver, "", "牡丹")
    assert driver.edit.text() == driver.state.text == text + "牡丹"
    assert driver.edit.cursorPosition() == len(text) + 2
    driver.check()


def test_composition_in_the_middle_of_the_text(driver: Driver):
    driver.edit.setFocus()
    driver.edit.setCursorPosition(2)
    compose(driver, "hong")
    with driver.settling():
        compose(driver, "", "红")
    assert driver.state.text.startswith("原野红中")
    assert driver.edit.cursorPosition() == 3
    compose(driver, "se")
    compose(driver, "")
    assert driver.edit.text() == driver.state.text
    driver.check()


def test_every_sample_can_be_taken(driver: Driver):
    for number in range(len(load_samples())):
        actions = driver.find("sampleMenu", QPushButton).menu().actions()
        with driver.settling():
            actions[number].trigger()
        assert driver.edit.text() == driver.state.text == load_samples()[number].text
        driver.check()


def test_a_sample_says_what_it_is_good_for(driver: Driver):
    actions: list[QAction] = driver.find("sampleMenu", QPushButton).menu().actions()
    assert len(actions) == len(load_samples()) >= 5
    for action, sample in zip(actions, load_samples(), strict=True):
        assert action.text() == f"{sample.text}\t{sample.label('en')}"


def test_ctrl_l_goes_to_the_sentence(driver: Driver):
    driver.find("moreButton").setFocus()
    driver.qtbot.keyClick(driver.window, KEY.Key_L, CONTROL)
    assert QApplication.focusWidget() is driver.edit
    assert driver.edit.selectedText() == driver.edit.text()


@pytest.mark.parametrize("unit", ["a", "😀"], ids=["letters", "emoji"])
def test_what_is_too_long_is_cut_and_said(driver: Driver, monkeypatch: pytest.MonkeyPatch, unit: str):
    """Qt counts emoji twice; the person must hear of a cut all the same."""
    monkeypatch.setattr("gui.panels.sentence.LONGEST", 1000)
    driver.enter(unit * 1500)
    assert len(driver.state.text) == 1000
    assert driver.state.text == driver.edit.text()
    assert driver.notice
    driver.enter("牡丹")
    assert not driver.notice
    driver.check()


def test_the_very_longest_is_not_called_too_long(driver: Driver, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gui.panels.sentence.LONGEST", 1000)
    driver.enter("a" * 1000)
    assert not driver.notice
