"""Pointing and selecting: the same thing lights up everywhere, and nothing is computed for it."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from engine.settings import Settings
from gui.items.numbers import fixed
from gui.runner import Runner
from gui.state import Spot
from tests.gui.driver import Driver


@pytest.fixture
def no_computing(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where anything asks the engine."""

    def refuse(self: Runner, request: object) -> None:
        raise AssertionError("something was computed")

    monkeypatch.setattr(Runner, "submit", refuse)


@pytest.mark.parametrize("focus", "XQKVSAZ")
def test_every_cell_is_where_it_is_drawn(driver: Driver, focus: str):
    driver.click(f"stage.{focus}")
    heatmap = driver.heatmap
    rows, cols = heatmap.matrix().shape
    for row, col in np.ndindex(rows, cols):
        middle = heatmap.cell_center(row, col)
        found = heatmap.cell_at(middle)
        # Cells narrower than a pixel cannot be told apart.
        assert found[0] == row
        assert abs(found[1] - col) <= (0 if cols < 30 else 1)
    for point in (QPoint(0, 0), QPoint(-5, 20), heatmap.rect().bottomRight() + QPoint(9, 9)):
        assert heatmap.cell_at(point) is None


@pytest.mark.usefixtures("no_computing")
def test_pointing_at_each_cell_explains_it_and_computes_nothing(driver: Driver):
    heatmap, trace = driver.heatmap, driver.trace
    for row, col in np.ndindex(heatmap.matrix().shape):
        with driver.qtbot.waitSignal(heatmap.cellHovered) as said, driver.settling():
            driver.hover(heatmap, heatmap.cell_center(row, col))
        assert said.args == [row, col]
        assert driver.state.hover == Spot("A", row, col)
        text = driver.why.toPlainText()
        assert fixed(float(trace.A[0, row, col])) in text
        assert trace.tokens[row] in text
        assert trace.tokens[col] in text
        assert trace.tokens[row] in heatmap.accessibleDescription()
    with driver.settling():
        driver.leave(heatmap)
    assert driver.state.hover is None
    assert driver.trace is trace


@pytest.mark.parametrize("attention", ["raw", "projected"])
@pytest.mark.parametrize("focus", "XQKVSAZ")
def test_a_cell_of_every_matrix_is_worked_out(driver: Driver, focus: str, attention: str):
    driver.click(f"attention.{attention}")
    driver.click(f"stage.{focus}")
    heatmap = driver.heatmap
    for row, col in ((0, 0), (2, 1), (4, heatmap.matrix().shape[1] - 1)):
        with driver.settling():
            driver.hover(heatmap, heatmap.cell_center(row, col))
        assert driver.state.hover.row == row
        shown = driver.state.hover.col
        assert fixed(float(heatmap.matrix()[row, shown])) in driver.why.toPlainText()


def test_a_click_selects_row_and_column(driver: Driver):
    heatmap, trace = driver.heatmap, driver.trace
    for row, col in ((0, 3), (3, 0), (2, 2)):
        with driver.qtbot.waitSignal(heatmap.cellClicked) as said, driver.settling():
            driver.press(heatmap, at=heatmap.cell_center(row, col))
        assert said.args == [row, col]
        assert (driver.state.anchor, driver.state.col) == (trace.rows[row].start, col)
        [chosen] = [chip for chip in driver.chips() if chip.isChecked()]
        assert chosen.text() == trace.tokens[row]
        assert fixed(float(trace.A[0, row, col])) in driver.why.toPlainText()
        driver.check()


def test_a_click_on_a_name_selects_the_row_alone(driver: Driver):
    heatmap = driver.heatmap
    middle = heatmap.cell_center(3, 0)
    across = heatmap.cell_center(0, 1).x() - heatmap.cell_center(0, 0).x()
    with driver.settling():
        driver.press(heatmap, at=QPoint(middle.x() - across, middle.y()))
    assert driver.state.anchor == driver.trace.rows[3].start
    assert driver.state.col is None
    driver.check()


def test_other_buttons_and_the_margin_select_nothing(driver: Driver):
    heatmap, before = driver.heatmap, driver.state
    driver.press(heatmap, Qt.MouseButton.MiddleButton, heatmap.cell_center(0, 0))
    driver.press(heatmap, at=QPoint(2, 2))
    assert driver.state == before


def pictures(driver: Driver) -> dict[str, QImage]:
    names = ("focusHeatmap", "tokenStrip", "weightBars", "rankingBars", "formulaView", "pipelineStrip")
    return {name: driver.find(name).grab().toImage() for name in names}


def bar_middle(bars: QWidget, place: int) -> QPoint:
    return QPoint(bars.width() // 2, round((place + 0.5) * bars.height() / len(bars.values())))


POINTED = {
    "heatmap": (
        lambda d: d.hover(d.heatmap, d.heatmap.cell_center(1, 3)),
        lambda d: d.leave(d.heatmap),
        {"focusHeatmap", "tokenStrip", "weightBars", "rankingBars", "formulaView", "pipelineStrip"},
    ),
    "chip": (
        lambda d: d.enter_pointer(d.chip("花卉")),
        lambda d: d.leave(d.chip("花卉")),
        {"focusHeatmap", "tokenStrip", "weightBars", "rankingBars"},
    ),
    "weight bar": (
        lambda d: d.hover(d.find("weightBars"), bar_middle(d.find("weightBars"), 2)),
        lambda d: d.leave(d.find("weightBars")),
        {"focusHeatmap", "tokenStrip", "weightBars", "rankingBars", "formulaView", "pipelineStrip"},
    ),
    "ranking bar": (
        lambda d: d.hover(d.find("rankingBars"), bar_middle(d.find("rankingBars"), 2)),
        lambda d: d.leave(d.find("rankingBars")),
        {"focusHeatmap", "tokenStrip", "weightBars", "rankingBars"},
    ),
    "stage": (
        lambda d: d.enter_pointer(d.find("stage.K")),
        lambda d: d.leave(d.find("stage.K")),
        {"formulaView", "pipelineStrip"},
    ),
    "formula": (
        lambda d: d.enter_pointer(d.part_of("V")),
        lambda d: d.leave(d.part_of("V")),
        {"formulaView", "pipelineStrip"},
    ),
}


@pytest.mark.parametrize("what", POINTED)
@pytest.mark.usefixtures("no_computing")
def test_what_is_pointed_at_lights_up_everywhere(driver: Driver, what: str):
    point, leave, lit = POINTED[what]
    driver.wait_for_formula()
    before = pictures(driver)
    with driver.settling():
        point(driver)
    assert driver.state.hover is not None
    after = pictures(driver)
    missing = {name for name in lit if before[name] == after[name]}
    # The formula part of the focused matrix is lit already.
    assert missing <= ({"formulaView", "pipelineStrip"} if what in ("heatmap", "weight bar") else set())
    with driver.settling():
        leave(driver)
    assert driver.state.hover is None
    final = pictures(driver)
    assert [name for name in before if before[name] != final[name]] == []


@pytest.mark.parametrize("stage", "QKV")
def test_a_click_on_a_formula_part_opens_its_matrix(driver: Driver, stage: str):
    with driver.settling():
        driver.press(driver.part_of(stage))
    assert driver.state.focus == stage
    assert driver.find(f"stage.{stage}").isChecked()
    driver.check()


def test_a_click_on_a_bar(driver: Driver):
    weights, ranking = driver.find("weightBars"), driver.find("rankingBars")
    name = ranking.values()[2][0]
    with driver.settling():
        driver.press(ranking, at=bar_middle(ranking, 2))
    assert [chip.text() for chip in driver.chips() if chip.isChecked()] == [name]
    driver.check()
    driver.click("stage.X")
    key = weights.values()[1][0]
    with driver.settling():
        driver.press(weights, at=bar_middle(weights, 1))
    assert driver.state.focus == "A"
    assert driver.trace.tokens[driver.state.col] == key
    driver.check()


def test_ranking_by_the_weight_received(driver: Driver):
    driver.click("ranking.received")
    assert driver.state.ranking == "received"
    driver.check()
    driver.click("ranking.norm")
    driver.check()


def links(driver: Driver) -> list[str]:
    return sorted(set(re.findall(r'href="([^"]+)"', driver.why.toHtml())))


@pytest.mark.parametrize("heads", [1, 3])
@pytest.mark.parametrize("attention", ["raw", "projected"])
def test_every_link_of_a_worked_number_opens_the_matrix_it_names(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], heads: int, attention: str
):
    driver = drive(open_window(settings=Settings(heads=heads, attention=attention)))
    followed = set()
    if driver.trace.heads > 1:
        driver.click("head.2")
    for focus in "AZSVKQX":
        driver.click(f"stage.{focus}")
        for link in links(driver):
            with driver.settling():
                driver.why.anchorClicked.emit(QUrl(link))
            matrix = link.split("/")[0]
            followed.add(matrix)
            assert driver.state.focus == matrix
            assert driver.find(f"stage.{matrix[-1]}").isChecked()  # W_Q belongs to Q
            driver.check()
            driver.click(f"stage.{focus}")
    assert followed >= (
        {"Q", "K", "S", "A", "V", "X", "W_Q", "W_K", "W_V"} if attention == "projected" else {"X", "A", "V"}
    )


def test_the_cursor_of_the_heatmap(driver: Driver):
    heatmap = driver.heatmap
    with driver.settling():
        driver.press(heatmap, at=heatmap.cell_center(1, 1))
    for key, wanted in (
        (Qt.Key.Key_Right, (1, 2)),
        (Qt.Key.Key_Down, (2, 2)),
        (Qt.Key.Key_Left, (2, 1)),
        (Qt.Key.Key_Up, (1, 1)),
        (Qt.Key.Key_End, (1, 4)),
        (Qt.Key.Key_Home, (1, 0)),
    ):
        with driver.settling():
            driver.send_key(heatmap, key)
        assert (driver.state.anchor, driver.state.col) == (driver.trace.rows[wanted[0]].start, wanted[1])
        driver.check()
    before = driver.state
    driver.send_key(heatmap, Qt.Key.Key_Left)
    assert driver.state == before
