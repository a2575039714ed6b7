"""The newest input always wins, whatever is still being computed, and what takes long can be left."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from engine.pipeline import Analyser, Request
from engine.trace import Trace
from tests.gui.driver import Driver

LONG = "牡丹花卉" * 100  # over the length that is computed in place


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """While it is closed no long text is ever done; it is open again after the test."""
    gate, analyse = threading.Event(), Analyser.analyse

    def slowly(self: Analyser, request: Request, check: Callable[[], None] = lambda: None) -> Trace:
        while len(request.text) >= len(LONG) and not gate.wait(0.002):
            check()
        return analyse(self, request, check)

    monkeypatch.setattr(Analyser, "analyse", slowly)
    yield gate
    gate.set()


@pytest.fixture
def shown(driver: Driver) -> list[str]:
    """The texts of the traces that were ever shown, in order."""
    texts: list[str] = []
    driver.window.settled.connect(lambda: texts.append(driver.trace.text))
    return texts


def test_of_many_long_texts_only_the_last_is_shown(driver: Driver, gate: threading.Event, shown: list[str]):
    with driver.settling():
        for number in range(12):
            driver.edit.setText(LONG + "原野" * number)
        gate.set()
    assert driver.trace.text == LONG + "原野" * 11
    assert set(shown) == {LONG + "原野" * 11}
    driver.check()


def test_a_short_text_overtakes_a_long_one(driver: Driver, gate: threading.Event, shown: list[str]):
    driver.edit.setText(LONG)
    driver.enter("原野和牡丹")
    assert set(shown) == {"原野和牡丹"}
    gate.set()
    driver.check()


def test_switches_thrown_meanwhile_are_part_of_the_answer(driver: Driver, gate: threading.Event):
    driver.edit.setText(LONG)
    for name in ("stopwords.keep", "attention.raw", "activation.none", "activation.relu", "vectors.onehot"):
        driver.press(driver.find(name))
    with driver.settling():
        gate.set()
    s = driver.check().settings
    assert (s.stopwords, s.attention, s.activation, s.vectors) == ("keep", "raw", "relu", "onehot")


def test_settled_is_only_said_of_the_newest(driver: Driver, gate: threading.Event):
    """A short text is shown at once, a long one follows before the window could say so."""
    with driver.qtbot.waitSignal(driver.window.settled, timeout=500, raising=False) as heard:
        driver.edit.setText("牡丹")
        driver.edit.setText(LONG)
    assert not heard.signal_triggered, "settled() although the newest text is still being computed"
    with driver.settling():
        gate.set()
    driver.check()


def test_return_in_the_sentence_is_answered_like_any_other_key(driver: Driver):
    before = driver.trace
    with driver.settling():
        driver.qtbot.keyClick(driver.edit, Qt.Key.Key_Return)
    assert driver.trace is before
    driver.check()


def test_a_storm_of_real_changes_ends_at_the_last(driver: Driver):
    wrong: list[str] = []
    with driver.settling():
        for number in range(30):
            driver.edit.setText(("牡丹花卉" if number % 3 else "原野") * (1 + number * 7))
            driver.press(driver.find(f"activation.{('none', 'softmax', 'relu')[number % 3]}"))
            driver.qtbot.waitUntil(lambda: True)
    driver.window.settled.connect(lambda: wrong.append("late") if not driver.is_newest() else None)
    assert driver.trace.text == "牡丹花卉" * 204
    driver.check()
    assert not wrong


@pytest.mark.parametrize("how", ["button", "escape"])
def test_what_takes_long_can_be_left(driver: Driver, gate: threading.Event, how: str):
    before = driver.trace
    driver.edit.setText(LONG)
    button = driver.find("cancelButton")
    driver.qtbot.waitUntil(button.isVisible)
    if how == "button":
        driver.press(button)
    else:
        driver.edit.setFocus()
        driver.qtbot.keyClick(driver.edit, Qt.Key.Key_Escape)
    driver.qtbot.waitUntil(lambda: driver.notice.startswith("Stopped"))
    assert not button.isVisible()
    assert driver.edit.text() == driver.state.text == LONG
    assert driver.trace is before
    gate.set()
    driver.enter("原野和牡丹")
    assert driver.notice == ""
    driver.check()


def test_after_leaving_the_picture_can_still_be_explored(driver: Driver, gate: threading.Event):
    driver.edit.setText(LONG)
    driver.press(driver.find("cancelButton"))
    heatmap = driver.heatmap
    with driver.qtbot.waitSignal(driver.window.settled):
        driver.hover(heatmap, heatmap.cell_center(1, 2))
    assert "looks at" in driver.why.toPlainText()
    with driver.qtbot.waitSignal(driver.window.settled):
        driver.press(driver.find("stage.Q"))
    assert heatmap.matrix().shape == driver.trace.Q.shape[1:]
    with driver.settling():
        gate.set()
        driver.press(driver.find("activation.relu"))
    assert driver.check().text == LONG


def test_escape_with_nothing_under_way_says_nothing(driver: Driver):
    driver.qtbot.keyClick(driver.edit, Qt.Key.Key_Escape)
    assert driver.notice == ""
    driver.check()


def test_a_window_closes_while_it_computes(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], gate: threading.Event
):
    driver = drive(open_window())
    driver.edit.setText(LONG)
    driver.window.close()
    assert not [each for each in threading.enumerate() if each.name.startswith("analyse")]


def test_an_error_of_peonys_own_is_said_and_the_window_stays(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    import engine.attention

    monkeypatch.setattr(engine.attention, "weigh", lambda *_: 1 / 0)
    driver.press(driver.find("activation.relu"))
    driver.qtbot.waitUntil(lambda: "made a mistake" in driver.notice)
    monkeypatch.undo()
    driver.window.show()
    driver.click("activation.none")
    driver.check()
