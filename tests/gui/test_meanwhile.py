"""What is done on the picture of before, while what is newest is still computed, is done to its words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QUrl

from engine.pipeline import Analyser, Request
from engine.trace import Trace
from tests.gui.driver import Driver
from tests.gui.test_weight_edits import choose, spin

BEFORE = "春天,"


@pytest.fixture
def gate(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """While it is closed nothing is ever computed; it is open again after the test."""
    gate, analyse = threading.Event(), Analyser.analyse
    gate.set()

    def slowly(self: Analyser, request: Request, check: Callable[[], None] = lambda: None) -> Trace:
        while not gate.wait(0.002):
            check()
        return analyse(self, request, check)

    monkeypatch.setattr(Analyser, "analyse", slowly)
    monkeypatch.setattr("gui.runner.is_quick", lambda *_: False)
    yield gate
    gate.set()


def click_cell(driver: Driver) -> None:
    driver.press(driver.heatmap, at=driver.heatmap.cell_center(2, 1))


def click_bar(driver: Driver) -> None:
    driver.find("weightBars").barClicked.emit(1)


def follow_link(driver: Driver) -> None:
    driver.why.anchorClicked.emit(QUrl("A//2/1"))


@pytest.mark.parametrize("way", [click_cell, click_bar, follow_link])
def test_a_cell_is_chosen_by_its_words(driver: Driver, gate: threading.Event, way: Callable[[Driver], None]):
    with driver.settling():
        driver.press(driver.chip(driver.trace.tokens[2]))
        way(driver)
    chosen = driver.trace.tokens[2]
    assert (driver.window.scene.row, driver.window.scene.col) == (2, 1)
    gate.clear()
    driver.edit.setText(BEFORE + driver.state.text)
    way(driver)
    with driver.settling():
        gate.set()
    scene = driver.window.scene
    assert scene.trace.tokens[scene.row] == chosen
    assert driver.state.col is None, "its number is another word's now"
    driver.check()


def test_a_bar_chooses_the_token_that_it_is_about(driver: Driver):
    """Or another word may lead the ranking next, and the bar's number would be looked up in its row."""
    row = driver.window.scene.row
    assert driver.state.anchor is None
    with driver.settling():
        driver.find("weightBars").barClicked.emit(0)
    assert driver.state.anchor == driver.trace.rows[row].start
    assert (driver.window.scene.row, driver.window.scene.col) == (row, 0)


def test_a_weight_that_was_reset_is_shown_at_once(driver: Driver, gate: threading.Event):
    with driver.settling():
        driver.window.store.update(focus="W_Q")
    choose(driver, 0, 0)
    own = spin(driver).value()
    with driver.settling():
        spin(driver).setValue(5.0)
    driver.qtbot.waitUntil(lambda: driver.trace.W_Q[0, 0, 0] == 5.0)
    gate.clear()
    driver.press(driver.find("weightReset.entry"))
    assert spin(driver).value() == own
    assert not driver.find("weightReset.entry").isEnabled()
    assert driver.trace.W_Q[0, 0, 0] == 5.0
    with driver.settling():
        gate.set()
    driver.check()
