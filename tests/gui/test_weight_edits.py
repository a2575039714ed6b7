"""W in focus: an entry is chosen, typed, dragged, reset; the change flows on at once."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLabel, QPushButton

from engine.settings import Settings
from tests.gui.driver import LEFT, Driver

SETTINGS = Settings(weights="random", head_dim=4)


@pytest.fixture
def weights(open_window, drive) -> Driver:
    """W_Q of a small random projection in focus."""
    driver = drive(open_window(settings=SETTINGS))
    driver.click("stage.Q")
    driver.click("family.weights")
    return driver


def spin(driver: Driver) -> QDoubleSpinBox:
    return driver.find("weightSpin", QDoubleSpinBox)


def choose(driver: Driver, row: int, col: int) -> None:
    with driver.settling():
        driver.press(driver.heatmap, at=driver.heatmap.cell_center(row, col))


def test_w_can_be_looked_at(weights: Driver):
    trace = weights.check()
    np.testing.assert_array_equal(weights.heatmap.matrix(), trace.W_Q[0])
    choose(weights, 40, 2)
    assert weights.state.entry == (40, 2)
    assert spin(weights).value() == pytest.approx(trace.W_Q[0, 40, 2], abs=1e-4)
    assert f"{trace.W_Q[0, 40, 2]:.3f}".lstrip("-")[:4] in weights.why.toPlainText()
    assert "drawn at random" in weights.why.toPlainText()


def test_a_typed_value_flows_on(weights: Driver):
    choose(weights, 40, 2)
    before = weights.trace
    with weights.settling():
        spin(weights).setValue(1.25)
    after = weights.check()
    assert after.W_Q[0, 40, 2] == 1.25
    assert not np.array_equal(after.A, before.A)
    assert "1 set by hand" in weights.find("weightsNote", QLabel).text()
    assert "set by hand" in weights.why.toPlainText()


def test_dragging_up_raises_it(weights: Driver):
    choose(weights, 10, 1)
    start = weights.trace.W_Q[0, 10, 1]
    at = weights.heatmap.cell_center(10, 1)
    send(weights, QEvent.Type.MouseButtonPress, at)
    with weights.settling():
        send(weights, QEvent.Type.MouseMove, at - QPoint(0, 40))
    send(weights, QEvent.Type.MouseButtonRelease, at)
    assert weights.check().W_Q[0, 10, 1] > start + 0.1


def send(driver: Driver, kind: QEvent.Type, at: QPoint) -> None:
    heatmap = driver.heatmap
    place, none = QPointF(heatmap.mapToGlobal(at)), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(heatmap, QMouseEvent(kind, QPointF(at), place, LEFT, LEFT, none))


def test_the_way_back(weights: Driver):
    before = weights.trace
    for (row, col), value in {(1, 1): 1.0, (2, 2): 2.0}.items():
        choose(weights, row, col)
        with weights.settling():
            spin(weights).setValue(value)
    weights.click("stage.K")
    weights.click("family.weights")
    with weights.settling():
        spin(weights).setValue(3.0)
    assert len(weights.trace.projections.edited) == 3
    weights.click("weightReset.matrix")
    assert len(weights.trace.projections.edited) == 2
    assert not weights.find("weightReset.matrix", QPushButton).isEnabled()
    weights.click("stage.Q")
    weights.click("family.weights")
    weights.click("weightReset.entry")
    assert len(weights.trace.projections.edited) == 1
    weights.click("weightReset.all")
    np.testing.assert_array_equal(weights.check().Z, before.Z)


def test_an_operand_of_a_worked_number_leads_to_w(weights: Driver):
    weights.click("stage.Q")
    with weights.settling():
        weights.press(weights.heatmap, at=weights.heatmap.cell_center(1, 3))
    assert 'href="W_Q/0//3"' in weights.why.toHtml()
    with weights.settling():
        weights.why.anchorClicked.emit("W_Q/0//3")
    assert weights.window.scene.focus == "W_Q"
    assert weights.window.scene.cell == (0, 3)


def test_without_projections_q_stands_in(weights: Driver):
    weights.click("attention.raw")
    assert weights.window.scene.focus == "Q"
    assert not spin(weights).isVisible()
    weights.check_bars(weights.trace)
    weights.click("attention.projected")
    assert weights.window.scene.focus == "W_Q"


def test_by_keyboard(weights: Driver):
    choose(weights, 5, 0)
    weights.heatmap.setFocus()
    with weights.settling():
        weights.send_key(weights.heatmap, Qt.Key.Key_Right)
    assert weights.state.entry == (5, 1)
    assert "W_Q, row 6, column 2" in weights.heatmap.accessibleDescription()


def test_edits_rest_while_another_w_is_chosen(weights: Driver):
    choose(weights, 0, 0)
    with weights.settling():
        spin(weights).setValue(4.0)
    with weights.settling():
        weights.window.store.set_option("seed", 8)
    assert weights.trace.projections.edited == {}
    with weights.settling():
        weights.window.store.set_option("seed", 7)
    assert weights.check().W_Q[0, 0, 0] == 4.0


def test_one_large_entry_does_not_pale_the_others(weights: Driver):
    before = weights.heatmap._matrix.scale
    choose(weights, 40, 2)
    with weights.settling():
        spin(weights).setValue(25)
    after = weights.heatmap._matrix.scale
    assert after.high == pytest.approx(before.high, rel=0.2)
    assert after.beyond == (False, True), "the end of the bar says so"
    assert before.beyond == (False, False)
    weights.window.commands["pin"].trigger()
    weights.click("attention.raw")
    weights.click("attention.projected")
    with weights.settling():
        spin(weights).setValue(-25)
    pinned, now = (weights.find(f"{name}Heatmap")._matrix.scale for name in ("pinned", "focus"))
    assert pinned == now
    assert now.high == pytest.approx(before.high, rel=0.2)
    assert now.beyond == (True, True)
