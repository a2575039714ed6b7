"""Three columns where there is room; the bars below the matrix where there is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QSplitter, QWidget

from gui.items.elided_label import ElidedLabel
from gui.items.marks import APART, Marks
from gui.panels.sentence import Brand
from tests.gui.driver import LEFT, Driver
from tests.gui.test_layout import settle_layout

OpenWindow = Callable[..., QWidget]
DOCKS = ("course", "vectors", "experiments")


def ground(window: QWidget) -> QScrollArea:
    return window.floor.ground


def place(driver: Driver, name: str) -> QPoint:
    return driver.find(name).mapTo(driver.window, QPoint())


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("dock", DOCKS)
def test_a_dock_beside_large_type_needs_no_scrolling_sideways(
    open_window: OpenWindow, drive: Callable[..., Driver], dock: str, lang: str
):
    driver = drive(open_window(size=(1024, 700), scale=150, lang=lang))
    window, columns = driver.window, driver.window.columns
    assert not columns.is_narrow()
    before = columns.outer()
    with driver.settling():
        window.commands[dock].trigger()
    settle_layout(window)
    assert columns.is_narrow()
    assert ground(window).horizontalScrollBar().maximum() == 0
    assert place(driver, "weightBars").y() > place(driver, "focusHeatmap").y() + driver.heatmap.height() - 1
    driver.check()
    window.commands[dock].trigger()
    settle_layout(window)
    assert not columns.is_narrow()
    assert columns.outer() == before
    assert place(driver, "weightBars").x() > place(driver, "focusHeatmap").x()


def test_what_was_dragged_stays_when_the_window_was_narrow(driver: Driver):
    window, columns = driver.window, driver.window.columns
    handle = columns.findChild(QSplitter).handle(1)
    wide = driver.find("pipelineStrip").width()
    QTest.mousePress(handle, LEFT, pos=QPoint(1, 50))
    QTest.mouseMove(handle, QPoint(61, 50))
    QTest.mouseRelease(handle, LEFT, pos=QPoint(61, 50))
    dragged = driver.find("pipelineStrip").width()
    assert dragged > wide + 30
    for width in (500, 1440):
        window.resize(width, 900)
        settle_layout(window)
        assert columns.is_narrow() == (width == 500)
    assert driver.find("pipelineStrip").width() == dragged


def test_the_matrix_keeps_its_room_before_the_others(driver: Driver):
    window, em = driver.window, driver.window.theme.em
    for width in range(1440, 480, -60):
        window.resize(width, 900)
        settle_layout(window)
        columns = window.columns
        middle = driver.find("focusHeatmap").width() + 3 * em
        assert columns.is_narrow() or middle > 18 * em, width
        assert ground(window).horizontalScrollBar().maximum() == 0


def test_a_mark_ends_where_its_part_is_cut_off(open_window: OpenWindow, drive: Callable[..., Driver]):
    driver = drive(open_window(size=(1024, 700), text="牡丹花卉原野美丽" * 8))
    window = driver.window
    with driver.settling():
        window.store.update(marked=("rankingBars",))
    settle_layout(window)
    bars = driver.find("rankingBars")
    seen = bars.parentWidget()  # what it scrolls in
    assert bars.height() > seen.height()
    (box,) = window.findChild(Marks).boxes()
    assert box.height() <= seen.height() + 2 * APART


def test_a_mark_is_of_ink_and_goes_round_the_card_not_through_its_text(driver: Driver):
    window = driver.window
    with driver.settling():
        window.store.update(marked=("explanation", "vectorsToggle"))
    settle_layout(window)
    marks, text = window.findChild(Marks), driver.find("explanation")
    around = text.rect().translated(text.mapTo(marks.parentWidget(), QPoint()))
    card, switch = marks.boxes()
    assert card.adjusted(6, 6, -6, -6).contains(around)
    middle = QPoint(switch.center().x(), switch.top() + 1)
    near = {marks.grab().toImage().pixelColor(middle + QPoint(x, 0)).name() for x in range(20)}
    assert window.theme.ink.lower() in near


@pytest.mark.parametrize("scale", [100, 150])
def test_everything_at_the_left_begins_at_one_edge(
    open_window: OpenWindow, drive: Callable[..., Driver], scale: int
):
    driver = drive(open_window(scale=scale))
    settle_layout(driver.window)
    strip = driver.find("pipelineStrip")
    firsts = [driver.find(name) for name in ("token.0", "stage.X", "stage.A")]
    firsts += [min(strip.findChildren(QLabel), key=lambda label: label.y())]
    firsts += [driver.find("statusFigures").findChild(ElidedLabel), driver.window.findChild(Brand)]
    edges = {widget.mapTo(driver.window, QPoint()).x() for widget in firsts}
    assert edges == {driver.window.theme.px(1.2)}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("dock", DOCKS)
def test_a_dock_moves_nothing_of_what_takes_the_whole_width(
    open_window: OpenWindow, drive: Callable[..., Driver], dock: str, lang: str
):
    driver = drive(open_window(size=(1024, 700), lang=lang))
    names = (
        "sentenceEdit",
        "menuButton",
        "stopwordsToggle",
        "activationToggle",
        "moreButton",
        "statusFigures",
    )
    before = {name: (place(driver, name), driver.find(name).size()) for name in names}
    with driver.settling():
        driver.window.commands[dock].trigger()
    settle_layout(driver.window)
    assert {name: (place(driver, name), driver.find(name).size()) for name in names} == before
    beside = driver.find(f"{dock}Dock")
    assert beside.mapTo(driver.window, QPoint()).y() > place(driver, "moreButton").y()
    assert beside.mapTo(driver.window, beside.rect().bottomLeft()).y() < place(driver, "statusFigures").y()
