"""The keyboard alone reaches and uses everything, and whatever it reaches has a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from engine.trace import MATRICES
from tests.gui.driver import Driver

KEY = Qt.Key


def press(
    key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = ""
) -> None:
    """Press a key where the keyboard is."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(QApplication.focusWidget(), QKeyEvent(kind, key, modifiers, text))


def go_to(name: str, back: bool = False) -> QWidget:
    """Press Tab until the keyboard is on the widget called `name`."""
    for _ in range(200):
        here = QApplication.focusWidget()
        if here is not None and here.objectName() == name:
            return here
        press(KEY.Key_Backtab if back else KEY.Key_Tab)
    raise AssertionError(f"{name} cannot be reached with Tab")


@pytest.fixture
def keys(driver: Driver) -> Driver:
    driver.window.activateWindow()
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    if QApplication.focusWidget() is None:
        driver.key(KEY.Key_Tab)
    return driver


def test_a_walk_with_the_keyboard_alone(keys: Driver):
    """From the start to every kind of control, and each of them used."""
    go_to("sentenceEdit")
    with keys.settling():
        press(KEY.Key_End)
        press(0, text="美")
    assert keys.state.text.endswith("美")
    with keys.settling():
        press(KEY.Key_Backspace)
    for name in ("stopwords.keep", "vectors.onehot", "attention.raw", "activation.relu"):
        switch, choice = name.split(".")
        group = go_to_group(switch)
        assert group
        with keys.settling():
            reach_in_group(name)
        assert getattr(keys.state.settings, switch) == choice
        keys.check()
    use_options(keys)
    use_tokens_and_matrix(keys)
    use_bars(keys)
    go_to("languageButton")
    with keys.settling():
        press(KEY.Key_Space)
    assert keys.state.lang == "zh_CN"
    keys.check()


def use_options(keys: Driver) -> None:
    go_to("moreButton")
    with keys.settling():
        press(KEY.Key_Space)
    assert keys.state.more
    go_to("maskCombo")
    with keys.settling():
        press(KEY.Key_Down)
    assert keys.state.settings.mask == "causal"
    go_to("tfidfCheck")
    with keys.settling():
        press(KEY.Key_Space)
    assert keys.state.settings.tfidf


def use_tokens_and_matrix(keys: Driver) -> None:
    go_to("token.0")
    press(KEY.Key_Right)
    press(KEY.Key_Right)
    press(KEY.Key_Right)
    with keys.settling():
        press(KEY.Key_Return)
    assert keys.find("token.3").isChecked()
    with keys.settling():
        press(KEY.Key_Delete)
    assert not keys.trace.kept[3]
    with keys.settling():
        press(KEY.Key_Delete)
    assert keys.trace.kept[3]
    reach_in_group("stage.S", first="stage.")
    assert keys.state.focus == "S"
    go_to("focusHeatmap")
    before = keys.state.col
    with keys.settling():
        press(KEY.Key_Right)
        press(KEY.Key_Down)
    assert keys.state.col != before


def use_bars(keys: Driver) -> None:
    go_to("weightBars")
    with keys.settling():
        press(KEY.Key_Down)
    assert keys.state.hover is not None
    with keys.settling():
        press(KEY.Key_Return)
    assert keys.state.focus == "A"
    go_to("rankingBars")
    with keys.settling():
        press(KEY.Key_Down)
        press(KEY.Key_Space)
    assert keys.state.anchor is not None


def go_to_group(switch: str) -> QWidget:
    """Press Tab until the keyboard is on some button of a switch."""
    for _ in range(200):
        here = QApplication.focusWidget()
        if here is not None and here.objectName().startswith(f"{switch}."):
            return here
        press(KEY.Key_Tab)
    raise AssertionError(f"{switch} cannot be reached with Tab")


def reach_in_group(name: str, first: str | None = None) -> None:
    """Go to a button of a group and press it; inside a group the arrows move, and choose."""
    go_to_group((first or name).split(".")[0])
    for key in (KEY.Key_Right, KEY.Key_Left, KEY.Key_Down, KEY.Key_Up):
        for _ in range(8):
            if QApplication.focusWidget().objectName() == name:
                press(KEY.Key_Space)
                return
            press(key)
    raise AssertionError(f"{name} cannot be reached with arrows")


def reached(back: bool = False) -> list[QWidget]:
    """Walk once round with Tab; return what the keyboard came by."""
    found: list[QWidget] = []
    for _ in range(300):
        press(KEY.Key_Backtab if back else KEY.Key_Tab)
        here = QApplication.focusWidget()
        if found and here is found[0]:
            return found
        if here not in found:
            found.append(here)
    raise AssertionError("Tab never comes back to where it began: it is caught somewhere")


@pytest.mark.parametrize("back", [False, True], ids=["forward", "backward"])
@pytest.mark.parametrize("more", [False, True])
def test_tab_goes_round_and_leaves_nothing_out(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], more: bool, back: bool
):
    driver = drive(open_window(more=more))
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    driver.edit.setFocus()
    names = {widget.objectName() for widget in reached(back)}
    assert names >= {"sentenceEdit", "moreButton", "focusHeatmap", "weightBars", "rankingBars", "token.0"}
    assert names >= {"sampleMenu", "listsButton", "exportButton", "languageButton", "explanation"}
    for group in ("stopwords", "vectors", "attention", "activation", "stage", "ranking", "formula"):
        assert any(name.startswith(f"{group}.") for name in names), group
    if more:
        assert names >= {"scaleCheck", "temperatureSlider", "similarityCombo", "headsSpin", "weightsCombo"}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_whatever_takes_the_keyboard_has_a_name(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], lang: str
):
    driver = drive(open_window(more=True, lang=lang))
    for widget in driver.window.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.isVisible() and takes and widget.focusProxy() is None:
            if widget.objectName().startswith("qt_"):
                continue
            spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert spoken, widget.objectName() or widget


def test_the_focus_can_be_seen(driver: Driver):
    """A widget looks different while the keyboard is on it."""
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    driver.wait_for_formula()
    names = [
        "stopwords.keep",
        "moreButton",
        "token.3",
        "stage.K",
        "focusHeatmap",
        "weightBars",
        "rankingBars",
    ]
    for name in names:
        widget = driver.find(name)
        driver.edit.setFocus()
        QApplication.processEvents()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert widget.grab().toImage() != before, name


def test_every_stage_by_keyboard(keys: Driver):
    for name in MATRICES:
        with keys.settling():
            reach_in_group(f"stage.{name}", first="stage.")
        assert keys.state.focus == name
        keys.check()
