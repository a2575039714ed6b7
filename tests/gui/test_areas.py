"""From area to area with F6, and into a dock and back out of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from gui.areas import AREAS, panel_with
from gui.window import MainWindow
from tests.gui.driver import Driver

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
Open = Callable[..., MainWindow]
Drive = Callable[[MainWindow], Driver]


def ready(driver: Driver) -> Driver:
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    driver.edit.setFocus()
    return driver


@pytest.fixture
def keys(driver: Driver) -> Driver:
    return ready(driver)


def area(driver: Driver) -> str:
    """Return the name of the area that the keyboard is in."""
    here = QApplication.focusWidget()
    return next(
        name
        for name in AREAS
        if (part := driver.window.findChild(QWidget, name)) and panel_with(part).isAncestorOf(here)
    )


def round_trip(driver: Driver, back: bool = False) -> list[str]:
    """Press F6 until the keyboard is where it began; return the areas."""
    seen: list[str] = []
    while not seen or area(driver) != seen[0]:
        seen.append(area(driver))
        driver.key(KEY.Key_F6, SHIFT if back else Qt.KeyboardModifier.NoModifier)
        assert len(seen) <= len(AREAS)
    return seen


HIDDEN = ("optionsPanel", "courseDock", "vectorsDock", "experimentsDock")


def test_f6_goes_round_the_areas_and_passes_hidden_ones_by(keys: Driver):
    shown = [name for name in AREAS if name not in HIDDEN]
    assert round_trip(keys) == shown
    assert round_trip(keys, back=True) == [shown[0], *reversed(shown[1:])]


def test_docks_and_options_are_areas_while_they_are_shown(keys: Driver):
    keys.click("moreButton")
    for name in ("course", "vectors", "experiments"):
        keys.window.commands[name].trigger()
    keys.edit.setFocus()
    assert round_trip(keys) == list(AREAS)


LANDINGS = {
    "sentenceEdit": "sentenceEdit", "stopwordsToggle": "stopwords.remove", "tokenStrip": "token.0",
    "pipelineStrip": "stage.A", "focusHeatmap": "focusHeatmap", "explanation": "explanation",
    "side": "weightBars", "statusFigures": "tableButton",
}  # fmt: skip


def test_the_keyboard_comes_to_what_an_area_is_about(keys: Driver):
    found = {}
    for _ in AREAS:
        found[area(keys)] = QApplication.focusWidget().objectName()
        keys.key(KEY.Key_F6)
    assert {name: found[name] for name in LANDINGS} == LANDINGS
    assert found["formulaView"].startswith("formula.")


def test_with_lines_it_comes_to_the_lines(open_window: Open, drive: Drive):
    driver = ready(drive(open_window(view="lines")))
    driver.find("explanation").setFocus()
    driver.key(KEY.Key_F6, SHIFT)
    assert QApplication.focusWidget().objectName() == "attentionLines"


def test_from_nowhere_it_comes_to_the_first_or_the_last(keys: Driver):
    for modifier, name in ((Qt.KeyboardModifier.NoModifier, "sentenceEdit"), (SHIFT, "statusFigures")):
        QApplication.focusWidget().clearFocus()
        keys.key(KEY.Key_F6, modifier)
        assert area(keys) == name


def test_presenting_leaves_no_area_that_cannot_be_seen(keys: Driver):
    with keys.settling():
        keys.key(KEY.Key_F11)
    assert not {"pipelineStrip", "statusFigures"} & set(round_trip(keys))


def test_an_empty_sentence_has_areas_all_the_same(keys: Driver):
    keys.enter("")
    keys.edit.setFocus()
    assert {"sentenceEdit", "stopwordsToggle", "pipelineStrip"} <= set(round_trip(keys))


# docks

CHOOSERS = [("vectors", KEY.Key_F4, "tableCombo"), ("experiments", KEY.Key_F3, "experimentCombo")]


@pytest.mark.parametrize(("name", "key", "chooser"), CHOOSERS)
def test_a_dock_takes_the_keyboard_to_its_chooser_and_gives_it_back(
    keys: Driver, name: str, key: Qt.Key, chooser: str
):
    keys.heatmap.setFocus()
    keys.key(key)
    assert QApplication.focusWidget() is keys.find(chooser)
    keys.key(KEY.Key_Tab)
    keys.key(key)
    assert not keys.find(f"{name}Dock").isVisible()
    assert QApplication.focusWidget() is keys.heatmap


@pytest.mark.parametrize(("name", "key", "chooser"), CHOOSERS)
def test_its_own_button_closes_it_the_same_way_in_another_theme_too(
    keys: Driver, name: str, key: Qt.Key, chooser: str
):
    keys.heatmap.setFocus()
    keys.key(key)
    with keys.settling():
        keys.window.store.update(theme="dark")
    assert QApplication.focusWidget() is keys.find(chooser)
    keys.find(f"{name}Dock").findChild(QAbstractButton, "qt_dockwidget_closebutton").click()
    assert QApplication.focusWidget() is keys.heatmap


def test_where_it_came_from_nowhere_it_goes_to_the_sentence(keys: Driver):
    keys.heatmap.clearFocus()
    keys.edit.clearFocus()
    keys.window.commands["experiments"].trigger()
    assert QApplication.focusWidget() is keys.find("experimentCombo")
    keys.key(KEY.Key_F3)
    assert QApplication.focusWidget() is keys.edit


def test_closing_a_dock_from_elsewhere_leaves_the_keyboard_there(keys: Driver):
    keys.heatmap.setFocus()
    keys.key(KEY.Key_F3)
    keys.edit.setFocus()
    keys.key(KEY.Key_F3)
    assert QApplication.focusWidget() is keys.edit


# keys

OTHERS = [(KEY.Key_F2, "course"), (KEY.Key_F3, "experiments"), (KEY.Key_F4, "vectors")]


@pytest.mark.parametrize(("key", "name"), OTHERS)
def test_keys_of_the_docks(keys: Driver, key: Qt.Key, name: str):
    keys.key(key)
    assert keys.find(f"{name}Dock").isVisible()


def test_f7_changes_the_language(keys: Driver):
    with keys.settling():
        keys.key(KEY.Key_F7)
    assert keys.state.lang == "zh_CN"


@pytest.mark.parametrize("presenting", [False, True])
def test_f10_opens_the_menu_also_while_its_button_is_hidden(keys: Driver, presenting: bool):
    if presenting:
        with keys.settling():
            keys.key(KEY.Key_F11)
    keys.key(KEY.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu is keys.find("menuButton").menu()
    menu.close()
