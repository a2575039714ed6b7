"""What a screen reader says: names of everything, and where the keyboard goes inside a part."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from gui.commands import ENTRIES
from gui.items import speech
from tests.gui.driver import Driver
from tests.gui.test_language import ENGLISH, HAN, without
from tests.gui.test_layout import settle_layout

KEY = Qt.Key


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every announcement: the name of the widget that it is about, and its words."""
    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(
        speech.QAccessible,
        "updateAccessibility",
        lambda event: heard.append((event.object().objectName(), event.message())),
    )
    return heard


@pytest.fixture
def listening(driver: Driver, said: list[tuple[str, str]]) -> Driver:
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    return driver


def test_the_cell_under_the_keyboard_is_spoken(listening: Driver, said: list[tuple[str, str]]):
    listening.heatmap.setFocus()
    said.clear()
    for key in (KEY.Key_Home, KEY.Key_Right, KEY.Key_Up, KEY.Key_End):
        with listening.settling():
            listening.key(key)
        row, col = listening.window.scene.cell
        query, looked = listening.trace.tokens[row], listening.trace.tokens[col]
        value = f"{listening.trace.A[0, row, col]:.3f}"
        assert said[-1] == ("focusHeatmap", f'"{query}" looks at "{looked}" with weight {value}')
    assert len(said) == 4, "once for each move"


def test_it_is_spoken_in_the_windows_language(listening: Driver, said: list[tuple[str, str]]):
    listening.click("languageButton")
    listening.click("stage.X")
    listening.heatmap.setFocus()
    with listening.settling():
        listening.key(KEY.Key_Right)
    assert HAN.search(said[-1][1])


def test_the_pointer_is_not_spoken(listening: Driver, said: list[tuple[str, str]]):
    listening.heatmap.setFocus()
    said.clear()
    with listening.settling():
        listening.hover(listening.heatmap, listening.heatmap.cell_center(2, 3))
    assert said == []


@pytest.mark.parametrize("name", ["weightBars", "rankingBars"])
def test_the_bar_under_the_keyboard_is_spoken(listening: Driver, said: list[tuple[str, str]], name: str):
    bars = listening.find(name)
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    listening.key(KEY.Key_Down)
    wanted = [f"{token}, {value:.3f}" for token, value in bars.values()[:2]]
    assert [words for about, words in said if about == name] == wanted


def test_what_cannot_be_said_is_left_out(listening: Driver, said: list[tuple[str, str]]):
    listening.enter("")
    said.clear()
    for name in ("weightBars", "rankingBars", "focusHeatmap"):
        listening.find(name).setFocus(Qt.FocusReason.TabFocusReason)
        listening.key(KEY.Key_Down)
    assert said == []


# names

DIALOGS = ("lists", "guide", "report", "table_train", "find")


def interactive(root: QWidget) -> Iterator[QWidget]:
    """Every visible widget that takes the keyboard or a click."""
    for widget in root.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QAbstractButton)
        if widget.isVisible() and takes and widget.focusProxy() is None and not is_inner(widget):
            yield widget


def is_inner(widget: QWidget) -> bool:
    """Whether a widget is a part that Qt makes for itself, and names for itself."""
    name = widget.objectName()
    return name.startswith("qt_") and "dockwidget" not in name


@pytest.mark.parametrize("front", ["vectors", "experiments"])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_whatever_can_be_used_has_a_name_in_the_language(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], lang: str, front: str
):
    driver = drive(open_window(more=True, lang=lang))
    names = {entry.name for entry in ENTRIES}
    docks = {each for each in names if driver.window.findChild(QWidget, f"{each}Dock")}
    for name in (*DIALOGS, *sorted(docks - {front}), front):
        driver.window.commands[name].trigger()
    settle_layout(driver.window)
    QApplication.processEvents()
    seen = 0
    for root in (driver.window, *driver.window.findChildren(QDialog)):
        for widget in interactive(root):
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            where = widget.objectName() or widget
            assert name, where
            seen += 1
            rest = without(name, driver)
            if lang == "zh_CN":
                assert HAN.search(name) or not ENGLISH.search(rest), (where, name)
            else:
                assert not HAN.search(rest), (where, name)
    assert seen > 60
