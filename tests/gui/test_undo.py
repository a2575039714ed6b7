"""Undo and redo by keys, buttons and menus: one history of everything, the sentence's own among it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSlider, QSpinBox

from engine.pipeline import Analyser
from engine.settings import OPTIONS, Settings
from engine.vectors.choice import SHIPPED, TableChoice
from engine.words import LANGUAGES, load_words
from gui.undoing import Undoing, title
from tests.conftest import REFERENCE_CASE
from tests.gui.driver import LEFT, Driver
from tests.gui.undoing import CONTROL, KEY, SHIFT, clock, named, redo, undo

__all__ = ["clock"]  # a fixture


def test_at_first_there_is_nothing_to_undo(driver: Driver):
    for name in ("undo", "redo"):
        assert not driver.window.commands[name].isEnabled()
        assert not driver.find(f"{name}Button").isEnabled()
    assert named(driver, "undo") == "Undo"
    driver.edit.setFocus()
    driver.key(KEY.Key_Z, CONTROL)
    driver.key(KEY.Key_Y, CONTROL)
    assert driver.state.text == driver.edit.text() == REFERENCE_CASE


def test_one_history_of_the_field_and_of_everything_else(driver: Driver, clock: list[float]):
    """Each step of another kind; back to the beginning, and forth again, with the keyboard in the field."""
    store, states = driver.window.store, [driver.state]
    driver.edit.setFocus()
    for name, act in (
        ("typing", lambda: driver.keys(driver.edit, "白")),
        ("change Activation", lambda: driver.press(driver.find("activation.relu"))),
        ("edit tokens by hand", lambda: driver.qtbot.mouseDClick(driver.find("token.1"), LEFT)),
        ("change the sentence", driver.find("sampleMenu", QPushButton).menu().actions()[2].trigger),
        ("pin for comparison", lambda: driver.press(driver.find("pinButton"))),
        (
            "change stopwords or own words",
            lambda: store.update(lexicon=driver.state.lexicon.with_own_words({"牡丹花"})),
        ),
        ("change several options", lambda: store.update(settings=Settings(heads=2, attention="raw"))),
        ("end the comparison", lambda: driver.press(driver.find("pinButton"))),
    ):
        clock[0] += 10
        with driver.settling():
            act()
        states.append(driver.state)
        assert named(driver, "undo") == f"Undo: {name}"
    driver.edit.setFocus()
    for before in reversed(states[:-1]):
        undo(driver)
        assert driver.state.work == before.work
        assert driver.edit.text() == before.text
        driver.check()
    assert not driver.find("undoButton").isEnabled()
    for after in states[1:]:
        redo(driver)
        assert driver.state.work == after.work
    driver.check()
    assert not driver.find("redoButton").isEnabled()


def test_looking_is_no_step(driver: Driver):
    for name in ("stage.S", "token.3", "ranking.received", "languageButton", "moreButton"):
        driver.click(name)
    with driver.settling():
        driver.hover(driver.heatmap, driver.heatmap.cell_center(1, 1))
    assert not driver.window.commands["undo"].isEnabled()


def test_undoing_leaves_what_is_looked_at(driver: Driver, clock: list[float]):
    driver.click("token.3")
    driver.click("activation.relu")
    clock[0] += 10
    driver.edit.setCursorPosition(0)
    with driver.settling():
        driver.keys(driver.edit, "在")
    driver.click("stage.S")
    driver.click("languageButton")
    undo(driver)
    assert (driver.state.focus, driver.state.lang) == ("S", "zh_CN")
    assert driver.chip("牡丹").isChecked()
    driver.check()


def test_the_buttons_do_it_too_and_say_what(driver: Driver):
    driver.click("attention.raw")
    button = driver.find("undoButton")
    assert button.accessibleName() == "Undo: change Attention"
    assert "Ctrl+Z" in button.toolTip()
    driver.click("undoButton")
    assert driver.state.settings == Settings()
    assert not button.isEnabled()
    assert driver.find("redoButton").accessibleName() == "Redo: change Attention"
    driver.click("redoButton")
    assert driver.state.settings.attention == "raw"
    driver.click("languageButton")
    assert button.accessibleName() == named(driver, "undo") == "撤销：更改注意力"


def test_the_menu_names_the_step(driver: Driver):
    driver.click("vectors.onehot")
    menus = [action.menu() for action in driver.find("menuButton", QPushButton).menu().actions()]
    entries = {action.objectName(): action for menu in menus for action in menu.actions()}
    assert entries["command_undo"].text() == "Undo: change Vectors"
    with driver.settling():
        entries["command_undo"].trigger()
    assert driver.state.settings.vectors == "dense"
    assert entries["command_undo"].text() == "Undo"


@pytest.mark.parametrize("shortcut", [(KEY.Key_Z, CONTROL | SHIFT), (KEY.Key_Y, CONTROL)])
@pytest.mark.parametrize("place", ["sentenceEdit", "focusHeatmap", "headsSpin", "activation.none"])
def test_the_keys_work_wherever_the_keyboard_is(driver: Driver, place: str, shortcut):
    driver.click("moreButton")
    driver.click("attention.raw")
    driver.click("attention.projected")
    driver.find(place).setFocus()
    assert QApplication.focusWidget() is driver.find(place)
    undo(driver)
    undo(driver)
    assert driver.state.settings == Settings()
    with driver.settling():
        driver.key(*shortcut)
    assert driver.state.settings.attention == "raw"


def test_a_number_typed_into_a_box_is_undone_as_one_number(driver: Driver, clock: list[float]):
    driver.click("moreButton")
    box = driver.find("seedSpin", QSpinBox)
    box.setFocus()
    box.selectAll()
    with driver.settling():
        driver.qtbot.keyClicks(box, "1234")
    assert driver.state.settings.seed == 1234
    undo(driver)
    assert driver.state.settings.seed == box.value() == 7
    redo(driver)
    assert driver.state.settings.seed == box.value() == 1234


def test_a_slow_drag_of_the_slider_is_one_step(driver: Driver, clock: list[float]):
    driver.click("moreButton")
    slider = driver.find("temperatureSlider", QSlider)
    slider.setSliderDown(True)
    for position in (-20, -40, 10):
        clock[0] += 60
        with driver.settling():
            slider.setSliderPosition(position)
    slider.setSliderDown(False)
    clock[0] += 0.1
    with driver.settling():
        slider.setValue(30)
    assert named(driver, "undo") == "Undo: change Temperature τ"
    undo(driver)
    assert slider.value() == 10
    undo(driver)
    assert driver.state.settings.temperature == 1
    assert slider.value() == 0
    assert not driver.window.commands["undo"].isEnabled()


def test_words_in_the_dialog_are_undone(driver: Driver):
    driver.press(driver.find("listsButton"))
    before = driver.state.lexicon
    with driver.settling():
        driver.window.store.update(lexicon=before.with_stopwords({"牡丹"}))
    dialog = driver.find("listsDialog")
    with driver.settling():
        driver.qtbot.keyClick(driver.find("stopwordsList"), KEY.Key_Z, CONTROL)
    assert driver.state.lexicon == before
    dialog.close()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """While it is closed no long text is ever done."""
    gate, analyse = threading.Event(), Analyser.analyse

    def slowly(self, request, check=lambda: None):
        while len(request.text) >= 400 and not gate.wait(0.002):
            check()
        return analyse(self, request, check)

    monkeypatch.setattr(Analyser, "analyse", slowly)
    yield gate
    gate.set()


def test_it_works_while_a_computation_is_under_way(driver: Driver, gate: threading.Event, clock: list[float]):
    driver.edit.setText("牡丹花卉" * 100)
    clock[0] += 10
    assert named(driver, "undo").startswith("Undo: ")
    driver.press(driver.find("attention.raw"))
    undo_key = (KEY.Key_Z, CONTROL)
    driver.key(*undo_key)
    assert driver.state.settings.attention == "projected"
    with driver.settling():
        driver.key(*undo_key)
    assert driver.state.text == driver.edit.text() == driver.trace.text == REFERENCE_CASE
    gate.set()
    driver.check()


def test_a_file_that_cannot_be_used_is_no_step(driver: Driver, tmp_path: Path, clock: list[float]):
    driver.click("activation.relu")
    with driver.qtbot.waitSignal(driver.window.failed):
        driver.window.store.set_option("weights", str(tmp_path / "none.npz"))
    assert "none.npz" in driver.notice
    assert named(driver, "undo") == "Undo: change Activation"
    undo(driver)
    assert driver.state.settings == Settings()
    assert not driver.window.commands["undo"].isEnabled()
    redo(driver)
    assert driver.state.settings == Settings(activation="relu")
    assert not driver.window.commands["redo"].isEnabled()


def test_a_table_comes_back_even_when_it_was_forgotten(driver: Driver, tmp_path: Path, clock: list[float]):
    file = tmp_path / "a.vec"
    file.write_text("2 2\n牡丹 1 0\n花卉 0 1\n", encoding="utf-8")
    driver.window.commands["vectors"].trigger()
    with driver.settling():
        driver.window.store.choose_table(TableChoice(str(file)))
    with driver.settling():
        driver.window.store.update(table=SHIPPED, tables=())
    with driver.settling():
        driver.window.commands["undo"].trigger()
    assert driver.state.table == TableChoice(str(file))
    assert driver.state.table in driver.state.tables
    driver.check()


def test_every_option_can_be_named():
    for lang in LANGUAGES:
        words = load_words(lang)
        for name in (*(option.name for option in OPTIONS), "typing", "pin", "unpin", "table"):
            assert "{" not in title("undo", name, words)


def test_a_weight_that_is_dragged_slowly_is_one_step(driver: Driver, clock: list[float]):
    """Each entry of W is a step of its own; one that is dragged is one step, however slowly."""
    with driver.settling():
        driver.window.store.update(focus="W_Q")
    heatmap, before = driver.heatmap, driver.state.work
    cell = heatmap.cell_center(0, 0)
    driver.qtbot.mousePress(heatmap, LEFT, pos=cell)
    for up in (20, 40, 60):
        clock[0] += 60
        place, none = QPointF(cell) - QPointF(0, up), Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(QEvent.Type.MouseMove, place, heatmap.mapToGlobal(place), LEFT, LEFT, none)
        with driver.settling():
            QApplication.sendEvent(heatmap, event)
    driver.qtbot.mouseRelease(heatmap, LEFT, pos=cell)
    ((place, value),) = driver.state.weight_edits.values
    assert named(driver, "undo") == "Undo: edit W by hand"
    with driver.settling():
        driver.window.store.set_weight(place.matrix, place.head, (0, 1), 0.5)
    with driver.settling():
        driver.window.store.set_weight(place.matrix, place.head, (0, 1), 0.75)
    undo(driver)
    assert driver.state.weight_edits.values == ((place, value),)
    undo(driver)
    assert driver.state.work == before
    redo(driver)
    assert driver.state.weight_edits.values == ((place, value),)


def test_a_change_that_answers_a_change_is_heard_of_in_any_order(driver: Driver):
    """A part of the window that answers a change with another is heard of before that change."""
    store = driver.window.store
    undoing = driver.window.findChild(Undoing)

    def answer(old, new) -> None:
        if new.settings.temperature == 3.0:
            store.set_option("temperature", 2.0)

    store.changed.disconnect(undoing._record)
    store.changed.connect(answer)
    store.changed.connect(undoing._record)
    with driver.settling():
        store.set_option("temperature", 3.0)
    store.changed.disconnect(answer)
    assert undoing.history.present == driver.state.work
    with driver.settling():
        driver.window.commands["undo"].trigger()
    assert driver.state.settings.temperature == 1.0
